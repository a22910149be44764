//! Campaigns that come back on one contact list on one day, or beside a live one that reaches people on it, and those
//! whose lists are empty.

use super::Resumed;
use super::steps::Step;
use crate::commands::campaign::trigger::{StartTerms, audiences};
use crate::commands::plan::shared_lists::{days_of, findings_of_begun, today};
use crate::context::Context;
use crate::domain::finding::{Origin, Severity};
use crate::domain::live::LiveCampaign;
use crate::error::Error;
use crate::platform::platform::Platform;

/// Adds the findings to the steps. Where the policy makes one an error, the campaign is not brought back.
///
/// # Errors
///
/// The settings cannot be resolved.
pub(super) async fn judge(
    resumed: &mut [Resumed],
    rows: &[LiveCampaign],
    terms: &StartTerms,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<(), Error> {
    let today = today(context)?;
    let begins = |(at, it): (usize, &Resumed)| {
        let live = it.live.as_ref()?;
        let days = match &it.step {
            Step::Start(_) => Some(today.clone()),
            Step::SwitchOn(schedule, _) => days_of(schedule, it.hours.as_ref(), context),
            Step::Nothing(..) => None,
        };
        Some((at, (live.clone(), days?)))
    };
    let (places, begun): (Vec<usize>, Vec<_>) = resumed.iter().enumerate().filter_map(begins).unzip();
    let of_rows: Vec<_> = begun.iter().map(|(live, days)| (live, days.clone())).collect();
    let mut found = findings_of_begun(&of_rows, rows, platform, context)?;
    if !begun.is_empty() {
        let campaigns: Vec<&LiveCampaign> = begun.iter().map(|(live, _)| live).collect();
        let audiences = audiences(platform, &campaigns, context).await;
        for ((findings, live), audience) in found.iter_mut().zip(campaigns).zip(audiences) {
            let nobody = audience.nobody(&live.name);
            findings.extend(nobody.map(|problem| problem.at(&Origin::Flag(live.name.clone()))));
        }
    }
    for ((at, findings), (live, _)) in places.into_iter().zip(found).zip(&begun) {
        if findings.iter().next().is_none() {
            continue;
        }
        let judged = terms.weighed(&findings);
        let error = judged.iter().find(|it| it.problem.severity == Severity::Error);
        let step = &mut resumed[at].step;
        match (error, &mut *step) {
            (Some(error), _) => {
                let next = format!("put that right, and then bring {} back by hand", live.id);
                *step = Step::not_brought_back(&error.problem.message, &next);
            }
            (None, Step::Start(own) | Step::SwitchOn(_, own)) => own.extend(judged),
            (None, Step::Nothing(..)) => {}
        }
    }
    Ok(())
}
