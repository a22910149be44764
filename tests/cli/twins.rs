//! Every lost answer beside something of the same name: an older one, or one that somebody else made within the same seconds.
//! What is told is unknown, or the right one, and never the other's.

use serde_json::Value;

use crate::calls::{check_all, is_write};
use crate::create::FILE;
use crate::fault_matrix::lost_answers;
use crate::world::{NOW, Run, Sandbox, World};

/// Minutes after [`NOW`].
const LATER: &str = "2026-12-03T08:05:00Z";

const REPEATED: [&str; 2] = ["--choice", "names=repeated"];

/// What stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Twin {
    /// Equal in everything, and minutes older on the platform's clock.
    Older,
    /// Of the same seconds, and otherwise.
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

/// A write that makes something of a name.
struct Make {
    title: &'static str,
    world: fn(&Sandbox) -> World,
    /// Where its fault strikes.
    at: &'static str,
    /// Its files, as the command's user has them and as somebody else has them.
    files: &'static [(&'static str, &'static str, &'static str)],
    line: &'static [&'static str],
    /// Somebody else's line, where their flags make it another.
    other_line: &'static [&'static str],
    /// Whether a later one takes the place of the one before, so that the other's is not there any more.
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

    /// A sandbox in which somebody else has made theirs, and its id.
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
        // Two of the same seconds cannot be told apart, even where one of them is known to be another.
        let is_found = applied && (twin == Twin::Older || self.replaces);
        expect(&case, &run, if is_found { 0 } else { 9 }, &sandbox)?;
        if is_found && !self.replaces && run.json()["id"] == *id {
            return Err(format!("{case}: it is the other's"));
        }
        Ok(())
    }
}

/// The exit code, and that it was sent once.
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

/// A title, a world of its platform, where its fault strikes, and its line.
type Done = (&'static str, fn(&Sandbox) -> World, &'static str, &'static [&'static str]);

/// What is done to one of two of a name, by its id: `{id}` is filled in.
const DONE_BY_ID: [Done; 7] = [
    ("campaign start on Kore.ai", Sandbox::world, "POST:trigger/*", &["campaign", "start", "{id}", "--yes"]),
    (
        "campaign update on Kore.ai",
        Sandbox::world,
        "PUT:campaign/*",
        &["campaign", "update", "{id}", "--priority", "2"],
    ),
    (
        "campaign delete on Kore.ai",
        Sandbox::world,
        "DELETE:campaign/*",
        &["campaign", "delete", "{id}", "--yes"],
    ),
    (
        "campaign update on Burki",
        Sandbox::burki_world,
        "PUT:campaigns/*",
        &["campaign", "update", "{id}", "--max-attempts", "5"],
    ),
    (
        "campaign delete on Burki",
        Sandbox::burki_world,
        "DELETE:campaigns/*",
        &["campaign", "delete", "{id}", "--yes"],
    ),
    (
        "contact-list rename on Kore.ai",
        Sandbox::world,
        "PUT:contactList/*",
        &["contact-list", "rename", "{id}", "--description", "new"],
    ),
    (
        "contact-list delete on Kore.ai",
        Sandbox::world,
        "DELETE:contactList/*",
        &["contact-list", "delete", "{id}", "--yes"],
    ),
];

#[test]
fn what_is_done_to_one_of_two_of_a_name_is_read_of_that_one() {
    let make = |title: &str| {
        let kind = if title.starts_with("contact-list") { "contact-list create" } else { "campaign create" };
        let platform = title.rsplit(' ').next().unwrap();
        MAKES.iter().find(|make| make.title.starts_with(kind) && make.title.ends_with(platform)).unwrap()
    };
    let prepared: Vec<_> = DONE_BY_ID
        .iter()
        .map(|done @ (title, ..)| {
            let (sandbox, _) = make(title).with_twin(Twin::Simultaneous);
            let world = (done.1)(&sandbox);
            make(title).write_files(&world, false);
            let id = world.run(make(title).line).expect_code(0).json()["id"].as_str().unwrap().to_owned();
            (done, sandbox, id)
        })
        .collect();
    let mut cases = Vec::new();
    for one in &prepared {
        cases.extend(lost_answers().into_iter().map(|lost| (one, lost)));
    }
    check_all("a lost answer to what is done to one of two of a name", &cases, |case| {
        let (((title, world, at, line), base, id), (fault, applied)) = case;
        let spec = format!("{fault}:{at}");
        let sandbox = Sandbox::later_with(base, NOW, &["--fault", &spec, REPEATED[0], REPEATED[1]]);
        let line = line.iter().map(|word| if *word == "{id}" { id.as_str() } else { word });
        let run = world(&sandbox).run(line.chain(["-o", "json"]));
        expect(&format!("{fault} at {title}"), &run, if *applied { 0 } else { 9 }, &sandbox)
    });
}

#[test]
fn a_schedule_call_by_a_name_that_two_have_is_never_settled_by_either() {
    let (base, _) = MAKES[0].with_twin(Twin::Simultaneous);
    let world = base.world();
    MAKES[0].write_files(&world, false);
    world.run(CREATE).expect_code(0);
    let cases = lost_answers();
    check_all("a lost answer to a schedule call by a name of two", &cases, |(fault, _)| {
        let sandbox = Sandbox::continuing(&base, &[&format!("{fault}:POST:schedule")]);
        let line = ["schedule", "disable", "Event Reminder", "--yes", "-o", "json"];
        expect(&format!("{fault} at schedule disable"), &sandbox.world().run(line), 9, &sandbox)
    });
}
