//! Errors of command lines that cannot be parsed, in kcamp's form.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::command_tree;
use super::topics::{TOPICS, behind};
use crate::commands::campaign::is_campaign_status;
use crate::commands::near_words;
use crate::error::Error;
use crate::settings::SECRET_STDIN;
use crate::ui::{shell_flag, shell_word};

/// The error in a command line, and the help command for it.
pub(super) fn report(error: &clap::Error, arguments: &[OsString]) -> Error {
    let (mut command, name) = leaf(arguments);
    let asks_for_help = before_dashes(arguments).any(|word| word == "help");
    if asks_for_help && let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) {
        return match behind(word, arguments) {
            Some(more) if is_topic(word) => one_page(word, more),
            _ => no_help(word, &name, &command),
        };
    }
    if is_secret_typed(error, arguments) {
        return Error::usage(
            "usage/command-line",
            format!("{SECRET_STDIN} takes no value: kcamp reads the secret from its standard input"),
        )
        .hint(format!("pipe the secret into it, as in `pass show kore | {name} {SECRET_STDIN}`"))
        .hint("a secret on a command line stays in the shell's history: make a new one where others can read that");
    }
    if let Some(variable) = variable_typed(error) {
        return Error::usage(
            "usage/command-line",
            format!("{variable} is a variable, and stands behind the command's name"),
        )
        .hint(format!("write it in front of the command, as in `{variable}=… {name}`"));
    }
    let usage = command.render_usage().to_string();
    let report = Error::usage("usage/command-line", message(error, &name));
    let usages: Vec<&str> = usage.trim_start_matches("Usage: ").lines().map(str::trim).collect();
    let help = match usages.as_slice() {
        [usage] => format!("run `{name} --help` to see what it takes; usage: {usage}"),
        // clap repeats the usage for each way, and the message names them.
        _ => format!("run `{name} --help` to see what it takes"),
    };
    let of_hyphen = hyphen_value(error, arguments, &command);
    // Of many programs, -v alone asks for the version.
    let is_v_alone = matches!(arguments, [_, only] if only == "-v");
    let version = is_v_alone.then(|| "did you mean kcamp --version?".to_owned());
    report.with_hints(version.into_iter().chain(guesses(error, &command)).chain(of_hyphen)).hint(help)
}

/// Whether the word that the error would name may be a secret, as a value of the flag that takes it from stdin.
fn is_secret_typed(error: &clap::Error, arguments: &[OsString]) -> bool {
    match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::TooManyValues, Some(argument)) => argument.to_string().starts_with(SECRET_STDIN),
        (ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand, _) => {
            let named =
                error.get(ContextKind::InvalidArg).or_else(|| error.get(ContextKind::InvalidSubcommand));
            let named = named.map(ToString::to_string).unwrap_or_default();
            arguments.windows(2).any(|pair| pair[0] == SECRET_STDIN && pair[1] == *named)
        }
        _ => false,
    }
}

/// The name of a variable that the error would name with its value, which may be a secret.
fn variable_typed(error: &clap::Error) -> Option<String> {
    let named = error.get(ContextKind::InvalidArg).or_else(|| error.get(ContextKind::InvalidSubcommand))?;
    let (name, _) = named.to_string().split_once('=').map(|(name, value)| (name.to_owned(), value.len()))?;
    name.starts_with("KCAMP_").then_some(name)
}

/// The words in front of `--`, without the program's name.
fn before_dashes(arguments: &[OsString]) -> impl Iterator<Item = &str> {
    arguments.iter().skip(1).filter_map(|word| word.to_str()).take_while(|word| *word != "--")
}

/// The command that a line names, and its name, which begins with the program's.
pub(super) fn leaf(arguments: &[OsString]) -> (clap::Command, String) {
    let (mut command, mut name) = (command_tree(), "kcamp".to_owned());
    for word in before_dashes(arguments).filter(|word| *word != "help") {
        if let Some(below) = command.find_subcommand(word) {
            name = format!("{name} {}", below.get_name());
            command = below.clone().bin_name(&name);
        }
    }
    (command, name)
}

/// How to give a flag the value behind it that begins with a hyphen, where it was taken for another flag.
fn hyphen_value(error: &clap::Error, arguments: &[OsString], command: &clap::Command) -> Option<String> {
    let named = error.get(ContextKind::InvalidArg)?.to_string();
    let root = command_tree();
    let known = |word: &str| {
        let long = word.strip_prefix("--")?;
        command.get_arguments().chain(root.get_arguments()).find(|argument| argument.get_long() == Some(long))
    };
    let is_meant = |flag: &str, value: &str| match error.kind() {
        // Of letters behind one hyphen, the first that is not a flag is named.
        ErrorKind::UnknownArgument => {
            value == named || (!value.starts_with("--") && value.starts_with(&named))
        }
        ErrorKind::InvalidValue => {
            named.split(' ').next() == Some(flag) && !value.starts_with("--") && value.len() > 2
        }
        _ => false,
    };
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    words.windows(2).find_map(|pair| {
        let [flag, value] = *pair else { return None };
        let takes_value = known(flag).is_some_and(|argument| argument.get_action().takes_values());
        (takes_value && value.starts_with('-') && is_meant(flag, value))
            .then(|| format!("if it is the value of {flag}, write {}", shell_flag(flag, value)))
    })
}

fn is_topic(word: &str) -> bool {
    TOPICS.iter().any(|(topic, _)| *topic == word)
}

