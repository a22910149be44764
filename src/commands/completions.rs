//! `kcamp completions`: the script that makes a shell ask kcamp, and the answers.

mod answer;
mod candidates;
mod line;

pub use answer::{TypedLine, VARIABLE};

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Print the completion script for a shell
///
/// The shell asks kcamp for completions. kcamp knows your profiles and the names that earlier commands saw; it sends nothing for
/// this.
///
/// Save the script where your shell looks for completions: kcamp completions bash >
/// ~/.local/share/bash-completion/completions/kcamp, kcamp completions zsh > ~/.zfunc/_kcamp (with ~/.zfunc in fpath before
/// compinit), or kcamp completions fish > ~/.config/fish/completions/kcamp.fish. In PowerShell add this line to $PROFILE:
/// `kcamp completions powershell | Out-String | Invoke-Expression`. In elvish add this to rc.elv:
/// `eval (kcamp completions elvish | slurp)`
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
