#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::Timestamp;
use jiff::civil::{Time, date, time};
use proptest::prelude::*;

use super::{ResolveError, Resolved, ScheduleBound, TimeInput, time_of_day, wall_end, wall_time};
use crate::domain::zone::Zone;

const START: ScheduleBound = ScheduleBound::Start { at: None };

/// A Saturday; in Kolkata it is 05:30.
fn now() -> Timestamp {
    "2026-11-21T00:00:00Z".parse().unwrap()
}

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn resolve(text: &str, name: &str, edge: ScheduleBound) -> Result<Resolved, ResolveError> {
    text.parse::<TimeInput>().unwrap().resolve(Some(&zone(name)), edge, now())
}

fn instant(text: &str, name: &str, edge: ScheduleBound) -> String {
    resolve(text, name, edge).unwrap().instant.to_string()
}

fn at(text: &str) -> ScheduleBound {
    ScheduleBound::Start { at: Some(time_of_day(text).unwrap()) }
}

fn refused(text: &str) -> (&'static str, String) {
    let problem = text.parse::<TimeInput>().unwrap_err();
    (problem.code, problem.help.unwrap())
}

#[test]
fn two_digits_in_each_place_are_what_was_meant_where_they_make_a_time() {
    let meant = |text: &str| wall_end(text).err().and_then(|problem| problem.meant);
    for (text, padded) in [
        ("2026-1-1", "2026-01-01"),
        ("2026-1-01 9:00", "2026-01-01 09:00"),
        ("2026-01-1T9:5:07", "2026-01-01T09:05:07"),
        ("2028-2-29 09:00", "2028-02-29 09:00"),
    ] {
        assert_eq!(meant(text).as_deref(), Some(padded), "{text}");
    }
    for text in [
        "2026-2-30",
        "2026-1-1 25:00",
        "2026-1-1 9:00+05:30",
        "2026-1-1 9:00Z",
        "2026-1-1 9:00:00.5",
        "1-2-2026",
    ] {
        assert_eq!(meant(text), None, "{text}");
    }
}

#[test]
fn every_documented_form_is_read() {
    for (text, expected) in [
        ("2026-12-01 09:00", "2026-12-01T03:30:00Z"),
        ("2026-12-01 09:00:30", "2026-12-01T03:30:30Z"),
        ("2026-12-01T09:00", "2026-12-01T03:30:00Z"),
        ("2026-12-01t09:00:00", "2026-12-01T03:30:00Z"),
        ("2026-12-01T09:00:00Z", "2026-12-01T09:00:00Z"),
        ("2026-12-01T09:00-05:00", "2026-12-01T14:00:00Z"),
        ("2026-12-01 09:00:00.000+0530", "2026-12-01T03:30:00Z"),
        ("tomorrow 09:00", "2026-11-22T03:30:00Z"),
        ("Today 18:00", "2026-11-21T12:30:00Z"),
        ("next mon 09:00", "2026-11-23T03:30:00Z"),
        ("  NEXT   Monday 09:00 ", "2026-11-23T03:30:00Z"),
        // Today is a Saturday, so the next one is a week away.
        ("next sat 09:00", "2026-11-28T03:30:00Z"),
    ] {
        assert_eq!(instant(text, "Asia/Kolkata", START), expected, "{text}");
    }
}

#[test]
fn today_is_the_day_of_the_zone() {
    // At 00:00Z it is still Friday evening in New York.
    assert_eq!(instant("today 23:00", "America/New_York", START), "2026-11-21T04:00:00Z");
    assert_eq!(instant("next sat 09:00", "America/New_York", START), "2026-11-21T14:00:00Z");
}

#[test]
fn a_day_alone_takes_its_time_from_the_flag_or_ends_with_its_last_second() {
    assert_eq!(instant("2026-12-01", "Asia/Kolkata", at("09:00")), "2026-12-01T03:30:00Z");
    assert_eq!(instant("tomorrow", "UTC", at("09:00")), "2026-11-22T09:00:00Z");
    assert_eq!(instant("2026-12-31", "Asia/Kolkata", ScheduleBound::End), "2026-12-31T18:29:59Z");
    assert_eq!(instant("2028-02-29", "UTC", ScheduleBound::End), "2028-02-29T23:59:59Z");
}

#[test]
fn the_time_is_given_once() {
    let code = |result: Result<Resolved, ResolveError>| match result.unwrap_err() {
        ResolveError::Wrong(problem) => problem.code,
        ResolveError::ZoneMissing => "zone missing",
    };
    assert_eq!(code(resolve("2026-12-01", "UTC", START)), "time/time-missing");
    assert_eq!(code(resolve("2026-12-01 09:00", "UTC", at("09:00"))), "time/time-twice");
    assert_eq!(code(resolve("2026-12-01T09:00Z", "UTC", at("09:00"))), "time/time-twice");
}

