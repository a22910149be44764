//! The fields of a campaign file for Burki: one table that says where each stands, its flag, and what its values look like.
//!
//! Follows Burki contract §3 and §4, and kcamp's additions.

use super::kind::KindSet;
use super::schema::{Shape, Words, burki_leaf as leaf, leaf as shared};
use super::table::{Field, field};

const fn needed(
    path: &'static [&'static str],
    flag: Option<&'static str>,
    shape: Shape,
    example: &'static str,
    about: &'static str,
) -> Field {
    field(path, flag, KindSet::ALL, KindSet::ALL, shape, example, about)
}

const fn optional(
    path: &'static [&'static str],
    flag: Option<&'static str>,
    shape: Shape,
    example: &'static str,
    about: &'static str,
) -> Field {
    field(path, flag, KindSet::NONE, KindSet::ALL, shape, example, about)
}

/// Every field of Burki's. What the schedule's types need of it is checked where it is read.
pub(super) static FIELDS: &[Field] = &[
    optional(
        &["platform"],
        None,
        Shape::One(leaf::platform),
        "burki",
        "The platform; without it the profile's",
    ),
    needed(
        &["name"],
        Some("--name"),
        Shape::Words(Words::Name, leaf::campaign_name),
        "Spring check-in",
        "The campaign's name, by which kcamp knows it; case makes no difference",
    ),
    needed(
        &["campaign_type"],
        Some("--type"),
        Shape::One(leaf::medium),
        "call",
        "Calls, text messages or both; fixed once the campaign exists",
    ),
    needed(
        &["assistant_id"],
        Some("--assistant-id"),
        Shape::One(leaf::assistant_id),
        "7",
        "The id of the assistant that speaks or writes; fixed once the campaign exists",
    ),
    optional(
        &["description"],
        Some("--description"),
        Shape::Words(Words::Description, leaf::text),
        "Asks customers how they are doing",
        "What the campaign is for",
    ),
    optional(
        &["welcome_message_template"],
        Some("--welcome-message"),
        Shape::Words(Words::Text, leaf::text),
        "\"Hello {{ name }}, this is {{ assistant_name }}.\"",
        "What a call begins with, with variables in double braces",
    ),
    optional(
        &["agenda_template"],
        Some("--agenda"),
        Shape::Words(Words::Text, leaf::text),
        "Ask whether the delivery was on time.",
        "What the assistant is to do, with variables in double braces",
    ),
    optional(
        &["end_call_message_template"],
        Some("--end-call-message"),
        Shape::Words(Words::Text, leaf::text),
        "Thank you, goodbye.",
        "What a call ends with, with variables in double braces",
    ),
    optional(
        &["sms_message_template"],
        Some("--sms-message"),
        Shape::Words(Words::Text, leaf::text),
        "\"{{ name }}, your order is ready.\"",
        "The text of an sms, with variables in double braces",
    ),
    optional(
        &["max_attempts"],
        Some("--max-attempts"),
        Shape::One(leaf::attempts),
        "3",
        "How often a contact is tried; the platform's default is 3",
    ),
    optional(
        &["retry_delay_minutes"],
        Some("--retry-delay"),
        Shape::One(leaf::retry_delay),
        "30",
        "The wait before the next try, in minutes; the platform's default is 30",
    ),
    optional(
        &["fallback_values"],
        Some("--fallback"),
        Shape::Words(Words::Text, leaf::texts_by_name),
        "{product: our product}",
        "What stands for a variable that a contact lacks",
    ),
    optional(
        &["variable_mappings"],
        None,
        Shape::Words(Words::Name, leaf::names_by_name),
        "{product: Product}",
        "The column of the import that each variable comes from",
    ),
    optional(
        &["available_variables"],
        None,
        Shape::Words(Words::Name, leaf::names),
        "[product]",
        "The variables that templates may use",
    ),
    optional(
        &["pending_import"],
        None,
        Shape::One(leaf::mapping),
        "{}",
        "An import that is to follow; the platform documents none of its keys",
    ),
    optional(
        &["schedule", "schedule_type"],
        None,
        Shape::One(leaf::schedule_type),
        "recurring",
        "When it runs: when it is started, once, or again and again",
    ),
    optional(
        &["schedule", "scheduled_at"],
        None,
        Shape::One(leaf::written_time),
        "2027-01-04T09:00:00",
        "The run, or the first of several; wall time in timezone",
    ),
    optional(
        &["schedule", "timezone"],
        None,
        Shape::One(shared::zone),
        "America/New_York",
        "The zone in which the times of the schedule are",
    ),
    optional(
        &["schedule", "recurring_config", "frequency"],
        None,
        Shape::One(leaf::repeat),
        "weekly",
        "How it repeats",
    ),
    optional(
        &["schedule", "recurring_config", "interval"],
        None,
        Shape::One(shared::interval),
        "1",
        "Every how many days, weeks or months; without it every one",
    ),
    optional(
        &["schedule", "recurring_config", "days_of_week"],
        None,
        Shape::One(leaf::days_of_week),
        "[1, 3]",
        "weekly: the days, 1 is Monday",
    ),
    optional(
        &["schedule", "recurring_config", "day_of_month"],
        None,
        Shape::One(leaf::day_of_month),
        "1",
        "monthly: the day; a month without it has no run",
    ),
    optional(
        &["schedule", "recurring_config", "time"],
        None,
        Shape::One(leaf::time_of_day),
        "\"09:00\"",
        "The time of day, that of scheduled_at where both are given",
    ),
    optional(
        &["schedule", "recurring_config", "time_zone"],
        None,
        Shape::One(shared::zone),
        "America/New_York",
        "The same as timezone",
    ),
    optional(
        &["schedule", "recurring_config", "end_date"],
        None,
        Shape::One(leaf::end_date),
        "\"2027-06-30\"",
        "The last day, inclusive",
    ),
];
