//! The values of a profile, from flags and environment, and else from questions.

use super::SetupArgs;
use super::given::{
    NO_REGION, checked, given, is_duration, is_id, is_id_of, is_region, parses, refuse_wrong_values,
};
use super::keep::{self, Asking, Keeping, Present, SecretPlace, lasting};
use super::vault::{KeychainEntry, Vault};
use crate::context::Context;
use crate::domain::choice::folded;
use crate::domain::effect::Effect;
use crate::domain::finding::Problem;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::plural::give_as_flags;
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::exit::Exit;
use crate::profile::{ConfigFile, Profile, ProfileName, SecretSource};
use crate::secret::Secret;
use crate::settings::{AccountId, Host, SignIn};
use crate::ui::prompt::Answer;

/// Gathers a profile's values. If the user cannot be asked, missing values are noted and the setup continues.
pub struct Answers<'a> {
    pub context: &'a mut Context,
    pub(super) args: &'a SetupArgs,
    /// The existing profiles.
    pub(super) existing: &'a ConfigFile,
    pub name: ProfileName,
    pub(super) platform: PlatformKind,
    /// The values so far. For a changed profile, they start with its current values.
    pub profile: Profile,
    /// The keychain that gets the secret before the profile is saved. Until then the profile has it in plain text.
    pub(super) keychain: Option<Vault>,
    /// The entry of a keychain that was written for the profile.
    pub entry: Option<KeychainEntry>,
    pub(super) missing: Vec<&'static str>,
    /// Whether the user typed answers, which would have to be typed again.
    pub(super) is_asked: bool,
    /// Whether the user chose that numbers without a country code have no country.
    pub(super) has_no_region: bool,
}

/// A value that setup asks for.
struct Question<'check> {
    /// The flag for the value.
    flag: &'static str,
    /// The variable for the value.
    variable: &'static str,
    /// The question.
    text: &'static str,
    /// The answer for Enter alone; `None` if there is no default.
    default: Option<String>,
    /// The check of an answer.
    check: &'check dyn Fn(&str) -> Result<(), Problem>,
}

/// An answer that may be corrected.
#[derive(Debug, Clone, Copy)]
pub enum Correction {
    Host,
    Id(&'static AccountId),
    Secret,
}

impl Correction {
    /// Whether an error's reason names the answer, in whichever spelling.
    pub fn is_named_in(self, reason: &str) -> bool {
        matches!(self, Self::Id(id) if folded(reason).contains(&folded(id.flag)))
    }
}

impl<'a> Answers<'a> {
    /// Asks whether the profile with this name may be replaced, and for the platform, on which all other questions
    /// depend.
    ///
    /// # Errors
    ///
    /// The platform is unknown and the user cannot be asked, the user does not agree to replace the profile, or a
    /// flag is for the other platform.
    pub fn begin(
        name: ProfileName,
        args: &'a SetupArgs,
        existing: &'a ConfigFile,
        context: &'a mut Context,
    ) -> Result<Self, Error> {
        let old = existing.profiles.get(&name);
        // Without a terminal, wrong or missing values are reported before a missing consent.
        if let Some(old) = old.filter(|_| context.ui.can_prompt()) {
            super::consent_to_replace(&name, old, context)?;
        }
        let platform = platform(old, args, context)?;
        let is_given = |flag, variable| context.flag_or_variable(flag, variable).is_some();
        let is_asked = context.ui.can_prompt()
            && !(is_given("--profile", "KCAMP_PROFILE") && is_given("--platform", "KCAMP_PLATFORM"));
        refuse_foreign(args, platform, context)?;
        let profile = match old {
            Some(old) if platform_of(old) == Some(platform) => old.clone(),
            Some(Profile { timezone, region, protected, .. }) => Profile {
                timezone: timezone.clone(),
                region: region.clone(),
                protected: protected.clone(),
                ..Profile::default()
            },
            None => Profile::default(),
        };
        Ok(Self {
            context,
            args,
            existing,
            name,
            platform,
            profile,
            keychain: None,
            entry: None,
            missing: Vec::new(),
            is_asked,
            has_no_region: false,
        })
    }

