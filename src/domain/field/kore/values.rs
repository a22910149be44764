//! The values of a campaign of Kore.ai, sent and live, that several rows read.

use crate::domain::field::{Live, SentCampaign, SentValue};
use crate::domain::kore_campaign::{Channel, DialingMode, KoreCampaign, Sms, Voice};
use crate::domain::live::{LiveCampaign, LiveKoreCampaign};

pub(super) fn voice(campaign: &KoreCampaign) -> Option<&Voice> {
    match &campaign.channel {
        Channel::Voice(voice) => Some(voice),
        Channel::Sms(_) => None,
    }
}

/// A number that voice alone has.
pub(super) fn number<N: Into<u64>>(campaign: &KoreCampaign, value: impl Fn(&Voice) -> N) -> SentValue {
    voice(campaign).map_or(SentValue::NotForThisKind, |voice| SentValue::number(value(voice)))
}

pub(super) fn mode(campaign: &KoreCampaign) -> Option<&DialingMode> {
    voice(campaign).map(|voice| &voice.mode)
}

pub(super) fn format(campaign: &KoreCampaign) -> Option<&'static str> {
    match &campaign.channel {
        Channel::Sms(Sms::Simple { .. }) => Some("simple"),
        Channel::Sms(Sms::Advanced { .. }) => Some("advanced"),
        Channel::Voice(_) => None,
    }
}

/// The text of a simple sms, and the name and id of its template.
pub(super) fn simple(campaign: &KoreCampaign) -> Option<(&str, Option<&String>, Option<&String>)> {
    match &campaign.channel {
        Channel::Sms(Sms::Simple { message, template_name, template_id }) => {
            Some((message.as_str(), template_name.as_ref(), template_id.as_ref()))
        }
        _ => None,
    }
}

pub(super) fn experience_flow(campaign: &KoreCampaign) -> Option<&str> {
    match &campaign.channel {
        Channel::Sms(Sms::Advanced { experience_flow })
        | Channel::Voice(Voice { mode: DialingMode::Agentless { experience_flow, .. }, .. }) => {
            Some(experience_flow.as_str())
        }
        _ => None,
    }
}

pub(super) fn text(live: &LiveCampaign, value: impl Fn(&LiveKoreCampaign) -> Option<String>) -> Live {
    Live::text(live.kore().and_then(value))
}

/// Whether the live campaign has the same dialing mode; the connection depends on it.
pub(super) fn is_of_one_mode(live: &LiveCampaign, campaign: SentCampaign<'_>) -> bool {
    let SentCampaign::Kore(campaign) = campaign else { return false };
    live.kore().and_then(|own| own.dialing_mode.as_deref()) == mode(campaign).map(DialingMode::wire_name)
}

/// The queue or the flow, if the answer names it.
pub(super) fn connection(live: &LiveCampaign, is_named: bool) -> Live {
    let own = live.kore();
    match own.and_then(LiveKoreCampaign::connection_name) {
        Some(name) if is_named => Live::text(Some(name.to_owned())),
        _ => {
            let id = own.and_then(|own| own.connection.clone().filter(|_| is_named));
            Live::NotReturned { instead: id.or_else(|| own.and_then(|own| own.experience_flow.clone())) }
        }
    }
}
