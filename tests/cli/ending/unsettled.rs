//! A create that was ended during its request is reported once, and settled by a look or by a user.

use super::*;

/// Kills a create during its request, and returns the key of the write.
fn killed_create(sandbox: &Sandbox, world: &World) -> String {
    world.file("campaign.yaml", FILE);
    let (mut child, _stderr) = started(world, &["campaign", "create", "-f", "campaign.yaml"]);
    wait_until_created(sandbox, &mut child);
    // While it runs, nothing is reported.
    let meanwhile = world.run("campaign list").expect_code(0);
    assert!(!meanwhile.stderr.contains("is unknown"), "{}", meanwhile.stderr);
    child.kill().unwrap();
    child.wait().unwrap();
    let entries = world.run("journal --failed -ojson").expect_code(0).json();
    entries[0]["entry"].as_str().unwrap().to_owned()
}

#[test]
fn a_write_whose_outcome_is_not_known_is_told_once_and_settled_by_looking() {
    let sandbox = Sandbox::with_faults(&["slowx1:60s:POST:campaign"]);
    let world = sandbox.world();
    let key = killed_create(&sandbox, &world);
    let line = format!("kcamp journal settle {key}");
    world.run("campaign list").expect_code(0).expect_stderr(&[
        "warning[journal/outcome-unknown]: the outcome of campaign create \"Event Reminder\"",
        &line,
    ]);
    let second = world.run("campaign list").expect_code(0);
    assert!(!second.stderr.contains("is unknown"), "{}", second.stderr);
    world.run("journal --failed").expect_code(0).expect_stderr(&[&line]);
    let settled = world.run(["journal", "settle", &key, "-ojson"]).expect_code(0).json();
    assert_eq!((&settled[0]["outcome"], &settled[0]["exit_code"]), (&json!("done"), &json!(0)), "{settled}");
    assert!(settled[0]["id"].as_str().unwrap().starts_with("cd-"), "{settled}");
    assert_eq!(sandbox.creates().len(), 1, "looking writes nothing");
    let again = world.run(["journal", "settle", &key, "-ojson"]).expect_code(6);
    assert_eq!(again.error_json()["code"], "journal/not-open");
    assert_eq!(world.run("journal --failed -ojson").json(), json!([]));
}

#[test]
fn what_no_reading_settles_is_noted_as_a_person_says() {
    let sandbox = Sandbox::with_faults(&["slowx1:60s:POST:campaign"]);
    let world = sandbox.world();
    let key = killed_create(&sandbox, &world);
    // A campaign that was created at another time is not the one.
    let other = world.home().join(".local/state/kcamp/journal.jsonl");
    let moved = std::fs::read_to_string(&other).unwrap().replace("2026-12-03T08:00", "2026-12-02T08:00");
    std::fs::write(&other, moved).unwrap();
    let error = world.run(["journal", "settle", &key, "-ojson"]).expect_code(9).error_json();
    assert_eq!(error["code"], "journal/not-settled");
    assert!(error["hint"].as_str().unwrap().contains("--as done"), "{error}");
    let elsewhere = sandbox.world().with("KCAMP_ACCOUNT_ID", "000000000000000000000001");
    let journal = world.home().join(".local/state/kcamp/journal.jsonl");
    let elsewhere = elsewhere.with("KCAMP_JOURNAL", journal.to_string_lossy());
    let error = elsewhere.run(["journal", "settle", &key, "-ojson"]).expect_code(2).error_json();
    assert_eq!(error["code"], "journal/other-account");
    let settled = world.run(["journal", "settle", &key, "--as", "not-done", "-ojson"]).expect_code(0).json();
    assert_eq!(settled[0]["outcome"], "failed");
    assert_eq!(
        world.run("journal settle 7-7 -ojson").expect_code(5).error_json()["code"],
        "journal/no-such-write"
    );
}