    /// Gathers all values; each is checked when it is given.
    ///
    /// # Errors
    ///
    /// A value cannot be used, or is missing and there is no terminal.
    pub fn fill(&mut self) -> Result<(), Error> {
        self.profile.platform = Some(self.platform.to_string());
        if !self.args.from_env {
            refuse_wrong_values(self.platform, self.args, self.context)?;
        }
        if self.args.protected {
            self.profile.protected = Some("true".to_owned());
        }
        if let Some(text) = &self.args.schedule_timezone {
            let zone = checked("--schedule-timezone", text.trim(), parses::<Zone>)?;
            self.profile.schedule_timezone = Some(zone);
        }
        if self.args.from_env {
            self.take_environment()?;
        } else {
            self.connection()?;
            self.host(Asking::First)?;
            for id in SignIn::to(self.platform).ids {
                self.id(id, Asking::First)?;
            }
            self.account_name()?;
            self.timezone()?;
            self.region()?;
            self.secret(Asking::First)?;
        }
        let host = self.profile.host.as_deref().and_then(|host| host.parse::<Host>().ok());
        if let Some(host) = host.filter(Host::is_loopback) {
            let origin = host.origin();
            let message = format!("{origin} is this machine: the profile is for a rehearsal");
            self.context.ui.problem(&Problem::warning("setup/for-a-rehearsal", message));
        }
        for zone in self.profile.timezone.iter().chain(&self.profile.schedule_timezone) {
            if let Some(caution) = zone.parse::<Zone>().ok().and_then(|zone| zone.caution()) {
                self.context.ui.problem(&caution);
            }
        }
        if self.missing.is_empty() {
            return Ok(());
        }
        let missing = self.missing.join(", ");
        Err(if self.args.from_env {
            Error::usage(
                "usage/missing-values",
                format!("setup --from-env needs {missing} in the environment"),
            )
            .hint("set the variables, or give the values as flags")
        } else {
            Error::usage(
                "usage/missing-values",
                format!("setup needs {missing}, and there is no terminal to ask on"),
            )
            .hint(give_as_flags(self.missing.len(), ""))
        })
    }

    /// Sets the values of the flags about requests. The check uses them, and so does every later command.
    fn connection(&mut self) -> Result<(), Error> {
        let given = self.context.given_flags();
        let value = |flag: &str| given.iter().find(|(given, _)| *given == flag).map(|(_, value)| value);
        if let Some(timeout) = value("--timeout") {
            self.profile.timeout = Some(checked("--timeout", timeout.trim(), is_duration)?);
        }
        if let Some(file) = value("--ca-cert") {
            self.profile.ca_cert = Some(lasting(file));
        }
        Ok(())
    }

    /// The answers that may have caused a failed check, the likely ones first, each with its present value.
    pub fn corrections(&self, error: &Error) -> Vec<(Correction, String)> {
        let sign_in = SignIn::to(self.platform);
        let now = |value: Option<String>| value.unwrap_or_else(|| "not set".to_owned());
        let host = (Correction::Host, format!("address of the platform: {}", now(self.profile.host.clone())));
        let ids = sign_in.ids.iter().map(|id| {
            (Correction::Id(id), format!("{}: {}", id.question, now((id.get)(&self.profile).cloned())))
        });
        let place = self.present().map(|present| present.to_string());
        let secret = (Correction::Secret, format!("{}: {}", sign_in.secret.kind.noun(), now(place)));
        let mut all: Vec<_> = [host].into_iter().chain(ids).chain([secret]).collect();
        if error.exit == Exit::Credentials {
            // If the platform names no answer, the secret, which is last, is the likely cause.
            let named = all.iter().position(|(it, _)| it.is_named_in(&error.reason));
            let likely = named.map_or(all.len(), |at| at + 1);
            all[..likely].rotate_right(1);
        }
        all
    }

    /// Asks for one answer again.
    ///
    /// # Errors
    ///
    /// The question was not answered.
    pub fn correct(&mut self, correction: Correction) -> Result<(), Error> {
        match correction {
            Correction::Host => self.host(Asking::Again),
            Correction::Id(id) => self.id(id, Asking::Again),
            Correction::Secret => self.secret(Asking::Again),
        }
    }

    fn host(&mut self, asking: Asking) -> Result<(), Error> {
        let present = self.profile.host.clone();
        let default = present.unwrap_or_else(|| Host::of_platform(self.platform).origin().to_owned());
        let question = Question {
            flag: "--host",
            variable: "KCAMP_HOST",
            text: "address of the platform",
            default: Some(default),
            check: &parses::<Host>,
        };
        self.profile.host = Some(self.value(&question, asking)?);
        Ok(())
    }

    fn id(&mut self, id: &'static AccountId, asking: Asking) -> Result<(), Error> {
        let (flag, variable, text) = (id.flag, id.variable, id.question);
        let mut asking = asking;
        loop {
            let default = (id.get)(&self.profile).cloned();
            let is_typed = self.context.ui.can_prompt()
                && (asking == Asking::Again || self.context.flag_or_variable(flag, variable).is_none());
            let check = |text: &str| is_id_of(id, text);
            let question = Question { flag, variable, text, default: default.clone(), check: &check };
            let answer = self.value(&question, asking)?;
            let doubt = id.doubt(&answer).filter(|_| default.as_ref() != Some(&answer));
            if let Some(doubt) = &doubt {
                self.context.ui.problem(doubt);
            }
            if doubt.is_none()
                || !is_typed
                || self.context.ui.prompts().confirm("keep this answer?", Answer::No)?
            {
                (id.put)(&mut self.profile, answer);
                return Ok(());
            }
            asking = Asking::Again;
        }
    }

