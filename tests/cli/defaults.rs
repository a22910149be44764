//! `kcamp.defaults.yaml` and `--defaults`: what campaigns inherit, from which file, and where findings point. Folders
//! with campaigns of both platforms.

use serde_json::{Value, json};

use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::sample;
use crate::world::{Sandbox, World};

/// The shared values of a team's campaigns.
const SHARED: &str = r#"campaignType: sms
format: simple
dncLists: testdnc
priority: 5
dialingStrategy:
  callerId: {phoneNumber: "+12025550124"}
  callingHours:
    frequency: WEEKLY
    timezone: UTC
    days:
      - {days: Mon-Fri, start: "9:00 AM", end: "6:00 PM"}
"#;

/// A campaign with the other values.
fn own(name: &str) -> String {
    format!(
        "name: {name}\ndescription: Reminds guests\ncontactLists: [Event Guests]\nmessage:\n  text: \"Hello. Reply STOP to opt out.\"\n"
    )
}

fn team(sandbox: &Sandbox) -> World {
    let world = sandbox.world();
    world.file("campaigns/kcamp.defaults.yaml", SHARED);
    world.file("campaigns/eu/one.yaml", own("One"));
    world.file("campaigns/two.yaml", format!("{}priority: 2\n", own("Two")));
    world
}

#[test]
fn campaigns_are_created_with_what_they_inherit_and_a_plan_names_its_file() {
    let sandbox = Sandbox::new();
    let world = team(&sandbox);
    let plan = world.run("plan campaigns -o json").expect_code(0).json();
    let inherited = plan["lines"][0]["inherited"].as_array().unwrap();
    assert!(
        inherited.contains(&json!({"field": "priority", "file": "campaigns/kcamp.defaults.yaml"})),
        "{inherited:?}"
    );
    let own = plan["lines"][1]["inherited"].as_array().unwrap();
    assert!(!own.iter().any(|value| value["field"] == "priority"), "{own:?}");
    world.run("plan campaigns").expect_stdout(&["inherited from campaigns/kcamp.defaults.yaml: "]);
    world.run("campaign create -f campaigns --dry-run").expect_code(0).expect_stderr(&[
        "inherited from campaigns/kcamp.defaults.yaml: ",
        "dialingStrategy.callerId.phoneNumber",
    ]);
    world.run("validate campaigns -v").expect_code(0).expect_stderr(&[
        "inherited from campaigns/kcamp.defaults.yaml: campaignType, format, dncLists, priority",
    ]);
    // A flag wins over the file, and the file over inherited values.
    world.run("campaign create -f campaigns --description Other").expect_code(0);
    let sent: Vec<[Value; 3]> = sandbox
        .creates()
        .iter()
        .map(|body| [body["name"].clone(), body["priority"].clone(), body["description"].clone()])
        .collect();
    assert_eq!(
        json!(sent),
        json!([["One", "5", "Other"], ["Two", "2", "Other"]]),
        "in the order of the files"
    );
    assert_eq!(sandbox.creates()[0]["dialingStrategy"]["callerId"]["phoneNumber"], "+12025550124");
    // A changed inherited value is a difference in each campaign that inherits it.
    world.file("campaigns/kcamp.defaults.yaml", SHARED.replace("+12025550124", "+12025550125"));
    let run = world.run("plan campaigns -o json").expect_code(0).json();
    assert_eq!(run["counts"]["update"], 2);
    assert!(run["lines"][1]["details"].as_str().unwrap().contains("callerId"), "{run:#}");
}

