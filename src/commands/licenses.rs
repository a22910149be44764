//! `kcamp licenses`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::licenses::LicensesView;

/// Made by `cargo about generate about.hbs`; `.ci/more` fails if it is out of date.
const NOTICES: &str = include_str!("../../THIRD-PARTY-NOTICES.txt");

/// Print the licences of the libraries in kcamp
#[derive(Debug, clap::Args)]
pub struct LicensesArgs {}

/// Prints each licence's text with the libraries that are under it.
///
/// # Errors
///
/// Stdout takes nothing.
pub fn run(context: &mut Context) -> Result<Exit, Error> {
    context.ui.show(&LicensesView::read(NOTICES))?;
    Ok(Exit::Success)
}
