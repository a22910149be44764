#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::Timestamp;
use jiff::civil::{date, time};

use super::{PlannedCampaign, PreviewedRun, RunRemark, Selection, preview};
use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency, Reach};
use crate::domain::finding::{Findings, Located, Origin};
use crate::domain::occurrence::ClockChange;
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{
    BurkiScheduleRequest, KoreScheduleRequest, RequestedTime, RunPlan, ScheduleClock, convert,
};
use crate::domain::wall_time::{ScheduleBound, TimeInput};
use crate::domain::zone::Zone;

const NOW: &str = "2026-11-21T06:00:00Z";
const TEN: Selection = Selection { count: 10, until: None };

fn located<T>(value: T) -> Located<T> {
    Located::new(value, Origin::Flag("--start".into()))
}

fn weekly(days: &str) -> Recurrence {
    Recurrence::Weekly { every: 1.try_into().unwrap(), days: days.parse().unwrap() }
}

fn daily() -> Recurrence {
    Recurrence::Daily { every: 1.try_into().unwrap() }
}

fn hours(zone: &str, windows: &str) -> CallingHours {
    CallingHours {
        frequency: Frequency::Weekly,
        zone: zone.parse().unwrap(),
        windows: CallingWindow::parse_all(windows).unwrap(),
    }
}

/// A schedule in the operator's zone, repeated by a platform on UTC.
fn on_utc(start: &str, end: &str, recurrence: Recurrence, zone: &str) -> RunPlan {
    let wall = |text: &str| located(RequestedTime::Wall(text.parse().unwrap()));
    let request = KoreScheduleRequest {
        start: wall(start),
        end: wall(end),
        recurrence: located(recurrence),
        clock: ScheduleClock::Operator(zone.parse().unwrap()),
    };
    let mut findings = Findings::new();
    let schedule = convert(&request, &Zone::utc(), None, NOW.parse().unwrap(), &mut findings);
    schedule.unwrap_or_else(|| panic!("{findings:?}")).for_any_platform()
}

/// A schedule that is repeated in its own zone.
fn on_wall_clock(start: &str, pattern: impl Into<RunPattern>, zone: &str) -> RunPlan {
    let input: TimeInput = start.parse().unwrap();
    let zone: Zone = zone.parse().unwrap();
    let start = input.resolve(Some(&zone), ScheduleBound::Start { at: None }, NOW.parse().unwrap()).unwrap();
    let request = BurkiScheduleRequest {
        start: located(start),
        is_start_said: true,
        end: None,
        pattern: located(pattern.into()),
    };
    request.plan(NOW.parse().unwrap(), &mut Findings::new()).unwrap()
}

fn campaign(name: &str, lists: &[&str], hours: Option<CallingHours>, plan: RunPlan) -> PlannedCampaign {
    let contact_lists = lists.iter().map(|list| list.parse().unwrap()).collect();
    PlannedCampaign { name: name.into(), contact_lists, calling_hours: hours, plan, caveats: Vec::new() }
}

fn look(campaigns: &[PlannedCampaign], selection: Selection) -> Vec<PreviewedRun<'_>> {
    preview(campaigns, NOW.parse().unwrap(), selection).runs
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_run_reaches_people_in_the_hours_of_its_own_day_or_nobody() {
    // Runs at 07:00 on Friday and Saturday, with calling hours on working days.
    let plan = on_wall_clock("2026-12-04 07:00", daily(), "Asia/Kolkata");
    let campaigns = [campaign("a", &["l"], Some(hours("Asia/Kolkata", "Mon-Fri 09:00-18:00")), plan)];
    let runs = look(&campaigns, Selection { count: 2, until: None });
    let reached: Vec<_> = runs.iter().map(PreviewedRun::reaches_from).collect();
    assert_eq!(reached, [Some(instant("2026-12-04T03:30:00Z")), None]);
    assert!(matches!(runs[0].reach, Some(Reach::LaterThatDay(_))));
    assert_eq!(runs[1].reach, Some(Reach::Nobody));
}

#[test]
fn a_run_inside_its_window_reaches_people_at_once_and_without_hours_nothing_is_claimed() {
    let plan = on_wall_clock("2026-12-04 10:00", daily(), "Asia/Kolkata");
    let inside = [campaign("a", &["l"], Some(hours("Asia/Kolkata", "Mon-Sun 09:00-18:00")), plan.clone())];
    let runs = look(&inside, TEN);
    assert_eq!(runs.len(), 10);
    assert!(runs.iter().all(|run| matches!(run.reach, Some(Reach::AtOnce(_)))));
    assert!(runs.iter().all(|run| run.reaches_from() == Some(run.run.instant)));
    let unknown = [campaign("a", &["l"], None, plan)];
    assert!(look(&unknown, TEN).iter().all(|run| run.reach.is_none()));
}

#[test]
fn a_window_that_opens_after_the_end_is_told() {
    let plan = on_utc("2026-12-05T07:00", "2026-12-05T08:00", daily(), "UTC");
    let campaigns = [campaign("a", &["l"], Some(hours("UTC", "Sat 09:00-18:00")), plan)];
    assert_eq!(look(&campaigns, TEN)[0].remarks, [RunRemark::OpensAfterTheEnd]);
}

#[test]
fn a_run_that_the_clocks_moved_says_since_when() {
    let plan = on_utc("2027-03-12T09:00", "2027-03-16T09:00", daily(), "America/New_York");
    let campaigns = [campaign("a", &["l"], None, plan)];
    let runs = look(&campaigns, TEN);
    let remarks: Vec<_> = runs.iter().map(|run| run.remarks.clone()).collect();
    let shifted = vec![RunRemark::Shifted { from: time(9, 0, 0, 0), on: date(2027, 3, 14) }];
    assert_eq!(remarks, [vec![], vec![], shifted.clone(), shifted]);
}

