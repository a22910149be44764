//! Every command that writes, on both platforms, and the objects for it.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::{Value, json};

use crate::create::FILE;
use crate::lifecycle::sample;
use crate::world::{Run, Sandbox, World};

/// The number of cases at once: each has two or three processes, of which one works at a time, and some cases wait.
fn workers() -> usize {
    4 * thread::available_parallelism().map_or(1, NonZero::get)
}

/// Checks all cases, and reports their number and the failures.
pub fn check_all<T: Sync>(what: &str, cases: &[T], check: impl Fn(&T) -> Result<(), String> + Sync) {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..workers() {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(wrong) = check(case) {
                        failures.lock().unwrap().push(wrong);
                    }
                }
            });
        }
    });
    println!("{} cases of {what}", cases.len());
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n\n"));
}

/// A command under test.
pub struct Call {
    pub name: &'static str,
    /// Where its fault is: its own request, and not a read before or after it.
    pub at: &'static str,
    /// The command line; `{id}`, `{run}` and `{base}` are placeholders.
    line: &'static [&'static str],
    pub doubt: Doubt,
    pub on_failure: Stdout,
    /// Whether something was done before its request, so that a failure is partial.
    is_partly_done: bool,
    side: Side,
}

/// The platform that a call is made on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Kore,
    Burki,
}

/// What can be found out after a lost answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is a read, which changed nothing.
    None,
    /// Reading back shows whether it happened.
    Settled,
    /// No call of the platform shows it.
    Stays,
}

/// What a failed command prints to stdout.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stdout {
    Nothing,
    /// Its progress, or the answer.
    Report,
}

const CREATE_BODY: &str = r#"{"name":"Raw","description":"x","contactLists":["Event Guests"],"campaignType":"sms",
"priority":"5","format":"simple","message":{"message":"SGVsbG8="},"dialingStrategy":{"callerId":{"phoneNumber":
"+12025550124"},"callingHours":{"frequency":"WEEKLY","timezone":"UTC","days":[{"day":"MO","start":"9:00 AM",
"end":"6:00 PM"}]}}}"#;

/// A Burki campaign without its name.
const BURKI_FILE: &str =
    "platform: burki\ncampaign_type: call\nassistant_id: 7\nwelcome_message_template: Hello\n";

/// Every command that writes to Kore.ai.
pub const WRITES: [Call; 13] = [
    settled("campaign create", "POST:campaign", &["campaign", "create", "-f", "fresh.yaml"]),
    settled("campaign update", "PUT:campaign/*", &["campaign", "update", "Idle", "--priority", "2"]),
    settled("campaign delete", "DELETE:campaign/*", &["campaign", "delete", "Idle", "--yes"]),
    settled("campaign start", "POST:trigger/*", &["campaign", "start", "Idle", "--yes"]),
    settled("campaign stop", "POST:trigger/*", &["campaign", "stop", "Running", "--yes"]),
    Call {
        doubt: Doubt::Stays,
        ..settled(
            "campaign callback",
            "POST:callContactAt",
            &["campaign", "callback", "{run}", "d-1=2026-12-04T09:00:00Z", "--yes"],
        )
    },
    Call {
        doubt: Doubt::Stays,
        ..settled(
            "schedule enable",
            "POST:schedule",
            &[
                "schedule",
                "enable",
                "Scheduled",
                "--daily",
                "--start=2027-01-01 09:00",
                "--end=2027-02-01",
                "--timezone=UTC",
                "--yes",
            ],
        )
    },
    settled("schedule disable", "POST:schedule", &["schedule", "disable", "Scheduled"]),
    settled(
        "contact-list create",
        "POST:createContactList",
        &["contact-list", "create", "Fresh", "--description", "x"],
    ),
    settled(
        "contact-list rename",
        "PUT:contactList/*",
        &["contact-list", "rename", "Renewal Due July", "--name", "Renamed"],
    ),
    settled(
        "contact-list delete",
        "DELETE:contactList/*",
        &["contact-list", "delete", "Renewal Due July", "--yes"],
    ),
    Call {
        doubt: Doubt::Stays,
        on_failure: Stdout::Report,
        ..settled(
            "contact-list import",
            "POST:addContacts",
            &["contact-list", "import", "Renewal Due July", "contacts.csv"],
        )
    },
    Call {
        doubt: Doubt::Stays,
        on_failure: Stdout::Report,
        ..settled("api POST", "POST:campaign", &["api", "POST", "{base}", "--input", "body.json", "--yes"])
    },
];

