//! The screens of the most used commands on a terminal of 80 and of 120 columns: a real pseudo-terminal, compared with
//! the files `screen_*` of `tests/snapshots`.
//!
//! `INSTA_UPDATE=always cargo test --test cli screens::` writes these files again.

use std::process::Command;

use crate::create::{FILE, SCHEDULE};
use crate::terminal::Terminal;
use crate::world::{Sandbox, World};

/// The screen of a terminal of this width after a command that asks no question.
pub fn screen(world: &World, columns: u16, line: &str) -> String {
    let kcamp = world.command(Vec::<&str>::new());
    let program = kcamp.get_program().to_string_lossy().into_owned();
    let script = format!("stty cols {columns} rows 24; exec '{program}' --no-input {line}");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).env_clear().current_dir(world.home());
    shell.envs(kcamp.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.env("TERM", "xterm").env("NO_COLOR", "1").env("PATH", "/usr/bin:/bin");
    let mut session = Terminal::of(shell);
    let shown = session.rest().replace("\r\n", "\n");
    // Of a line that was overwritten, the last text.
    let last = |line: &str| line.rsplit("\u{1b}[2K").next().unwrap_or_default().to_owned() + "\n";
    shown.lines().map(last).collect()
}

fn with_campaigns(sandbox: &Sandbox) -> World {
    prepared(sandbox.world())
}

/// Adds two campaigns that are ready, one of them with a long name, and a scheduled one.
fn prepared(world: World) -> World {
    let world = prepared_without_a_schedule(world);
    let lists = "--contact-list 'Event Guests' --contact-list 'Renewal Due July'";
    world
        .run(&format!("campaign create -f scheduled.yaml --name 'Weekly Reminder' {lists} --yes"))
        .expect_code(0);
    world
}

fn prepared_without_a_schedule(world: World) -> World {
    let world = world.with("KCAMP_TIMEZONE", "America/New_York");
    world.file("mistakes.yaml", include_str!("../fixtures/with-mistakes.yaml"));
    world.file("campaign.yaml", FILE);
    world.file("scheduled.yaml", format!("{FILE}{SCHEDULE}"));
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let long = "Quarterly Billing Reminder for the North Region";
    world.run(&format!("campaign create -f campaign.yaml --name '{long}' --priority 3")).expect_code(0);
    world
}

/// Compares a screen of 80 columns with the snapshot of this name.
#[track_caller]
pub fn assert_screen(world: &World, name: &str, line: &str) {
    assert_screen_of(80, world, name, line);
}

#[track_caller]
fn assert_screen_of(columns: u16, world: &World, name: &str, line: &str) {
    let shown = screen(world, columns, line);
    // A path is never broken.
    let is_path = |line: &str| line.starts_with("record ");
    let is_wide = |line: &&str| line.chars().count() > usize::from(columns) && !is_path(line);
    let wide: Vec<&str> = shown.lines().filter(is_wide).collect();
    assert!(wide.is_empty(), "{line}: {wide:#?}");
    let shown = shown.replace(&*world.home().to_string_lossy(), "/home/ada");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let screen = format!("$ kcamp {line}\n{shown}");
    settings.bind(|| insta::assert_snapshot!(format!("screen_{name}"), screen));
}

#[test]
fn the_most_used_commands_read_well_in_80_and_in_120_columns() {
    let world = prepared(World::new().with("KCAMP_SANDBOX", "1"));
    assert_screen(&world, "list", "campaign list");
    assert_screen(&world, "contact_lists", "contact-list list");
    assert_screen(&world, "status", "campaign status 'Weekly Reminder'");
    assert_screen(&world, "get", "campaign get 'Weekly Reminder'");
    assert_screen(&world, "create_taken", "campaign create -f campaign.yaml");
    assert_screen(&world, "start_needs_consent", "campaign start 'Event Reminder'");
    assert_screen(&world, "validate", "validate mistakes.yaml");
    assert_screen(&world, "preview", "schedule preview -f scheduled.yaml --count 3");
    assert_screen(&world, "plan", "plan scheduled.yaml");
    assert_screen(&world, "journal", "journal");
    for (name, line) in [
        ("list_at_120", "campaign list"),
        ("plan_at_120", "plan scheduled.yaml"),
        ("journal_at_120", "journal"),
    ] {
        assert_screen_of(120, &world, name, line);
    }
}

