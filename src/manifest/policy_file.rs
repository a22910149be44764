//! `kcamp.policy.yaml`: where it is searched for, and its contents.
//!
//! The nearest file is used: in the folder of the campaign file, or in the folders above it, up to the first root of a
//! repository (it has a `.git`), or otherwise up to the root of the file system. For stdin and flags, the search starts
//! in the working folder. Policies are not combined.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use smol_str::SmolStr;

use super::gather::{LinksOut, leads_out, load_file};
use super::load::Loaded;
use super::near_setting::{NearNames, from_here};
use super::node::{Node, NodeEntry, Value};
use crate::domain::calling_hours::parse_time;
use crate::domain::choice::nearest;
use crate::domain::duration::parse_duration;
use crate::domain::explanations::{self, CodeSeverity};
use crate::domain::finding::{Findings, Located, Problem, Severity};
use crate::domain::policy::{ContactHours, POLICY_FILE, Policy, SeverityRule};
use crate::domain::zone::Zone;

/// The policies of a run, each read once.
#[derive(Debug, Default)]
pub struct Policies {
    by_folder: HashMap<PathBuf, Arc<Policy>>,
    by_file: HashMap<PathBuf, Arc<Policy>>,
    links_out: LinksOut,
    near: NearNames,
    /// The findings about the policy files.
    pub findings: Findings,
}

impl Policies {
    /// Creates a set with no policies read yet. `links_out` decides whether a policy file that is a link out of its
    /// folder is followed.
    pub fn new(links_out: LinksOut) -> Self {
        Self { links_out, ..Self::default() }
    }

    /// The policy for a campaign file; without a path, the one for stdin and flags.
    pub fn of(&mut self, file: Option<&Path>) -> Arc<Policy> {
        let folder = file.and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        if let Some(known) = self.by_folder.get(folder) {
            return Arc::clone(known);
        }
        let policy = self.find(folder).map_or_else(Arc::default, |path| self.read(path));
        self.by_folder.insert(folder.to_owned(), Arc::clone(&policy));
        policy
    }

    fn read(&mut self, path: PathBuf) -> Arc<Policy> {
        if let Some(known) = self.by_file.get(&path) {
            return Arc::clone(known);
        }
        let loaded = match refusal(&path, self.links_out, "policy") {
            Some(problem) => Loaded::unreadable(problem, &path.display().to_string()),
            None => load_file(&path),
        };
        let (policy, findings) = decode_policy(loaded);
        self.findings.extend(findings);
        let policy = Arc::new(policy);
        self.by_file.insert(path, Arc::clone(&policy));
        policy
    }

    /// The nearest path with the name of a policy file, relative to the working folder if it is below it.
    fn find(&mut self, folder: &Path) -> Option<PathBuf> {
        let absolute = std::path::absolute(folder).ok()?;
        // Canonical, so that `..` goes up and the names in findings are short.
        let absolute = absolute.canonicalize().unwrap_or(absolute);
        for folder in absolute.ancestors() {
            self.findings.extend(self.near.of(folder, POLICY_FILE));
            let candidate = folder.join(POLICY_FILE);
            // Anything with the name counts. Leaving out a policy silently would allow what it forbids.
            if fs::symlink_metadata(&candidate).is_ok() {
                return Some(from_here(candidate));
            }
            if folder.join(".git").exists() {
                return None;
            }
        }
        None
    }
}

/// The reason not to open a policy, or another file with the given role: it is not a file, or is a link out of its
/// folder that the user did not ask to follow.
pub(super) fn refusal(path: &Path, links_out: LinksOut, role: &str) -> Option<Problem> {
    let (what, help) = match fs::metadata(path) {
        Ok(there) if there.is_file() => {
            let is_left = links_out == LinksOut::Left && leads_out(path);
            return is_left.then(|| {
                let why = format!("the {role} is a link to a place outside its folder, so it was not read");
                Problem::error("file/unreadable", why)
                    .help(format!("put the {role} itself there, or read it with --follow-links"))
            });
        }
        Ok(there) if there.is_dir() => ("is a folder", "rename the folder"),
        Ok(_) => ("is a pipe or a device, so it was not opened", "put a file there, or remove it"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            ("is a link to a file that does not exist", "restore that file, or remove the link")
        }
        Err(error) => {
            let problem = Problem::error("file/unreadable", format!("the {role} cannot be read: {error}"));
            return Some(problem.help("make it readable, or put another file there"));
        }
    };
    Some(Problem::error("file/unreadable", format!("the {role} {what}")).help(help))
}

