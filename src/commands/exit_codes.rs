//! `kcamp exit-codes`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::exit_code::ExitCodesView;

/// The exit codes that scripts can rely on
#[derive(Debug, clap::Args)]
pub struct ExitCodesArgs {}

/// Prints the table.
///
/// # Errors
///
/// The table cannot be shown.
pub fn run(_args: &ExitCodesArgs, context: &mut Context) -> Result<Exit, Error> {
    context.ui.show(&ExitCodesView::all())?;
    Ok(Exit::Success)
}
