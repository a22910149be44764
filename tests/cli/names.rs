//! Names that look the same: every look-up finds the one campaign, and requests use the platform's spelling.

use serde_json::{Value, json};

use crate::colleagues::BURKI_FILE;
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Run, Sandbox, World};

/// The name in composed letters and plain spaces.
const PLAIN: &str = "Café Spring";
/// Spellings of the name that look the same.
const LOOKS: [&str; 6] = [
    "Cafe\u{301} Spring",
    "Café Spring ",
    " Café Spring",
    "Café\u{a0}Spring",
    "Café \u{200b}Spring",
    "\u{feff}Cafe\u{301}  Spring\u{2060}",
];

/// The campaign file with this name, whatever characters it has.
fn named(name: &str) -> String {
    FILE.replace("name: Event Reminder", &format!("name: {}", json!(name)))
}

/// A sandbox that holds a campaign of exactly this name, which no file could give; its world, and the campaign's id.
fn holding(name: &str) -> (Sandbox, World, String) {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let id = hold(&world, name);
    (sandbox, world, id)
}

pub fn hold(world: &World, name: &str) -> String {
    let run = send(world, FILE, "POST", "", name);
    run.json()["data"]["_id"].as_str().unwrap_or_else(|| panic!("{}", run.stdout)).to_owned()
}

/// Gives the campaign of a file this name without a look at the names of others, as another program does it.
pub fn rename(world: &World, file: &str, id: &str, name: &str) {
    if world.variable("KCAMP_PLATFORM") == Some("burki") {
        let field = format!("name={name}");
        let line = ["api", "PUT", &format!("/api/v1/campaigns/{id}"), "-F", &field, "--yes"];
        drop(world.run(line).expect_code(0));
    } else {
        drop(send(world, file, "PUT", &format!("/{id}"), name));
    }
}

/// Sends the campaign of a file under this name, by `kcamp api`.
fn send(world: &World, file: &str, method: &str, id: &str, name: &str) -> Run {
    world.file("plain.yaml", file);
    let request = world.run("campaign create -f plain.yaml --dry-run -o json").expect_code(0).json();
    let mut body = request[0]["body"].clone();
    body["name"] = json!(name);
    world.file("body.json", body.to_string());
    let path =
        format!("/campaign/api/v2/public/{{streamId}}/campaign{id}?accountId={{accountId}}&campaignType=sms");
    world.run(["api", method, &path, "--input", "body.json", "--yes", "-o", "json"]).expect_code(0)
}

fn bodies(sandbox: &Sandbox, method: &str) -> Vec<Value> {
    let requests = sandbox.received().into_iter().filter(|request| request["method"] == method);
    requests.map(|request| request["body"].clone()).collect()
}

#[test]
fn if_absent_finds_a_campaign_whose_name_looks_the_same() {
    for live in LOOKS {
        let (sandbox, world, id) = holding(live);
        let before = sandbox.creates().len();
        world.file("campaign.yaml", named(PLAIN));
        let line = ["campaign", "create", "-f", "campaign.yaml", "--if-absent", "--yes", "-o", "json"];
        let run = world.run(line).expect_code(0).json();
        assert_eq!((&run["outcome"], &run["id"]), (&json!("exists"), &json!(id)), "{live:?}");
        assert_eq!(sandbox.creates().len(), before, "{live:?}");
    }
}

#[test]
fn every_look_up_finds_it_and_names_it_as_the_platform_does() {
    for live in LOOKS {
        let (_sandbox, world, id) = holding(live);
        for typed in [PLAIN, LOOKS[0], LOOKS[1]] {
            let got = world.run(["campaign", "get", typed, "-o", "json"]).expect_code(0).json();
            assert_eq!((&got["id"], &got["name"]), (&json!(id), &json!(live)), "{typed:?}");
        }
        let found = world
            .run(["campaign", "list", "--search", "CAFE\u{301} spring", "-o", "json"])
            .expect_code(0)
            .json();
        assert_eq!(found[0]["id"], json!(id), "{live:?}");
    }
}

