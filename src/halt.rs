//! The files of a halt on this machine: the latch, which prevents kcamp from starting anything on the account, and the
//! record of what was running and scheduled, for resuming. `docs/emergency.md` describes both.
//!
//! Nothing here waits, since no file is locked. Creating the file sets a latch, which works on a full disk too. If it
//! is not known whether a latch is set, it counts as set.

mod account;
mod latches;
mod record;

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::files;

pub use self::account::HaltedAccount;
pub use self::latches::{LatchStates, Latches, SetLatch};
pub use self::record::{Doubt, HaltRecord, Halted, HaltedSchedule, RecordError};

/// The latch of one account. While it is set, kcamp on this machine starts no campaign there.
#[derive(Debug, Clone)]
pub struct Latch {
    path: PathBuf,
    by: HaltedAccount,
}

/// The beginning of a latch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The latch is set since this instant.
    At(Timestamp),
    /// The latch is set, but its file does not say since when.
    Unknown,
    /// The place of the latch cannot be entered for this reason, so that a latch may be there or not. It counts as
    /// set.
    OutOfReach(Barrier),
}

/// Why the place of a latch cannot be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barrier {
    /// The system's reason.
    System(ErrorKind),
    /// The folder is a symbolic link, and kcamp follows none in its own folder.
    Link,
}

impl Since {
    /// Why the place of the latch cannot be entered; `None` where it can.
    pub const fn out_of_reach(self) -> Option<Barrier> {
        match self {
            Self::OutOfReach(reason) => Some(reason),
            Self::At(_) | Self::Unknown => None,
        }
    }
}

/// The latch as it was read, to tell later whether a halt set it again.
#[derive(Debug, PartialEq, Eq)]
pub struct LatchState(Option<Vec<u8>>);

/// A line of the latch's file. The first one says since when the account is halted; later ones are only added, so that
/// processes need no lock.
#[derive(Debug, Serialize, Deserialize)]
struct LatchLine {
    /// When a halt set the latch, for the first time or again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    /// The account that was halted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<HaltedAccount>,
    /// The records of earlier halts that a resume did not finish, because another halt began meanwhile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unfinished: Vec<PathBuf>,
}

impl Latch {
    /// The latch of an account in this file.
    const fn new(path: PathBuf, by: HaltedAccount) -> Self {
        Self { path, by }
    }

    /// The account that its file names.
    fn said_by(&self) -> Option<HaltedAccount> {
        lines(&self.state().0?).find_map(|line| line.by)
    }

    /// Since when the latch is set; `None` if it is not set.
    pub fn since(&self) -> Option<Since> {
        if self.path.parent().is_some_and(is_link) {
            return Some(Since::OutOfReach(Barrier::Link));
        }
        match fs::symlink_metadata(&self.path) {
            Err(error) if !is_missing(&error, self.path.parent()) => {
                return Some(Since::OutOfReach(Barrier::System(error.kind())));
            }
            _ => {}
        }
        let bytes = self.state().0?;
        let first = lines(&bytes).next();
        Some(first.and_then(|line| line.at).map_or(Since::Unknown, Since::At))
    }

    /// When a halt set the latch last; `None` if it is not set, or its file does not say when.
    pub fn last_set(&self) -> Option<Timestamp> {
        lines(&self.state().0?).filter_map(|line| line.at).max()
    }

    /// The latch at this moment. It changes with every halt, also if the latch was set before.
    pub fn state(&self) -> LatchState {
        match fs::symlink_metadata(&self.path) {
            Err(error) if is_missing(&error, self.path.parent()) => return LatchState(None),
            _ => {}
        }
        LatchState(Some(files::read(&self.path).ok().flatten().unwrap_or_default()))
    }

    /// The records of earlier halts that the next resume has to bring back too.
    pub fn unfinished(&self) -> Vec<PathBuf> {
        let bytes = self.state().0.unwrap_or_default();
        lines(&bytes).flat_map(|line| line.unfinished).collect()
    }

    /// Sets the latch. If it is already set, its beginning stays, and only its state changes.
    ///
    /// # Errors
    /// If its file cannot be created or written. [`Self::since`] tells whether it is set nevertheless, as on a full
    /// disk, where a file can be created but not written.
    pub fn set(&self, now: Timestamp) -> io::Result<()> {
        let line = LatchLine { at: Some(now), by: Some(self.by.clone()), unfinished: Vec::new() };
        match self.add(OpenOptions::new().append(true).create_new(true), &line) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            set => return set,
        }
        match self.add(OpenOptions::new().append(true), &line) {
            // It was lifted at this moment.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.add(OpenOptions::new().append(true).create(true), &line)
            }
            // A latch whose file cannot be written is set anyway.
            _ => Ok(()),
        }
    }

    /// Keeps in a latch that is set the records that the next resume has to bring back too.
    ///
    /// # Errors
    /// If the latch is not set, or its file cannot be written.
    pub fn leave_unfinished(&self, records: &[PathBuf]) -> io::Result<()> {
        let line = LatchLine { at: None, by: None, unfinished: records.to_vec() };
        self.add(OpenOptions::new().append(true), &line)
    }

    fn add(&self, options: &mut OpenOptions, line: &LatchLine) -> io::Result<()> {
        let text = serde_json::to_string(line).map_err(io::Error::from)? + "\n";
        files::open(&self.path, options)?.write_all(text.as_bytes())
    }

    /// Removes the latch.
    ///
    /// # Errors
    /// If its file exists but cannot be removed.
    pub fn lift(&self) -> io::Result<()> {
        files::remove(&self.path)
    }
}

