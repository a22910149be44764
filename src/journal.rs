//! The journal: every write, recorded before it is sent and again with its outcome. `docs/guarantees.md` describes what
//! this guarantees.
//!
//! One file in JSON Lines. Each record is one line, written under a lock and flushed to the disk before the next
//! step, so two processes never interleave. What a full disk took of a line is taken back; a line that a crash cut
//! short is closed by the next record and ignored when reading. The journals of several machines may be concatenated
//! in any order: the instants and keys of the lines decide.

mod consent;
mod create_and_enable;
mod entry;
mod fingerprint;
mod place;
mod reading;
mod schedules;
mod sent;

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use ring::rand::{SecureRandom as _, SystemRandom};

pub use self::reading::JournalContent;
use self::reading::{Record, Records, behind, parse, unreadable_lines};
use crate::domain::change::Change;
use crate::files::{self, Held, LockError, Patience};
use crate::secret::redact::Redactor;

pub use self::consent::{Agreement, Consent, ShownWrite};
pub use self::create_and_enable::{
    ScheduleHistory, created_lately, may_have_created_another, open_create, schedule_history,
};
pub use self::entry::{Fate, HALT_LIFTED, JournalEntry, NotedOutcome, NotedWrite, STILL_COMES, WriteReport};
pub use self::fingerprint::Fingerprints;
pub use self::place::AccountPlace;
pub use self::schedules::{CampaignKey, LastScheduleAction, interrupted_call, last_word, writes_under_way};
pub use self::sent::last_sent;

/// The number of random bytes in a key.
const KEY_BYTES: usize = 3;

/// How much of a journal's end is searched for writes whose outcome was never reported: a few thousand lines.
const END_BYTES: u64 = 512 * 1024;

/// How much of the beginning of a file shows whether it is a journal.
const BEGINNING_BYTES: u64 = 64 * 1024;

/// The beginning of each line.
const LINE_BEGINS: &[u8] = br#"{"key":"#;

/// Why the journal was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The journal cannot be written, so nothing is sent.
    #[error("cannot write the journal {}: {reason}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// The file is another program's, so nothing is sent.
    #[error("{} holds no line of a journal, and is left as it is", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// Another process holds the journal for too long, so nothing is sent.
    #[error(transparent)]
    Held(#[from] Held),
    /// The journal cannot be read.
    #[error("cannot read the journal {}: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
}

/// Proof that a write was recorded and has no outcome yet. Without it, nothing is sent. [`Journal::begin_write`]
/// creates it, for the write that was agreed to and no other. [`Journal::reopen`] creates it again, to note another
/// outcome. A halt, which continues without a record, has its own. Only the context may use them:
/// `tests/architecture.rs` fails if another part does.
#[derive(Debug)]
#[must_use = "the outcome has to be noted too"]
pub struct Receipt {
    /// The key; `None` if the write was not recorded.
    key: Option<String>,
    /// The write that may be sent with it; `None` if it was sent before.
    of: Option<ShownWrite>,
}

impl Receipt {
    /// A receipt for a write that stops calls and must be sent even if it could not be recorded.
    pub fn unnoted(write: &Change) -> Self {
        Self { key: None, of: Some(ShownWrite::of(write)) }
    }

    /// A receipt for a write that was sent without a record.
    pub const fn sent_unnoted() -> Self {
        Self { key: None, of: None }
    }

    /// Whether this write may be sent with it.
    pub fn is_for(&self, write: &Change) -> bool {
        self.of.as_ref() == Some(&ShownWrite::of(write))
    }

    /// The unique key of the write in the journal; `None` if the write was not recorded.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

/// The journal of this machine's user.
#[derive(Debug, Clone)]
pub struct Journal {
    path: PathBuf,
    patience: Patience,
    /// The secrets that are struck from each record.
    redactor: Arc<Redactor>,
}

impl Journal {
    /// The journal in this file, which the first record creates. `patience` limits the wait for other processes
    /// that write to it.
    pub fn new(path: PathBuf, patience: Patience) -> Self {
        Self { path, patience, redactor: Arc::default() }
    }

    /// Strikes these secrets from each record, such as one that was typed as a name.
    #[must_use]
    pub fn hiding(mut self, secrets: Arc<Redactor>) -> Self {
        self.redactor = secrets;
        self
    }

    /// Sets the maximum wait for other processes that hold the journal.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    /// The path of its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether other users can read or write the file.
    pub fn is_open_to_others(&self) -> bool {
        files::is_open_to_others(&self.path)
    }

