//! Status, play and stop (contract, rows 7 and 9).

use serde_json::{Value, json};

use super::{Kore, campaigns, dialled, no_campaign, queried_type, views};
use crate::sandbox::{
    CampaignType,
    exchange::{Received, Refusal},
    state::{Run, Status},
};

pub(super) fn status(kore: &Kore, received: &Received, id: &str) -> Result<Value, Refusal> {
    received.optional_json()?;
    match received.required_query("view")? {
        "status" => {}
        "contacts" => return dialled::contacts(kore, received, id),
        _ => return Err(Refusal::bad("the query parameter `view` must be status or contacts")),
    }
    let state = kore.state()?;
    let campaign = state.campaign(id).ok_or_else(|| no_campaign(id))?;
    let status = campaign.status(kore.now()).as_str();
    Ok(json!({ "status": "success", "data": { "id": id, "status": status, "name": campaign.name() } }))
}

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
        match campaigns::of_type(state.campaign(id), id, campaign_type)?.status(now) {
            Status::Active => return Err(Refusal::conflict("the campaign is Active already")),
            Status::Scheduled => {
                return Err(Refusal::conflict(
                    "a Scheduled campaign starts by itself; disable its schedule first",
                ));
            }
            Status::Ready | Status::Stopped | Status::Completed => {}
        }
        let (first_group, version) = campaigns::id_form(campaign_type);
        let instance = state.next_id("cid", first_group, version);
        let contacts = dialled::contacts_of(state, id);
        let campaign = state.campaign_mut(id).ok_or_else(|| no_campaign(id))?;
        campaign.status = Status::Active;
        campaign.run = Some(Run { started_at: now, stopped_at: None, contacts });
        campaign.updated_at = now;
        campaign.instance_id = Some(instance.clone());
        // Only a schedule that has ended gets this far.
        campaign.schedule = None;
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
        if campaigns::of_type(state.campaign(id), id, campaign_type)?.status(now) != Status::Active {
            return Err(Refusal::conflict("the campaign is not Active"));
        }
        let campaign = state.campaign_mut(id).ok_or_else(|| no_campaign(id))?;
        campaign.status = Status::Stopped;
        if let Some(run) = &mut campaign.run {
            run.stopped_at = Some(now);
        }
        campaign.updated_at = now;
        let mut answer =
            json!({ "status": "Stopped", "message": "Campaign Stopped", "updatedAt": views::time(now) });
        match campaign_type {
            CampaignType::Voice => answer["campaignInstanceId"] = json!(campaign.instance_id),
            CampaignType::Sms => answer["campaignExecutionType"] = json!("NORMAL"),
        }
        Ok(answer)
    })
}
