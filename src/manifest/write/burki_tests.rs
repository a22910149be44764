//! Tests of a Burki campaign as a campaign file.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::tests::empty_keys;
use crate::domain::burki_campaign::{BurkiCampaign, Medium, Templates};
use crate::domain::live::{CampaignId, CampaignStatus, LiveBurkiCampaign, LiveCampaign};
use crate::domain::masked::is_masked;
use crate::domain::name::shows_nothing;
use crate::domain::placeholder::unfilled;
use crate::domain::plain::PlainValue::{Number, Pairs, Words};
use crate::domain::plain::plain_values;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::manifest::{CheckContext, WrittenSchedule, decode, load_bytes, write, write_scheduled};

fn live(name: String, status: CampaignStatus, burki: LiveBurkiCampaign) -> LiveCampaign {
    LiveCampaign::new(CampaignId::reported("42".into()), name, status, burki)
}

fn read_back(text: &str) -> Option<BurkiCampaign> {
    let mut loaded = load_bytes("live", text.as_bytes().to_vec());
    // The profile is for the other platform, so the file must name its own.
    let check_context = CheckContext::new(PlatformKind::Kore, Zone::utc(), jiff::Timestamp::UNIX_EPOCH);
    let document = loaded.documents.pop()?;
    match decode(&document, &|_| Err("no file".into()), &check_context).0?.campaign {
        PlatformCampaign::Burki(campaign) => Some(*campaign),
        PlatformCampaign::Kore(_) => None,
    }
}

#[test]
fn what_is_not_returned_is_said() {
    let written = write(&live("A".into(), CampaignStatus::Scheduled, LiveBurkiCampaign::default()));
    let missing: Vec<String> = written.not_returned.iter().map(|field| field.dotted()).collect();
    assert_eq!(missing, ["campaign_type", "assistant_id"]);
    assert!(written.text.starts_with("platform: burki\nname: A\n"), "{}", written.text);
}

#[test]
fn a_schedule_that_cannot_be_written_is_a_comment_which_becomes_it_without_the_marks() {
    let body = serde_json::json!({
        "schedule_type": "recurring", "timezone": "UTC",
        "recurring_config": {"frequency": "daily", "interval": 1, "time": "09:00", "time_zone": "UTC"},
    });
    let campaign = live("A".into(), CampaignStatus::Scheduled, LiveBurkiCampaign::default());
    let file = |schedule| write_scheduled(&campaign, &schedule).text;
    let block = file(WrittenSchedule::Block { body: body.clone(), comment: None });
    assert!(block.contains("\nschedule:\n  schedule_type: recurring\n"), "{block}");
    let commented = file(WrittenSchedule::Comment { why: "W".into(), draft: Some(body) });
    let (before, marked) = commented.split_once("# schedule: W\n").unwrap_or_default();
    let lines = marked.lines().map(|line| line.strip_prefix("# ").unwrap_or_default());
    let unmarked: String = lines.flat_map(|line| [line, "\n"]).collect();
    assert_eq!(format!("{before}{unmarked}"), block);
    assert!(!file(WrittenSchedule::None).contains("schedule"));
}

fn text() -> impl Strategy<Value = String> {
    "\\PC{0,12}|[\\x01-\\x7f]{0,8}|<<|[a-zA-Z ._/{}-]{0,6}"
}

/// Names that are allowed in a file: neither masked nor a variable.
fn name() -> impl Strategy<Value = String> {
    text().prop_filter("filled in", |text| unfilled(text).is_none() && !is_masked(text))
}

fn names_by_name() -> impl Strategy<Value = Option<BTreeMap<String, String>>> {
    proptest::option::of(proptest::collection::btree_map(text(), name(), 1..4))
}

fn texts_by_name() -> impl Strategy<Value = Option<BTreeMap<String, String>>> {
    proptest::option::of(proptest::collection::btree_map(text(), text(), 1..4))
}

