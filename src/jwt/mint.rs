//! Mints a token. Kore.ai contract §2.

use std::fmt::Write as _;

use jiff::{Timestamp, ToSpan as _};
use jsonwebtoken::{EncodingKey, Header};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::{Value, json};

use super::algorithm::Algorithm;
use super::error::JwtError;
use super::inspect::{is_misspelt_app_id, numeric_date};
use super::lifetime::Lifetime;
use super::{Claims, hmac};
use crate::secret::Secret;

/// The default of the claim `sub`.
pub const DEFAULT_SUBJECT: &str = "kcamp";

/// The number of random bytes in a `jti`; enough for unique ids.
const JTI_BYTES: usize = 16;

/// Whether a token has `jti`. The platform rejects tokens without it if its app requires it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Jti {
    /// No `jti`.
    #[default]
    Omit,
    /// 128 random bits, as 32 hexadecimal digits, new for each token.
    Random,
}

/// The claims for a new token.
#[derive(Debug, Clone, PartialEq)]
pub struct MintOptions {
    /// The claim `appId`: the client id of the JWT app.
    pub app_id: String,
    /// The claim `sub`.
    pub subject: String,
    /// The time from the token's issue to its expiry.
    pub lifetime: Lifetime,
    /// Whether the token has `jti`.
    pub jti: Jti,
    /// The signing algorithm.
    pub algorithm: Algorithm,
    /// Additional claims. One with the name of a standard claim replaces its value in place and must have the same
    /// type: text for `sub`, `appId`, `jti`; whole seconds since 1970 for `iat`, `exp`, `nbf`.
    pub extra: Claims,
}

impl MintOptions {
    /// The token for requests: HS256, 300 seconds, no `jti`.
    pub fn new(app_id: impl Into<String>) -> Self {
        Self {
            app_id: app_id.into(),
            subject: DEFAULT_SUBJECT.to_owned(),
            lifetime: Lifetime::default(),
            jti: Jti::default(),
            algorithm: Algorithm::default(),
            extra: Claims::new(),
        }
    }
}

/// A token and its contents.
#[derive(Debug, Clone, PartialEq)]
pub struct Minted {
    /// The token itself, in compact form.
    pub token: Secret,
    /// Its claims, in order: `sub`, `appId`, `iat`, `exp`, `jti`, then the additional ones.
    pub claims: Claims,
    /// The instant of `iat`, to the second.
    pub issued_at: Timestamp,
    /// The instant of `exp`, to the second.
    pub expires_at: Timestamp,
}

/// Mints a token that is issued at `now`, truncated to the second.
///
/// ```
/// use kcamp::jwt::{MintOptions, mint, verify};
/// use kcamp::secret::Secret;
///
/// let secret = Secret::new("a client secret".to_owned());
/// let now = "2026-12-01T09:00:00Z".parse().unwrap();
/// let minted = mint(&MintOptions::new("cs-1"), &secret, now).unwrap();
/// assert_eq!(minted.expires_at.to_string(), "2026-12-01T09:05:00Z");
/// assert_eq!(verify(minted.token.expose(), &secret, now).unwrap(), minted.claims);
/// assert!(verify(minted.token.expose(), &secret, minted.expires_at).is_err());
/// ```
///
/// # Errors
///
/// The client id or secret is empty, a date claim is not a number of seconds, the expiry is outside the calendar, or a
/// token with `jti` has a longer lifetime than the platform allows. No error quotes the secret.
pub fn mint(options: &MintOptions, secret: &Secret, now: Timestamp) -> Result<Minted, JwtError> {
    if options.app_id.trim().is_empty() {
        return Err(JwtError::ClientIdEmpty);
    }
    if secret.expose().is_empty() {
        return Err(JwtError::SecretEmpty);
    }
    let claims = claims(options, now)?;
    let issued_at = required_date(&claims, "iat")?;
    let expires_at = required_date(&claims, "exp")?;
    if claims.contains_key("jti") {
        let seconds = expires_at.as_second() - issued_at.as_second();
        if seconds > i64::from(Lifetime::MAX_WITH_JTI.seconds()) {
            return Err(JwtError::TooLongForJti { seconds });
        }
    }
    hmac::install();
    let header = Header::new(options.algorithm.into());
    let key = EncodingKey::from_secret(secret.expose().as_bytes());
    let token = jsonwebtoken::encode(&header, &claims, &key).map_err(|error| JwtError::Signing {
        algorithm: options.algorithm.name(),
        reason: error.to_string(),
    })?;
    Ok(Minted { token: Secret::new(token), claims, issued_at, expires_at })
}

