//! Stops what runs and switches off what is scheduled, until nothing calls or what may still call is known.

use std::collections::HashMap;

use super::listing::{Listing, Unseen};
use super::selection::Selection;
use super::target::{Accepted, Danger, Target};
use super::under_way::{ENABLE_UNDER_WAY, START_UNDER_WAY, UnderWay};
use crate::commands::plan_run::{SwitchedTo, other_scheduled};
use crate::commands::remembered::{Remembered, Schedules};
use crate::context::{Consent, Context, WriteBatch};
use crate::domain::change::{ScheduleTarget, Stake};
use crate::domain::evidence::ScheduleBefore;
use crate::domain::finding::Problem;
use crate::domain::halt::{Activity, HaltBy, ScheduleSwitch, stopping_order};
use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::exit::Exit;
use crate::halt::HaltedSchedule;
use crate::platform::outcome::Settled;
use crate::platform::platform::Platform;

/// The number of times that everything that still calls is stopped. Campaigns that started meanwhile or are in doubt
/// get a second request, which is harmless. The list is read after each of them, since only that shows what calls.
const ROUNDS: usize = 2;

/// The campaigns to stop, and the progress.
#[derive(Debug)]
pub(super) struct Sweep<'run> {
    platform: &'run dyn Platform,
    selection: Selection,
    /// Whether schedules are read before they are switched off; false after the first that cannot be read.
    reads_schedules: bool,
    /// The campaigns that are halted, in the order in which they were first seen.
    pub(super) targets: Vec<Target>,
    places: HashMap<CampaignId, usize>,
    /// The campaigns that run or are scheduled and are left alone.
    pub(super) left: Vec<LiveCampaign>,
    /// Whether --type and --search find any campaign, running or not, left alone or not.
    pub(super) finds_any: bool,
    /// The parts of the list that the last read did not get.
    pub(super) unseen: Vec<Unseen>,
}

impl<'run> Sweep<'run> {
    pub(super) fn new(platform: &'run dyn Platform, selection: Selection) -> Self {
        Self {
            platform,
            selection,
            reads_schedules: platform.kind().returns_schedules(),
            targets: Vec::new(),
            places: HashMap::new(),
            left: Vec::new(),
            finds_any: false,
            unseen: Vec::new(),
        }
    }

    /// The campaigns to halt.
    pub(super) const fn selection(&self) -> &Selection {
        &self.selection
    }

    /// How the calls of a campaign end on this platform.
    pub(super) fn halts_by(&self) -> HaltBy {
        self.platform.halts_by()
    }

    /// Adds what was read from the platform.
    pub(super) fn see(&mut self, listing: Listing, context: &Context) {
        let calls = context.calls_under_way();
        // Another process may have switched schedules on since the last read.
        let schedules = Schedules::known(context);
        let is_whole = listing.is_whole();
        self.left.clear();
        let seen: Vec<CampaignId> = listing.rows.iter().map(|row| row.id.clone()).collect();
        for row in listing.rows {
            let under_way = UnderWay::of(&row, &calls);
            self.see_row(row, under_way, &schedules);
        }
        if is_whole {
            for (at, target) in self.targets.iter_mut().enumerate() {
                if !seen.iter().any(|id| self.places.get(id) == Some(&at)) {
                    (target.calls, target.schedule, target.is_gone) = (Danger::None, Danger::None, true);
                }
            }
        }
        self.unseen = listing.unseen;
    }

