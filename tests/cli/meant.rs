//! How a campaign file is read before anything is sent: empty keys, cut texts, variables, pasted text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::create::{FILE, SCHEDULE};
use crate::world::{Sandbox, World};

/// The file with `from` replaced. Checks that `from` occurs in it.
fn changed(from: &str, to: &str) -> String {
    assert!(FILE.contains(from), "the file has no {from:?}");
    FILE.replace(from, to)
}

const TEXT: &str = "\"Canary text of the event. Reply STOP to opt out.\"";
const NUMBER: &str = "\"+12025550124\"";

#[test]
fn nothing_is_sent_of_a_file_that_says_something_else_than_was_meant() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for (file, code) in [
        (changed("dncLists: testdnc", "dncLists:"), "campaign/empty-value"),
        (changed("dncLists: testdnc", "dncLists: \"\""), "contact-list/name-empty"),
        (changed("[Event Guests]", "[~]"), "campaign/empty-value"),
        (changed(NUMBER, ""), "campaign/empty-value"),
        (changed(TEXT, "Use code #SAVE20 today. Reply STOP"), "file/text-cut"),
        (changed("name: Event Reminder", "name: Event #1"), "file/text-cut"),
        (changed(TEXT, "&More savings today. Reply STOP"), "file/text-start-lost"),
        (changed(TEXT, "! Hurry today. Reply STOP"), "file/text-start-lost"),
        (changed("[Event Guests]", "[&VIP Event Guests]"), "file/text-start-lost"),
        (changed("dncLists: testdnc", "dncLists: &Promo testdnc"), "file/text-start-lost"),
        (changed("name: Event Reminder", "name: &Event Reminder"), "file/text-start-lost"),
        (changed("dncLists: testdnc", "dncLists: ${DNC}"), "campaign/variable-unfilled"),
        (changed("name: Event Reminder", "name: \"%NAME%\""), "campaign/variable-unfilled"),
        (changed("name: Event Reminder", "name: xxxxx"), "campaign/masked-value"),
        (changed("[Event Guests]", "[xxxx]"), "campaign/masked-value"),
        (changed("dncLists: testdnc", "data.dncLists: testdnc"), "file/unknown-key"),
        (format!("curl --data '{{}}' https://x\n{FILE}"), "file/whole-request"),
        ("startDateTime: 2037-01-05 09:00:00\n".to_owned(), "file/schedule-alone"),
    ] {
        world.file("campaign.yaml", &file);
        let run = world.run("campaign create -f campaign.yaml --yes -o json").expect_code(3);
        let found = run.error_json()["findings"].to_string();
        assert!(found.contains(code), "{code}: {found}");
    }
    assert_eq!(sandbox.received(), Vec::<serde_json::Value>::new());
}

/// A text that is written as the help says is sent whole.
#[test]
fn a_text_that_begins_with_a_mark_goes_out_as_its_help_says() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for (at, text) in ["&More savings today. Reply STOP", "! Hurry today. Reply STOP"].into_iter().enumerate()
    {
        let name = format!("&Event {at}");
        let file = |name: &str, text: &str| changed(TEXT, text).replace("Event Reminder", name);
        world.file("campaign.yaml", file("Event", text));
        let run = world.run("validate campaign.yaml -o json").expect_code(3);
        let help = run.json()[0]["help"].as_str().unwrap().to_owned();
        let quoted = format!("\"{text}\"");
        assert!(help.contains(&quoted), "{help}");
        world.file("campaign.yaml", file(&format!("\"{name}\""), &quoted));
        world.run("campaign create -f campaign.yaml --yes").expect_code(0);
        let sent = &sandbox.creates()[at];
        assert_eq!(sent["message"]["message"], STANDARD.encode(text), "{sent}");
        assert_eq!(sent["name"], name);
    }
}

