#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use super::super::budget::Budget;
use super::super::request::{Effect, Payload, Request};
use super::super::retry::WaitReason;
use super::super::retry::test_pace::SteppedPace;
use super::super::scripted_server::{Act, ScriptedServer};
use super::{Http, HttpOptions};
use crate::clock::Clock;
use crate::domain::platform_kind::PlatformKind;
use crate::exit::Exit;
use crate::secret::Secret;

mod bench;
mod gate;

use gate::ClosingGate;

use bench::{SUCCESS, Step, TOKEN, Waits, bench, bench_with, both, http, numbered, request, understand};

#[tokio::test]
async fn a_request_carries_its_headers_and_body() {
    let bench = bench([Act::json(200, SUCCESS)]);
    assert_eq!(bench.send(Effect::Write).await.unwrap()["id"], "cd-1");
    let received = bench.server.received().join("");
    let (head, body) = received.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /campaign?accountId=a HTTP/1.1"), "{head}");
    for line in [
        format!("auth: {TOKEN}-1"),
        "accountid: a".into(),
        "iid: st-1".into(),
        "content-type: application/json".into(),
        concat!("user-agent: kcamp/", env!("CARGO_PKG_VERSION")).into(),
    ] {
        assert!(head.lines().any(|header| header == line), "{line} in {head}");
    }
    assert_eq!(body, r#"{"name":"Billing"}"#);
}

#[tokio::test]
async fn every_status_ends_in_its_exit() {
    for (status, read, write) in [
        (301, Exit::Refused, Exit::Refused),
        (400, Exit::Refused, Exit::Refused),
        (401, Exit::Credentials, Exit::Credentials),
        (403, Exit::Credentials, Exit::Credentials),
        (404, Exit::NotFound, Exit::NotFound),
        (409, Exit::Conflict, Exit::Conflict),
        (422, Exit::Refused, Exit::Refused),
        (500, Exit::Unavailable, Exit::Unknown),
    ] {
        let ends = both(&[Act::json(status, r#"{"errors":[{"msg":"no"}]}"#)]).await;
        assert_eq!(ends, [(read, 1), (write, 1)], "{status}");
    }
}

#[tokio::test]
async fn a_body_can_refuse_in_a_success() {
    for (body, exit) in [
        (r#"{"status":"failed","message":"name taken"}"#, Exit::Refused),
        (r#"{"errors":[{"msg":"possibly a replay","code":401}]}"#, Exit::Credentials),
        (r#"{"errors":[{"msg":"Invalid SDK credentials","code":4002}]}"#, Exit::Credentials),
    ] {
        assert_eq!(both(&[Act::json(200, body)]).await, [(exit, 1), (exit, 1)], "{body}");
    }
}

#[tokio::test]
async fn an_unusable_success_leaves_a_write_in_doubt_and_a_read_not() {
    for act in [
        Act::json(200, ""),
        Act::answer(200, "Content-Type: text/html\r\n", "<html>Welcome</html>"),
        Act::json(200, "{\"status\":\"succ"),
        Act::json(200, "{}"),
    ] {
        let ends = both(std::slice::from_ref(&act)).await;
        assert_eq!(ends, [(Exit::Unavailable, 1), (Exit::Unknown, 1)], "{act:?}");
    }
}

#[tokio::test]
async fn a_broken_connection_repeats_a_read_and_never_a_write() {
    let half = Act::Send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"status\":".into());
    for act in [Act::CloseAfterReading, half, Act::Send("garbage\r\n\r\n".into())] {
        let recovers = [act.clone(), Act::json(200, SUCCESS)];
        assert_eq!(both(&recovers).await, [(Exit::Success, 2), (Exit::Unknown, 1)], "{act:?}");
        assert_eq!(
            both(std::slice::from_ref(&act)).await,
            [(Exit::Unavailable, 4), (Exit::Unknown, 1)],
            "{act:?}"
        );
    }
    // The connection was closed before a byte was read, which looks the same as a request that was accepted.
    let ends = both(&[Act::CloseUnread, Act::json(200, SUCCESS)]).await;
    assert_eq!(ends, [(Exit::Success, 1), (Exit::Unknown, 0)]);
}

#[tokio::test]
async fn silence_ends_with_the_timeout() {
    // Also the limit of the second answer, which has to come in time on the slowest machine.
    let timeout = Duration::from_secs(2);
    let read = bench_with([Act::Silence, Act::json(200, SUCCESS)], timeout, None);
    assert_eq!(read.exit(Effect::Read).await, (Exit::Success, 2));
    let write = bench_with([Act::Silence, Act::json(200, SUCCESS)], timeout, None);
    let error = write.send(Effect::Write).await.unwrap_err();
    assert_eq!((error.exit(), write.server.received().len()), (Exit::Unknown, 1));
    assert!(error.to_string().contains("within 2000 ms"), "{error}");
}

#[tokio::test]
async fn nothing_listening_is_never_sent_and_so_repeated_and_safe() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let pace = Arc::new(SteppedPace::default());
    let (http, waits) = http(&origin, Duration::from_secs(5), None, &pace);
    let error = http.send(&request(&origin, Effect::Write), understand).await.unwrap_err();
    assert_eq!((error.exit(), error.retry_safe()), (Exit::Unavailable, true));
    assert!(error.to_string().contains("no connection to http://127.0.0.1"), "{error}");
    let reasons: Vec<WaitReason> = waits.0.lock().unwrap().iter().map(|(_, reason)| *reason).collect();
    assert_eq!(reasons, [WaitReason::Unavailable; 3]);
    assert_eq!(*waits.1.lock().unwrap(), [], "nothing went out");
}

#[tokio::test]
async fn a_write_is_in_doubt_from_its_sending_until_it_is_refused_for_now() {
    use Step::{NotApplied, Sending};
    let limited = Act::answer(429, "Retry-After: 7\r\n", "");
    for (script, steps) in [
        (vec![Act::json(200, SUCCESS)], vec![Sending]),
        (
            vec![limited.clone(), limited, Act::json(200, SUCCESS)],
            vec![Sending, NotApplied, Sending, NotApplied, Sending],
        ),
        (vec![Act::CloseAfterReading], vec![Sending]),
        (vec![Act::json(503, "")], vec![Sending]),
    ] {
        for body in [Some(Payload::Json(json!({"name": "Billing"}))), None] {
            let bench = bench(script.clone());
            let write = Request { body, ..request(&bench.server.origin, Effect::Write) };
            let _ = bench.http.send(&write, understand).await;
            assert_eq!(*bench.waits.1.lock().unwrap(), steps, "{script:?} to {:?}", write.body);
        }
        let read = bench(script);
        let _ = read.send(Effect::Read).await;
        assert_eq!(*read.waits.1.lock().unwrap(), [], "a read changes nothing");
    }
}

#[tokio::test]
async fn a_write_is_not_in_doubt_while_its_connection_is_made() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("https://{}", listener.local_addr().unwrap());
    for body in [Some(Payload::Json(json!({"name": "Billing"}))), None] {
        let (http, waits) = http(&origin, Duration::from_hours(1), None, &Arc::new(SteppedPace::default()));
        let write = Request { body, ..request(&origin, Effect::Write) };
        let hello = async {
            let (connection, _) = listener.accept().await.unwrap();
            connection.readable().await.unwrap();
            connection
        };
        // TLS has started, and the server does not answer.
        tokio::select! {
            ended = http.send(&write, understand) => panic!("{ended:?}"),
            _connection = hello => {}
        }
        assert_eq!(*waits.1.lock().unwrap(), [], "nothing went out");
    }
}

#[tokio::test]
async fn an_overloaded_platform_repeats_a_read_and_not_a_write() {
    for status in [408, 499, 502, 503, 504] {
        let script = [Act::json(status, ""), Act::json(status, ""), Act::json(200, SUCCESS)];
        assert_eq!(both(&script).await, [(Exit::Success, 3), (Exit::Unknown, 1)], "{status}");
    }
}

#[tokio::test]
async fn the_rate_limit_is_waited_out_by_reads_and_writes() {
    let text = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";
    let words = format!(r#"{{"errors":[{{"msg":"{text}","code":400}}]}}"#);
    for (limit, seconds) in [
        (Act::answer(429, "Retry-After: 7\r\n", ""), 7),
        (
            Act::answer(
                429,
                "Date: Sat, 21 Nov 2026 05:00:00 GMT\r\nRetry-After: Sat, 21 Nov 2026 05:00:09 GMT\r\n",
                "",
            ),
            9,
        ),
        (Act::answer(429, "Retry-After: Sat, 21 Nov 2026 06:00:11 GMT\r\n", ""), 11),
        (Act::json(429, "{}"), 2),
        (Act::json(200, &words), 2),
        (Act::json(500, &words), 2),
    ] {
        for effect in [Effect::Read, Effect::Write] {
            let bench = bench([limit.clone(), Act::json(200, SUCCESS)]);
            assert_eq!(bench.exit(effect).await, (Exit::Success, 2), "{limit:?}");
            let waited = [(Duration::from_secs(seconds), WaitReason::RateLimit)];
            assert_eq!(*bench.waits.0.lock().unwrap(), waited, "{limit:?}");
            let tokens: Vec<bool> = bench
                .server
                .received()
                .iter()
                .enumerate()
                .map(|(index, request)| request.contains(&format!("{TOKEN}-{}", index + 1)))
                .collect();
            assert_eq!(tokens, [true, true], "a fresh token for each attempt");
        }
    }
}

#[tokio::test]
async fn the_rate_limit_ends_with_its_own_exit() {
    let bench = bench([Act::json(429, "")]);
    assert_eq!(bench.exit(Effect::Write).await, (Exit::OutOfTime, 7));
    let absurd = self::bench([Act::answer(429, "Retry-After: 86400\r\n", "")]);
    let error = absurd.send(Effect::Write).await.unwrap_err();
    assert_eq!((error.exit(), absurd.server.received().len()), (Exit::OutOfTime, 1));
    assert!(error.to_string().contains("86400 s"), "{error}");
    for status in [502, 503, 504] {
        let busy = self::bench([Act::answer(status, "Retry-After: 7200\r\n", "")]);
        let error = busy.send(Effect::Read).await.unwrap_err();
        assert_eq!((error.exit(), busy.server.received().len()), (Exit::OutOfTime, 1), "{status}");
        assert!(
            error.to_string().contains(&format!("HTTP {status}; the platform asks to wait 7200 s")),
            "{error}"
        );
        assert_eq!(error.hint().unwrap(), "nothing was changed; run it again in 2h");
        // It is unknown whether a write was applied, whatever wait the platform asks for.
        let busy = self::bench([Act::answer(status, "Retry-After: 7200\r\n", "")]);
        assert_eq!(busy.exit(Effect::Write).await, (Exit::Unknown, 1), "{status}");
    }
}

#[tokio::test]
async fn a_wait_that_the_deadline_would_cut_is_not_begun() {
    let deadline = Some(Duration::from_secs(5));
    let script = [Act::answer(429, "Retry-After: 30\r\n", "")];
    let bench = bench_with(script, Duration::from_secs(5), deadline);
    assert_eq!(bench.exit(Effect::Write).await, (Exit::OutOfTime, 1));
    assert!(bench.pace.waits().is_empty());
}

#[tokio::test]
async fn a_read_that_the_deadline_cuts_is_in_no_doubt_and_a_write_is() {
    let deadline = Some(Duration::from_secs(3));
    let read = bench_with([Act::Silence], Duration::from_secs(5), deadline);
    assert_eq!(read.exit(Effect::Read).await, (Exit::OutOfTime, 1));
    let write = bench_with([Act::Silence], Duration::from_secs(5), deadline);
    assert_eq!(write.exit(Effect::Write).await, (Exit::Unknown, 1));
}

#[tokio::test]
async fn a_redirect_is_a_refusal_and_its_target_sees_nothing() {
    let elsewhere = ScriptedServer::start([Act::json(200, SUCCESS)]).unwrap();
    for status in [301, 302, 303, 307, 308] {
        let location = format!("Location: {}/next\r\n", elsewhere.origin);
        let bench = bench([Act::answer(status, &location, "")]);
        for effect in [Effect::Read, Effect::Write] {
            let error = bench.send(effect).await.unwrap_err();
            assert_eq!((error.exit(), error.code()), (Exit::Refused, "platform/redirected"));
            assert!(error.to_string().contains(&elsewhere.origin), "{error}");
        }
    }
    assert_eq!(elsewhere.received(), Vec::<String>::new());
}

#[tokio::test]
async fn an_echoed_token_is_struck_before_anything_reads_it() {
    let echo = format!(r#"{{"errors":[{{"msg":"bad token {TOKEN}-1 for hunter\/22","code":401}}]}}"#);
    let bench = bench([Act::answer(401, &format!("X-Request-Id: {TOKEN}-1\r\n"), &echo)]);
    bench.http.redactor().learn(&Secret::new("hunter/22".into()));
    let error = bench.send(Effect::Write).await.unwrap_err();
    let shown = format!("{error} {error:?} {:?} {:?}", error.hint(), error.request_id());
    assert!(!shown.contains(TOKEN) && !shown.contains("hunter"), "{shown}");
    assert!(error.to_string().ends_with("bad token *** for ***"), "{error}");
    assert_eq!(error.request_id(), Some("***"));
}

#[tokio::test]
async fn an_answer_keeps_the_values_that_have_a_secret_in_them() {
    for secret in ["guests", "registered", "Event Guests", "p/q\"r"] {
        let sent =
            json!({"status": "success", "description": format!("for {secret}, now"), "lists": [secret]});
        let bench = bench([Act::json(200, &sent.to_string())]);
        bench.http.redactor().learn(&Secret::new(secret.into()));
        let request = request(&bench.server.origin, Effect::Read);
        assert_eq!(bench.http.send(&request, understand).await.unwrap(), sent, "{secret}");
    }
}

#[tokio::test]
async fn an_endless_answer_is_given_up() {
    let size = super::ANSWER_MAX_BYTES + 1;
    let act = Act::json(200, &format!("\"{}\"", "x".repeat(size)));
    assert_eq!(bench([act.clone()]).exit(Effect::Read).await, (Exit::Unavailable, 1));
    assert_eq!(bench([act]).exit(Effect::Write).await, (Exit::Unknown, 1));
}

#[tokio::test]
async fn a_value_that_cannot_stand_in_a_header_is_not_sent() {
    let bench = bench([Act::json(200, SUCCESS)]);
    let mut request = request(&bench.server.origin, Effect::Write);
    request.headers[0].1 = "a\r\nauth: b".into();
    let error = bench.http.send(&request, understand).await.unwrap_err();
    assert_eq!((error.exit(), bench.server.received().len()), (Exit::Usage, 0));
    assert!(error.to_string().contains("accountId"), "{error}");
}

#[test]
fn a_certificate_file_that_is_none_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let options = |path: &std::path::Path| HttpOptions {
        platform: PlatformKind::Kore,
        origin: "https://platform.kore.ai".into(),
        served_at: None,
        timeout: Duration::from_secs(1),
        deadline: None,
        extra_certificates: Some(path.to_owned()),
        proxy: None,
        budget: None,
        haste: crate::platform::retry::Haste::Calm,
    };
    for path in [file.path(), std::path::Path::new("/nowhere/ca.pem")] {
        let pace = Arc::new(SteppedPace::default());
        let error = Http::new(options(path), numbered(), Clock::System, pace, Arc::new(Waits::default()))
            .unwrap_err();
        assert_eq!(error.exit(), Exit::Usage);
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_fullest_log_shows_the_exchange_and_nothing_private() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    // With only one subscriber, a log line that another test reaches first would be off for all tests.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());

    let echo = json!({"status": "success", "echo": format!("{TOKEN}-1 hunter22"), "data": {
        "dialingStrategy": {"callerId": {"phoneNumber": "+12025550123"}},
        "message": {"message": "SGVsbG8gIkFubiI="}, "text": "Hello \"Ann\"", "from": "+12025550123",
    }});
    let bench = bench([
        Act::answer(429, &format!("X-Echo: {TOKEN}-1\r\n"), &format!("no {TOKEN}-1, +12025550124")),
        Act::json(200, &echo.to_string()),
    ]);
    bench.http.redactor().learn(&Secret::new("hunter22".into()));
    let mut request = request(&bench.server.origin, Effect::Write);
    request.body = Some(Payload::Json(json!({
        "name": "Billing",
        "dialingStrategy": {"callerId": {"phoneNumber": "+12025550123"}},
        "message": {"message": "SGVsbG8gIkFubiI="},
    })));
    bench.http.send(&request, understand).await.unwrap();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for shown in
        ["POST http://127.0.0.1", "-> 429 in", "-> 200 in", "auth: $KCAMP_TOKEN", "Billing", "x-echo: ***"]
    {
        assert!(log.contains(shown), "{shown} is not in {log}");
    }
    for private in [TOKEN, "hunter22", "2025550123", "2025550124", "SGVsbG8", "Ann"] {
        assert!(!log.contains(private), "{private} is in {log}");
    }
}

#[tokio::test]
async fn a_tls_handshake_that_fails_has_sent_nothing() {
    let server = ScriptedServer::start([Act::CloseUnread]).unwrap();
    let origin = server.origin.replace("http://", "https://");
    let pace = Arc::new(SteppedPace::default());
    let (http, _) = http(&origin, Duration::from_secs(5), None, &pace);
    let error = http.send(&request(&origin, Effect::Write), understand).await.unwrap_err();
    assert_eq!((error.exit(), pace.waits().len()), (Exit::Unavailable, 3), "{error}");
}

#[tokio::test]
async fn requests_keep_within_the_budget_that_processes_share() {
    let folder = tempfile::tempdir().unwrap();
    let budget = Budget::new(folder.path().join("account"), 2);
    budget.reserve(Duration::MAX, Duration::MAX).unwrap();
    let server = ScriptedServer::start([Act::json(200, SUCCESS)]).unwrap();
    let pace = Arc::new(SteppedPace::default());
    let waits = Arc::new(Waits::default());
    let timeout = Duration::from_secs(5);
    let mut options = HttpOptions {
        platform: PlatformKind::Kore,
        origin: server.origin.clone(),
        served_at: None,
        timeout,
        deadline: None,
        extra_certificates: None,
        proxy: None,
        budget: Some(budget),
        haste: crate::platform::retry::Haste::Calm,
    };
    let http = Http::new(options.clone(), numbered(), Clock::System, pace.clone(), waits.clone()).unwrap();
    let request = request(&server.origin, Effect::Write);
    http.send(&request, understand).await.unwrap();
    assert!(pace.waits().is_empty(), "there was room for one more");
    let gate = Rc::new(ClosingGate::new(1, &pace));
    http.through(gate.clone(), http.send(&request, understand)).await.unwrap();
    // The look has its place in the budget before it begins: no wait lies between it and the gate.
    assert_eq!((gate.looked.get(), &gate.asked.borrow()[..]), (2, &[2][..]));
    let reasons: Vec<WaitReason> = waits.0.lock().unwrap().iter().map(|(_, reason)| *reason).collect();
    assert_eq!(reasons, [WaitReason::Budget; 2]);
    assert!(pace.waits()[0] > Duration::from_secs(50), "{:?}", pace.waits());

    options.deadline = Some(Duration::from_secs(20));
    let hurried =
        Http::new(options, numbered(), Clock::System, Arc::new(SteppedPace::default()), waits).unwrap();
    let error = hurried.send(&request, understand).await.unwrap_err();
    assert_eq!((error.exit(), server.received().len()), (Exit::OutOfTime, 2));
}
