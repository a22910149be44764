//! Lists that are cut or change while they are read: nothing is taken for absent that may be on a page that never came.

use serde_json::{Value, json};

use crate::create::FILE;
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::{Sandbox, World};

/// Ten rows a page, so that three are needed.
const SMALL_PAGES: [&str; 2] = ["--choice", "page-rows-max=10"];
const CAMPAIGNS: usize = 25;

/// How the second page is wrong.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    /// It is empty, and the total says that there are more rows.
    Short,
    /// It is empty, no total is said, and there are more rows.
    Endless,
}

/// Spoils every second page of a list.
struct Spoiled(Wrong);

impl Watch for Spoiled {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        let is_kore = request.line.contains(LIST) && request.body["skip"] == 10;
        let is_contacts = request.line.contains("getAllContacts") && request.line.contains("skip=10");
        let is_burki = request.line.contains("/campaigns/?") && !request.line.contains("search=");
        if is_kore || is_contacts {
            let data = &mut answer["data"];
            data["results"] = json!([]);
            match self.0 {
                Wrong::Short => data["hasMore"] = json!(false),
                Wrong::Endless => {
                    data.as_object_mut().unwrap().remove("totalResults");
                    data["hasMore"] = json!(true);
                }
            }
        } else if is_burki {
            // Its pages are longer: the first has ten of the 25 here.
            let is_first = request.line.contains("page=1");
            answer["campaigns"].as_array_mut().unwrap().truncate(if is_first { 10 } else { 0 });
            let pagination = &mut answer["pagination"];
            match self.0 {
                _ if is_first => pagination["has_next"] = json!(true),
                Wrong::Short => pagination["has_next"] = json!(false),
                Wrong::Endless => {
                    pagination.as_object_mut().unwrap().remove("total_items");
                    pagination["has_next"] = json!(true);
                }
            }
        }
    }
}

/// An account of a platform, with campaigns `C00` to `C24`.
fn account(of: fn(World) -> World, file: &str) -> Sandbox {
    let sandbox = Sandbox::with_flags(&SMALL_PAGES);
    let world = of(sandbox.world());
    for at in 0..CAMPAIGNS {
        world.file(&format!("campaigns/{at:02}.yaml"), file.replace("NAME", &format!("C{at:02}")));
    }
    world.run("campaign create -f campaigns --yes").expect_code(0);
    sandbox
}

const BURKI: &str = "platform: burki\nname: NAME\ncampaign_type: call\nassistant_id: 7\n";

/// Makes a world one of a platform, beside a campaign file with `NAME` as its name.
type OfPlatform = (fn(World) -> World, String);

fn platforms() -> [OfPlatform; 2] {
    [(std::convert::identity, FILE.replace("Event Reminder", "NAME")), (World::of_burki, BURKI.to_owned())]
}

#[test]
fn what_may_be_on_a_page_that_never_came_is_not_taken_for_absent() {
    for (of, file) in platforms() {
        let sandbox = account(of, &file);
        let creates = sandbox.creates().len();
        for wrong in [Wrong::Short, Wrong::Endless] {
            let world = of(relay(&sandbox, Spoiled(wrong)));
            // The newest come first, or the oldest: both ends are asked for.
            for name in ["C00", "C24"] {
                world.file("one.yaml", file.replace("NAME", name));
                for line in [
                    &["campaign", "create", "-f", "one.yaml", "--if-absent", "--yes"][..],
                    &["plan", "one.yaml"],
                    &["apply", "one.yaml", "--yes"],
                    &["campaign", "list", "--all"],
                    &["campaign", "export", "--all", "-d", "out"],
                ] {
                    let run = world.run([line, &["-o", "json"]].concat()).expect_code(8);
                    let message = run.error_json()["message"].to_string();
                    assert!(message.contains("rows but sends 10"), "{wrong:?} {line:?}: {message}");
                }
            }
            let halt = world.run("halt --yes -o json").expect_code(9);
            assert_eq!(halt.json()["verdict"], "unknown", "{wrong:?}");
            world.run("halt --lift --yes").expect_code(0);
        }
        assert_eq!(sandbox.creates().len(), creates);
    }
}

/// Deletes a campaign each time before the second page of the sms campaigns is read, as long as it has names.
struct Deleting {
    other: World,
    names: Vec<&'static str>,
}

