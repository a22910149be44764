//! The runs of a schedule that a campaign has on the platform.

use serde_json::Value;

use super::campaign_name;
use crate::commands::campaign::files;
use crate::context::Context;
use crate::domain::live::LiveSchedule;
use crate::domain::preview::{Caveat, PlannedCampaign};
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest;
use crate::platform::client::CheckName;

/// A campaign with its runs, by its schedule as the platform reports it.
pub async fn planned(campaign: &str, context: &mut Context) -> Result<PlannedCampaign, Error> {
    let target = campaign_name::resolve(campaign, CheckName::No, context).await?;
    let held = context.client().await?.schedule(&target).await?;
    let Some(block) = manifest::schedule_block(&held) else {
        let message = format!("{:?} has no schedule, and so no runs to show", target.label);
        return Err(Error::new("schedule/none", message, Exit::NotFound)
            .hint("it runs when it is started; kcamp schedule enable gives it a schedule"));
    };
    let caveats = caveats(&held, &block);
    let mut loaded = manifest::load_bytes("<the live schedule>", block.to_string().into_bytes());
    let surroundings = files::surroundings(context)?;
    let mut findings = loaded.findings;
    let planned = loaded.documents.pop().and_then(|document| {
        let (file, found) = manifest::decode_schedule(&document, &files::read_text, &surroundings);
        findings.extend(found);
        file?.schedule.plan(&surroundings.platform_zone, None, context.clock.now(), &mut findings)
    });
    // What is odd about it was said when it was switched on.
    match planned.and_then(|planned| planned.runs()) {
        Some(plan) => {
            let name = target.label;
            Ok(PlannedCampaign { name, contact_lists: Vec::new(), calling_hours: None, plan, caveats })
        }
        None => Err(Error { exit: Exit::Refused, ..Error::stopped_by(findings) }),
    }
}

/// What is uncertain about the runs: `block` is the schedule as it was understood.
fn caveats(held: &LiveSchedule, block: &Value) -> Vec<Caveat> {
    let Some(config) = &held.recurrence else {
        return held
            .scheduled_at
            .iter()
            .filter(|reported| reported.ends_with(['Z', 'z']))
            .map(|reported| Caveat::MayBeLocalTime { reported: reported.clone() })
            .collect();
    };
    let leaves_out = config.get("interval").and_then(Value::as_u64).is_some_and(|every| every > 1);
    if leaves_out && block["scheduled_at"].is_null() { vec![Caveat::StartNotReported] } else { Vec::new() }
}