/// Every command that writes to Burki.
pub const BURKI_WRITES: [Call; 11] = [
    burki("campaign create", "POST:campaigns", &["campaign", "create", "-f", "burki.yaml"]),
    burki("campaign update", "PUT:campaigns/*", &["campaign", "update", "Draft", "--max-attempts", "5"]),
    burki("campaign delete", "DELETE:campaigns/*", &["campaign", "delete", "Draft", "--yes"]),
    burki("campaign start", "POST:start", &["campaign", "start", "Draft", "--yes"]),
    burki("campaign pause", "POST:pause", &["campaign", "pause", "Running", "--yes"]),
    burki("campaign stop", "POST:stop", &["campaign", "stop", "Running", "--yes"]),
    burki("campaign re-execute", "POST:re-execute", &["campaign", "re-execute", "Stopped", "--all", "--yes"]),
    Call {
        on_failure: Stdout::Report,
        ..burki(
            "campaign import",
            "POST:import-data",
            &["campaign", "import", "Draft", "contacts.csv", "--yes"],
        )
    },
    burki(
        "schedule enable",
        "POST:schedule",
        &[
            "schedule",
            "enable",
            "Draft",
            "--daily",
            "--start=2027-01-01 09:00",
            "--end=2027-02-01",
            "--timezone=UTC",
            "--yes",
        ],
    ),
    burki("schedule disable", "POST:schedule", &["schedule", "disable", "Planned", "--yes"]),
    Call {
        doubt: Doubt::Stays,
        on_failure: Stdout::Report,
        ..burki(
            "api POST",
            "POST:campaigns",
            &["api", "POST", "/api/v1/campaigns/", "--input", "burki.json", "--yes"],
        )
    },
];

/// Restores a halted schedule from a record. If the platform refuses, it is partly done, since the halt is lifted.
pub const RESUMES: [Call; 2] = [
    Call {
        doubt: Doubt::Stays,
        on_failure: Stdout::Report,
        is_partly_done: true,
        ..settled("resume", "POST:schedule", &["resume", "record.json", "--yes"])
    },
    Call {
        on_failure: Stdout::Report,
        is_partly_done: true,
        ..burki("resume", "POST:schedule", &["resume", "record.json", "--yes"])
    },
];

/// Reads of Burki.
pub const BURKI_READS: [Call; 2] = [
    Call { doubt: Doubt::None, ..burki("campaign list", "GET:campaigns", &["campaign", "list"]) },
    Call { doubt: Doubt::None, ..burki("campaign get", "GET:campaigns/*", &["campaign", "get", "1"]) },
];

/// Reads of Kore.ai.
pub const READS: [Call; 2] = [
    read("campaign list", "POST:getAllCampaignDetails", &["campaign", "list"]),
    read("campaign get", "GET:campaign/*", &["campaign", "get", "{id}"]),
];

const fn settled(name: &'static str, at: &'static str, line: &'static [&'static str]) -> Call {
    let (doubt, on_failure) = (Doubt::Settled, Stdout::Nothing);
    Call { name, at, line, doubt, on_failure, is_partly_done: false, side: Side::Kore }
}

const fn burki(name: &'static str, at: &'static str, line: &'static [&'static str]) -> Call {
    Call { side: Side::Burki, ..settled(name, at, line) }
}

const fn read(name: &'static str, at: &'static str, line: &'static [&'static str]) -> Call {
    Call { doubt: Doubt::None, ..settled(name, at, line) }
}

