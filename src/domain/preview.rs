//! What will happen: the next runs of campaigns, the calling hours that govern them, and what is odd about them.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

use super::calling_hours::{CallingHours, OpenSpan};
use super::campaign::ListName;
use super::occurrence::{ClockChange, Occurrence};
use super::schedule::RunPlan;
use super::zone::Zone;

/// A campaign and when it is to run.
#[derive(Debug, Clone)]
pub struct PlannedCampaign {
    /// Its name; empty where nobody said one.
    pub name: String,
    /// Whom it reaches.
    pub contact_lists: Vec<ListName>,
    /// When contacts may be reached, where that is known.
    pub calling_hours: Option<CallingHours>,
    /// When it runs.
    pub plan: RunPlan,
}

/// Which runs are looked at. Those before now never are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// At most so many of each campaign.
    pub count: usize,
    /// None after this instant.
    pub until: Option<Timestamp>,
}

/// One run of one campaign.
#[derive(Debug, Clone)]
pub struct PreviewedRun<'a> {
    /// The campaign.
    pub campaign: &'a PlannedCampaign,
    /// The run.
    pub run: Occurrence,
    /// What the calling hours make of it.
    pub window: Window,
    /// What there is to know about it.
    pub oddities: Vec<Oddity>,
    /// The other campaigns that reach one of its contact lists on the same day.
    pub collisions: Vec<Collision<'a>>,
}

/// What the calling hours make of a run: they govern, whatever the start says. Contract section 17.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// No calling hours are known.
    Unknown,
    /// Contacts are reached at once.
    Open(OpenSpan),
    /// Nobody is reached until the span opens.
    Waits(OpenSpan),
    /// The week has no window.
    Never,
}

/// What is odd about a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// The platform's clock jumps over its wall time: it runs that much later.
    JumpedOver,
    /// The platform's clock shows its wall time twice: it runs the first time.
    FirstOfTwo,
    /// It is at another time of day for its readers than the start.
    Shifted {
        /// The time of day of the start, in the reader's zone.
        from: Time,
        /// The date, in the reader's zone, on which a clock changed.
        on: Date,
    },
    /// The months before it in which its turn came and which lack the day. The first of each.
    MonthsLeftOut(Vec<Date>),
    /// The window opens after the schedule has ended.
    WaitsBeyondTheEnd,
}

/// Another campaign on one contact list on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collision<'a> {
    /// The other campaign's name.
    pub with: &'a str,
    /// The list that both reach.
    pub list: &'a ListName,
}

impl PreviewedRun<'_> {
    /// The instant at which contacts are first reached, where calling hours let it.
    #[must_use]
    pub fn reaches_from(&self) -> Timestamp {
        reaches_from(self.run.instant, self.window)
    }
}

impl PlannedCampaign {
    /// What the calling hours make of an instant.
    #[must_use]
    pub fn window_at(&self, instant: Timestamp) -> Window {
        match self.calling_hours.as_ref().map(|hours| hours.governing(instant)) {
            None => Window::Unknown,
            Some(None) => Window::Never,
            Some(Some(span)) if span.contains(instant) => Window::Open(span),
            Some(Some(span)) => Window::Waits(span),
        }
    }

    /// The zone of the people who are reached: that of the calling hours, else the reader's.
    #[must_use]
    pub fn people_zone(&self) -> &Zone {
        self.calling_hours.as_ref().map_or_else(|| self.plan.reader_zone(), |hours| &hours.zone)
    }

    /// The date on which a run first reaches people, as they count it.
    fn day_of(&self, instant: Timestamp) -> Date {
        self.people_zone().wall(reaches_from(instant, self.window_at(instant))).date()
    }

    /// Whether a run first reaches people on this date.
    fn reaches_on(&self, date: Date) -> bool {
        // A run waits for its window a fortnight at most; a day more is for the zones.
        let look_from = date.saturating_sub(SignedDuration::from_hours(24 * 16)).at(0, 0, 0, 0);
        let zone = self.people_zone();
        let past = zone.read(date.at(23, 59, 59, 0)).instant();
        self.plan
            .runs()
            .starting_from(zone.read(look_from).instant())
            .take_while(|run| run.instant <= past)
            .any(|run| self.day_of(run.instant) == date)
    }

