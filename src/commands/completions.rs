//! `kcamp completions`: the script that makes a shell ask kcamp, and the answers.

mod answer;
mod candidates;
mod line;

pub use answer::{TypedLine, VARIABLE};

use self::candidates::{Account, Named, Values};
use crate::context::{Context, Startup};
use crate::env::Environment;
use crate::error::Error;
use crate::exit::Exit;

/// Print the completion script for a shell
///
/// The shell asks kcamp for completions. kcamp knows your profiles and the names that earlier commands saw; it sends
/// nothing for this.
///
/// Save the script where your shell looks for completions: kcamp completions bash >
/// ~/.local/share/bash-completion/completions/kcamp, kcamp completions zsh > ~/.zfunc/_kcamp (with ~/.zfunc in fpath
/// before compinit), or kcamp completions fish > ~/.config/fish/completions/kcamp.fish. In PowerShell add this line to
/// $PROFILE: `kcamp completions powershell | Out-String | Invoke-Expression`. In elvish add this to rc.elv: `eval
/// (kcamp completions elvish | slurp)`
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// A shell that can be completed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Shell {
    /// bash.
    Bash,
    /// zsh.
    Zsh,
    /// fish.
    Fish,
    /// Windows PowerShell and PowerShell.
    Powershell,
    /// elvish.
    Elvish,
}

impl Shell {
    const fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("../../completions/kcamp.bash"),
            Self::Zsh => include_str!("../../completions/_kcamp"),
            Self::Fish => include_str!("../../completions/kcamp.fish"),
            Self::Powershell => include_str!("../../completions/_kcamp.ps1"),
            Self::Elvish => include_str!("../../completions/kcamp.elv"),
        }
    }
}

/// The kind of value of an argument, for a question at a terminal.
#[derive(Debug)]
pub enum Expected {
    /// A campaign of the account.
    Campaign,
    /// A contact list of the account.
    ContactList,
    /// A file or a folder that is there.
    File,
    /// One of these words.
    OneOf(Vec<String>),
    /// A value that only the user knows.
    Text,
}

impl Expected {
    /// The most words that are offered as a list.
    const OFFERED_MAX: usize = 50;

    /// The kind of value of an argument of the command with this path. `words` are the line as far as it is typed,
    /// whose global flags `startup` reads.
    pub fn of(
        path: &[&str],
        arg: &clap::Arg,
        words: &[String],
        startup: fn(&[String]) -> Option<Startup>,
        environment: &Environment,
    ) -> Self {
        let possible: Vec<String> =
            arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        let words = match candidates::of(path, arg) {
            Some(Values::Names(Named::Campaign)) => return Self::Campaign,
            Some(Values::Names(Named::ContactList)) => return Self::ContactList,
            Some(Values::Files(_)) => return Self::File,
            Some(values) => {
                let (words, environment) = (words.to_vec(), environment.clone());
                let account = Account { words, word: String::new(), startup, environment };
                values.known(&account).into_iter().map(|(word, _)| word).collect()
            }
            None => possible,
        };
        if (1..=Self::OFFERED_MAX).contains(&words.len()) { Self::OneOf(words) } else { Self::Text }
    }
}

/// Whether a completion was chosen for the value of an argument.
#[cfg(test)]
pub fn is_decided(path: &[&str], arg: &clap::Arg) -> bool {
    let takes_values = arg.get_num_args().is_some_and(|count| count.takes_values());
    !takes_values || !arg.get_possible_values().is_empty() || candidates::of(path, arg).is_some()
}

/// Prints the script.
///
/// # Errors
///
/// Stdout cannot be written.
pub fn run(args: &CompletionsArgs, context: &mut Context) -> Result<Exit, Error> {
    context.ui.write_raw(args.shell.script())?;
    Ok(Exit::Success)
}
