//! The version and the help pages as data, which `-o json` asks for.

use crate::ui::{OutputError, Ui};
use crate::view::about::{HelpView, VersionView};

/// Shows the version.
///
/// # Errors
///
/// Stdout cannot be written.
pub fn show_version(ui: &mut Ui) -> Result<(), OutputError> {
    ui.show_at_once(&VersionView::of_this())
}

/// Shows a help page.
///
/// # Errors
///
/// Stdout cannot be written.
pub fn show_help(help: String, ui: &mut Ui) -> Result<(), OutputError> {
    ui.show_at_once(&HelpView { help })
}
