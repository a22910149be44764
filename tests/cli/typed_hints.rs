//! A next step must work when it is typed: kcamp's own parser reads the commands in the hints of the snapshots, and in
//! the fixes of explanations.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// What stands for a value, one after the other until the command can be read.
const VALUES: [&str; 5] = ["x", "1", "2027-01-04 09:00", "Mon", "5m"];

/// The commands of a text, from behind `kcamp` to the end of the clause, and whether a command must stand there: in
/// backticks or behind a colon, and not where a sentence about kcamp may go on.
fn commands(text: &str) -> Vec<(String, bool)> {
    let starts = text.match_indices("kcamp ").filter(|(at, _)| {
        text[..*at].chars().next_back().is_none_or(|before| before.is_whitespace() || "`(\"".contains(before))
    });
    starts
        .map(|(at, program)| {
            let (before, rest) = (&text[..at], &text[at + program.len()..]);
            let quoted = before.ends_with('`').then(|| rest.find('`')).flatten();
            let ends = [", ", ". ", "; ", ": ", " (", ") ", "), ", "kcamp "];
            let end =
                quoted.or_else(|| ends.iter().filter_map(|end| rest.find(end)).min()).unwrap_or(rest.len());
            let line = rest[..end].trim_end_matches([' ', '.', ',', ')', ';', '`', '"', '\\']).to_owned();
            (line, quoted.is_some() || before.ends_with(": "))
        })
        .collect()
}

/// Whether kcamp reads this line, with each placeholder filled in.
fn is_read(tree: &mut clap::Command, words: &[String]) -> bool {
    VALUES.iter().any(|value| {
        let filled =
            words.iter().map(|word| if is_placeholder(word) { (*value).to_owned() } else { word.clone() });
        let line = std::iter::once("kcamp".to_owned()).chain(filled);
        match tree.try_get_matches_from_mut(line) {
            Ok(_) => true,
            Err(error) => !error.use_stderr(),
        }
    })
}

/// Such as `RECORD` or `CAMPAIGN…`.
fn is_placeholder(word: &str) -> bool {
    let plain = word.trim_end_matches(['…', '.']);
    word.contains('…')
        || plain.chars().any(char::is_uppercase)
            && plain.chars().all(|letter| letter.is_uppercase() || "_-+".contains(letter))
}

/// Whether these words name a command and give it nothing.
fn is_bare(tree: &clap::Command, words: &[String]) -> bool {
    let named = words.iter().try_fold(tree, |command, word| command.find_subcommand(word));
    named.is_some_and(|command| !command.has_subcommands())
}

/// The commands of a text that cannot be typed. In prose, a command may be named alone, and a colon begins a sentence
/// too.
fn wrong(tree: &mut clap::Command, text: &str, is_prose: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for (line, must_be_one) in commands(text) {
        let words =
            shell_words::split(&line).unwrap_or_else(|_| line.split(' ').map(str::to_owned).collect());
        let first = words.first().map_or("", String::as_str);
        let begins = first.starts_with('-') || first == "help" || tree.find_subcommand(first).is_some();
        if !begins && (is_prose || !must_be_one) {
            continue;
        }
        // In a sentence, words follow the command.
        let read = (1..=words.len())
            .rev()
            .find(|count| is_read(tree, &words[..*count]) || is_prose && is_bare(tree, &words[..*count]));
        let rest = read.and_then(|count| words.get(count));
        if read.is_none() || rest.is_some_and(|word| word.starts_with('-') || is_placeholder(word)) {
            wrong.push(format!("kcamp {line}"));
        }
    }
    wrong
}

fn files(folder: &Path, ends: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ends));
        } else if ends.iter().any(|end| path.to_string_lossy().ends_with(end)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The hints of a run's output: of lines, with those below that continue them, and of the error in JSON.
fn hints(shown: &str) -> Vec<String> {
    let mut hints: Vec<String> = Vec::new();
    let mut continues = false;
    for line in shown.lines() {
        let begin =
            ["hint: ", "= help: ", "next: "].iter().find_map(|begin| line.trim_start().strip_prefix(begin));
        if let Some(hint) = begin {
            hints.push(hint.to_owned());
            continues = true;
        } else if continues && line.starts_with("      ") {
            let last = hints.last_mut().unwrap();
            last.push(' ');
            last.push_str(line.trim());
        } else {
            continues = false;
        }
        if let Ok(json) = serde_json::from_str::<Value>(line)
            && let Some(hint) = json["error"]["hint"].as_str()
        {
            hints.extend(hint.lines().map(str::to_owned));
        }
    }
    // The form of a command is no command.
    hints.into_iter().map(|hint| hint.split("usage: ").next().unwrap_or_default().to_owned()).collect()
}

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

#[test]
fn every_command_in_a_hint_of_the_snapshots_can_be_typed() {
    let mut tree = kcamp::cli::command_tree();
    let mut seen = 0;
    let mut all = Vec::new();
    for path in files(&root("tests/snapshots"), &[".snap"]) {
        for hint in hints(&std::fs::read_to_string(&path).unwrap()) {
            seen += commands(&hint).len();
            all.extend(
                wrong(&mut tree, &hint, false).into_iter().map(|line| format!("{}: {line}", path.display())),
            );
        }
    }
    assert!(all.is_empty(), "{all:#?}");
    assert!(seen > 20, "{seen}");
}

#[test]
fn every_command_in_the_fix_of_an_explanation_can_be_typed() {
    let mut tree = kcamp::cli::command_tree();
    let of = |it: &'static kcamp::domain::explanations::Explanation| {
        wrong(&mut tree, it.help, true).into_iter().map(move |line| format!("{}: {line}", it.code))
    };
    let found: Vec<String> = kcamp::domain::explanations::all().flat_map(of).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// The check itself finds what cannot be typed.
#[test]
fn what_cannot_be_typed_is_found() {
    let mut tree = kcamp::cli::command_tree();
    for (text, is_right) in [
        ("look at it: kcamp campaign get X", true),
        ("`kcamp journal` shows it too", true),
        ("kcamp asks before it sends", true),
        ("kcamp campaign list shows the names", true),
        ("run: kcamp campaign strat X", false),
        ("run: kcamp campain start X", false),
        ("`kcamp campaign start X --now`", false),
        ("kcamp schedule enable X --weekly", false),
    ] {
        let found = wrong(&mut tree, text, false);
        assert_eq!(found.is_empty(), is_right, "{text}: {found:?}");
    }
}
