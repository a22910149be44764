//! Changes by others between the read of a campaign and a write to it.

use crate::domain::difference::{LastChange, changed_meanwhile};
use crate::domain::effect::Effect;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::Matches;
use crate::platform::platform::Platform;

/// Compares a campaign with how it was read again directly before its update, and returns the latter. Kore.ai replaces
/// a campaign as a whole, so a change by another user since the first read, such as a new do-not-contact list, would be
/// lost. A list that only the row showed is still there where nothing shows a change. `next` is the next step.
///
/// # Errors
///
/// `write/stale` if it has changed since it was read; any error of [`refuse_taken`].
pub(in crate::commands) async fn refuse_changed(
    platform: &dyn Platform,
    live: &LiveCampaign,
    now: LiveCampaign,
    to: &PlatformCampaign,
    next: &str,
) -> Result<LiveCampaign, Error> {
    let now = if now.updated_at == live.updated_at { now.with_dnc_lists_of(live) } else { now };
    let would_go = changed_meanwhile(live, &now, to);
    let changed = LastChange::between(live, &now).unwrap_or_default().with(would_go);
    if !changed.is_none() {
        return Err(stale(&changed, next));
    }
    refuse_taken(platform, live, to).await?;
    Ok(now)
}

/// Refuses an update that gives a campaign the name of another one, in whatever case: files mean a campaign by its
/// name, and so do the schedule calls of Kore.ai.
///
/// # Errors
///
/// `campaign/exists`, or the campaigns cannot be listed.
pub(in crate::commands) async fn refuse_taken(
    platform: &dyn Platform,
    live: &LiveCampaign,
    to: &PlatformCampaign,
) -> Result<(), Error> {
    if !is_rename(live, to) {
        return Ok(());
    }
    let Matches { exact, similar, .. } = platform.find_campaigns(to.name()).await?;
    let Some(other) = exact.iter().chain(&similar).find(|other| other.id != live.id) else { return Ok(()) };
    let message = format!(
        "the campaign {} cannot be named {:?}: {} has the name {:?} already",
        live.id,
        to.name(),
        other.id,
        other.name
    );
    Err(Error::new("campaign/exists", message, Exit::Conflict)
        .with_effect(Effect::NothingSentForIt)
        .hint(format!("choose another name, or look at the other campaign: kcamp campaign get {}", other.id)))
}

/// Whether an update gives a campaign another name, in whatever case.
pub(in crate::commands) fn is_rename(live: &LiveCampaign, to: &PlatformCampaign) -> bool {
    NameKey::of(to.name()) != NameKey::of(&live.name)
}

/// The error for a campaign that another user has changed: nothing is written to it.
pub(in crate::commands) fn stale(changed: &LastChange, next: &str) -> Error {
    Error::stale_write(format!("it was {changed}"), next)
}
