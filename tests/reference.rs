//! The files that are made from the program: the command line reference and the README's exit codes. `UPDATE=1 cargo
//! test --test reference` writes the reference again.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has to stop")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use kcamp::domain::platform_kind::PlatformKind;
use kcamp::exit::Exit;
use kcamp::manifest::Table;

/// Shells, and for each the file name under which it looks for a completion script.
const COMPLETIONS: &[(&str, &str)] = &[
    ("bash", "completions/kcamp.bash"),
    ("zsh", "completions/_kcamp"),
    ("fish", "completions/kcamp.fish"),
    ("powershell", "completions/_kcamp.ps1"),
    ("elvish", "completions/kcamp.elv"),
];

/// The line about global options on every command's page.
const GLOBAL_OPTIONS: &str = "Global options: kcamp help options";

/// stdout of the program in an empty environment.
fn kcamp(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kcamp")).args(arguments).env_clear().output().unwrap();
    assert!(output.status.success(), "{arguments:?} ended in {}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// Compares a file with its expected text, or writes it if `UPDATE` is set.
fn assert_current(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, text).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == text, "{path} is not current; write it anew: UPDATE=1 cargo test --test reference");
}

/// Adds the pages of a command and of its subcommands.
fn pages(command: &clap::Command, path: &[&str], text: &mut String) {
    let arguments: Vec<&str> = path.iter().copied().chain(["--help"]).collect();
    let page = kcamp(&arguments);
    // In the document the line about global options is not repeated in every section.
    let shown = page.replacen(&format!("\n{GLOBAL_OPTIONS}\n"), "", 1);
    let lines: Vec<&str> = shown.trim_end().lines().map(str::trim_end).collect();
    let title = std::iter::once("kcamp").chain(path.iter().copied()).collect::<Vec<_>>().join(" ");
    write!(text, "\n## {title}\n\n```text\n{}\n```\n", lines.join("\n")).unwrap();
    for below in command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help")
    {
        let path: Vec<&str> = path.iter().copied().chain([below.get_name()]).collect();
        pages(below, &path, text);
    }
}

/// A text, escaped for a cell of a table.
fn in_cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|").replace('<', "&lt;")
}

/// The output of each command with `-o json`, and the keys of each object, from `kcamp schema output`.
fn json_shapes() -> String {
    let schema: serde_json::Value = serde_json::from_str(&kcamp(&["schema", "output"])).unwrap();
    let mut text = "\n## JSON\n\nWhat `-o json` prints, from `kcamp schema output`. Keys are only added.\n\n| command | prints |\n\
                    | --- | --- |\n"
        .to_owned();
    for (command, shape) in schema["properties"].as_object().unwrap() {
        writeln!(text, "| `{command}` | {} |", shape_in_words(shape, &schema["$defs"])).unwrap();
    }
    for (name, object) in schema["$defs"].as_object().unwrap() {
        let Some(keys) = object["properties"].as_object() else { continue };
        writeln!(text, "\n### {name}\n").unwrap();
        if let Some(meaning) = object["description"].as_str() {
            writeln!(text, "{}\n", in_cell(meaning)).unwrap();
        }
        text.push_str("| key | value | meaning |\n| --- | --- | --- |\n");
        for (key, value) in keys {
            let meaning = value["description"].as_str().map(in_cell).unwrap_or_default();
            writeln!(text, "| `{key}` | {} | {meaning} |", shape_in_words(value, &schema["$defs"])).unwrap();
        }
    }
    text
}

/// The kind of a value, with a link to the description of its object; other kinds are described in place.
fn shape_in_words(shape: &serde_json::Value, defs: &serde_json::Value) -> String {
    let several = |shapes: &serde_json::Value| {
        let words: BTreeSet<String> =
            shapes.as_array().unwrap().iter().map(|shape| shape_in_words(shape, defs)).collect();
        words.into_iter().collect::<Vec<_>>().join(" or ")
    };
    if let Some(name) = shape["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        let is_object = defs[name]["properties"].is_object();
        return if is_object {
            format!("[{name}](#{})", name.to_lowercase())
        } else {
            shape_in_words(&defs[name], defs)
        };
    }
    if let Some(word) = shape["const"].as_str() {
        return format!("`{word}`");
    }
    if shape["oneOf"].is_array() {
        return several(&shape["oneOf"]);
    }
    if shape["anyOf"].is_array() {
        return several(&shape["anyOf"]);
    }
    if let Some(words) = shape["enum"].as_array() {
        return words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    }
    match &shape["type"] {
        serde_json::Value::String(kind) if kind == "array" => {
            format!("array of {}", shape_in_words(&shape["items"], defs))
        }
        serde_json::Value::String(kind) => kind.clone(),
        kinds @ serde_json::Value::Array(_) => {
            let kinds: Vec<&str> =
                kinds.as_array().unwrap().iter().filter_map(|kind| kind.as_str()).collect();
            kinds.join(" or ")
        }
        _ => "any value".to_owned(),
    }
}

