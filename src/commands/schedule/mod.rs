//! `kcamp schedule`.

mod campaign_name;
pub mod disable;
pub mod enable;
mod input;
mod live;
mod pattern;
pub mod preview;
mod remembered;
mod repeat;
pub mod show;
mod timing;
mod weekdays_apart;

pub use weekdays_apart::weekdays_apart;

use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::halt::Schedules;
use crate::context::Context;
use crate::domain::change::ScheduleTarget;
use crate::domain::choice::nearest;
use crate::domain::difference::{FieldDifference, Old};
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::ScheduleChange;
use crate::platform::platform::CheckName;
use crate::platform::platform::Platform;
use crate::ui::shell_word;

/// Switch a campaign's schedule on and off, and preview its runs
#[derive(Debug, clap::Subcommand)]
#[command(defer = true)]
pub enum ScheduleCommand {
    Enable(enable::EnableArgs),
    Disable(disable::DisableArgs),
    Show(show::ShowArgs),
    Preview(preview::PreviewArgs),
}

/// Says which fields the platform holds otherwise than they were sent, and what its documentation leaves open.
pub(super) fn warn_of(change: &ScheduleChange, context: &mut Context) {
    for caution in &change.cautions {
        context.ui.note(caution);
    }
    for FieldDifference { field, old, new } in &change.not_as_sent {
        let held = match old {
            Old::Read(Some(held)) => format!("{held:?}"),
            Old::Read(None) | Old::NotReadable => "nothing".to_owned(),
        };
        let sent = new.as_deref().unwrap_or("nothing");
        context.ui.warning(&format!("the platform holds {held} as {field}, and {sent:?} was sent"));
    }
}

/// Refuses an answer that names another campaign than the one whose id was typed: a schedule call takes the name alone, and
/// another campaign may have it too. `state` is what the schedule of the other one is now.
///
/// # Errors
///
/// `campaign/other-scheduled`.
pub(super) fn refuse_anothers(
    meant: Option<&CampaignId>,
    target: &ScheduleTarget,
    change: &ScheduleChange,
    state: &str,
) -> Result<(), Error> {
    let (Some(meant), Some(other)) = (meant, change.id.as_ref()) else { return Ok(()) };
    if other == meant {
        return Ok(());
    }
    let message = format!(
        "the schedule of another campaign, {other}, was changed and is {state} now; that of {meant} is unchanged, because a schedule call takes only a name ({:?})",
        target.label
    );
    Err(Error::new("campaign/other-scheduled", message, Exit::Partial)
        .hint(format!("look at both: kcamp campaign get {other}; kcamp campaign get {meant}"))
        .hint("delete the one that you do not want, and then switch the schedule of the other one on or off"))
}

/// The error of a schedule call by a name that the platform does not know, with the known name that was probably meant: nothing
/// is read for it.
pub(super) fn with_near_name(error: Error, name: &str, context: &Context) -> Error {
    if error.exit != Exit::NotFound {
        return error;
    }
    let known = context.known_names();
    match nearest(name, known.campaigns().map(|(name, _)| name).filter(|known| *known != name)) {
        Some(near) => error.hint(format!("did you mean {near:?}?")),
        None => error,
    }
}

/// Like `with_near_name`, and where the list was not looked at, with the flag that does: it finds names that only look the same.
pub(super) fn with_look_up(error: Error, name: &str, check: CheckName, context: &Context) -> Error {
    let error = with_near_name(error, name, context);
    if error.exit == Exit::NotFound && check == CheckName::No {
        error.hint("add --check-name to look the name up first, which finds names that only look the same")
    } else {
        error
    }
}

/// The command that switches the schedule of a campaign on as its file has it.
pub(super) fn enable_command(name: &str, checked: Option<&CheckedCampaign>) -> String {
    enable_command_with("", name, checked)
}

/// Like `enable_command`, with flags, each with a space after it. A file that has several campaigns cannot be named: the command
/// takes one.
pub(super) fn enable_command_with(flags: &str, name: &str, checked: Option<&CheckedCampaign>) -> String {
    let enable = format!("kcamp schedule enable {} {flags}-f", shell_word(name));
    match checked.and_then(|checked| checked.own_file.as_ref()) {
        Some(file) => format!("{enable} {}", shell_word(file)),
        None => format!("{enable} FILE, with its schedule block in a separate file"),
    }
}

/// The command that switches a schedule on again that was on: as the file has it that is given, where one is, else as this machine
/// switched it on last.
pub(super) fn enable_again_command(
    live: &LiveCampaign,
    file: Option<&str>,
    platform: &dyn Platform,
    context: &Context,
) -> String {
    let target = platform.schedule_target_of(live);
    let name = shell_word(&target.key);
    if let Some(file) = file {
        return format!("kcamp schedule enable {name} -f {}", shell_word(file));
    }
    let remembered = Schedules::known(context).of(live, platform);
    let planned = remembered.and_then(|known| known.planned(context).ok());
    match planned.and_then(|schedule| schedule.as_flags()) {
        Some(flags) => format!("kcamp schedule enable {name} {flags}"),
        None => enable_command(&target.key, None),
    }
}

/// Runs the chosen command.
///
/// # Errors
///
/// The chosen command fails.
pub async fn run(command: ScheduleCommand, context: &mut Context) -> Result<Exit, Error> {
    match command {
        ScheduleCommand::Enable(args) => enable::run(args, context).await,
        ScheduleCommand::Disable(args) => disable::run(args, context).await,
        ScheduleCommand::Show(args) => show::run(args, context).await,
        ScheduleCommand::Preview(args) => preview::run(&args, context).await,
    }
}
