//! `kcamp apply`: what it sends, in which order, once, and what is said of each line.

use serde_json::{Value, json};

use crate::calls::{check_all, is_write};
use crate::create::{FILE, SCHEDULE};
use crate::lifecycle::with_campaign;
use crate::world::{Run, Sandbox, World};

fn apply(world: &World, more: &[&str]) -> Run {
    world.run([&["apply", "campaigns", "--yes", "-o", "json"][..], more].concat())
}

fn plan(world: &World) -> Run {
    world.run(["plan", "campaigns", "-o", "json", "--exit-code"])
}

/// Each result as `action name: outcome`.
fn results(run: &Run) -> Vec<String> {
    let result = |result: &Value| {
        let text = |key: &str| result[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}: {}", text("action"), text("name"), text("outcome"))
    };
    run.json()["results"].as_array().unwrap().iter().map(result).collect()
}

/// The writes that were received: the method and the last part of the path.
fn writes(sandbox: &Sandbox) -> Vec<String> {
    let words = |request: Value| {
        let path = request["path"].as_str().unwrap().to_owned();
        let last = path.rsplit('/').next().unwrap().to_owned();
        let enables = request["query"]["enableSchedule"].as_str().map(|it| format!(" {it}"));
        let last = if last.starts_with("cd-") { "ID".to_owned() } else { last };
        format!("{} {last}{}", request["method"].as_str().unwrap(), enables.unwrap_or_default())
    };
    sandbox.received().into_iter().filter(is_write).map(words).collect()
}

fn named(name: &str) -> String {
    FILE.replace("Event Reminder", name)
}

#[test]
fn a_folder_is_created_scheduled_and_then_nothing_is_left_to_do() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/1.yaml", format!("{}{SCHEDULE}", named("One")));
    world.file("campaigns/2.yaml", named("Two"));
    world.file("campaigns/3.yaml", format!("{}{SCHEDULE}", named("Three")));
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["create One: done", "create Two: done", "create Three: done"]);
    assert_eq!(run.json()["results"][0]["status"], "Scheduled");
    // Creates first, schedules after them.
    let sent = ["POST campaign"; 3].into_iter().chain(["POST schedule true"; 2]).collect::<Vec<_>>();
    assert_eq!(writes(&sandbox), sent);
    // Beside the writes: both types at first and at the end, the lists once, and before the schedules the one type that has some.
    assert_eq!(sandbox.received().len(), 5 + 2 + 1 + 1 + 2);
    plan(&world).expect_code(0);
    let before = writes(&sandbox).len();
    let again = world.run(["apply", "campaigns", "-o", "json"]).expect_code(0);
    assert_eq!((results(&again), &again.json()["unchanged"]), (Vec::new(), &json!(3)));
    assert_eq!(writes(&sandbox).len(), before, "the second run writes nothing");
}

#[test]
fn what_changed_in_a_file_goes_out_and_what_it_leaves_out_stays() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file(
        "campaigns/event.yaml",
        FILE.replace("priority: 5", "priority: 2").replace("dncLists: testdnc\n", ""),
    );
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["update Event Reminder: done"]);
    let body = &sandbox.received_at("PUT", "")[0]["body"];
    assert_eq!((&body["priority"], &body["dncLists"]), (&json!("2"), &json!({"name": "testdnc"})));
    plan(&world).expect_code(0);
}

#[test]
fn consent_comes_before_anything_is_sent_and_names_the_account() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/new.yaml", format!("{}{SCHEDULE}", named("New")));
    let run = world.run(["apply", "campaigns"]).expect_code(12);
    run.expect_stderr(&["this reaches real people", "--yes", "+ create     New"]);
    assert_eq!(writes(&sandbox), [""; 0]);
    // It asks for the whole of a plan, also where that reaches nobody at once.
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", named("New"));
    world.run(["apply", "campaigns"]).expect_code(12).expect_stderr(&["this changes campaigns"]);
    assert_eq!(writes(&sandbox), [""; 0]);
    world.run(["apply", "campaigns", "--yes"]).expect_code(0);
    assert_eq!(writes(&sandbox), ["PUT ID", "POST campaign"]);
}

#[test]
fn a_dry_run_shows_the_requests_and_writes_nothing() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", format!("{}{SCHEDULE}", named("New")));
    let shown = world.run(["apply", "campaigns", "--dry-run", "-o", "json"]).expect_code(0).json();
    let methods: Vec<&Value> = shown.as_array().unwrap().iter().map(|it| &it["method"]).collect();
    assert_eq!(methods, [&json!("PUT"), &json!("POST"), &json!("POST")]);
    assert_eq!(writes(&sandbox), [""; 0]);
}