fn claims(options: &MintOptions, now: Timestamp) -> Result<Claims, JwtError> {
    let expires_at = now
        .checked_add(i64::from(options.lifetime.seconds()).seconds())
        .map_err(|_| JwtError::ExpiryOutOfRange { issued_at: now, lifetime: options.lifetime })?;
    let mut claims = Claims::new();
    claims.insert("sub".into(), json!(options.subject));
    claims.insert("appId".into(), json!(options.app_id));
    claims.insert("iat".into(), json!(now.as_second()));
    claims.insert("exp".into(), json!(expires_at.as_second()));
    if options.jti == Jti::Random {
        claims.insert("jti".into(), json!(random_id()?));
    }
    for (claim, value) in &options.extra {
        check_extra(claim, value)?;
        claims.insert(claim.clone(), value.clone());
    }
    Ok(claims)
}

fn check_extra(claim: &str, value: &Value) -> Result<(), JwtError> {
    const TEXTS: [&str; 3] = ["sub", "appId", "jti"];
    const DATES: [&str; 3] = ["iat", "exp", "nbf"];
    let is_text = value.as_str().is_some_and(|text| !text.is_empty());
    if let Some(claim) = TEXTS.into_iter().find(|known| *known == claim) {
        return if is_text {
            Ok(())
        } else {
            Err(JwtError::ClaimType { claim, expected: "text, and not empty" })
        };
    }
    if let Some(claim) = DATES.into_iter().find(|known| *known == claim) {
        return if value.is_i64() {
            Ok(())
        } else {
            Err(JwtError::ClaimType { claim, expected: "whole seconds since 1970" })
        };
    }
    if is_misspelt_app_id(claim) {
        return Err(JwtError::ClaimMisspelt { found: claim.to_owned() });
    }
    Ok(())
}

fn required_date(claims: &Claims, claim: &'static str) -> Result<Timestamp, JwtError> {
    numeric_date(claims, claim)
        .ok_or(JwtError::ClaimType { claim, expected: "seconds since 1970, within the years of a clock" })
}

