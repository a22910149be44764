//! The thirty checks that a good command line passes, a test each: `cargo test --test cli checklist::` prints them as a list, in
//! which `ok` is held and `FAILED` is not.
//!
//! Each is a short probe of the whole check. Where other tests look at it in depth, its comment names them. Nothing is timed
//! here: how long a start, a command and a wait take is measured by `cargo bench`.

mod documented_keys;
mod many_rows;
mod walk;

use std::collections::BTreeSet;

use kcamp::exit::Exit;
use serde_json::{Value, json};

use crate::apply::{actions, apply, plan, results};
use crate::calls::{BURKI_WRITES, Call, WRITES, is_write};
use crate::canary;
use crate::completions::offered;
use crate::create::{FILE, SCHEDULE};
use crate::leaves::{ENDLESS, all_leaves, furnish, leaves, line};
use crate::lifecycle::with_campaign;
use crate::schema_output::Documented;
use crate::setup::setup;
use crate::world::{SECRET, Sandbox, Trap, World, private, wait_until};

use many_rows::ManyRows;
use walk::{PREPARED, WALK};

/// In full, for every write, two reads and every fault: `fault_matrix`.
#[test]
fn c01_exit_0_only_where_everything_happened() {
    // What the platform does, and the codes of a create and of a read.
    let ends = [
        ("400", 7, 7),
        ("401", 4, 4),
        ("403", 4, 4),
        ("404", 5, 5),
        ("409", 6, 6),
        ("422", 7, 7),
        ("429", 11, 11),
        ("500", 9, 8),
        ("slow:10m", 0, 8),
        ("drop-before-apply", 9, 8),
        ("garbage", 9, 8),
        ("empty", 9, 8),
        ("failed", 7, 7),
    ];
    for (fault, of_create, of_read) in ends {
        // Lists are asked for with GET where POST is refused.
        let places = ["POST:campaign", "POST:getAllListDetails", "GET:getAllListDetails"];
        let places = places.map(|place| format!("{fault}:{place}"));
        let sandbox = Sandbox::with_faults(&places.each_ref().map(String::as_str));
        let world = sandbox.world().with("KCAMP_TIMEOUT", "1s");
        world.file("campaign.yaml", FILE);
        let create = world.line("campaign create -f campaign.yaml -o json").expect_code(of_create);
        // The answer of the slow one was lost, and the campaign is shown to be there.
        assert_eq!(create.code == 0, !create.stdout.is_empty(), "{fault}: {}", create.stdout);
        let read = world.line("contact-list list -o json").expect_code(of_read);
        assert_eq!(read.stdout, "", "{fault}");
    }
}

#[test]
fn c02_exit_codes_are_documented_and_unique() {
    let world = World::new();
    let rows = world.run(["exit-codes", "-o", "json"]).expect_code(0).json();
    let codes: Vec<u64> = rows.as_array().unwrap().iter().map(|row| row["code"].as_u64().unwrap()).collect();
    assert_eq!(codes, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20, 129, 130, 143]);
    assert_eq!(codes, Exit::ALL.map(|exit| u64::from(exit.number())));
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let help = world.run(["help", "exit-codes"]).expect_code(0).stdout;
    for code in codes {
        assert!(help.lines().any(|line| line.trim_start().starts_with(&format!("{code} "))), "{code}");
        assert!(readme.contains(&format!("| {code} |")), "{code}");
    }
}

#[test]
fn c03_what_is_misspelt_ends_in_2_on_stderr_with_a_suggestion() {
    let world = World::new();
    let mut spelt = 0;
    for leaf in all_leaves() {
        // Two letters that changed places, as in `kcamp plna`.
        let (rest, word) = leaf.rsplit_once(' ').unwrap_or(("", &leaf));
        let (start, end) = word.split_at(word.len() - 2);
        let slip = format!("{start}{}", end.chars().rev().collect::<String>());
        let of_command = world.line(&format!("{rest} {slip}")).expect_code(2);
        assert_eq!(of_command.stdout, "", "{slip}");
        // Words of three letters may be as close to others.
        if slip != word && word.len() > 3 {
            let of_command = of_command.expect_stderr(&["tip: ", &format!("'{word}'")]);
            assert!(of_command.stderr.starts_with("error: "), "{}", of_command.stderr);
            spelt += 1;
        }
        let of_flag = world.line(&format!("{leaf} --dry_run")).expect_code(2);
        assert_eq!(of_flag.expect_stderr(&["--dry_run", "'--dry-run'"]).stdout, "", "{leaf}");
    }
    assert!(spelt > 40, "{spelt}");
}