#[test]
fn a_schedule_is_replaced_and_one_that_may_be_a_decision_stays_off() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Mon, Wed, Fri]"));
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    let body = sandbox.received_at("POST", "/schedule").pop().unwrap()["body"].clone();
    assert_eq!(body["recurrenceObject"]["weeklyDetails"]["whichDays"], json!(["Mon", "Wed", "Fri"]));
    plan(&world).expect_code(0);

    sandbox.world().run(["schedule", "disable", "Event Reminder"]).expect_code(0);
    let before = writes(&sandbox).len();
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["off_live Event Reminder: off_live"]);
    assert_eq!(writes(&sandbox).len(), before);
    let run = apply(&world, &["--reenable"]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    plan(&world).expect_code(0);
}

#[test]
fn where_a_schedule_is_not_replaced_at_once_it_is_switched_off_in_between() {
    let sandbox = Sandbox::with_flags(&["--choice", "enable-again=refused"]);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Fri]"));
    apply(&world, &[]).expect_code(0);
    let sent = writes(&sandbox);
    assert_eq!(sent[2..], ["POST schedule true", "POST schedule false", "POST schedule true"]);
    plan(&world).expect_code(0);
}

#[test]
fn what_is_off_after_that_is_said_first() {
    // Of the second apply the enable is refused, the disable is taken, and then the second enable is refused too.
    let flags = [
        "--choice",
        "enable-again=refused",
        "--fault",
        "slowx3:1ms:POST:schedule",
        "--fault",
        "422x1:POST:schedule",
    ];
    let sandbox = Sandbox::with_flags(&flags);
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    world.file("campaigns/a.yaml", named("A"));
    apply(&world, &[]).expect_code(0);
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}").replace("[Mon, Wed]", "[Fri]"));
    world.file("campaigns/a.yaml", named("A").replace("priority: 5", "priority: 1"));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["schedule Event Reminder: is_off_now", "update A: done"]);
    assert!(run.error_json()["message"].as_str().unwrap().contains("is off now"), "{}", run.stderr);
    let hint = "kcamp schedule enable 'Event Reminder' -f 'campaigns/event.yaml'";
    assert!(run.error_json()["hint"].as_str().unwrap().contains(hint), "{}", run.stderr);
}

#[test]
fn what_is_unreadable_is_left_alone_until_it_is_asked_for() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    let elsewhere = sandbox.world();
    elsewhere.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    let run = apply(&elsewhere, &[]).expect_code(0);
    assert_eq!(results(&run), ["unreadable Event Reminder: unreadable"]);
    assert_eq!(writes(&sandbox).len(), 2);
    let run = apply(&elsewhere, &["--resend-unreadable"]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    plan(&elsewhere).expect_code(0);
}

#[test]
fn a_blocked_line_is_10_and_the_others_are_carried_out() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.run(["campaign", "start", "Event Reminder", "--yes"]).expect_code(0);
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world.file("campaigns/new.yaml", named("New"));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked Event Reminder: blocked", "create New: done"]);
    assert!(run.error_json()["hint"].as_str().unwrap().contains("kcamp campaign stop cd-"), "{}", run.stderr);
    assert_eq!(sandbox.creates().len(), 1);
    assert_eq!(sandbox.received_at("PUT", "").len(), 0);
}

#[test]
fn a_create_in_doubt_gets_no_schedule_and_is_made_once() {
    for (fault, code, outcome) in [
        ("drop-after-sendx1:POST:campaign", 0, "done_answer_lost"),
        ("drop-before-applyx1:POST:campaign", 9, "unknown"),
    ] {
        let sandbox = Sandbox::with_faults(&[fault]);
        let world = sandbox.world();
        world.file("campaigns/1.yaml", format!("{}{SCHEDULE}", named("One")));
        world.file("campaigns/2.yaml", named("Two"));
        let run = apply(&world, &[]).expect_code(code);
        assert_eq!(run.json()["results"][0]["outcome"], *outcome, "{}", run.stdout);
        assert_eq!(run.json()["results"][1]["outcome"], "done", "{fault}");
        let enabled = sandbox.received_at("POST", "/schedule").len();
        assert_eq!(enabled, usize::from(code == 0), "{fault}");
        if code == 9 {
            // Nothing is sent for it again while it may still appear.
            apply(&world, &[]).expect_code(10);
            assert_eq!(sandbox.creates().len(), 2, "{fault}");
        } else {
            plan(&world).expect_code(0);
        }
    }
}

