//! The errors of a token, and of the values for a new one.

use crate::domain::plural::counted;
use std::fmt;

use jiff::Timestamp;

use super::lifetime::Lifetime;

/// A part of a token, between its dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first part: algorithm and type.
    Header,
    /// The second part: the claims.
    Payload,
    /// The third part: the signature.
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

/// Why a token was not minted, read or accepted. No message contains the token, a part of it, or the secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// The text is empty.
    #[error("the token is empty")]
    Empty,
    /// The token does not have three parts. A JWT in compact form has three, an encrypted one has five.
    #[error("the token has {}, separated by dots; a signed JWT has 3", counted(*found, "part"))]
    WrongPartCount {
        /// The number of parts.
        found: usize,
    },
    /// A part is malformed.
    #[error("the token's {part} {reason}")]
    Malformed {
        /// The part.
        part: Part,
        /// The problem.
        reason: String,
    },
    /// The header names no algorithm, or one that does not use a shared secret.
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
    /// `nbf` is in the future.
    #[error("the token is not valid before {at}")]
    NotYetValid {
        /// The instant of `nbf`.
        at: Timestamp,
    },
    /// A claim's value has the wrong type.
    #[error("the claim {claim} must be {expected}")]
    ClaimType {
        /// The claim.
        claim: &'static str,
        /// The required type, in words.
        expected: &'static str,
    },
    /// `appId` in a spelling that the platform does not know.
    #[error("the claim {found:?} is not known to Kore.ai")]
    ClaimMisspelt {
        /// The spelling.
        found: String,
    },
    /// The client id for `appId` is empty.
    #[error("the client id is empty")]
    ClientIdEmpty,
    /// The signing key is empty.
    #[error("the client secret is empty")]
    SecretEmpty,
    /// A token with `jti` has a lifetime of more than one hour. Kore.ai contract §2.
    #[error(
        "a token with the claim jti cannot live for {seconds} seconds: Kore.ai refuses more than {}",
        Lifetime::MAX_WITH_JTI
    )]
    TooLongForJti {
        /// The requested lifetime, in seconds.
        seconds: i64,
    },
    /// The expiry is after the last year that a clock knows.
    #[error(
        "a token issued at {issued_at} cannot live for {lifetime}: its end would be too far in the future"
    )]
    ExpiryOutOfRange {
        /// When the token would have been issued.
        issued_at: Timestamp,
        /// The requested lifetime.
        lifetime: Lifetime,
    },
    /// The system returned no random bytes for `jti`.
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

    /// The next step, if there is one.
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
