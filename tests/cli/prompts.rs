//! A signal at a question, on a real pseudo-terminal: the command ends as after Ctrl-C, and restores the terminal.

use std::process::Command;

use serde_json::Value;

use crate::create::{FILE, SCHEDULE};
use crate::import_to_campaign::with_campaign;
use crate::setup::setup;
use crate::terminal::{ENTER, Terminal, answer, end, line, start_with};
use crate::world::{Sandbox, World};

/// Runs a command under a shell that records its process id, its exit code, and the terminal's settings before and
/// after.
fn under_a_shell(world: &World, arguments: &[&str]) -> Terminal {
    let kcamp = world.command(arguments);
    let quoted = |text: &std::ffi::OsStr| format!("'{}'", text.to_string_lossy());
    let line: Vec<String> = [kcamp.get_program()].into_iter().chain(kcamp.get_args()).map(quoted).collect();
    world.file("inner.sh", format!("echo $$ > pid\nexec {}\n", line.join(" ")));
    let script = "stty -g > before; sh inner.sh; echo $? > code; stty -g > after; echo the end";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).env_clear().current_dir(world.home());
    shell.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.env("TERM", "xterm").env("NO_COLOR", "1").env("PATH", "/usr/bin:/bin");
    Terminal::of(shell)
}

/// Runs a command on a terminal of 60 columns, and types `keys` at a question; the first key is the question's text.
/// Returns what was shown after the question, and the exit code.
fn answered(world: &World, arguments: &[&str], question: &str, keys: &[&str]) -> (String, String) {
    let columns = 60;
    world.file("narrow.sh", format!("stty cols {columns} rows 24\nexec sh shell.sh\n"));
    let kcamp = world.command(arguments);
    let quoted = |text: &std::ffi::OsStr| format!("'{}'", text.to_string_lossy().replace('\'', r"'\''"));
    let line: Vec<String> = [kcamp.get_program()].into_iter().chain(kcamp.get_args()).map(quoted).collect();
    // Between two keys, Ctrl-C is a signal, which goes to the shell, too.
    world.file("shell.sh", format!("trap : INT; {}; echo the code is $?\n", line.join(" ")));
    let mut shell = Command::new("sh");
    shell.arg("narrow.sh").env_clear().current_dir(world.home());
    shell.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.env("TERM", "xterm").env("NO_COLOR", "1").env("PATH", "/usr/bin:/bin");
    let mut session = Terminal::of(shell);
    let mut shown = session.until(question) + question;
    for key in keys {
        session.press(key);
    }
    shown += &session.until("the code is ");
    let code = session.until("\n").trim().to_owned();
    (shown, code)
}

/// The lines as they were drawn, without the codes that move the cursor.
fn drawn_lines(shown: &str) -> Vec<String> {
    let plain = anstream::adapter::strip_str(shown).to_string();
    plain.split(['\n', '\r']).map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn a_question_is_never_wider_than_its_terminal_however_often_it_is_answered_anew() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let name = "Quarterly Billing Reminder for North Region";
    world.file("campaign.yaml", FILE);
    world.run(["campaign", "create", "-f", "campaign.yaml", "--name", name]).expect_code(0);
    let keys = ["y", "\u{7f}", "yes, or perhaps not, if that is how it is", "\u{15}", "n", "\r"];
    let (shown, code) = answered(&world, &["campaign", "delete", name], "[y/N]", &keys);
    assert_eq!(code, "12", "{shown}");
    let long = "a text that is much longer than the terminal is wide, and goes on for a while";
    let create = ["campaign", "create", "--type", "sms", "--format", "simple", "--name", "Spring"];
    let (typed, code) = answered(&world, &create, "description", &[long, "\u{1b}[D", "\u{7f}", "\u{1b}"]);
    assert_eq!(code, "130", "{typed}");
    let lists = [&create[..], &["--description", "Reminds", "--dnc-list", "testdnc"]].concat();
    let tick_all = [" ", "\u{1b}[B", " ", "\u{1b}[B", " ", ENTER, "\u{1b}"];
    let (ticked, code) = answered(&world, &lists, "contact lists", &tick_all);
    assert_eq!(code, "130", "{ticked}");
    // The error's command, which keeps the answers, is not wrapped, so it is cut off here.
    let (ticked, _) = ticked.split_once("error: ").unwrap();
    let (_, answer) = ticked.rsplit_once("contact lists").unwrap();
    let answer = drawn_lines(answer).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    for whole in [
        "CL Only 2020 Dec 4 (120 contacts),",
        "Renewal Due July (48 contacts),",
        "Event Guests (200 contacts)",
    ] {
        assert!(answer.contains(whole), "{whole}: {answer}");
    }
    let rest = ["--contact-list=Event Guests", "--priority=3", "--caller-id=+12025550124", "--message=Soon"];
    let hours =
        ["--dnc-list=testdnc", "--calling-hours=Mon-Fri 9:00 AM-6:00 PM", "--calling-hours-timezone=UTC"];
    let all_others = [&create[..], &rest, &hours].concat();
    let (said, code) = answered(&world, &all_others, "description", &[long, ENTER]);
    assert_eq!(code, "0", "{said}");
    let (said, _) = said.split_once("message.text").unwrap();
    let (_, answer) = said.rsplit_once("description").unwrap();
    let words = drawn_lines(answer).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(long), "{words}");
    // The typed text is drawn again after each key, after a code that clears the previous one.
    let typed = [typed.as_str(), said, shown.as_str()].into_iter().flat_map(|text| text.split("\u{1b}[0K"));
    let asked = drawn_lines(ticked).into_iter().chain(typed.flat_map(drawn_lines));
    let wide: Vec<String> = asked.filter(|line| line.chars().count() > 60).collect();
    assert!(wide.is_empty(), "{wide:#?}");
    assert_eq!(sandbox.received_at("DELETE", ""), [] as [Value; 0]);
}