#[test]
fn the_reference_is_current() {
    let mut text =
        "# Command line reference\n\n<!-- no block is run: tests/reference.rs makes them from the program -->\n\n\
                    Generated from the program: every page of `kcamp … --help`, then the [global options](#global-options), which every command takes, the [environment](#environment), \
                    the [exit codes](#exit-codes), the [codes of findings and errors](#codes-of-findings-and-errors) and the \
                    [JSON](#json).\n"
            .to_owned();
    pages(&kcamp::cli::command_tree(), &[], &mut text);
    let options = kcamp(&["help", "options"]);
    write!(text, "\n## Global options\n\n```text\n{}\n```\n", options.trim_end()).unwrap();
    write!(text, "\n## Environment\n\n```text\n{}```\n", kcamp(&["help", "environment"])).unwrap();
    text.push_str("\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n");
    for exit in Exit::ALL {
        writeln!(text, "| {} | {} |", exit.number(), exit.meaning()).unwrap();
    }
    text.push_str(
        "\n## Codes of findings and errors\n\n`kcamp explain CODE` says why, with an example and the fix. `command` marks the code of an error; the others are findings in files and flags.\n\n| code | severity | meaning |\n| --- | --- | --- |\n",
    );
    let mut codes: Vec<_> = kcamp::domain::explanations::all().collect();
    codes.sort_by_key(|known| known.code);
    for known in codes {
        writeln!(text, "| `{}` | {} | {} |", known.code, known.severity.words(), in_cell(known.meaning))
            .unwrap();
    }
    text.push_str(&json_shapes());
    assert_current("docs/reference.md", &text);
}

/// The words of each command, kcamp itself included.
fn paths<'a>(command: &'a clap::Command, path: &[&'a str], found: &mut Vec<Vec<&'a str>>) {
    found.push(path.to_vec());
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        paths(below, &[path, &[below.get_name()]].concat(), found);
    }
}

#[test]
fn both_help_pages_of_each_command_name_the_page_of_the_global_options_and_list_none_of_them() {
    let tree = kcamp::cli::command_tree();
    let mut found = Vec::new();
    paths(&tree, &[], &mut found);
    assert!(found.len() > 50, "{found:?}");
    let globals: Vec<String> = tree
        .get_arguments()
        .filter(|arg| arg.is_global_set())
        .filter_map(|arg| Some(format!("--{}", arg.get_long()?)))
        .collect();
    let options = kcamp(&["help", "options"]);
    assert!(globals.len() > 15 && globals.iter().all(|flag| options.contains(flag)), "{options}");
    for path in found {
        for asked in ["-h", "--help"] {
            let page = kcamp(&[&path[..], &[asked]].concat());
            assert_eq!(page.matches(GLOBAL_OPTIONS).count(), 1, "{path:?} {asked}: {page}");
            // A long example goes on in a line of its own.
            let page = page.replace("\\\n", "");
            let lists = |flag: &String| {
                let heads = page.lines().map(|line| line.trim_start().split("  ").next().unwrap_or_default());
                heads
                    .filter(|head| head.starts_with('-'))
                    .any(|head| head.split([' ', ',', '[', '.']).any(|word| word == flag))
            };
            let listed: Vec<&String> = globals.iter().filter(|flag| lists(flag)).collect();
            assert!(listed.is_empty(), "{path:?} {asked}: {listed:?}");
        }
    }
}

#[test]
fn help_pages_fit_in_100_columns() {
    let mut text = String::new();
    pages(&kcamp::cli::command_tree(), &[], &mut text);
    // A command that is wider stays whole, on a line of its own.
    let is_command = |line: &&str| line.trim_start().starts_with("kcamp ");
    let wide = text.lines().filter(|line| line.chars().count() > 100 && !is_command(line));
    let wide: Vec<&str> = wide.collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn the_command_prints_the_scripts_of_the_folder() {
    for (shell, path) in COMPLETIONS {
        let kept = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
        assert_eq!(kcamp(&["completions", shell]), kept, "{path}");
        // Packages and shells keep this file for long, so it is short and asks the program for its values.
        assert!(kept.lines().count() < 40, "{path}");
    }
}

#[test]
fn the_readme_names_every_exit_code() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let section = readme.split("\n## ").find(|section| section.starts_with("Exit codes\n")).unwrap();
    let named: Vec<u8> = section.split('`').skip(1).step_by(2).filter_map(|code| code.parse().ok()).collect();
    let expected: Vec<u8> = Exit::ALL.iter().map(|exit| exit.number()).collect();
    assert_eq!(named, expected);
}

