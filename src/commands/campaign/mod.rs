//! `kcamp campaign`.

mod answer_rules;
pub mod callback;
pub mod chosen;
pub mod contacts;
pub mod create;
pub mod delete;
mod dnc_list;
pub mod executions;
pub mod export;
pub mod file_name;
pub mod get;
pub mod import;
pub mod list;
mod missing;
pub mod pause;
pub mod re_execute;
pub mod several;
pub mod start;
pub mod status;
pub mod stop;
pub mod template_preview;
pub mod trigger;
pub mod update;
pub mod watch;

use crate::context::Context;
use crate::domain::live::CampaignStatus;
use crate::domain::platform_kind::PlatformKind;
use crate::error::Error;
use crate::exit::Exit;

/// Create, change, start, stop and look at campaigns
#[derive(Debug, clap::Subcommand)]
#[command(defer = true)]
pub enum CampaignCommand {
    #[command(alias = "new")]
    Create(create::CreateArgs),
    List(list::ListArgs),
    Get(get::GetArgs),
    Update(update::UpdateArgs),
    Export(export::ExportArgs),
    Status(status::StatusArgs),
    Start(start::StartArgs),
    Stop(stop::StopArgs),
    Pause(pause::PauseArgs),
    ReExecute(re_execute::ReExecuteArgs),
    Import(import::ImportArgs),
    Watch(watch::WatchArgs),
    Contacts(contacts::ContactsArgs),
    Executions(executions::ExecutionsArgs),
    TemplatePreview(template_preview::TemplatePreviewArgs),
    Callback(callback::CallbackArgs),
    Delete(delete::DeleteArgs),
}

/// Runs the chosen command.
///
/// # Errors
///
/// The chosen command fails.
pub async fn run(command: CampaignCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        CampaignCommand::Create(args) => create::run(args, context).await,
        CampaignCommand::List(args) => list::run(&args, context).await,
        CampaignCommand::Get(args) => get::run(&args, context).await,
        CampaignCommand::Update(args) => update::run(args, context).await,
        CampaignCommand::Export(args) => export::run(&args, context).await,
        CampaignCommand::Status(args) => status::run(&args, context).await,
        CampaignCommand::Start(args) => start::run(args, context).await,
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

/// Whether a platform documents this status of campaigns. Case is ignored.
pub fn is_campaign_status(word: &str) -> bool {
    let mut statuses = PlatformKind::ALL.into_iter().flat_map(CampaignStatus::documented);
    statuses.any(|status| status.as_str().eq_ignore_ascii_case(word))
}
