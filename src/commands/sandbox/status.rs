//! `kcamp sandbox status`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::sandbox;
use crate::view::sandbox::StatusView;

/// Show what the sandbox holds, with the schedules that the platform itself would not return
#[derive(Debug, clap::Args)]
pub struct StatusArgs {}

/// Shows the sandbox's state.
pub fn run(_args: &StatusArgs, context: &mut Context) -> Result<Exit, Error> {
    let folder = context.sandbox_folder()?;
    let summary = sandbox::summary(&folder)?;
    context.ui.show(&StatusView::new(summary))?;
    Ok(Exit::Success)
}