/// Kinds of failures, which strike once, in the middle of an apply.
const FAULTS: [&str; 22] = [
    "400x1",
    "401x1",
    "403x1",
    "404x1",
    "409x1",
    "422x1",
    "429x1",
    "500x1",
    "500x1:applied",
    "502x1",
    "503x1",
    "503x1:applied",
    "504x1",
    "drop-before-applyx1",
    "drop-after-sendx1",
    "halfx1",
    "garbagex1",
    "garbagex1:applied",
    "emptyx1",
    "wrong-jsonx1",
    "failedx1",
    "echo-tokenx1",
];

/// The writes of an apply, and a read between them.
const PLACES: [&str; 4] = ["POST:campaign", "PUT:campaign/*", "POST:schedule", "POST:getAllCampaignDetails"];

#[test]
fn whatever_fails_in_the_middle_each_change_is_made_once_in_the_end() {
    let calm = Sandbox::new();
    let world = calm.world();
    let old = |number: usize| named(&format!("Old {number}"));
    for number in 0..5 {
        world.file(&format!("campaigns/{number}.yaml"), old(number));
    }
    apply(&world, &[]).expect_code(0);
    let state = calm.state();
    let cases: Vec<String> =
        FAULTS.iter().flat_map(|fault| PLACES.iter().map(move |place| format!("{fault}:{place}"))).collect();
    check_all("applies of ten with a fault", &cases, |fault| {
        let sandbox = Sandbox::remembering(&state, &["--fault", fault]);
        let world = sandbox.world();
        for number in 0..5 {
            world
                .file(&format!("campaigns/{number}.yaml"), old(number).replace("priority: 5", "priority: 1"));
            let new = format!("{}{SCHEDULE}", named(&format!("New {number}")));
            world.file(
                &format!("campaigns/new-{number}.yaml"),
                new.replace("Event Guests", "Renewal Due July"),
            );
        }
        let first = apply(&world, &[]);
        // What was sent and is in doubt is 9; what was not sent is the failure's own code or 10.
        if ![0, 4, 5, 6, 7, 8, 9, 10].contains(&first.code) {
            return Err(format!("{fault}: {first:?}"));
        }
        let second = apply(&world, &["--reenable"]);
        if ![0, 10].contains(&second.code) {
            return Err(format!("{fault}, again: {second:?}"));
        }
        let left = plan(&world);
        let counts = left.json()["counts"].clone();
        let open: u64 =
            ["create", "update", "schedule", "off_live"].iter().map(|it| counts[it].as_u64().unwrap()).sum();
        if open != 0 {
            return Err(format!(
                "{fault}: {} is left, first {}, second {}",
                left.stdout, first.stdout, second.stdout
            ));
        }
        let listed = world.run(["campaign", "list", "--all", "-o", "json"]).expect_code(0).json();
        let names: Vec<&Value> = listed.as_array().unwrap().iter().map(|row| &row["name"]).collect();
        let distinct: std::collections::HashSet<&Value> = names.iter().copied().collect();
        // One that is in doubt is not sent again within two minutes.
        let blocked = usize::try_from(counts["blocked"].as_u64().unwrap()).unwrap();
        if names.len() != distinct.len() || names.len() + blocked != 10 {
            return Err(format!("{fault}: {names:?}, {blocked} blocked"));
        }
        Ok(())
    });
}

#[test]
fn an_account_that_is_halted_gets_nothing() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/1.yaml", named("One"));
    world.run(["halt", "--yes"]).expect_code(0);
    apply(&world, &[]).expect_code(12).expect_stderr(&["kcamp halt --lift"]);
    assert_eq!(sandbox.creates().len(), 0);
    apply(&world, &["--dry-run"]).expect_code(0);
    plan(&world).expect_code(20);
    world.run(["halt", "--lift", "--yes"]).expect_code(0);
    apply(&world, &[]).expect_code(0);
}

#[test]
fn a_journal_that_cannot_be_written_keeps_everything_from_being_sent() {
    let sandbox = Sandbox::new();
    let world = sandbox.world().on_a_full_disk();
    world.file("campaigns/1.yaml", named("One"));
    world.file("campaigns/2.yaml", named("Two"));
    let run = world.run(["apply", "campaigns", "--yes"]);
    assert_ne!(run.code, 0, "{run:?}");
    assert_eq!(sandbox.creates().len(), 0);
}

