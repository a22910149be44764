//! Every lost answer beside an object of the same name: an older one, or one that somebody else made in the same
//! seconds. The result is unknown or the right object, never the other one.

use serde_json::Value;

use crate::calls::{check_all, is_write};
use crate::create::FILE;
use crate::fault_matrix::lost_answers;
use crate::world::{NOW, Run, Sandbox, World};

/// A few minutes after [`NOW`].
const LATER: &str = "2026-12-03T08:05:00Z";

const REPEATED: [&str; 2] = ["--choice", "names=repeated"];

/// The object of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Twin {
    /// Equal in everything, but minutes older by the platform's clock.
    Older,
    /// Created in the same seconds, with other content.
    Simultaneous,
}

impl Twin {
    const BOTH: [Self; 2] = [Self::Older, Self::Simultaneous];

    fn now(self) -> &'static str {
        match self {
            Self::Older => LATER,
            Self::Simultaneous => NOW,
        }
    }
}

/// A write that creates an object with a name.
struct Make {
    title: &'static str,
    world: fn(&Sandbox) -> World,
    /// The target of its fault.
    at: &'static str,
    /// Its files: each with its name, the command's text, and somebody else's text.
    files: &'static [(&'static str, &'static str, &'static str)],
    line: &'static [&'static str],
    /// Somebody else's command line, if their flags differ; otherwise empty.
    other_line: &'static [&'static str],
    /// Whether a later write replaces the earlier one, so that the other object no longer exists.
    replaces: bool,
}

const BURKI_FILE: &str = "platform: burki\nname: Event Reminder\ncampaign_type: call\nassistant_id: 7\nagenda_template: Canary text\n";
const BURKI_OTHER: &str = "platform: burki\nname: Event Reminder\ncampaign_type: call\nassistant_id: 7\nagenda_template: Another text\n";
const CREATE: &[&str] = &["campaign", "create", "-f", "campaign.yaml", "--yes", "-o", "json"];
const IMPORT: &[&str] = &["campaign", "import", "1", "people.csv", "--yes", "-o", "json"];

const MAKES: [Make; 4] = [
    Make {
        title: "campaign create on Kore.ai",
        world: Sandbox::world,
        at: "POST:campaign",
        files: &[("campaign.yaml", FILE, FILE)],
        line: CREATE,
        other_line: &[
            "campaign",
            "create",
            "-f",
            "campaign.yaml",
            "--message",
            "Another text",
            "--yes",
            "-o",
            "json",
        ],
        replaces: false,
    },
    Make {
        title: "campaign create on Burki",
        world: Sandbox::burki_world,
        at: "POST:campaigns",
        files: &[("campaign.yaml", BURKI_FILE, BURKI_OTHER)],
        line: CREATE,
        other_line: CREATE,
        replaces: false,
    },
    Make {
        title: "contact-list create on Kore.ai",
        world: Sandbox::world,
        at: "POST:createContactList",
        files: &[],
        line: &["contact-list", "create", "Fresh", "--description", "mine", "-o", "json"],
        other_line: &["contact-list", "create", "Fresh", "--description", "theirs", "-o", "json"],
        replaces: false,
    },
    Make {
        title: "campaign import on Burki",
        world: Sandbox::burki_world,
        at: "POST:import-data",
        files: &[
            ("campaign.yaml", BURKI_FILE, BURKI_FILE),
            ("people.csv", "phone,name\n+12025550123,Ada\n", "phone,name\n+12025550199,Cy\n"),
        ],
        line: IMPORT,
        other_line: IMPORT,
        replaces: true,
    },
];

impl Make {
    fn write_files(&self, world: &World, is_other: bool) {
        for (name, own, other) in self.files {
            world.file(name, if is_other { other } else { own });
        }
    }

    /// A sandbox with the object that somebody else made, and that object's id.
    fn with_twin(&self, twin: Twin) -> (Sandbox, Value) {
        let sandbox = Sandbox::with_flags(&REPEATED);
        let world = (self.world)(&sandbox);
        self.write_files(&world, false);
        if self.replaces {
            world.run(CREATE).expect_code(0);
        }
        let is_other = twin == Twin::Simultaneous;
        self.write_files(&world, is_other);
        let made = world.run(if is_other { self.other_line } else { self.line }).expect_code(0).json();
        (sandbox, made["id"].clone())
    }

