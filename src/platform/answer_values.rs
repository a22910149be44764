//! Values in the answers of all platforms.

use jiff::Timestamp;
use serde_json::Value;

use crate::domain::live::CampaignStatus;
use crate::domain::name::NameKey;

/// The text under a key; `None` where it is missing or empty.
pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}

/// The instant under a key.
pub(super) fn instant(value: &Value, key: &str) -> Option<Timestamp> {
    value.get(key)?.as_str()?.parse().ok()
}

/// The status that an answer names; an unknown one where it names none.
pub(super) fn status(value: &Value) -> CampaignStatus {
    value["status"].as_str().map_or_else(CampaignStatus::untold, CampaignStatus::reported)
}

/// The name that an answer tells, in quotes, if it looks like none of these names.
pub(super) fn unlike_names(told: &str, names: &[&str]) -> Option<String> {
    (!names.iter().any(|known| NameKey::of(known) == NameKey::of(told))).then(|| format!("{told:?}"))
}
