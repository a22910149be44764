//! What a profile is made of, from flags and environment, and from questions where those are silent.

use std::str::FromStr;

use super::SetupArgs;
use super::keep::{self, Keeping};
use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::number::NumberRegion;
use crate::domain::platform_kind::{PlatformKind, RepeatingClock};
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::profile::{ConfigFile, Profile, ProfileName};
use crate::settings::{Host, SignIn, identifier};

/// Gathers a profile's values; where nobody can be asked, it notes what is missing and goes on.
pub struct Answers<'a> {
    context: &'a mut Context,
    missing: Vec<&'static str>,
}

/// A value that the wizard asks for.
struct Question {
    /// The flag that gives it.
    flag: &'static str,
    /// What is asked.
    text: &'static str,
    /// What Enter alone means.
    default: Option<String>,
    /// What says whether a text is an answer.
    check: fn(&str) -> Result<(), Problem>,
}

impl<'a> Answers<'a> {
    /// The profile's name and values, all checked.
    pub fn gather(
        args: &SetupArgs,
        existing: &ConfigFile,
        context: &'a mut Context,
    ) -> Result<(ProfileName, Profile), Error> {
        let mut answers = Self { context, missing: Vec::new() };
        let platform = answers.platform()?;
        refuse_foreign(args, platform, answers.context)?;
        let name = answers.name(existing)?;
        let profile = answers.profile(args, platform, &name)?;
        if !answers.missing.is_empty() {
            return Err(Error::usage(
                "usage/missing-values",
                format!("setup needs {}, and there is no terminal to ask on", answers.missing.join(", ")),
            )
            .hint("give them as flags, or run kcamp setup on a terminal"));
        }
        Ok((name, profile))
    }

    /// Without a terminal a profile that is not named is the first one, called `default`.
    fn name(&mut self, existing: &ConfigFile) -> Result<ProfileName, Error> {
        const FIRST: &str = "default";
        let given = self.context.flag_or_variable("--profile", "KCAMP_PROFILE");
        let given =
            if self.context.ui.can_prompt() { given } else { given.or_else(|| Some(FIRST.to_owned())) };
        let default = existing.profiles.is_empty().then(|| FIRST.to_owned());
        let question = Question {
            flag: "--profile",
            text: "name of the profile",
            default,
            check: parses::<ProfileName>,
        };
        let text = self.value(given, &question)?;
        text.parse().map_err(|problem| Error::bad_value("--profile", problem))
    }

    /// Without a terminal a platform that is not named is the one that commands use by default.
    fn platform(&mut self) -> Result<PlatformKind, Error> {
        if let Some(text) = self.context.flag_or_variable("--platform", "KCAMP_PLATFORM") {
            return text.parse().map_err(|problem| Error::bad_value("--platform", problem));
        }
        if !self.context.ui.can_prompt() {
            return Ok(PlatformKind::default());
        }
        let titles = PlatformKind::ALL.map(|platform| platform.title().to_owned());
        let chosen = self.context.ui.prompts().select("which platform?", &titles)?;
        Ok(PlatformKind::ALL[chosen])
    }

    fn profile(
        &mut self,
        args: &SetupArgs,
        platform: PlatformKind,
        name: &ProfileName,
    ) -> Result<Profile, Error> {
        let sign_in = SignIn::to(platform);
        let host = self.asked(
            "--host",
            "KCAMP_HOST",
            "address of the platform",
            Some(SignIn::host(platform).origin()),
            parses::<Host>,
        )?;
        let mut profile = Profile {
            platform: Some(platform.to_string()),
            host: Some(host),
            protected: args.protected.then(|| "true".to_owned()),
            ..Profile::default()
        };
        for id in sign_in.ids {
            (id.put)(&mut profile, self.asked(id.flag, id.variable, id.question, None, not_empty)?);
        }
        let zone_of_machine = self
            .context
            .environment
            .text("TZ")
            .filter(|text| text.parse::<Zone>().is_ok())
            .map(str::to_owned);
        profile.timezone = Some(self.asked(
            "--timezone",
            "KCAMP_TIMEZONE",
            "your time zone, such as Asia/Kolkata",
            zone_of_machine.as_deref(),
            parses::<Zone>,
        )?);
        profile.region = self.region(args)?;
        if let Some(text) = &args.schedule_timezone {
            profile.schedule_timezone = Some(checked("--schedule-timezone", text, parses::<Zone>)?);
        }
        for zone in profile.timezone.iter().chain(&profile.schedule_timezone) {
            if let Some(caution) = zone.parse::<Zone>().ok().and_then(|zone| zone.caution()) {
                self.context.warn_of(&caution);
            }
        }
        let secret = &sign_in.secret;
        match (Keeping { context: self.context, profile: name, secret }).place(args)? {
            Some(source) => (secret.put)(&mut profile, source),
            None => self.missing.push(keep::FLAGS),
        }
        Ok(profile)
    }

