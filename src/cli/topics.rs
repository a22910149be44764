//! The pages of `kcamp help` that belong to no command.

use std::borrow::Cow;
use std::ffi::OsString;

use clap::Args as _;
use clap::builder::{Resettable, StyledStr};
use clap::error::{ContextKind, ErrorKind};

use super::GlobalArgs;
use crate::exit::Exit;
use crate::ui::{NO_BREAK_SPACE, with_whole_commands, wrapped};

/// The help pages, and their subjects.
pub(super) const TOPICS: [(&str, &str); 5] = [
    ("environment", "The variables that kcamp reads"),
    (EXIT_CODES, "What each exit code means"),
    ("files", "The files that kcamp keeps"),
    ("options", "The options of every command"),
    ("time", "How times are typed and shown"),
];

const EXIT_CODES: &str = "exit-codes";

/// The end of a line of a command that goes on in the next one.
const FOLD: &str = " \\";

/// The width of the pages in columns, and of the texts of options.
const WIDTH: usize = 80;

/// The page that a command line asks for with `kcamp help TOPIC`.
pub(super) fn asked(error: &clap::Error, arguments: &[OsString]) -> Option<String> {
    let word = match error.kind() {
        ErrorKind::InvalidSubcommand => error.get(ContextKind::InvalidSubcommand)?.to_string(),
        // For scripts, the exit codes have a command too.
        ErrorKind::DisplayHelp => EXIT_CODES.to_owned(),
        _ => return None,
    };
    let is_topic = arguments.windows(2).any(|pair| pair[0] == "help" && pair[1] == *word);
    (is_topic && behind(&word, arguments).is_none()).then(|| page(&word)).flatten()
}

/// The word behind the page that `kcamp help` is asked for. Flags and their values do not count.
pub(super) fn behind<'line>(topic: &str, arguments: &'line [OsString]) -> Option<&'line str> {
    let words = arguments.iter().filter_map(|word| word.to_str());
    let mut rest = words.skip_while(|word| *word != topic).skip(1);
    loop {
        match rest.next()? {
            "-o" | "--output" | "--jq" => drop(rest.next()),
            flag if flag.starts_with('-') => {}
            word => return Some(word),
        }
    }
}

/// The command line without a flag that `kcamp help` took for a command: the user wants help, whatever the flag is.
pub(super) fn without_flags<'line>(
    error: &clap::Error,
    arguments: &'line [OsString],
) -> Cow<'line, [OsString]> {
    let typed = error.get(ContextKind::InvalidSubcommand).map(ToString::to_string).unwrap_or_default();
    if !(typed.starts_with('-') && arguments.iter().any(|word| word == "help")) {
        return arguments.into();
    }
    let is_flag = |word: &OsString| word.to_str().is_some_and(|word| word.starts_with('-'));
    let has_value = |word: &OsString| word == "-o" || word == "--output";
    let mut before = None;
    let mut words = Vec::new();
    for word in arguments {
        if !(is_flag(word) || before.is_some_and(has_value)) {
            words.push(word.clone());
        }
        before = Some(word);
    }
    words.into()
}

fn page(topic: &str) -> Option<String> {
    match topic {
        "environment" => Some(include_str!("topics/environment.txt").to_owned()),
        EXIT_CODES => Some(exit_codes()),
        "files" => Some(include_str!("topics/files.txt").to_owned()),
        "options" => Some(options()),
        "time" => Some(include_str!("topics/time.txt").to_owned()),
        _ => None,
    }
}

/// The tree for users' command lines. Its help pages name the page of global options instead of listing them.
/// Completions and the manual use the tree that lists them. clap breaks none of their commands: [`rendered`] is the
/// page.
pub(super) fn without_global_options(command: clap::Command) -> clap::Command {
    const LINE: &str = "Global options: kcamp help options";
    let rest = command.get_after_help().map(|text| format!("{LINE}\n\n{text}"));
    let (about, long_about) = (unbroken(command.get_about()), unbroken(command.get_long_about()));
    command
        .mut_args(|arg| {
            let (help, long_help) = (unbroken(arg.get_help()), unbroken(arg.get_long_help()));
            let is_hidden = arg.is_global_set() || arg.is_hide_set();
            arg.help(help).long_help(long_help).hide(is_hidden)
        })
        .about(about)
        .long_about(long_about)
        .after_help(with_whole_commands(&rest.unwrap_or_else(|| LINE.to_owned())))
        .mut_subcommands(without_global_options)
}

fn unbroken(text: Option<&StyledStr>) -> Resettable<StyledStr> {
    text.map(|text| StyledStr::from(with_whole_commands(&text.ansi().to_string()))).into()
}

/// The help page or the message of an answer by clap, with its colours. Commands in it have the spaces that a shell
/// knows.
pub(super) fn rendered(answer: &clap::Error) -> StyledStr {
    shown(&answer.render())
}

