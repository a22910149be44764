//! The actions that make the live campaigns match the files.
//!
//! The live state, the files and what this machine remembers go in, lines come out. A key that a file does not have is not
//! managed: the live campaign keeps it, and no line ever takes a do-not-contact list away.

mod caution;
mod compare;
mod completed;
mod line;
mod remembered;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use super::difference::{FieldDifference, Old};
use super::live::LiveCampaign;
use super::platform_campaign::PlatformCampaign;
use super::schedule::PlannedSchedule;

pub use self::caution::of_replacing;
pub use self::compare::lines_of;
pub use self::line::{Difference, Item, Line};
pub use self::remembered::{SentSchedule, remembered_differences};

/// A campaign as the files have it.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'files> {
    /// The campaign.
    pub campaign: &'files PlatformCampaign,
    /// Its schedule.
    pub schedule: WantedSchedule<'files>,
    /// The fields that its file leaves out though a campaign needs them, and whose live values are not known or cannot be sent: what
    /// stands in their places in the campaign is never sent.
    pub left_out: &'files [LeftOut],
}

/// A field that a file leaves out, and whose live value is not known or cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The field, as differences call it.
    pub field: &'static str,
    /// The reason why its live value cannot be sent; `None` where the platform does not return it.
    pub problem: Option<String>,
}

/// The schedule that a campaign's file asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WantedSchedule<'files> {
    /// Nothing: the live one stays as it is.
    AsItIs,
    /// There is to be none.
    Off,
    /// This one.
    On(&'files PlannedSchedule),
    /// This one, whose runs have all passed: nothing switches it on any more.
    Over(&'files PlannedSchedule),
}

impl<'files> WantedSchedule<'files> {
    /// The requested state of a checked schedule; `None` where its file has no schedule.
    #[must_use]
    pub const fn of(schedule: Option<&'files PlannedSchedule>) -> Self {
        match schedule {
            None => Self::AsItIs,
            Some(PlannedSchedule::Immediate) => Self::Off,
            Some(schedule) => Self::On(schedule),
        }
    }
}

/// The live campaigns of a name.
#[derive(Debug)]
pub enum Found<'live> {
    /// There is none.
    None,
    /// There is none, and one may still appear or not be sent again for another reason.
    NotToBeCreated(Obstacle),
    /// There is one.
    One(&'live Known),
    /// There are several, and a name means none of them.
    Several(&'live [&'live LiveCampaign]),
}

/// A live campaign, with what is known beside it.
#[derive(Debug)]
pub struct Known {
    /// The campaign, with everything that can be read of it.
    pub live: LiveCampaign,
    /// Whether its state lets it be updated, as far as that is documented.
    pub may_update: Result<(), Obstacle>,
    /// Whether its schedule is on, and how that schedule compares with its file's.
    pub schedule: HeldSchedule,
}

/// The reason why a line cannot be carried out, and the next step that removes it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Obstacle {
    /// The code that `kcamp explain` knows.
    pub code: &'static str,
    /// Its kind, in words.
    pub why: String,
    /// The next step.
    pub next: Option<String>,
}

impl Obstacle {
    /// One that has no code of its own.
    #[must_use]
    pub const fn new(why: String, next: Option<String>) -> Self {
        Self { code: line::BLOCKED, why, next }
    }
}

/// Whether a live campaign's schedule is on, and how that schedule compares with the one that its file asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldSchedule {
    /// It is off by nobody's decision: it has never been on since this machine created the campaign, or this machine switched it off
    /// on the way to another one.
    OffUndecided,
    /// Something that this machine sent may still switch it.
    UnderWay {
        /// The call that was sent, and until when it may still take effect.
        obstacle: Obstacle,
        /// Whether it would make the schedule the file's, so that sending it once more does no harm but to undo what somebody decided
        /// meanwhile.
        is_wanted: bool,
    },
    /// It is off, and somebody may have switched it off.
    Off,
    /// It is on.
    On(Held),
    /// The platform does not tell.
    Untold,
}

