//! The actions that make the live campaigns match the files.
//!
//! The live state, the files and what this machine remembers are the input; lines are the output. A key that a file
//! does not have is not managed: the live campaign keeps its value, and no line ever removes a do-not-contact list.

mod caution;
mod compare;
mod completed;
mod left_out;
mod line;
mod remembered;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::difference::{FieldDifference, OldValue, START};
use super::live::LiveCampaign;
use super::message_encoding::MessageEncoding;
use super::platform_campaign::PlatformCampaign;
use super::schedule::PlannedSchedule;

pub use self::caution::{of_encoding, of_replacing, of_switching_off};
pub use self::compare::lines_of;
pub use self::left_out::dnc_list_sent;
pub use self::line::{Difference, OtherSent, PlanLine, PlanStep, Replaced};
pub use self::remembered::{SentField, SentMeaning, SentSchedule, remembered_differences};

/// A campaign as in the files.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'files> {
    /// The campaign.
    pub campaign: &'files PlatformCampaign,
    /// Its schedule.
    pub schedule: WantedSchedule<'files>,
    /// The fields that the file leaves out though a campaign needs them, and whose live values are not known or cannot
    /// be sent. The values that fill their places in the campaign are never sent.
    pub left_out: &'files [LeftOut],
}

/// A field that a file leaves out and whose live value is not known or cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The field, as differences call it.
    pub field: &'static str,
    /// Why the live value cannot be sent; `None` if the platform does not return it.
    pub problem: Option<String>,
}

/// The schedule that a campaign's file asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WantedSchedule<'files> {
    /// The file has no schedule: the live one stays as it is.
    AsItIs,
    /// The file asks for no schedule.
    Off,
    /// The file asks for this schedule.
    On(&'files PlannedSchedule),
    /// The file asks for this schedule, but all its runs are in the past. It is not switched on.
    Over(&'files PlannedSchedule),
}

impl<'files> WantedSchedule<'files> {
    /// The schedule that a file asks for; `None` stands for a file without a schedule.
    pub const fn of(schedule: Option<&'files PlannedSchedule>) -> Self {
        match schedule {
            None => Self::AsItIs,
            Some(PlannedSchedule::Immediate) => Self::Off,
            Some(schedule) => Self::On(schedule),
        }
    }
}

/// The live campaigns with a name.
#[derive(Debug)]
pub enum LiveMatch<'live> {
    /// No campaign has the name.
    None,
    /// No campaign has the name, but none may be created: one may still appear, or there is another obstacle.
    NotToBeCreated(Obstacle),
    /// The files leave open which live campaign is meant.
    Undecided(Obstacle),
    /// One campaign has the name.
    One(&'live Known),
    /// Several campaigns have the name, so the name identifies none of them.
    Several(&'live [&'live LiveCampaign]),
}

/// A live campaign, and what else is known about it.
#[derive(Debug)]
pub struct Known {
    /// The campaign, with everything that can be read of it.
    pub live: LiveCampaign,
    /// Its row in the list, where that may have do-not-contact lists which the read does not have.
    pub row: Option<LiveCampaign>,
    /// Whether the campaign may be updated in its status, as far as that is documented.
    pub may_update: MayUpdate,
    /// The encoding in which an update sends its text.
    pub message_encoding: Option<MessageEncoding>,
    /// Whether the schedule is on, and how it compares with the file's.
    pub schedule: HeldSchedule,
    /// Why nothing is decided about the campaign: an update of this machine may still change it.
    pub in_doubt: Option<Obstacle>,
}

/// Whether a live campaign may be updated.
#[derive(Debug)]
pub enum MayUpdate {
    /// It may be updated as it is.
    Now,
    /// Its schedule is in the way: the campaign as it is once that is off, and the reason while it is on.
    AfterScheduleIsOff(Box<LiveCampaign>, Obstacle),
    /// It may not be updated.
    No(Obstacle),
}

