//! What a plan says about its requests before it reads many campaigns, held against what the sandbox received.

use crate::colleagues::platforms;
use crate::world::Sandbox;

/// More campaigns than are read without a word.
const MANY: usize = 21;

/// The numbers of `at least N requests` and `up to M more`.
fn announced(said: &str) -> Option<(usize, usize)> {
    let number_after = |words: &str| {
        let rest = said.split_once(words)?.1;
        rest.split_whitespace().next()?.parse::<usize>().ok()
    };
    Some((number_after(": at least ")?, number_after("and up to ").unwrap_or(0)))
}

#[test]
fn what_is_announced_covers_what_is_received() {
    for (is_burki, (world_of, file)) in [false, true].into_iter().zip(platforms()) {
        let without = file.split_once("schedule:").unwrap().0.to_owned();
        for (scheduled, more) in [(MANY, true), (1, true), (0, false)] {
            let sandbox = Sandbox::with_rate_limit(0);
            let world = world_of(&sandbox).with("KCAMP_RATE_LIMIT", "1000000");
            for number in 0..MANY {
                let text = if number < scheduled { &file } else { &without };
                let text = text.replace("Event Reminder", &format!("N{number}"));
                world.file(&format!("campaigns/{number}.yaml"), format!("renamedFrom: none\n{text}"));
            }
            world.run("apply campaigns --yes -o json").expect_code(0);
            // Schedules that this machine sent, and those of which it knows nothing.
            for state in [None, Some("elsewhere")] {
                let home = world.home().join(state.unwrap_or(".local/state"));
                let at = || world.command("plan campaigns --refresh").env("XDG_STATE_HOME", &home).output();
                let before = sandbox.received().len();
                let output = at().unwrap();
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                let received = sandbox.received().split_off(before);
                let reads = received.iter().filter(|request| request["method"] == "GET");
                let is_list = |path: &str| path.ends_with("/campaigns/") || path.ends_with("/campaigns");
                let reads = reads.filter(|it| !is_list(it["path"].as_str().unwrap_or_default())).count();
                let (least, up_to) = announced(&said).unwrap_or_else(|| panic!("{said}"));
                assert_eq!(least, MANY, "{said}");
                assert_eq!(up_to, if is_burki && more { 2 * scheduled } else { 0 }, "{said}");
                assert!((least..=least + up_to).contains(&reads), "{reads}: {said}");
            }
        }
    }
}
