//! The cost of a server's answers: a large one, and pages that do not end.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::{PEAK_MAX_KIB, watched};
use crate::world::World;

/// A server that answers every request with the same start, and then the same part repeatedly, up to a length if
/// there is one.
fn server(
    headers: &'static str,
    start: String,
    part: &'static str,
    end: &'static str,
    length: Option<usize>,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let chunk = part.repeat(64 * 1024 / part.len());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let answer = |mut stream: TcpStream| -> std::io::Result<()> {
                let mut request = vec![0; 64 * 1024];
                let _ = stream.read(&mut request)?;
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n{headers}\r\n{start}"
                )?;
                let mut sent = start.len();
                while length.is_none_or(|length| sent < length) {
                    stream.write_all(chunk.as_bytes())?;
                    sent += chunk.len();
                }
                stream.write_all(end.as_bytes())
            };
            // The client may close the connection early, which is the purpose.
            let _ = answer(stream.unwrap());
        }
    });
    address
}

const MIB: usize = 1024 * 1024;

/// A server that answers every request with a page of new rows, and announces more.
fn server_of_pages(page: impl Fn(usize) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let answer = |mut stream: TcpStream| -> std::io::Result<()> {
                let mut request = vec![0; 64 * 1024];
                let _ = stream.read(&mut request)?;
                let page = page(number);
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{page}",
                    page.len()
                )
            };
            let _ = answer(stream.unwrap());
        }
    });
    address
}

/// The rows of a page, with unique ids.
fn rows(page: usize, count: usize, row: impl Fn(usize) -> String) -> String {
    (page * count..(page + 1) * count).map(row).collect::<Vec<_>>().join(",")
}

/// Checks that a command that would read for ever ends in 8, reports the number of rows, and stays below the limit.
#[track_caller]
fn ends(kind: &str, world: &World, args: &[&str]) {
    let run = watched(world, &[args, &["-ojson"]].concat());
    assert_eq!(run.code, 8, "{kind}: {}", run.stderr);
    assert_eq!(run.stdout, "", "{kind}");
    let last = run.stderr.lines().last().unwrap_or_default();
    let error: serde_json::Value = serde_json::from_str(last).unwrap();
    assert_eq!(error["error"]["code"], "platform/list-too-long", "{kind}: {last}");
    assert!(last.contains("kcamp keeps in memory"), "{kind}: {last}");
    assert!(run.peak_kib < PEAK_MAX_KIB, "{kind}: {} KiB", run.peak_kib);
}

