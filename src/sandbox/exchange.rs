//! One received request, and the answers that can be given to it.

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::{SandboxError, rate_limit};

/// The longest body that is read, in bytes.
const BODY_LIMIT: usize = 8 * 1024 * 1024;

/// A request, read to its end.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) method: Method,
    /// The path as it was sent, percent-encoded.
    pub(super) path: String,
    /// The decoded parts of the path. The empty part of a double slash is kept.
    pub(super) segments: Vec<String>,
    /// The decoded query, in order.
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Received {
    /// Reads a request to its end.
    ///
    /// # Errors
    ///
    /// 413 for a body over 8 MiB or one that was cut short.
    pub(super) async fn read(request: Request) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, BODY_LIMIT).await.map_err(|_| {
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "the body was cut short or is over 8 MiB")
        })?;
        let path = parts.uri.path().to_owned();
        let segments = path
            .trim_start_matches('/')
            .split('/')
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect();
        let query = url::form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
            .into_owned()
            .collect();
        Ok(Self { method: parts.method, path, segments, query, headers: parts.headers, body })
    }

    /// The platform that the path belongs to.
    pub(super) fn platform(&self) -> Platform {
        Platform::of(&self.path)
    }

    /// A header's text; `None` if it is missing or not text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The value of a key of the query; the first one if the key is there twice.
    pub(super) fn query(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The value of a required key of the query.
    ///
    /// # Errors
    ///
    /// 400 if the key is missing.
    pub(super) fn required_query(&self, key: &str) -> Result<&str, Refusal> {
        self.query(key).ok_or_else(|| Refusal::bad(format!("the query parameter `{key}` is missing")))
    }

    /// The body as JSON, declared as such.
    ///
    /// # Errors
    ///
    /// 400 if there is no body, or if it is not declared as JSON or not JSON.
    pub(super) fn json(&self) -> Result<Value, Refusal> {
        if self.body.is_empty() {
            return Err(Refusal::bad("the body is missing; it must be JSON"));
        }
        let declared = self.header("content-type").unwrap_or_default();
        let media_type = declared.split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/json") {
            return Err(Refusal::bad("the header `Content-Type` must be application/json"));
        }
        serde_json::from_slice(&self.body)
            .map_err(|error| Refusal::bad(format!("the body is not JSON: {error}")))
    }

    /// The body as JSON, if there is one.
    ///
    /// # Errors
    ///
    /// 400 if there is a body that is not declared as JSON or not JSON.
    pub(super) fn optional_json(&self) -> Result<Option<Value>, Refusal> {
        if self.body.is_empty() { Ok(None) } else { self.json().map(Some) }
    }
}

/// The two platforms that one server emulates. The path shows which one is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Platform {
    Kore,
    Burki,
}

impl Platform {
    /// The platform of a path: Burki for its own paths, Kore.ai for all others.
    pub(super) fn of(path: &str) -> Self {
        let rest = path.strip_prefix("/api/v1/campaigns");
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
            Self::Burki
        } else {
            Self::Kore
        }
    }

    /// A refusal in the platform's own form of errors.
    pub(super) fn refuse(self, refusal: Refusal) -> Reply {
        match self {
            Self::Kore => refusal.into(),
            // A 422 names fields: a field that every campaign has is used.
            Self::Burki if refusal.status == StatusCode::UNPROCESSABLE_ENTITY => {
                let fault = json!({ "loc": ["body", "name"], "msg": refusal.message, "type": "value_error" });
                Reply::json(refusal.status, &json!({ "detail": [fault] }))
            }
            Self::Burki => Reply::json(refusal.status, &json!({ "detail": refusal.message })),
        }
    }

    /// An answer with status 200 whose body says that nothing was done.
    pub(super) fn failure(self, message: &str) -> Reply {
        let body = match self {
            Self::Kore => json!({ "status": "failed", "message": message }),
            Self::Burki => json!({ "success": false, "message": message }),
        };
        Reply::json(StatusCode::OK, &body)
    }

    /// The header that carries the token.
    pub(super) const fn token_header(self) -> &'static str {
        match self {
            Self::Kore => "auth",
            Self::Burki => "authorization",
        }
    }

    /// The text of a 429.
    pub(super) const fn rate_message(self) -> &'static str {
        match self {
            Self::Kore => rate_limit::MESSAGE,
            Self::Burki => "Rate limit exceeded",
        }
    }
}

/// A refusal of the platform: a status and a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) message: String,
    speaker: Speaker,
}

/// The part of the platform that refuses a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speaker {
    /// The service, in its documented form.
    Service,
    /// A gateway in front of the services, which has no route for the path and says so in a plain message.
    Gateway,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), speaker: Speaker::Service }
    }

    /// The 404 of a gateway that has no service for this path.
    pub(super) fn no_route() -> Self {
        let message = "no Route matched with those values".to_owned();
        Self { status: StatusCode::NOT_FOUND, message, speaker: Speaker::Gateway }
    }

    /// A refusal with status 405.
    pub(super) fn method_not_allowed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, message)
    }

    /// A refusal with status 400.
    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// A refusal with status 404.
    pub(super) fn missing(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// A refusal with status 409.
    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, message)
    }
}

/// An answer before it is sent.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: String,
}

impl Reply {
    /// A JSON answer with this status.
    pub(super) fn json(status: StatusCode, body: &Value) -> Self {
        let content_type =
            (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        Self { status, headers: vec![content_type], body: body.to_string() }
    }

    /// Adds one more header.
    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl From<Result<Value, Refusal>> for Reply {
    fn from(answer: Result<Value, Refusal>) -> Self {
        match answer {
            Ok(body) => Self::json(StatusCode::OK, &body),
            Err(refusal) => refusal.into(),
        }
    }
}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.status.as_u16();
        let body = match refusal.speaker {
            Speaker::Service => json!({ "errors": [{ "msg": refusal.message, "code": code }] }),
            Speaker::Gateway => json!({ "message": refusal.message }),
        };
        Self::json(refusal.status, &body)
    }
}

impl From<Reply> for Response {
    fn from(reply: Reply) -> Self {
        let mut response = Self::new(Body::from(reply.body));
        *response.status_mut() = reply.status;
        response.headers_mut().extend(reply.headers);
        response
    }
}

/// The refusal for an error of the sandbox itself.
pub(super) fn internal(error: &SandboxError) -> Refusal {
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the sandbox failed: {error}"))
}