/// Whether this error of a file in a folder says that neither is there. A folder in whose place another file stands may
/// have been one.
fn is_missing(error: &io::Error, folder: Option<&Path>) -> bool {
    match error.kind() {
        ErrorKind::NotFound => true,
        ErrorKind::NotADirectory => folder.is_none_or(|folder| fs::symlink_metadata(folder).is_err()),
        _ => false,
    }
}

fn is_link(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|there| there.is_symlink())
}

/// The lines of a latch's file, up to the first that cannot be read.
fn lines(bytes: &[u8]) -> impl Iterator<Item = LatchLine> {
    serde_json::Deserializer::from_slice(bytes).into_iter().map_while(Result::ok)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::path::PathBuf;

    use jiff::Timestamp;

    use super::{HaltedAccount, Latch, Since};
    use crate::journal::AccountPlace;

    fn latch_in(path: PathBuf) -> Latch {
        let by = HaltedAccount { place: AccountPlace::of_ids("https://h", "1", Some("st-1")), profile: None };
        Latch::new(path, by)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_latch_is_set_once_and_lifted_as_often_as_one_likes() {
        let folder = tempfile::tempdir().unwrap();
        let latch = latch_in(folder.path().join("deep/er/latch"));
        assert_eq!(latch.since(), None);
        latch.set(at("2026-12-03T08:00:00Z")).unwrap();
        latch.set(at("2026-12-03T09:00:00Z")).unwrap();
        assert_eq!(latch.since(), Some(Since::At(at("2026-12-03T08:00:00Z"))));
        latch.lift().unwrap();
        latch.lift().unwrap();
        assert_eq!(latch.since(), None);
    }

    #[test]
    fn every_halt_changes_the_state_and_keeps_what_no_resume_finished() {
        let folder = tempfile::tempdir().unwrap();
        let latch = latch_in(folder.path().join("latch"));
        let records: Vec<PathBuf> = ["one", "two"].map(PathBuf::from).to_vec();
        assert!(latch.leave_unfinished(&records).is_err());
        let mut states = vec![latch.state()];
        for _ in 0..3 {
            latch.set(at("2026-12-03T08:00:00Z")).unwrap();
            let state = latch.state();
            assert!(!states.contains(&state), "{states:?}");
            states.push(state);
        }
        for record in &records {
            latch.leave_unfinished(std::slice::from_ref(record)).unwrap();
        }
        assert_eq!(latch.unfinished(), records);
        assert_eq!(latch.since(), Some(Since::At(at("2026-12-03T08:00:00Z"))));
        latch.lift().unwrap();
        assert_eq!((latch.state(), latch.unfinished()), (states.swap_remove(0), vec![]));
        // A latch of an earlier version has only its beginning.
        std::fs::write(folder.path().join("latch"), r#"{"at":"2026-12-03T08:00:00Z"}"#).unwrap();
        let before = latch.state();
        latch.set(at("2026-12-03T09:00:00Z")).unwrap();
        assert_eq!(latch.since(), Some(Since::At(at("2026-12-03T08:00:00Z"))));
        assert_ne!(latch.state(), before);
    }

    #[test]
    fn what_is_in_the_latch_does_not_matter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("latch");
        for text in ["", "{", "{\"at\":\"soon\"}", "\u{0}"] {
            std::fs::write(&path, text).unwrap();
            let latch = latch_in(path.clone());
            assert_eq!(latch.since(), Some(Since::Unknown), "{text:?}");
            latch.lift().unwrap();
        }
        std::fs::create_dir(&path).unwrap();
        assert_eq!(latch_in(path).since(), Some(Since::Unknown));
        let below_a_file = folder.path().join("file");
        std::fs::write(&below_a_file, "").unwrap();
        let latch = latch_in(below_a_file.join("latch"));
        assert!(latch.set(at("2026-12-03T08:00:00Z")).is_err());
        // What stood there before may have been a folder with a latch in it.
        assert!(matches!(latch.since(), Some(Since::OutOfReach(_))), "{:?}", latch.since());
    }

    #[test]
    fn a_latch_whose_place_cannot_be_entered_counts_as_set_and_is_told_apart() {
        // No folder can have so long a name, whoever runs this.
        let latch = latch_in(std::env::temp_dir().join("x".repeat(300)).join("latch"));
        assert!(matches!(latch.since(), Some(Since::OutOfReach(_))), "{:?}", latch.since());
        assert!(latch.set(at("2026-12-03T08:00:00Z")).is_err());
    }
}
