//! The places where a setting can be, and the order in which they are asked.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::error::SettingsError;
use super::flags::{Flags, environment_text};
use super::{SandboxAccount, Setting, SettingSource};
use crate::domain::finding::Problem;
use crate::domain::platform_kind::PlatformKind;
use crate::env::Environment;
use crate::profile::{ConfigFile, Profile, ProfileName, SecretKind, SecretSource, expand_home, nearest};
use crate::secret::Secret;

/// A name, and how to look what it names up.
type Named<Place> = (&'static str, fn(&Place) -> Option<&str>);

/// The names of one setting.
pub(super) struct Key {
    flag: Option<Named<Flags>>,
    environment: Option<&'static str>,
    profile: Option<Named<Profile>>,
}

/// Every setting but the secrets.
pub(super) mod key {
    use super::Key;

    macro_rules! keys {
        ($($name:ident: $flag:expr, $environment:expr, $profile:expr;)+) => {$(
            pub(in crate::settings) const $name: Key =
                Key { flag: $flag, environment: $environment, profile: $profile };
        )+};
    }

    keys! {
        PLATFORM: Some(("--platform", |flags| flags.platform.as_deref())), Some("KCAMP_PLATFORM"),
            Some(("platform", |profile| profile.platform.as_deref()));
        HOST: Some(("--host", |flags| flags.host.as_deref())), Some("KCAMP_HOST"),
            Some(("host", |profile| profile.host.as_deref()));
        STREAM_ID: Some(("--stream-id", |flags| flags.stream_id.as_deref())), Some("KCAMP_STREAM_ID"),
            Some(("stream_id", |profile| profile.stream_id.as_deref()));
        ACCOUNT_ID: Some(("--account-id", |flags| flags.account_id.as_deref())), Some("KCAMP_ACCOUNT_ID"),
            Some(("account_id", |profile| profile.account_id.as_deref()));
        CLIENT_ID: Some(("--client-id", |flags| flags.client_id.as_deref())), Some("KCAMP_CLIENT_ID"),
            Some(("client_id", |profile| profile.client_id.as_deref()));
        TIMEZONE: Some(("--timezone", |flags| flags.timezone.as_deref())), Some("KCAMP_TIMEZONE"),
            Some(("timezone", |profile| profile.timezone.as_deref()));
        REGION: None, Some("KCAMP_REGION"), Some(("region", super::said_region));
        SCHEDULE_TIMEZONE: None, Some("KCAMP_SCHEDULE_TIMEZONE"),
            Some(("schedule_timezone", |profile| profile.schedule_timezone.as_deref()));
        MESSAGE_ENCODING: None, Some("KCAMP_MESSAGE_ENCODING"),
            Some(("message_encoding", |profile| profile.message_encoding.as_deref()));
        RATE_LIMIT: None, Some("KCAMP_RATE_LIMIT"),
            Some(("rate_limit", |profile| profile.rate_limit.as_deref()));
        JTI: None, Some("KCAMP_JTI"), Some(("jti", |profile| profile.jti.as_deref()));
        TRIGGER_PATH: None, Some("KCAMP_TRIGGER_PATH"),
            Some(("trigger_path", |profile| profile.trigger_path.as_deref()));
        TIMEOUT: Some(("--timeout", |flags| flags.timeout.as_deref())), Some("KCAMP_TIMEOUT"),
            Some(("timeout", |profile| profile.timeout.as_deref()));
        DEADLINE: Some(("--deadline", |flags| flags.deadline.as_deref())), Some("KCAMP_DEADLINE"), None;
        PROTECTED: None, None, Some(("protected", |profile| profile.protected.as_deref()));
    }
}

/// A text and where it was found.
struct Found<'a> {
    text: &'a str,
    source: SettingSource,
    /// The words for the source in messages.
    place: String,
}

/// Flags, environment and the profile that is in use.
pub(super) struct Layers<'a> {
    flags: &'a Flags,
    environment: &'a Environment,
    chosen: Option<Chosen<'a>>,
}

struct Chosen<'a> {
    name: ProfileName,
    /// The flag, variable or file that named the profile.
    source: SettingSource,
    profile: &'a Profile,
    file: Option<&'a Path>,
}

