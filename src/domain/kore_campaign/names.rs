//! The names and texts of a Kore.ai campaign: not empty, and within the platform's maximum lengths.

use std::fmt;
use std::str::FromStr;

use crate::domain::finding::Problem;
use crate::domain::name::shows_nothing;

/// Maximum length of a campaign's or contact list's name, in UTF-16 code units.
pub const NAME_MAX_UTF16: usize = 48;
/// Maximum length of a description, in UTF-16 code units.
pub const DESCRIPTION_MAX_UTF16: usize = 256;

/// Returns the text if it has at least one and at most `most` UTF-16 code units, the strictest reading of "characters".
///
/// # Errors
///
/// The code `empty` if nothing of the text is seen, and `too_long` if it has more than `most` code units.
pub(crate) fn bounded(
    text: &str,
    what: &str,
    most: usize,
    empty: &'static str,
    too_long: &'static str,
) -> Result<String, Problem> {
    if shows_nothing(text) {
        return Err(Problem::error(empty, format!("the {what} is empty"))
            .help(format!("give the {what} at least one character")));
    }
    let units = text.encode_utf16().count();
    if units > most {
        return Err(Problem::error(
            too_long,
            format!("the {what} has {units} characters; at most {most} are allowed"),
        )
        .help(format!("shorten it by {}; an emoji counts as two", units - most)));
    }
    Ok(text.to_owned())
}

/// A name that the platform matches exactly as it is written. Only an empty name is an error.
fn reference(text: &str, what: &str, empty: &'static str) -> Result<String, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::error(empty, format!("the {what} is empty"))
            .help(format!("name the {what} as the platform shows it")));
    }
    Ok(text.to_owned())
}

/// A campaign's name: 1 to 48 UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CampaignName(String);

/// A campaign's description: 1 to 256 UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Description(String);

/// The name of a contact list or a do-not-contact list: 1 to 48 UTF-16 code units.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListName(String);

/// The name of an experience flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowName(String);

/// The name of an agents' queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueName(String);

impl FromStr for CampaignName {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        bounded(text, "campaign name", NAME_MAX_UTF16, "campaign/name-empty", "campaign/name-too-long")
            .map(Self)
    }
}

impl FromStr for Description {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        bounded(
            text,
            "description",
            DESCRIPTION_MAX_UTF16,
            "campaign/description-empty",
            "campaign/description-too-long",
        )
        .map(Self)
    }
}

impl FromStr for ListName {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        bounded(
            text,
            "contact list name",
            NAME_MAX_UTF16,
            "contact-list/name-empty",
            "contact-list/name-too-long",
        )
        .map(Self)
    }
}

impl FromStr for FlowName {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        reference(text, "experience flow", "campaign/experience-flow-empty").map(Self)
    }
}

impl FromStr for QueueName {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        reference(text, "queue", "campaign/queue-empty").map(Self)
    }
}

/// Implements `as_str` and `Display` for text types.
macro_rules! shows_its_text {
    ($($name:ident),+) => {$(
        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )+};
}

shows_its_text!(CampaignName, Description, ListName, FlowName, QueueName);