#[test]
fn no_help_leaves_out_the_do_not_contact_list() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for line in [
        "dnc: testdnc",
        "DNC: testdnc",
        "doNotContactLists: [testdnc]",
        "do-not-contact: testdnc",
        "dncListsName: testdnc",
        "optOutLists: testdnc",
        "suppressionList: testdnc",
        "compliance: {optOut: testdnc}",
        "dncLists: {list: testdnc}",
        "data: {dnc: testdnc}",
    ] {
        world.file("campaign.yaml", changed("dncLists: testdnc", line));
        let run = world.run("validate campaign.yaml -o json").expect_code(3);
        let helps: Vec<String> =
            run.json().as_array().unwrap().iter().map(|it| it["help"].to_string()).collect();
        assert!(helps.iter().all(|help| !help.contains("remove")), "{line}: {helps:?}");
        // For a key in `data:` the help first says to write it at the top.
        let says = ["dncLists", "write dnc at the top"];
        assert!(says.iter().any(|part| helps[0].contains(part)), "{line}: {helps:?}");
        assert_eq!(helps.len(), 1, "{line}: {helps:?}");
    }
    for line in ["dncLists:", "dncLists: ~", "dncLists: {name: }"] {
        world.file("campaign.yaml", changed("dncLists: testdnc", line));
        let run = world.run("validate campaign.yaml -o json").expect_code(3);
        let help = run.json()[0]["help"].clone();
        assert_eq!(help, "write the list's name; remove the key only if nobody is to be left out", "{line}");
    }
    for line in ["dnc: testdnc", "dncLists: testdnc", "optOut: {list: testdnc}"] {
        let text = format!(
            "platform: burki\nname: A\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n{line}\n"
        );
        world.file("campaign.yaml", text);
        let run = world.run("validate campaign.yaml -o json").expect_code(3);
        let help = run.json()[0]["help"].as_str().unwrap().to_owned();
        assert!(help.contains("kcamp campaign import --dnc FILE"), "{line}: {help}");
    }
}

#[test]
fn a_placeholder_with_a_filter_or_a_default_is_warned_of() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for text in [
        "Hi {{ name | default('there') }}",
        "Hi ${first:-friend}",
        "{{ x | upper }}",
        "{{ greet() }}",
        "${x|d}",
        "[First Name|there]",
    ] {
        world.file("campaign.yaml", changed(TEXT, &format!("\"{text}, reply STOP to end\"")));
        let run = world.run("validate campaign.yaml -o json").expect_code(0);
        let found = run.json()[0].clone();
        assert_eq!(found["code"], "sms/placeholder", "{text}: {found}");
        assert!(found["help"].as_str().unwrap().contains("names no variables in texts"), "{found}");
        world.run("validate campaign.yaml --deny warnings").expect_code(3);
    }
}

#[test]
fn an_empty_flag_is_no_missing_flag() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    for flag in
        ["--description", "--dnc-list", "--template", "--name", "--message", "--caller-id", "--contact-list"]
    {
        world.run(["campaign", "create", "-f", "campaign.yaml", "--yes", flag, ""]).expect_code(3);
    }
    world.run("campaign create -f campaign.yaml --yes --dnc-list '$DNC'").expect_code(3);
    assert_eq!(sandbox.received(), Vec::<serde_json::Value>::new());
}

#[test]
fn an_update_with_an_empty_key_changes_nothing() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    for part in ["dncLists:\n", "priority: ~\n", "dialingStrategy: {callerId: }\n", "message: {text: \"\"}\n"]
    {
        world.file("part.yaml", part);
        world.run("campaign update 'Event Reminder' -f part.yaml --yes").expect_code(3);
    }
    assert!(sandbox.received().iter().all(|request| request["method"] != "PUT"));
}

#[test]
fn the_sender_of_an_sms_goes_out_as_it_is_written() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for sender in ["ACME", "Acme Ltd", "12345", "+12025550124"] {
        world.file(
            "campaign.yaml",
            changed(NUMBER, &format!("\"{sender}\"")).replace("Event Reminder", &format!("From {sender}")),
        );
        let run = world.run("campaign create -f campaign.yaml --yes").expect_code(0);
        assert_eq!(
            run.stderr.contains("campaign/sender-undocumented"),
            !sender.starts_with('+'),
            "{}",
            run.stderr
        );
    }
    let sent: Vec<_> = sandbox
        .creates()
        .iter()
        .map(|body| body["dialingStrategy"]["callerId"]["phoneNumber"].clone())
        .collect();
    assert_eq!(sent, ["ACME", "Acme Ltd", "12345", "+12025550124"]);
}

#[test]
fn the_text_that_people_read_is_shown_once() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    let text = "Canary text of the event. Reply STOP to opt out.";
    let size = "1 segment, GSM-7, 48 of 160 septets";
    let run = world.run("campaign create -f campaign.yaml --dry-run").expect_code(0);
    assert!(run.stderr.contains(text) && run.stderr.contains(size), "{}", run.stderr);
    assert!(!run.stdout.contains(text), "{}", run.stdout);
    let run = world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    assert_eq!((run.stdout.matches(text).count(), run.stderr.matches(text).count()), (1, 0));
    assert!(run.stdout.contains(size), "{}", run.stdout);
    world.file("campaign.yaml", changed("Event Reminder", "Second"));
    let run = world.run("campaign create -f campaign.yaml --yes -o json").expect_code(0);
    assert_eq!(
        run.json()["texts"],
        json!([{
            "field": "message.text", "text": text, "sms": { "segments": 1, "alphabet": "GSM-7", "units": 48 },
        }])
    );
}

