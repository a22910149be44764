//! A requested schedule for Burki, and the first run of one without a day.

use std::num::NonZeroU32;

use jiff::Timestamp;
use jiff::civil::Time;

use super::RunPlan;
use super::limits::{LAST_YEAR, interval_counting, too_far};
use super::local_time::clock_change;
use crate::domain::finding::{Findings, Located, Problem};
use crate::domain::occurrence::Occurrences;
use crate::domain::run_pattern::RunPattern;
use crate::domain::wall_clock::{LocalTimeReading, shown, shown_time};
use crate::domain::wall_clock::{clear_of_fold, shown_day, shown_now};
use crate::domain::wall_time::Resolved;
use crate::domain::zone::Zone;

/// The start of a schedule without a start day: the first run of its pattern from now on, at this time of day.
/// Burki contract §10.6. The interval is counted from this run.
pub fn first_run(pattern: RunPattern, time: Time, zone: &Zone, now: Timestamp) -> Resolved {
    let pattern = pattern.with_every(NonZeroU32::MIN).unwrap_or(pattern);
    let today = zone.wall(now).date().to_datetime(time);
    let first = Occurrences::new(today, None, pattern, zone).starting_from(now).next();
    let wall = first.map_or(today, |run| run.scheduled);
    // If the first run is inside a clock gap, only this run moves, and not the time of all later runs.
    Resolved {
        instant: zone.read(wall).instant(),
        zone: zone.clone(),
        offset: None,
        civil: wall,
        notes: Vec::new(),
    }
}

/// A schedule for a platform that repeats it in the schedule's own zone, as Burki does (Burki contract §3). Local time
/// is sent unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BurkiScheduleRequest {
    /// The start; its zone is the schedule's.
    pub start: Located<Resolved>,
    /// Whether the day of the start was given. If not, the start is the [`first_run`].
    pub is_start_said: bool,
    /// The end, inclusive; `None` if the schedule has no end.
    pub end: Option<Located<Resolved>>,
    /// The days on which it runs.
    pub pattern: Located<RunPattern>,
}

impl BurkiScheduleRequest {
    /// The start with another pattern or another time of day. A start day that was given stays.
    ///
    /// # Errors
    ///
    /// `time/in-dst-gap` if the time on that day is inside a clock gap.
    pub fn start_over(
        &self,
        pattern: RunPattern,
        time: Option<Time>,
        now: Timestamp,
    ) -> Result<Resolved, Problem> {
        let Resolved { zone, civil, .. } = &self.start.value;
        match time {
            Some(time) if self.is_start_said => Resolved::wall(civil.date().to_datetime(time), zone),
            time if !self.is_start_said && pattern != RunPattern::Once => {
                Ok(first_run(pattern, time.unwrap_or_else(|| civil.time()), zone, now))
            }
            _ => Ok(self.start.value.clone()),
        }
    }

    /// This request as if made at `then`: without a start day, it begins with the first run after `then`.
    #[must_use]
    pub fn as_asked_at(&self, then: Timestamp) -> Self {
        let start = self.start_over(self.pattern.value, None, then);
        let start =
            start.map_or_else(|_| self.start.clone(), |it| Located::new(it, self.start.origin.clone()));
        Self { start, ..self.clone() }
    }

