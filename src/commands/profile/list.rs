//! `kcamp profile list`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::profile::ProfilesView;

/// List the profiles of the config file
#[derive(Debug, clap::Args)]
pub struct ListArgs {}

/// Lists the profiles; the current one is marked.
pub fn run(_args: &ListArgs, context: &mut Context) -> Result<Exit, Error> {
    let config = context.config()?.unwrap_or_default();
    context.ui.show(&ProfilesView::new(&config))?;
    Ok(Exit::Success)
}