#[test]
fn pages_without_an_end_cost_no_more_than_the_bound() {
    let campaign = "cd-9e14b72-88cc-4544-9a98-7aee9b7a1b2c";
    let list = "cl-9e14b72-88cc-4544-9a98-7aee9b7a1b2c";
    let many_small = |id: usize| format!("{{\"id\":\"cd-{id}\",\"name\":\"n\",\"phoneNumber\":\"1\"}}");
    let few_large = |id: usize| {
        let text = "x".repeat(500_000);
        format!(
            "{{\"id\":\"cd-{id}\",\"name\":\"{text}\",\"phoneNumber\":\"{text}\",\"uniqueId\":\"{text}\"}}"
        )
    };
    let page = move |rows: &str| {
        format!(
            "{{\"status\":\"success\",\"data\":{{\"id\":\"{list}\",\"name\":\"n\",\"results\":[{rows}],\"hasMore\":true,\"totalPages\":999999}}}}"
        )
    };
    let small = World::at(&server_of_pages(move |number| page(&rows(number, 4_000, many_small))));
    let large = World::at(&server_of_pages(move |number| page(&rows(number, 4, few_large))));
    let raw = ["api", "GET", "/campaign/api/v2/public/{streamId}/campaign", "--paginate"];
    let kind = "many small rows";
    ends(kind, &small, &["campaign", "list"]);
    ends(kind, &small, &["campaign", "list", "--type", "sms", "--status", "Ready"]);
    ends(kind, &small, &["campaign", "get", "somebody's"]);
    ends(kind, &small, &["campaign", "contacts", campaign]);
    ends(kind, &small, &["contact-list", "contacts", &format!("id:{list}")]);
    ends(kind, &small, &raw);
    let kind = "few large rows";
    ends(kind, &large, &["campaign", "list", "--type", "sms"]);
    ends(kind, &large, &["campaign", "contacts", campaign]);
    ends(kind, &large, &raw);
    // The requested rows fit: they are read and shown.
    let run = watched(&small, &["campaign", "list", "--limit", "5000", "-ojson"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.peak_kib < PEAK_MAX_KIB, "{} KiB", run.peak_kib);
    let shown: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(shown.as_array().unwrap().len(), 5_000);
}

#[test]
fn as_many_rows_as_are_kept_are_shown_within_the_bound() {
    let page = |rows: &str, more: bool| {
        format!("{{\"status\":\"success\",\"data\":{{\"results\":[{rows}],\"hasMore\":{more}}}}}")
    };
    let row = |id: usize| format!("{{\"id\":\"cd-{id}\",\"name\":\"n\"}}");
    // A few more rows would be too many.
    let world =
        World::at(&server_of_pages(move |number| page(&rows(number % 14, 1_000, row), number % 14 < 13)));
    for format in ["json", "table", "yaml", "csv"] {
        let run = watched(&world, &["campaign", "list", "--type", "sms", "-o", format]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.peak_kib < PEAK_MAX_KIB, "{format}: {} KiB", run.peak_kib);
        assert_eq!(run.stdout.matches("cd-1399").count(), 11, "{format}");
    }
}

#[test]
fn pages_of_burki_without_an_end_cost_no_more_than_the_bound() {
    let page = |number: usize| {
        let campaigns =
            rows(number, 2_000, |id| format!("{{\"id\":{id},\"name\":\"n\",\"status\":\"draft\"}}"));
        let contacts = rows(number, 2_000, |id| {
            let variables = (0..20).map(|key| format!("\"{key}\":\"\"")).collect::<Vec<_>>().join(",");
            format!(
                "{{\"id\":{id},\"phone_number\":\"+1\",\"contact_data\":{{\"variable_values\":{{{variables}}}}}}}"
            )
        });
        let executions = rows(number, 2_000, |id| format!("{{\"id\":{id},\"status\":\"completed\"}}"));
        format!(
            "{{\"campaigns\":[{campaigns}],\"contacts\":[{contacts}],\"executions\":[{executions}],\"pagination\":{{\"has_next\":true}}}}"
        )
    };
    let world = World::at(&server_of_pages(page))
        .with("KCAMP_PLATFORM", "burki")
        .with("KCAMP_TOKEN", "a-key-of-burki");
    ends("campaigns", &world, &["campaign", "list"]);
    ends("a name", &world, &["campaign", "get", "somebody's"]);
    ends("contacts", &world, &["campaign", "contacts", "7"]);
    ends("executions", &world, &["campaign", "executions", "7"]);
    ends("raw", &world, &["api", "GET", "/api/v1/campaigns", "--paginate"]);
}

#[test]
fn no_answer_costs_more_than_the_bound_whatever_a_server_sends() {
    let success = || "{\"status\":\"success\",\"hasMore\":false,\"data\":[0".to_owned();
    let kinds = [
        ("15 MB of numbers", "", success(), ",0", "]}", Some(15 * MIB)),
        ("7 MB of numbers", "", success(), ",0", "]}", Some(7 * MIB)),
        ("7 MB of objects", "", success(), ",{\"a\":0}", "]}", Some(7 * MIB)),
        ("7 MB of empty objects", "", success(), ",{}", "]}", Some(7 * MIB)),
        ("7 MB of one text", "", success() + ",\"", "x", "\"]}", Some(7 * MIB)),
        ("7 MB of escapes", "", success() + ",\"", "\\u0061", "\"]}", Some(7 * MIB)),
        ("64 MB of texts", "", success(), ",\"abcdefgh\"", "]}", Some(64 * MIB)),
        ("lists in lists", "", String::new(), "[", "", Some(7 * MIB)),
        ("objects in objects", "", String::new(), "{\"a\":", "", Some(7 * MIB)),
        ("no end", "", success(), ",0", "", None),
        ("no JSON", "", "<html>".to_owned(), "<p>a, b</p>", "", Some(7 * MIB)),
        ("a compressed body", "Content-Encoding: gzip\r\n", "\u{1f}".to_owned(), "\0", "", Some(7 * MIB)),
    ];
    for (kind, headers, start, part, end, length) in kinds {
        let world = World::at(&server(headers, start, part, end, length));
        for args in [
            &["campaign", "list", "--type", "sms"][..],
            &["contact-list", "list"],
            &["api", "GET", "/campaign/api/v2/public/{streamId}/campaign"],
        ] {
            let run = watched(&world, &[args, &["-ojson"]].concat());
            assert!([0, 7, 8].contains(&run.code), "{kind}: {args:?} ended in {}: {}", run.code, run.stderr);
            assert!(run.peak_kib < PEAK_MAX_KIB, "{kind}: {args:?}: {} KiB", run.peak_kib);
        }
    }
}

#[test]
fn fields_of_any_depth_are_a_usage_error() {
    let world = World::new();
    for depth in [65, 30_000] {
        for part in ["[b]", "[]"] {
            let field = format!("a{}=1", part.repeat(depth));
            let run = world.run(["api", "POST", "/x", "-F", &field, "--dry-run", "-ojson"]).expect_code(2);
            assert_eq!(run.error_json()["code"], "api/field-unreadable", "{depth} {part}");
            assert!(run.stderr.len() < 2_000, "{}", run.stderr);
        }
    }
    for body in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        world.file("body.json", &body);
        let run = world.run("api POST /x --input body.json -ojson").expect_code(2);
        assert_eq!(run.error_json()["code"], "api/body-not-json");
    }
}
