//! Findings in the forms that code hosts read: GitHub annotations, SARIF 2.1.0, GitLab's code quality report, and
//! `JUnit`.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::domain::explanations;
use crate::domain::finding::Severity;
use crate::domain::unseen::escaped_json;
use crate::ui::{FindingRecord, github_annotations};

/// The address of the published SARIF schema.
const SARIF_SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The file name of a finding that is not in a file: these forms require a file.
const NO_FILE: &str = "kcamp";

/// A form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportForm {
    /// Workflow annotations of GitHub Actions.
    GitHub,
    /// The Static Analysis Results Interchange Format, as GitHub's code scanning accepts it.
    Sarif,
    /// The code quality report that GitLab shows in a merge request.
    GitLab,
    /// The `JUnit` report that Jenkins, GitLab and others show as tests.
    JUnit,
}

/// All findings of a run. File names start at the root of the repository.
#[derive(Debug)]
pub struct FindingReport {
    /// The findings, in order.
    pub findings: Vec<FindingRecord>,
    /// The files that were checked, in order.
    pub files: Vec<String>,
    /// The least severity that counts as a failure.
    pub denied: Severity,
}

impl ReportForm {
    /// The names of the forms.
    pub const NAMES: [&str; 4] = ["github", "sarif", "gitlab", "junit"];

    /// The form with this name.
    pub fn named(name: &str) -> Option<Self> {
        let forms = [Self::GitHub, Self::Sarif, Self::GitLab, Self::JUnit];
        Self::NAMES.into_iter().zip(forms).find_map(|(known, form)| (known == name).then_some(form))
    }

    /// Whether it is JSON, to which a filter of `--jq` can be applied.
    pub const fn is_json(self) -> bool {
        matches!(self, Self::Sarif | Self::GitLab)
    }
}

impl FindingReport {
    /// The report as text.
    pub fn text(&self, form: ReportForm) -> String {
        let json = |value: &Value| escaped_json(&format!("{value:#}")).into_owned() + "\n";
        match form {
            ReportForm::GitHub => github_annotations(&self.findings),
            ReportForm::Sarif => json(&self.sarif()),
            ReportForm::GitLab => json(&self.gitlab()),
            ReportForm::JUnit => self.junit(),
        }
    }