/// The objects of the calls.
pub struct Ids {
    idle: String,
    run: String,
}

/// A sandbox with an idle, a scheduled and a running campaign.
pub struct Prepared {
    pub sandbox: Sandbox,
    pub ids: Ids,
}

impl Prepared {
    /// Ids that no platform has.
    pub fn ids_of_nothing() -> Ids {
        Ids { idle: "cd-1".into(), run: "cid-1".into() }
    }
}

pub fn prepared() -> Prepared {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let create = |name: &str, text: String| {
        world.file("campaign.yaml", text);
        let line = ["campaign", "create", "-f", "campaign.yaml", "--name", name, "-o", "json"];
        world.run(line).expect_code(0).json()["id"].as_str().unwrap().to_owned()
    };
    let idle = create("Idle", FILE.to_owned());
    create("Scheduled", FILE.to_owned());
    create("Running", sample("agentless"));
    let [enable] = WRITES.iter().filter(|call| call.name == "schedule enable").collect::<Vec<_>>()[..] else {
        panic!("one call enables");
    };
    let ids = Ids { idle, run: String::new() };
    enable.run(&ids, &world, &[]).expect_code(0);
    let started = world.run("campaign start Running --yes -o json").expect_code(0).json();
    let run = started["instance_id"].as_str().unwrap().to_owned();
    prepare_burki(&sandbox.burki_world());
    Prepared { sandbox, ids: Ids { run, ..ids } }
}

/// A draft, a running, a stopped and a scheduled campaign.
fn prepare_burki(world: &World) {
    // The name differs from the file of the call under test, so that this import of the same second is not taken for
    // it.
    world.file("earlier.csv", CONTACTS);
    for name in ["Draft", "Running", "Stopped", "Planned"] {
        world.file("burki.yaml", format!("{BURKI_FILE}name: {name}\n"));
        world.run("campaign create -f burki.yaml").expect_code(0);
        world.run(["campaign", "import", name, "earlier.csv", "--yes"]).expect_code(0);
    }
    for (action, name) in [("start", "Running"), ("start", "Stopped"), ("stop", "Stopped")] {
        world.run(["campaign", action, name, "--yes"]).expect_code(0);
    }
    let daily =
        ["schedule", "enable", "Planned", "--daily", "--start", "2027-01-01 09:00", "--end", "2027-02-01"];
    world.run([&daily[..], &["--timezone", "UTC", "--yes"]].concat()).expect_code(0);
}

const CONTACTS: &str = "Mobile No,First Name\n+919870000001,Ada\n+919870000002,Bo\n";

impl Call {
    /// A world for the platform of the call.
    pub fn world(&self, sandbox: &Sandbox) -> World {
        match self.side {
            Side::Kore => sandbox.world(),
            Side::Burki => sandbox.burki_world(),
        }
    }

    /// The call with its platform, as a title.
    pub fn title(&self) -> String {
        let platform = match self.side {
            Side::Kore => "Kore.ai",
            Side::Burki => "Burki",
        };
        format!("{} on {platform}", self.name)
    }

