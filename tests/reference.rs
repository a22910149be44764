//! The files that are made from the program: the command line reference and the README's table of exit codes.
//! `UPDATE=1 cargo test --test reference` writes the reference anew.
//!
//! And what documents and comments refer to: tests, links, and sections of the platforms' contracts.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has to stop")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use kcamp::domain::platform_kind::PlatformKind;
use kcamp::exit::Exit;
use kcamp::manifest::Table;

/// Shells, and the file that their completion script is kept in, by the name that each shell looks for.
const COMPLETIONS: &[(&str, &str)] = &[
    ("bash", "completions/kcamp.bash"),
    ("zsh", "completions/_kcamp"),
    ("fish", "completions/kcamp.fish"),
    ("powershell", "completions/_kcamp.ps1"),
    ("elvish", "completions/kcamp.elv"),
];

/// What every page of a command says of the options that all of them take.
const GLOBAL_OPTIONS: &str = "Global options: kcamp help options";

/// stdout of the program in an empty environment.
fn kcamp(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kcamp")).args(arguments).env_clear().output().unwrap();
    assert!(output.status.success(), "{arguments:?} ended in {}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// Compares a file with what it should hold, or writes it where `UPDATE` is set.
fn assert_current(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, text).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == text, "{path} is not current; write it anew: UPDATE=1 cargo test --test reference");
}

/// The pages of a command and of those below it.
fn pages(command: &clap::Command, path: &[&str], text: &mut String) {
    let arguments: Vec<&str> = path.iter().copied().chain(["--help"]).collect();
    let page = kcamp(&arguments);
    // A document need not name in each section where the global options are.
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

/// A text as it stands in a cell of a table.
fn in_cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|").replace('<', "&lt;")
}

/// What `-o json` prints, for each command, and the keys of each object, from `kcamp schema output`.
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

/// The kind of a value, with a link to the object that it is; what is no object is said where it stands.
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
        "# Command line reference\n\nMade from the program: every page of `kcamp … --help`, and in the end \
                    the [global options](#global-options), which every command takes, the [environment](#environment), \
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
        "\n## Codes of findings and errors\n\n`kcamp explain CODE` says why, with an example and the fix. A `command` says its code \
         in an error; the others are findings in files and flags.\n\n| code | severity | meaning |\n| --- | --- | --- |\n",
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

/// The words that lead to each command, and to kcamp itself.
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
    let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 100).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn the_command_prints_the_scripts_of_the_folder() {
    for (shell, path) in COMPLETIONS {
        let kept = std::fs::read_to_string(root().join(path)).unwrap();
        assert_eq!(kcamp(&["completions", shell]), kept, "{path}");
        // A package and a shell's own folder keep it for long: what it knows is asked of the program.
        assert!(kept.lines().count() < 40, "{path}");
    }
}

#[test]
fn the_readme_names_every_exit_code() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let table: Vec<(u8, &str)> = readme
        .lines()
        .skip_while(|line| !line.starts_with("| code |"))
        .skip(2)
        .map_while(|line| {
            let (code, meaning) = line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
            Some((code.parse().ok()?, meaning))
        })
        .collect();
    let expected: Vec<(u8, &str)> = Exit::ALL.iter().map(|exit| (exit.number(), exit.meaning())).collect();
    assert_eq!(table, expected);
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
    // A long meaning goes on in the next line.
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for exit in Exit::ALL {
        assert!(page.contains(&format!("{:>4}  {}", exit.number(), &exit.meaning()[..9])), "{page}");
        assert!(words.contains(&format!("{} {}", exit.number(), exit.meaning())), "{page}");
    }
}

/// A manual page as it is written, without the escapes of hyphens and dots.
fn manual(folder: &Path, name: &str) -> String {
    let page = std::fs::read_to_string(folder.join(name)).unwrap();
    page.replace("\\-", "-").replace("\\&", "").replace("\\*(Aq", "'")
}

#[test]
fn the_manual_has_every_exit_code_variable_and_file_and_the_values_of_options() {
    let folder = tempfile::tempdir().unwrap();
    kcamp(&["man", folder.path().to_str().unwrap(), "--quiet"]);
    let page = manual(folder.path(), "kcamp.1");
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

    let page = manual(folder.path(), "kcamp-campaign-create.1");
    let (synopsis, rest) = page.split_once(".SH DESCRIPTION").unwrap();
    for part in ["kcamp campaign create", "[--type <TYPE>]", "[--priority <", "[GLOBAL OPTIONS]"] {
        assert!(synopsis.contains(part), "{part}: {synopsis}");
    }
    assert!(rest.contains(".SH \"EXIT STATUS\"") && !rest.contains("--ca-cert"), "{page}");
    assert!(manual(folder.path(), "kcamp-man.1").contains("\\fBkcamp man\\fR [GLOBAL OPTIONS] <DIR>"));
}

