//! The questions of `campaign create` and `schedule enable` on a terminal.

use crate::create::SMS;
use crate::terminal::{ENTER, Terminal, answer, end, line, repeated, start};
use crate::world::{Sandbox, Trap, World};

const DOWN: &str = "\x1b[B";

#[test]
fn create_asks_for_what_the_flags_leave_out() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_TIMEZONE", "Europe/Berlin");
    let flags = ["campaign", "create", "--name", "Spring Event", "--description", "Reminds guests"];
    let mut session = start(&world, flags);
    answer(&mut session, "type of the campaign", ENTER);
    answer(&mut session, "format", ENTER);
    // Enter alone chooses no list, so the question is repeated.
    answer(&mut session, "Event Guests (200 contacts)", ENTER);
    answer(&mut session, "choose at least one", &format!(" {DOWN}{DOWN} {ENTER}"));
    answer(&mut session, "do-not-contact list (or empty)", ENTER);
    answer(&mut session, "priority, 1 to 5", &line("6"));
    answer(&mut session, "is not one of 1, 2, 3, 4, 5", &line("4"));
    answer(&mut session, "number to call or write from", &line("+12025550124"));
    answer(&mut session, "calling hours, such as", &line("Mon-Fri 9:00 AM-6:00 PM"));
    // The zone of typed times is offered.
    answer(&mut session, "[Europe/Berlin]", ENTER);
    answer(&mut session, "text of the sms", &line("See you there"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let body = &sandbox.received_at("POST", "/campaign")[0]["body"];
    assert_eq!(body["name"], "Spring Event");
    assert_eq!(body["priority"], "4");
    assert_eq!(body["dialingStrategy"]["callingHours"]["timezone"], "Europe/Berlin");
    assert_eq!(body["contactLists"], serde_json::json!(["CL Only 2020 Dec 4", "Event Guests"]));
    let read = sandbox.received_at("POST", "/getAllListDetails").len()
        + sandbox.received_at("GET", "/getAllListDetails").len();
    // Once to choose from, and once to see that no other list has the name.
    assert_eq!(read, 2);
    assert_eq!(body["message"]["message"], "U2VlIHlvdSB0aGVyZQ==");
}

/// An sms may be without a do-not-contact list, and whoever is asked chooses so.
#[test]
fn create_of_an_sms_asks_for_the_do_not_contact_list() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let flags = "campaign create --type sms --format simple --description A --contact-list";
    let flags: Vec<&str> = flags.split_whitespace().chain(["Event Guests", "--priority", "3"]).collect();
    let flags =
        [&flags[..], &["--caller-id", "+12025550124", "--calling-hours", "Mon-Fri 9:00 AM-6:00 PM"]].concat();
    let flags = [&flags[..], &["--calling-hours-timezone", "UTC", "--message", "Hi"]].concat();
    let last_answers =
        [line("testdnc"), ENTER.to_owned(), format!("{DOWN}{ENTER}"), format!("{DOWN}{DOWN}{ENTER}")];
    for (name, answered) in ["One", "Two", "Three", "Four"].into_iter().zip(last_answers) {
        let mut session = start(&world, &flags);
        answer(&mut session, "name of the campaign", &line(name));
        // From the second on, the list of the first one is known.
        let is_first = name == "One";
        let shown = answer(
            &mut session,
            if is_first { "do-not-contact list (or empty)" } else { "another list" },
            &answered,
        );
        assert_eq!(shown.contains("testdnc"), !is_first, "{shown}");
        if name == "Four" {
            answer(&mut session, "do-not-contact list (or empty)", &line("DNC CL Dec 4"));
        }
        let (rest, code) = end(&mut session);
        assert_eq!(code, 0, "{rest}");
    }
    let lists: Vec<_> = sandbox.creates().iter().map(|body| body["dncLists"]["name"].clone()).collect();
    assert_eq!(lists, ["testdnc".into(), serde_json::Value::Null, "testdnc".into(), "DNC CL Dec 4".into()]);
}

