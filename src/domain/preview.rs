//! Previews: the next runs of campaigns, the calling hours that govern them, and remarks about them.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

use super::calling_hours::{CallingHours, Reach};
use super::kore_campaign::ListName;
use super::occurrence::Occurrence;
use super::rules::collisions::{DaysReached, day_reached};
use super::schedule::RunPlan;
use super::zone::Zone;

/// A campaign and its runs.
#[derive(Debug, Clone)]
pub struct PlannedCampaign {
    /// Its name; empty if none was given.
    pub name: String,
    /// The contact lists that it reaches.
    pub contact_lists: Vec<ListName>,
    /// When contacts may be reached, if known.
    pub calling_hours: Option<CallingHours>,
    /// When it runs.
    pub plan: RunPlan,
    /// Doubts about all of its runs.
    pub caveats: Vec<Caveat>,
}

/// A doubt about the runs of a schedule that a platform reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caveat {
    /// It is not known when the schedule begins, or from when the days, weeks or months that it skips are counted.
    StartNotKnown,
    /// It is not known when the schedule begins. Once it has begun, it runs on each of its days.
    MayBeginLater,
    /// The schedule ends on this day, after the last year whose runs are computed.
    EndsAfterTheLastYear {
        /// The day in the schedule's zone.
        on: Date,
    },
    /// The schedule is as this machine enabled it, but the campaign was changed later, by somebody else or by a run.
    ChangedSince {
        /// When the campaign was changed.
        at: Timestamp,
    },
    /// The time is reported as an instant, but may be local time in the schedule's zone. Burki contract §9.3.
    MayBeLocalTime {
        /// The time as it was reported.
        reported: String,
    },
}

/// Which runs to show. Runs before now are never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Maximum number of runs for each campaign.
    pub count: usize,
    /// The last instant of a run, if limited.
    pub until: Option<Timestamp>,
}

/// One run of one campaign.
#[derive(Debug, Clone)]
pub struct PreviewedRun<'a> {
    /// The campaign.
    pub campaign: &'a PlannedCampaign,
    /// The run.
    pub run: Occurrence,
    /// When the run reaches contacts within the calling hours, if at all; `None` if no calling hours are known.
    pub reach: Option<Reach>,
    /// Remarks about the run.
    pub remarks: Vec<RunRemark>,
    /// The other campaigns that reach one of its contact lists on the same day.
    pub collisions: Vec<Collision<'a>>,
}

/// A remark about a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunRemark {
    /// The run is at another time of day for its readers than the start.
    Shifted {
        /// The time of day of the start, in the reader's zone.
        from: Time,
        /// The date, in the reader's zone, on which a clock changed.
        on: Date,
    },
    /// The months before the run that were skipped because they do not have the day, each by its first day.
    MonthsLeftOut(Vec<Date>),
    /// It is not documented from when the pattern's days, weeks or months are counted, and this is not the first run.
    CountingAssumed,
    /// The run is on the end date, and the end is sent as a day without a time.
    OnTheEndDate,
    /// The window of the run's day opens after the schedule has ended.
    OpensAfterTheEnd,
}

/// Another campaign that reaches the same contact list on the same day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collision<'a> {
    /// The other campaign's name.
    pub with: &'a str,
    /// The list that both reach.
    pub list: &'a ListName,
}

impl PreviewedRun<'_> {
    /// The instant at which the run first reaches contacts; `None` if it reaches nobody.
    pub fn reaches_from(&self) -> Option<Timestamp> {
        match self.reach {
            None | Some(Reach::AtOnce(_)) => Some(self.run.instant),
            Some(Reach::LaterThatDay(span)) => Some(span.opens),
            Some(Reach::Nobody) => None,
        }
    }
}

impl PlannedCampaign {
    /// The zone of the people who are reached: that of the calling hours, or the reader's if there are none.
    pub fn people_zone(&self) -> &Zone {
        self.calling_hours.as_ref().map_or_else(|| self.plan.reader_zone(), |hours| &hours.zone)
    }

    /// The date on which a run reaches people, in their zone.
    fn day_of(&self, instant: Timestamp) -> Option<Date> {
        day_reached(instant, self.calling_hours.as_ref(), self.plan.reader_zone())
    }

    /// The days on which runs between two instants reach people.
    fn days_reached(&self, from: Timestamp, until: Timestamp) -> DaysReached {
        let runs = self.plan.runs().starting_from(from).take_while(|run| run.instant <= until);
        DaysReached::by(runs, self.calling_hours.as_ref(), self.plan.reader_zone())
    }

    fn remarks(&self, run: &Occurrence, reach: Option<Reach>) -> Vec<RunRemark> {
        let mut remarks: Vec<RunRemark> = self.shifted(run).into_iter().collect();
        let start = self.plan.platform_start().date();
        remarks.extend(self.plan.is_counting_assumed(run).then_some(RunRemark::CountingAssumed));
        remarks.extend(self.plan.is_on_the_end_date(run).then_some(RunRemark::OnTheEndDate));
        let left_out = self.plan.pattern().months_left_out_before(start, run.scheduled.date());
        if !left_out.is_empty() {
            remarks.push(RunRemark::MonthsLeftOut(left_out));
        }
        if let (Some(Reach::LaterThatDay(span)), Some(end)) = (reach, self.plan.end())
            && span.opens > end
        {
            remarks.push(RunRemark::OpensAfterTheEnd);
        }
        remarks
    }

