//! The pages of `kcamp help` that belong to no command.

use std::ffi::OsString;

use clap::Args as _;
use clap::error::{ContextKind, ErrorKind};

use super::GlobalArgs;

/// The pages, and what is on them.
pub(super) const TOPICS: [(&str, &str); 5] = [
    ("environment", "The variables that kcamp reads"),
    ("exit-codes", "What each exit code means"),
    ("files", "The files that kcamp keeps"),
    ("options", "The options of every command"),
    ("time", "How times are typed and shown"),
];

/// The page that a command line asks for with `kcamp help TOPIC`, where clap knows no command of that name.
pub(super) fn asked(error: &clap::Error, arguments: &[OsString]) -> Option<String> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let word = error.get(ContextKind::InvalidSubcommand)?.to_string();
    let is_topic = arguments.windows(2).any(|pair| pair[0] == "help" && pair[1] == *word);
    is_topic.then(|| page(&word)).flatten()
}

fn page(topic: &str) -> Option<String> {
    match topic {
        "environment" => Some(include_str!("topics/environment.txt").to_owned()),
        "files" => Some(include_str!("topics/files.txt").to_owned()),
        "options" => Some(options()),
        "time" => Some(include_str!("topics/time.txt").to_owned()),
        _ => None,
    }
}

/// The tree for command lines of people: its help pages name the page of the global options instead of listing them.
/// Completions and the manual are made from the tree that shows them.
pub(super) fn without_global_options(command: clap::Command) -> clap::Command {
    const LINE: &str = "Global options: kcamp help options";
    let rest = command.get_after_help().map(|text| format!("{LINE}\n\n{text}"));
    command
        .mut_args(|arg| if arg.is_global_set() { arg.hide(true) } else { arg })
        .after_help(rest.unwrap_or_else(|| LINE.to_owned()))
        .mut_subcommands(without_global_options)
}

/// The options that every command takes.
fn options() -> String {
    GlobalArgs::augment_args(clap::Command::new("kcamp"))
        .disable_help_flag(true)
        .max_term_width(100)
        .help_template("Options of every command\n\n{all-args}\n")
        .render_help()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_page_is_text_that_fits_in_100_columns() {
        for topic in ["environment", "files", "options", "time"] {
            let page = page(topic).unwrap_or_default();
            assert!(page.lines().count() > 10 && page.ends_with('\n'), "{topic}: {page}");
            let wide: Vec<&str> = page.lines().filter(|line| line.chars().count() > 100).collect();
            assert!(wide.is_empty(), "{topic}: {wide:#?}");
        }
        assert_eq!(page("campaigns"), None);
    }
}