/// Decodes a policy file. Wrong values keep their defaults.
pub fn decode_policy(loaded: Loaded) -> (Policy, Findings) {
    let mut decoder = Decoder { policy: Policy::default(), findings: Findings::new() };
    // A file with only comments is a policy without changes.
    decoder
        .findings
        .extend(loaded.findings.into_iter().filter(|finding| finding.problem.code != "file/empty"));
    if let Some(second) = loaded.documents.get(1) {
        let problem = Problem::error(
            "policy/value-invalid",
            "a policy must be one document, and a second one starts here",
        )
        .help("put it all into the first");
        decoder.findings.push(problem.at(&second.origin));
    }
    if let Some(document) = loaded.documents.first() {
        decoder.document(document);
    }
    decoder.findings.sort_by_place();
    (decoder.policy, decoder.findings)
}

struct Decoder {
    policy: Policy,
    findings: Findings,
}

impl Decoder {
    fn document(&mut self, document: &Node) {
        for NodeEntry { key, value } in document.entries() {
            match key.value.as_str() {
                "hours" => self.hours(value),
                "timezone" => self.timezone(value),
                "max_segments" => {
                    let count = scalar(value).and_then(|text| text.parse().ok()).filter(|count| *count > 0);
                    match count {
                        Some(count) => self.policy.max_segments = count,
                        None => self.invalid(
                            value,
                            "max_segments must be a whole number, 1 or more",
                            "write it as max_segments: 3",
                        ),
                    }
                }
                "minimum_notice" => match scalar(value).map(notice) {
                    Some(Ok(notice)) => self.policy.minimum_notice = notice,
                    _ => self.invalid(
                        value,
                        "minimum_notice is not a duration",
                        "write it as 30m, 2h or 1h30m; 0 asks for none",
                    ),
                },
                "severities" => self.severities(value),
                other => {
                    let known = ["hours", "timezone", "max_segments", "minimum_notice", "severities"];
                    self.unknown_key(other, key, &known);
                }
            }
        }
    }

    fn hours(&mut self, node: &Node) {
        if !matches!(node.value, Value::Mapping(_)) {
            return self.invalid(
                node,
                "hours are not a mapping",
                "write them as {from: \"08:00\", to: \"21:00\"}",
            );
        }
        let mut hours = self.policy.hours;
        for NodeEntry { key, value } in node.entries() {
            let place = match key.value.as_str() {
                "from" => &mut hours.from,
                "to" => &mut hours.to,
                other => {
                    self.unknown_key(other, key, &["from", "to"]);
                    continue;
                }
            };
            match scalar(value).map(parse_time) {
                Some(Ok(time)) => *place = time,
                _ => self.invalid(
                    value,
                    "this is not a time of day",
                    "write it in quotes, as \"08:00\" or \"9:00 PM\"",
                ),
            }
        }
        if hours.from < hours.to {
            self.policy.hours = ContactHours { ..hours };
        } else {
            self.invalid(
                node,
                "the hours end before they start",
                "from must be earlier than to, on the same day",
            );
        }
    }

    fn timezone(&mut self, node: &Node) {
        match scalar(node).map(str::parse::<Zone>) {
            Some(Ok(zone)) if zone.is_of_a_place() => self.policy.timezone = Some(zone),
            Some(Ok(zone)) => self.invalid(
                node,
                &format!("{zone} is no place where people are"),
                "name the zone in which they live, such as America/New_York",
            ),
            Some(Err(problem)) => self.findings.push(problem.at(&node.origin)),
            None => self.invalid(node, "this is not a time zone", "write it as America/New_York"),
        }
    }