#[test]
fn a_finding_in_an_inherited_value_points_at_its_file_and_is_said_once() {
    let world = team(&Sandbox::new());
    world.file("campaigns/kcamp.defaults.yaml", SHARED.replace("priority: 5", "priority: 7"));
    world.file("campaigns/three.yaml", own("Three"));
    let run = world.run("validate campaigns -o json").expect_code(3);
    let findings = run.json();
    let found: Vec<[&Value; 3]> =
        findings.as_array().unwrap().iter().map(|it| [&it["code"], &it["file"], &it["line"]]).collect();
    assert_eq!(json!(found), json!([["campaign/priority-out-of-range", "campaigns/kcamp.defaults.yaml", 4]]));
    // Missing values belong in the campaign's own file.
    world.file(
        "campaigns/kcamp.defaults.yaml",
        SHARED.replace("  callerId: {phoneNumber: \"+12025550124\"}\n", ""),
    );
    let run = world.run("validate campaigns -o json").expect_code(3);
    let files: Vec<Value> = run.json().as_array().unwrap().iter().map(|it| it["file"].clone()).collect();
    assert_eq!(json!(files), json!(["campaigns/eu/one.yaml", "campaigns/three.yaml", "campaigns/two.yaml"]));
    // A warning about an inherited value is allowed in the file that has the value.
    let late = SHARED.replace("6:00 PM\"}", "10:00 PM\"}");
    world.file("campaigns/kcamp.defaults.yaml", &late);
    let code = world.run("validate campaigns -o json").expect_code(0).json();
    assert_eq!(code.as_array().unwrap().len(), 1, "{code}");
    let code = code[0]["code"].as_str().unwrap().to_owned();
    world.file(
        "campaigns/kcamp.defaults.yaml",
        late.replace("10:00 PM\"}", &format!("10:00 PM\"}} # kcamp: allow({code})")),
    );
    let run = world.run("validate campaigns -o json").expect_code(0);
    assert_eq!(run.json(), json!([]));
}

#[test]
fn an_account_brings_its_own_defaults() {
    let sandbox = Sandbox::new();
    let live = SHARED.replace("+12025550124", "+12025550199");
    let number = |world: &World, args: &[&str]| {
        let plan = [&["plan", "campaigns", "-o", "json"], args].concat();
        let dry = [&["campaign", "create", "-f", "campaigns", "--dry-run"], args].concat();
        let inherited = world.run(plan).expect_code(0).json()["lines"][0]["inherited"][0]["file"].clone();
        let sent = world.run(dry).expect_code(0).stdout;
        (inherited.as_str().unwrap().to_owned(), sent.contains("+12025550199"))
    };
    let world = team(&sandbox);
    world.file("live.yaml", &live);
    assert_eq!(number(&world, &[]), ("campaigns/kcamp.defaults.yaml".to_owned(), false));
    assert_eq!(number(&world, &["--defaults", "live.yaml"]), ("live.yaml".to_owned(), true));
    let by_variable = team(&sandbox).with("KCAMP_DEFAULTS", "live.yaml");
    by_variable.file("live.yaml", &live);
    assert_eq!(number(&by_variable, &[]), ("live.yaml".to_owned(), true));
    // In a profile, the path is relative to the configuration.
    let by_profile = team(&sandbox).with("KCAMP_PROFILE", "live");
    by_profile.file(".config/kcamp/live.yaml", &live);
    let config =
        by_profile.file(".config/kcamp/config.yaml", "profiles:\n  live:\n    defaults: live.yaml\n");
    crate::world::private(&config);
    let (file, is_live) = number(&by_profile, &[]);
    assert!(file.ends_with(".config/kcamp/live.yaml") && is_live, "{file}");
    // A missing file is an error, and nothing is inherited instead.
    world
        .run("plan campaigns --defaults none.yaml")
        .expect_code(3)
        .expect_stderr(&["file/not-found", "none.yaml"]);
    // A saved plan is applied with the defaults with which it was made.
    world.run("plan campaigns --defaults live.yaml --out live.plan").expect_code(0);
    world.run("apply live.plan --yes").expect_code(0);
    assert!(
        sandbox.creates().iter().all(|it| it["dialingStrategy"]["callerId"]["phoneNumber"] == "+12025550199")
    );
}

#[test]
fn stdin_inherits_only_what_is_named() {
    let sandbox = Sandbox::new();
    let world = team(&sandbox);
    world.run_with_input("validate -", &own("Three")).expect_code(3);
    world.run_with_input("validate - --defaults campaigns/kcamp.defaults.yaml", &own("Three")).expect_code(0);
}

