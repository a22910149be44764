//! `init` beside files of other tools, and on machines without a time zone of a place.

use crate::terminal::{ENTER, answer, end, line, start};
use crate::world::World;

/// Below a root, the lines to add to a file of another tool name the project's folder.
#[test]
fn files_of_others_at_the_root_are_left_and_the_lines_for_them_are_said() {
    for (ci, kept, lines) in [
        ("gitlab", ".gitlab-ci.yml", &["kcamp validate sub/campaigns", "sub/.kcamp/config.yaml"][..]),
        ("none", ".pre-commit-config.yaml", &["^sub/campaigns/"]),
    ] {
        let world = World::new();
        world.file(".git/HEAD", "ref: refs/heads/main\n");
        world.file(kept, "stages: [x]\n");
        let line = format!("init sub --type sms --name N --timezone Asia/Kolkata --ci {ci}");
        let run = world.run(&line).expect_code(0).expect_stderr(&["with these lines"]);
        for line in lines {
            assert!(run.stderr.contains(line), "{kept}: {line}: {}", run.stderr);
        }
        assert_eq!(std::fs::read_to_string(world.home().join(kept)).unwrap(), "stages: [x]\n");
    }
}

#[test]
fn no_zone_is_offered_on_a_machine_without_one() {
    for zone in ["UTC", "Etc/UTC", "GMT", "Nowhere/Else"] {
        let world = World::new().with("TZ", zone);
        let mut session = start(&world, "init --type sms --name N --ci none --format simple");
        answer(&mut session, "time zone of the people to call", ENTER);
        session.until("the time zone is empty");
        session.press(&line("UTC"));
        assert_eq!(end(&mut session).1, 0);
        assert!(
            std::fs::read_to_string(world.home().join("campaigns/main/n.yaml"))
                .unwrap()
                .contains("timezone: UTC")
        );
    }
    let world = World::new().with("TZ", "Asia/Kolkata");
    let mut session = start(&world, "init --type sms --name N --ci none --format simple");
    answer(&mut session, "time zone of the people to call [Asia/Kolkata]", ENTER);
    assert_eq!(end(&mut session).1, 0);
}

#[test]
fn every_wrong_value_is_named_at_once() {
    let told = [
        "3 values cannot be used: --timezone: ",
        "--type smss",
        "--name: ",
        "--timezone: did you mean Asia/Kolkata?",
        "choose one of: --type sms",
    ];
    let line = "init z --type smss --timezone Asia/Calcuta --name ''";
    World::new().run(line).expect_code(2).expect_stderr(&told);
}

#[test]
fn an_init_by_prompts_names_its_folder_and_repeats_no_answer_that_was_not_given() {
    let world = World::new();
    let mut session = start(&world, "init");
    let shown = answer(&mut session, "which kind", "\x1b");
    let home = world.home().canonicalize().unwrap();
    // The terminal is narrow.
    let joined = |text: &str| text.split_whitespace().collect::<String>();
    let told = format!("the files of the project go into {}", home.display());
    assert!(joined(&shown).contains(&joined(&told)), "{shown}");
    let (rest, code) = end(&mut session);
    assert!(code == 130 && joined(&rest).contains("nothingwaswritten"), "{rest}");
    assert!(!rest.contains("your answers"), "{rest}");
}
