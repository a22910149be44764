//! `kcamp help exit-codes`.

use std::sync::LazyLock;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::exit_code::ExitCodesView;

/// The exit codes that scripts can rely on.
#[derive(Debug, clap::Args)]
#[command(before_help = TABLE.as_str())]
pub struct ExitCodesArgs {}

/// The table of all codes for the help page, from the enum that ends the process.
static TABLE: LazyLock<String> = LazyLock::new(|| {
    let rows: Vec<String> =
        Exit::ALL.iter().map(|exit| format!("{:>4}  {}", exit.number(), exit.meaning())).collect();
    format!("Exit codes:\n{}", rows.join("\n"))
});

/// Prints the table.
pub fn run(_args: &ExitCodesArgs, context: &mut Context) -> Result<Exit, Error> {
    context.ui.show(&ExitCodesView::all())?;
    Ok(Exit::Success)
}
