//! The journal: every write, noted before it is sent and again with its outcome. `docs/guarantees.md` says
//! what follows from it.
//!
//! JSON Lines, one file. Each record is one write of one line, flushed to the disk before the next step, under a lock, so
//! that two processes never interleave. A line that a crash tore is closed by the next record and left out when reading.
//! Journals of several machines may be put together in any order: what is read follows from the lines' instants and keys.

mod entry;
mod fingerprint;
mod pair;
mod reading;
mod schedules;
mod sent;

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use ring::rand::{SecureRandom as _, SystemRandom};

use self::reading::{Record, behind, parse, unreadable_lines};
use crate::files::{self, Held, LockError, Patience};

pub use self::entry::{Entry, Fate, HALT_LIFTED, NotedWrite, Outcome, STILL_COMES, Told, Trace};
pub use self::fingerprint::Fingerprints;
pub use self::pair::{
    Place, ScheduleHistory, created_lately, may_have_created_another, open_create, schedule_history,
};
pub use self::schedules::{LastWord, Whose, last_word, writes_under_way};
pub use self::sent::last_sent;

/// The bytes of chance in a key.
const KEY_BYTES: usize = 3;

/// How much of a journal's end is looked at for writes whose outcome was never reported: some thousand lines.
const END_BYTES: u64 = 512 * 1024;

/// Why the journal was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// It cannot be written, so that nothing is sent.
    #[error("cannot write the journal {}: {reason}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// Another process has it for too long, so that nothing is sent.
    #[error(transparent)]
    Held(#[from] Held),
    /// It cannot be read.
    #[error("cannot read the journal {}: {reason}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
}

/// Shows that somebody agreed to what is at stake, or that nothing is: without one no write is begun, and so none is sent. Only
/// asking gives it: `tests/architecture.rs` fails where another part than `context/consent.rs` makes one.
#[derive(Debug)]
pub struct Consent(());

impl Consent {
    /// The answer of whoever was asked, or of what stands for it.
    pub const fn by_asking() -> Self {
        Self(())
    }
}

/// Shows that a write was noted and has no outcome yet: without one nothing is sent. [`Journal::begin`] gives it,
/// [`Journal::reopen`] gives it once more, and a halt, which goes on without a note, has one of its own. Only the context may
/// ask for the last two: `tests/architecture.rs` fails where another part does.
#[derive(Debug)]
#[must_use = "the outcome has to be noted too"]
pub struct Receipt {
    /// `None` where it was not noted.
    key: Option<String>,
}

impl Receipt {
    /// For a write that stops calls and must go out although it could not be noted.
    pub const fn unnoted() -> Self {
        Self { key: None }
    }

    /// The key of the write, which no other write of the journal has; `None` where it was not noted.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

/// The journal of this machine's user.
#[derive(Debug, Clone)]
pub struct Journal {
    path: PathBuf,
    patience: Patience,
}

impl Journal {
    /// The journal in this file, which is made with its first record; other processes that write in it are waited for.
    #[must_use]
    pub const fn new(path: PathBuf, patience: Patience) -> Self {
        Self { path, patience }
    }

    /// Sets how long other processes that hold the journal are waited for.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    /// The path of its file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether others than its user can read or write the file.
    #[must_use]
    pub fn is_open_to_others(&self) -> bool {
        files::is_open_to_others(&self.path)
    }

    /// Notes a write that is about to be sent, and that was agreed to. It must not be sent where this fails.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written. Nothing may be sent then.
    pub fn begin(
        &self,
        write: NotedWrite,
        _consent: &Consent,
        now: Timestamp,
    ) -> Result<Receipt, JournalError> {
        Ok(Receipt { key: Some(self.note(write, now)?) })
    }

    /// Notes something that was done, and that nothing was sent for.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written.
    pub fn note_done(&self, write: NotedWrite, outcome: Outcome, now: Timestamp) -> Result<(), JournalError> {
        let key = self.note(write, now)?;
        self.settle(&key, outcome, now)
    }

    /// Notes a write without an outcome; its key.
    fn note(&self, write: NotedWrite, now: Timestamp) -> Result<String, JournalError> {
        let mut file = self.open()?;
        let length = self.written(file.metadata())?.len();
        // The place in the file is a key that no other record of it has; chance tells it from those of other machines' journals.
        let mut chance = [0; KEY_BYTES];
        let _ = SystemRandom::new().fill(&mut chance);
        let chance = chance.map(|byte| format!("{byte:02x}")).concat();
        let key = format!("{}-{chance}-{length}", std::process::id());
        self.append(
            &mut file,
            &Record {
                write: Some(write),
                process: entry::process_of(std::process::id()),
                ..Record::new(key.clone(), now)
            },
        )?;
        Ok(key)
    }

    /// Notes what became of it, and what the platform told beside that.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written. A receipt without a key never fails.
    pub fn end(
        &self,
        receipt: Receipt,
        outcome: Outcome,
        told: Told,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        // An outcome alone would say nothing.
        let Some(key) = receipt.key else { return Ok(()) };
        let Told { left_at, reported_times } = told;
        let record = Record { outcome: Some(outcome), left_at, reported_times, ..Record::new(key, now) };
        self.append(&mut self.open()?, &record)
    }