#[test]
fn c04_stdout_has_the_result_and_nothing_else() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    furnish(&world);
    for leaf in leaves().iter().filter(|leaf| *leaf != ENDLESS) {
        let run = world.run(line(leaf).iter().map(String::as_str).chain(["-o", "yaml"])).expect_code(0);
        // A script is a script in every format.
        if leaf != "completions" && !run.stdout.is_empty() {
            let read = serde_saphyr::from_str::<Value>(&run.stdout);
            assert!(read.is_ok(), "{leaf}: {read:?} in\n{}", run.stdout);
        }
    }
    // A table is parsed by no program; what is not its result is not in it.
    let listed = world.line("campaign list").expect_code(0);
    assert!(listed.stdout.starts_with("NAME "), "{}", listed.stdout);
    let failed = world.line("campaign get Nobody").expect_code(5);
    assert_eq!(failed.stdout, "");
}

/// What else commands print: `schema_output`.
#[test]
fn c05_json_parses_for_every_command_that_succeeds_or_fails() {
    let documented = Documented::new();
    for (leaf, run) in &WALK.runs {
        assert_eq!(run.code, 0, "{leaf}: {}", run.stderr);
        let prints_json = leaf != "completions" && !run.stdout.is_empty();
        assert_eq!(documented.names(leaf), prints_json, "{leaf}");
        if prints_json {
            let is_dry = line(leaf).iter().any(|word| word == "--dry-run");
            documented.assert(if is_dry { "dry-run" } else { leaf }, &run.json());
        }
    }
    assert!(documented.names(ENDLESS));
    let world = World::new().without("HOME");
    for leaf in all_leaves() {
        let run = world.line(&format!("{leaf} --no-such-flag -o json")).expect_code(2);
        let error = run.error_json();
        assert_eq!((run.stdout.as_str(), &error["exit_code"]), ("", &json!(2)), "{leaf}");
        documented.assert("error", &json!({ "error": error }));
    }
}

/// That the document is what is printed: `schema_output`.
#[test]
fn c06_json_is_documented_and_only_grows() {
    let schema = World::new().run(["schema", "output"]).expect_code(0).json();
    documented_keys::assert_only_grown(&schema);
}

/// That every code is explained, and every fault's error has its parts: `tests/explanations.rs`, `fault_matrix`.
#[test]
fn c07_an_error_says_what_where_how_to_fix_it_and_whether_to_try_again() {
    for explained in kcamp::domain::explanations::all() {
        let said = [explained.meaning, explained.why, explained.help];
        assert!(said.iter().all(|text| !text.is_empty()), "{}", explained.code);
    }
    let sandbox = Sandbox::with_faults(&["500:GET:campaign/*"]);
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.file("wrong.yaml", FILE.replace("priority: 5", "priority: 9"));
    world.line("campaign create -f campaign.yaml").expect_code(0);
    let unreachable = World::at("http://127.0.0.1:9");
    let cases = [
        (&world, "campaign list --no-such-flag", 2, false, "--no-such-flag"),
        (&world, "campaign create -f wrong.yaml", 3, false, "1 error"),
        (&world, "campaign list --client-id other", 4, false, "401"),
        (&world, "campaign get Nobody", 5, false, "\"Nobody\""),
        (&world, "campaign create -f campaign.yaml", 6, false, "\"Event Reminder\""),
        (&world, "campaign get 'Event Reminder'", 8, true, "500"),
        (&unreachable, "campaign list", 8, true, "127.0.0.1:9"),
        (&world, "campaign start 'Event Reminder'", 12, false, "--yes"),
    ];
    for (world, line, code, is_safe, named) in cases {
        let error = world.line(&format!("{line} -o json")).expect_code(code).error_json();
        assert_eq!((&error["exit_code"], &error["retry_safe"]), (&json!(code), &json!(is_safe)), "{error}");
        for key in ["code", "message", "hint"] {
            assert!(error[key].as_str().is_some_and(|text| !text.is_empty()), "{line}: no {key}: {error}");
        }
        assert!(error.get("request_id").is_some() && error.to_string().contains(named), "{line}: {error}");
    }
    let error = world.line("campaign create -f wrong.yaml -o json").error_json();
    let found = &error["findings"][0];
    let place = (&found["file"], &found["line"], &found["column"]);
    assert_eq!(place, (&json!("wrong.yaml"), &json!(7), &json!(11)), "{error}");
    assert_eq!(found["help"], "5 is the highest");
    world.line("validate wrong.yaml").expect_code(3).expect_stdout(&["--> wrong.yaml:7:11", "= help: "]);
}

#[test]
fn c08_all_findings_are_said_in_one_run() {
    let wrong = [
        ("format: simple", "format: simple\nprioritty: 5", "file/unknown-key"),
        ("[Event Guests]", "[]", "campaign/no-contact-list"),
        ("priority: 5", "priority: 9", "campaign/priority-out-of-range"),
        ("+12025550124", "12", "campaign/phone-number-invalid"),
        ("timezone: UTC\n    days", "timezone: Mars/Olympus\n    days", "time/unknown-zone"),
        ("\"9:00 AM\"", "\"25:00\"", "campaign/time-invalid"),
        ("[Mon, Wed]", "[Mon, Funday]", "schedule/weekday-unknown"),
    ];
    let world = World::new();
    let text =
        wrong.iter().fold(format!("{FILE}{SCHEDULE}"), |text, (right, wrong, _)| text.replace(right, wrong));
    world.file("seven.yaml", text);
    let found = world.line("validate seven.yaml -o json").expect_code(3).json();
    let codes: Vec<&str> =
        found.as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, wrong.map(|(_, _, code)| code));
}

