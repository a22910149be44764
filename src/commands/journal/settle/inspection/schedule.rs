//! Judges a call to a campaign's schedule with an unknown outcome.

use super::super::aim::StateEvidence;
use super::super::window::{LastChange, Moment, Window};
use super::{Inspection, Settlement, TOO_EARLY, open, told};
use crate::context::Context;
use crate::domain::live::{CallAnswer, LiveCampaign};
use crate::error::Error;
use crate::journal::Entry;

impl Inspection<'_> {
    /// Judges a call that was to switch a schedule on, or off.
    ///
    /// # Errors
    ///
    /// The platform cannot be read.
    pub(super) async fn schedule(&self, context: &Context, is_on_wanted: bool) -> Result<Settlement, Error> {
        let Some(live) = self.campaign().await? else { return Ok(open("the campaign is gone")) };
        let held = self.platform.schedule(&self.platform.schedule_target_of(&live)).await?;
        let window = match self.window(context, self.platform.clock_lead()) {
            Ok(window) => window,
            Err(verdict) => return Ok(verdict),
        };
        let trace = &self.entry.write.trace;
        let change = self.last_change(&live, window);
        let id = Some(live.id.to_string());
        Ok(match (held.enabled, &trace.schedule) {
            (Some(false), _) if is_on_wanted => {
                told(StateEvidence::Missed.dated(change, false), "its schedule is off", &live, change, window)
            }
            (Some(true), _) if !is_on_wanted => told(
                StateEvidence::Missed.dated(change, false),
                "its schedule is still on",
                &live,
                change,
                window,
            ),
            // The schedule was already off.
            (Some(false), _) if change.moment == Moment::Before && !trace.in_between => {
                Settlement::Done { words: "its schedule is off".to_owned(), id }
            }
            (Some(false), _) => {
                // A schedule that is off only in between was not switched off by a user, but a user may have decided
                // soon after.
                let reading = StateEvidence::Reached.dated(change, trace.in_between);
                told(reading, "its schedule is off", &live, change, window)
            }
            (Some(true), Some(sent)) => {
                let times = self.others.iter().rev().find_map(|other| other.write.trace.reported_times);
                let fields = self.platform.unproven_schedule_fields(sent, &held, times, CallAnswer::Lost);
                if fields.is_empty() {
                    Settlement::Done { words: "its schedule is the one that was sent".to_owned(), id }
                } else {
                    open(&format!("its schedule is on, with another {}", fields.join(", ")))
                }
            }
            (Some(true), None) => self.schedule_not_returned(&live, change, window, context),
            (None, _) => open("the platform does not say whether its schedule is on"),
        })
    }

    /// The verdict on a call that was to switch a schedule on, where one is on that the platform does not return. Another
    /// one may have been on before. Only the time of the campaign's last change tells whether the call came: it has whole
    /// seconds, so a change that was there before the call, or that another write of this machine made, tells nothing.
    fn schedule_not_returned(
        &self,
        live: &LiveCampaign,
        change: LastChange,
        window: Window,
        context: &Context,
    ) -> Settlement {
        match change.moment {
            Moment::Before if window.is_over => {
                Settlement::NotDone("its campaign was last changed before that".to_owned())
            }
            Moment::Before => open(TOO_EARLY),
            Moment::Within
                if change.is_soon && !change.is_known && !self.is_change_of_another(live, context) =>
            {
                let words = "its schedule is on, and its campaign was last changed just then".to_owned();
                Settlement::Done { words, id: Some(live.id.to_string()) }
            }
            Moment::Within | Moment::After | Moment::Untold => open(
                "its schedule is on, and the platform does not tell with which recurrence, or since when",
            ),
        }
    }

    /// Whether another write of this machine may have made the campaign's last change.
    fn is_change_of_another(&self, live: &LiveCampaign, context: &Context) -> bool {
        let lead = self.platform.clock_lead().unwrap_or_default();
        let may_have_made = |other: &Entry| {
            let window = Window::of(other, lead, context.clock.now());
            let left_at = other.write.trace.left_at;
            window.change(live.updated_at, &[]).is_soon
                && left_at.is_none_or(|left| live.updated_at <= Some(left))
        };
        let mut others = self.others.iter().filter(|other| self.is_to_the_same(other) && other.may_be_done());
        others.any(may_have_made)
    }
}
