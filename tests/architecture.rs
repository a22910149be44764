//! The import rule: which part of the house may use which. ARCHITECTURE.md says why.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources has to stop")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room (a module directly under `src`) and the rooms that it may use.
const RULES: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("env", &[]),
    ("exit", &[]),
    ("files", &[]),
    ("secret", &[]),
    ("domain", &[]),
    ("journal", &["domain", "files"]),
    ("jwt", &["domain", "secret"]),
    ("import", &["domain", "files"]),
    ("manifest", &["domain"]),
    ("profile", &["domain", "env", "files", "secret"]),
    ("settings", &["domain", "env", "profile", "secret"]),
    ("platform", &["clock", "domain", "exit", "files", "journal", "jwt", "secret"]),
    ("ui", &["domain", "exit"]),
    ("view", &["domain", "exit", "import", "ui"]),
    ("sandbox", &["clock", "files", "jwt", "secret"]),
    (
        "error",
        &[
            "domain", "exit", "files", "import", "journal", "jwt", "platform", "profile", "sandbox",
            "settings", "ui",
        ],
    ),
    (
        "context",
        &[
            "clock", "domain", "env", "error", "exit", "files", "journal", "jwt", "platform", "profile",
            "sandbox", "secret", "settings", "ui", "view",
        ],
    ),
    (
        "commands",
        &[
            "clock", "context", "domain", "env", "error", "exit", "files", "import", "journal", "jwt",
            "manifest", "platform", "profile", "sandbox", "secret", "settings", "ui", "view",
        ],
    ),
    ("cli", &["commands", "context", "env", "error", "exit", "settings", "ui"]),
];

/// External crates that belong to some rooms alone.
const EXTERNAL: &[(&str, &[&str])] = &[
    ("reqwest", &["platform"]),
    ("axum", &["sandbox"]),
    ("dialoguer", &["ui"]),
    ("comfy_table", &["ui"]),
    ("granit_parser", &["manifest"]),
    ("minijinja", &["domain"]),
    ("icu_normalizer", &["domain", "import"]),
    ("serde_saphyr", &["profile", "ui"]),
    ("shell_words", &["profile"]),
    ("jsonwebtoken", &["jwt"]),
    ("rlibphonenumber", &["domain"]),
    ("clap", &["cli", "commands"]),
];

/// The rooms that may tell platforms apart; everywhere else a platform is asked what it has.
const PLATFORM_ROOMS: &[&str] = &["context", "domain", "manifest", "platform", "settings"];

/// How code names one platform.
const ONE_PLATFORM: &[&str] =
    &["Kind::Kore", "Kind::Burki", "Client::Kore", "Client::Burki", "Endpoints::Kore", "Endpoints::Burki"];

/// Commands that may know the sandbox; with `context` they are the only ones.
const SANDBOX_COMMANDS: &str = "commands/sandbox";

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The part of a file that ships: what stands before its unit tests.
fn shipped(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// The room of a file: `src/ui/table.rs` and `src/ui.rs` are both `ui`.
fn room(relative: &Path) -> String {
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Every `NAME` of `crate::NAME` in code, comments left out.
fn crate_paths(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in text.lines().map(str::trim_start).filter(|line| !line.starts_with("//")) {
        for (at, prefix) in line.match_indices("crate::") {
            let rest = &line[at + prefix.len()..];
            if let Some(group) = rest.strip_prefix('{') {
                for part in group.split('}').next().unwrap_or("").split(',') {
                    names.insert(part.trim().split("::").next().unwrap_or("").to_owned());
                }
            } else {
                names.insert(
                    rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("").to_owned(),
                );
            }
        }
    }
    names.remove("");
    names
}

#[test]
fn every_import_is_allowed() {
    let source_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&source_folder, &mut files);
    assert!(files.len() > 40, "the sources were not found: {} files", files.len());
    let rooms: BTreeSet<&str> = RULES.iter().map(|(room, _)| *room).collect();
    let mut forbidden = Vec::new();
    for file in &files {
        let relative = file.strip_prefix(&source_folder).unwrap();
        let room = room(relative);
        let name = relative.file_stem().unwrap().to_string_lossy();
        let is_test_module = name == "tests" || name.ends_with("_tests");
        if room == "main" || room == "lib" || is_test_module {
            continue;
        }
        let Some((_, allowed)) = RULES.iter().find(|(name, _)| *name == room) else {
            forbidden.push(format!("{}: the room {room} has no rule", relative.display()));
            continue;
        };
        let text = fs::read_to_string(file).unwrap();
        let text = shipped(&text);
        for used in crate_paths(text) {
            if used != room && rooms.contains(used.as_str()) && !allowed.contains(&used.as_str()) {
                forbidden.push(format!("{} uses crate::{used}", relative.display()));
            }
            if room == "commands" && used == "sandbox" && !relative.starts_with(SANDBOX_COMMANDS) {
                forbidden.push(format!("{} uses crate::sandbox", relative.display()));
            }
        }
        for (name, owners) in EXTERNAL {
            let path = format!("{name}::");
            let uses =
                text.lines().map(str::trim_start).any(|line| !line.starts_with("//") && line.contains(&path));
            if uses && !owners.contains(&room.as_str()) {
                forbidden.push(format!("{} uses {name}", relative.display()));
            }
        }
    }
    assert!(forbidden.is_empty(), "{}", forbidden.join("\n"));
}

/// Lines of code that name one platform, comments left out.
fn lines_that_tell_platforms_apart(text: &str) -> impl Iterator<Item = &str> {
    let code = text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    code.filter(|line| ONE_PLATFORM.iter().any(|name| line.contains(name)))
}

#[test]
fn platforms_are_told_apart_in_few_rooms() {
    let source_folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&source_folder, &mut files);
    let (mut forbidden, mut allowed) = (Vec::new(), 0);
    for file in &files {
        let relative = file.strip_prefix(&source_folder).unwrap();
        let text = fs::read_to_string(file).unwrap();
        let is_test_module = relative.file_stem().is_some_and(|name| name == "tests");
        for line in lines_that_tell_platforms_apart(shipped(&text)).filter(|_| !is_test_module) {
            if PLATFORM_ROOMS.contains(&room(relative).as_str()) {
                allowed += 1;
            } else {
                forbidden.push(format!("{}: {line}", relative.display()));
            }
        }
    }
    assert!(forbidden.is_empty(), "ask the platform what it has instead:\n{}", forbidden.join("\n"));
    assert!(allowed > 10, "the names of the platforms have changed: {allowed} lines name one");
}

#[test]
fn a_line_that_names_one_platform_is_seen() {
    let text =
        "if platform == PlatformKind::Burki {\n// PlatformKind::Kore\nClient::Kore(_) => 1,\nkind.title()";
    let found: Vec<&str> = lines_that_tell_platforms_apart(text).collect();
    assert_eq!(found, ["if platform == PlatformKind::Burki {", "Client::Kore(_) => 1,"]);
}

#[test]
fn rules_name_rooms_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (room, allowed) in RULES {
        for name in std::iter::once(room).chain(allowed.iter()) {
            let exists = root.join(name).is_dir() || root.join(format!("{name}.rs")).is_file();
            assert!(exists, "there is no src/{name}");
        }
    }
}

#[test]
fn an_import_is_seen_in_every_form() {
    let text = "use crate::ui::Ui;\nuse crate::{exit::Exit, view};\nlet x = crate::env::Environment::default();\n// crate::jwt\n";
    let found: Vec<String> = crate_paths(text).into_iter().collect();
    assert_eq!(found, ["env", "exit", "ui", "view"]);
}
