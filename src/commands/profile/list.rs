//! `kcamp profile list`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::profile::{ProfileRow, ProfilesView};

/// List the profiles of the config file
#[derive(Debug, clap::Args)]
pub struct ListArgs {}

/// Lists the profiles; the current one is marked.
///
/// # Errors
///
/// The configuration cannot be read.
pub fn run(_args: &ListArgs, context: &mut Context) -> Result<Exit, Error> {
    let config = context.config()?.unwrap_or_default();
    let mut keys = context.keys_of_profiles();
    let rows = config.profiles.iter().map(|(name, profile)| ProfileRow {
        key_from: keys.remove(name.as_str()),
        name: name.to_string(),
        current: config.current.as_ref() == Some(name),
        platform: profile.platform.clone(),
        host: profile.host.clone(),
        account_id: profile.account_id.clone(),
        protected: profile.is_protected(),
    });
    context.ui.show(&ProfilesView(rows.collect()))?;
    Ok(Exit::Success)
}
