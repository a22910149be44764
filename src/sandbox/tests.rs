//! The server as a whole: faults, the rate limit, the record, and the state that outlives a server.

use std::{
    io::{Read, Write},
    time::Duration,
};

use axum::http::Method;
use serde_json::{Value, json};

use super::{
    Options, SandboxError, reset, start, summary,
    testing::{Answer, Bench, TestRequest, call, clock, options, send, serve, token},
};

fn a_read() -> TestRequest {
    call(Method::GET, "/contactList/getAllListDetails", None)
}

fn a_create(name: &str) -> TestRequest {
    let body = json!({
        "name": name,
        "description": "A test",
        "contactLists": ["Event Guests"],
        "campaignType": "sms",
        "priority": "5",
        "dialingStrategy": {
            "callerId": { "phoneNumber": "+12025550124" },
            "callingHours": {
                "frequency": "WEEKLY",
                "timezone": "Asia/Kolkata",
                "days": [{ "day": "MO", "start": "9:00 AM", "end": "6:00 PM" }],
            },
        },
        "format": "simple",
        "message": { "message": "SGVsbG8=" },
    });
    call(Method::POST, "?campaignType=sms", Some(body))
}

/// The answer to a create on a server with one fault, and the number of campaigns afterwards.
async fn with_fault(fault: &str) -> (Answer, usize) {
    let bench = Bench::start(|options| options.faults.extend(fault.parse())).await;
    let answer = bench.send(&a_create("A")).await;
    (answer, bench.server_campaigns())
}

#[tokio::test]
async fn statuses_on_demand_are_not_applied_unless_told() {
    for code in [400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504] {
        let (answer, campaigns) = with_fault(&code.to_string()).await;
        assert_eq!((answer.status, campaigns), (code, 0));
        assert_eq!(answer.body["errors"][0]["code"], json!(code));
    }
    let (answer, campaigns) = with_fault("502:applied").await;
    assert_eq!((answer.status, campaigns), (502, 1));
}

#[tokio::test]
async fn a_429_says_when_to_come_back() {
    let (answer, _) = with_fault("429:retry-after=2").await;
    assert!(answer.raw.contains("retry-after: 2\r\n"), "{}", answer.raw);
    assert!(answer.error().starts_with("You've exceeded the per-minute rate limit."), "{}", answer.error());
    let (answer, _) = with_fault("429:retry-after=Sat, 21 Nov 2026 05:49:34 GMT").await;
    assert!(answer.raw.contains("retry-after: Sat, 21 Nov 2026 05:49:34 GMT\r\n"), "{}", answer.raw);
    let (answer, _) = with_fault("429").await;
    assert!(!answer.raw.contains("retry-after"), "{}", answer.raw);
}

#[tokio::test]
async fn dropped_connections_carry_no_byte_back() {
    for (fault, applied) in [("drop-before-apply", 0), ("drop-after-send", 1), ("drop-before-response", 1)] {
        let (answer, campaigns) = with_fault(&format!("{fault}:POST:campaign")).await;
        assert_eq!((answer.raw.as_str(), campaigns), ("", applied), "{fault}");
    }
}

#[tokio::test]
async fn half_an_answer_promises_more_than_it_brings() {
    let (answer, campaigns) = with_fault("half").await;
    assert_eq!((answer.status, campaigns), (200, 1));
    let (head, body) = answer.raw.split_once("\r\n\r\n").unwrap_or_default();
    let promised = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap_or_default();
    let promised: usize = promised.parse().unwrap_or_default();
    assert!(!body.is_empty() && body.len() < promised, "{} of {promised}", body.len());
}

