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

pub use self::entry::{Entry, HALT_LIFTED, Outcome, STILL_COMES, Trace, Write};
pub use self::fingerprint::Fingerprints;
pub use self::pair::{
    Place, ScheduleHistory, created_lately, may_have_created_another, open_create, schedule_history,
};
pub use self::schedules::{LastWord, Whose, last_enabled, last_word, writes_under_way};
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
    pub fn begin(&self, write: Write, _consent: &Consent, now: Timestamp) -> Result<Receipt, JournalError> {
        Ok(Receipt { key: Some(self.note(write, now)?) })
    }

    /// Notes something that was done, and that nothing was sent for.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written.
    pub fn note_done(&self, write: Write, outcome: Outcome, now: Timestamp) -> Result<(), JournalError> {
        let key = self.note(write, now)?;
        self.settle(&key, outcome, now)
    }

    /// Notes a write without an outcome; its key.
    fn note(&self, write: Write, now: Timestamp) -> Result<String, JournalError> {
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

    /// Notes what became of it, and when the platform says that it changed the campaign, at the latest, where it tells its time.
    ///
    /// # Errors
    ///
    /// The journal cannot be opened, locked in time or written. A receipt without a key never fails.
    pub fn end(
        &self,
        receipt: Receipt,
        outcome: Outcome,
        left_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        // An outcome alone would say nothing.
        let Some(key) = receipt.key else { return Ok(()) };
        let record = Record { outcome: Some(outcome), left_at, ..Record::new(key, now) };
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
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::io::Write as _;

    use jiff::Timestamp;

    use proptest::prelude::{prop, prop_assert_eq};

    use super::{Consent, Journal, JournalError, Outcome, Record, Trace, Write, parse};
    use crate::files::Patience;

    fn write(subject: &str) -> Write {
        Write {
            action: "campaign create".into(),
            subject: subject.into(),
            profile: Some("acme".into()),
            host: "https://platform.kore.ai".into(),
            account: None,
            stream: None,
            trace: Trace::default(),
        }
    }

    fn done() -> Outcome {
        Outcome { exit_code: 0, message: "created".into(), id: Some("cd-1".into()) }
    }

    fn now() -> Timestamp {
        "2026-12-03T08:00:00Z".parse().unwrap()
    }

    fn journal() -> (tempfile::TempDir, Journal) {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path().join("state/journal.jsonl"), Patience::default());
        (folder, journal)
    }

    #[test]
    fn outcomes_find_their_writes() {
        let (_folder, journal) = journal();
        assert_eq!(journal.entries().unwrap(), []);
        let first = journal.begin(write("a"), &Consent(()), now()).unwrap();
        let second = journal.begin(write("b"), &Consent(()), now()).unwrap();
        journal.end(second, done(), None, now()).unwrap();
        drop(first);
        let entries = journal.entries().unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!((entries[0].write.subject.as_str(), &entries[0].outcome), ("a", &None));
        assert_eq!((entries[1].write.subject.as_str(), &entries[1].outcome), ("b", &Some((now(), done()))));
    }

    #[test]
    fn what_is_open_is_told_once_and_can_be_settled() {
        let (_folder, journal) = journal();
        let unknown = Outcome { exit_code: 9, message: "no answer".into(), id: None };
        drop(journal.begin(write("dead"), &Consent(()), now()).unwrap());
        let pending = journal.begin(write("lost"), &Consent(()), now()).unwrap();
        journal.end(pending, unknown, None, now()).unwrap();
        let pending = journal.begin(write("known"), &Consent(()), now()).unwrap();
        journal.end(pending, done(), None, now()).unwrap();
        let untold = journal.untold().unwrap();
        let subjects: Vec<&str> = untold.iter().map(|entry| entry.write.subject.as_str()).collect();
        assert_eq!(subjects, ["dead", "lost"]);
        journal.tell(&untold, now()).unwrap();
        assert_eq!(journal.untold().unwrap(), []);
        assert!(journal.entries().unwrap()[0].is_open(), "told is not settled");
        journal.settle(&untold[0].key, done(), now()).unwrap();
        let entries = journal.entries().unwrap();
        assert_eq!(entries[0].outcome, Some((now(), done())));
        assert!(!entries[0].is_open() && entries[1].is_open());
    }

    #[test]
    fn the_last_word_counts_and_whether_a_person_said_it_is_known() {
        let (_folder, journal) = journal();
        let key = journal.begin(write("a"), &Consent(()), now()).unwrap().key().unwrap().to_owned();
        let not_done = Outcome { exit_code: 8, message: "not done".into(), id: None };
        let last = || journal.entries().unwrap().pop().map(|entry| (entry.outcome, entry.is_said));
        assert_eq!(last(), Some((None, false)));
        journal.settle_as_said(&key, not_done.clone(), now()).unwrap();
        assert_eq!(last(), Some((Some((now(), not_done)), true)));
        journal.settle(&key, done(), now()).unwrap();
        assert_eq!(last(), Some((Some((now(), done())), false)));
    }

    #[test]
    fn when_a_write_was_made_is_noted_with_its_outcome_and_closer_later() {
        let (_folder, journal) = journal();
        let left = || journal.entries().unwrap().pop().unwrap().write.trace.left_at;
        let receipt = journal.begin(write("a"), &Consent(()), now()).unwrap();
        let key = receipt.key().unwrap().to_owned();
        assert_eq!(left(), None);
        let told = now() + jiff::SignedDuration::from_secs(2);
        journal.end(receipt, done(), Some(told), now()).unwrap();
        assert_eq!(left(), Some(told));
        journal.date(vec![(key.clone(), now())], now()).unwrap();
        assert_eq!(left(), Some(now()));
        assert_eq!(journal.entries().unwrap().len(), 1);
        // What is found to have happened later dates nothing.
        journal.settle(&key, done(), told).unwrap();
        assert_eq!(left(), None);
    }

    #[test]
    fn lines_of_earlier_versions_are_read() {
        let (_folder, journal) = journal();
        std::fs::create_dir_all(journal.path().parent().unwrap()).unwrap();
        let line = r#"{"key":"1-0","at":"2026-12-03T08:00:00Z","write":{"action":"campaign create","subject":"a","profile":null,"host":"h","account":null}}"#;
        std::fs::write(journal.path(), format!("{line}\n")).unwrap();
        let entries = journal.entries().unwrap();
        assert_eq!((entries[0].key.as_str(), entries[0].is_told), ("1-0", false));
    }

    proptest::proptest! {
        #[test]
        fn where_a_line_stands_and_how_often_makes_no_difference(
            writes in prop::collection::vec(
                (0_u8..3, 0_u8..4, prop::collection::vec((0_u8..10, prop::bool::ANY), 0..3)),
                1..9,
            ),
            order in prop::collection::vec(prop::num::u16::ANY, 80),
            twice in prop::collection::vec(prop::bool::ANY, 80),
        ) {
            let mut second = 1_000;
            let mut at = || {
                second += 1;
                Timestamp::from_second(second).unwrap()
            };
            let mut lines = Vec::new();
            // Some have keys of other writes, as in journals of two machines.
            for (key, subject, outcomes) in writes {
                let key = format!("7-{key}");
                let begun = Record { write: Some(write(&subject.to_string())), ..Record::new(key.clone(), at()) };
                lines.push(serde_json::to_vec(&begun).unwrap());
                for (exit_code, said) in outcomes {
                    let outcome = Some(Outcome { exit_code, ..done() });
                    let record = Record { outcome, said, ..Record::new(key.clone(), at()) };
                    lines.push(serde_json::to_vec(&record).unwrap());
                    lines.push(serde_json::to_vec(&Record { told: true, ..Record::new(key.clone(), at()) }).unwrap());
                }
            }
            let straight = parse(&lines.join(&b'\n'));
            let doubled = lines.iter().enumerate().filter(|(number, _)| twice[*number]).map(|(_, line)| line);
            let mut shuffled: Vec<(u16, &Vec<u8>)> =
                order.iter().cycle().copied().zip(lines.iter().chain(doubled)).collect();
            shuffled.sort_by_key(|(rank, _)| *rank);
            let shuffled: Vec<&[u8]> = shuffled.into_iter().map(|(_, line)| line.as_slice()).collect();
            prop_assert_eq!(parse(&shuffled.join(&b'\n')), straight);
        }
    }

    #[test]
    fn journals_that_were_put_together_tell_the_same_in_either_order() {
        let (_one, first) = journal();
        let (_other, second) = journal();
        let later = |minutes| now() + jiff::SignedDuration::from_mins(minutes);
        let pending = first.begin(write("a"), &Consent(()), now()).unwrap();
        let other = second.begin(write("b"), &Consent(()), later(1)).unwrap();
        first.end(pending, done(), None, later(2)).unwrap();
        second.end(other, Outcome { exit_code: 7, ..done() }, None, later(3)).unwrap();
        let [one, two] = [&first, &second].map(|journal| std::fs::read_to_string(journal.path()).unwrap());
        let backwards: Vec<&str> = one.lines().chain(two.lines()).rev().collect();
        for lines in
            [format!("{one}{two}"), format!("{two}{one}"), format!("{one}{two}{one}"), backwards.join("\n")]
        {
            let entries = parse(lines.as_bytes());
            let told: Vec<(&str, u8)> = entries
                .iter()
                .map(|it| (it.write.subject.as_str(), it.outcome.as_ref().unwrap().1.exit_code))
                .collect();
            assert_eq!(told, [("a", 0), ("b", 7)], "{lines}");
            std::fs::write(first.path(), &lines).unwrap();
            assert_eq!(first.untold().unwrap(), []);
        }
    }

    #[test]
    fn a_torn_line_is_healed() {
        let (_folder, journal) = journal();
        let _lost = journal.begin(write("a"), &Consent(()), now()).unwrap();
        let mut file = std::fs::OpenOptions::new().append(true).open(journal.path()).unwrap();
        file.write_all(br#"{"key":"7-7","at":"2026-12"#).unwrap();
        let pending = journal.begin(write("b"), &Consent(()), now()).unwrap();
        journal.end(pending, done(), None, now()).unwrap();
        let subjects: Vec<String> =
            journal.entries().unwrap().into_iter().map(|entry| entry.write.subject).collect();
        assert_eq!(subjects, ["a", "b"]);
    }

    #[test]
    fn many_at_once_never_interleave() {
        let (_folder, journal) = journal();
        std::thread::scope(|scope| {
            for number in 0..8 {
                let journal = &journal;
                scope.spawn(move || {
                    for _ in 0..10 {
                        let pending = journal.begin(write(&number.to_string()), &Consent(()), now()).unwrap();
                        journal.end(pending, done(), None, now()).unwrap();
                    }
                });
            }
        });
        let entries = journal.entries().unwrap();
        assert_eq!(entries.len(), 80);
        assert!(entries.iter().all(|entry| entry.outcome.is_some()));
    }

    #[test]
    fn a_journal_that_cannot_be_written_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();
        let journal = Journal::new(folder.path().join("file/journal.jsonl"), Patience::default());
        assert!(matches!(journal.begin(write("a"), &Consent(()), now()), Err(JournalError::Write { .. })));
    }
}
