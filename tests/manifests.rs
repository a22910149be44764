//! Campaign files, each with the findings that it must give.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use std::sync::Arc;

use kcamp::domain::finding::{Finding, Findings, Fix, Origin};
use kcamp::domain::platform_kind::PlatformKind;
use kcamp::domain::schedule::RequestedSchedule;
use kcamp::domain::zone::Zone;
use kcamp::manifest::{
    CheckContext, Checked, JointCheck, Loaded, Node, Policies, Value, decode_schedule, examine, load_bytes,
    load_file,
};

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/manifests").join(folder)
}

/// The files of a folder with one of these endings, sorted.
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

/// 2026-12-03T08:00:00Z, a Thursday.
fn check_context() -> CheckContext {
    CheckContext::new(PlatformKind::Kore, Zone::utc(), jiff::Timestamp::constant(1_796_284_800, 0))
}

fn checked(path: &Path) -> Checked {
    checked_all(&[path]).remove(0)
}

/// The files of one run, each with the nearest policy.
fn checked_all(paths: &[&Path]) -> Vec<Checked> {
    let mut run = JointCheck::default();
    let mut policies = Policies::default();
    let mut check = |path: &&Path| {
        let policy = policies.of(Some(path));
        run.next(examine(load_file(path), &read_text, policy, &check_context()))
    };
    let checked = paths.iter().map(&mut check).collect();
    assert!(policies.findings.is_empty(), "{:?}", policies.findings);
    checked
}

fn checked_text(loaded: Loaded) -> Checked {
    JointCheck::default().next(examine(loaded, &read_text, Arc::default(), &check_context()))
}

/// `severity code line:column`, or `severity code -` for a finding about the whole file.
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
        let Checked { campaigns, findings, .. } = checked(&path);
        let findings: Vec<String> =
            findings.iter().map(|it| format!("{}: {}", line(it), it.problem.message)).collect();
        assert!(findings.is_empty(), "{}: {findings:#?}", path.display());
        assert!(!campaigns.is_empty(), "{} gave no campaign", path.display());
    }
}

/// Names on a platform may look like variables and masks. An allowance in the file says so, which no JSON schema can
/// see.
#[test]
fn names_that_look_like_variables_can_be_allowed() {
    let path = fixtures("allowed/names_like_variables.yaml");
    let Checked { campaigns, findings, .. } = checked(&path);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(campaigns.len(), 1);
    let text = fs::read_to_string(&path).unwrap();
    let without = text.replace("kcamp: ", "");
    let found = checked_text(load_bytes("a.yaml", without.into_bytes())).findings;
    let codes: Vec<&str> = found.iter().map(|it| it.problem.code).collect();
    let [unfilled, masked] = ["campaign/variable-unfilled", "campaign/masked-value"];
    assert_eq!(codes, [unfilled, masked, unfilled, unfilled]);
    // A variable in another setting stays an error: it cannot be sent.
    let setting = text.replace("priority: 5", "priority: ${P} # kcamp: allow(campaign/variable-unfilled)");
    let found = checked_text(load_bytes("a.yaml", setting.into_bytes()));
    assert!(found.campaigns.is_empty());
    let codes: Vec<&str> = found.findings.iter().map(|it| it.problem.code).collect();
    assert_eq!(codes, [unfilled, "allow/error-stays"]);
}