/// A voice campaign needs such a list: the known ones are offered, and a name that is similar to one is asked about.
#[test]
fn create_of_a_voice_campaign_offers_the_known_do_not_contact_lists() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("a.yaml", crate::create::FILE);
    world.run("campaign create -f a.yaml").expect_code(0);
    let flags = "campaign create --type voice --dialing-mode Agentless --name V --description A --priority 3";
    let flags: Vec<&str> = flags.split_whitespace().chain(["--contact-list", "Event Guests"]).collect();
    for (keys, typed) in [(ENTER, false), (&*format!("{DOWN}{ENTER}"), true)] {
        let mut session = start(&world, &flags);
        let shown = answer(&mut session, "another list", keys);
        assert!(shown.contains("testdnc") && !shown.contains("none"), "{shown}");
        if typed {
            answer(&mut session, "do-not-contact list", &line("testdnk"));
            session.until("did you mean \"testdnc\"?");
            answer(&mut session, "keep this answer?", &line("n"));
            answer(&mut session, "do-not-contact list", &line("testdnc"));
        }
        answer(&mut session, "number to call", "\x03");
        let (rest, code) = end(&mut session);
        assert_eq!(code, 130, "{rest}");
        assert!(repeated(&rest).windows(2).any(|two| two == ["--dnc-list", "testdnc"]), "{rest}");
    }
}

/// What was said about an answer is not said again before the create.
#[test]
fn a_note_about_an_answer_is_shown_once() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let flags =
        "campaign create --type sms --format simple --name N --description A --priority 3 --message Hi";
    let flags: Vec<&str> = flags.split_whitespace().chain(["--contact-list", "Event Guests"]).collect();
    let rest = ["--calling-hours", "Mon-Fri 9:00 AM-6:00 PM", "--calling-hours-timezone", "UTC"];
    let mut session = start(&world, [&flags[..], &rest].concat());
    answer(&mut session, "do-not-contact list (or empty)", ENTER);
    answer(&mut session, "number to call or write from", &line("ACME"));
    session.until("note[campaign/sender-undocumented]");
    answer(&mut session, "keep this answer?", ENTER);
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    assert!(!rest.contains("sender-undocumented"), "{rest}");
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn the_command_with_the_answers_has_each_flag_once() {
    let world = World::new();
    let line_of = ["campaign", "create", "--platform", "burki", "--sandbox", "--type", "sms"];
    let mut session = start(&world, line_of);
    answer(&mut session, "name of the campaign", &line("Hello"));
    answer(&mut session, "id of the assistant", "\x03");
    let (shown, code) = end(&mut session);
    assert_eq!(code, 130, "{shown}");
    for flag in ["--platform burki", "--sandbox", "--type sms", "--name Hello"] {
        assert_eq!(shown.matches(flag).count(), 1, "{flag}: {shown}");
    }
}