#[test]
fn a_folder_with_campaigns_of_both_platforms_is_taken_for_the_one_of_the_profile() {
    let sandbox = Sandbox::new();
    let burki = "platform: burki\nname: Check-in\ncampaign_type: call\nassistant_id: 12\n";
    let write = |world: &World| {
        world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
        world.file("campaigns/burki/check-in.yaml", burki);
    };
    let (kore, other) = (sandbox.world(), sandbox.burki_world());
    write(&kore);
    write(&other);
    let left = "1 campaign for Burki is left out: kcamp is set to Kore.ai (campaigns/burki/check-in.yaml)";
    let plan = kore.run("plan campaigns -o json").expect_code(0).expect_stderr(&[left]).json();
    assert_eq!((plan["lines"].as_array().unwrap().len(), &plan["counts"]["create"]), (1, &json!(1)));
    kore.run("campaign create -f campaigns --dry-run").expect_code(0).expect_stderr(&[left]);
    kore.run("apply campaigns --yes").expect_code(0).expect_stderr(&[left]);
    assert_eq!(sandbox.creates().len(), 1);
    // Whether the file names its platform or shows it by its keys.
    let left = "1 campaign for Kore.ai is left out: kcamp is set to Burki";
    for named in ["", "platform: kore\n"] {
        other.file("campaigns/event.yaml", format!("{named}{FILE}{SCHEDULE}"));
        let plan = other.run("plan campaigns -o json").expect_code(0).expect_stderr(&[left]).json();
        assert_eq!(plan["lines"][0]["name"], "Check-in");
    }
    // If no campaign is left, this is an error; a validation checks all of them.
    for command in
        [&["plan", "campaigns/burki"][..], &["campaign", "create", "--yes", "-f", "campaigns/burki"]]
    {
        kore.run(command).expect_code(3).expect_stderr(&[
            "platform/other",
            "1 campaign for Burki and none for Kore.ai, which kcamp is set to (campaigns/burki/check-in.yaml); nothing was sent",
            "choose a profile of Burki with --profile or set --platform burki",
        ]);
    }
    kore.run("validate campaigns").expect_code(0).expect_stderr(&["checked 2 campaigns in 2 files"]);
}

#[test]
fn what_all_campaigns_share_is_exported_once_and_is_read_back_without_a_difference() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    for name in ["smsSimple", "agentless", "progressive"] {
        world.file("sample.json", sample(name));
        world.run("campaign create -f sample.json --yes").expect_code(0);
    }
    world.run("campaign export --all -d out --with-defaults").expect_code(0);
    let shared = std::fs::read_to_string(world.home().join("out/kcamp.defaults.yaml")).unwrap();
    assert!(shared.contains("dialingStrategy:") && !shared.contains("name:"), "{shared}");
    let plan = world.run("plan out -o json --exit-code").expect_code(0).json();
    let counts = &plan["counts"];
    assert_eq!(
        (&counts["update"], &counts["create"], &counts["only_live"]),
        (&json!(0), &json!(0), &json!(0)),
        "{plan:#}"
    );
    world
        .run("campaign export --all -d out --with-defaults")
        .expect_code(6)
        .expect_stderr(&["kcamp.defaults.yaml"]);
}

#[test]
fn the_schema_of_files_under_defaults_takes_what_the_parser_takes() {
    let world = team(&Sandbox::new());
    let schema = |args: &[&str]| world.run([&["schema"], args].concat()).expect_code(0).json();
    let under =
        jsonschema::draft202012::new(&schema(&["campaign", "--defaults", "campaigns/kcamp.defaults.yaml"]))
            .unwrap();
    let alone = jsonschema::draft202012::new(&schema(&["campaign"])).unwrap();
    let of_defaults = jsonschema::draft202012::new(&schema(&["defaults"])).unwrap();
    let value = |text: &str| {
        kcamp::manifest::instance(&kcamp::manifest::load_bytes("a.yaml", text.into()).documents[0])
    };
    let campaign = value(&format!("x-note: mine\n{}", own("Three")));
    assert!(under.is_valid(&campaign) && !alone.is_valid(&campaign));
    assert!(under.is_valid(&value(&format!("{}{SHARED}", own("Three")))));
    // A required value that is neither given nor inherited is still missing, and values of another kind are refused.
    assert!(!under.is_valid(&value("name: Three\n")));
    assert!(!under.is_valid(&value(&format!("{}dialingMode: Preview\n", own("Three")))));
    assert!(of_defaults.is_valid(&value(SHARED)));
    assert!(!of_defaults.is_valid(&campaign) && !of_defaults.is_valid(&value("priority: 7\n")));
}

