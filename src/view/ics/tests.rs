#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{DateTime, Weekday as CivilWeekday};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::calendar;
use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency};
use crate::domain::finding::{Findings, Located, Origin};
use crate::domain::platform_kind::ClockBasis;
use crate::domain::preview::PlannedCampaign;
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{BurkiScheduleRequest, KoreScheduleRequest, RunPlan, convert};
use crate::domain::wall_time::{Resolved, ScheduleBound, TimeInput};
use crate::domain::weekday::{Weekday, WeekdaySet};
use crate::domain::zone::Zone;

const NOW: &str = "2026-12-03T08:00:00Z";

fn resolved(text: &str, zone: &str, edge: ScheduleBound) -> Located<Resolved> {
    let zone: Zone = zone.parse().unwrap();
    let input: TimeInput = text.parse().unwrap();
    let resolved = input.resolve(Some(&zone), edge, NOW.parse().unwrap()).unwrap();
    Located::new(resolved, Origin::Flag("--start".into()))
}

fn plan(start: &str, end: Option<&str>, pattern: RunPattern, zone: &str) -> RunPlan {
    let request = BurkiScheduleRequest {
        start: resolved(start, zone, ScheduleBound::Start { at: None }),
        is_start_said: true,
        end: end.map(|end| resolved(end, zone, ScheduleBound::End)),
        pattern: Located::new(pattern, Origin::Flag("--weekly".into())),
    };
    request.plan(NOW.parse().unwrap(), &mut Findings::new()).unwrap()
}

fn campaign(name: &str, plan: RunPlan) -> PlannedCampaign {
    PlannedCampaign {
        name: name.into(),
        contact_lists: Vec::new(),
        calling_hours: None,
        plan,
        caveats: Vec::new(),
    }
}

fn daily(every: u32) -> RunPattern {
    Recurrence::Daily { every: every.try_into().unwrap() }.into()
}

fn written(name: &str, plan: RunPlan) -> String {
    calendar(&[campaign(name, plan)], &str::to_owned, ClockBasis::Documented, NOW.parse().unwrap())
}

/// An independent reader of the file, which uses only its lines, without a time zone database.
struct Reader {
    lines: Vec<(String, String)>,
    /// The clock changes: each local time as if it were UTC, with the offset before and after.
    clock: Vec<(DateTime, SignedDuration, SignedDuration)>,
}

/// The lines of an event.
struct Event(Vec<(String, String)>);

impl Event {
    fn all(&self, name: &str) -> Vec<(String, String)> {
        let matches = |key: &str| key == name || key.starts_with(&format!("{name};"));
        self.0.iter().filter(|(key, _)| matches(key)).cloned().collect()
    }

    /// The length of a run, in minutes.
    fn minutes(&self, run: Timestamp) -> i64 {
        if let [(_, end)] = &self.all("DTEND")[..] {
            let end = Offset::UTC.to_timestamp(wall(end.strip_suffix('Z').unwrap())).unwrap();
            return end.duration_since(run).as_mins();
        }
        let [(_, length)] = &self.all("DURATION")[..] else { return 0 };
        length.parse::<SignedDuration>().unwrap().as_mins()
    }
}

