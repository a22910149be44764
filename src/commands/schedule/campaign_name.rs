//! From what a user typed to the name that the schedule call takes.

use crate::context::Context;
use crate::domain::campaign::CampaignType;
use crate::domain::live::CampaignId;
use crate::error::Error;

/// The name that goes out: a name as it was typed, an id's by one read, either checked against the list if asked.
pub async fn resolve(text: &str, check_name: bool, context: &mut Context) -> Result<String, Error> {
    if text.trim().is_empty() {
        return Err(Error::usage("usage/campaign-empty", "the campaign's name is empty")
            .hint("kcamp campaign list shows the names"));
    }
    if CampaignId::recognise(text).is_none() && !check_name {
        return Ok(text.to_owned());
    }
    let kore = context.kore().await?;
    let name = kore.resolve_name(text).await?;
    if check_name {
        kore.one_named(&name).await?;
    }
    Ok(name)
}

/// A choice from the live list.
pub async fn ask(context: &mut Context) -> Result<String, Error> {
    let kore = context.kore().await?;
    let mut names = Vec::new();
    for campaign_type in [CampaignType::Sms, CampaignType::Voice] {
        let campaigns = kore.list_campaigns(campaign_type).all().await?;
        names.extend(campaigns.into_iter().map(|campaign| (campaign.name, campaign.status)));
    }
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