#[test]
fn an_update_from_a_file_takes_what_it_inherits() {
    let sandbox = Sandbox::new();
    let world = team(&sandbox);
    world.run("campaign create -f campaigns").expect_code(0);
    world.file("campaigns/kcamp.defaults.yaml", SHARED.replace("priority: 5", "priority: 1"));
    // Defaults are searched up to the repository's root.
    world.file(".git/HEAD", "");
    let update = |more: &[&str]| {
        let file = "campaigns/eu/one.yaml";
        world.run([&["campaign", "update", "-f", file, "--yes", "-o", "json"], more].concat()).expect_code(0);
        sandbox.received_at("PUT", "").pop().unwrap()["body"]["priority"].clone()
    };
    assert_eq!(update(&[]), "1");
    world.file("live.yaml", SHARED.replace("priority: 5", "priority: 3"));
    assert_eq!(update(&["--defaults", "live.yaml"]), "3");
    // A flag wins over both.
    assert_eq!(update(&["--priority", "4"]), "4");
}

/// The keys of a document without a platform show its platform. The defaults of another platform do not apply to it.
#[test]
fn files_of_both_platforms_lie_beside_each_other_whether_they_name_theirs_or_not() {
    let sandbox = Sandbox::new();
    let burki = "name: Spring\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n";
    for defaults in ["", "platform: burki\n", "platform: kore\npriority: 4\n"] {
        for (world, own, title) in
            [(sandbox.world(), "Event Reminder", "Burki"), (sandbox.burki_world(), "Spring", "Kore.ai")]
        {
            world.file("campaigns/kore.yaml", FILE);
            world.file("campaigns/burki.yaml", burki);
            if !defaults.is_empty() {
                world.file("campaigns/kcamp.defaults.yaml", defaults);
            }
            let run = world.run("plan campaigns -o json").expect_code(0);
            let left = format!("1 campaign for {title} is left out");
            assert_eq!(run.json()["lines"][0]["name"], own, "{defaults}: {}", run.stdout);
            run.expect_stderr(&[&left]);
        }
    }
}

/// A few files of the other platform are named; more are counted.
#[test]
fn what_is_left_out_is_named_up_to_three_files() {
    let sandbox = Sandbox::new();
    for (files, named) in [
        (1, "(campaigns/b1.yaml)"),
        (3, "(campaigns/b1.yaml, campaigns/b2.yaml, campaigns/b3.yaml)"),
        (4, "(campaigns/b1.yaml, campaigns/b2.yaml, campaigns/b3.yaml and 1 other)"),
        (6, "(campaigns/b1.yaml, campaigns/b2.yaml, campaigns/b3.yaml and 3 others)"),
    ] {
        let world = sandbox.world();
        world.file("campaigns/event.yaml", FILE);
        let of_burki =
            |name: String| format!("platform: burki\nname: {name}\ncampaign_type: call\nassistant_id: 12\n");
        for number in 1..=files {
            // Two campaigns in one file count as one file.
            let two = [of_burki(format!("A{number}")), of_burki(format!("B{number}"))].join("---\n");
            world.file(&format!("campaigns/b{number}.yaml"), two);
        }
        for command in [&["plan", "campaigns"][..], &["campaign", "create", "-f", "campaigns", "--dry-run"]] {
            let told =
                format!("{} campaigns for Burki are left out: kcamp is set to Kore.ai {named}", 2 * files);
            world.run(command).expect_code(0).expect_stderr(&[told.as_str()]);
        }
    }
}