/// Every command that needs no platform: `leaves::what_needs_no_platform_talks_to_none`.
#[test]
fn c09_validation_is_offline() {
    let trap = Trap::new();
    let world = World::at(&trap.address()).with("HTTPS_PROXY", trap.address());
    world.file("right.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("wrong.yaml", FILE.replace("priority: 5", "priority: 9"));
    world.line("validate right.yaml").expect_code(0);
    world.line("validate .").expect_code(3);
    assert!(!trap.was_touched());
    #[cfg(target_os = "linux")]
    {
        // Where the machine lets one be made, in a network of its own without any interface.
        let mut isolated = world.shell("unshare -rn true", [""; 0]);
        if isolated.status().unwrap().success() {
            let run = |line: &[&str]| world.shell("exec unshare -rn \"$0\" \"$@\"", line).output().unwrap();
            assert_eq!(run(&["validate", "right.yaml"]).status.code(), Some(0));
            assert_eq!(run(&["validate", "."]).status.code(), Some(3));
        }
    }
}

/// Over generated and mutated documents: `tests/schema`.
#[test]
fn c10_the_editors_schema_accepts_what_the_parser_accepts() {
    type Change = fn(&mut Value);
    let changes: [(&str, bool, Change); 12] = [
        ("as_it_is", true, |_| {}),
        ("priority_as_text", true, |it| it["priority"] = "5".into()),
        ("base64", true, |it| it["message"] = json!({"message": "SGVsbG8="})),
        ("no_schedule", true, |it| it["schedule"] = "none".into()),
        ("one_day", true, |it| it["dialingStrategy"]["callingHours"]["days"][0]["days"] = json!(["Mon"])),
        ("unknown_key", false, |it| it["prioritty"] = 5.into()),
        ("priority", false, |it| it["priority"] = 9.into()),
        ("no_name", false, |it| drop(it.as_object_mut().unwrap().remove("name"))),
        ("no_lists", false, |it| it["contactLists"] = json!([])),
        ("kind", false, |it| it["campaignType"] = "fax".into()),
        ("day", false, |it| it["dialingStrategy"]["callingHours"]["days"][0]["days"] = json!(["Funday"])),
        ("number", false, |it| it["name"] = 7.into()),
    ];
    let world = World::new();
    let schema = world.run(["schema", "campaign"]).expect_code(0).json();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let right: Value = serde_saphyr::from_str(FILE).unwrap();
    for (name, is_right, change) in changes {
        let mut document = right.clone();
        change(&mut document);
        world.file(&format!("{name}.json"), document.to_string());
        let code = world.line(&format!("validate {name}.json")).code;
        assert_eq!((code == 0, schema.is_valid(&document)), (is_right, is_right), "{name}: {document}");
    }
}

/// That what is shown is what is sent: `dry_run`.
#[test]
fn c11_a_dry_run_opens_no_socket_for_a_write() {
    let (state, ids) = &*PREPARED;
    let sandbox = Sandbox::remembering(state, &[]);
    for call in WRITES.iter().chain(&BURKI_WRITES) {
        let world = call.world(&sandbox);
        let run = call.run(ids, &world, &["--dry-run"]).expect_code(0);
        assert!(!run.stdout.is_empty(), "{} shows nothing", call.title());
    }
    assert_eq!(sandbox.received().iter().filter(|request| is_write(request)).count(), 0);
    // A create and a schedule of whose name nothing has to be read open none at all.
    let trap = Trap::new();
    let world = World::at(&trap.address());
    furnish(&world);
    for leaf in ["campaign create", "schedule enable"] {
        world.run(line(leaf).iter().map(String::as_str).chain(["--dry-run"])).expect_code(0);
    }
    assert!(!trap.was_touched());
}

/// Every way in which a plan becomes stale: `apply::saved_plan`.
#[test]
fn c12_what_was_planned_is_applied_and_a_stale_plan_is_refused() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", FILE.replace("Event Reminder", "New"));
    let save = || world.line("plan campaigns --out saved.plan -o json").expect_code(0);
    let writes = || sandbox.received().into_iter().filter(is_write).count();
    save();
    world.line("campaign update 'Event Reminder' --description Other --yes").expect_code(0);
    let before = writes();
    let error = world.line("apply saved.plan --yes -o json").expect_code(6).error_json();
    assert_eq!((error["code"].as_str(), writes()), (Some("plan/stale"), before), "{error}");
    let planned = save();
    let run = world.line("apply saved.plan --yes -o json").expect_code(0);
    assert_eq!(actions(&planned), ["update", "create"]);
    assert_eq!(results(&run), ["update Event Reminder: done", "create New: done"]);
    assert_eq!(writes() - before, 2);
    assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged", "unchanged"]);
}

