//! `kcamp init`: its files are valid, and are applied in the sandbox as they are; none that is there is overwritten.

mod below_root;
mod further;

use serde_json::Value;

use crate::world::{Sandbox, World};

const ZONE: [&str; 2] = ["--timezone", "Asia/Kolkata"];

/// The flags of each kind of campaign, and its platform.
const KINDS: [(&[&str], &str); 8] = [
    (&["--type", "sms"], "kore"),
    (&["--type", "sms", "--format", "advanced"], "kore"),
    (&["--type", "voice", "--dialing-mode", "Agentless"], "kore"),
    (&["--type", "voice", "--dialing-mode", "progressive"], "kore"),
    (&["--type", "voice", "--dialing-mode", "Preview"], "kore"),
    (&["--type", "call"], "burki"),
    (&["--type", "sms", "--platform", "burki"], "burki"),
    (&["--type", "mixed"], "burki"),
];

fn init(world: &World, flags: &[&str]) -> Value {
    world.run([&["init", "-o", "json"], flags, &ZONE].concat()).expect_code(0).json()
}

fn read(world: &World, path: &str) -> String {
    std::fs::read_to_string(world.home().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_kind_with_every_pipeline_is_valid_planned_and_applied_as_it_stands() {
    for (flags, platform) in KINDS {
        for ci in ["github", "gitlab", "none"] {
            let world = World::new();
            let shown = init(&world, &[flags, &["--ci", ci, "--name", "Hello there"]].concat());
            let files: Vec<&str> =
                shown["files"].as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap()).collect();
            for path in &files {
                assert!(!read(&world, path).is_empty(), "{path}");
            }
            assert_eq!(files.contains(&".github/workflows/campaigns.yml"), ci == "github");
            assert_eq!(files.contains(&".gitlab-ci.yml"), ci == "gitlab");
            assert_eq!(files.contains(&".kcamp/config.yaml"), ci != "none");
            // The commands that it names as next ones work.
            let next: Vec<&str> =
                shown["next"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
            assert_eq!(next[0], "kcamp validate campaigns");
            assert_eq!(next[1].contains("--platform"), platform != "kore", "{next:?}");
            let run = |command: &str| world.run(command.strip_prefix("kcamp ").unwrap()).expect_code(0);
            let validated = run(next[0]);
            assert!(!validated.stderr.contains("warning"), "{flags:?}: {}", validated.stderr);
            run(next[1]).expect_stdout(&["1 to create"]);
            run(next[2]);
            run(&format!("kcamp --sandbox --platform {platform} plan campaigns --exit-code"));
        }
    }
}

#[test]
fn what_is_applied_is_the_campaign_of_that_kind_with_its_schedule() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    init(&world, &["--type", "voice", "--dialing-mode", "Preview", "--name", "Renewals"]);
    world.run("apply campaigns --yes").expect_code(0);
    let creates = sandbox.creates();
    assert_eq!(creates.len(), 1);
    let sent = &creates[0];
    assert_eq!((&sent["name"], &sent["dialingMode"]), (&"Renewals".into(), &"Preview".into()));
    // Inherited values were sent too.
    assert_eq!(sent["dialingStrategy"]["callingHours"]["timezone"], "Asia/Kolkata");
    assert_eq!(sent["dialingStrategy"]["callerId"]["phoneNumber"], "+12025550124");
    let schedules = sandbox.received_at("POST", "/campaign/schedule");
    assert_eq!(schedules[0]["body"]["startDateTime"], "2026-12-14 03:30:00");
    let days = &schedules[0]["body"]["recurrenceObject"]["weeklyDetails"]["whichDays"];
    assert_eq!(*days, serde_json::json!(["Mon", "Wed"]));
}

#[test]
fn an_account_that_is_set_is_the_pipelines_and_no_secret_is_written() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().with("KCAMP_STREAM_ID", "st-mine").with("KCAMP_CLIENT_ID", "cs-mine");
    init(&world, &["--type", "sms"]);
    let accounts = read(&world, ".kcamp/config.yaml");
    for part in
        ["  main:\n", "stream_id: st-mine", "client_id: cs-mine", "timezone: Asia/Kolkata", &sandbox.address]
    {
        assert!(accounts.contains(part), "{part}: {accounts}");
    }
    assert!(!accounts.contains("south") && !accounts.contains("north"));
    let workflow = read(&world, ".github/workflows/campaigns.yml");
    assert!(workflow.contains("profile: [main]") && !workflow.contains("north"));
    for (path, text) in world.files() {
        assert!(!text.contains(kcamp::sandbox::ACCOUNT.client_secret), "{}", path.display());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &str| world.home().join(path).metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(".kcamp/config.yaml"), 0o600, "kcamp refuses one that others may read");
    }
    // kcamp accepts the file.
    let shown = world
        .without("KCAMP_STREAM_ID")
        .with("KCAMP_CONFIG", ".kcamp/config.yaml")
        .run("profile show main -o json")
        .expect_code(0);
    assert!(shown.stdout.contains("st-mine"), "{}", shown.stdout);
    // Burki has no client secret.
    let world = World::new();
    init(&world, &["--type", "call", "--ci", "gitlab"]);
    let pipeline = read(&world, ".gitlab-ci.yml");
    assert!(pipeline.contains("KCAMP_TOKEN") && !pipeline.contains("KCAMP_CLIENT_SECRET"));
    let accounts = read(&world, ".kcamp/config.yaml");
    assert!(accounts.contains("platform: burki") && !accounts.contains("stream_id:"), "{accounts}");
}

