//! `kcamp schema`.

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::campaign_schema;

/// Print a JSON Schema (draft 2020-12), for editors and other checks
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// campaign: campaign files for Kore.ai
    #[arg(value_name = "WHAT", value_parser = ["campaign"])]
    what: String,
}

/// Prints the schema as JSON, whatever the output format.
pub fn run(_args: &SchemaArgs, context: &mut Context) -> Result<Exit, Error> {
    context.ui.write_raw(&format!("{:#}\n", campaign_schema()))?;
    Ok(Exit::Success)
}
