//! `kcamp completions`.

use std::mem::ManuallyDrop;

use clap_complete::{Shell, generate};

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Print the completion script for a shell
///
/// Save it where your shell looks, for example: kcamp completions bash > ~/.local/share/bash-completion/completions/kcamp
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// bash, zsh, fish, powershell or elvish
    shell: Shell,
}

/// Prints the script made from the command tree.
pub fn run(args: &CompletionsArgs, tree: clap::Command, context: &mut Context) -> Result<Exit, Error> {
    // The process ends soon: taking the tree apart again would be for nothing.
    let mut tree = ManuallyDrop::new(tree);
    let mut script = Vec::new();
    generate(args.shell, &mut tree, "kcamp", &mut script);
    context.ui.write_raw(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Success)
}
