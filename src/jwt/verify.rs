//! Verifies a token.

use jiff::Timestamp;
use jsonwebtoken::DecodingKey;
use serde_json::Value;

use super::algorithm::Algorithm;
use super::error::JwtError;
use super::inspect::{inspect, split};
use super::{Claims, hmac};
use crate::secret::Secret;

/// Returns the claims of a token that was signed with this secret, by HS256, HS384 or HS512, and is valid at `now`.
///
/// The signature is compared in constant time, before any claim is read. `exp` and `nbf` are checked to the second if
/// they are present; a token without `exp` does not expire.
///
/// # Errors
///
/// Every error of [`inspect`], another algorithm, a signature with another secret, or a token that has expired or is
/// not valid yet. No error quotes the token or the secret.
pub fn verify(token: &str, secret: &Secret, now: Timestamp) -> Result<Claims, JwtError> {
    let inspected = inspect(token)?;
    let algorithm = Algorithm::ALL
        .into_iter()
        .find(|algorithm| inspected.algorithm.as_deref() == Some(algorithm.name()))
        .ok_or_else(|| JwtError::AlgorithmUnsupported {
            found: inspected.algorithm.clone().unwrap_or_else(|| "missing".to_owned()),
        })?;
    if !signature_matches(token, secret, algorithm)? {
        return Err(JwtError::SignatureMismatch);
    }
    if let Some(expires_at) = instant(&inspected.claims, "exp", inspected.expires_at)?
        && now >= expires_at
    {
        return Err(JwtError::Expired { at: expires_at });
    }
    if let Some(not_before) = instant(&inspected.claims, "nbf", inspected.not_before)?
        && now < not_before
    {
        return Err(JwtError::NotYetValid { at: not_before });
    }
    Ok(inspected.claims)
}

fn signature_matches(token: &str, secret: &Secret, algorithm: Algorithm) -> Result<bool, JwtError> {
    let compact = split(token)?;
    let signed = format!("{}.{}", compact.header, compact.payload);
    let key = DecodingKey::from_secret(secret.expose().as_bytes());
    hmac::install();
    jsonwebtoken::crypto::verify(compact.signature, signed.as_bytes(), &key, algorithm.into())
        .map_err(|error| JwtError::Signing { algorithm: algorithm.name(), reason: error.to_string() })
}

