//! Signing in to each platform: the values in its profiles, and the proof of identity.

use crate::domain::finding::Problem;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::plural::counted;
use crate::profile::{Profile, SecretKind, SecretSource};

/// The values for signing in to a platform.
#[derive(Debug)]
pub struct SignIn {
    /// The ids of the account, in the order in which they are asked for.
    pub ids: &'static [&'static AccountId],
    /// The user's own name for the account, where the platform has no account id. Nobody is asked for it.
    pub name: Option<&'static AccountId>,
    pub secret: AccountSecret,
    /// How the secret proves it.
    pub proof: Proof,
}

/// An id of an account.
#[derive(Debug)]
pub struct AccountId {
    /// The flag for the id.
    pub flag: &'static str,
    /// The variable for the id.
    pub variable: &'static str,
    /// The question for the id.
    pub question: &'static str,
    /// How it begins, if all ids of its kind begin alike. Kore.ai contract §1 and §2.
    prefix: Option<&'static str>,
    /// The number of characters that all of them have in the platform's samples. Kore.ai contract §1.
    length: Option<usize>,
    /// Reads the id from a profile.
    pub get: fn(&Profile) -> Option<&String>,
    /// Sets the id in a profile.
    pub put: fn(&mut Profile, String),
}

/// The secret of an account.
#[derive(Debug)]
pub struct AccountSecret {
    pub kind: SecretKind,
    /// The variable for the secret.
    pub variable: &'static str,
    /// The values to check if the platform refuses the secret, such as `the client id and the client secret`.
    pub suspects: &'static str,
    /// Reads the source of the secret from a profile.
    pub get: fn(&Profile) -> Option<&SecretSource>,
    /// Sets the source of the secret in a profile and removes any other proof.
    pub put: fn(&mut Profile, SecretSource),
}

/// How a secret proves the identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The secret signs a token with the time of its creation. With a wrong clock, the token is invalid.
    SignedToken,
    /// The secret is sent unchanged.
    ApiKey,
}

/// The account id, or the user's own name for an account of a key.
const ACCOUNT_ID: AccountId = AccountId {
    flag: "--account-id",
    variable: "KCAMP_ACCOUNT_ID",
    question: "account id",
    prefix: None,
    length: None,
    get: |profile| profile.account_id.as_ref(),
    put: |profile, text| profile.account_id = Some(text),
};

/// Signing in to Kore.ai: a stream, an account and an app, whose secret signs tokens. Kore.ai contract §1 and §2.
static KORE: SignIn = SignIn {
    ids: &[
        &AccountId {
            flag: "--stream-id",
            variable: "KCAMP_STREAM_ID",
            question: "bot, app or stream id (st-…)",
            prefix: Some("st-"),
            length: None,
            get: |profile| profile.stream_id.as_ref(),
            put: |profile, text| profile.stream_id = Some(text),
        },
        &AccountId { length: Some(24), ..ACCOUNT_ID },
        &AccountId {
            flag: "--client-id",
            variable: "KCAMP_CLIENT_ID",
            question: "client id of the JWT app (cs-…)",
            prefix: Some("cs-"),
            length: None,
            get: |profile| profile.client_id.as_ref(),
            put: |profile, text| profile.client_id = Some(text),
        },
    ],
    name: None,
    secret: AccountSecret {
        kind: SecretKind::ClientSecret,
        variable: "KCAMP_CLIENT_SECRET",
        suspects: "the client id and the client secret",
        get: |profile| profile.client_secret.as_ref(),
        // A ready token would be sent instead of one that this secret signs.
        put: |profile, source| (profile.client_secret, profile.token) = (Some(source), None),
    },
    proof: Proof::SignedToken,
};

/// Signing in to Burki: the key determines the account. Burki contract §8.
static BURKI: SignIn = SignIn {
    ids: &[],
    name: Some(&ACCOUNT_ID),
    secret: AccountSecret {
        kind: SecretKind::ApiKey,
        variable: "KCAMP_TOKEN",
        suspects: "the API key",
        get: |profile| profile.token.as_ref(),
        put: |profile, source| (profile.token, profile.client_secret) = (Some(source), None),
    },
    proof: Proof::ApiKey,
};

impl AccountId {
    /// Refuses a text that begins as another id does: the two were mixed up.
    ///
    /// # Errors
    ///
    /// `setup/id-of-another-kind`, with the name of the other id.
    pub fn refuse_another(&self, text: &str) -> Result<(), Problem> {
        let begins =
            |id: &&&Self| id.prefix.is_some_and(|prefix| text.starts_with(prefix)) && id.flag != self.flag;
        let Some(other) = KORE.ids.iter().find(begins) else { return Ok(()) };
        let message = format!("{text:?} is the {}, not the {}", other.name(), self.name());
        Err(Problem::error("setup/id-of-another-kind", message)
            .help("copy each id from its own place in the platform"))
    }

    /// The warning about a text that has not the form of the platform's samples, which nothing says that it must have.
    pub fn doubt(&self, text: &str) -> Option<Problem> {
        let (length, usual) = (text.chars().count(), self.length?);
        let message = format!(
            "the {} {text} has {}, and those of the platform's samples have {usual}",
            self.name(),
            counted(length, "character")
        );
        let problem = Problem::warning("setup/id-unusual", message);
        (!matches!(length, 0) && length != usual)
            .then(|| problem.help("compare it with the one that the platform shows"))
    }

    /// Its question without the form of the id.
    fn name(&self) -> &'static str {
        self.question.split(" (").next().unwrap_or(self.question)
    }
}

impl SignIn {
    /// The values for signing in to this platform.
    pub fn to(platform: PlatformKind) -> &'static Self {
        match platform {
            PlatformKind::Kore => &KORE,
            PlatformKind::Burki => &BURKI,
        }
    }

    /// The proof in a profile, and its kind. A ready token takes precedence over a client secret.
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

    /// The flags for ids of other platforms that this platform does not know.
    pub fn foreign_flags(platform: PlatformKind) -> impl Iterator<Item = &'static str> {
        let own = Self::to(platform);
        let all = PlatformKind::ALL.into_iter().flat_map(|kind| Self::to(kind).ids);
        all.map(|id| id.flag)
            .filter(|flag| own.ids.iter().copied().chain(own.name).all(|id| id.flag != *flag))
    }
}