/// An address that the project does not own may become somebody else's: what is installed from it is theirs.
#[test]
fn the_documents_install_from_no_repository_that_the_package_does_not_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = option_env!("CARGO_PKG_REPOSITORY").unwrap_or_default();
    let docs = std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut commands = 0;
    for path in docs.chain([root.join("README.md"), root.join("SECURITY.md")]) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for line in text.lines().filter(|line| line.contains("cargo install")) {
            commands += 1;
            let address = line.split("--git ").nth(1).and_then(|rest| rest.split_whitespace().next());
            assert!(address.is_none_or(|address| address == own), "{}: {line}", path.display());
        }
    }
    assert!(commands >= 2, "{commands}");
}

/// A promise without a test is a hope.
#[test]
fn every_test_that_the_guarantees_name_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/guarantees.md")).unwrap();
    let mut named = 0;
    for name in page.split('`').skip(1).step_by(2).filter(|name| name.contains("::") && *name != "file::test")
    {
        let (file, test) = name.rsplit_once("::").unwrap();
        let file = format!("tests/cli/{}.rs", file.replace("::", "/"));
        let source = std::fs::read_to_string(root.join(file)).unwrap();
        assert!(source.contains(&format!("\nfn {test}()")), "docs/guarantees.md names {name}");
        named += 1;
    }
    assert!(named >= 25, "{named}");
}

/// The documents that people read, from the root of the project; those below `docs/` are found.
const DOCUMENTS: &[&str] =
    &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "benches/README.md"];

/// How comments call a platform's contract, and the document that it is.
const CONTRACTS: &[(&str, &str)] =
    &[("Kore.ai contract", "docs/contracts/kore.md"), ("Burki contract", "docs/contracts/burki.md")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder whose name ends in `extension`.
fn files_below(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, extension, found);
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
}

fn documents() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = DOCUMENTS.iter().map(|path| root().join(path)).collect();
    files_below(&root().join("docs"), "md", &mut found);
    found
}

/// The lines of a document that are not in a block of code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// The paragraphs of a document, each on one line.
fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = prose(text).map(str::trim).collect();
    lines.split(|line| line.is_empty()).map(|lines| lines.join(" ")).collect()
}

/// Where the links of a document lead within the project. Links in code are text.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for paragraph in paragraphs(text) {
        let plain: String = paragraph.split('`').step_by(2).collect();
        for (_, rest) in plain.match_indices("](").map(|(at, mark)| plain.split_at(at + mark.len())) {
            let target = rest.split([')', ' ']).next().unwrap_or_default();
            if !target.contains("://") && !target.starts_with("mailto:") {
                links.push(target.to_owned());
            }
        }
    }
    links
}

/// The anchors of a document's headings, as GitHub makes them: lower case, no punctuation, a hyphen for each space, and a
/// number where the same heading comes again.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors: BTreeSet<String> = BTreeSet::new();
    for line in prose(text).filter(|line| line.starts_with('#')) {
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
        let anchor: String = kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect();
        let again = (1..).map(|number| format!("{anchor}-{number}"));
        let free = std::iter::once(anchor.clone()).chain(again).find(|name| !anchors.contains(name));
        anchors.extend(free);
    }
    anchors
}

