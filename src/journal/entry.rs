//! A write as the journal has it, with what became of it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::reading::place_of;
use crate::domain::live::ReportedTimes;

/// A write, as it is noted before it is sent. It holds no secret, no phone number and no message text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotedWrite {
    /// The action, such as `campaign create` or `schedule enable`.
    pub action: String,
    /// The campaign's or list's name, or its id where that is all that is known.
    pub subject: String,
    /// The profile, where one was used.
    pub profile: Option<String>,
    /// The platform's address, or `sandbox`.
    pub host: String,
    /// The platform's account.
    pub account: Option<String>,
    /// The bot, app or stream, where the platform has them; missing from lines of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    /// Values for comparing the campaign later; missing from lines of earlier versions.
    #[serde(default, skip_serializing_if = "Trace::is_empty")]
    pub trace: Trace,
}

/// Facts about a write that let a later look tell whether it happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trace {
    /// The id of what it was done to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The campaign's status before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When the platform says that the campaign was changed last before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// The number of differences that can be read and that it was to take away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<usize>,
    /// A fingerprint of each value that was sent, by its field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// Which key the fingerprints were made with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The schedule that was sent, as it stood in the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<serde_json::Value>,
    /// The schedule that was switched on, as it stood in the body, on a platform that returns none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remembered: Option<serde_json::Value>,
    /// The name of the zone of the platform's clock, on which the times and weekdays of `remembered` are; missing from lines of
    /// earlier versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    /// Whether the schedule was off only in between, on the way to another one: nobody decided that it is off.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_between: bool,
    /// Of a create, whether a schedule was to follow: without that the two are no pair that was interrupted. Missing from lines of
    /// earlier versions, which do not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule_follows: Option<bool>,
    /// The id of the batch of an import; missing from lines of earlier versions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    /// When the platform says that this write changed the campaign, at the latest: what it says was changed later was so by somebody
    /// else. It is noted with the outcome, and again where a look at the campaign tells it closer. Missing where the platform does not
    /// tell its time or the outcome is not known, and from lines of earlier versions.
    #[serde(skip)]
    pub left_at: Option<Timestamp>,
    /// How the platform reported the time of the schedule that this write sent, where reading it back told; noted with the outcome.
    #[serde(skip)]
    pub reported_times: Option<ReportedTimes>,
}

/// What the platform told of a write beside its outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// When it says that the write changed the campaign, at the latest; `None` where it does not tell its time.
    pub left_at: Option<Timestamp>,
    /// How it reported the time of the schedule that was sent.
    pub reported_times: Option<ReportedTimes>,
}

impl Trace {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How a write ended, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The exit code that it alone would end in: 0 where it happened, 9 where that is not known.
    pub exit_code: u8,
    /// The outcome, in words.
    pub message: String,
    /// The id that the platform gave, where it gave one.
    pub id: Option<String>,
}

/// A write with its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier among the others.
    pub key: String,
    /// Whether a later command has said that its outcome is not known.
    pub is_told: bool,
    /// When it was about to be sent.
    pub at: Timestamp,
    /// The write that was about to happen.
    pub write: NotedWrite,
    /// When its outcome was known, and what it was. `None` where the process ended before: it may or may not have happened.
    pub outcome: Option<(Timestamp, Outcome)>,
    /// Whether that outcome is what a person said.
    pub is_said: bool,
    /// What tells the process that noted it from a later one of its number; `None` where the system or an earlier version told nothing.
    pub process: Option<String>,
}

/// What became of a write, as far as the journal knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It happened.
    Happened,
    /// It may have happened, whole or in part: nobody heard what became of it, or only a part of it is known to have been done.
    MayHaveHappened,
    /// It certainly did not happen.
    DidNotHappen,
}

impl Entry {
    /// What became of it.
    #[must_use]
    pub fn fate(&self) -> Fate {
        match self.outcome.as_ref().map(|(_, outcome)| outcome.exit_code) {
            Some(DONE) => Fate::Happened,
            None | Some(OUTCOME_UNKNOWN | DONE_IN_PART) => Fate::MayHaveHappened,
            Some(_) => Fate::DidNotHappen,
        }
    }

    /// Whether it is known to have happened.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.fate() == Fate::Happened
    }

    /// Whether it happened, or may have.
    #[must_use]
    pub fn may_be_done(&self) -> bool {
        self.fate() != Fate::DidNotHappen
    }

    /// The id that the platform gave what it made; `None` where it is not known to have happened.
    #[must_use]
    pub fn id_made(&self) -> Option<&str> {
        self.outcome.as_ref().filter(|_| self.is_done()).and_then(|(_, outcome)| outcome.id.as_deref())
    }

    /// When the last was heard of it: what a person said came later.
    #[must_use]
    pub fn last_sign(&self) -> Timestamp {
        let noted = self.outcome.as_ref().filter(|_| !self.is_said);
        noted.map_or(self.at, |(at, _)| self.at.max(*at))
    }

    /// Whether it was begun after another one.
    #[must_use]
    pub fn is_after(&self, other: &Self) -> bool {
        // Where a clock stands still, the place in the file tells which came first.
        (self.at, place_of(&self.key)) > (other.at, place_of(&other.key))
    }

    /// Whether it was heard of so lately that it may still be applied.
    #[must_use]
    pub fn may_still_come(&self, now: Timestamp) -> bool {
        now.duration_since(self.last_sign()) < STILL_COMES
    }

    /// Whether it may or may not have happened, and its process has ended. One that still runs will note the outcome.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match &self.outcome {
            Some((_, outcome)) => outcome.exit_code == OUTCOME_UNKNOWN,
            None => !is_running(&self.key, self.process.as_deref()),
        }
    }
}

/// How the journal names the end of a halt.
pub const HALT_LIFTED: &str = "halt lift";

/// The exit code of a write that happened.
const DONE: u8 = 0;
/// The exit code of a write that may or may not have happened.
const OUTCOME_UNKNOWN: u8 = 9;
/// The exit code of a write of which a part happened.
const DONE_IN_PART: u8 = 10;

/// How long after its last sign of life a write may still be applied: creation is asynchronous, and an answer is waited for.
pub const STILL_COMES: SignedDuration = SignedDuration::from_mins(2);

/// Whether the process that noted a write still runs; its number begins the write's key. Where the system does not tell,
/// it does not: then the write is called open a little early.
fn is_running(key: &str, process: Option<&str>) -> bool {
    let number = key.split('-').next().and_then(|number| number.parse::<u32>().ok());
    // Numbers come again, above all in a container or after the machine was started again.
    let is_same = |number| process.zip(process_of(number)).is_none_or(|(noted, now)| noted == now);
    // In a container every process may have the same number.
    number.is_some_and(|number| number != std::process::id() && is_process(number) && is_same(number))
}

/// What tells the process of a number from a later one of it: the start of the machine, and when the process began since. `None` where
/// the system does not tell.
pub(super) fn process_of(number: u32) -> Option<String> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let state = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
    // The name of its program, in parentheses, may hold spaces.
    let (_, fields) = state.rsplit_once(')')?;
    let began = fields.split_whitespace().nth(BEGAN_FIELD)?;
    Some(format!("{}/{began}", boot.trim()))
}

/// Which field behind the program's name tells when a process began.
const BEGAN_FIELD: usize = 19;

#[cfg(unix)]
fn is_process(number: u32) -> bool {
    let Some(process) = i32::try_from(number).ok().and_then(rustix::process::Pid::from_raw) else {
        return false;
    };
    // One of another user may not be asked, and runs.
    rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH)
}

#[cfg(not(unix))]
const fn is_process(_: u32) -> bool {
    false
}
