//! A client of a scripted server, with simulated time and a recording observer.

use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;

use crate::clock::Clock;
use crate::domain::platform_kind::PlatformKind;
use crate::exit::Exit;
use crate::platform::address::Address;
use crate::platform::credentials::Tokens;
use crate::platform::error::PlatformError;
use crate::platform::failure::{Answer, ParsedAnswer};
use crate::platform::http::{Http, HttpOptions};
use crate::platform::kore::envelope;
use crate::platform::request::{Effect, Method, Payload, Request, TokenHeader};
use crate::platform::retry::test_pace::SteppedPace;
use crate::platform::retry::{Observer, WaitReason};
use crate::platform::scripted_server::{Act, ScriptedServer};
use crate::secret::Secret;
use crate::secret::redact::Redactor;

pub(super) const SUCCESS: &str = r#"{"status":"success","id":"cd-1"}"#;
pub(super) const TOKEN: &str = "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl";

/// Gives out numbered tokens, to show that each attempt has its own.
#[derive(Default)]
pub(super) struct Numbered(Mutex<u32>);

impl Tokens for Numbered {
    fn token(&self, _purpose: &str, _now: Timestamp) -> Result<Secret, PlatformError> {
        let mut count = self.0.lock().unwrap();
        *count += 1;
        Ok(Secret::new(format!("{TOKEN}-{count}")))
    }

    fn secret(&self) -> Option<&Secret> {
        None
    }
}

pub(super) fn understand(answer: &Answer, redactor: &Redactor) -> ParsedAnswer {
    envelope::understand(answer, redactor, envelope::Marker::Success)
}

pub(super) fn numbered() -> Rc<Numbered> {
    Rc::default()
}

#[derive(Default)]
pub(super) struct Waits(pub(super) Mutex<Vec<(Duration, WaitReason)>>, pub(super) Mutex<Vec<Step>>);

/// A step of a write that the client reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Sending,
    NotApplied,
}

impl Observer for Waits {
    fn waiting(&self, wait: Duration, reason: WaitReason) {
        self.0.lock().unwrap().push((wait, reason));
    }

    fn not_counting(&self, _reason: &crate::files::LockError) {}

    fn sending(&self) {
        self.1.lock().unwrap().push(Step::Sending);
    }

    fn not_applied(&self) {
        self.1.lock().unwrap().push(Step::NotApplied);
    }
}

pub(super) struct Bench {
    pub(super) server: ScriptedServer,
    pub(super) http: Http,
    pub(super) pace: Arc<SteppedPace>,
    pub(super) waits: Arc<Waits>,
}

pub(super) fn http(
    origin: &str,
    timeout: Duration,
    deadline: Option<Duration>,
    pace: &Arc<SteppedPace>,
) -> (Http, Arc<Waits>) {
    let waits = Arc::new(Waits::default());
    let options = HttpOptions {
        platform: PlatformKind::Kore,
        origin: origin.to_owned(),
        served_at: None,
        timeout,
        deadline,
        extra_certificates: None,
        proxy: None,
        budget: None,
        haste: crate::platform::retry::Haste::Calm,
    };
    let now = "2026-11-21T06:00:00Z".parse().unwrap();
    let http = Http::new(options, numbered(), Clock::Fixed(now), pace.clone(), waits.clone()).unwrap();
    (http, waits)
}

pub(super) fn bench(script: impl IntoIterator<Item = Act>) -> Bench {
    bench_with(script, Duration::from_secs(5), None)
}

pub(super) fn bench_with(
    script: impl IntoIterator<Item = Act>,
    timeout: Duration,
    deadline: Option<Duration>,
) -> Bench {
    let server = ScriptedServer::start(script).unwrap();
    let pace = Arc::new(SteppedPace::default());
    let (http, waits) = http(&server.origin, timeout, deadline, &pace);
    Bench { server, http, pace, waits }
}

pub(super) fn request(origin: &str, effect: Effect) -> Request {
    Request {
        purpose: "create the campaign \"Billing\"".into(),
        effect,
        method: Method::Post,
        address: Address::new(origin).segment("campaign").query("accountId", "a"),
        token_header: TokenHeader::AUTH,
        headers: vec![("accountId", "a".into()), ("iid", "st-1".into())],
        body: Some(Payload::Json(json!({"name": "Billing"}))),
    }
}

impl Bench {
    pub(super) async fn send(&self, effect: Effect) -> Result<serde_json::Value, PlatformError> {
        self.http.send(&request(&self.server.origin, effect), understand).await
    }

    /// The exit code of a single send, and how many requests the server read.
    pub(super) async fn exit(&self, effect: Effect) -> (Exit, usize) {
        let exit = match self.send(effect).await {
            Ok(_) => Exit::Success,
            Err(error) => error.exit(),
        };
        (exit, self.server.received().len())
    }
}

/// The exit code and the number of requests of a script, for a read and for a write.
pub(super) async fn both(script: &[Act]) -> [(Exit, usize); 2] {
    let read = bench(script.to_vec()).exit(Effect::Read).await;
    let write = bench(script.to_vec()).exit(Effect::Write).await;
    [read, write]
}
