//! Converts a requested schedule to the one that is sent, and checks every rule of a schedule.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

use super::limits::interval_counting;
use super::week_counting::{RotatedWeeks, WrongDay};
use super::{Ends, KoreSchedule, KoreScheduleRequest, ScheduleClock, local_time, split};
use crate::domain::calling_hours::CallingHours;
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::occurrence::{Occurrence, Occurrences};
use crate::domain::recurrence::Recurrence;
use crate::domain::wall_clock::{LocalTimeReading, clear_of_fold, days_from, shown, shown_day, shown_time};
use crate::domain::zone::Zone;

/// Checks a request completely and converts it to the platform's clock. Each finding is added at the value that it is
/// about. Returns a schedule only if there are no errors.
///
/// `platform_zone` is the clock on which the platform repeats schedules. With `calling_hours`, the runs are also
/// checked in the zone of the people who are reached.
pub fn convert(
    request: &KoreScheduleRequest,
    platform_zone: &Zone,
    calling_hours: Option<&CallingHours>,
    now: Timestamp,
    findings: &mut Findings,
) -> Option<KoreSchedule> {
    let mut conversion = Conversion { request, platform_zone, calling_hours, now, findings: Findings::new() };
    let schedule = conversion.run();
    let sound = !conversion.findings.has_errors();
    findings.extend(conversion.findings);
    schedule.filter(|_| sound)
}

struct Conversion<'a> {
    request: &'a KoreScheduleRequest,
    platform_zone: &'a Zone,
    calling_hours: Option<&'a CallingHours>,
    now: Timestamp,
    findings: Findings,
}

impl<'a> Conversion<'a> {
    fn run(&mut self) -> Option<KoreSchedule> {
        let request = self.request;
        let (start, end) = (Some(&request.start), Some(&request.end));
        let (start, end) =
            Ends { start, end, zone: self.asked_zone(), now: self.now }.check(&mut self.findings);
        self.note_interval_counting();
        // The following checks look at the runs, so both ends must be valid.
        if self.findings.has_errors() {
            return None;
        }
        let (start, end) = (start?, end?);
        let recurrence = self.on_platform_days(start, end);
        let schedule = KoreSchedule::on_clock_of(self.platform_zone, start, end, request.recurrence.value)
            .sent_on(recurrence?)
            .read_in(self.reader_zone());
        let schedule = self.leave_out_surplus(schedule);
        self.check_wire(start, &request.start.origin);
        self.check_wire(schedule.end(), &request.end.origin);
        let next = self.next_run(&schedule)?;
        self.say_which_run_is_first(&schedule, next);
        local_time::check(&schedule, request, self.calling_hours, self.now, &mut self.findings);
        Some(schedule)
    }

