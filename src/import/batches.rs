//! The batches of an import, and what became of each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::checkpoint::{Begun, Line};

/// Rows that go out in one request: the first and the last of the file, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its first row.
    pub first: u64,
    /// Its last row.
    pub last: u64,
    /// How many contacts are in it; rows between that are not sent are none.
    pub contacts: u64,
}

/// Whether a row was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// Not yet.
    Waiting,
    /// It was, and the platform took it.
    Sent,
    /// It may have been.
    InDoubt,
}

/// The batches that were sent, and those of which it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batches {
    sent: BTreeMap<u64, Batch>,
    in_doubt: BTreeMap<u64, Batch>,
}

/// The last import that a checkpoint holds.
#[derive(Debug)]
pub(super) struct Replayed {
    /// The first record of the last import; `None` where no import began.
    pub(super) begun: Option<Begun>,
    /// Its batches.
    pub(super) batches: Batches,
    /// Whether a line of it cannot be read.
    pub(super) is_damaged: bool,
}

impl Batches {
    /// Reads the last import in a checkpoint, and the number of the bytes that are whole lines: a crash may have torn the last
    /// line, which was not followed by its request.
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
                Ok(Line::Begun(anew)) => {
                    replayed = Replayed { begun: Some(anew), batches: Self::default(), is_damaged: false };
                }
                Ok(Line::Earlier { sent, in_doubt }) => batches.adopt(&sent, &in_doubt),
                Ok(Line::Sending(batch) | Line::InDoubt(batch)) => batches.doubt(batch),
                Ok(Line::Sent(batch)) => batches.settle(batch),
                Ok(Line::NotSent(batch)) => batches.withdraw(batch),
                Err(_) => replayed.is_damaged = true,
            }
        }
        replayed
    }

    /// Whether a row was sent.
    #[must_use]
    pub fn state(&self, row: u64) -> RowState {
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

    /// How many contacts were sent.
    #[must_use]
    pub fn contacts_sent(&self) -> u64 {
        self.sent.values().map(|batch| batch.contacts).sum()
    }

    /// How many contacts may have been sent.
    #[must_use]
    pub fn contacts_in_doubt(&self) -> u64 {
        self.in_doubt.values().map(|batch| batch.contacts).sum()
    }

    /// The batches that were sent.
    pub(super) fn sent(&self) -> impl Iterator<Item = &Batch> {
        self.sent.values()
    }

    /// The batches of which it is not known whether they were taken.
    pub fn in_doubt(&self) -> impl Iterator<Item = &Batch> {
        self.in_doubt.values()
    }

    /// Whether nothing was sent, and nothing may have been.
    #[must_use]
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
        self.in_doubt.insert(batch.first, batch);
    }

    pub(super) fn settle(&mut self, batch: Batch) {
        self.in_doubt.remove(&batch.first);
        self.sent.insert(batch.first, batch);
    }

    pub(super) fn withdraw(&mut self, batch: Batch) {
        self.in_doubt.remove(&batch.first);
    }

    pub(super) fn take_doubtful(&mut self) -> impl Iterator<Item = Batch> + use<> {
        std::mem::take(&mut self.in_doubt).into_values()
    }
}
