//! Switches a campaign's schedule on, and reports if a schedule call reached another campaign with the name, or may
//! have.

use super::PlanRun;
use crate::commands::remembered::Schedules;
use crate::context::Context;
use crate::domain::change::{BY_NAME_ALONE, ScheduleTarget};
use crate::domain::difference::{FieldDifference, OldValue};
use crate::domain::evidence::ScheduleBefore;
use crate::domain::finding::Problem;
use crate::domain::live::LiveCampaign;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::{OtherSwitched, ScheduleChange};
use crate::ui::shell_command;

/// The code of an error about the schedule of another campaign.
pub(in crate::commands) const OTHER_SCHEDULED: &str = "campaign/other-scheduled";

/// The knowledge about a campaign directly before its schedule is switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum LastRead {
    /// It was read directly before, and must still be so when the call goes out.
    JustRead,
    /// Its schedule was on, and this machine has just switched it off.
    SwitchedOff,
    /// It was read at the beginning, or not at all.
    ReadEarlier,
}

/// Says which fields the platform holds otherwise than they were sent, and what its documentation leaves open.
pub(in crate::commands) fn warn_of(change: &ScheduleChange, context: &mut Context) {
    for caution in &change.cautions {
        context.ui.note(caution);
    }
    for FieldDifference { field, old, new } in &change.not_as_sent {
        let held = match old {
            OldValue::Read(Some(held)) => format!("{held:?}"),
            OldValue::Read(None) | OldValue::NotReadable => "nothing".to_owned(),
        };
        let sent = new.as_deref().unwrap_or("nothing");
        context.ui.problem(&Problem::warning(
            "platform/not-as-sent",
            format!("the platform holds {held} as {field}, and {sent:?} was sent"),
        ));
    }
}

impl PlanRun<'_> {
    /// Switches a campaign's schedule on. Returns whether the answer was lost and this was read back.
    ///
    /// # Errors
    ///
    /// If the schedule was not switched on, or this is unknown, or the schedule of another campaign was switched on.
    pub(in crate::commands) async fn switch_on(
        &mut self,
        live: &LiveCampaign,
        schedule: &PlannedSchedule,
        before: LastRead,
        context: &mut Context,
    ) -> Result<bool, Error> {
        let known = self.known_before(live, before == LastRead::SwitchedOff);
        let mut write = self.platform.enable_schedule(&self.schedule_target(live), schedule, known)?;
        // A campaign that this run created was not read.
        let is_read = before == LastRead::JustRead && !self.is_new(live);
        write = if is_read { write.based_on(live) } else { write.based_on_name(live) };
        let write = write.read_at(self.platform.connection().interruptions().now());
        let sent = context.send(write, self.consent).await;
        if sent.as_ref().err().is_none_or(|error| error.exit == Exit::Unknown) {
            // Calls may begin from now on. A later doubt about the create would claim that no schedule was switched
            // on.
            self.confirm_create(&live.id);
        }
        let change = sent?;
        warn_of(&change, context);
        let switched = change.of(Some(&live.id)).map_err(|other| {
            let is_new = self.is_new(live);
            let state = match before {
                _ if is_new => "was created, and its own schedule is off",
                LastRead::JustRead => "is as it was",
                LastRead::SwitchedOff => "is there as before, and its own schedule is off",
                LastRead::ReadEarlier => "exists already, and its own schedule is off",
            };
            other_scheduled(&live.name, is_new, SwitchedTo::On, state, &other)
        })?;
        self.keep_switched(live, context);
        Ok(switched.answer_lost)
    }

    /// Switches a campaign's schedule off. Returns whether the answer was lost. `in_between` means that it is to be
    /// switched on again.
    ///
    /// # Errors
    ///
    /// If the schedule was not switched off, or this is unknown, or the schedule of another campaign was switched off.
    pub(in crate::commands) async fn switch_off(
        &mut self,
        live: &LiveCampaign,
        in_between: bool,
        context: &mut Context,
    ) -> Result<bool, Error> {
        let known = self.known_before(live, in_between);
        let write = self.platform.disable_schedule(&self.schedule_target(live), known);
        let change = context.send(write, self.consent).await?;
        let switched = change
            .of(Some(&live.id))
            .map_err(|other| other_scheduled(&live.name, false, SwitchedTo::Off, "is as it was", &other))?;
        self.keep_switched(live, context);
        Ok(switched.answer_lost)
    }

    /// The knowledge about a campaign before its schedule call. One that this run created was not read since.
    fn known_before(&self, live: &LiveCampaign, in_between: bool) -> ScheduleBefore {
        ScheduleBefore { updated_at: live.updated_at.filter(|_| !self.is_new(live)), in_between }
    }

    /// The target of a campaign's schedule calls. For a campaign that this run created, it is the name that was sent,
    /// not one that was read later.
    fn schedule_target(&self, live: &LiveCampaign) -> ScheduleTarget {
        self.platform.schedule_target_of(if self.is_new(live) { live } else { self.as_read_last(live) })
    }

    /// Whether this run created the campaign.
    fn is_new(&self, live: &LiveCampaign) -> bool {
        self.all_made().any(|(_, created)| created.value.id == live.id)
    }

    /// The row of the last listing of a campaign whose schedule this run switched on, where that is off there and has runs
    /// left.
    pub(in crate::commands) fn off_again(
        &self,
        live: &LiveCampaign,
        context: &Context,
    ) -> Option<LiveCampaign> {
        let row = self.rows.iter().find(|row| row.id == live.id)?;
        let is_off = row.scheduling_enabled == Some(false)
            && !Schedules::known(context).is_over(row, self.platform, context);
        is_off.then(|| row.clone())
    }

    /// Keeps that a campaign's schedule was switched and that nothing else changed.
    fn keep_switched(&mut self, live: &LiveCampaign, context: &Context) {
        let known = self.written.get(&live.id).map_or_else(|| live.clone(), |(known, _)| known.clone());
        self.keep_written(&known, None, context);
    }
}