    fn see_row(&mut self, row: LiveCampaign, under_way: UnderWay, schedules: &Schedules) {
        self.finds_any |= self.selection.finds(&row);
        let activity = self.platform.activity(&row);
        let calls = match activity.runs {
            true => Danger::Certain,
            false if under_way.start => Danger::Unknown,
            false => Danger::None,
        };
        let off = if under_way.schedule { Danger::Unknown } else { Danger::None };
        let message = match (calls, activity.schedule) {
            (Danger::Unknown, _) => Some(START_UNDER_WAY.to_owned()),
            (_, ScheduleSwitch::Off) if under_way.schedule => Some(ENABLE_UNDER_WAY.to_owned()),
            _ => None,
        };
        let is_quiet =
            calls == Danger::None && activity.schedule == ScheduleSwitch::Off && off == Danger::None;
        if let Some(place) = self.places.get(&row.id) {
            // What was not scheduled before may be since.
            let is_new = self.targets[*place].scheduled == Some(false)
                && (activity.schedule == ScheduleSwitch::On || off != Danger::None);
            let now = is_new.then(|| schedules.of(&row, self.platform));
            let now = now.map(|remembered| (self.schedule_in_journal(remembered.as_ref()), remembered));
            let target = &mut self.targets[*place];
            if let Some((schedule_before, remembered)) = now {
                (target.schedule_before, target.remembered) = (schedule_before, remembered);
                target.scheduled = told_on(activity.schedule, off);
            }
            target.ran |= activity.runs;
            // A campaign whose stop was accepted had already started, so its start cannot take effect again.
            target.calls = match (target.accepted.stop, activity.runs) {
                (true, false) => Danger::None,
                (true, true) => Danger::Unknown,
                (false, _) => calls,
            };
            target.schedule = match activity.schedule {
                ScheduleSwitch::On if target.accepted.switch_off => Danger::Unknown,
                ScheduleSwitch::On => Danger::Certain,
                ScheduleSwitch::Off => off,
                // The outcome of switching it off is the last known state.
                ScheduleSwitch::Untold => target.schedule,
            };
            target.live = row;
            let again = target.shown_again(activity);
            if target.danger() != Danger::None {
                target.message = message.or(again).or(target.message.take());
            }
            return;
        }
        if is_quiet {
            return;
        }
        if !self.selection.takes(&row) {
            self.left.push(row);
            return;
        }
        let (remembered, queued) = (schedules.of(&row, self.platform), schedules.is_queued(&row));
        self.add(row, activity, (calls, off), (remembered, queued), message);
    }

    /// Adds a campaign that is to be stopped: the dangers are that it calls, and that its schedule is on although it is
    /// told to be off. `queued` is whether a start of this machine waits for its time.
    fn add(
        &mut self,
        row: LiveCampaign,
        activity: Activity,
        (calls, off): (Danger, Danger),
        (remembered, queued): (Option<Remembered>, bool),
        message: Option<String>,
    ) {
        let schedule_before = self.schedule_in_journal(remembered.as_ref());
        let scheduled = told_on(activity.schedule, off);
        let schedule = match activity.schedule {
            ScheduleSwitch::On => Danger::Certain,
            ScheduleSwitch::Off => off,
            ScheduleSwitch::Untold => Danger::Unknown,
        };
        self.places.insert(row.id.clone(), self.targets.len());
        self.targets.push(Target {
            row_before: row.clone(),
            before: row.status.clone(),
            ran: activity.runs,
            queued,
            scheduled,
            next_run: None,
            remembered,
            schedule_before,
            calls,
            schedule,
            accepted: Accepted::default(),
            is_gone: false,
            message,
            live: row,
        });
    }

    /// A campaign's schedule from the journal, if the platform does not return schedules.
    fn schedule_in_journal(&self, remembered: Option<&Remembered>) -> HaltedSchedule {
        remembered
            .filter(|_| !self.platform.kind().returns_schedules())
            .map_or(HaltedSchedule::NotKnown, Remembered::unless_changed)
    }

    /// Reads a schedule that is about to be switched off, if the platform returns it, because it cannot be read
    /// afterwards.
    async fn keep_schedule(&mut self, at: usize, key: &ScheduleTarget, context: &Context) {
        let target = &mut self.targets[at];
        if !self.reads_schedules || target.schedule_before != HaltedSchedule::NotKnown {
            return;
        }
        let Ok(held) = self.platform.schedule(key).await else {
            self.reads_schedules = false;
            return;
        };
        target.scheduled = held.enabled.or(target.scheduled);
        if held.enabled != Some(true) {
            return;
        }
        let schedule_before = match target.remembered.as_ref() {
            Some(sent) if sent.is_held(&held, self.platform, context) => Some(sent.as_sent()),
            Some(sent) if sent.is_held_as_told(&held, self.platform, context) => {
                self.unless_changed(at, context).await
            }
            _ => None,
        };
        let target = &mut self.targets[at];
        let held = held.as_reported();
        target.schedule_before = match (schedule_before, &target.remembered) {
            (Some(schedule_before), _) => schedule_before,
            (None, Some(_)) => HaltedSchedule::Another { held },
            (None, None) => HaltedSchedule::NotSent { held },
        };
    }

