//! The sources of a setting, and their order.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::error::SettingsError;
use super::flags::{Flags, SECRET_STDIN, environment_text};
use super::key::Key;
use super::shown::ShownSetting;
use super::{Host, KORE_RATE_LIMIT, SandboxAccount, Setting, SettingSource, SignIn, identifier};
use crate::domain::finding::Problem;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::env::Environment;
use crate::profile::{
    ConfigFile, Profile, ProfileName, SecretKind, SecretSource, Value, expand_home, nearest,
};
use crate::secret::Secret;

/// A text and its source.
struct SourcedText<'a> {
    text: &'a str,
    source: SettingSource,
    /// The words for the source in messages.
    place: String,
}

/// The flags, the environment and the profile in use.
pub(super) struct Layers<'a> {
    flags: &'a Flags,
    environment: &'a Environment,
    chosen: Option<Chosen<'a>>,
    /// The sandbox, whose account it is whatever else is said.
    pub(super) sandbox: Option<&'a SandboxAccount>,
    /// The service, which decides what the other settings are.
    pub(super) platform: Setting<PlatformKind>,
}

#[derive(Clone)]
struct Chosen<'a> {
    name: ProfileName,
    /// The flag, variable or file that named the profile.
    source: SettingSource,
    profile: &'a Profile,
    file: Option<&'a Path>,
}

impl<'a> Layers<'a> {
    /// Finds the profile: the named one, or the current one. There may be none.
    ///
    /// # Errors
    ///
    /// `KCAMP_PROFILE` is not Unicode, the name is not one of a profile, there is no such profile, or the platform is
    /// none.
    pub(super) fn new(
        flags: &'a Flags,
        environment: &'a Environment,
        config: Option<&'a ConfigFile>,
        sandbox: Option<&'a SandboxAccount>,
    ) -> Result<Self, SettingsError> {
        let platform = Setting::default_value(PlatformKind::default());
        let mut layers = Self { flags, environment, chosen: None, sandbox, platform };
        let named = match (flags.text("--profile"), environment_text(environment, "KCAMP_PROFILE")?) {
            (Some(name), _) => Some((name, "--profile", SettingSource::Flag("--profile"))),
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
            // The sandbox needs no profile, so an outdated name must not prevent its use.
            if layers.chosen.is_none() && sandbox.is_none() {
                return Err(no_such_profile("current", name, config));
            }
        }
        layers.with_platform()
    }

    /// With the platform that they say, or the default one.
    fn with_platform(mut self) -> Result<Self, SettingsError> {
        let said = self.parsed(&Key::PLATFORM.named("platform"))?;
        self.platform = said.unwrap_or_else(|| Setting::default_value(PlatformKind::default()));
        Ok(self)
    }

    pub(super) fn profile(&self) -> Option<Setting<ProfileName>> {
        let chosen = self.chosen.as_ref()?;
        Some(Setting { value: chosen.name.clone(), source: chosen.source.clone() })
    }

    /// The setting, read with its own type.
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

    /// The zone of all commands, where it is of a place: the profile's, or else the environment's. One that cannot be
    /// read is an error of the setting itself, unless another one takes its place.
    ///
    /// # Errors
    ///
    /// The variable is not Unicode.
    pub(super) fn home_zone(&self) -> Result<Option<Zone>, SettingsError> {
        let key = Key::TIMEZONE.named("timezone");
        let of_profile = self.chosen.as_ref().and_then(|chosen| chosen.text(&key));
        let of_variable = match key.variable {
            Some(variable) => environment_text(self.environment, variable)?,
            None => None,
        };
        let mut zones =
            [of_profile, of_variable].into_iter().flatten().filter_map(|text| text.parse::<Zone>().ok());
        Ok(zones.find(Zone::is_of_a_place))
    }