/// The further lines of a paste do not answer later questions, and no message is sent in part.
#[test]
fn a_paste_of_several_lines_is_no_answer() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let flags = "campaign create --type sms --format simple --name Pasted --priority 3 \
                 --caller-id +12025550124 --calling-hours-timezone Asia/Kolkata --calling-hours";
    let mut flags: Vec<&str> = flags.split_whitespace().collect();
    flags.extend(["Mon-Fri 9:00 AM-6:00 PM", "--contact-list", "Event Guests"]);
    let mut session = start(&world, &flags);
    answer(&mut session, "description", "One\rtwo lines\rand a third");
    answer(&mut session, "several lines were pasted", "");
    session.press(&line("All in one"));
    answer(&mut session, "do-not-contact list (or empty)", ENTER);
    answer(&mut session, "text of the sms", &line("First line.\nSecond line: reply STOP to opt out."));
    answer(&mut session, "several lines were pasted", "");
    assert!(sandbox.creates().is_empty());
    // Blank lines at the end of a paste, which many programs add, are ignored. A tab between words becomes a space.
    session.press(&line("First line.\tReply STOP.\r\r"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let body = &sandbox.creates()[0];
    assert_eq!(body["description"], "All in one");
    assert_eq!(body["message"]["message"], "Rmlyc3QgbGluZS4gUmVwbHkgU1RPUC4=");
}

/// Keys that were typed before a question is shown do not answer it.
#[test]
fn a_paste_of_an_answer_and_a_yes_switches_nothing_on() {
    let sandbox = Sandbox::new();
    let world = with_campaign(&sandbox).with("KCAMP_TIMEZONE", "Asia/Kolkata");
    let line_of = ["schedule", "enable", "Spring Event", "--weekly", "Mon", "--start", "2037-01-05 09:30"];
    let mut session = start(&world, line_of);
    answer(&mut session, "last day", "2037-03-31\ryes\r");
    answer(&mut session, "several lines were pasted", "");
    session.press(&line("2037-03-31"));
    answer(&mut session, "switch this schedule on?", ENTER);
    let (rest, code) = end(&mut session);
    assert_eq!(code, 12, "{rest}");
    assert!(sandbox.received_at("POST", "/schedule").is_empty());
}

/// An invalid last day is reported before the next question.
#[test]
fn a_last_day_that_is_over_or_before_the_start_is_asked_for_again() {
    let sandbox = Sandbox::new();
    let world = with_campaign(&sandbox).with("KCAMP_TIMEZONE", "Asia/Kolkata");
    let mut session = start(&world, "schedule enable 'Spring Event' --daily --start '2037-01-05 09:30'");
    answer(&mut session, "last day", &line("2001-01-01"));
    answer(&mut session, "that time has passed", &line("2037-01-04"));
    answer(&mut session, "the end must be after the start", &line("2037-01-05"));
    answer(&mut session, "switch this schedule on?", &line("y"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    assert_eq!(sandbox.received_at("POST", "/schedule").len(), 1);
}

/// Answers are not lost after a refusal or a key that ends the command: the command that is shown makes the campaign.
#[test]
fn a_create_by_prompts_that_ends_early_prints_the_command_that_repeats_it() {
    let sandbox = Sandbox::with_faults(&[
        "422x1:POST:campaign",
        "403x9:POST:getAllListDetails",
        "403x9:GET:getAllListDetails",
    ]);
    let world = sandbox.world();
    let mut flags =
        vec!["campaign", "create", "--type", "sms", "--format", "simple", "--name", "Ann's Event"];
    flags.extend(["--timeout", "25s", "--yes"]);
    let mut session = start(&world, &flags);
    answer(&mut session, "description", &line("  Reminds guests "));
    answer(&mut session, "without the spaces around it", "");
    // If the lists cannot be read, the name of one is typed.
    answer(&mut session, "could not be read", "");
    answer(&mut session, "contact list", &line("Event Guests"));
    answer(&mut session, "do-not-contact list (or empty)", ENTER);
    answer(&mut session, "priority, 1 to 5", "\x03");
    let (rest, code) = end(&mut session);
    assert_eq!(code, 130, "{rest}");
    let again = repeated(&rest);
    assert!(again.ends_with(&["--timeout", "25s", "--yes"].map(str::to_owned)), "{again:?}");
    let mut session = start(&world, again.iter().map(String::as_str).collect::<Vec<_>>());
    answer(&mut session, "do-not-contact list (or empty)", ENTER);
    answer(&mut session, "priority, 1 to 5", &line("4"));
    answer(&mut session, "number to call or write from", &line("+12025550124"));
    answer(&mut session, "calling hours, such as", &line("Mon-Fri 9:00 AM-6:00 PM"));
    answer(&mut session, "zone of the calling hours", &line("Asia/Kolkata"));
    answer(&mut session, "text of the sms", &line("It's soon"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 7, "{rest}");
    assert!(!rest.contains(kcamp::sandbox::ACCOUNT.client_secret), "{rest}");
    world.run(repeated(&rest)).expect_code(0);
    let body = &sandbox.creates()[1];
    assert_eq!(body["name"], "Ann's Event");
    assert_eq!(body["description"], "Reminds guests");
    assert_eq!(body["message"]["message"], "SXQncyBzb29u");
}

#[test]
fn create_asks_for_what_a_campaign_of_burki_needs() {
    let trap = Trap::new();
    let world = World::new().with("KCAMP_HOST", trap.address()).with("KCAMP_TOKEN", "burki_live_1");
    let flags = ["campaign", "create", "--platform", "burki", "--dry-run", "--max-attempts", "2"];
    let mut session = start(&world, flags);
    answer(&mut session, "type of the campaign", ENTER);
    answer(&mut session, "name of the campaign", &line("Spring check-in"));
    answer(&mut session, "id of the assistant", &line("seven"));
    answer(&mut session, "is not an assistant's id", &line("7"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    for part in ["\"campaign_type\": \"call\"", "\"assistant_id\": 7", "\"max_attempts\": 2"] {
        assert!(rest.contains(part), "{part} is not in {rest}");
    }
    assert!(!trap.was_touched());
}

/// A world of a sandbox with one campaign, `Spring Event`.
fn with_campaign(sandbox: &Sandbox) -> World {
    let world = sandbox.world().with("KCAMP_TIMEZONE", "Asia/Kolkata");
    world.run(&format!("{SMS} --name 'Spring Event'")).expect_code(0);
    world
}

/// Answers the questions of `schedule enable` up to the confirmation. Returns what was shown last.
fn fill_in(session: &mut Terminal) -> String {
    answer(session, "Spring Event (Ready)", ENTER);
    answer(session, "how does it repeat?", ENTER);
    answer(session, "on which days?", &format!(" {DOWN}{DOWN} {ENTER}"));
    answer(session, "start, such as", &line("2026-12-7 09:30"));
    answer(session, "two digits each", &line("2026-12-07 09:30"));
    answer(session, "last day", &line("2027-02-28"));
    session.until("switch this schedule on?")
}

#[test]
fn enable_asks_shows_and_sends_after_a_yes() {
    let sandbox = Sandbox::new();
    let world = with_campaign(&sandbox);
    let mut session = start(&world, "schedule enable");
    let shown = fill_in(&mut session);
    let run = "Mon 2026-12-07 09:30 Asia/Kolkata = Mon 2026-12-07 04:00 UTC";
    assert!(shown.contains(run), "{shown}");
    assert!(sandbox.received_at("POST", "/schedule").is_empty());
    session.press(&line("y"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    let sent = sandbox.received_at("POST", "/schedule");
    assert_eq!(sent[0]["query"]["campaignName"], "Spring Event");
    assert_eq!(sent[0]["body"]["startDateTime"], "2026-12-07 04:00:00");
    assert_eq!(
        sent[0]["body"]["recurrenceObject"]["weeklyDetails"]["whichDays"],
        serde_json::json!(["Mon", "Wed"])
    );
}

/// The machine's zone is offered, and is not used unless it was shown.
#[test]
fn enable_offers_the_zone_of_the_machine() {
    let sandbox = Sandbox::new();
    let world = with_campaign(&sandbox).without("KCAMP_TIMEZONE").with("TZ", "America/New_York");
    let flags = ["schedule", "enable", "Spring Event", "--daily", "--end", "2026-12-31", "--yes"];
    let mut session = start(&world, flags);
    answer(&mut session, "your time zone, such as Asia/Kolkata [America/New_York]", ENTER);
    answer(&mut session, "start, such as", &line("2026-12-07 09:30"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 0, "{rest}");
    assert_eq!(sandbox.received_at("POST", "/schedule")[0]["body"]["startDateTime"], "2026-12-07 14:30:00");
}

#[test]
fn enable_sends_nothing_after_a_no() {
    let sandbox = Sandbox::new();
    let world = with_campaign(&sandbox);
    for keys in [ENTER, "n\r", "\x03"] {
        let mut session = start(&world, "schedule enable");
        fill_in(&mut session);
        session.press(keys);
        let (rest, code) = end(&mut session);
        assert_eq!(code, if keys == "\x03" { 130 } else { 12 }, "{rest}");
        assert!(rest.contains("nothing was sent"), "{rest}");
    }
    assert!(sandbox.received_at("POST", "/schedule").is_empty());
}

/// The command is printed however it ends: by Ctrl-C at a question, a no, a refusal, or a lost answer.
#[test]
fn an_enable_by_prompts_that_ends_early_prints_the_command_that_repeats_it() {
    let sandbox = Sandbox::with_faults(&["422x1:POST:schedule"]);
    let world = with_campaign(&sandbox);
    let mut session = start(&world, "schedule enable --every 2 --timeout 25s");
    answer(&mut session, "Spring Event (Ready)", ENTER);
    answer(&mut session, "how does it repeat?", ENTER);
    answer(&mut session, "on which days?", ENTER);
    answer(&mut session, "choose at least one", &format!(" {DOWN}{DOWN} {ENTER}"));
    answer(&mut session, "start, such as", "\x03");
    let (rest, code) = end(&mut session);
    assert_eq!(code, 130, "{rest}");
    let again = repeated(&rest);
    let flags =
        ["schedule", "enable", "--every", "2", "--weekly", "Mon,Wed", "--timeout", "25s", "Spring Event"];
    assert_eq!(again, flags);
    let mut session = start(&world, again.iter().map(String::as_str).collect::<Vec<_>>());
    answer(&mut session, "start, such as", &line("2026-12-07 09:30"));
    answer(&mut session, "last day", &line("2027-02-28"));
    answer(&mut session, "switch this schedule on?", &line("n"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 12, "{rest}");
    let mut again = repeated(&rest);
    again.push("--yes".to_owned());
    world.run(&again).expect_code(7);
    world.run(&again).expect_code(0);
    let sent = sandbox.received_at("POST", "/schedule");
    assert_eq!(sent[1]["body"]["startDateTime"], "2026-12-07 04:00:00");
}
