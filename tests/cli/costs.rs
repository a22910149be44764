//! The most memory of the whole process for untrusted files or server answers, whatever they contain.

mod answers;
pub mod kinds;

use std::fmt::Write as _;
use std::io::Read as _;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use self::kinds::{FILE_MAX, Kind};
use crate::create::FILE;
use crate::world::{Sandbox, World};

/// The most memory of a command, in KiB: 100 MB.
const PEAK_MAX_KIB: u64 = 100_000_000 / 1024;

/// The memory of the release binary itself, in KiB, measured on 2026-11-29. The test binary is not optimised and maps
/// several times as much of its own file, so this value replaces it.
const PROGRAM_KIB: u64 = 12_000;

/// Ends a run whose data grows far beyond the limit, however short the peak is.
#[cfg(unix)]
fn limited(world: &World, args: &[&str]) -> std::process::Command {
    // What a run may need at most, and the stacks of its threads, which count although they are mostly not used.
    let data_kib = PEAK_MAX_KIB + 64 * 1024;
    world.shell(&format!("ulimit -d {data_kib} && exec \"$0\" \"$@\""), args)
}

#[cfg(not(unix))]
fn limited(world: &World, args: &[&str]) -> std::process::Command {
    world.command(args)
}

/// A run whose peak memory was watched.
struct Watched {
    code: i32,
    stdout: String,
    stderr: String,
    peak_kib: u64,
}

/// Runs the binary. Repeats the run if it ended before the first measurement, as may happen on a busy machine; where the
/// system tells nothing of a process, the limit alone holds.
fn watched(world: &World, args: &[&str]) -> Watched {
    loop {
        let run = watched_once(world, args);
        if run.peak_kib > 0 || !std::path::Path::new("/proc/self/status").exists() {
            return run;
        }
    }
}

/// Runs the binary, and reads the peak memory from the system until it ends, with [`PROGRAM_KIB`] instead of the
/// mapped files.
fn watched_once(world: &World, args: &[&str]) -> Watched {
    let mut child = limited(world, args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
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
        let kib = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key))?;
            line.split_whitespace().next()?.parse::<u64>().ok()
        };
        if let (Some(peak), Some(mapped)) = (kib("VmHWM:"), kib("RssFile:")) {
            peak_kib = peak_kib.max(peak.saturating_sub(mapped) + PROGRAM_KIB);
        }
        if let Some(ended) = child.try_wait().unwrap() {
            break ended;
        }
        thread::sleep(Duration::from_millis(1));
    };
    let code = ended.code().unwrap_or(-1);
    Watched { code, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap(), peak_kib }
}

/// Checks a file of a kind: the run has findings and stays below the limit.
#[track_caller]
fn check((kind, text, code): &Kind) -> Watched {
    assert!(text.len() <= FILE_MAX, "{kind}: {}", text.len());
    let world = World::new();
    world.file("a.yaml", text);
    let run = watched(&world, &["validate", "a.yaml", "-ojson"]);
    let start: String = run.stdout.chars().take(2_000).collect();
    assert_eq!(run.code, 3, "{kind}: {start}{}", run.stderr);
    assert!(run.stdout.contains(&format!("\"code\": \"{code}\"")), "{kind}: {start}");
    assert!(run.peak_kib < PEAK_MAX_KIB, "{kind}: {} KiB", run.peak_kib);
    run
}

#[test]
fn aliases_cost_what_is_written_and_not_what_they_repeat() {
    for kind in &kinds::aliases() {
        drop(check(kind));
    }
}

#[test]
fn many_values_are_refused_before_they_cost_too_much() {
    for kind in &kinds::values() {
        drop(check(kind));
    }
}

#[test]
fn nesting_of_any_depth_is_refused() {
    for kind in &kinds::depths() {
        drop(check(kind));
    }
}

#[test]
fn crowds_of_entries_and_of_keys_stay_small() {
    for kind in &kinds::crowds() {
        drop(check(kind));
    }
}

