//! Campaigns that come back on one contact list on one day, or beside a live one that reaches people on it.

use super::Resumed;
use super::steps::Step;
use crate::commands::campaign::trigger::StartTerms;
use crate::commands::plan::shared_lists::{days_of, findings_of_begun, today};
use crate::context::Context;
use crate::domain::finding::Severity;
use crate::domain::live::{LiveCallingHours, LiveCampaign};
use crate::error::Error;
use crate::platform::platform::Platform;

/// Adds the findings to the steps. Where the policy makes one an error, the campaign is not brought back.
///
/// # Errors
///
/// The settings cannot be resolved.
pub(super) fn judge(
    resumed: &mut [Resumed],
    rows: &[LiveCampaign],
    terms: &StartTerms,
    platform: &dyn Platform,
    context: &Context,
) -> Result<(), Error> {
    let today = today(context)?;
    let begins = |(at, it): (usize, &Resumed)| {
        let live = it.live.as_ref()?;
        let hours = || live.calling_hours().and_then(LiveCallingHours::known);
        let days = match &it.step {
            Step::Start(_) => Some(today.clone()),
            Step::SwitchOn(schedule, _) => days_of(schedule, hours().as_ref(), context),
            Step::Nothing(..) => None,
        };
        Some((at, (live.clone(), days?)))
    };
    let (places, begun): (Vec<usize>, Vec<_>) = resumed.iter().enumerate().filter_map(begins).unzip();
    let of_rows: Vec<_> = begun.iter().map(|(live, days)| (live, days.clone())).collect();
    let found = findings_of_begun(&of_rows, rows, platform, context)?;
    for ((at, findings), (live, _)) in places.into_iter().zip(found).zip(&begun) {
        if findings.iter().next().is_none() {
            continue;
        }
        let judged = terms.weighed(&findings);
        let error = judged.iter().find(|it| it.problem.severity == Severity::Error);
        let step = &mut resumed[at].step;
        match (error, &mut *step) {
            (Some(error), _) => {
                let next = format!("look at the other campaign, and then bring {} back by hand", live.id);
                *step = Step::not_brought_back(&error.problem.message, &next);
            }
            (None, Step::Start(own) | Step::SwitchOn(_, own)) => own.extend(judged),
            (None, Step::Nothing(..)) => {}
        }
    }
    Ok(())
}
