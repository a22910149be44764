//! The check at the end: whether every schedule that was on before an update is still on.

use super::after_update::not_as_sent;
use super::run::ApplyRun;
use super::twins::not_seen;
use crate::commands::plan::reading::Live;
use crate::commands::plan::shared_lists::wanted_schedule;
use crate::commands::plan_run::OTHER_SCHEDULED;
use crate::commands::remembered::{Schedules, enable_again_command};
use crate::context::Context;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plan::{PlanStep, WantedSchedule};
use crate::error::Error;
use crate::exit::Exit;
use crate::ui::shell_command;
use crate::view::apply::ApplyOutcome;

/// The reason for a schedule that this run switched on and that is off at its end.
const BY_SOMEBODY: &str =
    "somebody switched it off after this run had switched it on, so kcamp leaves it off";
/// The reason for a schedule that was on before an update and is off after it.
const BY_UPDATE_OR_SOMEBODY: &str =
    "the update switched it off, or somebody else did at the same time, so kcamp leaves it off";

impl ApplyRun<'_> {
    /// Lists the campaigns again. Returns whether that succeeded.
    pub(super) async fn look(&mut self, context: &mut Context) -> bool {
        context.ui.progress("list the campaigns");
        match Live::read(self.run.platform).await {
            Ok(live) => {
                self.run.rows = live.rows().to_vec();
                true
            }
            Err(error) => {
                not_seen(&mut self.run, self.asked, &error, context);
                let why = format!("the campaigns could not be listed: {}", error.message());
                for at in 0..self.run.plan.lines.len() {
                    if let Some(live) = self.was_on(at).cloned() {
                        self.note_not_known(at, &live, &why, context);
                    }
                }
                false
            }
        }
    }

    /// The campaign of an updated line whose schedule was on before; `None` if a later line switched it.
    fn was_on(&self, at: usize) -> Option<&LiveCampaign> {
        let applied = self.run.results[at].as_ref()?;
        match &self.run.plan.lines[at].step {
            PlanStep::Update { live, .. }
                if applied.view.outcome.is_sent()
                    && live.scheduling_enabled == Some(true)
                    && !self.is_switched_since(&live.id) =>
            {
                Some(live)
            }
            _ => None,
        }
    }

    /// Whether a later line of the plan switched the campaign's schedule, so that its outcome is known.
    fn is_switched_since(&self, id: &CampaignId) -> bool {
        let lines = self.run.plan.lines.iter().zip(&self.run.results);
        lines.filter(|(line, _)| line.step.live().is_some_and(|live| live.id == *id)).any(
            |(line, applied)| {
                let outcome = applied.as_ref().map(|applied| applied.view.outcome);
                match &line.step {
                    PlanStep::SwitchOff { .. } => true,
                    PlanStep::Replace { .. } => outcome.is_some_and(ApplyOutcome::is_sent),
                    _ => false,
                }
            },
        )
    }

    /// Reports the schedules that were on before an update and are off now. It is not documented that an update
    /// leaves them on, and another user may have switched one off meanwhile, so kcamp switches none of them on. A
    /// schedule that has ended is not reported.
    pub(super) fn tell_of_schedules(&mut self, context: &mut Context) {
        for at in 0..self.run.plan.lines.len() {
            let Some(before) = self.was_on(at).cloned() else { continue };
            let row = self.run.rows.iter().find(|row| row.id == before.id).cloned();
            let why = match &row {
                Some(LiveCampaign { scheduling_enabled: Some(true), .. }) => continue,
                Some(row @ LiveCampaign { scheduling_enabled: Some(false), .. }) => {
                    if !Schedules::known(context).is_over(row, self.run.platform, context) {
                        self.note_off_now(at, row, (BY_UPDATE_OR_SOMEBODY, &[]), context);
                    }
                    continue;
                }
                Some(_) => "the last listing does not say so",
                None => "the campaign is missing from the last listing",
            };
            self.note_not_known(at, &before, why, context);
        }
    }

    /// Reports the schedules that this run switched on and that are off now: others may have waited for minutes since.
    pub(super) fn tell_of_switched(&mut self, context: &mut Context) {
        for at in 0..self.run.plan.lines.len() {
            let Some(row) = self.switched_on(at).and_then(|live| self.run.off_again(live, context)) else {
                continue;
            };
            let halted = context.refuse_while_halted().err();
            let first = halted.map_or_else(Vec::new, |halted| halted.hints);
            self.note_off_now(at, &row, (BY_SOMEBODY, &first), context);
        }
    }

    /// The campaign of a line whose schedule this run switched on.
    fn switched_on(&self, at: usize) -> Option<&LiveCampaign> {
        let step = &self.run.plan.lines[at].step;
        let outcome = self.run.results[at].as_ref()?.view.outcome;
        let is_done = matches!(outcome, ApplyOutcome::Done | ApplyOutcome::DoneAnswerLost);
        let live = self.run.made(at).map(|created| &created.value).or_else(|| step.live());
        live.filter(|_| is_done && step.begins_calls())
    }

    /// Reports the updates of which the listing shows other values than were sent.
    pub(super) fn tell_of_values(&mut self, context: &mut Context) {
        for at in 0..self.run.plan.lines.len() {
            let PlanStep::Update { live, to, .. } = &self.run.plan.lines[at].step else { continue };
            let is_done = self.run.results[at].as_ref().is_some_and(|applied| applied.exit == Exit::Success);
            let row = self.run.rows.iter().find(|row| row.id == live.id).filter(|_| is_done);
            let otherwise = row
                .zip(self.left.get(&live.id))
                .map(|(row, left)| left.listed_otherwise(live, to, row, self.run.platform));
            if let Some(error) = not_as_sent(&otherwise.unwrap_or_default(), live, "") {
                self.run.note_as(at, ApplyOutcome::NotAsSent, error, context);
            }
        }
    }

    /// Reports that it is unknown whether the schedule of an updated campaign, which was on, still is.
    fn note_not_known(&mut self, at: usize, live: &LiveCampaign, why: &str, context: &mut Context) {
        let message = format!("kcamp does not know whether its schedule is still on: {why}");
        let key = self.run.platform.schedule_target_of(live).key;
        let error = Error::new("apply/schedule-not-seen", message, Exit::Partial).hint(format!(
            "look at it: {}; where it is off: {}",
            shell_command("kcamp schedule show", &key, ""),
            self.enable_command(live, context)
        ));
        self.run.note_as(at, ApplyOutcome::UpdatedScheduleUnknown, error, context);
    }

    /// Reports that the second of the two calls that replace a schedule failed, so that it is off now, or that it is
    /// unknown whether it is on again.
    pub(super) fn note_not_replaced(
        &mut self,
        at: usize,
        row: &LiveCampaign,
        cause: &Error,
        context: &mut Context,
    ) {
        if cause.exit == Exit::Unknown {
            let reason = format!(
                "its schedule was switched off on the way, and kcamp does not know whether it is on again: {}",
                cause.reason
            );
            self.run.note(at, Err(Error { reason, ..cause.clone() }), context);
            return;
        }
        // The hints about the other campaign come first: a call with the name would reach that campaign again.
        let first = if cause.code == OTHER_SCHEDULED { &cause.hints[..] } else { &[] };
        self.note_off_now(at, row, (&cause.message(), first), context);
    }

    /// Reports that a campaign's schedule, which was on, is off now, with the reason and the command that switches it
    /// on.
    fn note_off_now(
        &mut self,
        at: usize,
        row: &LiveCampaign,
        (why, first): (&str, &[String]),
        context: &mut Context,
    ) {
        let error = Error::new(
            "campaign/schedule-lost",
            format!("its schedule was on and is off now: {why}"),
            Exit::Partial,
        );
        let error = first
            .iter()
            .fold(error, |error, hint| error.hint(hint.as_str()))
            .hint(format!("switch it on: {}", self.enable_command(row, context)));
        self.run.note_as(at, ApplyOutcome::IsOffNow, error, context);
    }

    /// The command that switches a campaign's schedule on again, with its file if that has a schedule.
    fn enable_command(&self, live: &LiveCampaign, context: &Context) -> String {
        let file = self.files.get(&NameKey::of(&live.name));
        let with_schedule = file.filter(|file| matches!(wanted_schedule(file), WantedSchedule::On(_)));
        let own_file = with_schedule.and_then(|file| file.own_file.as_deref());
        enable_again_command(live, own_file, self.run.platform, context)
    }
}
