//! Findings about texts that people read or hear: placeholders that were not filled in, and escapes that look like line
//! breaks but are not.

use crate::domain::encoding_mixup::text_is_base64;
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::placeholder::placeholders;

/// Maximum number of placeholders that a finding names.
const PLACEHOLDERS_NAMED: usize = 10;

/// Checks the text of an sms. `fixed` is the part into which the platform inserts nothing. `documented` says what the
/// platform's documentation says about variables.
pub(super) fn check_sms(documented: &str, fixed: &str, place: &Origin, findings: &mut Findings) {
    let named = placeholders(fixed);
    if !named.is_empty() {
        let what = format!("the message has placeholders that are not filled in: {}", listed(&named));
        let help = format!(
            "{documented}: write the words themselves, or send a test first and look at what arrives"
        );
        findings.push(Problem::warning("sms/placeholder", what).help(help).at(place));
    }
    findings.extend(text_is_base64(fixed).map(|problem| problem.at(place)));
    check_escapes("message", fixed, place, findings);
    check_characters("message", fixed, place, findings);
}

/// Checks another text; `what` names it. `fixed` is the part into which the platform inserts nothing.
pub fn check(what: &str, fixed: &str, place: &Origin, findings: &mut Findings) {
    let named = placeholders(fixed);
    if !named.is_empty() {
        let message = format!("the {what} has placeholders that are not filled in: {}", listed(&named));
        let help = "write the words themselves, or fill them in before kcamp reads the file; kcamp does not replace placeholders";
        findings.push(Problem::warning("campaign/placeholder", message).help(help).at(place));
    }
    check_escapes(what, fixed, place, findings);
    check_characters(what, fixed, place, findings);
}

/// Finds a character that no phone shows: one that controls a terminal, changes the direction of the text around it, or
/// replaces a character that another program could not read.
fn check_characters(what: &str, fixed: &str, place: &Origin, findings: &mut Findings) {
    let found = |is_meant: fn(char) -> bool| fixed.chars().enumerate().find(|(_, it)| is_meant(*it));
    if let Some((at, _)) = found(|it| it == '\0') {
        let message = format!("the {what} has a NUL, U+0000, at character {}", at + 1);
        let help = "remove it: programs end a text there, so that people may get a part of it";
        findings.push(Problem::error("campaign/unfit-character", message).help(help).at(place));
        return;
    }
    let Some((at, character)) = found(is_unfit) else { return };
    let (kind, help) = match character {
        '\u{fffd}' => (
            "the mark of a character that could not be read",
            "the text was read in another encoding than it was written in before it came here: get the text again, as UTF-8",
        ),
        _ if character.is_control() => ("a control character", "remove it: no phone shows it"),
        _ => ("a character that no phone shows, and that may turn the text around it", "remove it"),
    };
    let message = format!("the {what} has {kind}, U+{:04X}, at character {}", u32::from(character), at + 1);
    findings.push(Problem::warning("campaign/unfit-character", message).help(help).at(place));
}

/// Whether no text needs the character. Direction marks (U+200E, U+200F, U+061C) and joiners are part of Arabic, Hebrew
/// and Indic texts, so they do not count.
const fn is_unfit(character: char) -> bool {
    matches!(
        character,
        '\u{1}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffd}' | '\u{e0001}'
    )
}

/// Finds `\n` written as a backslash and a letter, which people would see literally.
fn check_escapes(what: &str, fixed: &str, place: &Origin, findings: &mut Findings) {
    let escape = ["\\n", "\\r", "\\t"].into_iter().find(|escape| fixed.contains(escape));
    let Some(escape) = escape else { return };
    let message = format!(
        "the {what} has {escape} in it as a backslash and a letter, and people would get it like that"
    );
    let help = match place {
        Origin::Flag(flag) if flag == "--message" => {
            "for a line break, put it in a file (--message-file), or write $'…' instead of '…' in bash"
        }
        Origin::Flag(_) => {
            "for a line break, write $'…' instead of '…' in bash, or give it in a file with -f"
        }
        _ => "for a line break, put the text in double quotes, or write it as a block below |",
    };
    findings.push(Problem::note("campaign/literal-escape", message).help(help).at(place));
}

/// The names, up to the maximum that a finding shows.
pub(super) fn listed(named: &[&str]) -> String {
    let mut shown = named.iter().take(PLACEHOLDERS_NAMED).copied().collect::<Vec<_>>().join(", ");
    if named.len() > PLACEHOLDERS_NAMED {
        shown.push_str(", …");
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{check, check_sms};
    use crate::domain::finding::{Findings, Origin, Severity};

    fn found(text: &str) -> Vec<(Severity, &'static str)> {
        let mut findings = Findings::new();
        check_sms("no variables are documented", text, &Origin::Flag("--message".into()), &mut findings);
        check("description", text, &Origin::Flag("--description".into()), &mut findings);
        findings.iter().map(|it| (it.problem.severity, it.problem.code)).collect()
    }

    #[test]
    fn placeholders_are_warnings_wherever_people_read_them() {
        for text in [
            "Hi [First Name]",
            "<<X>>",
            "Hi {{x}}",
            "${x}",
            "Hi %NAME%",
            "$MESSAGE",
            "{name}",
            "Hi {{ name | default(\"there\") }}",
            "Hi ${first:-friend}",
            "[First Name|there]",
        ] {
            assert_eq!(
                found(text),
                [(Severity::Warning, "sms/placeholder"), (Severity::Warning, "campaign/placeholder")],
                "{text}"
            );
        }
        assert_eq!(found("Your bill of $5 is due. Save 10%!"), []);
    }

    #[test]
    fn characters_that_no_phone_shows_are_warned_of() {
        for text in
            ["Bell\u{7}", "Pay\u{202e} now", "Gr\u{fffd}\u{fffd}e", "a\u{2066}b", "a\u{85}b", "\u{fff9}a"]
        {
            let warning = (Severity::Warning, "campaign/unfit-character");
            assert_eq!(found(text), [warning, warning], "{text:?}");
        }
        for text in ["a\tb\r\nc", "שלום\u{200f}", "می\u{200c}خواهم", "👩\u{200d}👧", "a\u{a0}b"]
        {
            assert_eq!(found(text), [], "{text:?}");
        }
    }

    #[test]
    fn a_nul_is_an_error_behind_whatever_else() {
        for text in ["a\0b", "Bell\u{7}\0", "\u{fffd}\0"] {
            let error = (Severity::Error, "campaign/unfit-character");
            assert_eq!(found(text), [error, error], "{text:?}");
        }
    }

    #[test]
    fn escapes_that_stayed_are_noted() {
        for text in ["a\\nb", "a\\tb", "Hi,\\r\\nyour bill"] {
            let note = (Severity::Note, "campaign/literal-escape");
            assert_eq!(found(text), [note, note], "{text}");
        }
        assert_eq!(found("a\nb, A\\B"), []);
    }

    #[test]
    fn only_the_text_of_an_sms_has_a_flag_for_a_file() {
        for (flag, has_file) in [("--message", true), ("--sms-message", false), ("--welcome-message", false)]
        {
            let mut findings = Findings::new();
            check("text", "a\\nb", &Origin::Flag(flag.into()), &mut findings);
            let helps: Vec<&str> = findings.iter().filter_map(|it| it.problem.help.as_deref()).collect();
            assert_eq!(
                helps.iter().filter(|help| help.contains("--message-file")).count(),
                usize::from(has_file)
            );
            assert_eq!(helps.len(), 1, "{flag}");
        }
    }
}