/// Base64 in a file is shown as readable text, and so are the templates of Burki but for the agenda, which nobody
/// reads.
#[test]
fn an_encoded_text_and_templates_are_shown_once_as_people_read_them() {
    type Platform = fn(&Sandbox) -> World;
    let sandbox = Sandbox::new();
    let plain = "Déjà vu at 9. Reply STOP to opt out.";
    let encoded = STANDARD.encode(plain);
    let burki = "platform: burki\nname: Event Reminder\ncampaign_type: mixed\nassistant_id: 7\n\
        welcome_message_template: Hello {{ name }}, it is Ada\nagenda_template: Sell nothing\n\
        sms_message_template: Call us back. Reply STOP\n";
    let sms = |units, segments| json!({ "segments": segments, "alphabet": "GSM-7", "units": units });
    for (platform, file, hidden, shown) in [
        (
            Sandbox::world as Platform,
            changed(&format!("text: {TEXT}"), &format!("message: {encoded}")),
            encoded.as_str(),
            vec![("message.text", plain, sms(36, 1), Some("1 segment, GSM-7, 36 of 160 septets"))],
        ),
        (
            Sandbox::burki_world,
            burki.to_owned(),
            "Sell nothing",
            vec![
                ("welcome_message_template", "Hello {{ name }}, it is Ada", json!(null), None),
                (
                    "sms_message_template",
                    "Call us back. Reply STOP",
                    sms(24, 1),
                    Some("1 segment, GSM-7, 24 of 160 septets"),
                ),
            ],
        ),
    ] {
        let world = platform(&sandbox);
        let create = ["campaign", "create", "-f", "campaign.yaml"];
        world.file("campaign.yaml", &file);
        let dry = world.run(create.iter().chain(&["--dry-run"])).expect_code(0);
        let result = world.run(create.iter().chain(&["--yes"])).expect_code(0);
        for (_, text, _, size) in &shown {
            assert_eq!(dry.stderr.matches(text).count(), 1, "{text}: {}", dry.stderr);
            let times = (result.stdout.matches(text).count(), result.stderr.matches(text).count());
            assert_eq!(times, (1, 0), "{text}: {}{}", result.stdout, result.stderr);
            for said in [&dry.stderr, &result.stdout] {
                assert!(size.is_none_or(|size| said.contains(size)), "{size:?}: {said}");
            }
        }
        for said in [&dry.stderr, &result.stdout, &result.stderr] {
            assert!(!said.contains(hidden), "{hidden}: {said}");
        }
        world.file("campaign.yaml", file.replace("Event Reminder", "Second"));
        let json = world.run(create.iter().chain(&["--yes", "-o", "json"])).expect_code(0).json();
        let expected: Vec<_> = shown
            .iter()
            .map(|(field, text, sms, _)| json!({ "field": field, "text": text, "sms": sms }))
            .collect();
        assert_eq!(json["texts"], json!(expected));
    }
}

#[test]
fn a_line_break_that_the_shell_left_is_noted() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", FILE);
    world
        .run(["campaign", "create", "-f", "campaign.yaml", "--yes", "--message", "Hello\\nthere"])
        .expect_code(0)
        .expect_stderr(&["campaign/literal-escape", "--message-file"]);
}

#[test]
fn what_lies_in_a_folder_is_counted() {
    let world = World::new();
    world.file("good/A.YAML", FILE);
    world.file("good/notes.txt", "text");
    world.file("good/b.csv", "text");
    world
        .run("validate good")
        .expect_code(0)
        .expect_stderr(&["checked 1 campaign in 1 file; 2 other files skipped"]);
    world.file("other/notes.txt", "text");
    let run = world.run("validate other -o json").expect_code(3);
    assert_eq!(run.json()[0]["code"], "file/folder-empty");
}

