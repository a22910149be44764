//! The rules in the schema of Kore.ai's files that are not in the table of fields.

use serde_json::{Value, json};

use super::form::Form;
use super::{exactly_one, given, has};
use crate::domain::field::kind::{FORMATS, KindSet, MODES};
use crate::domain::field::{Table, leaf};
use crate::domain::kore_campaign::CampaignType;
use crate::domain::platform_kind::PlatformKind;

/// The mappings that are not fields themselves, and their descriptions.
const GROUPS: &[(&[&str], &str)] = &[
    (&["message"], "The text of a simple sms: one of text, file and message"),
    (&["dialingStrategy"], "How and when people are reached"),
    (&["dialingStrategy", "callerId"], "The number that people see"),
    (&["dialingStrategy", "callingHours"], "When people may be reached"),
    (&["schedule", "recurrenceObject"], "On which days it runs between start and end"),
    (&["schedule", "recurrenceObject", "dailyDetails"], "What recurType Daily needs"),
    (&["schedule", "recurrenceObject", "weeklyDetails"], "What recurType Weekly needs"),
];

/// The schema of one document for Kore.ai.
pub(super) fn schema() -> Value {
    let form = Form { table: Table::of(PlatformKind::Kore), groups: GROUPS, rule };
    let mut schema = form.mapping(&[]);
    schema["title"] = "campaign of Kore.ai".into();
    schema["allOf"] = Value::Array(by_kind(&form));
    schema
}

/// The rule for the mapping at a path that is not in the table of fields, as JSON Schema; `None` if there is no rule.
fn rule(path: &[&str]) -> Option<Value> {
    Some(match path {
        ["message"] => exactly_one(&["text", "file", "message"]),
        ["dncLists"] => json!({ "required": ["name"] }),
        ["dialingStrategy", "callingHours", "days"] => {
            let mut rule = exactly_one(&["day", "days"]);
            rule["required"] = json!(["start", "end"]);
            rule
        }
        ["schedule"] => json!({
            "if": has("isSchedulingEnabled", &json!(false)),
            "then": { "maxProperties": 1 },
            "else": given(&["startDateTime", "endDateTime", "recurrenceObject"]),
        }),
        ["schedule", "recurrenceObject"] => {
            let mut weekly = given(&["weeklyDetails"]);
            weekly["properties"]["dailyDetails"] = false.into();
            json!({
                "required": ["recurType"],
                "if": has("recurType", &json!("Weekly")),
                "then": weekly,
                "else": { "properties": { "weeklyDetails": false } },
            })
        }
        ["schedule", "recurrenceObject", "weeklyDetails"] => json!({ "required": ["whichDays"] }),
        _ => return None,
    })
}

/// A conditional schema for each type, format and dialing mode: the fields that it requires or refuses and the
/// wider kind does not.
fn by_kind(form: &Form) -> Vec<Value> {
    let channel = |campaign_type: CampaignType| has("campaignType", &campaign_type.wire_name().into());
    let narrower = |campaign_type: CampaignType, key: &'static str, word: &'static str| json!({ "allOf": [channel(campaign_type), has(key, &word.into())] });
    let mut cases = vec![
        (channel(CampaignType::Sms), KindSet::SMS, KindSet::ALL),
        (channel(CampaignType::Voice), KindSet::VOICE, KindSet::ALL),
    ];
    cases.extend(
        FORMATS.map(|(word, kinds)| (narrower(CampaignType::Sms, "format", word), kinds, KindSet::SMS)),
    );
    cases
        .extend(MODES.map(|(word, kinds)| {
            (narrower(CampaignType::Voice, "dialingMode", word), kinds, KindSet::VOICE)
        }));
    // A called person sees a number; only an sms may come from another sender.
    let from_number =
        below(&["dialingStrategy", "callerId", "phoneNumber"], json!({ "pattern": leaf::e164() }));
    let called = json!({ "if": channel(CampaignType::Voice), "then": from_number });
    let rules = cases
        .into_iter()
        .map(|(condition, kinds, wider)| json!({ "if": condition, "then": form.demands(&[], kinds, wider) }));
    rules.chain([called]).collect()
}

/// Moves a rule to the value at a path.
fn below(path: &[&str], demand: Value) -> Value {
    path.iter().rev().fold(demand, |demand, key| {
        let mut demand = demand;
        let is_mapping = demand.get("properties").is_some();
        demand["type"] = if is_mapping { "object" } else { "string" }.into();
        demand["doNotSuggest"] = true.into();
        json!({ "properties": { *key: demand } })
    })
}