    /// Checks the request. Each finding is added at the value that it is about. Returns a plan only if
    /// there are no errors.
    pub fn plan(&self, now: Timestamp, findings: &mut Findings) -> Option<RunPlan> {
        let zone = &self.start.value.zone;
        let mut found = Findings::new();
        found.extend(self.seconds_problem().map(|problem| problem.at(&self.start.origin)));
        found.extend(self.zone_problem().map(|problem| problem.at(&self.start.origin)));
        found.extend(self.fold_problem().map(|problem| problem.at(&self.start.origin)));
        found.extend(self.gap_problem().map(|problem| problem.at(&self.start.origin)));
        if let Some(end) = &self.end {
            found.extend(self.end_problem(end, now).map(|problem| problem.at(&end.origin)));
        }
        if let RunPattern::Monthly { day, .. } = self.pattern.value
            && !day.is_in_every_month()
        {
            let problem = Problem::note(
                "schedule/day-not-in-every-month",
                format!("not every month has a day {day}: a month without it has no run"),
            )
            .help("use day 28 or earlier to run in every month");
            found.push(problem.at(&self.pattern.origin));
        }
        let counting = interval_counting(self.pattern.value);
        found.extend(counting.map(|problem| problem.at(&self.pattern.origin)));
        let plan = RunPlan::from(self);
        if !found.has_errors() && plan.runs().starting_from(now).next().is_none() {
            let problem = self.never_runs(&plan, now);
            found.push(problem.at(&self.pattern.origin));
        }
        let sound = !found.has_errors();
        if sound {
            found.extend(self.start_problem(&plan, now).map(|problem| problem.at(&self.start.origin)));
            let change = clock_change(plan.runs().starting_from(now), &format!("the clock in {zone}"));
            found.extend(change.map(|problem| problem.at(&self.start.origin)));
        }
        findings.extend(found);
        sound.then_some(plan)
    }

    /// The finding about a repeating schedule whose time of day has seconds.
    fn seconds_problem(&self) -> Option<Problem> {
        let time = self.start.value.civil.time();
        (self.pattern.value != RunPattern::Once && time.second() != 0).then(|| {
            let message = format!("the time of the runs, {}, has seconds", shown_time(time));
            Problem::error("schedule/seconds-not-taken", message)
                .help("a schedule that repeats has only hours and minutes: leave the seconds out")
        })
    }

    /// The finding about a start in the past, or on a day that is none of the pattern. Earlier today is accepted, since
    /// a schedule without a day counts from today.
    fn start_problem(&self, plan: &RunPlan, now: Timestamp) -> Option<Problem> {
        let Resolved { zone, civil, instant, .. } = &self.start.value;
        let next = plan.runs().starting_from(now).next()?;
        let start = format!("the start, {} {zone},", shown(*civil));
        let first = shown_day(next.platform);
        if civil.date() < zone.wall(now).date() {
            return Some(Problem::warning("schedule/start-in-past", format!("{start} has passed")).help(
                format!("the start is in the past; the schedule will begin at its next run, {first}"),
            ));
        }
        (*instant >= now && next.instant > *instant).then(|| {
            Problem::note(
                "schedule/start-not-a-run",
                format!("{start} is not a run: its day is none of the schedule's"),
            )
            .help(format!("the first run is {first}"))
        })
    }

    /// The finding about an offset as the zone. The platform accepts only zone names, and an offset has no name.
    fn zone_problem(&self) -> Option<Problem> {
        let zone = &self.start.value.zone;
        (!zone.is_iana()).then(|| {
            let message = format!("the start has the offset {zone}, and a schedule needs the name of a time zone");
            Problem::error("schedule/zone-not-iana", message)
                .help("name the zone with --timezone, such as America/New_York: an offset does not say when clocks change")
        })
    }

    /// The finding about the second of two equal local times. Local time is sent without an offset, so it can only mean
    /// the earlier one.
    fn fold_problem(&self) -> Option<Problem> {
        let Resolved { zone, civil, instant, .. } = &self.start.value;
        let LocalTimeReading::Fold { earlier, later } = zone.read(*civil) else { return None };
        (*instant == later).then(|| {
            let message = format!(
                "{} comes twice in {zone}, and kcamp cannot tell the platform that the later one is meant",
                shown(*civil)
            );
            Problem::error("schedule/wire-ambiguous", message).help(format!(
                "choose a time before or after that hour, such as {}",
                shown(clear_of_fold(earlier, later, zone))
            ))
        })
    }