    fn find(&self, key: &Key) -> Result<Option<SourcedText<'_>>, SettingsError> {
        if let Some(flag) = key.flag
            && let Some(text) = self.flags.text(flag)
        {
            return Ok(Some(SourcedText { text, source: SettingSource::Flag(flag), place: flag.to_owned() }));
        }
        if let Some(variable) = key.variable
            && let Some(text) = environment_text(self.environment, variable)?
        {
            let place = variable.to_owned();
            return Ok(Some(SourcedText { text, source: SettingSource::Environment(variable), place }));
        }
        Ok(self.chosen.as_ref().and_then(|chosen| {
            let text = chosen.text(key).filter(|text| !(key.may_be_blank && text.trim().is_empty()))?;
            Some(SourcedText { text, source: chosen.as_source(), place: chosen.place(key.name) })
        }))
    }

    /// The name and the variable of a setting that a variable sets, where without it another value would hold, because
    /// the profile named with `--profile` or a default says so. What the profile lacks is named if it decides what is
    /// sent.
    pub(super) fn replaced<T: ShownSetting>(
        &self,
        key: &Key,
        read: fn(&Layers<'_>, &Key) -> Result<T, SettingsError>,
        setting: &T,
    ) -> Option<(&'static str, &'static str)> {
        let chosen = self.chosen.as_ref().filter(|chosen| matches!(chosen.source, SettingSource::Flag(_)))?;
        let (value, SettingSource::Environment(variable)) = setting.shown()? else { return None };
        // A ready token is used in the place of a secret.
        let of_secret = || chosen.profile.value("client_secret").filter(|_| key.name == "token");
        let is_said = match chosen.profile.value(key.name).or_else(of_secret) {
            Some(Value::Text(text)) => !text.trim().is_empty(),
            said => said.is_some(),
        };
        let (chosen, platform) = (Some(chosen.clone()), self.platform.clone());
        let own = Layers { environment: &Environment::default(), chosen, platform, ..*self };
        let own = own.with_platform().ok()?;
        let is_same = read(&own, key).is_ok_and(|own| own.shown().is_some_and(|(own, _)| own == value));
        let is_named = is_said || key.decides_what_is_sent && key.is_of(self.platform.value);
        (is_named && !is_same).then_some((key.name, *variable))
    }

    /// A file; a profile's is relative to the configuration file.
    pub(super) fn path(&self, key: &Key) -> Option<Setting<PathBuf>> {
        let of_flag = || Some((key.flag?, self.flags.value(key.flag?)?));
        if let Some((flag, path)) = of_flag() {
            return Some(Setting { value: path.into(), source: SettingSource::Flag(flag) });
        }
        let of_variable = || Some((key.variable?, self.environment.value(key.variable?)?));
        if let Some((variable, path)) = of_variable() {
            return Some(Setting { value: path.into(), source: SettingSource::Environment(variable) });
        }
        let chosen = self.chosen.as_ref()?;
        let path = expand_home(Path::new(chosen.text(key)?), self.environment);
        Some(Setting { value: chosen.beside_the_file(&path), source: chosen.as_source() })
    }

    /// The address: the sandbox's, the one that is said, or the platform's own.
    ///
    /// # Errors
    ///
    /// As for [`Self::read`].
    pub(super) fn host(&self, key: &Key) -> Result<Setting<Host>, SettingsError> {
        if let Some(sandbox) = self.sandbox {
            return Ok(Setting::of_sandbox(sandbox.host.clone()));
        }
        let own = || Setting::default_value(Host::of_platform(self.platform.value));
        Ok(self.parsed(key)?.unwrap_or_else(own))
    }

    /// An id of the account; against the sandbox it is the sandbox's, where the platform has such an id.
    ///
    /// # Errors
    ///
    /// As for [`Self::read`].
    pub(super) fn id(
        &self,
        key: &Key,
        of_sandbox: fn(&SandboxAccount) -> &String,
    ) -> Result<Option<Setting<String>>, SettingsError> {
        match self.sandbox.filter(|_| key.is_of(self.platform.value)) {
            Some(sandbox) => Ok(Some(Setting::of_sandbox(of_sandbox(sandbox).clone()))),
            None if self.sandbox.is_some() => Ok(None),
            None => self.read(key, identifier),
        }
    }

    /// The limit that the platform documents.
    pub(super) const fn documented_rate_limit(&self) -> Option<Setting<u32>> {
        match self.platform.value {
            PlatformKind::Kore => Some(Setting::default_value(KORE_RATE_LIMIT)),
            PlatformKind::Burki => None,
        }
    }

    /// Where a secret of the kinds that the setting takes is: in its variable, in the file that another variable names,
    /// or where the profile says.
    ///
    /// # Errors
    ///
    /// `settings/variable-not-unicode`, `settings/secret-set-twice` where both variables are set, or
    /// `usage/secret-place-unreadable` where the second holds no path.
    pub(super) fn secret(
        &self,
        key: &Key,
        file_variable: &'static str,
        takes: fn(SecretKind) -> bool,
    ) -> Result<Option<Setting<SecretSource>>, SettingsError> {
        let platform = self.platform.value;
        let plain = |secret: &Secret| SecretSource::Plain(secret.clone());
        if let Some(sandbox) = self.sandbox {
            let is_own = takes(SignIn::to(platform).secret.kind);
            return Ok(is_own.then(|| Setting::of_sandbox(plain(sandbox.secret(platform)))));
        }
        if let Some(secret) = &self.flags.stdin_secret
            && takes(stdin_kind(secret, platform))
        {
            return Ok(Some(Setting { value: plain(secret), source: SettingSource::Flag(SECRET_STDIN) }));
        }
        if let Some(variable) = key.variable
            && let Some(said) = self.secret_variable(variable, file_variable)?
        {
            return Ok(Some(said));
        }
        Ok(self.chosen.as_ref().and_then(|chosen| {
            let Value::Secret(source) = chosen.profile.value(key.name)? else { return None };
            let value = match source {
                SecretSource::File(path) => {
                    SecretSource::File(chosen.beside_the_file(&expand_home(path, self.environment)))
                }
                source => source.clone(),
            };
            Some(Setting { value, source: chosen.as_source() })
        }))
    }

    fn secret_variable(
        &self,
        variable: &'static str,
        file_variable: &'static str,
    ) -> Result<Option<Setting<SecretSource>>, SettingsError> {
        let text = environment_text(self.environment, variable)?;
        match (text, self.environment.value(file_variable)) {
            (Some(_), Some(_)) => {
                let message = format!("{variable} and {file_variable} are both set");
                Err(SettingsError::usage("settings/secret-set-twice", message)
                    .hint_at("unset one of them: kcamp does not guess which is meant"))
            }
            (Some(_), None) => {
                let value = SecretSource::Env(variable.to_owned());
                Ok(Some(Setting { value, source: SettingSource::Environment(variable) }))
            }
            (None, Some(path)) => {
                let value = SecretSource::file(PathBuf::from(path)).map_err(|why| {
                    SettingsError::usage("usage/secret-place-unreadable", format!("{file_variable}: {why}"))
                })?;
                Ok(Some(Setting { value, source: SettingSource::Environment(file_variable) }))
            }
            (None, None) => Ok(None),
        }
    }
}

impl Chosen<'_> {
    fn text(&self, key: &Key) -> Option<&str> {
        match self.profile.value(key.name)? {
            Value::Text(text) => Some(text),
            Value::Secret(_) => None,
        }
    }

    fn as_source(&self) -> SettingSource {
        SettingSource::Profile(self.name.clone())
    }

    fn place(&self, key: &str) -> String {
        match self.file {
            Some(file) => format!("{key} of profile {} in {}", self.name, file.display()),
            None => format!("{key} of profile {}", self.name),
        }
    }

    /// A path relative to the configuration file, not to the working folder.
    fn beside_the_file(&self, path: &Path) -> PathBuf {
        self.file.and_then(Path::parent).map_or_else(|| path.to_owned(), |folder| folder.join(path))
    }
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
