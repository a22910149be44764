//! For any live campaigns and any files, one apply leaves nothing to do.

use crate::create::SCHEDULE;
use crate::world::{Sandbox, World};

use super::{actions, apply, named, plan, writes};

const OF_BURKI: &str = "platform: burki\ncampaign_type: call\nassistant_id: 7\n";
const BURKI_SCHEDULE: &str = "schedule: {schedule_type: recurring, scheduled_at: \"2027-02-15T09:00:00\", timezone: UTC, \
                              recurring_config: {frequency: weekly, days_of_week: [Mon, Wed], time: \"09:00\"}}\n";

/// The schedule of a file.
#[derive(Debug, Clone, Copy)]
enum Schedule {
    Unmanaged,
    None,
    MondayAndWednesday,
    Tuesday,
}

/// The fields of a campaign that vary, live or in a file.
#[derive(Debug, Clone)]
struct Varied {
    number: u8,
    is_upper_case: bool,
    do_not_contact: Option<&'static str>,
    text: u8,
    schedule: Schedule,
}

impl Varied {
    /// Its file; `at` gives its name.
    fn file(&self, at: usize, is_burki: bool) -> String {
        let name = if self.is_upper_case { format!("NUMBER {at}") } else { format!("Number {at}") };
        let own = if is_burki {
            let Self { number, text, .. } = self;
            format!("{OF_BURKI}name: {name}\nmax_attempts: {number}\nwelcome_message_template: Text {text}\n")
        } else {
            let list = self.do_not_contact.map_or_else(String::new, |list| format!("dncLists: {list}\n"));
            named(&name)
                .replace("priority: 5", &format!("priority: {}", self.number))
                .replace("dncLists: testdnc\n", &list)
                .replace("Canary text", &format!("Text {}", self.text))
                .replace(
                    "[Event Guests]",
                    if at.is_multiple_of(2) { "[Event Guests]" } else { "[Renewal Due July]" },
                )
        };
        let schedule = if is_burki { BURKI_SCHEDULE } else { SCHEDULE };
        let schedule = match self.schedule {
            Schedule::Unmanaged => String::new(),
            Schedule::None => "schedule: none\n".to_owned(),
            Schedule::MondayAndWednesday => schedule.to_owned(),
            Schedule::Tuesday => schedule.replace("Mon, Wed", "Tue"),
        };
        format!("{own}renamedFrom: none\n{schedule}")
    }
}

fn varied() -> impl proptest::strategy::Strategy<Value = Option<Varied>> {
    use proptest::prelude::*;
    let list = proptest::sample::select(vec![None, Some("testdnc"), Some("DNC CL Dec 4")]);
    let schedule = proptest::sample::select(vec![
        Schedule::Unmanaged,
        Schedule::None,
        Schedule::MondayAndWednesday,
        Schedule::Tuesday,
    ]);
    let one = (1..4_u8, any::<bool>(), list, 0..2_u8, schedule);
    let varied = |(number, is_upper_case, do_not_contact, text, schedule)| Varied {
        number,
        is_upper_case,
        do_not_contact,
        text,
        schedule,
    };
    proptest::option::weighted(0.8, one.prop_map(varied))
}

/// The live campaigns, and the files at one time and the next.
fn states() -> impl proptest::strategy::Strategy<Value = Vec<Vec<Option<Varied>>>> {
    use proptest::prelude::*;
    (1..4_usize).prop_flat_map(|campaigns| {
        proptest::collection::vec(proptest::collection::vec(varied(), campaigns), 2..5)
    })
}

/// Writes the files of these campaigns. Returns whether there are any.
fn write(world: &World, folder: &str, campaigns: &[Option<Varied>], is_burki: bool) -> bool {
    let _ = std::fs::remove_dir_all(world.home().join(folder));
    for (at, campaign) in campaigns.iter().enumerate() {
        if let Some(campaign) = campaign {
            world.file(&format!("{folder}/{at}.yaml"), campaign.file(at, is_burki));
        }
    }
    campaigns.iter().any(Option::is_some)
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 16, max_shrink_iters: 8, failure_persistence: None, ..Default::default() })]

    /// For any live campaigns and any files: after an apply, nothing is left to do except what is blocked, a second
    /// apply writes nothing, and no do-not-contact list is lost.
    #[test]
    fn after_an_apply_nothing_is_left_and_no_do_not_contact_list_is_gone(
        states in states(),
        is_burki in proptest::prelude::any::<bool>(),
    ) {
        let sandbox = Sandbox::new();
        let world = || if is_burki { sandbox.burki_world() } else { sandbox.world() };
        let (colleague, world) = (world(), world());
        if write(&colleague, "live", &states[0], is_burki) {
            colleague.run("campaign create -f live --yes").expect_code(0);
        }
        let mut before = with_do_not_contact_list(&world);
        for files in &states[1..] {
            if !write(&world, "campaigns", files, is_burki) {
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
            proptest::prop_assert!(before.iter().all(|id| now.contains(id)), "{before:?} {now:?}");
            before = now;
        }
    }
}

/// The ids of the live campaigns that have a do-not-contact list.
fn with_do_not_contact_list(world: &World) -> Vec<String> {
    let rows = world.run("campaign list --all -o json").expect_code(0).json();
    let ids = rows.as_array().unwrap().iter().map(|row| row["id"].to_string().trim_matches('"').to_owned());
    let has_list = |id: &String| {
        let live = world.run(["campaign", "get", id, "-o", "json"]).expect_code(0).stdout;
        live.contains("testdnc") || live.contains("DNC CL Dec 4")
    };
    ids.filter(has_list).collect()
}