#[test]
fn wall_time_without_a_zone_is_not_guessed() {
    for text in ["2026-12-01 09:00", "tomorrow 09:00"] {
        let input: TimeInput = text.parse().unwrap();
        assert!(input.needs_zone());
        assert_eq!(input.resolve(None, START, now()), Err(ResolveError::ZoneMissing));
    }
    let day: TimeInput = "2026-12-31".parse().unwrap();
    assert_eq!(day.resolve(None, ScheduleBound::End, now()), Err(ResolveError::ZoneMissing));
}

#[test]
fn an_offset_is_the_zone_where_there_is_no_other() {
    let input: TimeInput = "2026-12-01T09:00+05:30".parse().unwrap();
    assert!(!input.needs_zone());
    let alone = input.resolve(None, START, now()).unwrap();
    assert_eq!(alone.zone.name(), "+05:30");
    assert_eq!(alone.civil, date(2026, 12, 1).at(9, 0, 0, 0));
    let there = input.resolve(Some(&zone("America/New_York")), START, now()).unwrap();
    assert_eq!(there.instant, alone.instant);
    assert_eq!(there.zone.name(), "America/New_York");
    assert_eq!(there.civil, date(2026, 11, 30).at(22, 30, 0, 0));
    let utc = "2026-12-01T09:00Z".parse::<TimeInput>().unwrap().resolve(None, START, now()).unwrap();
    assert_eq!(utc.zone, Zone::utc());
}

#[test]
fn a_gap_is_an_error_and_a_fold_is_the_earlier_with_a_note() {
    match resolve("2027-03-14 02:30", "America/New_York", START).unwrap_err() {
        ResolveError::Wrong(problem) => assert_eq!(problem.code, "time/in-dst-gap"),
        ResolveError::ZoneMissing => panic!("the zone is there"),
    }
    match resolve("2011-12-30", "Pacific/Apia", ScheduleBound::End).unwrap_err() {
        ResolveError::Wrong(problem) => {
            assert_eq!(problem.help.unwrap(), "2011-12-29 23:59:59 and 2011-12-31 00:00 exist");
        }
        ResolveError::ZoneMissing => panic!("the zone is there"),
    }
    let fold = resolve("2027-11-07 01:30", "America/New_York", START).unwrap();
    assert_eq!(fold.instant.to_string(), "2027-11-07T05:30:00Z");
    assert_eq!(fold.notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["time/in-dst-fold"]);
    // An offset decides between the two.
    let later = resolve("2027-11-07T01:30-05:00", "America/New_York", START).unwrap();
    assert_eq!(later.instant.to_string(), "2027-11-07T06:30:00Z");
    assert!(later.notes.is_empty());
}

#[test]
fn a_day_that_goes_back_over_midnight_ends_the_second_time() {
    // Beirut's clock goes from 24:00 back to 23:00.
    let end = resolve("2026-10-24", "Asia/Beirut", ScheduleBound::End).unwrap();
    assert_eq!(end.instant.to_string(), "2026-10-24T21:59:59Z");
    assert!(end.notes.is_empty());
}

