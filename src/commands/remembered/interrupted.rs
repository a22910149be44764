//! Writes of this machine whose outcome is not known. A call to a campaign's schedule that may have arrived, on a
//! platform that does not return schedules: nothing is sent to the campaign before it is known what the call left. An
//! update that may still be applied: a read tells whether it was, so that it is waited for.

use jiff::Timestamp;

use super::journal_index::CampaignMemory;
use crate::context::settle_command;
use crate::domain::action_name;
use crate::domain::plan::Obstacle;
use crate::domain::wall_clock::utc_to_the_second;
use crate::journal::{JournalEntry, STILL_COMES};
use crate::platform::platform::Platform;

/// The code of this obstacle, for `kcamp explain`.
const CODE: &str = "schedule/call-interrupted";

/// A schedule call of which it is not known whether it arrived.
#[derive(Debug, Clone, Copy)]
pub(in crate::commands) struct Interruption<'memory> {
    entry: &'memory JournalEntry,
    platform: &'static str,
}

impl<'memory> Interruption<'memory> {
    /// That call to the schedule of this campaign; `None` if there is none, or the platform returns schedules.
    pub(in crate::commands) fn of(
        memory: &'memory CampaignMemory<'_>,
        platform: &dyn Platform,
    ) -> Option<Self> {
        let kind = platform.kind();
        let entry = memory.interrupted_call().filter(|_| !kind.returns_schedules())?;
        Some(Self { entry, platform: kind.title() })
    }

    /// Whether the call may still be applied.
    pub(in crate::commands) fn may_still_come(&self, now: Timestamp) -> bool {
        !self.entry.is_open() || self.entry.may_still_come(now)
    }

    /// The open question, and the step that settles it.
    pub(in crate::commands) fn obstacle(&self, now: Timestamp) -> Obstacle {
        let Self { entry, platform } = self;
        let what = self.call();
        if !entry.is_open() {
            return Obstacle { code: CODE, ..not_over(&what) };
        }
        let how = if entry.outcome.is_none() { "was interrupted" } else { "has an unknown outcome" };
        let why = format!(
            "{what} {how}, and whether it arrived cannot be read from {platform}, which does not return schedules"
        );
        let may_come = entry.may_still_come(now);
        // Of a campaign that was not read before the call, such as a new one, no later read tells whether it arrived.
        let next = if may_come && entry.write.evidence.updated_at.is_some() {
            while_it_may_come(entry)
        } else {
            let settle = settle_command(&entry.key);
            let by = if may_come { format!(" by {}", comes_until(entry)) } else { String::new() };
            format!(
                "open the campaign in {platform}'s console and look at its schedule. If the call arrived: {settle} --as done. If not{by}: {settle} --as not-done. Then run this again"
            )
        };
        Obstacle { code: CODE, why, next: Some(next), is_in_doubt: true }
    }

    /// Such as `a schedule call from this machine, of 2026-12-03 08:00:00 UTC, to switch it on,`.
    fn call(&self) -> String {
        let switch = match self.entry.write.action.as_str() {
            action_name::DISABLE_SCHEDULE => "off",
            _ => "on",
        };
        format!(
            "the schedule call of {} from this machine, to switch the schedule {switch},",
            utc_to_the_second(self.entry.at)
        )
    }
}

/// Why nothing is decided about a campaign, while an update of this machine may still be applied.
pub(in crate::commands) fn update_in_doubt(memory: &CampaignMemory<'_>, now: Timestamp) -> Option<Obstacle> {
    let update = memory.update_under_way(now)?;
    let what = format!("the update of {} from this machine", utc_to_the_second(update.at));
    if !update.is_open() {
        return Some(not_over(&what));
    }
    let why = format!("{what} has an unknown outcome, and may still be applied");
    Some(Obstacle::new(why, Some(while_it_may_come(update))).in_doubt())
}

/// Why nothing is sent while the process of a write still runs.
fn not_over(what: &str) -> Obstacle {
    Obstacle::new(format!("{what} is not over yet"), Some("run this again once it is".to_owned())).in_doubt()
}

/// The next step while a call may still be applied. That it did not happen nobody can say yet.
pub(in crate::commands) fn while_it_may_come(call: &JournalEntry) -> String {
    let wait = format!("run this again after {}", comes_until(call));
    if !call.is_open() {
        return wait;
    }
    format!("if the console shows that it arrived: {} --as done. Else {wait}", settle_command(&call.key))
}

/// Until when a call may still be applied, in words.
fn comes_until(call: &JournalEntry) -> String {
    let sign = call.last_sign();
    utc_to_the_second(sign.saturating_add(STILL_COMES).unwrap_or(sign))
}
