//! Reads a token without trusting it.
//!
//! This is done by hand, since the library refuses tokens that a person may want to inspect, such as ones
//! with `alg: none`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::Value;

use super::Claims;
use super::error::{JwtError, Part};

/// The decoded contents of a token. They are not verified.
#[derive(Debug, Clone, PartialEq)]
pub struct Inspected {
    /// The header's members.
    pub header: Claims,
    /// The payload's members.
    pub claims: Claims,
    /// The header's `alg`; `None` if it is missing or not text.
    pub algorithm: Option<String>,
    /// The length of the signature, in bytes; 0 for `alg: none`.
    pub signature_bytes: usize,
    /// `iat`; `None` if it is missing or not an instant.
    pub issued_at: Option<Timestamp>,
    /// `exp`; `None` if it is missing or not an instant.
    pub expires_at: Option<Timestamp>,
    /// `nbf`; `None` if it is missing or not an instant.
    pub not_before: Option<Timestamp>,
}

/// Why a claim is not an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoInstant {
    /// The claim counts milliseconds, like JavaScript's clock.
    Milliseconds,
    /// The claim is text.
    Text,
    /// The claim is something else, or is outside the years of a clock.
    Other,
}

impl std::fmt::Display for NoInstant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Milliseconds => "milliseconds?",
            Self::Text => "a text, and must be the number of seconds since 1970",
            Self::Other => "must be the number of seconds since 1970",
        })
    }
}

impl Inspected {
    /// Why a claim is not an instant; `None` if it is one, or is missing.
    pub fn no_instant(&self, claim: &str) -> Option<NoInstant> {
        /// From this number on, a value is not seconds within the years of a clock, but milliseconds of this century.
        const LEAST_MILLISECONDS: f64 = 3e11;
        let value = self.claims.get(claim).filter(|value| !value.is_null())?;
        if numeric_date(&self.claims, claim).is_some() {
            return None;
        }
        let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        Some(match (number, value) {
            (Some(number), _) if number.abs() >= LEAST_MILLISECONDS => NoInstant::Milliseconds,
            (_, Value::String(_)) => NoInstant::Text,
            _ => NoInstant::Other,
        })
    }

    /// The intended expiry of the token. `exp` may also be text, or count milliseconds. `None` if it is not a time in
    /// any of these forms.
    pub fn meant_to_expire_at(&self) -> Option<Timestamp> {
        if self.expires_at.is_some() {
            return self.expires_at;
        }
        let value = self.claims.get("exp")?;
        let text = value.as_str().map(str::trim);
        let Some(number) = value.as_f64().or_else(|| text?.parse().ok()) else { return text?.parse().ok() };
        let is_milliseconds = self.no_instant("exp") == Some(NoInstant::Milliseconds);
        let seconds = if is_milliseconds { number / 1000.0 } else { number };
        Timestamp::from_duration(jiff::SignedDuration::try_from_secs_f64(seconds).ok()?).ok()
    }

    /// The problems of the claims, one sentence each: a time that is not an instant, or a name that
    /// Kore.ai does not know.
    pub fn remarks(&self) -> Vec<String> {
        let kinds = [("exp", "expiry"), ("iat", "time of issue"), ("nbf", "time of beginning")];
        let times = kinds.into_iter().filter_map(|(claim, kind)| {
            let what = self.no_instant(claim)?;
            Some(format!("the claim {claim} is not a valid {kind}: {what}"))
        });
        let names = self
            .misspelt_app_ids()
            .map(|found| format!("the claim {found} is not known to Kore.ai: it must be spelled appId"));
        times.chain(names).collect()
    }

    /// The problem that the token is for another client than the one that is set, by its claim `appId`; no value is
    /// quoted.
    pub fn of_other_client(&self, client_id: &str) -> Option<String> {
        let app_id = self.claims.get("appId")?.as_str()?;
        (app_id != client_id)
            .then(|| "the claim appId is not the client id that is set (client_id)".to_owned())
    }

    /// The claims that are wrong spellings of `appId`.
    pub fn misspelt_app_ids(&self) -> impl Iterator<Item = &str> {
        self.claims.keys().map(String::as_str).filter(|claim| is_misspelt_app_id(claim))
    }
}

/// Whether a claim is `appId` in another spelling, which the platform does not know.
pub(super) fn is_misspelt_app_id(claim: &str) -> bool {
    let letters = claim.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
    claim != "appId" && letters.eq("appid".chars())
}

