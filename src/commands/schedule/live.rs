//! The runs of a schedule that a campaign has on the platform.

use super::campaign_name;
use crate::commands::campaign::files;
use crate::context::Context;
use crate::domain::preview::PlannedCampaign;
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
            Ok(PlannedCampaign { name: target.label, contact_lists: Vec::new(), calling_hours: None, plan })
        }
        None => Err(Error { exit: Exit::Refused, ..Error::stopped_by(findings) }),
    }
}
