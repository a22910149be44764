//! The lines of a checkpoint: how an import began, its batches, and the outcome of each.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use jiff::Timestamp;
use ring::rand::{SecureRandom as _, SystemRandom};
use serde::{Deserialize, Serialize};

use super::ImportError;

/// An id that tells the request of a batch from every other one, also from a later one of the same rows: the journal
/// has it beside the outcome. It is chance, so that no journal has it of an import that was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct BatchId(u64);

impl BatchId {
    /// One that no other batch has.
    pub fn random() -> Self {
        let mut chance = [0; size_of::<u64>()];
        let _ = SystemRandom::new().fill(&mut chance);
        Self(u64::from_be_bytes(chance))
    }

    /// Reads one as it is written; `None` where the text is not one.
    pub fn read(text: &str) -> Option<Self> {
        u64::from_str_radix(text, 16).ok().filter(|_| text.len() == ID_DIGITS).map(Self)
    }
}

impl fmt::Display for BatchId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

impl From<BatchId> for String {
    fn from(id: BatchId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for BatchId {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::read(&text).ok_or("not the id of a batch")
    }
}

/// Digits of an id.
const ID_DIGITS: usize = 16;

/// A batch as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalBatch {
    /// Whether it was sent, also by what a person said of it.
    pub state: RowState,
    /// The key of its entry in the journal.
    pub entry: String,
}

/// The journal's entries about batches. Where a checkpoint does not know what became of one, the journal decides.
pub type JournalBatches = HashMap<BatchId, JournalBatch>;

/// Rows that go out in one request: the first and the last of the file, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its first row.
    pub first: u64,
    /// Its last row.
    pub last: u64,
    /// The number of contacts in it. Rows in between that are not sent do not count.
    pub contacts: u64,
    /// Its id in the journal; missing from lines of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<BatchId>,
}

/// Whether a row was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// The row was not sent yet.
    Waiting,
    /// The row was sent, and the platform accepted it.
    Sent,
    /// The row may have been sent.
    InDoubt,
}

/// The batches that were sent, and those with an unknown outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batches {
    sent: BTreeMap<u64, Batch>,
    in_doubt: BTreeMap<u64, Batch>,
    /// The rows of contacts whom the batch of the rows around them left out, with the outcome of each.
    between: BTreeMap<u64, (Batch, RowState)>,
}

/// The record with which an import begins in a checkpoint: the file, the list and the options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// When it began.
    pub at: Timestamp,
    /// The list's id.
    pub list: String,
    /// The fingerprint of the file.
    pub file: String,
    /// The options with which the file is read. Rows are counted in the file, and with other options they would
    /// be other contacts.
    pub options: String,
    /// The country with which numbers without a country code were read; `None` if there was no such number.
    #[serde(default)]
    pub region: Option<String>,
    /// The size of the file, in bytes; missing in checkpoints of earlier versions.
    #[serde(default)]
    pub bytes: Option<u64>,
    /// The fingerprint of the do-not-contact files; `None` if there were none. Other files leave out other people, but
    /// every row remains the same contact.
    #[serde(default)]
    pub do_not_contact: Option<String>,
}

impl Begun {
    /// Refuses to continue an import whose options differ: rows would be other contacts, or nobody would be left out.
    ///
    /// # Errors
    ///
    /// The options or the region are others, or people who were left out would be contacted.
    pub fn may_go_on_as(&self, now: &Self) -> Result<(), ImportError> {
        let is_other_country = self.region.is_some() && now.region.is_some() && self.region != now.region;
        if self.options != now.options || is_other_country {
            let words = |begun: &Self| match &begun.region {
                Some(region) => format!("region {region}, {}", begun.options),
                None => begun.options.clone(),
            };
            return Err(ImportError::OtherOptions { before: words(self), now: words(now) });
        }
        self.still_leaves_out(now.do_not_contact.as_deref())
    }

    pub(super) fn reads_as(&self, other: &Self) -> bool {
        let reading =
            |begun: &Self| (begun.options.clone(), begun.region.clone(), begun.do_not_contact.clone());
        reading(self) == reading(other)
    }