#[test]
fn c13_applied_twice_nothing_is_written_the_second_time() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/new.yaml", FILE.replace("Event Reminder", "New"));
    let writes = || sandbox.received().into_iter().filter(is_write).count();
    apply(&world, &[]).expect_code(0);
    assert_eq!(writes(), 3);
    apply(&world, &[]).expect_code(0);
    world.line("campaign create -f campaigns --if-absent --yes").expect_code(0);
    assert_eq!(writes(), 3);
}

/// Every fault at every write: `fault_matrix`.
#[test]
fn c14_no_write_is_repeated_once_it_was_sent() {
    let create = "campaign create -f fresh.yaml --yes -o json";
    let enable = "schedule enable 'Event Reminder' --daily --start '2027-01-01 09:00' --end 2027-02-01 \
                  --timezone UTC --yes -o json";
    for (fault, at, line, code) in [
        ("drop-after-send", "campaign", create, 0),
        ("drop-before-apply", "campaign", create, 9),
        ("500:applied", "campaign", create, 0),
        ("drop-after-send", "schedule", enable, 9),
        ("502", "schedule", enable, 9),
    ] {
        let (sandbox, world, _) = with_campaign(FILE, &[&format!("{fault}:POST:{at}")]);
        world.file("fresh.yaml", FILE.replace("Event Reminder", "Fresh"));
        let run = world.line(line).expect_code(code);
        assert_eq!(sandbox.received_at("POST", &format!("/{at}")).len(), 1, "{fault} at {at}");
        if code == 9 {
            let error = run.error_json();
            assert_eq!(error["retry_safe"], false, "{error}");
            assert!(error["hint"].as_str().unwrap().contains("kcamp "), "{error}");
        }
    }
}

/// The clock stands still, so that what kcamp waits for between two tries is passed over and counted. The growth and the chance
/// of those waits, and how dates are read: the unit tests of `src/platform/retry.rs`. Waits of other sizes: `faults`.
#[test]
fn c15_the_wait_that_is_asked_for_is_obeyed_within_the_deadline() {
    let list = "contact-list list -o json";
    for status in ["429", "503"] {
        for (asked, shown) in [("1", "waiting 1 s"), ("Thu, 03 Dec 2026 08:00:02 GMT", "waiting 2 s")] {
            let fault = format!("{status}x1:retry-after={asked}:POST:getAllListDetails");
            let sandbox = Sandbox::with_faults(&[&fault]);
            sandbox.world().line(list).expect_code(0).expect_stderr(&[shown]);
            assert_eq!(sandbox.received().len(), 2, "{fault}");
        }
        // Longer than the command may take: it ends at once, and nothing is in doubt.
        let fault = format!("{status}:retry-after=60:POST:getAllListDetails");
        let sandbox = Sandbox::with_faults(&[&fault]);
        let error = sandbox.world().line(&format!("{list} --deadline 50s")).expect_code(11).error_json();
        assert_eq!((&error["retry_safe"], sandbox.received().len()), (&json!(true), 1), "{error}");
    }
    // Without a wish of the platform there is more than one try, and an end.
    let sandbox = Sandbox::with_faults(&["503:POST:getAllListDetails"]);
    sandbox.world().line(list).expect_code(8);
    assert_eq!(sandbox.received().len(), 4);
}

#[test]
fn c16_timeouts_exist_and_can_be_set() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let list = "contact-list list -o json";
    // Connections are taken and never answered: the request over HTTP, the greeting of TLS before it.
    for host in [format!("http://127.0.0.1:{port}"), format!("https://127.0.0.1:{port}")] {
        let world = World::at(&host);
        let limits = [("--timeout 300ms", 8), ("--deadline 2s", 11)];
        for (flag, code) in limits {
            let error = world.line(&format!("{list} {flag}")).expect_code(code).error_json();
            assert_eq!(error["retry_safe"], true, "{host} {flag}: {error}");
        }
        let world = world.with("KCAMP_TIMEOUT", "300ms");
        world.line(list).expect_code(8);
        world.with("KCAMP_TIMEOUT", "10m").with("KCAMP_DEADLINE", "2s").line(list).expect_code(11);
    }
}

