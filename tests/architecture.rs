//! The import rule: which part of the program may use which. ARCHITECTURE.md has the reasons.
//!
//! The sources are read as tokens, so that the form and the place of an import have no effect. Code that is only
//! compiled for tests is left out.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources has to stop")]

#[path = "architecture/errors.rs"]
mod errors;
#[path = "architecture/files.rs"]
mod files;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/rings.rs"]
mod rings;
#[path = "architecture/wire_keys.rs"]
mod wire_keys;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use paths::{modules_for_tests, paths};

/// A room (a module directly under `src`) and the rooms that it may use.
const RULES: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("env", &[]),
    ("exit", &[]),
    ("files", &[]),
    ("secret", &[]),
    ("domain", &[]),
    ("journal", &["domain", "files", "secret"]),
    ("halt", &["files", "journal"]),
    ("jwt", &["domain", "secret"]),
    ("import", &["domain", "files"]),
    ("manifest", &["domain"]),
    ("profile", &["domain", "env", "files", "secret"]),
    ("settings", &["domain", "env", "profile", "secret"]),
    ("platform", &["clock", "domain", "exit", "files", "journal", "jwt", "secret"]),
    ("ui", &["domain", "exit", "secret"]),
    ("view", &["domain", "exit", "import", "ui"]),
    ("sandbox", &["clock", "files", "jwt", "secret"]),
    (
        "error",
        &["domain", "exit", "files", "import", "journal", "jwt", "platform", "profile", "settings", "ui"],
    ),
    (
        "context",
        &[
            "clock", "domain", "env", "error", "exit", "files", "halt", "journal", "jwt", "platform",
            "profile", "sandbox", "secret", "settings", "ui", "view",
        ],
    ),
    (
        "commands",
        &[
            "clock", "context", "domain", "env", "error", "exit", "files", "halt", "import", "journal",
            "jwt", "manifest", "platform", "profile", "sandbox", "secret", "settings", "ui", "view",
        ],
    ),
    ("cli", &["commands", "context", "env", "error", "exit", "settings", "ui"]),
];

/// External crates that only some rooms, or a folder of one, may use.
const EXTERNAL: &[(&str, &[&str])] = &[
    ("reqwest", &["platform"]),
    ("axum", &["sandbox"]),
    ("dialoguer", &["ui"]),
    ("comfy_table", &["ui"]),
    ("granit_parser", &["manifest"]),
    ("jaq_core", &["ui"]),
    ("jaq_json", &["ui"]),
    ("jaq_std", &["ui"]),
    ("minijinja", &["domain"]),
    ("icu_normalizer", &["domain", "import"]),
    ("serde_saphyr", &["profile", "ui"]),
    ("shell_words", &["profile"]),
    ("jsonwebtoken", &["jwt"]),
    ("rlibphonenumber", &["domain/number"]),
    ("clap", &["cli", "commands"]),
    ("clap_complete", &["commands/completions"]),
];

/// The parts of another room or crate that a room may use, where it may not use the rest of it.
const PARTS: &[(&str, &str, &[&str])] = &[
    // A write is sent with a receipt; who begins one and who reads the entries is above.
    ("platform", "journal", &["Receipt"]),
    // Results are written as YAML, and none is read.
    ("ui", "serde_saphyr", &["ser_options", "to_string_with_options"]),
    // It shows findings, and knows no campaigns.
    ("ui", "domain", &["effect", "finding", "plural", "shell", "system_error", "unseen"]),
];

/// The rooms that may tell platforms apart; everywhere else a platform is asked what it has.
const PLATFORM_ROOMS: &[&str] = &["context", "domain", "manifest", "platform", "settings"];

/// The ways in which code names one platform: its kind, its folder, or its own data.
const ONE_PLATFORM: &[&str] = &[
    "Kind::Kore",
    "Kind::Burki",
    "PlatformCampaign::Kore",
    "PlatformCampaign::Burki",
    "RequestedSchedule::Kore",
    "RequestedSchedule::Burki",
    "RequestedSchedule::Immediate",
    "PlannedSchedule::Kore",
    "PlannedSchedule::Burki",
    "PlannedSchedule::Immediate",
    "OwnFields",
    "PlatformContacts::Kore",
    "PlatformContacts::Burki",
    "KoreScheduleRequest",
    "BurkiScheduleRequest",
    ".kore()",
    ".burki()",
    ".kore_mut()",
    "platform::kore",
    "platform::burki",
];