    /// Takes the user's own name for the account from its flag. Whoever does not give it is not asked: one account
    /// needs none.
    fn account_name(&mut self) -> Result<(), Error> {
        let Some(name) = SignIn::to(self.platform).name else { return Ok(()) };
        if let Some(text) = self.context.flag(name.flag) {
            let text = checked(name.flag, text.trim(), is_id)?;
            (name.put)(&mut self.profile, text);
        }
        Ok(())
    }

    fn timezone(&mut self) -> Result<(), Error> {
        // The machine's time zone is only used if the user can see it.
        let of_machine = self.context.machine_zone_to_offer().filter(|_| self.context.ui.can_prompt());
        let question = Question {
            flag: "--timezone",
            variable: "KCAMP_TIMEZONE",
            text: "your time zone, such as Asia/Kolkata",
            default: self.profile.timezone.clone().or(of_machine.map(|zone| zone.to_string())),
            check: &parses::<Zone>,
        };
        self.profile.timezone = Some(self.value(&question, Asking::First)?);
        Ok(())
    }

    /// Asks for the country of numbers without a country code; the answer may be empty.
    ///
    /// # Errors
    ///
    /// The country does not exist, or the question was not answered.
    pub(super) fn region(&mut self) -> Result<(), Error> {
        let flag = self.args.region.clone();
        let flag = flag.map(|text| text.trim().to_owned());
        let text = match flag.or_else(|| given("--region", "KCAMP_REGION", self.args, self.context)) {
            Some(text) => {
                is_region(&text).map_err(|problem| Error::bad_value("--region", problem))?;
                text
            }
            None if !self.context.ui.can_prompt() => return Ok(()),
            None => {
                let present = self.profile.region.clone();
                let question = match present {
                    None => "country of numbers without +, such as IN (or empty)",
                    Some(_) => "country of numbers without + (none for none)",
                };
                let check = |text: &str| is_region(text).map_err(Problem::in_one_line);
                let answer = self.context.ui.prompts().text(question, present.as_deref(), &check)?;
                self.is_asked = true;
                answer
            }
        };
        let is_none = text.trim().is_empty() || text.trim().eq_ignore_ascii_case(NO_REGION);
        self.has_no_region = is_none;
        self.profile.region = (!is_none).then(|| text.trim().to_ascii_uppercase());
        Ok(())
    }

    fn secret(&mut self, asking: Asking) -> Result<(), Error> {
        match self.place(asking)? {
            Some(place) => self.put_secret(place),
            None if self.present().is_some() => {}
            None => self.missing.push(keep::FLAGS),
        }
        Ok(())
    }

    /// The place of the secret; `None` if no flag has it and the user cannot be asked.
    ///
    /// # Errors
    ///
    /// The place in a flag cannot be used, or a question was not answered.
    pub(super) fn place(&mut self, asking: Asking) -> Result<Option<SecretPlace>, Error> {
        let args = self.args;
        let mut keeping = Keeping { asking, ..self.keeping() };
        let found = if asking == Asking::Again { keeping.ask(None).map(Some) } else { keeping.place(args) };
        let named = keeping.named.take();
        match (&found, named) {
            // The command that repeats the setup has the place, even if the question after it was not answered.
            (Err(_), Some(place)) => {
                (SignIn::to(self.platform).secret.put)(&mut self.profile, place);
                self.is_asked = true;
            }
            (Ok(_), Some(_)) => self.is_asked = true,
            (_, None) => {}
        }
        found
    }

    /// Asks for another place than the keychain that did not take the secret, which was typed already.
    ///
    /// # Errors
    ///
    /// The prompt ends.
    pub(super) fn place_elsewhere(&mut self) -> Result<(), Error> {
        let typed = self.for_keychain().map(|(_, secret)| secret.clone());
        // The profile never gets it in plain text without consent.
        let before =
            self.existing.profiles.get(&self.name).filter(|old| platform_of(old) == Some(self.platform));
        self.profile.client_secret = before.and_then(|before| before.client_secret.clone());
        self.profile.token = before.and_then(|before| before.token.clone());
        self.keychain = None;
        let place = self.keeping().ask(typed)?;
        self.put_secret(place);
        Ok(())
    }

