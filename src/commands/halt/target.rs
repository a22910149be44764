//! A campaign that a halt stops, and what may still call of it.

use jiff::Timestamp;

use crate::commands::remembered::Remembered;
use crate::domain::halt::{Activity, ScheduleSwitch};
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::halt::{Doubt, HaltedSchedule};

/// The words for a campaign that calls although its stop was accepted.
const STOPPED_AND_CALLS: &str = "the platform accepted that it is stopped, and its list shows it running since: the stop had no effect, or somebody started it again";

/// The words for a schedule that is on although switching it off was accepted.
const OFF_AND_ON: &str = "the platform accepted that its schedule is switched off, and its list shows it on since: the call had no effect, or somebody switched it on again";

/// Whether a campaign calls people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Danger {
    /// The campaign does not call.
    None,
    /// The campaign calls, or will at its scheduled time.
    Certain,
    /// It is unknown whether the campaign calls.
    Unknown,
}

/// The requests of a halt for a campaign that the platform accepted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Accepted {
    /// A stop or a pause.
    pub(super) stop: bool,
    /// Switching its schedule off.
    pub(super) switch_off: bool,
}

/// A campaign that runs or has a schedule, or did.
#[derive(Debug)]
pub(super) struct Target {
    /// The campaign, as it was last read.
    pub(super) live: LiveCampaign,
    /// Its row when it was first seen.
    pub(super) row_before: LiveCampaign,
    /// Its status when it was first seen.
    pub(super) before: CampaignStatus,
    /// Whether it was ever seen running.
    pub(super) ran: bool,
    /// Whether it waited for its time, after a start of this machine.
    pub(super) queued: bool,
    /// Whether its schedule was on then; `None` if the platform does not tell.
    pub(super) scheduled: Option<bool>,
    /// Its schedule, if the journal has it.
    pub(super) remembered: Option<Remembered>,
    /// Its schedule, as far as it can be restored.
    pub(super) schedule_before: HaltedSchedule,
    pub(super) next_run: Option<Timestamp>,
    /// Whether it calls now.
    pub(super) calls: Danger,
    /// Whether it will call by its schedule.
    pub(super) schedule: Danger,
    /// The requests of this halt that the platform accepted.
    pub(super) accepted: Accepted,
    /// Whether it no longer exists on the platform.
    pub(super) is_gone: bool,
    /// Why the last request for it failed.
    pub(super) message: Option<String>,
}

impl Target {
    /// The greater danger of the two.
    pub(super) fn danger(&self) -> Danger {
        self.calls.max(self.schedule)
    }

    /// The parts of which it is not known whether they are off.
    pub(super) fn doubt(&self) -> Doubt {
        Doubt { run: self.calls == Danger::Unknown, schedule: self.schedule == Danger::Unknown }
    }

    /// Whether the halt took back a start that waited for its time.
    pub(super) fn is_start_lost(&self) -> bool {
        self.queued && !self.ran && !self.is_gone && self.schedule == Danger::None
    }

    /// The words for a campaign that the list shows to go on although the platform accepted to end it.
    pub(super) fn shown_again(&self, activity: Activity) -> Option<String> {
        let said = if self.accepted.stop && activity.runs {
            STOPPED_AND_CALLS
        } else if self.accepted.switch_off && activity.schedule == ScheduleSwitch::On {
            OFF_AND_ON
        } else {
            return None;
        };
        Some(said.to_owned())
    }
}