/// On a terminal with `--no-input`: `setup::no_input_never_asks_on_a_terminal_either`.
#[test]
fn c17_without_a_terminal_nobody_is_asked() {
    let world = World::new();
    for leaf in all_leaves().iter().filter(|leaf| *leaf != ENDLESS) {
        for no_input in ["--sandbox", "--no-input"] {
            // Nothing but its name: whatever is missing must be an error and no question.
            let mut command = world.command(leaf.split(' ').chain(["--sandbox", no_input]));
            let quiet = std::process::Stdio::null;
            let mut child = command.stdout(quiet()).stderr(quiet()).spawn().unwrap();
            wait_until(&format!("{leaf} ends"), || child.try_wait().unwrap().is_some());
        }
    }
}

#[test]
fn c18_what_reaches_people_needs_consent() {
    let (state, ids) = &*PREPARED;
    let sandbox = Sandbox::remembering(state, &[]);
    // The others stop something, or make what does not run by itself.
    let reaching = [
        "api POST",
        "campaign callback",
        "campaign delete",
        "campaign re-execute",
        "campaign start",
        "campaign stop",
        "contact-list delete",
        "schedule enable",
    ];
    let mut refused = 0;
    for call in WRITES.iter().chain(&BURKI_WRITES).filter(|call| reaching.contains(&call.name)) {
        let world = call.world(&sandbox);
        Call::write_files(&world);
        let line = call.arguments(ids).into_iter().filter(|word| *word != "--yes");
        let error = world.run(line).expect_code(12).error_json();
        assert!(error["hint"].as_str().unwrap().contains("--yes"), "{}: {error}", call.title());
        refused += 1;
    }
    assert_eq!(refused, 13);
    // A protected profile wants its name beside it, for every write.
    let world = sandbox.world();
    let acme =
        setup(&sandbox.address, &["--profile", "acme", "--secret-env", "KCAMP_CLIENT_SECRET", "--protected"]);
    world.run(acme).expect_code(0);
    world.file("fresh.yaml", FILE.replace("Event Reminder", "Fresh"));
    let create = "campaign create -f fresh.yaml --yes";
    for wrong in ["", " --confirm other"] {
        world.line(&format!("{create}{wrong}")).expect_code(12).expect_stderr(&["--yes --confirm acme"]);
    }
    assert_eq!(sandbox.received().iter().filter(|request| is_write(request)).count(), 0);
    world.line(&format!("{create} --confirm acme")).expect_code(0);
}

#[test]
fn c19_no_flag_takes_a_secret() {
    fn look(command: &clap::Command, looked_at: &mut usize) {
        for flag in command.get_arguments().filter(|it| it.get_long().is_some()) {
            let long = flag.get_long().unwrap();
            let sounds_secret = ["secret", "token", "password", "key"].iter().any(|word| long.contains(word));
            let takes_value = flag.get_action().takes_values();
            // The name of a variable, the path of a file and a command are no secrets.
            let places = ["NAME", "FILE", "COMMAND"];
            let names = flag.get_value_names().unwrap_or_default();
            let names_a_place = names.iter().all(|name| places.contains(&name.as_str()));
            assert!(!sounds_secret || !takes_value || names_a_place, "{}: --{long}", command.get_name());
            *looked_at += 1;
        }
        command.get_subcommands().for_each(|child| look(child, looked_at));
    }
    let mut looked_at = 0;
    look(&kcamp::cli::command_tree(), &mut looked_at);
    assert!(looked_at > 200, "{looked_at}");
}

/// With every fault, credential and format, and on both platforms: `canary`, `numbers_at_rest`.
#[test]
fn c20_secrets_and_numbers_are_shown_nowhere() {
    for (leaf, run) in &WALK.runs {
        canary::check(leaf, run, "on success");
        assert!(!run.stderr.contains(canary::CONTACT), "{leaf}: {}", run.stderr);
    }
    for (path, text) in &WALK.files {
        let path = path.display().to_string();
        assert!(
            !text.contains(SECRET) && (path.ends_with(".csv") || !text.contains(canary::CONTACT)),
            "{path}"
        );
    }
    assert!(WALK.files.iter().any(|(path, _)| path.ends_with("saved.plan")));
    let sandbox = Sandbox::with_faults(&["echo-token"]);
    let wrong = sandbox.world().with("KCAMP_CLIENT_SECRET", canary::WRONG_SECRET);
    for world in [sandbox.world(), wrong] {
        let run = world.line("contact-list list -vvv -o json");
        assert_ne!(run.code, 0);
        canary::check("contact-list list", &run, "where the platform echoes the token");
        canary::check_files(&world, "where the platform echoes the token");
    }
}

