//! The settings as `profile show` lists them, and as a profile holds them.

use serde::Serialize;

use super::shown::{Shown, ShownValue};
use super::{SettingSource, Settings};
use crate::profile::{Profile, Value};

/// One setting as shown. It never contains the value of a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingRow {
    /// The setting's name, as in a profile.
    pub name: &'static str,
    /// Its value. For a secret, its source (`set, from env ACME_SECRET`). `None` if it is not set.
    pub value: Option<String>,
    /// The source of the value; `None` if it is not set.
    pub source: Option<String>,
}

impl Settings {
    /// Every setting that the platform has, in the order of the documentation, including those that are not set.
    pub fn rows(&self) -> Vec<SettingRow> {
        let row = |(name, shown): (_, Option<Shown<'_>>)| {
            let (value, source) = shown.map(|(value, source)| (value, source.to_string())).unzip();
            let value = value.map(|value| match value {
                ShownValue::Text(text) => text,
                ShownValue::Secret(place) => format!("set, from {place}"),
            });
            SettingRow { name, value, source }
        };
        self.shown().map(row).collect()
    }

    /// The settings that somebody set for the platform, as a profile. Left out are defaults, values of the sandbox, and
    /// settings that no profile has: its own name and the deadline of a command.
    pub fn as_profile(&self) -> Profile {
        let mut profile = Profile::default();
        for (name, shown) in self.shown() {
            match shown {
                None | Some((_, SettingSource::Default | SettingSource::Sandbox)) => {}
                Some((ShownValue::Text(text), _)) => profile.put(name, Value::Text(&text)),
                Some((ShownValue::Secret(place), _)) => profile.put(name, Value::Secret(&place)),
            }
        }
        profile
    }
}
