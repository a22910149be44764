//! Flags, environment and profile become settings, each with its source. Pure: nothing is read but what is given.
//!
//! A value comes from the flag, else from the environment, else from the profile, else it is the default. Against the
//! sandbox the account is the sandbox's, whatever they say.

mod account;
mod as_profile;
mod error;
mod flags;
mod host;
mod layers;
mod row;
mod sign_in;

use std::path::PathBuf;
use std::time::Duration;

pub use account::Credential;
pub use error::SettingsError;
pub use flags::{Flags, Switches, switches};
pub use host::Host;
pub use sign_in::{AccountId, AccountSecret, Proof, SignIn};

use crate::domain::duration::parse_duration;
use crate::domain::finding::Problem;
use crate::domain::masked::is_masked;
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::number::NumberRegion;
use crate::domain::platform_kind::{ClockBasis, PlatformKind, RepeatingClock};
use crate::domain::zone::Zone;
use crate::env::Environment;
use crate::profile::{ConfigFile, ProfileName, SecretSource};
use crate::secret::Secret;
use layers::{Layers, key};

/// Requests a minute for one account of Kore.ai. Kore.ai contract §3.
pub const KORE_RATE_LIMIT: u32 = 60;

/// How long one request may take.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// Where a value came from. Its text is the flag's, the variable's or the profile's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingSource {
    /// A flag, such as `--host`.
    Flag(&'static str),
    /// An environment variable, such as `KCAMP_HOST`.
    Environment(&'static str),
    /// A profile.
    Profile(ProfileName),
    /// The `current:` of the configuration file.
    Current,
    /// The embedded sandbox.
    Sandbox,
    /// The built-in default.
    Default,
}

impl std::fmt::Display for SettingSource {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag(name) | Self::Environment(name) => formatter.write_str(name),
            Self::Profile(name) => write!(formatter, "profile {name}"),
            Self::Current => formatter.write_str("current profile"),
            Self::Sandbox => formatter.write_str("sandbox"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub source: SettingSource,
}

impl Settings {
    /// How it is known on which clock schedules repeat.
    #[must_use]
    pub fn clock_basis(&self) -> ClockBasis {
        match (self.platform.value.schedule_clock(), &self.schedule_timezone.source) {
            (RepeatingClock::Schedule, _) => ClockBasis::Documented,
            (RepeatingClock::Platform, SettingSource::Default) => ClockBasis::Assumed,
            (RepeatingClock::Platform, _) => ClockBasis::Set,
        }
    }
}

impl<T> Setting<T> {
    /// The built-in default of the value.
    pub const fn default_value(value: T) -> Self {
        Self { value, source: SettingSource::Default }
    }

    /// Where it stands, for a setting that is written down where it was set: `stdin`, `the profile acme`.
    #[must_use]
    pub fn written_in(&self) -> String {
        match &self.source {
            SettingSource::Flag("--secret-stdin") => "stdin".to_owned(),
            SettingSource::Profile(name) => format!("the profile {name}"),
            other => other.to_string(),
        }
    }

    const fn of_sandbox(value: T) -> Self {
        Self { value, source: SettingSource::Sandbox }
    }
}

/// The account of a running sandbox.
#[derive(Debug, Clone)]
pub struct SandboxAccount {
    /// Where it listens.
    pub host: Host,
    /// Its stream id.
    pub stream_id: String,
    /// Its account id.
    pub account_id: String,
    /// Its client id.
    pub client_id: String,
    /// The secret that it verifies tokens with.
    pub client_secret: Secret,
    /// The key that it takes as Burki.
    pub burki_api_key: Secret,
}

/// Everything that is settled before a command runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The profile; `None` where none is named or current.
    pub profile: Option<Setting<ProfileName>>,
    /// The service.
    pub platform: Setting<PlatformKind>,
    /// Its address.
    pub host: Setting<Host>,
    /// Kore.ai: bot, app or stream id.
    pub stream_id: Option<Setting<String>>,
    /// Kore.ai: account id.
    pub account_id: Option<Setting<String>>,
    /// Kore.ai: the claim `appId`.
    pub client_id: Option<Setting<String>>,
    /// Kore.ai: where the secret is that tokens are signed with.
    pub client_secret: Option<Setting<SecretSource>>,
    /// Where a ready token or API key is. It wins over the client secret.
    pub token: Option<Setting<SecretSource>>,
    /// The zone in which the operator types times.
    pub timezone: Option<Setting<Zone>>,
    /// The country of numbers without a country code. There is no default.
    pub region: Option<Setting<NumberRegion>>,
    /// The zone of the platform's own clock.
    pub schedule_timezone: Setting<Zone>,
    /// How the text of an sms is written.
    pub message_encoding: Setting<MessageEncoding>,
    /// Requests a minute, at least 1; `None` where neither anybody nor the platform's documentation names a number.
    pub rate_limit: Option<Setting<u32>>,
    /// Whether tokens carry `jti`.
    pub jti: Setting<bool>,
    /// The path that starts and stops a campaign; `None` is the documented one. Kore.ai contract §10.
    pub trigger_path: Option<Setting<String>>,
    /// How long one request may take.
    pub timeout: Setting<Duration>,
    /// How long the whole command may take.
    pub deadline: Option<Setting<Duration>>,
    /// A file with the certificates to trust.
    pub ca_cert: Option<Setting<PathBuf>>,
    /// The defaults that campaigns inherit in the place of those that are found beside them.
    pub defaults: Option<Setting<PathBuf>>,
    /// Whether each write asks for the profile's name. Never against the sandbox.
    pub protected: Setting<bool>,
}

/// Settles everything. `config` is the configuration file where there is one; with a `sandbox`, one that could not be
/// read may as well be left out.
///
/// # Errors
///
/// The profile is not found, or a setting cannot be read or does not go with the others.
pub fn resolve(
    flags: &Flags,
    environment: &Environment,
    config: Option<&ConfigFile>,
    sandbox: Option<&SandboxAccount>,
) -> Result<Settings, SettingsError> {
    let layers = Layers::new(flags, environment, config, sandbox)?;
    let platform = layers.parsed_or(&key::PLATFORM, PlatformKind::default())?;
    let platform_kind = platform.value;
    let default_host = Host::of_platform(platform_kind);
    let mut settings = Settings {
        profile: layers.profile(),
        platform,
        host: Setting::default_value(default_host),
        stream_id: None,
        account_id: None,
        client_id: None,
        client_secret: None,
        token: None,
        timezone: layers.parsed(&key::TIMEZONE)?,
        region: layers.parsed(&key::REGION)?,
        schedule_timezone: layers.parsed_or(&key::SCHEDULE_TIMEZONE, Zone::utc())?,
        message_encoding: layers.parsed_or(&key::MESSAGE_ENCODING, MessageEncoding::default())?,
        rate_limit: layers
            .read(&key::RATE_LIMIT, rate_limit)?
            .or(default_rate_limit(platform_kind).map(Setting::default_value)),
        jti: layers.read(&key::JTI, flags::on_or_off)?.unwrap_or(Setting::default_value(false)),
        trigger_path: layers.read(&key::TRIGGER_PATH, trigger_path)?,
        timeout: layers
            .read(&key::TIMEOUT, parse_duration)?
            .unwrap_or(Setting::default_value(DEFAULT_TIMEOUT)),
        deadline: layers.read(&key::DEADLINE, parse_duration)?,
        ca_cert: layers.ca_cert(),
        defaults: layers.defaults(),
        protected: layers.read(&key::PROTECTED, flags::on_or_off)?.unwrap_or(Setting::default_value(false)),
    };
    if let Some(sandbox) = sandbox {
        settings.host = Setting::of_sandbox(sandbox.host.clone());
        let text = |value: &String| Some(Setting::of_sandbox(value.clone()));
        let secret = |value: &Secret| Some(Setting::of_sandbox(SecretSource::Plain(value.clone())));
        match platform_kind {
            PlatformKind::Kore => {
                settings.stream_id = text(&sandbox.stream_id);
                settings.account_id = text(&sandbox.account_id);
                settings.client_id = text(&sandbox.client_id);
                settings.client_secret = secret(&sandbox.client_secret);
            }
            PlatformKind::Burki => settings.token = secret(&sandbox.burki_api_key),
        }
        settings.protected = Setting::of_sandbox(false);
    } else {
        settings.host = layers.parsed(&key::HOST)?.unwrap_or(settings.host);
        settings.stream_id = layers.read(&key::STREAM_ID, identifier)?;
        settings.account_id = layers.read(&key::ACCOUNT_ID, identifier)?;
        settings.client_id = layers.read(&key::CLIENT_ID, identifier)?;
        settings.client_secret = layers.client_secret(settings.platform.value)?;
        settings.token = layers.token(settings.platform.value)?;
    }
    Ok(settings)
}

impl Settings {
    /// The settings that the user may not have intended.
    #[must_use]
    pub fn notes(&self) -> Vec<Problem> {
        let title = self.platform.value.title();
        let unused = [&self.stream_id, &self.account_id, &self.client_id]
            .into_iter()
            .flatten()
            .map(|id| &id.source)
            .filter_map(|source| match source {
                SettingSource::Flag(flag) => Some(*flag),
                _ => None,
            })
            .filter(|flag| SignIn::foreign_flags(self.platform.value).any(|foreign| foreign == *flag))
            .map(|flag| {
                Problem::note("settings/flag-unused", format!("{title} has no such id: {flag} is not used"))
                    .help("leave it out, or choose the platform that you mean with --platform")
            });
        unused.chain(self.token_wins()).collect()
    }

    /// A ready token beside the secret that tokens are made from.
    fn token_wins(&self) -> Option<Problem> {
        let (PlatformKind::Kore, Some(token), Some(secret)) =
            (self.platform.value, &self.token, &self.client_secret)
        else {
            return None;
        };
        let message = format!(
            "the ready token ({}) is used, and the client secret ({}) is not",
            token.source, secret.source
        );
        Some(
            Problem::note("settings/token-wins", message)
                .help("unset one of them to be sure which one is used"),
        )
    }
}

/// The limit that a platform documents.
const fn default_rate_limit(platform: PlatformKind) -> Option<u32> {
    match platform {
        PlatformKind::Kore => Some(KORE_RATE_LIMIT),
        PlatformKind::Burki => None,
    }
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

/// An id of an account. It travels in headers and paths, so nothing else may travel along; one that somebody masked is none.
///
/// # Errors
///
/// `settings/id-masked`, or `settings/id-unreadable` where it is empty or has another character.
pub fn identifier(text: &str) -> Result<String, Problem> {
    if is_masked(text) {
        return Err(Problem::error(
            "settings/id-masked",
            format!("{text:?} is masked, as ids are in the platform's documentation"),
        )
        .help("copy your own from the platform"));
    }
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte)) {
        return Ok(text.to_owned());
    }
    Err(Problem::error("settings/id-unreadable", format!("{text:?} is not an id"))
        .help("an id has letters, digits, dashes, dots, colons and underscores only"))
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
mod tests;
