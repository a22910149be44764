//! Months with the days on which campaigns run.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::calling_hours::Reach;
use super::preview::{PlannedCampaign, PreviewedRun};

/// A month that holds a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// All its days, from the first.
    pub days: Vec<Day>,
}

/// A day of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: Date,
    /// Its mark in the calendar: runs, collisions or closed hours.
    pub state: DayState,
    /// Whether the date is today.
    pub is_today: bool,
}

/// The mark of a day in the calendar. Where several apply, the last of this list is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayState {
    /// No campaign runs, but contacts could be reached.
    Free,
    /// No campaign runs, and none has calling hours on the day.
    Closed,
    /// A campaign runs and reaches people.
    Runs,
    /// A campaign runs before the calling hours of the day open.
    BeforeHours,
    /// A campaign runs and reaches nobody: no calling hours are left on the day.
    ReachesNobody,
    /// Two campaigns reach the same contact list.
    Collides,
}

/// The months in which campaigns run. Each run is on its date in the reader's zone of its campaign.
pub fn months(campaigns: &[PlannedCampaign], runs: &[PreviewedRun<'_>], today: Date) -> Vec<Month> {
    let mut states: BTreeMap<Date, DayState> = BTreeMap::new();
    for run in runs {
        let state = match (run.collisions.is_empty(), run.reach) {
            (false, _) => DayState::Collides,
            (true, Some(Reach::Nobody)) => DayState::ReachesNobody,
            (true, Some(Reach::LaterThatDay(_))) => DayState::BeforeHours,
            (true, Some(Reach::AtOnce(_)) | None) => DayState::Runs,
        };
        let date = run.campaign.plan.reader_zone().wall(run.run.instant).date();
        let known = states.entry(date).or_insert(state);
        *known = state.max(*known);
    }
    let mut firsts: Vec<Date> = states.keys().map(|date| date.first_of_month()).collect();
    firsts.dedup();
    let day = |date: Date| {
        let idle = if is_closed(campaigns, date) { DayState::Closed } else { DayState::Free };
        Day { date, state: states.get(&date).copied().unwrap_or(idle), is_today: date == today }
    };
    let month = |first: Date| Month {
        first,
        days: first
            .series(jiff::Span::new().days(1))
            .take_while(|date| date.month() == first.month())
            .map(day)
            .collect(),
    };
    firsts.into_iter().map(month).collect()
}

/// Whether every campaign's calling hours are known and none of them has a window on the date.
fn is_closed(campaigns: &[PlannedCampaign], date: Date) -> bool {
    !campaigns.is_empty()
        && campaigns.iter().all(|campaign| {
            campaign.calling_hours.as_ref().is_some_and(|hours| hours.spans_on(date).is_empty())
        })
}
