//! The credentials of requests.

use jiff::Timestamp;

use super::error::{ErrorKind, PlatformError, SourceChain};
use crate::jwt::{self, Jti, MintOptions};
use crate::secret::Secret;

/// Hands out the tokens that requests carry.
pub trait Tokens {
    /// A token for one attempt, at this time. The HTTP client keeps it out of all output.
    ///
    /// # Errors
    ///
    /// If no token can be made. `purpose` follows "make a token to".
    fn token(&self, purpose: &str, now: Timestamp) -> Result<Secret, PlatformError>;

    /// The next step if the platform refuses the token; `None` where the refusal's own next step fits.
    fn next_step_if_refused(&self) -> Option<&str> {
        None
    }

    /// The secret behind the tokens, which is kept out of all output; `None` where there is none.
    fn secret(&self) -> Option<&Secret>;
}

/// A client secret or a ready token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A client secret, which signs a fresh token for each attempt. Kore.ai contract §2.
    Signing {
        /// The claim `appId`.
        client_id: String,
        /// The client secret, the key of the signature.
        secret: Secret,
        /// The claim `sub`.
        subject: String,
        /// Whether each token gets a `jti`.
        jti: Jti,
    },
    /// A ready token or an API key, sent as it is.
    Ready {
        /// The token or the key.
        token: Secret,
        /// The next step if the platform refuses it; `None` where the refusal's own next step fits.
        if_refused: Option<String>,
    },
}

impl Credentials {
    /// A ready token or an API key, without a next step of its own.
    pub const fn ready(token: Secret) -> Self {
        Self::Ready { token, if_refused: None }
    }
}

impl Tokens for Credentials {
    fn token(&self, purpose: &str, now: Timestamp) -> Result<Secret, PlatformError> {
        match self {
            Self::Ready { token, .. } => Ok(token.clone()),
            Self::Signing { client_id, secret, subject, jti } => {
                let options = MintOptions {
                    subject: subject.clone(),
                    jti: *jti,
                    ..MintOptions::new(client_id.as_str())
                };
                jwt::mint(&options, secret, now).map(|minted| minted.token).map_err(|error| {
                    PlatformError::new(
                        ErrorKind::NoToken,
                        format!("make a token to {purpose}"),
                        error.to_string(),
                    )
                    .with_source(SourceChain::of(&error, &|text| text))
                })
            }
        }
    }

    fn next_step_if_refused(&self) -> Option<&str> {
        match self {
            Self::Ready { if_refused, .. } => if_refused.as_deref(),
            Self::Signing { .. } => None,
        }
    }

    fn secret(&self) -> Option<&Secret> {
        let (Self::Signing { secret, .. } | Self::Ready { token: secret, .. }) = self;
        Some(secret)
    }
}