/// Code that shows what one platform has, and so distinguishes platforms, and by which of these ways.
const SHOWN_FIELDS: &[(&str, &[&str])] = &[
    ("view/campaign", &[".kore()", ".burki()", "PlatformKind::Kore", "PlatformKind::Burki"]),
    ("view/platform_contacts", &["PlatformContacts::Kore", "PlatformContacts::Burki"]),
];

/// The platforms' own folders in `platform`. They stand beside each other, and the rest of `platform` does not name
/// them.
const PLATFORM_FOLDERS: &[&str] = &["kore", "burki"];

/// The names that give a consent, the part of it for one write, or a receipt of the journal, with which that write is
/// sent, and the places that may name it.
const RECEIPTS: &[(&str, &[&str])] = &[
    ("by_asking", &["context/consent", "journal"]),
    ("by_asking_to_halt", &["context/consent", "journal"]),
    ("agreement_to", &["context", "journal"]),
    ("begin_write", &["context", "journal"]),
    ("unnoted", &["context", "journal"]),
    ("reopen", &["context", "journal"]),
];

/// The commands that may use the sandbox; besides them only `context` may.
const SANDBOX_COMMANDS: &str = "commands/sandbox";

/// The names that reach outside the program, and the rooms that may use them.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("env::var", &["env"]),
    ("env::var_os", &["env"]),
    ("env::vars", &["env"]),
    ("env::vars_os", &["env"]),
    ("env::args", &[]),
    ("env::args_os", &[]),
    ("std::net", &["platform", "sandbox"]),
    ("Timestamp::now", &["clock"]),
    ("Zoned::now", &[]),
];

/// The names that would make a rule of the domain impure.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "Instant::now",
    "SystemTime",
    "tokio",
];

/// The constants of the sources that hold a key of one platform's bodies.
static CONSTANTS: LazyLock<Vec<wire_keys::KeyConstant>> = LazyLock::new(|| {
    let files = shipped_files();
    wire_keys::constants(files.iter().map(|(file, text)| (file.as_path(), text.as_str()))).collect()
});

