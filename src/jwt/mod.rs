//! JSON Web Tokens: minting, reading and verifying them. Pure: the key and the instant are given. Kore.ai contract §2.

mod algorithm;
mod error;
mod hmac;
mod inspect;
mod lifetime;
mod mint;
mod verify;

pub use algorithm::Algorithm;
pub use error::{JwtError, Part};
pub use inspect::{Inspected, NoInstant, inspect};
pub use lifetime::Lifetime;
pub use mint::{DEFAULT_SUBJECT, Jti, MintOptions, Minted, mint};
pub use verify::verify;

/// A token's claims, in their order.
pub type Claims = serde_json::Map<String, serde_json::Value>;
