//! A campaign of a file with what the file does not manage: that is as it is live.

use std::str::FromStr;

use crate::domain::difference::{Live, LiveValue, live_field};
use crate::domain::finding::Problem;
use crate::domain::kore_campaign::{Channel, DialingMode, KoreCampaign, Sms, Voice};
use crate::domain::live::{LiveCampaign, LiveKoreCampaign};
use crate::domain::masked::is_masked;
use crate::domain::message::from_base64;
use crate::domain::name::look_the_same;
use crate::domain::platform_campaign::PlatformCampaign;

/// A campaign of a file as it goes out over the live one.
#[derive(Debug)]
pub(super) struct Completed {
    /// The campaign.
    pub(super) campaign: PlatformCampaign,
    /// The fields that neither its file nor the platform's answers have: what stands in their places is never sent.
    pub(super) missing: Vec<&'static str>,
}

/// The campaign as it goes out over the live one: every field that its file leaves out is the live one's, and a name that looks
/// like the live one is spelled as it is there. `left_out` are the fields in whose places the campaign has a stand-in.
///
/// # Errors
/// Where the live campaign has a value that could not be sent again.
pub(super) fn completed(
    campaign: &PlatformCampaign,
    live: &LiveCampaign,
    left_out: &[&'static str],
) -> Result<Completed, Problem> {
    let mut completed = campaign.clone();
    let mut missing = left_out.to_vec();
    match &mut completed {
        PlatformCampaign::Kore(campaign) => {
            if look_the_same(campaign.name.as_str(), &live.name) {
                campaign.name = live.name.parse()?;
            }
            if let Some(own) = live.kore() {
                complete(campaign, live.description.as_deref(), own)?;
            }
            missing.clear();
            for field in left_out {
                if !take_over(field, campaign, live)? {
                    missing.push(*field);
                }
            }
        }
        // An update of Burki leaves alone what it does not name.
        PlatformCampaign::Burki(campaign) => {
            if look_the_same(campaign.name.as_str(), &live.name) {
                campaign.name = live.name.parse()?;
            }
        }
    }
    Ok(Completed { campaign: completed, missing })
}

/// Puts the live value of a field into the place of its stand-in; whether the platform returns it for such a campaign. The flow of an
/// advanced sms and the detection of machines are in no answer.
fn take_over(field: &str, campaign: &mut KoreCampaign, live: &LiveCampaign) -> Result<bool, Problem> {
    let is_of_this_mode = |mode: &DialingMode| {
        live.kore().and_then(|own| own.dialing_mode.as_deref()) == Some(mode.wire_name())
    };
    match (field, &mut campaign.channel) {
        // A text belongs to its template: one that had none fits none. One that was left over from before the campaign became advanced,
        // and one that is masked or that could not be decoded, is not what people read.
        ("message", Channel::Sms(Sms::Simple { message, template_name: None, template_id: None })) => {
            let is_simple = live.kore().and_then(|own| own.format.as_deref()) == Some("simple");
            let is_read = |text: &String| is_simple && !is_masked(text) && from_base64(text).is_none();
            set(message, returned(live, &["message", "text"]).filter(is_read))
        }
        (_, Channel::Voice(Voice { mode, .. })) if !is_of_this_mode(mode) => Ok(false),
        (
            "experienceFlowName",
            Channel::Voice(Voice { mode: DialingMode::Agentless { experience_flow, .. }, .. }),
        ) => set(experience_flow, returned(live, &["experienceFlowName"])),
        (
            "queue_name",
            Channel::Voice(Voice {
                mode: DialingMode::Progressive { queue } | DialingMode::Preview { queue, .. },
                ..
            }),
        ) => set(queue, returned(live, &["queue_name"])),
        _ => Ok(false),
    }
}

/// The text that the platform returns for a field.
fn returned(live: &LiveCampaign, path: &[&str]) -> Option<String> {
    match live_field(live, path) {
        Some(Live::Read(Some(LiveValue::Text(text)))) => given(Some(&text)).map(str::to_owned),
        _ => None,
    }
}

/// Sets a value where there is one; whether there is.
fn set<T: FromStr<Err = Problem>>(place: &mut T, text: Option<String>) -> Result<bool, Problem> {
    let Some(text) = text else { return Ok(false) };
    *place = text.parse()?;
    Ok(true)
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