#[cfg(unix)]
#[test]
fn c21_the_credential_file_is_its_users_alone_and_is_replaced_whole() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    let sandbox = Sandbox::new();
    let world = World::new();
    let more = ["--profile", "acme", "--secret-stdin", "--yes"];
    let with_secret = format!("umask 000 && echo {SECRET} | \"$0\" \"$@\"");
    assert!(world.shell(&with_secret, setup(&sandbox.address, &more)).status().unwrap().success());
    let config = world.home().join(".config/kcamp/config.yaml");
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&config), mode(config.parent().unwrap())), (0o600, 0o700));
    let written = std::fs::read_to_string(&config).unwrap();
    assert!(written.contains(SECRET), "it is the file with the credentials");

    // A new file takes its place, so that whoever is killed or runs out of space leaves one of the two.
    let before = std::fs::metadata(&config).unwrap().ino();
    let other = ["--profile", "other", "--secret-env", "OTHER", "--no-check"];
    let full = World::new().on_a_full_disk();
    std::fs::create_dir_all(full.home().join(".config/kcamp")).unwrap();
    let kept = full.file(".config/kcamp/config.yaml", &written);
    private(&kept);
    assert_ne!(full.run(setup(&sandbox.address, &other)).code, 0);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), written);
    world.run(setup(&sandbox.address, &other)).expect_code(0);
    assert_ne!(std::fs::metadata(&config).unwrap().ino(), before);
    assert_eq!(mode(&config), 0o600);
    let beside = std::fs::read_dir(config.parent().unwrap()).unwrap();
    let beside: Vec<_> = beside.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!beside.iter().any(|name| name.to_string_lossy().contains("tmp")), "{beside:?}");

    for open in [0o644, 0o660] {
        std::fs::set_permissions(&config, std::fs::Permissions::from_mode(open)).unwrap();
        world.line("contact-list list").expect_code(4).expect_stderr(&["chmod 600"]);
    }
}

/// That its children end with it: `ending::a_secret_commands_children_end_with_kcamp`.
#[cfg(unix)]
#[test]
fn c22_a_secret_command_that_hangs_is_cut_off_and_plain_text_needs_consent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().without("KCAMP_CLIENT_SECRET");
    let config = "profiles:\n  acme:\n    client_secret: {command: [sleep, '600']}\ncurrent: acme\n";
    private(&world.file(".config/kcamp/config.yaml", config));
    let error = world.line("contact-list list --deadline 2s -o json").expect_code(11).error_json();
    assert_eq!(error["retry_safe"], true, "{error}");
    assert!(error["hint"].as_str().unwrap().contains("a secret's program"), "{error}");
    assert!(sandbox.received().is_empty());

    let world = World::new();
    let keep = setup(&sandbox.address, &["--secret-stdin"]);
    world.run_with_input(&keep, SECRET).expect_code(12).expect_stderr(&["plain text", "--yes"]);
    assert!(!world.home().join(".config/kcamp/config.yaml").exists());
}

/// Every setting: `profile::a_flag_beats_a_variable_beats_a_profile_beats_the_default`.
#[test]
fn c23_a_flag_beats_a_variable_beats_a_profile_beats_the_default() {
    let shown = |world: &World, flag: &str| {
        let rows = world.line(&format!("profile show {flag} -o json")).expect_code(0).json();
        let row = rows.as_array().unwrap().iter().find(|row| row["name"] == "timeout").unwrap().clone();
        (row["value"].clone(), row["source"].clone())
    };
    let world = World::new();
    assert_eq!(shown(&world, ""), (json!("30s"), json!("default")));
    private(&world.file(".config/kcamp/config.yaml", "current: acme\nprofiles: {acme: {timeout: 7s}}\n"));
    assert_eq!(shown(&world, ""), (json!("7s"), json!("profile acme")));
    let world = world.with("KCAMP_TIMEOUT", "6s");
    assert_eq!(shown(&world, ""), (json!("6s"), json!("KCAMP_TIMEOUT")));
    assert_eq!(shown(&world, "--timeout=5s"), (json!("5s"), json!("--timeout")));
}

#[test]
fn c24_nothing_is_written_but_to_the_folders_of_kcamp() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    furnish(&world);
    for leaf in ["campaign create", "campaign list", "schedule enable", "jwt mint", "validate"] {
        world.run(line(leaf)).expect_code(0);
    }
    world.command(line("setup")).env_remove("KCAMP_SANDBOX").status().unwrap();
    let mut places: Vec<String> = world
        .files()
        .iter()
        .map(|(path, _)| path.strip_prefix(world.home()).unwrap().display().to_string())
        .filter(|path| !path.starts_with(".config/kcamp/") && !path.starts_with(".local/state/kcamp/"))
        .collect();
    places.sort_unstable();
    assert!(world.home().join(".config/kcamp/config.yaml").exists());
    assert_eq!(places, ["campaign.yaml", "contacts.csv", "unscheduled.yaml"]);

    // Where the variables of XDG lead elsewhere, nothing goes to the home; a home below a file can take nothing, whoever asks.
    let blocked = world.home().join("campaign.yaml/home");
    let elsewhere = tempfile::TempDir::new().unwrap();
    let mut list = world.command(["campaign", "list"]);
    list.env("HOME", blocked).env("XDG_STATE_HOME", elsewhere.path().join("state"));
    let output = list.env("XDG_CONFIG_HOME", elsewhere.path().join("config")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(elsewhere.path().join("state/kcamp").is_dir());
}

