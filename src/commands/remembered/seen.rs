//! Earlier reads of campaigns, so that a campaign whose row has not changed is not read again. The file may be
//! deleted at any time: missing campaigns are read.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use super::journal_index::JournalIndex;
use crate::context::Context;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::error::Error;
use crate::files::{self, Durability, Patience};
use crate::platform::error::PlatformError;
use crate::platform::platform::Platform;

/// The last read of one campaign.
#[derive(Debug, Serialize, Deserialize)]
struct Seen {
    /// Its row in the list.
    row: LiveCampaign,
    whole: LiveCampaign,
    /// The number of writes to it in the journal. After another write it is read again.
    writes: usize,
}

/// The campaigns that this machine has written to. The time is by the platform's clock: a change
/// until then is the last write's own, so that a later change by others is noticed.
pub(in crate::commands) type Written = HashMap<CampaignId, (LiveCampaign, Timestamp)>;

/// The last reads of an account's campaigns, each as it is in the file: most of them are only held against a row.
#[derive(Debug, Default)]
pub(in crate::commands) struct SeenCampaigns {
    before: BTreeMap<String, Box<RawValue>>,
    now: BTreeMap<String, Box<RawValue>>,
    /// Whether something else is known now.
    is_changed: bool,
}

/// The file. Another version of kcamp may read campaigns in another way.
#[derive(Debug, Default, Serialize, Deserialize)]
struct SeenFile {
    version: String,
    campaigns: BTreeMap<String, Box<RawValue>>,
}

impl SeenCampaigns {
    /// The data that was read before; nothing where that cannot be told.
    pub(in crate::commands) fn read(context: &Context) -> Self {
        let file = || -> Option<SeenFile> {
            let bytes = files::read(&context.seen_file().ok()??).ok()??;
            serde_json::from_slice(&bytes).ok()
        };
        let file = file().filter(|file| file.version == env!("CARGO_PKG_VERSION")).unwrap_or_default();
        Self { before: file.campaigns, ..Self::default() }
    }

    /// Whether a campaign need not be read.
    pub(in crate::commands) fn knows(&self, row: &LiveCampaign, writes: usize) -> bool {
        self.as_before(row, writes).is_some()
    }

    fn as_before(&self, row: &LiveCampaign, writes: usize) -> Option<LiveCampaign> {
        // Without the time of the last change, nothing shows a change of fields that the row does not have.
        row.updated_at?;
        let seen = self.before.get(row.id.as_str()).or_else(|| self.now.get(row.id.as_str()));
        let seen: Seen = serde_json::from_str(seen?.get()).ok()?;
        (seen.row == *row && seen.writes == writes).then_some(seen.whole)
    }

    /// Everything of a campaign, where its row is the one that it had when that was read.
    pub(in crate::commands) fn take(&mut self, row: &LiveCampaign, writes: usize) -> Option<LiveCampaign> {
        let whole = self.as_before(row, writes)?;
        if let Some((id, seen)) = self.before.remove_entry(row.id.as_str()) {
            self.now.insert(id, seen);
        }
        Some(whole)
    }

    /// Keeps what was read of a campaign.
    pub(in crate::commands) fn keep(&mut self, row: &LiveCampaign, whole: &LiveCampaign, writes: usize) {
        let seen = Seen { row: row.clone(), whole: whole.clone(), writes };
        // What cannot be written is read anew the next time.
        if let Ok(seen) = to_raw_value(&seen) {
            self.is_changed = true;
            self.now.insert(row.id.to_string(), seen);
        }
    }

    /// Keeps what this machine has written, if the answers and the last listing have everything that a read would
    /// have, so that the next plan need not read it. `rows` are all the campaigns.
    pub(in crate::commands) fn keep_written(
        rows: &[LiveCampaign],
        written: Written,
        platform: &dyn Platform,
        context: &Context,
    ) {
        if let Some(seen) = Self::with_written(rows, written, platform, context) {
            seen.save(rows.iter().map(|row| &row.id), context);
        }
    }

    /// Like `keep_written`, but `rows` are only some of the campaigns: the others stay known.
    pub(in crate::commands) fn add_written(
        rows: &[LiveCampaign],
        written: Written,
        platform: &dyn Platform,
        context: &Context,
    ) {
        if let Some(mut seen) = Self::with_written(rows, written, platform, context) {
            seen.keep_the_others();
            seen.write(context);
        }
    }

    /// Forgets these campaigns: a read showed them otherwise than they are known, though their rows may be the same.
    pub(in crate::commands) fn forget(ids: &[&CampaignId], context: &Context) {
        let mut seen = Self::read(context);
        let is_forgotten = ids.iter().filter(|id| seen.before.remove(id.as_str()).is_some()).count() > 0;
        if is_forgotten {
            seen.keep_the_others();
            seen.is_changed = true;
            seen.write(context);
        }
    }

    fn keep_the_others(&mut self) {
        for (id, before) in std::mem::take(&mut self.before) {
            self.now.entry(id).or_insert(before);
        }
    }

