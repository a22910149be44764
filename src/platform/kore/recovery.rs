//! The uncertainty that a lost answer to a schedule call leaves.

use super::client::Kore;
use crate::domain::live::LiveCampaign;
use crate::platform::error::PlatformError;
use crate::platform::outcome::{Matches, ScheduleChange};
use crate::platform::platform::Platform as _;
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, ReadBack, settle};

impl Kore {
    /// Says what an unanswered enable left behind. That the schedule is on does not say which one it is, and that
    /// it is off does not rule out a late change: the outcome stays unknown.
    ///
    /// # Errors
    ///
    /// Always: `lost` with what was read back.
    pub(super) async fn explain_lost_enable(
        &self,
        name: &str,
        lost: PlatformError,
    ) -> Result<ScheduleChange, PlatformError> {
        let advice = format!(
            "look at the schedule of {name:?} on the platform; enabling it again sets the recurrence that you want"
        );
        settle(self.http()?, lost, &LOOKS_AT_A_CHANGE, advice, async || {
            Ok(match self.schedule_state(name).await? {
                ScheduleState::On(_) => ReadBack::Closed(
                    "read back, its schedule is on, but not with which recurrence".to_owned(),
                ),
                state => ReadBack::Open(state.words()),
            })
        })
        .await
    }

    /// Settles a disable that failed with `lost`: a schedule that is off is what was asked for.
    ///
    /// # Errors
    ///
    /// `lost`, where it is no unknown outcome or where the schedule is not read as off.
    pub(super) async fn recover_disable(
        &self,
        name: &str,
        lost: PlatformError,
    ) -> Result<ScheduleChange, PlatformError> {
        let advice = format!("look at it with `kcamp campaign get {name:?}`; disabling it again is safe");
        settle(self.http()?, lost, &LOOKS_AT_A_CHANGE, advice, async || {
            Ok(match self.schedule_state(name).await? {
                ScheduleState::Off(campaign) => ReadBack::Settled(ScheduleChange {
                    id: Some(campaign.id),
                    answer_lost: true,
                    ..ScheduleChange::default()
                }),
                state => ReadBack::Open(state.words()),
            })
        })
        .await
    }

    async fn schedule_state(&self, name: &str) -> Result<ScheduleState, PlatformError> {
        let Matches { mut exact, .. } = self.find_campaigns(name).await?;
        // The call went out with this spelling: of two campaigns that look the same, it was for this one.
        if exact.iter().any(|campaign| campaign.name == name) {
            exact.retain(|campaign| campaign.name == name);
        }
        let count = exact.len();
        Ok(match (exact.pop(), count) {
            (Some(campaign), 1) => match campaign.scheduling_enabled {
                Some(true) => ScheduleState::On(Box::new(campaign)),
                Some(false) => ScheduleState::Off(Box::new(campaign)),
                None => ScheduleState::Unreported,
            },
            (_, count) => ScheduleState::Ambiguous(count),
        })
    }
}

/// The state of a campaign's schedule, as reading back showed it.
enum ScheduleState {
    On(Box<LiveCampaign>),
    Off(Box<LiveCampaign>),
    /// The campaign was read, and the platform did not say.
    Unreported,
    /// This number of campaigns have the name.
    Ambiguous(usize),
}

impl ScheduleState {
    fn words(&self) -> String {
        match self {
            Self::On(campaign) => {
                format!("read back, its schedule is on and its status is {}", campaign.status)
            }
            Self::Off(campaign) => {
                format!("read back, its schedule is off and its status is {}", campaign.status)
            }
            Self::Unreported => "read back, the platform does not say whether its schedule is on".to_owned(),
            Self::Ambiguous(count) => format!("reading back found {count} campaigns of this name"),
        }
    }
}