#[test]
fn what_is_no_time_is_refused_with_the_help() {
    for (text, code, help) in [
        ("2026-01-1", "time/unpadded", "write 2026-01-01"),
        ("2026-1-1 09:00", "time/unpadded", "write 2026-01-01"),
        ("2026-01-01 9:00", "time/unpadded", "write 09:00; hours go from 00 to 23"),
        ("2026-02-30", "time/no-such-date", "2026-02 has 28 days"),
        ("2027-02-29 09:00", "time/no-such-date", "2027-02 has 28 days"),
        ("2026-13-01", "time/no-such-date", "write year, month and day: months go from 01 to 12"),
        (
            "2026-12-01 25:00",
            "time/no-such-time",
            "hours go from 00 to 23, minutes and seconds from 00 to 59",
        ),
        (
            "2026-12-01 09:60",
            "time/no-such-time",
            "hours go from 00 to 23, minutes and seconds from 00 to 59",
        ),
        ("2026-12-01 24:00", "time/no-such-time", "write 00:00 of the next day"),
        ("2026-12-01 09:00:00.5", "time/no-such-time", "the platform counts whole seconds: write 09:00:00"),
        ("01/12/2026", "time/unreadable", "write the year first, then month and day: 2026-12-01"),
        ("01-12-2026 09:00", "time/unreadable", "write the year first, then month and day: 2026-12-01"),
        ("2026/12/01", "time/unreadable", "divide year, month and day with hyphens: 2026-12-01"),
        ("tomorrow 9 am", "time/unreadable", "write 24-hour time: 09:00 for 9 AM, 18:00 for 6 PM"),
        ("2026-12-01 9:00 AM", "time/unreadable", "write 24-hour time: 09:00 for 9 AM, 18:00 for 6 PM"),
        (
            "2026-12-01 09:00 Asia/Kolkata",
            "time/unreadable",
            "name the zone in --timezone, or write an offset at the time: 2026-12-01T09:00+05:30",
        ),
        (
            "2026-12-01 09:00 UTC",
            "time/unreadable",
            "name the zone in --timezone, or write an offset at the time: 2026-12-01T09:00+05:30",
        ),
        ("mon 09:00", "time/unreadable", "which one? write next mon 09:00, or its date"),
    ] {
        assert_eq!(refused(text), (code, help.to_owned()), "{text}");
    }
    for text in
        ["", "soon", "next", "next funday 09:00", "2026-12-01 ", "2026-12-01T", "2026-12-01T09:00+99:00", "१"]
    {
        if let Err(problem) = text.parse::<TimeInput>() {
            assert_eq!(problem.code, "time/unreadable", "{text}");
        } else {
            assert_eq!(text.trim(), "2026-12-01");
        }
    }
}

#[test]
fn a_file_has_wall_time_alone() {
    let expected = date(2026, 12, 1).at(9, 0, 0, 0);
    for text in ["2026-12-01 09:00:00", "2026-12-01T09:00:00", "2026-12-01 09:00"] {
        assert_eq!(wall_time(text).unwrap(), expected);
    }
    for (text, code, help) in [
        ("2026-01-1", "time/unpadded", "write 2026-01-01"),
        (
            "2026-12-01T09:00Z",
            "time/offset-not-taken",
            "write 2026-12-01 09:00:00 and name its zone in schedule.timezone",
        ),
        ("2026-12-01", "time/time-missing", "write the time too: 2026-12-01 09:00:00"),
    ] {
        let problem = wall_time(text).unwrap_err();
        assert_eq!((problem.code, problem.help.as_deref()), (code, Some(help)), "{text}");
    }
    let problem = wall_time("tomorrow 09:00").unwrap_err();
    assert_eq!(problem.code, "time/unreadable");
    assert_eq!(problem.help.unwrap(), "write 2026-12-01 09:00:00, and the zone in schedule.timezone");
}

#[test]
fn a_time_of_day_has_two_digits_a_part() {
    assert_eq!(time_of_day("09:00").unwrap(), time(9, 0, 0, 0));
    assert_eq!(time_of_day(" 23:59:59 ").unwrap(), time(23, 59, 59, 0));
    for text in ["9:00", "0900", "24:00", "9 AM", "", "09:00:00:00", "09:00.0"] {
        assert!(time_of_day(text).is_err(), "{text}");
    }
}

prop_compose! {
    fn any_time()(hour in 0_i8..24, minute in 0_i8..60, second in 0_i8..60) -> Time {
        time(hour, minute, second, 0)
    }
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(
        day in prop_oneof![
            Just("today".to_owned()),
            Just("tomorrow".to_owned()),
            "next (mon|tue|wed|thu|fri|sat|sun)",
            (1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day).to_string()),
        ],
        clock in proptest::option::of(any_time()),
    ) {
        let text = clock.map_or(day.clone(), |clock| format!("{day} {clock}"));
        let input: TimeInput = text.parse().unwrap();
        prop_assert_eq!(input.to_string().parse::<TimeInput>().unwrap(), input);
    }

    #[test]
    fn instants_are_shown_and_read_back(seconds in 0_i64..4_000_000_000, minutes in -1439_i32..=1439) {
        let offset = jiff::tz::Offset::from_seconds(minutes * 60).unwrap();
        let instant = Timestamp::from_second(seconds).unwrap();
        let text = format!("{}{}", offset.to_datetime(instant).strftime("%Y-%m-%dT%H:%M:%S"), Zone::fixed(offset));
        let input: TimeInput = text.parse().unwrap();
        prop_assert_eq!(input.resolve(None, START, now()).unwrap().instant, instant);
        prop_assert_eq!(input.to_string().parse::<TimeInput>().unwrap(), input);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}", cut in "[0-9T:Z+ -]{0,30}") {
        let _ = text.parse::<TimeInput>();
        let _ = cut.parse::<TimeInput>();
        let _ = time_of_day(&cut);
        let _ = wall_time(&text);
    }
}
