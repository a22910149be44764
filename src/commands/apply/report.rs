//! The report on all lines.

use jiff::Timestamp;

use crate::commands::plan::saved::PlanRequest;
use crate::commands::plan_run::Applied;
use crate::context::Context;
use crate::domain::effect::Effect;
use crate::domain::plural::first_of;
use crate::domain::wall_clock::utc_to_the_second;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::STILL_COMES;
use crate::view::apply::{ApplyOutcome, ApplyView};

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
    let exits: Vec<Exit> = results.iter().map(|applied| applied.exit).collect();
    let is_sent = results.iter().any(|applied| applied.view.outcome.is_sent());
    let exit = Exit::combined(&exits, is_sent);
    for failure in results.iter_mut().filter_map(|applied| applied.view.error.as_mut()) {
        failure.hint = failure.hint.take().map(|hint| context.ui.with_account(beside_writes(&hint, is_sent)));
    }
    let error = error_of(&results, exit, asked, &asked.switch_on(context), context.clock.now());
    let results = results.into_iter().map(|applied| applied.view).collect();
    context.show_result(&ApplyView { unchanged, results })?;
    error.map_or(Ok(exit), Err)
}

/// The next step of a write that failed, without the words that nothing was changed where something else was.
fn beside_writes(hint: &str, is_sent: bool) -> &str {
    let denied = || hint.strip_prefix(&Effect::NothingChanged.to_string())?.strip_prefix("; ");
    if is_sent { denied().unwrap_or(hint) } else { hint }
}

/// Why nothing more was sent, told once for all lines that were not tried because of it; empty if that is told already.
fn why_ended(failed: &[&Applied]) -> String {
    let ended = failed.iter().find(|applied| applied.is_ended).and_then(|applied| applied.error.as_ref());
    let is_told = |error: &Error| {
        let told =
            |applied: &&Applied| applied.view.error.as_ref().is_some_and(|it| it.message == error.message());
        failed.iter().filter(|applied| !applied.is_ended).any(told)
    };
    ended
        .filter(|error| !is_told(error))
        .map_or_else(String::new, |error| format!("; nothing more was sent: {}", error.reason_within()))
}

/// The next step of each line of this outcome, with the campaign's name where there are several. Lines of one next step
/// share it.
fn ways_out(failed: &[&Applied], outcome: ApplyOutcome) -> Vec<String> {
    let mut ways: Vec<(&str, Vec<String>)> = Vec::new();
    for view in failed.iter().map(|it| &it.view).filter(|it| it.outcome == outcome) {
        let Some(hint) = view.error.as_ref().and_then(|error| error.hint.as_deref()) else { continue };
        let name = format!("{:?}", view.name);
        match ways.iter_mut().find(|(way, _)| *way == hint) {
            Some((_, names)) => names.push(name),
            None => ways.push((hint, vec![name])),
        }
    }
    match ways.as_slice() {
        [(only, _)] => vec![(*only).to_owned()],
        several => {
            let named = several.iter().take(NAMED_MAX);
            named.map(|(way, names)| format!("{}: {way}", first_of(names, NAMED_MAX, ", "))).collect()
        }
    }
}

/// The next step where a part was not done. What is in doubt may have to wait until no call can still arrive.
fn of_the_rest(failed: &[&Applied], asked: PlanRequest<'_>, now: Timestamp) -> String {
    if failed.iter().all(|applied| applied.exit != Exit::Unknown) {
        return asked.apply_again();
    }
    let until = utc_to_the_second(now.saturating_add(STILL_COMES).unwrap_or(now));
    format!("to do the rest, after {until} where a call may still arrive: {}", asked.command("apply"))
}

fn error_of(
    results: &[Applied],
    exit: Exit,
    asked: PlanRequest<'_>,
    switch_on: &str,
    now: Timestamp,
) -> Option<Error> {
    let failed: Vec<&Applied> = results.iter().filter(|applied| applied.exit != Exit::Success).collect();
    if failed.is_empty() {
        return None;
    }
    let named = |applied: &&Applied| {
        let Applied { view, is_ended, .. } = applied;
        if *is_ended { view.outcome_in_words() } else { view.outcome_with_reason() }
    };
    let named: Vec<String> = failed.iter().map(named).collect();
    let why = why_ended(&failed);
    let message = format!(
        "{} not made as planned: {}{why}",
        match (failed.len(), results.len()) {
            (1, 1) => "the change was".to_owned(),
            (1, of) => format!("1 of {of} changes was"),
            (count, of) => format!("{count} of {of} changes were"),
        },
        first_of(&named, NAMED_MAX, "; ")
    );
    // After a halt, the next step of another error would be refused.
    let is_of_halt = |error: &&Error| error.code.starts_with("halt/");
    // Each of those that are off now has a next step of its own.
    let others = || failed.iter().filter(|applied| applied.view.outcome != ApplyOutcome::IsOffNow);
    let errors = || others().filter_map(|applied| applied.error.as_ref());
    let cause = errors().find(is_of_halt).or_else(|| errors().next());
    let is_sent = results.iter().any(|applied| applied.view.outcome.is_sent());
    let of_cause = cause.map_or(&[][..], |cause| &cause.hints);
    let mut hints = ways_out(&failed, ApplyOutcome::IsOffNow);
    hints.extend(of_cause.iter().map(|hint| beside_writes(hint, is_sent).to_owned()));
    hints.extend(ways_out(&failed, ApplyOutcome::Blocked));
    let error = Error::new("apply/not-all-applied", message, exit);
    // The retry hint of one request would be wrong beside writes that were done.
    let retry_safe = error.retry_safe && !is_sent;
    let mut error = Error { hints, retry_safe, ..error };
    if failed.iter().any(|applied| applied.view.outcome == ApplyOutcome::OffLive) {
        error = error.hint(switch_on);
    }
    let is_left = |applied: &&Applied| {
        !matches!(
            applied.view.outcome,
            ApplyOutcome::Blocked
                | ApplyOutcome::OffLive
                | ApplyOutcome::IsOffNow
                | ApplyOutcome::NotAsSent
                | ApplyOutcome::Spared
        )
    };
    if failed.iter().any(is_left) {
        let first = if cause.as_ref().is_some_and(is_of_halt) { "lift the halt; then, " } else { "" };
        error = error.hint(if results.len() == 1 && first.is_empty() && exit != Exit::Unknown {
            format!("to try again: {}", asked.command("apply"))
        } else {
            format!("{first}{}", of_the_rest(&failed, asked, now))
        });
    }
    let spared = failed.iter().find(|applied| applied.view.outcome == ApplyOutcome::Spared);
    if let Some(hint) = spared.and_then(|applied| applied.error.as_ref()).and_then(|it| it.hints.first())
        && !error.hints.contains(hint)
    {
        error = error.hint(hint);
    }
    Some(error)
}