/// `--quiet` leaves out what nobody asked for, and what a question is about was asked for.
#[test]
fn what_a_question_is_about_is_shown_also_when_quiet() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("other.yaml", format!("{FILE}renamedFrom: none\n").replace("Event Reminder", "Another"));
    let enable = "schedule enable 'Event Reminder' --weekly Mon --at 09:00 --start 2037-01-05 --end 2037-02-02 --timezone UTC -q";
    let asked = |line: &str, question: &str, told: &[&str], code: &str| {
        let words = shell_words::split(line).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (shown, ended) = answered(&world, &words, question, &["\u{1b}"]);
        assert_eq!(ended, code, "{line}: {shown}");
        let (before, _) = shown.split_once(question).unwrap();
        let before = drawn_lines(before).join(" ");
        for text in told {
            assert!(before.contains(text), "{line}: no {text} in {before}");
        }
    };
    asked("apply campaign.yaml -q", "[y/N]", &["create", "Event Reminder", "2027-01-04 09:30"], "130");
    world.run("apply campaign.yaml --yes").expect_code(0);
    asked("apply other.yaml --prune -q", "to go on", &["delete", "Event Reminder"], "130");
    asked(enable, "[y/N]", &["Event Reminder", "2037-01-05 09:00"], "130");
    asked("halt -q", "halt to do this", &["Event Reminder"], "130");
    assert_eq!(sandbox.creates().len(), 1);
}

/// Whoever agrees to an import agrees to how its file was read.
#[test]
fn what_an_import_assumes_and_leaves_out_is_shown_before_its_question() {
    let sandbox = Sandbox::new();
    let kore = sandbox.world().with("KCAMP_REGION", "US");
    kore.file("campaign.yaml", format!("{FILE}{SCHEDULE}"));
    kore.run("campaign create -f campaign.yaml --yes").expect_code(0);
    let (_other_sandbox, burki) = with_campaign(&[]);
    burki.file("first.csv", "phone\n+442079460958\n");
    burki.run("campaign import 1 first.csv").expect_code(0);
    let list = ["contact-list", "import", "Event Guests"];
    for (world, command) in [(&kore, list), (&burki, ["campaign", "import", "1"])] {
        let people = "Mobile No,First Name\n2025550101,Ada\n12,Cy\n+12025550103,Di\n+12025550104,Eve\n+12025550104,Eve\n";
        world.file("people.csv", people);
        world.file("dnc.csv", "+12025550103\n");
        for more in [&[][..], &["-q"]] {
            let line = [&command[..], &["people.csv", "--dnc", "dnc.csv"], more].concat();
            let (shown, code) = answered(world, &line, "[y/N]", &["\u{1b}"]);
            assert_eq!(code, "130", "{line:?}: {shown}");
            let (before, _) = shown.split_once("[y/N]").unwrap();
            let before = drawn_lines(before).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            for text in [
                "columns: Mobile No=",
                "1 number without a country code, read as US (KCAMP_REGION)",
                "duplicates: 1",
                "do not contact: 1 left out",
                "wrong: 1: ",
            ] {
                assert!(before.contains(text), "{line:?}: no {text} in {before}");
            }
        }
    }
}