    fn severities(&mut self, node: &Node) {
        if !matches!(node.value, Value::Mapping(_)) {
            return self.invalid(
                node,
                "severities are not a mapping",
                "write code: off, note, warning or error, one a line",
            );
        }
        for NodeEntry { key, value } in node.entries() {
            let rule = match scalar(value).map(str::parse::<SeverityRule>) {
                Some(Ok(rule)) => Some(rule),
                // YAML 1.1 reads the word `off` as false.
                None if value.value == Value::Bool(false) => Some(SeverityRule::Off),
                Some(Err(problem)) => {
                    self.findings.push(problem.at(&value.origin));
                    None
                }
                None => {
                    self.invalid(value, "this is not a severity", "write off, note, warning or error");
                    None
                }
            };
            let is_unknown = explanations::find(&key.value).is_none();
            if is_unknown && self.findings.count_further("policy/unknown-code", Severity::Error, &key.origin)
            {
                continue;
            }
            match (adjustable(&key.value), rule) {
                (Err(problem), _) => self.findings.push(problem.at(&key.origin)),
                (Ok(code), Some(rule)) => {
                    self.policy.severities.insert(code, rule);
                }
                (Ok(_), None) => {}
            }
        }
    }

    fn invalid(&mut self, node: &Node, message: &str, help: &str) {
        self.findings.push(Problem::error("policy/value-invalid", message).help(help).at(&node.origin));
    }

    fn unknown_key(&mut self, key: &str, at: &Located<SmolStr>, known: &[&str]) {
        if self.findings.count_further("policy/unknown-key", Severity::Error, &at.origin) {
            return;
        }
        let problem = Problem::error("policy/unknown-key", format!("a policy has no key {key:?} here"));
        let help = nearest(key, known.iter().copied()).map_or_else(
            || format!("remove it; the keys here are {}", known.join(", ")),
            |meant| format!("did you mean {meant}?"),
        );
        self.findings.push(problem.help(help).at(&at.origin));
    }
}

/// Reads a duration; a bare 0 means no minimum.
fn notice(text: &str) -> Result<std::time::Duration, Problem> {
    if text == "0" { Ok(std::time::Duration::ZERO) } else { parse_duration(text) }
}

fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => Some(text),
        _ => None,
    }
}

