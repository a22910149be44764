//! Required arguments that a command line leaves out: asked for on a terminal, and all named in one error without one.

use crate::create::FILE;
use crate::terminal::{ENTER, answer, end, line, start};
use crate::world::{Sandbox, World};

/// Commands with what they ask for first, and every argument that they lack.
const LACKING: [(&str, &str, &[&str]); 14] = [
    ("contact-list import", "contact list", &["<LIST>", "<FILE>"]),
    ("contact-list get", "contact list", &["<LIST>"]),
    ("contact-list delete", "contact list", &["<LIST>"]),
    ("contact-list contacts", "contact list", &["<LIST>"]),
    ("contact-list rename", "contact list", &["<LIST>", "--name <NAME>"]),
    ("contact-list create", "the list's name", &["<NAME>", "--description <TEXT>"]),
    ("campaign contacts", "campaign", &["<CAMPAIGN>"]),
    ("campaign callback", "the run's id", &["<INSTANCE>", "<ID=TIME>"]),
    ("validate", "campaign files or folders", &["<PATH>"]),
    ("plan", "campaign files or folders", &["<PATH>"]),
    ("apply", "campaign files or folders", &["<PATH>"]),
    ("completions", "the shell", &["<SHELL>"]),
    ("explain", "the code that is shown in brackets", &["<CODE>"]),
    ("api", "GET, POST, PUT or DELETE", &["<METHOD>", "<PATH>"]),
];

#[test]
fn an_import_asks_which_list_and_which_file_and_sends_the_contacts_there() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("people.csv", "phone\n+12025550131\n");
    let mut session = start(&world, "contact-list import --yes");
    answer(&mut session, "Event Guests (200 contacts)", ENTER);
    answer(&mut session, "a CSV file", &line("peopel.csv"));
    answer(&mut session, "did you mean people.csv?", &line("people.csv"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let sent = sandbox.received_at("POST", "/addContacts");
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert!(sent[0].to_string().contains("12025550131"), "{sent:?}");
}

#[test]
fn an_import_in_the_sandbox_within_kcamp_asks_too() {
    let world = World::new();
    world.file("people.csv", "phone\n+12025550131\n");
    let mut session = start(&world, "contact-list import --check --sandbox");
    answer(&mut session, "contact list", ENTER);
    answer(&mut session, "a CSV file", &line("people.csv"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
}

#[test]
fn every_command_asks_on_a_terminal_and_names_all_that_it_lacks_without_one() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    for (lacking, question, missing) in LACKING {
        let mut session = start(&world, lacking);
        answer(&mut session, question, "\u{3}");
        assert_eq!(end(&mut session).1, 130, "{lacking}");
        for more in ["", " --no-input"] {
            let run = world.run(format!("{lacking}{more}").as_str()).expect_code(2);
            run.expect_stderr(&[&format!("error: {lacking} needs ")]).expect_stderr(missing);
        }
        let mut session = start(&world, format!("{lacking} --no-input").as_str());
        let (shown, code) = end(&mut session);
        assert!(code == 2 && shown.contains(" needs "), "{lacking}: {shown}");
    }
}

#[test]
fn what_is_typed_for_a_flag_and_for_an_argument_goes_to_its_place() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let mut session = start(&world, "contact-list create");
    answer(&mut session, "the list's name", &line("-Walk ins"));
    answer(&mut session, "the purpose of the list", &line("-- People = guests"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let created = sandbox.received_at("POST", "/createContactList");
    assert_eq!(created.len(), 1, "{created:?}");
    assert!(created[0].to_string().contains("-- People = guests"), "{created:?}");
    assert!(created[0].to_string().contains("\"-Walk ins\""), "{created:?}");
}

#[test]
fn nothing_is_asked_for_a_command_that_the_platform_does_not_have() {
    let sandbox = Sandbox::new();
    for (world, lacking) in [
        (sandbox.world(), "campaign import"),
        (sandbox.world(), "campaign pause"),
        (sandbox.world(), "campaign re-execute"),
        (World::new(), "profile use"),
        (World::new(), "profile remove"),
        (sandbox.burki_world(), "contact-list import"),
        (sandbox.burki_world(), "campaign callback"),
    ] {
        let mut session = start(&world, lacking);
        session.press("");
        let (shown, code) = end(&mut session);
        let expected = if lacking.starts_with("profile") { 5 } else { 2 };
        assert!(code == expected && shown.contains("error: ") && !shown.contains("? "), "{lacking}: {shown}");
    }
    assert!(sandbox.received().is_empty());
}

#[test]
fn a_campaign_that_is_not_named_is_asked_for() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    for lacking in ["schedule show", "campaign update --priority 2"] {
        let mut session = start(&world, lacking);
        answer(&mut session, "Event Reminder (", ENTER);
        let (rest, code) = end(&mut session);
        assert_eq!(code, 0, "{lacking}: {rest}");
        world.run(lacking).expect_code(2).expect_stderr(&["needs "]);
    }
    assert_eq!(world.run("campaign get 'Event Reminder' -o json").json()["priority"], 2);
}

#[test]
fn a_re_execution_asks_which_campaign_and_which_contacts() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    let mut session = start(&world, "campaign re-execute x");
    answer(&mut session, "--failed-only: Contacts whose call failed", "\u{3}");
    assert_eq!(end(&mut session).1, 130);
    let mut session = start(&world, "campaign re-execute x");
    answer(&mut session, "--all: Every contact", ENTER);
    let (rest, code) = end(&mut session);
    assert!(code == 5 && !rest.contains(" needs "), "{rest}");
    let run = world.run("campaign re-execute x").expect_code(2);
    run.expect_stderr(&[
        "error: campaign re-execute needs --all, --failed-only or --contact <ID>\n",
        "hint: run `kcamp campaign re-execute --help`",
    ]);
}

#[test]
fn a_count_that_is_negative_is_no_flag() {
    let run = World::new().run("contact-list import a b.csv --contact-again -1").expect_code(2);
    assert!(
        !run.stderr.contains("-- -1")
            && run.stderr.contains("'--contact-again <N>': must be a whole number, 1 or more"),
        "{}",
        run.stderr
    );
}