#[tokio::test]
async fn bodies_on_demand() {
    let (answer, campaigns) = with_fault("garbage").await;
    assert!(answer.raw.contains("<!doctype html>"), "{}", answer.raw);
    assert_eq!((answer.status, campaigns), (200, 0));
    let (answer, campaigns) = with_fault("empty:applied").await;
    assert!(answer.raw.ends_with("\r\n\r\n"), "{}", answer.raw);
    assert_eq!((answer.status, campaigns), (200, 1));
    for (fault, applied) in [("wrong-json", 0), ("wrong-json:applied", 1)] {
        let (answer, campaigns) = with_fault(fault).await;
        assert_eq!((answer.status, &answer.body["status"], campaigns), (200, &Value::Null, applied));
        assert!(answer.body["result"].is_object(), "{}", answer.raw);
    }
    let (answer, campaigns) = with_fault("failed").await;
    assert_eq!((answer.status, &answer.body["status"], campaigns), (200, &json!("failed"), 0));
    let (answer, campaigns) = with_fault("redirect:http://127.0.0.1:9/elsewhere").await;
    assert!(answer.raw.contains("location: http://127.0.0.1:9/elsewhere\r\n"), "{}", answer.raw);
    assert_eq!((answer.status, campaigns), (302, 0));
    let (answer, campaigns) = with_fault("echo-token").await;
    assert!(answer.error().contains(&token()), "{}", answer.raw);
    assert_eq!((answer.status, campaigns), (500, 0));
}

#[tokio::test]
async fn every_row_comes_twice() {
    let bench = Bench::start(|options| options.faults.extend("duplicate-ids".parse())).await;
    assert_eq!(bench.send(&a_create("A")).await.body["data"]["name"], json!("A"));
    let lists = bench.send(&a_read()).await.body["data"].clone();
    let rows = lists.as_array().map(Vec::as_slice).unwrap_or_default();
    assert_eq!((rows.len(), &rows[0]), (6, &rows[1]));
    let page =
        bench.send(&call(Method::POST, "/getAllCampaignDetails", Some(json!({ "type": "sms" })))).await;
    let rows = page.body["data"]["results"].as_array().map(Vec::len);
    assert_eq!((rows, &page.body["data"]["totalResults"]), (Some(2), &json!(1)));
}

#[tokio::test]
async fn a_slow_answer_is_applied_before_it_comes() {
    let bench = Bench::start(|options| options.faults.extend("slow:60s:POST".parse())).await;
    let create = a_create("A");
    let mut answer = std::pin::pin!(bench.send(&create));
    while bench.server_campaigns() == 0 {
        tokio::select! {
            _ = &mut answer => panic!("the answer came before its time"),
            () = tokio::time::sleep(Duration::from_millis(2)) => {}
        }
    }
    assert_eq!(bench.send(&a_read()).await.status, 200, "other requests are not held up");
}

#[tokio::test]
async fn a_fault_ends_after_its_times() {
    let bench = Bench::start(|options| options.faults.extend("503x2:POST:campaign".parse())).await;
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(bench.send(&a_create("A")).await.status);
    }
    assert_eq!(statuses, [503, 503, 200]);
    assert_eq!(bench.send(&a_read()).await.status, 200);
}

#[tokio::test]
async fn the_rate_limit_is_shared_by_servers_and_counts_only_what_it_admits() {
    let bench = Bench::start(|options| options.rate_limit_per_minute = Some(2)).await;
    let limited = Options { rate_limit_per_minute: Some(2), ..options(bench.folder.path()) };
    let Ok(second) = start(limited).await else { panic!("no second server") };
    assert_eq!(bench.send(&a_read().header("auth", None)).await.status, 401);
    assert_eq!(bench.send(&a_read()).await.status, 200);
    assert_eq!(send(&second, &a_read()).await.status, 200);
    let refused = send(&second, &a_read()).await;
    assert_eq!(refused.status, 429);
    let text = "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";
    assert_eq!(refused.body, json!({ "errors": [{ "msg": text, "code": 429 }] }));
    assert_eq!(bench.send(&a_read()).await.status, 429);
}

#[tokio::test]
async fn sixty_requests_a_minute_are_the_default() {
    let bench = Bench::start(|options| options.rate_limit_per_minute = None).await;
    for _ in 0..60 {
        assert_eq!(bench.send(&a_read()).await.status, 200);
    }
    assert_eq!(bench.send(&a_read()).await.status, 429);
}

