//! The settings, one row each: its type, where it is said besides in a profile, and how it is read. The key of a
//! profile has the name of its row.

use std::path::PathBuf;
use std::time::Duration;

use super::error::SettingsError;
use super::flags::on_or_off;
use super::key::Key;
use super::layers::Layers;
use super::shown::{Shown, ShownSetting as _};
use super::{DEFAULT_TIMEOUT, Host, KORE_RATE_LIMIT, Setting};
use crate::domain::duration::parse_duration;
use crate::domain::finding::Problem;
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::number::NumberRegion;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::profile::{ProfileName, SecretKind, SecretSource};

macro_rules! settings {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty = $key:expr, $read:expr;)+) => {
        /// Everything that is settled before a command runs.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Settings {
            $($(#[doc = $doc])+ pub $name: $type,)+
            /// The place that the profile names as the zone for all commands, or else the environment. A zone that is
            /// no place, such as UTC, and one that was typed for one command say nothing of where people are.
            pub home_zone: Option<Zone>,
            /// The settings that variables replace although `--profile` names a profile, each with its variable.
            pub(super) replaced: Vec<(&'static str, &'static str)>,
        }

        impl Settings {
            /// Reads every setting.
            ///
            /// # Errors
            ///
            /// One of them cannot be read: the first in the order of the documentation.
            pub(super) fn read(layers: &Layers<'_>) -> Result<Self, SettingsError> {
                let mut replaced = Vec::new();
                $(
                    let read: fn(&Layers<'_>, &Key) -> Result<$type, SettingsError> = $read;
                    let key = $key.named(stringify!($name));
                    let $name = read(layers, &key)?;
                    replaced.extend(layers.replaced(&key, read, &$name));
                )+
                Ok(Self { $($name,)+ home_zone: layers.home_zone()?, replaced })
            }

            /// Every setting that the platform has, in the order of the documentation; `None` where it is not set.
            pub(super) fn shown(&self) -> impl Iterator<Item = (&'static str, Option<Shown<'_>>)> {
                let all = [$((stringify!($name), $key, self.$name.shown()),)+];
                let platform = self.platform.value;
                all.into_iter().filter(move |(_, key, _)| key.is_of(platform)).map(|(name, _, shown)| (name, shown))
            }
        }
    };
}

const SAID: Key = Key::SAID;

settings! {
    /// The profile; `None` where none is named or current.
    profile: Option<Setting<ProfileName>> = SAID, |layers, _| Ok(layers.profile());
    /// The service.
    platform: Setting<PlatformKind> = Key::PLATFORM, |layers, _| Ok(layers.platform.clone());
    /// Its address.
    host: Setting<Host> = SAID.flag("--host").variable("KCAMP_HOST").deciding(), |layers, key| layers.host(key);
    /// Kore.ai: bot, app or stream id.
    stream_id: Option<Setting<String>> = SAID.flag("--stream-id").variable("KCAMP_STREAM_ID").of_kore(),
        |layers, key| layers.id(key, |sandbox| &sandbox.stream_id);
    /// Kore.ai: account id. Burki: the user's own name for the account of the key.
    account_id: Option<Setting<String>> = SAID.flag("--account-id").variable("KCAMP_ACCOUNT_ID"),
        |layers, key| match (layers.sandbox, layers.platform.value) {
            // Its key is the only one.
            (Some(_), PlatformKind::Burki) => Ok(None),
            _ => layers.id(key, |sandbox| &sandbox.account_id),
        };
    /// Kore.ai: the claim `appId`.
    client_id: Option<Setting<String>> = SAID.flag("--client-id").variable("KCAMP_CLIENT_ID").of_kore(),
        |layers, key| layers.id(key, |sandbox| &sandbox.client_id);
    /// Kore.ai: where the secret is that tokens are signed with.
    client_secret: Option<Setting<SecretSource>> = SAID.variable("KCAMP_CLIENT_SECRET").of_kore(),
        |layers, key| layers.secret(key, "KCAMP_CLIENT_SECRET_FILE", |kind| kind == SecretKind::ClientSecret);
    /// Where a ready token or API key is. It wins over the client secret.
    token: Option<Setting<SecretSource>> = SAID.variable("KCAMP_TOKEN"),
        |layers, key| layers.secret(key, "KCAMP_TOKEN_FILE", |kind| kind != SecretKind::ClientSecret);
    /// The zone in which the operator types times.
    timezone: Option<Setting<Zone>> = Key::TIMEZONE,
        |layers, key| layers.parsed(key);
    /// The country of numbers without a country code. There is no default.
    region: Option<Setting<NumberRegion>> = SAID.variable("KCAMP_REGION").or_blank().deciding(),
        |layers, key| layers.parsed(key);
    /// The zone of the platform's own clock.
    schedule_timezone: Setting<Zone> = SAID.variable("KCAMP_SCHEDULE_TIMEZONE").of_kore().deciding(),
        |layers, key| or(layers.parsed(key), Zone::utc());
    /// How the text of an sms is written.
    message_encoding: Setting<MessageEncoding> = SAID.variable("KCAMP_MESSAGE_ENCODING").of_kore().deciding(),
        |layers, key| or(layers.parsed(key), MessageEncoding::default());
    /// Further keys of the platform's campaigns that are no settings of them, with commas. Kore.ai contract §8.3.
    harmless_keys: Option<Setting<String>> = SAID.variable("KCAMP_HARMLESS_KEYS").of_kore().deciding(),
        |layers, key| layers.read(key, harmless_keys);
    /// Requests a minute, at least 1; `None` where neither anybody nor the platform's documentation names a number.
    rate_limit: Option<Setting<u32>> = SAID.variable("KCAMP_RATE_LIMIT"),
        |layers, key| Ok(layers.read(key, rate_limit)?.or_else(|| layers.documented_rate_limit()));
    /// Whether a list that ends before it has as many rows as the platform reports is an error. Kore.ai contract §1.6.
    list_totals: Setting<bool> = SAID.variable("KCAMP_LIST_TOTALS"),
        |layers, key| or(layers.read(key, on_or_off), true);
    /// Whether tokens carry `jti`.
    jti: Setting<bool> = SAID.variable("KCAMP_JTI").of_kore().deciding(),
        |layers, key| or(layers.read(key, on_or_off), false);
    /// The path that starts and stops a campaign; `None` is the documented one. Kore.ai contract §10.
    trigger_path: Option<Setting<String>> = SAID.variable("KCAMP_TRIGGER_PATH").of_kore().deciding(),
        |layers, key| layers.read(key, trigger_path);
    /// How long one request may take.
    timeout: Setting<Duration> = SAID.flag("--timeout").variable("KCAMP_TIMEOUT"),
        |layers, key| or(layers.read(key, parse_duration), DEFAULT_TIMEOUT);
    /// How long the whole command may take.
    deadline: Option<Setting<Duration>> = SAID.flag("--deadline").variable("KCAMP_DEADLINE"),
        |layers, key| layers.read(key, parse_duration);
    /// A file with the certificates to trust.
    ca_cert: Option<Setting<PathBuf>> = SAID.flag("--ca-cert").variable("KCAMP_CA_CERT"),
        |layers, key| Ok(layers.path(key));
    /// The defaults that campaigns inherit in the place of those that are found beside them.
    defaults: Option<Setting<PathBuf>> = SAID.variable("KCAMP_DEFAULTS").deciding(), |layers, key| Ok(layers.path(key));
    /// Whether each write asks for the profile's name. Never against the sandbox.
    protected: Setting<bool> = SAID, |layers, key| {
        let said = or(layers.read(key, on_or_off), false)?;
        Ok(if layers.sandbox.is_some() { Setting::of_sandbox(false) } else { said })
    };
}

/// The setting as it is said, or its built-in default.
fn or<T>(said: Result<Option<Setting<T>>, SettingsError>, default: T) -> Result<Setting<T>, SettingsError> {
    Ok(said?.unwrap_or_else(|| Setting::default_value(default)))
}

fn rate_limit(text: &str) -> Result<u32, Problem> {
    text.parse().ok().filter(|requests| *requests > 0).ok_or_else(|| {
        Problem::error(
            "settings/rate-limit-unreadable",
            format!("{text:?} is not a number of requests a minute"),
        )
        .help(format!("write a whole number from 1 on; Kore.ai's limit is {KORE_RATE_LIMIT}"))
    })
}

fn harmless_keys(text: &str) -> Result<String, Problem> {
    let is_key = |key: &str| {
        let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || b"_-.".contains(&sign);
        !key.is_empty() && key.bytes().all(is_sign)
    };
    if text.split(',').map(str::trim).all(is_key) {
        return Ok(text.to_owned());
    }
    Err(Problem::error("settings/harmless-keys-unreadable", format!("{text:?} is not a list of keys")).help(
        "write the keys as kcamp campaign get names them, with commas: ownerTeam,dialingStrategy.label",
    ))
}

fn trigger_path(text: &str) -> Result<String, Problem> {
    let fits = text.starts_with('/')
        && !text.starts_with("//")
        && text.contains("{campaignId}")
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#%\\".contains(&byte));
    if fits {
        return Ok(text.to_owned());
    }
    Err(Problem::error("settings/trigger-path-unreadable", format!("{text:?} is not a path to start campaigns with"))
        .help(
            "write it as /api/v2/public/{streamId}/campaign/trigger/{campaignId}: one slash first, {campaignId} in it, \
             no spaces, no percent signs, no query and no fragment",
        ))
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use crate::env::Environment;
    use crate::profile::Profile;
    use crate::settings::{Flags, SettingsError, resolve};

    /// A further setting is a row of `profile/keys.rs`, which says what a profile holds, and one of
    /// `settings/table.rs`, which says what it means; nothing else here lists settings.
    #[test]
    fn a_setting_is_one_row_of_each_table() -> Result<(), Box<dyn Error>> {
        for name in [
            "message_encoding",
            "harmless_keys",
            "list_totals",
            "jti",
            "trigger_path",
            "region",
            "rate_limit",
            "ca_cert",
        ] {
            let mut rows = Vec::new();
            for folder in ["src/settings", "src/profile"] {
                for file in std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()? {
                    let path = file.path();
                    if path.ends_with("tests.rs") || path.is_dir() {
                        continue;
                    }
                    let text = std::fs::read_to_string(&path)?;
                    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
                    let row = format!("{name}: ");
                    let found = text.lines().filter(|line| line.trim_start().starts_with(&row));
                    rows.extend(found.map(|_| path.file_name().map(std::ffi::OsStr::to_owned)));
                    let code = text.lines().filter(|line| !line.starts_with("use "));
                    let words = code.flat_map(|line| {
                        line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
                    });
                    let is_named = words.filter(|word| *word == name).count();
                    let is_table = path.ends_with("keys.rs") || path.ends_with("table.rs");
                    assert!(is_table || is_named == 0, "{} names {name}", path.display());
                }
            }
            rows.sort();
            assert_eq!(rows, [Some("keys.rs".into()), Some("table.rs".into())], "{name}");
        }
        Ok(())
    }

    #[test]
    fn every_key_of_a_profile_is_a_setting() -> Result<(), SettingsError> {
        let rows = resolve(&Flags::default(), &Environment::default(), None, None)?.rows();
        for (key, _) in Profile::default().values() {
            assert!(rows.iter().any(|row| row.name == key), "{key}");
        }
        let keys: Vec<&str> = Profile::default().values().map(|(key, _)| key).collect();
        let rows: Vec<&str> = rows.iter().map(|row| row.name).filter(|name| keys.contains(name)).collect();
        assert_eq!(rows, keys);
        Ok(())
    }
}
