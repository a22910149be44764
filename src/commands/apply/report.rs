//! The outcome of each line, and the report on all lines.

use jiff::Timestamp;

use crate::commands::carrying::failure_view;
use crate::commands::plan::saved::PlanRequest;
use crate::context::Context;
use crate::domain::live::LiveCampaign;
use crate::domain::plan::{Plan, PlanLine, PlanStep};
use crate::error::Error;
use crate::exit::Exit;
use crate::view::apply::{AppliedView, ApplyOutcome, ApplyView};
use crate::view::creation::FailureView;
use crate::view::plan::PlanLineView;

/// The most lines that the error of several lines names.
const NAMED_MAX: usize = 10;

/// The outcome of a line, and its exit code.
#[derive(Debug)]
pub(super) struct Applied {
    pub(super) view: AppliedView,
    pub(super) exit: Exit,
    pub(super) error: Option<Error>,
}

impl Applied {
    /// A line that was not tried yet; `None` for a line with nothing to do.
    fn before(line: &PlanLine, now: Timestamp) -> Option<Self> {
        let (outcome, exit) = match &line.item {
            PlanStep::Unchanged { .. } | PlanStep::OnlyLive { .. } => return None,
            PlanStep::Blocked { .. } => (ApplyOutcome::Blocked, Exit::Partial),
            PlanStep::OffLive { .. } => (ApplyOutcome::OffLive, Exit::Partial),
            PlanStep::Unreadable { .. } => (ApplyOutcome::Unreadable, Exit::Success),
            PlanStep::Create { .. }
            | PlanStep::Update { .. }
            | PlanStep::SwitchOn { .. }
            | PlanStep::Replace { .. }
            | PlanStep::SwitchOff { .. }
            | PlanStep::Delete { .. } => (ApplyOutcome::NotTried, Exit::Partial),
        };
        let PlanLineView { action, name, id, details, next, .. } = PlanLineView::new(line, now);
        let error = match &line.item {
            PlanStep::Blocked { .. } => {
                Some(FailureView { code: "apply/blocked".to_owned(), message: details.clone(), hint: next })
            }
            _ => None,
        };
        let view = AppliedView { action, name, id, outcome, details, status: None, error };
        Some(Self { view, exit, error: None })
    }

    /// Sets the status of its campaign from the last listing.
    pub(super) fn read_in(&mut self, rows: &[LiveCampaign]) {
        let row = rows.iter().find(|row| Some(row.id.as_str()) == self.view.id.as_deref());
        self.view.status = row.map(|row| row.status.to_string());
    }

    pub(super) fn succeeded(&mut self, outcome: ApplyOutcome) {
        (self.view.outcome, self.exit) = (outcome, Exit::Success);
        (self.view.error, self.error) = (None, None);
    }

    /// Marks the line as failed. `is_created` tells whether its campaign exists anyway.
    pub(super) fn failed(&mut self, error: Error, is_created: bool) {
        let is_unknown = error.exit == Exit::Unknown;
        self.view.outcome = match (is_created, is_unknown) {
            (true, false) => ApplyOutcome::CreatedNotScheduled,
            (true, true) => ApplyOutcome::CreatedScheduleUnknown,
            (false, true) => ApplyOutcome::Unknown,
            (false, false) => ApplyOutcome::Failed,
        };
        self.exit = if is_created && !is_unknown { Exit::Partial } else { error.exit };
        self.view.error = Some(failure_view(&error));
        self.error = Some(error);
    }

    /// Notes the error that ended the run, if the line was not tried to its end because of that.
    pub(super) fn ended_by(&mut self, error: &Error) {
        match (self.view.outcome, &self.error) {
            (ApplyOutcome::NotTried, None) => self.exit = error.exit,
            (ApplyOutcome::CreatedNotScheduled, None) => {}
            _ => return,
        }
        self.error = Some(error.clone());
    }

    /// Whether its error is that of the run, and is not told for the line itself.
    const fn is_ended(&self) -> bool {
        self.error.is_some() && self.view.error.is_none()
    }
}

/// The lines of a plan before they are tried, with the campaigns from the list.
pub(super) fn before(plan: &Plan, rows: &[LiveCampaign], now: Timestamp) -> Vec<Option<Applied>> {
    let before = |line| {
        let mut applied = Applied::before(line, now)?;
        applied.read_in(rows);
        Some(applied)
    };
    plan.lines.iter().map(before).collect()
}

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

/// One exit code for all: 9 if one is in doubt, 10 if some were done and some not, else the code that they share.
fn combined(results: &[Applied]) -> Exit {
    let exits = || results.iter().map(|applied| applied.exit).filter(|exit| *exit != Exit::Success);
    let is_sent = results.iter().any(|applied| applied.view.outcome.is_sent());
    if exits().any(|exit| exit == Exit::Unknown) {
        return Exit::Unknown;
    }
    // If nothing was sent, it is the code of the error that ended the run. A blocked line does not end it.
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
        let when = if cause.as_ref().is_some_and(is_of_halt) {
            "lift the halt, then run kcamp apply again to do the rest; kcamp plan shows it"
        } else {
            "run kcamp apply again to do the rest; kcamp plan shows it"
        };
        error = error.hint(when);
    }
    let spared = failed.iter().find(|applied| applied.view.outcome == ApplyOutcome::Spared);
    if let Some(hint) = spared.and_then(|applied| applied.error.as_ref()).and_then(|it| it.hints.first())
        && !error.hints.contains(hint)
    {
        error = error.hint(hint);
    }
    Some(error)
}
