//! Settles schedule calls whose answers were lost.

use super::client::Kore;
use crate::domain::live::LiveCampaign;
use crate::platform::error::PlatformError;
use crate::platform::outcome::{Matches, ScheduleChange};
use crate::platform::platform::Campaigns as _;
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, ReadBack, settle};

impl Kore {
    /// Adds what reading back shows to the error of an enable whose answer was lost. A schedule that is on may be
    /// another one, and one that is off may still be switched on late: the outcome stays unknown.
    ///
    /// # Errors
    ///
    /// Always returns `lost`, with what was read back.
    pub(super) async fn explain_lost_enable(
        &self,
        name: &str,
        lost: PlatformError,
    ) -> Result<ScheduleChange, PlatformError> {
        let advice = format!(
            "look at the schedule of {name:?} on the platform, and note whether the call arrived with kcamp journal settle; then enabling it again sets the recurrence that you want"
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

    /// Settles a disable that failed with `lost`: it is done if the schedule is off.
    ///
    /// # Errors
    ///
    /// `lost`, if its outcome is known, or if the schedule is not read as off.
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
        // The call was sent with this spelling. If two campaign names look the same, it was for the one with this
        // spelling.
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

/// The state of a campaign's schedule, as it was read back.
enum ScheduleState {
    On(Box<LiveCampaign>),
    Off(Box<LiveCampaign>),
    /// The campaign was read, but the platform did not tell.
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
