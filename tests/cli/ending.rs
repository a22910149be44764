//! A command ends in time: with locks that are never released, pipes without data, signals, full files.

mod full_files;
mod unsettled;

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::world::{DEADLINE, Run, Sandbox, World, at_once, wait_until};

/// A lock as of a stopped process: it is not released while the test runs.
fn held(path: &Path) -> File {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let file = File::options().append(true).create(true).open(path).unwrap();
    file.lock().unwrap();
    file
}

fn state(world: &World, name: &str) -> PathBuf {
    world.home().join(".local/state/kcamp").join(name)
}

fn pipe(world: &World, name: &str) -> PathBuf {
    let path = world.home().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

pub fn signal(child: &Child, name: &str) {
    let kill = format!("kill -{name} {}", child.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}

pub fn started(world: &World, line: &[&str]) -> (Child, BufReader<std::process::ChildStderr>) {
    let mut command = world.command(line);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let stderr = BufReader::new(child.stderr.take().unwrap());
    (child, stderr)
}

/// Waits until the command prints this, and sends the signal.
fn signalled_at(world: &World, line: &[&str], said: &str, name: &str) -> (Option<i32>, String) {
    let (mut child, mut stderr) = started(world, line);
    let mut text = String::new();
    while !text.contains(said) {
        assert_ne!(stderr.read_line(&mut text).unwrap(), 0, "{text}");
    }
    signal(&child, name);
    stderr.read_to_string(&mut text).unwrap();
    (child.wait().unwrap().code(), text)
}

fn assert_held(run: Run, code: &str, shown: &str) {
    let run = run.expect_code(11).expect_stderr(&[shown]);
    let error = run.error_json();
    assert_eq!((&error["code"], &error["retry_safe"]), (&json!(code), &json!(true)), "{error}");
}

#[test]
fn a_journal_that_is_held_ends_at_the_deadline_and_nothing_is_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    let _lock = held(&state(&world, "journal.jsonl"));
    let create = ["campaign", "create", "-f", "campaign.yaml", "-ojson"];
    let run = world.run(create.into_iter().chain(DEADLINE));
    assert_held(run, "lock/held", "another kcamp process writes the journal");
    let (code, said) = signalled_at(&world, &create, "another kcamp process writes the journal", "INT");
    assert_eq!(code, Some(130), "{said}");
    assert!(said.contains("nothing was written before"), "{said}");
    assert!(sandbox.creates().is_empty());
}

#[test]
fn a_budget_that_is_held_is_done_without() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.run("campaign list").expect_code(0);
    let folder = state(&world, "budget");
    let [file] = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    let _lock = held(&file);
    // At the deadline there may be a moment left to continue.
    at_once(
        [(&DEADLINE[..], &[0, 11][..], "uses"), (&[], &[0], "waiting for it, for up to 30 s")],
        |(limit, codes, said)| {
            let run = world.run(["campaign", "list", "-ojson"].into_iter().chain(limit.iter().copied()));
            assert!(codes.contains(&run.code), "{run:?}");
            run.expect_stderr(&[said, "cannot count requests together"]);
        },
    );
}

#[test]
fn a_configuration_that_is_held_ends_at_the_deadline() {
    let world = World::new();
    let path = world.file(".config/kcamp/config.yaml", "profiles:\n  acme: {platform: kore}\n");
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let _lock = held(&world.home().join(".config/kcamp/.config.yaml.lock"));
    at_once([["profile", "use", "acme"], ["profile", "remove", "acme"]], |line| {
        let run = world.run(line.into_iter().chain(["--yes", "-ojson"]).chain(DEADLINE));
        assert_held(run, "lock/held", "another kcamp process changes the configuration");
        let (code, said) = signalled_at(&world, &[&line[..], &["--yes"]].concat(), "waiting for it", "TERM");
        assert_eq!(code, Some(143), "{said}");
    });
    assert_eq!(std::fs::read_to_string(path).unwrap(), "profiles:\n  acme: {platform: kore}\n");
}