    /// The clock of the request.
    const fn asked_zone(&self) -> &'a Zone {
        match &self.request.clock {
            ScheduleClock::Operator(zone) => zone,
            ScheduleClock::Platform => self.platform_zone,
        }
    }

    /// The zone in which people read the request.
    fn reader_zone(&self) -> &'a Zone {
        match (&self.request.clock, self.calling_hours) {
            (ScheduleClock::Operator(zone), _) => zone,
            (ScheduleClock::Platform, Some(hours)) => &hours.zone,
            (ScheduleClock::Platform, None) => self.platform_zone,
        }
    }

    /// The platform's clock and the reader's, if the request is written on the first and read on the second.
    fn both_clocks(&self) -> Option<(&'a Zone, &'a Zone)> {
        let (platform, reader) = (self.platform_zone, self.reader_zone());
        (self.request.clock == ScheduleClock::Platform && platform != reader).then_some((platform, reader))
    }

    /// An instant on the reader's clock; on both clocks if the days are written on another clock.
    fn moment(&self, instant: Timestamp) -> String {
        match self.both_clocks() {
            Some((platform, reader)) => format!(
                "{} {platform} ({} {reader})",
                shown_day(platform.wall(instant)),
                shown_day(reader.wall(instant))
            ),
            None => shown_day(self.reader_zone().wall(instant)),
        }
    }

    /// The recurrence in words, with the clock of its days if dates are shown on another one.
    fn repeats(&self, schedule: &KoreSchedule) -> String {
        let words = schedule.asked_pattern().to_string();
        match self.both_clocks() {
            Some((platform, reader)) => match schedule.days_for_reader() {
                Some(days) => format!("{words} in {platform}, on {days} in {reader},"),
                None => format!("{words} in {platform}"),
            },
            None => words,
        }
    }

    fn note_interval_counting(&mut self) {
        let recurrence = &self.request.recurrence;
        let counting = interval_counting(recurrence.value.into());
        self.findings.extend(counting.map(|problem| problem.at(&recurrence.origin)));
    }

    /// The recurrence on the weekdays of the platform's clock, `None` if no rotation is right for every run.
    fn on_platform_days(&mut self, start: Timestamp, end: Timestamp) -> Option<Recurrence> {
        let asked = self.request.recurrence.value;
        let (Recurrence::Weekly { every, days }, ScheduleClock::Operator(zone)) =
            (asked, &self.request.clock)
        else {
            return Some(asked);
        };
        let here = zone.wall(start);
        let there = self.platform_zone.wall(start);
        let shift = days_from(here.date(), there.date());
        let rotated = asked.rotate(shift);
        let origin = &self.request.recurrence.origin;
        if shift != 0 && every.get() > 1 {
            let last = self.platform_zone.wall(end).duration_since(there).as_hours() / 24;
            let weeks = RotatedWeeks { here: here.date(), there: there.date(), every, days, last };
            if let Some(wrong) = weeks.first_wrong() {
                let problem = self.wrong_weeks(zone, here, there, weeks, wrong);
                self.findings.push(problem.at(origin));
                return None;
            }
        }
        if let (true, Some(there_days)) = (rotated != asked, rotated.days()) {
            let problem = Problem::note(
                "schedule/weekdays-rotated",
                format!(
                    "{days} at {} in {zone} is sent as {there_days} at {} {}",
                    shown_time(here.time()),
                    shown_time(there.time()),
                    self.platform_zone
                ),
            )
            .help("the platform repeats a schedule on its own clock, where the start is on another date");
            self.findings.push(problem.at(origin));
        }
        Some(rotated)
    }

    /// The error for an interval of several weeks that would give a wrong day in one of the ways in which the platform
    /// may count weeks.
    fn wrong_weeks(
        &self,
        zone: &Zone,
        here: DateTime,
        there: DateTime,
        weeks: RotatedWeeks,
        wrong: WrongDay,
    ) -> Problem {
        let asked = self.request.recurrence.value;
        let platform = self.platform_zone;
        let on_day = |days: i64| here.saturating_add(SignedDuration::from_hours(24 * days));
        let what =
            if wrong.is_left_out { "the run would be left out" } else { "there would be an unwanted run" };
        let problem = Problem::error(
            "schedule/weekday-shift",
            format!(
                "{asked} in {zone} cannot be sent: its start, {} there, is {} on the platform's clock ({platform}), and where the \
                 platform counts weeks {}, {what} on {}",
                shown_day(here),
                shown_day(there),
                wrong.counting,
                shown_day(on_day(wrong.days_after))
            ),
        );
        let first_run = weeks.first_run().filter(|day| *day > 0);
        match first_run.filter(|day| weeks.starting(*day).first_wrong().is_none()) {
            Some(day) => problem.help(format!(
                "start it at its first run, {}: no run is lost, and the weeks are the same in every way of counting",
                shown_day(on_day(day))
            )),
            None => problem.help(format!(
                "use every week, or a time of day that has one date in {zone} and {platform}, or one campaign for each day"
            )),
        }
    }

    /// Moves the end before an unwanted run: one that was requested for a time after the end, but that the platform's
    /// repetition moves before the end.
    fn leave_out_surplus(&mut self, schedule: KoreSchedule) -> KoreSchedule {
        let ScheduleClock::Operator(zone) = &self.request.clock else { return schedule };
        let asked = zone.wall(schedule.start()).time();
        let a_day_before =
            schedule.end().saturating_sub(SignedDuration::from_hours(24)).unwrap_or(schedule.end());
        let surplus = schedule
            .runs()
            .starting_from(a_day_before.max(self.now))
            .find(|run| split::asked_for(zone, run, asked) > schedule.end());
        let Some(run) = surplus else { return schedule };
        let Ok(end) = run.instant.checked_sub(SignedDuration::from_secs(1)) else { return schedule };
        if end <= schedule.start() || end <= self.now {
            return schedule;
        }
        let platform = self.platform_zone;
        let problem = Problem::note(
            "schedule/end-moved",
            format!(
                "the end is sent as {} {platform}: with {} {zone} the platform would run once too often",
                shown(platform.wall(end)),
                shown_day(zone.wall(run.instant))
            ),
        )
        .help(format!(
            "no run is lost: the next one at {} would be on {}",
            shown_time(asked),
            zone.wall(split::asked_for(zone, &run, asked)).date()
        ));
        self.findings.push(problem.at(&self.request.end.origin));
        schedule.ending(end)
    }

    /// The finding about a local time that comes twice on the platform's clock. Local time is sent without an offset,
    /// so it can only mean the earlier one.
    fn check_wire(&mut self, instant: Timestamp, origin: &Origin) {
        let wall = self.platform_zone.wall(instant);
        if let LocalTimeReading::Fold { earlier, later } = self.platform_zone.read(wall)
            && instant == later
        {
            let zone = self.platform_zone;
            let problem = Problem::error(
                "schedule/wire-ambiguous",
                format!(
                    "{} comes twice on the platform's clock ({zone}), and kcamp cannot tell the platform which one is meant",
                    shown(wall)
                ),
            )
            .help(format!(
                "{} does not: choose a time before or after that hour",
                shown(clear_of_fold(earlier, later, zone))
            ));
            self.findings.push(problem.at(origin));
        }
    }

    /// The first future run. It is an error if there is none.
    fn next_run(&mut self, schedule: &KoreSchedule) -> Option<Occurrence> {
        let next = schedule.runs().starting_from(self.now).next();
        if next.is_none() {
            if let Some(lost) = local_time::only_run_is_lost(schedule, &self.request.clock, self.now) {
                self.findings.push(lost.at(&self.request.start.origin));
                return None;
            }
            let zone = schedule.reader_zone();
            let named = self.both_clocks().map_or_else(|| format!(" {zone}"), |_| String::new());
            let (from, of_start) =
                if schedule.start() < self.now { (self.now, "now") } else { (schedule.start(), "the start") };
            let would_be =
                Occurrences::new(schedule.platform_start(), None, schedule.pattern(), self.platform_zone)
                    .starting_from(self.now)
                    .next();
            let problem = Problem::error(
                "schedule/never-runs",
                format!(
                    "{} never falls between {of_start}, {}, and the end, {}{named}",
                    self.repeats(schedule),
                    self.moment(from),
                    self.moment(schedule.end())
                ),
            );
            let problem = match would_be {
                Some(run) => problem.help(format!(
                    "it would first run on {}: move the end there or later",
                    self.moment(run.instant)
                )),
                None => problem.help("choose other days or a later end"),
            };
            self.findings.push(problem.at(&self.request.recurrence.origin));
        }
        next
    }

    fn say_which_run_is_first(&mut self, schedule: &KoreSchedule, next: Occurrence) {
        let zone = schedule.reader_zone();
        let named = self.both_clocks().map_or_else(|| format!(" {zone}"), |_| String::new());
        let start = self.moment(schedule.start());
        let next_run = self.moment(next.instant);
        let problem = if schedule.start() < self.now {
            Problem::warning("schedule/start-in-past", format!("the start, {start}{named}, has passed")).help(
                format!(
                    "the documentation does not say what happens then; the next run should be {next_run}"
                ),
            )
        } else if next.instant > schedule.start() {
            Problem::note(
                "schedule/start-not-a-run",
                format!(
                    "the start, {start}{named}, is not a run: {} does not fall on it",
                    self.repeats(schedule)
                ),
            )
            .help(format!("the first run is {next_run}"))
        } else {
            return;
        };
        self.findings.push(problem.at(&self.request.start.origin));
    }
}
