//! A campaign of a file with what the file does not manage: that is as it is live.

use crate::domain::finding::Problem;
use crate::domain::kore_campaign::{Channel, KoreCampaign, Sms};
use crate::domain::live::{LiveCampaign, LiveKoreCampaign};
use crate::domain::name::look_the_same;
use crate::domain::platform_campaign::PlatformCampaign;

/// The campaign as it goes out over the live one: every optional field that its file leaves out is the live one's, and a name that looks
/// like the live one is spelled as it is there.
///
/// # Errors
/// Where the live campaign has a value that could not be sent again.
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
        // An update of Burki leaves alone what it does not name.
        PlatformCampaign::Burki(campaign) => {
            if look_the_same(campaign.name.as_str(), &live.name) {
                campaign.name = live.name.parse()?;
            }
        }
    }
    Ok(completed)
}

/// The update replaces the campaign whole: what is left out would be gone. Kore.ai contract §8.3.
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
    text.filter(|text| !text.trim().is_empty())
}