#[test]
fn a_checked_name_goes_out_as_the_platform_spells_it_and_a_typed_one_as_it_was_typed() {
    let enable = |typed: &str, check: &[&str]| {
        let line =
            ["schedule", "enable", typed, "--daily", "--start", "2027-01-04 10:00", "--end", "2027-01-09"];
        [&line[..], &["--timezone", "UTC", "--yes"], check]
            .concat()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for live in LOOKS {
        let (sandbox, world, _) = holding(live);
        world.run(enable(PLAIN, &["--check-name"])).expect_code(0);
        let sent = sandbox
            .received()
            .into_iter()
            .filter(|it| it["path"].as_str().is_some_and(|path| path.contains("schedule")));
        let sent: Vec<String> = sent.map(|request| request.to_string()).collect();
        let spelled = json!(live).to_string();
        assert!(sent.len() == 1 && sent[0].contains(spelled.trim_matches('"')), "{live:?}: {sent:?}");

        // Without the check, one request is sent with the name as it was typed. The platform does not know it.
        let before = sandbox.received().len();
        world.run(enable(PLAIN, &[])).expect_code(5);
        assert_eq!(sandbox.received().len(), before + 1, "{live:?}");
        // The platform's spelling finds the campaign, even if it cannot be typed.
        world.run(["schedule", "disable", live, "--yes"]).expect_code(0);
    }
}

#[test]
fn an_update_keeps_the_spelling_of_the_platform() {
    for live in LOOKS {
        let (sandbox, world, _) = holding(live);
        world.file("campaign.yaml", named(PLAIN).replace("priority: 5", "priority: 2"));
        let run = world.run("campaign update -f campaign.yaml -o json").expect_code(0).json();
        assert_eq!(run["changes"].as_array().map(Vec::len), Some(1), "{run}");
        assert_eq!(run["changes"][0]["field"], "priority");
        assert_eq!(bodies(&sandbox, "PUT")[0]["name"], json!(live));
    }
}

#[test]
fn a_live_name_that_nobody_can_type_is_reached_by_its_id_and_given_a_new_one() {
    let (sandbox, world, id) = holding("Cafe\u{202e}\u{200b} Spring\u{7}");
    world.run(["campaign", "get", &id]).expect_code(0);
    world.run("campaign get 'Cafe Spring'").expect_code(0);
    world.run(["campaign", "update", &id, "--priority", "2"]).expect_code(0);
    world.run(["campaign", "update", &id, "--name", "Cafe Spring"]).expect_code(0);
    let names: Vec<Value> = bodies(&sandbox, "PUT").into_iter().map(|body| body["name"].clone()).collect();
    assert_eq!(names, [json!("Cafe\u{202e}\u{200b} Spring\u{7}"), json!("Cafe Spring")]);
    world.run("campaign delete 'Cafe Spring' --yes").expect_code(0);
}

#[test]
fn two_campaigns_that_look_the_same_are_never_taken_for_one() {
    let (sandbox, world, first) = holding(PLAIN);
    let second = hold(&world, LOOKS[0]);
    let error = world.run(["campaign", "delete", PLAIN, "--yes", "-o", "json"]).expect_code(6).error_json();
    let shown = error.to_string();
    assert!(shown.contains(&first) && shown.contains(&second), "{shown}");
    assert_eq!(bodies(&sandbox, "DELETE").len(), 0);
    world.run(["campaign", "delete", &second, "--yes"]).expect_code(0);
    world.run(["campaign", "delete", PLAIN, "--yes"]).expect_code(0);
}

#[test]
fn names_that_differ_in_case_are_offered_and_not_taken() {
    let (_sandbox, world, _) = with_campaign(&named(PLAIN), &[]);
    let run = world.run(["campaign", "get", "CAFE\u{301} SPRING"]).expect_code(5);
    assert!(run.stderr.contains(PLAIN), "{}", run.stderr);
}

#[test]
fn files_with_names_that_look_the_same_are_one_campaign_twice() {
    for other in LOOKS {
        let world = World::new();
        world.file("a.yaml", named(PLAIN));
        world.file("b.yaml", named(other));
        let findings = world.run("validate a.yaml b.yaml -o json").expect_code(3).json();
        let codes: Vec<&str> =
            findings.as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
        assert!(codes.contains(&"campaign/duplicate-name"), "{other:?}: {codes:?}");
    }
}

#[test]
fn what_nobody_can_type_is_an_error_before_anything_is_sent() {
    for name in ["Spring\u{200b}Sale", "Spring\u{7}", "\u{202e}Spring", "Spring\u{200d}"] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        world.file("campaign.yaml", named(name));
        let error = world.run("campaign create -f campaign.yaml -o json").expect_code(3).error_json();
        assert_eq!(error["findings"][0]["code"], "campaign/name-untypable", "{name:?}");
        world.file("campaign.yaml", FILE);
        let line = ["campaign", "create", "-f", "campaign.yaml", "--name", name, "-o", "json"];
        let error = world.run(line).expect_code(3).error_json();
        assert_eq!(error["findings"][0]["code"], "campaign/name-untypable", "{name:?}");
        assert_eq!(sandbox.received().len(), 0);
    }
    // Characters that keyboards of other scripts produce are accepted.
    for name in ["می\u{200c}خواهم", "Family \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}", "Cafe\u{301}"]
    {
        let (sandbox, _, _) = with_campaign(&named(name), &[]);
        drop(sandbox);
    }
}