    /// The remark for a run at another time of day for its readers than the start.
    fn shifted(&self, run: &Occurrence) -> Option<RunRemark> {
        let reader = self.plan.reader_zone();
        let from = reader.wall(self.plan.start()).time();
        if !run.is_shifted(reader, from) {
            return None;
        }
        let last_change = last_drift(reader, self.plan.repeat_zone(), run.instant)?;
        Some(RunRemark::Shifted { from, on: reader.wall(last_change).date() })
    }
}

/// The last instant, not after `until`, at which the distance between two clocks changed. A change of only the zone's
/// abbreviation does not count, and neither does a change that both zones make at once.
fn last_drift(one: &Zone, other: &Zone, until: Timestamp) -> Option<Timestamp> {
    let second = SignedDuration::from_secs(1);
    let distance = |instant: Timestamp| {
        one.time_zone().to_offset(instant).seconds() - other.time_zone().to_offset(instant).seconds()
    };
    let mut upper = until.saturating_add(second).ok()?;
    loop {
        let change = [one, other]
            .into_iter()
            .filter_map(|zone| zone.time_zone().preceding(upper).next())
            .map(|transition| transition.timestamp())
            .max()?;
        if distance(change) != distance(change.saturating_sub(second).ok()?) {
            return Some(change);
        }
        upper = change;
    }
}

/// The selected runs.
#[derive(Debug, Clone)]
pub struct Preview<'a> {
    /// The runs in order of time. Campaigns that run at the same instant stay in their order.
    pub runs: Vec<PreviewedRun<'a>>,
    /// Whether a campaign has more runs than `count`.
    pub has_more: bool,
}

/// Computes the next runs of all campaigns.
pub fn preview(campaigns: &[PlannedCampaign], now: Timestamp, selection: Selection) -> Preview<'_> {
    let neighbours = Neighbours::new(campaigns);
    let mut runs = Vec::new();
    let mut places = Vec::new();
    let mut has_more = false;
    for (place, campaign) in campaigns.iter().enumerate() {
        let mut upcoming = campaign
            .plan
            .runs()
            .starting_from(now)
            .take_while(|run| selection.until.is_none_or(|until| run.instant <= until));
        for run in upcoming.by_ref().take(selection.count) {
            let reach = campaign.calling_hours.as_ref().map(|hours| hours.reach(run.instant));
            runs.push(PreviewedRun {
                campaign,
                run,
                reach,
                remarks: campaign.remarks(&run, reach),
                collisions: Vec::new(),
            });
            places.push(place);
        }
        has_more |= upcoming.next().is_some();
    }
    neighbours.mark(&mut runs, &places, now);
    runs.sort_by_key(|previewed| previewed.run.instant);
    Preview { runs, has_more }
}

/// For each campaign, the other campaigns that share a contact list with it.
struct Neighbours<'a> {
    campaigns: &'a [PlannedCampaign],
    /// For each campaign, the others, each with one shared list.
    shared: Vec<Vec<(usize, &'a ListName)>>,
}

impl<'a> Neighbours<'a> {
    fn new(campaigns: &'a [PlannedCampaign]) -> Self {
        let mut readers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, campaign) in campaigns.iter().enumerate() {
            for list in &campaign.contact_lists {
                readers.entry(list.as_str()).or_default().push(place);
            }
        }
        let shared = campaigns.iter().enumerate().map(|(place, campaign)| {
            let mut others: BTreeMap<usize, &ListName> = BTreeMap::new();
            for list in &campaign.contact_lists {
                for other in readers.get(list.as_str()).into_iter().flatten() {
                    if *other != place {
                        others.entry(*other).or_insert(list);
                    }
                }
            }
            others.into_iter().collect()
        });
        Self { campaigns, shared: shared.collect() }
    }

    /// Adds to each run its collisions; `places` are the indexes of the runs' campaigns.
    fn mark(&self, runs: &mut [PreviewedRun<'a>], places: &[usize], now: Timestamp) {
        let last = runs.iter().map(|run| run.run.instant).max().unwrap_or(now);
        // The last date may be a day later in another campaign's zone.
        let until = last.saturating_add(SignedDuration::from_hours(48)).unwrap_or(Timestamp::MAX);
        let days: Vec<DaysReached> = self
            .campaigns
            .iter()
            .zip(&self.shared)
            .map(|(campaign, shared)| match shared.as_slice() {
                [] => DaysReached::default(),
                _ => campaign.days_reached(now, until),
            })
            .collect();
        for (run, place) in runs.iter_mut().zip(places) {
            let Some(date) = run.campaign.day_of(run.run.instant) else { continue };
            let others = self.shared[*place].iter().filter(|(other, _)| days[*other].contains(date));
            run.collisions =
                others.map(|&(other, list)| Collision { with: &self.campaigns[other].name, list }).collect();
        }
    }
}

#[cfg(test)]
mod tests;