/// The pipeline plans what this machine plans: each setting of a profile is written into it, or is reported as left
/// out.
#[test]
fn every_setting_of_a_profile_is_the_pipelines_or_is_said_to_be_left_out() {
    let everything = "current: acme\nprofiles:\n  acme:\n    platform: kore\n    host: https://eu.kore.ai\n    stream_id: st-mine\n    account_id: '0123'\n    \
        client_id: cs-mine\n    client_secret: {env: ACME_SECRET}\n    token: {env: ACME_TOKEN}\n    timezone: Europe/London\n    region: IN\n    \
        schedule_timezone: Asia/Tokyo\n    message_encoding: percent-base64\n    harmless_keys: ownerTeam\n    rate_limit: 30\n    list_totals: false\n    jti: true\n    \
        trigger_path: '/run/{campaignId}'\n    timeout: 7s\n    ca_cert: ca.pem\n    defaults: shared.yaml\n    protected: true\n";
    let world = World::new().without("KCAMP_RATE_LIMIT");
    world.file(".config/kcamp/config.yaml", everything);
    crate::world::private(&world.home().join(".config/kcamp/config.yaml"));
    let run = world.run("init --type sms").expect_code(0);
    let yaml = read(&world, ".kcamp/config.yaml");
    let parse = |text: &str| -> Value { serde_saphyr::from_str(text).unwrap() };
    let (own, pipeline) = (parse(everything), parse(&yaml));
    let (own, pipeline) = (&own["profiles"]["acme"], &pipeline["profiles"]["acme"]);
    let schema = world.run("schema config").expect_code(0).json();
    let keys = schema["$defs"]["profile"]["properties"].as_object().unwrap();
    assert_eq!(keys.len(), 20);
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    for key in keys.keys() {
        assert!(!own[key].is_null(), "{key} is not tried");
        match pipeline.get(key) {
            Some(value) => assert_eq!(text(value), text(&own[key]), "{key}"),
            None if ["client_secret", "token"].contains(&key.as_str()) => assert!(!yaml.contains("ACME_")),
            None => {
                let said = format!("left out: {key} (");
                assert!(yaml.contains(&said) && run.stderr.contains(&said), "{key}: {yaml}");
            }
        }
    }
    for carried in [
        "schedule_timezone",
        "message_encoding",
        "harmless_keys",
        "region",
        "jti",
        "trigger_path",
        "rate_limit",
        "list_totals",
    ] {
        assert!(pipeline.get(carried).is_some(), "{carried}: {yaml}");
    }
    // Whether the pipeline's setting is read as the profile's is.
    let shown = |world: &World| world.run("profile show acme -o json").expect_code(0).json();
    let here = shown(&world);
    let there = shown(&world.with("KCAMP_CONFIG", ".kcamp/config.yaml"));
    let rows =
        |shown: &Value| shown.as_array().unwrap_or_else(|| shown["settings"].as_array().unwrap()).clone();
    for (own, pipelines) in rows(&here).iter().zip(rows(&there)) {
        let name = own["name"].as_str().unwrap();
        if pipeline.get(name).is_some() {
            assert_eq!(own["value"], pipelines["value"], "{name}");
        }
    }
}