#[test]
fn a_sandbox_that_is_held_ends_at_the_deadline() {
    let world = World::new();
    let _lock = held(&state(&world, "sandbox/state.lock"));
    let run = world.run(["campaign", "list", "--sandbox", "-ojson"].into_iter().chain(DEADLINE));
    assert_held(run, "lock/held", "another kcamp process changes the sandbox");
}

#[test]
fn an_import_that_is_held_ends_at_the_deadline() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("people.csv", "phone\n+12025550123\n");
    let import = ["contact-list", "import", "Event Guests", "people.csv", "-ojson"];
    world.run(import).expect_code(0);
    let imports = std::fs::read_dir(state(&world, "imports")).unwrap();
    let lock = |path: &PathBuf| path.extension().is_some_and(|it| it == "lock");
    let [file] = imports.map(|it| it.unwrap().path()).filter(lock).collect::<Vec<_>>().try_into().unwrap();
    let _lock = held(&file);
    let run = world.run(import.into_iter().chain(DEADLINE));
    assert_held(run, "import/under-way", "another kcamp process imports contacts into this list");
    let (code, said) = signalled_at(&world, &import, "waiting for it", "HUP");
    assert_eq!(code, Some(129), "{said}");
}

/// A server that refuses everything with 429, and asks for a wait of a minute.
fn refusing() -> String {
    use std::io::Write as _;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 8_192]);
            let _ = stream.write_all(
                b"HTTP/1.1 429 X\r\nRetry-After: 60\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            );
        }
    });
    address
}

#[test]
fn a_write_that_waits_and_was_not_sent_is_reported_and_noted_as_not_sent() {
    let line = ["contact-list", "create", "Later", "--description", "d"];
    for (name, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        for wait in ["a held budget", "a used-up budget", "the platform's limit"] {
            let sandbox = Sandbox::new();
            let world = sandbox.world();
            let mut lock = None;
            let (world, said) = match wait {
                "a held budget" => {
                    world.run("campaign list").expect_code(0);
                    let [file] = std::fs::read_dir(state(&world, "budget"))
                        .unwrap()
                        .map(|it| it.unwrap().path())
                        .collect::<Vec<_>>()
                        .try_into()
                        .unwrap();
                    lock = Some(held(&file));
                    (world, "waiting for it")
                }
                "a used-up budget" => {
                    let world = world.with("KCAMP_RATE_LIMIT", "1");
                    world.run("contact-list list").expect_code(0);
                    (world, "are used up; waiting")
                }
                // Under a fixed clock the wait would end at once.
                _ => (world.with("KCAMP_HOST", refusing()).without("KCAMP_NOW"), "is used up; waiting 60 s"),
            };
            let before = sandbox.received().len();
            let (ended, text) = signalled_at(&world, &line, said, name);
            drop(lock);
            assert_eq!(ended, Some(code), "{wait}: {text}");
            assert!(text.contains("not sent: contact-list create \"Later\""), "{wait}: {text}");
            assert!(!text.contains("may or may not") && !text.contains("settle"), "{wait}: {text}");
            assert_eq!(sandbox.received().len(), before, "{wait}");
            let rows = world.run("journal -ojson").expect_code(0).json();
            let row = rows.as_array().unwrap().last().unwrap().clone();
            assert_eq!((&row["outcome"], &row["exit_code"]), (&json!("failed"), &json!(code)), "{row}");
            assert!(row["message"].as_str().unwrap().starts_with("not sent: interrupted"), "{row}");
        }
    }
}