impl Watch for Deleting {
    fn before(&mut self, request: &Passing) {
        if request.line.contains(LIST)
            && request.body["skip"] == 10
            && let Some(name) = self.names.pop()
        {
            self.other.run(["campaign", "delete", name, "--yes"]).expect_code(0);
        }
    }
}

#[test]
fn a_list_that_changes_while_it_is_read_is_read_again_and_else_said_to_miss_some() {
    let kore = FILE.replace("Event Reminder", "NAME");
    for (names, code) in [(&["C24"][..], 0), (&["C21", "C22", "C23", "C24"], 10)] {
        let sandbox = account(std::convert::identity, &kore);
        let world = relay(&sandbox, Deleting { other: sandbox.world(), names: names.to_vec() });
        let run = world.run("campaign list -o json").expect_code(code);
        let listed = run.json().as_array().unwrap().len();
        if code == 0 {
            assert_eq!(listed, CAMPAIGNS - 1);
            assert_eq!(run.stderr, "");
        } else {
            run.expect_stderr(&["the list changed every time", "may be missing"]);
        }
    }
    let sandbox = account(std::convert::identity, &kore);
    let creates = sandbox.creates().len();
    for names in [&["C23"][..], &["C19", "C20", "C21", "C22"]] {
        let world = relay(&sandbox, Deleting { other: sandbox.world(), names: names.to_vec() });
        for name in ["C10", "C11", "C14"] {
            world.file("one.yaml", kore.replace("NAME", name));
            let run = world.run("campaign create -f one.yaml --if-absent --yes");
            assert!([0, 8].contains(&run.code), "{run:?}");
        }
    }
    assert_eq!(sandbox.creates().len(), creates, "every one of them is there");
}

#[test]
fn contacts_of_a_list_that_comes_cut_are_said_to_miss_some() {
    let sandbox = Sandbox::with_flags(&SMALL_PAGES);
    let world = sandbox.world();
    let rows: Vec<String> = (0..CAMPAIGNS).map(|at| format!("+9198700000{at:02}\n")).collect();
    world.file("people.csv", format!("Mobile No\n{}", rows.concat()));
    world.run("contact-list import 'Event Guests' people.csv --yes").expect_code(0);
    for wrong in [Wrong::Short, Wrong::Endless] {
        let world = relay(&sandbox, Spoiled(wrong));
        let line = ["contact-list", "contacts", "Event Guests", "-o", "json"];
        let message = world.run(line).expect_code(8).error_json()["message"].to_string();
        assert!(message.contains("rows but sends 10"), "{wrong:?}: {message}");
        // What was asked for is there.
        let few = world.run([&line[..], &["--limit", "5"]].concat()).expect_code(0);
        assert_eq!(few.json().as_array().unwrap().len(), 5);
    }
}

/// Counts rows that are not listed.
#[derive(Clone)]
struct CountsMore;

impl Watch for CountsMore {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if request.line.contains(LIST) || request.line.contains("getAllContacts") {
            let total = answer["data"]["totalResults"].as_u64().unwrap_or_default();
            answer["data"]["totalResults"] = json!(total + 2);
        } else if request.line.contains("/campaigns/?") {
            let total = answer["pagination"]["total_items"].as_u64().unwrap_or_default();
            answer["pagination"]["total_items"] = json!(total + 2);
        }
    }
}

#[test]
fn totals_that_count_more_than_is_listed_are_believed_unless_the_setting_says_otherwise() {
    let burki = "platform: burki\nname: Event Reminder\ncampaign_type: sms\nassistant_id: 7\nsms_message_template: Hi\n";
    for (is_burki, file) in [(false, FILE), (true, burki)] {
        let sandbox = Sandbox::new();
        let world = relay(&sandbox, CountsMore);
        let of = |world: World| if is_burki { world.of_burki() } else { world };
        let (world, own) = (of(world), of(sandbox.world()));
        own.file("campaign.yaml", file);
        own.run("campaign create -f campaign.yaml --yes").expect_code(0);
        world.run("campaign list").expect_code(8).expect_stderr(&["KCAMP_LIST_TOTALS", "but sends 1"]);
        let lenient = world.with("KCAMP_LIST_TOTALS", "false");
        let rows = lenient.run("campaign list -o json").expect_code(0).json();
        assert_eq!(rows.as_array().unwrap().len(), 1, "{rows}");
        lenient.run("halt --yes").expect_code(0);
        lenient.with("KCAMP_LIST_TOTALS", "maybe").run("campaign list").expect_code(2);
    }
}