/// Checks every file of a folder against the `.findings` beside it.
fn assert_findings(folder: &str, least: usize, accept: impl Fn(&Findings) -> bool) {
    let files: Vec<PathBuf> = files(folder, &["yaml", "json"])
        .into_iter()
        .filter(|it| !it.ends_with("kcamp.policy.yaml"))
        .collect();
    assert!(files.len() >= least, "the fixtures of {folder} are gone");
    let mut wrong = Vec::new();
    for path in files {
        let expected = fs::read_to_string(path.with_extension("findings")).unwrap_or_default();
        let findings = checked(&path).findings;
        let found: String = findings.iter().map(|it| line(it) + "\n").collect();
        assert!(accept(&findings), "{} is not what {folder} files are:\n{found}", path.display());
        for finding in &findings {
            assert!(
                finding.problem.help.is_some(),
                "{} says no fix in {}",
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
fn invalid_files_have_their_findings_and_no_other() {
    assert_findings("invalid", 70, Findings::has_errors);
}

#[test]
fn files_that_can_be_sent_have_their_advice_and_no_other() {
    assert_findings("advice", 15, |findings| !findings.has_errors() && !findings.is_empty());
}

#[test]
fn a_policy_beside_the_files_weighs_and_limits() {
    assert_findings("policy", 4, |findings| !findings.is_empty());
}

#[test]
fn campaigns_on_one_list_on_one_day_are_found_over_files() {
    let [one, other] =
        ["shared_list_one.yaml", "shared_list_other.yaml"].map(|name| fixtures("several").join(name));
    let [first, second]: [Checked; 2] = checked_all(&[&one, &other]).try_into().unwrap();
    assert!(first.findings.is_empty(), "{:?}", first.findings);
    let found: Vec<String> = second.findings.iter().map(line).collect();
    assert_eq!(found, ["warning schedule/contact-list-shared 7:5"]);
    let message = &second.findings.iter().next().unwrap().problem.message;
    assert!(message.contains("Customers") && message.contains("Weekday reminder"), "{message}");
    assert!(message.contains("2027-01-04") && message.contains("on 3 later days"), "{message}");
    // Alone, neither file shares anything.
    assert!(checked(&other).findings.is_empty());
}

#[test]
fn a_message_of_a_megabyte_is_counted_and_not_refused() {
    let base = fs::read_to_string(fixtures("valid/sms_simple.yaml")).unwrap();
    let text = base.replace("Your bill is due on Friday.", &"x".repeat(1024 * 1024));
    assert!(text.len() > 1024 * 1024, "the fixture has another text");
    let Checked { campaigns, findings, .. } = checked_text(load_bytes("large.yaml", text.into_bytes()));
    assert_eq!(campaigns.len(), 1);
    let codes: Vec<&str> = findings.iter().map(|it| it.problem.code).collect();
    assert_eq!(codes, ["sms/too-many-segments"]);
}

#[test]
fn one_wrong_document_does_not_keep_the_others() {
    let checked = checked(&fixtures("invalid/syntax_then_good.yaml"));
    assert_eq!(checked.campaigns.len(), 1);
    assert_eq!(checked.findings.iter().count(), 1);
}

#[test]
fn schedules_are_read_from_their_own_files_and_from_whole_ones() {
    let samples = include_str!("fixtures/kore-samples.json");
    let samples: serde_json::Value = serde_json::from_str(samples).unwrap_or_default();
    let bodies = &samples["POST /campaign/api/v2/public/{streamId}/campaign/schedule"]["request"];
    for kind in ["daily", "weekly"] {
        let loaded = load_bytes("body.json", bodies[kind].to_string().into_bytes());
        let (file, findings) = decode_schedule(&loaded.documents[0], &read_text, &check_context());
        assert!(findings.is_empty(), "{kind}: {findings:?}");
        assert!(file.is_some_and(|it| it.campaign.is_none() && it.calling_hours.is_none()), "{kind}");
    }
    let loaded = load_file(&fixtures("valid/sms_simple.yaml"));
    let (file, findings) = decode_schedule(&loaded.documents[0], &read_text, &check_context());
    assert!(findings.is_empty(), "{findings:?}");
    let name = file.as_ref().and_then(|it| it.campaign.as_ref()).map(|it| it.name.value.as_str());
    assert_eq!(name, Some("Billing reminder"));
    assert!(file.is_some_and(|it| it.calling_hours.is_some()));
    let loaded = load_file(&fixtures("valid/voice_agentless.yaml"));
    let (file, findings) = decode_schedule(&loaded.documents[0], &read_text, &check_context());
    assert!(file.is_none());
    assert_eq!(findings.iter().map(line).collect::<Vec<_>>(), ["error schedule/missing 1:1"]);
}

#[test]
fn schedules_of_burki_are_read_from_their_own_files_and_from_whole_ones() {
    let of_burki = CheckContext { platform: PlatformKind::Burki, ..check_context() };
    let block = "schedule_type: scheduled\nscheduled_at: 2027-02-15T09:00:00\ntimezone: America/New_York\n";
    let document = load_bytes("body.yaml", block.into()).documents.remove(0);
    let (file, findings) = decode_schedule(&document, &read_text, &of_burki);
    assert!(findings.is_empty(), "{findings:?}");
    let file = file.unwrap();
    assert!(file.campaign.is_none() && matches!(file.schedule, RequestedSchedule::Burki(_)), "{file:?}");
    // The block does not name its platform.
    let (file, findings) = decode_schedule(&document, &read_text, &check_context());
    assert!(file.is_none());
    assert_eq!(findings.iter().map(line).collect::<Vec<_>>(), ["error platform/other 1:1"]);
    let loaded = load_file(&fixtures("valid/burki_whole.yaml"));
    let (file, findings) = decode_schedule(&loaded.documents[0], &read_text, &check_context());
    assert!(findings.is_empty(), "{findings:?}");
    let RequestedSchedule::Burki(request) = file.unwrap().schedule else { panic!("another schedule") };
    assert_eq!(request.pattern.value.to_string(), "every week on Mon, Tue, Wed, Thu, Fri");
    assert_eq!(request.end.unwrap().value.civil.to_string(), "2027-12-31T23:59:59");
}

proptest::proptest! {
    /// For any text, checking ends, and every finding points at a part of the text.
    #[test]
    fn findings_of_any_text_point_into_it(
        lines in proptest::collection::vec(
            "( {0,4}|- )(name|message|dialingStrategy|callingHours|days|day|schedule|recurrenceObject|recurType|<<|x): ?\
             (5|\"é|&a|\\*a|\\[|\\{\\}|\\{text: a|\\[\\{days: Mon\\}\\]|Weekly|~|true|!t u|\\|)?",
            0..12,
        ),
    ) {
        let loaded = load_bytes("any.yaml", lines.join("\n").into_bytes());
        for finding in &checked_text(loaded).findings {
            if let Origin::Text { source, span } = &finding.origin {
                proptest::prop_assert!(source.text.get(span.clone()).is_some(), "{:?} in {:?}", span, source.text);
            }
        }
    }
}

/// Each key and value of a document with its place, in the order of the text.
fn scalars(node: &Node, found: &mut Vec<(Origin, String)>) {
    match &node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                found.push((entry.key.origin.clone(), entry.key.value.to_string()));
                scalars(&entry.value, found);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Text(text) | Value::Number(text) => found.push((node.origin.clone(), text.to_string())),
        Value::Bool(value) => found.push((node.origin.clone(), value.to_string())),
        Value::Null => found.push((node.origin.clone(), String::new())),
    }
}

/// A fix makes only the change that it describes, and changes no other key or value of the file.
#[test]
fn fixes_change_what_they_are_about_and_nothing_else() {
    let mut made = 0;
    for path in
        files("invalid", &["yaml", "json"]).into_iter().filter(|it| !it.ends_with("kcamp.policy.yaml"))
    {
        let name = path.display().to_string();
        let found = checked(&path).findings;
        let own = |it: &&Finding| matches!(&it.origin, Origin::Text { source, .. } if source.name == name);
        let mut fixes: Vec<Fix> = found.iter().filter(own).filter_map(|it| it.fix.clone()).collect();
        fixes.dedup();
        let Some(Origin::Text { source, .. }) = found.iter().find(own).map(|it| &it.origin) else { continue };
        let text = Fix::make(&fixes, &source.text);
        let read = |text: &str| {
            let mut found = Vec::new();
            for document in load_bytes(&name, text.as_bytes().to_vec()).documents {
                scalars(&document, &mut found);
            }
            found
        };
        let (before, after) = (read(&source.text), read(&text));
        assert_eq!(before.len(), after.len(), "{name}");
        for ((place, old), (_, new)) in before.iter().zip(&after) {
            let Origin::Text { span, .. } = place else { continue };
            let fix = fixes.iter().find(|fix| fix.span == *span);
            let meant = fix.map_or(old.as_str(), |fix| fix.replacement.trim_matches(['"', '\'']));
            assert_eq!(new, meant, "{name}: {old}");
        }
        made += fixes.len();
    }
    assert!(made >= 10, "{made}");
}
