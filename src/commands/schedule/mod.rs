//! `kcamp schedule`.

mod campaign_name;
pub mod disable;
pub mod enable;
mod input;
mod interrupted;
mod live;
mod pattern;
pub mod preview;
mod remembered;
mod repeat;
pub mod show;
mod timing;
mod weekdays_apart;

pub use weekdays_apart::weekdays_apart;

use crate::commands::plan_run::{SwitchedTo, other_scheduled};
use crate::context::Context;
use crate::domain::change::ScheduleTarget;
use crate::domain::choice::nearest;
use crate::domain::live::CampaignId;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::{ScheduleChange, SwitchedSchedule};
use crate::platform::platform::CheckName;

/// Switch a campaign's schedule on and off, and preview its runs
#[derive(Debug, clap::Subcommand)]
#[command(defer = true)]
pub enum ScheduleCommand {
    Enable(enable::EnableArgs),
    Disable(disable::DisableArgs),
    Show(show::ShowArgs),
    Preview(preview::PreviewArgs),
}

/// The switched schedule, if it is not known to be another campaign's: a schedule call takes the name alone, and
/// another campaign may have it too.
///
/// # Errors
///
/// `campaign/other-scheduled`, if the answer names another campaign than the one that was read or whose id was typed.
fn own(
    change: ScheduleChange,
    meant: Option<&CampaignId>,
    target: &ScheduleTarget,
    to: SwitchedTo,
) -> Result<SwitchedSchedule, Error> {
    change.of(meant).map_err(|other| other_scheduled(&target.label, false, to, "is as it was", &other))
}

/// Adds to the error for a name that the platform does not know the known name that was probably meant. Nothing is
/// read for this.
pub(super) fn with_near_name(error: Error, name: &str, context: &Context) -> Error {
    if error.exit != Exit::NotFound {
        return error;
    }
    let known = context.known_names();
    let near = nearest(name, known.campaigns().map(|(name, _)| name).filter(|known| *known != name));
    error.with_hints(near.map(|near| format!("did you mean {near:?}?")))
}

/// Like `with_near_name`. If the list was not read, also adds the flag that reads it and finds names that only look
/// the same.
pub(super) fn with_look_up(error: Error, name: &str, check: CheckName, context: &Context) -> Error {
    let error = with_near_name(error, name, context);
    if error.exit == Exit::NotFound && check == CheckName::No {
        error.hint("add --check-name to look the name up first, which finds names that only look the same")
    } else {
        error
    }
}

/// Runs the chosen command.
///
/// # Errors
///
/// The chosen command fails.
pub async fn run(command: ScheduleCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        ScheduleCommand::Enable(args) => Box::pin(enable::run(args, context)).await,
        ScheduleCommand::Disable(args) => disable::run(args, context).await,
        ScheduleCommand::Show(args) => show::run(args, context).await,
        ScheduleCommand::Preview(args) => preview::run(&args, context).await,
    }
}
