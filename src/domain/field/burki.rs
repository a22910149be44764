//! The fields of a campaign file for Burki, one row each; [`Field`] describes the columns.
//!
//! Follows Burki contract §3 and §4, and kcamp's additions.

use super::kind::{KindSet, Kinds};
use super::{
    Decides, FIELD, Field, Flag, Live, Question, Repeat, Sent, SentValue, Shape, WholeNumbers, Words, flags,
};
use super::{burki_leaf as leaf, leaf as shared};
use crate::domain::burki_campaign::{ATTEMPTS, RETRY_DELAY_MINUTES, Templates};
use crate::domain::live::LiveCampaign;
use crate::domain::plain::{PlainField, PlainForm, PlainValue};

const ALL: KindSet = KindSet::ALL;

/// Every field of Burki. The fields that a schedule needs for its type are checked where they are read.
pub(crate) static FIELDS: &[Field] = &[
    Field {
        path: &["platform"],
        shape: Shape::One(leaf::platform),
        begins_in_defaults: true,
        example: "burki",
        help: "The platform; without it the profile's",
        ..FIELD
    },
    Field {
        path: &["name"],
        flag: Some(flags::NAME),
        question: Some(Question { turn: 4, text: "name of the campaign" }),
        label: "campaign name",
        kinds: Kinds::needed(ALL),
        shape: Shape::Words(Words::Name, leaf::campaign_name),
        is_of_one_campaign: true,
        may_look_unfilled: true,
        example: "Spring check-in",
        help: "The campaign's name, which identifies the campaign; upper and lower case are the same",
        sent: Sent::Burki(|it| SentValue::some(&it.name)),
        live: |live| Live::text(Some(live.name.clone())),
        ..FIELD
    },
    Field {
        path: &["campaign_type"],
        flag: Some(flags::TYPE),
        question: Some(Question { turn: 1, text: "type of the campaign" }),
        label: "campaign type",
        kinds: Kinds::needed(ALL),
        shape: Shape::One(leaf::medium),
        decides: Decides::Type,
        example: "call",
        help: "Calls, text messages or both; fixed once the campaign exists",
        sent: Sent::Burki(|it| SentValue::some(it.medium)),
        live: |live| Live::text(live.burki().and_then(|own| own.medium.clone())),
        decides_who_hears_what: true,
        ..FIELD
    },
    Field {
        path: &["assistant_id"],
        flag: Some(Flag::number(
            "--assistant-id",
            "NUMBER",
            "The id of the assistant that speaks or writes (Burki)",
        )),
        question: Some(Question { turn: 5, text: "id of the assistant that speaks or writes" }),
        label: "assistant's id",
        kinds: Kinds::needed(ALL),
        shape: Shape::One(leaf::assistant_id),
        example: "7",
        help: "The id of the assistant that speaks or writes; fixed once the campaign exists",
        sent: Sent::Burki(|it| SentValue::some(it.assistant_id)),
        live: |live| Live::number(live.burki().and_then(|own| own.assistant_id)),
        stays_as_created: true,
        decides_who_hears_what: true,
        ..FIELD
    },
    Field {
        path: &["renamedFrom"],
        label: "former name",
        shape: Shape::Words(Words::Name, shared::name),
        is_of_one_campaign: true,
        example: "Billing",
        help: "The name that the campaign has live, which kcamp apply changes; or none if it is another campaign",
        ..FIELD
    },
    Field {
        path: &["description"],
        flag: Some(flags::DESCRIPTION),
        shape: Shape::Words(Words::Description, leaf::text),
        example: "Asks customers how they are doing",
        help: "What the campaign is for",
        sent: Sent::Burki(|it| SentValue::if_given(it.description.as_ref())),
        live: |live| Live::text(live.description.clone()),
        is_private: true,
        ..FIELD
    },
    Field {
        path: &["welcome_message_template"],
        flag: Some(Flag::text(
            "--welcome-message",
            "TEMPLATE",
            "The first words of a call; {{ name }} and other variables are filled in (Burki)",
        )),
        shape: Shape::Words(Words::Text, leaf::text),
        example: "\"Hello {{ name }}, this is {{ assistant_name }}.\"",
        help: "What a call begins with, with variables in double braces",
        sent: Sent::Burki(|it| SentValue::if_given(it.templates.welcome_message.as_ref())),
        live: |live| template(live, |it| &it.welcome_message),
        decides_who_hears_what: true,
        is_private: true,
        ..FIELD
    },
    Field {
        path: &["agenda_template"],
        flag: Some(Flag::text("--agenda", "TEMPLATE", "The task of the assistant (Burki)")),
        shape: Shape::Words(Words::Text, leaf::text),
        example: "Ask whether the delivery was on time.",
        help: "The task of the assistant, with variables in double braces",
        sent: Sent::Burki(|it| SentValue::if_given(it.templates.agenda.as_ref())),
        live: |live| template(live, |it| &it.agenda),
        decides_who_hears_what: true,
        is_private: true,
        ..FIELD
    },
    Field {
        path: &["end_call_message_template"],
        flag: Some(Flag::text("--end-call-message", "TEMPLATE", "The last words of a call (Burki)")),
        shape: Shape::Words(Words::Text, leaf::text),
        example: "Thank you, goodbye.",
        help: "The last words of a call, with variables in double braces",
        sent: Sent::Burki(|it| SentValue::if_given(it.templates.end_call_message.as_ref())),
        live: |live| template(live, |it| &it.end_call_message),
        decides_who_hears_what: true,
        is_private: true,
        ..FIELD
    },
    Field {
        path: &["sms_message_template"],
        flag: Some(Flag::text("--sms-message", "TEMPLATE", "The text of an sms (Burki)")),
        shape: Shape::Words(Words::Text, leaf::text),
        example: "\"{{ name }}, your order is ready.\"",
        help: "The text of an sms, with variables in double braces",
        sent: Sent::Burki(|it| SentValue::if_given(it.templates.sms_message.as_ref())),
        live: |live| template(live, |it| &it.sms_message),
        decides_who_hears_what: true,
        is_private: true,
        ..FIELD
    },
    Field {
        path: &["max_attempts"],
        flag: Some(flags::MAX_ATTEMPTS),
        label: "number of attempts",
        shape: Shape::Whole(&WholeNumbers {
            range: ATTEMPTS,
            digits: "[1-9]|10",
            code: "campaign/max-attempts-out-of-range",
        }),
        begins_in_defaults: true,
        example: "3",
        help: "Number of attempts for each contact; the platform's default is 3",
        sent: Sent::Burki(|it| it.max_attempts.map_or(SentValue::LeftOut, SentValue::number)),
        plain: Some(PlainField {
            form: PlainForm::Number,
            in_tables: Some("attempts"),
            about: "The largest number of attempts for each contact.",
        }),
        platform_default: Some("3"),
        ..FIELD
    },
    Field {
        path: &["retry_delay_minutes"],
        flag: Some(Flag::minutes(
            "--retry-delay",
            "DURATION",
            "Time between attempts, 5m to 24h; a bare number counts minutes (Burki)",
        )),
        label: "retry delay in minutes",
        shape: Shape::Whole(&WholeNumbers {
            range: RETRY_DELAY_MINUTES,
            digits: "[5-9]|[1-9][0-9]{1,2}|1[0-3][0-9]{2}|14[0-3][0-9]|1440",
            code: "campaign/retry-period-out-of-range",
        }),
        begins_in_defaults: true,
        example: "30",
        help: "Time between two attempts, in minutes; the platform's default is 30",
        sent: Sent::Burki(|it| it.retry_delay_minutes.map_or(SentValue::LeftOut, SentValue::number)),
        plain: Some(PlainField {
            form: PlainForm::Number,
            in_tables: Some("retry after (minutes)"),
            about: "Time between two attempts, in minutes.",
        }),
        platform_default: Some("30"),
        ..FIELD
    },
    Field {
        path: &["fallback_values"],
        flag: Some(Flag::name_value(
            "--fallback",
            "NAME=VALUE",
            "The value for a variable that a contact does not have; give it again for more (Burki)",
        )),
        repeat: Repeat::ByName,
        shape: Shape::Words(Words::Text, leaf::texts_by_name),
        example: "{product: our product}",
        help: "The value for a variable that a contact does not have",
        sent: Sent::Burki(|it| SentValue::plain_if_given(it.fallback_values.clone().map(PlainValue::Pairs))),
        plain: Some(PlainField {
            form: PlainForm::Pairs,
            in_tables: Some("fallback values"),
            about: "The value of each variable for contacts that have none of their own.",
        }),
        decides_who_hears_what: true,
        is_private: true,
        ..FIELD
    },
    Field {
        path: &["variable_mappings"],
        shape: Shape::Words(Words::Name, leaf::names_by_name),
        example: "{product: Product}",
        help: "The column of the import that each variable comes from",
        sent: Sent::Burki(|it| {
            SentValue::plain_if_given(it.variable_mappings.clone().map(PlainValue::Pairs))
        }),
        plain: Some(PlainField {
            form: PlainForm::Pairs,
            in_tables: Some("variables"),
            about: "The column of the import that each variable comes from.",
        }),
        decides_who_hears_what: true,
        is_private: true,
        ..FIELD
    },
    Field {
        path: &["available_variables"],
        shape: Shape::Words(Words::Name, leaf::names),
        example: "[product]",
        help: "The variables that templates may use",
        sent: Sent::Burki(|it| {
            SentValue::plain_if_given(it.available_variables.clone().map(PlainValue::Words))
        }),
        plain: Some(PlainField {
            form: PlainForm::Words,
            in_tables: None,
            about: "The variables that templates may use.",
        }),
        decides_who_hears_what: true,
        ..FIELD
    },
    Field {
        path: &["pending_import"],
        shape: Shape::One(leaf::mapping),
        example: "{source: crm}",
        help: "An import that follows; the platform does not document its keys",
        ..FIELD
    },
    // The word, or a mapping whose contents are checked where they are read.
    Field {
        path: &["schedule"],
        shape: Shape::OneOrKeys(shared::no_schedule),
        is_of_one_campaign: true,
        example: "none",
        help: "When the campaign runs, switched on by a second call after the create; or none, to let kcamp apply switch the schedule off",
        ..FIELD
    },
    Field {
        path: &["schedule", "schedule_type"],
        shape: Shape::One(leaf::schedule_type),
        example: "recurring",
        help: "The kind of schedule: when started, once, or repeated",
        ..FIELD
    },
    Field {
        path: &["schedule", "scheduled_at"],
        shape: Shape::One(leaf::written_time),
        example: "2027-01-04T09:00:00",
        help: "The run, or the first of several; local time in timezone",
        ..FIELD
    },
    Field {
        path: &["schedule", "timezone"],
        shape: Shape::One(shared::zone),
        example: "America/New_York",
        help: "The zone in which the times of the schedule are",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurring_config", "frequency"],
        shape: Shape::One(leaf::repeat),
        example: "weekly",
        help: "How it repeats",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurring_config", "interval"],
        shape: Shape::One(shared::interval),
        example: "1",
        help: "Repeat every N days, weeks or months; default 1",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurring_config", "days_of_week"],
        shape: Shape::One(leaf::days_of_week),
        example: "[1, 3]",
        help: "weekly: the days, 1 is Monday",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurring_config", "day_of_month"],
        shape: Shape::One(leaf::day_of_month),
        example: "1",
        help: "monthly: the day; a month without it has no run",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurring_config", "time"],
        shape: Shape::One(leaf::time_of_day),
        example: "\"09:00\"",
        help: "The time of day; must equal the time of scheduled_at if both are given",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurring_config", "time_zone"],
        shape: Shape::One(shared::zone),
        example: "America/New_York",
        help: "The same as timezone",
        ..FIELD
    },
    Field {
        path: &["schedule", "recurring_config", "end_date"],
        shape: Shape::One(leaf::end_date),
        example: "\"2027-06-30\"",
        help: "The last day, inclusive",
        ..FIELD
    },
];

/// A live template.
fn template(live: &LiveCampaign, text: impl Fn(&Templates) -> &Option<String>) -> Live {
    Live::text(live.burki().and_then(|own| text(&own.templates).clone()))
}
