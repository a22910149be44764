//! People who only share a number with somebody who must not be contacted, such as that of their shop.

use crate::contact_inputs::worlds;
use crate::opted_out::{BURKI, KORE, received};

/// Four people have the number of their shop in common with somebody who must not be contacted: the note names the
/// column, and once it is out of the file they come back by their number, but not whoever is listed.
#[test]
fn whoever_only_shares_a_number_comes_back_by_their_number() {
    let (sandbox, kore, burki) = worlds();
    for (world, command) in [(&kore, KORE), (&burki, BURKI)] {
        let row =
            |at: usize, shop: &str| format!("+1202555013{at},{at},{}\n", if at == 5 { "" } else { shop });
        let rows = |shop: &str| (1..=5).map(|at| row(at, shop)).collect::<Vec<_>>().concat();
        let import = |header: &str, shop: &str, more: &[&str]| {
            world.file("people.csv", format!("Phone,uniqueId,{header}\n{}", rows(shop)));
            let since = sandbox.received().len();
            let run = world.run([&command[..], &["people.csv", "--yes", "-o", "json"], more].concat());
            let is_sent = run.code == 0 && !more.contains(&"--check");
            (run, if is_sent { received(&sandbox, since, command) } else { Vec::new() })
        };
        world.file("dnc.csv", "+12025550131\n");
        let dnc = ["--dnc", "dnc.csv"];
        let (run, _) = import("Shop phone", "+12025550199", &[&dnc[..], &["--check"]].concat());
        run.expect_code(0).expect_stderr(&[
            "as in the column Shop phone",
            "take it out of the file before it is imported: a check remembers nobody",
        ]);
        // Twice, since what is remembered of the first import is no other reason in the second.
        for expected in [&["5"][..], &[]] {
            let again: &[&str] = if command == KORE { &["--only-new"] } else { &[] };
            let (run, sent) = import("Shop phone", "+12025550199", &[&dnc[..], again].concat());
            assert!(sent == expected || command == BURKI && sent == ["5"], "{sent:?}");
            if !expected.is_empty() {
                run.expect_stderr(&["3 rows are left out", "and add --contact-again 3"]);
            }
        }
        let (run, _) = import("Notes", "none", &[&dnc[..], &["--contact-again", "4"]].concat());
        run.expect_code(2).expect_stderr(&["--contact-again 3"]);
        let again: &[&str] = if command == KORE { &["--only-new"] } else { &[] };
        let (_, sent) = import("Notes", "none", &[&dnc[..], &["--contact-again", "3"], again].concat());
        let expected: &[&str] = if command == KORE { &["2", "3", "4"] } else { &["2", "3", "4", "5"] };
        assert_eq!(sent, expected);
    }
}
