//! The fields of a campaign of Burki, as they are compared. Burki contract §4.

use std::collections::BTreeMap;

use super::Old;
use super::row::{Row, Sent};
use crate::domain::burki_campaign::{BurkiCampaign, Templates};
use crate::domain::live::{LiveBurkiCampaign, LiveCampaign};

type Field = Row<BurkiCampaign>;

/// In the order of a campaign file.
pub(super) static ROWS: &[Field] = &[
    Field::new("name", |it| Sent::some(&it.name), |live| Old::Read(Some(live.name.clone()))),
    Field::new("campaign_type", |it| Sent::some(it.medium), |live| read(live, |burki| burki.medium.clone()))
        .fixed(),
    Field::new(
        "assistant_id",
        |it| Sent::some(it.assistant_id),
        |live| read(live, |burki| number(burki.assistant_id)),
    )
    .fixed(),
    Field::new(
        "description",
        |it| Sent::if_given(it.description.as_ref()),
        |live| Old::Read(live.description.clone()),
    )
    .private(),
    template(
        "welcome_message_template",
        |it| Sent::if_given(it.templates.welcome_message.as_ref()),
        |live| template_of(live, |it| &it.welcome_message),
    ),
    template(
        "agenda_template",
        |it| Sent::if_given(it.templates.agenda.as_ref()),
        |live| template_of(live, |it| &it.agenda),
    ),
    template(
        "end_call_message_template",
        |it| Sent::if_given(it.templates.end_call_message.as_ref()),
        |live| template_of(live, |it| &it.end_call_message),
    ),
    template(
        "sms_message_template",
        |it| Sent::if_given(it.templates.sms_message.as_ref()),
        |live| template_of(live, |it| &it.sms_message),
    ),
    Field::new(
        "max_attempts",
        |it| Sent::if_given(it.max_attempts),
        |live| read(live, |burki| number(burki.max_attempts)),
    )
    .or_default("3"),
    Field::new(
        "retry_delay_minutes",
        |it| Sent::if_given(it.retry_delay_minutes),
        |live| read(live, |burki| number(burki.retry_delay_minutes)),
    )
    .or_default("30"),
    Field::new(
        "fallback_values",
        |it| Sent::if_given(pairs(it.fallback_values.as_ref())),
        |live| read(live, |burki| pairs(burki.fallback_values.as_ref())),
    )
    .private(),
    Field::new(
        "variable_mappings",
        |it| Sent::if_given(pairs(it.variable_mappings.as_ref())),
        |live| read(live, |burki| pairs(burki.variable_mappings.as_ref())),
    )
    .private(),
    Field::new(
        "available_variables",
        |it| Sent::if_given(words(it.available_variables.as_ref())),
        |live| read(live, |burki| words(burki.available_variables.as_ref())),
    ),
];

const fn template(
    field: &'static str,
    sent: fn(&BurkiCampaign) -> Sent,
    held: fn(&LiveCampaign) -> Old,
) -> Row<BurkiCampaign> {
    Field::new(field, sent, held).private()
}

fn read(live: &LiveCampaign, value: impl Fn(&LiveBurkiCampaign) -> Option<String>) -> Old {
    Old::Read(live.burki().and_then(value))
}

fn template_of(live: &LiveCampaign, text: impl Fn(&Templates) -> &Option<String>) -> Old {
    read(live, |burki| text(&burki.templates).clone())
}

fn number(value: Option<u64>) -> Option<String> {
    value.map(|value| value.to_string())
}

fn pairs(map: Option<&BTreeMap<String, String>>) -> Option<String> {
    let pairs = map?.iter().map(|(key, value)| format!("{key}={value}"));
    Some(pairs.collect::<Vec<_>>().join(", "))
}

fn words(words: Option<&Vec<String>>) -> Option<String> {
    words.map(|words| words.join(", "))
}
