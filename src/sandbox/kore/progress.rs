//! The progress of a campaign at an instant (Kore.ai contract §16 and §17). It is computed at each look, from the
//! calls that were made for the campaign, its calling hours and the clock.

use std::iter::successors;

use jiff::{Timestamp, civil::DateTime};
use serde_json::Value;

use super::{calling_hours::Hours, recurrence::Runs};
use crate::clock::Clock;
use crate::sandbox::{
    CampaignType, KoreSummary,
    choices::{BetweenRuns, Choices},
    kore::state::{Campaign, Course, Run, Schedule, State, id},
    pseudo_random::spread,
};

/// The status of a campaign, as far as the sandbox has it: no documented call makes a campaign `Paused`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Preparing,
    Ready,
    Scheduled,
    Rescheduled,
    Active,
    Stopped,
    Completed,
}

impl Status {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Preparing => "Preparing",
            Self::Ready => "Ready",
            Self::Scheduled => "Scheduled",
            Self::Rescheduled => "Rescheduled",
            Self::Active => "Active",
            Self::Stopped => "Stopped",
            Self::Completed => "Completed",
        }
    }
}

/// The progress of a campaign at an instant.
#[derive(Debug)]
pub(super) struct Progress {
    pub(super) status: Status,
    /// The current instance, or the last one.
    pub(super) instance: Option<Instance>,
    /// Whether its schedule has more runs.
    pub(super) has_runs_to_come: bool,
}

/// One run through the campaign's lists.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) id: String,
    /// The number of contacts that it has reached, in their order.
    pub(super) reached: u64,
    /// The number of contacts that it is to reach.
    pub(super) contacts: u64,
}

/// The progress of a campaign at the present time of the clock.
pub(super) fn of(campaign: &Campaign, state: &State, choices: &Choices, clock: Clock) -> Progress {
    let now = clock.now();
    let look = CampaignAt { campaign, hours: Hours::of(campaign), choices, now };
    match &campaign.course {
        Course::Run(run) => look.at_run(run),
        Course::Schedule(schedule) => look.at_schedule(schedule, contacts_of(state, campaign, now)),
        Course::Idle => {
            let preparing = choices.preparing(clock);
            let is_new = campaign.kind == CampaignType::Voice
                && now < campaign.created_at.saturating_add(preparing).unwrap_or(Timestamp::MAX);
            let status = if is_new { Status::Preparing } else { Status::Ready };
            Progress { status, instance: None, has_runs_to_come: false }
        }
    }
}

/// The number of contacts in a campaign's lists.
pub(super) fn contacts_of(state: &State, campaign: &Campaign, now: Timestamp) -> u64 {
    let lists = campaign.body.get("contactLists").and_then(Value::as_array);
    let named =
        |name: &Value| state.contact_lists.iter().find(|list| Some(list.name.as_str()) == name.as_str());
    lists.into_iter().flatten().filter_map(named).map(|list| list.records(now)).sum()
}

/// The summary of its objects, with statuses by the default choices.
pub(in crate::sandbox) fn summary(state: &State, clock: Clock) -> KoreSummary {
    let choices = Choices::default();
    let status = |campaign| of(campaign, state, &choices, clock).status;
    let campaigns = state.campaigns.iter().map(|campaign| campaign.summary(status(campaign).as_str()));
    KoreSummary {
        contact_lists: state.contact_lists.len(),
        dnc_lists: state.dnc_lists.len(),
        campaigns: campaigns.collect(),
    }
}

/// The number of runs that are searched for the last one within the calling hours: two weeks of days.
const RUNS_LOOKED_BACK: usize = 14;

/// A campaign at an instant.
struct CampaignAt<'a> {
    campaign: &'a Campaign,
    hours: Hours,
    choices: &'a Choices,
    now: Timestamp,
}

/// The progress of one run.
struct Advance {
    reached: u64,
    /// Whether the calling hours were open at any time since the run was due.
    has_dialled: bool,
    /// Whether all contacts were reached.
    is_over: bool,
}