proptest! {
    #[test]
    fn a_campaign_is_read_back_as_it_was(
        medium in proptest::sample::select(Medium::ALL.to_vec()),
        assistant_id in 1_u32..,
        (welcome_message, agenda) in (proptest::option::of(text()), proptest::option::of(text())),
        sms_message in proptest::option::of(text()),
        (attempts, delay) in (proptest::option::of(1_u64..=10), proptest::option::of(5_u64..=1440)),
        (fallback_values, variable_mappings) in (texts_by_name(), names_by_name()),
        available_variables in proptest::option::of(proptest::collection::vec(name(), 1..3)),
    ) {
        let templates = Templates { welcome_message, agenda, end_call_message: None, sms_message };
        let burki = LiveBurkiCampaign {
            medium: Some(medium.wire_name().into()),
            assistant_id: Some(assistant_id.into()),
            templates: templates.clone(),
            ..LiveBurkiCampaign::default()
        };
        let plain = plain_values([
            ("max_attempts", attempts.map(Number)),
            ("retry_delay_minutes", delay.map(Number)),
            ("fallback_values", fallback_values.clone().map(Pairs)),
            ("variable_mappings", variable_mappings.clone().map(Pairs)),
            ("available_variables", available_variables.clone().map(Words)),
        ]);
        let live = live("Spring: \"check\"-in".into(), CampaignStatus::Draft, burki);
        let written = write(&LiveCampaign { plain, ..live });
        let campaign = read_back(&written.text);
        prop_assert!(campaign.is_some(), "{}", written.text);
        let Some(campaign) = campaign else { return Ok(()) };
        prop_assert_eq!(campaign.name.as_str(), "Spring: \"check\"-in");
        prop_assert_eq!((campaign.medium, campaign.assistant_id.number()), (medium, assistant_id));
        let given = |text: Option<String>| text.filter(|text| !shows_nothing(text));
        let templates = Templates {
            welcome_message: given(templates.welcome_message),
            agenda: given(templates.agenda),
            end_call_message: None,
            sms_message: given(templates.sms_message),
        };
        prop_assert_eq!(campaign.templates, templates);
        prop_assert_eq!(campaign.max_attempts.map(u64::from), attempts);
        prop_assert_eq!(campaign.retry_delay_minutes.map(u64::from), delay);
        prop_assert_eq!(campaign.fallback_values, fallback_values);
        // An empty value has no meaning, and no key in a file is empty.
        let filled = |text: &String| !shows_nothing(text);
        let mappings = variable_mappings.map(|it| it.into_iter().filter(|(_, text)| filled(text)).collect());
        let names = available_variables.map(|it| it.into_iter().filter(filled).collect());
        prop_assert_eq!(campaign.variable_mappings, mappings.filter(|it: &BTreeMap<_, _>| !it.is_empty()));
        prop_assert_eq!(campaign.available_variables, names.filter(|it: &Vec<_>| !it.is_empty()));
    }

    #[test]
    fn no_key_is_empty_whatever_the_platform_returns(
        description in perhaps(),
        (medium, assistant_id) in (perhaps(), proptest::option::of(0_u64..3)),
        (welcome_message, agenda, end_call_message, sms_message) in (perhaps(), perhaps(), perhaps(), perhaps()),
        (max_attempts, retry_delay_minutes) in (proptest::option::of(0_u64..3), proptest::option::of(0_u64..3)),
        (fallback_values, variable_mappings) in (by_name("A"), by_name("|  |A")),
        available_variables in proptest::option::of(proptest::collection::vec("|  |A", 0..3)),
        status in proptest::sample::select(vec![CampaignStatus::Draft, CampaignStatus::Scheduled]),
    ) {
        let burki = LiveBurkiCampaign {
            medium,
            assistant_id,
            assistant_name: Some(String::new()),
            templates: Templates { welcome_message, agenda, end_call_message, sms_message },
            last_import_file_name: Some(String::new()),
            ..LiveBurkiCampaign::default()
        };
        let plain = plain_values([
            ("max_attempts", max_attempts.map(Number)),
            ("retry_delay_minutes", retry_delay_minutes.map(Number)),
            ("fallback_values", fallback_values.map(Pairs)),
            ("variable_mappings", variable_mappings.map(Pairs)),
            ("available_variables", available_variables.map(Words)),
        ]);
        let campaign = LiveCampaign { description, plain, ..live("A".into(), status, burki) };
        let written = write(&campaign);
        prop_assert_eq!(empty_keys(&written.document), Vec::<String>::new(), "{}", written.text);
        let mut loaded = load_bytes("live", written.text.clone().into_bytes());
        let read = loaded.documents.pop();
        prop_assert!(read.is_some(), "{}", written.text);
        let empty = read.map(|document| empty_keys(&document));
        prop_assert_eq!(empty, Some(Vec::new()), "{}", written.text);
    }
}

/// Nothing, an empty text, or a text.
fn perhaps() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("|  |A")
}

/// Mappings of these values with names that are allowed in a file. A text that replaces a missing value may be empty;
/// its key is not empty then.
fn by_name(values: &'static str) -> impl Strategy<Value = Option<BTreeMap<String, String>>> {
    proptest::option::of(proptest::collection::btree_map("[a-c]", values, 0..3))
}
