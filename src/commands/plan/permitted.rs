//! The changes that the state of a live campaign allows.

use crate::domain::change::Action;
use crate::domain::live::LiveCampaign;
use crate::domain::plan::{MayUpdate, Obstacle};
use crate::platform::error::PlatformError;
use crate::platform::platform::Platform;

/// Whether the campaign's state allows an update.
pub(super) fn may_update(live: &LiveCampaign, platform: &dyn Platform) -> MayUpdate {
    let Err(error) = platform.may(live, Action::Update) else { return MayUpdate::Now };
    let obstacle = obstacle(&error);
    match live.with_schedule_off().filter(|off| platform.may(off, Action::Update).is_ok()) {
        Some(off) => MayUpdate::AfterScheduleIsOff(Box::new(off), obstacle),
        None => MayUpdate::No(obstacle),
    }
}

/// Why the platform does not allow an action, without the words that its line already has.
pub(super) fn obstacle(error: &PlatformError) -> Obstacle {
    Obstacle::new(error.reason_in_its_line().into_owned(), error.hint().map(str::to_owned))
}
