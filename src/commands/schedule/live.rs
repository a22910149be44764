//! The runs of a campaign's schedule on the platform.

use serde_json::Value;

use super::campaign_name;
use crate::commands::campaign_files as files;
use crate::commands::campaign_files::texts::read_text;
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::ScheduleTarget;
use crate::domain::live::{LiveSchedule, ReportedStart};
use crate::domain::preview::{Caveat, PlannedCampaign};
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest;
use crate::platform::platform::CheckName;

/// A campaign with its runs, from the schedule that the platform reports.
///
/// # Errors
///
/// The schedule cannot be read, the campaign has none (`schedule/none`), or the reported schedule has no runs.
pub async fn planned(campaign: &CampaignRef, context: &mut Context) -> Result<PlannedCampaign, Error> {
    let target = campaign_name::resolve(campaign, CheckName::No, context).await?;
    let held = context.connect().await?.schedule(&target).await?;
    let Some(document) = manifest::schedule_document(&held) else {
        if held.enabled == Some(true) {
            return Err(not_told(&held, &target));
        }
        let message = format!("{:?} has no schedule, and so no runs to show", target.label);
        return Err(Error::new("schedule/none", message, Exit::NotFound)
            .hint("the campaign runs only when it is started; kcamp schedule enable gives it a schedule"));
    };
    let mut caveats = caveats(&held);
    let check_context = files::check_context(context)?;
    let (file, mut findings) = manifest::decode_schedule(&document, &read_text, &check_context);
    let planned = file.and_then(|file| {
        let mut schedule = file.schedule;
        caveats.extend(schedule.take_end_too_far().map(|on| Caveat::EndsAfterTheLastYear { on }));
        schedule.plan(&check_context.platform_zone, None, context.clock.now(), &mut findings)
    });
    // Its findings were shown when it was switched on.
    match planned.and_then(|planned| planned.runs()) {
        Some(plan) => {
            let name = target.label;
            Ok(PlannedCampaign { name, contact_lists: Vec::new(), calling_hours: None, plan, caveats })
        }
        None => Err(Error { exit: Exit::Refused, ..Error::stopped_by(findings) }),
    }
}

/// The error of a schedule that is on, and of which the platform does not say at what time of which zone it runs.
fn not_told(held: &LiveSchedule, target: &ScheduleTarget) -> Error {
    let what = if held.recurrence.is_some() { "time zone" } else { "time in a form that kcamp reads" };
    let message = format!(
        "the schedule of {:?} is on, and the platform does not return its {what}, so its runs cannot be computed",
        target.label
    );
    Error::usage("schedule/not-readable", message).hint(format!(
        "see what it returns with kcamp schedule show {}, and look at the runs of its times by flags: kcamp schedule preview \
         --weekly DAYS --start TIME --timezone ZONE",
        target.key
    ))
}

/// The uncertainties about the runs.
fn caveats(held: &LiveSchedule) -> Vec<Caveat> {
    let unclear = held.scheduled_at.iter().map(|at| Caveat::MayBeLocalTime { reported: at.clone() });
    match (held.start(), &held.recurrence) {
        (ReportedStart::Known(..), _) | (ReportedStart::Untold, None) => Vec::new(),
        (ReportedStart::Unclear, None) => unclear.collect(),
        (ReportedStart::Unclear, Some(_)) => unclear.chain([Caveat::StartNotKnown]).collect(),
        (ReportedStart::Untold, Some(config)) => {
            // There is no known date from which the interval between its runs is counted.
            let leaves_out = config.get("interval").and_then(Value::as_u64).is_some_and(|every| every > 1);
            vec![if leaves_out { Caveat::StartNotKnown } else { Caveat::MayBeginLater }]
        }
    }
}