impl Reader {
    fn new(file: &str) -> Self {
        assert!(file.lines().count() == file.matches("\r\n").count(), "a line does not end in CRLF");
        let unfolded = file.replace("\r\n ", "");
        let lines: Vec<(String, String)> = unfolded
            .lines()
            .map(|line| line.split_once(':').unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let mut clock = Vec::new();
        let of = |block: &[(String, String)], name: &str| {
            block
                .iter()
                .filter(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
                .collect::<Vec<_>>()
        };
        let starts = lines.iter().enumerate().filter(|(_, (name, value))| {
            name == "BEGIN" && matches!(value.as_str(), "STANDARD" | "DAYLIGHT")
        });
        for (start, _) in starts {
            let length = lines[start..].iter().position(|(name, _)| name == "END").unwrap();
            let block = &lines[start..start + length];
            let distance = |name: &str| seconds(&of(block, name)[0]);
            let [onset] = &of(block, "DTSTART")[..] else { panic!("{block:?}") };
            assert!(of(block, "RDATE").is_empty(), "one observance for each change: {block:?}");
            clock.push((wall(onset), distance("TZOFFSETFROM"), distance("TZOFFSETTO")));
        }
        clock.sort_by_key(|(onset, ..)| *onset);
        Self { lines, clock }
    }

    /// The lines of each event.
    fn events(&self) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        let mut inside = false;
        for (name, value) in &self.lines {
            if value == "VEVENT" {
                inside = name == "BEGIN";
                events.extend(inside.then(|| Event(Vec::new())));
            } else if inside {
                events.last_mut().unwrap().0.push((name.clone(), value.clone()));
            }
        }
        events
    }

    /// The instant of a local time; the first one if there are two, `None` if there is none.
    fn instant(&self, wall: DateTime) -> Option<Timestamp> {
        let as_utc = |wall: DateTime, distance: SignedDuration| {
            Offset::UTC.to_timestamp(wall.checked_sub(distance).unwrap()).unwrap()
        };
        let distances: BTreeSet<SignedDuration> =
            self.clock.iter().flat_map(|(_, from, to)| [*from, *to]).collect();
        let mut possible: Vec<Timestamp> = distances
            .into_iter()
            .map(|distance| (as_utc(wall, distance), distance))
            .filter(|(instant, distance)| {
                let in_force =
                    self.clock.iter().rev().find(|(onset, from, _)| as_utc(*onset, *from) <= *instant);
                in_force.is_some_and(|(_, _, to)| to == distance)
            })
            .map(|(instant, _)| instant)
            .collect();
        possible.sort();
        possible.first().copied()
    }

    fn time(&self, value: &str) -> Option<Timestamp> {
        match value.strip_suffix('Z') {
            Some(utc) => Some(Offset::UTC.to_timestamp(wall(utc)).unwrap()),
            None => self.instant(wall(value)),
        }
    }

    /// Every run with its length, day by day from the rules.
    fn runs(&self) -> Vec<(Timestamp, i64)> {
        let events = self.events();
        let (series, replaced): (Vec<Event>, Vec<Event>) =
            events.into_iter().partition(|event| event.all("RECURRENCE-ID").is_empty());
        let mut runs: BTreeMap<Timestamp, i64> = BTreeMap::new();
        for event in &series {
            for instant in self.runs_of(event) {
                assert_eq!(runs.insert(instant, event.minutes(instant)), None, "{instant} twice");
            }
        }
        for event in &replaced {
            let [(_, id)] = &event.all("RECURRENCE-ID")[..] else { panic!("{:?}", event.0) };
            let instant = self.time(id).unwrap();
            assert_eq!(self.time(&event.all("DTSTART")[0].1), Some(instant));
            let uid = event.all("UID");
            assert!(series.iter().any(|event| event.all("UID") == uid && !event.all("RRULE").is_empty()));
            assert!(runs.insert(instant, event.minutes(instant)).is_some(), "{instant} is not a run");
        }
        runs.into_iter().collect()
    }

    fn runs_of(&self, event: &Event) -> Vec<Timestamp> {
        let first = event.all("DTSTART")[0].1.clone();
        let mut runs: BTreeSet<Timestamp> = BTreeSet::new();
        runs.extend(self.time(&first));
        for (_, rule) in event.all("RRULE") {
            let part = |name: &str| {
                rule.split(';').find_map(|part| part.strip_prefix(&format!("{name}="))).map(str::to_owned)
            };
            let every: i64 = part("INTERVAL").map_or(1, |text| text.parse().unwrap());
            let until = part("UNTIL").map(|text| self.time(&text).unwrap());
            let suffix = if first.ends_with('Z') { "Z" } else { "" };
            let start = wall(first.trim_end_matches('Z'));
            let monday = |day: DateTime| {
                day.checked_sub(SignedDuration::from_hours(
                    24 * i64::from(day.date().weekday().to_monday_zero_offset()),
                ))
                .unwrap()
            };
            let mut day = start;
            loop {
                let days = day.duration_since(start).as_hours() / 24;
                let weeks = monday(day).duration_since(monday(start)).as_hours() / 24 / 7;
                let months =
                    i64::from(day.year() - start.year()) * 12 + i64::from(day.month() - start.month());
                let fits = match part("FREQ").unwrap().as_str() {
                    "DAILY" => days % every == 0,
                    "WEEKLY" => {
                        let named = part("BYDAY").unwrap();
                        weeks % every == 0
                            && named.split(',').any(|name| name == letters(day.date().weekday()))
                    }
                    "MONTHLY" => months % every == 0 && part("BYMONTHDAY").unwrap() == day.day().to_string(),
                    other => panic!("{other}"),
                };
                let text = format!("{}{suffix}", day.strftime("%Y%m%dT%H%M%S"));
                let instant = self.time(&text);
                let stop = until.unwrap_or_else(|| "2100-12-31T23:59:59Z".parse().unwrap());
                if Offset::UTC.to_timestamp(day).unwrap() > stop + SignedDuration::from_hours(48) {
                    break;
                }
                if let Some(instant) = instant.filter(|instant| fits && *instant <= stop) {
                    runs.insert(instant);
                }
                day = day.checked_add(SignedDuration::from_hours(24)).unwrap();
            }
        }
        runs.into_iter().collect()
    }
}

fn wall(text: &str) -> DateTime {
    DateTime::strptime("%Y%m%dT%H%M%S", text).unwrap()
}

fn seconds(text: &str) -> SignedDuration {
    let number = |from: usize| text.get(from..from + 2).map_or(0, |digits| digits.parse::<i64>().unwrap());
    let distance = number(1) * 3600 + number(3) * 60 + number(5);
    SignedDuration::from_secs(if text.starts_with('-') { -distance } else { distance })
}

fn letters(day: CivilWeekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][usize::try_from(day.to_monday_zero_offset()).unwrap()]
}

