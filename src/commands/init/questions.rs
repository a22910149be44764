//! The choices for a project, from flags, settings and answers.

use std::iter;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::place::AccountFolder;
use super::{InitArgs, Pipeline};
use crate::commands::campaign_files::texts::read_text;
use crate::context::{Context, GivenFlag, command_line};
use crate::domain::effect::Effect;
use crate::domain::finding::{Problem, Severity};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::plural::give_as_flags;
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{CheckContext, Starter, StarterContext, decode};
use crate::platform::feature::Feature;
use crate::profile::Profile;
use crate::settings::SettingSource;
use crate::ui::in_a_shell;

/// The name of the pipeline's account if no profile is set.
const ACCOUNT: &str = "main";

/// The flags that choose a kind of campaign.
const KIND: [&str; 3] = ["--type", "--format", "--dialing-mode"];

/// The choices for a project.
#[derive(Debug)]
pub(super) struct Project {
    /// The kind of the campaign.
    pub(super) starter: Starter,
    /// The campaign's name.
    pub(super) name: String,
    /// The time zone of its times.
    pub(super) zone: Zone,
    /// The present time.
    pub(super) now: Timestamp,
    /// The service that runs the project's pipeline, or none.
    pub(super) pipeline: Pipeline,
    /// The folder of the campaign's account, which the pipeline uses.
    pub(super) place: AccountFolder,
    /// The known settings of the account.
    pub(super) known: Profile,
    /// Whether tokens are signed with a client secret; else a ready token is needed.
    pub(super) signs_tokens: bool,
}

impl Project {
    /// The choices from flags and settings; on a terminal, the user is asked for missing ones.
    ///
    /// # Errors
    ///
    /// A value is missing or cannot be used. If a question was not answered, the error has the command that asks only
    /// for the remaining values.
    pub(super) fn gather(args: &InitArgs, context: &mut Context) -> Result<Self, Error> {
        let mut answers = Answers { given: args.given().into_iter().chain(context.given_flags()).collect() };
        answers.ask(args, context).map_err(|error| match error.exit {
            Exit::Interrupted => {
                let folder = Some(&args.dir).filter(|dir| *dir != Path::new("."));
                let folder = folder.map(|dir| format!(" {}", in_a_shell(&dir.display().to_string())));
                let error = error.with_effect(Effect::NothingWritten);
                if answers.given.is_empty() {
                    return error;
                }
                let command =
                    command_line(&format!("kcamp init{}", folder.unwrap_or_default()), answers.given);
                error.hint(format!("your answers are in this command: {command}"))
            }
            _ => error,
        })
    }
}

/// The flags for the answers so far.
struct Answers {
    given: Vec<GivenFlag>,
}

impl Answers {
    fn note(&mut self, flag: &'static str, value: String) {
        if !self.given.iter().any(|(given, _)| *given == flag) {
            self.given.push((flag, value));
        }
    }

    fn ask(&mut self, args: &InitArgs, context: &mut Context) -> Result<Project, Error> {
        let zone = context.operator_zone().map_err(|error| with_wrong_flags(error, args, context))?;
        let starter = starter(args, zone.is_none(), context)?;
        let platform = starter.platform();
        if let Some(named) = platform.unless_default() {
            self.note("--platform", named.to_string());
        }
        for flag in KIND {
            if let Some(value) = starter.value(flag) {
                self.note(flag, value.to_owned());
            }
        }
        let settings = context.settings()?;
        let account = match &settings.profile {
            Some(profile) => profile.value.clone(),
            None => ACCOUNT.parse().map_err(|problem| Error::bad_value("the account", problem))?,
        };
        let is_of_account = !context.in_sandbox() && settings.platform.value == platform;
        let known = if is_of_account { settings.as_profile() } else { Profile::default() };
        let place = AccountFolder::find(&args.dir, account, platform)?;
        let now = context.clock.now();
        let name = name(args, &starter, &place, now, context)?;
        self.note("--name", name.clone());
        let zone = match zone {
            Some(zone) => zone,
            None => ask_zone(context)?,
        };
        self.note("--timezone", zone.to_string());
        let pipeline = match args.ci {
            Some(pipeline) => pipeline,
            // An existing project has its pipeline, and a second one would apply everything twice.
            None if place.is_further => Pipeline::None,
            None if context.ui.can_prompt() => ask_pipeline(context)?,
            None => Pipeline::Github,
        };
        if let Some(caution) = zone.caution() {
            context.ui.problem(&caution);
        }
        let signs_tokens = Feature::SignedTokens.of(platform).is_ok();
        Ok(Project { starter, name, zone, now, pipeline, place, known, signs_tokens })
    }
}

