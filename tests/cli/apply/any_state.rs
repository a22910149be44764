//! Whatever is live and whatever the files say: one apply leaves nothing to do.

use crate::create::SCHEDULE;
use crate::world::{Sandbox, World};

use super::{actions, apply, named, plan, writes};

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
