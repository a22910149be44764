//! Schedule calls of Kore.ai, which take a name, that meet another campaign: one that got the name after kcamp read the
//! account, or one whose id the name is. Every command says so, and none takes it for its own.

use serde_json::Value;

use crate::create::{FILE, SCHEDULE};
use crate::relay::{LIST, Passing, Watch, relay, rows};
use crate::world::{Run, Sandbox, World};

/// How the call comes to meet the other campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meeting {
    /// An older campaign gets the name directly before the call.
    ByName,
    /// The name is the id of the older campaign, and the platform takes it for that.
    ById,
}

/// Makes one schedule call meet the campaign with the id `other`.
struct Meets {
    meeting: Meeting,
    other: String,
    colleague: World,
    /// The number of schedule calls before it.
    after: usize,
    calls: usize,
}

impl Watch for Meets {
    fn before(&mut self, request: &Passing) {
        if request.line.contains("/schedule?") {
            self.calls += 1;
            if self.calls == self.after + 1 && self.meeting == Meeting::ByName {
                crate::names::rename(&self.colleague, FILE, &self.other, "Event Reminder");
            }
        }
    }

    fn after(&mut self, request: &Passing, answer: &mut Value) {
        if self.meeting == Meeting::ByName {
            return;
        }
        if self.calls > self.after && request.line.contains("/schedule?") {
            answer["id"] = self.other.clone().into();
        } else if self.calls > self.after && request.line.contains(LIST) {
            // The schedule that was meant is as it was.
            for row in rows(answer).iter_mut().filter(|row| row["name"] == self.other) {
                row["schedule"]["isSchedulingEnabled"] = true.into();
            }
        }
    }
}

/// A schedule in a campaign's file, beside the one that is on.
#[derive(Clone, Copy)]
enum Says {
    TheSame,
    OtherDays,
    Off,
}

impl Says {
    fn text(self) -> String {
        match self {
            Self::TheSame => SCHEDULE.to_owned(),
            Self::OtherDays => SCHEDULE.replace("[Mon, Wed]", "[Fri]"),
            Self::Off => "schedule: none\n".to_owned(),
        }
    }
}

/// A command whose schedule call meets another campaign.
struct Case {
    /// The command line; `ID` stands for the id of the campaign that is meant.
    line: &'static str,
    /// The command line before it, if it needs one.
    before: Option<&'static str>,
    /// What the campaign's file says then.
    says: Says,
    /// The schedule calls of this machine, of which the last one meets the other campaign: whether each switches a
    /// schedule on.
    calls: &'static [bool],
    /// A choice of the sandbox.
    choice: &'static str,
}

const REPLACES: &str = "enable-again=replaces";

const CASES: [Case; 8] = [
    Case {
        line: "schedule enable id:ID --daily --start '2027-02-01 15:00' --end 2027-02-03 --timezone UTC --yes",
        before: None,
        says: Says::TheSame,
        calls: &[true, true],
        choice: REPLACES,
    },
    Case {
        line: "schedule disable id:ID",
        before: None,
        says: Says::TheSame,
        calls: &[true, false],
        choice: REPLACES,
    },
    Case {
        line: "schedule disable --all --status scheduled",
        before: None,
        says: Says::TheSame,
        calls: &[true, false],
        choice: REPLACES,
    },
    Case {
        line: "apply campaigns --yes -o json",
        before: None,
        says: Says::OtherDays,
        calls: &[true, true],
        choice: REPLACES,
    },
    Case {
        line: "apply campaigns --yes -o json",
        before: None,
        says: Says::Off,
        calls: &[true, false],
        choice: REPLACES,
    },
    // The schedule is not replaced at once, so it is switched off first; its new times are not sent then.
    Case {
        line: "apply campaigns --yes -o json",
        before: None,
        says: Says::OtherDays,
        calls: &[true, true, false],
        choice: "enable-again=refused",
    },
    // A halt tries twice.
    Case {
        line: "halt --yes",
        before: None,
        says: Says::TheSame,
        calls: &[true, false, false],
        choice: REPLACES,
    },
    Case {
        line: "resume --yes",
        before: Some("halt --yes -q"),
        says: Says::TheSame,
        calls: &[true, false, true],
        choice: REPLACES,
    },
];

/// Creates a campaign, gives it this name, and switches its schedule on. Returns its id.
fn scheduled(world: &World, name: &str) -> String {
    world.file("new.yaml", FILE);
    let ours = id(&world.run("campaign create -f new.yaml -o json").expect_code(0));
    if name != "Event Reminder" {
        world.run(["campaign", "update", &ours, "--name", name, "--yes"]).expect_code(0);
    }
    world.file("campaigns/a.yaml", FILE.replace("Event Reminder", name) + SCHEDULE);
    world.run("apply campaigns --yes").expect_code(0);
    ours
}

fn id(run: &Run) -> String {
    run.json()["id"].as_str().unwrap().to_owned()
}

/// Whether each schedule call of this campaign name switches the schedule on.
fn calls(sandbox: &Sandbox, name: &str) -> Vec<bool> {
    let calls = sandbox.received_at("POST", "/schedule");
    assert!(calls.iter().all(|call| call["query"]["campaignName"] == name), "{calls:?}");
    calls.iter().map(|call| call["query"]["enableSchedule"] == "true").collect()
}

#[test]
fn every_command_says_that_its_schedule_call_met_another_campaign() {
    for meeting in [Meeting::ByName, Meeting::ById] {
        for case in &CASES {
            let sandbox = Sandbox::with_flags(&["--choice", "names=repeated", "--choice", case.choice]);
            let colleague = sandbox.world();
            colleague.file("old.yaml", FILE.replace("Event Reminder", "Old"));
            let other = id(&colleague.run("campaign create -f old.yaml -o json").expect_code(0));
            let name = if meeting == Meeting::ByName { "Event Reminder" } else { other.as_str() };
            // A halt tries twice.
            let after = if case.line.starts_with("halt") { 1 } else { case.calls.len() - 1 };
            let meets = Meets { meeting, other: other.clone(), colleague, after, calls: 0 };
            let world = relay(&sandbox, meets);
            let ours = scheduled(&world, name);
            if let Some(line) = case.before {
                world.run(line).expect_code(0);
            }
            world.file("campaigns/a.yaml", FILE.replace("Event Reminder", name) + &case.says.text());
            let what = format!("{} {meeting:?}", case.line);
            let run = world.run(case.line.replace("ID", &ours).as_str());
            assert_eq!((run.code, calls(&sandbox, name)), (10, case.calls.to_vec()), "{what}: {run:?}");
            let now = if case.calls.ends_with(&[true]) { "on now with these times" } else { "off now" };
            let told = format!("{}{}", run.stdout, run.stderr).replace("\\\"", "\"");
            for part in [
                format!(
                    "the schedule of another campaign, {other}, was changed: it is {now}; {name:?} ({ours})"
                ),
                "because a schedule call takes only a name".to_owned(),
            ] {
                assert!(told.contains(&part), "{what}: no {part:?} in {told}");
            }
        }
    }
}
