//! Campaign files beside the findings that they must give.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kcamp::domain::finding::{Finding, Origin};
use kcamp::manifest::{Checked, Names, check, decode_schedule, load_bytes, load_file};

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/manifests").join(folder)
}

/// The files of a folder with one of these endings, in order.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixtures(folder)).into_iter().flatten().flatten().map(|entry| entry.path());
    let found: BTreeSet<PathBuf> = entries
        .filter(|path| path.extension().and_then(|it| it.to_str()).is_some_and(|it| endings.contains(&it)))
        .collect();
    found.into_iter().collect()
}

fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| error.kind().to_string())
}

fn checked(path: &Path) -> Checked {
    check(load_file(path), &read_text, &mut Names::default())
}

/// `severity code line:column`, or `severity code -` for what is about the file as a whole.
fn line(finding: &Finding) -> String {
    let place = match &finding.origin {
        Origin::Text { source, span } => {
            let position = source.position(span.start);
            format!("{}:{}", position.line, position.column)
        }
        _ => "-".to_owned(),
    };
    format!("{} {} {place}", finding.problem.severity, finding.problem.code)
}

#[test]
fn valid_files_have_no_finding() {
    let files = files("valid", &["yaml", "json"]);
    assert!(files.len() >= 8, "the fixtures are gone");
    for path in files {
        let Checked { manifests, findings } = checked(&path);
        let findings: Vec<String> =
            findings.iter().map(|it| format!("{}: {}", line(it), it.problem.message)).collect();
        assert!(findings.is_empty(), "{}: {findings:#?}", path.display());
        assert!(!manifests.is_empty(), "{} gave no campaign", path.display());
    }
}

#[test]
fn invalid_files_have_their_findings_and_no_other() {
    let files = files("invalid", &["yaml", "json"]);
    assert!(files.len() >= 70, "the fixtures are gone");
    let mut wrong = Vec::new();
    for path in files {
        let expected = fs::read_to_string(path.with_extension("findings")).unwrap_or_default();
        let findings = checked(&path).findings;
        let found: String = findings.iter().map(|it| line(it) + "\n").collect();
        assert!(findings.has_errors(), "{} passed", path.display());
        for finding in &findings {
            assert!(
                finding.problem.help.is_some(),
                "{} says no mend in {}",
                finding.problem.code,
                path.display()
            );
        }
        if found != expected {
            let shown: Vec<String> = findings
                .iter()
                .map(|it| {
                    let help = it.problem.help.as_deref().unwrap_or_default();
                    format!("{}\n      {}\n      = {help}", line(it), it.problem.message)
                })
                .collect();
            wrong.push(format!("{}\n  {}", path.display(), shown.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn one_wrong_document_does_not_keep_the_others() {
    let checked = checked(&fixtures("invalid/syntax_then_good.yaml"));
    assert_eq!(checked.manifests.len(), 1);
    assert_eq!(checked.findings.iter().count(), 1);
}

#[test]
fn schedules_are_read_from_their_own_files_and_from_whole_ones() {
    let samples = include_str!("fixtures/kore-samples.json");
    let samples: serde_json::Value = serde_json::from_str(samples).unwrap_or_default();
    let bodies = &samples["POST /campaign/api/v2/public/{streamId}/campaign/schedule"]["request"];
    for kind in ["daily", "weekly"] {
        let loaded = load_bytes("body.json", bodies[kind].to_string().into_bytes());
        let (file, findings) = decode_schedule(&loaded.documents[0], &read_text);
        assert!(findings.is_empty(), "{kind}: {findings:?}");
        assert!(file.is_some_and(|it| it.name.is_none() && it.calling_hours.is_none()), "{kind}");
    }
    let loaded = load_file(&fixtures("valid/sms_simple.yaml"));
    let (file, findings) = decode_schedule(&loaded.documents[0], &read_text);
    assert!(findings.is_empty(), "{findings:?}");
    let name = file.as_ref().and_then(|it| it.name.as_ref()).map(|name| name.value.as_str());
    assert_eq!(name, Some("Billing reminder"));
    assert!(file.is_some_and(|it| it.calling_hours.is_some()));
    let loaded = load_file(&fixtures("valid/voice_agentless.yaml"));
    let (file, findings) = decode_schedule(&loaded.documents[0], &read_text);
    assert!(file.is_none());
    assert_eq!(findings.iter().map(line).collect::<Vec<_>>(), ["error schedule/missing 1:1"]);
}

proptest::proptest! {
    /// Whatever is written, checking ends, and every finding points at a part of the text.
    #[test]
    fn findings_of_any_text_point_into_it(
        lines in proptest::collection::vec(
            "( {0,4}|- )(name|message|dialingStrategy|callingHours|days|day|schedule|recurrenceObject|recurType|<<|x): ?\
             (5|\"é|&a|\\*a|\\[|\\{\\}|\\{text: a|\\[\\{days: Mon\\}\\]|Weekly|~|true|!t u|\\|)?",
            0..12,
        ),
    ) {
        let loaded = load_bytes("any.yaml", lines.join("\n").into_bytes());
        for finding in &check(loaded, &read_text, &mut Names::default()).findings {
            if let Origin::Text { source, span } = &finding.origin {
                proptest::prop_assert!(source.text.get(span.clone()).is_some(), "{:?} in {:?}", span, source.text);
            }
        }
    }
}