/// The reason why a line cannot be carried out, and the next step that removes it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Obstacle {
    /// The code that `kcamp explain` knows.
    pub code: &'static str,
    /// The reason, in words.
    pub why: String,
    /// The next step.
    pub next: Option<String>,
    /// Whether it is an earlier write of this machine that may still be applied.
    pub is_in_doubt: bool,
}

impl Obstacle {
    /// An obstacle without a code of its own.
    pub const fn new(why: String, next: Option<String>) -> Self {
        Self { code: line::BLOCKED, why, next, is_in_doubt: false }
    }

    /// This obstacle as one of an earlier write that may still be applied.
    #[must_use]
    pub fn in_doubt(self) -> Self {
        Self { is_in_doubt: true, ..self }
    }
}

/// Whether a live campaign's schedule is on, and how it compares with the one in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldSchedule {
    /// The schedule is off, but nobody decided that. It has not been on since this machine created the campaign, or
    /// this machine switched it off in order to replace it.
    OffUndecided,
    /// A call of this machine may still switch the schedule, or may have.
    UnderWay {
        /// The call that was sent, and until when it may still take effect.
        obstacle: Obstacle,
        /// Whether the call would make the schedule the file's. Sending it once more then does no harm, except that it
        /// undoes what somebody decided meanwhile.
        is_wanted: bool,
    },
    /// A call of this machine to the schedule was interrupted, and what it left cannot be read. Nothing of the campaign
    /// is sent before that is known.
    Interrupted(Obstacle),
    /// The schedule is off, and somebody may have switched it off.
    Off,
    /// The schedule is on.
    On(ScheduleMatch),
    /// The platform does not say.
    Untold,
}

/// How the schedule that is on compares with the file's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleMatch {
    /// The schedule is the file's.
    Same,
    /// The schedule is another one. The instant is when this machine switched it on, for a platform that does not
    /// return schedules.
    Differs(Vec<FieldDifference>, Option<Timestamp>),
    /// This machine sent another schedule, and the campaign was changed at this instant, later: the one that is on may
    /// be any.
    ChangedSince(Timestamp),
    /// The schedule is one of several: the outcome of the one that this machine sent at this instant is not known.
    InDoubt(Timestamp),
    /// A field that the platform does not return decides whether the schedule is the file's.
    NotReadable {
        /// The field, as campaign files name it.
        field: &'static str,
        /// When the campaign was changed, by somebody else or by a run, after this machine had switched the file's
        /// schedule on. `None` if nothing is remembered.
        changed: Option<Timestamp>,
    },
}

impl ScheduleMatch {
    /// The result for a platform that does not return the schedule.
    pub const fn not_returned(changed: Option<Timestamp>) -> Self {
        Self::NotReadable { field: "schedule", changed }
    }

    /// The result for a platform that returns the schedule without its start.
    pub const fn start_not_returned(changed: Option<Timestamp>) -> Self {
        Self::NotReadable { field: START, changed }
    }

    /// The fields that differ, or may differ, from the file's schedule.
    pub fn differences(self) -> Vec<FieldDifference> {
        let not_read = |field| vec![FieldDifference { field, old: OldValue::NotReadable, new: None }];
        match self {
            Self::Same => Vec::new(),
            Self::Differs(differences, _) => differences,
            Self::InDoubt(_) | Self::ChangedSince(_) => not_read("schedule"),
            Self::NotReadable { field, .. } => not_read(field),
        }
    }
}

/// How a value compares with what this machine remembers of a field that the platform does not return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemoryComparison {
    /// This value was sent last.
    Same,
    /// This value was sent last, and the campaign was changed at this instant, later: by somebody else or by a run.
    ChangedSince(Timestamp),
    /// Another value was sent last.
    Other(OtherSent),
    /// A value was sent last, and it cannot be compared without the key of the machine that sent it.
    OtherKey,
}

