//! The values of a campaign that come in several forms, and the keys that an answer may have in a form that is not read. An
//! update sends the whole campaign, so that a key which is not known would be removed by it. Kore.ai contract §8.3.

use serde_json::Value;

use crate::platform::unread::Key;

/// Each key of an update that an answer has, but for the plain fields.
pub(super) static KEYS: &[Key] = &[
    ("description", &["description"], Value::is_string),
    ("contactLists", &["contactLists"], are_lists),
    ("dncLists", &["dncLists"], |value| one_list(value).is_some()),
    ("priority", &["priority"], |value| priority(value).is_some()),
    ("format", &["format", "direction"], Value::is_string),
    ("message.template_name", &["message.template_name"], Value::is_string),
    ("message.templateId", &["message.templateId"], Value::is_string),
    ("message.text", &["message.message"], Value::is_string),
    ("dialingMode", &["dialingMode"], Value::is_string),
    ("dialingStrategy.callerId.phoneNumber", &["dialingStrategy.callerId.phoneNumber"], Value::is_string),
    ("dialingStrategy.callingHours.frequency", &["dialingStrategy.callingHours.frequency"], Value::is_string),
    ("dialingStrategy.callingHours.timezone", &["dialingStrategy.callingHours.timezone"], Value::is_string),
    ("dialingStrategy.callingHours.days", &["dialingStrategy.callingHours.days"], are_windows),
];

fn are_lists(value: &Value) -> bool {
    value.as_array().is_some_and(|lists| lists.iter().all(|list| list_name(list).is_some()))
}

fn are_windows(value: &Value) -> bool {
    let is_window = |window: &Value| ["day", "start", "end"].iter().all(|key| window[*key].is_string());
    value.as_array().is_some_and(|windows| windows.iter().all(is_window))
}

/// The priority: a text in most answers, a number in some. Kore.ai contract §18.9.
pub(super) fn priority(value: &Value) -> Option<u8> {
    match value {
        Value::String(digits) => digits.trim().parse().ok(),
        _ => u8::try_from(value.as_u64()?).ok(),
    }
}

/// A list's name, from `{name}` or the name alone.
pub(super) fn list_name(value: &Value) -> Option<String> {
    let name = match value {
        Value::String(name) => Some(name.clone()),
        _ => value["name"].as_str().map(str::to_owned),
    };
    name.filter(|name| !name.trim().is_empty())
}

/// The name of the one list, alone or in an array. A campaign has one do-not-contact list, so that of several none could be
/// sent again.
pub(super) fn one_list(value: &Value) -> Option<String> {
    match value {
        Value::Array(lists) => match lists.as_slice() {
            [list] => list_name(list),
            _ => None,
        },
        list => list_name(list),
    }
}

/// The names of several lists; empty where there is one or none, or one of them has no name.
pub(super) fn several_lists(value: &Value) -> Vec<String> {
    let lists = value.as_array().filter(|lists| lists.len() > 1);
    lists.and_then(|lists| lists.iter().map(list_name).collect()).unwrap_or_default()
}
