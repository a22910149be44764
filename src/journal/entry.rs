//! A write in the journal, and its outcome.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::AccountPlace;
use crate::domain::action_name;
use crate::domain::evidence::Evidence;
use crate::domain::live::ReportedTimes;

/// A write, as it is recorded before it is sent. It contains no secret, no phone number and no message text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotedWrite {
    /// The action, such as `campaign create` or `schedule enable`.
    pub action: String,
    /// The name of the campaign or list; its id if only that is known.
    pub subject: String,
    /// The profile, if one was used.
    pub profile: Option<String>,
    /// The account. Lines of earlier versions name no stream, and not where a key is kept.
    #[serde(flatten)]
    pub place: AccountPlace,
    /// Values for comparing the campaign later; missing in lines of earlier versions.
    #[serde(rename = "trace", default, skip_serializing_if = "Evidence::is_empty")]
    pub evidence: Evidence,
}

impl NotedWrite {
    /// Whether the write went to this place, or may have gone there.
    pub fn is_at(&self, place: &AccountPlace) -> bool {
        !self.place.is_surely_not(place)
    }
}

/// The platform's report about a write besides its outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// The latest instant at which the write changed the campaign, by the platform's clock; `None` if the platform does
    /// not report its time.
    pub left_at: Option<Timestamp>,
    /// How the platform reported the time of the sent schedule.
    pub reported_times: Option<ReportedTimes>,
    /// How far the platform's clock is ahead of this machine's; `None` if the platform does not report its time.
    pub lead: Option<SignedDuration>,
}

/// The outcome of a write, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotedOutcome {
    /// The exit code for this write: 0 if it happened, 9 if that is not known.
    pub exit_code: u8,
    /// The outcome, in words.
    pub message: String,
    /// The id that the platform returned, if any.
    pub id: Option<String>,
}

/// A write and its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// The unique key of the write.
    pub key: String,
    /// Whether a later command has reported that the outcome is not known.
    pub is_told: bool,
    /// When the write was about to be sent.
    pub at: Timestamp,
    /// The write, as recorded.
    pub write: Box<NotedWrite>,
    /// The outcome, and when a command last noted one; when the write began, if only a person did. `None` if the
    /// process ended before: the write may or may not have happened.
    pub outcome: Option<(Timestamp, NotedOutcome)>,
    /// Whether a person gave the outcome.
    pub is_said: bool,
    /// Distinguishes the process that recorded the write from a later one with the same id; `None` if the system or an
    /// earlier version recorded nothing.
    pub process: Option<String>,
}

#[cfg(test)]
impl JournalEntry {
    /// A write to this place at the epoch, with the exit code and the id of its outcome.
    pub(super) fn sample(
        place: AccountPlace,
        [action, subject]: [&str; 2],
        outcome: Option<(u8, Option<&str>)>,
        evidence: Evidence,
    ) -> Self {
        let (at, action, subject) = (Timestamp::UNIX_EPOCH, action.to_owned(), subject.to_owned());
        let write = Box::new(NotedWrite { action, subject, profile: None, place, evidence });
        let outcome = outcome.map(|(exit_code, id)| {
            (at, NotedOutcome { exit_code, message: "x".to_owned(), id: id.map(str::to_owned) })
        });
        Self { key: String::new(), is_told: false, at, write, outcome, is_said: false, process: None }
    }
}

/// Whether a write happened, as far as the journal knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The write happened.
    Happened,
    /// The write may have happened, whole or in part: its outcome is not known, or only a part of it is known
    /// to have happened.
    MayHaveHappened,
    /// The write certainly did not happen.
    DidNotHappen,
}

impl JournalEntry {
    /// Whether the write happened, as far as the journal knows.
    pub fn fate(&self) -> Fate {
        match self.outcome.as_ref().map(|(_, outcome)| outcome.exit_code) {
            Some(DONE) => Fate::Happened,
            None | Some(OUTCOME_UNKNOWN | DONE_IN_PART) => Fate::MayHaveHappened,
            Some(_) => Fate::DidNotHappen,
        }
    }

    /// Whether the write is known to have happened.
    pub fn is_done(&self) -> bool {
        self.fate() == Fate::Happened
    }

    /// Whether the write happened or may have happened.
    pub fn may_be_done(&self) -> bool {
        self.fate() != Fate::DidNotHappen
    }

    /// The id of what the write created; `None` if it is not known to have happened.
    pub fn id_made(&self) -> Option<&str> {
        self.outcome.as_ref().filter(|_| self.is_done()).and_then(|(_, outcome)| outcome.id.as_deref())
    }

    /// The id of what the write was about, as the platform returned it, or else as it was known before.
    pub fn campaign_id(&self) -> Option<&str> {
        let reported = self.outcome.as_ref().and_then(|(_, outcome)| outcome.id.as_deref());
        reported.or(self.write.evidence.target.as_deref())
    }