#[test]
fn the_campaign_file_page_names_every_key() {
    let page = std::fs::read_to_string("docs/campaign-file.md").unwrap();
    let tables = PlatformKind::ALL.map(Table::of);
    for field in tables.into_iter().flat_map(|table| table.fields) {
        assert!(
            page.contains(&format!("`{}`", field.dotted())),
            "docs/campaign-file.md lacks {}",
            field.dotted()
        );
    }
}

#[test]
fn the_profiles_page_names_every_setting() {
    let page = std::fs::read_to_string("docs/profiles.md").unwrap();
    let settings: serde_json::Value =
        serde_json::from_str(&kcamp(&["profile", "show", "-o", "json"])).unwrap();
    let rows = settings.as_array().unwrap();
    assert!(rows.len() > 10, "{settings}");
    for name in rows.iter().filter_map(|row| row["name"].as_str()).filter(|name| *name != "profile") {
        assert!(page.contains(&format!("| `{name}` |")), "docs/profiles.md lacks {name}");
    }
}

#[test]
fn the_help_names_every_variable_that_the_documents_name() {
    let page = kcamp(&["help", "environment"]);
    let documented = std::fs::read_to_string("docs/profiles.md").unwrap() + &kcamp(&["help", "options"]);
    for name in documented.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_') {
        assert!(!name.starts_with("KCAMP_") || page.contains(name), "kcamp help environment lacks {name}");
    }
}

#[test]
fn the_help_names_every_exit_code() {
    let page = kcamp(&["help", "exit-codes"]);
    // A long meaning continues on the next line.
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for exit in Exit::ALL {
        assert!(page.contains(&format!("{:>4}  {}", exit.number(), &exit.meaning()[..9])), "{page}");
        assert!(words.contains(&format!("{} {}", exit.number(), exit.meaning())), "{page}");
    }
}

/// The text of a manual page, without the escapes of hyphens and dots.
fn manual(folder: &Path, name: &str) -> String {
    let page = std::fs::read_to_string(folder.join(name)).unwrap();
    page.replace("\\-", "-").replace("\\&", "").replace("\\*(Aq", "'")
}

#[test]
fn the_manual_has_every_exit_code_variable_and_file_and_the_values_of_options() {
    let folder = tempfile::tempdir().unwrap();
    kcamp(&["man", folder.path().to_str().unwrap(), "--quiet"]);
    let page = manual(folder.path(), "kcamp.1");
    // Options and paths are not hyphenated at the end of a line.
    assert!(page.contains(".nh\n.ad l\n"), "{page}");
    for exit in Exit::ALL {
        let entry = format!(".TP\n\\fB{}\\fR\n{}\n", exit.number(), exit.meaning());
        assert!(page.contains(&entry), "{entry}: {page}");
    }
    let topics = kcamp(&["help", "environment"]) + &kcamp(&["help", "files"]);
    let listed = topics.lines().filter(|line| line.starts_with("  ") && !line.starts_with("     "));
    let names: Vec<&str> = listed.map(|line| line.trim().split("  ").next().unwrap()).collect();
    assert!(names.len() > 35, "{names:?}");
    for name in names {
        assert!(page.contains(&format!(".TP\n\\fB{name}\\fR\n")), "{name}: {page}");
    }
    assert!(page.contains("--ca-cert"), "{page}");
    // On a terminal of 80 columns `man` has 64 columns for the text under an option, and cannot break a word.
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let page = manual(folder.path(), &name);
        let mut words = page.lines().filter(|line| !line.starts_with('.')).flat_map(str::split_whitespace);
        let long = words.find(|word| word.replace("\\~", " ").chars().count() > 64);
        assert_eq!(long, None, "{name}");
        // An option and its value stay on one line, and each page lists its files.
        let (synopsis, rest) = page.split_once(".SH DESCRIPTION").unwrap();
        let parted = synopsis.split_whitespace().find(|word| word.starts_with("[--") && !word.contains(']'));
        assert_eq!(parted, None, "{name}");
        let (_, files) = rest.split_once(".SH FILES\n").unwrap_or_else(|| panic!("{name} has no FILES"));
        assert!(files.starts_with(|letter: char| letter.is_uppercase() || letter == '.'), "{name}: {files}");
    }

    let page = manual(folder.path(), "kcamp-campaign-create.1");
    let (synopsis, rest) = page.split_once(".SH DESCRIPTION").unwrap();
    for part in ["kcamp campaign create", "[--type\\~<TYPE>]", "[--priority\\~<", "[GLOBAL\\~OPTIONS]"] {
        assert!(synopsis.contains(part), "{part}: {synopsis}");
    }
    assert!(rest.contains(".SH \"EXIT STATUS\"") && !rest.contains("--ca-cert"), "{page}");
    assert!(manual(folder.path(), "kcamp-man.1").contains("\\fBkcamp man\\fR [GLOBAL\\~OPTIONS] <DIR>"));
}
