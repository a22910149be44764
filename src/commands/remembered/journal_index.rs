//! The journal's knowledge about campaigns, by name and id.

use std::collections::{BTreeSet, HashMap};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::context::Context;
use crate::domain::action_name;
use crate::domain::live::{
    CLOSE_TOGETHER, CampaignStatus, LiveCampaign, PLATFORM_CLOCKS_APART, ReportedTimes,
};
use crate::domain::name::NameKey;
use crate::domain::plan::{MemoryComparison, OtherSent, SentSchedule};
use crate::error::Error;
use crate::journal::{
    AccountPlace, CampaignKey, Fingerprints, JournalContent, JournalEntry, LastScheduleAction,
    ScheduleHistory, interrupted_call, last_sent, last_word, open_create, schedule_history, writes_under_way,
};

/// The precision of the platform's clock, which its answers give in seconds.
pub(in crate::commands) const CLOCK_ROUNDING: SignedDuration = SignedDuration::from_secs(1);

/// If this machine's clock is further ahead of the platform's than this, it was probably set after the writes were
/// noted. The limit is larger than normal clock errors, because if the clock was not set, a colleague's change would
/// count as this machine's own.
const MACHINE_AHEAD_MAX: SignedDuration = SignedDuration::from_mins(15);

/// An index of the journal, so that it is not read completely for each campaign.
#[derive(Debug)]
pub(in crate::commands) struct JournalIndex {
    entries: Vec<JournalEntry>,
    place: AccountPlace,
    prints: Option<Fingerprints>,
    by_name: HashMap<NameKey, Vec<usize>>,
    by_id: HashMap<String, Vec<usize>>,
    /// Raw calls, which may be about any campaign.
    of_any: Vec<usize>,
    has_unreadable_lines: bool,
}

/// The journal's knowledge about one campaign.
pub(in crate::commands) struct CampaignMemory<'memory> {
    memory: &'memory JournalIndex,
    entries: Vec<JournalEntry>,
    id: String,
    name: String,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    is_preparing: bool,
}

/// Whether another user or machine changed a campaign, as far as the platform told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum OthersChange {
    /// No change by others.
    None,
    /// The time of the last change by others, before a write of this machine or in all.
    Change(Timestamp),
    /// Unknown: this machine wrote again before the change was reported. For example, an import on Burki reads the
    /// campaign only in a list.
    NotTold,
}

