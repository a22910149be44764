//! The answer to a shell that asks for completions. It never has an error: a value that cannot be read is not
//! offered.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::sync::Arc;

use clap::ValueEnum as _;
use clap::builder::StyledStr;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use super::Shell;
use super::candidates::{self, Account};
use super::line::{self, Quoting, Word};
use crate::context::Startup;
use crate::env::Environment;

/// The variable with the name of the shell that asks.
pub const VARIABLE: &str = "KCAMP_COMPLETE";

/// The heading of the options of all commands.
const HEADING_OF_ALL: &str = "Global options";

/// A command line that is being typed.
#[derive(Debug)]
pub struct TypedLine {
    shell: Shell,
    /// The program's name and the words before the one that is being typed.
    before: Vec<String>,
    /// The word that is being typed.
    word: Word,
    /// The last part of that word, if bash treats it as several words.
    last_part: Option<String>,
}

impl TypedLine {
    /// The arguments from the shell with this name, after the program's name. bash passes the line up to the cursor
    /// and the part that it would replace; all other shells pass the words up to the one that is being typed.
    pub fn by(shell: &str, given: &[OsString]) -> Option<Self> {
        let shell = Shell::from_str(shell, true).ok()?;
        let given: Vec<_> = given.iter().map(|word| word.to_string_lossy()).collect();
        let mut words: Vec<Word> = match shell {
            Shell::Bash => line::words(given.first()?),
            Shell::Zsh | Shell::Fish => given.iter().map(|word| Word::of(word, Quoting::Posix)).collect(),
            Shell::Powershell => given.iter().map(|word| Word::of(word, Quoting::QuotesAlone)).collect(),
            Shell::Elvish => given.iter().map(|word| Word::plain(word)).collect(),
        };
        let word = words.pop()?;
        let last_part = given.get(1).filter(|_| shell == Shell::Bash).map(ToString::to_string);
        Some(Self { shell, before: words.into_iter().map(|word| word.text).collect(), word, last_part })
    }

    /// All candidates, one per line, in the form that the shell reads.
    ///
    /// `startup` reads the global flags of an incomplete command line; `topics` are the pages of `kcamp help` that
    /// belong to no command.
    pub fn answer(
        &self,
        tree: clap::Command,
        startup: fn(&[String]) -> Option<Startup>,
        topics: &[(&str, &str)],
        environment: Environment,
    ) -> String {
        let account = Arc::new(Account {
            words: self.before.clone(),
            word: self.word.text.clone(),
            startup,
            environment,
        });
        let mut tree = with_values(tree, &[], &account);
        let found = self.pages(&tree, topics).unwrap_or_else(|| self.engine(&mut tree));
        let prefix = self.last_part.as_ref().map(|part| self.word.before(part)).unwrap_or_default();
        let mut lines = String::new();
        for candidate in found {
            let value = candidate.get_value().to_string_lossy().into_owned();
            // A candidate is one line.
            if value.chars().any(char::is_control) {
                continue;
            }
            let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
            let help = help.lines().next().unwrap_or_default();
            self.write(&value, help, &prefix, &mut lines);
        }
        lines
    }

    /// The candidates after `kcamp help`: the commands, and the topics if no command was typed yet. clap's own help
    /// command offers neither. `None` for any other command line. Flags may be before `help`.
    fn pages(&self, tree: &clap::Command, topics: &[(&str, &str)]) -> Option<Vec<CompletionCandidate>> {
        let at = self.before.iter().position(|word| word == "help")?;
        let (flags, named) = (self.before.get(1..at)?, &self.before[at + 1..]);
        if self.word.text.starts_with('-') || flags.iter().any(|word| tree.find_subcommand(word).is_some()) {
            return None;
        }
        let fits = |page: &str| page.starts_with(&self.word.text);
        let Some(command) = named.iter().try_fold(tree, |command, word| command.find_subcommand(word)) else {
            return Some(Vec::new());
        };
        let below = command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help");
        let commands = below
            .filter(|it| fits(it.get_name()))
            .map(|it| CompletionCandidate::new(it.get_name().to_owned()).help(it.get_about().cloned()));
        let topics =
            topics.iter().filter(|(topic, _)| named.is_empty() && fits(topic)).map(|(topic, about)| {
                CompletionCandidate::new(*topic).help(Some(StyledStr::from((*about).to_owned())))
            });
        Some(commands.chain(topics).collect())
    }

    fn engine(&self, tree: &mut clap::Command) -> Vec<CompletionCandidate> {
        tree.build();
        // For a flag whose value always follows an equals sign, the engine would take the next word as the value.
        let takes_equals_alone = |word: &str| {
            word.strip_prefix("--").is_some_and(|name| {
                tree.get_arguments().any(|arg| arg.is_require_equals_set() && arg.get_long() == Some(name))
            })
        };
        let before = self.before.iter().filter(|word| !takes_equals_alone(word));
        let words: Vec<OsString> = before.chain([&self.word.text]).map(OsString::from).collect();
        let at = words.len() - 1;
        // For words that the engine cannot complete, such as the program's name, there are no candidates.
        let mut found = complete(tree, words, at, None).unwrap_or_default();
        let wants_flags = self.word.text.starts_with('-');
        found
            .retain(|candidate| wants_flags || !candidate.get_id().is_some_and(|id| id.starts_with("arg::")));
        // The command's own flags come before the global ones.
        let is_global = |candidate: &CompletionCandidate| {
            candidate.get_tag().is_some_and(|tag| tag.to_string() == HEADING_OF_ALL)
        };
        found.sort_by_key(is_global);
        found
    }

    fn write(&self, value: &str, help: &str, prefix: &str, lines: &mut String) {
        // Writing to a `String` cannot fail.
        let _ = match self.shell {
            Shell::Bash => {
                let Some(rest) = value.strip_prefix(prefix) else { return };
                writeln!(lines, "{}", line::inserted(rest, self.word.open))
            }
            Shell::Zsh => {
                let escaped = |text: &str| text.replace('\\', "\\\\");
                let (value, help) = (escaped(value).replace(':', "\\:"), escaped(help));
                if help.is_empty() { writeln!(lines, "{value}") } else { writeln!(lines, "{value}:{help}") }
            }
            Shell::Fish if help.is_empty() => writeln!(lines, "{value}"),
            Shell::Fish => writeln!(lines, "{value}\t{help}"),
            Shell::Powershell => writeln!(lines, "{}\t{help}", line::one_word_of_powershell(value)),
            Shell::Elvish => writeln!(lines, "{value}"),
        };
    }
}

/// Adds the candidates to each argument of the tree. `above` are the words that lead to it.
fn with_values(tree: clap::Command, above: &[&str], account: &Arc<Account>) -> clap::Command {
    let command = tree.get_name().to_owned();
    let path = [above, &[command.as_str()]].concat();
    let tree = tree.mut_args(|arg| {
        let Some(values) = candidates::of(&path, &arg) else { return arg };
        let (account, delimiter) = (Arc::clone(account), arg.get_value_delimiter());
        arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
            let mut fitting = values.fitting(typed, &account);
            fitting.retain(|it| !delimiter.is_some_and(|by| account.is_named(it.get_value(), by)));
            fitting
        }))
    });
    tree.mut_subcommands(|below| with_values(below, &path, account))
}