#[test]
fn each_signal_ends_a_write_under_way_with_its_report() {
    for (name, code, word) in [
        ("INT", 130, "interrupted while"),
        ("TERM", 143, "interrupted by SIGTERM while"),
        ("HUP", 129, "interrupted by a hangup while"),
    ] {
        let sandbox = Sandbox::with_faults(&["slow:60s:POST:campaign"]);
        let world = sandbox.world();
        world.file("campaign.yaml", FILE);
        let (mut child, mut stderr) =
            started(&world, &["campaign", "create", "-f", "campaign.yaml", "-ojson"]);
        wait_until_created(&sandbox, &mut child);
        signal(&child, name);
        let mut said = String::new();
        stderr.read_to_string(&mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{said}");
        let error: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
        let error = &error["error"];
        assert_eq!(
            (&error["code"], &error["exit_code"]),
            (&json!("interrupted/outcome-unknown"), &json!(code))
        );
        assert!(error["message"].as_str().unwrap().starts_with(word), "{error}");
    }
}

/// A signal is the usual end of a server, which sent nothing.
#[test]
fn a_server_says_what_is_left_of_it() {
    let line = ["sandbox", "serve", "--port", "0"];
    let (code, said) = signalled_at(&World::new(), &line, "serving until", "TERM");
    assert_eq!(code, Some(143));
    assert!(said.ends_with("error: interrupted by SIGTERM; the state is kept\n"), "{said}");
}

#[test]
fn a_hangup_that_is_ignored_stays_ignored() {
    let world = World::new();
    let pipe = pipe(&world, "a.yaml");
    let mut command = world.command("validate a.yaml");
    let program = command.get_program().to_owned();
    let line = format!("trap '' HUP; exec {:?} validate a.yaml", program.to_string_lossy());
    command = {
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).env_clear().current_dir(world.home()).env("HOME", world.home());
        shell
    };
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // Opening the pipe waits until it has a reader.
    let writer = File::options().write(true).open(&pipe).unwrap();
    // Of the two signals, the second one ends it.
    signal(&child, "HUP");
    signal(&child, "TERM");
    assert_eq!(child.wait().unwrap().code(), Some(143));
    drop(writer);
}

#[test]
fn a_pipe_that_is_named_is_read_and_ends_at_the_deadline_and_at_each_signal() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("p.csv", "phone\n+12025550123\n");
    let lines = [
        ("a.yaml", &["validate", "a.yaml"][..]),
        ("b.yaml", &["campaign", "create", "-f", "b.yaml"]),
        ("c.csv", &["contact-list", "import", "Event Guests", "c.csv"]),
        ("d.csv", &["contact-list", "import", "Event Guests", "p.csv", "--dnc", "d.csv"]),
        ("e.json", &["api", "POST", "campaign", "--input", "e.json"]),
    ];
    at_once(lines, |(name, line)| {
        let path = pipe(&world, name);
        let deadline = [line, &["--deadline", "1s", "-ojson"]].concat();
        let error = world.run(deadline).expect_code(11).error_json();
        assert_eq!(error["code"], "platform/deadline-passed", "{name}: {error}");
        for (signal_name, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
            let (mut child, mut stderr) = started(&world, line);
            // Opening it waits until the command reads.
            let writer = File::options().write(true).open(&path).unwrap();
            signal(&child, signal_name);
            let mut said = String::new();
            stderr.read_to_string(&mut said).unwrap();
            assert_eq!(child.wait().unwrap().code(), Some(code), "{name}: {said}");
            drop(writer);
        }
    });
    assert!(sandbox.received_at("POST", "/campaign").is_empty());
}

#[test]
fn stdin_that_never_ends_ends_at_the_deadline() {
    let world = Sandbox::new();
    let world = world.world();
    let lines = [
        &["validate", "-"][..],
        &["validate", "/dev/stdin"],
        &["contact-list", "import", "Event Guests", "-"],
        &["contact-list", "import", "Event Guests", "/dev/stdin"],
        &["campaign", "list", "--secret-stdin"],
    ];
    at_once(lines, |line| {
        let (mut child, mut stderr) = started(&world, &[line, &["--deadline", "1s"]].concat());
        let mut said = String::new();
        stderr.read_to_string(&mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(11), "{line:?}: {said}");
        assert!(said.contains("nothing was sent"), "{said}");
    });
}

