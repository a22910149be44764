//! A signal at a question on a real pseudo-terminal: the command ends as Ctrl-C ends it, and leaves the terminal as it was.

use std::process::Command;

use rexpect::session::{PtySession, spawn_command};
use serde_json::Value;

use crate::create::FILE;
use crate::world::{Sandbox, World};

/// Runs a command under a shell that notes its process, its exit code, and the terminal before and after.
fn under_a_shell(world: &World, arguments: &[&str]) -> PtySession {
    let kcamp = world.command(arguments);
    let quoted = |text: &std::ffi::OsStr| format!("'{}'", text.to_string_lossy());
    let line: Vec<String> = [kcamp.get_program()].into_iter().chain(kcamp.get_args()).map(quoted).collect();
    world.file("inner.sh", format!("echo $$ > pid\nexec {}\n", line.join(" ")));
    let script = "stty -g > before; sh inner.sh; echo $? > code; stty -g > after; echo the end";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).env_clear().current_dir(world.home());
    shell.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.env("TERM", "xterm").env("NO_COLOR", "1").env("PATH", "/usr/bin:/bin");
    spawn_command(shell, Some(20_000)).unwrap()
}

fn noted(world: &World, name: &str) -> String {
    std::fs::read_to_string(world.home().join(name)).unwrap().trim().to_owned()
}

#[test]
fn sigterm_and_sighup_end_each_kind_of_question_and_restore_the_terminal() {
    let sandbox = Sandbox::new();
    let account = kcamp::sandbox::ACCOUNT;
    let setup = [
        "setup",
        "--platform",
        "kore",
        "--host",
        &sandbox.address,
        "--stream-id",
        account.stream_id,
        "--account-id",
        account.account_id,
        "--client-id",
        account.client_id,
        "--timezone",
        "UTC",
        "-ojson",
    ];
    let creation = ["campaign", "create", "-f", "campaign.yaml", "-ojson"];
    let typed = ["campaign", "create", "--name", "Spring", "-ojson"];
    let confirmed = ["campaign", "delete", "Event Reminder", "-ojson"];
    let prepared = sandbox.world();
    prepared.file("campaign.yaml", FILE);
    prepared.run(creation).expect_code(0);
    for (signal, code) in [("TERM", "143"), ("HUP", "129"), ("INT", "130")] {
        // A choice out of a list, a text, a confirmation, and a secret that is not shown while it is typed.
        for (line, questions) in [
            (&typed[..], &["type of the campaign"][..]),
            (&setup, &["name of the profile"]),
            (&confirmed, &["delete the"]),
            (&setup, &["name of the profile", "country of phone numbers", "in plain text", "not shown"]),
        ] {
            // Where nothing is set yet, everything is asked for.
            let world = if line[0] == "setup" { World::new() } else { sandbox.world() };
            let mut session = under_a_shell(&world, line);
            for (at, question) in questions.iter().enumerate() {
                session.exp_string(question).unwrap();
                if at + 1 < questions.len() {
                    // The last of the ways to keep a secret is the plain text.
                    if *question == "in plain text" {
                        session.send("\u{1b}[A").unwrap();
                    }
                    session.send("\r").unwrap();
                    session.flush().unwrap();
                }
            }
            let kill = format!("kill -{signal} {}", noted(&world, "pid"));
            assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
            let shown = session.exp_string("the end").unwrap();
            let what = format!("{signal} at {questions:?}: {shown}");
            assert_eq!(noted(&world, "code"), code, "{what}");
            assert_eq!(noted(&world, "after"), noted(&world, "before"), "{what}");
            // The cursor that a question hides is shown again.
            assert!(shown.rfind("\u{1b}[?25h") > shown.rfind("\u{1b}[?25l"), "{what}");
            let error = shown.lines().find_map(|line| Some(&line[line.find("{\"error\"")?..])).unwrap();
            let error: Value = serde_json::from_str(error.trim()).unwrap();
            assert_eq!(error["error"]["exit_code"].to_string(), code, "{what}");
            assert!(error["error"]["message"].as_str().unwrap().contains("nothing was "), "{what}");
        }
    }
    assert_eq!(sandbox.received_at("DELETE", ""), [] as [Value; 0]);
}
