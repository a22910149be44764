//! Changes by somebody else between the reading of a campaign and its update.

use crate::domain::difference::changed_meanwhile;
use crate::domain::live::LiveCampaign;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::Platform;

/// Reads a campaign again directly before its update. Kore.ai replaces a campaign whole: what somebody has changed since it was
/// read, such as a do-not-contact list that it got, would be gone. `read_for` says for what it was read, such as
/// `this plan`, and `next` how to go on.
///
/// # Errors
/// Where it cannot be read, and `plan/stale` where it is not as it was.
pub(in crate::commands) async fn refuse_changed(
    platform: &dyn Platform,
    live: &LiveCampaign,
    to: &PlatformCampaign,
    (read_for, next): (&str, &str),
) -> Result<(), Error> {
    let now = platform.whole(live.clone()).await?;
    let changed = changed_meanwhile(live, &now, to);
    if changed.is_empty() {
        return Ok(());
    }
    let message = format!(
        "{:?} was changed after it was read for {read_for}: {}; nothing was sent for it",
        live.name,
        changed.join(", ")
    );
    Err(Error::new("plan/stale", message, Exit::Conflict).hint(next))
}
