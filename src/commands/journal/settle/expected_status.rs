//! The conclusion from a campaign's status about a write that was to change it.

use super::window::{LastChange, Moment};
use crate::domain::live::CampaignStatus;

/// The intended effect of a write on a campaign's status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExpectedStatus {
    /// The campaign runs.
    Start,
    /// The campaign has ended.
    Stop,
    /// The campaign is paused.
    Pause,
    /// The campaign can be started again.
    ReExecute,
}

/// The conclusion from a status or a schedule about a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StateEvidence {
    /// The state is as the write was to make it.
    Reached,
    /// The state is as it was before.
    Missed,
    /// The state does not tell.
    Neither,
}

impl StateEvidence {
    /// The reading, if the campaign was last changed at that time. The intended state is from the write if the last
    /// change was made at the write's time (and soon after it, if `is_strict`). That the write did not happen is
    /// certain if nothing has changed the campaign since it was sent. In other cases, another user may have made the
    /// state, or undone it.
    pub(super) fn dated(self, change: LastChange, is_strict: bool) -> Self {
        match self {
            Self::Reached if change.moment == Moment::Within && (change.is_soon || !is_strict) => self,
            Self::Missed if change.moment == Moment::Before || change.is_known => self,
            _ => Self::Neither,
        }
    }
}

impl ExpectedStatus {
    /// The conclusion from a status. `has_run` tells whether the platform names a run of the campaign.
    pub(super) fn reading(
        self,
        before: Option<&CampaignStatus>,
        now: &CampaignStatus,
        has_run: bool,
    ) -> StateEvidence {
        use CampaignStatus::{
            Cancelled, Completed, Draft, Paused, Preparing, Ready, Rescheduled, Scheduled, Stopped,
        };

        let is_reached = match self {
            // A scheduled campaign may have started on its own; the start of a draft queues it.
            Self::Start => match before {
                None | Some(Scheduled | Rescheduled) => false,
                Some(before) => now.is_running() || (*now == Scheduled && *before == Draft),
            },
            Self::Stop => matches!(now, Stopped | Cancelled),
            Self::Pause => *now == Paused,
            Self::ReExecute => matches!(now, Draft | Scheduled),
        };
        let is_missed = match self {
            Self::Start => matches!(now, Draft | Preparing | Ready) && before == Some(now) && !has_run,
            Self::Stop | Self::Pause => now.is_running(),
            Self::ReExecute => before == Some(now) && now.is_over() && *now != Completed,
        };
        match (is_reached, is_missed) {
            (true, _) => StateEvidence::Reached,
            (_, true) => StateEvidence::Missed,
            _ => StateEvidence::Neither,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CampaignStatus, ExpectedStatus, LastChange, Moment, StateEvidence};

    #[test]
    fn what_is_there_tells_of_a_write_only_where_nobody_changed_it_since() {
        use Moment::{After, Before, Untold, Within};
        use StateEvidence::{Missed, Neither, Reached};

        for (moment, is_soon, is_known, reached, strict, missed) in [
            (Before, false, false, Neither, Neither, Missed),
            (Before, false, true, Neither, Neither, Missed),
            (Within, true, false, Reached, Reached, Neither),
            (Within, false, false, Reached, Neither, Neither),
            // The same last change as before the write, which is possible in the seconds by which two clocks differ.
            (Within, true, true, Reached, Reached, Missed),
            (After, false, false, Neither, Neither, Neither),
            (Untold, false, false, Neither, Neither, Neither),
        ] {
            let change = LastChange { moment, is_soon, is_known };
            assert_eq!(Reached.dated(change, false), reached, "{change:?}");
            assert_eq!(Reached.dated(change, true), strict, "{change:?}");
            for is_strict in [false, true] {
                assert_eq!(Missed.dated(change, is_strict), missed, "{change:?}");
                assert_eq!(Neither.dated(change, is_strict), Neither, "{change:?}");
            }
        }
    }

    #[test]
    fn a_status_says_what_it_can_of_each_write() {
        for (expected, before, now, has_run, reading) in [
            (ExpectedStatus::Start, "Ready", "Active", true, StateEvidence::Reached),
            (ExpectedStatus::Start, "draft", "running", false, StateEvidence::Reached),
            (ExpectedStatus::Start, "draft", "scheduled", false, StateEvidence::Reached),
            (ExpectedStatus::Start, "scheduled", "scheduled", false, StateEvidence::Neither),
            (ExpectedStatus::Start, "scheduled", "running", false, StateEvidence::Neither),
            (ExpectedStatus::Start, "Scheduled", "Active", true, StateEvidence::Neither),
            (ExpectedStatus::Start, "Rescheduled", "Active", true, StateEvidence::Neither),
            (ExpectedStatus::Start, "Ready", "Scheduled", false, StateEvidence::Neither),
            (ExpectedStatus::Start, "Ready", "Ready", false, StateEvidence::Missed),
            (ExpectedStatus::Start, "Ready", "Ready", true, StateEvidence::Neither),
            (ExpectedStatus::Start, "paused", "paused", false, StateEvidence::Neither),
            (ExpectedStatus::Start, "Stopped", "Stopped", true, StateEvidence::Neither),
            (ExpectedStatus::Start, "Ready", "Completed", true, StateEvidence::Neither),
            (ExpectedStatus::Stop, "Active", "Stopped", true, StateEvidence::Reached),
            (ExpectedStatus::Stop, "running", "cancelled", false, StateEvidence::Reached),
            (ExpectedStatus::Stop, "Active", "Active", true, StateEvidence::Missed),
            (ExpectedStatus::Stop, "Active", "Completed", true, StateEvidence::Neither),
            (ExpectedStatus::Pause, "running", "paused", false, StateEvidence::Reached),
            (ExpectedStatus::Pause, "running", "running", false, StateEvidence::Missed),
            (ExpectedStatus::Pause, "running", "cancelled", false, StateEvidence::Neither),
            (ExpectedStatus::ReExecute, "cancelled", "draft", false, StateEvidence::Reached),
            (ExpectedStatus::ReExecute, "cancelled", "cancelled", false, StateEvidence::Missed),
            (ExpectedStatus::ReExecute, "completed", "completed", false, StateEvidence::Neither),
            (ExpectedStatus::ReExecute, "completed", "running", false, StateEvidence::Neither),
        ] {
            let (before, now) = (CampaignStatus::reported(before), CampaignStatus::reported(now));
            assert_eq!(
                expected.reading(Some(&before), &now, has_run),
                reading,
                "{expected:?} {before} {now}"
            );
        }
    }
}
