//! The schema of the value of one field, from the limits and words of the types that parse it.
//!
//! A leaf's `description` has only its limits; the purpose of the field is in the table of fields.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::kind::{FORMATS, MODES};
use super::pattern;
use super::schedule_words::RECURRENCES;
use crate::domain::caller_id::{SENDER_ID_LENGTH, SHORT_CODE_LENGTH};
use crate::domain::calling_hours::Frequency;
use crate::domain::kore_campaign::{
    CONTACT_LISTS_MAX, CampaignType, DESCRIPTION_MAX_UTF16, DialingOrder, MachineDetection, NAME_MAX_UTF16,
    Priority,
};
use crate::domain::masked::MASK;
use crate::domain::phone_number::{DIGITS_MAX, DIGITS_MIN};
use crate::domain::placeholder::UNFILLED;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::recurrence::INTERVAL_MAX;
use crate::domain::weekday::Weekday;
use crate::domain::zone::Zone;

pub(crate) fn platform() -> Value {
    words([PlatformKind::Kore.to_string()])
}

pub(crate) fn campaign_name() -> Value {
    filled_in(bounded(NAME_MAX_UTF16))
}

pub(crate) fn description() -> Value {
    bounded(DESCRIPTION_MAX_UTF16)
}

pub(crate) fn campaign_type() -> Value {
    words(CampaignType::ALL.map(CampaignType::wire_name))
}

pub(crate) fn contact_lists() -> Value {
    json!({
        "type": "array",
        "description": format!("1 to {CONTACT_LISTS_MAX}, without duplicates"),
        "minItems": 1,
        "maxItems": CONTACT_LISTS_MAX,
        "uniqueItems": true,
        "items": list_name(),
    })
}

pub(crate) fn list_name() -> Value {
    filled_in(bounded(NAME_MAX_UTF16))
}

pub(crate) fn priority() -> Value {
    let numbers = Priority::ALL.map(Priority::number);
    let texts = numbers.map(|number| number.to_string());
    let both: Vec<Value> = numbers.into_iter().map(Value::from).chain(texts.map(Value::from)).collect();
    json!({ "enum": both, "description": format!("{} to {}", numbers[0], numbers[numbers.len() - 1]) })
}

pub(crate) fn format() -> Value {
    words(FORMATS.map(|(word, _)| word))
}

pub(crate) fn base64() -> Value {
    json!({ "type": "string", "pattern": pattern::BASE64, "description": "Base64 of UTF-8 text, padded or not" })
}

pub(crate) fn message_text() -> Value {
    json!({ "type": "string", "pattern": pattern::NOT_BLANK })
}

/// An id that may be empty.
pub(crate) fn id_or_empty() -> Value {
    filled_in(json!({ "type": "string" }))
}

/// A name that is matched exactly.
pub(crate) fn name() -> Value {
    filled_in(json!({ "type": "string", "pattern": pattern::NOT_BLANK }))
}

/// A leaf without masks and unfilled variables.
pub(crate) fn filled_in(leaf: Value) -> Value {
    let mut leaf = leaf;
    leaf["not"] = json!({ "type": "string", "pattern": format!("{MASK}|{UNFILLED}") });
    leaf
}

pub(crate) fn dialing_mode() -> Value {
    words(MODES.map(|(word, _)| word))
}

pub(crate) fn machine_detection() -> Value {
    words(MachineDetection::ALL.map(MachineDetection::wire_name))
}

pub(crate) fn phone_number() -> Value {
    let ((least, most), (fewest_digits, most_digits)) = (SENDER_ID_LENGTH, SHORT_CODE_LENGTH);
    let inner = format!("[A-Za-z0-9 _&.-]{{{},{}}}", least - 2, most - 2);
    filled_in(json!({
        "type": "string",
        "anyOf": [
            { "pattern": e164() },
            { "pattern": format!("^[0-9]{{{fewest_digits},{most_digits}}}$") },
            { "allOf": [
                { "pattern": "[A-Za-z]" },
                { "pattern": format!("^[A-Za-z0-9_&.-]{inner}[A-Za-z0-9_&.-]$") },
            ] },
        ],
        "description": format!(
            "E.164: +, the country code and the number, {DIGITS_MIN} to {DIGITS_MAX} digits in all. For sms also a sender id \
             of {least} to {most} characters, or a short code of {fewest_digits} to {most_digits} digits"
        ),
    }))
}

/// The regular expression of a phone number.
pub(crate) fn e164() -> String {
    format!("^\\+[1-9][0-9]{{{},{}}}$", DIGITS_MIN - 1, DIGITS_MAX - 1)
}

pub(crate) fn frequency() -> Value {
    words(Frequency::ALL.map(Frequency::wire_name))
}

pub(crate) fn zone() -> Value {
    json!({ "$ref": "#/$defs/zone", "description": ZONE })
}

/// The schema of every zone. It has the built-in names, for editors to offer, and the form: another name may be in the
/// folder that the user names.
pub(crate) fn zone_definition() -> Value {
    filled_in(json!({
        "type": "string",
        "anyOf": [{ "pattern": pattern::ZONE, "patternErrorMessage": ZONE }, { "enum": Zone::built_in_names() }],
    }))
}

const ZONE: &str = "A name of the IANA time zone database";

/// A day in any spelling, with one spelling of each day for editors to offer.
pub(crate) fn weekday(offered: fn(Weekday) -> &'static str) -> Value {
    let spellings = "MO, Mon or Monday, in any case";
    json!({
        "type": "string",
        "anyOf": [
            { "pattern": pattern::weekday(), "patternErrorMessage": spellings },
            { "enum": Weekday::ALL.map(offered) },
        ],
        "description": spellings,
    })
}

