//! The settings as `profile show` lists them, and as a profile holds them.

use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use super::{Host, Setting, SettingSource, Settings};
use crate::domain::duration::duration_text;
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::number::NumberRegion;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::profile::{Profile, ProfileName, SecretSource, Value};

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

/// A setting as a profile would have it, and where it came from.
pub(super) type Shown<'a> = (ShownValue, &'a SettingSource);

/// The value of a setting as a profile would have it.
pub(super) enum ShownValue {
    Text(String),
    Secret(SecretSource),
}

/// A type of settings.
pub(super) trait SettingValue {
    /// The value as a profile would have it.
    fn shown(&self) -> ShownValue;
}

macro_rules! setting_values {
    ($($type:ty: $shown:expr;)+) => {$(
        impl SettingValue for $type {
            fn shown(&self) -> ShownValue {
                let shown: fn(&Self) -> ShownValue = $shown;
                shown(self)
            }
        }
    )+};
}

setting_values! {
    bool: |value| ShownValue::Text(value.to_string());
    u32: |value| ShownValue::Text(value.to_string());
    String: |value| ShownValue::Text(value.clone());
    ProfileName: |value| ShownValue::Text(value.to_string());
    PlatformKind: |value| ShownValue::Text(value.to_string());
    Host: |value| ShownValue::Text(value.to_string());
    Zone: |value| ShownValue::Text(value.to_string());
    NumberRegion: |value| ShownValue::Text(value.to_string());
    MessageEncoding: |value| ShownValue::Text(value.to_string());
    Duration: |value| ShownValue::Text(duration_text(*value));
    PathBuf: |value| ShownValue::Text(value.display().to_string());
    SecretSource: |value| ShownValue::Secret(value.clone());
}

/// A setting, or one that need not be set.
pub(super) trait ShownSetting {
    /// The value as a profile would have it, with its source; `None` where it is not set.
    fn shown(&self) -> Option<Shown<'_>>;
}

impl<T: SettingValue> ShownSetting for Setting<T> {
    fn shown(&self) -> Option<Shown<'_>> {
        Some((self.value.shown(), &self.source))
    }
}

impl<T: SettingValue> ShownSetting for Option<Setting<T>> {
    fn shown(&self) -> Option<Shown<'_>> {
        self.as_ref()?.shown()
    }
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

    /// The settings that somebody set for the platform, as a profile. Left out are defaults, values of the sandbox, and settings
    /// that no profile has: its own name and the deadline of a command.
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