    /// Records a write that is about to be sent and was agreed to. If this fails, the write must not be sent.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written. Nothing may be sent then.
    pub fn begin_write(
        &self,
        write: NotedWrite,
        agreement: Agreement,
        now: Timestamp,
    ) -> Result<Receipt, JournalError> {
        Ok(Receipt { key: Some(self.note(write, now)?), of: Some(agreement.0) })
    }

    /// Records an action for which nothing is sent, or one of an earlier command, with its outcome.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written.
    pub fn note_done(
        &self,
        write: NotedWrite,
        outcome: NotedOutcome,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        let key = self.note(write, now)?;
        self.settle(&key, outcome, now)
    }

    /// Records a write without an outcome, and returns its key.
    fn note(&self, write: NotedWrite, now: Timestamp) -> Result<String, JournalError> {
        let mut file = self.open()?;
        let length = self.written(file.metadata())?.len();
        // The position in the file is unique in this journal; the random bytes distinguish it from keys in other
        // machines' journals.
        let mut chance = [0; KEY_BYTES];
        let _ = SystemRandom::new().fill(&mut chance);
        let chance = chance.map(|byte| format!("{byte:02x}")).concat();
        let key = format!("{}-{chance}-{length}", std::process::id());
        self.append(
            &mut file,
            &Record {
                write: Some(Box::new(write)),
                process: entry::process_of(std::process::id()),
                ..Record::new(key.clone(), now)
            },
        )?;
        Ok(key)
    }

    /// Records the outcome of a write, and what else the platform reported.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written. A receipt without a key never fails.
    pub fn end(
        &self,
        receipt: Receipt,
        outcome: NotedOutcome,
        told: WriteReport,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        // An outcome without its write would be meaningless.
        let Some(key) = receipt.key else { return Ok(()) };
        let WriteReport { left_at, reported_times, lead } = told;
        let record =
            Record { outcome: Some(outcome), left_at, reported_times, lead, ..Record::new(key, now) };
        self.append(&mut self.open()?, &record)
    }

    /// Records when writes, by their keys, changed their campaigns, if a look at the campaigns gives more exact times
    /// than the answers did.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written.
    pub fn date(&self, writes: Vec<(String, Timestamp)>, now: Timestamp) -> Result<(), JournalError> {
        if writes.is_empty() {
            return Ok(());
        }
        let mut file = self.open()?;
        writes.into_iter().try_for_each(|(key, left_at)| {
            self.append(&mut file, &Record { left_at: Some(left_at), ..Record::new(key, now) })
        })
    }

    /// Records that the outcome of the write with this key is not known after all, and returns a new receipt for it. An
    /// error is reported when the write ends.
    pub fn reopen(&self, key: String, doubt: NotedOutcome, now: Timestamp) -> Receipt {
        let _ = self.settle(&key, doubt, now);
        Receipt { key: Some(key), of: None }
    }

    /// Records the outcome of the write with this key. It replaces an earlier one.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written.
    pub fn settle(&self, key: &str, outcome: NotedOutcome, now: Timestamp) -> Result<(), JournalError> {
        let at = self.after_others_of(key, now);
        self.append(&mut self.open()?, &Record { outcome: Some(outcome), ..Record::new(key.to_owned(), at) })
    }

    /// An instant at which a record of this write is the last one of it: now, or that of a record from a clock that was
    /// ahead.
    fn after_others_of(&self, key: &str, now: Timestamp) -> Timestamp {
        self.bytes(None)
            .ok()
            .and_then(|bytes| reading::last_of(&bytes, key))
            .map_or(now, |last| last.max(now))
    }

    /// Records the outcome that a person gives. It replaces an earlier outcome, and a later one replaces it.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written.
    pub fn settle_as_said(
        &self,
        key: &str,
        outcome: NotedOutcome,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        let at = self.after_others_of(key, now);
        self.append(
            &mut self.open()?,
            &Record { outcome: Some(outcome), said: true, ..Record::new(key.to_owned(), at) },
        )
    }

    /// The last open writes that no command has reported yet. In a long journal, only the end is searched.
    ///
    /// # Errors
    ///
    /// The journal exists but cannot be read.
    pub fn untold(&self) -> Result<Vec<JournalEntry>, JournalError> {
        let untold = |most| -> Result<Vec<JournalEntry>, JournalError> {
            let mut entries = parse(&self.bytes(most)?);
            entries.retain(|entry| !entry.is_told && entry.is_open());
            Ok(entries)
        };
        let mut open = untold(Some(END_BYTES))?;
        if !open.is_empty() {
            // In concatenated journals, an outcome may precede its write.
            let known = untold(None)?;
            open.retain(|entry| known.contains(entry));
        }
        Ok(open)
    }

