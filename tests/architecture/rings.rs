//! Commands and files of one folder may use each other one way: where two need the same, it lies below both.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

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

/// The commands that use each other, however many lie between.
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

/// The files, and which files beside them each uses, by its path or by a name that their folder takes from it.
fn uses_beside(files: &[(PathBuf, String)]) -> Uses {
    let names = |file: &Path| -> Vec<String> {
        let file = file.with_extension("");
        file.iter().filter(|name| *name != "mod").map(|name| name.to_string_lossy().into_owned()).collect()
    };
    let modules: BTreeMap<Vec<String>, &(PathBuf, String)> =
        files.iter().map(|file| (names(&file.0), file)).collect();
    let holder = |path: &[String]| -> Option<Vec<String>> {
        (1..=path.len()).rev().map(|length| path[..length].to_vec()).find(|path| modules.contains_key(path))
    };
    // Names that a folder takes from a file in it, with that file.
    let mut taken: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for (module, (file, text)) in &modules {
        for path in paths(file, text) {
            let path =
                if path[0] == "crate" { path[1..].to_vec() } else { [module, path.as_slice()].concat() };
            if let (Some(holder), Some(name)) = (holder(&path), path.last())
                && holder.len() == module.len() + 1
                && holder.starts_with(module)
                && path.len() > holder.len()
            {
                taken.insert([module.as_slice(), std::slice::from_ref(name)].concat(), holder);
            }
        }
    }
    let mut uses = Uses::new();
    for (module, (file, text)) in modules.iter().filter(|(module, _)| module.len() > 1) {
        let folder = &module[..module.len() - 1];
        let beside = uses.entry(module.join("/")).or_default();
        for path in paths(file, text).iter().filter(|path| path[0] == "crate") {
            let path = &path[1..];
            let name = path.get(..module.len()).and_then(|name| taken.get(name));
            let target = holder(path).filter(|target| target.len() == module.len()).or(name.cloned());
            beside.extend(
                target
                    .filter(|target| target.starts_with(folder) && target != module)
                    .map(|target| target.join("/")),
            );
        }
    }
    uses
}

#[test]
fn no_file_uses_one_beside_it_that_uses_it() {
    let uses = uses_beside(&shipped_files());
    assert!(uses["import/columns"].contains("import/records"), "the files were not found: {uses:#?}");
    let rings = ring(&uses);
    let within = |name: &String| uses[name].iter().filter(|used| rings.contains(used)).collect::<Vec<_>>();
    let arrows: Vec<_> = rings.iter().map(|name| format!("{name} -> {:?}", within(name))).collect();
    assert!(rings.is_empty(), "files and those beside them use each other:\n{}", arrows.join("\n"));
}

#[test]
fn a_ring_of_files_is_found_through_names_that_their_folder_takes() {
    let file = |name: &str, text: &str| (PathBuf::from(name), text.to_owned());
    let files = [
        file("ui/mod.rs", "pub use table::{Table, width}; pub use paint::Tone;"),
        file("ui/table.rs", "use super::Tone; use crate::domain::name;"),
        file("ui/paint.rs", "use super::cell;"),
        file("ui/cell.rs", "use crate::ui::{Table as Rows, paint_tests};"),
        file("ui/cell/fitted.rs", "use super::super::table::Table;"),
        file("ui/page.rs", "use super::table::Table;"),
    ];
    assert_eq!(ring(&uses_beside(&files)), ["ui/cell", "ui/paint", "ui/table"]);
    assert!(ring(&uses_beside(&files[1..])).is_empty());
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