/// The platform that the user chose; `None` if it is a default.
fn named_platform(context: &Context) -> Result<Option<PlatformKind>, Error> {
    let platform = &context.settings()?.platform;
    let is_named = !matches!(platform.source, SettingSource::Default | SettingSource::Sandbox);
    Ok(is_named.then_some(platform.value))
}

/// The error about a setting, with those about the flags of init.
fn with_wrong_flags(error: Error, args: &InitArgs, context: &Context) -> Error {
    let (given, of_any) = (kind_given(args), Starter::all());
    let fitting = of_any.iter().find(|it| given.iter().all(|(flag, value)| it.has(flag, value)));
    let of_kind = fitting.is_none().then(|| no_kind(&given, "", &of_any));
    let of_name = args.name.as_ref().zip(fitting.or_else(|| of_any.first())).and_then(|(name, starter)| {
        let problem = check_name(name, starter, context.clock.now()).err()?;
        Some(Error::bad_value("--name", problem))
    });
    error.and_values(of_kind.into_iter().chain(of_name).collect())
}

/// The flags that choose a kind, with their values.
fn kind_given(args: &InitArgs) -> Vec<(&'static str, &str)> {
    let typed = [&args.campaign_type, &args.format, &args.dialing_mode];
    KIND.into_iter().zip(typed).filter_map(|(flag, value)| Some((flag, value.as_deref()?))).collect()
}

/// The error that no kind has these values; `on` names the platform.
fn no_kind(given: &[(&str, &str)], on: &str, of_platform: &[Starter]) -> Error {
    let given: Vec<String> = given.iter().map(|(flag, value)| format!("{flag} {value}")).collect();
    let message = format!("no kind of campaign{on} has {}", given.join(" and "));
    Error::usage("usage/unknown-choice", message).hint(choices(of_platform))
}

fn starter(args: &InitArgs, lacks_zone: bool, context: &mut Context) -> Result<Starter, Error> {
    let given = kind_given(args);
    let named = named_platform(context)?;
    let mut fitting = Starter::all();
    fitting.retain(|it| named.is_none_or(|named| it.platform() == named));
    let of_platform = fitting.clone();
    fitting.retain(|it| given.iter().all(|(flag, value)| it.has(flag, value)));
    if fitting.is_empty() {
        let on = named.map(|named| format!(" of {}", named.title())).unwrap_or_default();
        return Err(no_kind(&given, &on, &of_platform));
    }
    if fitting.len() > 1 && context.ui.can_prompt() {
        let folder = std::path::absolute(&args.dir).unwrap_or_else(|_| args.dir.clone());
        // An absolute path of `.` may end in a dot.
        let folder = folder.components().collect::<PathBuf>();
        context.ui.talk(&format!("the files of the project go into {}", folder.display()));
        let items: Vec<String> =
            fitting.iter().map(|it| format!("{}: {}", it.label, it.description)).collect();
        let chosen = context.ui.prompts().select("which kind of campaign?", &items)?;
        return Ok(fitting.swap_remove(chosen));
    }
    let platform = context.settings()?.platform.value;
    if fitting.iter().any(|it| it.platform() == platform) {
        fitting.retain(|it| it.platform() == platform);
    }
    let missing = [
        ("--type", args.campaign_type.is_none() && fitting.len() > 1),
        (
            "--dialing-mode",
            args.campaign_type.is_some()
                && fitting.len() > 1
                && fitting.iter().all(|it| it.value("--dialing-mode").is_some()),
        ),
        ("--timezone", lacks_zone && !context.ui.can_prompt()),
    ];
    let missing: Vec<&str> = missing.iter().filter(|(_, is)| *is).map(|(flag, _)| *flag).collect();
    if missing.is_empty() {
        return Ok(fitting.swap_remove(0));
    }
    let error = Error::usage("usage/missing-values", format!("init needs {}", missing.join(", ")));
    let is_kind_open = missing.iter().any(|flag| KIND.contains(flag));
    let error = if is_kind_open { error.hint(choices(&fitting)) } else { error };
    Err(error.hint(give_as_flags(missing.len(), "")))
}