#[test]
fn a_halt_in_the_middle_is_10_where_something_was_written_and_12_where_nothing_was() {
    for (fault, code) in [("slowx1:8s:POST:campaign", 10), ("slowx1:8s:POST:getAllCampaignDetails", 12)] {
        let sandbox = Sandbox::with_faults(&[fault]);
        let world = sandbox.world();
        for number in 0..3 {
            world.file(&format!("campaigns/{number}.yaml"), named(&format!("N{number}")));
        }
        let mut child = world
            .command(["apply", "campaigns", "--yes", "-o", "json"])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        while sandbox.received_at("POST", fault.rsplit(':').next().unwrap()).is_empty() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        // As kcamp halt does it, which waits for nobody.
        world.run(["halt", "--yes", "-q"]).expect_code(0);
        let mut said = String::new();
        std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(code), "{fault}");
        assert!(said.contains("is halted since") && said.contains("kcamp halt --lift"), "{said}");
        assert!(code == 12 || said.contains("once that is lifted, kcamp apply again"), "{said}");
        assert_eq!(sandbox.creates().len(), usize::from(code == 10), "{fault}");
    }
}

#[test]
fn two_applies_at_once_create_each_campaign_once() {
    let sandbox = Sandbox::with_faults(&["slow:50ms:POST:campaign"]);
    let world = sandbox.world();
    for number in 0..4 {
        world.file(&format!("campaigns/{number}.yaml"), named(&format!("N{number}")));
    }
    let start = || world.command(["apply", "campaigns", "--yes", "-q"]).spawn().unwrap();
    let mut both = [start(), start()];
    for child in &mut both {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    assert_eq!(sandbox.creates().len(), 4);
}

#[test]
fn killed_between_two_writes_the_next_run_finishes_it() {
    let sandbox = Sandbox::with_faults(&["slowx1:10m:POST:schedule"]);
    let world = sandbox.world();
    for number in 0..3 {
        world
            .file(&format!("campaigns/{number}.yaml"), format!("{}{SCHEDULE}", named(&format!("N{number}"))));
    }
    world.kill_when(["apply", "campaigns", "--yes"], || sandbox.received_at("POST", "/schedule").len() == 1);
    assert_eq!(sandbox.creates().len(), 3);
    // The schedule whose call was under way is on, and nobody else can have switched it on before.
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["schedule N1: done", "schedule N2: done"]);
    assert_eq!((sandbox.creates().len(), sandbox.received_at("POST", "/schedule").len()), (3, 3));
    assert_eq!(actions(&plan(&world).expect_code(0)), ["unchanged", "unchanged", "unchanged"]);
}

fn actions(run: &Run) -> Vec<Value> {
    run.json()["lines"].as_array().unwrap().iter().map(|line| line["action"].clone()).collect()
}

/// The names of campaigns whose creates and schedules were received, and the ids of those whose updates were, in order.
fn targets(sandbox: &Sandbox) -> Vec<String> {
    let words = |request: Value| {
        let body = &request["body"];
        let name = body["name"].as_str().or(body["campaignName"].as_str()).unwrap_or_default();
        format!(
            "{} {} {name}",
            request["method"],
            request["path"].as_str().unwrap().rsplit('/').next().unwrap()
        )
    };
    let mut targets: Vec<String> = sandbox.received().into_iter().filter(is_write).map(words).collect();
    targets.sort();
    targets
}

#[test]
fn killed_at_any_write_of_ten_the_next_run_makes_each_change_once() {
    let calm = Sandbox::new();
    let colleague = calm.world();
    let changed = |number: usize| number >= 6;
    for number in (0..10).filter(|number| changed(*number)) {
        colleague.file(&format!("live/{number}.yaml"), named(&format!("N{number}")));
    }
    colleague.run(["campaign", "create", "-f", "live", "--yes"]).expect_code(0);
    // Six creates, three of them with a schedule, and four updates.
    let all = 6 + 3 + 4;
    let mut whole: Option<Vec<String>> = None;
    for at in (1..=all).rev() {
        let sandbox = Sandbox::continuing(
            &calm,
            &["slow:150ms:POST:campaign", "slow:150ms:POST:schedule", "slow:150ms:PUT:*"],
        );
        let world = sandbox.world();
        for number in 0..10 {
            let file = named(&format!("N{number}"));
            world.file(
                &format!("campaigns/{number}.yaml"),
                match number {
                    0..3 => format!("{file}{SCHEDULE}"),
                    3..6 => file,
                    _ => file.replace("priority: 5", "priority: 2"),
                },
            );
        }
        world.kill_when(["apply", "campaigns", "--yes"], || targets(&sandbox).len() >= at);
        let run = apply(&world, &[]);
        assert_eq!(run.code, 0, "{at}: {}{}", run.stdout, run.stderr);
        let made = targets(&sandbox);
        let expected = whole.get_or_insert_with(|| made.clone());
        assert_eq!(made, *expected, "{at}");
        assert_eq!(made.len(), all, "{at}: {made:#?}");
        plan(&world).expect_code(0);
    }
}