#[test]
fn templates_stay_small_whatever_is_in_them() {
    // The benchmark runs every kind.
    for kind in kinds::templates().iter().take(4) {
        drop(check(kind));
    }
}

/// A plan needs memory only for its campaigns: 200 MB for ten thousand.
#[test]
fn a_plan_of_ten_thousand_campaigns_stays_small() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for file in 0..20 {
        let documents: Vec<String> =
            (0..500).map(|number| FILE.replace("Event Reminder", &format!("N {file} {number}"))).collect();
        world.file(&format!("campaigns/{file}.yaml"), documents.join("---\n"));
    }
    let run = watched(&world, &["plan", "campaigns", "-o", "json", "-q"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let plan: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(plan["counts"]["create"], 10_000);
    assert!(run.peak_kib < 200_000_000 / 1024, "{} KiB", run.peak_kib);
}

/// Only the benchmark checks the other places with names.
#[test]
fn crowds_of_names_stay_small() {
    let looked_at = ["500,000 contact lists", "fallback values"];
    for kind in kinds::crowds_of_names().iter().filter(|(kind, ..)| looked_at.contains(kind)) {
        drop(check(kind));
    }
}

/// Each is in a small file; the benchmark measures the time for large ones.
#[test]
fn no_nesting_of_a_template_ends_the_process() {
    for (kind, text, code) in kinds::nesting() {
        let one = text.split_inclusive("---\n").next().unwrap().to_owned();
        drop(check(&(kind, one, code)));
    }
    // Just below the limit: everything that can be deep, nested, in as many files as are checked in parallel.
    let tags = ["-".repeat(990), "(".repeat(990), "not ".repeat(990), "a if a else ".repeat(198)];
    let world = World::new();
    for (number, (block, tag)) in ["{% if a %}", "{% for a in b %}", "{% set x %}", "{% call f() %}"]
        .into_iter()
        .flat_map(|block| tags.iter().map(move |tag| (block, tag)))
        .enumerate()
    {
        for (form, (blocks, branches)) in [(140, 850), (0, 990)].into_iter().enumerate() {
            let (blocks, branches) = (block.repeat(blocks), "{% elif a %}".repeat(branches));
            let text = format!(
                "{}agenda_template: \"{blocks}{{% if a %}}{branches}{{{{ {tag}a }}}}\"\n",
                kinds::BURKI
            );
            world.file(&format!("many/{number}-{form}.yaml"), text);
        }
    }
    let run = world.run("validate many").expect_code(3);
    assert!(run.stdout.contains("campaign/template-syntax"), "{}", run.stdout);
    assert!(!run.stdout.contains("campaign/template-too-long"), "{}", run.stdout);
}

#[test]
fn of_380000_unknown_keys_a_thousand_are_shown_and_the_rest_is_counted() {
    let run = check(&kinds::unknown_keys());
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
    let table = world.run("validate a.yaml b.yaml").expect_code(3);
    let further = "   = and 500 more of [file/unknown-key] in this file\n";
    assert_eq!(table.stdout.matches(further).count(), 2, "{}", table.stdout);
    let last = table.stdout.lines().last().unwrap();
    let errors: usize = last.split(' ').next().unwrap().parse().unwrap();
    assert!(errors > 3_000 && last.ends_with("in 2 files"), "{last}");
    let annotated = world.run("validate a.yaml --format github").expect_code(3);
    annotated.expect_stdout(&["::and 500 more of [file/unknown-key] in this file\n"]);
    let csv = world.run("validate a.yaml -ocsv").expect_code(3);
    assert!(csv.stdout.lines().any(|line| line.ends_with(",500,")), "{}", csv.stdout);
}

#[test]
fn texts_comments_and_mistakes_of_any_number_cost_little() {
    for kind in &kinds::mistakes() {
        drop(check(kind));
    }
}

#[test]
fn no_two_kinds_have_one_name_so_that_a_table_tells_them_apart() {
    let kinds = kinds::all();
    let names: std::collections::BTreeSet<_> = kinds.iter().map(|(name, ..)| name).collect();
    assert_eq!(names.len(), kinds.len());
}

#[test]
fn links_out_of_a_folder_are_not_followed_unless_asked() {
    let world = World::new();
    world.file("mine/a.yaml", "name: a\n");
    world.file("private/b.yaml", "secret: words\n");
    std::os::unix::fs::symlink(world.home().join("private"), world.home().join("mine/more")).unwrap();
    std::os::unix::fs::symlink("../private/b.yaml", world.home().join("mine/b.yaml")).unwrap();
    let run = world.run("validate mine").expect_code(3);
    assert!(!run.stdout.contains("secret"), "{}", run.stdout);
    run.expect_stderr(&[
        "2 links lead out of the folder and were not followed; add --follow-links to follow them",
    ]);
    let run = world.run("validate mine --follow-links").expect_code(3);
    assert_eq!(run.stdout.matches("has no key \"secret\"").count(), 1, "{}", run.stdout);
    let run = world.run("campaign create -f mine --dry-run").expect_code(3);
    assert!(!run.stderr.contains("secret"), "{}", run.stderr);
    run.expect_stderr(&["2 links lead out of the folder"]);
    let run = world.run("campaign create -f mine --follow-links --dry-run").expect_code(3);
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
    // A preview of several campaigns checks all of them.
    world.file(
        "mine/b.yaml",
        SMS.replace("Texts", "Other").replace("{file: PATH}", "{text: Your bill is due.}"),
    );
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
    let followed = world.run("validate mine --follow-links");
    assert!(!followed.stdout.contains("message-file-unreadable"), "{}", followed.stdout);
    // The given folder has both, and a file that a flag names is allowed.
    let above = world.run("validate .");
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
        assert!(said.contains("the policy is a link to a place outside its folder"), "{args:?}: {said}");
        assert!(!said.contains("secret"), "{args:?}: {said}");
    }
    let run = world.run("validate mine --follow-links").expect_code(3);
    assert!(run.stdout.contains("secret"), "{}", run.stdout);
}

