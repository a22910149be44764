//! Checks tokens by its own reading of Kore.ai contract §2, independent of the code that mints them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use ring::hmac;
use serde_json::{Map, Value};

/// The longest remaining lifetime of a token with a `jti`, in seconds.
const TOKEN_ID_LIFETIME: i64 = 3600;

/// The claims of a valid token that the emulator needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::sandbox) struct Verified {
    /// The token's own id, which may be used once.
    pub(in crate::sandbox) token_id: Option<String>,
    /// When the token expires, in seconds since 1970.
    pub(in crate::sandbox) expires: i64,
}

/// Why a token was refused, always with 401. No text repeats any part of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(in crate::sandbox) enum TokenFault {
    #[error("the header `auth` is missing")]
    Missing,
    #[error("the header `auth` takes the JWT alone, without `Bearer`")]
    Bearer,
    #[error("error verifying the jwt: jwt malformed")]
    Malformed,
    #[error("error verifying the jwt: the algorithm must be HS256, HS384 or HS512")]
    Algorithm,
    #[error("error verifying the jwt: invalid signature")]
    Signature,
    #[error("error verifying the jwt: the claim \"appId\" is missing (it is spelled exactly so)")]
    NoApp,
    #[error("error verifying the jwt: the claim \"appId\" is not this account's client id")]
    OtherApp,
    #[error("error verifying the jwt: the claim \"exp\" is missing or is not a number of seconds")]
    NoExpiry,
    #[error("error verifying the jwt: jwt expired")]
    Expired,
    #[error("error verifying the jwt: the claim \"jti\" is missing, and this app enforces it")]
    NoTokenId,
    #[error("error verifying the jwt: if \"jti\" claim \"exp\" must be <= 1 hour(s)")]
    TokenIdTooLong,
    #[error("error verifying the jwt: possibly a replay")]
    Replay,
}

/// Checks the form, the signature, `appId`, `exp`, and the lifetime of a `jti`. The caller checks whether a `jti` was
/// used before.
///
/// # Errors
///
/// The problem with the token; the answer is always 401.
pub(in crate::sandbox) fn verify(
    token: &str,
    secret: &[u8],
    client_id: &str,
    now: Timestamp,
) -> Result<Verified, TokenFault> {
    if token.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
        return Err(TokenFault::Bearer);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(TokenFault::Malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(TokenFault::Malformed)?;
    let header = object(header).ok_or(TokenFault::Malformed)?;
    let algorithm = match header.get("alg").and_then(Value::as_str) {
        Some("HS256") => hmac::HMAC_SHA256,
        Some("HS384") => hmac::HMAC_SHA384,
        Some("HS512") => hmac::HMAC_SHA512,
        _ => return Err(TokenFault::Algorithm),
    };
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| TokenFault::Malformed)?;
    hmac::verify(&hmac::Key::new(algorithm, secret), signed.as_bytes(), &signature)
        .map_err(|_| TokenFault::Signature)?;
    let claims = object(claims).ok_or(TokenFault::Malformed)?;

    match claims.get("appId").and_then(Value::as_str) {
        None => return Err(TokenFault::NoApp),
        Some(app) if app != client_id => return Err(TokenFault::OtherApp),
        Some(_) => {}
    }
    let expires = claims.get("exp").and_then(Value::as_i64).ok_or(TokenFault::NoExpiry)?;
    if expires <= now.as_second() {
        return Err(TokenFault::Expired);
    }
    let token_id = claims.get("jti").and_then(Value::as_str).map(str::to_owned);
    if token_id.is_some() && expires - now.as_second() > TOKEN_ID_LIFETIME {
        return Err(TokenFault::TokenIdTooLong);
    }
    Ok(Verified { token_id, expires })
}

/// The claims of a token, without a check of its signature, for the record.
pub(in crate::sandbox) fn unverified_claims(token: &str) -> Option<Value> {
    object(token.split('.').nth(1)?).map(Value::Object)
}

fn object(part: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sandbox::testing::sign;

    const NOW: i64 = 1_800_000_000;

    fn check(token: &str) -> Result<Verified, TokenFault> {
        let now = Timestamp::from_second(NOW).map_err(|_| TokenFault::Malformed)?;
        verify(token, b"key", "cs-1", now)
    }

    fn token(claims: &Value) -> String {
        sign("HS256", claims, b"key")
    }

    #[test]
    fn every_hmac_of_the_account_is_taken() {
        let claims = json!({ "appId": "cs-1", "exp": NOW + 1 });
        for algorithm in ["HS256", "HS384", "HS512"] {
            let good = sign(algorithm, &claims, b"key");
            assert_eq!(check(&good), Ok(Verified { token_id: None, expires: NOW + 1 }), "{algorithm}");
        }
    }

    #[test]
    fn each_fault_has_its_own_name() {
        let good = json!({ "appId": "cs-1", "exp": NOW + 1 });
        let cases = [
            (format!("Bearer {}", token(&good)), TokenFault::Bearer),
            ("a.b".into(), TokenFault::Malformed),
            (String::new(), TokenFault::Malformed),
            (sign("none", &good, b"key"), TokenFault::Algorithm),
            (sign("HS256", &good, b"other"), TokenFault::Signature),
            (token(&json!({ "appid": "cs-1", "exp": NOW + 1 })), TokenFault::NoApp),
            (token(&json!({ "appId": "cs-2", "exp": NOW + 1 })), TokenFault::OtherApp),
            (token(&json!({ "appId": "cs-1" })), TokenFault::NoExpiry),
            (token(&json!({ "appId": "cs-1", "exp": "soon" })), TokenFault::NoExpiry),
            (token(&json!({ "appId": "cs-1", "exp": NOW })), TokenFault::Expired),
            (token(&json!({ "appId": "cs-1", "exp": NOW + 3601, "jti": "1" })), TokenFault::TokenIdTooLong),
        ];
        for (token, fault) in cases {
            assert_eq!(check(&token), Err(fault));
        }
    }

    #[test]
    fn a_changed_claim_breaks_the_signature() {
        let good = token(&json!({ "appId": "cs-1", "exp": NOW + 1 }));
        let other = token(&json!({ "appId": "cs-1", "exp": NOW + 9 }));
        let mut parts: Vec<&str> = good.split('.').collect();
        parts[1] = other.split('.').nth(1).unwrap_or_default();
        assert_eq!(check(&parts.join(".")), Err(TokenFault::Signature));
    }
}