#[test]
fn a_comment_says_that_a_campaign_is_no_rename() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("campaigns/new.yaml", named("New"));
    let run = world.run(["plan", "campaigns", "-o", "json"]).expect_code(0);
    assert_eq!(run.json()["lines"][0]["code"], "plan/looks-renamed");
    world.file(
        "campaigns/other.yaml",
        FILE.replace("[Event Guests]", "[Event Gests]").replace("Event Reminder", "Other"),
    );
    let run = world.run(["plan", "campaigns/other.yaml", "-o", "json"]).expect_code(0);
    assert_eq!(run.json()["lines"][0]["code"], "plan/blocked");
    std::fs::remove_file(world.home().join("campaigns/other.yaml")).unwrap();
    world.file(
        "campaigns/new.yaml",
        format!("# kcamp: allow(plan/looks-renamed): another audience\n{}", named("New")),
    );
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create New: done"]);
    assert_eq!(sandbox.creates().len(), 1);
}

/// A campaign as it is live, or as a file has it: what varies.
#[derive(Debug, Clone)]
struct Varied {
    priority: u8,
    has_dnc: bool,
    text: u8,
    schedule: Option<bool>,
}

impl Varied {
    fn file(&self, number: usize) -> String {
        let text = named(&format!("N{number}"))
            .replace("priority: 5", &format!("priority: {}", self.priority))
            .replace("dncLists: testdnc\n", if self.has_dnc { "dncLists: testdnc\n" } else { "" })
            .replace("Canary text", &format!("Text {}", self.text))
            .replace(
                "[Event Guests]",
                if number.is_multiple_of(2) { "[Event Guests]" } else { "[Renewal Due July]" },
            );
        let schedule = match self.schedule {
            None => String::new(),
            Some(true) => SCHEDULE.to_owned(),
            Some(false) => SCHEDULE.replace("Mon, Wed", "Tue"),
        };
        format!("{text}{schedule}")
    }
}

fn varied() -> impl proptest::strategy::Strategy<Value = Option<Varied>> {
    use proptest::prelude::*;
    let one = (1..4_u8, any::<bool>(), 0..2_u8, any::<Option<bool>>());
    proptest::option::weighted(
        0.8,
        one.prop_map(|(priority, has_dnc, text, schedule)| Varied { priority, has_dnc, text, schedule }),
    )
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 12, max_shrink_iters: 4, failure_persistence: None, ..Default::default() })]

    /// Whatever is live and whatever the files say: after an apply there is nothing to do but what is blocked, a second one writes
    /// nothing, and no do-not-contact list is gone.
    #[test]
    fn after_an_apply_nothing_is_left_and_no_do_not_contact_list_is_gone(
        states in proptest::collection::vec((varied(), varied(), varied()), 1..4),
    ) {
        let sandbox = Sandbox::new();
        let (colleague, world) = (sandbox.world(), sandbox.world());
        let mut has_live = false;
        for (number, (live, _, _)) in states.iter().enumerate() {
            if let Some(live) = live {
                has_live = true;
                colleague.file(&format!("live/{number}.yaml"), live.file(number));
            }
        }
        if has_live {
            colleague.run(["campaign", "create", "-f", "live", "--yes"]).expect_code(0);
        }
        let mut before = with_do_not_contact_list(&world);
        for turn in 0..2 {
            let _ = std::fs::remove_dir_all(world.home().join("campaigns"));
            let wanted: Vec<&Option<Varied>> =
                states.iter().map(|(_, first, then)| if turn == 0 { first } else { then }).collect();
            for (number, file) in wanted.iter().enumerate() {
                if let Some(file) = file {
                    world.file(&format!("campaigns/{number}.yaml"), format!("{}renamedFrom: none\n", file.file(number)));
                }
            }
            if wanted.iter().all(|file| file.is_none()) {
                continue;
            }
            let run = apply(&world, &["--reenable", "--resend-unreadable"]);
            proptest::prop_assert!([0, 10].contains(&run.code), "{}{}", run.stdout, run.stderr);
            let left: Vec<String> = actions(&plan(&world)).iter().map(|it| it.as_str().unwrap().to_owned()).collect();
            let is_settled = |action: &String| ["unchanged", "blocked", "only_live"].contains(&action.as_str());
            proptest::prop_assert!(left.iter().all(is_settled), "{left:?}");
            let sent = writes(&sandbox).len();
            let _ = apply(&world, &["--reenable", "--resend-unreadable"]);
            proptest::prop_assert_eq!(writes(&sandbox).len(), sent, "a second apply writes nothing");
            let now = with_do_not_contact_list(&world);
            proptest::prop_assert!(before.iter().all(|name| now.contains(name)), "{before:?} {now:?}");
            before = now;
        }
    }
}

