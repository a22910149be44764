//! A schedule that the platform does not return, as this machine switched it on.

use crate::commands::halt::{Remembered, Schedules};
use crate::context::Context;
use crate::domain::live::LiveCampaign;
use crate::error::Error;
use crate::platform::platform::Platform;

/// The campaign of a name or id, and the schedule that this machine switched on for it last; `None` where its journal knows none,
/// which needs no request where it knows nothing of the name.
///
/// # Errors
///
/// No campaign or several campaigns have the name, or it cannot be read.
pub(super) async fn of(
    name: &str,
    platform: &dyn Platform,
    context: &Context,
) -> Result<Option<(LiveCampaign, Remembered)>, Error> {
    let schedules = Schedules::known(context);
    if platform.recognise(name).is_none() && !schedules.may_know(name) {
        return Ok(None);
    }
    let live = platform.locate(name).await?;
    Ok(schedules.of(&live).map(|remembered| (live, remembered)))
}