    /// The schedule that this machine sent last, or that somebody changed the campaign since. Its row does not tell
    /// that on every platform, so it is read.
    async fn unless_changed(&self, at: usize, context: &Context) -> Option<HaltedSchedule> {
        let live = self.platform.whole(self.targets[at].live.clone()).await.ok()?;
        Some(Schedules::known(context).of(&live, self.platform)?.unless_changed())
    }

    /// The indexes of the targets that call, or may: highest priority first, then in the order of the list.
    pub(super) fn running(&self) -> Vec<usize> {
        let mut places = self.places_of(|target| target.calls != Danger::None);
        places.sort_by_key(|at| stopping_order(&self.targets[*at].live));
        places
    }

    /// The indexes of the targets whose schedules are on, or may be: the earliest next run first if it is known, then
    /// in the order of the list.
    pub(super) fn scheduled(&self) -> Vec<usize> {
        let mut places = self.places_of(|target| target.schedule != Danger::None);
        places.sort_by_key(|at| {
            let next_run = self.targets[*at].next_run;
            (next_run.is_none(), next_run)
        });
        places
    }

    fn places_of(&self, is_meant: impl Fn(&Target) -> bool) -> Vec<usize> {
        (0..self.targets.len()).filter(|at| is_meant(&self.targets[*at])).collect()
    }

    /// The writes, if nothing changes meanwhile. A write that is not possible is reported when it is tried.
    pub(super) fn writes(&self) -> WriteBatch {
        let mut writes = WriteBatch::at(Stake::EndsCalls);
        for at in self.running() {
            if let Ok(write) = self.platform.trigger(&self.targets[at].live, self.halts_by().trigger()) {
                writes = writes.and(&write);
            }
        }
        for at in self.scheduled() {
            let live = &self.targets[at].live;
            let target = self.platform.schedule_target_of(live);
            writes = writes.and(&self.platform.disable_schedule(&target, ScheduleBefore::read(live)));
        }
        writes
    }

    /// Stops the campaigns, switches schedules off, and looks again; twice if something still calls.
    pub(super) async fn carry_out(&mut self, consent: &Consent, context: &mut Context) {
        for _ in 1..=ROUNDS {
            let (running, scheduled) = (self.running(), self.scheduled());
            let has_work = !running.is_empty() || !scheduled.is_empty();
            if !has_work && self.unseen.is_empty() {
                return;
            }
            for at in running {
                self.stop(at, consent, context).await;
            }
            self.find_next_runs(context);
            for at in self.scheduled() {
                self.switch_off(at, consent, context).await;
            }
            self.doubt_what_is_under_way(context);
            let listing = Listing::read(self.platform).await;
            self.see(listing, context);
        }
    }

    /// Computes the next runs. This takes a moment, so it is done after running campaigns are stopped.
    fn find_next_runs(&mut self, context: &Context) {
        for target in &mut self.targets {
            if target.next_run.is_none() {
                target.next_run = target.remembered.as_ref().and_then(|it| it.next_run(context));
            }
        }
    }

    /// Doubts that a schedule stays off while this machine has a call under way that switches it on.
    fn doubt_what_is_under_way(&mut self, context: &Context) {
        let calls = context.calls_under_way();
        for target in self.targets.iter_mut().filter(|target| target.schedule == Danger::None) {
            if !target.is_gone && UnderWay::of(&target.live, &calls).schedule {
                target.schedule = Danger::Unknown;
                target.message = Some(ENABLE_UNDER_WAY.to_owned());
            }
        }
    }