#[test]
fn a_schedule_is_shown_once() {
    let sandbox = Sandbox::new();
    let world = with_campaigns(&sandbox);
    let enable =
        "schedule enable 'Event Reminder' --weekly Mon,Wed --start '2027-01-04 09:30' --end 2027-01-31";
    let create = "campaign create -f scheduled.yaml --name";
    let lines = [format!("{enable} --yes"), format!("{create} 'Second Reminder' --yes")];
    for (line, runs) in
        lines.iter().zip(["8 runs, the last on Wed 2027-01-27", "52 runs, the last on Wed 2027-06-30"])
    {
        // A terminal shows the runs before the write, and three lines and the account after it.
        let shown = screen(&world, 80, line);
        assert_eq!(shown.matches("Mon 2027-01-11").count(), 2, "its two readings alone: {shown}");
        let result = shown.lines().skip_while(|line| !line.starts_with("campaign  "));
        // Without a question, the words that people receive are only in the result.
        let result: Vec<&str> = result.filter(|line| !line.starts_with([' ', 'm', 'w'])).collect();
        assert!((2..=3).contains(&result.len()), "{shown}");
        assert!(result.iter().any(|line| line.starts_with("schedule") && line.contains(runs)), "{shown}");
        // The same holds for the wide format.
        let wide = screen(&world, 80, &format!("{} -o wide", line.replace("Second", "Wide")));
        assert_eq!(wide.matches("Mon 2027-01-11").count(), 2, "its two readings alone: {wide}");
        assert!(wide.contains("run    Mon 2027-01-11") && wide.contains(runs), "{wide}");
        // A pipeline gets all of it once, in the result.
        let piped = world.run(&line.replace("Second", "Third")).expect_code(0);
        assert!(piped.stdout.contains("the next 5 of") && piped.stdout.contains(runs), "{}", piped.stdout);
        assert!(!piped.stderr.contains("Mon 2027-01-11"), "{}", piped.stderr);
        // Under JSON both stay: on stderr before, and in the result.
        let json = world.run(&format!("{} -o json", line.replace("Second", "Fourth"))).expect_code(0);
        assert!(json.stderr.contains("run    Mon 2027-01-11"), "{}", json.stderr);
        let schedule = &json.json()["schedule"];
        let last = schedule["last_run"]["at"].as_str().unwrap();
        assert!(
            runs.contains(&format!("{} runs", schedule["runs"])) && runs.contains(&last[..10]),
            "{schedule}"
        );
    }
}

/// The result is whole if the terminal has not shown the schedule before, or if the result is not written to the
/// terminal.
#[test]
fn a_result_is_whole_where_its_reader_has_not_seen_the_schedule() {
    let sandbox = Sandbox::new();
    let world = prepared_without_a_schedule(sandbox.world());
    let enable =
        "schedule enable 'Event Reminder' --weekly Mon,Wed --start '2027-01-04 09:30' --end 2027-01-31 --yes";
    let create = "campaign create -f scheduled.yaml --yes --name";
    for (number, line) in [enable.to_owned(), create.to_owned()].into_iter().enumerate() {
        let line = |more: &str| match number {
            0 => format!("{line} {more}"),
            _ => format!(
                "{line} 'Reminder {}' {more}",
                more.replace(|letter: char| !letter.is_ascii_alphanumeric(), "")
            ),
        };
        let out = |name: &str| std::fs::read_to_string(world.home().join(name)).unwrap();
        let whole = "the next 5 of";
        // The result is written to a file, and stderr is the terminal.
        let shown = screen(&world, 80, &line("> result"));
        assert!(shown.contains("run    Mon 2027-01-11") && out("result").contains(whole), "{shown}");
        // The result is on the terminal, and stderr is a file or shows less.
        let shown = screen(&world, 80, &line("2> talk"));
        assert!(shown.contains(whole) && out("talk").contains("run    Mon 2027-01-11"), "{shown}");
        let shown = screen(&world, 80, &line("-q"));
        assert!(shown.contains(whole), "{shown}");
        // A file with both streams has it once.
        let shown = screen(&world, 80, &line("> log 2>&1"));
        assert!(shown.is_empty(), "{shown}");
        assert_eq!(out("log").matches("Mon 2027-01-11").count(), 2, "its two readings: {}", out("log"));
    }
}

