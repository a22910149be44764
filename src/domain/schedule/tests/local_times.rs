//! Runs that move for people, and runs at which the platform's clock changes.

use super::{NOW, Outcome, ScheduleClock, asked, daily, every_day, operator, wall, weekly, zone};
use crate::domain::weekday::Weekday;

#[test]
fn a_daily_run_that_moves_over_midnight_is_refused() {
    let outcome = operator("2026-12-07T23:30", "2027-04-01T09:00", daily(1), "America/New_York");
    assert_eq!(outcome.said(), ["error schedule/local-time-shifts at --start"]);
    assert_eq!(
        outcome.message("schedule/local-time-shifts"),
        "the run of Mon 2027-03-15 04:30 on the platform's clock (UTC) falls on another day in America/New_York: \
         Mon 2027-03-15 00:30 instead of Sun 2027-03-14 23:30"
    );
}

#[test]
fn a_run_that_moves_with_the_clocks_is_told_with_its_date() {
    let outcome = operator("2027-01-04T09:00", "2027-07-31T23:59:59", daily(1), "America/New_York");
    assert_eq!(outcome.said(), ["warning schedule/local-time-shifts at --start"]);
    assert_eq!(outcome.wire().0, "2027-01-04 14:00:00");
    let message = outcome.message("schedule/local-time-shifts");
    assert!(
        message.starts_with(
            "from 2027-03-14 the local time differs: 10:00 in America/New_York instead of 09:00 (140 of 209 runs)"
        ),
        "{message}"
    );
    assert_eq!(
        outcome.help("schedule/local-time-shifts"),
        "to keep 09:00, end the schedule before 2027-03-14 and enable another from then on, once the first has ended"
    );
    let before = operator("2027-01-04T09:00", "2027-03-13T23:59:59", daily(1), "America/New_York");
    assert_eq!(before.said(), [""; 0]);
}

#[test]
fn a_shift_in_the_last_run_of_years_is_found() {
    let outcome = operator("2026-12-01T09:00", "2027-03-28T09:00", weekly(1, "Sun"), "Europe/London");
    // 09:00 in London on 2027-03-28 is 08:00Z. The run at 09:00Z comes after the end and is lost.
    assert_eq!(
        outcome.said(),
        ["note schedule/start-not-a-run at --start", "warning schedule/local-time-shifts at --start"]
    );
    let lost = outcome.message("schedule/local-time-shifts");
    assert!(lost.contains("(1 of 17 runs, the last of which comes after the end)"), "{lost}");
    let one_more = operator("2026-12-01T09:00", "2027-03-28T10:00", weekly(1, "Sun"), "Europe/London");
    assert!(one_more.message("schedule/local-time-shifts").starts_with("from 2027-03-28 "));
    assert!(one_more.message("schedule/local-time-shifts").contains("(1 of 17 runs)"));
}

#[test]
fn a_platform_on_the_operators_clock_shifts_nothing() {
    let clock = ScheduleClock::Operator(zone("America/New_York"));
    let request = asked(wall("2027-01-04T09:00"), wall("2027-07-31T23:59:59"), weekly(2, "Mon"), clock);
    let outcome = Outcome::of(&request, "America/New_York", None, NOW);
    assert_eq!(outcome.said(), ["note schedule/interval-counting at --weekly"]);
    assert_eq!(outcome.wire().0, "2027-01-04 09:00:00");
}

#[test]
fn a_run_where_the_platforms_clock_changes_is_told() {
    let at = |time: &str, end: &str| {
        let clock = ScheduleClock::Operator(zone("America/New_York"));
        let request = asked(wall(&format!("2027-03-10T{time}")), wall(end), daily(1), clock);
        Outcome::of(&request, "America/New_York", None, NOW)
    };
    let told = ["warning schedule/run-at-clock-change at --start"];
    let jumped = at("02:30", "2027-04-01T00:00");
    assert_eq!(jumped.said(), told);
    assert_eq!(
        jumped.message("schedule/run-at-clock-change"),
        "the run of 2027-03-14 cannot be at 02:30: the platform's clock (America/New_York) jumps over it"
    );
    assert!(jumped.help("schedule/run-at-clock-change").contains("at 03:30"));
    let twice = at("01:30", "2027-12-01T00:00");
    assert_eq!(twice.said(), told);
    assert_eq!(
        twice.message("schedule/run-at-clock-change"),
        "the run of 2027-11-07 at 01:30 comes twice: the platform's clock (America/New_York) goes back over it"
    );
    assert_eq!(at("03:00", "2027-12-01T00:00").said(), [""; 0]);
}

