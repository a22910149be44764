//! `campaign update` on a terminal, without anything to change: it asks what to change, and to what.

use crate::create::FILE;
use crate::lifecycle::{sample, with_campaign};
use crate::terminal::{ENTER, answer, end, line, repeated, start};
use crate::world::Sandbox;

#[test]
fn an_update_asks_what_to_change_and_sends_the_answers() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let mut session = start(&world, "campaign update");
    answer(&mut session, "Event Reminder (", ENTER);
    answer(&mut session, "what to change", &line("priority, message"));
    answer(&mut session, "priority, 1 to 5", &line("7"));
    answer(&mut session, "is not one of", &line("2"));
    answer(&mut session, "text of the sms", &line("Other words. Reply STOP to opt out."));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let sent = sandbox.received_at("PUT", &id);
    assert_eq!(sent.len(), 1, "{rest}");
    let sent = &sent[0]["body"];
    assert_eq!((&sent["priority"], &sent["description"]), (&"2".into(), &"Reminds guests".into()));
    assert!(sent["message"]["message"].as_str().unwrap().starts_with("T3RoZXIgd29yZHMu"), "{sent}");
}

#[test]
fn what_the_platform_does_not_return_and_an_update_needs_is_asked_too() {
    let (sandbox, world, id) = with_campaign(&sample("agentless"), &[]);
    let mut session = start(&world, format!("campaign update {id}").as_str());
    answer(&mut session, "what to change", &line("priority"));
    answer(&mut session, "priority, 1 to 5", &line("2"));
    answer(&mut session, "machine", &line("no"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    assert_eq!(sandbox.received_at("PUT", &id)[0]["body"]["priority"], "2", "{rest}");
}

#[test]
fn answers_are_not_lost_where_the_next_question_is_interrupted() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let mut session = start(&world, "campaign update 'Event Reminder'");
    answer(&mut session, "what to change", &line("name, description"));
    answer(&mut session, "name of the campaign", &line("Spring Event"));
    answer(&mut session, "description", "\u{3}");
    let (rest, code) = end(&mut session);
    assert_eq!(code, 130, "{rest}");
    assert_eq!(repeated(&rest)[..4], ["campaign", "update", &format!("id:{id}"), "--name"], "{rest}");
    assert_eq!(sandbox.received_at("PUT", &id).len(), 0);
}

#[test]
fn nothing_is_asked_without_a_terminal() {
    let (_, world, id) = with_campaign(FILE, &[]);
    for more in ["", " --no-input"] {
        let run = world.run(format!("campaign update {id}{more}").as_str()).expect_code(2);
        run.expect_stderr(&["needs something to change", "a field's flag such as --priority 2"]);
    }
}

#[test]
fn what_a_campaign_of_burki_keeps_is_not_offered() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world
        .run("campaign create --name Mine --type call --assistant-id 7 --max-attempts 3 --yes")
        .expect_code(0);
    let mut session = start(&world, "campaign update Mine");
    let before = answer(&mut session, "max attempts: 3", &line("max attempts"));
    assert!(!before.contains("assistant"), "{before}");
    // The list is over, and shows the cursor again.
    answer(&mut session, "\u{1b}[?25hmax attempts [3]: ", &line("5"));
    let (rest, code) = end(&mut session);
    assert!(code == 0 && !rest.contains("assistant id"), "{rest}");
    assert_eq!(sandbox.received_at("PUT", "/1")[0]["body"]["max_attempts"], 5);
}

#[test]
fn what_an_update_needs_is_asked_also_where_a_flag_says_what_to_change() {
    let (sandbox, world, id) = with_campaign(&sample("agentless"), &[]);
    let mut session = start(&world, format!("campaign update {id} --priority 2").as_str());
    answer(&mut session, "machine", &line("no"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let sent = sandbox.received_at("PUT", &id);
    assert_eq!((sent.len(), &sent[0]["body"]["priority"]), (1, &"2".into()), "{rest}");
    assert_eq!(sent[0]["body"]["enableMachineDetect"], "no");
    // Without a terminal all that is missing is named.
    world
        .run(["campaign", "update", &id, "--priority", "3"])
        .expect_code(2)
        .expect_stderr(&["--machine-detect"]);
    // What a flag says is not asked.
    let mut session =
        start(&world, format!("campaign update {id} --priority 3 --machine-detect no").as_str());
    let (rest, code) = end(&mut session);
    assert_eq!((code, sandbox.received_at("PUT", &id).len()), (0, 2), "{rest}");
}

#[test]
fn a_question_offers_the_value_that_the_campaign_has() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let mut session = start(&world, "campaign update 'Event Reminder'");
    answer(&mut session, "what to change", &line("priority, description, contact list"));
    answer(&mut session, "[Reminds guests]", ENTER);
    answer(&mut session, "contact lists", ENTER);
    answer(&mut session, "[5]", &line("2"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let sent = &sandbox.received_at("PUT", &id)[0]["body"];
    assert_eq!((&sent["priority"], &sent["description"]), (&"2".into(), &"Reminds guests".into()));
    assert_eq!(sent["contactLists"].as_array().map(Vec::len), Some(1), "{sent}");
}

#[test]
fn what_was_given_is_checked_before_anything_is_asked() {
    let (sandbox, world, id) = with_campaign(&sample("agentless"), &[]);
    for line in [
        format!("campaign update {id} --priority 7"),
        "campaign update --priority 7".to_owned(),
        "campaign create --priority 7".to_owned(),
    ] {
        let (shown, code) = end(&mut start(&world, line.as_str()));
        assert!(code == 3 && shown.contains("priority-out-of-range"), "{line}: {shown}");
        assert!(!shown.contains("missing-field"), "{line}: {shown}");
    }
    assert_eq!(sandbox.received_at("PUT", &id).len(), 0);
}

#[test]
fn only_choices_that_go_with_what_was_given_are_offered() {
    let (_sandbox, world, _) = with_campaign(FILE, &[]);
    let mut session = start(&world, "campaign create --name Survey --max-ring-time 30s");
    answer(&mut session, "type of the campaign", ENTER);
    let shown = answer(&mut session, "dialing mode", "\u{3}");
    assert!(!shown.contains("sms"), "{shown}");
    end(&mut session);
}

#[test]
fn answers_to_what_an_update_needs_are_not_lost_where_it_fails() {
    let (_sandbox, world, id) = with_campaign(&sample("agentless"), &["400:PUT"]);
    world.file("part.yaml", "priority: 2\n");
    let mut session = start(&world, "campaign update -f part.yaml --description Short");
    answer(&mut session, "Agentless", ENTER);
    answer(&mut session, "machine", &line("no"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 7, "{rest}");
    let (id, file) = (format!("id:{id}"), ["--file", "part.yaml"]);
    let expected = ["campaign", "update", &id, file[0], file[1], "--description", "Short"];
    assert_eq!(repeated(&rest)[..9], [&expected[..], &["--machine-detect", "no"]].concat(), "{rest}");
}
