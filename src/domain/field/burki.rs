//! The fields of a campaign file for Burki, one row each; [`Field`] describes the columns.
//!
//! Follows Burki contract §3 and §4, and kcamp's additions.

use super::kind::{KindSet, Kinds};
use super::{Decides, FIELD, Field, Flag, Question, Repeat, Shape, WholeNumbers, Words, flags};
use super::{burki_leaf as leaf, leaf as shared};
use crate::domain::burki_campaign::{ATTEMPTS, RETRY_DELAY_MINUTES};

const ALL: KindSet = KindSet::ALL;

/// Every field of Burki. The fields that a schedule needs for its type are checked where they are read.
pub(crate) static FIELDS: &[Field] = &[
    Field {
        path: &["platform"],
        label: "platform",
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
        ..FIELD
    },
    Field {
        path: &["agenda_template"],
        flag: Some(Flag::text("--agenda", "TEMPLATE", "The task of the assistant (Burki)")),
        shape: Shape::Words(Words::Text, leaf::text),
        example: "Ask whether the delivery was on time.",
        help: "The task of the assistant, with variables in double braces",
        ..FIELD
    },
    Field {
        path: &["end_call_message_template"],
        flag: Some(Flag::text("--end-call-message", "TEMPLATE", "The last words of a call (Burki)")),
        shape: Shape::Words(Words::Text, leaf::text),
        example: "Thank you, goodbye.",
        help: "The last words of a call, with variables in double braces",
        ..FIELD
    },
    Field {
        path: &["sms_message_template"],
        flag: Some(Flag::text("--sms-message", "TEMPLATE", "The text of an sms (Burki)")),
        shape: Shape::Words(Words::Text, leaf::text),
        example: "\"{{ name }}, your order is ready.\"",
        help: "The text of an sms, with variables in double braces",
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
        ..FIELD
    },
    Field {
        path: &["variable_mappings"],
        shape: Shape::Words(Words::Name, leaf::names_by_name),
        example: "{product: Product}",
        help: "The column of the import that each variable comes from",
        ..FIELD
    },
    Field {
        path: &["available_variables"],
        shape: Shape::Words(Words::Name, leaf::names),
        example: "[product]",
        help: "The variables that templates may use",
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