#[test]
fn escape_and_ctrl_d_end_every_kind_of_question() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let created = sandbox.creates().len();
    let asked: [(&[&str], &str); 3] = [
        (&["campaign", "create", "--name", "Spring"], "type of the campaign"),
        (&["campaign", "create", "--type", "sms", "--format", "simple", "--name", "Spring"], "description"),
        (&["campaign", "delete", "Event Reminder"], "[y/N]"),
    ];
    for (arguments, question) in asked {
        for (key, expected) in [("\u{1b}", "130"), ("\u{3}", "130"), ("\u{4}", "2")] {
            let (shown, code) = answered(&world, arguments, question, &[key]);
            assert_eq!(code, expected, "{question} {key:?}: {shown}");
        }
    }
    assert_eq!(sandbox.creates().len(), created);
    assert_eq!(sandbox.received_at("DELETE", ""), [] as [Value; 0]);
}

fn noted(world: &World, name: &str) -> String {
    std::fs::read_to_string(world.home().join(name)).unwrap().trim().to_owned()
}

#[test]
fn sigterm_and_sighup_end_each_kind_of_question_and_restore_the_terminal() {
    let sandbox = Sandbox::new();
    let setup = setup(&sandbox.address, &["--platform", "kore", "-ojson"]);
    let setup: Vec<&str> = setup.iter().map(String::as_str).collect();
    let creation = ["campaign", "create", "-f", "campaign.yaml", "-ojson"];
    let typed = ["campaign", "create", "--name", "Spring", "-ojson"];
    let confirmed = ["campaign", "delete", "Event Reminder", "-ojson"];
    let prepared = sandbox.world();
    prepared.file("campaign.yaml", FILE);
    prepared.run(creation).expect_code(0);
    for (signal, code) in [("TERM", "143"), ("HUP", "129"), ("INT", "130")] {
        // The questions: a choice from a list, a text, a confirmation, and a secret that is hidden while it is typed.
        for (line, questions) in [
            (&typed[..], &["type of the campaign"][..]),
            (&setup, &["name of the profile"]),
            (&confirmed, &["delete the"]),
            (&setup, &["name of the profile", "country of numbers", "in plain text", "not shown"]),
        ] {
            // Without settings, every value is asked for.
            let world = if line[0] == "setup" { World::new() } else { sandbox.world() };
            let mut session = under_a_shell(&world, line);
            for (at, question) in questions.iter().enumerate() {
                session.until(question);
                if at + 1 < questions.len() {
                    // The last place of a secret is plain text in the config file.
                    if *question == "in plain text" {
                        session.press("\u{1b}[A");
                    }
                    session.press("\r");
                }
            }
            let kill = format!("kill -{signal} {}", noted(&world, "pid"));
            assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
            let shown = session.until("the end");
            let what = format!("{signal} at {questions:?}: {shown}");
            assert_eq!(noted(&world, "code"), code, "{what}");
            assert_eq!(noted(&world, "after"), noted(&world, "before"), "{what}");
            // The cursor that a question hid is shown again.
            assert!(shown.rfind("\u{1b}[?25h") > shown.rfind("\u{1b}[?25l"), "{what}");
            let error = shown.lines().find_map(|line| Some(&line[line.find("{\"error\"")?..])).unwrap();
            let error: Value = serde_json::from_str(error.trim()).unwrap();
            assert_eq!(error["error"]["exit_code"].to_string(), code, "{what}");
            assert!(error["error"]["message"].as_str().unwrap().contains("nothing was "), "{what}");
        }
    }
    assert_eq!(sandbox.received_at("DELETE", ""), [] as [Value; 0]);
}