#[test]
fn what_the_platforms_clock_does_is_told_on_its_day_alone() {
    let plan = on_wall_clock("2027-03-13 02:30", daily(), "America/New_York");
    let campaigns = [campaign("a", &["l"], None, plan)];
    let changes: Vec<_> = look(&campaigns, TEN).iter().take(3).map(|run| run.run.clock).collect();
    assert_eq!(changes, [ClockChange::None, ClockChange::JumpedOver, ClockChange::None]);
    let plan = on_wall_clock("2027-11-07 01:30", daily(), "America/New_York");
    assert_eq!(look(&[campaign("a", &["l"], None, plan)], TEN)[0].run.clock, ClockChange::ShownTwice);
}

#[test]
fn a_month_that_was_left_out_is_named_at_the_run_after_it() {
    let pattern = RunPattern::Monthly { every: 1.try_into().unwrap(), day: "31".parse().unwrap() };
    let campaigns = [campaign("a", &[], None, on_wall_clock("2027-01-01 09:00", pattern, "UTC"))];
    let runs = look(&campaigns, Selection { count: 2, until: None });
    assert_eq!(runs[0].remarks, []);
    assert_eq!(runs[1].remarks, [RunRemark::MonthsLeftOut(vec![date(2027, 2, 1)])]);
}

fn collisions(runs: &[PreviewedRun<'_>]) -> Vec<(String, String, Vec<String>)> {
    runs.iter()
        .map(|run| {
            (
                run.campaign.name.clone(),
                run.run.platform.date().to_string(),
                run.collisions.iter().map(|other| format!("{} on {}", other.with, other.list)).collect(),
            )
        })
        .collect()
}

#[test]
fn two_campaigns_on_one_list_on_one_day_collide_and_others_do_not() {
    let monday = on_wall_clock("2026-12-07 09:00", weekly("Mon"), "UTC");
    let both = on_wall_clock("2026-12-07 15:00", weekly("Mon,Tue"), "UTC");
    let campaigns = [
        campaign("a", &["x", "shared"], None, monday.clone()),
        campaign("b", &["shared", "y"], None, both),
        campaign("c", &["z"], None, monday),
    ];
    let runs = look(&campaigns, Selection { count: 2, until: Some(instant("2026-12-08T23:00:00Z")) });
    let text = |name: &str, day: &str, others: &[&str]| {
        (name.to_owned(), day.to_owned(), others.iter().map(|&other| other.to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(
        collisions(&runs),
        [
            text("a", "2026-12-07", &["b on shared"]),
            text("c", "2026-12-07", &[]),
            text("b", "2026-12-07", &["a on shared"]),
            text("b", "2026-12-08", &[]),
        ]
    );
}

#[test]
fn a_collision_counts_the_day_on_which_people_are_reached() {
    let office = || Some(hours("UTC", "Mon-Fri 09:00-18:00"));
    let meet = |first: &str, day: &str| {
        let campaigns = [
            campaign("a", &["l"], office(), on_wall_clock(first, weekly(day), "UTC")),
            campaign("b", &["l"], office(), on_wall_clock("2026-12-07 09:00", weekly("Mon"), "UTC")),
        ];
        let runs = look(&campaigns, Selection { count: 1, until: None });
        runs.iter().map(|run| run.collisions.len()).collect::<Vec<_>>()
    };
    // The hours open later on the day. The runs on Saturday and late on Monday reach nobody.
    assert_eq!(meet("2026-12-07 07:00", "Mon"), [1, 1]);
    assert_eq!(meet("2026-12-05 09:00", "Sat"), [0, 0]);
    assert_eq!(meet("2026-12-07 19:00", "Mon"), [0, 0]);
}

#[test]
fn a_collision_beyond_the_runs_shown_of_the_other_is_seen() {
    let campaigns = [
        campaign("often", &["l"], None, on_wall_clock("2026-12-01 09:00", daily(), "UTC")),
        campaign("later", &["l"], None, on_wall_clock("2027-12-01 09:00", daily(), "UTC")),
    ];
    let runs = look(&campaigns, Selection { count: 1, until: None });
    assert_eq!(runs[0].collisions.len(), 0);
    assert_eq!(runs[1].collisions.len(), 1);
}

#[test]
fn any_number_of_runs_ends_with_the_year_2100_or_earlier() {
    let campaigns = [campaign("a", &[], None, on_wall_clock("2026-12-01 09:00", daily(), "UTC"))];
    let all = look(&campaigns, Selection { count: 1_000_000_000, until: None });
    assert_eq!(all.last().unwrap().run.platform.date(), date(2100, 12, 31));
    assert!(!preview(&campaigns, instant(NOW), Selection { count: 1_000_000_000, until: None }).has_more);
    assert!(preview(&campaigns, instant(NOW), TEN).has_more);
    let until = Selection { count: usize::MAX, until: Some(instant("2026-12-03T09:00:00Z")) };
    assert_eq!(look(&campaigns, until).len(), 3);
}

#[test]
fn runs_of_the_past_are_not_shown() {
    let campaigns = [campaign("a", &[], None, on_wall_clock("2026-01-01 09:00", daily(), "UTC"))];
    assert_eq!(look(&campaigns, TEN)[0].run.platform.date(), date(2026, 11, 21));
}
