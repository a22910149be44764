//! What a stranger's file or a server's answer can cost: memory of the whole process, whatever is in it.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::world::World;

/// The largest campaign file, in bytes.
const FILE_MAX: usize = 4 * 1024 * 1024;
/// The most memory that a command may take, in KiB: 100 MB.
const PEAK_MAX_KIB: u64 = 100_000_000 / 1024;

/// A run whose peak memory was watched.
struct Watched {
    code: i32,
    stdout: String,
    stderr: String,
    peak_kib: u64,
}

/// Runs the binary, and looks at the peak memory that the system notes of it until it ends.
fn watched(world: &World, args: &[&str]) -> Watched {
    let mut child = world.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let reader = |mut stream: Box<dyn std::io::Read + Send>| {
        thread::spawn(move || {
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            text
        })
    };
    let stdout = reader(Box::new(child.stdout.take().unwrap()));
    let stderr = reader(Box::new(child.stderr.take().unwrap()));
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kib = 0;
    let ended = loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let high = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let high = high.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);
        peak_kib = peak_kib.max(high);
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        thread::sleep(Duration::from_millis(1));
    };
    let code = ended.code().unwrap_or(-1);
    Watched { code, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap(), peak_kib }
}

/// Checks a file of a kind: the run ends in findings and stays below the bound.
#[track_caller]
fn check(kind: &str, text: &str, code: &str) -> Watched {
    assert!(text.len() <= FILE_MAX, "{kind}: {}", text.len());
    let world = World::new();
    world.file("a.yaml", text);
    let run = watched(&world, &["validate", "a.yaml", "-ojson"]);
    let start: String = run.stdout.chars().take(2_000).collect();
    assert_eq!(run.code, 3, "{kind}: {start}{}", run.stderr);
    assert!(run.stdout.contains(&format!("\"code\": \"{code}\"")), "{kind}: {start}");
    assert!(run.peak_kib > 0 && run.peak_kib < PEAK_MAX_KIB, "{kind}: {} KiB", run.peak_kib);
    run
}

/// A text again and again, between two others, as long as it fits into a file.
fn filled(before: &str, repeated: &str, after: &str) -> String {
    let room = FILE_MAX - before.len() - after.len();
    format!("{before}{}{after}", repeated.repeat(room / repeated.len()))
}

/// Numbered texts, as long as they fit into a file.
fn numbered(before: &str, one: impl Fn(usize) -> String) -> String {
    let mut text = before.to_owned();
    for number in 0.. {
        let next = one(number);
        if text.len() + next.len() > FILE_MAX {
            break;
        }
        text.push_str(&next);
    }
    text
}

#[test]
fn aliases_cost_what_is_written_and_not_what_they_repeat() {
    let long = format!("a: &a {}\nb: [", "x".repeat(100_000));
    check("100 KB repeated 20,000 times", &format!("{long}{}]\n", "*a,".repeat(20_000)), "file/alias-bomb");
    let longer = format!("a: &a {}\nb: [", "x".repeat(2_000_000));
    check("2 MB repeated as often as it fits", &filled(&longer, "*a,", "]\n"), "file/alias-bomb");
    let keys = format!("a: &a {}\nb:\n", "x".repeat(1_000_000));
    check("a long text as a key", &filled(&keys, "- {? *a : 1}\n", ""), "file/alias-bomb");
    let merged = format!(
        "a: &a {{{}}}\nb:\n",
        (0..1_000).fold(String::new(), |mut text, number| {
            let _ = write!(text, "k{number}: 1, ");
            text
        })
    );
    check("many keys merged", &filled(&merged, "- <<: *a\n", ""), "file/alias-bomb");
    check("anchors alone", &numbered("a:\n", |number| format!("- &{number:x} a\n")), "file/alias-bomb");
}

#[test]
fn many_values_are_refused_before_they_cost_too_much() {
    for (kind, text) in [
        ("items", filled("a: [", "a,", "]\n")),
        ("mappings", filled("a: [", "{x: 1},", "]\n")),
        ("lists", filled("a: [", "[a],", "]\n")),
        ("keys in braces", numbered("{", |number| format!("{number:x},"))),
        ("names of contact lists", filled("name: a\ncampaignType: sms\ncontactLists: [", "a,", "]\n")),
        ("documents", filled("", "a: 1\n---\n", "")),
        ("empty documents", filled("", "---\n", "")),
    ] {
        check(kind, &text, "file/too-many-values");
    }
}

