//! A schedule from flags, variables and answers, alone or over a file's, and its request to the platform.

mod for_burki;

use jiff::Timestamp;
use jiff::civil::Time;

use super::{
    BurkiScheduleRequest, KoreScheduleRequest, Overlay, RequestedSchedule, TypedRecurrence, TypingZone,
    offset_unclear,
};
use crate::domain::finding::{Findings, Located, Origin, Problem};
use crate::domain::platform_kind::{PlatformKind, RepeatingClock};
use crate::domain::run_pattern::RunPattern;
use crate::domain::wall_time::{ResolveError, Resolved, ScheduleBound, TimeInput, time_of_day};
use crate::domain::zone::Zone;

/// The days on which a schedule is to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedPattern {
    /// No schedule: the campaign runs when it is started.
    Immediate,
    /// Runs on these days.
    Runs(RunPattern),
}

impl<T: Into<RunPattern>> From<T> for TypedPattern {
    fn from(pattern: T) -> Self {
        Self::Runs(pattern.into())
    }
}

impl TypedPattern {
    /// Checks that a platform supports the pattern.
    ///
    /// # Errors
    ///
    /// `schedule/not-served` if the platform does not; the help names what to use instead.
    pub fn taken_by(self, platform: PlatformKind) -> Result<(), Problem> {
        match (platform.schedule_clock(), self) {
            (RepeatingClock::Schedule, _) => Ok(()),
            (RepeatingClock::Platform, Self::Runs(runs)) => runs.for_kore().map(drop),
            (RepeatingClock::Platform, Self::Immediate) => {
                let message = format!("{} has no immediate schedule", platform.title());
                Err(Problem::error("schedule/not-served", message)
                    .help("start the campaign with kcamp campaign start"))
            }
        }
    }
}

/// A kind of pattern, in the order of the flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PatternKind {
    /// Every day, or every few days.
    Daily,
    /// Days of the week.
    Weekly,
    /// A day of the month.
    Monthly,
    /// A single run.
    Once,
    /// No days of its own: it runs when it is started.
    Immediate,
}

impl PatternKind {
    /// The kinds that a platform takes, the usual ones first.
    pub const fn taken_by(platform: PlatformKind) -> &'static [Self] {
        match platform.schedule_clock() {
            RepeatingClock::Platform => &[Self::Weekly, Self::Daily],
            RepeatingClock::Schedule => {
                &[Self::Weekly, Self::Daily, Self::Monthly, Self::Once, Self::Immediate]
            }
        }
    }
}

/// The values of a schedule, as far as they are known.
#[derive(Debug)]
pub struct TypedSchedule {
    /// The platform of the schedule.
    pub platform: PlatformKind,
    /// The days, which the platform supports.
    pub pattern: Option<Located<TypedPattern>>,
    /// The start, as it was typed.
    pub start: Option<Located<String>>,
    /// The end, as it was typed.
    pub end: Option<Located<String>>,
    /// The time of day for a start that is a day without a time, or that is not given.
    pub at: Option<Located<String>>,
    /// The zone in which the operator types and reads times.
    pub zone: Option<Located<Zone>>,
    /// The zone from flags, variables or the profile, and whether it was named in this command.
    pub typing_zone: Option<TypingZone>,
    /// The clock of a file without a zone.
    pub platform_zone: Zone,
    /// The schedule of the file, at its block. Typed values replace its values.
    pub in_file: Option<Located<RequestedSchedule>>,
}

impl TypedSchedule {
    /// Whether every given time has its own offset.
    pub fn has_own_offsets(&self) -> bool {
        [&self.start, &self.end].into_iter().all(|time| needs_zone(time.as_ref()) == Some(false))
    }

    /// Whether a zone is missing that is needed to read the times.
    pub fn misses_zone(&self) -> bool {
        self.zone().is_none()
            && !self.is_immediate()
            && ([&self.start, &self.end].into_iter().any(|time| needs_zone(time.as_ref()) == Some(true))
                || (self.start.is_none() && self.in_file.is_none() && self.starts_by_itself()))
    }

    /// Whether a time that is still to be given needs a zone, unless it has an offset of its own.
    pub fn may_miss_zone(&self) -> bool {
        self.zone().is_none() && self.in_file.is_none() && !self.is_immediate()
    }

