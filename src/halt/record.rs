//! The record of a halt: what was running and scheduled before.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::HaltedAccount;
use crate::files::{self, Durability};

/// The file extension of a record.
const ENDING: &str = "json";

/// The record of a halt: the campaigns of an account that were running or scheduled before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HaltRecord {
    /// When the halt began.
    pub at: Timestamp,
    /// The account of the campaigns.
    #[serde(flatten)]
    pub by: HaltedAccount,
    /// The campaigns that were stopped or switched off, or should have been.
    pub campaigns: Vec<Halted>,
}

/// A campaign that was running or had a schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Halted {
    pub id: String,
    pub name: String,
    /// Its status before the halt.
    pub status: String,
    /// Whether it was running.
    pub ran: bool,
    /// Whether it waited for its time, after a start of this machine; missing in records of earlier versions.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub queued: bool,
    /// Whether its schedule was on; `None` if the platform does not say.
    pub scheduled: Option<bool>,
    /// The schedule that it had, as far as it is known.
    pub schedule: HaltedSchedule,
    /// The parts of it of which the halt did not know whether they were off.
    #[serde(default, skip_serializing_if = "Doubt::is_none")]
    pub doubt: Doubt,
    /// Its row in the list before the halt, as this version of kcamp read it; a resume compares it with the row then.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub row: Value,
}

/// The parts of a campaign of which a halt did not know at its end whether they were off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    pub run: bool,
    pub schedule: bool,
}

impl Doubt {
    /// Adds what another halt did not know.
    pub const fn add(&mut self, other: &Self) {
        self.run |= other.run;
        self.schedule |= other.schedule;
    }

    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The schedule that a campaign had when it was halted, as far as it is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum HaltedSchedule {
    /// The schedule that this machine last switched on, not changed by anybody since.
    AsSent {
        /// The body of the platform's call.
        body: Value,
        /// The zone of the platform's clock, for its times and weekdays; `None` if the journal did not record it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clock: Option<String>,
        /// The zone in which it was shown before it was sent; `None` if the journal did not record it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reader: Option<String>,
        /// When this machine switched it on.
        at: Timestamp,
    },
    /// Somebody changed the campaign after this machine switched a schedule on, and the platform does not say which
    /// schedule it had.
    ChangedSince {
        /// When the campaign was changed, by the platform's clock.
        at: Timestamp,
    },
    /// Another schedule than the one that this machine switched on last, as the platform reported it.
    Another {
        /// The schedule in the platform's words.
        held: Value,
    },
    /// A schedule of which the journal shows no call, as the platform reported it.
    NotSent {
        /// The schedule in the platform's words.
        held: Value,
    },
    /// Neither the platform nor the journal shows the schedule.
    NotKnown,
}

impl Halted {
    /// Whether its schedule was on, as far as it is known.
    pub fn had_schedule(&self) -> bool {
        self.scheduled == Some(true) || self.schedule != HaltedSchedule::NotKnown
    }
}

/// Why a record cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The record does not exist.
    #[error("there is no record {}", .0.display())]
    Missing(PathBuf),
    /// The record cannot be read.
    #[error("cannot read the record {}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason, or the error in the file.
        reason: io::Error,
    },
}

impl HaltRecord {
    /// Creates a file for a record in a folder, also if another halt creates one in the same second. `stem`
    /// names the account, or the accounts that may be the same.
    ///
    /// # Errors
    /// If no file can be created there.
    pub fn make_file(folder: &Path, stem: &str, at: Timestamp) -> io::Result<PathBuf> {
        let at = at.strftime("%Y%m%dT%H%M%SZ");
        let mut number = 1;
        loop {
            let path = folder.join(format!("{stem}-{at}-{number}.{ENDING}"));
            match files::open(&path, OpenOptions::new().write(true).create_new(true)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                made => return made.map(|_| path),
            }
        }
    }

    /// Writes the record. An earlier version of it is replaced.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::from)?;
        files::replace(path, &text, Durability::Disk)
    }

    /// Reads a record.
    ///
    /// # Errors
    /// If the file is missing, or is not a record.
    pub fn read(path: &Path) -> Result<Self, RecordError> {
        let unreadable = |reason| RecordError::Unreadable { path: path.to_owned(), reason };
        let bytes = files::read(path).map_err(unreadable)?;
        let bytes = bytes.ok_or_else(|| RecordError::Missing(path.to_owned()))?;
        serde_json::from_slice(&bytes).map_err(|error| unreadable(error.into()))
    }

    /// The records in a folder whose files begin with this stem, the earliest first. Records that cannot be read are
    /// left out.
    pub fn of_account(folder: &Path, stem: &str) -> Vec<(PathBuf, Self)> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let is_ours = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with(stem) && path.extension().is_some_and(|ending| ending == ENDING)
        };
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_ours);
        let mut records: Vec<(PathBuf, Self)> =
            paths.filter_map(|path| Self::read(&path).ok().map(|record| (path, record))).collect();
        records.sort_by_key(|(_, record)| record.at);
        records
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::super::HaltedAccount;
    use super::{Doubt, HaltRecord, Halted, HaltedSchedule, RecordError};
    use crate::journal::AccountPlace;

    fn record(at: &str) -> HaltRecord {
        HaltRecord {
            at: at.parse().unwrap(),
            by: HaltedAccount { place: AccountPlace::of_ids("https://h", "a", None), profile: None },
            campaigns: vec![Halted {
                id: "cd-1".into(),
                name: "Billing".into(),
                status: "Active".into(),
                ran: true,
                queued: false,
                scheduled: Some(true),
                schedule: HaltedSchedule::AsSent {
                    body: serde_json::json!({"startDateTime": "2026-12-01 09:00:00"}),
                    clock: None,
                    reader: None,
                    at: at.parse().unwrap(),
                },
                doubt: Doubt { run: true, schedule: false },
                row: serde_json::json!({"id": "cd-1"}),
            }],
        }
    }

    #[test]
    fn records_are_read_as_they_were_written_and_found_by_their_account() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("halts");
        assert_eq!(HaltRecord::of_account(&folder, "x"), []);
        let [early, late] = ["2026-12-03T08:00:00Z", "2026-12-03T09:00:00Z"].map(record);
        for (record, stem) in [(&late, "x"), (&early, "x"), (&early, "y")] {
            record.write(&HaltRecord::make_file(&folder, stem, record.at).unwrap()).unwrap();
        }
        // Another halt in the same second has its own file, which is empty if the disk was full.
        assert!(
            HaltRecord::make_file(&folder, "x", early.at).unwrap().ends_with("x-20261203T080000Z-2.json")
        );
        std::fs::write(folder.join("x-broken.json"), "{").unwrap();
        std::fs::write(folder.join("x.latch"), "").unwrap();
        let found: Vec<HaltRecord> =
            HaltRecord::of_account(&folder, "x").into_iter().map(|(_, it)| it).collect();
        assert_eq!(found, [early, late]);
    }

    #[test]
    fn what_is_no_record_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.json");
        assert!(matches!(HaltRecord::read(&path), Err(RecordError::Missing(_))));
        for text in ["", "{}", "[]"] {
            std::fs::write(&path, text).unwrap();
            assert!(matches!(HaltRecord::read(&path), Err(RecordError::Unreadable { .. })), "{text}");
        }
        assert!(matches!(HaltRecord::read(folder.path()), Err(RecordError::Unreadable { .. })));
    }
}
