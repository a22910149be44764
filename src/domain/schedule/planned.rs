//! A schedule of any platform, as requested and as sent.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};

use super::{
    BurkiScheduleRequest, KoreSchedule, KoreScheduleRequest, LAST_YEAR, RequestedTime, RunPlan,
    ScheduleClock, convert,
};
use crate::domain::calling_hours::CallingHours;
use crate::domain::finding::{Finding, Findings, Located, Origin, Problem};
use crate::domain::live::{LiveSchedule, ReportedStart};
use crate::domain::platform_kind::RepeatingClock;
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::wall_clock::{shown, shown_time};
use crate::domain::wall_time::Resolved;
use crate::domain::zone::Zone;
use serde::Serialize;

/// A requested schedule in the terms of its platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestedSchedule {
    /// For a platform that repeats it on the platform's own clock: Kore.ai.
    Kore(KoreScheduleRequest),
    /// For a platform that repeats it in the schedule's own zone: Burki.
    Burki(BurkiScheduleRequest),
    /// No schedule; an existing one is removed. The campaign runs when it is started. Burki.
    Immediate,
}

/// A checked schedule in its own zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BurkiSchedule {
    /// The input from which its runs are computed.
    pub plan: RunPlan,
    /// The first future run at the time of planning. It has the pattern's time of day, even inside a clock gap. It
    /// is sent as the schedule's beginning, so the request stays as shown and confirmed, however long the
    /// confirmation took.
    pub first_run: DateTime,
}

/// A checked schedule as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlannedSchedule {
    /// A schedule on the platform's own clock: Kore.ai.
    Kore(KoreSchedule),
    /// A schedule in its own zone: Burki.
    Burki(BurkiSchedule),
    /// No schedule: Burki.
    Immediate,
}

impl PlannedSchedule {
    /// This schedule for a reader in this zone. A schedule in its own zone is unchanged.
    #[must_use]
    pub fn read_in(self, zone: &Zone) -> Self {
        match self {
            Self::Kore(schedule) => Self::Kore(schedule.read_in(zone)),
            other => other,
        }
    }

    /// The flags of `schedule enable` that recreate the schedule, with the times and weekdays of the platform's clock.
    /// `None` for a schedule that the platform itself returns.
    pub fn as_flags(&self) -> Option<String> {
        let Self::Kore(schedule) = self else { return None };
        let (pattern, every) = match schedule.pattern() {
            Recurrence::Daily { every } => ("--daily".to_owned(), every),
            Recurrence::Weekly { every, days } => {
                let days: Vec<String> = days.iter().map(|day| day.to_string()).collect();
                (format!("--weekly {}", days.join(",")), every)
            }
        };
        let every = if every.get() == 1 { String::new() } else { format!(" --every {every}") };
        let zone = schedule.repeat_zone();
        // On the clock of the weekdays; on another clock, the date of the start may differ.
        let [start, end] = [schedule.start(), schedule.end()].map(|at| zone.wall(at));
        Some(format!("{pattern}{every} --start {start} --end {end} --timezone {zone}"))
    }
}

impl RequestedSchedule {
    /// Whether its times are on the platform's own clock, because no zone was given.
    pub fn is_on_platform_clock(&self) -> bool {
        matches!(self, Self::Kore(request) if request.clock == ScheduleClock::Platform)
    }

    /// Checks the request and converts it to the clock on which it is sent. Each finding is added at the value that it
    /// is about. Returns a schedule only if there are no errors.
    pub fn plan(
        &self,
        platform_zone: &Zone,
        hours: Option<&CallingHours>,
        now: Timestamp,
        findings: &mut Findings,
    ) -> Option<PlannedSchedule> {
        match self {
            Self::Kore(request) => {
                convert(request, platform_zone, hours, now, findings).map(PlannedSchedule::Kore)
            }
            Self::Burki(request) => {
                let plan = request.plan(now, findings)?;
                let first_run = plan.runs().starting_from(now).next()?.scheduled;
                Some(PlannedSchedule::Burki(BurkiSchedule { plan, first_run }))
            }
            Self::Immediate => Some(PlannedSchedule::Immediate),
        }
    }
}

impl RequestedSchedule {
    /// This request as if made at `then`: without a start day, it begins with the first run after `then`.
    #[must_use]
    pub fn as_asked_at(&self, then: Timestamp) -> Self {
        match self {
            Self::Burki(request) => Self::Burki(request.as_asked_at(then)),
            Self::Kore(_) | Self::Immediate => self.clone(),
        }
    }

    /// The days on which it runs; `None` without a schedule.
    pub fn pattern(&self) -> Option<RunPattern> {
        match self {
            Self::Kore(request) => Some(request.recurrence.value.into()),
            Self::Burki(request) => Some(request.pattern.value),
            Self::Immediate => None,
        }
    }

    /// A single run at a typed time, for a platform that supports it.
    pub fn once(start: Located<Resolved>) -> Self {
        let pattern = Located::new(RunPattern::Once, start.origin.clone());
        Self::Burki(BurkiScheduleRequest { start, is_start_said: true, end: None, pattern })
    }

    /// Removes the end of a live schedule if it is after the last year whose clocks are known; the schedule still runs.
    /// Returns the removed end's day.
    pub fn take_end_too_far(&mut self) -> Option<Date> {
        let Self::Burki(request) = self else { return None };
        let end = request.end.take_if(|end| end.value.civil.year() > LAST_YEAR)?;
        Some(end.value.civil.date())
    }

