//! `kcamp sandbox status`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::sandbox;
use crate::view::sandbox::{BurkiSide, HeldCampaign, KoreSide, StatusView};

/// Show what the sandbox holds, with the schedules that the platform itself would not return
#[derive(Debug, clap::Args)]
pub struct StatusArgs {}

/// Shows the sandbox's state.
///
/// # Errors
///
/// The state cannot be read.
pub fn run(_args: &StatusArgs, context: &mut Context) -> Result<Exit, Error> {
    let folder = context.sandbox_folder()?;
    let sandbox::Summary { kore, burki_campaigns } = sandbox::summary(&folder, context.clock)?;
    let campaigns = kore.campaigns.into_iter().map(|campaign| HeldCampaign {
        id: campaign.id,
        name: campaign.name,
        campaign_type: match campaign.campaign_type {
            sandbox::CampaignType::Voice => "voice",
            sandbox::CampaignType::Sms => "sms",
        }
        .to_owned(),
        status: campaign.status.to_owned(),
        schedule: campaign.schedule.map(|schedule| serde_json::json!(schedule)),
    });
    context.ui.show(&StatusView {
        kore: KoreSide {
            contact_lists: kore.contact_lists,
            dnc_lists: kore.dnc_lists,
            campaigns: campaigns.collect(),
        },
        burki: BurkiSide { campaigns: burki_campaigns },
    })?;
    Ok(Exit::Success)
}