#[test]
fn every_link_of_the_documents_leads_to_a_file_and_a_heading_that_exist() {
    let mut broken = Vec::new();
    let mut followed = 0;
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        for link in links(&text) {
            let (path, anchor) = link.split_once('#').unwrap_or((link.as_str(), ""));
            let target =
                if path.is_empty() { document.clone() } else { document.parent().unwrap().join(path) };
            let has_anchor = || anchors(&std::fs::read_to_string(&target).unwrap()).contains(anchor);
            let leads = target.exists() && (anchor.is_empty() || has_anchor());
            if !leads {
                broken.push(format!("{}: {link}", document.display()));
            }
            followed += 1;
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(followed >= 40, "{followed}");
}

#[test]
fn links_and_anchors_are_found_as_they_are_written() {
    let text = "# A `b_c`: d, e\n\nSee [one](x.md#a), [two\nlines](#b) and [`three`](y.md), not `[four](z.md)`, not\n\
                [five](https://example.org).\n\n```sh\n# No heading\n[six](w.md)\n```\n\n## Again\n\n## Again\n";
    assert_eq!(links(text), ["x.md#a", "#b", "y.md"]);
    assert_eq!(anchors(text), BTreeSet::from(["a-b_c-d-e", "again", "again-1"].map(str::to_owned)));
}

/// The numbers of a contract's sections: of its headings, and in the first column of its tables (`5.14`).
fn sections(text: &str) -> BTreeSet<String> {
    let number = |line: &str| {
        let is_heading = line.starts_with('#');
        let rest = line.strip_prefix("| ").or(is_heading.then(|| line.trim_start_matches('#').trim()))?;
        let first = rest.split(' ').next()?.trim_end_matches('.');
        let is_number = first.split('.').all(|part| part.parse::<u8>().is_ok());
        (is_number && (is_heading || first.contains('.'))).then(|| first.to_owned())
    };
    prose(text).filter_map(number).collect()
}

/// The references in a text: the contract that each follows, if any, and the number of the section.
fn references(text: &str) -> Vec<(Option<usize>, String)> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices('§') {
        let named = |(name, _): &(&str, &str)| text[..at].rfind(*name);
        let contract = (0..CONTRACTS.len())
            .filter_map(|index| Some((named(&CONTRACTS[index])?, index)))
            .max()
            .map(|(_, index)| index);
        let rest = &text[at + mark.len()..];
        let end = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(rest.len());
        found.push((contract, rest[..end].trim_end_matches('.').to_owned()));
    }
    found
}

/// The comments of a source file: each run of comment lines on one line.
fn comments(text: &str) -> Vec<String> {
    let lines: Vec<Option<&str>> = text
        .lines()
        .map(|line| {
            line.trim_start().strip_prefix("//").map(|rest| rest.trim_start_matches(['/', '!']).trim())
        })
        .collect();
    lines
        .split(Option::is_none)
        .map(|lines| lines.iter().copied().flatten().collect::<Vec<_>>().join(" "))
        .collect()
}

/// Comments and documents refer to a contract as `Kore.ai contract §8.1`, where further sections may follow: §8.2 and §9. The
/// contracts themselves leave out their own name.
#[test]
fn every_reference_to_a_contract_leads_to_a_section_that_exists() {
    let exist: Vec<BTreeSet<String>> = CONTRACTS
        .iter()
        .map(|(_, path)| sections(&std::fs::read_to_string(root().join(path)).unwrap()))
        .collect();
    let mut sources = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files_below(&root().join(folder), "rs", &mut sources);
    }
    let commented = sources.into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path, comments(&text))
    });
    let written = documents().into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path, paragraphs(&text))
    });
    let mut wrong = Vec::new();
    let mut followed = 0;
    for (path, texts) in commented.chain(written) {
        let own = CONTRACTS.iter().position(|(_, contract)| path.ends_with(contract));
        for text in texts {
            for (contract, number) in references(&text) {
                let leads = contract.or(own).is_some_and(|contract| exist[contract].contains(&number));
                if !leads {
                    wrong.push(format!("{}: §{number} in: {text}", path.display()));
                }
                followed += 1;
            }
            if path.extension().is_some_and(|end| end == "rs") && says_section(&text) {
                wrong.push(format!("{}: write a section as §N: {text}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(followed >= 200, "{followed}");
}

/// Whether a comment writes a section in words, which nothing could follow.
fn says_section(comment: &str) -> bool {
    let comment = comment.to_lowercase();
    let number = |rest: &str| {
        rest.trim_start_matches('s').trim_start().starts_with(|sign: char| sign.is_ascii_digit())
    };
    comment.split("section").skip(1).any(number)
}

#[test]
fn references_are_found_with_the_contract_that_they_are_of() {
    let text = "Kore.ai contract §6, §7.1 and §17; Burki contract §9.3. See §10.";
    let found: Vec<(Option<usize>, String)> = [(0, "6"), (0, "7.1"), (0, "17"), (1, "9.3"), (1, "10")]
        .map(|(of, number)| (Some(of), number.to_owned()))
        .into();
    assert_eq!(references(text), found);
    assert_eq!(references("in §2"), [(None, "2".to_owned())]);
    assert_eq!(comments("/// a\n//! b\nlet x = 1; // no\n    // c\n"), ["a b", "c"].map(str::to_owned));
    let numbers = sections(
        "# The contract\n## 7. Create\n### 1.3 The account\n| 5.14 | POST |\n| 42 | no |\n| 1 | no |\n",
    );
    assert_eq!(numbers, BTreeSet::from(["1.3", "5.14", "7"].map(str::to_owned)));
}
