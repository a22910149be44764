//! The names of the files of campaigns.

use crate::manifest::looks_like_a_setting_file;

/// Most characters of a file's name before its ending.
const STEM_MAX: usize = 60;
/// Names of devices on Windows, where no file can be called so, with any ending; COM and LPT with a digit are others.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The name of a campaign's file before its ending, from the campaign's name; empty if the name has neither letters nor
/// digits. It is neither nearly that of a policy or of defaults, which would stop every file around it, nor that of a
/// device on Windows.
pub(in crate::commands) fn stem(name: &str) -> String {
    let slug = slug(name);
    let is_taken = looks_like_a_setting_file(&format!("{slug}.yaml")) || is_device(&slug);
    if is_taken { format!("campaign-{slug}") } else { slug }
}

/// Lower-case letters and digits of any script; everything else becomes a hyphen: no separators, dots or spaces.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars().take(STEM_MAX) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

fn is_device(slug: &str) -> bool {
    let port = slug.strip_prefix("com").or_else(|| slug.strip_prefix("lpt"));
    let is_port =
        |number: &str| matches!(number, "¹" | "²" | "³") || matches!(number.as_bytes(), [b'0'..=b'9']);
    DEVICES.contains(&slug) || port.is_some_and(is_port)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_name_cannot_leave_the_folder() {
        for (name, expected) in [
            ("Agentless Voice | Feedback | Jan 9", "agentless-voice-feedback-jan-9"),
            ("../../etc/passwd", "etc-passwd"),
            ("C:\\x", "c-x"),
            ("Über-Größe", "über-größe"),
            ("...", ""),
        ] {
            assert_eq!(stem(name), expected);
        }
    }

    #[test]
    fn no_file_is_called_like_a_setting_or_a_device() {
        for (name, expected) in [
            ("kcamp policy", "campaign-kcamp-policy"),
            ("Kcamp.Defaults", "campaign-kcamp-defaults"),
            ("kcamp_policies", "campaign-kcamp-policies"),
            ("kcamp policy 2", "kcamp-policy-2"),
            ("CON", "campaign-con"),
            ("com1", "campaign-com1"),
            ("LPT³", "campaign-lpt³"),
            ("com10", "com10"),
            ("Con brio", "con-brio"),
        ] {
            assert_eq!(stem(name), expected);
        }
    }
}
