//! The identity of an account among those of one host.

use std::path::PathBuf;

use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

/// The host of the sandbox, which has one account for each platform. The sandbox's own files are in a folder of this
/// name.
pub const SANDBOX: &str = "sandbox";

/// The account that settings or a file of this machine mean, among all accounts of one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountIdentity {
    /// The platform's own ids; an id that is not set is `None`. Kore.ai contract §1.
    Ids {
        /// The account id.
        account: Option<String>,
        /// The bot, app or stream.
        stream: Option<String>,
    },
    /// The account of an API key, which names none. Burki contract §8.
    OfKey {
        /// The user's own name for the account, if there is one.
        name: Option<String>,
        /// Where the key is kept.
        key: KeyPlace,
    },
}

/// Where an API key is kept. It stays the same when the key is replaced, and says nothing of the key itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyPlace {
    /// No profile says it: the key was set for one command, or by an earlier version of kcamp.
    #[default]
    Unknown,
    /// In the variable that the profile names.
    Env(String),
    /// In the file that the profile names.
    File(PathBuf),
    /// In what a command prints.
    Command {
        /// The program.
        program: String,
        /// A digest of the program and its arguments, which may hold anything.
        digest: String,
    },
    /// In the profile of this name itself.
    Profile(String),
}

/// Whether two identities mean one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// They mean the same account.
    Same,
    /// They may mean the same account: nothing that both say can be compared.
    Unsure,
    /// They mean two accounts.
    Other,
}

impl KeyPlace {
    /// The place of a key that this command prints.
    pub fn command(program: &str, arguments: &[String]) -> Self {
        let words = serde_json::to_vec(&(program, arguments)).unwrap_or_default();
        let digest = digest(&SHA256, &words);
        let digest =
            digest.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        Self::Command { program: program.to_owned(), digest }
    }

    /// One place holds one key; two variables, two files or two commands hold the keys of two accounts. A key in a
    /// profile itself may be any other key.
    fn kinship(&self, other: &Self) -> Kinship {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => Kinship::Unsure,
            (one, other) if one == other => Kinship::Same,
            (Self::Env(_), Self::Env(_))
            | (Self::File(_), Self::File(_))
            | (Self::Command { .. }, Self::Command { .. }) => Kinship::Other,
            _ => Kinship::Unsure,
        }
    }

    /// Such as `key from the variable ACME_KEY`; `None` if it is not known.
    pub fn in_words(&self) -> Option<String> {
        match self {
            Self::Unknown => None,
            Self::Env(name) => Some(format!("key from the variable {name}")),
            Self::File(path) => Some(format!("key from the file {}", path.display())),
            Self::Command { program, .. } => Some(format!("key from the command {program}")),
            Self::Profile(name) => Some(format!("key in the profile {name}")),
        }
    }
}

impl AccountIdentity {
    /// Whether the other identity means the same account of the host. A name of the user's own counts more than the
    /// place of a key, so that an account keeps its identity when its key is moved.
    pub fn kinship(&self, other: &Self) -> Kinship {
        match (self, other) {
            (Self::Ids { account, stream }, Self::Ids { account: other, stream: other_stream }) => {
                match (
                    told_apart(account.as_ref(), other.as_ref()),
                    told_apart(stream.as_ref(), other_stream.as_ref()),
                ) {
                    (Kinship::Other, _) | (_, Kinship::Other) => Kinship::Other,
                    // Lines of earlier versions do not name a stream.
                    (Kinship::Same, _) => Kinship::Same,
                    (Kinship::Unsure, _) => Kinship::Unsure,
                }
            }
            (Self::OfKey { name, key }, Self::OfKey { name: other, key: other_key }) => {
                match told_apart(name.as_ref(), other.as_ref()) {
                    Kinship::Unsure => key.kinship(other_key),
                    sure => sure,
                }
            }
            (Self::Ids { .. }, Self::OfKey { .. }) | (Self::OfKey { .. }, Self::Ids { .. }) => Kinship::Other,
        }
    }

    /// Whether anything tells this account from others of the host.
    pub fn is_known(&self) -> bool {
        match self {
            Self::Ids { account, stream } => account.is_some() && stream.is_some(),
            Self::OfKey { name, key } => name.is_some() || *key != KeyPlace::Unknown,
        }
    }

    /// The account's id, or the user's own name for it.
    pub const fn name(&self) -> Option<&String> {
        match self {
            Self::Ids { account: name, .. } | Self::OfKey { name, .. } => name.as_ref(),
        }
    }

    /// A text for the name of a file about this account alone: the account id, the user's own name for it, or else
    /// where its key is kept; empty if nothing is known.
    pub fn key(&self) -> String {
        match self {
            Self::Ids { account: name, .. } | Self::OfKey { name, key: KeyPlace::Unknown } => {
                name.clone().unwrap_or_default()
            }
            Self::OfKey { name: Some(name), .. } => name.clone(),
            Self::OfKey { name: None, key } => serde_json::to_string(key).unwrap_or_default(),
        }
    }

