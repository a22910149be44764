//! Keys of one platform's bodies, which commands and the context do not name: the manifest and the platform are asked.

use std::path::{Path, PathBuf};

use super::paths::NamedPath;
use super::room;

/// The keys.
const KEYS: &[&str] = &[
    "schedule_type",
    "recurring_config",
    "recurrenceObject",
    "startDateTime",
    "endDateTime",
    "scheduled_at",
    "assistant_id",
    "contactLists",
    "dncLists",
    "dialingStrategy",
];

/// The rooms that do not name them.
const ROOMS: &[&str] = &["commands", "context"];

/// A constant that holds a key.
#[derive(Debug, PartialEq, Eq)]
pub struct KeyConstant {
    room: String,
    module: String,
    name: String,
}

/// Every constant in these files that holds a key.
pub fn constants<'file>(
    files: impl IntoIterator<Item = (&'file Path, &'file str)>,
) -> impl Iterator<Item = KeyConstant> {
    files.into_iter().flat_map(|(file, text)| {
        // A declaration may go over several lines.
        text.split(";\n").filter_map(move |statement| {
            let (_, declared) = statement.rsplit_once("const ").filter(|(_, it)| names_a_key(it))?;
            let name = declared.split(':').next()?.trim();
            let is_name = name.chars().all(|sign| sign.is_ascii_uppercase() || sign == '_');
            let module = file.file_stem()?.to_string_lossy().into_owned();
            is_name.then(|| KeyConstant { room: room(file), module, name: name.to_owned() })
        })
    })
}

fn names_a_key(text: &str) -> bool {
    KEYS.iter().any(|key| text.contains(&format!("\"{key}\"")))
}

/// The uses of keys in a file of this room: as texts, and through constants of other files.
pub fn uses(room: &str, text: &str, paths: &[NamedPath], constants: &[KeyConstant]) -> Vec<String> {
    if !ROOMS.contains(&room) {
        return Vec::new();
    }
    let mut found: Vec<String> = KEYS
        .iter()
        .filter(|key| text.contains(&format!("\"{key}\"")))
        .map(|key| format!("writes the key {key} of one platform's body"))
        .collect();
    for constant in constants {
        let is_it = |path: &NamedPath| {
            let in_room = path.len() > 2 && path[0] == "crate" && path[1] == constant.room;
            let in_module = path.len() > 1 && path[path.len() - 2] == constant.module;
            path.last() == Some(&constant.name) && (in_room || in_module)
        };
        if paths.iter().any(is_it) {
            found.push(format!("uses {}, which is a key of one platform's body", constant.name));
        }
    }
    found
}

#[test]
fn a_key_is_seen_behind_a_constant() {
    let held = "pub const HOURS: [&str; 2] =\n    [\"dialingStrategy\", \"callingHours\"];\npub const OTHER: &str = \"name\";";
    let file = PathBuf::from("manifest/contact.rs");
    let constants: Vec<KeyConstant> = constants([(file.as_path(), held)]).collect();
    assert_eq!(constants.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["HOURS"]);
    for (file, text, is_seen) in [
        ("commands/api.rs", "use crate::manifest::contact::HOURS;", true),
        ("commands/api.rs", "use crate::manifest::HOURS;", true),
        ("context/write.rs", "use crate::manifest::contact;\nfn f() { node.at(&contact::HOURS) }", true),
        ("manifest/decode.rs", "use crate::manifest::contact::HOURS;", false),
        ("commands/api.rs", "use crate::view::HOURS;", false),
    ] {
        let paths = super::paths(Path::new(file), text);
        let found = uses(&room(Path::new(file)), text, &paths, &constants);
        assert_eq!(!found.is_empty(), is_seen, "{file}: {text}: {found:?}");
    }
}