    /// Refuses an import without do-not-contact files after one that had some: whoever was left out then would be
    /// contacted.
    ///
    /// # Errors
    ///
    /// The earlier import had do-not-contact files, and this one has none.
    pub fn still_leaves_out(&self, do_not_contact: Option<&str>) -> Result<(), ImportError> {
        if self.do_not_contact.is_some() && do_not_contact.is_none() {
            return Err(ImportError::DoNotContactDropped { at: self.at });
        }
        Ok(())
    }
}

/// One line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum BatchLine {
    Begun(Begun),
    /// Batches of an earlier version of the file, whose rows are not sent again.
    Earlier {
        sent: Vec<Batch>,
        in_doubt: Vec<Batch>,
    },
    Sending(Batch),
    Sent(Batch),
    /// The batch was refused, or never sent.
    NotSent(Batch),
    InDoubt(Batch),
}

/// The last import in a checkpoint.
#[derive(Debug)]
pub(super) struct Replayed {
    /// The first record of the last import; `None` if no import began.
    pub(super) begun: Option<Begun>,
    pub(super) batches: Batches,
    /// Whether one of its lines cannot be read.
    pub(super) is_damaged: bool,
}

impl Batches {
    /// Reads the last import in a checkpoint, and the number of bytes in whole lines. A crash may have torn the last
    /// line; its request was then not sent.
    pub(super) fn replay_file(bytes: &[u8]) -> (Replayed, usize) {
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        let (lines, torn) = bytes.split_at(whole);
        let mut replayed = Self::replay(lines);
        replayed.is_damaged |= !(torn.is_empty() || (torn.starts_with(b"{") && !torn.contains(&0)));
        (replayed, whole)
    }

