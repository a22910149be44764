//! The requests and the time that a plan takes.

use super::reading::Live;
use crate::commands::plan_run::meanwhile::is_rename;
use crate::commands::plan_run::outgoing;
use crate::commands::plan_run::preparing::{self, LOOKS_MAX};
use crate::context::Context;
use crate::domain::plan::{Plan, PlanStep};
use crate::error::Error;
use crate::platform::platform::Platform;
use crate::view::plan::PlanCostView;

/// The requests that a plan sends if nothing fails, and their time at the account's limit. `live` are the listed
/// campaigns.
///
/// # Errors
///
/// The platform does not support what a line asks for.
pub(in crate::commands) fn of(
    plan: &Plan,
    live: &Live,
    platform: &dyn Platform,
    context: &Context,
) -> Result<PlanCostView, Error> {
    let mut writes = 0;
    for line in &plan.lines {
        let outgoing = outgoing::of(&line.step, platform)?;
        writes += outgoing.writes.requests().len() + outgoing.reads;
    }
    // The last listing is as old as the first delete for those after it, so that they are read again.
    let deletes = plan.count(|step| matches!(step, PlanStep::Delete { .. }));
    if platform.rows_date_changes() {
        writes += deletes.saturating_sub(1);
    }
    let is_written_first =
        |step: &PlanStep| matches!(step, PlanStep::Create { .. } | PlanStep::Update { .. });
    let changes_schedule =
        |step: &PlanStep| step.begins_calls() || matches!(step, PlanStep::SwitchOff { .. });
    // One listing at the end and before the deletes, and one before the first schedule is switched on if there are
    // earlier writes.
    let is_switched_later = |at: usize| changes_schedule(&plan.lines[at].step) && !plan.is_off_first(at);
    let is_in_two = plan.count(is_written_first) > 0 && (0..plan.lines.len()).any(is_switched_later);
    let listings = match (plan.count(PlanStep::is_carried_out), is_in_two) {
        (0, _) => 0,
        (_, false) => 1,
        (_, true) => 2,
    };
    let pages = pages_after(plan, live, platform);
    // Directly before a rename kcamp looks whether another campaign has the new name by now.
    let searches = plan.lines.iter().filter_map(|line| match &line.step {
        PlanStep::Update { live, to, .. } if is_rename(live, to) => {
            Some(platform.requests_to_search(to.name(), pages))
        }
        _ => None,
    });
    let requests = writes + listings * pages + searches.sum::<usize>();
    // Each look at campaigns in preparation lists their one type; the other types take at least one page.
    let is_preparing = |step: &PlanStep| match step {
        PlanStep::Create { campaign, schedule: Some(_) } => platform.prepares(campaign),
        step => step.begins_calls() && step.live().is_some_and(preparing::is_preparing),
    };
    let looks = if plan.count(is_preparing) > 0 { LOOKS_MAX * pages.saturating_sub(1).max(1) } else { 0 };
    let limit =
        context.settings()?.rate_limit.as_ref().map(|limit| usize::try_from(limit.value).unwrap_or(1));
    Ok(PlanCostView {
        requests,
        requests_at_most: requests + looks,
        minutes: limit.map(|limit| requests.div_ceil(limit.max(1))),
    })
}

/// The number of requests for a listing of all campaigns after the creates of the plan.
fn pages_after(plan: &Plan, live: &Live, platform: &dyn Platform) -> usize {
    let rows = || live.rows().iter().filter_map(|row| row.type_word());
    let created = plan.lines.iter().filter_map(|line| match &line.step {
        PlanStep::Create { campaign, .. } => Some(campaign.type_word()),
        _ => None,
    });
    let before = platform.pages_of(&rows().collect::<Vec<_>>());
    let after = platform.pages_of(&rows().chain(created).collect::<Vec<_>>());
    live.pages() + after - before
}