    /// The finding about a first run inside a clock gap. It is sent as the start, and that local time does not exist. A
    /// start that was given is refused where it is read.
    fn gap_problem(&self) -> Option<Problem> {
        let Resolved { zone, civil, .. } = &self.start.value;
        let problem = Resolved::wall(*civil, zone).err()?;
        Some(
            problem
                .help("it would be the first run: begin on another day with --start, or choose another time"),
        )
    }

    fn end_problem(&self, end: &Located<Resolved>, now: Timestamp) -> Option<Problem> {
        let zone = &self.start.value.zone;
        let wall = zone.wall(end.value.instant);
        if end.value.instant <= now {
            let now = shown_now(zone.wall(now));
            let message = format!("the end, {} {zone}, has passed: it is {now} there", shown(wall));
            return Some(
                Problem::error("schedule/end-in-past", message).help("give an end that is later than now"),
            );
        }
        // A start that was not given is the first run from now on, and there is no run after the end.
        if self.is_start_said && end.value.instant < self.start.value.instant {
            let start = shown(self.start.value.civil);
            let message = format!("the end, {} {zone}, is before the start, {start}", shown(wall));
            return Some(
                Problem::error("schedule/end-before-start", message)
                    .help("the end must be after the start; it is inclusive"),
            );
        }
        (wall.year() > LAST_YEAR).then(|| {
            too_far(end.value.instant, zone)
                .help("time zone rules are unknown so far ahead; end it earlier, or give no end")
        })
    }

    fn never_runs(&self, plan: &RunPlan, now: Timestamp) -> Problem {
        let zone = plan.reader_zone();
        if self.pattern.value == RunPattern::Once {
            let now = shown_now(zone.wall(now));
            let message =
                format!("the run, {} {zone}, has passed: it is {now} there", shown(plan.platform_start()));
            return Problem::error("schedule/never-runs", message).help("give a time that is later than now");
        }
        let from = if self.is_start_said { plan.start().max(now) } else { now };
        let until = plan.end().map_or_else(
            || format!("the year {LAST_YEAR}"),
            |end| format!("the end, {} {zone}", shown_day(zone.wall(end))),
        );
        let message = format!(
            "{} never falls between {} {zone} and {until}",
            self.pattern.value,
            shown_day(zone.wall(from))
        );
        Problem::error("schedule/never-runs", message)
            .help("choose another day, a later start or a later end")
    }
}