impl CampaignAt<'_> {
    fn at_run(&self, run: &Run) -> Progress {
        let until = run.stopped_at.unwrap_or(self.now);
        let advance = self.advance(run.started_at, until, run.contacts);
        let status = match (run.stopped_at, advance.is_over) {
            (Some(_), _) => Status::Stopped,
            (None, true) => Status::Completed,
            (None, false) => Status::Active,
        };
        let instance =
            Instance { id: run.instance_id.clone(), reached: advance.reached, contacts: run.contacts };
        Progress { status, instance: Some(instance), has_runs_to_come: false }
    }

    fn at_schedule(&self, schedule: &Schedule, contacts: u64) -> Progress {
        let runs = Runs::of(schedule);
        let zone = &self.choices.schedule_zone;
        let instant = |moment: DateTime| zone.to_timestamp(moment).unwrap_or(Timestamp::MAX);
        let moment = zone.to_datetime(self.now);
        let ends = instant(schedule.end);
        let has_ended = moment > schedule.end;
        let last =
            |before: DateTime| runs.last_until(before).filter(|run| instant(*run) >= schedule.enabled_at);
        let has_runs_to_come = runs.first_after(moment).is_some();
        let resting = if has_ended { Status::Completed } else { Status::Scheduled };
        let Some(run) = last(moment) else {
            return Progress { status: resting, instance: None, has_runs_to_come };
        };
        // The progress of a run until it was stopped or the schedule ended.
        let advance_of = |run: DateTime, until: Timestamp| {
            let begins = instant(run);
            let stopped = schedule.stopped_at.filter(|at| (begins..=until).contains(at));
            (self.advance(begins, stopped.unwrap_or(until), contacts), stopped.is_some())
        };
        let (advance, is_stopped) = advance_of(run, self.now.min(ends));
        let has_begun = advance.has_dialled || (!has_ended && self.hours.are_open(self.now));
        let status = match advance {
            _ if is_stopped && !has_ended => Status::Stopped,
            Advance { is_over: true, .. } if has_runs_to_come => match self.choices.between_runs {
                BetweenRuns::Completed => Status::Completed,
                BetweenRuns::Rescheduled => Status::Rescheduled,
                BetweenRuns::Scheduled => Status::Scheduled,
            },
            Advance { is_over: true, .. } => Status::Completed,
            _ if has_begun && !has_ended => Status::Active,
            _ => resting,
        };
        // A run that waits for the calling hours has no instance yet. A run that never met them gets none.
        let before = |run: &DateTime| run.checked_sub(jiff::Span::new().seconds(1)).ok().and_then(last);
        let shown = if has_begun {
            Some((run, advance))
        } else {
            let mut until = instant(run);
            successors(before(&run), before).take(RUNS_LOOKED_BACK).find_map(|run| {
                let (advance, _) = advance_of(run, until);
                until = instant(run);
                advance.has_dialled.then_some((run, advance))
            })
        };
        let instance = shown.map(|(run, advance)| Instance {
            id: self.instance_id(run),
            reached: advance.reached,
            contacts,
        });
        Progress { status, instance, has_runs_to_come }
    }

    fn advance(&self, from: Timestamp, until: Timestamp, contacts: u64) -> Advance {
        let rate = self.choices.contacts_per_second;
        // A run without contacts takes a second, so that it can be seen.
        let needed = (contacts.saturating_mul(1000).div_ceil(rate)).max(1000);
        let open = self.hours.open_time(from, until, needed);
        Advance {
            reached: (open.saturating_mul(rate) / 1000).min(contacts),
            has_dialled: open > 0,
            is_over: open >= needed,
        }
    }

    /// The id of an instance. It is always the same for the same run of the same campaign.
    fn instance_id(&self, run: DateTime) -> String {
        let (first_group, version) = id_form(self.campaign.kind);
        let day = run.date().duration_since(jiff::civil::Date::ZERO).as_hours().unsigned_abs();
        id("cid", first_group, version, fingerprint(&self.campaign.id) ^ day)
    }
}

/// A number for a text, the same on every machine.
pub(super) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(1, |number, byte| spread(number ^ u64::from(byte)))
}

/// The length of an id's first group, and the version in its digits (Kore.ai contract §1.4).
pub(super) const fn id_form(campaign_type: CampaignType) -> (usize, u8) {
    match campaign_type {
        CampaignType::Voice => (7, 4),
        CampaignType::Sms => (8, 5),
    }
}