    /// Whether there is to be no schedule.
    pub fn is_immediate(&self) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.value == TypedPattern::Immediate)
    }

    /// Whether it is to run once.
    pub fn is_once(&self) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.value == TypedPattern::Runs(RunPattern::Once))
    }

    /// Whether the schedule begins with the first run of its pattern from now on, at the given time of day.
    pub fn starts_by_itself(&self) -> bool {
        !self.platform.has_own_clock() && self.at.is_some() && !self.is_once()
    }

    /// Whether the days were typed. Typing only an interval for a file's days does not count.
    fn types_days(&self) -> bool {
        let every_alone = Origin::Flag("--every".to_owned());
        self.pattern.as_ref().is_some_and(|pattern| pattern.origin != every_alone)
    }

    /// Adds findings about the times. Used when another value is wrong too, so that all findings are reported at once;
    /// [`Self::requested`] checks the times itself.
    pub fn check_times(&self, now: Timestamp, findings: &mut Findings) {
        self.times(now, findings);
    }

    /// The request for these values. `None` if the findings contain an error.
    pub fn requested(&self, now: Timestamp, findings: &mut Findings) -> Option<RequestedSchedule> {
        let clock = self.platform.schedule_clock();
        if let Some(other) = self.in_file.as_ref().filter(|file| file.value.repeated_on() != clock) {
            let title = self.platform.title();
            let problem = Problem::error(
                "platform/other",
                format!("this schedule is for another platform; kcamp is set to {title}"),
            )
            .help("set --platform, or choose a profile of that platform with --profile");
            findings.push(problem.at(&other.origin));
            return None;
        }
        let request = match clock {
            RepeatingClock::Platform => self.for_kore(now, findings).map(RequestedSchedule::Kore),
            RepeatingClock::Schedule => self.for_burki(now, findings),
        };
        request.filter(|_| !findings.has_firm_errors())
    }

    /// The request to a platform that repeats a schedule on its own clock.
    fn for_kore(&self, now: Timestamp, findings: &mut Findings) -> Option<KoreScheduleRequest> {
        let Times { start, end, .. } = self.times(now, findings);
        let recurrence = self.pattern.as_ref().and_then(|pattern| {
            // A pattern that is not a recurrence was refused earlier.
            let TypedPattern::Runs(runs) = pattern.value else { return None };
            let recurrence = findings.take(runs.for_kore(), &pattern.origin)?;
            Some(Located::new(recurrence, pattern.origin.clone()))
        });
        let in_file = self.in_file.as_ref().map(|file| &file.value);
        let pattern = recurrence.as_ref().map(|recurrence| recurrence.value.into());
        check_offset(start.as_ref(), pattern.or_else(|| in_file?.pattern()), findings);
        match in_file {
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
        }
    }

    /// The start and the end, as far as given outside of a file.
    fn times(&self, now: Timestamp, findings: &mut Findings) -> Times {
        let at = self.at.as_ref().map(|at| findings.take(time_of_day(&at.value), &at.origin));
        let zone = self.zone();
        let start = self.start.as_ref().and_then(|text| match at {
            // Without a valid time of day, only the start's own text can be checked.
            Some(None) => findings.take(text.value.parse::<TimeInput>(), &text.origin).and(None),
            at => self.resolve(text, zone, ScheduleBound::Start { at: at.flatten() }, now, findings),
        });
        let at = at.flatten().zip(self.at.as_ref()).map(|(time, at)| Located::new(time, at.origin.clone()));
        // An end without an offset is read in the zone of the start.
        let end_zone = zone.or_else(|| Some(&start.as_ref()?.value.zone));
        let end = self
            .end
            .as_ref()
            .and_then(|text| self.resolve(text, end_zone, ScheduleBound::End, now, findings));
        if start.is_some() || end.is_some() || at.is_some() {
            let caution = self.zone.as_ref().and_then(|zone| Some(zone.value.caution()?.at(&zone.origin)));
            findings.extend(caution);
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

    /// Resolves a time and adds its notes as findings at its place. An offset in the time takes precedence over a zone
    /// from a variable, a profile or a file. Only a zone named in this command is shown beside it.
    fn resolve(
        &self,
        text: &Located<String>,
        zone: Option<&Zone>,
        edge: ScheduleBound,
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

    /// The zone that this command names; a zone from a variable or a profile does not count.
    fn named_zone(&self) -> Option<&Zone> {
        self.typing_zone.as_ref().filter(|typing| typing.is_named).map(|typing| &typing.zone)
    }

    /// The zone of times without an offset: the operator's, or else that of the file's schedule.
    fn zone(&self) -> Option<&Zone> {
        let own = self.zone.as_ref().map(|zone| &zone.value);
        own.or_else(|| Some(&self.files_start()?.start.value.zone))
    }

    /// The file's schedule, if it repeats in its own zone.
    fn files_start(&self) -> Option<&BurkiScheduleRequest> {
        match &self.in_file.as_ref()?.value {
            RequestedSchedule::Burki(request) => Some(request),
            RequestedSchedule::Kore(_) | RequestedSchedule::Immediate => None,
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

/// Whether a time needs a zone; `None` if there is no time, or it cannot be read.
fn needs_zone(time: Option<&Located<String>>) -> Option<bool> {
    Some(time?.value.parse::<TimeInput>().ok()?.needs_zone())
}

/// Refuses days that differ between an offset and the zone named in this command.
fn check_offset(start: Option<&Located<Resolved>>, pattern: Option<RunPattern>, findings: &mut Findings) {
    let Some((start, pattern)) = start.zip(pattern) else { return };
    findings.extend(offset_unclear(pattern, &start.value).map(|problem| problem.at(&start.origin)));
}

/// The note about an ignored variable. A variable that a pipeline sets for all commands does not contradict one of
/// them, but it is not ignored silently.
pub fn variable_ignored(why: &str) -> Problem {
    Problem::note("schedule/variable-ignored", format!("{why}: this variable is ignored"))
        .help("unset it for this command, or give the time as a flag")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{PatternKind, TypedPattern, TypedSchedule};
    use crate::domain::finding::{Findings, Located, Origin};
    use crate::domain::platform_kind::PlatformKind;
    use crate::domain::recurrence::Recurrence;
    use crate::domain::run_pattern::RunPattern;
    use crate::domain::schedule::RequestedSchedule;
    use crate::domain::zone::Zone;

    fn typed(platform: PlatformKind, pattern: TypedPattern, end: Option<&str>) -> TypedSchedule {
        let flag = |text: &str| Located::new(text.to_owned(), Origin::Flag("--start".into()));
        TypedSchedule {
            platform,
            pattern: Some(Located::new(pattern, Origin::Flag("--weekly".into()))),
            start: (pattern != TypedPattern::Immediate).then(|| flag("2027-01-04 09:00")),
            end: end.map(flag),
            at: None,
            zone: Some(Located::new("Europe/Berlin".parse().unwrap(), Origin::Flag("--timezone".into()))),
            typing_zone: None,
            platform_zone: Zone::utc(),
            in_file: None,
        }
    }

    #[test]
    fn a_request_is_what_its_platform_takes() {
        let now = "2027-01-01T00:00:00Z".parse().unwrap();
        let monthly = RunPattern::Monthly { every: 1.try_into().unwrap(), day: "5".parse().unwrap() };
        let weekly = Recurrence::Weekly { every: 1.try_into().unwrap(), days: "Mon".parse().unwrap() };
        for (pattern, kind, end, is_kores) in [
            (weekly.into(), PatternKind::Weekly, Some("2027-02-01"), true),
            (monthly.into(), PatternKind::Monthly, Some("2027-02-01"), false),
            (RunPattern::Once.into(), PatternKind::Once, None, false),
            (TypedPattern::Immediate, PatternKind::Immediate, None, false),
        ] {
            for platform in PlatformKind::ALL {
                let is_taken = pattern.taken_by(platform);
                assert_eq!(is_taken.is_ok(), PatternKind::taken_by(platform).contains(&kind), "{pattern:?}");
                assert_eq!(is_taken.is_ok(), is_kores || platform == PlatformKind::Burki, "{pattern:?}");
                if is_taken.is_err() {
                    continue;
                }
                let mut findings = Findings::new();
                let request = typed(platform, pattern, end).requested(now, &mut findings).unwrap();
                assert_eq!(request.repeated_on(), platform.schedule_clock());
                // A file of the other platform is refused.
                for other in PlatformKind::ALL.into_iter().filter(|other| *other != platform) {
                    let in_file = Some(Located::new(request.clone(), Origin::File("a.yaml".into())));
                    let over = TypedSchedule { in_file, ..typed(other, pattern, end) };
                    let mut findings = Findings::new();
                    assert_eq!(over.requested(now, &mut findings), None);
                    let codes: Vec<&str> = findings.iter().map(|it| it.problem.code).collect();
                    assert_eq!(codes, ["platform/other"]);
                }
                assert_eq!(request == RequestedSchedule::Immediate, pattern == TypedPattern::Immediate);
            }
        }
    }
}
