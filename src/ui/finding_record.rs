//! Findings for machines: JSON records and GitHub workflow annotations.

use serde::Serialize;

use super::region::Region;
use crate::domain::finding::{Finding, Findings, Fix, Origin, Severity};

/// A finding as `-o json` shows it. Lines and columns count from 1, columns in characters, the end is the place behind
/// the last character. A finding that is in no file names its flag, environment variable or prompt instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingRecord {
    /// The stable code.
    pub code: &'static str,
    /// Its severity.
    pub severity: Severity,
    /// The problem.
    pub message: String,
    /// The file, as the user typed it.
    pub file: Option<String>,
    /// Where it starts.
    pub line: Option<usize>,
    /// Where it starts.
    pub column: Option<usize>,
    /// Where it ends.
    pub end_line: Option<usize>,
    /// Where it ends.
    pub end_column: Option<usize>,
    /// The fix.
    pub help: Option<String>,
    /// The change that `kcamp validate --fix` makes, where there is one right answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<FixRecord>,
    /// The flag that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
    /// The environment variable that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// The field whose answer it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The field of what was sent that the platform refused, its keys with dots between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// How many further findings of this code in this file are not shown: of each code in a file, the first 1,000 are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<usize>,
}

/// A fix as `-o json` shows it: what stands from its start up to its end, which is on the same line, is replaced. Lines
/// and columns count as those of findings do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FixRecord {
    /// The line.
    pub line: usize,
    /// Where it starts.
    pub column: usize,
    /// Where it ends.
    pub end_column: usize,
    /// The current state.
    pub old: String,
    /// The correct text, with its quotes.
    pub new: String,
}

impl FixRecord {
    /// The fix of a finding; `None` where it has none.
    pub fn of(finding: &Finding) -> Option<Self> {
        let (Some(Fix { span, replacement }), Origin::Text { source, .. }) = (&finding.fix, &finding.origin)
        else {
            return None;
        };
        let (start, end) = (source.position(span.start), source.position(span.end));
        Some(Self {
            line: start.line,
            column: start.column,
            end_column: end.column,
            old: source.text.get(span.clone()).unwrap_or_default().to_owned(),
            new: replacement.clone(),
        })
    }
}

impl From<&Finding> for FindingRecord {
    fn from(finding: &Finding) -> Self {
        let problem = &finding.problem;
        let mut record = Self {
            code: problem.code,
            severity: problem.severity,
            message: problem.message.clone(),
            file: None,
            line: None,
            column: None,
            end_line: None,
            end_column: None,
            help: problem.help.clone(),
            fix: FixRecord::of(finding),
            flag: None,
            environment: None,
            prompt: None,
            field: None,
            more: (finding.more > 0).then_some(finding.more),
        };
        match &finding.origin {
            Origin::Text { source, span } => {
                let region = Region::of(source, span);
                record.file = Some(source.name.clone());
                record.line = Some(region.start.line);
                record.column = Some(region.start.column);
                record.end_line = Some(region.end.line);
                record.end_column = Some(region.end.column);
            }
            Origin::File(name) => record.file = Some(name.clone()),
            Origin::Flag(name) => record.flag = Some(name.clone()),
            Origin::Environment(name) => record.environment = Some(name.clone()),
            Origin::Prompt(field) => record.prompt = Some(field.clone()),
            Origin::Field(name) => record.field = Some(name.clone()),
        }
        record
    }
}

/// Findings as records, in their order.
pub fn records(findings: &Findings) -> Vec<FindingRecord> {
    findings.iter().map(FindingRecord::from).collect()
}

/// Findings as workflow commands of GitHub Actions, one per line: annotations at the lines of a pull request.
pub fn github_annotations(records: &[FindingRecord]) -> String {
    let annotations = |record: &FindingRecord| {
        let further = record.more.map(|more| {
            let message = super::findings::further(more, record.code);
            annotation(&FindingRecord {
                message,
                help: None,
                line: None,
                column: None,
                end_line: None,
                end_column: None,
                ..record.clone()
            })
        });
        annotation(record) + &further.unwrap_or_default()
    };
    records.iter().map(annotations).collect()
}