/// Whether each variable counts without a terminal: `output::without_a_terminal_nothing_is_coloured_unless_it_is_asked_for`.
#[cfg(unix)]
#[test]
fn c25_what_knows_no_colour_gets_no_escapes() {
    const ESCAPE: char = '\u{1b}';
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_NO_INPUT", "1");
    world.file("wrong.yaml", FILE.replace("priority: 5", "priority: 9"));
    world.file("contacts.csv", "phone\n+12025550143\n+12025550144\n");
    let import = "contact-list import 'Renewal Due July' contacts.csv --batch-size 1 --yes --again";
    let lines = ["validate wrong.yaml", "campaign list", "campaign get Nobody", "--help", import];
    for line in lines {
        let run = world.line(line);
        assert!(!run.stdout.contains(ESCAPE) && !run.stderr.contains([ESCAPE, '\r']), "{line}: {run:?}");
        let on_a_terminal = |variables: &[(&str, &str)]| {
            let words = shell_words::split(line).unwrap();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut session = crate::terminal::start_with(variables, &world, &words);
            crate::terminal::end(&mut session).0
        };
        // Nothing is drawn over, and so there is no spinner.
        let dumb = on_a_terminal(&[("TERM", "dumb")]);
        assert!(!dumb.contains(ESCAPE) && !dumb.replace("\r\n", "\n").contains('\r'), "{line}: {dumb:?}");
        // No colour: a line that is drawn anew is none.
        for none in [("NO_COLOR", "1"), ("CLICOLOR", "0")] {
            let plain = on_a_terminal(&[("TERM", "xterm"), none]).replace("\u{1b}[2K", "");
            assert!(!plain.contains(ESCAPE), "{line} {none:?}: {plain:?}");
        }
    }
    let coloured = |variables: &[(&str, &str)]| {
        let mut session = crate::terminal::start_with(variables, &world, &["validate", "wrong.yaml"]);
        crate::terminal::end(&mut session).0.contains(ESCAPE)
    };
    assert!(coloured(&[("TERM", "xterm")]) && coloured(&[("TERM", "xterm"), ("NO_COLOR", "")]));
    assert!(coloured(&[("TERM", "xterm"), ("CLICOLOR", "0"), ("FORCE_COLOR", "1")]));
}

/// Each signal at each write: `signals`, `ending`.
#[cfg(unix)]
#[test]
fn c26_a_reader_that_goes_away_and_an_interrupt_end_it_as_they_should() {
    use std::io::Read as _;

    let script = "{ \"$0\" \"$@\"; echo \"code $?\" >&2; } | head -n 1";
    // More than a pipe holds.
    let output = World::new().shell(script, ["schema", "output"]).output().unwrap();
    assert_eq!((output.stdout, output.stderr), (b"{\n".to_vec(), b"code 0\n".to_vec()));

    let sandbox = Sandbox::with_faults(&["slow:60s:POST:schedule"]);
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("second.yaml", format!("{FILE}{SCHEDULE}").replace("Event Reminder", "Second"));
    let (mut child, mut stderr) = crate::ending::started(
        &world,
        &["campaign", "create", "-f", "campaign.yaml", "-f", "second.yaml", "--yes", "-o", "json"],
    );
    wait_until("the schedule is under way", || !sandbox.received_at("POST", "/schedule").is_empty());
    crate::ending::signal(&child, "INT");
    let mut said = String::new();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{said}");
    for part in [
        "it may or may not have happened: schedule enable \\\"Event Reminder\\\"",
        "done before: campaign create \\\"Event Reminder\\\"",
        "not done: schedule enable \\\"Second\\\"",
    ] {
        assert!(said.contains(part), "no {part}: {said}");
    }
}

/// Runs of 2024 to 2030 against another implementation: `tests/occurrences.rs`.
#[test]
fn c27_times_have_a_zone_and_changes_of_the_clock_are_told() {
    let world = World::new();
    let preview = |more: &str| world.line(&format!("schedule preview --daily -o json {more}"));
    let dates = "--start '2027-03-13 09:00' --end 2027-03-16";
    let error = preview(dates).expect_code(2).error_json();
    assert!(error["message"].as_str().unwrap().contains("--timezone"), "{error}");
    preview(&format!("{dates} --timezone UTC")).expect_code(0);
    let gap = "--start '2027-03-14 02:30' --end 2027-03-20 --timezone America/New_York";
    assert_eq!(preview(gap).expect_code(3).error_json()["findings"][0]["code"], "time/in-dst-gap");
    let fold = "--start '2027-11-07 01:30' --end 2027-11-20 --timezone America/New_York";
    let folded = preview(fold).expect_code(0).expect_stderr(&["time/in-dst-fold", "the earlier is taken"]);
    assert_eq!(folded.json()[0]["at"], "2027-11-07T01:30:00-04:00");
    // Burki repeats on the zone's clock, Kore.ai on its own, which here is UTC.
    for (platform, runs) in [
        ("burki", ["03-13T09:00:00-05:00", "03-14T09:00:00-04:00", "03-15T09:00:00-04:00"]),
        ("kore", ["03-13T09:00:00-05:00", "03-14T10:00:00-04:00", "03-15T10:00:00-04:00"]),
    ] {
        let zone = "--timezone America/New_York --count 3 --platform";
        let shown = preview(&format!("{dates} {zone} {platform}")).expect_code(0).json();
        let shown: Vec<&str> =
            shown.as_array().unwrap().iter().map(|run| run["at"].as_str().unwrap()).collect();
        assert_eq!(shown, runs.map(|run| format!("2027-{run}")), "{platform}");
    }
}