    /// Whether a start is asked for.
    pub const fn says_start(&self) -> bool {
        !matches!(self, Self::Burki(BurkiScheduleRequest { is_start_said: false, .. }))
    }

    /// Whether a schedule that repeats has begun on both sides, as it was planned from this and as it is on the
    /// platform, and both go on alike: when it began first makes no difference any more. A schedule without a start
    /// leaves to the live one when it begins, and from when its days, weeks or months are counted, also where that is
    /// still to come.
    pub fn has_begun(&self, planned: &PlannedSchedule, held: &LiveSchedule, now: Timestamp) -> bool {
        let (Self::Burki(asked), PlannedSchedule::Burki(own)) = (self, planned) else { return false };
        let zone = own.plan.repeat_zone();
        let held_start = held.scheduled_at.as_deref().and_then(|text| {
            let wall = text.trim_end_matches(['Z', 'z']).parse::<DateTime>().ok();
            text.parse::<Timestamp>().ok().or_else(|| wall.map(|wall| zone.read(wall).instant()))
        });
        let goes_on_alike = || match held.start() {
            _ if own.plan.pattern().every().is_some_and(|every| every.get() == 1) => true,
            ReportedStart::Known(begun, _) => own.plan.goes_on_as_begun(begun, now),
            ReportedStart::Untold | ReportedStart::Unclear => false,
        };
        let have_both_begun = || own.plan.start() <= now && held_start.is_some_and(|start| start <= now);
        held.recurrence.is_some() && (!asked.is_start_said || (have_both_begun() && goes_on_alike()))
    }

    /// The clock that repeats the schedule on its platform.
    pub(super) const fn repeated_on(&self) -> RepeatingClock {
        match self {
            Self::Kore(_) => RepeatingClock::Platform,
            Self::Burki(_) | Self::Immediate => RepeatingClock::Schedule,
        }
    }

    /// The place of its start; `None` if it has none.
    pub const fn start_origin(&self) -> Option<&Origin> {
        match self {
            Self::Kore(request) => Some(&request.start.origin),
            Self::Burki(request) => Some(&request.start.origin),
            Self::Immediate => None,
        }
    }
}

impl RequestedSchedule {
    /// The note that the schedule ends at the beginning of a day on which its pattern has a run. Somebody who writes
    /// midnight may mean the whole day.
    pub fn midnight_end(&self, plan: &RunPlan) -> Option<Finding> {
        let (wall, zone, origin) = match self {
            Self::Kore(request) => {
                let zone = match &request.clock {
                    ScheduleClock::Operator(zone) => zone,
                    ScheduleClock::Platform => plan.repeat_zone(),
                };
                let wall = match request.end.value {
                    RequestedTime::Wall(wall) => wall,
                    RequestedTime::Instant(instant) => zone.wall(instant),
                    RequestedTime::EndOfDay(_) => return None,
                };
                (wall, zone, &request.end.origin)
            }
            Self::Burki(request) => {
                let end = request.end.as_ref()?;
                (end.value.civil, &end.value.zone, &end.origin)
            }
            Self::Immediate => return None,
        };
        let day = wall.date();
        if wall != day.to_datetime(Time::midnight()) {
            return None;
        }
        let last = Resolved::end_of(day, zone).ok()?.instant;
        let run = zone.wall(plan.first_run_between(zone.read(wall).instant(), last)?.instant);
        let message = format!(
            "the end, {} {zone}, is the beginning of that day: the run at {} on it is left out",
            shown(wall),
            shown_time(run.time())
        );
        let help = format!("write only the day, {day}, to include that day");
        Some(Problem::note("schedule/end-at-midnight", message).help(help).at(origin))
    }
}

impl PlannedSchedule {
    /// Whether there is no schedule, so that the campaign runs when it is started.
    pub const fn is_immediate(&self) -> bool {
        matches!(self, Self::Immediate)
    }

    /// Whether its times go out on another clock than the one on which they were asked for: the platform's own.
    pub const fn is_converted(&self) -> bool {
        matches!(self, Self::Kore(_))
    }

    /// Whether its end goes out as a day alone, of which no documentation says whether it still runs on it. Burki
    /// contract §3.
    pub const fn ends_on_a_day(&self) -> bool {
        matches!(self, Self::Burki(_))
    }

    /// The beginning that is sent: its instant, and its local time on the platform's clock. `None` without a schedule.
    pub fn start_sent(&self) -> Option<(Timestamp, DateTime)> {
        match self {
            Self::Kore(schedule) => Some((schedule.start(), schedule.platform_start())),
            // The first run, which a clock gap may move.
            Self::Burki(BurkiSchedule { plan, first_run }) => {
                Some((plan.repeat_zone().read(*first_run).instant(), *first_run))
            }
            Self::Immediate => None,
        }
    }

    /// The input from which its runs are computed; `None` without a schedule.
    pub fn runs(&self) -> Option<RunPlan> {
        match self {
            Self::Kore(schedule) => Some(schedule.for_any_platform()),
            Self::Burki(schedule) => Some(schedule.plan.clone()),
            Self::Immediate => None,
        }
    }
}
