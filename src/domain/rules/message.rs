//! The size of an sms, and the characters that make it larger.

use super::{MessagePlace, words};
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::message::Message;
use crate::domain::policy::Policy;
use crate::domain::segments::{Segments, Ucs2Character, forcing, name_of, plain_form};
use crate::domain::template::Template;

/// The most characters that a finding names.
const NAMED_MAX: usize = 5;

/// Checks a message that is sent unchanged.
pub(super) fn check(message: &Message, place: &MessagePlace, policy: &Policy, findings: &mut Findings) {
    let segments = Segments::of(message.as_str());
    report_forcing(segments, message.as_str(), place, findings);
    if segments.count > 1 {
        let wire = format!("{} characters of Base64 on the wire", message.to_base64().len());
        findings.push(several(segments, &wire, policy.max_segments).at(place.origin()));
    }
    let documented = "the platform's documentation names no variables in texts";
    words::check_sms(documented, message.as_str(), place.origin(), findings);
}

/// Checks a template from which the message is made. Its variables are not counted, since their values are not known.
pub(super) fn check_template(
    template: &Template<'_>,
    text: &str,
    place: &MessagePlace,
    policy: &Policy,
    findings: &mut Findings,
) {
    report_forcing(Segments::of(text), text, place, findings);
    let segments = Segments::of(&template.fixed);
    if segments.count > 1 {
        findings.push(several(segments, "its variables not counted", policy.max_segments).at(place.origin()));
    }
    if !template.variables.is_empty() {
        let named: Vec<&str> = template.variables.iter().map(|variable| variable.name).collect();
        let what = format!("the message has variables: {}", words::listed(&named));
        let help = "their values count too, so the number of segments is unknown";
        findings.push(Problem::note("sms/placeholder", what).help(help).at(place.origin()));
    }
    let documented = "the platform's documentation names no other variables than {{ name }}";
    words::check_sms(documented, &template.fixed, place.origin(), findings);
}

fn report_forcing(segments: Segments, text: &str, place: &MessagePlace, findings: &mut Findings) {
    let Some(first) = segments.forced_by else { return };
    let mut different: Vec<char> = Vec::new();
    for Ucs2Character { character, .. } in forcing(text) {
        if !different.contains(&character) {
            different.push(character);
        }
    }
    findings.push(forced(first, &different, segments).at(&place_of(first, text, place)));
}

/// The finding about a character that forces UCS-2. A stray character is probably a mistake; one of another script is
/// surely intended.
fn forced(first: Ucs2Character, different: &[char], segments: Segments) -> Problem {
    let code = "sms/ucs2-forced";
    let message = format!(
        "{} at character {} makes the message UCS-2: {} to a segment instead of 160 characters",
        name_of(first.character),
        first.position,
        segments.alphabet.single()
    );
    let others: Vec<String> =
        different.iter().skip(1).take(NAMED_MAX - 1).map(|other| name_of(*other)).collect();
    let more = different.len().saturating_sub(NAMED_MAX);
    let message = match (others.as_slice(), more) {
        ([], _) => message,
        (others, 0) => format!("{message}; so does {}", others.join(", and ")),
        (others, more) => format!("{message}; so does {}, and {more} more", others.join(", and ")),
    };
    let plain = different.iter().take(NAMED_MAX).filter_map(|character| match plain_form(*character)? {
        "" => Some(format!("nothing for {}", name_of(*character))),
        " " => Some(format!("a plain space for {}", name_of(*character))),
        plain => Some(format!("{plain} for {character}")),
    });
    match plain_form(first.character) {
        Some(_) if different.len() > 1 => {
            Problem::warning(code, message).help(format!("write {}", plain.collect::<Vec<_>>().join(", ")))
        }
        Some("") => Problem::warning(code, message).help("remove it: it is invisible"),
        Some(" ") => Problem::warning(code, message).help("write a plain space instead"),
        Some(plain) => Problem::warning(code, message).help(format!("write {plain} instead")),
        None => Problem::note(code, message)
            .help("leave it where the language needs it; the GSM alphabet has no such character"),
    }
}