impl JournalIndex {
    /// Reads the journal of this machine.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    pub(in crate::commands) fn read(context: &Context) -> Result<Self, Error> {
        let memory = Self::of_schedules(context)?;
        // A key is only made if there is an entry that it could explain.
        let prints = if memory.entries.is_empty() { None } else { context.fingerprints() };
        Ok(Self { prints, ..memory })
    }

    /// Like `read`, without the key of fingerprints, which is not needed for schedules.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    pub(in crate::commands) fn of_schedules(context: &Context) -> Result<Self, Error> {
        let journal = context.journal()?;
        let JournalContent { entries, unreadable_lines } = journal.content()?;
        let place = context.journal_place()?;
        let mut memory = Self {
            place,
            prints: None,
            by_name: HashMap::new(),
            by_id: HashMap::new(),
            of_any: Vec::new(),
            has_unreadable_lines: unreadable_lines > 0,
            entries,
        };
        for (at, entry) in memory.entries.iter().enumerate() {
            if !entry.write.is_at(&memory.place) {
                continue;
            }
            if action_name::is_raw(&entry.write.action) {
                memory.of_any.push(at);
                continue;
            }
            memory.by_name.entry(NameKey::of(&entry.write.subject)).or_default().push(at);
            let reported = entry.outcome.as_ref().and_then(|(_, outcome)| outcome.id.as_deref());
            let ids: BTreeSet<&str> =
                reported.into_iter().chain(entry.write.evidence.target.as_deref()).collect();
            for id in ids {
                memory.by_id.entry(id.to_owned()).or_default().push(at);
            }
        }
        Ok(memory)
    }

    /// How the platform reported the time of the last schedule that this machine sent, if reading it back showed it.
    pub(in crate::commands) fn reported_times(&self) -> Option<ReportedTimes> {
        let mut here = self.entries.iter().rev().filter(|entry| entry.write.is_at(&self.place));
        here.find_map(|entry| entry.write.evidence.reported_times)
    }

    /// Whether this machine ever switched on a schedule in this account, or may have. A campaign may have had another
    /// name then, so that its name does not tell whether it was one of them.
    pub(in crate::commands) fn has_enabled(&self) -> bool {
        let is_enable = |entry: &JournalEntry| entry.write.action == action_name::ENABLE_SCHEDULE;
        self.entries.iter().any(|entry| is_enable(entry) && entry.write.is_at(&self.place))
    }

    /// Whether the outcome of a schedule call for a campaign of this name is unknown.
    pub(in crate::commands) fn has_interrupted_call(&self, name: &str) -> bool {
        let places = self.by_name.get(&NameKey::of(name)).map(Vec::as_slice).unwrap_or_default();
        let entries: Vec<JournalEntry> =
            places.iter().filter_map(|at| self.entries.get(*at)).cloned().collect();
        interrupted_call(&entries, &self.place, CampaignKey { id: "", name, created_at: None }).is_some()
    }

    /// When this machine last switched on a schedule for a campaign that had this name then, and the body of the call;
    /// `None` if it was switched off since, or that is not known.
    pub(in crate::commands) fn switched_on(&self, name: &str) -> Option<(Timestamp, SentSchedule<'_>)> {
        let places = self.by_name.get(&NameKey::of(name))?;
        let id = places.iter().rev().find_map(|at| self.entries.get(*at)?.campaign_id());
        let whose = CampaignKey { id: id.unwrap_or_default(), name, created_at: None };
        match last_word(&self.entries, &self.place, whose) {
            LastScheduleAction::On(at, sent) => Some((at, sent)),
            _ => None,
        }
    }

    /// The create of this name whose outcome is not known.
    pub(in crate::commands) fn open_create(&self, name: &str) -> Option<JournalEntry> {
        let places = self.by_name.get(&NameKey::of(name))?;
        let entries: Vec<JournalEntry> =
            places.iter().filter_map(|at| self.entries.get(*at)).cloned().collect();
        open_create(&entries, &self.place, name).cloned()
    }

    /// The history of a campaign's schedule since kcamp created the campaign from this machine.
    ///
    /// # Errors
    ///
    /// There are lines that cannot be read, and the journal cannot be read again to say whether they are older than the
    /// campaign.
    pub(in crate::commands) fn schedule_history(
        &self,
        campaign: &LiveCampaign,
        context: &Context,
    ) -> Result<ScheduleHistory, Error> {
        let history = schedule_history(&self.entries, &self.place, campaign.id.as_str(), &campaign.name);
        if let ScheduleHistory::NeverOn { created, .. } = &history
            && self.has_unreadable_lines
        {
            let lines = context.journal()?.unreadable_lines_since(created)?;
            return Ok(if lines == 0 { history } else { ScheduleHistory::Damaged { lines } });
        }
        Ok(history)
    }

    /// How many writes to a campaign are noted, or to any campaign in the user's own words.
    pub(in crate::commands) fn writes(&self, campaign: &LiveCampaign) -> usize {
        self.places(campaign.id.as_str(), &campaign.name).len()
    }

    /// The knowledge about one campaign.
    pub(in crate::commands) fn of(&self, campaign: &LiveCampaign) -> CampaignMemory<'_> {
        let LiveCampaign { id, name, created_at, updated_at, .. } = campaign;
        let places = self.places(id.as_str(), name);
        let entries = places.into_iter().filter_map(|at| self.entries.get(at)).cloned().collect();
        CampaignMemory {
            memory: self,
            entries,
            id: id.to_string(),
            name: name.clone(),
            created_at: *created_at,
            updated_at: *updated_at,
            is_preparing: campaign.status == CampaignStatus::Preparing,
        }
    }

    /// The places of the entries that may be about a campaign.
    fn places(&self, id: &str, name: &str) -> BTreeSet<usize> {
        let of_id = self.by_id.get(id).map(Vec::as_slice).unwrap_or_default();
        let former =
            of_id.iter().filter_map(|at| self.entries.get(*at)).map(|it| NameKey::of(&it.write.subject));
        let names: Vec<NameKey> = former.chain([NameKey::of(name), NameKey::of(id)]).collect();
        let of_names = names.iter().filter_map(|name| self.by_name.get(name)).flatten();
        of_names.chain(of_id).chain(&self.of_any).copied().collect()
    }
}