/// The error for `help` with a word behind a help page.
fn one_page(topic: &str, more: &str) -> Error {
    let message = format!("`kcamp help` shows one page at a time, and '{more}' stands behind '{topic}'");
    let is_there = is_topic(more) || command_tree().find_subcommand(more).is_some();
    let after = if is_there { format!(", and `kcamp help {more}` after it") } else { String::new() };
    Error::usage("usage/command-line", message).hint(format!("run `kcamp help {topic}`{after}"))
}

/// The error for `help` with a word that is neither a command nor a help page.
fn no_help(word: &str, name: &str, command: &clap::Command) -> Error {
    let is_root = name == "kcamp";
    let pages = TOPICS.iter().map(|(topic, _)| *topic).filter(|_| is_root);
    let shown = command.get_subcommands().filter(|below| !below.is_hide_set()).map(clap::Command::get_name);
    let words: Vec<&str> = shown.filter(|below| *below != "help").chain(pages).collect();
    let near = near_words(word, words.iter().copied());
    let (what, next) = if is_root {
        ("command or help page", "run `kcamp help` to see the commands and the pages".to_owned())
    } else {
        ("command", format!("run `{name} --help` to see what it takes"))
    };
    let report = Error::usage("usage/command-line", format!("`{name}` has no {what} '{word}'"));
    let report = match near.as_slice() {
        [] => report,
        near => report.hint(format!("did you mean '{}'?", near.join("' or '"))),
    };
    report.hint(next)
}

fn message(error: &clap::Error, command: &str) -> String {
    match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return format!("`{command}` needs a command or an argument behind it");
        }
        ErrorKind::MissingSubcommand => return format!("`{command}` needs a command behind it"),
        _ => {}
    }
    if error.kind() == ErrorKind::MissingRequiredArgument
        && let Some(ContextValue::Strings(named)) = error.get(ContextKind::InvalidArg)
    {
        let needed: Vec<String> = named.iter().map(|usage| one_of(usage)).collect();
        return format!("{} needs {}", command.trim_start_matches("kcamp "), needed.join(", "));
    }
    let rendered = error.render().to_string();
    let mut lines = rendered.lines().map(str::trim);
    let first = lines.next().unwrap_or("the command line cannot be read").trim_start_matches("error: ");
    // The indented lines below, such as missing arguments or possible values, belong to the message.
    let listed: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    format!("{first} {}", listed.join(", ")).trim_end().to_owned()
}

/// The missing arguments in words, from clap's `<--all|--contact <ID>>`: `--all or --contact <ID>`. One argument stays
/// as it is.
fn one_of(usage: &str) -> String {
    let choices =
        usage.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|it| it.contains('|'));
    let Some((others, last)) = choices.and_then(|choices| choices.rsplit_once('|')) else {
        return usage.to_owned();
    };
    format!("{} or {last}", others.replace('|', ", "))
}

/// Hints about the intended word, such as `did you mean 'list'?`; empty if clap suggests nothing.
fn guesses(error: &clap::Error, command: &clap::Command) -> Vec<String> {
    let named = [
        (ContextKind::SuggestedSubcommand, ContextKind::InvalidSubcommand),
        (ContextKind::SuggestedArg, ContextKind::InvalidArg),
        (ContextKind::SuggestedValue, ContextKind::InvalidValue),
    ];
    let meant = named.into_iter().filter_map(|(kind, typed)| match error.get(kind)? {
        ContextValue::String(word) => Some(format!("did you mean '{word}'?")),
        ContextValue::Strings(words) if !words.is_empty() => {
            let typed = error.get(typed).map(ToString::to_string).unwrap_or_default();
            // clap lists the least similar words first, and most of them are far from the typed word.
            let near = near_words(&typed, words.iter().map(String::as_str));
            let words = if near.is_empty() { words.join("' or '") } else { near.join("' or '") };
            Some(format!("did you mean '{words}'?"))
        }
        _ => None,
    });
    let stray = match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(ContextValue::String(word))) if !word.starts_with('-') => {
            place_of(word, command)
        }
        _ => None,
    };
    let said = match error.get(ContextKind::Suggested) {
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    meant.chain(said).chain(stray).collect()
}

/// Where a word belongs that the command has no place for: behind a flag, or in quotes with its neighbours.
fn place_of(word: &str, command: &clap::Command) -> Option<String> {
    let takes = |flag: &str| command.get_arguments().any(|argument| argument.get_long() == Some(flag));
    let is_file =
        word.contains('/') || [".yaml", ".yml", ".json", ".csv"].iter().any(|end| word.ends_with(end));
    if is_file && takes("file") {
        Some(format!("put a file behind -f, as in -f {}", shell_word(word)))
    } else if takes("status") && is_campaign_status(word) {
        Some(format!("put a status behind --status, as in --status {}", shell_word(word)))
    } else if command.get_name() == "explain" {
        Some("give one code; the exit codes are in: kcamp help exit-codes".to_owned())
    } else if command.get_positionals().next().is_some() {
        Some("put a name that has spaces in quotes, as in \"Event Reminder\"".to_owned())
    } else if takes("name") {
        Some(
            "put a name behind --name, in quotes if it has spaces, as in --name \"Event Reminder\""
                .to_owned(),
        )
    } else if takes("search") {
        Some(format!("to look for a name, use --search {}", shell_word(word)))
    } else {
        None
    }
}
