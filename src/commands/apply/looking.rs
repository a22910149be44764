//! The look at the end: whether every schedule that was on before an update still is.

use super::carrying::Applying;
use crate::commands::halt::Schedules;
use crate::commands::plan::reading::Live;
use crate::commands::plan::shared_lists::wanted_schedule;
use crate::commands::schedule::enable_command;
use crate::context::Context;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plan::{Item, WantedSchedule};
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::ui::shell_word;
use crate::view::apply::ApplyOutcome;

impl Applying<'_> {
    /// Reads the list again; whether that came to its end.
    pub(super) async fn look(&mut self, context: &mut Context) -> bool {
        context.ui.progress("list the campaigns");
        match Live::read(self.carrying.platform).await {
            Ok(live) => {
                self.carrying.rows = live.rows().to_vec();
                true
            }
            Err(error) => {
                self.not_seen(&error, context);
                let why = format!("the campaigns could not be listed: {}", error.message);
                for at in 0..self.plan.lines.len() {
                    if let Some(live) = self.was_on(at).cloned() {
                        self.is_not_known(at, &live, &why, context);
                    }
                }
                false
            }
        }
    }

    /// The campaigns could not be listed: what depends on that does not go out.
    pub(super) fn not_seen(&mut self, error: &Error, context: &mut Context) {
        context
            .ui
            .warning(&format!("after the changes the campaigns could not be listed: {}", error.message));
        for at in 0..self.plan.lines.len() {
            if self.schedule_step(at).is_some() {
                let message = format!("the campaigns could not be listed: {}", error.message);
                let unseen = Error::new("apply/not-seen", message, Exit::Partial)
                    .hint("look at them: kcamp plan PATH");
                self.note(at, Err(unseen), context);
            }
        }
    }

    /// The campaign of a line that was updated and whose schedule was on before; `None` where a later line switched it.
    fn was_on(&self, at: usize) -> Option<&LiveCampaign> {
        let applied = self.results[at].as_ref()?;
        match &self.plan.lines[at].item {
            Item::Update { live, .. }
                if applied.view.outcome.is_sent()
                    && live.scheduling_enabled == Some(true)
                    && !self.is_switched_since(&live.id) =>
            {
                Some(live)
            }
            _ => None,
        }
    }

    /// Whether a schedule call of the plan itself, which comes after its update, says what became of a campaign's schedule.
    fn is_switched_since(&self, id: &CampaignId) -> bool {
        let lines = self.plan.lines.iter().zip(&self.results);
        lines.filter(|(line, _)| line.item.live().is_some_and(|live| live.id == *id)).any(
            |(line, applied)| {
                let outcome = applied.as_ref().map(|applied| applied.view.outcome);
                match &line.item {
                    Item::SwitchOff { .. } => true,
                    Item::Replace { .. } => outcome.is_some_and(ApplyOutcome::is_sent),
                    _ => false,
                }
            },
        )
    }

    /// Switches schedules on again that an update switched off: that an update leaves them alone is not documented.
    pub(super) async fn keep_schedules_on(&mut self, context: &mut Context) {
        for at in 0..self.plan.lines.len() {
            let Some(before) = self.was_on(at).cloned() else { continue };
            let row = self.carrying.rows.iter().find(|row| row.id == before.id).cloned();
            let why = match &row {
                Some(LiveCampaign { scheduling_enabled: Some(true), .. }) => continue,
                Some(row @ LiveCampaign { scheduling_enabled: Some(false), .. }) => {
                    self.keep_on(at, row, context).await;
                    continue;
                }
                Some(_) => "the last listing does not say so",
                None => "the campaign is missing from the last listing",
            };
            self.is_not_known(at, &before, why, context);
        }
    }

    /// Switches the schedule of an updated campaign on again, as its file has it, where nobody but the update can have switched it off.
    /// One that is over is no loss.
    async fn keep_on(&mut self, at: usize, row: &LiveCampaign, context: &mut Context) {
        let lost = |why| Error::new("campaign/schedule-lost", why, Exit::Partial);
        // The read before the update showed it on.
        if !self.left.get(&row.id).is_some_and(|left| left.is_last(row)) && !is_over(row, context) {
            let why = "the update or somebody else switched it off; if nobody did so on purpose, it can be switched on again";
            return self.is_off_now(at, row, &lost(why), context);
        }
        let again: Result<PlannedSchedule, Error> = match self.wanted(row) {
            WantedSchedule::On(schedule) => Ok(schedule.clone()),
            _ if is_over(row, context) => return,
            WantedSchedule::Over(_) => {
                Err(lost("the update switched it off, and the schedule of its file is over"))
            }
            WantedSchedule::AsItIs | WantedSchedule::Off => {
                Err(lost("the update switched it off, and its file has no schedule"))
            }
        };
        let sent = match again {
            Ok(schedule) if self.may_go_on(context) => match self.in_the_way(at, row) {
                Some(error) => Err(error),
                None => self.switch_on(at, row, (&schedule, true), context).await,
            },
            Ok(_) => Err(lost("the update switched it off")),
            Err(error) => Err(error),
        };
        match sent {
            Ok(_) => context
                .ui
                .note(&format!("the update of {:?} had switched its schedule off; it is on again", row.name)),
            Err(cause) => self.is_off_now(at, row, &cause, context),
        }
    }

    fn wanted(&self, row: &LiveCampaign) -> WantedSchedule<'_> {
        self.files.get(&NameKey::of(&row.name)).map_or(WantedSchedule::AsItIs, |file| wanted_schedule(file))
    }

    /// Says of a campaign that was updated that it is not known whether its schedule, which was on, still is.
    fn is_not_known(&mut self, at: usize, live: &LiveCampaign, why: &str, context: &mut Context) {
        let message = format!("kcamp does not know whether its schedule is still on: {why}");
        let name = shell_word(&live.name);
        let error = Error::new("apply/schedule-not-seen", message, Exit::Partial).hint(format!(
            "look at it: kcamp schedule show {name}; where it is off: {}",
            self.enable_command(&live.name)
        ));
        self.note_as(at, ApplyOutcome::UpdatedScheduleUnknown, error, context);
    }

    /// Says of a campaign whose schedule was on that it is off now, and how it is switched on; or that whether it is on again is not
    /// known.
    pub(super) fn is_off_now(&mut self, at: usize, row: &LiveCampaign, cause: &Error, context: &mut Context) {
        if cause.exit == Exit::Unknown {
            let message = format!(
                "its schedule was switched off on the way, and kcamp does not know whether it is on again: {}",
                cause.message
            );
            self.note(at, Err(Error { message, ..cause.clone() }), context);
            return;
        }
        let message = format!("its schedule was on and is off now: {}", cause.message);
        // What is to be done about the other campaign comes first: a call by the name would meet that one again.
        let kept = if cause.code == "campaign/other-scheduled" { cause.hints.clone() } else { Vec::new() };
        let error = kept
            .into_iter()
            .fold(Error::new("campaign/schedule-lost", message, Exit::Partial), Error::hint)
            .hint(format!("switch it on: {}", self.enable_command(&row.name)));
        self.note_as(at, ApplyOutcome::IsOffNow, error, context);
    }

    /// The command that switches the schedule of a campaign on as its file has it.
    fn enable_command(&self, name: &str) -> String {
        enable_command(name, self.files.get(&NameKey::of(name)).copied())
    }
}

/// Whether the schedule that this machine switched on last has no run left.
fn is_over(row: &LiveCampaign, context: &Context) -> bool {
    Schedules::known(context).of(row).is_some_and(|known| known.is_over(context))
}