/// Sends rows twice: every row of a page, or the first half of them, which leaves a page as long as it was.
#[derive(Clone, Copy, Debug)]
enum Twice {
    Every,
    FirstHalf,
}

impl Watch for Twice {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        let rows = if request.line.contains(LIST) || request.line.contains("getAllContacts") {
            &mut answer["data"]["results"]
        } else if request.line.contains("/campaigns/?") {
            &mut answer["campaigns"]
        } else {
            return;
        };
        let rows = rows.as_array_mut().unwrap();
        if matches!(self, Self::FirstHalf) {
            rows.truncate(rows.len().div_ceil(2));
        }
        *rows = rows.iter().flat_map(|row| [row.clone(), row.clone()]).collect();
    }
}

#[test]
fn a_list_whose_rows_come_twice_is_read_to_its_last_different_row() {
    for (of, file) in platforms() {
        let sandbox = account(of, &file);
        let creates = sandbox.creates().len();
        for twice in [Twice::Every, Twice::FirstHalf] {
            let world = of(relay(&sandbox, twice));
            let code = if matches!(twice, Twice::Every) { 0 } else { 8 };
            let list = world.run("campaign list --all -o json").expect_code(code);
            if code == 0 {
                assert_eq!(list.json().as_array().unwrap().len(), CAMPAIGNS);
            } else {
                let message = list.error_json()["message"].to_string();
                assert!(message.contains("reports 25 rows but sends"), "{message}");
            }
            for name in ["C00", "C07", "C12", "C24"] {
                world.file("one.yaml", file.replace("NAME", name));
                for line in [
                    &["campaign", "create", "-f", "one.yaml", "--if-absent", "--yes"][..],
                    &["plan", "one.yaml"],
                    &["apply", "one.yaml", "--yes"],
                ] {
                    world.run(line).expect_code(code);
                }
            }
            let halt = world.run("halt --yes -o json").expect_code(if code == 0 { 0 } else { 9 });
            assert_eq!(halt.json()["verdict"] == "unknown", code != 0, "{twice:?}");
            world.run("halt --lift --yes").expect_code(0);
        }
        assert_eq!(sandbox.creates().len(), creates);
    }
}

#[test]
fn contacts_that_come_twice_are_read_to_the_last_different_one() {
    let sandbox = Sandbox::with_flags(&SMALL_PAGES);
    let world = sandbox.world();
    let rows: Vec<String> = (0..CAMPAIGNS).map(|at| format!("+9198700000{at:02}\n")).collect();
    world.file("people.csv", format!("Mobile No\n{}", rows.concat()));
    world.run("contact-list import 'Event Guests' people.csv --yes").expect_code(0);
    let line = ["contact-list", "contacts", "Event Guests", "-o", "json"];
    let all = world.run(line).expect_code(0).json().as_array().unwrap().len();
    let run = relay(&sandbox, Twice::Every).run(line).expect_code(0);
    assert_eq!(run.json().as_array().unwrap().len(), all);
    // The last page has ten rows, of which the first five come.
    let error = relay(&sandbox, Twice::FirstHalf).run(line).expect_code(8).error_json();
    assert!(error["message"].to_string().contains(&format!("sends {}", all - 5)), "{error}");
}

/// Spoils the pages of the first listings, and leaves later ones as they are.
struct SpoiledAtFirst {
    wrong: Spoiled,
    listings: usize,
}

impl Watch for SpoiledAtFirst {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if self.listings == 0 {
            return;
        }
        let before = answer.clone();
        self.wrong.after(request, answer);
        let is_end =
            request.body["skip"] == 10 || request.line.contains("page=2") || request.line.contains("skip=10");
        self.listings -= usize::from(before != *answer && is_end);
    }
}

