//! Changes by somebody else between the reading of a campaign and a write to it.

use crate::domain::difference::{Meanwhile, changed_meanwhile};
use crate::domain::live::LiveCampaign;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::Platform;

/// Reads a campaign again directly before its update, and gives it as it is now. Kore.ai replaces a campaign whole: what somebody has
/// changed since it was read, such as a do-not-contact list that it got, would be gone. `next` says how to go on then.
///
/// # Errors
///
/// It cannot be read; `plan/stale` where it is not as it was read before.
pub(in crate::commands) async fn refuse_changed(
    platform: &dyn Platform,
    live: &LiveCampaign,
    to: &PlatformCampaign,
    next: &str,
) -> Result<LiveCampaign, Error> {
    let now = platform.whole(live.clone()).await?;
    let would_go = changed_meanwhile(live, &now, to);
    let changed = Meanwhile::between(live, &now).unwrap_or_default().with(would_go);
    if changed.is_none() { Ok(now) } else { Err(stale(&changed, next)) }
}

/// Why nothing is written to a campaign that somebody has changed.
pub(in crate::commands) fn stale(changed: &Meanwhile, next: &str) -> Error {
    Error::new("plan/stale", format!("it was {changed}; nothing was sent for it"), Exit::Conflict).hint(next)
}
