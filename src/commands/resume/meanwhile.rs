//! Another halt that begins during a resume: it counts, and the resume says what became of the campaigns.

use std::path::PathBuf;

use crate::context::{Context, HALTED_AGAIN};
use crate::domain::halt::ScheduleSwitch;
use crate::domain::live::LiveCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::halt::LatchStates;
use crate::platform::platform::Platform;
use crate::ui::shell_path;
use crate::view::halt::{HaltedPart, ResumeOutcome, ResumedView};

/// Why a step was not tried.
pub(super) const NOT_TRIED: &str = "another kcamp halt began meanwhile, and nothing was sent for it";

/// Refuses to lift a halt that is not the one that was read at the beginning: another halt began since, and may be
/// under way.
///
/// # Errors
///
/// `halt/halted-again`; there is no folder for kcamp's state.
pub(super) fn refuse_halted_since(
    seen: &LatchStates,
    records: &[PathBuf],
    context: &Context,
) -> Result<(), Error> {
    if context.latches()?.states() == *seen {
        return Ok(());
    }
    let message = format!(
        "another kcamp halt of {} began after this resume was prepared; the halt is not lifted, and nothing was sent",
        context.whereabouts()?
    );
    Err(with_ways_on(Error::new(HALTED_AGAIN, message, Exit::Unconfirmed), records, context))
}

/// Sets in the outcomes what the other halt took away again, as far as the platform's list shows it.
pub(super) async fn look_again(campaigns: &mut [ResumedView], platform: &dyn Platform) {
    let is_back =
        |it: &&mut ResumedView| matches!(it.outcome, ResumeOutcome::SwitchedOn | ResumeOutcome::Started);
    let back: Vec<&mut ResumedView> = campaigns.iter_mut().filter(is_back).collect();
    if back.is_empty() {
        return;
    }
    let rows = platform.list(&[]).await;
    for view in back {
        let rows = match &rows {
            Ok(rows) => rows,
            Err(error) => {
                view.message =
                    Some(format!("kcamp could not see whether the other halt took it away again: {error}"));
                continue;
            }
        };
        let Some(row) = rows.iter().find(|row| row.id.as_str() == view.id) else {
            view.outcome = ResumeOutcome::Gone;
            continue;
        };
        match is_on(view.part, row, platform) {
            Some(false) => view.outcome = ResumeOutcome::HaltedAgain,
            Some(true) => {
                view.message =
                    Some("the other halt has not ended that yet, and may at any moment".to_owned());
            }
            None => {
                view.message = Some(
                    "the platform does not tell whether the other halt switched it off again".to_owned(),
                );
            }
        }
    }
}

/// Whether a part of a campaign calls or will; `None` if the platform does not tell.
fn is_on(part: HaltedPart, row: &LiveCampaign, platform: &dyn Platform) -> Option<bool> {
    let activity = platform.activity(row);
    match (part, activity.schedule) {
        (HaltedPart::Run | HaltedPart::Start, _) => Some(activity.runs),
        (HaltedPart::Schedule, ScheduleSwitch::On) => Some(true),
        (HaltedPart::Schedule, ScheduleSwitch::Off) => Some(false),
        (HaltedPart::Schedule, ScheduleSwitch::Untold) => None,
    }
}

/// The error of a resume during which another halt began.
pub(super) fn error(campaigns: &[ResumedView], records: &[PathBuf], context: &Context) -> Error {
    let is_sent = |it: &ResumedView| {
        matches!(it.outcome, ResumeOutcome::SwitchedOn | ResumeOutcome::Started | ResumeOutcome::HaltedAgain)
    };
    let (exit, begins) = if campaigns.iter().any(|it| it.outcome == ResumeOutcome::Unknown) {
        (Exit::Unknown, "another kcamp halt began meanwhile, and not every outcome is known")
    } else if campaigns.iter().any(is_sent) {
        (Exit::Partial, "another kcamp halt began meanwhile")
    } else {
        (Exit::Unconfirmed, "another kcamp halt began meanwhile; nothing was brought back")
    };
    let is_told = |it: &&ResumedView| is_sent(it) || it.outcome.is_missing();
    let told: Vec<String> = campaigns.iter().filter(is_told).map(super::in_words).collect();
    let message = match told.len() {
        0 => begins.to_owned(),
        _ => format!("{begins}: {}", told.join("; ")),
    };
    with_ways_on(Error::new(HALTED_AGAIN, message, exit), records, context)
}

/// Adds the next steps. The next resume needs the records of this one too.
fn with_ways_on(error: Error, records: &[PathBuf], context: &Context) -> Error {
    let ours = context.latches().map(|latches| latches.ours()).unwrap_or_default();
    let is_left = ours.first().is_some_and(|halt| halt.latch.leave_unfinished(records).is_ok());
    let error =
        error.hint("once the other halt has ended, see what both stopped and bring it back: kcamp resume");
    let error = if is_left {
        error
    } else {
        let resume = |path: &PathBuf| format!("kcamp resume {}", shell_path(&path.display().to_string()));
        let each: Vec<String> = records.iter().map(resume).collect();
        error.hint(format!("then bring back what only the earlier halt stopped: {}", each.join("; ")))
    };
    error.hint("to lift the halt alone: kcamp halt --lift")
}
