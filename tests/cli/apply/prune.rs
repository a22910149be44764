//! `kcamp apply --prune`: what is in no file is deleted only with its number.

use crate::create::FILE;
use crate::lifecycle::with_campaign;
use crate::world::{Sandbox, World, private};

use super::{apply, named, results, writes};

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

/// Makes this world's profile a protected one of this name, and puts a campaign into its files that is not live.
fn protected(name: &str, sandbox: &Sandbox, world: &World) {
    let account = kcamp::sandbox::ACCOUNT;
    let profile = format!(
        "current: \"{name}\"\nprofiles:\n  \"{name}\":\n    host: {}\n    stream_id: {}\n    account_id: {}\n    client_id: {}\n    \
         client_secret: {{env: KCAMP_CLIENT_SECRET}}\n    protected: true\n",
        sandbox.address, account.stream_id, account.account_id, account.client_id
    );
    private(&world.file(".config/kcamp/config.yaml", profile));
    world.file("campaigns/other.yaml", named("Other").replace("Event Guests", "Renewal Due July"));
}

#[test]
fn on_a_protected_profile_its_name_and_the_number_are_needed() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    protected("prod", &sandbox, &world);
    for more in [
        &["--prune", "--confirm", "prod"][..],
        &["--prune", "--confirm", "1"],
        &["--prune", "--confirm", "prod", "--confirm", "2"],
    ] {
        apply(&world, more).expect_code(12);
    }
    apply(&world, &["--prune"]).expect_code(12).expect_stderr(&["--yes --confirm prod --confirm 1"]);
    assert_eq!(writes(&sandbox), [""; 0]);
    let run = apply(&world, &["--prune", "--confirm", "prod", "--confirm", "1"]).expect_code(0);
    assert_eq!(results(&run), ["create Other: done", "delete Event Reminder: done"]);
}

#[test]
fn a_profile_that_is_called_like_the_number_is_confirmed_beside_it() {
    let (sandbox, world, _) = with_campaign(FILE, &[]);
    protected("1", &sandbox, &world);
    let run = apply(&world, &["--prune", "--confirm", "1"]).expect_code(12);
    run.expect_stderr(&["--yes --confirm 1 --confirm 1"]);
    assert_eq!(writes(&sandbox), [""; 0]);
    let run = apply(&world, &["--prune", "--confirm", "1", "--confirm", "1"]).expect_code(0);
    assert_eq!(results(&run), ["create Other: done", "delete Event Reminder: done"]);
}