    fn keeping(&mut self) -> Keeping<'_> {
        let present = self.present();
        Keeping {
            secret: &SignIn::to(self.platform).secret,
            present,
            named: None,
            asking: Asking::First,
            context: &mut *self.context,
        }
    }

    pub(super) fn put_secret(&mut self, place: SecretPlace) {
        let put = SignIn::to(self.platform).secret.put;
        match place {
            SecretPlace::AsItIs => {}
            SecretPlace::At(place) => {
                put(&mut self.profile, place);
                self.keychain = None;
            }
            SecretPlace::In(vault, secret) => {
                put(&mut self.profile, SecretSource::Plain(secret));
                self.keychain = Some(vault);
            }
        }
    }

    /// The profile's present credential.
    fn present(&self) -> Option<Present> {
        let (kind, source) = SignIn::to(self.platform).proof_in(&self.profile)?;
        Some(Present { kind, source: source.clone(), keychain: self.keychain })
    }

    /// The chosen keychain, and the secret for it.
    pub(super) fn for_keychain(&self) -> Option<(Vault, &Secret)> {
        match (self.keychain, SignIn::to(self.platform).proof_in(&self.profile)) {
            (Some(vault), Some((_, SecretSource::Plain(secret)))) => Some((vault, secret)),
            _ => None,
        }
    }

    fn value(&mut self, question: &Question<'_>, asking: Asking) -> Result<String, Error> {
        if asking == Asking::First
            && let Some(text) = given(question.flag, question.variable, self.args, self.context)
        {
            return checked(question.flag, &text, question.check);
        }
        if !self.context.ui.can_prompt() {
            if let Some(default) = &question.default {
                return Ok(default.clone());
            }
            self.missing.push(question.flag);
            return Ok(String::new());
        }
        let check = |text: &str| (question.check)(text).map_err(Problem::in_one_line);
        let answer = self.context.ui.prompts().text(question.text, question.default.as_deref(), &check)?;
        self.is_asked = true;
        Ok(answer)
    }
}

/// Without a terminal a profile that is not named is the first one, called `default`.
///
/// # Errors
///
/// The answer is no name of a profile, or the prompt ends.
pub(super) fn name(
    existing: &ConfigFile,
    args: &SetupArgs,
    context: &mut Context,
) -> Result<ProfileName, Error> {
    const FIRST: &str = "default";
    let text = match given("--profile", "KCAMP_PROFILE", args, context) {
        Some(given) => given,
        None if !context.ui.can_prompt() => FIRST.to_owned(),
        None => {
            // A user who runs setup again usually changes the profile in use, and is asked before it is replaced.
            let default = existing.current.as_ref().map_or(FIRST, |current| current.as_str());
            let check = |text: &str| parses::<ProfileName>(text).map_err(Problem::in_one_line);
            context.ui.prompts().text("name of the profile", Some(default), &check)?
        }
    };
    text.parse().map_err(|problem| Error::bad_value("--profile", problem))
}

/// The platform. The question offers the present platform first. Without a terminal, the present platform is the
/// default, or else the default of all commands.
fn platform(old: Option<&Profile>, args: &SetupArgs, context: &mut Context) -> Result<PlatformKind, Error> {
    if let Some(text) = given("--platform", "KCAMP_PLATFORM", args, context) {
        return text.parse().map_err(|problem| Error::bad_value("--platform", problem));
    }
    let present = old.and_then(platform_of);
    if !context.ui.can_prompt() {
        return Ok(present.unwrap_or_default());
    }
    let mut kinds = PlatformKind::ALL;
    kinds.sort_by_key(|kind| present != Some(*kind));
    let titles = kinds.map(|platform| platform.title().to_owned());
    let chosen = context.ui.prompts().select("which platform?", &titles)?;
    Ok(kinds[chosen])
}

/// The platform of a profile; `None` if its word is unknown.
fn platform_of(profile: &Profile) -> Option<PlatformKind> {
    profile.platform.as_deref().map_or(Some(PlatformKind::default()), |text| text.parse().ok())
}

/// Refuses flags that have no meaning on the platform.
fn refuse_foreign(args: &SetupArgs, platform: PlatformKind, context: &Context) -> Result<(), Error> {
    let of_clock =
        args.schedule_timezone.as_ref().filter(|_| !platform.has_own_clock()).map(|_| "--schedule-timezone");
    let foreign = SignIn::foreign_flags(platform).find(|flag| context.flag(flag).is_some()).or(of_clock);
    let Some(flag) = foreign else { return Ok(()) };
    let message = format!("{} has no use for {flag}", platform.title());
    Err(Error::usage("platform/not-served", message)
        .with_effect(Effect::NothingSaved)
        .hint("leave it out, or choose the platform that you mean with --platform"))
}
