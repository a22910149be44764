//! Data that several checks use, made once.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::LazyLock;

use crate::calls::{Ids, prepared};
use crate::leaves::{ENDLESS, furnish, leaves, line};
use crate::world::{Run, Sandbox};

/// Every command, and the home folder after it.
pub struct Walk {
    pub runs: Vec<(String, Run)>,
    pub files: Vec<(PathBuf, String)>,
}

/// With JSON as the result, and the whole log.
pub static WALK: LazyLock<Walk> = LazyLock::new(|| {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    furnish(&world);
    let run = |leaf: String| {
        let run = world.run(line(&leaf).iter().map(String::as_str).chain(["-vvv", "-o", "json"]));
        (leaf, run)
    };
    let runs = leaves().into_iter().filter(|leaf| leaf != ENDLESS).map(run).collect();
    world.run("plan campaign.yaml --out saved.plan").expect_code(0);
    Walk { runs, files: world.files() }
});

/// The files of a sandbox's state.
type State = Vec<(OsString, Vec<u8>)>;

/// The state of a sandbox for every write, and its ids.
pub static PREPARED: LazyLock<(State, Ids)> = LazyLock::new(|| {
    let prepared = prepared();
    (prepared.sandbox.state(), prepared.ids)
});
