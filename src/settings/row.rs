//! The settings as `profile show` lists them.

use std::fmt::Display;

use serde::Serialize;

use super::{Setting, SettingSource, Settings};
use crate::domain::duration::duration_text;
use crate::domain::platform_kind::PlatformKind;
use crate::profile::SecretSource;

/// The settings that only Kore.ai has.
const OF_KORE: [&str; 8] = [
    "stream_id",
    "account_id",
    "client_id",
    "client_secret",
    "schedule_timezone",
    "message_encoding",
    "jti",
    "trigger_path",
];

/// One setting for a reader. A secret's value is never in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingRow {
    /// The setting's name, as a profile spells it.
    pub name: &'static str,
    /// Its value; of a secret, where it is (`set, from env ACME_SECRET`); `None` where it is not set.
    pub value: Option<String>,
    /// Where it came from; `None` where it is not set.
    pub source: Option<String>,
}

impl Settings {
    /// Every setting that the platform has, in the order of the documentation, those that are not set among them.
    #[must_use]
    pub fn rows(&self) -> Vec<SettingRow> {
        let Self {
            profile,
            platform,
            host,
            stream_id,
            account_id,
            client_id,
            client_secret,
            token,
            timezone,
            region,
            schedule_timezone,
            message_encoding,
            rate_limit,
            jti,
            trigger_path,
            timeout,
            deadline,
            ca_cert,
            defaults,
            protected,
        } = self;
        let mut rows = vec![
            optional("profile", profile.as_ref()),
            set("platform", platform),
            set("host", host),
            optional("stream_id", stream_id.as_ref()),
            optional("account_id", account_id.as_ref()),
            optional("client_id", client_id.as_ref()),
            secret("client_secret", client_secret.as_ref()),
            secret("token", token.as_ref()),
            optional("timezone", timezone.as_ref()),
            optional("region", region.as_ref()),
            set("schedule_timezone", schedule_timezone),
            set("message_encoding", message_encoding),
            optional("rate_limit", rate_limit.as_ref()),
            set("jti", jti),
            optional("trigger_path", trigger_path.as_ref()),
            row("timeout", Some((duration_text(timeout.value), &timeout.source))),
            row("deadline", deadline.as_ref().map(|limit| (duration_text(limit.value), &limit.source))),
            row("ca_cert", ca_cert.as_ref().map(|file| (file.value.display().to_string(), &file.source))),
            row("defaults", defaults.as_ref().map(|file| (file.value.display().to_string(), &file.source))),
            set("protected", protected),
        ];
        rows.retain(|row| is_of(platform.value, row.name));
        rows
    }
}

/// Whether the platform has the setting of this name.
pub(super) fn is_of(platform: PlatformKind, name: &str) -> bool {
    match platform {
        PlatformKind::Kore => true,
        PlatformKind::Burki => !OF_KORE.contains(&name),
    }
}

fn set<T: Display>(name: &'static str, setting: &Setting<T>) -> SettingRow {
    optional(name, Some(setting))
}

fn optional<T: Display>(name: &'static str, setting: Option<&Setting<T>>) -> SettingRow {
    row(name, setting.map(|setting| (setting.value.to_string(), &setting.source)))
}

fn secret(name: &'static str, setting: Option<&Setting<SecretSource>>) -> SettingRow {
    row(name, setting.map(|setting| (format!("set, from {}", setting.value), &setting.source)))
}

fn row(name: &'static str, setting: Option<(String, &SettingSource)>) -> SettingRow {
    let (value, source) = setting.map(|(value, source)| (value, source.to_string())).unzip();
    SettingRow { name, value, source }
}
