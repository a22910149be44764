//! The commands that switch a schedule on, in words that can be copied.

use super::Schedules;
use crate::commands::campaign_files::CheckedCampaign;
use crate::context::Context;
use crate::domain::live::LiveCampaign;
use crate::platform::platform::Platform;
use crate::ui::{shell_command, shell_path};

/// The command that switches the schedule of a campaign on as its file has it.
pub(in crate::commands) fn enable_command(name: &str, checked: Option<&CheckedCampaign>) -> String {
    enable_command_with("", name, checked)
}

/// Like `enable_command`, with flags, each with a space before it. A file that has several campaigns cannot be named:
/// the command takes one.
pub(in crate::commands) fn enable_command_with(
    flags: &str,
    name: &str,
    checked: Option<&CheckedCampaign>,
) -> String {
    let enable = |file: &str| shell_command("kcamp schedule enable", name, &format!("{flags} -f {file}"));
    match checked.and_then(|checked| checked.own_file.as_ref()) {
        Some(file) => enable(&shell_path(file)),
        None => format!("{}, with its schedule block in a separate file", enable("FILE")),
    }
}

/// The command that switches a schedule on again that was on: as the file has it that is given, where one is, else as
/// this machine switched it on last.
pub(in crate::commands) fn enable_again_command(
    live: &LiveCampaign,
    file: Option<&str>,
    platform: &dyn Platform,
    context: &Context,
) -> String {
    let target = platform.schedule_target_of(live);
    let enable = |flags: &str| shell_command("kcamp schedule enable", &target.key, flags);
    if let Some(file) = file {
        return enable(&format!(" -f {}", shell_path(file)));
    }
    let remembered = Schedules::known(context).of(live, platform);
    let planned = remembered.and_then(|known| known.planned(context).ok());
    match planned.and_then(|schedule| schedule.as_flags()) {
        Some(flags) => enable(&format!(" {flags}")),
        None => enable_command(&target.key, None),
    }
}
