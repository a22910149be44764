//! Checks of files whatever is in them: how long they are, and how they are called.

use std::fs;
use std::path::{Path, PathBuf};

/// The most lines of a file: a longer one is split.
const FILE_LINES_MAX: usize = 500;

/// Everything in these folders of the project, folders too.
fn everything_in(folders: &[&str]) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            found.push(path.clone());
            if path.is_dir() {
                walk(&path, found);
            }
        }
    }
    let mut found = Vec::new();
    for folder in folders {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found
}

/// How long a function is, is counted by a lint: clippy.toml has the number.
#[test]
fn no_file_is_too_long() {
    let mut long = Vec::new();
    for path in everything_in(&["src", "tests", "benches", "fuzz/fuzz_targets"]) {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            if lines > FILE_LINES_MAX {
                long.push(format!("{} has {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Git on Windows cannot check out a file of such a name, whatever its end.
#[test]
fn no_file_has_a_name_that_windows_keeps_for_a_device() {
    let folders =
        ["src", "tests", "docs", "examples", "benches", "completions", "schema", "fuzz/fuzz_targets"];
    let mut wrong = everything_in(&folders);
    wrong.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy().to_lowercase();
        let stem = name.split('.').next().unwrap();
        let numbered = |device: &str| {
            stem.strip_prefix(device).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
        };
        let is_device = matches!(stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt");
        is_device || name.ends_with(['.', ' ']) || name.contains(['<', '>', ':', '"', '|', '?', '*', '\\'])
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}
