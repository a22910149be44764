//! The fields of a campaign of Burki, as they are compared. Burki contract §4.

use super::live_value::{Live, LiveValue};
use super::row::{Row, Sent};
use crate::domain::burki_campaign::{BurkiCampaign, Templates};
use crate::domain::live::LiveCampaign;

type Field = Row<BurkiCampaign>;

/// The rows, in the order of a campaign file.
pub(super) static ROWS: &[Field] = &[
    Field::new(&["name"], |it| Sent::some(&it.name), |live| Live::text(Some(live.name.clone()))),
    Field::new(
        &["campaign_type"],
        |it| Sent::some(it.medium),
        |live| Live::text(live.burki().and_then(|own| own.medium.clone())),
    )
    .whom_or_what()
    .fixed(),
    Field::new(
        &["assistant_id"],
        |it| Sent::some(it.assistant_id),
        |live| Live::number(live.burki().and_then(|own| own.assistant_id)),
    )
    .whom_or_what()
    .fixed(),
    Field::new(
        &["description"],
        |it| Sent::if_given(it.description.as_ref()),
        |live| Live::text(live.description.clone()),
    )
    .private(),
    template(
        &["welcome_message_template"],
        |it| Sent::if_given(it.templates.welcome_message.as_ref()),
        |live| template_of(live, |it| &it.welcome_message),
    ),
    template(
        &["agenda_template"],
        |it| Sent::if_given(it.templates.agenda.as_ref()),
        |live| template_of(live, |it| &it.agenda),
    ),
    template(
        &["end_call_message_template"],
        |it| Sent::if_given(it.templates.end_call_message.as_ref()),
        |live| template_of(live, |it| &it.end_call_message),
    ),
    template(
        &["sms_message_template"],
        |it| Sent::if_given(it.templates.sms_message.as_ref()),
        |live| template_of(live, |it| &it.sms_message),
    ),
    Field::new(
        &["max_attempts"],
        |it| Sent::if_given(it.max_attempts),
        |live| Live::number(live.burki().and_then(|own| own.max_attempts)),
    )
    .or_default("3"),
    Field::new(
        &["retry_delay_minutes"],
        |it| Sent::if_given(it.retry_delay_minutes),
        |live| Live::number(live.burki().and_then(|own| own.retry_delay_minutes)),
    )
    .or_default("30"),
    Field::new(
        &["fallback_values"],
        |it| Sent::if_given(it.fallback_values.clone().map(|it| LiveValue::Pairs(it).compared())),
        |live| Live::Read(live.burki().and_then(|own| own.fallback_values.clone()).map(LiveValue::Pairs)),
    )
    .whom_or_what()
    .private(),
    Field::new(
        &["variable_mappings"],
        |it| Sent::if_given(it.variable_mappings.clone().map(|it| LiveValue::Pairs(it).compared())),
        |live| Live::Read(live.burki().and_then(|own| own.variable_mappings.clone()).map(LiveValue::Pairs)),
    )
    .whom_or_what()
    .private(),
    Field::new(
        &["available_variables"],
        |it| Sent::if_given(it.available_variables.clone().map(|it| LiveValue::Words(it).compared())),
        |live| Live::Read(live.burki().and_then(|own| own.available_variables.clone()).map(LiveValue::Words)),
    )
    .whom_or_what(),
];

const fn template(
    path: &'static [&'static str],
    sent: fn(&BurkiCampaign) -> Sent,
    live: fn(&LiveCampaign) -> Live,
) -> Row<BurkiCampaign> {
    Field::new(path, sent, live).private().whom_or_what()
}

fn template_of(live: &LiveCampaign, text: impl Fn(&Templates) -> &Option<String>) -> Live {
    Live::text(live.burki().and_then(|own| text(&own.templates).clone()))
}