/// Reads a token. White space around it and a leading `Bearer ` are ignored.
///
/// # Errors
///
/// The token does not have three parts, a part is not base64url, or the header or the payload is not a JSON object. No
/// error quotes the token.
pub fn inspect(token: &str) -> Result<Inspected, JwtError> {
    let Compact { header, payload, signature } = split(token)?;
    let header = object(Part::Header, header)?;
    let claims = object(Part::Payload, payload)?;
    Ok(Inspected {
        algorithm: header.get("alg").and_then(Value::as_str).map(str::to_owned),
        signature_bytes: bytes(Part::Signature, signature)?.len(),
        issued_at: numeric_date(&claims, "iat"),
        expires_at: numeric_date(&claims, "exp"),
        not_before: numeric_date(&claims, "nbf"),
        header,
        claims,
    })
}

/// The three parts of a token, still encoded.
pub(super) struct Compact<'a> {
    pub header: &'a str,
    pub payload: &'a str,
    pub signature: &'a str,
}

/// The parts of a token in its compact form, with or without `Bearer` before it.
///
/// # Errors
///
/// The text is empty, or does not have a token's three parts.
pub(super) fn split(token: &str) -> Result<Compact<'_>, JwtError> {
    let token = token.trim();
    let token = match token.split_at_checked("bearer ".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer ") => rest.trim_start(),
        _ => token,
    };
    if token.is_empty() {
        return Err(JwtError::Empty);
    }
    let parts: Vec<&str> = token.split('.').collect();
    match parts[..] {
        [header, payload, signature] => Ok(Compact { header, payload, signature }),
        _ => Err(JwtError::WrongPartCount { found: parts.len() }),
    }
}

fn bytes(part: Part, text: &str) -> Result<Vec<u8>, JwtError> {
    let malformed = |reason: String| JwtError::Malformed { part, reason };
    let foreign = |character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_'));
    if let Some((place, character)) = text.chars().enumerate().find(|(_, character)| foreign(*character)) {
        return Err(malformed(format!("is not Base64url: its character {} is {character:?}", place + 1)));
    }
    URL_SAFE_NO_PAD.decode(text).map_err(|_| malformed("is not Base64url: its end is cut off".into()))
}

fn object(part: Part, text: &str) -> Result<Claims, JwtError> {
    let malformed = |reason: String| JwtError::Malformed { part, reason };
    if text.is_empty() {
        return Err(malformed("is empty".into()));
    }
    let json = String::from_utf8(bytes(part, text)?).map_err(|_| malformed("is not UTF-8 text".into()))?;
    match serde_json::from_str(&json) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(malformed("is JSON, but not an object".into())),
        Err(error) => Err(malformed(format!(
            "is not JSON: it goes wrong at line {}, column {}",
            error.line(),
            error.column()
        ))),
    }
}

