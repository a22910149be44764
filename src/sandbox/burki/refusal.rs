//! Burki's refusals: a text, or a list of errors in the request's values (Burki contract §8).

use axum::http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use crate::sandbox::exchange::{self, Platform, Reply};

/// Why a request is not served.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Refusal {
    /// `{"detail": "text"}` with a status.
    Text(exchange::Refusal),
    /// 422 with every value that is wrong.
    Values(Vec<FieldError>),
    /// 307 to the path that the client should have used.
    Elsewhere(HeaderValue),
}

impl Refusal {
    /// A text with status 400.
    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::Text(exchange::Refusal::bad(message))
    }

    /// A text with another status.
    pub(super) fn text(status: StatusCode, message: impl Into<String>) -> Self {
        Self::Text(exchange::Refusal::new(status, message))
    }

    /// A 400 for a schedule that is not possible.
    pub(super) fn schedule(reason: &str) -> Self {
        Self::bad(format!("Invalid schedule configuration: {reason}"))
    }
}

/// An error in one value: where it is, what is wrong, and the type of the error in one word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldError {
    pub(super) location: Vec<Value>,
    pub(super) message: String,
    pub(super) kind: &'static str,
}

impl FieldError {
    pub(super) fn new(location: Vec<Value>, message: impl Into<String>, kind: &'static str) -> Self {
        Self { location, message: message.into(), kind }
    }
}

impl From<FieldError> for Refusal {
    fn from(fault: FieldError) -> Self {
        Self::Values(vec![fault])
    }
}

impl From<exchange::Refusal> for Refusal {
    fn from(refusal: exchange::Refusal) -> Self {
        Self::Text(refusal)
    }
}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Text(refusal) => Platform::Burki.refuse(refusal),
            Refusal::Values(faults) => {
                let detail: Vec<Value> = faults
                    .into_iter()
                    .map(|fault| json!({ "type": fault.kind, "loc": fault.location, "msg": fault.message }))
                    .collect();
                Self::json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "detail": detail }))
            }
            Refusal::Elsewhere(location) => {
                Self { status: StatusCode::TEMPORARY_REDIRECT, headers: Vec::new(), body: String::new() }
                    .with(header::LOCATION, location)
            }
        }
    }
}
