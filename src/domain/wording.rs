//! The texts of a campaign that people read or hear.

use super::kore_campaign::{Channel, Sms};
use super::platform_campaign::PlatformCampaign;
use super::segments::Segments;
use super::template::Template;

/// A text that reaches people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording<'campaign> {
    /// The key of the text in a campaign file.
    pub field: &'static str,
    /// The decoded text; a template as it is written.
    pub text: &'campaign str,
    /// The size of the text as an sms, without the variables of a template; `None` for a spoken text.
    pub segments: Option<Segments>,
}

/// The texts of a campaign that reach people, in the order of a campaign file; empty if a flow or an agent
/// chooses the words.
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
            // Only the assistant reads the agenda.
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