fn random_id() -> Result<String, JwtError> {
    let mut bytes = [0_u8; JTI_BYTES];
    SystemRandom::new().fill(&mut bytes).map_err(|_| JwtError::NoRandomness)?;
    Ok(bytes.iter().fold(String::with_capacity(2 * JTI_BYTES), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::{Jti, MintOptions, mint};
    use crate::jwt::{Claims, JwtError};
    use crate::secret::Secret;

    fn now() -> Timestamp {
        Timestamp::constant(1_790_000_000, 999_999_999)
    }

    fn secret() -> Secret {
        Secret::new("not a real secret".into())
    }

    fn with_extra(claim: &str, value: serde_json::Value) -> MintOptions {
        MintOptions { extra: Claims::from_iter([(claim.to_owned(), value)]), ..MintOptions::new("cs-1") }
    }

    #[test]
    fn claims_are_spelled_and_ordered_as_the_contract_has_them() -> Result<(), JwtError> {
        let minted = mint(&MintOptions::new("cs-1"), &secret(), now())?;
        let text = serde_json::Value::Object(minted.claims).to_string();
        assert_eq!(text, r#"{"sub":"kcamp","appId":"cs-1","iat":1790000000,"exp":1790000300}"#);
        assert_eq!(minted.issued_at.as_second(), 1_790_000_000);
        assert_eq!(minted.expires_at.as_second(), 1_790_000_300);
        Ok(())
    }

    #[test]
    fn the_token_is_in_no_debug_text() -> Result<(), JwtError> {
        let minted = mint(&MintOptions::new("cs-1"), &secret(), now())?;
        assert!(!format!("{minted:?}").contains(minted.token.expose()));
        Ok(())
    }

    #[test]
    fn each_jti_is_32_new_hexadecimal_digits() -> Result<(), JwtError> {
        let options = MintOptions { jti: Jti::Random, ..MintOptions::new("cs-1") };
        let first = mint(&options, &secret(), now())?.claims["jti"].clone();
        let second = mint(&options, &secret(), now())?.claims["jti"].clone();
        assert_ne!(first, second);
        let text = first.as_str().unwrap_or_default();
        assert!(text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()), "{text}");
        Ok(())
    }

    #[test]
    fn jti_allows_an_hour_and_no_second_more() -> Result<(), Box<dyn std::error::Error>> {
        let of = |lifetime: &str, jti| -> Result<_, Box<dyn std::error::Error>> {
            let lifetime = lifetime.parse().map_err(|_| "no lifetime")?;
            Ok(mint(&MintOptions { lifetime, jti, ..MintOptions::new("cs-1") }, &secret(), now()))
        };
        assert!(of("1h", Jti::Random)?.is_ok());
        assert_eq!(of("3601s", Jti::Random)?, Err(JwtError::TooLongForJti { seconds: 3601 }));
        assert!(of("3601s", Jti::Omit)?.is_ok());
        Ok(())
    }

    #[test]
    fn a_jti_that_came_as_an_extra_claim_is_bound_too() {
        let mut options = with_extra("jti", json!("mine"));
        options.extra.insert("exp".into(), json!(1_790_003_601));
        assert_eq!(mint(&options, &secret(), now()), Err(JwtError::TooLongForJti { seconds: 3601 }));
    }

    #[test]
    fn wrong_spellings_of_app_id_are_refused() {
        for spelling in ["appid", "app_id", "App ID", "AppId", "APP-ID"] {
            let minted = mint(&with_extra(spelling, json!("cs-2")), &secret(), now());
            assert_eq!(minted, Err(JwtError::ClaimMisspelt { found: spelling.into() }));
        }
    }

    #[test]
    fn an_extra_claim_replaces_a_standard_one_in_place_but_keeps_its_type() -> Result<(), JwtError> {
        let minted = mint(&with_extra("sub", json!("night-run")), &secret(), now())?;
        assert_eq!(minted.claims.iter().next(), Some((&"sub".to_owned(), &json!("night-run"))));
        for (claim, value) in
            [("sub", json!(1)), ("sub", json!("")), ("exp", json!("soon")), ("iat", json!(1.5))]
        {
            let refused = mint(&with_extra(claim, value), &secret(), now());
            assert!(
                matches!(refused, Err(JwtError::ClaimType { claim: named, .. }) if named == claim),
                "{refused:?}"
            );
        }
        Ok(())
    }

    #[test]
    fn empty_credentials_are_refused() {
        assert_eq!(mint(&MintOptions::new(" "), &secret(), now()), Err(JwtError::ClientIdEmpty));
        let nothing = Secret::new(String::new());
        assert_eq!(mint(&MintOptions::new("cs-1"), &nothing, now()), Err(JwtError::SecretEmpty));
    }

    #[test]
    fn an_expiry_after_the_last_year_is_an_error() {
        let minted = mint(&MintOptions::new("cs-1"), &secret(), Timestamp::MAX);
        assert!(matches!(minted, Err(JwtError::ExpiryOutOfRange { .. })), "{minted:?}");
    }
}