#[test]
fn what_a_pipe_gives_is_read_whole() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let shell = |script: &str| {
        let kcamp = world.command("--version");
        let script = script.replace("kcamp", &format!("{:?}", kcamp.get_program().to_string_lossy()));
        let mut command = Command::new("bash");
        command.args(["-c", &script]).current_dir(world.home()).env_clear().env("PATH", "/usr/bin:/bin");
        command.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    world.file("campaign.yaml", FILE);
    shell("kcamp validate <(cat campaign.yaml)");
    shell("cat campaign.yaml | kcamp validate /dev/stdin");
    let sent = shell(
        "kcamp contact-list import 'Event Guests' <(printf 'phone\\n+12025550123\\n+12025550124\\n') -ojson",
    );
    let sent: Value = serde_json::from_str(&sent).unwrap();
    assert_eq!(sent["sent"], 2);
    shell("printf 'phone\\n+12025550125\\n' | kcamp contact-list import 'Event Guests' /dev/stdin");
}

#[test]
fn a_pipe_in_the_place_of_an_own_file_is_refused() {
    let sandbox = Sandbox::new();
    let create = ["campaign", "create", "-f", "campaign.yaml"];
    // The path of each file, for names that are made from the account's.
    let used = sandbox.world();
    used.file("campaign.yaml", FILE.replace("Event Reminder", "Another"));
    used.file("people.csv", "phone\n+12025550123\n");
    used.run(create).expect_code(0);
    let import = ["contact-list", "import", "Event Guests", "people.csv", "--yes"];
    used.run(import).expect_code(0);
    let only = |folder: &str| {
        let mut names = std::fs::read_dir(state(&used, folder)).unwrap();
        format!("{folder}/{}", names.next().unwrap().unwrap().file_name().to_string_lossy())
    };
    let before = sandbox.creates().len();
    for (name, line) in [
        ("journal.jsonl".to_owned(), &create[..]),
        ("journal.jsonl".to_owned(), &["journal"]),
        ("journal.jsonl".to_owned(), &["journal", "settle", "1-0", "--as", "done"]),
        (only("locks"), &create),
        (only("imports"), &import),
        ("sandbox/state.json".to_owned(), &["campaign", "list", "--sandbox"]),
        ("sandbox/state.lock".to_owned(), &["campaign", "list", "--sandbox"]),
    ] {
        let world = sandbox.world();
        world.file("campaign.yaml", FILE.replace("Event Reminder", "Another"));
        world.file("people.csv", "phone\n+12025550123\n");
        pipe(&world, &format!(".local/state/kcamp/{name}"));
        let run = world.run(line).expect_code(2).expect_stderr(&["a pipe or a device"]);
        // Neither space on the disk nor permissions would help.
        assert!(!run.stderr.contains("make room") && !run.stderr.contains("readable for"), "{}", run.stderr);
    }
    let world = sandbox.world().with("KCAMP_JOURNAL", "/dev/null");
    world.file("campaign.yaml", FILE);
    for line in [&create[..], &["journal"]] {
        world
            .run(line)
            .expect_code(2)
            .expect_stderr(&["/dev/null", "the journal has to be a file: name one with"]);
    }
    pipe(&world, "record.json");
    world
        .run("resume record.json --yes")
        .expect_code(2)
        .expect_stderr(&["record.json", "a pipe or a device"]);
    // kcamp continues without files that it can do without.
    for name in [only("budget"), "fingerprint.key".to_owned()] {
        let world = sandbox.world();
        pipe(&world, &format!(".local/state/kcamp/{name}"));
        world.run(["contact-list", "rename", "Event Guests", "--description", &name]).expect_code(0);
    }
    let world = sandbox.world();
    pipe(&world, ".config/kcamp/config.yaml");
    world.run("profile list").expect_code(2).expect_stderr(&["a pipe or a device"]);
    pipe(&world, ".config/kcamp/.config.yaml.lock");
    std::fs::remove_file(world.home().join(".config/kcamp/config.yaml")).unwrap();
    let config = world.file(".config/kcamp/config.yaml", "profiles:\n  acme: {platform: kore}\n");
    std::fs::set_permissions(config, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    world.run("profile use acme").expect_code(2).expect_stderr(&["a pipe or a device"]);
    assert_eq!(sandbox.creates().len(), before);
}

fn wait_until_created(sandbox: &Sandbox, child: &mut Child) {
    wait_until("a create is received", || {
        let is_received = !sandbox.creates().is_empty();
        assert!(is_received || child.try_wait().unwrap().is_none(), "it ended before it sent anything");
        is_received
    });
}

#[test]
fn a_certificates_file_that_nobody_writes_ends_at_the_deadline() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let pipe = pipe(&world, "outside/ca.pem");
    let line =
        ["campaign", "list", "-ojson", "--host", "https://localhost:9", "--ca-cert", pipe.to_str().unwrap()];
    let error = world.run(line.into_iter().chain(DEADLINE)).expect_code(11).error_json();
    assert_eq!(error["code"], "platform/deadline-passed", "{error}");
    assert!(sandbox.received().is_empty());
}

