//! Following a help to the letter gives exactly the requested runs.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::super::{KoreSchedule, KoreScheduleRequest, convert};
use super::properties::any_recurrence;
use super::{NOW, daily, flag, weekly, zone};
use crate::domain::finding::{Findings, Located};
use crate::domain::occurrence::Occurrences;
use crate::domain::recurrence::Recurrence;
use crate::domain::wall_time::{Resolved, ScheduleBound, TimeInput};
use crate::domain::zone::Zone;

/// The input of an operator: `--start`, `--end` and a recurrence.
#[derive(Debug, Clone)]
struct Typed {
    start: String,
    end: String,
    recurrence: Recurrence,
}

impl Typed {
    fn time(text: &str, zone: &Zone, edge: ScheduleBound) -> Resolved {
        let input: TimeInput = text.parse().unwrap();
        input
            .resolve(Some(zone), edge, NOW.parse().unwrap())
            .unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    fn request(&self, zone: &Zone) -> KoreScheduleRequest {
        KoreScheduleRequest::from_resolved(
            Located::new(Self::time(&self.start, zone, ScheduleBound::Start { at: None }), flag("--start")),
            Located::new(Self::time(&self.end, zone, ScheduleBound::End), flag("--end")),
            Located::new(self.recurrence, flag("--weekly")),
        )
    }

    /// The input with a later start. If the end is not after the new start, the end becomes the day of that start.
    fn starting(&self, start: String, zone: &Zone) -> Self {
        let ends_there = Self::time(&self.end, zone, ScheduleBound::End).instant
            <= Self::time(&start, zone, ScheduleBound::Start { at: None }).instant;
        let end = if ends_there { start.split(' ').next().unwrap().to_owned() } else { self.end.clone() };
        Self { start, end, recurrence: self.recurrence }
    }

    /// The requested runs, on the operator's clock.
    fn asked(&self, zone: &Zone) -> Vec<DateTime> {
        let start = Self::time(&self.start, zone, ScheduleBound::Start { at: None });
        let end = Self::time(&self.end, zone, ScheduleBound::End);
        Occurrences::new(start.civil, Some(end.instant), self.recurrence, zone)
            .map(|run| run.platform)
            .collect()
    }
}

/// A help as its reader understands it.
enum Help {
    Split(Date, Time),
    StartAt(String),
    /// The time of one day is inside a clock gap, which no schedule can change.
    Leave,
    Other(String),
}

impl Help {
    fn read(text: &str) -> Self {
        if text.starts_with("choose another time of day, or leave it") {
            return Self::Leave;
        }
        let other = || Self::Other(text.to_owned());
        let Some(rest) = text.strip_prefix("to keep ") else { return other() };
        let (time, rest) = rest.split_once(", ").unwrap();
        if let Some(start) = rest.strip_prefix("start the schedule at ") {
            return Self::StartAt(start.split(": ").next().unwrap().to_owned());
        }
        let rest = rest.strip_prefix("end the schedule before ").unwrap();
        let (date, rest) = rest.split_once(' ').unwrap();
        assert!(rest.starts_with("and enable another from then on, once the first has ended"), "{text}");
        Self::Split(date.parse().unwrap(), time.parse().unwrap())
    }
}

fn plan(typed: &Typed, operator: &Zone, platform: &Zone) -> (Option<KoreSchedule>, Option<String>) {
    let mut findings = Findings::new();
    let schedule = convert(&typed.request(operator), platform, None, NOW.parse().unwrap(), &mut findings);
    let about = ["schedule/local-time-shifts", "schedule/weekday-shift", "schedule/never-runs"];
    let help = findings
        .iter()
        .find(|finding| about.contains(&finding.problem.code))
        .map(|finding| finding.problem.help.clone().unwrap());
    assert!(schedule.is_some() || help.is_some(), "{typed:?}: {findings:?}");
    (schedule, help)
}

/// The runs of all schedules that result from the helps. Returns `Err` with a help that leads to no schedule.
fn follow(typed: &Typed, operator: &Zone, platform: &Zone) -> Result<Vec<DateTime>, String> {
    let mut splits = Vec::new();
    let runs = follow_to(typed, operator, platform, &mut splits);
    // The first help named every later split too.
    if runs.is_ok()
        && let (_, Some(first)) = plan(typed, operator, platform)
    {
        let all = splits.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(named(&first), all[..all.len().min(13)], "{typed:?}: {first}");
    }
    runs
}

/// The days that a help names as ends of schedules.
fn named(help: &str) -> Vec<String> {
    let first = help.split_once("end the schedule before ").map(|(_, rest)| rest.split(' ').next().unwrap());
    let further = help.split_once("split again in the same way before ").map(|(_, rest)| rest);
    let further = further.map_or("", |rest| rest.split(": ").next().unwrap()).trim_end_matches(", …");
    first.into_iter().chain(further.split(", ")).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

fn follow_to(
    typed: &Typed,
    operator: &Zone,
    platform: &Zone,
    splits: &mut Vec<Date>,
) -> Result<Vec<DateTime>, String> {
    let mut runs = Vec::new();
    let mut next = Some(typed.clone());
    let mut steps = 0;
    while let Some(typed) = next.take() {
        steps += 1;
        assert!(steps < 40, "the help leads back to itself: {typed:?}");
        let (schedule, help) = plan(&typed, operator, platform);
        match help.as_deref().map(Help::read) {
            None | Some(Help::Leave) => {
                let local = |run: crate::domain::occurrence::Occurrence| operator.wall(run.instant);
                runs.extend(schedule.unwrap().runs().map(local));
            }
            Some(Help::Split(before, time)) => {
                splits.push(before);
                let first = Typed { end: before.yesterday().unwrap().to_string(), ..typed.clone() };
                let (schedule, help) = plan(&first, operator, platform);
                let ends_it = matches!(help.as_deref().map(Help::read), None | Some(Help::Leave));
                assert!(ends_it, "{first:?}: {help:?}");
                runs.extend(schedule.unwrap().runs().map(|run| operator.wall(run.instant)));
                next = Some(typed.starting(format!("{before} {}", time.strftime("%H:%M")), operator));
            }
            Some(Help::StartAt(start)) => next = Some(typed.starting(start, operator)),
            Some(Help::Other(help)) => return Err(help),
        }
    }
    Ok(runs)
}

#[track_caller]
fn gives_what_was_asked_for(typed: &Typed, operator: &str) {
    let operator = zone(operator);
    let runs = follow(typed, &operator, &Zone::utc()).unwrap();
    assert_eq!(runs, typed.asked(&operator), "{typed:?}");
}

fn typed(start: &str, end: &str, recurrence: Recurrence) -> Typed {
    Typed { start: start.to_owned(), end: end.to_owned(), recurrence }
}

#[test]
fn runs_that_move_over_midnight_are_kept() {
    for (start, end, recurrence, name) in [
        ("2027-01-03 23:30", "2027-06-30", weekly(1, "Sun"), "America/New_York"),
        ("2027-08-01 00:30", "2028-02-01", daily(1), "America/New_York"),
        ("2027-08-01 00:30", "2029-02-01", daily(3), "America/New_York"),
        ("2027-01-03 23:30", "2029-06-30", daily(2), "Europe/London"),
        ("2026-12-07 00:30", "2028-06-30", weekly(1, "Mon,Thu"), "Australia/Sydney"),
        ("2027-08-01 00:15", "2028-02-01", weekly(1, "Sat,Sun"), "Australia/Lord_Howe"),
        ("2027-02-01 11:30", "2027-12-01", weekly(1, "Mon-Fri"), "Pacific/Auckland"),
        ("2027-01-04 09:00", "2027-06-30", weekly(1, "Mon"), "America/New_York"),
        ("2027-01-03 19:30", "2027-12-30", weekly(2, "Sun"), "America/New_York"),
        // The end is exactly at a run.
        ("2027-01-03 23:30", "2027-03-14 23:30", daily(1), "America/New_York"),
        ("2027-01-03 09:00", "2027-06-30 09:00", daily(1), "America/New_York"),
        // No run comes before the first one that moves.
        ("2027-03-13 23:30", "2027-06-30", weekly(1, "Sun"), "America/New_York"),
        // A run that is moved before the end, after a split, is left out.
        ("2026-12-27 00:17", "2027-11-01", weekly(1, "Tue,Thu,Sat"), "Asia/Beirut"),
        // A time inside a clock gap.
        ("2027-01-03 02:30", "2028-06-30", daily(1), "America/New_York"),
    ] {
        gives_what_was_asked_for(&typed(start, end, recurrence), name);
    }
}

#[test]
fn the_date_is_that_of_the_first_run_that_would_move() {
    let help = |start: &str, end: &str, recurrence| {
        plan(&typed(start, end, recurrence), &zone("America/New_York"), &Zone::utc()).1.unwrap()
    };
    assert_eq!(
        help("2027-01-03 23:30", "2027-06-30", weekly(1, "Sun")),
        "to keep 23:30, end the schedule before 2027-03-14 and enable another from then on, once the first has ended"
    );
    assert_eq!(
        help("2027-01-04 09:00", "2028-12-30", daily(1)),
        "to keep 09:00, end the schedule before 2027-03-14 and enable another from then on, once the first has ended; split again in the same way \
         before 2027-11-07, 2028-03-12, 2028-11-05: 5 schedules in all"
    );
    assert_eq!(
        help("2027-08-01 00:30", "2028-02-01", daily(1)),
        "to keep 00:30, end the schedule before 2027-11-08 and enable another from then on, once the first has ended"
    );
    assert_eq!(
        help("2027-03-13 23:30", "2027-06-30", weekly(1, "Sun")),
        "to keep 23:30, start the schedule at 2027-03-14 23:30: no run comes before it"
    );
}

#[test]
fn an_end_leaves_out_a_run_that_the_platform_brings_forward_over_it() {
    let typed = typed("2027-08-01 00:30", "2027-11-07", daily(1));
    let mut findings = Findings::new();
    let york = zone("America/New_York");
    let schedule =
        convert(&typed.request(&york), &Zone::utc(), None, NOW.parse().unwrap(), &mut findings).unwrap();
    let codes: Vec<_> = findings.iter().map(|finding| finding.problem.code).collect();
    assert_eq!(codes, ["schedule/end-moved"]);
    assert_eq!(schedule.wire_end(), "2027-11-08 04:29:59");
    assert_eq!(schedule.runs().count(), typed.asked(&york).len());
}

#[test]
fn a_run_that_is_put_off_over_the_end_is_told() {
    let york = zone("America/New_York");
    let lost = typed("2027-01-03 23:30", "2027-03-14", daily(1));
    assert_eq!(plan(&lost, &york, &Zone::utc()).0, None);
    let mut findings = Findings::new();
    let moved = typed("2027-01-03 09:00", "2027-03-14 09:00", daily(1));
    convert(&moved.request(&york), &Zone::utc(), None, NOW.parse().unwrap(), &mut findings).unwrap();
    let told = findings.iter().next().unwrap();
    assert!(
        told.problem.message.contains("(1 of 71 runs, the last of which comes after the end)"),
        "{told:?}"
    );
}

/// The zones in the table of occurrences, and times of day at which runs move over midnight in some of them.
pub(super) fn any_zone() -> impl Strategy<Value = Zone> {
    let script = include_str!("../../../../tests/fixtures/occurrences/make.py");
    let names = script.split("ZONES = \"\"\"").nth(1).unwrap().split("\"\"\"").next().unwrap();
    proptest::sample::select(names.split_whitespace().map(zone).collect::<Vec<_>>())
}

prop_compose! {
    /// A time of day, half of the time within two hours of midnight.
    pub(super) fn any_time()(minute in prop_oneof![0_i64..1440, -120_i64..120]) -> Time {
        Time::midnight().wrapping_add(SignedDuration::from_mins(minute))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn a_help_that_is_followed_gives_exactly_the_runs_that_were_asked_for(
        operator in any_zone(), day in 0_i64..500, time in any_time(), length in 1_i64..900,
        recurrence in any_recurrence(), ends_at_a_time in any::<bool>(),
    ) {
        let now: Timestamp = NOW.parse().unwrap();
        let first = operator.wall(now + SignedDuration::from_hours(24 * (day + 2))).date();
        let last = first.saturating_add(SignedDuration::from_hours(24 * length));
        let at = time.strftime("%H:%M");
        let end = if ends_at_a_time { format!("{last} {at}") } else { last.to_string() };
        let typed = Typed { start: format!("{first} {at}"), end: end.clone(), recurrence };
        let resolves = |text: &str, edge| {
            text.parse::<TimeInput>().unwrap().resolve(Some(&operator), edge, now).is_ok_and(|it| it.notes.is_empty())
        };
        prop_assume!(resolves(&typed.start, ScheduleBound::Start { at: None }) && resolves(&end, ScheduleBound::End));
        let asked = typed.asked(&operator);
        prop_assume!(!asked.is_empty());
        match follow(&typed, &operator, &Zone::utc()) {
            Ok(runs) => prop_assert_eq!(runs, asked),
            // Two schedules cannot do it: the time is inside a clock gap, or weeks could be counted differently.
            Err(help) => prop_assert!(
                help.starts_with("no second schedule keeps ") || help.starts_with("use every week, ")
                    || help.starts_with("start it at its first run, "),
                "{}", help
            ),
        }
    }
}