#[test]
fn a_pipeline_sees_the_schedule_where_the_result_does_not_come() {
    let run = "run    Mon 2027-01-11";
    let sandbox = Sandbox::with_faults(&["503:100%:POST:schedule"]);
    let world = prepared_without_a_schedule(sandbox.world());
    let enable =
        "schedule enable 'Event Reminder' --weekly Mon,Wed --start '2027-01-04 09:30' --end 2027-01-31";
    for (line, code) in [
        (enable.to_owned(), 12),
        (format!("{enable} --yes"), 9),
        ("campaign create -f scheduled.yaml --name Second".to_owned(), 12),
        ("campaign create -f scheduled.yaml --name Second --yes".to_owned(), 9),
    ] {
        let shown = world.run(&line);
        assert_eq!((shown.code, shown.stderr.matches(run).count()), (code, 1), "{line}: {shown:#?}");
    }
}

#[test]
fn each_of_several_campaigns_that_fail_says_why() {
    let sandbox = Sandbox::with_faults(&["422x1:POST:campaign"]);
    let world = sandbox.world();
    world.file("all/one.yaml", FILE.replace("Event Reminder", "One"));
    world.file("all/two.yaml", FILE.replace("Event Reminder", "Two").replace("Event Guests", "No Such List"));
    let shown = screen(&world, 80, "campaign create -f all");
    for reason in ["One   failed", "Two   failed", "HTTP 422", "No Such List"] {
        assert!(shown.contains(reason), "{reason}: {shown}");
    }
    let piped = world.run("campaign create -f all");
    let row = |name: &str| piped.stdout.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(row("Two").contains("No Such List"), "{piped:#?}");
    assert!(row("One").contains("created"), "{piped:#?}");
}

#[test]
fn without_a_terminal_every_missing_flag_is_named_with_those_that_depend_on_it() {
    let world = World::new().with("KCAMP_SANDBOX", "1");
    let run = world.run("campaign create").expect_code(2);
    run.expect_stderr(&[
        "needs --type, --name, --contact-list, --caller-id, --calling-hours, --calling-hours-timezone",
        "--type sms: --format (--format simple: --description, --priority, --message; --format advanced: --experience-flow)",
        "--dialing-mode Agentless: --experience-flow, --machine-detect; --dialing-mode Progressive: --queue;",
    ]);
    assert_eq!(world.run("campaign create").stderr.matches("--caller-id").count(), 1);
}

#[test]
fn what_is_said_is_broken_at_words_and_its_commands_stay_whole() {
    let sandbox = Sandbox::new();
    let world = with_campaigns(&sandbox);
    let lines = [
        "validate mistakes.yaml",
        "campaign get 'Evnt Reminder'",
        "campaign create -f scheduled.yaml",
        "campaign create --type voice --dialing-mode Agentless",
        "schedule enable 'Event Reminder' --daily --start '2026-12-01 09:00' --end 2026-12-02",
        "campaign start 'Event Reminder'",
    ];
    for line in lines {
        let (narrow, plain) = (screen(&world, 60, line), screen(&world, 4000, line));
        let wide: Vec<&str> = narrow.lines().filter(|line| line.chars().count() > 60).collect();
        // A command or path that is wider than the terminal has a line of its own, so that it can be copied.
        assert!(wide.iter().all(|line| is_alone(line)), "{line}: {wide:#?}\n{narrow}");
        let words = |text: &str| -> Vec<String> {
            // The frame of a source line is as wide as the terminal allows.
            let said = text.lines().filter(|line| !line.contains('|'));
            said.flat_map(str::split_whitespace).map(str::to_owned).collect()
        };
        assert_eq!(words(&narrow), words(&plain), "{narrow}");
    }
    // Through a pipe, each message is one line.
    let piped = world.run(lines[1]).expect_code(5).stderr;
    assert!(piped.lines().all(|line| line.starts_with("error: ") || line.starts_with("hint: ")), "{piped}");
}

