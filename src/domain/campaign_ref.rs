//! Which campaign is meant: by its id or by its name.

use std::fmt;

use super::finding::Problem;
use super::live::{CampaignId, LiveCampaign};
use super::name::{NameKey, look_the_same};
use super::platform_kind::PlatformKind;

/// The mark in front of an id, for a text that a name could be too.
const ID_MARK: &str = "id:";
/// The code of a campaign name that has the form of an id: an error where a campaign is created.
pub const HIDDEN_NAME: &str = "campaign/name-is-an-id";
/// Most digits of an id on Burki: more fit no integer of any database.
const BURKI_DIGITS_MAX: usize = 18;
/// The prefix of an id on Kore.ai. Kore.ai contract §1.4.
const KORE_PREFIX: &str = "cd-";
/// Fewest characters of an id on Kore.ai after its prefix that make it one: a name may look like a shorter one, such as
/// `cd-2027-01-04`. What follows the prefix is not a UUID; all that are known have 35 or 36 characters.
const KORE_LENGTH_SURE: usize = 30;
/// Fewest characters after the prefix that may be an id.
const KORE_LENGTH_MIN: usize = 8;

/// Which campaign is meant.
///
/// A file, and a choice from a list, say whether they name or identify it. What somebody typed may leave that open: then both are
/// looked for, and two campaigns are a question, never a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CampaignRef {
    /// The campaign of this id.
    Id(CampaignId),
    /// The campaign of this name.
    Name(String),
    /// The campaign of this id, or of the name that is the same text.
    IdOrName(CampaignId),
}

impl CampaignRef {
    /// The campaign that a user means by this text: `id:ID`, an id, or a name.
    #[must_use]
    pub fn typed(text: &str, platform: PlatformKind) -> Self {
        let id = |text: &str| CampaignId::reported(text.to_owned());
        if let Some(marked) = text.strip_prefix(ID_MARK)
            && form(marked, platform) != Form::Name
        {
            return Self::Id(id(marked));
        }
        match form(text, platform) {
            Form::Name => Self::Name(text.to_owned()),
            Form::Either => Self::IdOrName(id(text)),
            Form::Id => Self::Id(id(text)),
        }
    }

    /// Whether a campaign of this name could not be told from one of this id, where somebody types it.
    #[must_use]
    pub fn is_hidden(name: &str, platform: PlatformKind) -> bool {
        !matches!(Self::typed(name.trim(), platform), Self::Name(_))
    }

    /// The warning that a campaign's name has the form of an id, so that who types it may mean another campaign.
    #[must_use]
    pub fn hidden_name(name: &str, platform: PlatformKind) -> Option<Problem> {
        Self::is_hidden(name, platform).then(|| {
            Problem::warning(
                HIDDEN_NAME,
                format!(
                    "the campaign name {name:?} has the form of an id on {}, so a command could mean another campaign by it",
                    platform.title()
                ),
            )
            .help("write a name that no id looks like, with a word in it; id:ID means a campaign by its id alone")
        })
    }

    /// Whether a campaign has this id, or this name in any case.
    #[must_use]
    pub fn may_mean(&self, campaign: &LiveCampaign) -> bool {
        let is_named = |name: &str| NameKey::of(&campaign.name) == NameKey::of(name);
        match self {
            Self::Id(id) => campaign.id == *id,
            Self::Name(name) => is_named(name),
            Self::IdOrName(id) => campaign.id == *id || is_named(id.as_str()),
        }
    }

    /// Whether a campaign has this id, or this name in a spelling that looks the same.
    #[must_use]
    pub fn means(&self, campaign: &LiveCampaign) -> bool {
        match self {
            Self::Id(id) => campaign.id == *id,
            Self::Name(name) => look_the_same(&campaign.name, name),
            Self::IdOrName(id) => campaign.id == *id || look_the_same(&campaign.name, id.as_str()),
        }
    }

    /// The id of the campaign that is meant, which is `read` where that was done.
    #[must_use]
    pub fn id_of(&self, read: Option<&LiveCampaign>) -> Option<CampaignId> {
        match (read, self) {
            (Some(live), _) => Some(live.id.clone()),
            (None, Self::Id(id)) => Some(id.clone()),
            (None, Self::Name(_) | Self::IdOrName(_)) => None,
        }
    }

    /// The text, without the mark of an id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Id(id) | Self::IdOrName(id) => id.as_str(),
            Self::Name(name) => name,
        }
    }
}

impl fmt::Display for CampaignRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What a text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Id,
    Name,
    Either,
}

fn form(text: &str, platform: PlatformKind) -> Form {
    match platform {
        PlatformKind::Burki => {
            let is_number = (1..=BURKI_DIGITS_MAX).contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_digit());
            if is_number { Form::Either } else { Form::Name }
        }
        PlatformKind::Kore => match text.strip_prefix(KORE_PREFIX) {
            Some(rest) if rest.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') => {
                match rest.len() {
                    KORE_LENGTH_SURE.. => Form::Id,
                    KORE_LENGTH_MIN.. => Form::Either,
                    _ => Form::Name,
                }
            }
            _ => Form::Name,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::CampaignRef;
    use crate::domain::live::CampaignId;
    use crate::domain::platform_kind::PlatformKind::{self, Burki, Kore};

    const KORE_IDS: [&str; 2] =
        ["cd-9e14b72-88cc-4544-9a98-7aee9b7a1b2c", "cd-e7110489-a30a-5d1e-80ee-f246cc8a1b2c"];

    fn typed(text: &str, platform: PlatformKind) -> CampaignRef {
        CampaignRef::typed(text, platform)
    }

    #[test]
    fn an_id_is_told_from_a_name_and_a_text_that_may_be_both_from_either() {
        let id = |text: &str| CampaignId::reported(text.to_owned());
        for text in KORE_IDS {
            assert_eq!(typed(text, Kore), CampaignRef::Id(id(text)));
            assert_eq!(typed(text, Burki), CampaignRef::Name(text.to_owned()));
        }
        for (text, platform) in
            [("42", Burki), ("007", Burki), ("2027", Burki), ("cd-2027-01-04", Kore), ("cd-12345678", Kore)]
        {
            assert_eq!(typed(text, platform), CampaignRef::IdOrName(id(text)), "{text}");
            assert_eq!(typed(&format!("id:{text}"), platform), CampaignRef::Id(id(text)), "{text}");
        }
        for (text, platform) in [
            ("cd-player sale", Kore),
            ("cd-", Kore),
            ("cd-rom-offer", Kore),
            ("Billing", Kore),
            ("CD-9e14b72-88cc", Kore),
            ("cd-2026", Kore),
            ("42", Kore),
            ("id:42", Kore),
            ("id: 42", Burki),
            ("id:Sale", Burki),
            ("", Burki),
            ("4 2", Burki),
            ("-4", Burki),
            ("1234567890123456789", Burki),
            ("٤٢", Burki),
        ] {
            assert_eq!(typed(text, platform), CampaignRef::Name(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_name_that_could_be_an_id_is_hidden_by_it() {
        for (name, platform, is_hidden) in [
            ("2027", Burki, true),
            (" 2027 ", Burki, true),
            ("id:7", Burki, true),
            ("2027 Spring", Burki, false),
            ("2027", Kore, false),
            ("cd-2027-01-04", Kore, true),
            (KORE_IDS[0], Kore, true),
            ("cd-2027-01-04", Burki, false),
        ] {
            assert_eq!(CampaignRef::is_hidden(name, platform), is_hidden, "{name} {platform:?}");
        }
    }
}
