//! For any live campaigns and any files, one apply leaves nothing to do.

use serde_json::Value;

use crate::create::SCHEDULE;
use crate::world::{Sandbox, World};

use super::{apply, named, writes};

const OF_BURKI: &str = "platform: burki\ncampaign_type: call\nassistant_id: 7\n";
pub const BURKI_SCHEDULE: &str = "schedule: {schedule_type: recurring, scheduled_at: \"2027-02-15T09:00:00\", timezone: UTC, \
                              recurring_config: {frequency: weekly, days_of_week: [Mon, Wed], time: \"09:00\"}}\n";

/// The schedule of a file.
#[derive(Debug, Clone, Copy)]
enum Schedule {
    Unmanaged,
    None,
    MondayAndWednesday,
    Tuesday,
}

/// What happens to the live campaign before the files are applied: somebody else does it, or this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meanwhile {
    Nothing,
    SwitchedOff,
    Started,
    StartedHere,
    Edited,
}

/// The fields of a campaign that vary, live or in a file.
#[derive(Debug, Clone)]
struct Varied {
    meanwhile: Meanwhile,
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
    let meanwhile = proptest::sample::select(vec![
        Meanwhile::Nothing,
        Meanwhile::Nothing,
        Meanwhile::SwitchedOff,
        Meanwhile::Started,
        Meanwhile::StartedHere,
        Meanwhile::Edited,
    ]);
    let one = (1..4_u8, any::<bool>(), list, 0..2_u8, schedule, meanwhile);
    let varied = |(number, is_upper_case, do_not_contact, text, schedule, meanwhile)| Varied {
        meanwhile,
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

/// Does to the live campaigns what is done to them meanwhile. What the platform refuses in their state does not happen.
fn change([colleague, here]: [&World; 2], campaigns: &[Option<Varied>], is_burki: bool) {
    let live = colleague.run("campaign list --all -o json").expect_code(0).json();
    for (at, campaign) in campaigns.iter().enumerate() {
        let name = format!("Number {at}");
        let is_named = |row: &&Value| row["name"].as_str().unwrap().eq_ignore_ascii_case(&name);
        let (Some(campaign), Some(row)) = (campaign, live.as_array().unwrap().iter().find(is_named)) else {
            continue;
        };
        let id = format!("id:{}", row["id"].to_string().trim_matches('"'));
        let edit = if is_burki { ["--max-attempts", "4"] } else { ["--priority", "4"] };
        let who = if campaign.meanwhile == Meanwhile::StartedHere { here } else { colleague };
        let command = match campaign.meanwhile {
            Meanwhile::Nothing => continue,
            Meanwhile::SwitchedOff => vec!["schedule", "disable", &id, "--yes"],
            Meanwhile::Started | Meanwhile::StartedHere => {
                if is_burki {
                    who.file("contacts.csv", "phone\n+12025550123\n");
                    let _ = who.run(["campaign", "import", &id, "contacts.csv", "--yes"]);
                }
                vec!["campaign", "start", &id, "--yes"]
            }
            Meanwhile::Edited => [&["campaign", "update", &id, "--yes"][..], &edit].concat(),
        };
        let run = who.run(&*command);
        assert!([0, 6, 7].contains(&run.code), "{command:?}: {run:?}");
    }
}

/// Whether a line that is left after an apply may be: nothing is to be done, the flag that would do it was not given,
/// or the state of the live campaign does not allow it.
fn is_settled(line: &Value, flags: &[&str], is_burki: bool) -> bool {
    let details = line["details"].as_str().unwrap();
    match line["action"].as_str().unwrap() {
        "unchanged" | "only_live" => true,
        "off_live" => !flags.contains(&"--reenable"),
        "unreadable" => !flags.contains(&"--resend-unreadable"),
        "blocked" => match line["status"].as_str() {
            Some("Active" | "Running") => true,
            // Burki edits no campaign that is scheduled.
            Some("Scheduled") if is_burki => ["max_attempts", "welcome_message_template", "name"]
                .iter()
                .any(|field| details.contains(field)),
            _ => false,
        },
        _ => false,
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 16, max_shrink_iters: 8, failure_persistence: None, ..Default::default() })]

    /// For any live campaigns and any files: after an apply, nothing is left to do except what the state of a campaign or
    /// a missing flag leaves, a second apply writes nothing, and no do-not-contact list is lost.
    #[test]
    fn after_an_apply_nothing_is_left_and_no_do_not_contact_list_is_gone(
        states in states(),
        is_burki in proptest::prelude::any::<bool>(),
        flags in proptest::sample::subsequence(vec!["--reenable", "--resend-unreadable"], 0..=2),
    ) {
        let sandbox = Sandbox::new();
        let world = || if is_burki { sandbox.burki_world() } else { sandbox.world() };
        let (colleague, world) = (world(), world());
        if write(&colleague, "live", &states[0], is_burki) {
            colleague.run("campaign create -f live --yes").expect_code(0);
        }
        let mut before = with_do_not_contact_list(&world);
        change([&colleague, &world], &states[0], is_burki);
        for files in &states[1..] {
            if !write(&world, "campaigns", files, is_burki) {
                continue;
            }
            let run = apply(&world, &flags);
            proptest::prop_assert!([0, 10].contains(&run.code), "{}{}", run.stdout, run.stderr);
            let left = world.run([&["plan", "campaigns", "-o", "json"][..], &flags].concat()).expect_code(0).json();
            for line in left["lines"].as_array().unwrap() {
                proptest::prop_assert!(is_settled(line, &flags, is_burki), "{flags:?}: {line}");
            }
            let sent = writes(&sandbox).len();
            let _ = apply(&world, &flags);
            proptest::prop_assert_eq!(writes(&sandbox).len(), sent, "a second apply writes nothing");
            let now = with_do_not_contact_list(&world);
            proptest::prop_assert!(before.iter().all(|id| now.contains(id)), "{before:?} {now:?}");
            before = now;
            change([&colleague, &world], files, is_burki);
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
