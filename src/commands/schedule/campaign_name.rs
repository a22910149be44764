//! Finds the value that the schedule calls take for a campaign that a user typed.

use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::ScheduleTarget;
use crate::domain::live::LiveCampaign;
use crate::error::Error;
use crate::platform::platform::CheckName;

/// The value for the schedule call. A name is used as it was typed if the platform takes names; an id takes one read.
/// `check` compares either with the list.
///
/// # Errors
///
/// `usage/campaign-empty`, no campaign or several campaigns have a name that is looked up, or the campaign cannot be
/// read.
pub async fn resolve(
    campaign: &CampaignRef,
    check: CheckName,
    context: &mut Context,
) -> Result<ScheduleTarget, Error> {
    match known(campaign, check, context)? {
        Some(target) => Ok(target),
        None => Ok(context.connect().await?.schedule_target(campaign, check).await?),
    }
}

/// The value, if no request is needed to know it. A dry run looks nothing up: it takes a text that may be an id as an
/// id, with a note.
fn known(
    campaign: &CampaignRef,
    check: CheckName,
    context: &mut Context,
) -> Result<Option<ScheduleTarget>, Error> {
    if campaign.as_str().trim().is_empty() {
        return Err(Error::usage("usage/campaign-empty", "the campaign's name is empty")
            .hint("kcamp campaign list shows the names"));
    }
    if check == CheckName::First {
        return Ok(None);
    }
    let platform = context.platform()?;
    let CampaignRef::IdOrName(id) = campaign else { return Ok(platform.known_schedule_target(campaign)) };
    let by_id = platform.known_schedule_target(&CampaignRef::Id(id.clone()));
    let target = by_id.filter(|_| context.dry_run().is_some());
    if target.is_some() {
        context.ui.note(&format!("the dry run takes {id} for an id, and looks for no campaign of that name"));
    }
    Ok(target)
}

/// Like `resolve`, together with the campaign if it was read.
///
/// # Errors
///
/// Any error of [`resolve`].
pub async fn resolve_with_campaign(
    campaign: &CampaignRef,
    check: CheckName,
    context: &mut Context,
) -> Result<(ScheduleTarget, Option<LiveCampaign>), Error> {
    match known(campaign, check, context)? {
        Some(target) => Ok((target, None)),
        None => Ok(context.connect().await?.schedule_target_and_campaign(campaign, check).await?),
    }
}

/// Asks for a choice from the live list.
///
/// # Errors
///
/// There is no campaign, the list cannot be read, or the question was not answered.
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