#[test]
fn a_zone_that_is_hardly_ever_meant_is_warned_of() {
    for (zone, warned) in [
        ("EST", true),
        ("mst", true),
        ("HST", true),
        ("Etc/GMT+5", true),
        ("Europe/Berlin", false),
        ("UTC", false),
    ] {
        let run = World::new().run(["init", "--type", "sms", "--timezone", zone]).expect_code(0);
        assert_eq!(run.stderr.contains("all year"), warned, "{zone}: {}", run.stderr);
    }
}

/// The hint is a command line that works.
#[test]
fn the_hint_about_kinds_names_flags_that_make_each() {
    let missing = World::new().run("init --timezone UTC -o json").expect_code(2).error_json();
    let unknown = World::new().run("init --type fax --timezone UTC -o json").expect_code(2).error_json();
    for error in [missing, unknown] {
        let hint = error["hint"].as_str().unwrap();
        let (_, kinds) = hint.split_once("choose one of: ").unwrap();
        let kinds: Vec<&str> =
            kinds.lines().next().unwrap().split("; ").filter(|kind| kind.starts_with("--")).collect();
        assert!(kinds.len() >= 5, "{hint}");
        for kind in kinds {
            let kind = kind.split(". ").next().unwrap();
            World::new().run(&format!("init --timezone UTC {kind}")).expect_code(0);
        }
    }
    let modes = World::new().run("init --type voice --timezone UTC").expect_code(2);
    modes.expect_stderr(&["--type voice --dialing-mode Agentless; --type voice --dialing-mode Progressive"]);
}

#[test]
#[cfg(unix)]
fn a_place_that_cannot_be_written_has_a_next_step() {
    let world = World::new();
    world.file("taken", "a file, and no folder");
    let line = ["--type", "sms", "--timezone", "UTC"];
    let run = world.run([&["init", "taken/project"], &line[..]].concat());
    run.expect_code(2).expect_stderr(&["0 of 10 files are written", "name a folder that you may write to"]);
    // A file stands at the place of a folder: the campaign is written, and the schema is not.
    world.file("half/.kcamp", "a file, and no folder");
    let run = world.run([&["init", "half"], &line[..]].concat());
    let written =
        "half/.kcamp/campaign.schema.json; 3 of 10 files are written (half/campaigns/main/reminder.yaml, ";
    run.expect_code(10).expect_stderr(&[written, "run it again with --force --ci github"]);
}

#[test]
fn the_hook_is_the_one_of_this_repository() {
    let world = World::new();
    init(&world, &["--type", "sms"]);
    let hooks = read(&world, ".pre-commit-config.yaml");
    let own = include_str!("../../.pre-commit-hooks.yaml");
    for line in own.lines() {
        assert!(hooks.contains(&format!("      {line}\n")), "{line}");
    }
    assert!(hooks.contains("- id: kcamp-validate\n") && hooks.contains("repo: local"));
}

/// The user's own content of the files that campaigns share: a do-not-contact list, closed days, an account.
const MINE: [(&str, &str); 4] = [
    ("campaigns/main/kcamp.defaults.yaml", "dncLists: suppression-2026\n"),
    ("campaigns/kcamp.policy.yaml", "hours: {from: \"10:00\", to: \"18:00\"}\n"),
    (".pre-commit-config.yaml", "mine\n"),
    (".kcamp/config.yaml", "mine\n"),
];

