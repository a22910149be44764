//! `kcamp campaign`.

pub mod callback;
pub mod contacts;
pub mod create;
pub mod delete;
pub mod executions;
pub mod export;
pub mod fields;
pub mod files;
pub mod get;
pub mod import;
pub mod list;
mod missing;
pub mod pause;
pub mod re_execute;
pub mod start;
pub mod status;
pub mod stop;
pub mod template_preview;
mod trigger;
pub mod update;
pub mod watch;

use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;

/// Create, change, start, stop and look at campaigns
#[derive(Debug, clap::Subcommand)]
pub enum CampaignCommand {
    /// Create campaigns from files, from flags, or from a file with flags over it
    #[command(alias = "new")]
    Create(create::CreateArgs),
    /// List campaigns
    List(list::ListArgs),
    /// Show one campaign
    Get(get::GetArgs),
    /// Change fields of a campaign
    Update(update::UpdateArgs),
    /// Write live campaigns as campaign files
    Export(export::ExportArgs),
    /// Show where a campaign is in its life
    Status(status::StatusArgs),
    /// Start a campaign now: it reaches people
    Start(start::StartArgs),
    /// Stop a running campaign
    Stop(stop::StopArgs),
    /// Pause a running campaign (Burki)
    Pause(pause::PauseArgs),
    /// Give the contacts of an ended campaign another round (Burki)
    ReExecute(re_execute::ReExecuteArgs),
    /// Import contacts from a CSV file into a campaign (Burki)
    Import(import::ImportArgs),
    /// Follow a campaign's status and progress
    Watch(watch::WatchArgs),
    /// Show a campaign's contacts and what became of each
    Contacts(contacts::ContactsArgs),
    /// Show every try to reach a campaign's contacts (Burki)
    Executions(executions::ExecutionsArgs),
    /// Show what the platform makes of a template (Burki)
    TemplatePreview(template_preview::TemplatePreviewArgs),
    /// Say when contacts of a running campaign are to be called back (Kore.ai)
    Callback(callback::CallbackArgs),
    /// Delete a campaign
    Delete(delete::DeleteArgs),
}

/// Runs the chosen command.
pub async fn run(command: CampaignCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        CampaignCommand::Create(args) => create::run(args, context).await,
        CampaignCommand::List(args) => list::run(&args, context).await,
        CampaignCommand::Get(args) => get::run(&args, context).await,
        CampaignCommand::Update(args) => update::run(args, context).await,
        CampaignCommand::Export(args) => export::run(&args, context).await,
        CampaignCommand::Status(args) => status::run(&args, context).await,
        CampaignCommand::Start(args) => start::run(&args, context).await,
        CampaignCommand::Stop(args) => stop::run(&args, context).await,
        CampaignCommand::Pause(args) => pause::run(&args, context).await,
        CampaignCommand::ReExecute(args) => re_execute::run(&args, context).await,
        CampaignCommand::Import(args) => import::run(&args, context).await,
        CampaignCommand::Watch(args) => watch::run(&args, context).await,
        CampaignCommand::Contacts(args) => contacts::run(&args, context).await,
        CampaignCommand::Executions(args) => executions::run(&args, context).await,
        CampaignCommand::TemplatePreview(args) => template_preview::run(&args, context).await,
        CampaignCommand::Callback(args) => callback::run(&args, context).await,
        CampaignCommand::Delete(args) => delete::run(&args, context).await,
    }
}