#[test]
fn contact_lists_are_found_by_how_they_look() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let made = world
        .run(["contact-list", "create", "Cafe\u{301} guests", "--description", "Guests", "-o", "json"])
        .expect_code(0)
        .json();
    let got = world.run(["contact-list", "get", "Café\u{a0}guests ", "-o", "json"]).expect_code(0).json();
    assert_eq!((&got["id"], &got["name"]), (&made["id"], &json!("Cafe\u{301} guests")));
}

#[test]
fn burki_finds_them_too_where_its_search_does_not() {
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    let file = format!("platform: burki\nname: {}\ncampaign_type: call\nassistant_id: 7\n", json!(LOOKS[0]));
    world.file("campaign.yaml", file.clone());
    world.run("campaign create -f campaign.yaml").expect_code(0);
    let got = world.run(["campaign", "get", PLAIN, "-o", "json"]).expect_code(0).json();
    assert_eq!(got["name"], json!(LOOKS[0]));
    world.file("campaign.yaml", file.replace(LOOKS[0], PLAIN));
    let line = ["campaign", "create", "-f", "campaign.yaml", "--if-absent", "-o", "json"];
    assert_eq!(world.run(line).expect_code(0).json()["outcome"], "exists");
}

/// The end of a file's schedule as it was sent.
fn sent_end(schedule: &str) -> Value {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaign.yaml", format!("{FILE}{schedule}"));
    world.run("campaign create -f campaign.yaml --yes").expect_code(0);
    let requests = sandbox
        .received()
        .into_iter()
        .filter(|it| it["path"].as_str().is_some_and(|path| path.contains("schedule")));
    requests.map(|request| request["body"]["endDateTime"].clone()).next().unwrap()
}

#[test]
fn a_day_as_an_end_means_its_end_in_a_file_as_in_a_flag() {
    for (zone, day, end) in [
        ("UTC", "2027-06-30", "2027-06-30 23:59:59"),
        ("Asia/Kolkata", "2027-06-30", "2027-06-30 18:29:59"),
        ("America/New_York", "2027-06-30", "2027-07-01 03:59:59"),
        ("America/New_York", "2027-12-31", "2028-01-01 04:59:59"),
    ] {
        let block = SCHEDULE
            .replace("2027-06-30 18:00:00", day)
            .replace("timezone: UTC", &format!("timezone: {zone}"));
        let block = block.replace("09:30:00", "15:30:00");
        assert_eq!(sent_end(&block), json!(end), "{zone} {day}");
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        let line = ["schedule", "enable", "X", "--daily", "--start", "2027-01-04 15:30", "--end", day];
        let run = world.run([&line[..], &["--timezone", zone, "--dry-run", "-o", "json"]].concat());
        assert_eq!(run.expect_code(0).json()[0]["body"]["endDateTime"], json!(end), "{zone} {day}");
    }
    // Without a zone of its own, the day ends on the platform's clock.
    let block = SCHEDULE.replace("2027-06-30 18:00:00", "2027-06-30").replace("  timezone: UTC\n", "");
    assert_eq!(sent_end(&block), json!("2027-06-30 23:59:59"));
}

