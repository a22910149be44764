//! Shared by the emulator's own tests: tokens, an emulator in a temporary folder, and requests to it.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
};

use axum::http::Method;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::hmac;
use serde_json::{Value, json};

use super::{ACCOUNT, Options, SandboxError, Server, start, summary};
use crate::clock::Clock;

/// The clock of every test: 2026-11-21T00:00:00Z.
pub(super) const NOW: &str = "2026-11-21T00:00:00Z";

/// A JWT with any claims, signed with any key. Any other algorithm's name, such as `none`, is signed as HS256.
pub(super) fn sign(algorithm: &str, claims: &Value, key: &[u8]) -> String {
    let header = json!({ "alg": algorithm, "typ": "JWT" }).to_string();
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims.to_string()));
    let algorithm = match algorithm {
        "HS384" => hmac::HMAC_SHA384,
        "HS512" => hmac::HMAC_SHA512,
        _ => hmac::HMAC_SHA256,
    };
    let signature = hmac::sign(&hmac::Key::new(algorithm, key), signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The instant of [`NOW`].
pub(super) fn now() -> jiff::Timestamp {
    NOW.parse().unwrap_or_default()
}

/// The clock of every test.
pub(super) fn clock() -> Clock {
    Clock::Fixed(now())
}

/// A valid token.
pub(super) fn token() -> String {
    let claims = json!({ "sub": "kcamp", "appId": ACCOUNT.client_id, "exp": now().as_second() + 300 });
    sign("HS256", &claims, ACCOUNT.client_secret.as_bytes())
}

/// The parts of a request, which are valid at first.
#[derive(Debug, Clone)]
pub(super) struct TestRequest {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<Value>,
}

/// A call below `/campaign/api/v2/public/{stream}/campaign`, with the account's headers and `?accountId`.
pub(super) fn call(method: Method, path: &str, body: Option<Value>) -> TestRequest {
    let mark = if path.contains('?') { '&' } else { '?' };
    let path = format!(
        "/campaign/api/v2/public/{}/campaign{path}{mark}accountId={}",
        ACCOUNT.stream_id, ACCOUNT.account_id
    );
    let headers = vec![
        ("auth".to_owned(), token()),
        ("accountId".to_owned(), ACCOUNT.account_id.to_owned()),
        ("iid".to_owned(), ACCOUNT.stream_id.to_owned()),
        ("Content-Type".to_owned(), "application/json".to_owned()),
    ];
    TestRequest { method, path, headers, body }
}

impl TestRequest {
    /// Replaces a header, or removes it for `None`.
    pub(super) fn header(mut self, name: &str, value: Option<&str>) -> Self {
        self.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        self.headers.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        self
    }

    /// Adds a token that is valid for years.
    pub(super) fn signed_for_years(self) -> Self {
        let claims = json!({ "appId": ACCOUNT.client_id, "exp": now().as_second() * 2 });
        let token = sign("HS256", &claims, ACCOUNT.client_secret.as_bytes());
        self.header("auth", Some(&token))
    }

    /// Replaces the path and query.
    pub(super) fn path(mut self, path: String) -> Self {
        self.path = path;
        self
    }
}

/// An answer as it was received: the status (0 if there was none), the raw answer, and its body as JSON (null if it
/// is not JSON).
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) raw: String,
    pub(super) body: Value,
}

impl Answer {
    /// The first text of an `errors` body.
    pub(super) fn error(&self) -> &str {
        self.body["errors"][0]["msg"].as_str().unwrap_or_default()
    }
}

/// A running emulator with the clock at [`NOW`] and no rate limit.
pub(super) struct Bench {
    pub(super) server: Server,
    pub(super) folder: tempfile::TempDir,
}

impl Bench {
    pub(super) async fn start(change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let mut options = options(folder.path());
        change(&mut options);
        let server = start(options).await.unwrap_or_else(|error| panic!("{error}"));
        Self { server, folder }
    }

    /// A server on an existing folder, with the clock at another instant.
    pub(super) async fn on(folder: tempfile::TempDir, instant: &str) -> Self {
        Self::on_with(folder, instant, |_| {}).await
    }

    /// Like `on`, with other options.
    pub(super) async fn on_with(
        folder: tempfile::TempDir,
        instant: &str,
        change: impl FnOnce(&mut Options),
    ) -> Self {
        let clock = Clock::Fixed(instant.parse().unwrap_or_default());
        let mut options = Options { clock, ..options(folder.path()) };
        change(&mut options);
        let server = start(options).await.unwrap_or_else(|error| panic!("{error}"));
        Self { server, folder }
    }

    /// The number of campaigns.
    pub(super) fn server_campaigns(&self) -> usize {
        summary(self.folder.path(), clock()).map_or(usize::MAX, |summary| summary.kore.campaigns.len())
    }

    pub(super) async fn send(&self, call: &TestRequest) -> Answer {
        send(&self.server, call).await
    }
}

/// Options for a test: the clock at [`NOW`] and no rate limit.
pub(super) fn options(folder: &std::path::Path) -> Options {
    Options { clock: Clock::Fixed(now()), rate_limit_per_minute: Some(0), ..Options::new(folder.to_owned()) }
}

/// Starts another server on a folder.
///
/// # Errors
///
/// The state cannot be used, or no port is free.
pub(super) async fn serve(folder: &std::path::Path) -> Result<Server, SandboxError> {
    start(options(folder)).await
}

/// Sends one request over its own socket and reads until the server closes it.
pub(super) async fn send(server: &Server, call: &TestRequest) -> Answer {
    send_text(server, request_text(call)).await
}

/// Like `send`, but for the text of a request.
pub(super) async fn send_text(server: &Server, request: String) -> Answer {
    let address = server.address();
    let raw = tokio::task::spawn_blocking(move || exchange(address, &request)).await;
    let raw = raw.map(Result::unwrap_or_default).unwrap_or_default();
    let raw = String::from_utf8_lossy(&raw).into_owned();
    let status = raw.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    let body = raw.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    Answer { status, body: serde_json::from_str(body).unwrap_or(Value::Null), raw }
}

fn request_text(call: &TestRequest) -> String {
    let body = call.body.as_ref().map(Value::to_string).unwrap_or_default();
    let mut lines = vec![format!("{} {} HTTP/1.1", call.method, call.path)];
    lines.extend(["Host: sandbox".to_owned(), "Connection: close".to_owned()]);
    lines.extend(call.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    if !body.is_empty() {
        lines.push(format!("Content-Length: {}", body.len()));
    }
    format!("{}\r\n\r\n{body}", lines.join("\r\n"))
}

fn exchange(address: SocketAddr, request: &str) -> io::Result<Vec<u8>> {
    let mut socket = TcpStream::connect(address)?;
    socket.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    // A reset counts as the end: the client has what came before it.
    let _ = socket.read_to_end(&mut answer);
    Ok(answer)
}
