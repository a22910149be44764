//! The campaigns that a halt must stop so that none calls anybody, and their order.

use std::cmp::Reverse;

use super::change::Trigger;
use super::live::LiveCampaign;

/// Whether a campaign calls people, according to its row in the platform's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    /// Whether the campaign is running. An undocumented status counts as running.
    pub runs: bool,
    /// Whether a schedule will start the campaign.
    pub schedule: ScheduleSwitch,
}

/// Whether a campaign's schedule is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleSwitch {
    /// The schedule starts the campaign.
    On,
    /// The campaign begins only when it is started.
    Off,
    /// The row does not say.
    Untold,
}

/// How a halt ends the calls of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HaltBy {
    /// A pause: a start calls those who are left.
    Pause,
    /// A stop, where the platform has no pause: a start calls the whole list again.
    Stop,
}

impl HaltBy {
    /// The action on a campaign.
    pub const fn trigger(self) -> Trigger {
        match self {
            Self::Pause => Trigger::Pause,
            Self::Stop => Trigger::Stop,
        }
    }
}

/// The place of a campaign in the order in which running ones are stopped: the highest priority first, those without
/// one last.
pub fn stopping_order(campaign: &LiveCampaign) -> Reverse<Option<u8>> {
    Reverse(campaign.priority())
}

#[cfg(test)]
mod tests {
    use super::stopping_order;
    use crate::domain::live::{CampaignId, CampaignStatus, LiveCampaign, LiveKoreCampaign};

    #[test]
    fn the_highest_priority_is_stopped_first_and_the_list_decides_between_equals() {
        let row = |(id, priority): (&str, Option<u8>)| {
            let own = LiveKoreCampaign { priority, ..LiveKoreCampaign::default() };
            LiveCampaign::new(CampaignId::reported(id.into()), id.into(), CampaignStatus::Active, own)
        };
        let listed =
            [("a", None), ("b", Some(1)), ("c", Some(5)), ("d", Some(1)), ("e", Some(5)), ("f", None)];
        let mut rows: Vec<LiveCampaign> = listed.into_iter().map(row).collect();
        rows.sort_by_key(stopping_order);
        let order: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(order, ["c", "e", "b", "d", "a", "f"]);
    }
}
