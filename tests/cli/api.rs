//! `kcamp api`: requests are sent as typed, answers are shown, and a write always needs its consent.

use serde_json::{Value, json};

use crate::create::FILE;
use crate::lifecycle::with_campaign;
use crate::world::{SECRET, Sandbox, Trap, World};

const BASE: &str = "/campaign/api/v2/public/{streamId}/campaign";

fn path(rest: &str) -> String {
    format!("{BASE}{rest}?accountId={{accountId}}")
}

#[test]
fn a_get_shows_the_answer_as_it_came() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let run = world.run(["api", "get", &path(&format!("/{id}"))]).expect_code(0);
    assert_eq!((&run.json()["status"], &run.json()["data"]["_id"]), (&json!("success"), &json!(id)));
    let received = sandbox.received();
    assert_eq!((received.len(), &received[0]["method"]), (1, &json!("GET")));
    assert_eq!(received[0]["query"]["accountId"], kcamp::sandbox::ACCOUNT.account_id);
    let yaml = world.run(["api", "GET", &path(&format!("/{id}")), "-o", "yaml"]).expect_code(0);
    assert!(yaml.stdout.contains("status: success"), "{}", yaml.stdout);
}

#[test]
fn fields_go_into_the_query_of_a_get_and_into_the_body_of_a_post() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    let list = path("/getAllCampaignDetails");
    let fields = ["-F", "type=sms", "-F", "limit=5", "-F", "filters[status][]=Ready"];
    let run = world.run([&["api", "POST", &list, "--read"], &fields[..]].concat()).expect_code(0);
    assert_eq!(run.json()["data"]["totalResults"], 1);
    assert_eq!(
        sandbox.received()[0]["body"],
        json!({"type": "sms", "limit": 5, "filters": {"status": ["Ready"]}})
    );
    world.run(["api", "GET", &path("/contactList/getAllListDetails"), "-F", "type=call"]).expect_code(0);
    assert_eq!(
        (&sandbox.received()[1]["query"]["type"], &sandbox.received()[1]["body"]),
        (&json!("call"), &Value::Null)
    );
}

#[test]
fn a_body_comes_from_a_file_or_from_stdin() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    let (list, body) = (path("/getAllCampaignDetails"), r#"{"type":"sms"}"#);
    world.file("body.json", body);
    world.run(["api", "POST", &list, "--read", "--input", "body.json"]).expect_code(0);
    world.run_with_input(["api", "POST", &list, "--read", "--input", "-"], body).expect_code(0);
    assert!(sandbox.received().iter().all(|request| request["body"] == json!({"type": "sms"})));
    world.run_with_input(["api", "POST", &list, "--read", "--input", "-"], "{").expect_code(2);
    assert_eq!(sandbox.received().len(), 2);
}

#[test]
fn a_write_needs_a_yes_and_stands_in_the_journal() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let delete = ["api", "DELETE", &format!("{}&campaignType=sms", path(&format!("/{id}")))];
    let error = world.run([&delete[..], &["-o", "json"]].concat()).expect_code(12).error_json();
    assert_eq!(error["code"], "consent/needs-yes");
    for method in ["POST", "PUT"] {
        world.run(["api", method, "/x"]).expect_code(12);
    }
    assert_eq!(sandbox.received().len(), 0);
    world.run([&delete[..], &["--yes"]].concat()).expect_code(0);
    assert_eq!(sandbox.received_at("DELETE", &id).len(), 1);
    let journal = world.run("journal -o json").expect_code(0).json();
    let row = &journal.as_array().unwrap().last().unwrap();
    assert_eq!((&row["action"], &row["outcome"]), (&json!("api DELETE"), &json!("done")));
}

#[test]
fn a_number_in_a_body_stands_whole_on_the_wire_alone_as_a_text_and_as_a_number() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("body.json", r#"{"deep": [{"to": 919870000001}], "text": "+919870000001"}"#);
    for given in [
        ["-F", "phone=9870000001", "-F", "l[]=919870000001"],
        ["-F", "phone=-9870000001", "-F", "text=+919870000001"],
        ["--input", "body.json", "-o", "json"],
    ] {
        let before = sandbox.received().len();
        let run = world.run([&["api", "POST", "/zzz", "--yes", "-vvv"], &given[..]].concat());
        let sent = sandbox.received()[before]["body"].to_string();
        assert!(sent.contains("9870000001"), "{sent}");
        for text in [&run.stdout, &run.stderr, &world.run("journal -o json").stdout] {
            assert!(!text.contains("9870000001"), "{given:?}: {text}");
        }
        assert!(run.stderr.contains("***"), "{given:?}: {}", run.stderr);
    }
}

