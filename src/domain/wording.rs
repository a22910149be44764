//! The words of a campaign that reach people, as they are read or heard.

use super::kore_campaign::{Channel, Sms};
use super::platform_campaign::PlatformCampaign;
use super::segments::Segments;
use super::template::Template;

/// Words that reach people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording<'campaign> {
    /// The key that they stand under in a campaign file.
    pub field: &'static str,
    /// The words, decoded; templates as they are written.
    pub text: &'campaign str,
    /// Their size as an sms, without the variables of a template; `None` for words that are spoken.
    pub segments: Option<Segments>,
}

/// The words of a campaign that reach people, in the order of a campaign file; none where a flow or an agent finds them.
#[must_use]
pub fn of(campaign: &PlatformCampaign) -> Vec<Wording<'_>> {
    match campaign {
        PlatformCampaign::Kore(campaign) => match &campaign.channel {
            Channel::Sms(Sms::Simple { message, .. }) => {
                let text = message.as_str();
                vec![Wording { field: "message.text", text, segments: Some(Segments::of(text)) }]
            }
            Channel::Sms(Sms::Advanced { .. }) | Channel::Voice(_) => Vec::new(),
        },
        PlatformCampaign::Burki(campaign) => {
            // The agenda tells the assistant what to do, and no one else.
            let reaches_people = |key: &str| key != "agenda_template";
            let wording = |(field, text): (&'static str, Option<_>)| {
                let text: &str = text?;
                let is_sms = field == "sms_message_template";
                let segments = is_sms.then(|| Segments::of(&Template::read(text).fixed));
                Some(Wording { field, text, segments })
            };
            let templates = campaign.templates.by_key().into_iter();
            templates.filter(|(key, _)| reaches_people(key)).filter_map(wording).collect()
        }
    }
}
