//! Status, play and stop (Kore.ai contract §5.7 and §5.9).

use serde_json::{Value, json};

use super::{
    Kore, campaigns, no_campaign,
    progress::{self, Status},
    queried_type, reached_contacts, views,
};
use crate::sandbox::{
    CampaignType,
    exchange::{Received, Refusal},
    kore::state::{Course, Run},
};

/// The status of a campaign, or whom it reached.
///
/// # Errors
///
/// The body or the view is refused, there is no such campaign, or the state cannot be read.
pub(super) fn status(kore: &Kore, received: &Received, id: &str) -> Result<Value, Refusal> {
    received.optional_json()?;
    match received.required_query("view")? {
        "status" => {}
        "contacts" => return reached_contacts::contacts(kore, received, id),
        _ => return Err(Refusal::bad("the query parameter `view` must be status or contacts")),
    }
    let state = kore.state()?;
    let campaign = state.campaign(id).ok_or_else(|| no_campaign(id))?;
    let status = kore.progress(campaign, &state).status.as_str();
    Ok(json!({ "status": "success", "data": { "id": id, "status": status, "name": campaign.name() } }))
}

/// Starts or stops a campaign.
///
/// # Errors
///
/// The query or the body is refused, there is no such campaign, or its status does not allow it.
pub(super) fn trigger(kore: &Kore, received: &Received, id: &str) -> Result<Value, Refusal> {
    let campaign_type = queried_type(received)?;
    received.optional_json()?;
    match received.required_query("trigger")? {
        "play" => play(kore, id, campaign_type),
        "stop" => stop(kore, id, campaign_type),
        _ => Err(Refusal::bad("the query parameter `trigger` must be play or stop")),
    }
}

fn play(kore: &Kore, id: &str, campaign_type: CampaignType) -> Result<Value, Refusal> {
    let now = kore.now();
    kore.change(|state| {
        let campaign = campaigns::of_type(state.campaign(id), id, campaign_type)?;
        let progress = kore.progress(campaign, state);
        if progress.status == Status::Active {
            return Err(Refusal::conflict("the campaign is Active already"));
        }
        if progress.has_runs_to_come || progress.status == Status::Scheduled {
            return Err(Refusal::conflict(
                "a Scheduled campaign starts by itself; disable its schedule first",
            ));
        }
        let contacts = progress::contacts_of(state, campaign, now);
        let (first_group, version) = progress::id_form(campaign_type);
        let instance = state.next_id("cid", first_group, version);
        let campaign = state.campaign_mut(id).ok_or_else(|| no_campaign(id))?;
        // The run replaces a schedule too: only a schedule that has ended gets here.
        campaign.course =
            Course::Run(Run { instance_id: instance.clone(), started_at: now, stopped_at: None, contacts });
        campaign.updated_at = now;
        let mut answer = json!({ "status": "Active", "message": "Campaign Started" });
        if campaign_type == CampaignType::Voice {
            answer["totalCallsCompleted"] = json!(0);
        }
        answer["updatedAt"] = views::time(now);
        if campaign_type == CampaignType::Voice {
            answer["campaignInstanceId"] = json!(instance);
        }
        Ok(answer)
    })
}

fn stop(kore: &Kore, id: &str, campaign_type: CampaignType) -> Result<Value, Refusal> {
    let now = kore.now();
    kore.change(|state| {
        let campaign = campaigns::of_type(state.campaign(id), id, campaign_type)?;
        let progress = kore.progress(campaign, state);
        if progress.status != Status::Active {
            return Err(Refusal::conflict("the campaign is not Active"));
        }
        let instance_id = progress.instance.map(|instance| instance.id);
        let campaign = state.campaign_mut(id).ok_or_else(|| no_campaign(id))?;
        match &mut campaign.course {
            Course::Run(run) => run.stopped_at = Some(now),
            // The later runs of a schedule stay; disabling the schedule cancels them.
            Course::Schedule(schedule) => schedule.stopped_at = Some(now),
            Course::Idle => {}
        }
        campaign.updated_at = now;
        let mut answer =
            json!({ "status": "Stopped", "message": "Campaign Stopped", "updatedAt": views::time(now) });
        match campaign_type {
            CampaignType::Voice => answer["campaignInstanceId"] = json!(instance_id),
            CampaignType::Sms => answer["campaignExecutionType"] = json!("NORMAL"),
        }
        Ok(answer)
    })
}
