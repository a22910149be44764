//! The look at the end: whether every schedule that was on before an update still is.

use super::carrying::Applying;
use crate::commands::plan::reading::Live;
use crate::commands::plan::shared_lists::wanted_schedule;
use crate::commands::remembered::{Schedules, enable_again_command};
use crate::context::Context;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::name::NameKey;
use crate::domain::plan::{Item, WantedSchedule};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::Platform;
use crate::ui::shell_command;
use crate::view::apply::ApplyOutcome;

/// Why a schedule is off that was on before an update.
const BY_UPDATE_OR_SOMEBODY: &str =
    "the update switched it off, or somebody else did at the same time, so kcamp leaves it off";

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
                    .hint(format!("look at them: {}", self.asked.command("plan")));
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

    /// Says which schedules are off that were on before an update. That an update leaves them alone is not documented, and somebody
    /// else may have switched one off at the same time: kcamp switches none of them on. One that is over is no loss.
    pub(super) fn tell_of_schedules(&mut self, context: &mut Context) {
        for at in 0..self.plan.lines.len() {
            let Some(before) = self.was_on(at).cloned() else { continue };
            let row = self.carrying.rows.iter().find(|row| row.id == before.id).cloned();
            let why = match &row {
                Some(LiveCampaign { scheduling_enabled: Some(true), .. }) => continue,
                Some(row @ LiveCampaign { scheduling_enabled: Some(false), .. }) => {
                    if !is_over(row, self.carrying.platform, context) {
                        self.is_off_now(at, row, (BY_UPDATE_OR_SOMEBODY, &[]), context);
                    }
                    continue;
                }
                Some(_) => "the last listing does not say so",
                None => "the campaign is missing from the last listing",
            };
            self.is_not_known(at, &before, why, context);
        }
    }

    /// Says of a campaign that was updated that it is not known whether its schedule, which was on, still is.
    fn is_not_known(&mut self, at: usize, live: &LiveCampaign, why: &str, context: &mut Context) {
        let message = format!("kcamp does not know whether its schedule is still on: {why}");
        let key = self.carrying.platform.schedule_target_of(live).key;
        let error = Error::new("apply/schedule-not-seen", message, Exit::Partial).hint(format!(
            "look at it: {}; where it is off: {}",
            shell_command("kcamp schedule show", &key, ""),
            self.enable_command(live, context)
        ));
        self.note_as(at, ApplyOutcome::UpdatedScheduleUnknown, error, context);
    }

    /// Says of a campaign whose schedule was replaced in two calls that the second failed, so that it is off now; or that whether it is
    /// on again is not known.
    pub(super) fn is_not_replaced(
        &mut self,
        at: usize,
        row: &LiveCampaign,
        cause: &Error,
        context: &mut Context,
    ) {
        if cause.exit == Exit::Unknown {
            let message = format!(
                "its schedule was switched off on the way, and kcamp does not know whether it is on again: {}",
                cause.message
            );
            self.note(at, Err(Error { message, ..cause.clone() }), context);
            return;
        }
        // What is to be done about the other campaign comes first: a call by the name would meet that one again.
        let first = if cause.code == "campaign/other-scheduled" { &cause.hints[..] } else { &[] };
        self.is_off_now(at, row, (&cause.message, first), context);
    }

    /// Says of a campaign whose schedule was on that it is off now, why, and how it is switched on.
    fn is_off_now(
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
        self.note_as(at, ApplyOutcome::IsOffNow, error, context);
    }

    /// The command that switches the schedule of a campaign on again, as its file has it where that has one.
    fn enable_command(&self, live: &LiveCampaign, context: &Context) -> String {
        let file = self.files.get(&NameKey::of(&live.name));
        let with_schedule = file.filter(|file| matches!(wanted_schedule(file), WantedSchedule::On(_)));
        let own_file = with_schedule.and_then(|file| file.own_file.as_deref());
        enable_again_command(live, own_file, self.carrying.platform, context)
    }
}

/// Whether the schedule that this machine switched on last has no run left.
fn is_over(row: &LiveCampaign, platform: &dyn Platform, context: &Context) -> bool {
    Schedules::known(context).of(row, platform).is_some_and(|known| known.is_over(context))
}