    fn sarif(&self) -> Value {
        let mut codes: Vec<&str> = self.findings.iter().map(|finding| finding.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let rules: Vec<Value> = codes.iter().map(|code| rule(code)).collect();
        let results = self.findings.iter().zip(self.fingerprints()).map(|(finding, fingerprint)| {
            let mut result = json!({
                "ruleId": finding.code,
                "ruleIndex": codes.binary_search(&finding.code).ok(),
                "level": level(finding.severity),
                "message": { "text": sentence(finding) },
                "partialFingerprints": { "kcampFinding/v1": fingerprint },
            });
            let region = match finding.line {
                Some(line) => json!({
                    "startLine": line,
                    "startColumn": finding.column,
                    "endLine": finding.end_line,
                    "endColumn": finding.end_column,
                }),
                // Code scanning does not accept a result without a place, so a finding about a whole file is at its
                // first line.
                None => json!({ "startLine": 1 }),
            };
            let file = finding.file.as_deref().unwrap_or(NO_FILE);
            result["locations"] = json!([{ "physicalLocation": {
                "artifactLocation": { "uri": uri(file), "uriBaseId": "%SRCROOT%" },
                "region": region,
            } }]);
            result
        });
        json!({
            "$schema": SARIF_SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": { "name": "kcamp", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
                "columnKind": "unicodeCodePoints",
                "results": results.collect::<Vec<Value>>(),
            }],
        })
    }

    fn gitlab(&self) -> Value {
        let issue = |(finding, fingerprint): (&FindingRecord, String)| {
            json!({
                "description": sentence(finding),
                "check_name": finding.code,
                "fingerprint": fingerprint,
                "severity": match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Note => "info",
                },
                "location": {
                    "path": finding.file.as_deref().unwrap_or(NO_FILE),
                    "lines": { "begin": finding.line.unwrap_or(1), "end": finding.end_line.unwrap_or(1) },
                },
            })
        };
        self.findings.iter().zip(self.fingerprints()).map(issue).collect()
    }

    /// A suite for each file, with a test for each finding. A file without a finding has one test that passes. A
    /// finding that is not a failure is a test that passes, with the finding as its output.
    fn junit(&self) -> String {
        let mut suites: Vec<(&str, Vec<&FindingRecord>)> =
            self.files.iter().map(|file| (file.as_str(), Vec::new())).collect();
        let mut places: HashMap<&str, usize> =
            suites.iter().enumerate().map(|(place, (file, _))| (*file, place)).collect();
        for finding in &self.findings {
            let file = finding.file.as_deref().unwrap_or(NO_FILE);
            let place = *places.entry(file).or_insert_with(|| {
                suites.push((file, Vec::new()));
                suites.len() - 1
            });
            suites[place].1.push(finding);
        }
        let failures =
            |found: &[&FindingRecord]| found.iter().filter(|it| it.severity >= self.denied).count();
        let tests = |found: &[&FindingRecord]| found.len().max(1);
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        push(
            &mut text,
            format_args!(
                "<testsuites name=\"kcamp validate\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
                suites.iter().map(|(_, found)| tests(found)).sum::<usize>(),
                suites.iter().map(|(_, found)| failures(found)).sum::<usize>(),
            ),
        );
        for (file, found) in &suites {
            let name = xml(file);
            push(
                &mut text,
                format_args!(
                    "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n",
                    tests(found),
                    failures(found)
                ),
            );
            if found.is_empty() {
                push(
                    &mut text,
                    format_args!(
                        "    <testcase classname=\"{name}\" name=\"no findings\" file=\"{name}\"/>\n"
                    ),
                );
            }
            for finding in found {
                self.push_case(&mut text, &name, finding);
            }
            text.push_str("  </testsuite>\n");
        }
        text.push_str("</testsuites>\n");
        text
    }

    fn push_case(&self, text: &mut String, file: &str, finding: &FindingRecord) {
        let place = finding.line.map_or_else(String::new, |line| format!(" at line {line}"));
        push(
            text,
            format_args!(
                "    <testcase classname=\"{file}\" name=\"{}{place}\" file=\"{file}\"{}>\n",
                finding.code,
                finding.line.map_or_else(String::new, |line| format!(" line=\"{line}\""))
            ),
        );
        let said = xml(&sentence(finding));
        if finding.severity >= self.denied {
            let (message, severity) = (xml(&finding.message), finding.severity);
            push(
                text,
                format_args!("      <failure message=\"{message}\" type=\"{severity}\">{said}</failure>\n"),
            );
        } else {
            push(text, format_args!("      <system-out>{}: {said}</system-out>\n", finding.severity));
        }
        text.push_str("    </testcase>\n");
    }

    /// A name for each finding that stays the same if lines move. It is made from the file, the code, the message,
    /// and the finding's number among equal ones.
    fn fingerprints(&self) -> Vec<String> {
        let mut alike: HashMap<(&str, &str, &str), usize> = HashMap::new();
        let mut names = Vec::new();
        for finding in &self.findings {
            let file = finding.file.as_deref().unwrap_or_default();
            let number = alike.entry((file, finding.code, &finding.message)).or_default();
            *number += 1;
            let whole = format!("{file}\0{}\0{}\0{number}", finding.code, finding.message);
            let digest = ring::digest::digest(&ring::digest::SHA256, whole.as_bytes());
            let mut name = String::new();
            for byte in &digest.as_ref()[..16] {
                push(&mut name, format_args!("{byte:02x}"));
            }
            names.push(name);
        }
        names
    }
}

fn rule(code: &str) -> Value {
    match explanations::find(code) {
        Some(known) => json!({
            "id": code,
            "shortDescription": { "text": known.meaning },
            "fullDescription": { "text": format!("{} {}", known.meaning, known.why) },
            "help": { "text": known.help },
        }),
        None => json!({ "id": code }),
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The problem, with its flag or variable, the fix, and the number of further findings.
fn sentence(finding: &FindingRecord) -> String {
    let about = [&finding.flag, &finding.environment, &finding.prompt, &finding.field];
    let about = about.into_iter().flatten().map(String::as_str);
    let mut text = about.chain([finding.message.as_str()]).collect::<Vec<_>>().join(": ");
    if let Some(help) = &finding.help {
        push(&mut text, format_args!("\nhelp: {help}"));
    }
    if let Some(more) = finding.more {
        push(&mut text, format_args!("\nand {more} more of [{}] in this file", finding.code));
    }
    text
}

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    const ESCAPED: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    percent_encoding::utf8_percent_encode(path, ESCAPED).to_string()
}

/// A text in XML 1.0. XML cannot contain most control characters, so those are made visible.
fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("&#10;"),
            '\t' => safe.push_str("&#9;"),
            character if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => {
                push(&mut safe, format_args!("\\u{{{:x}}}", u32::from(character)));
            }
            character => safe.push(character),
        }
    }
    safe
}