#[test]
fn a_number_in_a_path_stands_whole_on_the_wire_alone() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    for spelled in
        ["%2B919870000001", "98700%2000001", "(987)000-0001", "%252B91%209870000001", "987-000-0001"]
    {
        let faulty = Sandbox::continuing(&sandbox, &["500"]);
        let world = faulty.world();
        let path = path(&format!("/{spelled}")) + &format!("&phone={spelled}");
        let arguments = ["api", "DELETE", &path, "-vvv", "-o", "json"];
        let refused = world.run(arguments).expect_code(12);
        let run = world.run([&arguments[..], &["--yes"]].concat()).expect_code(9);
        assert!(faulty.received()[0]["path"].as_str().unwrap().contains("0001"));
        let journal = world.run("journal -o json").expect_code(0);
        assert!(journal.json()[0]["subject"].as_str().unwrap().contains("***"), "{}", journal.stdout);
        let files: String = world.files().into_iter().map(|(_, text)| text).collect();
        for text in [&refused.stderr, &run.stdout, &run.stderr, &journal.stdout, &files] {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            assert!(!digits.contains("9870000001"), "{spelled}: {text}");
        }
    }
    let wrong = world.run("api GET 'phone/98700 00001' -F '98700 00001'").expect_code(2);
    assert!(!wrong.stderr.contains("98700"), "{}", wrong.stderr);
    let wrong = world.run("api GET 'phone/98700 00001'").expect_code(2);
    assert!(wrong.stderr.contains("987***0001"), "{}", wrong.stderr);
}

#[test]
fn an_error_has_its_code_and_its_body() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    let run = world.run(["api", "GET", &path("/cd-00000000-none"), "-o", "json"]).expect_code(5);
    assert_eq!((&run.json()["errors"][0]["code"], &run.error_json()["exit_code"]), (&json!(404), &json!(5)));
    for (fault, code, sent) in [("500", 9, 1), ("drop-after-send", 9, 1), ("422", 7, 1), ("401", 4, 1)] {
        let faulty = Sandbox::continuing(&sandbox, &[fault]);
        let world = faulty.world();
        world
            .run(["api", "POST", &path("/contactList/createContactList"), "-F", "name=A", "--yes"])
            .expect_code(code);
        assert_eq!(faulty.received().len(), sent, "{fault}");
    }
    let echoing = Sandbox::continuing(&sandbox, &["echo-token"]);
    let run = echoing.world().run(["api", "GET", &path("/getAllCampaignDetails")]);
    assert!(!run.stdout.contains("eyJ") && run.stdout.contains("***"), "{}", run.stdout);
}

#[test]
fn all_pages_are_one_list() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for number in 0..5 {
        world.file("campaign.yaml", FILE.replace("Event Reminder", &format!("Event {number}")));
        world.run("campaign create -f campaign.yaml").expect_code(0);
    }
    let list = path("/getAllCampaignDetails");
    let line = ["api", "POST", &list, "--read", "--paginate", "-F", "type=sms", "-F", "limit=2"];
    let rows = world.run(line).expect_code(0).json();
    let names: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Event 0", "Event 1", "Event 2", "Event 3", "Event 4"]);
    let asked = sandbox.received_at("POST", "/getAllCampaignDetails");
    let skips: Vec<&Value> = asked.iter().map(|request| &request["body"]["skip"]).collect();
    assert_eq!(skips, [&Value::Null, &json!(2), &json!(4)]);
    world.run(["api", "POST", &path("/x"), "--paginate", "-F", "type=sms", "--yes"]).expect_code(2);
}

#[test]
fn a_dry_run_opens_no_socket() {
    let trap = Trap::new();
    let world = World::at(&trap.address());
    let line = ["api", "POST", &path(""), "-F", "name=A", "--dry-run"];
    let run = world.run(line).expect_code(0).expect_stdout(&["$KCAMP_TOKEN", "\"name\": \"A\""]);
    assert!(!run.stdout.contains(SECRET) && !trap.was_touched());
}

#[test]
fn what_is_no_path_or_method_is_said_before_anything_is_sent() {
    let trap = Trap::new();
    let world = World::at(&trap.address());
    for line in [
        ["GET", "https://evil.example/"],
        ["GET", "campaign"],
        ["PATCH", "/x"],
        ["GET", "/a b"],
        ["GET", "/{id}"],
    ] {
        world.run(["api", line[0], line[1], "--yes"]).expect_code(2);
    }
    assert!(!trap.was_touched());
}