#[test]
fn a_further_campaign_keeps_the_files_that_campaigns_share() {
    for force in [&[][..], &["--force"]] {
        let world = World::new();
        init(&world, &["--type", "sms", "--name", "A"]);
        for (path, text) in MINE {
            world.file(path, text);
        }
        let before = world.files().len();
        let shown =
            init(&world, &[&["--type", "voice", "--dialing-mode", "Preview", "--name", "B"], force].concat());
        for (path, text) in MINE {
            assert_eq!(read(&world, path), text, "{path} {force:?}");
        }
        assert_eq!(world.files().len(), before + 1);
        assert!(read(&world, "campaigns/main/b.yaml").contains("dialingMode: Preview"));
        for row in shown["files"].as_array().unwrap() {
            let outcome = if row["file"] == "campaigns/main/b.yaml" { "new" } else { "kept" };
            assert_eq!(row["outcome"], outcome, "{row}");
        }
        let said =
            world.run([&["init", "--type", "sms", "--name", "C"], force, &ZONE].concat()).expect_code(0);
        said.expect_stderr(&["kept as they were: 6 files"]).expect_stdout(&["the campaign\n", "(kept)"]);
    }
}

#[test]
fn the_campaigns_own_file_is_replaced_with_force_alone_and_nothing_else_is() {
    let world = World::new();
    init(&world, &["--type", "sms", "--name", "A"]);
    for (path, text) in MINE.into_iter().chain([("campaigns/main/a.yaml", "mine\n")]) {
        world.file(path, text);
    }
    let line = ["init", "--type", "sms", "--name", "A", "--timezone", "UTC", "-o", "json"];
    let refused = world.run(line).expect_code(6).error_json();
    assert_eq!(refused["code"], "init/file-exists");
    assert_eq!(refused["message"], "campaigns/main/a.yaml exists already; nothing was written");
    assert!(refused["hint"].as_str().unwrap().contains("another --name"), "{refused}");
    assert_eq!(read(&world, "campaigns/main/a.yaml"), "mine\n");
    let shown = world.run([&line[..], &["--force"]].concat()).expect_code(0).json();
    assert_eq!(shown["files"][0]["outcome"], "replaced");
    assert!(read(&world, "campaigns/main/a.yaml").contains("name: A\n"));
    for (path, text) in MINE {
        assert_eq!(read(&world, path), text, "{path}");
    }
}

#[test]
fn an_account_that_is_new_in_a_project_is_said_to_be_missing_in_its_pipeline() {
    let world = World::new();
    init(&world, &["--type", "sms"]);
    let second = world.with("KCAMP_CONFIG", "other.yaml");
    second.file("other.yaml", "profiles:\n  acme: {platform: kore, timezone: UTC}\n");
    crate::world::private(&second.home().join("other.yaml"));
    let run = second.run("init --type sms --profile acme").expect_code(0);
    run.expect_stderr(&["the account acme is new in this project", ".kcamp/config.yaml"]);
}

/// A link counts as a file, wherever it points. Nothing is written through it.
#[cfg(unix)]
#[test]
fn a_link_is_kept_or_replaced_and_never_followed() {
    let world = World::new();
    let link = |path: &str| {
        let path = world.home().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink("/no/such/place", path).unwrap();
    };
    link(".gitlab-ci.yml");
    link("campaigns/main/reminder.yaml");
    let again = ["init", "--type", "sms", "--timezone", "UTC", "--ci", "gitlab"];
    world.run(again).expect_code(6).expect_stderr(&["campaigns/main/reminder.yaml exists already"]);
    world.run([&again[..], &["--force"]].concat()).expect_code(0);
    let is_link = |path: &str| world.home().join(path).symlink_metadata().unwrap().is_symlink();
    assert!(is_link(".gitlab-ci.yml") && !is_link("campaigns/main/reminder.yaml"));
}

#[test]
fn a_folder_is_made_and_a_dry_run_writes_nothing() {
    let world = World::new();
    let line = ["init", "my project", "--type", "sms", "--timezone", "UTC"];
    let shown = world.run([&line[..], &["--dry-run", "-o", "json"]].concat()).expect_code(0);
    assert_eq!(shown.json()["written"], false);
    assert!(shown.stderr.contains("nothing was written"));
    assert!(!world.home().join("my project").exists());
    let shown =
        world.run(line).expect_code(0).expect_stderr(&["next: kcamp validate 'my project/campaigns'"]);
    assert!(shown.stdout.contains("my project/campaigns/main/reminder.yaml"), "{}", shown.stdout);
    world.run("validate 'my project/campaigns'").expect_code(0);
}

