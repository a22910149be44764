//! The files of a halt on this machine: the latch, which prevents kcamp from starting anything on the account, and the
//! record of what was running and scheduled, for resuming. `docs/emergency.md` describes both.
//!
//! Nothing here waits, since no file is locked. Creating the file sets a latch, which works on a full disk too. If it
//! is not known whether a latch is set, it counts as set.

mod record;

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::files;

pub use self::record::{Halted, KeptSchedule, Record, RecordError};

/// The latch of one account. While it is set, kcamp on this machine starts no campaign there.
#[derive(Debug, Clone)]
pub struct Latch {
    path: PathBuf,
}

/// The beginning of a latch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The latch is set since this instant.
    At(Timestamp),
    /// The latch is set, but its file does not say since when.
    Unknown,
}

/// The content of the latch's file.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    at: Timestamp,
}

impl Latch {
    /// The latch in this file.
    #[must_use]
    pub const fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Since when the latch is set; `None` if it is not set.
    #[must_use]
    pub fn since(&self) -> Option<Since> {
        match fs::symlink_metadata(&self.path) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return None;
            }
            _ => {}
        }
        let bytes = files::read(&self.path).ok().flatten().unwrap_or_default();
        Some(serde_json::from_slice(&bytes).map_or(Since::Unknown, |note: Note| Since::At(note.at)))
    }

    /// Sets the latch. A latch that is already set is not changed.
    ///
    /// # Errors
    /// If its file cannot be created or written. [`Self::since`] tells whether it is set nevertheless, as on a full
    /// disk, where a file can be created but not written.
    pub fn set(&self, now: Timestamp) -> io::Result<()> {
        let mut file = match files::open(&self.path, OpenOptions::new().write(true).create_new(true)) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(()),
            file => file?,
        };
        let text = serde_json::to_vec(&Note { at: now }).map_err(io::Error::from)?;
        file.write_all(&text)
    }

    /// Removes the latch.
    ///
    /// # Errors
    /// If its file exists but cannot be removed.
    pub fn lift(&self) -> io::Result<()> {
        files::remove(&self.path)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::Timestamp;

    use super::{Latch, Since};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_latch_is_set_once_and_lifted_as_often_as_one_likes() {
        let folder = tempfile::tempdir().unwrap();
        let latch = Latch::new(folder.path().join("deep/er/latch"));
        assert_eq!(latch.since(), None);
        latch.set(at("2026-12-03T08:00:00Z")).unwrap();
        latch.set(at("2026-12-03T09:00:00Z")).unwrap();
        assert_eq!(latch.since(), Some(Since::At(at("2026-12-03T08:00:00Z"))));
        latch.lift().unwrap();
        latch.lift().unwrap();
        assert_eq!(latch.since(), None);
    }

    #[test]
    fn what_is_in_the_latch_does_not_matter() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("latch");
        for text in ["", "{", "{\"at\":\"soon\"}", "\u{0}"] {
            std::fs::write(&path, text).unwrap();
            let latch = Latch::new(path.clone());
            assert_eq!(latch.since(), Some(Since::Unknown), "{text:?}");
            latch.lift().unwrap();
        }
        std::fs::create_dir(&path).unwrap();
        assert_eq!(Latch::new(path).since(), Some(Since::Unknown));
        let below_a_file = folder.path().join("file");
        std::fs::write(&below_a_file, "").unwrap();
        let latch = Latch::new(below_a_file.join("latch"));
        assert!(latch.set(at("2026-12-03T08:00:00Z")).is_err());
        assert_eq!(latch.since(), None);
    }
}
