//! Settings as a profile holds them.

use super::row::is_of;
use super::{Setting, SettingSource, Settings};
use crate::domain::duration::duration_text;
use crate::profile::{Profile, SecretSource};

impl Settings {
    /// The settings that somebody set for the platform, as a profile. Left out are defaults, values of the sandbox, and settings
    /// that no profile has: its own name and the deadline of a command.
    #[must_use]
    pub fn as_profile(&self) -> Profile {
        // Taken apart, so that a setting that is added cannot be forgotten here.
        let Self {
            profile: _,
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
            deadline: _,
            ca_cert,
            defaults,
            protected,
        } = self;
        let has = |key: &str| is_of(platform.value, key);
        let id = |key: &str, id: &Option<Setting<String>>| id.as_ref().filter(|_| has(key)).and_then(text);
        let source = |secret: &Option<Setting<SecretSource>>| {
            secret.as_ref().filter(|secret| is_said(secret)).map(|secret| secret.value.clone())
        };
        let path = |file: &Option<Setting<_>>| {
            file.as_ref().map(|file: &Setting<std::path::PathBuf>| file.value.display().to_string())
        };
        Profile {
            platform: text(platform),
            host: text(host),
            stream_id: id("stream_id", stream_id),
            account_id: id("account_id", account_id),
            client_id: id("client_id", client_id),
            client_secret: source(client_secret).filter(|_| has("client_secret")),
            token: source(token),
            timezone: timezone.as_ref().and_then(text),
            region: region.as_ref().and_then(text),
            schedule_timezone: text(schedule_timezone).filter(|_| has("schedule_timezone")),
            message_encoding: text(message_encoding).filter(|_| has("message_encoding")),
            rate_limit: rate_limit.as_ref().and_then(text),
            jti: text(jti).filter(|_| has("jti")),
            trigger_path: id("trigger_path", trigger_path),
            timeout: is_said(timeout).then(|| duration_text(timeout.value)),
            ca_cert: path(ca_cert),
            defaults: path(defaults),
            protected: text(protected),
        }
    }
}

fn is_said<T>(setting: &Setting<T>) -> bool {
    !matches!(setting.source, SettingSource::Default | SettingSource::Sandbox)
}

fn text<T: ToString>(setting: &Setting<T>) -> Option<String> {
    is_said(setting).then(|| setting.value.to_string())
}
