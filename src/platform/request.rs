//! A request before it is sent: what a dry run shows and what the client sends are made from the same value.

use std::fmt;

use serde_json::Value;

use super::address::Address;

/// Whether a request changes something, and so whether it may be repeated in doubt. Interface section 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing: may be repeated. Several of Kore.ai's reads are `POST`s.
    Read,
    /// Changes something: repeated only when it certainly was not applied.
    Write,
}

/// The HTTP methods that the contracts use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `DELETE`.
    Delete,
}

impl Method {
    /// The method as it stands in the request line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Where a platform wants the token, and in which words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenHeader {
    /// The header's name.
    pub name: &'static str,
    /// What stands before the token, with the blank after it.
    scheme: &'static str,
}

impl TokenHeader {
    /// `auth: TOKEN`. Kore.ai's contract, section 2.
    pub const AUTH: Self = Self { name: "auth", scheme: "" };
    /// `Authorization: Bearer TOKEN`. Burki's contract, section 8.
    pub const BEARER: Self = Self { name: "Authorization", scheme: "Bearer " };

    /// The header's value with this token.
    #[must_use]
    pub fn value(self, token: &str) -> String {
        format!("{}{token}", self.scheme)
    }
}

/// One request, without its token: that is added when it is sent, a fresh one for each attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What it is for, to follow "could not" or "refused to": `create the campaign "Billing"`.
    pub purpose: String,
    /// Whether it changes something.
    pub effect: Effect,
    /// The method.
    pub method: Method,
    /// The URL.
    pub address: Address,
    /// The header that carries the token.
    pub token_header: TokenHeader,
    /// The other headers of its own, in the order in which they are shown. `Content-Type` and `User-Agent` come
    /// from [`Self::all_headers`].
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body.
    pub body: Option<Value>,
}

/// How kcamp names itself to a platform.
pub const USER_AGENT: &str = concat!("kcamp/", env!("CARGO_PKG_VERSION"));

impl Request {
    /// Every header but the token's, in the order in which they are shown.
    #[must_use]
    pub fn all_headers(&self) -> Vec<(&'static str, &str)> {
        let mut headers: Vec<_> = self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if self.body.is_some() {
            headers.push(("Content-Type", "application/json"));
        }
        headers.push(("User-Agent", USER_AGENT));
        headers
    }
}