/// The room of a file: `src/ui/table.rs` and `src/ui.rs` are both `ui`.
fn room(relative: &Path) -> String {
    let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Whether a file is in one of these rooms or folders.
fn lies_in(relative: &Path, folders: &[&str]) -> bool {
    let module = relative.with_extension("");
    folders.iter().any(|folder| module.starts_with(folder))
}

/// Whether a path has the names of a rule in a row: `std::fs::read` has `std::fs`.
fn is_named(path: &[String], rule: &str) -> bool {
    let rule: Vec<&str> = rule.split("::").collect();
    path.windows(rule.len()).any(|part| part.iter().zip(&rule).all(|(name, wanted)| name == wanted))
}

/// The error of a path that leads to a part of a room of which only other parts may be used.
fn use_of_a_part(room: &str, path: &[String]) -> Option<String> {
    let used = if path[0] == "crate" { &path[1..] } else { path };
    let (first, rest) = used.split_first()?;
    let (_, whole, parts) = PARTS.iter().find(|(user, whole, _)| *user == room && first == whole)?;
    let is_allowed = rest.first().is_some_and(|part| parts.contains(&part.as_str()));
    let named = rest.join("::");
    (!is_allowed).then(|| format!("uses {named} of {whole}, of which it may use {}", parts.join(", ")))
}

/// The rules that a file breaks.
fn violations(relative: &Path, text: &str) -> BTreeSet<String> {
    let room = room(relative);
    let mut found = BTreeSet::new();
    let mut forbid = |what: String| {
        found.insert(format!("{} {what}", relative.display()));
    };
    let Some((_, allowed)) = RULES.iter().find(|(name, _)| *name == room) else {
        forbid(format!("is in the room {room}, which has no rule"));
        return found;
    };
    let paths = paths(relative, text);
    wire_keys::uses(&room, text, &paths, &CONSTANTS).into_iter().for_each(&mut forbid);
    for path in paths {
        if path[0] == "crate" {
            let used = path.get(1).map_or("", String::as_str);
            let is_room = RULES.iter().any(|(name, _)| *name == used);
            let is_everything = matches!(used, "*" | "self");
            let is_sandbox =
                room == "commands" && used == "sandbox" && !lies_in(relative, &[SANDBOX_COMMANDS]);
            if is_everything || is_sandbox || is_room && used != room && !allowed.contains(&used) {
                forbid(format!("uses crate::{used}"));
            }
        }
        for (name, owners) in EXTERNAL {
            let is_met = path[0] == *name && (path.len() > 1 || is_imported_whole(text, name));
            if is_met && !lies_in(relative, owners) {
                forbid(format!("uses {name}"));
            }
        }
        if let Some(what) = use_of_a_part(&room, &path) {
            forbid(what);
        }
        for (name, owners) in OUTSIDE.iter().chain(RECEIPTS) {
            if is_named(&path, name) && !lies_in(relative, owners) {
                forbid(format!("uses {name}"));
            }
        }
        for name in IMPURE.iter().filter(|name| room == "domain" && is_named(&path, name)) {
            forbid(format!("uses {name}"));
        }
        for name in PLATFORM_FOLDERS.iter().filter(|_| room == "platform") {
            // By any path: from the root, from a neighbour, or through a module with another name.
            let is_met = is_named(&path, name) && (path.len() > 1 || is_imported_whole(text, name));
            if is_met && !lies_in(relative, &[&format!("platform/{name}")]) {
                forbid(format!("uses platform::{name}, which stands on top of it or beside it"));
            }
        }
        let one = path.join("::");
        let is_shown = SHOWN_FIELDS
            .iter()
            .any(|(place, names)| names.contains(&one.as_str()) && lies_in(relative, &[place]));
        let is_one = ONE_PLATFORM.iter().any(|name| one.contains(name)) && !is_shown;
        if is_one && !lies_in(relative, PLATFORM_ROOMS) {
            forbid(format!("tells platforms apart with {one}: ask the platform what it has instead"));
        }
    }
    found
}

/// Whether a line imports a crate under any name: `use clap;`, `use clap as c;`, `extern crate clap;`.
fn is_imported_whole(text: &str, name: &str) -> bool {
    text.lines().map(str::trim).any(|line| {
        let line = line.trim_start_matches("pub ");
        let rest = line.strip_prefix("use ").or_else(|| line.strip_prefix("extern crate "));
        let rest = rest.and_then(|rest| rest.trim_start_matches("::").strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with([';', ' ']))
    })
}

/// Every source file with its text, without those that are only compiled for tests.
fn shipped_files() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        (file.strip_prefix(&root).unwrap().to_owned(), text)
    };
    let files: Vec<(PathBuf, String)> = files.into_iter().map(read).collect();
    let for_tests: Vec<PathBuf> =
        files.iter().flat_map(|(file, text)| modules_for_tests(file, text)).collect();
    let ships = |(file, _): &(PathBuf, String)| {
        let module = file.with_extension("");
        !for_tests.iter().any(|test| module.starts_with(test))
    };
    files.into_iter().filter(ships).collect()
}