    fn oddities(&self, run: &Occurrence, window: Window) -> Vec<Oddity> {
        let mut oddities = Vec::new();
        oddities.extend(match run.clock {
            ClockChange::None => None,
            ClockChange::JumpedOver => Some(Oddity::JumpedOver),
            ClockChange::ShownTwice => Some(Oddity::FirstOfTwo),
        });
        oddities.extend(self.shifted(run));
        let start = self.plan.platform_start().date();
        let left_out = self.plan.pattern().months_left_out_before(start, run.scheduled.date());
        if !left_out.is_empty() {
            oddities.push(Oddity::MonthsLeftOut(left_out));
        }
        if let (Window::Waits(span), Some(end)) = (window, self.plan.end())
            && span.opens > end
        {
            oddities.push(Oddity::WaitsBeyondTheEnd);
        }
        oddities
    }

    /// Whether the run is at another time of day for its readers than the start. What the platform's own jump does on one
    /// day is told apart.
    fn shifted(&self, run: &Occurrence) -> Option<Oddity> {
        let reader = self.plan.reader_zone();
        let from = reader.wall(self.plan.start()).time();
        if run.clock == ClockChange::JumpedOver || reader.wall(run.instant).time() == from {
            return None;
        }
        let last_change = [reader, self.plan.platform_zone()]
            .into_iter()
            .filter_map(|zone| zone.time_zone().preceding(run.instant).next())
            .map(|transition| transition.timestamp())
            .max()?;
        Some(Oddity::Shifted { from, on: reader.wall(last_change).date() })
    }
}

fn reaches_from(run: Timestamp, window: Window) -> Timestamp {
    match window {
        Window::Waits(span) => span.opens,
        Window::Unknown | Window::Open(_) | Window::Never => run,
    }
}

/// The runs that were looked at.
#[derive(Debug, Clone)]
pub struct Preview<'a> {
    /// In the order of time; campaigns that run at one instant stay in their order.
    pub runs: Vec<PreviewedRun<'a>>,
    /// Whether a campaign has runs that the count cut off.
    pub has_more: bool,
}

/// Looks at the next runs of all campaigns.
#[must_use]
pub fn preview(campaigns: &[PlannedCampaign], now: Timestamp, selection: Selection) -> Preview<'_> {
    let mut neighbours = Neighbours::new(campaigns);
    let mut runs = Vec::new();
    let mut has_more = false;
    for (place, campaign) in campaigns.iter().enumerate() {
        let mut upcoming = campaign
            .plan
            .runs()
            .starting_from(now)
            .take_while(|run| selection.until.is_none_or(|until| run.instant <= until));
        for run in upcoming.by_ref().take(selection.count) {
            let window = campaign.window_at(run.instant);
            runs.push(PreviewedRun {
                campaign,
                run,
                window,
                oddities: campaign.oddities(&run, window),
                collisions: neighbours.on(place, campaign.day_of(run.instant)),
            });
        }
        has_more |= upcoming.next().is_some();
    }
    runs.sort_by_key(|previewed| previewed.run.instant);
    Preview { runs, has_more }
}

/// Who shares a contact list with whom, and on which days each campaign reaches people.
struct Neighbours<'a> {
    campaigns: &'a [PlannedCampaign],
    /// For each campaign the others with one list of each that is shared.
    shared: Vec<Vec<(usize, &'a ListName)>>,
    known: BTreeMap<(usize, Date), bool>,
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
        Self { campaigns, shared: shared.collect(), known: BTreeMap::new() }
    }

    fn on(&mut self, place: usize, date: Date) -> Vec<Collision<'a>> {
        let mut collisions = Vec::new();
        for (other, list) in &self.shared[place] {
            let campaign = &self.campaigns[*other];
            let reaches = *self.known.entry((*other, date)).or_insert_with(|| campaign.reaches_on(date));
            if reaches {
                collisions.push(Collision { with: &campaign.name, list });
            }
        }
        collisions
    }
}

#[cfg(test)]
mod tests;