    fn check(
        &self,
        twin: Twin,
        (fault, applied): (&str, bool),
        base: &(Sandbox, Value),
    ) -> Result<(), String> {
        let (other, id) = base;
        let spec = format!("{fault}:{}", self.at);
        let flags = ["--fault", &spec, REPEATED[0], REPEATED[1]];
        let sandbox = Sandbox::later_with(other, twin.now(), &flags);
        let world = (self.world)(&sandbox).with("KCAMP_NOW", twin.now());
        self.write_files(&world, false);
        let run = world.run(self.line);
        let case = format!("{fault} at {} beside one that is {twin:?}", self.title);
        // Two objects of the same seconds cannot be told apart, even if one is known to be another.
        let is_found = applied && (twin == Twin::Older || self.replaces);
        expect(&case, &run, if is_found { 0 } else { 9 }, &sandbox)?;
        if is_found && !self.replaces && run.json()["id"] == *id {
            return Err(format!("{case}: it is the other's"));
        }
        Ok(())
    }
}

/// Checks the exit code, and that the write was sent once.
fn expect(case: &str, run: &Run, code: i32, sandbox: &Sandbox) -> Result<(), String> {
    if run.code != code {
        return Err(format!("{case}: exit {} instead of {code}\n{}\n{}", run.code, run.stdout, run.stderr));
    }
    match sandbox.received().iter().filter(|request| is_write(request)).count() {
        1 => Ok(()),
        count => Err(format!("{case}: {count} writes")),
    }
}

#[test]
fn what_is_made_is_never_taken_for_anothers_of_the_name() {
    let bases: Vec<(&Make, Twin, (Sandbox, Value))> =
        MAKES.iter().flat_map(|make| Twin::BOTH.map(|twin| (make, twin, make.with_twin(twin)))).collect();
    let mut cases = Vec::new();
    for base in &bases {
        cases.extend(lost_answers().into_iter().map(|lost| (base, lost)));
    }
    check_all("a lost answer beside another of the name", &cases, |((make, twin, base), lost)| {
        make.check(*twin, *lost, base)
    });
}

/// A write to one of several objects of a name, by its id, which fills in `{id}`.
struct Done {
    title: &'static str,
    world: fn(&Sandbox) -> World,
    /// The target of its fault.
    at: &'static str,
    /// The commands that must run before.
    before: &'static [&'static [&'static str]],
    line: &'static [&'static str],
}

const fn kore(title: &'static str, at: &'static str, line: &'static [&'static str]) -> Done {
    Done { title, world: Sandbox::world, at, before: &[], line }
}

const fn burki(title: &'static str, at: &'static str, line: &'static [&'static str]) -> Done {
    Done { world: Sandbox::burki_world, ..kore(title, at, line) }
}

const START: &[&str] = &["campaign", "start", "{id}", "--yes"];
const DAILY: &[&str] = &[
    "schedule",
    "enable",
    "{id}",
    "--daily",
    "--start=2027-01-01 09:00",
    "--end=2027-02-01",
    "--timezone=UTC",
    "--yes",
];

const DONE_BY_ID: [Done; 14] = [
    kore("campaign start on Kore.ai", "POST:trigger/*", START),
    Done {
        before: &[START],
        ..kore("campaign stop on Kore.ai", "POST:trigger/*", &["campaign", "stop", "{id}", "--yes"])
    },
    kore("campaign update on Kore.ai", "PUT:campaign/*", &["campaign", "update", "{id}", "--priority", "2"]),
    kore("campaign delete on Kore.ai", "DELETE:campaign/*", &["campaign", "delete", "{id}", "--yes"]),
    kore(
        "contact-list rename on Kore.ai",
        "PUT:contactList/*",
        &["contact-list", "rename", "{id}", "--description", "new"],
    ),
    kore(
        "contact-list delete on Kore.ai",
        "DELETE:contactList/*",
        &["contact-list", "delete", "{id}", "--yes"],
    ),
    burki("campaign start on Burki", "POST:start", START),
    Done {
        before: &[START],
        ..burki("campaign pause on Burki", "POST:pause", &["campaign", "pause", "{id}", "--yes"])
    },
    Done {
        before: &[START],
        ..burki("campaign stop on Burki", "POST:stop", &["campaign", "stop", "{id}", "--yes"])
    },
    burki(
        "campaign update on Burki",
        "PUT:campaigns/*",
        &["campaign", "update", "{id}", "--max-attempts", "5"],
    ),
    burki("campaign delete on Burki", "DELETE:campaigns/*", &["campaign", "delete", "{id}", "--yes"]),
    Done {
        before: &[START, &["campaign", "stop", "{id}", "--yes"]],
        ..burki(
            "campaign re-execute on Burki",
            "POST:re-execute",
            &["campaign", "re-execute", "{id}", "--all", "--yes"],
        )
    },
    burki("schedule enable on Burki", "POST:schedule", DAILY),
    Done {
        before: &[DAILY],
        ..burki("schedule disable on Burki", "POST:schedule", &["schedule", "disable", "{id}", "--yes"])
    },
];