/// With `TERM=dumb`, as in an editor's shell or on a serial line, each answer is a line of text, and no code moves
/// the cursor.
#[test]
fn a_terminal_that_moves_no_cursor_is_asked_line_by_line() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let asked = |arguments: &[&str], answers: &[(&str, &str)], code: i32| {
        let mut session = start_with(&[("TERM", "dumb")], &world, arguments);
        let mut shown = String::new();
        for (question, typed) in answers {
            shown += &answer(&mut session, question, typed);
        }
        let (rest, ended) = end(&mut session);
        shown += &rest;
        assert_eq!(ended, code, "{shown}");
        assert!(!shown.contains('\u{1b}') && !shown.replace("\r\n", "\n").contains('\r'), "{shown:?}");
    };
    let dates = "schedule enable --timezone UTC --start 2027-01-04 --at 09:00 --end 2027-02-01";
    let enable: Vec<&str> = dates.split(' ').chain(["Event Reminder"]).collect();
    asked(
        &enable,
        &[
            ("number [1]", &line("")),
            ("numbers with commas", &line("1,8")),
            ("is not a number from 1 to 7", &line("3 1")),
            ("[y/N]", &line("perhaps")),
            ("answer with y or n", &line("y")),
        ],
        0,
    );
    let enabled = sandbox.received_at("POST", "/schedule");
    let days = &enabled[0]["body"]["recurrenceObject"]["weeklyDetails"]["whichDays"];
    assert_eq!(*days, serde_json::json!(["Mon", "Wed"]));

    let create = ["campaign", "create", "--name", "Spring"];
    for (key, code) in [("\u{1b}", 130), ("\u{3}", 130), ("\u{4}", 2)] {
        asked(&create, &[("number [1]", key)], code);
        asked(&["campaign", "delete", "Event Reminder"], &[("[y/N]", key)], code);
    }
    // A mistyped text is deleted, and Enter alone means no.
    asked(&["campaign", "delete", "Event Reminder"], &[("[y/N]", &line("yes\u{7f}\u{7f}\u{7f}"))], 12);
    assert_eq!(sandbox.received_at("DELETE", ""), [] as [Value; 0]);
    asked(&["campaign", "delete", "Event Reminder"], &[("[y/N]", &line("no\u{7f}\u{7f}yes"))], 0);
    assert_eq!(sandbox.received_at("DELETE", "").len(), 1);
}

/// Sets the terminal of a command under a shell to 36 columns.
fn make_narrower(world: &World) {
    let pid = std::fs::read_to_string(world.home().join("pid")).unwrap();
    let terminal = std::fs::read_link(format!("/proc/{}/fd/0", pid.trim())).unwrap();
    let narrowed =
        Command::new("stty").arg("-F").arg(&terminal).args(["rows", "24", "cols", "36"]).status().unwrap();
    assert!(narrowed.success());
}

#[test]
fn a_question_keeps_its_label_when_the_terminal_is_made_narrower() {
    let world = Sandbox::new().world();
    let create = ["campaign", "create", "--type", "sms", "--format", "simple", "--name", "Spring"];
    let mut session = under_a_shell(&world, &create);
    session.until("description");
    session.press("Reminds the guests of the evening");
    session.until("evening");
    make_narrower(&world);
    session.press("!");
    let again = session.until("evening!");
    assert!(again.contains("description"), "{again}");
    session.press("\u{1b}");
    session.until("the end");
}

/// On the narrower terminal the lines of the list may wrap. None is removed: the list is drawn again below them.
#[test]
fn a_list_is_drawn_anew_when_the_terminal_is_made_narrower() {
    let world = Sandbox::new().world();
    let preview =
        ["schedule", "preview", "--start", "2027-01-05 09:00", "--end", "2027-02-05", "--timezone", "UTC"];
    for (arguments, before, question, item) in [
        (&["init", "--timezone", "UTC"][..], None, "which kind of campaign?", "Preview"),
        (&["setup", "--profile", "acme"], None, "which platform?", "Burki"),
        (&preview, None, "how does it repeat?", "daily"),
        (&preview, Some("how does it repeat?"), "on which days?", "Sunday"),
    ] {
        let mut session = under_a_shell(&world, arguments);
        if let Some(before) = before {
            answer(&mut session, before, "\r");
        }
        session.until(question);
        session.until(item);
        make_narrower(&world);
        let down = "\u{1b}[B";
        session.press(down);
        let between = session.until(question);
        let mut moves = between.split("\u{1b}[").skip(1);
        let goes_up =
            moves.any(|it| it.trim_start_matches(|sign: char| sign.is_ascii_digit()).starts_with('A'));
        assert!(!goes_up, "{arguments:?}: lines above were taken away: {between:?}");
        session.until(item);
        session.press("\u{3}");
        session.until("the end");
    }
}