fn annotation(record: &FindingRecord) -> String {
    let level = match record.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let number = |number: Option<usize>| number.map(|number| number.to_string());
    let properties = [
        ("file", record.file.clone()),
        ("line", number(record.line)),
        ("endLine", number(record.end_line)),
        // GitHub does not accept columns on annotations of several lines.
        ("col", number(record.column.filter(|_| record.line == record.end_line))),
        ("endColumn", number(record.end_column.filter(|_| record.line == record.end_line))),
        ("title", Some(record.code.to_owned())),
    ];
    let properties =
        properties.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", property(&value?))));
    let place = [&record.flag, &record.environment, &record.prompt].into_iter().flatten();
    let about = place.map(String::as_str).chain([record.message.as_str()]).collect::<Vec<_>>().join(": ");
    let help = record.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let text = data(&(about + &help));
    format!("::{level} {}::{text}\n", properties.collect::<Vec<_>>().join(","))
}

/// A command's text in the runner's encoding. Other control characters are made visible, because a log is read on a
/// screen.
fn data(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    super::escape::one_line(&escaped).into_owned()
}

/// A property's value in the runner's encoding.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{github_annotations, records};
    use crate::domain::finding::{Findings, Origin, Problem, Source};

    fn one(problem: Problem, origin: &Origin) -> Findings {
        let mut findings = Findings::new();
        findings.push(problem.at(origin));
        findings
    }

    fn text(name: &str, text: &str, span: std::ops::Range<usize>) -> Origin {
        Origin::Text { source: Arc::new(Source::new(name, text)), span }
    }

    #[test]
    fn a_record_has_its_place() -> Result<(), serde_json::Error> {
        let origin = text("a.yaml", "ü: x\npriority: 7\n", 16..17);
        let problem = Problem::error("campaign/priority-out-of-range", "priority 7").help("5 is the highest");
        assert_eq!(
            serde_json::to_string(&records(&one(problem, &origin)))?,
            concat!(
                r#"[{"code":"campaign/priority-out-of-range","severity":"error","message":"priority 7","file":"a.yaml","#,
                r#""line":2,"column":11,"end_line":2,"end_column":12,"help":"5 is the highest"}]"#
            )
        );
        Ok(())
    }

    #[test]
    fn a_flag_has_no_file() -> Result<(), serde_json::Error> {
        let findings = one(Problem::warning("a/b", "m"), &Origin::Flag("--priority".into()));
        assert_eq!(
            serde_json::to_string(&records(&findings))?,
            concat!(
                r#"[{"code":"a/b","severity":"warning","message":"m","file":null,"line":null,"column":null,"#,
                r#""end_line":null,"end_column":null,"help":null,"flag":"--priority"}]"#
            )
        );
        Ok(())
    }

    #[test]
    fn annotations_escape_what_the_runner_reads() {
        let origin = text("a,b:c%.yaml", "priority: 7\n", 10..11);
        let findings = one(Problem::error("a/b", "100%\r\nof: a, b\u{1b}[m").help("fix"), &origin);
        assert_eq!(
            github_annotations(&records(&findings)),
            "::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=11,endColumn=12,title=a/b::\
             100%25%0D%0Aof: a, b\\u{1b}[m%0Ahelp: fix\n"
        );
    }

    #[test]
    fn what_is_only_counted_has_its_number() -> Result<(), serde_json::Error> {
        let mut finding = Problem::error("a/b", "m").help("h").at(&text("a.yaml", "a: 1\n", 0..1));
        finding.more = 2_000;
        let mut findings = Findings::new();
        findings.push(finding);
        assert_eq!(serde_json::to_value(records(&findings))?[0]["more"], 2_000);
        let annotations = github_annotations(&records(&findings));
        let last = annotations.lines().last().unwrap_or_default();
        assert_eq!(last, "::error file=a.yaml,title=a/b::and 2,000 more of [a/b] in this file");
        Ok(())
    }

    #[test]
    fn annotations_over_lines_and_without_a_file() {
        let findings = one(Problem::note("a/b", "m"), &text("a.yaml", "a:\n  - 1\n  - 2\nb: 1", 5..15));
        assert_eq!(
            github_annotations(&records(&findings)),
            "::notice file=a.yaml,line=2,endLine=3,title=a/b::m\n"
        );
        let findings = one(Problem::warning("a/b", "m"), &Origin::Flag("--start".into()));
        assert_eq!(github_annotations(&records(&findings)), "::warning title=a/b::--start: m\n");
    }
}
