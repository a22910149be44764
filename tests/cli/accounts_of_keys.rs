//! Two accounts of Burki behind one host. Their keys name no account: what tells them apart is a name of the user's
//! own, or else where the keys are kept, and where nothing does, they count as the same for what must be safe.

use serde_json::Value;

use crate::relay::host_of;
use crate::world::{Sandbox, World, private};

const KEYS: [&str; 2] = ["burki_live_north1111111111111111", "burki_live_south2222222222222222"];
const NAMES: [&str; 2] = ["north", "south"];

/// One machine with a profile for each of two accounts of one host.
struct Accounts {
    north: Sandbox,
    south: Sandbox,
    world: World,
}

/// Where the keys of the two profiles are kept, and what else the profiles say.
struct Kept {
    north: String,
    south: String,
    /// Whether that tells the accounts apart.
    is_told_apart: bool,
}

fn kept(north: &str, south: &str, is_told_apart: bool) -> Kept {
    Kept { north: north.to_owned(), south: south.to_owned(), is_told_apart }
}

/// Every way to keep two keys.
fn every_way() -> Vec<Kept> {
    vec![
        kept("token: {env: NORTH_KEY}", "token: {env: SOUTH_KEY}", true),
        kept("token: {file: north.key}", "token: {file: south.key}", true),
        kept("token: {command: [cat, north.key]}", "token: {command: [cat, south.key]}", true),
        kept("token: {env: NORTH_KEY}", "token: {file: south.key}", false),
        kept(&format!("token: {}", KEYS[0]), &format!("token: {}", KEYS[1]), false),
        kept(
            "token: {env: NORTH_KEY}\n    account_id: n",
            "token: {file: south.key}\n    account_id: s",
            true,
        ),
        kept("token: {env: NORTH_KEY}\n    account_id: n", "token: {file: south.key}", false),
    ]
}

impl Accounts {
    fn new(kept: &Kept) -> Self {
        let (north, south) = (Sandbox::new(), Sandbox::new());
        for sandbox in [&north, &south] {
            let world = sandbox.burki_world();
            world.file("x.csv", "phone\n+12025550123\n");
            world.file("x.yaml", file("Live run"));
            world.run("campaign create -f x.yaml --yes").expect_code(0);
            world.run("campaign import 'Live run' x.csv --yes").expect_code(0);
        }
        let host = host_of(&[(KEYS[0], &north), (KEYS[1], &south)]);
        let world =
            World::new().with("NORTH_KEY", KEYS[0]).with("SOUTH_KEY", KEYS[1]).with("TEST_HOST", &host);
        for (name, key) in NAMES.iter().zip(KEYS) {
            // The command that prints a key runs in the home folder.
            for folder in ["", ".config/kcamp/"] {
                private(&world.file(&format!("{folder}{name}.key"), format!("{key}\n")));
            }
        }
        let accounts = Self { north, south, world };
        accounts.keep(kept);
        accounts
    }

    /// Writes the two profiles.
    fn keep(&self, Kept { north, south, .. }: &Kept) {
        let host = self.host();
        let profile = |name: &str, says: &str| {
            format!("  {name}:\n    platform: burki\n    host: {host}\n    timezone: UTC\n    {says}\n")
        };
        let text = format!("profiles:\n{}{}", profile("north", north), profile("south", south));
        private(&self.world.file(".config/kcamp/config.yaml", text));
    }

    fn host(&self) -> &str {
        self.world.variable("TEST_HOST").unwrap()
    }

    fn run(&self, profile: &str, line: &str) -> crate::world::Run {
        self.world.run(&format!("--profile {profile} {line}"))
    }

    /// The world of whoever has this key in a variable, and no profile.
    fn without_profile(self, key: &str) -> Self {
        let host = self.host().to_owned();
        let world =
            self.world.with("KCAMP_PLATFORM", "burki").with("KCAMP_HOST", host).with("KCAMP_TOKEN", key);
        Self { world, ..self }
    }
}

fn file(name: &str) -> String {
    format!(
        "platform: burki\nname: {name}\ncampaign_type: sms\nassistant_id: 7\nsms_message_template: Hello\n"
    )
}