    /// The country of numbers without a country code; nothing is an answer too.
    fn region(&mut self, args: &SetupArgs) -> Result<Option<String>, Error> {
        const QUESTION: &str =
            "country of phone numbers without a country code, such as IN (leave empty for none)";
        let optional = |text: &str| match text.trim() {
            "" => Ok(()),
            _ => parses::<NumberRegion>(text),
        };
        let given =
            args.region.clone().or_else(|| self.context.environment.text("KCAMP_REGION").map(str::to_owned));
        let text = match given {
            Some(text) => {
                optional(&text).map_err(|problem| Error::bad_value("--region", problem))?;
                text
            }
            None if !self.context.ui.can_prompt() => return Ok(None),
            None => {
                self.context.ui.prompts().text(QUESTION, None, &|text| optional(text).map_err(in_one_line))?
            }
        };
        Ok((!text.trim().is_empty()).then(|| text.trim().to_ascii_uppercase()))
    }

    fn asked(
        &mut self,
        flag: &'static str,
        variable: &'static str,
        text: &'static str,
        default: Option<&str>,
        check: fn(&str) -> Result<(), Problem>,
    ) -> Result<String, Error> {
        let given = self.context.flag_or_variable(flag, variable);
        let given =
            if self.context.ui.can_prompt() { given } else { given.or_else(|| default.map(str::to_owned)) };
        self.value(given, &Question { flag, text, default: default.map(str::to_owned), check })
    }

    fn value(&mut self, given: Option<String>, question: &Question) -> Result<String, Error> {
        if let Some(text) = given {
            return checked(question.flag, &text, question.check);
        }
        if !self.context.ui.can_prompt() {
            self.missing.push(question.flag);
            return Ok(String::new());
        }
        let check = question.check;
        Ok(self
            .context
            .ui
            .prompts()
            .text(question.text, question.default.as_deref(), &|text| check(text).map_err(in_one_line))?)
    }
}

fn in_one_line(problem: Problem) -> String {
    match problem.help {
        Some(help) => format!("{}; {help}", problem.message),
        None => problem.message,
    }
}

/// Refuses the flags that mean nothing on the platform.
fn refuse_foreign(args: &SetupArgs, platform: PlatformKind, context: &Context) -> Result<(), Error> {
    let own_clock = platform.schedule_clock() == RepeatingClock::Platform;
    let of_clock = args.schedule_timezone.as_ref().filter(|_| !own_clock).map(|_| "--schedule-timezone");
    let foreign = SignIn::foreign_flags(platform).find(|flag| context.flag(flag).is_some()).or(of_clock);
    let Some(flag) = foreign else { return Ok(()) };
    let message = format!("{} has no use for {flag}; nothing was saved", platform.title());
    Err(Error::usage("platform/not-served", message)
        .hint("leave it out, or choose the platform that you mean with --platform"))
}

fn checked(flag: &'static str, text: &str, check: fn(&str) -> Result<(), Problem>) -> Result<String, Error> {
    check(text).map_err(|problem| Error::bad_value(flag, problem))?;
    Ok(text.to_owned())
}

fn parses<T: FromStr<Err = Problem>>(text: &str) -> Result<(), Problem> {
    text.parse::<T>().map(|_| ())
}

fn not_empty(text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() || text.contains(char::is_whitespace) {
        return Err(Problem::error("setup/id-unreadable", format!("{text:?} is not an id"))
            .help("copy it from the platform, without blanks"));
    }
    identifier(text).map(drop)
}