fn same_runs(plan: &RunPlan) -> String {
    let file = written("A campaign", plan.clone());
    let expected: Vec<(Timestamp, i64)> = plan.runs().map(|run| (run.instant, 0)).collect();
    assert_eq!(Reader::new(&file).runs(), expected, "{file}");
    file
}

#[test]
fn a_rule_that_fits_is_written_as_one() {
    let days = "Mon,Wed".parse().unwrap();
    let pattern = Recurrence::Weekly { every: 2.try_into().unwrap(), days }.into();
    let file = same_runs(&plan("2026-12-05 09:00", Some("2027-06-30"), pattern, "America/New_York"));
    // The start is a Saturday. The rule starts with the first run, whose week counts.
    assert!(file.contains("DTSTART;TZID=America/New_York:20261214T090000\r\n"), "{file}");
    assert!(
        file.contains("RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO,WE;UNTIL=20270630T130000Z\r\n"),
        "{file}"
    );
    assert!(!file.contains("EXDATE") && !file.contains("\nRDATE:2026"), "{file}");
    assert!(file.contains("BEGIN:DAYLIGHT\r\nDTSTART:20270314T020000\r\n"), "{file}");
}

#[test]
fn a_run_that_a_jump_moves_is_an_event_of_its_own() {
    let file = same_runs(&plan("2027-03-10 02:30", Some("2027-03-20"), daily(1), "America/New_York"));
    assert!(file.contains("RRULE:FREQ=DAILY;UNTIL=20270313T073000Z\r\n"), "{file}");
    assert!(file.contains("DTSTART:20270314T073000Z\r\n"), "{file}");
    assert!(file.contains("RRULE:FREQ=DAILY;UNTIL=20270320T063000Z\r\n"), "{file}");
    let uids: BTreeSet<String> =
        Reader::new(&file).events().iter().map(|event| event.all("UID")[0].1.clone()).collect();
    assert_eq!(uids.len(), 3, "{file}");
}

#[test]
fn a_run_that_comes_twice_is_an_event_of_its_own() {
    let file = same_runs(&plan("2027-11-05 01:30", Some("2027-11-09"), daily(1), "America/New_York"));
    assert!(file.contains("DTSTART:20271107T053000Z\r\n"), "{file}");
    assert_eq!(file.matches("BEGIN:VEVENT").count(), 3, "{file}");
}