/// The names of the live campaigns that have a do-not-contact list.
fn with_do_not_contact_list(world: &World) -> Vec<String> {
    let rows = world.run(["campaign", "list", "-o", "json"]).expect_code(0).json();
    let names = rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned());
    let has_list = |name: &String| {
        let live = world.run(["campaign", "get", name, "-o", "json"]).expect_code(0).stdout;
        live.contains("testdnc")
    };
    names.filter(has_list).collect()
}

#[test]
fn burki_is_applied_field_by_field_and_again_nothing() {
    let file = "platform: burki\nname: Spring check-in\ncampaign_type: call\nassistant_id: 7\n\
                welcome_message_template: Hello\nmax_attempts: 3\n";
    let sandbox = Sandbox::new();
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", file);
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create Spring check-in: done"]);
    plan(&world).expect_code(0);
    world.file("campaigns/a.yaml", file.replace("max_attempts: 3", "max_attempts: 5"));
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["update Spring check-in: done"]);
    plan(&world).expect_code(0);
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), [""; 0]);
}

#[test]
fn what_is_in_no_file_is_deleted_only_with_its_number() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    let other = named("Other").replace("Event Guests", "Renewal Due July");
    world.file("campaigns/other.yaml", &other);
    apply(&world, &[]).expect_code(0);
    let run = world.run(["plan", "campaigns", "--prune", "-o", "json", "--exit-code"]).expect_code(20);
    assert_eq!(run.json()["counts"]["delete"], 1);
    for more in [&["--prune"][..], &["--prune", "--confirm", "2"], &["--prune", "--confirm", "all"]] {
        apply(&world, more).expect_code(12).expect_stderr(&["--yes --confirm 1"]);
    }
    assert_eq!(sandbox.received_at("DELETE", "").len(), 0);
    let run = apply(&world, &["--prune", "--confirm", "1"]).expect_code(0);
    assert_eq!(results(&run), ["delete Event Reminder: done"]);
    assert_eq!(sandbox.received_at("DELETE", "").len(), 1);
    // Nothing that runs is deleted.
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.run(["campaign", "start", "Event Reminder", "--yes"]).expect_code(0);
    world.file("campaigns/other.yaml", &other);
    let run = apply(&world, &["--prune"]).expect_code(10);
    assert_eq!(results(&run), ["create Other: done", "blocked Event Reminder: blocked"]);
    assert_eq!(sandbox.received_at("DELETE", "").len(), 0);
}

/// A sandbox with one campaign that a file changes, and the saved plan of that.
fn saved(world: &World) {
    world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 2"));
    world
        .run(["plan", "campaigns", "--out", "july.plan"])
        .expect_code(0)
        .expect_stderr(&["kcamp apply july.plan"]);
}

#[test]
fn a_saved_plan_is_carried_out_as_long_as_it_is_what_would_happen() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    saved(&world);
    let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
    for private in ["Canary", "12025550124", crate::world::SECRET] {
        assert!(!text.contains(private), "{private}: {text}");
    }
    let run = world.run(["apply", "july.plan", "--yes", "-o", "json"]).expect_code(0);
    assert_eq!(results(&run), ["update Event Reminder: done"]);
    // It has been carried out: now it is another state.
    let error = world.run(["apply", "july.plan", "--yes", "-o", "json"]).expect_code(6).error_json();
    assert_eq!(error["code"], "plan/stale");
    assert!(error["message"].as_str().unwrap().contains("\"Event Reminder\" was update"), "{error}");
    assert_eq!(writes(&sandbox), ["PUT ID"]);
}

