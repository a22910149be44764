//! The outcome of each line of a plan.

use std::collections::HashMap;

use jiff::Timestamp;

use super::failure_view;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::plan::{Plan, PlanLine, PlanStep};
use crate::error::Error;
use crate::exit::Exit;
use crate::view::apply::{AppliedView, ApplyOutcome};
use crate::view::failure::FailureView;
use crate::view::plan::PlanLineView;

/// The outcome of a line, and its exit code.
#[derive(Debug)]
pub(in crate::commands) struct Applied {
    pub(in crate::commands) view: AppliedView,
    pub(in crate::commands) exit: Exit,
    pub(in crate::commands) error: Option<Error>,
    /// Whether its error is that of the run, which is told once for all such lines.
    pub(in crate::commands) is_ended: bool,
}

impl Applied {
    /// A line that was not tried yet; `None` for a line with nothing to do.
    fn before(line: &PlanLine, now: Timestamp) -> Option<Self> {
        let (outcome, exit) = match &line.step {
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
        let error = match &line.step {
            PlanStep::Blocked { .. } => {
                Some(FailureView { code: "apply/blocked".to_owned(), message: details.clone(), hint: next })
            }
            _ => None,
        };
        let view = AppliedView { action, name, new_name: None, id, outcome, details, status: None, error };
        Some(Self { view, exit, error: None, is_ended: false })
    }

    /// Sets the status of its campaign from the last listing.
    pub(in crate::commands) fn read_in(&mut self, rows: &[LiveCampaign]) {
        let row = rows.iter().find(|row| Some(row.id.as_str()) == self.view.id.as_deref());
        self.view.status = row.map(|row| row.status.to_string());
    }

    pub(in crate::commands) fn succeeded(&mut self, outcome: ApplyOutcome) {
        (self.view.outcome, self.exit) = (outcome, Exit::Success);
        (self.view.error, self.error) = (None, None);
    }

    /// Marks the line as failed. `is_created` tells whether its campaign exists anyway.
    pub(in crate::commands) fn failed(&mut self, error: Error, is_created: bool) {
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

    /// Notes the error that ended the run, if the line was not tried to its end because of that. A campaign that has no
    /// schedule because of it says so itself.
    pub(in crate::commands) fn ended_by(&mut self, error: &Error) {
        match (self.view.outcome, &self.error) {
            (ApplyOutcome::NotTried, None) => self.exit = error.exit,
            (ApplyOutcome::CreatedNotScheduled, None) => {
                let reason = format!("nothing more was sent: {}", error.reason);
                self.view.error = Some(failure_view(&Error { reason, ..error.clone() }));
            }
            _ => return,
        }
        (self.error, self.is_ended) = (Some(error.clone()), true);
    }
}

/// The lines of a plan before they are tried, with the campaigns from the list.
pub(in crate::commands) fn before(
    plan: &Plan,
    rows: &[LiveCampaign],
    now: Timestamp,
) -> Vec<Option<Applied>> {
    let new_names: HashMap<&CampaignId, &str> =
        plan.lines.iter().filter_map(|line| line.step.new_name()).collect();
    let before = |line: &PlanLine| {
        let mut applied = Applied::before(line, now)?;
        let new_name = line.step.live().and_then(|live| new_names.get(&live.id));
        applied.view.new_name = new_name.map(|name| (*name).to_owned());
        applied.read_in(rows);
        Some(applied)
    };
    plan.lines.iter().map(before).collect()
}