    /// The last sign of the write itself. An outcome from a person came later and does not count.
    pub fn last_sign(&self) -> Timestamp {
        self.outcome.as_ref().map_or(self.at, |(at, _)| self.at.max(*at))
    }

    /// Whether this write began after `other`.
    pub fn is_after(&self, other: &Self) -> bool {
        // If the clock did not move, the position in the file decides.
        (self.at, place_of(&self.key)) > (other.at, place_of(&other.key))
    }

    /// Whether another update sent just what this one sent.
    pub fn is_sent_again_by(&self, other: &Self) -> bool {
        let (own, other) = (&self.write, &other.write);
        let (sent, again) = (&own.evidence, &other.evidence);
        [&own.action, &other.action].iter().all(|action| *action == action_name::UPDATE_CAMPAIGN)
            && !sent.fields.is_empty()
            && (&sent.key, &sent.fields) == (&again.key, &again.fields)
    }

    /// Whether the last sign of the write is so recent that the platform may still apply it. One far ahead of now is of
    /// a clock that was wrong, and counts as old.
    pub fn may_still_come(&self, now: Timestamp) -> bool {
        now.duration_since(self.last_sign()).abs() < STILL_COMES
    }

    /// Whether the write may or may not have happened, and its process has ended. A running process will
    /// record the outcome.
    pub fn is_open(&self) -> bool {
        match &self.outcome {
            Some((_, outcome)) => outcome.exit_code == OUTCOME_UNKNOWN,
            None => !is_running(&self.key, self.process.as_deref()),
        }
    }
}

/// The name for the end of a halt in the journal.
pub const HALT_LIFTED: &str = "halt lift";

/// The exit code of a write that happened.
const DONE: u8 = 0;
/// The exit code of a write that may or may not have happened.
const OUTCOME_UNKNOWN: u8 = 9;
/// The exit code of a write that happened only in part.
const DONE_IN_PART: u8 = 10;

/// How long after its last sign a write may still be applied. Creation is asynchronous, and a command
/// waits for an answer.
pub const STILL_COMES: SignedDuration = SignedDuration::from_mins(2);

/// Whether the process that recorded a write is still running; its id begins the write's key. If the system does not
/// say, the process counts as ended. The write then counts as open a little early.
fn is_running(key: &str, process: Option<&str>) -> bool {
    let number = key.split('-').next().and_then(|number| number.parse::<u32>().ok());
    // Process ids are reused, especially in a container or after a restart of the machine.
    let is_same = |number| process.zip(process_of(number)).is_none_or(|(noted, now)| noted == now);
    // One that has ended stays in the system's list until its parent asks for it.
    let has_ended = |number| fields_of(number).is_some_and(|fields| fields.starts_with(['Z', 'X']));
    // In a container, every process may have the same id.
    number.is_some_and(|number| {
        number != std::process::id() && is_process(number) && !has_ended(number) && is_same(number)
    })
}

/// Distinguishes a process from a later one with the same id: the boot of the machine, and the start of the process
/// since then. `None` if the system does not say.
pub(super) fn process_of(number: u32) -> Option<String> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let fields = fields_of(number)?;
    Some(format!("{}/{}", boot.trim(), fields.split_whitespace().nth(BEGAN_FIELD)?))
}

/// The system's fields about a process, from its state on; `None` if there are none.
fn fields_of(number: u32) -> Option<String> {
    let said = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
    // The program's name, in parentheses, may contain spaces.
    said.rsplit_once(')').map(|(_, fields)| fields.trim_start().to_owned())
}

/// The index of the field for the start of a process, after the program's name.
const BEGAN_FIELD: usize = 19;

#[cfg(unix)]
fn is_process(number: u32) -> bool {
    let Some(process) = i32::try_from(number).ok().and_then(rustix::process::Pid::from_raw) else {
        return false;
    };
    // A process of another user cannot be signalled, but is running.
    rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH)
}

#[cfg(not(unix))]
const fn is_process(_: u32) -> bool {
    false
}

/// The position at which the line of a write began when it was recorded, from the last part of its key.
pub(super) fn place_of(key: &str) -> Option<usize> {
    key.rsplit('-').next()?.parse().ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::error::Error;
    use std::process::{Command, Stdio};

    use super::{fields_of, is_running, process_of};

    #[test]
    fn a_process_that_has_ended_runs_no_more_although_nobody_has_waited_for_it() -> Result<(), Box<dyn Error>>
    {
        let mut child = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        let (key, noted) = (format!("{}-0", child.id()), process_of(child.id()));
        assert!(is_running(&key, noted.as_deref()));
        child.kill()?;
        while fields_of(child.id()).is_some_and(|fields| !fields.starts_with('Z')) {
            std::thread::yield_now();
        }
        assert!(!is_running(&key, noted.as_deref()));
        child.wait()?;
        assert!(!is_running(&key, noted.as_deref()));
        Ok(())
    }
}