fn shown(text: &StyledStr) -> StyledStr {
    let lines: Vec<String> = text.ansi().to_string().split('\n').map(folded).collect();
    lines.join("\n").replace(NO_BREAK_SPACE, " ").into()
}

/// A line that has a command alone and is wider than a page, as several lines that a shell takes for one.
fn folded(line: &str) -> String {
    let command = line.trim_start();
    if !command.starts_with("kcamp\u{a0}") || line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    let mut parts = line.split("\u{a0}--");
    let mut folded = parts.next().unwrap_or_default().to_owned();
    let mut width = folded.chars().count();
    for flag in parts {
        let own = flag.chars().count() + " --".len();
        let indent = " ".repeat(line.len() - command.len() + 2);
        let before =
            if width + own + FOLD.len() > WIDTH { format!("{FOLD}\n{indent}") } else { " ".to_owned() };
        width = if before.len() > 1 { indent.len() + own } else { width + own };
        folded.extend([before.as_str(), "--", flag]);
    }
    folded
}

/// Every exit code, from the enum that the process ends with.
fn exit_codes() -> String {
    const INDENT: usize = 7;
    let row = |exit: Exit| {
        let meaning = wrapped(exit.meaning(), Some(WIDTH), INDENT, INDENT);
        format!("{:>5}  {meaning}\n", exit.number())
    };
    let rows: String = Exit::ALL.into_iter().map(row).collect();
    format!(
        "Exit codes\n\nWhat scripts can rely on:\n{rows}\n`kcamp exit-codes -o json` prints them for scripts.\n"
    )
}

/// The options of all commands.
fn options() -> String {
    GlobalArgs::augment_args(clap::Command::new("kcamp"))
        .disable_help_flag(true)
        .max_term_width(WIDTH)
        .help_template("Options of every command\n\n{all-args}\n")
        .render_help()
        .to_string()
}

#[cfg(test)]
mod tests {
    use clap::builder::StyledStr;

    use super::super::command_tree;
    use super::{NO_BREAK_SPACE, TOPICS, WIDTH, page, shown, with_whole_commands, without_global_options};

    /// The commands in a text, as people copy them.
    fn commands(text: &StyledStr) -> Vec<String> {
        let text = with_whole_commands(&text.to_string());
        let words = text.split([' ', '\n']).filter(|word| word.contains(NO_BREAK_SPACE));
        words.map(|word| word.replace(NO_BREAK_SPACE, " ")).collect()
    }

    /// A page with the lines of each folded command in one.
    fn as_a_shell_reads(page: &str) -> String {
        page.split(" \\\n").map(str::trim_start).collect::<Vec<_>>().join(" ")
    }

    fn assert_whole(command: &mut clap::Command, found: &mut usize) {
        *command = std::mem::take(command).term_width(WIDTH).max_term_width(WIDTH);
        let pages = [command.render_help(), command.render_long_help()].map(|page| shown(&page).to_string());
        let own = [command.get_about(), command.get_long_about(), command.get_after_help()];
        let of_arguments = command
            .get_arguments()
            .filter(|arg| !arg.is_hide_set())
            .flat_map(|arg| [arg.get_help(), arg.get_long_help()]);
        for whole in own.into_iter().chain(of_arguments).flatten().flat_map(commands) {
            *found += 1;
            let is_shown = pages.iter().any(|page| as_a_shell_reads(page).contains(&whole));
            assert!(is_shown, "{}: {whole} is broken: {}", command.get_name(), pages[1]);
        }
        assert!(!pages.iter().any(|page| page.contains(NO_BREAK_SPACE)), "{pages:#?}");
        let wide = |page: &String| page.lines().any(|line| line.chars().count() > WIDTH);
        assert!(!pages.iter().any(wide), "{pages:#?}");
        command.get_subcommands_mut().for_each(|below| assert_whole(below, found));
    }

    #[test]
    fn no_command_is_broken_in_any_help_page() {
        let mut found = 0;
        assert_whole(&mut without_global_options(command_tree()), &mut found);
        assert!(found > 50, "help pages have {found} commands");
    }

    #[test]
    fn pages_are_of_one_kind_and_fit_in_80_columns() {
        for (topic, _) in TOPICS {
            let page = page(topic).unwrap_or_default();
            let mut lines = page.lines();
            let title = lines.next().unwrap_or_default();
            assert!(title.starts_with(char::is_uppercase) && !title.ends_with(':'), "{topic}: {page}");
            assert_eq!(lines.next(), Some(""), "{topic}: {page}");
            assert!(page.lines().count() > 10 && page.ends_with('\n'), "{topic}: {page}");
            let wide: Vec<&str> = page.lines().filter(|line| line.chars().count() > WIDTH).collect();
            assert!(wide.is_empty(), "{topic}: {wide:#?}");
        }
        assert_eq!(page("campaigns"), None);
    }
}