fn several(segments: Segments, wire: &str, most: usize) -> Problem {
    let Segments { alphabet, units, count, .. } = segments;
    let message = format!(
        "the message takes {count} segments ({alphabet}, {units} {}; {} fit into one), {wire}",
        alphabet.units(),
        alphabet.single()
    );
    if count > most {
        let room = if most == 1 { alphabet.single() } else { most * alphabet.each_of_several() };
        Problem::warning("sms/too-many-segments", format!("{message}; at most {most} are allowed")).help(
            format!(
                "shorten it by {} {}, or set max_segments in kcamp.policy.yaml",
                units.saturating_sub(room).max(1),
                alphabet.units()
            ),
        )
    } else {
        Problem::note("sms/several-segments", message)
            .help("each segment is charged as one message; phones show the segments as one text")
    }
}

/// The place of the character if it is on the first line of the text, since comments that allow a finding are there.
fn place_of(forcing: Ucs2Character, text: &str, place: &MessagePlace) -> Origin {
    if let MessagePlace::Written(Origin::Text { source, span }) = place
        && let Some(line) = source.text.get(span.clone()).and_then(|written| written.lines().next())
        && !text[..forcing.offset].contains('\n')
        && let Some(offset) = line.find(forcing.character)
    {
        let start = span.start + offset;
        let span = start..start + forcing.character.len_utf8();
        return Origin::Text { source: source.clone(), span };
    }
    place.origin().clone()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{MessagePlace, check};
    use crate::domain::finding::{Findings, Origin, Severity, Source};
    use crate::domain::policy::Policy;

    /// Severity, code and marked text of the findings about a quoted message.
    fn found(text: &str) -> Vec<(Severity, &'static str, String)> {
        let written = format!("\"{text}\"");
        let source = Arc::new(Source::new("a.yaml", format!("text: {written}\n")));
        let place = MessagePlace::Written(Origin::Text { source, span: 6..6 + written.len() });
        let mut findings = Findings::new();
        let Ok(message) = text.parse() else { return Vec::new() };
        check(&message, &place, &Policy::default(), &mut findings);
        let marked = |origin: &Origin| match origin {
            Origin::Text { source, span } => source.text[span.clone()].to_owned(),
            _ => String::new(),
        };
        let view = |finding: &crate::domain::finding::Finding| {
            (finding.problem.severity, finding.problem.code, marked(&finding.origin))
        };
        findings.iter().map(view).collect()
    }

    #[test]
    fn a_short_plain_message_has_nothing_to_be_said() {
        assert_eq!(found("Your bill is due. Reply STOP to opt out."), []);
    }

    #[test]
    fn each_different_character_that_forces_ucs2_is_named_up_to_five() {
        let said = |text: &str| {
            let mut findings = Findings::new();
            let message = text.parse().ok()?;
            let place = MessagePlace::Written(Origin::Flag("--text".to_owned()));
            check(&message, &place, &Policy::default(), &mut findings);
            findings.iter().next().map(|finding| finding.problem.clone())
        };
        let problem = said("it’s “due” – it’s…").unwrap_or_else(|| panic!("no finding"));
        let named = ["’ (U+2019)", "“ (U+201C)", "” (U+201D)", "– (U+2013)", "… (U+2026)"];
        assert!(named.iter().all(|name| problem.message.matches(name).count() == 1), "{}", problem.message);
        assert_eq!(problem.help.as_deref(), Some("write ' for ’, \" for “, \" for ”, - for –, ... for …"));
        let problem = said("’“”–…—म").unwrap_or_else(|| panic!("no finding"));
        assert!(problem.message.ends_with("and 2 more"), "{}", problem.message);
    }

    #[test]
    fn a_character_that_slipped_in_is_marked() {
        assert_eq!(found("it’s due"), [(Severity::Warning, "sms/ucs2-forced", "’".into())]);
        assert_eq!(found("नमस्ते").first().map(|it| it.0), Some(Severity::Note));
    }

    #[test]
    fn segments_weigh_by_their_number() {
        let weight = |length: usize| found(&"a".repeat(length)).first().map(|it| (it.0, it.1));
        assert_eq!(weight(160), None);
        assert_eq!(weight(161), Some((Severity::Note, "sms/several-segments")));
        assert_eq!(weight(459), Some((Severity::Note, "sms/several-segments")));
        assert_eq!(weight(460), Some((Severity::Warning, "sms/too-many-segments")));
    }

    #[test]
    fn placeholders_are_named() {
        assert_eq!(found("Hi {{name}}").first().map(|it| it.1), Some("sms/placeholder"));
    }

    #[test]
    fn a_megabyte_is_counted() {
        assert_eq!(found(&"x".repeat(1024 * 1024)).first().map(|it| it.1), Some("sms/too-many-segments"));
    }
}
