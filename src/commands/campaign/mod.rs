//! `kcamp campaign`.

pub mod create;
pub mod fields;
pub mod files;
pub mod get;
pub mod list;
mod missing;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Create, list and look at campaigns
#[derive(Debug, clap::Subcommand)]
#[expect(clippy::large_enum_variant, reason = "one process holds one of them")]
pub enum CampaignCommand {
    /// Create campaigns from files, from flags, or from a file with flags over it
    #[command(alias = "new")]
    Create(create::CreateArgs),
    /// List campaigns of both types
    List(list::ListArgs),
    /// Show one campaign
    Get(get::GetArgs),
}

/// Runs the chosen command.
pub async fn run(command: CampaignCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        CampaignCommand::Create(args) => create::run(args, context).await,
        CampaignCommand::List(args) => list::run(&args, context).await,
        CampaignCommand::Get(args) => get::run(&args, context).await,
    }
}
