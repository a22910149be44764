//! Flags over a file: each flag sets only its own field.

use super::node::{Node, Value, clear, overlay};
use crate::domain::field::{Repeat, Table};
use crate::domain::finding::Origin;

/// Sets the field of a flag of `campaign create`, such as `--priority`, to the typed value. A flag that may be repeated
/// gives several values, any other one; `--fallback` gives one by its name, `KEY=VALUE`. A flag without a field on the
/// platform, or without a value, changes nothing.
///
/// Errors in the value are reported later, at the flag, and `message.file` is relative to the working folder.
pub fn overlay_flag(document: &mut Node, table: &Table, flag: &'static str, values: &[String]) {
    let Some(field) = table.by_flag(flag) else { return };
    let Some(last) = values.last() else { return };
    let origin = Origin::Flag(flag.to_owned());
    let text = |value: &str| Node::new(Value::Text(value.into()), origin.clone());
    for path in field.alternatives {
        clear(document, path);
    }
    match field.repeat {
        Repeat::Last => overlay(document, field.path, text(last)),
        Repeat::Items => {
            let items = values.iter().map(|value| text(value)).collect();
            overlay(document, field.path, Node::new(Value::Sequence(items), origin.clone()));
        }
        Repeat::ByName => {
            for (name, value) in values.iter().filter_map(|pair| pair.split_once('=')) {
                overlay(document, &[field.path, &[name]].concat(), text(value));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::overlay_flag;
    use crate::domain::finding::{Findings, Origin};
    use crate::domain::kore_campaign::Priority;
    use crate::domain::platform_kind::PlatformKind;
    use crate::domain::zone::Zone;
    use crate::manifest::{CheckContext, Manifest, Node, ReadText, Table, load_bytes};

    const SIMPLE: &[(&str, &[&str])] = &[
        ("--name", &["Event Reminder SMS"]),
        ("--description", &["Event reminder"]),
        ("--type", &["sms"]),
        ("--format", &["simple"]),
        ("--contact-list", &["CL Only 2020 Dec 4"]),
        ("--dnc-list", &["testdnc"]),
        ("--priority", &["5"]),
        ("--message", &["Message for your targeted customer"]),
        ("--caller-id", &["+12025550124"]),
        ("--calling-hours", &["Mon-Thu 9:00 AM-6:00 PM", "FR 09:00-18:00"]),
        ("--calling-hours-timezone", &["Asia/Kolkata"]),
    ];

    fn set(document: &mut Node, flag: &'static str, values: &[&str]) {
        let values: Vec<String> = values.iter().map(|it| (*it).to_owned()).collect();
        overlay_flag(document, Table::of(PlatformKind::Kore), flag, &values);
    }

    fn decode(document: &Node, read_text: &ReadText<'_>) -> (Option<Manifest>, Findings) {
        let check_context = CheckContext::new(PlatformKind::Kore, Zone::utc(), jiff::Timestamp::UNIX_EPOCH);
        crate::manifest::decode(document, read_text, &check_context)
    }

    fn nothing(_: &Path) -> Result<String, String> {
        Err("no file is there".into())
    }

    fn sample(name: &str) -> Node {
        let samples: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/fixtures/kore-samples.json")).unwrap_or_default();
        let body = &samples["POST /campaign/api/v2/public/{streamId}/campaign"]["request"][name];
        load_bytes("sample.json", body.to_string().into_bytes()).documents.remove(0)
    }

    #[test]
    fn flags_alone_give_the_campaign_that_a_file_gives() {
        let mut document = Node::from_flags();
        for (flag, values) in SIMPLE {
            set(&mut document, flag, values);
        }
        let (from_flags, findings) = decode(&document, &nothing);
        assert!(findings.is_empty(), "{findings:?}");
        let (from_file, _) = decode(&sample("smsSimple"), &nothing);
        assert!(from_file.is_some());
        assert_eq!(from_flags.map(|it| it.campaign), from_file.map(|it| it.campaign));
    }

    #[test]
    fn a_flag_changes_its_field_of_a_file_and_no_other() {
        let mut document = sample("smsTemplate");
        let before = decode(&document, &nothing).0.and_then(|it| it.campaign.into_kore());
        set(&mut document, "--priority", &["2"]);
        set(&mut document, "--message", &["Message for your targeted customer"]);
        let after = decode(&document, &nothing).0.and_then(|it| it.campaign.into_kore());
        assert_eq!(after.as_ref().and_then(|it| it.priority).map(Priority::number), Some(2));
        assert_eq!(after.map(|it| it.channel), before.map(|it| it.channel));
    }

    #[test]
    fn what_is_wrong_with_a_flag_is_reported_at_the_flag() {
        let mut document = Node::from_flags();
        for (flag, values) in SIMPLE.iter().filter(|(flag, _)| !matches!(*flag, "--caller-id" | "--message"))
        {
            set(&mut document, flag, values);
        }
        set(&mut document, "--priority", &["7"]);
        set(&mut document, "--calling-hours", &["Mon 6 PM-9 AM"]);
        let (manifest, findings) = decode(&document, &nothing);
        assert!(manifest.is_none());
        let found: Vec<(&str, &Origin)> = findings.iter().map(|it| (it.problem.code, &it.origin)).collect();
        let flag = |name: &str| Origin::Flag(name.into());
        assert_eq!(
            found,
            [
                ("campaign/missing-field", &flag("--caller-id")),
                ("campaign/priority-out-of-range", &flag("--priority")),
                ("campaign/calling-hours-backwards", &flag("--calling-hours")),
                ("campaign/missing-field", &flag("--message")),
            ]
        );
    }

    #[test]
    fn every_value_that_is_needed_is_named_by_its_flag() {
        let (_, findings) = decode(&Node::from_flags(), &nothing);
        let flags: Vec<&str> = findings
            .iter()
            .filter_map(|it| match &it.origin {
                Origin::Flag(flag) => Some(flag.as_str()),
                _ => None,
            })
            .collect();
        let needed = [
            "--name",
            "--type",
            "--contact-list",
            "--caller-id",
            "--calling-hours-timezone",
            "--calling-hours",
        ];
        assert_eq!(flags, needed);
    }
}