fn push(text: &mut String, part: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = text.write_fmt(part);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::Value;

    use super::{FindingReport, ReportForm};
    use crate::domain::finding::{Findings, Origin, Problem, Severity, Source};
    use crate::ui::records;

    fn report(denied: Severity) -> FindingReport {
        let source = Arc::new(Source::new("a dir/ü.yaml", "priority: 7\npriority: 7\n"));
        let text = |span| Origin::Text { source: Arc::clone(&source), span };
        let mut findings = Findings::new();
        let problem =
            || Problem::error("campaign/priority-out-of-range", "priority <7> & \u{1b}\"").help("5");
        findings.push(problem().at(&text(10..11)));
        findings.push(problem().at(&text(22..23)));
        findings.push(Problem::warning("schedule/local-time-shifts", "m").at(&Origin::File("b.yaml".into())));
        findings.push(Problem::note("time/unknown-zone", "n").at(&Origin::Flag("--defaults".into())));
        let files = ["a dir/ü.yaml", "b.yaml", "c.yaml"].map(str::to_owned).to_vec();
        FindingReport { findings: records(&findings), files, denied }
    }

    fn json(form: ReportForm) -> Value {
        serde_json::from_str(&report(Severity::Error).text(form)).unwrap_or_default()
    }

    /// The keys that the standard and GitHub's code scanning require.
    #[test]
    fn sarif_has_the_keys_that_are_required() {
        let document = json(ReportForm::Sarif);
        assert_eq!(document["version"], "2.1.0");
        assert!(document["$schema"].as_str().is_some_and(|uri| uri.ends_with("sarif-schema-2.1.0.json")));
        let run = &document["runs"][0];
        assert_eq!(run["tool"]["driver"]["name"], "kcamp");
        let rules = run["tool"]["driver"]["rules"].as_array().cloned().unwrap_or_default();
        assert_eq!(rules.len(), 3);
        assert!(rules.iter().all(|rule| rule["shortDescription"]["text"].is_string()), "{rules:#?}");
        let results = run["results"].as_array().cloned().unwrap_or_default();
        assert_eq!(results.len(), 4);
        for result in &results {
            let rule =
                result["ruleIndex"].as_u64().and_then(|at| usize::try_from(at).ok()).map(|at| &rules[at]);
            assert_eq!(rule.map(|rule| &rule["id"]), Some(&result["ruleId"]));
            assert!(result["message"]["text"].is_string(), "{result:#}");
        }
        let levels: Vec<&str> = results.iter().filter_map(|result| result["level"].as_str()).collect();
        assert_eq!(levels, ["error", "error", "warning", "note"]);
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20dir/%C3%BC.yaml");
        assert_eq!(place["region"]["startLine"], 1);
        assert_eq!(
            (&place["region"]["startColumn"], &place["region"]["endColumn"]),
            (&11.into(), &12.into())
        );
        let place = |at: usize| &results[at]["locations"][0]["physicalLocation"];
        assert_eq!(place(2)["region"], serde_json::json!({ "startLine": 1 }));
        assert_eq!(place(3)["artifactLocation"]["uri"], "kcamp");
        assert_eq!(place(3)["region"], serde_json::json!({ "startLine": 1 }));
    }

    #[test]
    fn gitlab_has_what_its_documentation_asks_for_and_no_fingerprint_twice() {
        let document = json(ReportForm::GitLab);
        let issues = document.as_array().cloned().unwrap_or_default();
        assert_eq!(issues.len(), 4);
        let mut fingerprints = std::collections::BTreeSet::new();
        for issue in &issues {
            for key in ["description", "check_name", "fingerprint", "severity"] {
                assert!(issue[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {issue:#}");
            }
            assert!(issue["location"]["path"].is_string() && issue["location"]["lines"]["begin"].is_u64());
            fingerprints.insert(issue["fingerprint"].clone().to_string());
        }
        assert_eq!(fingerprints.len(), 4);
        assert_eq!(issues[0]["severity"], "major");
        assert_eq!(issues[0]["location"]["path"], "a dir/ü.yaml");
    }

    #[test]
    fn junit_counts_what_fails_and_has_a_test_for_each_file() {
        for (denied, failures) in [(Severity::Error, 2), (Severity::Warning, 3)] {
            let text = report(denied).text(ReportForm::JUnit);
            assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "), "{text}");
            assert!(text.contains(&format!("tests=\"5\" failures=\"{failures}\" errors=\"0\">")), "{text}");
            assert_eq!(text.matches("<failure ").count(), failures);
            assert_eq!(text.matches("<testcase ").count(), 5);
            assert_eq!(text.matches("<testsuite ").count(), 4);
            assert!(text.contains("name=\"c.yaml\" tests=\"1\" failures=\"0\""), "{text}");
            assert!(text.contains("message=\"priority &lt;7&gt; &amp; \\u{1b}&quot;\""), "{text}");
            let obeyed = text.chars().find(|character| character.is_control() && *character != '\n');
            assert_eq!(obeyed, None);
        }
    }
}
