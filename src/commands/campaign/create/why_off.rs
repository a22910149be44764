//! Why a schedule that is off stays off, and the next steps.

use jiff::Timestamp;

use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::remembered::enable_command;
use crate::context::settle_command;
use crate::domain::change::ScheduleTarget;
use crate::domain::difference::{FieldDifference, in_words};
use crate::domain::live::LiveCampaign;
use crate::domain::plural::counted;
use crate::ui::shell_path;
use crate::view::creation::CreationOutcome;

/// Why a schedule that is off is left off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ScheduleOffReason {
    /// The platform does not tell whether it is on.
    NotTold,
    /// Nothing shows that it was never on: a user may have switched it off.
    MayBeDecided,
    /// This machine created the campaign without a schedule to follow.
    WasNotToFollow,
    /// An earlier version of kcamp created the campaign on this machine. Its journal does not tell whether a schedule
    /// was to follow.
    NotTellingWhetherToFollow,
    /// This number of campaigns have the name.
    SeveralOfTheName(usize),
    /// A create of this name by this machine has an unknown outcome.
    CreateInDoubt {
        /// The key of the entry in the journal.
        key: String,
    },
    /// A call by this machine that may have switched the schedule on has an unknown outcome, so a user may have
    /// switched it off since.
    EnableInDoubt {
        /// The key of the entry in the journal.
        key: String,
    },
    /// Some lines of the journal cannot be read, and may be about the schedule.
    JournalDamaged {
        /// The number of lines.
        lines: usize,
    },
    /// An earlier run created the campaign, and another machine or user has changed it since, at this time. `None` if
    /// the platform did not tell the time before a later write of this machine.
    ChangedSince(Option<Timestamp>),
    /// An earlier run created the campaign, and its contacts or texts differ from the file now.
    NotAsItsFile,
}

impl ScheduleOffReason {
    pub(super) const fn outcome(&self) -> CreationOutcome {
        match self {
            Self::NotTold => CreationOutcome::ExistsScheduleUnknown,
            Self::NotAsItsFile => CreationOutcome::ExistsDiffers,
            Self::MayBeDecided
            | Self::WasNotToFollow
            | Self::NotTellingWhetherToFollow
            | Self::SeveralOfTheName(_)
            | Self::CreateInDoubt { .. }
            | Self::EnableInDoubt { .. }
            | Self::JournalDamaged { .. }
            | Self::ChangedSince(_) => CreationOutcome::ExistsScheduleOff,
        }
    }

    /// Why the schedule is left off, with the differences from the file.
    pub(super) fn cause(&self, differences: &[FieldDifference]) -> String {
        let cause = match self {
            Self::NotTold => "the platform does not tell whether it is on".to_owned(),
            Self::MayBeDecided if differences.is_empty() => "somebody may have switched it off".to_owned(),
            Self::MayBeDecided => "it may be somebody else's campaign".to_owned(),
            Self::WasNotToFollow => {
                "this machine created it without a schedule, and the file got its schedule later".to_owned()
            }
            Self::NotTellingWhetherToFollow => {
                "an earlier version of kcamp created it from this machine, and whether its schedule was to follow is not known"
                    .to_owned()
            }
            Self::SeveralOfTheName(count) => {
                format!("{count} campaigns have this name, and a schedule call takes only a name")
            }
            Self::CreateInDoubt { .. } => {
                "an earlier create of this name from this machine has an unknown outcome, so this may be somebody else's campaign"
                    .to_owned()
            }
            Self::EnableInDoubt { .. } => {
                "a call from this machine that may have switched it on has an unknown outcome, and somebody may have switched it off since"
                    .to_owned()
            }
            Self::JournalDamaged { lines } => format!(
                "{} of the journal cannot be read, so kcamp does not know whether the schedule was ever on",
                counted(*lines, "line")
            ),
            Self::ChangedSince(None) => {
                "this machine wrote to the campaign since, and the platform had not told whether somebody changed it before that: somebody may have switched the schedule off"
                    .to_owned()
            }
            Self::ChangedSince(Some(at)) => format!(
                "the campaign was changed at {at}, and not from this machine: somebody may have switched the schedule off"
            ),
            Self::NotAsItsFile => {
                "an earlier run created it and did not reach its schedule, and the campaign now differs from the file"
                    .to_owned()
            }
        };
        if differences.is_empty() {
            return cause;
        }
        format!("{cause}; it differs from the file: {}", in_words(differences))
    }

    /// The next steps. The command that switches the schedule on is named only if the campaign is as its file has it
    /// and nothing shows that it may be another user's.
    pub(super) fn next_steps(
        &self,
        live: &LiveCampaign,
        differences: &[FieldDifference],
        checked: &CheckedCampaign,
    ) -> Vec<String> {
        let get = || format!("look at it: kcamp campaign get {}", live.id);
        let switch_on_or_get = || match differences {
            [] => {
                let key = ScheduleTarget::of(live).key;
                format!("to switch it on: {}", enable_command(&key, Some(checked)))
            }
            _ => get(),
        };
        match self {
            Self::CreateInDoubt { key } => {
                vec![format!("settle the earlier create first: {}", settle_command(key)), get()]
            }
            Self::EnableInDoubt { key } => {
                let settle = format!("look again and note the outcome: {}", settle_command(key));
                vec![settle, switch_on_or_get()]
            }
            Self::NotAsItsFile => vec![format!(
                "update it from the file, then run this again: kcamp campaign update {}{}; or {}",
                live.id,
                checked
                    .own_file
                    .as_ref()
                    .map_or_else(|| " -f FILE".to_owned(), |file| format!(" -f {}", shell_path(file))),
                get()
            )],
            Self::SeveralOfTheName(_) => vec![get()],
            Self::NotTold
            | Self::MayBeDecided
            | Self::WasNotToFollow
            | Self::NotTellingWhetherToFollow
            | Self::JournalDamaged { .. }
            | Self::ChangedSince(_) => vec![switch_on_or_get()],
        }
    }
}