impl CampaignMemory<'_> {
    /// Whether its schedule is certainly off by nobody's decision: it has never been on since this machine created the
    /// campaign, or this machine switched it off on the way to another one; and nobody has changed the campaign since
    /// this machine did.
    pub(in crate::commands) fn is_off_undecided(&self, live: &LiveCampaign) -> bool {
        let last_write = match schedule_history(&self.entries, &self.memory.place, &self.id, &self.name) {
            ScheduleHistory::NeverOn { last_write, .. } => last_write,
            _ if self.last_word() == (LastScheduleAction::Off { in_between: true }) => self.last_write(),
            _ => return false,
        };
        // A line that cannot be read may show the opposite.
        self.changed_by_others(live, last_write) == OthersChange::None && !self.memory.has_unreadable_lines
    }

    /// Whether others changed the campaign after this machine created it or last switched its schedule. Later writes
    /// of this machine do not hide a change, because each notes when the campaign was last changed before it.
    /// `last_write` is the time of this machine's last write.
    pub(in crate::commands) fn changed_by_others(
        &self,
        live: &LiveCampaign,
        last_write: Option<Timestamp>,
    ) -> OthersChange {
        let is_of_schedule = |entry: &JournalEntry| {
            entry.write.action == action_name::CREATE_CAMPAIGN
                || action_name::is_of_schedule(&entry.write.action)
        };
        let changed = live
            .changed_since(last_write)
            .or_else(|| self.changed_since(is_of_schedule, SignedDuration::ZERO, CLOSE_TOGETHER));
        let own = self.own_since(is_of_schedule);
        let is_told = own.iter().skip(1).all(|entry| entry.write.evidence.updated_at.is_some());
        match changed {
            Some(at) => OthersChange::Change(at),
            None if is_told => OthersChange::None,
            None => OthersChange::NotTold,
        }
    }

    /// The known facts about the same campaign as it was read again.
    pub(in crate::commands) fn read_again(&self, campaign: &LiveCampaign) -> Self {
        self.memory.of(campaign)
    }

    /// How the platform reports the times of schedules, if this machine has seen it.
    pub(in crate::commands) fn reported_times(&self) -> Option<ReportedTimes> {
        self.memory.reported_times()
    }

    fn whose(&self) -> CampaignKey<'_> {
        CampaignKey { id: &self.id, name: &self.name, created_at: self.created_at }
    }

    /// This machine's last action on the campaign's schedule.
    pub(in crate::commands) fn last_word(&self) -> LastScheduleAction<'_> {
        last_word(&self.entries, &self.memory.place, self.whose())
    }

    /// The call to its schedule of which it is not known whether it arrived.
    pub(in crate::commands) fn interrupted_call(&self) -> Option<&JournalEntry> {
        interrupted_call(&self.entries, &self.memory.place, self.whose())
    }

    /// The last call to its schedule that may still come and is not `wanted`: the body of a schedule, or none.
    pub(in crate::commands) fn may_still_come(
        &self,
        wanted: Option<&Value>,
        now: Timestamp,
    ) -> Option<&JournalEntry> {
        let is_wanted = |entry: &JournalEntry| {
            let evidence = &entry.write.evidence;
            let sent = evidence.remembered.as_ref().or(evidence.schedule.as_ref());
            (entry.write.action == action_name::ENABLE_SCHEDULE) == wanted.is_some() && sent == wanted
        };
        let writes = writes_under_way(&self.entries, &self.memory.place, self.whose(), now);
        writes.filter(|entry| !is_wanted(entry)).max_by_key(|entry| entry.last_sign())
    }

    /// The last update of it whose outcome is not known and that may still be applied.
    pub(in crate::commands) fn update_under_way(&self, now: Timestamp) -> Option<&JournalEntry> {
        let is_under_way = |entry: &&JournalEntry| {
            entry.write.action == action_name::UPDATE_CAMPAIGN
                && if entry.is_open() { entry.may_still_come(now) } else { entry.outcome.is_none() }
        };
        self.writes().filter(is_under_way).max_by_key(|entry| entry.last_sign())
    }

    /// When this machine last wrote to the campaign, or may have.
    fn last_write(&self) -> Option<Timestamp> {
        self.writes().map(JournalEntry::last_sign).max()
    }

    /// This machine's writes to the campaign that happened or may have.
    fn writes(&self) -> impl Iterator<Item = &JournalEntry> {
        let is_its =
            |entry: &&JournalEntry| entry.campaign_id().is_none_or(|id| id == self.id) && entry.may_be_done();
        self.entries.iter().filter(is_its)
    }

    /// The key of the last write to it and when the platform says that it was made, where the campaign as it was read
    /// after it tells that closer than its answer did.
    pub(in crate::commands) fn last_write_dated(&self) -> Option<(String, Timestamp)> {
        // Whatever prepares it may change it once more.
        let updated_at = self.updated_at.filter(|_| !self.is_preparing)?;
        let last = self.writes().max_by_key(|entry| entry.last_sign())?;
        let left_at = last.write.evidence.left_at?;
        let took = last.last_sign().duration_since(last.at).saturating_add(PLATFORM_CLOCKS_APART * 2);
        let is_its = updated_at < left_at && updated_at >= left_at.saturating_sub(took).ok()?;
        is_its.then(|| (last.key.clone(), updated_at))
    }

    /// When its schedule may have been changed after this machine last sent one.
    pub(in crate::commands) fn schedule_changed_since(&self, lead: SignedDuration) -> Option<Timestamp> {
        self.changed_since(|entry| action_name::is_of_schedule(&entry.write.action), lead, CLOCK_ROUNDING * 2)
    }

    /// Whether its schedule, if it has one, can be none but that of this body: this machine created the campaign, sent
    /// the schedule at once and nothing else, and nobody has changed the campaign since.
    pub(in crate::commands) fn is_sole_schedule(&self, body: &Value, lead: SignedDuration) -> bool {
        let own = self.own();
        let [create, enable] = own[..] else { return false };
        create.write.action == action_name::CREATE_CAMPAIGN
            && enable.write.evidence.schedule.as_ref() == Some(body)
            && enable.at.duration_since(create.last_sign()) <= CLOSE_TOGETHER
            && self.schedule_changed_since(lead).is_none()
    }

    /// When the campaign was changed after this machine last sent what is meant, and by none of its own writes: by
    /// somebody else, or as it ran. A later write of this machine hides nothing: it notes when the campaign had been
    /// changed before. What the journal has no platform's time of is estimated: the platform's clock was ahead of this
    /// machine's as the write noted it, or else by `lead` as now, and what comes within `tolerance` of a write is taken
    /// for its own.
    fn changed_since(
        &self,
        is_meant: impl Fn(&JournalEntry) -> bool,
        lead: SignedDuration,
        tolerance: SignedDuration,
    ) -> Option<Timestamp> {
        self.changed_after(&self.own_since(is_meant), lead, tolerance)
    }

    /// Whether others changed the campaign after a halt of this machine, which began at this instant, first stopped
    /// it or switched its schedule off.
    pub(in crate::commands) fn changed_by_others_since_halt(
        &self,
        at: Timestamp,
        lead: SignedDuration,
    ) -> OthersChange {
        let is_of_halt = |entry: &&JournalEntry| {
            let action = entry.write.action.as_str();
            entry.at >= at
                && [action_name::STOP_CAMPAIGN, action_name::PAUSE_CAMPAIGN, action_name::DISABLE_SCHEDULE]
                    .contains(&action)
        };
        let own = self.own();
        let Some(first) = own.iter().position(is_of_halt) else { return OthersChange::NotTold };
        self.changed_after(&own[first..], lead, CLOCK_ROUNDING * 2)
            .map_or(OthersChange::None, OthersChange::Change)
    }

    /// When the campaign was changed after the first of these writes, and by none of them.
    fn changed_after(
        &self,
        own: &[&JournalEntry],
        lead: SignedDuration,
        tolerance: SignedDuration,
    ) -> Option<Timestamp> {
        // A clock that is this far ahead was probably set after the writes.
        let lead_now = if lead < -MACHINE_AHEAD_MAX { SignedDuration::ZERO } else { lead };
        let lead_at = |write: &JournalEntry| {
            write.write.evidence.lead_after.or(write.write.evidence.lead).unwrap_or(lead_now)
        };
        let until = |write: &JournalEntry| {
            // The time of creation is by the platform's own clock.
            let made = self.created_at.filter(|_| write.write.action == action_name::CREATE_CAMPAIGN);
            let ended = || made.map_or_else(|| write.last_sign().saturating_add(lead_at(write)), Ok).ok();
            write.write.evidence.left_at.or_else(|| ended()?.saturating_add(tolerance).ok())
        };
        // Two processes may write at once: the one that began first may have its answer last. What a write saw, it did
        // not do.
        let is_own = |seer: usize, updated: Timestamp| {
            own.iter().enumerate().any(|(at, write)| {
                let began = write.at.saturating_add(lead_at(write)).ok();
                at != seer
                    && began.is_some_and(|began| began <= updated)
                    && until(write).is_some_and(|until| updated <= until)
            })
        };
        let seen = own.iter().skip(1).map(|entry| entry.write.evidence.updated_at).chain([self.updated_at]);
        own.iter().zip(seen).enumerate().find_map(|(at, (write, updated_at))| {
            let ours = until(write)?;
            updated_at.filter(|updated| *updated > ours && !is_own(at + 1, *updated))
        })
    }

    /// This machine's writes, oldest first, without raw requests.
    fn own(&self) -> Vec<&JournalEntry> {
        let mut own: Vec<&JournalEntry> =
            self.writes().filter(|entry| !action_name::is_raw(&entry.write.action)).collect();
        own.sort_by_key(|entry| entry.last_sign());
        own
    }

    /// Whether this machine started it last, and has neither paused nor stopped it since, nor changed its schedule. The
    /// start may wait for its time.
    pub(in crate::commands) fn was_started_last(&self) -> bool {
        let own = self.own();
        let decides = |entry: &&&JournalEntry| {
            let action = entry.write.action.as_str();
            action_name::is_of_schedule(action)
                || [
                    action_name::START_CAMPAIGN,
                    action_name::STOP_CAMPAIGN,
                    action_name::PAUSE_CAMPAIGN,
                    action_name::RE_EXECUTE_CAMPAIGN,
                ]
                .contains(&action)
        };
        let last = own.iter().rev().find(decides);
        last.is_some_and(|entry| entry.write.action == action_name::START_CAMPAIGN)
    }

    /// This machine's writes, starting with the last one of this kind.
    fn own_since(&self, is_meant: impl Fn(&JournalEntry) -> bool) -> Vec<&JournalEntry> {
        let mut own = self.own();
        let sent = own.iter().rposition(|entry| is_meant(entry)).unwrap_or_default();
        own.split_off(sent)
    }

    /// A value that is to be sent, held against what was sent last.
    pub(in crate::commands) fn recall(
        &self,
        field: &str,
        value: Option<&str>,
        lead: SignedDuration,
    ) -> Option<MemoryComparison> {
        let sent = last_sent(&self.entries, &self.memory.place, &self.id)?;
        let prints = self.memory.prints.as_ref()?;
        let evidence = &sent.write.evidence;
        let (known, print) = (evidence.fields.get(field)?, prints.of(field, value));
        // That there was no value, every key tells.
        let is_told = [known, &print].contains(&&prints.of(field, None));
        if !is_told && evidence.key.as_ref() != Some(&prints.key_name()) {
            return Some(MemoryComparison::OtherKey);
        }
        let changed = self.changed_since(|entry| entry.key == sent.key, lead, CLOCK_ROUNDING * 2);
        Some(match changed {
            _ if *known != print => MemoryComparison::Other(OtherSent { at: sent.at, changed }),
            Some(at) => MemoryComparison::ChangedSince(at),
            None => MemoryComparison::Same,
        })
    }
}
