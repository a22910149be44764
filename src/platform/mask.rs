//! Removes phone numbers and message texts from logs, and phone numbers from errors.

use serde_json::{Number, Value};

pub use crate::domain::number_mask::phone_numbers;
use crate::domain::number_mask::{digits, starred};

/// The placeholder for a message's text.
const MESSAGE_MASK: &str = "<message text>";
/// The placeholder for a caller id.
const CALLER_ID_MASK: &str = "<caller id>";
/// A shorter message is not masked: it reveals nothing, and would be found in every word.
const PRIVATE_TEXT_MIN_BYTES: usize = 4;
/// Keys whose values are phone numbers in any spelling.
const NUMBER_KEYS: [&str; 10] = [
    "phonenumber",
    "fromno",
    "tono",
    "caller",
    "target",
    "cellphone",
    "phone_number",
    "contact_phone",
    "from_number",
    "to_number",
];

/// A JSON body for the log: phone numbers are masked, caller ids and message texts are removed.
pub fn body(value: &Value) -> Value {
    masked_field("", value)
}

fn masked_field(key: &str, value: &Value) -> Value {
    let key = key.to_ascii_lowercase();
    match value {
        _ if key == "callerid" => Value::from(CALLER_ID_MASK),
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .map(|(name, field)| {
                    // The envelope's `message` is the platform's own sentence; `message.message` is the sms.
                    let is_sms = key == "message" && name == "message";
                    let shown = if is_sms { Value::from(MESSAGE_MASK) } else { masked_field(name, field) };
                    (name.clone(), shown)
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.iter().map(|item| masked_field(&key, item)).collect()),
        Value::String(_) | Value::Number(_) if NUMBER_KEYS.contains(&key.as_str()) => {
            let text = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
            Value::from(starred(&digits(&text), text.trim_start().starts_with('+')))
        }
        Value::String(_) if is_message(&key) => Value::from(MESSAGE_MASK),
        Value::String(text) => Value::from(phone_numbers(text)),
        Value::Number(number) => masked_number(number).map_or_else(|| value.clone(), Value::from),
        Value::Null | Value::Bool(_) => value.clone(),
    }
}

/// A JSON number that may be a phone number, as a text with masked digits; `None` if it is not one.
fn masked_number(number: &Number) -> Option<String> {
    let text = number.to_string();
    let digits = text.trim_start_matches('-');
    let masked = phone_numbers(digits);
    (masked != digits).then_some(masked)
}

/// Whether a key holds a message of Burki's, as a template or as sent to a contact. Burki contract §4 and §6.
fn is_message(key: &str) -> bool {
    key == "template" || key.ends_with("_template") || key.starts_with("personalized_")
}

/// The user's own texts in a request's body that an answer could repeat: the message, encoded and decoded.
pub fn private_texts(request_body: &Value) -> Vec<String> {
    use base64::Engine as _;

    let Value::Object(fields) = request_body else { return Vec::new() };
    let encoded = fields.get("message").and_then(|message| message.get("message")).and_then(Value::as_str);
    let decoded = encoded.and_then(|encoded| {
        let plain = encoded.replace("%3D", "=").replace("%2B", "+").replace("%2F", "/");
        String::from_utf8(base64::engine::general_purpose::STANDARD.decode(plain).ok()?).ok()
    });
    let templates = fields.iter().filter(|(key, _)| is_message(key)).filter_map(|(_, text)| text.as_str());
    let plain: Vec<String> = decoded.into_iter().chain(templates.map(ToOwned::to_owned)).collect();
    // In JSON, a line feed or a quote in the text is escaped.
    let escaped =
        plain.iter().map(|text| Value::from(text.as_str()).to_string().trim_matches('"').to_owned());
    let escaped: Vec<String> = escaped.collect();
    let texts = encoded.map(ToOwned::to_owned).into_iter().chain(plain).chain(escaped);
    texts.filter(|text| text.len() >= PRIVATE_TEXT_MIN_BYTES).collect()
}

/// A body that is not JSON, for the log.
pub fn text(text: &str, private: &[String]) -> String {
    let struck = private.iter().fold(text.to_owned(), |text, own| text.replace(own.as_str(), MESSAGE_MASK));
    phone_numbers(&struck)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{body, phone_numbers, private_texts, text};

    #[test]
    fn numbers_are_starred_and_ids_and_times_are_not() {
        for (plain, masked) in [
            ("call +12025550124 now", "call +1202***0124 now"),
            ("call +1 (202) 555-0124.", "call +1202***0124."),
            ("\"9122333445566\"", "\"9122*****5566\""),
            ("cd-9e14b72-88cc-4544-9a98-123456789012", "cd-9e14b72-88cc-4544-9a98-123456789012"),
            ("2025-12-08T05:29:38.298Z", "2025-12-08T05:29:38.298Z"),
            ("67777ce93e25326494123456", "67777ce93e25326494123456"),
            ("order 1234567", "order 1234567"),
        ] {
            assert_eq!(phone_numbers(plain), masked);
        }
    }

    #[test]
    fn a_body_keeps_its_shape_and_loses_what_is_private() {
        let sent = json!({
            "name": "Billing",
            "dialingStrategy": {"callerId": {"phoneNumber": "+12025550123"}},
            "message": {"message": "SGVsbG8=", "template_name": "Welcome"},
            "data": [{"phoneNumber": 9_122_333_445_566_u64}]
        });
        assert_eq!(
            body(&sent),
            json!({
                "name": "Billing",
                "dialingStrategy": {"callerId": "<caller id>"},
                "message": {"message": "<message text>", "template_name": "Welcome"},
                "data": [{"phoneNumber": "9122*****5566"}]
            })
        );
        assert!(private_texts(&sent).starts_with(&["SGVsbG8=".to_owned(), "Hello".to_owned()]));
        assert_eq!(text("bad text: Hello", &private_texts(&sent)), "bad text: <message text>");
    }

    #[test]
    fn templates_are_messages_too() {
        let sent = json!({
            "name": "Billing",
            "agenda_template": "Say \"hi\" to {{ name }}",
            "contacts": [{"contact_phone": 12_025_550_123_u64, "personalized_agenda": "Say hi to Ann"}]
        });
        assert_eq!(
            body(&sent),
            json!({
                "name": "Billing",
                "agenda_template": "<message text>",
                "contacts": [{"contact_phone": "1202***0123", "personalized_agenda": "<message text>"}]
            })
        );
        let private = private_texts(&sent);
        let echo = json!({"detail": [{"input": "Say \"hi\" to {{ name }}"}]}).to_string();
        assert_eq!(text(&echo, &private), r#"{"detail":[{"input":"<message text>"}]}"#);
    }

    #[test]
    fn a_json_number_is_masked_by_its_digits_as_a_text_is() {
        for (sent, shown) in [
            (json!({"phone": 9_870_000_001_u64}), json!({"phone": "987***0001"})),
            (json!({"l": [919_870_000_001_u64, 7]}), json!({"l": ["9198****0001", 7]})),
            (json!({"a": {"b": [{"c": 12_025_550_124_u64}]}}), json!({"a": {"b": [{"c": "1202***0124"}]}})),
            (json!(-9_870_000_001_i64), json!("987***0001")),
            (
                json!({"assistant_id": 1_234_567, "rate": 0.25}),
                json!({"assistant_id": 1_234_567, "rate": 0.25}),
            ),
        ] {
            assert_eq!(body(&sent), shown);
        }
    }

    #[test]
    fn the_envelopes_message_stays() {
        let answer = json!({"status": "success", "message": "Campaign Billing creation in progress"});
        assert_eq!(body(&answer), answer);
    }

    proptest! {
        #[test]
        fn no_e164_number_survives(number in "\\+[1-9][0-9]{7,14}", before in "[a-z ]{0,8} ", after in "([ .,\"][a-z ]{0,8})?") {
            let masked = phone_numbers(&format!("{before}{number}{after}"));
            prop_assert!(!masked.contains(&number[1..]), "{masked}");
            prop_assert!(masked.starts_with(&before));
        }
    }
}