#[test]
fn nesting_of_any_depth_is_refused() {
    for (kind, text) in [
        ("lists", filled("", "[", "")),
        ("mappings", filled("", "{a: ", "")),
        ("dashes", filled("", "- ", "")),
        ("questions", filled("", "? ", "")),
    ] {
        check(kind, &text, "file/too-deep");
    }
}

#[test]
fn of_380000_unknown_keys_a_thousand_are_shown_and_the_rest_is_counted() {
    let mut text = String::new();
    for number in 0..380_000 {
        let _ = writeln!(text, "k{number:x}: 1");
    }
    let run = check("unknown keys", &text, "file/unknown-key");
    let findings: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let of_keys: Vec<_> =
        findings.as_array().unwrap().iter().filter(|it| it["code"] == "file/unknown-key").collect();
    assert_eq!(of_keys.len(), 1_000);
    assert_eq!(of_keys.last().unwrap()["more"], 379_000);
    assert!(of_keys[..999].iter().all(|it| it.get("more").is_none()));
}

#[test]
fn the_rest_of_a_code_is_counted_in_every_form_and_in_the_exit_code() {
    let mut text = String::new();
    for number in 0..1_500 {
        let _ = writeln!(text, "unknown{number}: 1");
    }
    let world = World::new();
    world.file("a.yaml", &text);
    world.file("b.yaml", &text);
    let table = world.run(["validate", "a.yaml", "b.yaml"]).expect_code(3);
    let further = "   = and 500 more of [file/unknown-key] in this file\n";
    assert_eq!(table.stdout.matches(further).count(), 2, "{}", table.stdout);
    let last = table.stdout.lines().last().unwrap();
    let errors: usize = last.split(' ').next().unwrap().parse().unwrap();
    assert!(errors > 3_000 && last.ends_with("in 2 files"), "{last}");
    let annotated = world.run(["validate", "a.yaml", "--format", "github"]).expect_code(3);
    annotated.expect_stdout(&["::and 500 more of [file/unknown-key] in this file\n"]);
    let csv = world.run(["validate", "a.yaml", "-ocsv"]).expect_code(3);
    assert!(csv.stdout.lines().any(|line| line.ends_with(",500")), "{}", csv.stdout);
}

#[test]
fn texts_comments_and_mistakes_of_any_number_cost_little() {
    let name = "name: a\ncampaignType: sms\nmessage: {text: \"";
    for (kind, text, code) in [
        ("one long text", filled("name: ", "y", "\n"), "campaign/name-too-long"),
        ("escapes", filled("name: \"", "\\u200b", "\"\n"), "campaign/missing-field"),
        ("emoji", filled("name: \"", "😀", "\"\n"), "campaign/name-too-long"),
        ("placeholders", filled(name, "{{x}}", "\"}\n"), "campaign/missing-field"),
        ("one long key", filled("? ", "x", "\n: 1\n"), "file/unknown-key"),
        ("comments", filled("", "#\n", "a: 1\n"), "file/unknown-key"),
        ("comments for kcamp", filled("", "#kcamp:\n", "a: 1\n"), "allow/unreadable"),
        ("allowances", filled("", "#kcamp: allow(sms/placeholder)\n", "a: 1\n"), "file/unknown-key"),
        ("allowances of nothing", filled("#kcamp: allow(", "a,", ")\na: 1\n"), "allow/unknown-code"),
        ("duplicate keys", filled("", "a:\n", ""), "file/duplicate-key"),
        ("broken documents", filled("", "[\n---\n", ""), "file/syntax"),
        (
            "keys in a wrong place",
            numbered("data:\n", |number| format!(" {number:x}: 1\n")),
            "file/too-many-values",
        ),
        (
            "a long path of keys",
            numbered(&format!("platform: burki\n{}:\n", "x".repeat(1_000_000)), |number| {
                format!(" k{number:x}: 1\n")
            }),
            "file/syntax",
        ),
    ] {
        check(kind, &text, code);
    }
}

