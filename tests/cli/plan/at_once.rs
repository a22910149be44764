//! How many reads of a plan run at once: several on Burki, which publishes no request limit, and one on Kore.ai.

use std::sync::{Arc, Condvar, Mutex};

use serde_json::Value;

use super::{OF_BURKI, lines, plan};
use crate::create::FILE;
use crate::relay::{Passing, Watch, relay_at_once};
use crate::world::{Sandbox, World};

/// The number of campaigns: more than the reads that run at once.
const CAMPAIGNS: usize = 11;

#[derive(Default)]
struct UnderWay {
    now: usize,
    most: usize,
    /// How many reads have arrived.
    all: usize,
}

/// Counts the reads of single campaigns that are under way. Holds the first answers back until `count` reads have
/// arrived.
#[derive(Clone)]
struct Together {
    count: usize,
    under_way: Arc<(Mutex<UnderWay>, Condvar)>,
    is_read: fn(&str) -> bool,
}

impl Watch for Together {
    fn before(&mut self, request: &Passing) {
        if !(self.is_read)(&request.line) {
            return;
        }
        let (under_way, came) = &*self.under_way;
        let mut state = under_way.lock().unwrap();
        state.now += 1;
        state.all += 1;
        state.most = state.most.max(state.now);
        came.notify_all();
        // If fewer reads arrive at once, this wait ends only with the client's timeout.
        drop(came.wait_while(state, |state| state.all < self.count).unwrap());
    }

    fn after(&mut self, request: &Passing, _answer: &mut Value) {
        if (self.is_read)(&request.line) {
            self.under_way.0.lock().unwrap().now -= 1;
        }
    }
}

/// Whether the request line reads one campaign of Burki: `GET /api/v1/campaigns/7`.
fn is_of_burki(line: &str) -> bool {
    line.strip_prefix("GET /api/v1/campaigns/").is_some_and(|id| id.parse::<u32>().is_ok())
}

fn is_of_kore(line: &str) -> bool {
    line.starts_with("GET ") && line.contains("/campaign/cd-")
}

/// Plans through a relay that answers the first reads once `count` are under way. Returns the most reads that were
/// under way, and the plan's lines.
fn planned(sandbox: &Sandbox, file: &str, count: usize, is_read: fn(&str) -> bool) -> (usize, Vec<String>) {
    let is_burki = file.starts_with("platform: burki");
    let of = |world: World| if is_burki { world.of_burki() } else { world };
    let together = Together { count, under_way: Arc::default(), is_read };
    let (direct, through) = (of(sandbox.world()), of(relay_at_once(sandbox, together.clone())));
    let name = if is_burki { "Spring check-in" } else { "Event Reminder" };
    for world in [&direct, &through] {
        for number in 10..10 + CAMPAIGNS {
            let file = file.replace(name, &format!("N{number}"));
            world.file(&format!("campaigns/{number}.yaml"), format!("{file}renamedFrom: none\n"));
        }
    }
    direct.run("campaign create -f campaigns --yes").expect_code(0);
    let run = plan(&through, &[]).expect_code(0);
    let most = together.under_way.0.lock().unwrap().most;
    (most, lines(&run))
}

#[test]
fn four_reads_are_under_way_at_once_where_no_limit_is_published_and_the_files_order_stays() {
    let of_burki = OF_BURKI.split("schedule:").next().unwrap();
    for (file, count, is_read) in [(of_burki, 4, is_of_burki as fn(&str) -> bool), (FILE, 1, is_of_kore)] {
        let sandbox = Sandbox::new();
        let (most, lines) = planned(&sandbox, file, count, is_read);
        assert_eq!(most, count);
        let names: Vec<String> =
            (10..10 + CAMPAIGNS).map(|number| format!("unchanged N{number}: ")).collect();
        assert_eq!(lines, names);
    }
}