    async fn stop(&mut self, at: usize, consent: &Consent, context: &mut Context) {
        let trigger = self.halts_by().trigger();
        let target = &mut self.targets[at];
        context.ui.progress(&format!("{} {:?}", trigger.verb(), target.live.name));
        // A start may have taken effect since the read.
        let untold = || LiveCampaign { status: CampaignStatus::untold(), ..target.live.clone() };
        let live = if self.platform.activity(&target.live).runs { target.live.clone() } else { untold() };
        let result = match self.platform.trigger(&live, trigger) {
            Ok(write) => context.send(write, consent).await,
            Err(error) => Err(error.into()),
        };
        match result {
            Ok(done) => {
                target.live.status = done.value.status;
                target.accepted.stop = true;
                (target.calls, target.message) = (Danger::None, None);
            }
            Err(error) => (target.calls, target.message) = failed(&error),
        }
    }

    async fn switch_off(&mut self, at: usize, consent: &Consent, context: &mut Context) {
        let key = self.platform.schedule_target_of(&self.targets[at].live);
        let has_twin = self.has_twin(at);
        self.keep_schedule(at, &key, context).await;
        let target = &mut self.targets[at];
        context.ui.progress(&format!("switch off the schedule of {:?}", target.live.name));
        let write = self.platform.disable_schedule(&key, ScheduleBefore::read(&target.live));
        let is_told_off = self.platform.activity(&target.live).schedule == ScheduleSwitch::Off;
        match context.send(write, consent).await {
            Ok(change) => match change.of(Some(&target.live.id)) {
                Err(other) => {
                    target.schedule = Danger::Certain;
                    let (name, state) = (&target.live.name, "is as it was");
                    let message = other_scheduled(name, false, SwitchedTo::Off, state, &other).message();
                    // Said at once: a later list may show this campaign as quiet, and the other one is in no other row.
                    context.ui.problem(&Problem::warning("campaign/other-scheduled", message.as_str()));
                    target.message = Some(message);
                }
                Ok(Settled { value: None, .. }) if has_twin => {
                    target.schedule = Danger::Unknown;
                    target.message = Some(
                        "another campaign has the same name, and the platform did not say whose schedule it switched off"
                            .to_owned(),
                    );
                }
                // A call that switches it on is under way, and may arrive after this one.
                Ok(_) if is_told_off => {}
                Ok(_) => {
                    target.accepted.switch_off = true;
                    target.schedule = Danger::None;
                    target.live.scheduling_enabled = Some(false);
                    if target.calls == Danger::None {
                        target.message = None;
                    }
                }
            },
            Err(error) => {
                let (danger, message) = failed(&error);
                target.schedule = danger;
                target.message = target.message.take().or(message);
            }
        }
    }

    /// Whether another campaign shares its name.
    pub(super) fn shares_its_name(&self, at: usize) -> bool {
        let own = NameKey::of(&self.targets[at].live.name);
        let is_of_other =
            |(other, target): (usize, &Target)| other != at && NameKey::of(&target.live.name) == own;
        self.targets.iter().enumerate().any(is_of_other)
    }

    /// Whether the schedule calls take the same value for another campaign.
    pub(super) fn has_twin(&self, at: usize) -> bool {
        let key = |target: &Target| self.platform.schedule_target_of(&target.live).key;
        let own = key(&self.targets[at]);
        self.targets.iter().enumerate().any(|(other, target)| other != at && key(target) == own)
    }
}

/// Whether a schedule is on, as far as the list tells it; `off` is the danger that it is on although the list says
/// that it is off.
fn told_on(schedule: ScheduleSwitch, off: Danger) -> Option<bool> {
    match schedule {
        ScheduleSwitch::On => Some(true),
        ScheduleSwitch::Off => (off == Danger::None).then_some(false),
        ScheduleSwitch::Untold => None,
    }
}

/// The danger and the reason for a campaign whose request failed.
fn failed(error: &Error) -> (Danger, Option<String>) {
    let danger = if error.exit == Exit::Unknown { Danger::Unknown } else { Danger::Certain };
    (danger, Some(error.message()))
}