/// A child of the program holds a pipe open, whose other end shows whether the child was ended.
#[test]
fn a_secret_commands_children_end_with_kcamp() {
    for ending in ["TERM", "HUP", "INT", "deadline"] {
        let sandbox = Sandbox::new();
        let world = sandbox.world().without("KCAMP_CLIENT_SECRET");
        let pipe = pipe(&world, "outside/alive");
        let script = world.file(
            "outside/secret.sh",
            format!("exec 3>'{}'; (sleep 60; echo alive >&3) & echo started >&3; sleep 60", pipe.display()),
        );
        let config =
            format!("profiles:\n  default:\n    client_secret: {{command: [sh, '{}']}}\n", script.display());
        let config = world.file("outside/config.yaml", config);
        crate::world::private(&config);
        let world = world.with("KCAMP_CONFIG", config.display().to_string()).with("KCAMP_PROFILE", "default");
        let mut line = vec!["campaign", "list"];
        if ending == "deadline" {
            line.extend(DEADLINE);
        }
        let (mut child, mut stderr) = started(&world, &line);
        let mut alive = BufReader::new(File::open(&pipe).unwrap());
        let mut heard = String::new();
        alive.read_line(&mut heard).unwrap();
        assert_eq!(heard, "started\n", "{ending}");
        if ending != "deadline" {
            signal(&child, ending);
        }
        heard.clear();
        // The pipe ends when no process holds it any more.
        alive.read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "", "{ending}");
        let mut said = String::new();
        stderr.read_to_string(&mut said).unwrap();
        assert!(!child.wait().unwrap().success(), "{ending}: {said}");
        assert!(sandbox.received().is_empty(), "{ending}");
    }
}

#[test]
fn a_journal_that_others_can_read_is_closed_to_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let open = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let sandbox = Sandbox::new();
    for named in [false, true] {
        let world = sandbox.world();
        world.file("campaign.yaml", FILE.replace("Event Reminder", if named { "Named" } else { "Own" }));
        let journal = world.home().join(".local/state/kcamp/journal.jsonl");
        let budget = world.home().join(".local/state/kcamp/budget");
        std::fs::create_dir_all(&budget).unwrap();
        open(&budget, 0o755);
        let journal = if named { world.home().join("outside.jsonl") } else { journal };
        std::fs::write(&journal, "").unwrap();
        open(&journal, 0o644);
        let world = if named { world.with("KCAMP_JOURNAL", journal.display().to_string()) } else { world };
        let run = world.run("campaign create -f campaign.yaml").expect_code(0);
        assert_eq!((mode(&journal), mode(&budget)), (0o600, 0o700), "{named}: {}", run.stderr);
        assert!(!run.stderr.contains("others can read the journal"), "{}", run.stderr);
    }
}