/// The day of a window, as the platform writes it.
pub(crate) fn window_day() -> Value {
    weekday(Weekday::two_letter)
}

/// The days of a window, each only once.
pub(crate) fn window_days() -> Value {
    let mut days = schedule_days();
    days["anyOf"][1]["uniqueItems"] = true.into();
    days
}

/// The days of a schedule.
pub(crate) fn schedule_days() -> Value {
    json!({
        "description": "Mon-Fri, \"Mon,Wed\", weekdays, weekend, or a list of days",
        "anyOf": [weekday_texts(), { "type": "array", "minItems": 1, "items": weekday(Weekday::short) }],
    })
}

pub(crate) fn time_of_day() -> Value {
    json!({
        "type": "string",
        "pattern": pattern::TIME_OF_DAY,
        "description": "9:00 AM or 09:00, to the minute",
    })
}

pub(crate) fn dialing_order() -> Value {
    words(DialingOrder::ALL.map(DialingOrder::wire_name))
}

pub(crate) fn no_schedule() -> Value {
    words(["none"])
}

pub(crate) fn switch() -> Value {
    json!({ "type": "boolean" })
}

pub(crate) fn wall_time() -> Value {
    json!({
        "type": "string",
        "pattern": pattern::wall_time(),
        "description": "2027-01-04 09:00:00, the seconds optional, without an offset",
    })
}

pub(crate) fn wall_end() -> Value {
    json!({
        "type": "string",
        "pattern": pattern::wall_end(),
        "description": "2027-06-30 18:00:00 as startDateTime has it; or 2027-06-30, which means the end of that day",
    })
}

pub(crate) fn recurrence() -> Value {
    words(RECURRENCES.map(|(word, _)| word))
}

pub(crate) fn interval() -> Value {
    number(&(1..=INTERVAL_MAX), &format!(r"^\s*(?:{})\s*$", pattern::TO_1000))
}

pub(crate) fn words(words: impl IntoIterator<Item = impl Into<Value>>) -> Value {
    let words: Vec<Value> = words.into_iter().map(Into::into).collect();
    json!({ "enum": words })
}

pub(crate) fn bounded(most: usize) -> Value {
    json!({
        "type": "string",
        "maxLength": most,
        "pattern": pattern::NOT_BLANK,
        "description": format!("1 to {most} characters, in UTF-16 code units"),
    })
}

/// A whole number, or a text with its digits.
pub(crate) fn whole(range: &RangeInclusive<u32>, digits: &str) -> Value {
    let zero = if *range.start() == 0 { "0|" } else { "" };
    number(range, &format!("^0*(?:{zero}{digits})$"))
}

pub(crate) fn number(range: &RangeInclusive<u32>, text: &str) -> Value {
    let (least, most) = (range.start(), range.end());
    let limits = if *most == u32::MAX {
        format!("A whole number, {least} or more")
    } else {
        format!("A whole number from {least} to {most}")
    };
    json!({
        "description": limits,
        "anyOf": [{ "type": "integer", "minimum": least, "maximum": most }, { "type": "string", "pattern": text }],
    })
}

/// Days and ranges of days as one text.
pub(crate) fn weekday_texts() -> Value {
    json!({
        "type": "string",
        "anyOf": [{ "pattern": pattern::weekdays() }, { "enum": ["Mon-Fri", "Mon-Sun", "weekdays", "weekend"] }],
        "not": { "type": "string", "pattern": pattern::range_of_one_day() },
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::ops::RangeInclusive;

    use serde_json::{Value, json};

    use super::{interval, whole};
    use crate::domain::field::Shape;
    use crate::domain::field::Table;
    use crate::domain::field::burki_leaf::assistant_id;
    use crate::domain::platform_kind::PlatformKind;
    use crate::domain::recurrence::INTERVAL_MAX;

    /// Asserts that the schema accepts exactly the numbers of the range: for all small numbers, and for those around
    /// each power of ten and around the maximum.
    fn assert_digits(schema: &Value, range: &RangeInclusive<u32>) {
        let matcher = jsonschema::validator_for(schema).unwrap();
        let (least, most) = (u64::from(*range.start()), u64::from(*range.end()));
        let powers = (1..=11).map(|power| 10_u64.pow(power));
        let near = powers.chain([least, most]).flat_map(|it| it.saturating_sub(3)..=it + 3);
        // Numbers that differ from the maximum by one in one digit.
        let digits = (0..10).map(|power| 10_u64.pow(power));
        let steps = digits.flat_map(|step| [most.saturating_sub(step), most + step]);
        for number in (0..=3_000).chain(near).chain(steps) {
            let is_in = (least..=most).contains(&number);
            assert_eq!(
                matcher.is_valid(&json!(number.to_string())),
                is_in,
                "{number} in {range:?}: {schema}"
            );
        }
    }

    #[test]
    fn the_digits_of_every_range_are_those_of_its_numbers() {
        let mut rows = 0;
        for platform in PlatformKind::ALL {
            for field in Table::of(platform).fields {
                if let Shape::Whole(numbers) = field.shape {
                    assert_digits(&whole(&numbers.range, numbers.digits), &numbers.range);
                    rows += 1;
                }
            }
        }
        assert!(rows >= 6, "{rows}");
        assert_digits(&assistant_id(), &(1..=u32::MAX));
        assert_digits(&interval(), &(1..=INTERVAL_MAX));
    }
}