impl Done {
    /// A sandbox with an older object of the name, another one of the same seconds, and the target of the write; and
    /// the target's id.
    fn prepared(&self) -> (Sandbox, String) {
        let kind =
            if self.title.starts_with("contact-list") { "contact-list create" } else { "campaign create" };
        let platform = self.title.rsplit(' ').next().unwrap();
        let is_its = |make: &&Make| make.title.starts_with(kind) && make.title.ends_with(platform);
        let make = MAKES.iter().find(is_its).unwrap();
        let (older, _) = make.with_twin(Twin::Older);
        let sandbox = Sandbox::later_with(&older, LATER, &REPEATED);
        let world = (self.world)(&sandbox).with("KCAMP_NOW", LATER);
        make.write_files(&world, true);
        world.run(make.other_line).expect_code(0);
        make.write_files(&world, false);
        let id = world.run(make.line).expect_code(0).json()["id"].as_str().unwrap().to_owned();
        if platform == "Burki" {
            world.file("people.csv", PEOPLE);
            world.run(["campaign", "import", &id, "people.csv", "--yes"]).expect_code(0);
        }
        for line in self.before {
            world.run(filled(line, &id)).expect_code(0);
        }
        (sandbox, id)
    }

    fn check(&self, base: &Sandbox, id: &str, (fault, applied): (&str, bool)) -> Result<(), String> {
        let spec = format!("{fault}:{}", self.at);
        let sandbox = Sandbox::later_with(base, LATER, &["--fault", &spec, REPEATED[0], REPEATED[1]]);
        let world = (self.world)(&sandbox).with("KCAMP_NOW", LATER);
        world.file("people.csv", PEOPLE);
        let run = world.run(filled(self.line, id).into_iter().chain(["-o", "json"]));
        let code = if applied { 0 } else { 9 };
        expect(&format!("{fault} at {}", self.title), &run, code, &sandbox)
    }
}

const PEOPLE: &str = "phone,name\n+12025550123,Ada\n";

fn filled<'a>(line: &'a [&str], id: &'a str) -> Vec<&'a str> {
    line.iter().map(|word| if *word == "{id}" { id } else { word }).collect()
}

#[test]
fn what_is_done_to_one_of_several_of_a_name_is_read_of_that_one() {
    let prepared: Vec<_> = DONE_BY_ID.iter().map(|done| (done, done.prepared())).collect();
    let mut cases = Vec::new();
    for one in &prepared {
        cases.extend(lost_answers().into_iter().map(|lost| (one, lost)));
    }
    check_all("a lost answer to what is done to one of several of a name", &cases, |case| {
        let ((done, (base, id)), lost) = case;
        done.check(base, id, *lost)
    });
}

#[test]
fn a_schedule_call_by_a_name_that_two_have_is_never_settled_by_either() {
    let bases = Twin::BOTH.map(|twin| {
        let (other, _) = MAKES[0].with_twin(twin);
        let sandbox = Sandbox::later_with(&other, twin.now(), &REPEATED);
        let world = sandbox.world().with("KCAMP_NOW", twin.now());
        MAKES[0].write_files(&world, false);
        world.run(CREATE).expect_code(0);
        (twin, sandbox)
    });
    let enable = DAILY.iter().map(|word| if *word == "{id}" { "Event Reminder" } else { word });
    let lines = [vec!["schedule", "disable", "Event Reminder", "--yes"], enable.collect()];
    let mut cases = Vec::new();
    for base in &bases {
        let faults = lost_answers().into_iter().map(|(fault, _)| fault);
        cases.extend(faults.flat_map(|fault| lines.iter().map(move |line| (base, line, fault))));
    }
    check_all("a lost answer to a schedule call by a name of two", &cases, |((twin, base), line, fault)| {
        let spec = format!("{fault}:POST:schedule");
        let flags = ["--fault", &spec, REPEATED[0], REPEATED[1]];
        let sandbox = Sandbox::later_with(base, twin.now(), &flags);
        let world = sandbox.world().with("KCAMP_NOW", twin.now());
        let run = world.run(line.iter().chain(&["-o", "json"]));
        expect(&format!("{fault} at {} beside one that is {twin:?}", line.join(" ")), &run, 9, &sandbox)
    });
}

/// The guarantees name the number of cases of these tests.
#[test]
fn the_guarantees_say_how_many_cases_of_twins_there_are() {
    let lost = lost_answers().len();
    let (makes, by_id, by_name) = (MAKES.len() * 2, DONE_BY_ID.len(), 2 * 2);
    let said = format!(
        "{lost} lost answers at {makes} creates and imports, {by_id} calls by an id and {by_name} by a name: {} cases",
        lost * (makes + by_id + by_name)
    );
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guarantees.md")).unwrap();
    assert!(page.contains(&said), "docs/guarantees.md does not say: {said}");
}
