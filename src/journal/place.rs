//! Where on a platform a write went, or a campaign is.

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::domain::account::{AccountIdentity, KeyPlace, Kinship, SANDBOX};

/// The number of bytes of a digest in a file name.
const DIGEST_BYTES: usize = 16;

/// The place of a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredPlace", into = "StoredPlace")]
pub struct AccountPlace {
    /// The platform's address, or [`SANDBOX`].
    pub host: String,
    /// The account of that host.
    pub account: AccountIdentity,
}

/// A place as files have it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredPlace {
    host: String,
    /// The account id, or the user's own name for the account.
    account: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stream: Option<String>,
    /// Where the key of the account is kept; missing where the platform has ids, and in files of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key_from: Option<KeyPlace>,
}

impl From<StoredPlace> for AccountPlace {
    fn from(StoredPlace { host, account, stream, key_from }: StoredPlace) -> Self {
        let account = match (key_from, account, stream) {
            (Some(key), name, _) => AccountIdentity::OfKey { name, key },
            // Earlier versions named no account that a key decides.
            (None, None, None) => AccountIdentity::OfKey { name: None, key: KeyPlace::Unknown },
            (None, account, stream) => AccountIdentity::Ids { account, stream },
        };
        Self { host, account }
    }
}

impl From<AccountPlace> for StoredPlace {
    fn from(AccountPlace { host, account }: AccountPlace) -> Self {
        let (account, stream, key_from) = match account {
            AccountIdentity::Ids { account, stream } => (account, stream, None),
            AccountIdentity::OfKey { name, key } => (name, None, Some(key)),
        };
        Self { host, account, stream, key_from }
    }
}

impl AccountPlace {
    /// Whether both places are named by the same ids, without regard to case.
    pub fn is_spelled_alike(&self, other: &Self) -> bool {
        let key = |account: &AccountIdentity| match account {
            AccountIdentity::Ids { account, stream } => {
                Some([account, stream].map(|id| id.as_deref().map(str::to_ascii_lowercase)))
            }
            AccountIdentity::OfKey { .. } => None,
        };
        self.host == other.host && key(&self.account).is_some() && key(&self.account) == key(&other.account)
    }

    /// Whether the other place is in the same account, as far as that can be told.
    pub fn kinship(&self, other: &Self) -> Kinship {
        match self.account.kinship(&other.account) {
            _ if self.host != other.host => Kinship::Other,
            Kinship::Unsure if self.host == SANDBOX => Kinship::Same,
            kinship => kinship,
        }
    }

    /// Whether the other place is surely in the same account.
    pub fn is_surely(&self, other: &Self) -> bool {
        self.kinship(other) == Kinship::Same
    }

    /// Whether the other place is surely in another account.
    pub fn is_surely_not(&self, other: &Self) -> bool {
        self.kinship(other) == Kinship::Other
    }

    /// Whether accounts that another identity names may be this one: a key names none.
    pub fn has_kin(&self) -> bool {
        self.host != SANDBOX && matches!(self.account, AccountIdentity::OfKey { .. })
    }

    /// An account of this host's keys of which nothing is known.
    #[must_use]
    pub fn unnamed(&self) -> Self {
        let account = AccountIdentity::OfKey { name: None, key: KeyPlace::Unknown };
        Self { host: self.host.clone(), account }
    }

    /// This place with the name that one of these has for the same account, where it has none itself.
    #[must_use]
    pub fn named_by(&self, known: &[Self]) -> Self {
        let is_its = |other: &&Self| other.account.name().is_some() && self.is_surely(other);
        let named = if self.account.name().is_some() { None } else { known.iter().find(is_its) };
        named.unwrap_or(self).clone()
    }

    /// Whether what a halt or a write at the other place left open may be undone or settled from here: it is the same
    /// account, or nothing tells whose one of them is.
    pub fn may_undo(&self, other: &Self) -> bool {
        match self.kinship(other) {
            Kinship::Same => true,
            Kinship::Unsure => !(self.account.is_known() && other.account.is_known()),
            Kinship::Other => false,
        }
    }

    /// Whether something tells this account from others of its host.
    pub fn is_known(&self) -> bool {
        self.host == SANDBOX || self.account.is_known()
    }

    /// A file name for this place and one thing in it, such as a campaign, whose own name may have characters that are
    /// not allowed in file names.
    pub fn digest(&self, of: &str) -> String {
        let stream = self.account.stream().map_or("", String::as_str);
        file_name(&[&self.host, &self.account.key(), stream, of])
    }