    /// Records that the unknown outcomes of these writes were reported.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written. Some of the entries may be recorded then.
    pub fn tell(&self, entries: &[JournalEntry], now: Timestamp) -> Result<(), JournalError> {
        let mut file = self.open()?;
        entries.iter().try_for_each(|entry| {
            self.append(&mut file, &Record { told: true, ..Record::new(entry.key.clone(), now) })
        })
    }

    /// Every write with its outcome, in the order of their instants. A missing file is an empty journal.
    ///
    /// # Errors
    ///
    /// The journal exists but cannot be read. Lines that are not records are left out.
    pub fn entries(&self) -> Result<Vec<JournalEntry>, JournalError> {
        Ok(self.content()?.entries)
    }

    /// Every write with its outcome, and the number of lines that are not records. A missing file is an empty journal.
    ///
    /// # Errors
    ///
    /// The journal exists but cannot be read.
    pub fn content(&self) -> Result<JournalContent, JournalError> {
        let read = || {
            let mut records = Records::default();
            if let Some(file) = files::open_to_read(&self.path)? {
                // The file may be much larger than what is kept of it.
                BufReader::new(file).split(b'\n').try_for_each(|line| line.map(|line| records.add(&line)))?;
            }
            Ok(records.joined())
        };
        read().map_err(|reason| JournalError::Read { path: self.path.clone(), reason })
    }

    /// The whole file, or a number of bytes at its end.
    fn bytes(&self, most: Option<u64>) -> Result<Vec<u8>, JournalError> {
        let read = || {
            let Some(mut file) = files::open_to_read(&self.path)? else { return Ok(Vec::new()) };
            if let Some(most) = most {
                let start = file.metadata()?.len().saturating_sub(most);
                file.seek(SeekFrom::Start(start))?;
            }
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        read().map_err(|reason| JournalError::Read { path: self.path.clone(), reason })
    }

    /// The number of lines that are not records, as after a crash, a full disk or an edit. A missing file is
    /// an empty journal.
    ///
    /// # Errors
    ///
    /// The journal exists but cannot be read.
    pub fn unreadable_lines(&self) -> Result<usize, JournalError> {
        Ok(self.content()?.unreadable_lines)
    }

    /// The number of lines that are not records after the write with this key; in the whole file if the lines are not
    /// in order of time, as in concatenated journals.
    ///
    /// # Errors
    ///
    /// The journal exists but cannot be read.
    pub fn unreadable_lines_since(&self, key: &str) -> Result<usize, JournalError> {
        let bytes = self.bytes(None)?;
        Ok(unreadable_lines(behind(&bytes, key).unwrap_or(&bytes)))
    }

    fn open(&self) -> Result<File, JournalError> {
        if self.written(is_foreign(&self.path))? {
            return Err(JournalError::Foreign { path: self.path.clone() });
        }
        let opened = files::open(&self.path, File::options().read(true).append(true).create(true));
        let file = self.written(opened)?;
        // A journal that others can read is better than none; other code reports it.
        let _ = files::close_to_others(&file);
        match files::lock(&file, &format!("writes the journal {}", self.path.display()), &self.patience) {
            Ok(()) => Ok(file),
            Err(LockError::Held(held)) => Err(held.into()),
            Err(LockError::File(reason)) => self.written(Err(reason)),
        }
    }

    fn append(&self, file: &mut File, record: &Record) -> Result<(), JournalError> {
        let mut value = self.written(serde_json::to_value(record).map_err(io::Error::from))?;
        self.redactor.clean_value(&mut value);
        let mut line = value.to_string().into_bytes();
        line.push(b'\n');
        let mut append = |file: &mut File| {
            if ends_torn(file)? {
                line.insert(0, b'\n');
            }
            files::append(file, &line)
        };
        self.written(append(file))
    }

    fn written<T>(&self, result: io::Result<T>) -> Result<T, JournalError> {
        result.map_err(|reason| JournalError::Write { path: self.path.clone(), reason })
    }
}

/// Whether a file has a text, and no line of a journal at its beginning: its path may be mistyped, or lead there by a
/// link. A line may be damaged, or cut off where its process ended.
fn is_foreign(path: &Path) -> io::Result<bool> {
    let Some(file) = files::open_to_read(path)? else { return Ok(false) };
    let mut start = Vec::new();
    file.take(BEGINNING_BYTES).read_to_end(&mut start)?;
    let mut lines = start.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).peekable();
    Ok(lines.peek().is_some()
        && !lines.any(|line| line.starts_with(LINE_BEGINS) || LINE_BEGINS.starts_with(line)))
}

/// Whether the last line has no line feed, because its process ended while writing it.
fn ends_torn(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != [b'\n'])
}

#[cfg(test)]
mod tests;
