//! What this machine's journal knows of the writes of earlier commands.

use jiff::{SignedDuration, Timestamp};

use super::Context;
use crate::domain::action_name;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::error::Error;
use crate::journal::{Entry, NotedWrite, created_lately, may_have_created_another};

/// How long after its sending a start is taken to arrive at most, where its answer did not come: minutes more than any deadline.
const CALLS_ARRIVE_WITHIN: SignedDuration = SignedDuration::from_mins(10);

impl Context {
    /// The campaigns of this name that the journal shows kcamp to have created from this machine a moment ago: none of them is made
    /// by a create that is sent now. What a sandbox of the command's own has is forgotten where it is reset, and its ids come again.
    ///
    /// # Errors
    ///
    /// The journal cannot be found or read.
    pub fn created_a_moment_ago(&self, name: &str) -> Result<Vec<CampaignId>, Error> {
        if self.in_sandbox() {
            return Ok(Vec::new());
        }
        let entries = self.journal()?.entries()?;
        Ok(created_lately(&entries, &self.journal_place()?, name, self.clock.now()))
    }

    /// Whether the journal shows a start of the campaign from this machine of which it is not known whether it happened.
    #[must_use]
    pub fn may_have_started(&self, live: &LiveCampaign) -> bool {
        self.writes_here(|entry| entry.write.action == action_name::START_CAMPAIGN && entry.is_open())
            .iter()
            .any(|write| write.is_of(live.id.as_str(), &live.name))
    }

    /// The starts and the schedules being switched on that this machine sent a moment ago and whose outcome is not noted: a process
    /// waits for the answer, or nobody does. None where the journal cannot be read.
    #[must_use]
    pub fn calls_under_way(&self) -> Vec<NotedWrite> {
        let since = self.clock.now() - CALLS_ARRIVE_WITHIN;
        self.writes_here(|entry| {
            matches!(entry.write.action.as_str(), action_name::START_CAMPAIGN | action_name::ENABLE_SCHEDULE)
                && entry.at >= since
                && (entry.outcome.is_none() || entry.is_open())
        })
    }

    /// When this machine sent something for the campaign last, after an instant, and it happened; `None` too where the journal cannot
    /// be read.
    #[must_use]
    pub fn done_since(&self, action: &str, live: &LiveCampaign, since: Timestamp) -> Option<Timestamp> {
        let entries = self.journal().and_then(|journal| Ok(journal.entries()?)).unwrap_or_default();
        let place = self.journal_place().ok()?;
        let is_meant = |entry: &&Entry| {
            entry.write.action == action
                && entry.at > since
                && entry.is_done()
                && entry.write.is_at(&place)
                && entry.write.is_of(live.id.as_str(), &live.name)
        };
        entries.iter().filter(is_meant).map(|entry| entry.at).max()
    }

    fn writes_here(&self, is_meant: impl Fn(&Entry) -> bool) -> Vec<NotedWrite> {
        let entries = self.journal().and_then(|journal| Ok(journal.entries()?));
        let (Ok(entries), Ok(place)) = (entries, self.journal_place()) else { return Vec::new() };
        let here = entries.into_iter().filter(|entry| entry.write.is_at(&place) && is_meant(entry));
        here.map(|entry| entry.write).collect()
    }

    /// Whether the journal shows that kcamp created another campaign of this name from this machine, or may have.
    ///
    /// # Errors
    ///
    /// The journal cannot be found or read.
    pub fn may_have_created_another(&self, id: &str, name: &str) -> Result<bool, Error> {
        let entries = self.journal()?.entries()?;
        Ok(may_have_created_another(&entries, &self.journal_place()?, id, name))
    }
}
