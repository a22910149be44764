//! `kcamp man`.

use std::path::PathBuf;

use anyhow::Context as _;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Write the manual pages, one a command, into a folder
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The folder, made where it does not exist
    dir: PathBuf,
}

/// Writes the pages made from the command tree.
pub fn run(args: &ManArgs, tree: clap::Command, context: &mut Context) -> Result<Exit, Error> {
    let folder = args.dir.display();
    std::fs::create_dir_all(&args.dir).with_context(|| format!("cannot make the folder {folder}"))?;
    clap_mangen::generate_to(tree, &args.dir)
        .with_context(|| format!("cannot write the manual pages to {folder}"))?;
    context.ui.talk(&format!("the manual pages are in {folder}; read one with: man {folder}/kcamp.1"));
    Ok(Exit::Success)
}
