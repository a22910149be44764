//! The schema of the values of Burki's fields, from the limits and words of the types that parse them.

use serde_json::{Value, json};

use super::leaf::{bounded, filled_in, name, number, weekday_texts, whole, words};
use super::pattern;
use super::schedule_words::{FREQUENCIES, TYPES};
use crate::domain::burki_campaign::{Medium, NAME_MAX_UTF16, VARIABLES_MAX};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::weekday::Weekday;

pub(crate) fn platform() -> Value {
    words([PlatformKind::Burki.to_string()])
}

pub(crate) fn campaign_name() -> Value {
    filled_in(bounded(NAME_MAX_UTF16))
}

pub(crate) fn medium() -> Value {
    words(Medium::ALL.map(Medium::wire_name))
}

pub(crate) fn assistant_id() -> Value {
    whole(&(1..=u32::MAX), pattern::FROM_ONE)
}

pub(crate) fn text() -> Value {
    json!({ "type": "string", "pattern": pattern::NOT_BLANK })
}

pub(crate) fn texts_by_name() -> Value {
    json!({
        "type": "object", "minProperties": 1, "maxProperties": VARIABLES_MAX,
        "additionalProperties": { "type": "string" },
    })
}

pub(crate) fn names_by_name() -> Value {
    json!({
        "type": "object", "minProperties": 1, "maxProperties": VARIABLES_MAX, "additionalProperties": name(),
    })
}

pub(crate) fn names() -> Value {
    json!({ "type": "array", "minItems": 1, "maxItems": VARIABLES_MAX, "items": name() })
}

pub(crate) fn mapping() -> Value {
    // The keywords for one type do not restrict values of other types.
    let filled = json!({
        "type": ["string", "number", "boolean", "array", "object"], "pattern": pattern::NOT_BLANK, "minItems": 1, "minProperties": 1,
    });
    json!({ "type": "object", "minProperties": 1, "maxProperties": VARIABLES_MAX, "additionalProperties": filled })
}

pub(crate) fn schedule_type() -> Value {
    words(TYPES.map(|(word, _)| word))
}

pub(crate) fn repeat() -> Value {
    words(FREQUENCIES.map(|(word, _)| word))
}

pub(crate) fn written_time() -> Value {
    json!({
        "type": "string",
        "pattern": pattern::written_time(),
        "description": "2027-01-04T09:00:00, the seconds optional; one with an offset is converted",
    })
}

pub(crate) fn end_date() -> Value {
    json!({
        "type": "string",
        "pattern": pattern::written_day(),
        "description": "2027-06-30, only a day means the end of that day; or a time as in scheduled_at",
    })
}

pub(crate) fn time_of_day() -> Value {
    json!({ "type": "string", "pattern": pattern::CLOCK, "description": "09:00, with 24 hours" })
}

pub(crate) fn days_of_week() -> Value {
    let day = json!({ "anyOf": [number(&(1..=7), "^[1-7]$"), super::leaf::weekday(Weekday::short)] });
    json!({
        "description": "[1, 3], [Mon, Wed] or Mon-Fri; 1 is Monday, 7 is Sunday",
        "anyOf": [weekday_texts(), { "type": "array", "minItems": 1, "items": day }],
    })
}

pub(crate) fn day_of_month() -> Value {
    number(&(1..=31), r"^\s*(?:0?[1-9]|[12][0-9]|3[01])\s*$")
}
