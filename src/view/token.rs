//! Tokens: a new one, and the content of any.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::moment::{distance, local, rfc3339};
use crate::domain::zone::Zone;
use crate::ui::{Cell, Document, Table, View};

/// A minted token, for `jwt mint -o json`: the one result that holds a token, because it was asked for.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MintedView {
    /// The token itself, which is a secret.
    token: String,
    /// The algorithm of the signature, such as `HS256`.
    algorithm: &'static str,
    /// The claims in the token.
    claims: serde_json::Map<String, Value>,
    /// RFC 3339 in UTC.
    issued_at: String,
    /// RFC 3339 in UTC.
    expires_at: String,
}

impl MintedView {
    /// A view of a token and its claims.
    pub fn new(
        token: &str,
        algorithm: &'static str,
        claims: &serde_json::Map<String, Value>,
        issued_at: Timestamp,
        expires_at: Timestamp,
    ) -> Self {
        let utc = Zone::utc();
        Self {
            token: token.to_owned(),
            algorithm,
            claims: claims.clone(),
            issued_at: rfc3339(issued_at, &utc),
            expires_at: rfc3339(expires_at, &utc),
        }
    }
}

impl View for MintedView {
    fn document(&self) -> Document {
        Document::new().lines([self.token.as_str()])
    }
}

/// The header and claims of a token, and whether it was verified.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InspectedView {
    /// The header of the token.
    header: serde_json::Map<String, Value>,
    /// The claims of the token.
    claims: serde_json::Map<String, Value>,
    /// `iat`, RFC 3339 in the reader's zone; `null` where it is not a valid time.
    issued_at: Option<String>,
    /// `nbf`, RFC 3339 in the reader's zone; `null` where it is not a valid time.
    not_before: Option<String>,
    /// `exp`, RFC 3339 in the reader's zone; `null` where it is not a valid time.
    expires_at: Option<String>,
    /// Whether it has expired; `null` where it has no expiry.
    expired: Option<bool>,
    /// `null` where it was not asked for.
    verified: Option<bool>,
    /// The problems of the claims: a time that is none, a name that Kore.ai does not know.
    remarks: Vec<String>,
    #[serde(skip)]
    times: Vec<(&'static str, Cell)>,
    #[serde(skip)]
    verdict: String,
}

/// The instants of a token.
#[derive(Debug, Clone)]
pub struct Times {
    /// The claim `iat`.
    pub issued_at: Option<Timestamp>,
    /// The claim `nbf`.
    pub not_before: Option<Timestamp>,
    /// The claim `exp`.
    pub expires: Expiry,
}

/// The expiry of a token, from its claims.
#[derive(Debug, Clone)]
pub enum Expiry {
    /// There is no expiry.
    None,
    /// An instant.
    At(Timestamp),
    /// It is not an instant. The text says what it probably is.
    NotValid(String),
}

impl InspectedView {
    /// A view of a token's parts. `verdict` is the result of the verification, if it was asked for; `remarks` are
    /// sentences.
    pub fn new(
        header: &serde_json::Map<String, Value>,
        claims: &serde_json::Map<String, Value>,
        times: &Times,
        mut remarks: Vec<String>,
        verdict: Option<&Result<(), String>>,
        zone: &Zone,
        now: Timestamp,
    ) -> Self {
        let shown = |instant: Option<Timestamp>| instant.map(|instant| rfc3339(instant, zone));
        let expires_at = match times.expires {
            Expiry::At(instant) => Some(instant),
            Expiry::None | Expiry::NotValid(_) => None,
        };
        let named = [("issued", times.issued_at), ("not before", times.not_before), ("expires", expires_at)];
        let mut lines: Vec<_> = named
            .into_iter()
            .filter_map(|(name, instant)| {
                let instant = instant?;
                let words = format!("{} ({})", local(instant, zone), distance(instant, now));
                Some((name, Cell::with_value(words, rfc3339(instant, zone))))
            })
            .collect();
        let expired = expires_at.map(|instant| instant <= now);
        let is_to_come = |instant: Option<Timestamp>| instant.is_some_and(|instant| instant > now);
        if is_to_come(times.issued_at) {
            remarks.push(
                "the claim iat is in the future: one of the clocks is wrong, and the platform may refuse the token"
                    .to_owned(),
            );
        }
        let state = match (&times.expires, expired) {
            (Expiry::NotValid(what), _) => format!("not a valid expiry: {what}"),
            (_, Some(true)) => "expired".to_owned(),
            _ if is_to_come(times.not_before) => "not valid yet".to_owned(),
            _ if is_to_come(times.issued_at) => "issued in the future".to_owned(),
            (_, Some(false)) => "alive".to_owned(),
            (_, None) => "has no expiry".to_owned(),
        };
        lines.push(("state", state.into()));
        lines.extend(remarks.iter().map(|remark| ("remark", Cell::from(remark))));
        Self {
            header: header.clone(),
            claims: claims.clone(),
            issued_at: shown(times.issued_at),
            not_before: shown(times.not_before),
            expires_at: shown(expires_at),
            expired,
            verified: verdict.map(Result::is_ok),
            remarks,
            times: lines,
            verdict: match verdict {
                None => "not verified; add --verify to check it with the client secret".to_owned(),
                Some(Ok(())) => "verified with the client secret".to_owned(),
                Some(Err(why)) => format!("not valid: {why}"),
            },
        }
    }
}

impl View for InspectedView {
    fn document(&self) -> Document {
        let parts = |map: &serde_json::Map<String, Value>| -> Vec<Vec<String>> {
            map.iter().map(|(name, value)| vec![name.clone(), plain(value)]).collect()
        };
        Document::new()
            .table(Table::new(["HEADER", "VALUE"]).rows(parts(&self.header)))
            .table(Table::new(["CLAIM", "VALUE"]).rows(parts(&self.claims)))
            .fields(self.times.iter().cloned().chain([("signature", Cell::from(&self.verdict))]))
    }

    /// One row for each header, each claim, and each result.
    fn rows(&self) -> Document {
        let part = |part: &'static str, map: &serde_json::Map<String, Value>| -> Vec<[Cell; 3]> {
            map.iter().map(|(name, value)| [part.into(), name.into(), plain(value).into()]).collect()
        };
        let verified = self.verified.map(|verified| ("verified", Cell::from(verified.to_string())));
        let follows = self.times.iter().cloned().chain(verified);
        Document::new().table(
            Table::new(["PART", "NAME", "VALUE"])
                .rows(part("header", &self.header))
                .rows(part("claims", &self.claims))
                .rows(follows.map(|(name, cell)| ["token".into(), name.into(), cell])),
        )
    }
}

/// A text without its quotes; any other value as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