/// A claim that is present must be an instant. One that cannot be read does not count as missing.
fn instant(
    claims: &Claims,
    claim: &'static str,
    read: Option<Timestamp>,
) -> Result<Option<Timestamp>, JwtError> {
    match (claims.get(claim), read) {
        (None | Some(Value::Null), _) => Ok(None),
        (Some(_), Some(instant)) => Ok(Some(instant)),
        (Some(_), None) => Err(JwtError::ClaimType { claim, expected: "seconds since 1970" }),
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use jiff::{Timestamp, ToSpan as _};
    use jsonwebtoken::DecodingKey;
    use proptest::prelude::*;
    use serde_json::json;

    use super::verify;
    use crate::jwt::{Algorithm, Claims, Jti, JwtError, Lifetime, MintOptions, hmac, inspect, mint};
    use crate::secret::Secret;

    const NOW: Timestamp = Timestamp::constant(1_790_000_000, 0);

    fn secret() -> Secret {
        Secret::new("not a real secret".into())
    }

    /// RFC 7515, appendix A.1: an HS256 token with line breaks inside its JSON, and its key.
    #[test]
    fn the_example_of_the_standard_verifies() -> Result<(), Box<dyn std::error::Error>> {
        let signed = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQog\
                      Imh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let signature = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let key = URL_SAFE_NO_PAD.decode(
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        )?;
        hmac::install();
        let verified = |signature: &str| {
            jsonwebtoken::crypto::verify(
                signature,
                signed.as_bytes(),
                &DecodingKey::from_secret(&key),
                jsonwebtoken::Algorithm::HS256,
            )
        };
        assert!(verified(signature)?);
        assert!(!verified("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXg")?);
        let inspected = inspect(&format!("{signed}.{signature}"))?;
        assert_eq!(inspected.expires_at.map(Timestamp::as_second), Some(1_300_819_380));
        Ok(())
    }

    /// A token from another implementation (jwt.io's well-known example), key `your-256-bit-secret`.
    #[test]
    fn a_token_from_another_implementation_verifies() {
        let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0Ijox\
                     NTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
        let claims = verify(token, &Secret::new("your-256-bit-secret".into()), NOW);
        assert_eq!(claims.map(|claims| claims["name"].clone()), Ok(json!("John Doe")));
    }

    #[test]
    fn a_token_is_good_until_the_second_of_its_expiry() -> Result<(), JwtError> {
        let minted = mint(&MintOptions::new("cs-1"), &secret(), NOW)?;
        let at = |seconds: i64| verify(minted.token.expose(), &secret(), NOW + seconds.seconds());
        assert_eq!(at(299), Ok(minted.claims.clone()));
        assert_eq!(at(300), Err(JwtError::Expired { at: minted.expires_at }));
        Ok(())
    }

    #[test]
    fn not_before_is_obeyed() -> Result<(), JwtError> {
        let extra = Claims::from_iter([("nbf".to_owned(), json!(1_790_000_010))]);
        let minted = mint(&MintOptions { extra, ..MintOptions::new("cs-1") }, &secret(), NOW)?;
        let at = |seconds: i64| verify(minted.token.expose(), &secret(), NOW + seconds.seconds());
        assert!(matches!(at(9), Err(JwtError::NotYetValid { .. })));
        assert!(at(10).is_ok());
        Ok(())
    }

    #[test]
    fn no_algorithm_but_hmac_is_trusted() {
        for (header, found) in
            [(r#"{"alg":"none"}"#, "none"), (r#"{"alg":"RS256"}"#, "RS256"), ("{}", "missing")]
        {
            let token = format!("{}.e30.", URL_SAFE_NO_PAD.encode(header));
            assert_eq!(
                verify(&token, &secret(), NOW),
                Err(JwtError::AlgorithmUnsupported { found: found.into() })
            );
        }
    }

    #[test]
    fn an_expiry_that_cannot_be_read_is_not_taken_for_none() -> Result<(), Box<dyn std::error::Error>> {
        hmac::install();
        let token = jsonwebtoken::encode(
            &jsonwebtoken::Header::default(),
            &json!({"exp": "soon"}),
            &jsonwebtoken::EncodingKey::from_secret(secret().expose().as_bytes()),
        )?;
        assert!(matches!(verify(&token, &secret(), NOW), Err(JwtError::ClaimType { claim: "exp", .. })));
        Ok(())
    }

    proptest! {
        #[test]
        fn what_is_minted_is_verified_and_read_back(
            app_id in "[ -~]{0,30}x",
            subject in "\\PC{1,20}",
            key in "\\PC{1,100}",
            seconds in 1_u32..=3600,
            algorithm in proptest::sample::select(Algorithm::ALL.to_vec()),
            jti in proptest::sample::select(vec![Jti::Omit, Jti::Random]),
            at in 0_i64..200_000_000_000,
        ) {
            let now = Timestamp::from_second(at)?;
            let lifetime: Lifetime = seconds.to_string().parse().map_err(|_| TestCaseError::fail("lifetime"))?;
            let options = MintOptions { app_id, subject, lifetime, jti, algorithm, extra: Claims::new() };
            let key = Secret::new(key);
            let minted = mint(&options, &key, now)?;
            prop_assert_eq!(&verify(minted.token.expose(), &key, now)?, &minted.claims);
            let inspected = inspect(minted.token.expose())?;
            prop_assert_eq!(&inspected.claims, &minted.claims);
            prop_assert_eq!(inspected.expires_at, Some(minted.expires_at));
            prop_assert_eq!(inspected.algorithm.as_deref(), Some(algorithm.name()));
            let other = Secret::new(format!("{}x", key.expose()));
            prop_assert_eq!(verify(minted.token.expose(), &other, now), Err(JwtError::SignatureMismatch));
        }

        #[test]
        fn no_text_makes_reading_panic(text in "\\PC*") {
            let _ = inspect(&text);
            let _ = verify(&text, &secret(), NOW);
        }
    }
}
