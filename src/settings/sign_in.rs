//! Signing in to each platform: the values of its profiles, and the proof of identity.

use super::{Host, Settings};
use crate::domain::platform_kind::PlatformKind;
use crate::profile::{Profile, SecretKind, SecretSource};

/// The values for signing in to a platform.
#[derive(Debug)]
pub struct SignIn {
    /// The ids that say whose account it is, in the order in which they are asked for.
    pub ids: &'static [AccountId],
    /// The secret that proves it.
    pub secret: AccountSecret,
    /// How the secret proves it.
    pub proof: Proof,
}

/// An id that says whose account it is.
#[derive(Debug)]
pub struct AccountId {
    /// The flag that gives it.
    pub flag: &'static str,
    /// The variable that gives it.
    pub variable: &'static str,
    /// How people are asked for it.
    pub question: &'static str,
    /// The part that a profile holds.
    pub get: fn(&Profile) -> Option<&String>,
    /// Puts it into a profile.
    pub put: fn(&mut Profile, String),
}

/// The secret that proves whose account it is.
#[derive(Debug)]
pub struct AccountSecret {
    /// Its kind.
    pub kind: SecretKind,
    /// The variable that may hold it.
    pub variable: &'static str,
    /// The values to check where the platform refuses it, such as `the client id and the client secret`.
    pub suspects: &'static str,
    /// The place that a profile has for it.
    pub get: fn(&Profile) -> Option<&SecretSource>,
    /// Puts its place into a profile, as the only proof in it.
    pub put: fn(&mut Profile, SecretSource),
}

/// How a secret proves who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It signs a token that says when it was made: a clock that is wrong makes it worthless.
    SignedToken,
    /// It is sent as it is.
    ApiKey,
}

/// Kore.ai's: a stream, an account and an app, whose secret signs tokens. Kore.ai contract §1 and §2.
static KORE: SignIn = SignIn {
    ids: &[
        AccountId {
            flag: "--stream-id",
            variable: "KCAMP_STREAM_ID",
            question: "bot, app or stream id (st-…)",
            get: |profile| profile.stream_id.as_ref(),
            put: |profile, text| profile.stream_id = Some(text),
        },
        AccountId {
            flag: "--account-id",
            variable: "KCAMP_ACCOUNT_ID",
            question: "account id",
            get: |profile| profile.account_id.as_ref(),
            put: |profile, text| profile.account_id = Some(text),
        },
        AccountId {
            flag: "--client-id",
            variable: "KCAMP_CLIENT_ID",
            question: "client id of the JWT app (cs-…)",
            get: |profile| profile.client_id.as_ref(),
            put: |profile, text| profile.client_id = Some(text),
        },
    ],
    secret: AccountSecret {
        kind: SecretKind::ClientSecret,
        variable: "KCAMP_CLIENT_SECRET",
        suspects: "the client id and the client secret",
        get: |profile| profile.client_secret.as_ref(),
        // A ready token would be sent in place of one that this secret signs.
        put: |profile, source| (profile.client_secret, profile.token) = (Some(source), None),
    },
    proof: Proof::SignedToken,
};

/// Burki's: the key says whose account it is. Burki contract §8.
static BURKI: SignIn = SignIn {
    ids: &[],
    secret: AccountSecret {
        kind: SecretKind::ApiKey,
        variable: "KCAMP_TOKEN",
        suspects: "the API key",
        get: |profile| profile.token.as_ref(),
        put: |profile, source| (profile.token, profile.client_secret) = (Some(source), None),
    },
    proof: Proof::ApiKey,
};

impl SignIn {
    /// The values for signing in to this platform.
    #[must_use]
    pub fn to(platform: PlatformKind) -> &'static Self {
        match platform {
            PlatformKind::Kore => &KORE,
            PlatformKind::Burki => &BURKI,
        }
    }

    /// The address that a platform has where nobody says another.
    #[must_use]
    pub fn host(platform: PlatformKind) -> Host {
        Host::of_platform(platform)
    }

    /// The proof that a profile has, and its kind: a ready token wins over a client secret.
    #[must_use]
    pub fn proof_in<'profile>(
        &self,
        profile: &'profile Profile,
    ) -> Option<(SecretKind, &'profile SecretSource)> {
        let kind_of_token = match self.proof {
            Proof::SignedToken => SecretKind::Token,
            Proof::ApiKey => SecretKind::ApiKey,
        };
        let token = profile.token.as_ref().map(|token| (kind_of_token, token));
        token.or_else(|| Some((self.secret.kind, (self.secret.get)(profile)?)))
    }

    /// The flags of ids that other platforms ask for and this one does not know.
    pub fn foreign_flags(platform: PlatformKind) -> impl Iterator<Item = &'static str> {
        let own = Self::to(platform).ids;
        let all = PlatformKind::ALL.into_iter().flat_map(|kind| Self::to(kind).ids);
        all.map(|id| id.flag).filter(|flag| own.iter().all(|id| id.flag != *flag))
    }
}

impl Settings {
    /// Whose account it is, for a reader: `Kore.ai at https://…, stream st-1, account a1, profile acme`.
    #[must_use]
    pub fn account_in_words(&self) -> String {
        let mut words = vec![format!("{} at {}", self.platform.value.title(), self.host.value)];
        let ids = match self.platform.value {
            PlatformKind::Kore => {
                vec![("stream", self.stream_id.as_ref()), ("account", self.account_id.as_ref())]
            }
            PlatformKind::Burki => Vec::new(),
        };
        words.extend(
            ids.into_iter().map(|(name, id)| {
                format!("{name} {}", id.map_or("not set", |setting| setting.value.as_str()))
            }),
        );
        words.extend(self.profile.as_ref().map(|profile| format!("profile {}", profile.value)));
        words.join(", ")
    }

    /// Whether a token that was made elsewhere is sent, in place of one that is made from a client secret.
    #[must_use]
    pub const fn sends_ready_token(&self) -> bool {
        matches!(self.platform.value, PlatformKind::Kore) && self.token.is_some()
    }

    /// Where the credentials come from, for a reader, and nothing of what they are.
    #[must_use]
    pub fn credentials_in_words(&self) -> String {
        let (noun, source) = match (self.platform.value, &self.token, &self.client_secret) {
            (PlatformKind::Kore, Some(token), _) => ("a ready token", token),
            (PlatformKind::Kore, None, Some(secret)) => ("a client secret", secret),
            (PlatformKind::Burki, Some(key), _) => ("an API key", key),
            (PlatformKind::Kore, None, None) | (PlatformKind::Burki, None, _) => return "none".to_owned(),
        };
        format!("{noun} ({}, set by {})", source.value, source.source)
    }
}
