//! Runs and calling windows, compared with an independent implementation: Python's `dateutil.rrule` and `zoneinfo`,
//! in the table that `fixtures/occurrences/make.py` makes.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its table has to stop")]

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use kcamp::domain::calling_hours::{CallingHours, CallingWindow, Frequency};
use kcamp::domain::occurrence::Occurrences;
use kcamp::domain::recurrence::Recurrence;
use kcamp::domain::run_pattern::RunPattern;
use kcamp::domain::weekday::{Weekday, WeekdaySet};
use kcamp::domain::zone::{DATABASE, Zone};

const TABLE: &str = include_str!("fixtures/occurrences/table.txt");

/// Zones whose data differ between the table's database and the built-in one, each with the reason. Empty while both
/// have the same version, which a test below checks.
const LEFT_OUT: [(&str, &str); 0] = [];

struct Table {
    version: &'static str,
    zones: Vec<Zone>,
    hours: Vec<Vec<CallingWindow>>,
    cases: Vec<Case>,
}

struct Case {
    line: &'static str,
    zone: usize,
    start: DateTime,
    end: DateTime,
    pattern: RunPattern,
    hours: usize,
    count: usize,
    fingerprint: String,
    /// The first runs, if the table lists them.
    listed: Option<Vec<i64>>,
}

impl Table {
    fn read() -> Self {
        let mut table = Self { version: "", zones: Vec::new(), hours: Vec::new(), cases: Vec::new() };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
            match first {
                "tzdata" => table.version = rest,
                "zones" => table.zones = rest.split(' ').map(|name| name.parse().unwrap()).collect(),
                "hours" => table.hours.push(rest.split_whitespace().map(window).collect()),
                _ => table.cases.push(Case::read(line)),
            }
        }
        table
    }
}

impl Case {
    fn read(line: &'static str) -> Self {
        let fields: Vec<&str> = line.split(' ').collect();
        let wall = |text| DateTime::strptime("%Y%m%dT%H%M", text).unwrap();
        Self {
            line,
            zone: fields[0].parse().unwrap(),
            start: wall(fields[1]),
            end: wall(fields[2]),
            pattern: pattern(fields[3]),
            hours: fields[4].parse().unwrap(),
            count: fields[5].parse().unwrap(),
            fingerprint: fields[6].to_owned(),
            listed: fields.get(7).map(|list| list.split(',').filter_map(|run| run.parse().ok()).collect()),
        }
    }
}

/// Reads `0:540-1080`: a weekday counted from Monday, and the start and end in minutes.
fn window(text: &str) -> CallingWindow {
    let (day, span) = text.split_once(':').unwrap();
    let (start, end) = span.split_once('-').unwrap();
    let time = |minutes: &str| {
        let minutes: i16 = minutes.parse().unwrap();
        Time::new(i8::try_from(minutes / 60).unwrap(), i8::try_from(minutes % 60).unwrap(), 0, 0).unwrap()
    };
    CallingWindow::new(Weekday::ALL[day.parse::<usize>().unwrap()], time(start), time(end)).unwrap()
}

/// Reads a pattern such as `W2.5`: every second week on Monday and Wednesday.
fn pattern(text: &str) -> RunPattern {
    let (every, detail) = text[1..].split_once('.').unwrap();
    let every: NonZeroU32 = every.parse().unwrap();
    match &text[..1] {
        "O" => RunPattern::Once,
        "D" => Recurrence::Daily { every }.into(),
        "W" => {
            let bits: u8 = detail.parse().unwrap();
            let days = Weekday::ALL.into_iter().filter(|day| bits >> (day.number() - 1) & 1 == 1);
            Recurrence::Weekly { every, days: WeekdaySet::from_days(days).unwrap() }.into()
        }
        "M" => RunPattern::Monthly { every, day: detail.parse().unwrap() },
        other => panic!("{other}"),
    }
}

/// FNV-1a over the decimal text of every number, as in the script.
fn fingerprint(pairs: &[(i64, i64)]) -> String {
    let mut value = 0xcbf2_9ce4_8422_2325_u64;
    for (run, reached) in pairs {
        for byte in format!("{run} {reached} ").bytes() {
            value = (value ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{value:016x}")
}

#[test]
fn runs_and_windows_agree_with_an_independent_implementation() {
    let table = Table::read();
    let (mut compared, mut runs_seen) = (0, 0);
    for case in &table.cases {
        let zone = &table.zones[case.zone];
        if LEFT_OUT.iter().any(|(name, _)| *name == zone.name()) {
            continue;
        }
        let windows = table.hours[case.hours].clone();
        let hours = (!windows.is_empty()).then(|| CallingHours {
            frequency: Frequency::Weekly,
            zone: zone.clone(),
            windows,
        });
        let reached = |run: Timestamp| {
            hours.as_ref().map_or(-1, |hours| hours.governing(run).unwrap().opens.max(run).as_second())
        };
        let end = zone.read(case.end).instant();
        let runs = Occurrences::new(case.start, Some(end), case.pattern, zone);
        let pairs: Vec<(i64, i64)> =
            runs.map(|run| (run.instant.as_second(), reached(run.instant))).collect();
        if let Some(listed) = &case.listed {
            let first: Vec<i64> = pairs.iter().map(|(run, _)| *run).take(listed.len()).collect();
            assert_eq!(&first, listed, "{}: {}", zone.name(), case.line);
        }
        assert_eq!(
            (pairs.len(), fingerprint(&pairs)),
            (case.count, case.fingerprint.clone()),
            "{}: {}",
            zone.name(),
            case.line
        );
        compared += 1;
        runs_seen += pairs.len();
    }
    assert!(compared >= 20_000, "only {compared} cases were compared");
    assert!(runs_seen >= 500_000, "only {runs_seen} runs were compared");
}

#[test]
fn the_table_covers_what_it_is_for() {
    let table = Table::read();
    let used: BTreeSet<usize> = table.cases.iter().map(|case| case.zone).collect();
    assert!(used.len() >= 60, "{}", used.len());
    let count = |wanted: fn(&RunPattern) -> bool| {
        table.cases.iter().filter(|case| wanted(&case.pattern) && case.count > 0).count()
    };
    assert!(count(|pattern| matches!(pattern, RunPattern::Once)) > 1000);
    assert!(count(|pattern| matches!(pattern, RunPattern::Recurring(Recurrence::Daily { .. }))) > 1000);
    assert!(count(|pattern| matches!(pattern, RunPattern::Recurring(Recurrence::Weekly { .. }))) > 1000);
    assert!(
        count(|pattern| matches!(pattern, RunPattern::Monthly { day, .. } if !day.is_in_every_month()))
            > 1000
    );
    let years: BTreeSet<i16> = table.cases.iter().map(|case| case.start.year()).collect();
    assert!((2024..=2099).all(|year| years.contains(&year)), "{years:?}");
    assert_eq!(table.cases.iter().map(|case| case.hours).collect::<BTreeSet<_>>().len(), table.hours.len());
}

/// A newer built-in database may hold changes that the table does not have. The table must then be made again, with
/// the package of the same version.
#[test]
fn the_table_was_made_with_the_built_in_zone_database() {
    assert_eq!(Table::read().version, DATABASE.0);
}