    /// The files that the calls name.
    pub fn write_files(world: &World) {
        world.file("fresh.yaml", FILE.replace("Event Reminder", "Fresh"));
        world.file("contacts.csv", CONTACTS);
        world.file("body.json", CREATE_BODY);
        world.file("burki.yaml", format!("{BURKI_FILE}name: Fresh\n"));
        world.file("burki.json", r#"{"name":"Raw","campaign_type":"call","assistant_id":7}"#);
    }

    /// The command line without placeholders.
    pub fn arguments<'ids>(&self, ids: &'ids Ids) -> Vec<&'ids str> {
        let base = "/campaign/api/v2/public/{streamId}/campaign?accountId={accountId}&campaignType=sms";
        let filled = self.line.iter().map(|word| match *word {
            "{id}" => ids.idle.as_str(),
            "{run}" => &ids.run,
            "{base}" => base,
            other => other,
        });
        filled.chain(["-o", "json"]).collect()
    }

    /// Whether its result must name the account: for every write except a raw one, which prints the platform's own
    /// answer.
    pub fn says_where(&self) -> bool {
        self.doubt != Doubt::None && !self.name.starts_with("api")
    }

    /// The exit code of the command if its request ends in this code.
    pub fn code(&self, code: i32) -> i32 {
        match code {
            0 | 9 => code,
            _ if self.is_partly_done => 10,
            _ => code,
        }
    }

    /// The record of a halt, in which the idle campaign had a schedule.
    fn record(&self, ids: &Ids, world: &World) -> String {
        let account = kcamp::sandbox::ACCOUNT;
        let (id, name, schedule, place) = match self.side {
            Side::Kore => (
                ids.idle.as_str(),
                "Idle",
                json!({
                    "startDateTime": "2027-01-04 09:30:00",
                    "endDateTime": "2027-06-30 18:00:00",
                    "recurrenceObject": {
                        "recurType": "Weekly",
                        "weeklyDetails": {"onceEveryNweeks": 1, "whichDays": ["Mon", "Wed"]},
                    },
                }),
                (json!(account.account_id), json!(account.stream_id)),
            ),
            Side::Burki => (
                "1",
                "Draft",
                json!({
                    "schedule_type": "recurring",
                    "scheduled_at": "2027-01-01T09:00:00",
                    "timezone": "UTC",
                    "recurring_config": {
                        "frequency": "daily",
                        "interval": 1,
                        "time": "09:00",
                        "time_zone": "UTC",
                        "end_date": "2027-02-01",
                    },
                }),
                (Value::Null, Value::Null),
            ),
        };
        let campaign = json!({
            "id": id, "name": name, "status": "Scheduled", "ran": false, "scheduled": true,
            "schedule": {"known": "as_sent", "body": schedule, "at": crate::world::NOW},
        });
        let (account, stream) = place;
        json!({
            "at": crate::world::NOW,
            "host": world.variable("KCAMP_HOST"),
            "account": account,
            "stream": stream,
            "profile": null,
            "campaigns": [campaign],
        })
        .to_string()
    }

    /// Notes in a new world's journal that the recorded halt switched the schedule off. Without it, it is unknown
    /// whether others changed the campaign since.
    fn note_halt(&self, world: &World) {
        let journal = world.home().join(".local/state/kcamp/journal.jsonl");
        if self.name != "resume" || journal.exists() {
            return;
        }
        let record = std::fs::read_to_string(world.home().join("record.json")).unwrap();
        let record: Value = serde_json::from_str(&record).unwrap();
        let (halted, at) = (&record["campaigns"][0], &record["at"]);
        let write = json!({
            "action": "schedule disable", "subject": halted["name"], "profile": null, "host": record["host"],
            "account": record["account"], "stream": record["stream"],
        });
        let outcome = json!({"exit_code": 0, "message": "done", "id": halted["id"]});
        let begun = json!({"key": "1-a-1", "at": at, "write": write});
        let ended = json!({"key": "1-a-1", "at": at, "outcome": outcome});
        world.file(".local/state/kcamp/journal.jsonl", format!("{begun}\n{ended}\n"));
    }

    #[must_use]
    pub fn run(&self, ids: &Ids, world: &World, limits: &[&str]) -> Run {
        Self::write_files(world);
        world.file("record.json", self.record(ids, world));
        self.note_halt(world);
        world.run(self.arguments(ids).iter().chain(limits))
    }

    /// The number of its writes if nothing fails.
    pub fn writes(&self) -> usize {
        usize::from(self.doubt != Doubt::None)
    }
}

/// Whether a received request changes something.
pub fn is_write(request: &Value) -> bool {
    let path = request["path"].as_str().unwrap_or_default();
    let reads = ["/getAllCampaignDetails", "/getAllListDetails", "/status"];
    request["method"] != "GET" && !reads.iter().any(|end| path.ends_with(end))
}