/// Pages without an end, and their memory: `costs::answers`.
#[test]
fn c28_lists_are_complete_or_say_where_they_were_cut() {
    let server = ManyRows::of(10_000);
    let world = World::at(&server.address);
    let names = |run: &crate::world::Run| -> BTreeSet<String> {
        run.json().as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    let all = world.line("campaign list --type sms -o json").expect_code(0);
    assert_eq!((names(&all).len(), all.stderr.as_str()), (10_000, ""));
    assert_eq!(server.pages(), [50; 200]);
    let cut = world.line("campaign list --type sms --limit 60 -o json").expect_code(0);
    assert_eq!(names(&cut).len(), 60);
    assert!(cut.stderr.contains("only the first 60 are shown"), "{}", cut.stderr);
    assert_eq!(server.pages().len(), 202, "no page more than is shown");
}

/// Rows of contacts, a thousand of them, and resuming after each kind of failure: `import`.
#[test]
fn c29_many_go_out_in_order_and_a_second_run_touches_the_failures_alone() {
    let sandbox = Sandbox::with_faults(&["422:3%:POST:campaign"]);
    let names: Vec<String> = (100..200).map(|number| format!("Campaign {number}")).collect();
    let world = sandbox.world();
    for name in &names {
        world.file(&format!("campaigns/{name}.yaml"), FILE.replace("Event Reminder", name));
    }
    let sent = |sandbox: &Sandbox| -> Vec<String> {
        sandbox.creates().iter().map(|body| body["name"].as_str().unwrap().to_owned()).collect()
    };
    let first = apply(&world, &[]).expect_code(10);
    assert_eq!(sent(&sandbox), names, "one after the other, each once, in the order of the files");
    let outcomes = results(&first);
    assert_eq!(outcomes.len(), names.len());
    assert!(
        outcomes.iter().zip(&names).all(|(outcome, name)| outcome.starts_with(&format!("create {name}: ")))
    );
    let is_failed =
        |(outcome, name): (&String, &String)| (!outcome.ends_with(": done")).then(|| name.clone());
    let failed: Vec<String> = outcomes.iter().zip(&names).filter_map(is_failed).collect();
    assert!((1..10).contains(&failed.len()), "{failed:?}");

    let calm = Sandbox::continuing(&sandbox, &[]);
    // The same home, and so the same journal.
    let world = world.with("KCAMP_HOST", &calm.address);
    apply(&world, &[]).expect_code(0);
    assert_eq!(sent(&calm), failed);
}

/// The blocks of the documents: `tests/transcripts.rs`; that they are the commands': `tests/reference.rs`.
#[test]
fn c30_help_manual_and_completions_come_from_one_tree_and_ask_no_network() {
    fn look(command: &clap::Command, path: &[&str], world: &World) {
        let words = [path, &["--help"]].concat();
        let help = world.run(&words).expect_code(0).stdout;
        let page = ["kcamp"].iter().chain(path).copied().collect::<Vec<_>>().join("-");
        let is_hidden = command.is_hide_set();
        assert_eq!(world.home().join(format!("manual/{page}.1")).exists(), !is_hidden, "{page}");
        let children: Vec<&clap::Command> = command
            .get_subcommands()
            .filter(|child| child.get_name() != "help" && !child.is_hide_set())
            .collect();
        if !children.is_empty() {
            let words = [&["kcamp"], path, &[""]].concat();
            let offered = offered(world, &words);
            for child in &children {
                let name = child.get_name().to_owned();
                assert!(help.contains(&format!("\n  {name}")) && offered.contains(&name), "{path:?} {name}");
            }
        }
        for child in children {
            look(child, &[path, &[child.get_name()]].concat(), world);
        }
    }
    let trap = Trap::new();
    let world =
        World::at(&trap.address()).with("HTTPS_PROXY", trap.address()).with("HTTP_PROXY", trap.address());
    world.run(["man", "manual"]).expect_code(0);
    look(&kcamp::cli::command_tree(), &[], &world);
    assert!(!trap.was_touched(), "no telemetry, no update check");
}
