//! The journal's entries of writes of earlier commands.

use jiff::{SignedDuration, Timestamp};

use super::Context;
use crate::domain::account::Kinship;
use crate::domain::action_name;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::{JournalEntry, NotedOutcome, NotedWrite, created_lately, may_have_created_another};
use crate::platform::write::Write;

/// The longest time after which a start whose answer did not come can still take effect: minutes more than any
/// deadline.
const CALLS_ARRIVE_WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// The actions that make a campaign call people, now or by a schedule.
const BEGINNING: [&str; 3] =
    [action_name::START_CAMPAIGN, action_name::RE_EXECUTE_CAMPAIGN, action_name::ENABLE_SCHEDULE];

impl Context {
    /// The campaigns of this name that the journal shows kcamp to have created from this machine a moment ago: none of
    /// them is made by a create that is sent now. What a sandbox of the command's own has is forgotten where it is
    /// reset, and its ids come again.
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

    /// Notes a write of an earlier command that the journal does not have as one whose outcome is unknown, so that a
    /// person can settle it.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved, or the journal cannot be found or written.
    pub fn note_in_doubt<T>(&mut self, write: &Write<T>) -> Result<(), Error> {
        let noted = self.noted(write)?;
        let message = "a command ended before it noted this write, and may have sent it".to_owned();
        let outcome = NotedOutcome { exit_code: Exit::Unknown.number(), message, id: None };
        Ok(self.journal()?.note_done(noted, outcome, self.clock.now())?)
    }

    /// Whether the journal has a start of the campaign by this machine whose outcome is unknown.
    pub fn may_have_started(&self, live: &LiveCampaign) -> bool {
        self.writes_here(|entry| entry.write.action == action_name::START_CAMPAIGN && entry.is_open())
            .iter()
            .any(|write| write.is_of(live.id.as_str(), &live.name))
    }

    /// The starts, re-executions and schedule enables, raw ones too, that this machine just sent and whose outcome is
    /// not noted. A process may still wait for the answer. Empty if the journal cannot be read.
    pub fn calls_under_way(&self) -> Vec<NotedWrite> {
        let now = self.clock.now();
        self.writes_here(|entry| {
            let age = now.duration_since(entry.at);
            // An open one far ahead of now is of a clock that was wrong.
            let may_arrive = if entry.is_open() { age.abs() } else { age } <= CALLS_ARRIVE_WITHIN;
            (BEGINNING.contains(&entry.write.action.as_str()) || entry.write.evidence.calls.is_some())
                && may_arrive
                && (entry.outcome.is_none() || entry.is_open())
        })
    }

    /// When this machine last did this action for the campaign after an instant, successfully. `None` also if the
    /// journal cannot be read.
    pub fn done_since(&self, action: &str, live: &LiveCampaign, since: Timestamp) -> Option<Timestamp> {
        let entries = self.journal().and_then(|journal| Ok(journal.entries()?)).unwrap_or_default();
        let place = self.journal_place().ok()?;
        let is_meant = |entry: &&JournalEntry| {
            entry.write.action == action
                && entry.at > since
                && entry.is_done()
                && entry.write.is_at(&place)
                && entry.write.is_of(live.id.as_str(), &live.name)
        };
        entries.iter().filter(is_meant).map(|entry| entry.at).max()
    }

    /// Whether a write of the journal can be settled with this account: it went there, or nothing tells where it went,
    /// and the profile is the same. What another account has says nothing of it.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn may_settle(&self, entry: &JournalEntry) -> Result<bool, Error> {
        let NotedWrite { profile, place, .. } = &*entry.write;
        let here = self.journal_place()?;
        Ok(match here.kinship(place) {
            Kinship::Same => true,
            Kinship::Unsure => *profile == self.profile_name(),
            Kinship::Other => false,
        })
    }

    fn writes_here(&self, is_meant: impl Fn(&JournalEntry) -> bool) -> Vec<NotedWrite> {
        let entries = self.journal().and_then(|journal| Ok(journal.entries()?));
        let (Ok(entries), Ok(place)) = (entries, self.journal_place()) else { return Vec::new() };
        let here = entries.into_iter().filter(|entry| entry.write.is_at(&place) && is_meant(entry));
        here.map(|entry| *entry.write).collect()
    }

    /// Whether the journal shows that this machine created another campaign of this name, or may have.
    ///
    /// # Errors
    ///
    /// The journal cannot be found or read.
    pub fn may_have_created_another(&self, id: &str, name: &str) -> Result<bool, Error> {
        let entries = self.journal()?.entries()?;
        Ok(may_have_created_another(&entries, &self.journal_place()?, id, name))
    }
}
