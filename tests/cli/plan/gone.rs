//! A campaign that somebody deletes between the page that lists it and the read of it.

use serde_json::Value;

use super::{lines, plan};
use crate::create::FILE;
use crate::lifecycle::with_campaign;
use crate::relay::{LIST, Passing, Watch, relay};
use crate::world::World;

/// A colleague who deletes the campaign after both pages were read, before it is read itself.
struct Deletes {
    colleague: World,
    pages: usize,
    is_done: bool,
}

impl Watch for Deletes {
    fn before(&mut self, request: &Passing) {
        if self.pages == 2 && request.line.starts_with("GET") && !self.is_done {
            self.is_done = true;
            self.colleague.run("campaign delete 'Event Reminder' --yes").expect_code(0);
        }
    }

    fn after(&mut self, request: &Passing, _answer: &mut Value) {
        self.pages += usize::from(request.line.contains(LIST));
    }
}

#[test]
fn a_campaign_that_is_gone_before_it_is_read_is_planned_as_one_that_is_not_there() {
    let little = format!("{}priority: 4\n", FILE.replace("priority: 5\n", ""));
    for file in [FILE.to_owned(), little] {
        for command in ["plan", "apply"] {
            let (sandbox, ..) = with_campaign(FILE, &[]);
            let watch = Deletes { colleague: sandbox.world(), pages: 0, is_done: false };
            let world = relay(&sandbox, watch);
            world.file("campaigns/a.yaml", &file);
            if command == "plan" {
                let planned = lines(&plan(&world, &["--exit-code"]).expect_code(20));
                assert!(planned.len() == 1 && planned[0].starts_with("create Event Reminder"), "{planned:?}");
                assert_eq!(sandbox.creates().len(), 0);
            } else {
                world.run("apply campaigns --yes").expect_code(0);
                assert_eq!((sandbox.creates().len(), sandbox.received_at("PUT", "").len()), (1, 0));
            }
        }
    }
}

/// Where the list still has it, nothing is taken for gone, and the error names the campaign.
#[test]
fn a_campaign_that_is_listed_and_cannot_be_read_is_named() {
    for command in ["plan campaigns -o json", "apply campaigns --yes -o json"] {
        let (sandbox, world, _) = with_campaign(FILE, &["404x9:GET:campaign/*"]);
        world.file("campaigns/a.yaml", FILE);
        let error = world.run(command).expect_code(5).error_json();
        assert!(error["message"].as_str().unwrap().contains("\"Event Reminder\" is in the list"), "{error}");
        assert_eq!(sandbox.creates().len(), 0, "{command}");
    }
}
