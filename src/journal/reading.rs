//! Reads the lines of the journal's file as writes.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::entry::{JournalEntry, NotedOutcome, NotedWrite, place_of};
use crate::domain::live::ReportedTimes;

/// One line of the file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// Connects the outcome with its write.
    pub(super) key: String,
    pub(super) at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) write: Option<Box<NotedWrite>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) outcome: Option<NotedOutcome>,
    /// Whether a command has reported that the outcome is not known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) told: bool,
    /// Whether a person gave the outcome, which can be corrected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) said: bool,
    /// Distinguishes the process that recorded a write from a later one with the same id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) process: Option<String>,
    /// The latest instant at which the write changed the campaign, by the platform's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) left_at: Option<Timestamp>,
    /// How the platform reported the time of the sent schedule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reported_times: Option<ReportedTimes>,
    /// How far the platform's clock was ahead of this machine's when the outcome was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) lead: Option<SignedDuration>,
}

impl Record {
    pub(super) const fn new(key: String, at: Timestamp) -> Self {
        Self {
            key,
            at,
            write: None,
            outcome: None,
            told: false,
            said: false,
            process: None,
            left_at: None,
            reported_times: None,
            lead: None,
        }
    }
}

/// The records of a journal, read line by line.
#[derive(Debug, Default)]
pub(super) struct Records {
    begun: Vec<Record>,
    told: Vec<Record>,
    unreadable_lines: usize,
}

impl Records {
    /// Adds a line. One that a crash cut short is not a record.
    pub(super) fn add(&mut self, line: &[u8]) {
        match serde_json::from_slice::<Record>(line) {
            Ok(record) if record.write.is_some() => self.begun.push(record),
            Ok(record) => self.told.push(record),
            Err(_) if line.trim_ascii().is_empty() => {}
            Err(_) => self.unreadable_lines += 1,
        }
    }

    /// The writes, and the number of lines that are not records.
    pub(super) fn joined(self) -> JournalContent {
        let Self { begun, told, unreadable_lines } = self;
        JournalContent { entries: entries(begun, told), unreadable_lines }
    }
}

impl<'line> FromIterator<&'line [u8]> for Records {
    fn from_iter<Lines: IntoIterator<Item = &'line [u8]>>(lines: Lines) -> Self {
        let mut records = Self::default();
        lines.into_iter().for_each(|line| records.add(line));
        records
    }
}

/// A journal as it was read.
#[derive(Debug, Default)]
pub struct JournalContent {
    /// Every write with its outcome, in the order of their instants.
    pub entries: Vec<JournalEntry>,
    /// The number of lines that are not records, as after a crash, a full disk or an edit.
    pub unreadable_lines: usize,
}

/// The writes in these lines, in the order of their instants, each with its last outcome. The order of the lines makes
/// no difference, and neither do repeated lines.
pub(super) fn parse(bytes: &[u8]) -> Vec<JournalEntry> {
    bytes.split(|byte| *byte == b'\n').collect::<Records>().joined().entries
}

fn entries(mut begun: Vec<Record>, mut told: Vec<Record>) -> Vec<JournalEntry> {
    // If the clock did not move, the position in the file decides.
    begun.sort_by_key(|record| (record.at, place_of(&record.key)));
    told.sort_by_key(|record| record.at);
    let mut entries: Vec<JournalEntry> = Vec::with_capacity(begun.len());
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for Record { key, at, write, process, .. } in begun {
        let Some(write) = write else { continue };
        let of_key = places.entry(key.clone()).or_default();
        if of_key.iter().any(|place| entries[*place].at == at && entries[*place].write == write) {
            continue;
        }
        of_key.push(entries.len());
        entries.push(JournalEntry { key, is_told: false, at, write, outcome: None, is_said: false, process });
    }
    for record in told {
        // Two journals of earlier versions may have the same key.
        let of_key = places.get(&record.key).map(Vec::as_slice).unwrap_or_default();
        let before = of_key.iter().rfind(|place| entries[**place].at <= record.at);
        let Some(place) = before.or(of_key.first()) else { continue };
        let entry = &mut entries[*place];
        entry.is_told |= record.told;
        if let Some(outcome) = record.outcome {
            // What a person says later is no sign of the write itself.
            let sign = entry.outcome.take().map_or(entry.at, |(at, _)| at);
            entry.outcome = Some((if record.said { sign } else { record.at }, outcome));
            entry.is_said = record.said;
            entry.write.evidence.left_at = record.left_at;
            entry.write.evidence.reported_times = record.reported_times;
            // An outcome from a later command has none: the clocks at the write count.
            entry.write.evidence.lead_after = record.lead.or(entry.write.evidence.lead_after);
        } else if record.left_at.is_some() {
            entry.write.evidence.left_at = record.left_at;
        }
    }
    entries
}

/// The latest instant of the records of the write with this key.
pub(super) fn last_of(bytes: &[u8], key: &str) -> Option<Timestamp> {
    let lines = bytes.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
    let of_key = lines.filter(|line| line.contains(key)).filter_map(|line| serde_json::from_str(line).ok());
    of_key.filter(|record: &Record| record.key == key).map(|record| record.at).max()
}

/// The lines from the write with this key on; `None` if the lines are not in order of time.
pub(super) fn behind<'bytes>(bytes: &'bytes [u8], key: &str) -> Option<&'bytes [u8]> {
    let (mut at, mut start, mut found) = (Timestamp::MIN, 0, None);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if let Ok(record) = serde_json::from_slice::<Record>(line) {
            if record.at < at {
                return None;
            }
            at = record.at;
            if record.write.is_some() && record.key == key {
                found = found.or(Some(start));
            }
        }
        start += line.len();
    }
    bytes.get(found?..)
}

/// The number of lines that are not records.
pub(super) fn unreadable_lines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').collect::<Records>().unreadable_lines
}