impl<'a> Layers<'a> {
    /// Finds the profile: the one that is named, or the current one. Where none is, there is none.
    ///
    /// # Errors
    ///
    /// `KCAMP_PROFILE` is not Unicode, the name is not one of a profile, or there is no such profile.
    pub(super) fn new(
        flags: &'a Flags,
        environment: &'a Environment,
        config: Option<&'a ConfigFile>,
        sandbox: Option<&SandboxAccount>,
    ) -> Result<Self, SettingsError> {
        let mut layers = Self { flags, environment, chosen: None };
        let named = match (&flags.profile, environment_text(environment, "KCAMP_PROFILE")?) {
            (Some(name), _) => Some((name.as_str(), "--profile", SettingSource::Flag("--profile"))),
            (None, Some(name)) => Some((name, "KCAMP_PROFILE", SettingSource::Environment("KCAMP_PROFILE"))),
            (None, None) => None,
        };
        let choose = |name: &ProfileName, source| {
            let config = config?;
            let profile = config.profiles.get(name)?;
            Some(Chosen { name: name.clone(), source, profile, file: config.path.as_deref() })
        };
        if let Some((text, place, source)) = named {
            let name = text.parse().map_err(|problem| SettingsError::value(place, problem))?;
            let chosen = choose(&name, source).ok_or_else(|| no_such_profile(place, &name, config))?;
            layers.chosen = Some(chosen);
        } else if let Some(name) = config.and_then(|config| config.current.as_ref()) {
            layers.chosen = choose(name, SettingSource::Current);
            // The sandbox needs no profile, so a stale one does not keep anybody from it.
            if layers.chosen.is_none() && sandbox.is_none() {
                return Err(no_such_profile("current", name, config));
            }
        }
        Ok(layers)
    }

    pub(super) fn profile(&self) -> Option<Setting<ProfileName>> {
        let chosen = self.chosen.as_ref()?;
        Some(Setting { value: chosen.name.clone(), source: chosen.source.clone() })
    }

    /// The setting, read by its own type.
    ///
    /// # Errors
    ///
    /// The variable is not Unicode, or the text of the setting cannot be read.
    pub(super) fn parsed<T: FromStr<Err = Problem>>(
        &self,
        key: &Key,
    ) -> Result<Option<Setting<T>>, SettingsError> {
        self.read(key, T::from_str)
    }

    pub(super) fn parsed_or<T: FromStr<Err = Problem>>(
        &self,
        key: &Key,
        default: T,
    ) -> Result<Setting<T>, SettingsError> {
        Ok(self.parsed(key)?.unwrap_or_else(|| Setting::default_value(default)))
    }

    /// The setting, read by a function.
    ///
    /// # Errors
    ///
    /// The variable is not Unicode, or the function refuses the text of the setting.
    pub(super) fn read<T>(
        &self,
        key: &Key,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Result<Option<Setting<T>>, SettingsError> {
        self.find(key)?
            .map(|found| match read(found.text) {
                Ok(value) => Ok(Setting { value, source: found.source }),
                Err(problem) => Err(SettingsError::value(&found.place, problem)),
            })
            .transpose()
    }

    fn find(&self, key: &Key) -> Result<Option<Found<'_>>, SettingsError> {
        if let Some((name, read)) = key.flag
            && let Some(text) = read(self.flags)
        {
            return Ok(Some(Found { text, source: SettingSource::Flag(name), place: name.to_owned() }));
        }
        if let Some(name) = key.environment
            && let Some(text) = environment_text(self.environment, name)?
        {
            return Ok(Some(Found {
                text,
                source: SettingSource::Environment(name),
                place: name.to_owned(),
            }));
        }
        if let (Some((name, read)), Some(chosen)) = (key.profile, &self.chosen)
            && let Some(text) = read(chosen.profile)
        {
            return Ok(Some(Found { text, source: chosen.as_source(), place: chosen.place(name) }));
        }
        Ok(None)
    }

    /// The certificates' file; a profile's is relative to the configuration file.
    pub(super) fn ca_cert(&self) -> Option<Setting<PathBuf>> {
        let setting = |value, source| Some(Setting { value, source });
        if let Some(path) = &self.flags.ca_cert {
            return setting(path.clone(), SettingSource::Flag("--ca-cert"));
        }
        if let Some(path) = self.environment.value("KCAMP_CA_CERT") {
            return setting(PathBuf::from(path), SettingSource::Environment("KCAMP_CA_CERT"));
        }
        let chosen = self.chosen.as_ref()?;
        let path = Path::new(chosen.profile.ca_cert.as_deref()?);
        setting(chosen.beside_the_file(&expand_home(path, self.environment)), chosen.as_source())
    }

    /// The defaults that campaigns inherit in the place of those that are found.
    pub(super) fn defaults(&self) -> Option<Setting<PathBuf>> {
        let setting = |value, source| Some(Setting { value, source });
        if let Some(path) = self.environment.value("KCAMP_DEFAULTS") {
            return setting(PathBuf::from(path), SettingSource::Environment("KCAMP_DEFAULTS"));
        }
        let chosen = self.chosen.as_ref()?;
        let path = Path::new(chosen.profile.defaults.as_deref()?);
        setting(chosen.beside_the_file(&expand_home(path, self.environment)), chosen.as_source())
    }

    /// Where the client secret is.
    ///
    /// # Errors
    ///
    /// `settings/variable-not-unicode`, `settings/secret-set-twice` where both variables are set, or
    /// `usage/secret-place-unreadable` where the second holds no path.
    pub(super) fn client_secret(
        &self,
        platform: PlatformKind,
    ) -> Result<Option<Setting<SecretSource>>, SettingsError> {
        self.secret(
            self.flags
                .stdin_secret
                .as_ref()
                .filter(|secret| stdin_kind(secret, platform) == SecretKind::ClientSecret),
            ["KCAMP_CLIENT_SECRET", "KCAMP_CLIENT_SECRET_FILE"],
            |profile| profile.client_secret.as_ref(),
        )
    }