#[test]
fn a_policy_that_is_no_file_is_refused_and_never_opened() {
    type Placed = fn(&std::path::Path);
    let kinds: [(&str, Placed, &str); 6] = [
        (
            "a pipe",
            |path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success()),
            "a pipe or a device",
        ),
        (
            "a link to a pipe",
            |path| {
                let pipe = path.with_file_name("pipe");
                assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
                std::os::unix::fs::symlink("pipe", path).unwrap();
            },
            "a pipe or a device",
        ),
        (
            "a link to a device",
            |path| std::os::unix::fs::symlink("/dev/zero", path).unwrap(),
            "a pipe or a device",
        ),
        (
            "a socket",
            |path| drop(std::os::unix::net::UnixListener::bind(path).unwrap()),
            "a pipe or a device",
        ),
        (
            "a dangling link",
            |path| std::os::unix::fs::symlink("none.yaml", path).unwrap(),
            "a file that does not exist",
        ),
        ("a folder", |path| std::fs::create_dir(path).unwrap(), "the policy is a folder"),
    ];
    for (kind, place, said) in kinds {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("mine/deep/a.yaml", SMS.replace("{file: PATH}", "{text: Your bill is due.}"));
        place(&world.home().join("mine/kcamp.policy.yaml"));
        for args in [
            &["validate", "mine"][..],
            &["validate", "mine", "--follow-links"],
            &["schedule", "preview", "-f", "mine"],
            &["campaign", "create", "-f", "mine/deep/a.yaml", "--yes"],
        ] {
            let run = world.run(args).expect_code(3);
            let shown = run.stdout + &run.stderr;
            assert!(shown.contains("file/unreadable") && shown.contains(said), "{kind}: {args:?}: {shown}");
        }
        assert!(sandbox.received().is_empty(), "{kind}");
    }
}
