//! `kcamp apply --prune`: what is in no file is deleted only with its number.

use crate::create::FILE;
use crate::lifecycle::with_campaign;

use super::{apply, named, results};

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