    /// Where the ready token or API key is.
    ///
    /// # Errors
    ///
    /// As for [`Self::client_secret`].
    pub(super) fn token(
        &self,
        platform: PlatformKind,
    ) -> Result<Option<Setting<SecretSource>>, SettingsError> {
        self.secret(
            self.flags
                .stdin_secret
                .as_ref()
                .filter(|secret| stdin_kind(secret, platform) != SecretKind::ClientSecret),
            ["KCAMP_TOKEN", "KCAMP_TOKEN_FILE"],
            |profile| profile.token.as_ref(),
        )
    }

    fn secret(
        &self,
        from_stdin: Option<&Secret>,
        [variable, file_variable]: [&'static str; 2],
        of_profile: fn(&Profile) -> Option<&SecretSource>,
    ) -> Result<Option<Setting<SecretSource>>, SettingsError> {
        if let Some(secret) = from_stdin {
            let value = SecretSource::Plain(secret.clone());
            return Ok(Some(Setting { value, source: SettingSource::Flag("--secret-stdin") }));
        }
        let text = environment_text(self.environment, variable)?;
        match (text, self.environment.value(file_variable)) {
            (Some(_), Some(_)) => {
                let message = format!("{variable} and {file_variable} are both set");
                return Err(SettingsError::usage("settings/secret-set-twice", message)
                    .hint_at("unset one of them: kcamp does not guess which is meant"));
            }
            (Some(_), None) => {
                let value = SecretSource::Env(variable.to_owned());
                return Ok(Some(Setting { value, source: SettingSource::Environment(variable) }));
            }
            (None, Some(path)) => {
                let value = SecretSource::file(PathBuf::from(path)).map_err(|why| {
                    SettingsError::usage("usage/secret-place-unreadable", format!("{file_variable}: {why}"))
                })?;
                return Ok(Some(Setting { value, source: SettingSource::Environment(file_variable) }));
            }
            (None, None) => {}
        }
        Ok(self.chosen.as_ref().and_then(|chosen| {
            let value = match of_profile(chosen.profile)? {
                SecretSource::File(path) => {
                    SecretSource::File(chosen.beside_the_file(&expand_home(path, self.environment)))
                }
                source => source.clone(),
            };
            Some(Setting { value, source: chosen.as_source() })
        }))
    }
}

impl Chosen<'_> {
    fn as_source(&self) -> SettingSource {
        SettingSource::Profile(self.name.clone())
    }

    fn place(&self, key: &str) -> String {
        match self.file {
            Some(file) => format!("{key} of profile {} in {}", self.name, file.display()),
            None => format!("{key} of profile {}", self.name),
        }
    }

    /// A relative path of the configuration file is relative to it, not to where kcamp happens to run.
    fn beside_the_file(&self, path: &Path) -> PathBuf {
        self.file.and_then(Path::parent).map_or_else(|| path.to_owned(), |folder| folder.join(path))
    }
}

/// The country of numbers without a country code; one that is empty was asked for and not said.
fn said_region(profile: &Profile) -> Option<&str> {
    profile.region.as_deref().filter(|region| !region.trim().is_empty())
}

/// The input on stdin: always the key of a platform of API keys; otherwise a ready token where it has a token's shape,
/// three parts of which the first begins as every encoded JSON object does, whatever surrounds it.
fn stdin_kind(secret: &Secret, platform: PlatformKind) -> SecretKind {
    match platform {
        PlatformKind::Burki => SecretKind::ApiKey,
        PlatformKind::Kore => {
            let text = secret.expose();
            let begins =
                text.split_whitespace().any(|word| word.trim_start_matches('\u{feff}').starts_with("eyJ"));
            if begins && text.matches('.').count() == 2 {
                SecretKind::Token
            } else {
                SecretKind::ClientSecret
            }
        }
    }
}

fn no_such_profile(place: &str, name: &ProfileName, config: Option<&ConfigFile>) -> SettingsError {
    let known: Vec<&str> =
        config.iter().flat_map(|config| config.profiles.keys().map(ProfileName::as_str)).collect();
    let file = config
        .and_then(|config| config.path.as_ref())
        .map_or_else(String::new, |path| format!(" in {}", path.display()));
    let error = SettingsError::usage(
        "settings/profile-unknown",
        format!("{place}: there is no profile {name}{file}"),
    );
    if known.is_empty() {
        return error.hint_at("no profiles yet; make one with kcamp setup");
    }
    let list = known.join(", ");
    error.hint_at(match nearest(name.as_str(), known) {
        Some(meant) => format!("did you mean {meant}? the profiles are: {list}"),
        None => format!("the profiles are: {list}"),
    })
}