#[tokio::test]
async fn state_outlives_a_server_and_two_share_it() -> Result<(), SandboxError> {
    let bench = Bench::start(|_| {}).await;
    assert_eq!(bench.send(&a_create("A")).await.status, 200);
    let second = serve(bench.folder.path()).await?;
    assert_eq!(send(&second, &a_create("a")).await.status, 409);
    assert_eq!(send(&second, &a_create("B")).await.status, 200);
    drop((second, bench.server));
    let names: Vec<String> = summary(bench.folder.path(), clock())?
        .kore
        .campaigns
        .into_iter()
        .map(|campaign| campaign.name)
        .collect();
    assert_eq!(names, ["A", "B"]);
    reset(bench.folder.path())?;
    let fresh = summary(bench.folder.path(), clock())?.kore;
    assert_eq!((fresh.campaigns.len(), fresh.contact_lists), (0, 3));
    Ok(())
}

#[tokio::test]
async fn a_stopped_server_is_gone() -> Result<(), SandboxError> {
    let bench = Bench::start(|_| {}).await;
    let address = bench.server.address();
    assert!(address.ip().is_loopback());
    drop(bench.server);
    while std::net::TcpStream::connect(address).is_ok() {
        tokio::task::yield_now().await;
    }
    Ok(())
}

#[tokio::test]
async fn stopping_closes_an_idle_connection() -> Result<(), Box<dyn std::error::Error>> {
    let bench = Bench::start(|_| {}).await;
    let socket = std::net::TcpStream::connect(bench.server.address())?;
    let idle = tokio::task::spawn_blocking(move || {
        let mut socket = &socket;
        socket.write_all(b"GET / HTTP/1.1\r\nHost: sandbox\r\n\r\n")?;
        let mut answer = [0; 4096];
        let read = socket.read(&mut answer)?;
        Ok::<_, std::io::Error>((socket.try_clone()?, answer[..read].to_vec()))
    });
    let (mut socket, answer) = idle.await??;
    assert!(answer.starts_with(b"HTTP/1.1 404"));
    drop(bench.server);
    let rest = tokio::task::spawn_blocking(move || socket.read(&mut [0; 1])).await??;
    assert_eq!(rest, 0);
    Ok(())
}

#[tokio::test]
async fn a_taken_port_is_told() {
    let bench = Bench::start(|_| {}).await;
    let port = bench.server.address().port();
    let error =
        start(Options { port, ..options(bench.folder.path()) }).await.err().map(|error| error.to_string());
    assert!(error.as_deref().is_some_and(|text| text.contains(&port.to_string())), "{error:?}");
}

#[tokio::test]
async fn the_record_holds_every_request_and_no_token() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("requests.jsonl");
    let bench = Bench::start(|options| {
        options.record = Some(path.clone());
        options.faults.extend("drop-after-sendx1:POST:campaign".parse());
    })
    .await;
    bench.send(&a_create("A")).await;
    bench.send(&a_read()).await;
    bench.send(&call(Method::GET, "/cd-none", None)).await;
    let text = std::fs::read_to_string(&path)?;
    assert!(!text.contains(&token()));
    let lines = text.lines().map(serde_json::from_str::<Value>).collect::<Result<Vec<_>, _>>()?;
    assert_eq!(lines.len(), 3);
    let first = &lines[0];
    assert_eq!(first["method"], json!("POST"));
    assert_eq!(first["query"]["campaignType"], json!("sms"));
    assert_eq!(first["headers"]["auth"], json!("<jwt>"));
    assert_eq!(first["claims"]["sub"], json!("kcamp"));
    assert_eq!(first["body"]["name"], json!("A"));
    assert_eq!(
        (&first["status"], &first["fault"]),
        (&Value::Null, &json!("drop-after-sendx1:POST:campaign"))
    );
    assert_eq!((&lines[1]["status"], &lines[1]["fault"]), (&json!(200), &Value::Null));
    assert_eq!(lines[2]["status"], json!(404));
    Ok(())
}
