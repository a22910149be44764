//! From what a user typed to what the schedule calls take.

use crate::context::Context;
use crate::domain::change::ScheduleTarget;
use crate::domain::live::LiveCampaign;
use crate::error::Error;
use crate::platform::platform::CheckName;

/// The value for the schedule call: a name as it was typed where the platform takes names, an id's by one read; either checked
/// against the list if asked.
///
/// # Errors
///
/// `usage/campaign-empty`, a name that no campaign or several campaigns have where it is looked up, or the campaign cannot be
/// read.
pub async fn resolve(text: &str, check: CheckName, context: &mut Context) -> Result<ScheduleTarget, Error> {
    if text.trim().is_empty() {
        return Err(Error::usage("usage/campaign-empty", "the campaign's name is empty")
            .hint("kcamp campaign list shows the names"));
    }
    if check == CheckName::No
        && let Some(target) = context.platform()?.known_schedule_target(text)
    {
        return Ok(target);
    }
    Ok(context.connect().await?.schedule_target(text, check).await?)
}

/// Like `resolve`, and the campaign where it is read on the way.
///
/// # Errors
///
/// Any error of [`resolve`].
pub async fn resolve_with_campaign(
    text: &str,
    check: CheckName,
    context: &mut Context,
) -> Result<(ScheduleTarget, Option<LiveCampaign>), Error> {
    if text.trim().is_empty()
        || (check == CheckName::No && context.platform()?.known_schedule_target(text).is_some())
    {
        return Ok((resolve(text, check, context).await?, None));
    }
    Ok(context.connect().await?.schedule_target_and_campaign(text, check).await?)
}

/// A choice from the live list.
///
/// # Errors
///
/// There is no campaign, the list cannot be read, or the question is not answered.
pub async fn ask(context: &mut Context) -> Result<String, Error> {
    let campaigns = context.connect().await?.list(&[]).await?;
    let mut names: Vec<_> = campaigns.into_iter().map(|campaign| (campaign.name, campaign.status)).collect();
    if names.is_empty() {
        return Err(Error::new(
            "campaign/none",
            "there is no campaign to schedule",
            crate::exit::Exit::NotFound,
        )
        .hint("make one with: kcamp campaign create -f FILE"));
    }
    let items: Vec<String> = names.iter().map(|(name, status)| format!("{name} ({status})")).collect();
    let chosen = context.ui.prompts().select("campaign", &items)?;
    Ok(names.swap_remove(chosen).0)
}
