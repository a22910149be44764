//! The input of `schedule enable` and `schedule preview`, gathered from flags, environment and file, and by questions on a
//! terminal.

mod asking;
mod for_burki;

use jiff::Timestamp;
use jiff::civil::Time;

use super::enable::EnableArgs;
use super::pattern::{self, Pattern};
use super::repeat::Answered;
use super::timing::TimingArgs;
use crate::commands::campaign::texts::read_text;
use crate::commands::campaign_files as files;
use crate::context::Context;
use crate::domain::calling_hours::CallingHours;
use crate::domain::finding::{Findings, Located, Origin, Problem};
use crate::domain::platform_kind::{PlatformKind, RepeatingClock};
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{
    BurkiScheduleRequest, KoreScheduleRequest, Overlay, RequestedSchedule, TypedRecurrence, TypingZone,
    offset_unclear,
};
use crate::domain::wall_time::{Edge, ResolveError, Resolved, TimeInput, time_of_day};
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::manifest::{self, Node, ScheduleFile};
use crate::settings::SettingSource;

/// The input of `schedule enable`, complete but not yet converted.
pub struct EnableInput {
    /// The campaign's name or id, as it was given.
    pub campaign: String,
    /// The schedule in the asker's terms.
    pub request: RequestedSchedule,
    /// The calling hours, where a file has them.
    pub calling_hours: Option<CallingHours>,
    /// The answers that were given at prompts.
    pub answered: Answered,
}

/// The input of `schedule preview`; the campaign is optional.
pub struct PreviewInput {
    /// The campaign's name or id, as it was given.
    pub campaign: Option<String>,
    /// The schedule, as the platform at hand takes it.
    pub request: RequestedSchedule,
    /// The calling hours, where a file has them.
    pub calling_hours: Option<CallingHours>,
}

/// The values that a schedule is made of, as far as they are known.
struct Values {
    platform: PlatformKind,
    campaign: Option<String>,
    pattern: Option<Located<Pattern>>,
    start: Option<Located<String>>,
    end: Option<Located<String>>,
    at: Option<Located<String>>,
    zone: Option<Zone>,
    /// The zone of flags, variables and profile, and whether it was named in this command.
    typing_zone: Option<TypingZone>,
    /// The clock of a file that names no zone.
    platform_zone: Zone,
    zone_origin: Origin,
    file: Option<ScheduleFile>,
    answered: Answered,
}

impl EnableInput {
    /// Gathers everything that goes out. What was answered alone where the findings say what is wrong; an error where values are
    /// missing.
    ///
    /// # Errors
    ///
    /// Values are missing and there is no terminal to ask on, or a question is not answered.
    pub async fn gather(
        args: &EnableArgs,
        document: Option<&Node>,
        findings: &mut Findings,
        context: &mut Context,
    ) -> Result<Result<Self, Answered>, Error> {
        let mut values = Values::given(args.campaign.as_ref(), &args.timing, document, findings, context)?;
        if findings.has_firm_errors() {
            values.times(findings, context);
            return Ok(Err(values.answered));
        }
        if context.ui.can_prompt() {
            let ended = values.ask_all(&args.timing, context).await;
            ended.map_err(|error| values.answered.kept_in(error, args, context))?;
        }
        let mut missing = Vec::new();
        missing.extend(values.campaign.is_none().then_some("CAMPAIGN (or KCAMP_CAMPAIGN)"));
        values.all_there("schedule enable", missing)?;
        let Some(request) = values.requested(findings, context) else { return Ok(Err(values.answered)) };
        Ok(Ok(Self {
            campaign: values.campaign.unwrap_or_default(),
            request,
            calling_hours: values.file.and_then(|file| file.calling_hours),
            answered: values.answered,
        }))
    }
}

impl PreviewInput {
    /// Gathers everything that runs are computed from, without a request to the platform. `None` where the findings say
    /// what is wrong; an error where values are missing.
    ///
    /// # Errors
    ///
    /// Values are missing and there is no terminal to ask on, or a question is not answered.
    pub fn gather(
        campaign: Option<&String>,
        timing: &TimingArgs,
        document: Option<&Node>,
        findings: &mut Findings,
        context: &mut Context,
    ) -> Result<Option<Self>, Error> {
        let mut values = Values::given(campaign, timing, document, findings, context)?;
        if findings.has_firm_errors() {
            values.times(findings, context);
            return Ok(None);
        }
        if context.ui.can_prompt() {
            values.ask(timing, context)?;
        }
        values.all_there("schedule preview", Vec::new())?;
        let request = values.requested(findings, context);
        Ok(request.map(|request| Self {
            campaign: values.campaign,
            request,
            calling_hours: values.file.and_then(|file| file.calling_hours),
        }))
    }
}

