//! JSON Web Tokens: mints, reads and verifies them. Pure: the key and the instant are passed in. Kore.ai contract §2.

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

/// A token's claims, in order.
pub type Claims = serde_json::Map<String, serde_json::Value>;
