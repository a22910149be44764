//! The values of a campaign that come in several forms, and the keys that an answer may have in a form that is not
//! read. An update sends the whole campaign, so that a key which is not known would be removed by it. Kore.ai contract
//! §8.3.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use crate::domain::field::Table;
use crate::domain::kore_campaign::{CONTACT_LISTS, DNC_LISTS};
use crate::domain::live_message::LiveMessage;
use crate::domain::platform_kind::PlatformKind;
use crate::platform::unread::{Key, keys};

/// Each key of an update that an answer has, but for the plain fields.
static KEYS: &[Key] = &[
    ("description", &["description"], Value::is_string),
    ("contactLists", &["contactLists"], are_lists),
    ("dncLists", &["dncLists"], |value| one_list(value).is_some()),
    ("priority", &["priority"], |value| priority(value).is_some()),
    ("format", &["format", "direction"], Value::is_string),
    ("message.template_name", &["message.template_name"], Value::is_string),
    ("message.templateId", &["message.templateId"], Value::is_string),
    ("message.text", &["message.message"], |value| {
        value.as_str().is_some_and(|text| matches!(LiveMessage::read(text), LiveMessage::Known(_)))
    }),
    ("dialingMode", &["dialingMode"], Value::is_string),
    ("dialingStrategy.callerId.phoneNumber", &["dialingStrategy.callerId.phoneNumber"], Value::is_string),
    ("dialingStrategy.callingHours.frequency", &["dialingStrategy.callingHours.frequency"], Value::is_string),
    ("dialingStrategy.callingHours.timezone", &["dialingStrategy.callingHours.timezone"], Value::is_string),
    ("dialingStrategy.callingHours.days", &["dialingStrategy.callingHours.days"], are_windows),
];

/// The places that are read beside those keys, or hold no setting of a campaign but what the platform counts and notes.
/// Its schedule is left out of an update, unless that is off.
static NO_LOSS: &[&str] = &[
    "id",
    "_id",
    "__v",
    "accountId",
    "botId",
    "iId",
    "orgId",
    "streamId",
    "name",
    "lname",
    "campaignType",
    "status",
    "createdAt",
    "createdBy",
    "updatedAt",
    "updatedBy",
    "lastModifiedBy",
    "campaignInstanceId",
    "campaignInstanceUpdatedAt",
    "campaignExecutionType",
    "totalMessagesSent",
    "isImported",
    "schedule",
    "connection",
    "queue_name",
    "experienceFlow",
    "experienceFlowName",
    "enableMachineDetect",
    "dialingStrategy.callingHours.days.day",
    "dialingStrategy.callingHours.days.start",
    "dialingStrategy.callingHours.days.end",
];

/// The keys of a contact list, which are its own wherever it stands. Kore.ai contract §12.
static OF_A_LIST: &[&str] = &[
    "id",
    "_id",
    "name",
    "description",
    "status",
    "source",
    "totalRecordCount",
    "isGlobalDNC",
    "isListInUse",
    "allowDuplicates",
    "mapping",
    "campaignInUse",
    "createdAt",
    "updatedAt",
];

/// The keys that have `false` where their setting is not used, as in the documented answers. Kore.ai contract §6. The
/// `false` of a key that is not known may be what protects people, as in a `callOnHolidays`.
static OFF: &[&str] = &["isFiltersEnabled", "filters", "dialingStrategy.useSystemMappings"];

/// All places of an answer that are read, or with which nothing is lost.
static READ: LazyLock<Vec<String>> = LazyLock::new(|| {
    let own = KEYS.iter().flat_map(|(_, places, _)| places.iter()).chain(NO_LOSS).map(ToString::to_string);
    own.chain(Table::of(PlatformKind::Kore).plain_fields().map(|(field, _)| field.dotted())).collect()
});

/// The keys that the campaign has and that are not read: in another form, or not known at all.
pub(super) fn unread(campaign: &Value) -> BTreeSet<String> {
    let mut found = keys(campaign, KEYS, PlatformKind::Kore);
    let mut unknown = Vec::new();
    gather_unknown(campaign, "", &mut unknown);
    // Of a key in another form nothing is known, whatever is in it.
    unknown.retain(|place| !found.iter().any(|key| is_below(place, key)));
    found.extend(unknown);
    found
}

/// Whether an unread key is one of those that the user calls harmless. A key that kcamp reads in another form never is.
pub(super) fn is_harmless(key: &str, harmless: &[String]) -> bool {
    let is_read = KEYS.iter().any(|(name, ..)| *name == key) || READ.iter().any(|read| read == key);
    !is_read && harmless.iter().any(|other| other == key)
}

/// Whether an unread key of a row of the list is a setting for certain, and not what the platform counts or notes
/// there.
pub(super) fn is_setting(key: &str) -> bool {
    let is_filter =
        ["isFiltersEnabled", "filters", "filter"].contains(&key.rsplit('.').next().unwrap_or(key));
    is_filter || is_below(key, "dialingStrategy") && !READ.iter().any(|read| read == key)
}

fn gather_unknown(value: &Value, at: &str, unknown: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather_unknown(item, at, unknown)),
        Value::Object(fields) => {
            for (key, value) in fields {
                let place = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                if says_nothing(value, &place) {
                    continue;
                }
                let is_of_a_list = is_list(at) && OF_A_LIST.contains(&key.as_str());
                if is_list(&place) || READ.iter().any(|read| is_below(read, &place)) {
                    gather_unknown(value, &place, unknown);
                } else if !is_of_a_list && !READ.contains(&place) {
                    unknown.push(place);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_list(place: &str) -> bool {
    [CONTACT_LISTS, DNC_LISTS].contains(&place)
}

fn is_below(place: &str, above: &str) -> bool {
    place.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
}

/// Whether nothing is lost with a value.
fn says_nothing(value: &Value, place: &str) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(is_on) => !is_on && OFF.contains(&place),
        Value::Number(_) => false,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(|item| says_nothing(item, place)),
        Value::Object(fields) => fields.values().all(|field| says_nothing(field, place)),
    }
}

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

/// The name of the one list, alone or in an array. A campaign has one do-not-contact list, so that of several none
/// could be sent again.
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
