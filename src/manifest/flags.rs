//! Flags over a file: each sets its field, and no other.

use super::fields::FIELDS;
use super::node::{Node, Value, clear, overlay};
use crate::domain::finding::Origin;

/// The keys that are one field in three spellings: a flag for one replaces them all.
const MESSAGE_KEYS: [&str; 3] = ["message", "text", "file"];

/// Sets the field that a flag of `campaign create` names, such as `--priority`, to what was typed. Flags that may be
/// repeated give several values, others one. A flag without a field, or without a value, changes nothing.
///
/// What is then wrong with the value is reported at the flag, and `message.file` is relative to the working folder.
pub fn overlay_flag(document: &mut Node, flag: &'static str, values: &[String]) {
    let Some(field) = FIELDS.iter().find(|field| field.flag == Some(flag)) else { return };
    let Some(last) = values.last() else { return };
    let origin = Origin::Flag(flag.to_owned());
    let text = |value: &String| Node::new(Value::Text(value.clone()), origin.clone());
    let node = if matches!(flag, "--contact-list" | "--calling-hours") {
        Node::new(Value::Sequence(values.iter().map(text).collect()), origin.clone())
    } else {
        text(last)
    };
    if let ["message", key] = field.path
        && MESSAGE_KEYS.contains(key)
    {
        for key in MESSAGE_KEYS {
            clear(document, &["message", key]);
        }
    }
    overlay(document, field.path, node);
    // Only a flag gives calling hours without a frequency a default: a file says what it means.
    let frequency = ["dialingStrategy", "callingHours", "frequency"];
    let hours = document.at(&frequency[..2]);
    if hours.is_some_and(|hours| !hours.is_written()) && document.at(&frequency).is_none() {
        let default = Node::new(Value::Text("WEEKLY".into()), Origin::Flag("--frequency".into()));
        overlay(document, &frequency, default);
    }
}
