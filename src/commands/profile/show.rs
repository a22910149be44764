//! `kcamp profile show`.

use crate::context::Context;
use crate::domain::zone::{Database, ZONE_FILES_VARIABLE};
use crate::error::Error;
use crate::exit::Exit;
use crate::view::profile::{SettingRow, SettingsView};

use super::known;

/// Show every setting with its current value and source; secrets are masked
///
/// Example: kcamp profile show
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// The profile [default: the one that a command would use]
    name: Option<String>,
}

/// Shows the settings.
///
/// # Errors
///
/// There is no such profile, or the settings cannot be resolved.
pub fn run(args: &ShowArgs, context: &mut Context) -> Result<Exit, Error> {
    if let Some(name) = &args.name {
        let name = known(name, context)?;
        context.choose_profile(name.to_string());
    }
    if let Some(replaced) = context.settings()?.variables_over_profile() {
        context.ui.problem(&replaced);
    }
    let rows = context.settings()?.rows().into_iter().map(|row| SettingRow {
        name: row.name.to_owned(),
        value: row.value,
        source: row.source,
    });
    let zone_files = context.environment.value(ZONE_FILES_VARIABLE).map(|folder| SettingRow {
        name: "tzdata".to_owned(),
        value: Some(format!("{}, {}", folder.display(), Database::in_use())),
        source: Some(ZONE_FILES_VARIABLE.to_owned()),
    });
    let view = SettingsView(rows.chain(zone_files).collect());
    context.ui.show(&view)?;
    Ok(Exit::Success)
}