#[test]
fn an_event_ends_with_its_window() {
    let hours = CallingHours {
        frequency: Frequency::Weekly,
        zone: "America/New_York".parse().unwrap(),
        windows: ["Mon-Fri 09:00-18:00", "Sat 10:00-14:30"]
            .iter()
            .flat_map(|text| CallingWindow::parse_all(text).unwrap())
            .collect(),
    };
    let start = resolved("2026-12-07 09:00", "America/New_York", ScheduleBound::Start { at: None });
    let end = resolved("2027-03-20", "America/New_York", ScheduleBound::End);
    let recurrence = Located::new(Recurrence::Daily { every: 1.try_into().unwrap() }, start.origin.clone());
    let request = KoreScheduleRequest::from_resolved(start, end, recurrence);
    let now = NOW.parse().unwrap();
    let schedule = convert(&request, &Zone::utc(), None, now, &mut Findings::new()).unwrap();
    let campaign = PlannedCampaign {
        calling_hours: Some(hours.clone()),
        ..campaign("A campaign", schedule.for_any_platform())
    };
    let file = calendar(std::slice::from_ref(&campaign), &str::to_owned, ClockBasis::Assumed, now);
    let expected: Vec<(Timestamp, i64)> = campaign
        .plan
        .runs()
        .map(|run| {
            // After the clock change in New York, the run is an hour later, and its window closes at the same time as
            // before.
            let is_later = run.instant >= "2027-03-14T07:00:00Z".parse().unwrap();
            let length = match run.local(&hours.zone).weekday() {
                CivilWeekday::Sunday => 0,
                CivilWeekday::Saturday if is_later => 270,
                CivilWeekday::Saturday => 330,
                _ if is_later => 480,
                _ => 540,
            };
            (run.instant, length)
        })
        .collect();
    assert_eq!(Reader::new(&file).runs(), expected, "{file}");
    assert!(file.contains("DURATION:PT9H\r\n"), "{file}");
}

#[test]
fn a_day_that_the_zone_left_out_breaks_the_rule_off() {
    // Samoa crossed the date line on the last Friday of 2011.
    let zone: Zone = "Pacific/Apia".parse().unwrap();
    let civil: DateTime = "2011-12-28T09:00".parse().unwrap();
    let start =
        Resolved { instant: zone.read(civil).instant(), zone, offset: None, civil, notes: Vec::new() };
    let end = resolved("2012-01-02", "Pacific/Apia", ScheduleBound::End);
    let request = BurkiScheduleRequest {
        start: Located::new(start, Origin::Flag("--start".into())),
        is_start_said: true,
        end: Some(end),
        pattern: Located::new(daily(1), Origin::Flag("--daily".into())),
    };
    let plan = request.plan("2011-12-01T00:00:00Z".parse().unwrap(), &mut Findings::new()).unwrap();
    let file = same_runs(&plan);
    assert!(
        !file.contains(":20111230T09") && file.contains("DTSTART;TZID=Pacific/Apia:20111231T090000"),
        "{file}"
    );
}

#[test]
fn a_first_run_that_was_moved_begins_no_rule() {
    let days = "Sun".parse().unwrap();
    let sundays = Recurrence::Weekly { every: 1.try_into().unwrap(), days }.into();
    let file = same_runs(&plan("2027-03-13 02:30", Some("2027-03-31"), sundays, "America/New_York"));
    assert!(file.contains("DTSTART:20270314T073000Z"), "{file}");
    assert!(file.contains("DTSTART;TZID=America/New_York:20270321T023000"), "{file}");
}

#[test]
fn without_an_end_the_rule_goes_on() {
    let monthly = RunPattern::Monthly { every: 1.try_into().unwrap(), day: "31".parse().unwrap() };
    let file = same_runs(&plan("2026-12-05 09:00", None, monthly, "Europe/London"));
    assert!(file.contains("RRULE:FREQ=MONTHLY;BYMONTHDAY=31\r\n"), "{file}");
}

#[test]
fn one_run_needs_no_rule_and_utc_no_zone() {
    let file = same_runs(&plan("2026-12-05 09:00", None, RunPattern::Once, "UTC"));
    assert!(!file.contains("RRULE") && !file.contains("VTIMEZONE"), "{file}");
    let daily = same_runs(&plan("2026-12-05 09:00", Some("2026-12-31"), daily(1), "UTC"));
    assert!(daily.contains("DTSTART:20261205T090000Z") && !daily.contains("VTIMEZONE"), "{daily}");
}

