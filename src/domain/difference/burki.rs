//! The fields of a campaign of Burki, as they are compared. Burki contract §4.

use super::live_value::Live;
use super::row::{Row, SentValue, ValueOf, WhenNotSent};
use crate::domain::burki_campaign::{BurkiCampaign, Templates};
use crate::domain::live::LiveCampaign;
use crate::domain::plain::{PlainField, PlainForm, PlainValue};

/// The rows, in the order of a campaign file.
pub(super) static ROWS: &[Row] = &[
    field(&["name"], |it| SentValue::some(&it.name), |live| Live::text(Some(live.name.clone()))),
    field(
        &["campaign_type"],
        |it| SentValue::some(it.medium),
        |live| Live::text(live.burki().and_then(|own| own.medium.clone())),
    )
    .whom_or_what()
    .fixed(),
    field(
        &["assistant_id"],
        |it| SentValue::some(it.assistant_id),
        |live| Live::number(live.burki().and_then(|own| own.assistant_id)),
    )
    .whom_or_what()
    .fixed(),
    field(
        &["description"],
        |it| SentValue::if_given(it.description.as_ref()),
        |live| Live::text(live.description.clone()),
    )
    .private(),
    template(
        &["welcome_message_template"],
        |it| SentValue::if_given(it.templates.welcome_message.as_ref()),
        |live| template_of(live, |it| &it.welcome_message),
    ),
    template(
        &["agenda_template"],
        |it| SentValue::if_given(it.templates.agenda.as_ref()),
        |live| template_of(live, |it| &it.agenda),
    ),
    template(
        &["end_call_message_template"],
        |it| SentValue::if_given(it.templates.end_call_message.as_ref()),
        |live| template_of(live, |it| &it.end_call_message),
    ),
    template(
        &["sms_message_template"],
        |it| SentValue::if_given(it.templates.sms_message.as_ref()),
        |live| template_of(live, |it| &it.sms_message),
    ),
    plain(
        PlainField {
            path: &["max_attempts"],
            form: PlainForm::Number,
            key: "max_attempts",
            label: Some("attempts"),
            about: "The largest number of attempts for each contact.",
        },
        |it| it.max_attempts.map(|attempts| PlainValue::Number(attempts.into())),
        Some("3"),
    ),
    plain(
        PlainField {
            path: &["retry_delay_minutes"],
            form: PlainForm::Number,
            key: "retry_delay_minutes",
            label: Some("retry after (minutes)"),
            about: "Time between two attempts, in minutes.",
        },
        |it| it.retry_delay_minutes.map(|minutes| PlainValue::Number(minutes.into())),
        Some("30"),
    ),
    plain(
        PlainField {
            path: &["fallback_values"],
            form: PlainForm::Pairs,
            key: "fallback_values",
            label: Some("fallback values"),
            about: "The value of each variable for contacts that have none of their own.",
        },
        |it| it.fallback_values.clone().map(PlainValue::Pairs),
        None,
    )
    .whom_or_what()
    .private(),
    plain(
        PlainField {
            path: &["variable_mappings"],
            form: PlainForm::Pairs,
            key: "variable_mappings",
            label: Some("variables"),
            about: "The column of the import that each variable comes from.",
        },
        |it| it.variable_mappings.clone().map(PlainValue::Pairs),
        None,
    )
    .whom_or_what()
    .private(),
    plain(
        PlainField {
            path: &["available_variables"],
            form: PlainForm::Words,
            key: "available_variables",
            label: None,
            about: "The variables that templates may use.",
        },
        |it| it.available_variables.clone().map(PlainValue::Words),
        None,
    )
    .whom_or_what(),
];

const fn field(
    path: &'static [&'static str],
    sent: fn(&BurkiCampaign) -> SentValue,
    live: fn(&LiveCampaign) -> Live,
) -> Row {
    Row::new(path, ValueOf::Burki(sent), live)
}

const fn plain(
    field: PlainField,
    sent: fn(&BurkiCampaign) -> Option<PlainValue>,
    default: Option<&'static str>,
) -> Row {
    Row::plain(field, ValueOf::Burki(sent), WhenNotSent::LeftOut(default))
}

const fn template(
    path: &'static [&'static str],
    sent: fn(&BurkiCampaign) -> SentValue,
    live: fn(&LiveCampaign) -> Live,
) -> Row {
    field(path, sent, live).private().whom_or_what()
}

fn template_of(live: &LiveCampaign, text: impl Fn(&Templates) -> &Option<String>) -> Live {
    Live::text(live.burki().and_then(|own| text(&own.templates).clone()))
}
