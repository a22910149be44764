//! A question is answered only by text that was typed for it: a line for a shell agrees to nothing, and ticks
//! nothing.

use serde_json::Value;

use crate::create::FILE;
use crate::terminal::{ENTER, Terminal, answer, end, line, start_with};
use crate::world::{Sandbox, World};

/// Lines that are typed at a question by mistake. Each has a letter with a meaning in some prompt.
const STRAY: [&str; 6] =
    ["kcamp apply files", "yes please", "yn", "any", "kcamp --sandbox campaign list --yes", "1"];
/// A terminal on which lines are redrawn, and one that cannot move the cursor.
const TERMINALS: [&[(&str, &str)]; 2] = [&[("TERM", "xterm"), ("NO_COLOR", "1")], &[("TERM", "dumb")]];

/// The ends of the paths of reads that are POST requests.
const LISTS: [&str; 2] = ["/getAllCampaignDetails", "/getAllListDetails"];

fn with_campaign() -> (Sandbox, World) {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_TIMEZONE", "UTC");
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml").expect_code(0);
    (sandbox, world)
}

/// The received writes. Campaigns are listed by a POST, which writes nothing.
fn written(sandbox: &Sandbox) -> Vec<Value> {
    let mut received = sandbox.received();
    received.retain(|request| {
        let path = request["path"].as_str().unwrap();
        request["method"] != "GET" && LISTS.iter().all(|list| !path.ends_with(list))
    });
    received
}

/// Types each stray line at the question, checks that it is shown and refused, and then gives the answer.
fn stray_then(session: &mut Terminal, question: &str, typed: &str) {
    for stray in STRAY {
        answer(session, question, stray);
        // For a line that is wider than the terminal, the part around the cursor is shown.
        session.until(&stray[stray.len().saturating_sub(8)..]);
        session.press(ENTER);
        session.until("answer with y or n");
    }
    answer(session, question, &line(typed));
}

const ENABLE: &str = "schedule enable Event_Reminder --daily --start 2027-01-04 --at 09:00 --end 2027-02-01";

#[test]
fn every_question_of_yes_or_no_wants_one_of_them_and_nothing_else() {
    let lines = [
        ("campaign delete Event_Reminder", "delete the"),
        ("campaign start Event_Reminder", "start the sms campaign"),
        (ENABLE, "switch this schedule on?"),
        ("apply campaigns --reenable", "carry out"),
        ("halt --lift --reason drill", "let kcamp start campaigns on"),
        ("setup --profile acme", "replace it?"),
        ("profile remove acme", "[y/N]"),
    ];
    for terminal in TERMINALS {
        for (command, question) in lines {
            let (sandbox, world) = with_campaign();
            let other = FILE.replace("Event Reminder", "Other");
            world.file("campaigns/other.yaml", format!("{other}renamedFrom: none\n"));
            if command.contains("acme") {
                let setup = "setup --profile acme --secret-env ACME_SECRET --no-check --timezone UTC --yes";
                world.run(setup).expect_code(0);
            }
            if command.starts_with("halt") {
                world.run("halt --yes").expect_code(0);
            }
            let before = written(&sandbox);
            let words: Vec<String> = command.split(' ').map(|word| word.replace('_', " ")).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let mut session = start_with(terminal, &world, &words);
            if command.starts_with("halt") {
                answer(&mut session, "who lifts the halt", &line("Ada"));
            }
            stray_then(&mut session, question, "No");
            let (rest, code) = end(&mut session);
            assert_eq!(code, 12, "{command}: {rest}");
            assert_eq!(written(&sandbox), before, "{command}");
        }
    }
}

#[test]
fn yes_is_taken_in_any_case_and_after_any_number_of_stray_lines() {
    for (terminal, typed) in TERMINALS.into_iter().zip([" YES ", "Y"]) {
        let (sandbox, world) = with_campaign();
        let mut session = start_with(terminal, &world, ["campaign", "delete", "Event Reminder"]);
        stray_then(&mut session, "delete the", typed);
        let (rest, code) = end(&mut session);
        assert_eq!(code, 0, "{rest}");
        assert_eq!(sandbox.received_at("DELETE", "").len(), 1);
    }
}

/// Answers the list of days with these lines, and then no. Returns the days in the printed command.
fn days_of(lines: &[(&str, Option<&str>)]) -> String {
    let (sandbox, world) = with_campaign();
    let dates = "schedule enable Event_Reminder --start 2027-01-04 --at 09:00 --end 2027-02-01";
    let words: Vec<String> = dates.split(' ').map(|word| word.replace('_', " ")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut session = start_with(TERMINALS[0], &world, &words);
    answer(&mut session, "how does it repeat?", ENTER);
    session.until("on which days?");
    for (keys, complaint) in lines {
        session.press(keys);
        if let Some(complaint) = complaint {
            session.until(complaint);
        }
    }
    answer(&mut session, "switch this schedule on?", &line("n"));
    let (rest, code) = end(&mut session);
    assert_eq!(code, 12, "{rest}");
    assert_eq!(sandbox.received_at("POST", "/schedule"), [] as [Value; 0]);
    let again = crate::terminal::repeated(&rest);
    let at = again.iter().position(|word| word == "--weekly").unwrap();
    again[at + 1].clone()
}

#[test]
fn letters_tick_nothing_in_a_list_and_names_do() {
    const DOWN: &str = "\u{1b}[B";
    let none = Some("is not one of these");
    for stray in STRAY {
        assert_eq!(days_of(&[(&line(stray), none), (" \r", None)]), "Mon", "{stray}");
    }
    for typed in ["Mon and Wed\r", "wed, mon\r", "monday wednesday\r", &format!(" {DOWN}{DOWN} \r")] {
        assert_eq!(days_of(&[(typed, None)]), "Mon,Wed", "{typed}");
    }
    // Letters that move or tick in other programs, deleted again.
    assert_eq!(days_of(&[("ajk\u{7f}\u{7f}\u{7f}", None), (&format!("{DOWN} \r"), None)]), "Tue");
    assert_eq!(days_of(&[("Mon", None), ("\u{15} \r", None)]), "Mon");
}

#[test]
fn a_choice_is_made_by_its_name_and_by_no_other_line() {
    for terminal in TERMINALS {
        let (_sandbox, world) = with_campaign();
        world.file("other.yaml", FILE.replace("Event Reminder", "Other"));
        world.run("campaign create -f other.yaml").expect_code(0);
        let mut session = start_with(terminal, &world, ["campaign", "get", "-o", "json"]);
        session.until("Event Reminder");
        for stray in &STRAY[..5] {
            session.press(&line(stray));
            session.until("is not ");
        }
        session.press(&line("event rem"));
        let (rest, code) = end(&mut session);
        assert!(code == 0 && rest.contains("\"name\": \"Event Reminder\""), "{rest}");
    }
}

#[test]
fn the_row_of_the_cursor_and_the_ticks_have_signs_whatever_the_colours() {
    for colors in [("COLORTERM", "truecolor"), ("NO_COLOR", "1")] {
        let (_sandbox, world) = with_campaign();
        let list = ["schedule", "enable", "Event Reminder", "--start", "2027-01-04", "--at", "09:00"];
        let mut session = start_with(&[("TERM", "xterm-256color"), colors], &world, list);
        answer(&mut session, "how does it repeat?", ENTER);
        session.until("> [ ] Mon");
        session.press(" ");
        session.until("> [x] Mon");
        session.press("\t");
        session.until("  [x] Mon");
        session.until("> [ ] Tue");
    }
}