impl Values {
    fn given(
        campaign: Option<&String>,
        timing: &TimingArgs,
        document: Option<&Node>,
        findings: &mut Findings,
        context: &Context,
    ) -> Result<Self, Error> {
        let settings = context.settings()?;
        let platform = settings.platform.value;
        let typing_zone = settings.timezone.as_ref().map(|setting| TypingZone {
            zone: setting.value.clone(),
            is_named: matches!(setting.source, SettingSource::Flag(_)),
        });
        let platform_zone = settings.schedule_timezone.value.clone();
        let surroundings = files::surroundings(context)?;
        let file = document.and_then(|document| {
            let (file, found) = manifest::decode_schedule(document, &read_text, &surroundings);
            findings.extend(found);
            file
        });
        let variable = |name: &str| context.environment.text(name).map(str::to_owned);
        let time = |flag: Option<&String>, flag_name: &str, variable_name: &str| match flag {
            Some(text) => Some(Located::new(text.clone(), Origin::Flag(flag_name.to_owned()))),
            None => variable(variable_name)
                .map(|text| Located::new(text, Origin::Environment(variable_name.to_owned()))),
        };
        // A file has its own times: a variable that a pipeline sets for all commands does not change them.
        let unused = |time: &Option<Located<String>>| {
            let place = time.as_ref().map(|time| &time.origin)?;
            let is_unused = file.is_some() && matches!(place, Origin::Environment(_));
            is_unused.then(|| variable_ignored("the file has its own times").at(place))
        };
        let start = time(timing.start.as_ref(), "--start", "KCAMP_START");
        let end = time(timing.end.as_ref(), "--end", "KCAMP_END");
        let (start_unused, end_unused) = (unused(&start), unused(&end));
        let campaign = campaign
            .cloned()
            .or_else(|| file.as_ref().and_then(|file| file.name.as_ref()).map(|name| name.value.clone()))
            .or_else(|| variable("KCAMP_CAMPAIGN"));
        let pattern = pattern::flagged(timing, platform, file.as_ref(), findings)?;
        findings.extend(start_unused.clone().into_iter().chain(end_unused.clone()));
        Ok(Self {
            platform,
            campaign,
            pattern,
            start: start.filter(|_| start_unused.is_none()),
            end: end.filter(|_| end_unused.is_none()),
            at: timing.at.clone().map(|text| Located::new(text, Origin::Flag("--at".to_owned()))),
            zone: context.operator_zone()?,
            typing_zone,
            platform_zone,
            zone_origin: context.settings()?.timezone.as_ref().map_or_else(
                || Origin::Prompt("time zone".into()),
                |setting| Origin::Flag(setting.source.to_string()),
            ),
            file,
            answered: Answered::default(),
        })
    }

    /// Whether every time that is given so far says its own offset.
    fn has_own_offsets(&self) -> bool {
        let exact = |time: &Option<Located<String>>| {
            time.as_ref()
                .and_then(|time| time.value.parse::<TimeInput>().ok())
                .is_some_and(|time| !time.needs_zone())
        };
        exact(&self.start) && exact(&self.end)
    }