#[test]
fn a_key_is_not_echoed_whole() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let key = "k".repeat(90_000);
    for field in [format!("{key}[a]=1"), format!("{key}[=1"), key.clone(), format!("a[{key}]=1")] {
        let run = world.run(["api", "GET", "/x", "-F", &field]).expect_code(2);
        assert!(run.stderr.len() < 1_000, "{} bytes", run.stderr.len());
    }
}

#[test]
fn a_post_that_the_contract_lists_as_a_read_needs_no_consent() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    for (rest, body) in [
        (path("/getAllCampaignDetails"), &["-F", "type=sms"][..]),
        (path("/contactList/getAllListDetails"), &[]),
        (path(&format!("/{id}/status")) + "&view=status", &[]),
    ] {
        world.run([&["api", "POST", &rest], body].concat()).expect_code(0);
    }
    let pages = ["api", "POST", &path("/getAllCampaignDetails"), "-F", "type=sms", "--paginate"];
    let rows = world.run(pages).expect_code(0).json();
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(sandbox.received().len(), 4);
    assert_eq!(world.run("journal -o json").expect_code(0).json(), json!([]));
    // What only looks like one of them.
    for rest in [
        path("/getAllCampaignDetails") + "&trigger=play",
        path("/getAllCampaignDetails/x"),
        path("/schedule/status"),
        path("/trigger/status"),
        path(&format!("/{id}/Status/callContactAt")),
    ] {
        world.run(["api", "POST", &rest]).expect_code(12);
    }
    let scheduled = "schedule[isSchedulingEnabled]=true";
    world.run(["api", "POST", &path("/getAllCampaignDetails"), "-F", scheduled]).expect_code(12);
    assert_eq!(sandbox.received().len(), 4);
    let burki = sandbox.burki_world();
    let preview = "/api/v1/campaigns/template-preview";
    let run = burki.run(["api", "POST", preview, "-F", "template=Hi", "-F", "sample_data[a]=b"]);
    assert_ne!(run.code, 12, "{}", run.stderr);
    burki.run(["api", "POST", "/api/v1/campaigns/1/template-preview"]).expect_code(12);
}

/// Called a read, a documented write would go out without consent, past the journal, and again where its answer is lost.
#[test]
fn a_documented_write_is_not_taken_for_a_read() {
    let sandbox = Sandbox::new();
    let trigger = "/trigger/cd-1?campaignType=sms&trigger=stop";
    let kore = [
        path(""),
        path("").replace("/v2/", "/v1/") + "&campaignType=sms",
        path("/contactList/createContactList"),
        "/api/1.1/public/{streamId}/campaign/contactList/addContacts".to_owned(),
        format!("{BASE}/schedule?enableSchedule=false&campaignName=A"),
        format!("{BASE}/schedule?enableSchedule=true&campaignName=A"),
        format!("{BASE}{trigger}"),
        format!("{BASE}/{trigger}"),
        format!("{BASE}/cd-1?campaignType=sms&trigger=stop"),
        format!("{BASE}/cd-1/status?trigger=stop"),
        format!("{BASE}/cd-1/callContactAt"),
        "/agentassist/api/v1/public/{streamId}/contacts".to_owned(),
    ];
    let campaign = "/api/v1/campaigns/1";
    let calls = ["start", "stop", "pause", "schedule", "unschedule", "re-execute", "import-data"];
    let burki = calls.map(|call| format!("{campaign}/{call}"));
    let created = ["/api/v1/campaigns", "/api/v1/campaigns/", "/api/v1/campaigns/1/STOP/"].map(str::to_owned);
    let of_burki: Vec<String> = burki.into_iter().chain(created).collect();
    for (world, title, paths) in
        [(sandbox.world(), "Kore.ai", &kore[..]), (sandbox.burki_world(), "Burki", &of_burki)]
    {
        for path in paths {
            for more in [&["--read"][..], &["--read", "--dry-run"]] {
                let line = [&["api", "POST", path, "-o", "json"][..], more].concat();
                let error = world.run(&line[..]).expect_code(2).error_json();
                assert_eq!(error["code"], "api/no-read", "{line:?}: {error}");
                let message = error["message"].as_str().unwrap();
                let is_told = message.contains(title) || message.contains("call people");
                assert!(is_told && error["hint"] == "leave --read out", "{error}");
            }
        }
        // What is not documented may be a read.
        world.run(["api", "POST", "/api/v1/statistics", "--read", "--dry-run"]).expect_code(0);
    }
    assert_eq!(sandbox.received(), [] as [Value; 0]);
}