/// The writes that an account received since it was prepared.
fn writes(sandbox: &Sandbox) -> Vec<String> {
    let received = sandbox.received();
    let writes = received.iter().filter(|request| request["method"] != "GET");
    // Its own preparation.
    writes.skip(2).map(|request| format!("{} {}", text(&request["method"]), text(&request["path"]))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

const START: &str = "campaign start 'Live run' --yes -o json";

#[test]
fn a_halt_holds_its_own_account_and_each_that_may_be_the_same_and_no_other() {
    for kept in every_way() {
        let accounts = Accounts::new(&kept);
        let case = format!("{} | {}", kept.north, kept.south);
        let halted = accounts.run("north", "halt --yes").expect_code(0);
        let whose = if kept.north.contains("account_id") { "account n" } else { "key " };
        assert!(halted.stderr.contains(&format!("halt: profile north, {whose}")), "{case}: {halted:?}");
        let halted = halted.expect_stderr(&["not stopped: the accounts of the profiles south\n"]);
        assert!(KEYS.iter().all(|key| !halted.stderr.contains(key)), "{halted:?}");
        accounts.run("north", START).expect_code(12).expect_stderr(&["profile north, ", " is halted since"]);
        assert_eq!((writes(&accounts.north), writes(&accounts.south)), (vec![], vec![]), "{case}");
        let started = accounts.run("south", START);
        let (lifted, resumed) =
            (accounts.run("south", "halt --lift --yes -o json"), accounts.run("south", "resume --yes"));
        if kept.is_told_apart {
            started.expect_code(0);
            assert_eq!(writes(&accounts.south).len(), 1, "{case}");
            assert!(lifted.expect_code(0).stderr.contains("is not halted"), "{case}");
            resumed.expect_code(5);
        } else {
            let error = started.expect_code(12).error_json();
            assert_eq!(error["code"], "halt/latched", "{case}");
            let (message, hints) = (text(&error["message"]), text(&error["hint"]));
            assert!(
                message.contains("the profile north, ") && message.contains("may be the same account"),
                "{message}"
            );
            assert!(
                hints.contains("kcamp --profile north halt --lift") && hints.contains("account_id"),
                "{hints}"
            );
            let error = lifted.expect_code(6).error_json();
            assert_eq!(error["code"], "halt/of-another-account", "{case}");
            assert!(text(&error["message"]).contains("the profile north, "), "{error}");
            resumed.expect_code(12).expect_stderr(&["the profile north"]);
            assert_eq!(writes(&accounts.south), Vec::<String>::new(), "{case}");
        }
        accounts.run("north", START).expect_code(12);
        accounts.run("north", "halt --lift --yes").expect_code(0).expect_stdout(&["lifted"]);
        accounts.run("north", START).expect_code(0);
        assert_eq!(writes(&accounts.north).len(), 1, "{case}");
        // Nothing on this machine has a key in it that the configuration does not.
        for (path, text) in accounts.world.files() {
            let is_own = path.extension().is_some_and(|it| it == "key") || path.ends_with("config.yaml");
            assert!(is_own || KEYS.iter().all(|key| !text.contains(key)), "{}", path.display());
        }
    }
}

#[test]
fn who_has_a_key_alone_is_held_by_every_halt_and_may_lift_each_which_is_named() {
    let kept = &every_way()[0];
    let accounts = Accounts::new(kept);
    accounts.run("north", "halt --yes -q").expect_code(0);
    let accounts = accounts.without_profile(KEYS[1]);
    let refused = accounts.world.run(START).expect_code(12);
    assert!(
        text(&refused.error_json()["message"]).contains("the profile north, key from the variable NORTH_KEY")
    );
    let lifted = accounts.world.run("halt --lift --yes").expect_code(0);
    lifted
        .expect_stderr(&["the halt is of the profile north, key from the variable NORTH_KEY", "account_id"]);
    // A halt of a key alone holds all accounts of the host, and any of them may lift it.
    let halted = accounts.world.run("halt --yes").expect_code(0);
    halted.expect_stderr(&["KCAMP_TOKEN", "the accounts of the profiles north, south"]);
    let world = accounts.world.without("KCAMP_TOKEN").without("KCAMP_PLATFORM").without("KCAMP_HOST");
    let accounts = Accounts { world, ..accounts };
    for profile in NAMES {
        accounts.run(profile, START).expect_code(12);
    }
    accounts.run("south", "halt --lift --yes").expect_code(0).expect_stderr(&["that nothing names"]);
    for profile in NAMES {
        accounts.run(profile, START).expect_code(0);
    }
}

#[test]
fn accounts_that_are_named_after_a_halt_are_told_apart_at_once() {
    let accounts = Accounts::new(&kept("token: {env: NORTH_KEY}", "token: {file: south.key}", false));
    accounts.run("north", "halt --yes -q").expect_code(0);
    accounts.run("south", START).expect_code(12);
    let ways = every_way();
    accounts.keep(&ways[5]);
    accounts.run("south", START).expect_code(0);
    accounts.run("north", START).expect_code(12);
    accounts.run("north", "resume --yes").expect_code(0);
    accounts.run("north", START).expect_code(0);
}

#[test]
fn a_create_in_doubt_blocks_its_name_where_it_may_have_been_sent_and_nowhere_else() {
    for kept in every_way() {
        let accounts = Accounts::new(&kept);
        let case = format!("{} | {}", kept.north, kept.south);
        accounts.world.file("x.yaml", file("First"));
        accounts.run("north", "campaign create -f x.yaml --yes").expect_code(0);
        let journal = accounts.world.home().join(".local/state/kcamp/journal.jsonl");
        let lines = std::fs::read_to_string(&journal).unwrap();
        // The create of another name, whose process ended before its answer came.
        let begun = lines.lines().find(|line| line.contains("\"campaign create\"")).unwrap();
        let mut begun: Value = serde_json::from_str(begun).unwrap();
        begun["key"] = "1-aaaaaa-0".into();
        begun["write"]["subject"] = "New".into();
        std::fs::write(&journal, format!("{lines}{begun}\n")).unwrap();
        // Beside a live one of the same values it would look like a rename.
        accounts.world.file("new/new.yaml", file("New") + "renamedFrom: none\n");
        let applied = accounts.run("south", "apply new --yes");
        let is_sent = !writes(&accounts.south).is_empty();
        assert_eq!(is_sent, kept.is_told_apart, "{case}: {applied:?}");
        // What another account has does not say what became of it.
        let settled = accounts.run("south", "journal settle 1-aaaaaa-0 -o json").expect_code(2);
        assert_eq!(settled.error_json()["code"], "journal/other-account", "{case}");
    }
}

#[test]
fn a_saved_plan_is_applied_where_it_was_made_and_not_where_it_may_be_of_another_account() {
    for kept in every_way() {
        let accounts = Accounts::new(&kept);
        let case = format!("{} | {}", kept.north, kept.south);
        accounts.world.file("new/new.yaml", file("New") + "renamedFrom: none\n");
        accounts.run("north", "plan new --out it.plan -q").expect_code(0);
        let error = accounts.run("south", "apply it.plan --yes -o json").expect_code(6).error_json();
        assert_eq!(error["code"], "plan/stale", "{case}");
        assert!(text(&error["message"]).contains("profile north"), "{error}");
        assert_eq!((writes(&accounts.north), writes(&accounts.south)), (vec![], vec![]), "{case}");
        accounts.run("north", "apply it.plan --yes").expect_code(0);
        assert_eq!((writes(&accounts.north).len(), writes(&accounts.south).len()), (1, 0), "{case}");
    }
    // Two jobs of a pipeline that have the key in a variable.
    let accounts = Accounts::new(&every_way()[0]).without_profile(KEYS[0]);
    accounts.world.file("new/new.yaml", file("New") + "renamedFrom: none\n");
    accounts.world.run("plan new --out it.plan -q").expect_code(0);
    accounts.world.run("apply it.plan --yes").expect_code(0);
    assert_eq!(writes(&accounts.north).len(), 1);
}

/// The campaigns of both accounts have the same ids, names and times.
#[test]
fn what_was_read_of_one_account_never_stands_for_another() {
    let reads = |sandbox: &Sandbox| sandbox.received_at("GET", "/campaigns/1").len();
    let accounts = Accounts::new(&every_way()[0]);
    let edit = "campaign update 'Live run' --description South --yes";
    accounts.run("south", edit).expect_code(0);
    accounts.world.file("all/x.yaml", file("Live run") + "description: South\n");
    let plan = |accounts: &Accounts, profile: &str| {
        let before = [&accounts.north, &accounts.south].map(reads);
        let line = format!("{profile}plan all -o json");
        let planned = accounts.world.run(&line).expect_code(0).json();
        let after = [&accounts.north, &accounts.south].map(reads);
        (planned["counts"]["update"].clone(), [after[0] > before[0], after[1] > before[1]])
    };
    assert_eq!(plan(&accounts, "--profile north "), (1.into(), [true, false]));
    assert_eq!(plan(&accounts, "--profile south "), (0.into(), [false, true]));
    // Nothing says whose a key alone is.
    let accounts = accounts.without_profile(KEYS[0]);
    assert_eq!(plan(&accounts, ""), (1.into(), [true, false]));
    let accounts = accounts.without_profile(KEYS[1]);
    assert_eq!(plan(&accounts, ""), (0.into(), [false, true]));
}

#[test]
fn an_account_has_the_name_that_its_user_gave_it() {
    let world = World::new().with("NORTH_KEY", KEYS[0]);
    let setup = "setup --platform burki --profile north --secret-env NORTH_KEY --timezone UTC --no-check";
    world.run(&format!("{setup} --account-id north-1")).expect_code(0);
    let config = std::fs::read_to_string(world.home().join(".config/kcamp/config.yaml")).unwrap();
    assert!(config.contains("account_id: north-1"), "{config}");
    world.run("profile list").expect_code(0).expect_stdout(&["ACCOUNT", "north-1"]);
    world.run("profile show north").expect_code(0).expect_stdout(&["account_id", "north-1"]);
    // A second setup keeps it, and without a name the table says where the key is.
    world.run(&format!("{setup} --yes")).expect_code(0).expect_stderr(&["account_id north-1"]);
    world.run(&setup.replace("--profile north", "--profile south")).expect_code(0);
    let list = world.run("profile list").expect_code(0).expect_stdout(&["key from the variable NORTH_KEY"]);
    assert!(!list.stdout.contains(KEYS[0]));
    let rows = world.run("profile list -o json").expect_code(0).json();
    assert_eq!((&rows[0]["account_id"], &rows[1]["account_id"]), (&"north-1".into(), &Value::Null));
}
