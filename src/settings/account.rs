//! The settings that a request to a platform needs; incomplete settings are refused.

use super::error::SettingsError;
use super::{Host, Setting, SettingSource, Settings};
use crate::domain::account::{AccountIdentity, KeyPlace};
use crate::domain::platform_kind::PlatformKind;
use crate::profile::SecretSource;

/// The settings that a request to Kore.ai needs. Kore.ai contract §1.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_field_names, reason = "the platform has an account id beside a stream id")]
pub struct Account<'a> {
    /// The platform's address.
    pub host: &'a Host,
    /// Bot, app or stream id.
    pub stream_id: &'a str,
    pub account_id: &'a str,
    /// The proof of identity.
    pub credential: Credential<'a>,
}

/// The proof of identity for Kore.ai.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential<'a> {
    /// A ready token, sent as it is.
    Token(&'a Setting<SecretSource>),
    /// The data for minting a new token for each attempt.
    Signing(SigningCredential<'a>),
}

/// The data for minting a token. Kore.ai contract §2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningCredential<'a> {
    /// The claim `appId`.
    pub client_id: &'a str,
    pub client_secret: &'a Setting<SecretSource>,
}

/// The settings that a request to Burki needs. The key determines the account. Burki contract §8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BurkiAccount<'a> {
    /// The platform's address.
    pub host: &'a Host,
    /// The source of the API key.
    pub api_key: &'a Setting<SecretSource>,
}

/// A missing setting: its name, and how to set it.
struct Missing {
    what: &'static str,
    fix: &'static str,
}

const STREAM_ID: Missing = Missing { what: "stream id", fix: "KCAMP_STREAM_ID" };
const ACCOUNT_ID: Missing = Missing { what: "account id", fix: "KCAMP_ACCOUNT_ID" };
const CLIENT_ID: Missing = Missing { what: "client id", fix: "KCAMP_CLIENT_ID" };
const CLIENT_SECRET: Missing = Missing { what: "client secret", fix: "KCAMP_CLIENT_SECRET" };
const API_KEY: Missing = Missing { what: "API key", fix: "KCAMP_TOKEN" };

impl Settings {
    /// The identity that tells the account from others of its host.
    pub fn identity(&self) -> AccountIdentity {
        let set = |id: &Option<Setting<String>>| id.as_ref().map(|setting| setting.value.clone());
        match self.platform.value {
            PlatformKind::Kore => {
                AccountIdentity::Ids { account: set(&self.account_id), stream: set(&self.stream_id) }
            }
            PlatformKind::Burki => {
                AccountIdentity::OfKey { name: set(&self.account_id), key: self.key_place() }
            }
        }
    }

    /// Where the profile keeps the API key. A key of the environment or of stdin may be that of any account.
    fn key_place(&self) -> KeyPlace {
        let Some(Setting { value, source: SettingSource::Profile(name) }) = &self.token else {
            return KeyPlace::Unknown;
        };
        match value {
            SecretSource::Env(name) => KeyPlace::Env(name.clone()),
            SecretSource::File(path) => KeyPlace::File(path.clone()),
            SecretSource::Command { program, arguments } => KeyPlace::command(program, arguments),
            SecretSource::Plain(_) => KeyPlace::Profile(name.to_string()),
        }
    }

    /// Whether every setting that a request needs is set.
    pub fn is_whole(&self) -> bool {
        match self.platform.value {
            PlatformKind::Kore => self.kore_account().is_ok(),
            PlatformKind::Burki => self.burki_account().is_ok(),
        }
    }

    /// Returns the settings that a request to Burki needs.
    ///
    /// # Errors
    ///
    /// `settings/credentials-missing` if no API key is set.
    pub fn burki_account(&self) -> Result<BurkiAccount<'_>, SettingsError> {
        let api_key = self.token.as_ref().ok_or_else(|| error(&[API_KEY]))?;
        Ok(BurkiAccount { host: &self.host.value, api_key })
    }

    /// Returns the settings that a request to Kore.ai needs. The error names everything that is missing. It is a
    /// credentials error if the secret is missing, otherwise a usage error.
    ///
    /// # Errors
    ///
    /// `settings/account-incomplete`, or `settings/credentials-missing` if the secret is missing.
    pub fn kore_account(&self) -> Result<Account<'_>, SettingsError> {
        let stream_id = self.stream_id.as_ref().map(|setting| setting.value.as_str());
        let account_id = self.account_id.as_ref().map(|setting| setting.value.as_str());
        let credential = match &self.token {
            Some(token) => Ok(Credential::Token(token)),
            None => self.signing().map(Credential::Signing),
        };
        match (stream_id, account_id, credential) {
            (Some(stream_id), Some(account_id), Ok(credential)) => {
                Ok(Account { host: &self.host.value, stream_id, account_id, credential })
            }
            (stream_id, account_id, credential) => {
                let mut missing = Vec::new();
                missing.extend(stream_id.is_none().then_some(STREAM_ID));
                missing.extend(account_id.is_none().then_some(ACCOUNT_ID));
                missing.extend(credential.err().unwrap_or_default());
                Err(error(&missing))
            }
        }
    }

    /// Returns the data for minting a token, even if there is a ready one.
    ///
    /// # Errors
    ///
    /// `settings/credentials-missing`, with what is not set.
    pub fn signing_credential(&self) -> Result<SigningCredential<'_>, SettingsError> {
        self.signing().map_err(|missing| error(&missing))
    }

    fn signing(&self) -> Result<SigningCredential<'_>, Vec<Missing>> {
        match (&self.client_id, &self.client_secret) {
            (Some(client_id), Some(client_secret)) => {
                Ok(SigningCredential { client_id: &client_id.value, client_secret })
            }
            (client_id, client_secret) => {
                let mut missing = Vec::new();
                missing.extend(client_id.is_none().then_some(CLIENT_ID));
                missing.extend(client_secret.is_none().then_some(CLIENT_SECRET));
                Err(missing)
            }
        }
    }
}

fn error(missing: &[Missing]) -> SettingsError {
    let whats: Vec<&str> = missing.iter().map(|missing| missing.what).collect();
    let fixes: Vec<&str> = missing.iter().map(|missing| missing.fix).collect();
    let message = format!("not set: {}", whats.join(", "));
    let is_secret = |what: &&str| *what == CLIENT_SECRET.what || *what == API_KEY.what;
    let error = match whats.iter().any(is_secret) {
        true if whats.len() == 1 => SettingsError::credentials("settings/credentials-missing", message),
        true => SettingsError::credentials("settings/account-incomplete", message),
        false => SettingsError::usage("settings/account-incomplete", message),
    };
    error.hint_at(format!("run kcamp setup, or set {} (--sandbox needs no account)", fixes.join(", ")))
}
