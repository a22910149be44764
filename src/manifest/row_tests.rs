//! Tests that everything that follows the tables of fields covers every row.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Table, campaign_schema, write};
use crate::domain::burki_campaign::Templates;
use crate::domain::field::kind::KindSet;
use crate::domain::field::{Field, Shape};
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::{
    CampaignId, CampaignStatus, LiveBurkiCampaign, LiveCallingHours, LiveCampaign, LiveKoreCampaign,
    LiveWindow, OwnFields,
};
use crate::domain::plain::{PlainForm, PlainValue};
use crate::domain::platform_kind::PlatformKind;

/// A further plain field is one row, and a place in the domain type, which is filled where a file is read. All else
/// walks the tables. Snippets have examples of values, and the sandbox has an understanding of its own.
#[test]
fn a_plain_field_is_named_by_its_row_and_its_type_alone() {
    let others = shipped(&[
        "domain/field/kore",
        "domain/field/burki.rs",
        "manifest/decode.rs",
        "manifest/burki.rs",
        "manifest/schema/snippets.rs",
        "domain/kore_campaign.rs",
        "domain/burki_campaign.rs",
        "sandbox/kore",
        "sandbox/burki",
    ]);
    for (field, _) in PlatformKind::ALL.into_iter().flat_map(|it| Table::of(it).plain_fields()) {
        let key = field.output_key();
        let words = [key.as_str(), field.path[field.path.len() - 1]];
        for (file, text) in &others {
            let is_named = words.iter().any(|word| text.contains(&format!("\"{word}\"")));
            let is_typed = text.contains(&format!("{key}:"));
            assert!(!is_named && !is_typed, "{} names {words:?}", file.display());
        }
    }
}

/// The fields by which something is decided are read, sent and shown by code of their own: in these rooms, and nowhere
/// else.
#[test]
fn a_field_that_decides_something_is_named_in_its_rooms_alone() {
    let others = shipped(&[
        "domain/field/kore",
        "manifest/decode.rs",
        "manifest/schema",
        "platform/kore",
        "sandbox/kore",
    ]);
    for key in ["enableMachineDetect", "queue_name", "experienceFlowName"] {
        for (file, text) in &others {
            assert!(!text.contains(&format!("\"{key}\"")), "{} names {key}", file.display());
        }
    }
}

/// The sources outside of these rooms, without their tests.
fn shipped(rooms: &[&str]) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() { walk(&entry.path(), found) } else { found.push(entry.path()) }
        }
    }
    let mut files = Vec::new();
    walk(Path::new("src"), &mut files);
    assert!(files.len() > 300, "the sources were not found: {}", files.len());
    let is_shipped = |file: &PathBuf| {
        file.extension().is_some_and(|extension| extension == "rs")
            && !["test", "samples"].iter().any(|word| file.to_string_lossy().contains(word))
            && !rooms.iter().any(|room| file.starts_with(Path::new("src").join(room)))
    };
    let shipped = files.into_iter().filter(is_shipped).map(|file| {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        // Tests in the file itself come last; those in a file of their own may be named anywhere.
        let own = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        (file, own)
    });
    shipped.collect()
}

#[test]
fn every_field_that_can_be_missing_and_has_a_flag_is_asked_for() {
    for platform in PlatformKind::ALL {
        let mut turns = Vec::new();
        for field in Table::of(platform).fields {
            let can_be_missing = field.kinds.required != KindSet::NONE && !field.has_default_of_flags;
            let is_asked = field.question.is_some();
            assert!(is_asked || field.flag.is_none() || !can_be_missing, "{}", field.dotted());
            assert!(!is_asked || field.flag.is_some(), "{}", field.dotted());
            turns.extend(field.question.map(|question| question.turn));
        }
        turns.sort_unstable();
        assert!(turns.windows(2).all(|pair| pair[0] < pair[1]), "{turns:?}");
    }
}

#[test]
fn every_field_has_its_place_in_the_schema_with_its_help_and_its_example() {
    /// The schema of a key, in a mapping, in the items of a list, or in one of several forms.
    fn below<'a>(schema: &'a Value, key: &str) -> Option<&'a Value> {
        let forms = schema["anyOf"].as_array().into_iter().flatten();
        let mappings = [schema, &schema["items"]].into_iter().chain(forms);
        mappings.into_iter().find_map(|mapping| mapping["properties"].get(key))
    }
    let schema = campaign_schema();
    for platform in PlatformKind::ALL {
        for field in Table::of(platform).fields {
            let whole = &schema["$defs"][platform.to_string()];
            let at = field.path.iter().try_fold(whole, |schema, key| below(schema, key));
            let about = at.and_then(|at| at["description"].as_str()).unwrap_or_default();
            assert!(!field.help.is_empty() && about.starts_with(field.help), "{}", field.dotted());
            assert!(at.is_some_and(|at| !at["examples"][0].is_null()), "{}", field.dotted());
        }
    }
}