#[test]
fn an_interval_that_is_left_out_goes_out_as_one() {
    for (block, key) in [
        (
            "recurType: Weekly, weeklyDetails: {whichDays: [Mon, Wed]}",
            "/recurrenceObject/weeklyDetails/onceEveryNweeks",
        ),
        ("recurType: Daily, dailyDetails: {}", "/recurrenceObject/dailyDetails/onceEveryNdays"),
        ("recurType: Daily", "/recurrenceObject/dailyDetails/onceEveryNdays"),
    ] {
        let sandbox = Sandbox::new();
        let world = sandbox.world();
        let (head, _) = SCHEDULE.split_once("  recurrenceObject:").unwrap();
        world.file("campaign.yaml", format!("{FILE}{head}  recurrenceObject: {{{block}}}\n"));
        let run = world.run("campaign create -f campaign.yaml --yes").expect_code(0);
        assert!(run.stderr.contains("schedule/interval-assumed"), "{}", run.stderr);
        let sent = sandbox
            .received()
            .into_iter()
            .find(|it| it["path"].as_str().is_some_and(|path| path.contains("schedule")));
        assert_eq!(sent.unwrap()["body"].pointer(key), Some(&json!(1)), "{block}");
    }
}

#[test]
fn a_schedule_call_by_a_name_that_only_looks_the_same_is_told_of_the_flag_that_finds_it() {
    let (_sandbox, world, _) = holding(PLAIN);
    let times = ["--daily", "--start", "2026-12-07 09:00", "--end", "2026-12-20", "--timezone", "UTC"];
    for &look in &LOOKS[..3] {
        for line in
            [&["schedule", "disable", look][..], &[&["schedule", "enable", look][..], &times].concat()]
        {
            let line = [line, &["--yes"]].concat();
            world.run(&line).expect_code(5).expect_stderr(&["add --check-name to look the name up first"]);
            let run = world.run([&line[..], &["--check-name"]].concat());
            assert!(!run.stderr.contains("looked up first"), "{}", run.stderr);
        }
    }
}

/// An exported file is valid as it is, even if its name looks like a variable or a mask.
#[test]
fn an_exported_name_that_looks_like_a_variable_is_valid() {
    for name in ["Q1 {B2B}", "%VIP% guests", "Guests xxxx2"] {
        let (sandbox, world, _) = holding(name);
        let exported = world.run(["campaign", "export", name]).expect_code(0).stdout;
        assert!(exported.contains("# kcamp: allow(campaign/"), "{exported}");
        world.file("exported.yaml", &exported);
        world.run("validate exported.yaml").expect_code(0);
        world.file("anew.yaml", exported.replace("# kcamp: ", "# "));
        world.run("validate anew.yaml").expect_code(3).expect_stdout(&["allow(campaign/"]);
        let before = sandbox.creates().len();
        world.run("campaign create -f anew.yaml --yes").expect_code(3);
        assert_eq!(sandbox.creates().len(), before);
        world.run("campaign create -f exported.yaml --if-absent").expect_code(0);
    }
}

/// What is one word in capitals is one name: a second campaign would reach everybody twice.
#[test]
fn a_name_in_the_capitals_of_unicode_is_the_live_one() {
    let sandbox = Sandbox::new();
    for (world, file) in [(sandbox.world(), FILE), (sandbox.burki_world(), BURKI_FILE)] {
        for (live, capitals) in [("Straße", "STRASSE"), ("σας", "ΣΑΣ"), ("σασ x", "ΣΑΣ X")] {
            for (name, path) in [(live, "live.yaml"), (capitals, "a/capitals.yaml")] {
                world.file(path, file.replace("name: Event Reminder", &format!("name: {name}")));
            }
            world.run("campaign create -f live.yaml --yes").expect_code(0);
            let before = world.run("campaign list -o json").expect_code(0).json();
            let run = world.run("campaign create -f a --if-absent --yes -o json").expect_code(0);
            assert_eq!(run.json()["outcome"], "exists", "{capitals}: {}", run.stdout);
            let actions = world.run("plan a -o json").expect_code(0).json();
            assert!(actions["lines"].as_array().unwrap().iter().all(|line| line["action"] != "create"));
            assert_eq!(world.run("campaign list -o json").expect_code(0).json(), before);
            world.run("validate live.yaml a").expect_code(3);
        }
    }
}