/// A page that is lost once or twice is none that is missing: the list is read again.
#[test]
fn a_list_that_is_cut_is_read_again_before_it_is_an_error() {
    for (of, file) in platforms() {
        let sandbox = account(of, &file);
        let creates = sandbox.creates().len();
        for wrong in [Wrong::Short, Wrong::Endless] {
            for listings in [1, 2, 3] {
                let world = || of(relay(&sandbox, SpoiledAtFirst { wrong: Spoiled(wrong), listings }));
                for line in [
                    &["campaign", "create", "-f", "one.yaml", "--if-absent", "--yes"][..],
                    &["plan", "one.yaml"],
                    &["campaign", "list"],
                    &["campaign", "export", "--all", "-d", "out"],
                ] {
                    let world = world();
                    world.file("one.yaml", file.replace("NAME", "C00"));
                    let run = world.run([line, &["-o", "json"]].concat());
                    assert_eq!(
                        run.code,
                        if listings < 3 { 0 } else { 8 },
                        "{wrong:?} {listings} {line:?}: {run:?}"
                    );
                    if line[1] == "list" && listings < 3 {
                        assert_eq!(run.json().as_array().unwrap().len(), CAMPAIGNS, "{run:?}");
                    }
                }
            }
        }
        for wrong in [Wrong::Short, Wrong::Endless] {
            for listings in [1, 2, 3] {
                let world = of(relay(&sandbox, SpoiledAtFirst { wrong: Spoiled(wrong), listings }));
                assert_raw_rows(&world, if listings < 3 { 0 } else { 8 });
            }
        }
        let world = of(relay(&sandbox, SpoiledAtFirst { wrong: Spoiled(Wrong::Short), listings: 2 }));
        assert_eq!(world.run("halt --yes -o json").expect_code(0).json()["verdict"], "nothing_calls");
        assert_eq!(sandbox.creates().len(), creates);
    }
}

/// Leaves out rows of a campaign's contacts or executions as often as it is told to, with their number untouched.
struct FewerRows {
    key: &'static str,
    times: usize,
}

impl Watch for FewerRows {
    fn after(&mut self, request: &Passing, answer: &mut Value) {
        let rows = answer.get_mut(self.key).and_then(Value::as_array_mut);
        if let (Some(rows), true) = (rows, self.times > 0 && request.line.contains(self.key)) {
            rows.pop();
            self.times -= 1;
        }
    }
}

#[test]
fn rows_of_a_campaign_of_burki_that_are_fewer_than_their_total_are_read_again_and_then_an_error() {
    let sandbox = Sandbox::on_a_running_clock(&[]);
    let world = sandbox.burki_world();
    world.file("a.yaml", BURKI.replace("NAME", "Billing"));
    world.file("contacts.csv", "phone_number\n+12025550123\n+12025550124\n+12025550125\n");
    world.run("campaign create -f a.yaml").expect_code(0);
    world.run("campaign import Billing contacts.csv --yes").expect_code(0);
    world.run("campaign start Billing --yes").expect_code(0);
    world.run("campaign watch Billing --until completed").expect_code(0);
    for (key, line) in
        [("contacts", "campaign contacts Billing"), ("executions", "campaign executions Billing")]
    {
        for (times, code) in [(0, 0), (1, 0), (2, 0), (3, 8)] {
            let world = relay(&sandbox, FewerRows { key, times }).of_burki();
            let run = world.run([line, "-o json"].join(" ").as_str());
            assert_eq!(run.code, code, "{line} {times}: {run:?}");
            if code == 0 {
                assert_eq!(run.json().as_array().unwrap().len(), 3, "{run:?}");
            } else {
                run.expect_stderr(&["reports 3 rows but sends 2"]);
            }
            // A list that is limited, and one of a status, whose total may be that of all.
            let few = relay(&sandbox, FewerRows { key, times }).of_burki();
            few.run(format!("{line} --limit 1").as_str()).expect_code(0);
            let of_status = relay(&sandbox, FewerRows { key, times }).of_burki();
            of_status.run(format!("{line} --status completed").as_str()).expect_code(0);
        }
    }
    let world = relay(&sandbox, FewerRows { key: "contacts", times: 9 })
        .of_burki()
        .with("KCAMP_LIST_TOTALS", "false");
    world.run("campaign contacts Billing").expect_code(0);
}