impl From<&BurkiScheduleRequest> for RunPlan {
    fn from(request: &BurkiScheduleRequest) -> Self {
        let end = request.end.as_ref().map(|end| end.value.instant);
        Self::in_own_zone(&request.start.value, end, request.pattern.value)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{BurkiScheduleRequest, RunPlan, first_run};
    use crate::domain::finding::{Findings, Located, Origin};
    use crate::domain::recurrence::Recurrence;
    use crate::domain::run_pattern::RunPattern;
    use crate::domain::wall_time::{Resolved, ScheduleBound, TimeInput};
    use crate::domain::zone::Zone;

    const NOW: &str = "2026-11-21T06:00:00Z";

    fn monthly(day: &str) -> RunPattern {
        RunPattern::Monthly { every: 1.try_into().unwrap(), day: day.parse().unwrap() }
    }

    fn plan(start: &str, end: Option<&str>, pattern: RunPattern) -> (Option<RunPlan>, Vec<&'static str>) {
        let zone: Zone = "America/New_York".parse().unwrap();
        let resolve = |text: &str, edge| {
            let input: TimeInput = text.parse().unwrap();
            Located::new(
                input.resolve(Some(&zone), edge, NOW.parse().unwrap()).unwrap(),
                Origin::Flag("--start".into()),
            )
        };
        let request = BurkiScheduleRequest {
            start: resolve(start, ScheduleBound::Start { at: None }),
            is_start_said: true,
            end: end.map(|end| resolve(end, ScheduleBound::End)),
            pattern: Located::new(pattern, Origin::Flag("--monthly".into())),
        };
        let mut findings = Findings::new();
        let plan = request.plan(NOW.parse().unwrap(), &mut findings);
        (plan, findings.iter().map(|finding| finding.problem.code).collect())
    }

    #[test]
    fn wall_time_stays_and_no_day_moves() {
        let (plan, codes) = plan("2026-12-01 23:30", None, monthly("5"));
        assert_eq!(codes, ["schedule/start-not-a-run"]);
        let runs: Vec<String> = plan.unwrap().runs().take(5).map(|run| run.platform.to_string()).collect();
        assert_eq!(runs[0], "2026-12-05T23:30:00");
        // After the clocks changed, it is still 23:30 in the zone.
        assert_eq!(runs[4], "2027-04-05T23:30:00");
    }

    #[test]
    fn without_an_end_runs_stop_with_the_year_2100() {
        let (plan, codes) = plan("2026-12-31 09:00", None, monthly("31"));
        assert_eq!(codes, ["schedule/day-not-in-every-month"]);
        let last = plan.unwrap().runs().last().unwrap();
        assert_eq!(last.platform.to_string(), "2100-12-31T09:00:00");
    }

    #[test]
    fn a_start_that_has_passed_is_said_and_the_schedule_goes_on() {
        let (start_passed, codes) = plan("2026-11-20 09:00", None, monthly("5"));
        assert!(start_passed.is_some());
        assert_eq!(codes, ["schedule/start-in-past"]);
        // Earlier today, so it is accepted.
        assert_eq!(plan("2026-11-21 00:30", None, monthly("5")).1, [""; 0]);
    }

    #[test]
    fn a_start_that_nobody_gave_is_the_first_run_from_now() {
        let zone: Zone = "America/New_York".parse().unwrap();
        let every = 1.try_into().unwrap();
        // In the schedule's zone it is 01:00 on a Saturday.
        let now = NOW.parse().unwrap();
        let daily = RunPattern::Recurring(Recurrence::Daily { every });
        let weekly = RunPattern::Recurring(Recurrence::Weekly { every, days: "Mon,Sat".parse().unwrap() });
        for (pattern, time, first) in [
            (daily, "00:59", "2026-11-22T00:59:00"),
            (daily, "01:00", "2026-11-21T01:00:00"),
            (weekly, "00:30", "2026-11-23T00:30:00"),
            (weekly, "09:00", "2026-11-21T09:00:00"),
            (monthly("20"), "09:00", "2026-12-20T09:00:00"),
            (monthly("31"), "09:00", "2026-12-31T09:00:00"),
        ] {
            let run = first_run(pattern, time.parse().unwrap(), &zone, now);
            assert_eq!(run.civil.to_string(), first, "{pattern} {time}");
            assert_eq!(zone.wall(run.instant), run.civil);
        }
    }

    #[test]
    fn a_first_run_inside_a_clock_gap_is_refused() {
        let zone: Zone = "America/New_York".parse().unwrap();
        let every = 1.try_into().unwrap();
        let sundays = RunPattern::Recurring(Recurrence::Weekly { every, days: "Sun".parse().unwrap() });
        for (now, time, is_refused) in [
            ("2027-03-10T12:00:00Z", "02:15", true),
            ("2027-03-10T12:00:00Z", "03:00", false),
            // Later runs inside a gap are warned of.
            ("2027-03-14T12:00:00Z", "02:15", false),
        ] {
            let now = now.parse().unwrap();
            let request = BurkiScheduleRequest {
                start: Located::new(
                    first_run(sundays, time.parse().unwrap(), &zone, now),
                    Origin::Flag("--at".into()),
                ),
                is_start_said: false,
                end: None,
                pattern: Located::new(sundays, Origin::Flag("--weekly".into())),
            };
            let mut findings = Findings::new();
            let is_planned = request.plan(now, &mut findings).is_some();
            let is_named = findings.iter().any(|finding| finding.problem.code == "time/in-dst-gap");
            assert_eq!((is_named, is_planned), (is_refused, !is_refused), "{now} {time}");
        }
    }

    #[test]
    fn another_time_or_pattern_leaves_a_day_that_was_said() {
        let zone: Zone = "America/New_York".parse().unwrap();
        let now = NOW.parse().unwrap();
        let every = 2.try_into().unwrap();
        let daily = RunPattern::Recurring(Recurrence::Daily { every });
        let request = |is_start_said| BurkiScheduleRequest {
            start: Located::new(
                Resolved::wall("2026-12-05T09:00:00".parse().unwrap(), &zone).unwrap(),
                Origin::Flag("--start".into()),
            ),
            is_start_said,
            end: None,
            pattern: Located::new(monthly("5"), Origin::Flag("--monthly".into())),
        };
        let start = |is_said, pattern, time: Option<&str>| {
            let time = time.map(|time| time.parse().unwrap());
            request(is_said).start_over(pattern, time, now).unwrap().civil.to_string()
        };
        for (is_said, pattern, time, expected) in [
            (true, monthly("5"), None, "2026-12-05T09:00:00"),
            (true, monthly("5"), Some("23:00"), "2026-12-05T23:00:00"),
            (true, daily, Some("00:30"), "2026-12-05T00:30:00"),
            (true, daily, None, "2026-12-05T09:00:00"),
            (true, RunPattern::Once, Some("10:00"), "2026-12-05T10:00:00"),
            // In the schedule's zone it is 01:00 on 21 November.
            (false, monthly("5"), Some("10:00"), "2026-12-05T10:00:00"),
            (false, monthly("21"), Some("00:30"), "2026-12-21T00:30:00"),
            (false, daily, None, "2026-11-21T09:00:00"),
            (false, daily, Some("00:30"), "2026-11-22T00:30:00"),
        ] {
            assert_eq!(start(is_said, pattern, time), expected, "{is_said} {pattern} {time:?}");
        }
    }

    #[test]
    fn what_repeats_has_no_seconds() {
        assert_eq!(plan("2026-12-01 09:00:30", None, monthly("5")).1, ["schedule/seconds-not-taken"]);
        assert_eq!(plan("2026-12-01 09:00:30", None, RunPattern::Once).1, [""; 0]);
    }

    #[test]
    fn an_offset_is_no_zone() {
        let start = Resolved {
            instant: "2026-12-01T03:30:00Z".parse().unwrap(),
            zone: Zone::fixed(jiff::tz::offset(5)),
            offset: None,
            civil: "2026-12-01T08:30:00".parse().unwrap(),
            notes: Vec::new(),
        };
        let flag = || Origin::Flag("--start".into());
        let request = BurkiScheduleRequest {
            start: Located::new(start, flag()),
            is_start_said: true,
            end: None,
            pattern: Located::new(RunPattern::Once, flag()),
        };
        let mut findings = Findings::new();
        assert_eq!(request.plan(NOW.parse().unwrap(), &mut findings), None);
        let codes: Vec<&str> = findings.iter().map(|finding| finding.problem.code).collect();
        assert_eq!(codes, ["schedule/zone-not-iana"]);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (start, end, pattern, code) in [
            ("2026-12-01 09:00", Some("2026-11-30"), monthly("1"), "schedule/end-before-start"),
            ("2026-10-01 09:00", Some("2026-11-20"), monthly("1"), "schedule/end-in-past"),
            ("2026-12-01 09:00", Some("2101-01-01"), monthly("1"), "schedule/end-too-far"),
            ("2026-12-02 09:00", Some("2026-12-31"), monthly("1"), "schedule/never-runs"),
            ("2026-11-01 09:00", None, RunPattern::Once, "schedule/never-runs"),
        ] {
            let (plan, codes) = plan(start, end, pattern);
            assert_eq!((plan, codes), (None, vec![code]));
        }
    }
}