/// The comparison of the schedule that is on with the file's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// It is the file's.
    Same,
    /// It is another one; when this machine switched that on, where the platform does not return schedules.
    Differs(Vec<FieldDifference>, Option<Timestamp>),
    /// It is one of several: what became of the one that this machine sent then is not known.
    InDoubt(Timestamp),
    /// Something that the platform does not return decides whether it is the file's.
    NotReadable {
        /// The field, as campaign files name it.
        field: &'static str,
        /// When the campaign was changed after this machine had switched the file's on: by somebody else, or as it ran. `None`
        /// where nothing is remembered.
        changed: Option<Timestamp>,
    },
}

impl Held {
    /// The schedule as a whole, which the platform does not return.
    #[must_use]
    pub const fn not_returned(changed: Option<Timestamp>) -> Self {
        Self::NotReadable { field: "schedule", changed }
    }

    /// The fields in which it is not the file's, or may not be.
    #[must_use]
    pub fn differences(self) -> Vec<FieldDifference> {
        let not_read = |field| vec![FieldDifference { field, old: Old::NotReadable, new: None }];
        match self {
            Self::Same => Vec::new(),
            Self::Differs(differences, _) => differences,
            Self::InDoubt(_) => not_read("schedule"),
            Self::NotReadable { field, .. } => not_read(field),
        }
    }
}

/// The comparison of a value with what this machine remembers of a field that the platform does not return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recollection {
    /// This value was sent last.
    Same,
    /// This value was sent last, and the campaign was changed after that, then: by somebody else, or as it ran.
    ChangedSince(Timestamp),
    /// Another value was sent last, then.
    Other(Timestamp),
}

/// Looks up what is remembered of a campaign's field, held against the value that is to be sent.
pub type Recall<'memory> = &'memory dyn Fn(&'static str, Option<&str>) -> Option<Recollection>;

/// Permissions for actions that a plan leaves out by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Choices {
    /// A schedule that somebody may have switched off is switched on again.
    pub reenable: bool,
    /// Values that cannot be read from the platform, and that this machine does not remember sending, are sent again.
    pub resend_unreadable: bool,
    /// Deletes campaigns that are in no file.
    pub prune: bool,
}

impl Choices {
    /// The union: permissions that either of the two gives.
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

    /// The flags that ask for them, each with a space before it.
    #[must_use]
    pub fn flags(self) -> Vec<&'static str> {
        let all = [
            (self.reenable, " --reenable"),
            (self.resend_unreadable, " --resend-unreadable"),
            (self.prune, " --prune"),
        ];
        all.into_iter().filter(|(is_given, _)| *is_given).map(|(_, flag)| flag).collect()
    }
}

/// Everything that is to be done, in the files' order; what is in no file comes last.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many of the unchanged campaigns are so by their rows of the list, which were seen before.
    pub unchanged_by_row: usize,
}

impl Plan {
    /// The number of lines of a kind.
    #[must_use]
    pub fn count(&self, is_meant: impl Fn(&Item) -> bool) -> usize {
        self.lines.iter().filter(|line| is_meant(&line.item)).count()
    }

    /// The lines of schedules that somebody may have switched off and that can be switched on: nothing is in the way of what their
    /// campaigns are to become.
    pub fn off_live(&self) -> impl Iterator<Item = &Line> {
        let places = self.places_off_live();
        places.into_iter().filter_map(|at| self.lines.get(at))
    }

    /// Switches those schedules on.
    pub fn reenable(&mut self) {
        for at in self.places_off_live() {
            let line = &mut self.lines[at];
            if let Item::OffLive { live, schedule } = &line.item {
                line.cautions = caution::of_schedule(live, false);
                line.item = Item::SwitchOn { live: live.clone(), schedule: schedule.clone(), again: true };
            }
        }
    }

    fn places_off_live(&self) -> Vec<usize> {
        let blocked: Vec<&LiveCampaign> = self
            .lines
            .iter()
            .filter_map(|line| match &line.item {
                Item::Blocked { live, .. } => live.as_deref(),
                _ => None,
            })
            .collect();
        let is_meant = |item: &Item| match item {
            Item::OffLive { live, .. } => !blocked.iter().any(|it| it.id == live.id),
            _ => false,
        };
        (0..self.lines.len()).filter(|at| is_meant(&self.lines[*at].item)).collect()
    }

    /// Whether the live campaigns are not as the files have them. What cannot be read counts as if it were.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        self.lines.iter().any(|line| line.item.is_change())
    }
}