/// Looks up what is remembered of a campaign's field, compared with the value to send.
pub type MemoryLookup<'memory> = &'memory dyn Fn(&'static str, Option<&str>) -> Option<MemoryComparison>;

/// Permissions for actions that a plan leaves out by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlanPermissions {
    /// Switches on schedules that somebody may have switched off.
    pub reenable: bool,
    /// Sends values again that cannot be read from the platform and that this machine does not remember sending.
    pub resend_unreadable: bool,
    /// Deletes campaigns that are in no file.
    pub prune: bool,
}

impl PlanPermissions {
    /// The union: permissions that at least one of the two gives.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self {
            reenable: self.reenable || other.reenable,
            resend_unreadable: self.resend_unreadable || other.resend_unreadable,
            prune: self.prune || other.prune,
        }
    }

    /// The difference: permissions that this one gives and the other does not.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            reenable: self.reenable && !other.reenable,
            resend_unreadable: self.resend_unreadable && !other.resend_unreadable,
            prune: self.prune && !other.prune,
        }
    }

    /// The flags for these permissions, each with a space before it.
    pub fn flags(self) -> Vec<&'static str> {
        let all = [
            (self.reenable, " --reenable"),
            (self.resend_unreadable, " --resend-unreadable"),
            (self.prune, " --prune"),
        ];
        all.into_iter().filter(|(is_given, _)| *is_given).map(|(_, flag)| flag).collect()
    }
}

/// All actions, in the order of the files. Campaigns that are in no file come last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The lines.
    pub lines: Vec<PlanLine>,
    /// The number of unchanged campaigns that were recognized by their rows in the list, which were seen before.
    pub unchanged_by_row: usize,
    /// The ids of the contact lists that its lines bring in, by their names, as far as they were looked up.
    pub list_ids: BTreeMap<String, String>,
    /// The encoding in which its lines send the texts of sms.
    pub message_encoding: Option<MessageEncoding>,
}

impl Plan {
    /// The number of lines for which `is_meant` holds.
    pub fn count(&self, is_meant: impl Fn(&PlanStep) -> bool) -> usize {
        self.lines.iter().filter(|line| is_meant(&line.step)).count()
    }

    /// Whether the line at this place switches off a schedule that is in the way of its campaign's update, a later
    /// line.
    pub fn is_off_first(&self, at: usize) -> bool {
        let PlanStep::SwitchOff { live: off } = &self.lines[at].step else { return false };
        let is_its_update =
            |line: &PlanLine| matches!(&line.step, PlanStep::Update { live, .. } if live.id == off.id);
        self.lines[at..].iter().any(is_its_update)
    }

    /// The lines of schedules that somebody may have switched off and that can be switched on, because no obstacle
    /// blocks their campaigns.
    pub fn off_live(&self) -> impl Iterator<Item = &PlanLine> {
        let places = self.places_off_live();
        places.into_iter().filter_map(|at| self.lines.get(at))
    }

    /// Switches the schedules of [`Plan::off_live`] on.
    pub fn reenable(&mut self) {
        for at in self.places_off_live() {
            let line = &mut self.lines[at];
            if let PlanStep::OffLive { live, schedule } = &line.step {
                line.cautions = caution::of_schedule(live).into_iter().collect();
                line.step =
                    PlanStep::SwitchOn { live: live.clone(), schedule: schedule.clone(), again: true };
            }
        }
    }

    fn places_off_live(&self) -> Vec<usize> {
        let blocked: Vec<&LiveCampaign> = self
            .lines
            .iter()
            .filter_map(|line| match &line.step {
                PlanStep::Blocked { live, .. } => live.as_deref(),
                _ => None,
            })
            .collect();
        let is_meant = |step: &PlanStep| match step {
            PlanStep::OffLive { live, .. } => !blocked.iter().any(|it| it.id == live.id),
            _ => false,
        };
        (0..self.lines.len()).filter(|at| is_meant(&self.lines[*at].step)).collect()
    }

    /// Whether the live campaigns differ from the files. A value that cannot be read counts as equal.
    pub fn has_changes(&self) -> bool {
        self.lines.iter().any(|line| line.step.is_change())
    }
}