/// The code, if a policy may set its severity.
fn adjustable(code: &str) -> Result<&'static str, Problem> {
    let unknown = || Problem::error("policy/unknown-code", format!("no finding has the code {code:?}"));
    let Some(known) = explanations::find(code) else {
        let advice = |it: &explanations::Explanation| matches!(it.severity, CodeSeverity::Advice(_));
        return Err(match explanations::nearest_code(code, advice) {
            Some(meant) => unknown().help(format!("did you mean {meant}?")),
            None => unknown().help("kcamp explain --list shows every code"),
        });
    };
    match known.severity {
        CodeSeverity::Advice(_) => Ok(known.code),
        CodeSeverity::Law | CodeSeverity::Doubt => Err(Problem::error(
            "policy/severity-fixed",
            format!("{code} stays an error"),
        )
        .help(
            "remove it: the platform would refuse such a campaign, or do something else than the file says",
        )),
        CodeSeverity::Command => {
            Err(unknown().help("remove it: this is the code of a failed command, not of a finding in a file"))
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::fs;
    use std::time::Duration;

    use jiff::civil::time;

    use super::{Policies, decode_policy};
    use crate::domain::finding::{Origin, Severity};
    use crate::domain::policy::{Policy, SeverityRule};
    use crate::manifest::load_bytes;

    /// The policy of a text, and its findings by code and line.
    fn decoded(text: &str) -> (Policy, Vec<(&'static str, usize)>) {
        let (policy, findings) = decode_policy(load_bytes("kcamp.policy.yaml", text.as_bytes().to_vec()));
        let line = |origin: &Origin| match origin {
            Origin::Text { source, span } => source.position(span.start).line,
            _ => 0,
        };
        (policy, findings.iter().map(|it| (it.problem.code, line(&it.origin))).collect())
    }

    #[test]
    fn every_key_is_read() {
        let (policy, findings) = decoded(
            "hours: {from: \"09:00\", to: 8:00 PM}\ntimezone: asia/kolkata\nmax_segments: 1\nminimum_notice: 2h\nseverities:\n  \
             sms/ucs2-forced: error\n  sms/placeholder: off\n",
        );
        assert_eq!(findings, []);
        assert_eq!((policy.hours.from, policy.hours.to), (time(9, 0, 0, 0), time(20, 0, 0, 0)));
        assert_eq!(policy.timezone.map(|zone| zone.to_string()).as_deref(), Some("Asia/Kolkata"));
        assert_eq!((policy.max_segments, policy.minimum_notice), (1, Duration::from_hours(2)));
        assert_eq!(policy.severities.get("sms/ucs2-forced"), Some(&SeverityRule::As(Severity::Error)));
        assert_eq!(policy.severities.get("sms/placeholder"), Some(&SeverityRule::Off));
    }

    #[test]
    fn nothing_said_is_the_default() {
        for text in ["", "# nothing\n", "severities: {}\n"] {
            assert_eq!(decoded(text), (Policy::default(), Vec::new()), "{text:?}");
        }
        assert_eq!(decoded("minimum_notice: 0\n").0.minimum_notice, Duration::ZERO);
    }

    #[test]
    fn what_is_wrong_is_found_at_its_line_and_keeps_its_default() {
        for (text, code) in [
            ("hour: {}\n", "policy/unknown-key"),
            ("hours: {form: \"08:00\"}\n", "policy/unknown-key"),
            ("hours: 8-21\n", "policy/value-invalid"),
            ("hours: {from: \"25:00\"}\n", "policy/value-invalid"),
            ("hours: {from: \"21:00\", to: \"08:00\"}\n", "policy/value-invalid"),
            ("timezone: UTC\n", "policy/value-invalid"),
            ("timezone: Etc/GMT+5\n", "policy/value-invalid"),
            ("timezone: EST\n", "policy/value-invalid"),
            ("timezone: [Asia/Kolkata]\n", "policy/value-invalid"),
            ("timezone: Asia/Calcuta\n", "time/unknown-zone"),
            ("time_zone: Asia/Kolkata\n", "policy/unknown-key"),
            ("max_segments: 0\n", "policy/value-invalid"),
            ("max_segments: many\n", "policy/value-invalid"),
            ("minimum_notice: soon\n", "policy/value-invalid"),
            ("severities: [sms/placeholder]\n", "policy/value-invalid"),
            ("severities: {sms/placeholder: fatal}\n", "policy/value-invalid"),
            ("severities: {sms/placeholders: off}\n", "policy/unknown-code"),
            ("severities: {usage/missing-values: off}\n", "policy/unknown-code"),
            ("severities: {campaign/name-too-long: off}\n", "policy/severity-fixed"),
            ("max_segments: 1\nmax_segments: 2\n", "file/duplicate-key"),
        ] {
            let (policy, findings) = decoded(&format!("# a team's\n{text}"));
            let line = if code == "file/duplicate-key" { 3 } else { 2 };
            assert_eq!(findings, [(code, line)], "{text}");
            if line == 2 {
                assert_eq!(policy, Policy::default(), "{text}");
            }
        }
        let (_, findings) = decoded("max_segments: 1\n---\nmax_segments: 2\n");
        assert_eq!(findings, [("policy/value-invalid", 3)]);
    }

    #[test]
    fn the_nearest_counts_and_the_search_ends_at_a_repository() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("kcamp.policy.yaml", "max_segments: 7\n");
        write("team/kcamp.policy.yaml", "max_segments: 1\n");
        write("team/a/b/c.yaml", "");
        write("repository/.git/HEAD", "");
        write("repository/a/c.yaml", "");
        write("other/c.yaml", "");
        let mut policies = Policies::default();
        let mut segments = |name: &str| policies.of(Some(&folder.path().join(name))).max_segments;
        assert_eq!(segments("team/a/b/c.yaml"), 1);
        assert_eq!(segments("team/c.yaml"), 1);
        assert_eq!(segments("other/c.yaml"), 7);
        assert_eq!(segments("repository/a/c.yaml"), Policy::default().max_segments);
        assert!(policies.findings.is_empty());
    }
}