/// A server that answers every request with the same start, then the same part again and again, up to a length if there is one.
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
            // The client may go away in the middle: that is what it is for.
            let _ = answer(stream.unwrap());
        }
    });
    address
}

const MIB: usize = 1024 * 1024;

/// A server that answers every request with a page of new rows, and says that there are more.
fn server_of_pages(page: impl Fn(usize) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let answer = |mut stream: TcpStream| -> std::io::Result<()> {
                let mut request = [0; 64 * 1024];
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

/// The rows of a page, with ids that no other page has.
fn rows(page: usize, count: usize, row: impl Fn(usize) -> String) -> String {
    (page * count..(page + 1) * count).map(row).collect::<Vec<_>>().join(",")
}

/// A command that would read for ever ends in 8, says how many rows it read, and stays below the bound.
#[track_caller]
fn ends(kind: &str, world: &World, args: &[&str]) {
    let run = watched(world, &[args, &["-ojson", "--deadline", "120s"]].concat());
    assert_eq!(run.code, 8, "{kind}: {}", run.stderr);
    assert_eq!(run.stdout, "", "{kind}");
    let last = run.stderr.lines().last().unwrap_or_default();
    let error: serde_json::Value = serde_json::from_str(last).unwrap();
    assert_eq!(error["error"]["code"], "platform/list-too-long", "{kind}: {last}");
    assert!(last.contains("kcamp keeps in memory"), "{kind}: {last}");
    assert!(run.peak_kib > 0 && run.peak_kib < PEAK_MAX_KIB, "{kind}: {} KiB", run.peak_kib);
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
    let page = |rows: &str| {
        format!(
            "{{\"status\":\"success\",\"data\":{{\"id\":\"{}\",\"name\":\"n\",\"results\":[{rows}],\"hasMore\":true,\"totalPages\":999999}}}}",
            "cl-9e14b72-88cc-4544-9a98-7aee9b7a1b2c"
        )
    };
    let small = World::at(&server_of_pages(move |number| page(&rows(number, 4_000, many_small))));
    let large = World::at(&server_of_pages(move |number| page(&rows(number, 4, few_large))));
    let raw = ["api", "GET", "/campaign/api/v2/public/{streamId}/campaign", "--paginate"];
    for (kind, world) in [("many small rows", &small), ("few large rows", &large)] {
        ends(kind, world, &["campaign", "list"]);
        ends(kind, world, &["campaign", "list", "--type", "sms", "--status", "Ready"]);
        ends(kind, world, &["campaign", "get", "somebody's"]);
        ends(kind, world, &["campaign", "contacts", campaign]);
        ends(kind, world, &["contact-list", "contacts", list]);
        ends(kind, world, &raw);
    }
    // What is asked for fits: it is read and shown.
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
    // Another page of a thousand would be too much.
    let world = World::at(&server_of_pages(move |number| page(&rows(number, 1_000, row), number < 11)));
    let run = watched(&world, &["campaign", "list", "--type", "sms", "-ojson"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.peak_kib < PEAK_MAX_KIB, "{} KiB", run.peak_kib);
    let shown: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(shown.as_array().unwrap().len(), 12_000);
}

#[test]
fn pages_of_an_assistants_platform_without_an_end_cost_no_more_than_the_bound() {
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
            let run = watched(&world, &[args, &["-ojson", "--deadline", "60s"]].concat());
            assert!([0, 7, 8].contains(&run.code), "{kind}: {args:?} ended in {}: {}", run.code, run.stderr);
            assert!(
                run.peak_kib > 0 && run.peak_kib < PEAK_MAX_KIB,
                "{kind}: {args:?}: {} KiB",
                run.peak_kib
            );
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
        let run = world.run(["api", "POST", "/x", "--input", "body.json", "-ojson"]).expect_code(2);
        assert_eq!(run.error_json()["code"], "api/body-not-json");
    }
}

#[test]
fn links_out_of_a_folder_are_not_followed_unless_asked() {
    let world = World::new();
    world.file("mine/a.yaml", "name: a\n");
    world.file("private/b.yaml", "secret: words\n");
    std::os::unix::fs::symlink(world.home().join("private"), world.home().join("mine/more")).unwrap();
    std::os::unix::fs::symlink("../private/b.yaml", world.home().join("mine/b.yaml")).unwrap();
    let run = world.run(["validate", "mine"]).expect_code(3);
    assert!(!run.stdout.contains("secret"), "{}", run.stdout);
    run.expect_stderr(&["2 links lead out of the folder and were not followed; --follow-links follows them"]);
    let run = world.run(["validate", "mine", "--follow-links"]).expect_code(3);
    assert_eq!(run.stdout.matches("has no key \"secret\"").count(), 1, "{}", run.stdout);
    let run = world.run(["campaign", "create", "-f", "mine", "--dry-run"]).expect_code(3);
    assert!(!run.stderr.contains("secret"), "{}", run.stderr);
    run.expect_stderr(&["2 links lead out of the folder"]);
    let run = world.run(["campaign", "create", "-f", "mine", "--follow-links", "--dry-run"]).expect_code(3);
    run.expect_stderr(&["has no key \"secret\""]);
}

const SMS: &str = "name: Texts\ncampaignType: sms\nformat: simple\ncontactLists: [A]\ndialingStrategy: {callerId: {phoneNumber: \"+14155550100\"}}\nmessage: {file: PATH}\n";

#[test]
fn texts_outside_of_the_folder_are_not_read_unless_asked() {
    let world = World::new();
    let secret = world.file("secret.txt", "{{ the secret words }} \u{1f600}");
    std::fs::create_dir_all(world.home().join("mine")).unwrap();
    std::os::unix::fs::symlink("../secret.txt", world.home().join("mine/link.txt")).unwrap();
    let absolute = secret.display().to_string();
    let long = format!("{}secret.txt", "../mine/".repeat(50) + "../");
    for path in
        ["../secret.txt", "link.txt", "./x/../../secret.txt", "/etc/passwd", &absolute, &long, "../none.txt"]
    {
        world.file("mine/a.yaml", SMS.replace("PATH", path));
        for args in [
            &["validate", "mine"][..],
            &["validate", "mine/a.yaml"],
            &["schedule", "preview", "-f", "mine"],
            &["campaign", "create", "-f", "mine/a.yaml", "--dry-run"],
        ] {
            let run = world.run(args).expect_code(3);
            let said = run.stdout + &run.stderr;
            assert!(said.contains("campaign/message-file-unreadable"), "{path}: {args:?}: {said}");
            assert!(said.contains("--follow-links"), "{path}: {args:?}: {said}");
            assert!(!said.contains("secret words") && !said.contains("root:"), "{path}: {args:?}: {said}");
        }
    }
    world.file("mine/a.yaml", SMS.replace("PATH", "../secret.txt"));
    let followed = world.run(["validate", "mine", "--follow-links"]);
    assert!(!followed.stdout.contains("message-file-unreadable"), "{}", followed.stdout);
    // The folder that was given holds both, and what a flag names is asked for.
    let above = world.run(["validate", "."]);
    assert!(!above.stdout.contains("message-file-unreadable"), "{}", above.stdout);
    world.file("words.txt", "Your bill is due.");
    let create = ["campaign", "create", "-f", "mine/a.yaml", "--message-file", "words.txt", "--dry-run"];
    let by_flag = world.run(create);
    assert!(!by_flag.stderr.contains("message-file-unreadable"), "{}", by_flag.stderr);
}

#[test]
fn a_policy_that_is_a_link_out_of_its_folder_is_not_read_unless_asked() {
    let world = World::new();
    world.file("mine/a.yaml", SMS.replace("{file: PATH}", "{text: Your bill is due.}"));
    world.file("private.yaml", "secret: words\n");
    std::os::unix::fs::symlink("../private.yaml", world.home().join("mine/kcamp.policy.yaml")).unwrap();
    for args in [
        &["validate", "mine"][..],
        &["schedule", "preview", "-f", "mine"],
        &["campaign", "create", "-f", "mine/a.yaml", "--dry-run"],
    ] {
        let run = world.run(args).expect_code(3);
        let said = run.stdout + &run.stderr;
        assert!(said.contains("the policy is a link out of its folder"), "{args:?}: {said}");
        assert!(!said.contains("secret"), "{args:?}: {said}");
    }
    let run = world.run(["validate", "mine", "--follow-links"]).expect_code(3);
    assert!(run.stdout.contains("secret"), "{}", run.stdout);
}