#[test]
fn every_import_is_allowed() {
    let files = shipped_files();
    assert!(files.len() > 200, "the sources were not found: {} files", files.len());
    let forbidden: BTreeSet<String> = files
        .iter()
        .filter(|(file, _)| !matches!(room(file).as_str(), "main" | "lib"))
        .flat_map(|(file, text)| violations(file, text))
        .collect();
    assert!(forbidden.is_empty(), "{}", forbidden.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn files_of_tests_alone_are_left_out_and_no_other() {
    let files = shipped_files();
    let has = |name: &str| files.iter().any(|(file, _)| file == Path::new(name));
    for name in ["ui/mod.rs", "manifest/mod.rs", "sandbox/mod.rs", "platform/retry.rs", "lib.rs"] {
        assert!(has(name), "{name} is not looked at");
    }
    for name in ["sandbox/testing.rs", "ui/findings_tests.rs", "domain/schedule/tests/properties.rs"] {
        assert!(Path::new("src").join(name).exists(), "{name} is gone");
        assert!(!has(name), "{name} is taken for code that ships");
    }
}

#[test]
fn rules_name_rooms_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rooms = RULES.iter().flat_map(|(room, allowed)| std::iter::once(room).chain(*allowed));
    let owners = EXTERNAL.iter().chain(OUTSIDE).chain(RECEIPTS).flat_map(|(_, owners)| *owners);
    for name in rooms.chain(owners).chain(PLATFORM_ROOMS) {
        let exists = root.join(name).is_dir() || root.join(format!("{name}.rs")).is_file();
        assert!(exists, "there is no src/{name}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table of cases")]
fn whatever_the_form_of_a_forbidden_import_it_is_seen() {
    for (file, text) in [
        ("domain/zone.rs", "use crate::ui::Ui;"),
        ("domain/zone.rs", "use crate::{domain::zone, ui};"),
        (
            "domain/zone.rs",
            "use crate::{\n    domain::{zone, wall_time::WallTime},\n    ui::{Ui, Format},\n};",
        ),
        ("domain/zone.rs", "use crate::{self as all};"),
        ("domain/zone.rs", "use crate as all;"),
        ("domain/mod.rs", "use super as all;"),
        ("domain/zone.rs", "use crate::*;"),
        ("domain/zone.rs", "use super::super::ui::Ui;"),
        ("domain/mod.rs", "use super::ui;"),
        ("domain/mod.rs", "use self::super::ui;"),
        ("domain/mod.rs", "mod inner { use super::super::ui; }"),
        ("clock.rs", "use super::domain;"),
        ("domain/zone.rs", "fn f() { let ui = crate::ui::Ui::new(); }"),
        ("domain/zone.rs", "fn f() { assert!(matches!(x, crate::exit::Exit::Bug)); }"),
        ("domain/zone.rs", "macro_rules! m { () => { $crate::ui::Ui } }"),
        ("domain/zone.rs", "/* a comment */ pub(crate) use /* another */ crate :: ui :: Ui;"),
        // Code after an item that is only compiled for tests.
        ("domain/zone.rs", "#[cfg(test)]\nmod zone_tests;\nuse crate::ui::Ui;"),
        ("domain/zone.rs", "#[cfg(test)] mod tests { fn f() {} }\nuse crate::ui::Ui;"),
        ("domain/zone.rs", "#[cfg(test)] use crate::jwt::{a, b};\nuse crate::ui::Ui;"),
        ("domain/zone.rs", "#[cfg(not(test))]\nuse crate::ui::Ui;"),
        ("domain/zone.rs", "#[cfg(any(test, unix))]\nuse crate::ui::Ui;"),
        // A file does not count as a test because of its name.
        ("domain/tests.rs", "use crate::ui::Ui;"),
        ("domain/zone_tests.rs", "use crate::ui::Ui;"),
        ("nowhere/zone.rs", ""),
        ("commands/validate.rs", "use crate::sandbox::ACCOUNT;"),
        ("commands/sandboxes.rs", "use crate::sandbox::ACCOUNT;"),
        // Crates.
        ("domain/zone.rs", "use clap::Parser;"),
        ("domain/zone.rs", "use clap as c;"),
        ("domain/zone.rs", "extern crate clap;"),
        ("domain/zone.rs", "use {clap::Parser, jiff::Zoned};"),
        ("domain/zone.rs", "#[derive(clap::Args)] struct Zones;"),
        ("domain/zone.rs", "use rlibphonenumber::PhoneNumber;"),
        ("commands/api.rs", "async fn f() { ::reqwest::get(url).await; }"),
        // The world outside.
        ("domain/zone.rs", "use std::fs;"),
        ("domain/zone.rs", "use std::{collections::BTreeMap, fs::File};"),
        ("domain/zone.rs", "fn f() { std::time::Instant::now(); }"),
        ("domain/zone.rs", "use std::time::SystemTime;"),
        ("domain/zone.rs", "fn f() { jiff::Timestamp::now(); }"),
        ("view/schedule.rs", "fn f() { Timestamp::now(); }"),
        ("settings/mod.rs", "fn f() { std::env::var(name); }"),
        ("settings/mod.rs", "use std::env::var;"),
        ("settings/mod.rs", "use std::env;\nfn f() { env::vars_os(); }"),
        ("commands/api.rs", "use std::net::TcpStream;"),
        // One platform.
        ("commands/api.rs", "fn f() { if platform == PlatformKind::Burki {} }"),
        ("view/schedule.rs", "use crate::domain::platform_kind::PlatformKind::{Burki, Kore};"),
        ("commands/schedule/enable.rs", "fn f() { schedule == PlannedSchedule::Immediate }"),
        ("commands/schedule/enable.rs", "fn f() { crate::domain::schedule::RequestedSchedule::Burki(it) }"),
        ("commands/plan/reading.rs", "use crate::domain::schedule::RequestedSchedule::{self, Kore};"),
        ("commands/plan/reading.rs", "fn f(own: &OwnFields) { matches!(own, OwnFields::Kore(_)) }"),
        ("commands/api.rs", "use crate::domain::schedule::BurkiScheduleRequest;"),
        ("commands/campaign/contacts.rs", "fn f() { matches!(contacts, PlatformContacts::Burki(_)) }"),
        ("view/campaign.rs", "fn f() { matches!(contacts, PlatformContacts::Kore(_)) }"),
        ("commands/api.rs", "fn f() { g(|live| live.kore()); }"),
        ("commands/api.rs", "fn f() { live\n    .burki()\n    .is_some() }"),
        ("view/plan.rs", "fn f() { live.kore_mut(); }"),
        ("view/schedule.rs", "fn f() { campaign.kore(); }"),
        ("view/campaign.rs", "fn f() { matches!(campaign.own, OwnFields::Kore(_)) }"),
        ("commands/halt/sweep.rs", r#"fn f() -> Value { json!({ "schedule_type": "scheduled" }) }"#),
        ("commands/campaign/update.rs", r#"fn f() { document.at(&["schedule", "startDateTime"]); }"#),
        // The platforms' own folders.
        ("platform/kore/client.rs", "use crate::platform::burki::X;"),
        ("platform/kore/client.rs", "use super::super::burki::X;"),
        ("platform/kore/client.rs", "use super::super::{burki::X, http};"),
        ("platform/kore/mod.rs", "use super::burki;"),
        ("platform/kore/mod.rs", "mod inner { use super::super::burki::X; }"),
        ("platform/burki/platform.rs", "fn f() { super::super::kore::f(); }"),
        ("platform/http.rs", "use super::kore::X;"),
        ("platform/http.rs", "use super::{http, kore as k};"),
        ("platform/http/log.rs", "use super::super::burki::X;"),
        ("platform/http.rs", "use super::*;\nfn f() { kore::f(); }"),
        ("platform/http.rs", "use super as all;\nfn f() { all::burki::f(); }"),
        ("platform/mod.rs", "use kore::X;"),
        ("platform/mod.rs", "pub use self::burki::X;"),
        ("platform/mod.rs", "use kore as k;"),
        ("platform/kore.rs", "use super::burki::X;"),
        // Parts of a room and of a crate.
        ("error.rs", "use crate::sandbox::SandboxError;"),
        ("platform/write.rs", "use crate::journal::{Entry, Receipt};"),
        ("platform/write.rs", "use crate::journal;\nfn f() { journal::open(); }"),
        ("platform/kore/client.rs", "fn f(entry: &crate::journal::Entry) {}"),
        ("ui/structured.rs", "fn f() { serde_saphyr::from_str(text); }"),
        ("ui/table.rs", "use crate::domain::live::LiveCampaign;"),
        ("ui/table.rs", "use crate::domain::{finding::Finding, live};"),
        ("ui/structured.rs", "use serde_saphyr::{Error, to_string_with_options};"),
        // Receipts.
        ("commands/halt/sweep.rs", "fn f() { Receipt::unnoted(); }"),
        ("commands/api.rs", "fn f() { context.journal()?.begin_write(noted, agreement, now); }"),
        ("commands/api.rs", "fn f() { consent.agreement_to(&change); }"),
        ("commands/halt/sweep.rs", "fn f() { write.send(&journal::Receipt::unnoted()); }"),
        ("commands/settle.rs", "fn f() { let make = crate::journal::Receipt::unnoted; }"),
        ("platform/write.rs", "fn f() { journal.reopen(key, doubt, now); }"),
        ("halt.rs", "fn f() { Journal::reopen(&journal, key, doubt, now); }"),
        ("context/write.rs", "fn f() { journal.begin(write, &Consent::by_asking(), now); }"),
        ("commands/api.rs", "use crate::journal::Consent as C;\nfn f() { C::by_asking(); }"),
    ] {
        assert!(!violations(Path::new(file), text).is_empty(), "not seen in {file}: {text}");
    }
}

#[test]
fn what_is_allowed_is_left_alone() {
    for (file, text) in [
        ("domain/zone.rs", "use super::wall_time::WallTime;"),
        ("domain/zone.rs", "use crate::domain::wall_time::WallTime;"),
        ("domain/schedule/mod.rs", "use super::super::domain;"),
        ("domain/mod.rs", "pub(crate) fn f() {}\npub(super) fn g() {}\npub(in crate::domain) fn h() {}"),
        ("domain/zone.rs", "mod inner { use super::super::wall_time; }"),
        ("domain/zone.rs", "// use crate::ui::Ui;\n/// See [`crate::ui::Ui`].\nfn f() { g(\"crate::ui\"); }"),
        ("domain/zone.rs", "#[cfg(test)]\nmod tests {\n    use crate::ui::Ui;\n}"),
        ("domain/zone.rs", "#[cfg(all(test, unix))]\n#[path = \"z.rs\"]\nmod tests { use crate::ui; }"),
        ("domain/zone.rs", "fn f(clap: &str, ui: Ui) -> bool { ui::is(clap) && domain::http::get() }"),
        ("domain/zone.rs", "RequestedTime::Instant(now)"),
        ("domain/number/mod.rs", "use rlibphonenumber::PhoneNumber;"),
        ("commands/sandbox/serve.rs", "use crate::sandbox::ACCOUNT;"),
        ("commands/api.rs", "use crate::{context::Context, ui::Ui};\nuse clap::Args;"),
        ("platform/retry.rs", "fn f() { Instant::now(); }"),
        ("platform/write.rs", "use crate::journal::Receipt;"),
        (
            "ui/structured.rs",
            "fn f() { serde_saphyr::to_string_with_options(value, serde_saphyr::ser_options! {}); }",
        ),
        ("clock.rs", "fn f() { Timestamp::now(); }"),
        ("platform/mod.rs", "pub mod burki;\npub mod kore;"),
        (
            "platform/kore/client.rs",
            "use super::body::X;\nuse super::super::http::Http;\nuse crate::platform::kore::Y;",
        ),
        ("platform/kore/mod.rs", "mod inner { use super::super::kore::X; }"),
        ("platform/line.rs", "fn f(kore: Kore) { self.kore.send(kore) }"),
        ("context/halting.rs", "fn f() { Receipt::unnoted(); journal.reopen(key, doubt, now); }"),
        ("commands/halt/report.rs", "fn f() { context.unnoted_in_words(); }"),
        ("view/campaign.rs", "fn f() { campaign.kore(); campaign.burki(); }"),
        ("view/platform_contacts.rs", "fn f() { matches!(contacts, PlatformContacts::Kore(_)) }"),
        ("manifest/write.rs", "fn f() { live.kore_mut(); RequestedSchedule::Immediate }"),
        ("commands/api.rs", "fn f(kore: u8) { self.kore + kore; kore(); schedule.is_immediate() }"),
    ] {
        let found = violations(Path::new(file), text);
        assert!(found.is_empty(), "{file}: {text}\n{found:?}");
    }
}