/// A claim that counts seconds since 1970, whole or not (RFC 7519, `NumericDate`).
pub(super) fn numeric_date(claims: &Claims, claim: &str) -> Option<Timestamp> {
    let value = claims.get(claim)?;
    if let Some(seconds) = value.as_i64() {
        return Timestamp::from_second(seconds).ok();
    }
    let since_epoch = jiff::SignedDuration::try_from_secs_f64(value.as_f64()?).ok()?;
    Timestamp::from_duration(since_epoch).ok()
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::json;

    use super::inspect;
    use crate::jwt::{JwtError, Part};

    fn token(header: &str, payload: &str, signature: &str) -> String {
        format!("{}.{}.{signature}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload))
    }

    fn reason(token: &str) -> (Part, String) {
        match inspect(token) {
            Err(JwtError::Malformed { part, reason }) => (part, reason),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn alg_none_is_shown() -> Result<(), JwtError> {
        let inspected = inspect(&token(r#"{"alg":"none"}"#, r#"{"appId":"cs-1","exp":1790000300.5}"#, ""))?;
        assert_eq!(inspected.algorithm.as_deref(), Some("none"));
        assert_eq!(inspected.signature_bytes, 0);
        assert_eq!(inspected.claims["appId"], json!("cs-1"));
        assert_eq!(inspected.expires_at.map(jiff::Timestamp::as_millisecond), Some(1_790_000_300_500));
        assert_eq!(inspected.issued_at, None);
        Ok(())
    }

    #[test]
    fn a_claim_that_is_no_instant_is_told_from_one_that_is_missing() -> Result<(), JwtError> {
        use super::NoInstant::{Milliseconds, Other, Text};
        for (value, expected) in [
            ("1790000300", None),
            ("1790000300.25", None),
            ("null", None),
            ("1790000300000", Some(Milliseconds)),
            ("1.7900003e12", Some(Milliseconds)),
            (r#""1790000300000""#, Some(Milliseconds)),
            (r#""1790000300""#, Some(Text)),
            (r#""2026-12-03T08:05:00Z""#, Some(Text)),
            (r#""""#, Some(Text)),
            ("true", Some(Other)),
            ("[1790000300]", Some(Other)),
            ("{}", Some(Other)),
        ] {
            for claim in ["exp", "iat", "nbf"] {
                let inspected = inspect(&token("{}", &format!(r#"{{"{claim}":{value}}}"#), ""))?;
                assert_eq!(inspected.no_instant(claim), expected, "{claim}: {value}");
            }
        }
        let inspected = inspect(&token("{}", "{}", ""))?;
        assert_eq!(inspected.no_instant("exp"), None);
        Ok(())
    }

    #[test]
    fn an_end_is_read_as_it_was_meant() -> Result<(), JwtError> {
        for (value, meant) in [
            ("1790000300", Some(1_790_000_300)),
            ("1790000300000", Some(1_790_000_300)),
            (r#""1790000300""#, Some(1_790_000_300)),
            (r#"" 1790000300000 ""#, Some(1_790_000_300)),
            (r#""2026-09-21T14:18:20Z""#, Some(1_790_000_300)),
            (r#""soon""#, None),
            ("true", None),
            ("null", None),
            ("1e300", None),
        ] {
            let inspected = inspect(&token("{}", &format!(r#"{{"exp":{value}}}"#), ""))?;
            let read = inspected.meant_to_expire_at().map(jiff::Timestamp::as_second);
            assert_eq!(read, meant, "{value}");
        }
        assert_eq!(inspect(&token("{}", "{}", ""))?.meant_to_expire_at(), None);
        Ok(())
    }

    #[test]
    fn wrong_spellings_of_app_id_are_found() -> Result<(), JwtError> {
        let claims = r#"{"appId":"a","appid":"b","app_id":"c","AppID":"d","App-Id":"e","app":"f","id":"g","appIds":"h"}"#;
        let inspected = inspect(&token("{}", claims, ""))?;
        assert_eq!(inspected.misspelt_app_ids().collect::<Vec<_>>(), ["appid", "app_id", "AppID", "App-Id"]);
        Ok(())
    }

    #[test]
    fn white_space_and_bearer_are_let_pass() {
        let plain = token(r#"{"alg":"HS256"}"#, "{}", "AAAA");
        for around in [format!("  {plain}\n"), format!("Bearer {plain}"), format!("\tbearer   {plain} ")] {
            assert_eq!(inspect(&around), inspect(&plain), "{around}");
        }
        assert!(inspect(&plain).is_ok());
    }

    #[test]
    fn what_is_malformed_is_named() {
        assert_eq!(inspect(" "), Err(JwtError::Empty));
        assert_eq!(inspect("Bearer "), Err(JwtError::WrongPartCount { found: 1 }));
        assert_eq!(inspect("a.b"), Err(JwtError::WrongPartCount { found: 2 }));
        assert_eq!(inspect("a.b.c.d.e"), Err(JwtError::WrongPartCount { found: 5 }));
        assert_eq!(reason(&token("[]", "{}", "")), (Part::Header, "is JSON, but not an object".into()));
        assert_eq!(reason(&token("{}", r#"{"a":"#, "")).0, Part::Payload);
        assert_eq!(reason("e30..AAAA"), (Part::Payload, "is empty".into()));
        assert_eq!(
            reason("e30.e30.AA+A"),
            (Part::Signature, "is not Base64url: its character 3 is '+'".into())
        );
        assert_eq!(reason("e30.e30.AAAAA").0, Part::Signature);
        assert_eq!(
            reason("e30.e3ü.AAAA"),
            (Part::Payload, "is not Base64url: its character 3 is 'ü'".into())
        );
        assert_eq!(reason("e30._w.AAAA"), (Part::Payload, "is not UTF-8 text".into()));
    }
}