#[test]
fn a_plan_that_is_stale_of_another_account_or_damaged_sends_nothing() {
    type Change = fn(&World);
    let changes: [(Change, i32, &str); 7] = [
        (
            |world| drop(world.file("campaigns/event.yaml", FILE.replace("priority: 5", "priority: 1"))),
            6,
            "plan/stale",
        ),
        (|world| drop(world.file("campaigns/new.yaml", named("New"))), 6, "plan/stale"),
        (
            |world| drop(world.run(["campaign", "start", "Event Reminder", "--yes"]).expect_code(0)),
            6,
            "plan/stale",
        ),
        (
            |world| drop(world.run(["campaign", "delete", "Event Reminder", "--yes"]).expect_code(0)),
            6,
            "plan/stale",
        ),
        (
            |world| {
                let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
                world.file(
                    "july.plan",
                    text.replace(kcamp::sandbox::ACCOUNT.account_id, "5a4db0c5a4db0c5a4db0c5a5"),
                );
            },
            6,
            "plan/stale",
        ),
        (
            |world| {
                let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
                world.file("july.plan", &text[..text.len() / 2]);
            },
            2,
            "plan/unreadable",
        ),
        (
            |world| {
                let text = std::fs::read_to_string(world.home().join("july.plan")).unwrap();
                world.file("july.plan", text.replace(env!("CARGO_PKG_VERSION"), "0.0.1"));
            },
            2,
            "plan/unreadable",
        ),
    ];
    for (number, (change, exit, code)) in changes.into_iter().enumerate() {
        let (sandbox, world, _) = with_campaign(FILE, &[]);
        saved(&world);
        change(&world);
        let before = writes(&sandbox).len();
        let error = world.run(["apply", "july.plan", "--yes", "-o", "json"]).expect_code(exit).error_json();
        assert_eq!(error["code"], *code, "{number}: {error}");
        assert_eq!(writes(&sandbox).len(), before, "{number}");
    }
}

#[test]
fn a_contact_list_that_is_not_there_blocks_its_campaign_and_no_other() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/a.yaml", FILE.replace("[Event Guests]", "[Event Gests]"));
    world.file("campaigns/b.yaml", named("B"));
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked Event Reminder: blocked", "create B: done"]);
    let hint = run.error_json()["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("write \"Event Guests\" if you mean that list"), "{hint}");
    assert_eq!(sandbox.creates().len(), 1);
}

#[test]
fn a_file_without_a_schedule_leaves_it_alone_and_none_switches_it_off() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    world.file("campaigns/event.yaml", format!("{FILE}{SCHEDULE}"));
    apply(&world, &[]).expect_code(0);
    let before = writes(&sandbox).len();
    for kept in ["", "schedule: {isSchedulingEnabled: false}\n"] {
        world.file("campaigns/event.yaml", format!("{FILE}{kept}"));
        plan(&world).expect_code(0);
        apply(&world, &[]).expect_code(0);
    }
    assert_eq!(writes(&sandbox).len(), before);
    world.file("campaigns/event.yaml", format!("{FILE}schedule: none\n"));
    let run = plan(&world).expect_code(20);
    assert_eq!(run.json()["lines"][0]["details"], "switched off");
    let run = apply(&world, &[]).expect_code(0);
    assert_eq!(results(&run), ["schedule Event Reminder: done"]);
    assert_eq!(writes(&sandbox)[before..], ["POST schedule false"]);
    plan(&world).expect_code(0);
    // The same on Burki, where immediate says so too.
    let burki = "platform: burki\nname: Spring\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n";
    let world = sandbox.burki_world();
    world.file("campaigns/a.yaml", format!(
        "{burki}schedule: {{schedule_type: scheduled, scheduled_at: \"2027-02-15T09:00:00\", timezone: America/New_York}}\n"
    ));
    apply(&world, &[]).expect_code(0);
    for none in ["schedule: none\n", "schedule: {schedule_type: immediate}\n"] {
        world.file("campaigns/a.yaml", format!("{burki}{none}"));
        let run = world.run(["plan", "campaigns", "-o", "json"]).expect_code(0);
        assert_eq!(run.json()["counts"]["schedule"], 1, "{}", run.stdout);
    }
    apply(&world, &[]).expect_code(0);
    plan(&world).expect_code(0);
}