#[test]
fn without_a_terminal_what_is_missing_is_named_all_at_once() {
    let world = World::new();
    for (flags, missing) in [
        (&[][..], "init needs --type, --timezone"),
        (&["--timezone", "UTC"], "init needs --type"),
        (&["--type", "voice"], "init needs --dialing-mode, --timezone"),
        (&["--type", "sms"], "init needs --timezone"),
    ] {
        let error = world.run([&["init", "-o", "json"], flags].concat()).expect_code(2).error_json();
        assert_eq!((&error["code"], &error["message"]), (&"usage/missing-values".into(), &missing.into()));
    }
    for (flags, message) in [
        (&["--type", "fax"][..], "no kind of campaign has --type fax"),
        (&["--type", "sms", "--dialing-mode", "Preview"], "has --type sms and --dialing-mode Preview"),
        (&["--type", "call", "--platform", "kore"], "no kind of campaign of Kore.ai has --type call"),
        (&["--type", "sms", "--name", ""], "--name: "),
        (&["--type", "sms", "--name", &"x".repeat(60)], "--name: "),
    ] {
        let run = world.run([&["init"], flags, &ZONE].concat());
        assert!(run.code == 2 && run.stderr.contains(message), "{flags:?}: {run:?}");
    }
    assert_eq!(world.files().len(), 0);
}

/// Runs the commands that `init` names as next ones. Each must succeed.
fn follow_next(world: &World, shown: &Value) {
    for next in shown["next"].as_array().unwrap() {
        let line = next.as_str().unwrap().strip_prefix("kcamp ").unwrap();
        world.run(line).expect_code(0);
    }
}

/// A second campaign of every kind, in a project of every kind.
#[test]
fn what_comes_next_works_whatever_the_project_has_already() {
    for (first, first_platform) in KINDS {
        for (second, platform) in KINDS {
            let world = World::new();
            init(&world, &[first, &["--name", "First"]].concat());
            let before = world.files();
            let shown = init(&world, &[second, &["--name", "Second"]].concat());
            follow_next(&world, &shown);
            for (path, text) in before {
                assert_eq!(std::fs::read_to_string(world.home().join(&path)).unwrap(), text, "{path:?}");
            }
            // The campaigns of another platform get an account folder of their own.
            let folder = if platform == first_platform { "main" } else { platform };
            assert_eq!(shown["files"][0]["file"], format!("campaigns/{folder}/second.yaml"));
            for platform in [first_platform, platform] {
                world.run(&format!("--sandbox --platform {platform} plan campaigns")).expect_code(0);
            }
        }
    }
}

/// The campaign file has the keys that the user's own defaults do not give.
#[test]
fn what_comes_next_works_over_defaults_that_somebody_wrote() {
    let names: [(&str, &[&str], &str); 6] = [
        ("dncLists: testdnc\n", &["--type", "voice", "--dialing-mode", "Preview"], "main"),
        ("description: ours\n", &["--type", "sms"], "main"),
        ("dialingStrategy: {callingHours: {timezone: UTC}}\n", &["--type", "sms"], "main"),
        ("# nothing yet\n", &["--type", "call"], "main"),
        ("retry_delay_minutes: 30\n", &["--type", "sms"], "kore"),
        ("dncLists: testdnc\n", &["--type", "mixed"], "burki"),
    ];
    for (defaults, kind, folder) in names {
        let world = World::new();
        world.file("campaigns/main/kcamp.defaults.yaml", defaults);
        let shown = init(&world, &[kind, &["--name", "A"]].concat());
        assert_eq!(shown["files"][0]["file"], format!("campaigns/{folder}/a.yaml"), "{defaults}");
        follow_next(&world, &shown);
        assert_eq!(read(&world, "campaigns/main/kcamp.defaults.yaml"), defaults);
    }
    // Defaults of two platforms, each in a folder with the other platform's name.
    let world = World::new();
    for folder in ["main", "burki"] {
        world.file(&format!("campaigns/{folder}/kcamp.defaults.yaml"), "platform: kore\n");
    }
    let shown = init(&world, &["--type", "call", "--name", "A"]);
    assert_eq!(shown["files"][0]["file"], "campaigns/burki-2/a.yaml");
    follow_next(&world, &shown);
}

