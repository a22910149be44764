//! The next runs of the schedules that a plan switches on.

use jiff::Timestamp;

use super::super::moment::{exact, rfc3339};
use super::{PlanAction, PlanLineView, PlanView};
use crate::domain::plural::counted;
use crate::domain::schedule::RunPlan;
use crate::ui::Table;

/// The number of runs of each schedule that are shown.
const RUNS_SHOWN: usize = 3;
/// The most schedules of which these are shown; if there are more, only the first run of each is, unless all are asked
/// for.
const SCHEDULES_IN_FULL: usize = 10;
/// The most runs that are counted: many schedules may have many.
const RUNS_COUNTED: usize = 100;

/// The next runs of a schedule, for people and for scripts.
pub(super) fn next_runs(plan: &RunPlan, now: Timestamp) -> (Vec<String>, Vec<String>) {
    let zone = plan.reader_zone();
    let runs = plan.runs().starting_from(now).take(RUNS_SHOWN);
    runs.map(|run| (exact(run.instant, zone), rfc3339(run.instant, zone))).unzip()
}

/// The number of runs that are left, in words.
fn runs_left(plan: &RunPlan, now: Timestamp) -> String {
    match plan.end() {
        None => "no end".to_owned(),
        Some(_) => match plan.runs().starting_from(now).take(RUNS_COUNTED + 1).count() {
            count @ ..=RUNS_COUNTED => counted(count, "run"),
            _ => format!("more than {RUNS_COUNTED} runs"),
        },
    }
}

impl PlanView {
    /// Shows the next runs of each schedule if this is asked for, however many schedules there are.
    #[must_use]
    pub fn with_all_runs(self, is_asked: bool) -> Self {
        Self { shows_all_runs: self.shows_all_runs || is_asked, ..self }
    }

    /// The next runs; of many schedules the first one alone, and the number of runs that are left.
    pub(super) fn runs(&self) -> Option<Table> {
        let shown = |line: &&PlanLineView| line.action != PlanAction::OffLive && !line.runs.is_empty();
        let lines: Vec<&PlanLineView> = self.lines.iter().filter(shown).collect();
        if lines.is_empty() {
            return None;
        }
        if self.shows_all_runs || lines.len() <= SCHEDULES_IN_FULL {
            let of_line = |line: &&PlanLineView| {
                line.runs.iter().map(|run| [line.name.clone(), run.clone()]).collect::<Vec<_>>()
            };
            let table = Table::new(["CAMPAIGN", "RUN"]).whole(&["CAMPAIGN", "RUN"]).wide("RUN", usize::MAX);
            return Some(table.title("the next runs").rows(lines.iter().flat_map(of_line)));
        }
        let row = |line: &&PlanLineView| {
            let left = line.run_plan.as_ref().map_or_else(String::new, |plan| runs_left(plan, self.now));
            [line.name.clone(), line.runs[0].clone(), left]
        };
        let headers = ["CAMPAIGN", "FIRST RUN", "RUNS"];
        let table = Table::new(headers).whole(&headers).wide("FIRST RUN", usize::MAX);
        Some(table.title("the first run of each schedule; --all shows more").rows(lines.iter().map(row)))
    }
}
