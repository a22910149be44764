//! The targets of a halt, and the messages before the question.

use super::sweep::Sweep;
use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::halt::HaltBy;
use crate::domain::plural::counted;
use crate::error::Error;

/// Says what will be stopped and where, what is lost, and what stays.
///
/// # Errors
///
/// The settings cannot be resolved.
pub(super) fn announce(sweep: &Sweep<'_>, context: &mut Context) -> Result<(), Error> {
    let halts_by = sweep.halts_by();
    context.ui.talk(&format!("halt: {}", context.whereabouts()?));
    if let Some(key) = context.key_without_account()? {
        context.ui.talk(&format!("  with {key}, and nothing names the account of that key"));
    }
    let running = sweep.running();
    let verb = halts_by.trigger().verb();
    context.ui.talk(&format!("{verb}: {}", counted(running.len(), "campaign")));
    for at in &running {
        context.ui.talk(&format!("  {}", row(sweep, *at)));
    }
    let (told, untold): (Vec<usize>, Vec<usize>) =
        sweep.scheduled().into_iter().partition(|at| sweep.targets[*at].scheduled.is_some());
    let told =
        Some(("switch the schedule off", told)).filter(|(_, told)| !told.is_empty() || untold.is_empty());
    let untold = Some(("switch the schedule off, if one is on", untold)).filter(|(_, it)| !it.is_empty());
    for (what, campaigns) in told.into_iter().chain(untold) {
        context.ui.talk(&format!("{what}: {}", counted(campaigns.len(), "campaign")));
        for at in campaigns {
            let twin = if sweep.has_twin(at) { "; another campaign has this name" } else { "" };
            context.ui.talk(&format!("  {}{twin}", row(sweep, at)));
        }
    }
    if !running.is_empty() {
        context.ui.note(match halts_by {
            HaltBy::Stop => {
                "the platform cannot pause: a stopped campaign calls its whole list again when it is started"
            }
            HaltBy::Pause => {
                "calls that are in progress are finished; kcamp resume continues a paused campaign, and one that had a schedule continues with its next run"
            }
        });
    }
    for part in &sweep.unseen {
        let message =
            format!("{}; kcamp stops what is listed and then reads the list again", part.in_words());
        context.ui.problem(&Problem::warning("halt/list-incomplete", message));
    }
    if !sweep.left.is_empty() {
        let left: Vec<String> = sweep.left.iter().map(|row| format!("{:?}", row.name)).collect();
        context.ui.note(&format!("not stopped, as you asked: {}", left.join(", ")));
    }
    let others = context.profiles_of_other_accounts();
    if !others.is_empty() {
        context.ui.note(&format!("not stopped: the accounts of the profiles {}", others.join(", ")));
    }
    Ok(())
}

/// Such as `"Billing" (voice, Active, priority 5)`, with its id if another campaign has the name.
fn row(sweep: &Sweep<'_>, at: usize) -> String {
    let live = &sweep.targets[at].live;
    let parts = [
        live.type_word().map(str::to_owned),
        Some(live.status.to_string()),
        live.priority().map(|priority| format!("priority {priority}")),
        sweep.shares_its_name(at).then(|| live.id.to_string()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{:?} ({})", live.name, parts.join(", "))
}
