//! How far the writes of a run are, as a terminal shows it.

use std::borrow::Borrow;

use crate::domain::plan::PlanStep;
use crate::ui::Ui;

/// The number of campaigns and of schedules that a run writes to, and how many of them it has come to.
#[derive(Debug, Default)]
pub(in crate::commands) struct WriteProgress {
    campaigns: [usize; 2],
    schedules: [usize; 2],
}

impl WriteProgress {
    /// The progress before the first of these steps.
    pub(in crate::commands) fn of(steps: impl Iterator<Item: Borrow<PlanStep>>) -> Self {
        let mut progress = Self::default();
        for step in steps {
            progress.campaigns[1] += usize::from(step.borrow().writes_campaign());
            progress.schedules[1] += usize::from(step.borrow().switches_schedule());
        }
        progress
    }

    /// Shows which campaign is created, updated or deleted next.
    pub(in crate::commands) fn next_campaign(&mut self, ui: &mut Ui) {
        next(&mut self.campaigns, "write", "campaigns", ui);
    }

    /// Shows which schedule is switched next.
    pub(in crate::commands) fn next_schedule(&mut self, ui: &mut Ui) {
        next(&mut self.schedules, "switch", "schedules", ui);
    }
}

fn next([done, all]: &mut [usize; 2], verb: &str, what: &str, ui: &mut Ui) {
    *done += 1;
    ui.progress(&format!("{verb} {done} of {all} {what}"));
}