#[test]
fn requests_grow_as_the_changes_do() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let file = |number: usize, priority: usize| {
        let file = named(&format!("N{number}")).replace("priority: 5", &format!("priority: {priority}"));
        world.file(&format!("campaigns/{number}.yaml"), format!("{file}{SCHEDULE}"));
    };
    let requests = |code: i32, line: &[&str]| {
        let before = sandbox.received().len();
        world.run(line).expect_code(code);
        sandbox.received().len() - before
    };
    (0..50).for_each(|number| file(number, 5));
    // Fifty creates and schedules, three listings, and the contact lists once.
    assert_eq!(requests(0, &["apply", "campaigns", "--yes", "-q"]), 106);
    assert_eq!(
        requests(0, &["plan", "campaigns", "-q", "--exit-code"]),
        2,
        "what was written counts as seen"
    );
    assert_eq!(requests(0, &["plan", "campaigns", "-q", "--refresh"]), 2 + 50, "each is read once");
    assert_eq!(requests(0, &["apply", "campaigns", "-q"]), 2, "what was seen is known by its row");
    (0..3).for_each(|number| file(number, 4));
    assert_eq!(requests(20, &["plan", "campaigns", "-q", "--exit-code"]), 2);
    assert_eq!(requests(0, &["apply", "campaigns", "--yes", "-q"]), 2 + 3 + 2, "one request a change");
    assert_eq!(
        requests(0, &["plan", "campaigns", "-q", "--exit-code"]),
        2,
        "what was written counts as seen"
    );
    // Whoever changes one after that is seen.
    sandbox.world().run(["campaign", "update", "N7", "--priority", "1", "--yes"]).expect_code(0);
    assert_eq!(requests(20, &["plan", "campaigns", "-q", "--exit-code"]), 2 + 1);
}

#[test]
fn a_campaign_under_a_new_name_is_updated_and_not_created_beside_the_old_one() {
    let (sandbox, world, id) = with_campaign(FILE, &[]);
    let renamed = named("Guests of the event");
    world.file("campaigns/event.yaml", &renamed);
    let run = apply(&world, &[]).expect_code(10);
    assert_eq!(results(&run), ["blocked Guests of the event: blocked"]);
    assert!(
        run.error_json()["hint"].as_str().unwrap().contains("renamedFrom: \"Event Reminder\""),
        "{}",
        run.stderr
    );
    assert_eq!(writes(&sandbox), [""; 0]);

    world.file("campaigns/event.yaml", format!("{renamed}renamedFrom: Event Reminder\n"));
    let run = plan(&world).expect_code(20);
    assert_eq!(run.json()["lines"][0]["details"], "name Event Reminder → Guests of the event");
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["update Event Reminder: done"]);
    assert_eq!(writes(&sandbox), ["PUT ID"]);
    let live = world.run(["campaign", "get", &id, "-o", "json"]).expect_code(0).json();
    assert_eq!(live["name"], "Guests of the event");
    // What it was called may stay in the file.
    plan(&world).expect_code(0);

    // Another campaign on the same lists says so.
    world.file("campaigns/event.yaml", format!("{}renamedFrom: none\n", named("Another")));
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create Another: done"]);
    // Other lists are no rename.
    world.file("campaigns/event.yaml", named("Third").replace("Event Guests", "Renewal Due July"));
    assert_eq!(results(&apply(&world, &[]).expect_code(0)), ["create Third: done"]);
}

#[test]
fn a_create_does_not_make_a_second_campaign_of_one_that_was_renamed() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    world.file("new.yaml", format!("{}renamedFrom: Event Reminder\n", named("Guests")));
    for more in [&[][..], &["--if-absent"]] {
        let run = world
            .run([&["campaign", "create", "-f", "new.yaml", "-o", "json"], more].concat())
            .expect_code(6);
        assert!(
            run.error_json()["hint"].as_str().unwrap().contains("kcamp apply 'new.yaml'"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(writes(&sandbox), [""; 0]);
    world.run(["apply", "new.yaml", "--yes"]).expect_code(0);
    assert_eq!(writes(&sandbox), ["PUT ID"]);
    // Once it has its name, the key says nothing any more.
    world.run(["campaign", "create", "-f", "new.yaml", "--if-absent"]).expect_code(0);
    assert_eq!(writes(&sandbox), ["PUT ID"]);
}