    /// Notes of writes, by their keys, when they changed their campaigns, where a look at the campaigns tells that closer than the
    /// answers did.
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

    /// Notes that the outcome of the write of this key is not known after all, and gives what ends it once more. Where it cannot
    /// be noted, its end is where that is said.
    pub fn reopen(&self, key: String, doubt: Outcome, now: Timestamp) -> Receipt {
        let _ = self.settle(&key, doubt, now);
        Receipt { key: Some(key) }
    }

    /// Notes what became of the write of this key, in the place of what was noted before.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written.
    pub fn settle(&self, key: &str, outcome: Outcome, now: Timestamp) -> Result<(), JournalError> {
        self.append(&mut self.open()?, &Record { outcome: Some(outcome), ..Record::new(key.to_owned(), now) })
    }

    /// Notes what a person says became of it, in the place of what was noted before. A later word replaces it.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written.
    pub fn settle_as_said(&self, key: &str, outcome: Outcome, now: Timestamp) -> Result<(), JournalError> {
        self.append(
            &mut self.open()?,
            &Record { outcome: Some(outcome), said: true, ..Record::new(key.to_owned(), now) },
        )
    }

    /// The last writes that are open and of which no command has said so yet. Where the journal is long, only its end is
    /// looked at.
    ///
    /// # Errors
    ///
    /// The journal is there and cannot be read.
    pub fn untold(&self) -> Result<Vec<Entry>, JournalError> {
        let untold = |most| -> Result<Vec<Entry>, JournalError> {
            let mut entries = parse(&self.bytes(most)?);
            entries.retain(|entry| !entry.is_told && entry.is_open());
            Ok(entries)
        };
        let mut open = untold(Some(END_BYTES))?;
        if !open.is_empty() {
            // In journals that were put together an outcome may stand before its write.
            let known = untold(None)?;
            open.retain(|entry| known.contains(entry));
        }
        Ok(open)
    }

    /// Notes that it was said of these that their outcome is not known.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written. Some of the entries may be noted then.
    pub fn tell(&self, entries: &[Entry], now: Timestamp) -> Result<(), JournalError> {
        let mut file = self.open()?;
        entries.iter().try_for_each(|entry| {
            self.append(&mut file, &Record { told: true, ..Record::new(entry.key.clone(), now) })
        })
    }

    /// Every write with its outcome, in the order of their instants. There being no file is an empty journal.
    ///
    /// # Errors
    ///
    /// The journal is there and cannot be read. Lines that are not records are left out.
    pub fn entries(&self) -> Result<Vec<Entry>, JournalError> {
        Ok(parse(&self.bytes(None)?))
    }

    /// The whole file, or this number of bytes of its end.
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

    /// The number of lines that are not records, as a crash, a full disk or an editor leaves them. There being no file is an
    /// empty journal.
    ///
    /// # Errors
    ///
    /// The journal is there and cannot be read.
    pub fn unreadable_lines(&self) -> Result<usize, JournalError> {
        let bytes = files::read(&self.path)
            .map_err(|reason| JournalError::Read { path: self.path.clone(), reason })?
            .unwrap_or_default();
        Ok(unreadable_lines(&bytes))
    }

    /// The number of such lines behind the write of this key; of all of them where the lines are not in the order of time, as
    /// in journals that were put together.
    ///
    /// # Errors
    ///
    /// The journal is there and cannot be read.
    pub fn unreadable_lines_since(&self, key: &str) -> Result<usize, JournalError> {
        let bytes = self.bytes(None)?;
        Ok(unreadable_lines(behind(&bytes, key).unwrap_or(&bytes)))
    }

    fn open(&self) -> Result<File, JournalError> {
        let opened = files::open(&self.path, File::options().read(true).append(true).create(true));
        let file = self.written(opened)?;
        // One that others can read still is better than none: who can say so does.
        let _ = files::close_to_others(&file);
        match files::lock(&file, &format!("writes the journal {}", self.path.display()), &self.patience) {
            Ok(()) => Ok(file),
            Err(LockError::Held(held)) => Err(held.into()),
            Err(LockError::File(reason)) => self.written(Err(reason)),
        }
    }

    fn append(&self, file: &mut File, record: &Record) -> Result<(), JournalError> {
        let mut line = self.written(serde_json::to_vec(record).map_err(io::Error::from))?;
        line.push(b'\n');
        let mut append = |file: &mut File| {
            if ends_torn(file)? {
                line.insert(0, b'\n');
            }
            file.write_all(&line)?;
            file.sync_data()
        };
        self.written(append(file))
    }

    fn written<T>(&self, result: io::Result<T>) -> Result<T, JournalError> {
        result.map_err(|reason| JournalError::Write { path: self.path.clone(), reason })
    }
}

/// Whether the last line has no end, because the process that wrote it ended in the middle.
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
