//! Flags, environment and profile become settings, each with its source. Pure: only the given values are read.
//!
//! A value comes from the flag, otherwise from the environment, otherwise from the profile, otherwise it is the
//! default. With the sandbox, the account is always the sandbox's.

mod account;
mod error;
mod flags;
mod host;
mod identifier;
mod in_words;
mod key;
mod layers;
mod listing;
mod shown;
mod sign_in;
mod table;

use std::time::Duration;

pub use account::{Credential, SigningCredential};
pub use error::SettingsError;
pub use flags::{Flags, SECRET_STDIN, Switches, switches};
pub use host::Host;
pub use identifier::identifier;
pub use sign_in::{AccountId, AccountSecret, Proof, SignIn};
pub use table::Settings;

use crate::domain::finding::Problem;
use crate::domain::platform_kind::{ClockBasis, PlatformKind};
use crate::env::Environment;
use crate::profile::{ConfigFile, ProfileName};
use crate::secret::Secret;
use layers::Layers;

/// Maximum number of requests per minute for one account of Kore.ai. Kore.ai contract §3.
pub const KORE_RATE_LIMIT: u32 = 60;

/// The default time limit of one request.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// The source of a value. As text, it is the name of the flag, the variable or the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingSource {
    /// A flag, such as `--host`.
    Flag(&'static str),
    /// An environment variable, such as `KCAMP_HOST`.
    Environment(&'static str),
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

/// A value and its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    pub value: T,
    /// The source of the value.
    pub source: SettingSource,
}

impl Settings {
    /// How the clock that repeats schedules is known.
    pub fn clock_basis(&self) -> ClockBasis {
        if !self.platform.value.has_own_clock() {
            ClockBasis::Documented
        } else if matches!(self.schedule_timezone.source, SettingSource::Default) {
            ClockBasis::Assumed
        } else {
            ClockBasis::Set
        }
    }
}

impl<T> Setting<T> {
    /// The built-in default of the value.
    pub const fn default_value(value: T) -> Self {
        Self { value, source: SettingSource::Default }
    }

    /// The place of a setting that is written directly: `stdin`, `the profile acme`.
    pub fn written_in(&self) -> String {
        match &self.source {
            SettingSource::Flag(SECRET_STDIN) => "stdin".to_owned(),
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
    /// The address of the sandbox.
    pub host: Host,
    pub stream_id: String,
    pub account_id: String,
    pub client_id: String,
    /// The secret with which it verifies tokens.
    pub client_secret: Secret,
    /// The key that it accepts as Burki.
    pub burki_api_key: Secret,
}

impl SandboxAccount {
    /// The secret that it takes as this platform.
    const fn secret(&self, platform: PlatformKind) -> &Secret {
        match platform {
            PlatformKind::Kore => &self.client_secret,
            PlatformKind::Burki => &self.burki_api_key,
        }
    }
}

/// Resolves all settings. `config` is the configuration file, if there is one. With a `sandbox`, a file that could not
/// be read may be left out.
///
/// # Errors
///
/// The profile is not found, or a setting cannot be read or contradicts another one.
pub fn resolve(
    flags: &Flags,
    environment: &Environment,
    config: Option<&ConfigFile>,
    sandbox: Option<&SandboxAccount>,
) -> Result<Settings, SettingsError> {
    Settings::read(&Layers::new(flags, environment, config, sandbox)?)
}

impl Settings {
    /// The notes about settings that the user may not have intended.
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
        unused.chain(self.token_wins()).chain(self.variables_over_profile()).collect()
    }

    /// The warning that variables, which may be left over from another account, replace values of the profile that was
    /// named for this command, or what would hold without them.
    pub fn variables_over_profile(&self) -> Option<Problem> {
        let profile = self.profile.as_ref().filter(|_| !self.replaced.is_empty())?;
        let named: Vec<String> =
            self.replaced.iter().map(|(setting, variable)| format!("{setting} ({variable})")).collect();
        let variables: Vec<&str> = self.replaced.iter().map(|(_, variable)| *variable).collect();
        let message =
            format!("variables replace values of the profile {}: {}", profile.value, named.join(", "));
        Some(
            Problem::warning("settings/variable-over-profile", message)
                .help(format!("to use the profile's own: unset {}", variables.join(" "))),
        )
    }

    /// The note that a ready token is used instead of the secret for making tokens.
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

#[cfg(test)]
mod tests;
