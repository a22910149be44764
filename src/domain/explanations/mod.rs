//! The explanations of all codes, compiled in from the Markdown files beside this one. No other list has all codes.
//!
//! Each code is a heading `## area/what-is-wrong`, under it `severity:`, then a paragraph each for its meaning, `Why:`,
//! an example indented by four spaces, and `Fix:`.

use std::sync::LazyLock;

use super::choice::nearest;

/// Every file of explanations; each covers one or more areas.
const FILES: [&str; 10] = [
    include_str!("campaign.md"),
    include_str!("schedule.md"),
    include_str!("file.md"),
    include_str!("policy.md"),
    include_str!("settings.md"),
    include_str!("platform.md"),
    include_str!("command.md"),
    include_str!("halt.md"),
    include_str!("import.md"),
    include_str!("plan.md"),
];

/// The meaning of a code, and the fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// Its severity, which decides what a policy and an allowance can change.
    pub severity: CodeSeverity,
    /// The meaning, one paragraph.
    pub meaning: &'static str,
    /// Why it matters on the platform, one paragraph.
    pub why: &'static str,
    /// An example, its lines indented by four spaces.
    pub example: &'static str,
    /// The fix, one paragraph.
    pub help: &'static str,
}

/// The severity of the findings of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSeverity {
    /// `error`: always an error, which neither a policy nor an allowance changes.
    Law,
    /// `error, allowed in names`: an error that no policy changes, and that an allowance silences where it is about a
    /// name.
    Doubt,
    /// `warning`, `note` or several: a finding of this code that is not an error is advice.
    Advice(&'static str),
    /// `command`: a command prints it; it is never a finding in a file.
    Command,
}

impl CodeSeverity {
    /// The severity as it is listed: `error`, `warning`, `note`, `command` or several of them.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Law | Self::Doubt => "error",
            Self::Advice(words) => words,
            Self::Command => "command",
        }
    }
}

static ALL: LazyLock<Vec<Explanation>> = LazyLock::new(|| {
    FILES.into_iter().flat_map(|file| file.split("\n## ").skip(1)).filter_map(parse).collect()
});

/// Every explanation, by area.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    ALL.iter()
}

/// The explanation of a code.
pub fn find(code: &str) -> Option<&'static Explanation> {
    all().find(|explanation| explanation.code == code)
}

/// The code that was probably meant, among those that `wanted` accepts; see [`nearest_codes`].
pub fn nearest_code(code: &str, wanted: impl Fn(&Explanation) -> bool) -> Option<&'static str> {
    nearest_codes(code, wanted, 1).pop()
}

/// At most `most` codes that were probably meant, the likeliest first: the same name in another area, a longer one, or
/// a few letters away.
pub fn nearest_codes(code: &str, wanted: impl Fn(&Explanation) -> bool, most: usize) -> Vec<&'static str> {
    let mut codes: Vec<&'static str> = all().filter(|it| wanted(it)).map(|it| it.code).collect();
    let name = code.rsplit('/').next().unwrap_or(code);
    let mut found = Vec::new();
    let is_same = |it: &str| it.split_once('/').is_some_and(|(_, its)| its == name);
    let is_longer = |it: &str| code.contains('/') && it.starts_with(code);
    found.extend(codes.extract_if(.., |it| is_same(it)));
    found.extend(codes.extract_if(.., |it| is_longer(it)));
    while found.len() < most
        && let Some(near) = nearest(code, codes.iter().copied())
    {
        codes.retain(|it| *it != near);
        found.push(near);
    }
    found.truncate(most);
    found
}

fn parse(section: &'static str) -> Option<Explanation> {
    let (code, rest) = section.split_once('\n')?;
    let (severity, body) = rest.split_once("\n\n")?;
    let severity = match severity.strip_prefix("severity: ")? {
        "error" => CodeSeverity::Law,
        "error, allowed in names" => CodeSeverity::Doubt,
        "command" => CodeSeverity::Command,
        words => CodeSeverity::Advice(words),
    };
    let (meaning, rest) = body.split_once("\n\nWhy: ")?;
    let (why, rest) = rest.split_once("\n\n")?;
    let (example, help) = rest.split_once("\n\nFix: ")?;
    Some(Explanation { code, severity, meaning, why, example, help: help.trim_end() })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FILES, all, find, nearest_code};

    #[test]
    fn every_section_is_read() {
        let headings: usize = FILES.iter().map(|file| file.matches("\n## ").count()).sum();
        let sections = FILES.iter().flat_map(|file| file.split("\n## ").skip(1));
        for section in sections {
            assert!(super::parse(section).is_some(), "{section}");
        }
        assert_eq!(all().count(), headings);
    }

    #[test]
    fn codes_are_unique_and_every_part_says_something() {
        let mut seen = BTreeSet::new();
        for it in all() {
            assert!(seen.insert(it.code), "{} stands twice", it.code);
            for part in [it.meaning, it.why, it.help] {
                assert!(!part.is_empty() && !part.contains("\n\n"), "{}: {part:?}", it.code);
            }
            assert!(
                it.example.lines().all(|line| line.starts_with("    ") || line.is_empty()),
                "{}",
                it.code
            );
            let words = it.severity.words().split(", ");
            assert!(
                words.into_iter().all(|word| ["error", "warning", "note", "command"].contains(&word)),
                "{}",
                it.code
            );
        }
    }

    #[test]
    fn the_code_that_was_meant_is_found() {
        assert!(find("campaign/name-too-long").is_some());
        assert_eq!(find("campaign/nam-too-long"), None);
        assert_eq!(nearest_code("campaign/nam-too-long", |_| true), Some("campaign/name-too-long"));
        assert_eq!(nearest_code("sms/name-too-long", |_| true), Some("campaign/name-too-long"));
        assert_eq!(nearest_code("sms/ucs2", |_| true), Some("sms/ucs2-forced"));
        assert_eq!(nearest_code("what/ever", |_| true), None);
    }
}
