//! What `schedule enable` was asked for, gathered from flags, environment and file, and by questions on a terminal.

use std::num::NonZeroU32;

use super::enable::EnableArgs;
use crate::commands::campaign::files;
use crate::context::Context;
use crate::domain::calling_hours::CallingHours;
use crate::domain::finding::{Findings, Located, Origin, Problem};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::recurrence::{Recurrence, interval};
use crate::domain::schedule::{RequestedTime, ScheduleRequest};
use crate::domain::wall_time::{Edge, ResolveError, Resolved, TimeInput, time_of_day};
use crate::domain::weekday::{Weekday, WeekdaySet};
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::manifest::{self, ScheduleFile};
use crate::ui::prompt::Prompt;

use super::campaign_name;

/// What was asked for, complete but not yet converted.
pub struct Asked {
    /// The campaign's name or id, as it was given.
    pub campaign: String,
    /// The schedule in the asker's terms.
    pub request: ScheduleRequest,
    /// The calling hours, where a file has them.
    pub calling_hours: Option<CallingHours>,
}

/// The values that a schedule is made of, as far as they are known.
struct Values {
    campaign: Option<String>,
    pattern: Pattern,
    start: Option<Located<String>>,
    end: Option<Located<String>>,
    at: Option<Located<String>>,
    zone: Option<Zone>,
    file: Option<ScheduleFile>,
}

/// A value was given that is none; the findings say why.
struct Wrong;

/// The recurrence, as far as it is known.
enum Pattern {
    /// Neither the flags nor a file give one.
    Missing,
    /// What was given is none; the findings say why.
    Wrong,
    /// What was given, or answered.
    Known(Located<Recurrence>),
}

impl Pattern {
    fn known(self) -> Option<Located<Recurrence>> {
        match self {
            Self::Known(recurrence) => Some(recurrence),
            Self::Missing | Self::Wrong => None,
        }
    }
}

impl Asked {
    /// Gathers everything. `None` where the findings say what is wrong; an error where values are missing.
    pub async fn gather(
        args: &EnableArgs,
        findings: &mut Findings,
        context: &mut Context,
    ) -> Result<Option<Self>, Error> {
        refuse_what_the_platform_lacks(args, context)?;
        let mut values = Values::given(args, findings, context)?;
        // What is wrong is said with everything else that is wrong, before anything is asked for.
        if !findings.has_errors() {
            if context.ui.can_prompt() {
                values.ask(args, context).await?;
            }
            values.all_there()?;
        }
        Ok(values.request(findings, context))
    }
}

/// Says what the platform cannot do, before anything else is looked at.
fn refuse_what_the_platform_lacks(args: &EnableArgs, context: &Context) -> Result<(), Error> {
    let platform = context.settings()?.platform.value;
    if platform != PlatformKind::Kore {
        return Err(context.not_served("schedule enable"));
    }
    let lacking = [
        (args.monthly.is_some(), "monthly schedule", "use --weekly or --daily with --every"),
        (args.once, "one-off schedule", "use --daily with --start and --end on one day"),
        (args.immediate, "immediate schedule", "start the campaign in the console"),
    ];
    match lacking.into_iter().find(|(asked, ..)| *asked) {
        Some((_, what, hint)) => {
            Err(Error::usage("schedule/not-served", format!("{} has no {what}", platform.title())).hint(hint))
        }
        None => Ok(()),
    }
}

impl Values {
    fn given(args: &EnableArgs, findings: &mut Findings, context: &Context) -> Result<Self, Error> {
        let file = match &args.file {
            None => None,
            Some(path) => {
                let (document, found) = files::load_one(path)?;
                findings.extend(found);
                document.and_then(|document| {
                    let (file, found) = manifest::decode_schedule(&document, &files::read_text);
                    findings.extend(found);
                    file
                })
            }
        };
        let variable = |name: &str| context.environment.text(name).map(str::to_owned);
        let time = |flag: Option<&String>, flag_name: &str, variable_name: &str| match flag {
            Some(text) => Some(Located::new(text.clone(), Origin::Flag(flag_name.to_owned()))),
            // A file says when: a variable that a pipeline sets for all commands does not change it.
            None if file.is_some() => None,
            None => variable(variable_name)
                .map(|text| Located::new(text, Origin::Environment(variable_name.to_owned()))),
        };
        let campaign = args
            .campaign
            .clone()
            .or_else(|| file.as_ref().and_then(|file| file.name.as_ref()).map(|name| name.value.to_string()))
            .or_else(|| variable("KCAMP_CAMPAIGN"));
        Ok(Self {
            campaign,
            pattern: pattern(args, file.as_ref(), findings),
            start: time(args.start.as_ref(), "--start", "KCAMP_START"),
            end: time(args.end.as_ref(), "--end", "KCAMP_END"),
            at: args.at.clone().map(|text| Located::new(text, Origin::Flag("--at".to_owned()))),
            zone: context.operator_zone()?,
            file,
        })
    }

