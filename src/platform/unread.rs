//! The keys of a campaign that an answer has in a form that is not read. What is not known is never sent again.

use std::collections::BTreeSet;

use serde_json::Value;

use super::plain;
use crate::domain::field::Table;
use crate::domain::platform_kind::PlatformKind;

/// A key that is no plain field: its name in campaign files, its places in an answer, and whether a value is read.
pub(super) type Key = (&'static str, &'static [&'static str], fn(&Value) -> bool);

/// The keys that are there and not read, as campaign files write them.
pub(super) fn keys(campaign: &Value, of: &[Key], platform: PlatformKind) -> BTreeSet<String> {
    let own = of.iter().filter(|(_, places, is_read)| is_unread(campaign, places, is_read));
    let plain = Table::of(platform).plain_fields().map(|(field, plain)| (field.dotted(), plain.form));
    let plain = plain.filter(|(place, form)| {
        is_unread(campaign, &[place.as_str()], |value| plain::read(*form, value).is_some())
    });
    own.map(|(name, ..)| (*name).to_owned()).chain(plain.map(|(name, _)| name)).collect()
}

fn is_unread(campaign: &Value, places: &[&str], is_read: impl Fn(&Value) -> bool) -> bool {
    let held: Vec<_> = places.iter().filter_map(|place| held(campaign, place)).collect();
    !held.is_empty() && !held.iter().any(|value| value.is_some_and(&is_read))
}

/// The value at a place; `Some(None)` where something else stands there than the mapping around it, and `None` where
/// there is nothing.
#[expect(clippy::option_option, reason = "nothing, something else and a value are three things")]
fn held<'value>(campaign: &'value Value, place: &str) -> Option<Option<&'value Value>> {
    let (mut held, mut is_at_its_place) = (campaign, true);
    for key in place.split('.') {
        match held {
            Value::Object(fields) => held = fields.get(key)?,
            _ => is_at_its_place = false,
        }
    }
    let is_missing = match held {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    };
    (!is_missing).then_some(is_at_its_place.then_some(held))
}
