//! A campaign of Burki, carried out by an assistant. Every value has been checked.
//!
//! Follows Burki contract §4.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::choice::choose;
use super::finding::Problem;
use super::kore_campaign::bounded;
use super::serialized::serialized_as_text;

/// Maximum length of a campaign's name, in UTF-16 code units.
pub const NAME_MAX_UTF16: usize = 200;
/// Maximum number of entries in each of `fallback_values`, `variable_mappings`, `available_variables` and
/// `pending_import`. It is kcamp's own limit, for files from strangers; the platform documents none.
pub const VARIABLES_MAX: usize = 1_000;
/// The range of `max_attempts`.
pub const ATTEMPTS: RangeInclusive<u32> = 1..=10;
/// The range of `retry_delay_minutes`, in minutes.
pub const RETRY_DELAY_MINUTES: RangeInclusive<u32> = 5..=1440;

/// A complete, checked campaign, as `create` sends it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BurkiCampaign {
    /// Its name, the key by which kcamp knows it.
    pub name: BurkiCampaignName,
    /// How contacts are reached. Fixed once the campaign exists.
    pub medium: Medium,
    /// The assistant that talks to the contacts. Fixed once the campaign exists.
    pub assistant_id: AssistantId,
    /// Its purpose.
    pub description: Option<String>,
    /// The spoken and written texts, with `{{ variables }}`.
    pub templates: Templates,
    /// Number of attempts for each contact, 1 to 10; the platform's default is 3.
    pub max_attempts: Option<u8>,
    /// Minutes before a contact is tried again, 5 to 1440; the platform's default is 30.
    pub retry_delay_minutes: Option<u16>,
    /// The value for a variable that a contact does not have.
    pub fallback_values: Option<BTreeMap<String, String>>,
    /// The column of the import that each variable comes from.
    pub variable_mappings: Option<BTreeMap<String, String>>,
    /// The variables that templates may use.
    pub available_variables: Option<Vec<String>>,
    /// An import that follows the create; its keys are not documented.
    pub pending_import: Option<Map<String, Value>>,
}

/// The templates of a campaign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Templates {
    /// `welcome_message_template`: the beginning of a call.
    pub welcome_message: Option<String>,
    /// `agenda_template`: the task of the assistant.
    pub agenda: Option<String>,
    /// `end_call_message_template`: the end of a call.
    pub end_call_message: Option<String>,
    /// `sms_message_template`: the text of an sms.
    pub sms_message: Option<String>,
}

impl Templates {
    /// Each template with its key, in the order of the contract.
    pub fn by_key(&self) -> [(&'static str, Option<&str>); 4] {
        [
            ("welcome_message_template", self.welcome_message.as_deref()),
            ("agenda_template", self.agenda.as_deref()),
            ("end_call_message_template", self.end_call_message.as_deref()),
            ("sms_message_template", self.sms_message.as_deref()),
        ]
    }
}

/// How contacts are reached: `campaign_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Medium {
    /// Calls.
    Call,
    /// Text messages.
    Sms,
    /// Both.
    Mixed,
}

impl Medium {
    /// Every medium.
    pub const ALL: [Self; 3] = [Self::Call, Self::Sms, Self::Mixed];

    /// The platform's word.
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Sms => "sms",
            Self::Mixed => "mixed",
        }
    }
}

impl fmt::Display for Medium {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.wire_name())
    }
}

impl FromStr for Medium {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let choices = Self::ALL.map(|medium| (medium.wire_name(), medium));
        choose(text, "campaign type of Burki", "campaign/type-unknown", &choices)
    }
}

/// The id of an assistant: a whole number from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssistantId(u32);

impl AssistantId {
    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl fmt::Display for AssistantId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for AssistantId {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && *number > 0);
        number.map(Self).ok_or_else(|| {
            Problem::error("campaign/assistant-id-invalid", format!("{text:?} is not an assistant's id"))
                .help("write the number that the platform shows for the assistant, such as 7")
        })
    }
}

/// A campaign's name: 1 to 200 characters, not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BurkiCampaignName(String);

impl BurkiCampaignName {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BurkiCampaignName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl FromStr for BurkiCampaignName {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        bounded(text, "campaign name", NAME_MAX_UTF16, "campaign/name-empty", "campaign/name-too-long")
            .map(Self)
    }
}

serialized_as_text!(BurkiCampaignName.as_str, AssistantId.number);

#[cfg(test)]
mod tests {
    use super::{AssistantId, BurkiCampaignName, Medium};

    #[test]
    fn an_id_is_a_number_from_one() {
        assert_eq!("7".parse::<AssistantId>().map(AssistantId::number), Ok(7));
        for text in ["0", "", "+7", "7.0", "seven", "99999999999"] {
            assert!(text.parse::<AssistantId>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_has_two_hundred_characters_at_most() {
        assert!("n".repeat(200).parse::<BurkiCampaignName>().is_ok());
        for (name, code) in
            [("n".repeat(201), "campaign/name-too-long"), (" ".to_owned(), "campaign/name-empty")]
        {
            assert_eq!(name.parse::<BurkiCampaignName>().map_err(|problem| problem.code), Err(code));
        }
    }

    #[test]
    fn a_medium_is_one_of_three() {
        for medium in Medium::ALL {
            assert_eq!(medium.wire_name().parse(), Ok(medium));
        }
        assert_eq!("voice".parse::<Medium>().map_err(|problem| problem.code), Err("campaign/type-unknown"));
    }
}