    /// Asks for what is missing.
    async fn ask(&mut self, args: &EnableArgs, context: &mut Context) -> Result<(), Error> {
        if self.campaign.is_none() {
            self.campaign = Some(campaign_name::ask(context).await?);
        }
        let now = context.clock.now();
        let prompts = context.ui.prompts();
        if matches!(self.pattern, Pattern::Missing) && self.file.is_none() {
            let every = args.every.as_deref().map_or(Ok(NonZeroU32::MIN), interval);
            let every = every.map_err(|problem| Error::bad_value("--every", problem))?;
            let recurrence = ask_recurrence(every, prompts)?;
            self.pattern = Pattern::Known(Located::new(recurrence, Origin::Prompt("recurrence".into())));
        }
        if self.file.is_some() {
            return Ok(());
        }
        if self.zone.is_none() && !self.has_own_offsets() {
            let zone = prompts.text("your time zone, such as Asia/Kolkata", None, &|text| {
                text.parse::<Zone>().map(|_| ()).map_err(in_one_line)
            })?;
            self.zone = Some(zone.parse().map_err(|problem| Error::bad_value("the zone", problem))?);
        }
        let at = match &self.at {
            Some(at) => Some(time_of_day(&at.value).map_err(|problem| Error::bad_value("--at", problem))?),
            None => None,
        };
        let zone = self.zone.clone();
        let check = |text: &str, edge| -> Result<(), String> {
            let input: TimeInput = text.parse().map_err(in_one_line)?;
            match input.resolve(zone.as_ref(), edge, now) {
                Ok(_) | Err(ResolveError::ZoneMissing) => Ok(()),
                Err(ResolveError::Wrong(problem)) => Err(in_one_line(problem)),
            }
        };
        if self.start.is_none() {
            let text = prompts.text("start, such as 2026-12-01 09:00 or tomorrow 09:00", None, &|text| {
                check(text, Edge::Start { at })
            })?;
            self.start = Some(Located::new(text, Origin::Prompt("start".into())));
        }
        if self.end.is_none() {
            let text = prompts.text("last day, such as 2026-12-31", None, &|text| check(text, Edge::End))?;
            self.end = Some(Located::new(text, Origin::Prompt("end".into())));
        }
        Ok(())
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

    /// Names everything that is still missing.
    fn all_there(&self) -> Result<(), Error> {
        let timed = self.file.is_some();
        let mut missing = Vec::new();
        missing.extend(self.campaign.is_none().then_some("CAMPAIGN (or KCAMP_CAMPAIGN)"));
        let no_pattern = matches!(self.pattern, Pattern::Missing);
        missing.extend((no_pattern && !timed).then_some("--daily or --weekly DAYS"));
        missing.extend((self.start.is_none() && !timed).then_some("--start (or KCAMP_START)"));
        missing.extend((self.end.is_none() && !timed).then_some("--end (or KCAMP_END)"));
        let needs_zone = |time: &Option<Located<String>>| {
            time.as_ref()
                .and_then(|time| time.value.parse::<TimeInput>().ok())
                .is_some_and(|time| time.needs_zone())
        };
        let zone_missing = self.zone.is_none() && (needs_zone(&self.start) || needs_zone(&self.end));
        missing.extend(zone_missing.then_some("--timezone (or KCAMP_TIMEZONE, or a profile's timezone)"));
        if missing.is_empty() {
            return Ok(());
        }
        let error =
            Error::usage("usage/missing-values", format!("schedule enable needs {}", missing.join(", ")));
        Err(if zone_missing {
            error.hint("say in which zone the times are, such as --timezone Asia/Kolkata; --timezone UTC sends them as typed")
        } else {
            error.hint("give them as flags, or a file with a schedule block with -f; on a terminal kcamp asks for them")
        })
    }

    fn request(self, findings: &mut Findings, context: &Context) -> Option<Asked> {
        let now = context.clock.now();
        let at = self.at.as_ref().map(|at| findings.take(time_of_day(&at.value), &at.origin).ok_or(Wrong));
        let at = at.transpose();
        let start = self.start.as_ref().map(|text| match at {
            // Without the time that was meant, only the start's own text can be judged.
            Err(Wrong) => findings.take(text.value.parse::<TimeInput>(), &text.origin).and(None),
            Ok(at) => resolve(text, self.zone.as_ref(), Edge::Start { at }, now, findings),
        });
        // An end without an offset is read where the start is.
        let end_zone = self.zone.clone().or_else(|| Some(start.as_ref()?.as_ref()?.value.zone.clone()));
        let end = self.end.as_ref().map(|text| resolve(text, end_zone.as_ref(), Edge::End, now, findings));
        if self.at.is_some() && self.start.is_none() {
            let problem =
                Problem::error("time/at-without-start", "--at gives a time, and --start gives no day for it")
                    .help("add --start with a day");
            findings.push(problem.at(&Origin::Flag("--at".into())));
        }
        let request = match (self.file.as_ref().map(|file| file.schedule.clone()), start, end) {
            (Some(mut request), start, end) => {
                // Flags are instants: they fit a file's schedule whatever clock it is written on.
                if let Some(Some(start)) = start {
                    request.start = start.map(|resolved| RequestedTime::Instant(resolved.instant));
                }
                if let Some(Some(end)) = end {
                    request.end = end.map(|resolved| RequestedTime::Instant(resolved.instant));
                }
                if let Some(recurrence) = self.pattern.known() {
                    request.recurrence = recurrence;
                }
                Some(request)
            }
            (None, Some(Some(start)), Some(Some(end))) => {
                let recurrence = self.pattern.known();
                recurrence.map(|recurrence| ScheduleRequest::from_resolved(start, end, recurrence))
            }
            _ => None,
        };
        if findings.has_errors() {
            return None;
        }
        Some(Asked {
            campaign: self.campaign.unwrap_or_default(),
            request: request?,
            calling_hours: self.file.and_then(|file| file.calling_hours),
        })
    }
}

/// A time at its place; what there is to know about it becomes findings there.
fn resolve(
    text: &Located<String>,
    zone: Option<&Zone>,
    edge: Edge,
    now: jiff::Timestamp,
    findings: &mut Findings,
) -> Option<Located<Resolved>> {
    let input: TimeInput = findings.take(text.value.parse(), &text.origin)?;
    match input.resolve(zone, edge, now) {
        Ok(mut resolved) => {
            findings
                .extend(std::mem::take(&mut resolved.notes).into_iter().map(|note| note.at(&text.origin)));
            Some(Located::new(resolved, text.origin.clone()))
        }
        Err(ResolveError::Wrong(problem)) => {
            findings.push(problem.at(&text.origin));
            None
        }
        Err(ResolveError::ZoneMissing) => {
            let problem = Problem::error("time/zone-missing", format!("no zone says when {input} is"))
                .help("add --timezone, such as --timezone Asia/Kolkata");
            findings.push(problem.at(&text.origin));
            None
        }
    }
}

/// The recurrence of the flags; with a file, only what they change of the file's.
fn pattern(args: &EnableArgs, file: Option<&ScheduleFile>, findings: &mut Findings) -> Pattern {
    let every_origin = Origin::Flag("--every".to_owned());
    let every = args.every.as_ref().map(|text| findings.take(interval(text), &every_origin).ok_or(Wrong));
    let weekly_origin = Origin::Flag("--weekly".to_owned());
    let days = args.weekly.as_ref().map(|text| findings.take(text.parse(), &weekly_origin).ok_or(Wrong));
    let (Ok(every), Ok(days)) = (every.transpose(), days.transpose()) else { return Pattern::Wrong };
    let in_file = file.map(|file| file.schedule.recurrence.value);
    let every_or_one = every.or(in_file.map(Recurrence::every)).unwrap_or(NonZeroU32::MIN);
    let (recurrence, origin) = match (days, args.daily, in_file, every) {
        (Some(days), ..) => (Recurrence::Weekly { every: every_or_one, days }, weekly_origin),
        (None, true, ..) => (Recurrence::Daily { every: every_or_one }, Origin::Flag("--daily".to_owned())),
        (None, false, Some(Recurrence::Daily { .. }), Some(every)) => {
            (Recurrence::Daily { every }, every_origin)
        }
        (None, false, Some(Recurrence::Weekly { days, .. }), Some(every)) => {
            (Recurrence::Weekly { every, days }, every_origin)
        }
        (None, false, ..) => return Pattern::Missing,
    };
    Pattern::Known(Located::new(recurrence, origin))
}

fn ask_recurrence(every: NonZeroU32, prompts: &mut dyn Prompt) -> Result<Recurrence, Error> {
    let kinds = ["weekly, on days of the week", "daily"].map(str::to_owned);
    if prompts.select("how does it repeat?", &kinds)? == 1 {
        return Ok(Recurrence::Daily { every });
    }
    let items = Weekday::ALL.map(|day| day.full().to_owned());
    loop {
        let chosen = prompts.multi_select("on which days?", &items, &[])?;
        if let Some(days) = WeekdaySet::from_days(chosen.into_iter().map(|index| Weekday::ALL[index])) {
            return Ok(Recurrence::Weekly { every, days });
        }
    }
}

fn in_one_line(problem: Problem) -> String {
    match problem.help {
        Some(help) => format!("{}; {help}", problem.message),
        None => problem.message,
    }
}
