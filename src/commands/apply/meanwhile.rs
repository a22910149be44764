//! Changes by somebody else between the reading of a plan and its carrying out.

use crate::context::Context;
use crate::domain::difference::changed_meanwhile;
use crate::domain::live::LiveCampaign;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::Platform;

/// Whether somebody is asked before the plan is carried out: the answer may take long.
pub(super) fn is_asked(context: &Context) -> bool {
    context.ui.can_prompt() && !context.answers_yes() && context.dry_run().is_none()
}

/// Reads a campaign again directly before its update. Kore.ai replaces a campaign whole: what somebody has changed since it was
/// read, such as a do-not-contact list that it got, would be gone.
///
/// # Errors
/// Where it cannot be read, and `plan/stale` where it is not as it was.
pub(super) async fn refuse_changed(
    platform: &dyn Platform,
    live: &LiveCampaign,
    to: &PlatformCampaign,
) -> Result<(), Error> {
    let now = platform.whole(live.clone()).await?;
    let changed = changed_meanwhile(live, &now, to);
    if changed.is_empty() {
        return Ok(());
    }
    let message = format!(
        "{:?} was changed after it was read for this plan: {}; nothing was sent for it",
        live.name,
        changed.join(", ")
    );
    Err(Error::new("plan/stale", message, Exit::Conflict).hint("look at the new changes: kcamp plan PATH"))
}