/// All errors of a schedule are reported in one run, whatever else is wrong with it or with the campaign.
#[test]
fn all_errors_of_a_schedule_are_named_at_once() {
    let world = World::new();
    let codes = |text: &str, arguments: &[&str]| {
        world.file("a.yaml", text);
        let run = world.run([arguments, &["a.yaml", "-o", "json"]].concat()).expect_code(3);
        let findings =
            if arguments[0] == "validate" { run.json() } else { run.error_json()["findings"].clone() };
        let findings = findings.as_array().unwrap().clone();
        let errors = findings.iter().filter(|finding| finding["severity"] == "error");
        let mut codes: Vec<String> = errors.map(|it| it["code"].as_str().unwrap().to_owned()).collect();
        codes.sort();
        codes
    };
    let whole = |schedule: &str| format!("{FILE}schedule:\n{schedule}");
    for (schedule, expected) in [
        (
            "  startDateTime: 2027-13-04 09:00:00\n  endDateTime: 2026-11-01\n  recurrenceObject:\n    recurType: Weekley\n    \
             weeklyDetails: {onceEveryNweeks: 0, whichDays: [Foo]}\n",
            &[
                "schedule/end-in-past",
                "schedule/interval-out-of-range",
                "schedule/recurrence-unknown",
                "schedule/weekday-unknown",
                "time/no-such-date",
            ][..],
        ),
        (
            "  startDateTime: 2027-01-04 09:00:00\n  endDateTime: 2027-01-01\n  recurrenceObject:\n    recurType: Daily\n    \
             dailyDetails: {onceEveryNdays: x}\n    weeklyDetails: {whichDays: Fooday}\n",
            &[
                "schedule/details-mismatch",
                "schedule/end-before-start",
                "schedule/interval-out-of-range",
                "schedule/weekday-unknown",
            ],
        ),
        (
            "  startDateTime: 2027-01-04 25:00:00\n  endDateTime: 2027-06-30\n  timezone: Europe/Berln\n  recurrenceObject:\n    \
             weeklyDetails: {whichDays: [Mon, Tuu]}\n",
            &["campaign/missing-field", "schedule/weekday-unknown", "time/no-such-time", "time/unknown-zone"],
        ),
    ] {
        let text = whole(schedule);
        assert_eq!(codes(&text, &["validate"]), expected, "{schedule}");
        assert_eq!(codes(&text, &["schedule", "preview", "-f"]), expected, "{schedule}");
        let mut with_name = [&["campaign/priority-out-of-range"], expected].concat();
        with_name.sort_unstable();
        let text = text.replace("priority: 5", "priority: 9");
        assert_eq!(codes(&text, &["validate"]), with_name, "{schedule}");
    }
    // A valid schedule beside an invalid campaign: errors that only the calendar shows are reported too.
    let past = SCHEDULE.replace("2027-06-30", "2026-06-30").replace("2027-01-04", "2026-01-04");
    let text = format!("{FILE}{past}").replace("priority: 5", "priority: 9");
    assert_eq!(codes(&text, &["validate"]), ["campaign/priority-out-of-range", "schedule/end-in-past"]);
}

/// For a block without a campaign the help names the keys of a block.
#[test]
fn what_is_missing_in_a_block_from_stdin_is_named() {
    let world = World::new();
    for (text, helps) in [
        ("startDateTime: 2027-01-04 09:00:00\n", &["add it, as in endDateTime:", "with recurType, "][..]),
        (
            "recurrenceObject: {recurType: Weekly}\n",
            &["add it, as in startDateTime:", "add it, as in whichDays:"],
        ),
    ] {
        let run = world.run_with_input("schedule preview -f -", text).expect_code(3);
        assert!(!run.stderr.contains("with  in it"), "{}", run.stderr);
        run.expect_stderr(helps);
    }
}

/// The messages about a file, without those about its first unknown key.
fn messages(world: &World, file: &str) -> Vec<String> {
    world.file("v.yaml", file);
    let found = world.run("validate v.yaml -o json").expect_code(3).json();
    let others = found.as_array().unwrap().iter().filter(|it| it["code"] != "file/unknown-key");
    others.map(|it| it["message"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_depends_on_the_type_is_found_in_the_round_of_its_misspelled_key() {
    let world = World::new();
    for (platform, key, value, needs) in [
        ("kore", "campaignType", "voice", "dialingMode is missing"),
        ("kore", "campaignType", "voise", "dialingMode is missing"),
        ("kore", "campaignType", "sms", "format is missing"),
        ("burki", "campaign_type", "sms", "assistant_id is missing"),
    ] {
        let file = |key: &str| format!("platform: {platform}\nname: V\n{key}: {value}\n");
        let right = messages(&world, &file(key));
        assert!(right.iter().any(|it| it == needs), "{right:?}");
        for wrong in ["type", "kind", "channel", "Type", "campaign-type", "campaigntyp", "campaign"] {
            assert_eq!(messages(&world, &file(wrong)), right, "{wrong}");
            let shown = world.run("validate v.yaml").expect_code(3).stdout;
            assert!(shown.contains(&format!("did you mean {key}?")), "{shown}");
        }
    }
    // Nothing says which of two was meant.
    let two = messages(&world, "name: V\ntype: voice\nkind: sms\n");
    assert!(!two.iter().any(|it| it.contains("dialingMode")), "{two:?}");
}
