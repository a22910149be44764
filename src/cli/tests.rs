//! Rules for every argument in the tree of commands.

use std::ffi::OsString;

use clap::{Args as _, FromArgMatches as _};

use super::unparsed::{FLAGS_WITHOUT_VALUE, named_filter, named_format};
use super::{GlobalArgs, command_tree, completions};
use crate::ui::{NO_BREAK_SPACE, with_whole_commands};

/// Collects the arguments for which no completion was chosen.
fn undecided(command: &clap::Command, above: &[&str], found: &mut Vec<String>) {
    let path = [above, &[command.get_name()]].concat();
    let open = command.get_arguments().filter(|arg| !completions::is_decided(&path, arg));
    found.extend(open.map(|arg| format!("{}: {}", command.get_name(), arg.get_id())));
    for below in command.get_subcommands() {
        undecided(below, &path, found);
    }
}

#[test]
fn somebody_decided_what_is_completed_for_each_value() {
    let mut tree = command_tree();
    tree.build();
    let mut found = Vec::new();
    undecided(&tree, &[], &mut found);
    assert!(found.is_empty(), "say in commands/completions/candidates.rs what these are: {found:#?}");
}

#[test]
fn the_format_is_found_wherever_a_line_that_is_not_understood_names_it() {
    for (line, expected) in [
        ("kcamp campain -o json", Some("json")),
        ("kcamp campain -ojson", Some("json")),
        ("kcamp campain -qojson", Some("json")),
        ("kcamp campain -yqvo=json", Some("json")),
        ("kcamp campain -qo json", Some("json")),
        ("kcamp campain --output json", Some("json")),
        ("kcamp -o json campain --output=csv", Some("csv")),
        ("kcamp campain -fojson", None),
        ("kcamp campain --outputs=json", None),
        ("kcamp campain -- -ojson", None),
        ("kcamp campain -o", None),
    ] {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        assert_eq!(named_format(&words), expected, "{line}");
    }
}

#[test]
fn the_filter_is_found_wherever_a_line_that_is_not_understood_has_one() {
    for (line, expected) in [
        ("kcamp --version --jq .version", Some(".version")),
        ("kcamp --jq=.version --version", Some(".version")),
        ("kcamp --jq .a help time --jq .b", Some(".b")),
        ("kcamp help --jq", Some("")),
        ("kcamp help --jqs=.a", None),
        ("kcamp help -- --jq .a", None),
        ("kcamp help -o json", None),
    ] {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        assert_eq!(named_filter(&words), expected, "{line}");
    }
}

#[test]
fn every_command_is_kept_whole_and_no_sentence_about_kcamp() {
    let is_whole = |text: &str| with_whole_commands(text).contains(NO_BREAK_SPACE);
    for command in command_tree().get_subcommands() {
        let line = format!("run kcamp {} --help", command.get_name());
        assert!(is_whole(&line), "{line}");
    }
    for sentence in ["kcamp asks once for all of them", "For each run kcamp shows the time"] {
        assert!(!is_whole(sentence), "{sentence}");
    }
}

#[test]
fn the_short_flags_before_a_format_take_no_value() {
    let mut tree = command_tree();
    tree.build();
    for flag in FLAGS_WITHOUT_VALUE {
        let known = tree.get_arguments().find(|arg| arg.get_short() == Some(flag));
        assert!(known.is_some_and(|arg| !arg.get_action().takes_values()), "-{flag}");
    }
}

#[test]
fn help_fits_in_80_columns() {
    fn wide(command: &mut clap::Command, found: &mut Vec<String>) {
        *command = std::mem::take(command).term_width(80).max_term_width(80);
        for page in [command.render_long_help().to_string(), command.render_help().to_string()] {
            // A command that is wider than a line stands on one of its own, whole, as on every screen.
            let is_command = |line: &str| line.contains(NO_BREAK_SPACE) && !line.trim_start().contains(' ');
            let lines = page.lines().filter(|line| line.chars().count() > 80 && !is_command(line));
            found.extend(lines.map(|line| format!("{}: {line}", command.get_name())));
        }
        command.get_subcommands_mut().for_each(|below| wide(below, found));
    }
    let mut found = Vec::new();
    wide(&mut command_tree(), &mut found);
    wide(&mut super::topics::without_global_options(command_tree()), &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

/// Checks that a command that repeats the command line repeats each of its global flags.
#[test]
fn every_global_flag_that_was_given_is_given_again() -> Result<(), clap::Error> {
    let command = GlobalArgs::augment_args(clap::Command::new("kcamp").no_binary_name(true));
    for flag in command.get_arguments() {
        let long = format!("--{}", flag.get_long().unwrap_or_default());
        let takes_value = flag.get_action().takes_values();
        let line: Vec<String> = match long.as_str() {
            "--dry-run" => vec!["--dry-run=curl".to_owned()],
            _ => std::iter::once(long.clone()).chain(takes_value.then(|| "a".to_owned())).collect(),
        };
        let matches = command.clone().try_get_matches_from(&line)?;
        let given = GlobalArgs::from_arg_matches(&matches)?.into_startup().given();
        let words = given.into_iter().flat_map(|(flag, value)| [flag.to_owned(), value]);
        assert_eq!(words.filter(|word| !word.is_empty()).collect::<Vec<_>>(), line);
    }
    Ok(())
}
