//! References to campaigns, by id or by name.

use super::finding::Problem;
use super::live::{CampaignId, LiveCampaign};
use super::platform_kind::PlatformKind;
use super::reference::{Form, Ref, Referable, behind_kore_prefix};

/// The code of a campaign name that has the form of an id: an error where a campaign is created.
pub const HIDDEN_NAME: &str = "campaign/name-is-an-id";
/// Maximum number of digits of an id on Burki; more do not fit in an integer of any database.
const BURKI_DIGITS_MAX: usize = 18;
/// The prefix of an id on Kore.ai. Kore.ai contract §1.4.
const KORE_PREFIX: &str = "cd-";
/// Minimum length after the prefix from which a text is an id on Kore.ai. A name may look like a shorter one, such as
/// `cd-2027-01-04`. The text after the prefix is not a UUID; all known ids have 35 or 36 characters.
const KORE_LENGTH_SURE: usize = 30;
/// Minimum length after the prefix from which a text may be an id.
const KORE_LENGTH_MIN: usize = 8;

/// Which campaign is meant.
pub type CampaignRef = Ref<LiveCampaign>;

impl CampaignRef {
    /// The warning that a campaign's name has the form of an id, so that who types it may mean another campaign.
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
}

impl Referable for LiveCampaign {
    type Id = CampaignId;

    fn id_of_text(text: &str) -> CampaignId {
        CampaignId::reported(text.to_owned())
    }

    fn text_of_id(id: &CampaignId) -> &str {
        id.as_str()
    }

    fn id(&self) -> &CampaignId {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn form(text: &str, platform: PlatformKind) -> Form {
        match platform {
            PlatformKind::Burki => {
                let is_number = (1..=BURKI_DIGITS_MAX).contains(&text.len())
                    && text.bytes().all(|byte| byte.is_ascii_digit());
                if is_number { Form::Either } else { Form::Name }
            }
            PlatformKind::Kore => match behind_kore_prefix(text, KORE_PREFIX).map(str::len) {
                Some(KORE_LENGTH_SURE..) => Form::Id,
                Some(KORE_LENGTH_MIN..) => Form::Either,
                _ => Form::Name,
            },
        }
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