    /// Reads the last import from the whole lines of a checkpoint.
    pub(super) fn replay(lines: &[u8]) -> Replayed {
        let mut replayed = Replayed { begun: None, batches: Self::default(), is_damaged: false };
        for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let batches = &mut replayed.batches;
            match serde_json::from_slice(line) {
                Ok(BatchLine::Begun(anew)) => {
                    replayed = Replayed { begun: Some(anew), batches: Self::default(), is_damaged: false };
                }
                Ok(BatchLine::Earlier { sent, in_doubt }) => batches.adopt(&sent, &in_doubt),
                Ok(BatchLine::Sending(batch) | BatchLine::InDoubt(batch)) => batches.doubt(batch),
                Ok(BatchLine::Sent(batch)) => batches.settle(batch),
                Ok(BatchLine::NotSent(batch)) => batches.withdraw(batch),
                Err(_) => replayed.is_damaged = true,
            }
        }
        replayed
    }

    /// Whether a row was sent.
    pub fn state(&self, row: u64) -> RowState {
        let between = self.between.range(..=row).next_back().map(|(_, found)| found);
        match between.filter(|(batch, _)| row <= batch.last) {
            Some((_, state)) => *state,
            None => self.state_around(row),
        }
    }

    /// The state of a row by the batches that are in none.
    fn state_around(&self, row: u64) -> RowState {
        let has = |batches: &BTreeMap<u64, Batch>| {
            batches.range(..=row).next_back().is_some_and(|(_, batch)| row <= batch.last)
        };
        if has(&self.sent) {
            RowState::Sent
        } else if has(&self.in_doubt) {
            RowState::InDoubt
        } else {
            RowState::Waiting
        }
    }

    fn between(&self, state: RowState) -> impl Iterator<Item = &Batch> {
        self.between.values().filter(move |(_, it)| *it == state).map(|(batch, _)| batch)
    }

    /// The number of contacts that were sent.
    pub fn contacts_sent(&self) -> u64 {
        self.sent.values().chain(self.between(RowState::Sent)).map(|batch| batch.contacts).sum()
    }

    /// The number of contacts that may have been sent.
    pub fn contacts_in_doubt(&self) -> u64 {
        self.in_doubt().map(|batch| batch.contacts).sum()
    }

    /// The batches that were sent.
    pub(super) fn sent(&self) -> impl Iterator<Item = &Batch> {
        self.sent.values()
    }

    /// The batches that may have been sent.
    pub fn in_doubt(&self) -> impl Iterator<Item = &Batch> {
        self.in_doubt.values().chain(self.between(RowState::InDoubt))
    }

    /// Whether nothing was sent or may have been sent.
    pub fn is_empty(&self) -> bool {
        self.sent.is_empty() && self.in_doubt.is_empty()
    }

    pub(super) fn adopt(&mut self, sent: &[Batch], in_doubt: &[Batch]) {
        for batch in sent {
            self.settle(*batch);
        }
        for batch in in_doubt {
            self.doubt(*batch);
        }
    }

    pub(super) fn doubt(&mut self, batch: Batch) {
        let is_known = self.in_doubt.get(&batch.first) == Some(&batch);
        if is_known || self.state_around(batch.first) == RowState::Waiting {
            self.in_doubt.insert(batch.first, batch);
        } else {
            self.between.insert(batch.first, (batch, RowState::InDoubt));
        }
    }

    pub(super) fn settle(&mut self, batch: Batch) {
        if !self.became(batch, RowState::Sent) {
            self.in_doubt.remove(&batch.first);
            self.sent.insert(batch.first, batch);
        }
    }

    pub(super) fn withdraw(&mut self, batch: Batch) {
        if !self.became(batch, RowState::Waiting) {
            self.in_doubt.remove(&batch.first);
        }
    }

    /// Notes what became of a batch between the rows of another one; false where it is in none.
    fn became(&mut self, batch: Batch, state: RowState) -> bool {
        let found = self.between.get_mut(&batch.first);
        found.map(|found| *found = (batch, state)).is_some()
    }

    /// Takes what the journal says of batches in doubt for what became of them. The result are those that were not
    /// sent.
    pub(super) fn settle_by(&mut self, journal: &JournalBatches) -> Vec<Batch> {
        let mut not_sent = Vec::new();
        for batch in self.in_doubt().copied().collect::<Vec<_>>() {
            match batch.id.and_then(|id| journal.get(&id)).map(|noted| noted.state) {
                Some(RowState::Sent) => self.settle(batch),
                Some(RowState::Waiting) => {
                    self.withdraw(batch);
                    not_sent.push(batch);
                }
                Some(RowState::InDoubt) | None => {}
            }
        }
        not_sent
    }

    pub(super) fn take_doubtful(&mut self) -> Vec<Batch> {
        let all: Vec<Batch> = self.in_doubt().copied().collect();
        for batch in &all {
            self.withdraw(*batch);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::RowState::{self, InDoubt, Sent, Waiting};
    use super::{Batch, Batches};

    fn batch(first: u64, last: u64) -> Batch {
        Batch { first, last, contacts: last - first + 1, id: None }
    }

    #[test]
    fn what_becomes_of_rows_between_those_of_a_batch_changes_no_other_row() {
        let around = Batch { contacts: 7, ..batch(1, 10) };
        let states = |batches: &Batches| [1, 3, 4, 6, 10, 11].map(|row| batches.state(row));
        let expected = |between: RowState| [Sent, between, between, Sent, Sent, Waiting];
        let mut batches = Batches::default();
        batches.settle(around);
        for (became, state, contacts) in
            [(Batches::withdraw as fn(&mut Batches, Batch), Waiting, 7), (Batches::settle, Sent, 9)]
        {
            // Both lines of a batch whose answer was lost.
            batches.doubt(batch(3, 4));
            batches.doubt(batch(3, 4));
            assert_eq!(states(&batches), expected(InDoubt));
            assert_eq!((batches.in_doubt().count(), batches.contacts_in_doubt()), (1, 2));
            became(&mut batches, batch(3, 4));
            assert_eq!(states(&batches), expected(state));
            assert_eq!((batches.in_doubt().count(), batches.contacts_sent()), (0, contacts));
        }
        batches.doubt(batch(6, 6));
        assert_eq!(batches.take_doubtful(), [batch(6, 6)]);
        assert_eq!(batches.state(6), Waiting);
    }
}
