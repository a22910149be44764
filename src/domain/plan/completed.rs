//! Completes a campaign of a file with the live values of what the file does not manage.

use crate::domain::finding::Problem;
use crate::domain::kore_campaign::{Channel, KoreCampaign, Sms};
use crate::domain::live::{LiveCampaign, LiveKoreCampaign};
use crate::domain::name::{look_the_same, shows_nothing};
use crate::domain::platform_campaign::PlatformCampaign;

/// The campaign as it is sent over the live one. Every optional field that the file leaves out gets the live value. A
/// name that looks like the live one gets its spelling.
///
/// # Errors
/// If the live campaign has a value that cannot be sent again.
pub(super) fn completed(
    campaign: &PlatformCampaign,
    live: &LiveCampaign,
) -> Result<PlatformCampaign, Problem> {
    let mut completed = campaign.clone();
    match &mut completed {
        PlatformCampaign::Kore(campaign) => {
            if look_the_same(campaign.name.as_str(), &live.name) {
                campaign.name = live.name.parse()?;
            }
            if let Some(own) = live.kore() {
                complete(campaign, live.description.as_deref(), own)?;
            }
        }
        // An update on Burki does not change fields that it leaves out.
        PlatformCampaign::Burki(campaign) => {
            if look_the_same(campaign.name.as_str(), &live.name) {
                campaign.name = live.name.parse()?;
            }
        }
    }
    Ok(completed)
}

/// Fills in live values, since the update replaces the whole campaign: fields that are left out would be removed.
/// Kore.ai contract §8.3.
fn complete(
    campaign: &mut KoreCampaign,
    description: Option<&str>,
    own: &LiveKoreCampaign,
) -> Result<(), Problem> {
    if campaign.description.is_none() {
        campaign.description = given(description).map(str::parse).transpose()?;
    }
    if campaign.dnc_list.is_none() {
        campaign.dnc_list = given(own.dnc_list.as_deref()).map(str::parse).transpose()?;
    }
    if campaign.priority.is_none() {
        campaign.priority = own.priority.map(|priority| priority.to_string().parse()).transpose()?;
    }
    if let Channel::Sms(Sms::Simple { template_name, template_id, .. }) = &mut campaign.channel
        && template_name.is_none()
        && template_id.is_none()
    {
        template_name.clone_from(&own.template_name);
        // The platform adds the id of a template that was sent by its name.
        if own.template_name.is_none() {
            template_id.clone_from(&own.template_id);
        }
    }
    Ok(())
}

fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !shows_nothing(text))
}