#[test]
fn every_field_is_compared() {
    for platform in PlatformKind::ALL {
        for field in Table::of(platform).own_fields() {
            let table = Table::of(platform);
            let mut ways = field.alternatives.iter().chain([&field.path]);
            let is_compared = ways.any(|path| table.at(path).is_some_and(Field::is_compared));
            // The platform documents none of the keys of `pending_import`, and returns none of it.
            assert_eq!(is_compared, field.path != ["pending_import"], "{}", field.dotted());
        }
    }
}

#[test]
fn every_field_is_written_or_told_of_when_a_campaign_is_exported() {
    for platform in PlatformKind::ALL {
        let written: Vec<_> = campaigns(platform).iter().map(write).collect();
        for field in Table::of(platform).own_fields() {
            let paths = field.alternatives.iter().chain([&field.path]);
            let is_there = paths.into_iter().any(|path| {
                let line = format!("{}:", path[path.len() - 1]);
                written.iter().any(|it| {
                    let is_told_of = it.not_returned.iter().any(|field| field.path == *path);
                    is_told_of || it.text.lines().any(|written| written.trim_start().starts_with(&line))
                })
            });
            assert_eq!(is_there, field.path != ["pending_import"], "{}", field.dotted());
        }
    }
}

#[test]
fn a_row_is_whole() {
    for platform in PlatformKind::ALL {
        for field in Table::of(platform).fields {
            assert!(!field.example.is_empty() && !field.help.is_empty(), "{}", field.dotted());
            let is_list = Table::of(platform).under(field.path).count() > 1;
            assert!(is_list || !matches!(field.shape, Shape::ListOfKeys), "{}", field.dotted());
            let is_one = field.alternatives.is_empty() || field.alternatives.contains(&field.path);
            assert!(is_one, "{}", field.dotted());
        }
    }
}

fn plain_value(form: PlainForm) -> PlainValue {
    match form {
        PlainForm::Text => PlainValue::Text("A".to_owned()),
        PlainForm::Number => PlainValue::Number(3),
        PlainForm::Words => PlainValue::Words(vec!["A".to_owned()]),
        PlainForm::Pairs => PlainValue::Pairs([("A".to_owned(), "B".to_owned())].into()),
    }
}

/// Campaigns that together have every field that the platform returns.
fn campaigns(platform: PlatformKind) -> Vec<LiveCampaign> {
    let text = || Some("A".to_owned());
    let live = |status, own| LiveCampaign {
        description: text(),
        plain: Table::of(platform)
            .plain_fields()
            .map(|(field, it)| (field.dotted(), plain_value(it.form)))
            .collect(),
        ..LiveCampaign::new(CampaignId::reported("1".into()), "A".into(), status, own)
    };
    if platform == PlatformKind::Burki {
        let burki = LiveBurkiCampaign {
            medium: text(),
            assistant_id: Some(7),
            templates: Templates {
                welcome_message: text(),
                agenda: text(),
                end_call_message: text(),
                sms_message: text(),
            },
            ..LiveBurkiCampaign::default()
        };
        return vec![live(CampaignStatus::Draft, OwnFields::from(burki))];
    }
    let window = LiveWindow { day: "MO".into(), start: "9:00 AM".into(), end: "6:00 PM".into() };
    let of = |kind: CampaignType| LiveKoreCampaign {
        campaign_type: Some(kind),
        contact_lists: vec!["A".to_owned()],
        dnc_list: text(),
        priority: Some(5),
        caller_id: text(),
        calling_hours: Some(LiveCallingHours {
            frequency: text(),
            timezone: text(),
            windows: vec![window.clone()],
        }),
        ..LiveKoreCampaign::default()
    };
    let voice = |mode: &str| LiveKoreCampaign {
        dialing_mode: Some(mode.into()),
        connection: text(),
        ..of(CampaignType::Voice)
    };
    let sms = LiveKoreCampaign { format: Some("simple".into()), message: text(), ..of(CampaignType::Sms) };
    let by_name = LiveKoreCampaign { template_name: text(), ..sms.clone() };
    let by_id = LiveKoreCampaign { template_id: text(), ..sms.clone() };
    [sms, by_name, by_id, voice("Agentless"), voice("Preview")]
        .map(|own| live(CampaignStatus::Ready, own.into()))
        .into()
}
