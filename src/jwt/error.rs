//! The errors of a token, or of the values for a new one.

use crate::domain::plural::counted;
use std::fmt;

use jiff::Timestamp;

use super::lifetime::Lifetime;

/// A part of a token, between its dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first: algorithm and type.
    Header,
    /// The second: the claims.
    Payload,
    /// The third.
    Signature,
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        })
    }
}

/// Why a token was not minted, read or accepted. No message holds the token, a part of it, or the secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// There is no text.
    #[error("the token is empty")]
    Empty,
    /// Not three parts; a JWT in compact form has three, an encrypted one five.
    #[error("the token has {}, separated by dots; a signed JWT has 3", counted(*found, "part"))]
    WrongPartCount {
        /// How many there are.
        found: usize,
    },
    /// A part is not what it has to be.
    #[error("the token's {part} {reason}")]
    Malformed {
        /// Which part.
        part: Part,
        /// The problem with it.
        reason: String,
    },
    /// The header names no algorithm, or one that no shared secret serves.
    #[error("the token's algorithm is {found}, which a client secret cannot verify")]
    AlgorithmUnsupported {
        /// The header's `alg`, or `missing`.
        found: String,
    },
    /// The signature was not made with this secret over this text.
    #[error("the token's signature does not match the client secret")]
    SignatureMismatch,
    /// `exp` has passed.
    #[error("the token expired at {at}")]
    Expired {
        /// The instant of `exp`.
        at: Timestamp,
    },
    /// `nbf` has not come yet.
    #[error("the token is not valid before {at}")]
    NotYetValid {
        /// The instant of `nbf`.
        at: Timestamp,
    },
    /// A claim's value is not of its type.
    #[error("the claim {claim} must be {expected}")]
    ClaimType {
        /// The claim.
        claim: &'static str,
        /// The type that it must have, in words.
        expected: &'static str,
    },
    /// A spelling of `appId` that the platform does not know.
    #[error("the claim {found:?} is not known to Kore.ai")]
    ClaimMisspelt {
        /// The spelling.
        found: String,
    },
    /// There is no client id to put into `appId`.
    #[error("the client id is empty")]
    ClientIdEmpty,
    /// There is no key to sign with.
    #[error("the client secret is empty")]
    SecretEmpty,
    /// A token with `jti` may live for an hour. Kore.ai contract §2.
    #[error(
        "a token with the claim jti cannot live for {seconds} seconds: Kore.ai refuses more than {}",
        Lifetime::MAX_WITH_JTI
    )]
    TooLongForJti {
        /// The request.
        seconds: i64,
    },
    /// The expiry lies past the last year that a clock knows.
    #[error(
        "a token issued at {issued_at} cannot live for {lifetime}: its end would be too far in the future"
    )]
    ExpiryOutOfRange {
        /// When it would have been issued.
        issued_at: Timestamp,
        /// The request.
        lifetime: Lifetime,
    },
    /// The system gave no random bytes for `jti`.
    #[error("the system returned no random bytes for the claim jti")]
    NoRandomness,
    /// The library refused to sign.
    #[error("signing with {algorithm} failed: {reason}")]
    Signing {
        /// The algorithm's name.
        algorithm: &'static str,
        /// The library's reason.
        reason: String,
    },
}

impl JwtError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "jwt/empty",
            Self::WrongPartCount { .. } | Self::Malformed { .. } => "jwt/malformed",
            Self::AlgorithmUnsupported { .. } => "jwt/algorithm-unsupported",
            Self::SignatureMismatch => "jwt/signature-mismatch",
            Self::Expired { .. } => "jwt/expired",
            Self::NotYetValid { .. } => "jwt/not-yet-valid",
            Self::ClaimType { .. } => "jwt/claim-type",
            Self::ClaimMisspelt { .. } => "jwt/claim-misspelt",
            Self::ClientIdEmpty => "jwt/client-id-empty",
            Self::SecretEmpty => "jwt/secret-empty",
            Self::TooLongForJti { .. } | Self::ExpiryOutOfRange { .. } => "jwt/lifetime-out-of-range",
            Self::NoRandomness => "jwt/no-randomness",
            Self::Signing { .. } => "jwt/signing-failed",
        }
    }

    /// The next step, where there is one to name.
    #[must_use]
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Empty => Some("give the token as an argument, or - to read it from stdin"),
            Self::WrongPartCount { found: 5 } => {
                Some("this looks like an encrypted token (JWE), which only its recipient can read")
            }
            Self::WrongPartCount { .. } | Self::Malformed { .. } => {
                Some("check that the token was copied whole: three parts, no quotes, no line breaks")
            }
            Self::AlgorithmUnsupported { .. } => Some("a client secret signs with HS256, HS384 or HS512"),
            Self::SignatureMismatch => {
                Some("check that client id and client secret belong to the same JWT app")
            }
            Self::Expired { .. } => Some("mint a new one; if it is new, compare this machine's clock"),
            Self::NotYetValid { .. } => Some("wait, or compare this machine's clock"),
            Self::ClaimMisspelt { .. } => {
                Some("the claim is spelled exactly appId, and kcamp fills it from the client id")
            }
            Self::ClientIdEmpty => Some("set --client-id, KCAMP_CLIENT_ID or the profile's client_id"),
            Self::SecretEmpty => Some("set KCAMP_CLIENT_SECRET, or run kcamp setup"),
            Self::TooLongForJti { .. } => Some("ask for an hour or less, or leave jti out"),
            Self::ExpiryOutOfRange { .. } => Some("ask for a shorter lifetime"),
            Self::ClaimType { .. } | Self::NoRandomness | Self::Signing { .. } => None,
        }
    }
}