    /// Whether there is to be no schedule.
    fn is_immediate(&self) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.value == Pattern::Immediate)
    }

    /// Whether the days were typed, and not only the interval of a file's days.
    fn types_days(&self) -> bool {
        let every_alone = Origin::Flag("--every".to_owned());
        self.pattern.as_ref().is_some_and(|pattern| pattern.origin != every_alone)
    }

    /// Whether it is to run once.
    fn is_once(&self) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.value == Pattern::Runs(RunPattern::Once))
    }

    /// Whether the first run is the one that the pattern gives from now on, at the time of day that is given.
    fn starts_by_itself(&self) -> bool {
        self.platform.schedule_clock() == RepeatingClock::Schedule && self.at.is_some() && !self.is_once()
    }

    /// Whether an end is to be asked for.
    fn takes_end(&self) -> bool {
        !self.is_once() && !self.is_immediate()
    }

    /// Whether the platform takes no schedule that goes on.
    fn needs_end(&self) -> bool {
        self.platform.schedule_clock() == RepeatingClock::Platform
    }

    /// Names everything that is still missing, after what the command misses itself.
    fn all_there(&self, command: &str, mut missing: Vec<&str>) -> Result<(), Error> {
        let timed = self.file.is_some();
        let (patterns, start) = match self.platform.schedule_clock() {
            RepeatingClock::Platform => ("--daily or --weekly DAYS", "--start (or KCAMP_START)"),
            RepeatingClock::Schedule if self.is_once() => ("", "--start (or KCAMP_START)"),
            RepeatingClock::Schedule => (
                "--daily, --weekly DAYS, --monthly DAY or --once",
                "a time (--at HH:MM, or --start or KCAMP_START)",
            ),
        };
        missing.extend((self.pattern.is_none() && !timed).then_some(patterns));
        let start_missing = self.start.is_none() && !self.starts_by_itself() && !self.is_immediate();
        missing.extend((start_missing && !timed).then_some(start));
        let end_missing = self.end.is_none() && self.needs_end() && !timed;
        missing.extend(end_missing.then_some("--end (or KCAMP_END)"));
        let needs_zone = |time: &Option<Located<String>>| {
            time.as_ref()
                .and_then(|time| time.value.parse::<TimeInput>().ok())
                .is_some_and(|time| time.needs_zone())
        };
        let zone_missing = self.zone().is_none()
            && !self.is_immediate()
            && (needs_zone(&self.start)
                || needs_zone(&self.end)
                || (self.start.is_none() && !timed && self.starts_by_itself()));
        missing.extend(zone_missing.then_some("--timezone (or KCAMP_TIMEZONE, or a profile's timezone)"));
        if missing.is_empty() {
            return Ok(());
        }
        let error = Error::usage("usage/missing-values", format!("{command} needs {}", missing.join(", ")));
        Err(if zone_missing {
            error.hint("name the time zone of the times, such as --timezone Asia/Kolkata; --timezone UTC sends them as typed")
        } else {
            error.hint("give them as flags, or a file with a schedule block with -f; on a terminal kcamp asks for them")
        })
    }

    /// The start and the end, as far as they were given apart from a file. Called where something else is wrong too, so
    /// that everything is said at once.
    fn times(&self, findings: &mut Findings, context: &Context) -> Times {
        let now = context.clock.now();
        let at = self.at.as_ref().map(|at| findings.take(time_of_day(&at.value), &at.origin));
        let zone = self.zone();
        let start = self.start.as_ref().and_then(|text| match at {
            // Without the time that was meant, only the start's own text can be judged.
            Some(None) => findings.take(text.value.parse::<TimeInput>(), &text.origin).and(None),
            at => self.resolve(text, zone.as_ref(), Edge::Start { at: at.flatten() }, now, findings),
        });
        let at = at.flatten().zip(self.at.as_ref()).map(|(time, at)| Located::new(time, at.origin.clone()));
        // An end without an offset is read where the start is.
        let end_zone = zone.or_else(|| Some(start.as_ref()?.value.zone.clone()));
        let end = self
            .end
            .as_ref()
            .and_then(|text| self.resolve(text, end_zone.as_ref(), Edge::End, now, findings));
        if start.is_some() || end.is_some() || at.is_some() {
            let caution = self.zone.as_ref().and_then(Zone::caution);
            findings.extend(caution.map(|problem| problem.at(&self.zone_origin)));
        }
        let has_day = self.starts_by_itself() || self.files_start().is_some_and(|start| start.is_start_said);
        if self.at.is_some() && self.start.is_none() && !has_day {
            let problem =
                Problem::error("time/at-without-start", "--at gives a time, and --start gives no day for it")
                    .help("add --start with a day");
            findings.push(problem.at(&Origin::Flag("--at".into())));
        }
        Times { start, end, at }
    }

    /// A time at its place; what there is to know about it becomes findings there. An offset in the time wins over a zone that
    /// a variable, a profile or a file sets: only one that this command names is shown beside it.
    fn resolve(
        &self,
        text: &Located<String>,
        zone: Option<&Zone>,
        edge: Edge,
        now: Timestamp,
        findings: &mut Findings,
    ) -> Option<Located<Resolved>> {
        let input: TimeInput = findings.take(text.value.parse(), &text.origin)?;
        let zone = if input.needs_zone() { zone } else { self.named_zone() };
        match input.resolve(zone, edge, now) {
            Ok(mut resolved) => {
                let notes = std::mem::take(&mut resolved.notes);
                findings.extend(notes.into_iter().map(|note| note.at(&text.origin)));
                Some(Located::new(resolved, text.origin.clone()))
            }
            Err(ResolveError::Wrong(problem)) => {
                findings.push(problem.at(&text.origin));
                None
            }
            Err(ResolveError::ZoneMissing) => {
                let problem = Problem::error("time/zone-missing", format!("{input} has no time zone"))
                    .help("add --timezone, such as --timezone Asia/Kolkata");
                findings.push(problem.at(&text.origin));
                None
            }
        }
    }

    /// The zone that this command names, and no variable or profile.
    fn named_zone(&self) -> Option<&Zone> {
        self.typing_zone.as_ref().filter(|typing| typing.is_named).map(|typing| &typing.zone)
    }

    /// The zone in which times without an offset are read: the operator's, else that of the file's schedule.
    fn zone(&self) -> Option<Zone> {
        self.zone.clone().or_else(|| Some(self.files_start()?.start.value.zone.clone()))
    }

    /// The file's schedule, where it is one in its own zone.
    fn files_start(&self) -> Option<&BurkiScheduleRequest> {
        match &self.file.as_ref()?.schedule {
            RequestedSchedule::Burki(request) => Some(request),
            RequestedSchedule::Kore(_) | RequestedSchedule::Immediate => None,
        }
    }

    fn requested(&self, findings: &mut Findings, context: &Context) -> Option<RequestedSchedule> {
        if let Some(other) = self.file.as_ref().filter(|file| !self.fits(&file.schedule)) {
            let title = self.platform.title();
            let problem = Problem::error(
                "platform/other",
                format!("this schedule is for another platform; the profile is for {title}"),
            )
            .help("set --platform, or choose a profile of that platform with --profile");
            findings.push(problem.at(&other.place));
            return None;
        }
        match self.platform.schedule_clock() {
            RepeatingClock::Platform => self.converted(findings, context).map(RequestedSchedule::Kore),
            RepeatingClock::Schedule => self.for_burki(findings, context),
        }
    }

    /// The request to a platform that repeats a schedule on its own clock.
    fn converted(&self, findings: &mut Findings, context: &Context) -> Option<KoreScheduleRequest> {
        let Times { start, end, .. } = self.times(findings, context);
        let recurrence = self.pattern.as_ref().and_then(|pattern| {
            // What is not a recurrence was refused before anything else.
            let Pattern::Runs(runs) = pattern.value else { return None };
            let recurrence = findings.take(runs.for_kore(), &pattern.origin)?;
            Some(Located::new(recurrence, pattern.origin.clone()))
        });
        let in_file = match self.file.as_ref().map(|file| &file.schedule) {
            Some(RequestedSchedule::Kore(request)) => Some(request.recurrence.value),
            _ => None,
        };
        let pattern = recurrence.as_ref().map(|recurrence| recurrence.value).or(in_file);
        Self::check_offset(start.as_ref(), pattern.map(RunPattern::from), findings);
        let request = match self.file.as_ref().map(|file| &file.schedule) {
            Some(RequestedSchedule::Burki(_) | RequestedSchedule::Immediate) => None,
            Some(RequestedSchedule::Kore(request)) => {
                let whose =
                    if self.types_days() { TypedRecurrence::Whole } else { TypedRecurrence::FilesDays };
                let recurrence = recurrence.map(whose);
                let overlay = Overlay { start, end, recurrence, zone: self.typing_zone.clone() };
                overlay.over(request, &self.platform_zone, findings)
            }
            None => start
                .zip(end)
                .zip(recurrence)
                .map(|((start, end), recurrence)| KoreScheduleRequest::from_resolved(start, end, recurrence)),
        };
        request.filter(|_| !findings.has_firm_errors())
    }

    /// Refuses days that an offset and the zone that this command names count differently.
    fn check_offset(start: Option<&Located<Resolved>>, pattern: Option<RunPattern>, findings: &mut Findings) {
        let Some((start, pattern)) = start.zip(pattern) else { return };
        findings.extend(offset_unclear(pattern, &start.value).map(|problem| problem.at(&start.origin)));
    }

    /// Whether a file's schedule is one of the platform's.
    fn fits(&self, schedule: &RequestedSchedule) -> bool {
        match schedule {
            RequestedSchedule::Kore(_) => self.platform.schedule_clock() == RepeatingClock::Platform,
            RequestedSchedule::Burki(_) | RequestedSchedule::Immediate => {
                self.platform.schedule_clock() == RepeatingClock::Schedule
            }
        }
    }
}

/// The start and the end, resolved.
struct Times {
    start: Option<Located<Resolved>>,
    end: Option<Located<Resolved>>,
    /// The time of day of `--at`.
    at: Option<Located<Time>>,
}

/// A variable that a pipeline sets for all commands is not a contradiction to one of them, and is not dropped in silence.
fn variable_ignored(why: &str) -> Problem {
    Problem::note("schedule/variable-ignored", format!("{why}: this variable is ignored"))
        .help("unset it for this command, or give the time as a flag")
}