#[test]
fn a_fixed_offset_has_a_clock_too() {
    let start = resolved("2026-12-05 09:00", "Asia/Kolkata", ScheduleBound::Start { at: None });
    let end = resolved("2032-12-31", "Asia/Kolkata", ScheduleBound::End);
    let recurrence = Recurrence::Daily { every: 400.try_into().unwrap() };
    let recurrence = Located::new(recurrence, Origin::Flag("--daily".into()));
    let request = KoreScheduleRequest::from_resolved(start, end, recurrence);
    // A platform whose clock has no time zone name.
    let clock = Zone::fixed(Offset::from_seconds(19_800).unwrap());
    let schedule = convert(&request, &clock, None, NOW.parse().unwrap(), &mut Findings::new()).unwrap();
    let plan = schedule.for_any_platform();
    assert!(same_runs(&plan).contains("DTSTART;TZID=UTC+0530:20261205T090000"));
}

#[test]
fn names_are_texts_and_the_uid_is_the_campaigns() {
    let plan = plan("2026-12-05 09:00", None, RunPattern::Once, "UTC");
    let file = written("a,b;c\\d\nBEGIN:VEVENT", plan.clone());
    assert_eq!(file.matches("\r\nBEGIN:VEVENT\r\n").count(), 1, "{file}");
    assert!(file.contains("SUMMARY:a\\,b\\;c\\\\d\\nBEGIN:VEVENT\r\n"), "{file}");
    let uid = |name: &str| Reader::new(&written(name, plan.clone())).events()[0].all("UID")[0].1.clone();
    assert_eq!(uid("Reminder"), uid("REMINDER"));
    assert_ne!(uid("Reminder"), uid("Reminders"));
    let nameless = |start| {
        let plan = self::plan(start, None, RunPattern::Once, "UTC");
        Reader::new(&written("", plan)).events()[0].all("UID")[0].1.clone()
    };
    assert_eq!(nameless("2026-12-05 09:00"), nameless("2026-12-05 09:00"));
    assert_ne!(nameless("2026-12-05 09:00"), nameless("2026-12-05 10:00"));
    assert!(file.contains("DTSTAMP:20261203T080000Z\r\n"));
}

prop_compose! {
    fn any_pattern()(kind in 0..3, every in 1_u32..=5, bits in 1_u8..=127, day in 1_u8..=31) -> RunPattern {
        let every = every.try_into().unwrap();
        match kind {
            0 => Recurrence::Daily { every }.into(),
            1 => {
                let days = Weekday::ALL.into_iter().filter(|day| bits >> (day.number() - 1) & 1 == 1);
                Recurrence::Weekly { every, days: WeekdaySet::from_days(days).unwrap() }.into()
            }
            _ => RunPattern::Monthly { every, day: day.to_string().parse().unwrap() },
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]
    #[test]
    fn what_is_written_is_read_as_the_same_runs(
        minutes in 0_i64..2_000_000, days in 0_i64..800, pattern in any_pattern(),
        zone in proptest::sample::select(vec![
            "America/New_York", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata",
            "Asia/Beirut", "America/Nuuk", "America/Havana", "UTC",
        ]),
    ) {
        let zone_of: Zone = zone.parse().unwrap();
        let now: Timestamp = NOW.parse().unwrap();
        let start = zone_of.wall(now + SignedDuration::from_secs(minutes * 60));
        let end = start.checked_add(SignedDuration::from_hours(24 * days + 1)).unwrap();
        let at = |wall: DateTime| {
            let resolved = Resolved { instant: zone_of.read(wall).instant(), zone: zone_of.clone(), offset: None, civil: wall, notes: Vec::new() };
            Located::new(resolved, Origin::Flag("--start".into()))
        };
        let request = BurkiScheduleRequest {
            start: at(start), is_start_said: true, end: Some(at(end)),
            pattern: Located::new(pattern, Origin::Flag("--daily".into())),
        };
        if let Some(plan) = request.plan(now, &mut Findings::new()) {
            same_runs(&plan);
        }
    }
}