fn is_alone(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("kcamp ") || !line.trim_start_matches("--> ").contains(' ')
}

#[test]
fn an_apply_names_the_number_of_runs_and_the_last_one_before_it_asks() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let once = SCHEDULE.replace("2027-06-30 18:00:00", "2027-01-04 23:00:00");
    for (name, schedule) in [("Many", SCHEDULE), ("Once", once.as_str())] {
        let list = if name == "Many" { "Event Guests" } else { "Renewal Due July" };
        let file = FILE.replace("Event Reminder", name).replace("Event Guests", list);
        world.file(&format!("campaigns/{name}.yaml"), file + schedule);
    }
    let many = "  in all 52 runs, the last on Wed 2027-06-30 09:30 UTC";
    // A schedule whose runs are all shown needs no number.
    let once =
        "  until  Mon 2027-01-04 23:00 UTC = 2027-01-04 23:00:00 UTC\n  run    Mon 2027-01-04 09:30 UTC";
    for shown in [screen(&world, 80, "apply campaigns"), world.run("apply campaigns").expect_code(12).stderr]
    {
        assert!([many, once].iter().all(|line| shown.contains(line)), "{shown}");
        assert_eq!(shown.matches("in all").count(), 1, "{shown}");
    }
}

#[test]
fn an_entry_of_the_journal_is_one_line_with_its_reason_and_all_of_it_is_shown_wide() {
    let sandbox = Sandbox::new();
    let world = with_campaigns(&sandbox);
    world.run("campaign create -f campaign.yaml").expect_code(6);
    let shown = screen(&world, 80, "journal");
    // Five writes. One line below the last says why it failed.
    assert_eq!(shown.lines().filter(|line| line.starts_with("Thu ")).count(), 5, "{shown}");
    let (_, under) = shown.rsplit_once("failed\n    ").unwrap();
    assert_eq!(under, "HTTP 409: a campaign named `Event Reminder` exists already\n", "{shown}");
    assert!(shown.contains("times in America/New_York") && shown.contains("failed"), "{shown}");
    let wide = screen(&world, 80, "journal -o wide");
    assert!(wide.contains("it conflicts with what Kore.ai has (HTTP 409): a campaign named"), "{wide}");
}

#[test]
fn a_campaign_is_one_line_on_every_terminal_and_all_of_it_is_shown_wide() {
    let sandbox = Sandbox::new();
    let world = with_campaigns(&sandbox);
    for columns in [76, 80, 100, 120] {
        let shown = screen(&world, columns, "campaign list");
        let (notes, table): (Vec<&str>, Vec<&str>) =
            shown.lines().partition(|line| line.starts_with("note: "));
        assert_eq!(table.len(), 4, "{columns}: {shown}");
        // The columns that find no room are named.
        let has_ids = table[0].ends_with("ID");
        assert_eq!(notes.iter().any(|note| note.contains("no room for ID")), !has_ids, "{shown}");
        let wide = shown.lines().find(|line| line.chars().count() > usize::from(columns));
        assert_eq!(wide, None, "{shown}");
        for name in ["Event Reminder", "Quarterly Billing Reminder for the North Region", "Weekly Reminder"] {
            assert!(shown.contains(name), "{columns}: {shown}");
        }
    }
    let ids: Vec<String> = {
        let listed = world.run("campaign list -o json").expect_code(0).json();
        listed.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let wide = screen(&world, 80, "campaign list -o wide");
    assert_eq!(wide.lines().count(), 4, "{wide}");
    for whole in ids.iter().map(String::as_str).chain(["Event Guests, Renewal Due July", "testdnc", "simple"])
    {
        assert!(wide.contains(whole), "{whole}: {wide}");
    }
}