#[test]
fn a_run_that_leaves_the_calling_hours_is_refused() {
    let clock = || ScheduleClock::Operator(zone("America/New_York"));
    let request = asked(wall("2027-01-04T17:30"), wall("2027-07-31T23:59:59"), daily(1), clock());
    let narrow = every_day("America/New_York", "09:00", "18:00");
    let refused = Outcome::of(&request, "UTC", Some(&narrow), NOW);
    assert_eq!(refused.said(), ["error schedule/local-time-shifts at --start"]);
    assert_eq!(
        refused.message("schedule/local-time-shifts"),
        "the run of Sun 2027-03-14 18:30 America/New_York is outside the calling hours: it was to be at 17:30, but the \
         platform repeats on its own clock (UTC)"
    );
    let wide = every_day("America/New_York", "09:00", "21:00");
    let warned = Outcome::of(&request, "UTC", Some(&wide), NOW);
    assert_eq!(warned.said(), ["warning schedule/local-time-shifts at --start"]);
    // The end of a window is outside it.
    let touching = every_day("America/New_York", "09:00", "18:30");
    assert!(Outcome::of(&request, "UTC", Some(&touching), NOW).schedule.is_none());
}

#[test]
fn the_people_are_looked_at_even_where_the_operator_sits_elsewhere() {
    let request = asked(
        wall("2027-01-04T14:00"),
        wall("2027-07-31T23:59:59"),
        daily(1),
        ScheduleClock::Operator(zone("UTC")),
    );
    let hours = every_day("America/New_York", "09:00", "18:00");
    let outcome = Outcome::of(&request, "UTC", Some(&hours), NOW);
    assert_eq!(outcome.said(), ["warning schedule/local-time-shifts at --start"]);
    assert!(
        outcome.message("schedule/local-time-shifts").contains("10:00 in America/New_York instead of 09:00")
    );
    let until_ten = every_day("America/New_York", "09:00", "10:00");
    assert!(Outcome::of(&request, "UTC", Some(&until_ten), NOW).schedule.is_none());
}

#[test]
fn a_run_on_the_platforms_clock_that_changes_its_local_day_is_refused() {
    let request =
        asked(wall("2026-12-08T04:30"), wall("2027-04-01T00:00"), weekly(1, "Tue"), ScheduleClock::Platform);
    let hours = every_day("America/New_York", "00:00", "23:59");
    let outcome = Outcome::of(&request, "UTC", Some(&hours), NOW);
    assert_eq!(outcome.said(), ["error schedule/local-time-shifts at --start"]);
}

#[test]
fn past_runs_reach_nobody_and_are_not_looked_at() {
    let request = asked(
        wall("2026-01-05T23:30"),
        wall("2026-12-31T09:00"),
        weekly(1, "Mon"),
        ScheduleClock::Operator(zone("America/New_York")),
    );
    let outcome = Outcome::of(&request, "UTC", None, NOW);
    assert_eq!(
        outcome.said(),
        ["note schedule/weekdays-rotated at --weekly", "warning schedule/start-in-past at --start"]
    );
    assert!(Outcome::of(&request, "UTC", None, "2026-01-01T00:00:00Z").schedule.is_none());
}

#[test]
fn a_run_that_was_outside_the_calling_hours_anyway_does_not_leave_them() {
    let request = asked(
        wall("2027-01-04T12:00"),
        wall("2027-07-31T23:59:59"),
        daily(1),
        ScheduleClock::Operator(zone("America/New_York")),
    );
    let mut hours = every_day("America/New_York", "09:00", "18:00");
    hours.windows.retain(|window| window.day <= Weekday::Friday);
    let outcome = Outcome::of(&request, "UTC", Some(&hours), NOW);
    assert_eq!(outcome.said(), ["warning schedule/local-time-shifts at --start"]);
}
