//! The report on all lines.

use crate::commands::plan::saved::PlanRequest;
use crate::commands::plan_run::Applied;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::view::apply::{ApplyOutcome, ApplyView};
use crate::view::creation::FailureView;

/// The most lines that the error of several lines names.
const NAMED_MAX: usize = 10;

/// Shows the outcome of each line, and returns the exit code of all.
///
/// # Errors
///
/// `apply/not-all-applied`, with every line that was not done; the results cannot be shown.
pub(super) fn report(
    results: Vec<Option<Applied>>,
    unchanged: usize,
    asked: PlanRequest<'_>,
    context: &mut Context,
) -> Result<Exit, Error> {
    let mut results: Vec<Applied> = results.into_iter().flatten().collect();
    // A campaign that no longer calls anybody although it did comes first.
    results.sort_by_key(|applied| applied.view.outcome != ApplyOutcome::IsOffNow);
    let exit = combined(&results);
    for failure in results.iter_mut().filter_map(|applied| applied.view.error.as_mut()) {
        failure.hint = failure.hint.take().map(|hint| context.ui.with_account(&hint));
    }
    let error = error_of(&results, exit, asked);
    let results = results.into_iter().map(|applied| applied.view).collect();
    context.show_result(&ApplyView { unchanged, results })?;
    match error {
        None => Ok(exit),
        Some(error) => Err(error),
    }
}

/// One exit code for all: 9 if one is in doubt, 10 if some were done and some not, else the code of the first reason.
fn combined(results: &[Applied]) -> Exit {
    let exits = || results.iter().map(|applied| applied.exit).filter(|exit| *exit != Exit::Success);
    let is_sent = results.iter().any(|applied| applied.view.outcome.is_sent());
    if exits().any(|exit| exit == Exit::Unknown) {
        return Exit::Unknown;
    }
    // If nothing was done, it is the code of the first error. A blocked line has none of its own.
    let ended = || exits().find(|exit| *exit != Exit::Partial);
    match exits().next() {
        None => Exit::Success,
        Some(_) if !is_sent => ended().unwrap_or(Exit::Partial),
        Some(_) => Exit::Partial,
    }
}

/// Why nothing more was sent, told once for all lines without a reason of their own; empty if that is told already.
fn why_ended(failed: &[&Applied]) -> String {
    let ended = failed.iter().find(|applied| applied.is_ended()).and_then(|applied| applied.error.as_ref());
    let is_told = |error: &Error| {
        let told =
            |applied: &&Applied| applied.view.error.as_ref().is_some_and(|it| it.message == error.message);
        failed.iter().any(told)
    };
    ended.filter(|error| !is_told(error)).map_or_else(String::new, |error| {
        let why = error.message.strip_suffix("; nothing was sent").unwrap_or(&error.message);
        format!("; nothing more was sent: {why}")
    })
}

fn error_of(results: &[Applied], exit: Exit, asked: PlanRequest<'_>) -> Option<Error> {
    let failed: Vec<&Applied> = results.iter().filter(|applied| applied.exit != Exit::Success).collect();
    let first = failed.first()?;
    let named: Vec<String> =
        failed.iter().take(NAMED_MAX).map(|applied| applied.view.outcome_with_reason()).collect();
    let more = match failed.len().checked_sub(NAMED_MAX) {
        Some(more @ 1..) => format!("; and {more} more"),
        _ => String::new(),
    };
    let why = why_ended(&failed);
    let message = format!(
        "{} not made as planned: {}{more}{why}",
        match (failed.len(), results.len()) {
            (1, 1) => "the change was".to_owned(),
            (1, of) => format!("1 of {of} changes was"),
            (count, of) => format!("{count} of {of} changes were"),
        },
        named.join("; ")
    );
    // After a halt, the next step of another error would be refused.
    let is_of_halt = |error: &&Error| error.code.starts_with("halt/");
    let errors = || failed.iter().filter_map(|applied| applied.error.as_ref());
    let cause = errors().find(is_of_halt).or_else(|| errors().next());
    let is_sent = results.iter().any(|applied| applied.view.outcome.is_sent());
    let hints = match (cause, &first.view.error) {
        (Some(cause), _) => cause.hints.clone(),
        (None, Some(FailureView { hint: Some(hint), .. })) => vec![hint.clone()],
        (None, _) => Vec::new(),
    };
    let error = Error::new("apply/not-all-applied", message, exit);
    // The retry hint of one request would be wrong beside writes that were done.
    let retry_safe = error.retry_safe && !is_sent;
    let mut error = Error { hints, retry_safe, ..error };
    if failed.iter().any(|applied| applied.view.outcome == ApplyOutcome::OffLive) {
        error = error.hint(asked.switch_on());
    }
    let is_left = |applied: &&Applied| {
        !matches!(
            applied.view.outcome,
            ApplyOutcome::Blocked | ApplyOutcome::OffLive | ApplyOutcome::IsOffNow | ApplyOutcome::Spared
        )
    };
    if failed.iter().any(is_left) {
        let first = if cause.as_ref().is_some_and(is_of_halt) { "lift the halt; then, " } else { "" };
        error = error.hint(format!("{first}{}", asked.apply_again()));
    }
    let spared = failed.iter().find(|applied| applied.view.outcome == ApplyOutcome::Spared);
    if let Some(hint) = spared.and_then(|applied| applied.error.as_ref()).and_then(|it| it.hints.first())
        && !error.hints.contains(hint)
    {
        error = error.hint(hint);
    }
    Some(error)
}