    /// The bot, app or stream, where the platform has them.
    pub const fn stream(&self) -> Option<&String> {
        match self {
            Self::Ids { stream, .. } => stream.as_ref(),
            Self::OfKey { .. } => None,
        }
    }

    /// Its identity among the accounts of the host, in words, such as `account a1`, `stream st-1`; empty if nothing
    /// does.
    pub fn in_words(&self) -> Vec<String> {
        let account = self.name().map(|name| format!("account {name}"));
        let further = match self {
            Self::Ids { stream, .. } => stream.as_ref().map(|stream| format!("stream {stream}")),
            Self::OfKey { name: Some(_), .. } => None,
            Self::OfKey { name: None, key } => key.in_words(),
        };
        account.into_iter().chain(further).collect()
    }
}

/// Whether two values say that the accounts are the same.
fn told_apart(one: Option<&String>, other: Option<&String>) -> Kinship {
    match (one, other) {
        (Some(one), Some(other)) if one == other => Kinship::Same,
        (Some(_), Some(_)) => Kinship::Other,
        _ => Kinship::Unsure,
    }
}

#[cfg(test)]
mod tests {
    use super::{AccountIdentity, KeyPlace, Kinship};

    fn of_key(name: Option<&str>, key: KeyPlace) -> AccountIdentity {
        AccountIdentity::OfKey { name: name.map(str::to_owned), key }
    }

    fn env(name: &str) -> KeyPlace {
        KeyPlace::Env(name.to_owned())
    }

    fn op(path: &str) -> KeyPlace {
        KeyPlace::command("op", &["read".to_owned(), path.to_owned()])
    }

    #[test]
    fn accounts_of_keys_are_told_apart_by_their_names_or_else_by_the_places_of_their_keys() {
        use Kinship::{Other, Same, Unsure};
        let file = |path: &str| KeyPlace::File(path.into());
        let profile = |name: &str| KeyPlace::Profile(name.to_owned());
        for (one, other, kinship) in [
            (of_key(None, env("A")), of_key(None, env("A")), Same),
            (of_key(None, env("A")), of_key(None, env("B")), Other),
            (of_key(None, file("/a")), of_key(None, file("/b")), Other),
            (of_key(None, op("a")), of_key(None, op("a")), Same),
            (of_key(None, op("a")), of_key(None, op("b")), Other),
            // One account's key may be kept in two ways.
            (of_key(None, env("A")), of_key(None, file("/a")), Unsure),
            (of_key(None, op("a")), of_key(None, file("/a")), Unsure),
            (of_key(None, profile("a")), of_key(None, profile("a")), Same),
            (of_key(None, profile("a")), of_key(None, profile("b")), Unsure),
            (of_key(None, KeyPlace::Unknown), of_key(None, env("A")), Unsure),
            (of_key(None, KeyPlace::Unknown), of_key(None, KeyPlace::Unknown), Unsure),
            // A name counts more, where both have one.
            (of_key(Some("n"), env("A")), of_key(Some("n"), env("B")), Same),
            (of_key(Some("n"), env("A")), of_key(Some("s"), env("A")), Other),
            (of_key(Some("n"), env("A")), of_key(None, env("A")), Same),
            (of_key(Some("n"), env("A")), of_key(None, env("B")), Other),
            (of_key(Some("n"), KeyPlace::Unknown), of_key(None, env("B")), Unsure),
        ] {
            assert_eq!(one.kinship(&other), kinship, "{one:?} {other:?}");
            assert_eq!(other.kinship(&one), kinship, "{other:?} {one:?}");
        }
    }

    #[test]
    fn ids_tell_accounts_apart_and_are_never_those_of_a_key() {
        let ids = |account: Option<&str>, stream: Option<&str>| AccountIdentity::Ids {
            account: account.map(str::to_owned),
            stream: stream.map(str::to_owned),
        };
        let own = ids(Some("1"), Some("st-1"));
        assert_eq!(own.kinship(&own), Kinship::Same);
        assert_eq!(own.kinship(&ids(Some("1"), None)), Kinship::Same);
        assert_eq!(own.kinship(&ids(Some("1"), Some("st-2"))), Kinship::Other);
        assert_eq!(own.kinship(&ids(Some("2"), Some("st-1"))), Kinship::Other);
        assert_eq!(own.kinship(&ids(None, None)), Kinship::Unsure);
        assert_eq!(own.kinship(&of_key(Some("1"), KeyPlace::Unknown)), Kinship::Other);
    }

    #[test]
    fn the_place_of_a_key_shows_no_argument_of_its_command() {
        let words = KeyPlace::command("op", &["--token".to_owned(), "hunter2hunter2".to_owned()]);
        let stored = serde_json::to_string(&words).unwrap_or_default();
        assert!(stored.contains("op") && !stored.contains("hunter2"), "{stored}");
        assert_eq!(words.in_words().as_deref(), Some("key from the command op"));
    }
}
