//! Commands may use each other one way: where two need the same, it lies below both.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::paths::paths;
use crate::shipped_files;

type Uses = BTreeMap<String, BTreeSet<String>>;

/// The commands, by their files and folders, and which others each of them uses.
fn uses(files: &[(PathBuf, String)]) -> Uses {
    let name = |file: &PathBuf| -> Option<String> {
        let below = file.strip_prefix("commands").ok()?.components().next()?;
        let name = below.as_os_str().to_str()?.trim_end_matches(".rs");
        (name != "mod").then(|| name.to_owned())
    };
    let mut uses: Uses = files.iter().filter_map(|(file, _)| Some((name(file)?, BTreeSet::new()))).collect();
    let names: BTreeSet<String> = uses.keys().cloned().collect();
    for (file, text) in files {
        let Some(own) = name(file) else { continue };
        for path in paths(file, text) {
            if let [root, commands, other, ..] = path.as_slice()
                && root == "crate"
                && commands == "commands"
                && *other != own
                && names.contains(other)
            {
                uses.entry(own.clone()).or_default().insert(other.clone());
            }
        }
    }
    uses
}

/// Those that use each other, however many lie between.
fn ring(uses: &Uses) -> Vec<&String> {
    uses.keys().filter(|name| reached_from(uses, name).contains(*name)).collect()
}

fn reached_from<'uses>(uses: &'uses Uses, from: &str) -> BTreeSet<&'uses String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = uses.get(from).into_iter().flatten().collect();
    while let Some(next) = open.pop() {
        if reached.insert(next) {
            open.extend(uses.get(next).into_iter().flatten());
        }
    }
    reached
}

#[test]
fn no_command_uses_one_that_uses_it() {
    let uses = uses(&shipped_files());
    assert!(uses.len() > 20 && uses["apply"].contains("plan"), "the commands were not found: {uses:#?}");
    let ring = ring(&uses);
    assert!(ring.is_empty(), "a ring: {ring:?} of {uses:#?}");
}

#[test]
fn a_ring_is_found_through_others() {
    let file = |name: &str, text: &str| (PathBuf::from(name), text.to_owned());
    let files = [
        file("commands/plan/mod.rs", "use crate::commands::halt::listing;"),
        file("commands/halt/listing.rs", "use super::super::apply::outgoing;"),
        file("commands/apply.rs", "use crate::commands::plan;"),
        file("commands/api.rs", "use crate::commands::plan;"),
    ];
    assert_eq!(ring(&uses(&files)), ["apply", "halt", "plan"]);
    assert!(ring(&uses(&files[1..])).is_empty());
}
