//! The changes that the state of a live campaign allows.

use crate::domain::change::Action;
use crate::domain::live::LiveCampaign;
use crate::domain::plan::{MayUpdate, Obstacle};
use crate::error::Error;
use crate::platform::error::PlatformError;
use crate::platform::platform::Platform;

/// Whether the campaign's state allows an update.
pub(super) fn may_update(live: &LiveCampaign, platform: &dyn Platform) -> MayUpdate {
    let Err(error) = platform.may(live, Action::Update) else { return MayUpdate::Now };
    let obstacle = obstacle(error, live);
    match live.with_schedule_off().filter(|off| platform.may(off, Action::Update).is_ok()) {
        Some(off) => MayUpdate::AfterScheduleIsOff(Box::new(off), obstacle),
        None => MayUpdate::No(obstacle),
    }
}

/// Why the platform does not allow an action, without the words that its line already has.
pub(super) fn obstacle(error: PlatformError, live: &LiveCampaign) -> Obstacle {
    let report = Error::from(error);
    let why = &*report.reason;
    let why = why.strip_prefix(&format!("the campaign {:?} is ", live.name)).unwrap_or(why).to_owned();
    Obstacle::new(why, report.hints.into_iter().next())
}
