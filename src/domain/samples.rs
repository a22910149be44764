//! A campaign of Kore.ai as it is sent and as it is reported, for tests.

use super::caller_id::CallerId;
use super::calling_hours::{CallingHours, CallingWindow, Frequency};
use super::finding::Problem;
use super::kore_campaign::{CampaignType, Channel, KoreCampaign, Sms};
use super::live::{CampaignId, CampaignStatus, LiveCallingHours, LiveCampaign, LiveKoreCampaign, LiveWindow};
use super::plain::PlainValues;

/// A simple sms, as it is sent.
pub(crate) fn campaign() -> Result<KoreCampaign, Problem> {
    Ok(KoreCampaign {
        name: "Billing".parse()?,
        description: Some("d".parse()?),
        contact_lists: vec!["A".parse()?, "B".parse()?],
        dnc_list: Some("Opted out".parse()?),
        priority: Some("5".parse()?),
        caller_id: CallerId::of_voice("+12025550124")?,
        calling_hours: CallingHours {
            frequency: Frequency::Weekly,
            zone: "Asia/Kolkata".parse()?,
            windows: CallingWindow::parse_all("Mon-Tue 9:00 AM-6:00 PM")?,
        },
        channel: Channel::Sms(Sms::Simple {
            message: "Pay".parse()?,
            template_name: None,
            template_id: None,
        }),
    })
}

/// The sample campaign as it is reported, in other spellings.
pub(crate) fn live() -> LiveCampaign {
    let window = |day: &str| LiveWindow { day: day.into(), start: "09:00 AM".into(), end: "18:00".into() };
    LiveCampaign {
        id: CampaignId::reported("cd-1".into()),
        name: "Billing".into(),
        description: Some("d".into()),
        status: CampaignStatus::Ready,
        scheduling_enabled: Some(false),
        created_at: None,
        updated_at: None,
        unread: std::collections::BTreeSet::new(),
        plain: PlainValues::new(),
        own: LiveKoreCampaign {
            campaign_type: Some(CampaignType::Sms),
            priority: Some(5),
            contact_lists: vec!["B".into(), "A".into()],
            dnc_list: Some("Opted out".into()),
            several_dnc_lists: Vec::new(),
            caller_id: Some("+12025550124".into()),
            calling_hours: Some(LiveCallingHours {
                frequency: Some("WEEKLY".into()),
                timezone: Some("Asia/Kolkata".into()),
                windows: vec![window("TU"), window("MO")],
            }),
            dialing_mode: None,
            format: Some("simple".into()),
            message: Some("Pay".into()),
            message_encoding: None,
            template_name: None,
            template_id: None,
            experience_flow: None,
            connection: None,
            recurrence_enabled: None,
            instance_id: None,
        }
        .into(),
    }
}

/// The Kore.ai fields of a live campaign, for editing. Panics for another platform's campaign.
pub(crate) fn own(live: &mut LiveCampaign) -> &mut LiveKoreCampaign {
    live.kore_mut().unwrap_or_else(|| panic!("a campaign of Kore.ai"))
}