/// The editor's schema of an account does not require what the account's defaults give.
#[test]
fn the_campaigns_of_a_second_account_have_a_schema_of_their_own() {
    let world = World::new();
    init(&world, &["--type", "sms"]);
    let first = read(&world, ".kcamp/campaign.schema.json");
    init(&world, &["--type", "call", "--name", "Calls"]);
    assert_eq!(read(&world, ".kcamp/campaign.schema.json"), first);
    let campaign = read(&world, "campaigns/burki/calls.yaml");
    assert!(
        campaign.starts_with("# yaml-language-server: $schema=../../.kcamp/burki.campaign.schema.json\n")
    );
    let defaults = read(&world, "campaigns/burki/kcamp.defaults.yaml");
    let update = defaults.lines().find_map(|line| line.strip_prefix("# kcamp ")).unwrap();
    let (update, file) = update.split_once(" > ").unwrap();
    assert_eq!(world.run(update).expect_code(0).stdout, read(&world, file));
}

#[cfg(unix)]
#[test]
fn a_second_init_by_prompts_offers_a_name_that_is_free() {
    use crate::terminal::{ENTER, answer, end, line, start};

    let world = World::new();
    init(&world, &["--type", "sms"]);
    let mut session = start(&world, "init --type sms --format simple --timezone UTC --ci none");
    answer(&mut session, "name of the campaign [Reminder 2]", &line("Reminder"));
    answer(&mut session, "reminder.yaml exists already", ENTER);
    assert_eq!(end(&mut session).1, 0);
    assert!(read(&world, "campaigns/main/reminder-2.yaml").contains("name: Reminder 2\n"));
}

#[cfg(unix)]
#[test]
fn an_interrupted_init_prints_the_command_that_asks_only_for_the_rest() {
    use crate::terminal::{ENTER, answer, end, line, repeated, start};

    for key in ["\x03", "\x1b"] {
        let world = World::new();
        let mut session = start(&world, "init 'my project' --force -q");
        answer(&mut session, "which kind", &line("burki, call"));
        answer(&mut session, "name of the campaign", &line("Ann's calls"));
        answer(&mut session, "time zone", &line("Asia/Kolkata"));
        answer(&mut session, "which pipeline", key);
        let (rest, code) = end(&mut session);
        assert!(code == 130 && rest.contains("nothing was written"), "{rest}");
        assert!(world.files().is_empty());
        let again = repeated(&rest);
        let mut session = start(&world, again.iter().map(String::as_str).collect::<Vec<_>>());
        answer(&mut session, "which pipeline", ENTER);
        let (rest, code) = end(&mut session);
        assert_eq!(code, 0, "{again:?} {rest}");
        assert!(read(&world, "my project/campaigns/main/ann-s-calls.yaml").contains("campaign_type: call\n"));
    }
}

#[cfg(unix)]
#[test]
fn a_terminal_is_asked_for_the_kind_the_name_the_zone_and_the_pipeline() {
    use crate::terminal::{ENTER, answer, end, line, start};
    const DOWN: &str = "\u{1b}[B";
    let world = World::new();
    let mut session = start(&world, "init");
    answer(&mut session, "which kind", &format!("{DOWN}{DOWN}{DOWN}{DOWN}{ENTER}"));
    answer(&mut session, "name of the campaign", &line("Renewals"));
    answer(&mut session, "time zone", &line("Asia/Kolkata"));
    answer(&mut session, "which pipeline", &format!("{DOWN}{ENTER}"));
    let shown = end(&mut session);
    assert!(shown.1 == 0 && shown.0.contains("next: kcamp validate campaigns"), "{shown:?}");
    let [campaign, pipeline] =
        ["campaigns/main/renewals.yaml", ".gitlab-ci.yml"].map(|file| read(&world, file));
    assert!(campaign.contains("dialingMode: Preview\n") && pipeline.contains("[main]"));
    world.run("validate campaigns").expect_code(0);
    let mut session = start(&world, "init other --type call --name Calls --ci none");
    answer(&mut session, "time zone", &line("Europe/Berlin"));
    assert_eq!(end(&mut session).1, 0);
    assert!(read(&world, "other/campaigns/main/calls.yaml").contains("campaign_type: call\n"));
}
