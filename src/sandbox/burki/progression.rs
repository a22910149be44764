//! The effect of time on a campaign: a scheduled campaign starts, a running one reaches its contacts and ends.

use std::time::Duration;

use jiff::Timestamp;

use super::state::{CallOutcome, Campaign, Contact, Execution, Phase};
use crate::sandbox::pseudo_random::spread;

/// The time for one contact. Not documented; short enough that a rehearsal can wait for the end.
const PER_CONTACT: Duration = Duration::from_millis(100);

/// The length of the shortest run, so that it can be seen.
const SHORTEST_RUN: Duration = Duration::from_secs(1);

/// The longest that an execution may last, in seconds.
const LONGEST_CALL: u64 = 120;

/// The number of execution ids per campaign. A campaign's ids start at a multiple of it.
const EXECUTIONS_PER_CAMPAIGN: u64 = 1_000_000;

impl Campaign {
    /// Brings the campaign to this instant.
    pub(super) fn advance(&mut self, now: Timestamp) {
        loop {
            match self.phase {
                Phase::Scheduled { due } if due <= now => self.begin(due),
                Phase::Running { since, worked } => {
                    let Some(end) = self.work(since, worked, now) else { return };
                    self.end(end);
                }
                _ => return,
            }
        }
    }

    /// Starts a run. It calls the pending contacts; if there are none, it calls all but the skipped ones again.
    fn begin(&mut self, at: Timestamp) {
        if self.contacts.is_empty() {
            self.phase = Phase::Failed;
            self.completed_at = Some(at);
            return;
        }
        if !self.has_pending() {
            let again = self.contacts.iter_mut().filter(|contact| contact.outcome != CallOutcome::Skipped);
            again.for_each(|contact| contact.outcome = CallOutcome::Pending);
        }
        self.started_at.get_or_insert(at);
        self.phase = Phase::Running { since: at, worked: 0 };
    }

    /// Reaches the contacts that are due, and returns the instant at which the run ended, if it has.
    fn work(&mut self, since: Timestamp, worked: u32, now: Timestamp) -> Option<Timestamp> {
        let elapsed = now.duration_since(since).as_millis();
        let due = u32::try_from(elapsed / PER_CONTACT.as_millis().cast_signed()).unwrap_or(0);
        let pending: Vec<usize> = self
            .contacts
            .iter()
            .enumerate()
            .filter(|(_, contact)| contact.outcome == CallOutcome::Pending)
            .map(|(place, _)| place)
            .collect();
        let mut done = worked;
        for place in pending.iter().take(due.saturating_sub(worked) as usize) {
            done += 1;
            self.reach(*place, since + PER_CONTACT * done);
        }
        self.phase = Phase::Running { since, worked: done };
        let end = since + (PER_CONTACT * done).max(SHORTEST_RUN);
        let is_over = pending.len() == (done - worked) as usize && end <= now;
        is_over.then_some(end)
    }

    /// Ends a run. The campaign is scheduled again if its schedule has another run, else it is completed.
    fn end(&mut self, at: Timestamp) {
        if let Some(due) = self.schedule.as_ref().and_then(|schedule| schedule.next_after(at)) {
            self.phase = Phase::Scheduled { due };
        } else {
            self.phase = Phase::Completed;
            self.completed_at = Some(at);
        }
    }

    /// The contact that is being called now.
    pub(super) fn under_way(&self) -> Option<usize> {
        let is_running = matches!(self.phase, Phase::Running { .. });
        let pending = |contact: &Contact| contact.outcome == CallOutcome::Pending;
        is_running.then(|| self.contacts.iter().position(pending)).flatten()
    }

    /// Ends the current call, as a pause or a stop of the campaign does.
    pub(super) fn finish_call(&mut self, now: Timestamp) {
        if let Some(place) = self.under_way() {
            self.reach(place, now);
        }
    }

    fn reach(&mut self, place: usize, at: Timestamp) {
        let by_message = self.text("campaign_type") == "sms";
        let id = self.id * EXECUTIONS_PER_CAMPAIGN + self.executions.len() as u64 + 1;
        let Some(contact) = self.contacts.get_mut(place) else { return };
        let chance = spread(contact.id.wrapping_add(u64::from(contact.attempts) << 32));
        contact.outcome = if by_message { message_outcome(chance) } else { call_outcome(chance) };
        contact.attempts += 1;
        contact.last_attempt_at = Some(at);
        let was_answered = matches!(contact.outcome, CallOutcome::Completed | CallOutcome::Voicemail);
        let duration = if by_message || !was_answered { 0 } else { 5 + (chance >> 32) % (LONGEST_CALL - 5) };
        self.executions.push(Execution {
            id,
            contact_id: contact.id,
            contact_name: contact.data["variable_values"]["name"].as_str().map(str::to_owned),
            contact_phone: contact.phone_number.clone(),
            outcome: contact.outcome,
            executed_at: at,
            duration_seconds: u32::try_from(duration).unwrap_or(0),
        });
    }
}

const fn call_outcome(chance: u64) -> CallOutcome {
    match chance % 100 {
        0..70 => CallOutcome::Completed,
        70..82 => CallOutcome::NoAnswer,
        82..90 => CallOutcome::Busy,
        90..96 => CallOutcome::Voicemail,
        _ => CallOutcome::Failed,
    }
}

const fn message_outcome(chance: u64) -> CallOutcome {
    match chance % 100 {
        0..95 => CallOutcome::Completed,
        _ => CallOutcome::Failed,
    }
}