/// The error if several campaigns have the name of this one, with all of them and the youngest. `is_new` tells
/// whether this run created it, `was_absent` whether no campaign had the name before.
pub(super) fn created_twice(
    name: &str,
    (ours, is_new): (&LiveCampaign, bool),
    twins: &[&LiveCampaign],
    was_absent: bool,
) -> Error {
    let mut all: Vec<&LiveCampaign> = twins.iter().copied().chain([ours]).collect();
    // Equally old campaigns are in the order of their ids, so that every machine names the same one as the youngest.
    all.sort_by_key(|campaign| (campaign.created_at, campaign.id.as_str()));
    let told: Vec<String> = all
        .iter()
        .map(|campaign| {
            let when =
                campaign.created_at.map_or_else(|| "at an unknown time".to_owned(), |at| at.to_string());
            let whose = if is_new && campaign.id == ours.id { ", by this run" } else { "" };
            format!("{} (created {when}{whose})", campaign.id)
        })
        .collect();
    let message =
        format!("{} campaigns of the name {name:?} are there now: {}", all.len(), told.join(" and "));
    let delete = |campaign: &&LiveCampaign| format!("kcamp campaign delete {} --yes", campaign.id);
    let is_told = match all.as_slice() {
        [oldest, next, ..] => oldest.created_at.is_some() && oldest.created_at < next.created_at,
        _ => false,
    };
    let hint = if was_absent && !is_told {
        let others: Vec<String> = all[1..].iter().map(delete).collect();
        format!(
            "somebody created it at the same time, and the platform's times do not tell which was first; so that both of you keep the same one, keep {} and delete the rest: {}",
            all[0].id,
            others.join("; ")
        )
    } else if was_absent {
        let younger: Vec<String> = all[1..].iter().map(delete).collect();
        format!("somebody created it at the same time; delete the younger: {}", younger.join("; "))
    } else {
        let each: Vec<String> = all.iter().map(delete).collect();
        format!("{BY_NAME_ALONE}; delete the one that you do not want: {}", each.join("; or "))
    };
    Error::new("campaign/created-twice", message, Exit::Partial).hint(hint)
}

/// The effect of a schedule call on a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum SwitchedTo {
    /// It is switched on, with the times of the call.
    On,
    /// It is switched off.
    Off,
}

/// The error if the platform switched the schedule of another campaign, which has the name too or whose id is the name.
/// `is_new` tells whether this run created the intended campaign; `state` is its state. A campaign that existed before
/// is not to be deleted.
pub(in crate::commands) fn other_scheduled(
    name: &str,
    is_new: bool,
    to: SwitchedTo,
    state: &str,
    OtherSwitched { meant: ours, other }: &OtherSwitched,
) -> Error {
    let now = match to {
        SwitchedTo::On => "on now with these times",
        SwitchedTo::Off => "off now",
    };
    let message = format!(
        "the schedule of another campaign, {other}, was changed: it is {now}; {name:?} ({ours}) {state}, because a schedule call takes only a name"
    );
    // If the name is the id of the other one, another name of that one would change nothing.
    let to_be_renamed = if name == other.as_str() { ours } else { other };
    let own_name =
        format!("give this one a name of its own: kcamp campaign update {to_be_renamed} --name NAME");
    let undo = match (to, is_new) {
        (SwitchedTo::On, true) => format!(
            "to undo this, delete the campaign that you do not want, such as kcamp campaign delete {ours} --yes, and then switch off the schedule of the remaining one: {}",
            shell_command("kcamp schedule disable", name, " --check-name")
        ),
        (SwitchedTo::On, false) => format!(
            "to undo this, {own_name}; and then switch off the schedule of the other one: kcamp schedule disable {other}"
        ),
        (SwitchedTo::Off, _) => format!(
            "to undo this, {own_name}; then switch the schedule of the other one on again if it was on: kcamp schedule enable {other}; and switch off the one that you meant: kcamp schedule disable {ours}"
        ),
    };
    Error::new(OTHER_SCHEDULED, message, Exit::Partial)
        .hint(format!("look at the other one: kcamp campaign get {other}"))
        .hint(undo)
}