    /// The known campaigns, with the writes added; `None` if the journal cannot be read.
    fn with_written(
        rows: &[LiveCampaign],
        mut written: Written,
        platform: &dyn Platform,
        context: &Context,
    ) -> Option<Self> {
        let memory = JournalIndex::read(context).ok()?;
        let mut seen = Self::read(context);
        let own = rows.iter().filter(|row| written.contains_key(&row.id));
        let dated = own.filter_map(|row| memory.of(row).last_write_dated()).collect();
        // If this cannot be noted, the times of the answers stay.
        let _ = context.journal().ok()?.date(dated, context.clock.now());
        for row in rows {
            let Some((known, until)) = written.remove(&row.id) else { continue };
            if row.updated_at.is_none_or(|updated| updated > until) {
                continue;
            }
            if let Some(whole) = platform.as_read(known, row) {
                seen.keep(row, &whole, memory.writes(row));
            }
        }
        Some(seen)
    }

    /// Writes it for the next time; campaigns that are gone are left out. Where that cannot be done, more is read then.
    pub(in crate::commands) fn save<'rows>(
        mut self,
        live: impl Iterator<Item = &'rows CampaignId>,
        context: &Context,
    ) {
        // What is in the files of another folder stays known.
        for id in live {
            if let Some(seen) = self.before.remove(id.as_str()) {
                self.now.entry(id.to_string()).or_insert(seen);
            }
        }
        self.write(context);
    }

    fn write(self, context: &Context) {
        let write = |path: PathBuf| -> Option<()> {
            // What has a secret in it is read anew each time.
            let (mut campaigns, known) = (self.now, self.before.len());
            let count = campaigns.len();
            campaigns.retain(|_, seen| !context.has_secret(seen.get()));
            if !self.is_changed && known == 0 && campaigns.len() == count {
                return None;
            }
            let file = SeenFile { version: env!("CARGO_PKG_VERSION").to_owned(), campaigns };
            let bytes = serde_json::to_vec(&file).ok()?;
            files::own_folder(&files::folder_of(&path)).ok()?;
            let _held =
                files::hold(&path.with_extension("lock"), "keeps what it read", &Patience::none()).ok()?;
            files::replace(&path, &bytes, Durability::Process).ok()
        };
        let _ = context.seen_file().ok().flatten().and_then(write);
    }
}

/// Earlier reads of campaigns, for a command that looks at some of them.
#[derive(Default)]
pub(in crate::commands) struct ReadBefore<'memory> {
    seen: SeenCampaigns,
    /// `None` where all is read anew.
    memory: Option<&'memory JournalIndex>,
}

impl<'memory> ReadBefore<'memory> {
    /// The contents of the state folder; nothing where that or the journal cannot be read.
    pub(in crate::commands) fn read(memory: &'memory Result<JournalIndex, Error>, context: &Context) -> Self {
        Self { seen: SeenCampaigns::read(context), memory: memory.as_ref().ok() }
    }

    /// Whether a campaign need not be read, as far as can be told.
    pub(in crate::commands) fn knows(&self, row: &LiveCampaign) -> bool {
        self.memory.is_some_and(|memory| self.seen.knows(row, memory.writes(row)))
    }

    /// The whole campaign, without a read if its row has not changed.
    ///
    /// # Errors
    ///
    /// The campaign cannot be read.
    pub(in crate::commands) async fn whole(
        &mut self,
        row: LiveCampaign,
        platform: &dyn Platform,
    ) -> Result<LiveCampaign, PlatformError> {
        let Some(memory) = self.memory else { return platform.whole_as_named(row).await };
        let writes = memory.writes(&row);
        if let Some(whole) = self.seen.take(&row, writes) {
            return Ok(whole);
        }
        let whole = platform.whole_as_named(row.clone()).await?;
        self.seen.keep(&row, &whole, writes);
        Ok(whole)
    }

    /// Saves the campaigns for the next command, with the other known ones.
    pub(in crate::commands) fn save(mut self, context: &Context) {
        self.seen.keep_the_others();
        self.seen.write(context);
    }
}

/// The present time by the platform's clock, from its answers.
pub(in crate::commands) fn platform_now(platform: &dyn Platform, context: &Context) -> Timestamp {
    let (now, lead) = (context.clock.now(), platform.clock_lead().unwrap_or_default());
    now.saturating_add(lead).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::SeenCampaigns;
    use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign, LiveKoreCampaign};

    fn row() -> LiveCampaign {
        let id = CampaignId::reported("cd-1".into());
        let mut row =
            LiveCampaign::new(id, "Billing".into(), CampaignStatus::Ready, LiveKoreCampaign::default());
        row.updated_at = Some(jiff::Timestamp::UNIX_EPOCH);
        row
    }

    #[test]
    fn only_a_row_that_is_the_same_in_every_key_saves_a_read() {
        let whole = LiveCampaign { description: Some("all".into()), ..row() };
        let with = |row: &LiveCampaign, writes| {
            let mut seen = SeenCampaigns::default();
            seen.keep(&self::row(), &whole, 2);
            (seen.before, seen.now) = (std::mem::take(&mut seen.now), BTreeMap::default());
            seen.take(row, writes)
        };
        assert_eq!(with(&row(), 2), Some(whole.clone()));
        assert_eq!(with(&row(), 3), None, "this machine has written since");
        assert_eq!(with(&LiveCampaign { scheduling_enabled: Some(true), ..row() }, 2), None);
        assert_eq!(with(&LiveCampaign { updated_at: None, ..row() }, 2), None);
        let other = LiveCampaign { id: CampaignId::reported("cd-2".into()), ..row() };
        assert_eq!(with(&other, 2), None);
    }
}
