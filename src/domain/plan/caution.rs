//! Cautions: questions that the platforms' documentation leaves open about changing a campaign in its current state.

use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::platform_kind::PlatformKind;

const EDIT: &str = "may be refused: the documentation does not say which fields can be edited in this state";
const RUNNING: &str = "may be refused: the documentation does not say whether a schedule can be changed while the campaign runs";
const AGAIN: &str = "the documentation does not say whether this replaces the schedule that is on";
const STATE: &str =
    "may be refused: the documentation does not say whether a schedule can be saved in this state";

/// Cautions about an update. Kore.ai contract §16, Burki contract §4.
pub(super) fn of_update(live: &LiveCampaign) -> Vec<&'static str> {
    let is_documented = match live.platform() {
        PlatformKind::Kore => matches!(live.status, CampaignStatus::Ready | CampaignStatus::Preparing),
        PlatformKind::Burki => matches!(live.status, CampaignStatus::Draft | CampaignStatus::Paused),
    };
    if is_documented { Vec::new() } else { vec![EDIT] }
}

/// The caution about enabling a schedule while one is on. Kore.ai contract §9. On Burki, the schedule is a field of the
/// campaign, so there is no caution. Burki contract §3.
#[must_use]
pub fn of_replacing(live: &LiveCampaign) -> Option<&'static str> {
    (live.platform() == PlatformKind::Kore).then_some(AGAIN)
}

/// Cautions about switching a schedule on, whether or not it replaces one that is on.
/// Kore.ai contract §9, Burki contract §3.
pub(super) fn of_schedule(live: &LiveCampaign, replaces: bool) -> Vec<&'static str> {
    let mut cautions = Vec::new();
    match live.platform() {
        PlatformKind::Kore if live.status.is_running() => cautions.push(RUNNING),
        PlatformKind::Kore if replaces => cautions.push(AGAIN),
        PlatformKind::Burki if !matches!(live.status, CampaignStatus::Draft | CampaignStatus::Scheduled) => {
            cautions.push(STATE);
        }
        PlatformKind::Kore | PlatformKind::Burki => {}
    }
    cautions
}