/// The flags for each of these kinds.
fn choices(kinds: &[Starter]) -> String {
    let said = kinds.iter().map(|kind| {
        let platform = kind.platform().unless_default().map(|named| format!("--platform {named}"));
        let flags = KIND.iter().filter_map(|flag| Some(format!("{flag} {}", kind.value(flag)?)));
        platform.into_iter().chain(flags).collect::<Vec<String>>().join(" ")
    });
    format!("choose one of: {}", said.collect::<Vec<String>>().join("; "))
}

fn name(
    args: &InitArgs,
    starter: &Starter,
    place: &AccountFolder,
    now: Timestamp,
    context: &mut Context,
) -> Result<String, Error> {
    match &args.name {
        Some(name) => {
            check_name(name, starter, now).map_err(|problem| Error::bad_value("--name", problem))?;
            Ok(name.clone())
        }
        None if context.ui.can_prompt() => {
            let is_taken = |name: &str| !args.force && place.has(&place.campaign_file(name));
            let check = |name: &str| {
                check_name(name, starter, now).map_err(|problem| problem.message)?;
                if is_taken(name) {
                    Err(format!("{} exists already", place.campaign_file(name)))
                } else {
                    Ok(())
                }
            };
            let numbered = (2..).map(|number| format!("{} {number}", starter.name()));
            let offered = iter::once(starter.name().to_owned()).chain(numbered).find(|name| !is_taken(name));
            Ok(context.ui.prompts().text("name of the campaign", offered.as_deref(), &check)?)
        }
        None => Ok(starter.name().to_owned()),
    }
}

/// Checks a name in a campaign that is otherwise correct.
fn check_name(name: &str, starter: &Starter, now: Timestamp) -> Result<(), Problem> {
    let starter_context = StarterContext { schema: "", update: "", inherited: None };
    let whole = starter.write(name, &Zone::utc(), now, &starter_context).whole;
    let (_, findings) = decode(&whole, &read_text, &CheckContext::new(starter.platform(), Zone::utc(), now));
    let error = findings.into_iter().map(|finding| finding.problem).find(|it| it.severity == Severity::Error);
    error.map_or(Ok(()), Err)
}

fn ask_zone(context: &mut Context) -> Result<Zone, Error> {
    let known = context.zone_to_offer()?.map(|zone| zone.to_string());
    let check = |text: &str| {
        let help = |help: String| format!("; {help}");
        let reason =
            |problem: Problem| format!("{}{}", problem.message, problem.help.map(help).unwrap_or_default());
        text.parse::<Zone>().map(|_| ()).map_err(reason)
    };
    let question = "time zone of the people to call";
    let answer = context.ui.prompts().text(question, known.as_deref(), &check)?;
    answer.parse().map_err(|problem| Error::bad_value("the time zone", problem))
}

fn ask_pipeline(context: &mut Context) -> Result<Pipeline, Error> {
    let items = ["GitHub Actions", "GitLab CI", "none"].map(str::to_owned);
    let chosen = context.ui.prompts().select("which pipeline?", &items)?;
    Ok([Pipeline::Github, Pipeline::Gitlab, Pipeline::None][chosen])
}