/// The names of the campaigns whose schedules are on.
fn scheduled(world: &World) -> Vec<String> {
    let rows = world.run("campaign list --all -o json").expect_code(0).json();
    let is_on = |row: &&Value| row["scheduling_enabled"] == true || row["status"] == "Scheduled";
    rows.as_array()
        .unwrap()
        .iter()
        .filter(is_on)
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_halt_over_a_cut_list_ends_what_it_sees_and_says_what_it_could_not_see() {
    for (of, file) in platforms() {
        let sandbox = account(of, &file);
        let own = of(sandbox.world());
        // One of them is on the first page, and the other on one that does not come.
        for name in ["C00", "C24"] {
            let times =
                ["--daily", "--start=2027-01-04 09:00", "--end=2027-02-01", "--timezone=UTC", "--yes"];
            own.run([&["schedule", "enable", name][..], &times].concat()).expect_code(0);
        }
        let run = of(relay(&sandbox, Spoiled(Wrong::Short))).run("halt --yes -o json").expect_code(9);
        let (halt, error) = (run.json(), run.error_json());
        let seen = halt["campaigns"].as_array().unwrap();
        assert!(halt["verdict"] == "unknown" && halt["latched"] == true && seen.len() == 1, "{halt}");
        assert_eq!(
            (&seen[0]["schedule"], &seen[0]["may_still_call"]),
            (&json!("switched_off"), &json!(false))
        );
        let (not_seen, message) = (halt["not_seen"].to_string(), error["message"].to_string());
        for said in [not_seen, message] {
            assert!(
                said.contains("could not all be listed") && said.contains("25 rows but sends 10"),
                "{said}"
            );
        }
        assert!(error["hint"].to_string().contains("halt again"), "{error}");
        let left = scheduled(&own);
        assert!(left.len() == 1 && left[0] != seen[0]["name"].as_str().unwrap(), "{left:?}");
        // The next step, once the list comes whole.
        assert_eq!(own.run("halt --yes -o json").expect_code(0).json()["verdict"], "nothing_calls");
        assert_eq!(scheduled(&own), Vec::<String>::new());
    }
}

/// Reads all campaigns of an account with `kcamp api --paginate`, which comes to the same as every other list.
#[track_caller]
fn assert_raw_rows(world: &World, code: i32) {
    let kore = "api POST /campaign/api/v2/public/{streamId}/campaign/getAllCampaignDetails?accountId={accountId} --read -F type=sms";
    let is_burki = world.variable("KCAMP_PLATFORM").is_some_and(|platform| platform == "burki");
    let call = if is_burki { "api GET /api/v1/campaigns/ -F page=1 -F per_page=9" } else { kore };
    let run = world.run(&format!("{call} --paginate -o json")).expect_code(code);
    if code == 0 {
        assert_eq!(run.json().as_array().unwrap().len(), CAMPAIGNS, "{run:?}");
    } else {
        let message = run.error_json()["message"].to_string();
        assert!(
            message.contains("25 rows but sends") || message.contains("more rows but sends"),
            "{message}"
        );
    }
}

#[test]
fn raw_rows_that_come_twice_are_shown_once_and_lost_ones_are_told() {
    for (of, file) in platforms() {
        let sandbox = account(of, &file);
        assert_raw_rows(&of(sandbox.world()), 0);
        assert_raw_rows(&of(relay(&sandbox, Twice::Every)), 0);
        assert_raw_rows(&of(relay(&sandbox, Twice::FirstHalf)), 8);
        // A total that counts rows that are not listed is believed, unless the setting says otherwise or the rows are
        // chosen.
        let counts_more = of(relay(&sandbox, CountsMore));
        if counts_more.variable("KCAMP_PLATFORM").is_none() {
            let chosen = "api POST /campaign/api/v2/public/{streamId}/campaign/getAllCampaignDetails?accountId={accountId} --read -F type=sms -F filters[status][]=Ready --paginate -o json";
            counts_more.run(chosen).expect_code(0);
        }
        assert_raw_rows(&counts_more.with("KCAMP_LIST_TOTALS", "false"), 0);
    }
}

#[test]
fn contacts_of_a_list_that_is_cut_are_read_again_before_that_is_an_error() {
    let sandbox = Sandbox::with_flags(&SMALL_PAGES);
    let world = sandbox.world();
    let rows: Vec<String> = (0..CAMPAIGNS).map(|at| format!("+9198700000{at:02}\n")).collect();
    world.file("people.csv", format!("Mobile No\n{}", rows.concat()));
    world.run("contact-list import 'Event Guests' people.csv --yes").expect_code(0);
    let line = ["contact-list", "contacts", "Event Guests", "-o", "json"];
    let all = world.run(line).expect_code(0).json().as_array().unwrap().len();
    for wrong in [Wrong::Short, Wrong::Endless] {
        for listings in [1, 2, 3] {
            let run = relay(&sandbox, SpoiledAtFirst { wrong: Spoiled(wrong), listings }).run(line);
            assert_eq!(run.code, if listings < 3 { 0 } else { 8 }, "{wrong:?} {listings}: {run:?}");
            if listings < 3 {
                assert_eq!(run.json().as_array().unwrap().len(), all, "{wrong:?} {listings}");
            }
        }
    }
}