    /// Like [`Self::digest`], but the same for every account of the host that may be this one.
    pub fn digest_of_kin(&self, of: &str) -> String {
        match &self.account {
            AccountIdentity::Ids { .. } => self.digest(of),
            AccountIdentity::OfKey { .. } => file_name(&[&self.host, "", "", of]),
        }
    }
}

fn file_name(parts: &[&str]) -> String {
    let digest = digest(&SHA256, parts.join("\0").as_bytes());
    let bytes = digest.as_ref().iter().take(DIGEST_BYTES);
    bytes.map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

#[cfg(test)]
impl AccountPlace {
    /// An account of a platform with ids.
    pub fn of_ids(host: &str, account: &str, stream: Option<&str>) -> Self {
        let (account, stream) = (Some(account.to_owned()), stream.map(str::to_owned));
        Self { host: host.to_owned(), account: AccountIdentity::Ids { account, stream } }
    }

    /// The account of a key of which nothing is known.
    pub fn of_key(host: &str) -> Self {
        Self::of_ids(host, "", None).unnamed()
    }
}

#[cfg(test)]
mod tests {
    use super::AccountPlace;
    use crate::domain::account::{AccountIdentity, KeyPlace, Kinship};

    fn of_key(name: Option<&str>, key: KeyPlace) -> AccountPlace {
        let account = AccountIdentity::OfKey { name: name.map(str::to_owned), key };
        AccountPlace { account, ..AccountPlace::of_key("https://h") }
    }

    fn env(name: &str) -> KeyPlace {
        KeyPlace::Env(name.to_owned())
    }

    #[test]
    fn places_are_read_as_they_were_written_and_those_of_earlier_versions_too() -> serde_json::Result<()> {
        for place in [
            AccountPlace::of_ids("https://h", "1", Some("st-1")),
            AccountPlace::of_key("https://h"),
            of_key(Some("north"), env("A")),
            of_key(None, KeyPlace::File("/k".into())),
            of_key(None, KeyPlace::command("op", &[])),
        ] {
            assert_eq!(serde_json::from_str::<AccountPlace>(&serde_json::to_string(&place)?)?, place);
        }
        for (text, place) in [
            (r#"{"host":"https://h","account":null}"#, AccountPlace::of_key("https://h")),
            (r#"{"host":"https://h","account":"1"}"#, AccountPlace::of_ids("https://h", "1", None)),
            (r#"{"host":"https://h","account":null,"stream":null}"#, AccountPlace::of_key("https://h")),
        ] {
            assert_eq!(serde_json::from_str::<AccountPlace>(text)?, place, "{text}");
        }
        Ok(())
    }

    #[test]
    fn what_is_undone_from_here_is_of_the_same_account_or_nobody_knows_of_which() {
        let (north, south) = (of_key(None, env("A")), of_key(None, env("B")));
        let (file, unknown) = (of_key(None, KeyPlace::File("/k".into())), AccountPlace::of_key("https://h"));
        for (one, other, may_undo) in [
            (&north, &north, true),
            (&north, &south, false),
            (&north, &file, false),
            (&north, &unknown, true),
            (&unknown, &unknown, true),
            (&of_key(Some("n"), env("A")), &north, true),
            (&of_key(Some("n"), KeyPlace::Unknown), &north, false),
            (&AccountPlace { host: "https://i".into(), ..north.clone() }, &north, false),
        ] {
            assert_eq!(one.may_undo(other), may_undo, "{one:?} {other:?}");
        }
        let sandbox = AccountPlace::of_key(super::SANDBOX);
        assert_eq!(sandbox.kinship(&sandbox), Kinship::Same);
        assert_eq!(sandbox.kinship(&AccountPlace::of_ids(super::SANDBOX, "1", None)), Kinship::Other);
    }

    #[test]
    fn files_of_accounts_that_are_told_apart_have_other_names_and_those_that_all_share_have_one() {
        let all = [
            AccountPlace::of_key("https://h"),
            of_key(None, env("A")),
            of_key(None, env("B")),
            of_key(Some("A"), KeyPlace::Unknown),
            of_key(None, KeyPlace::Profile("A".into())),
        ];
        let own: std::collections::BTreeSet<String> = all.iter().map(|place| place.digest("seen")).collect();
        let shared: std::collections::BTreeSet<String> =
            all.iter().map(|place| place.digest_of_kin("x")).collect();
        assert_eq!((own.len(), shared.len()), (all.len(), 1));
        // A named account keeps its files when its key is moved.
        assert_eq!(of_key(Some("A"), env("A")).digest("x"), of_key(Some("A"), env("B")).digest("x"));
    }
}
