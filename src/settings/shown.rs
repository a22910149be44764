//! The values of settings as a profile holds them.

use std::path::PathBuf;
use std::time::Duration;

use super::{Host, Setting, SettingSource};
use crate::domain::duration::duration_text;
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::number::NumberRegion;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::profile::{ProfileName, SecretSource};

/// A setting as a profile would have it, and where it came from.
pub(super) type Shown<'a> = (ShownValue, &'a SettingSource);

/// The value of a setting as a profile would have it.
#[derive(PartialEq, Eq)]
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
