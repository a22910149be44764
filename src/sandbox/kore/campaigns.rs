//! Creates, reads, updates and deletes campaigns (Kore.ai contract §5.1, §5.2 and §5.4 to §5.6).

use serde_json::{Value, json};

use super::{
    Kore,
    body_rules::{self, Purpose},
    no_campaign,
    progress::{Status, id_form},
    queried_type, views,
};
use crate::sandbox::{
    CampaignType,
    choices::Names,
    exchange::{Received, Refusal},
    kore::state::{Campaign, Course, State},
};

/// Creates a campaign. Kore.ai contract §6.
///
/// # Errors
///
/// The query or the body is refused, the name is taken, or the state cannot be kept.
pub(super) fn create(kore: &Kore, received: &Received) -> Result<Value, Refusal> {
    let campaign_type = queried_type(received)?;
    let body = received.json()?;
    let now = kore.now();
    kore.change(|state| {
        body_rules::check(&body, campaign_type, Purpose::Create, state, &kore.choices)?;
        let body = body.as_object().cloned().unwrap_or_default();
        let (first_group, version) = id_form(campaign_type);
        let mut campaign = Campaign {
            id: String::new(),
            kind: campaign_type,
            body,
            created_at: now,
            updated_at: now,
            course: Course::Idle,
        };
        if kore.choices.names == Names::Unique {
            body_rules::check_name_is_free(state, campaign.name(), None)?;
        }
        campaign.id = state.next_id("cd", first_group, version);
        let answer = json!({
            "status": "success",
            "message": format!("Campaign {} creation in progress", campaign.name()),
            "data": views::created(&campaign, state),
        });
        state.campaigns.push(campaign);
        Ok(answer)
    })
}

/// One campaign, whole.
///
/// # Errors
///
/// There is no such campaign, or the state cannot be read.
pub(super) fn read(kore: &Kore, id: &str) -> Result<Value, Refusal> {
    let state = kore.state()?;
    let campaign = state.campaign(id).ok_or_else(|| no_campaign(id))?;
    Ok(json!({
        "status": "success",
        "message": format!("Campaign {} retrieved successfully", campaign.name()),
        "data": views::full(campaign, &state, &kore.progress(campaign, &state)),
    }))
}

/// Replaces the whole body. A field that is left out is removed (Kore.ai contract §8.3).
///
/// # Errors
///
/// 400 for a wrong type or body, 404 if there is no such campaign, 409 if it runs or the name is taken.
pub(super) fn update(kore: &Kore, received: &Received, id: &str) -> Result<Value, Refusal> {
    let campaign_type = queried_type(received)?;
    let body = received.json()?;
    let now = kore.now();
    kore.change(|state| {
        idle(kore, state, id, campaign_type, "updated")?;
        body_rules::check(&body, campaign_type, Purpose::Update, state, &kore.choices)?;
        if kore.choices.names == Names::Unique {
            body_rules::check_name_is_free(state, body["name"].as_str().unwrap_or_default(), Some(id))?;
        }
        if let Some(campaign) = state.campaign_mut(id) {
            campaign.body = body.as_object().cloned().unwrap_or_default();
            campaign.updated_at = now;
        }
        let campaign = state.campaign(id).ok_or_else(|| no_campaign(id))?;
        let mut answer = json!({
            "status": "success",
            "message": format!("Campaign {} details updated successfully", campaign.name()),
        });
        if campaign_type == CampaignType::Voice {
            answer["id"] = json!(id);
        }
        answer["data"] = views::full(campaign, state, &kore.progress(campaign, state));
        Ok(answer)
    })
}

/// Deletes a campaign that is idle.
///
/// # Errors
///
/// The query is refused, there is no such campaign, it is at work, or the state cannot be kept.
pub(super) fn delete(kore: &Kore, received: &Received, id: &str) -> Result<Value, Refusal> {
    let campaign_type = queried_type(received)?;
    kore.change(|state| {
        let campaign = idle(kore, state, id, campaign_type, "deleted")?;
        let answer = json!({
            "status": "success",
            "message": format!("Campaign {} deleted successfully", campaign.name()),
            "data": views::full(campaign, state, &kore.progress(campaign, state)),
        });
        state.campaigns.retain(|campaign| campaign.id != id);
        Ok(answer)
    })
}

/// The campaign, if it has this type and is not running.
fn idle<'a>(
    kore: &Kore,
    state: &'a State,
    id: &str,
    campaign_type: CampaignType,
    done: &str,
) -> Result<&'a Campaign, Refusal> {
    let campaign = of_type(state.campaign(id), id, campaign_type)?;
    if kore.progress(campaign, state).status == Status::Active {
        return Err(Refusal::conflict(format!("an Active campaign cannot be {done}; stop it first")));
    }
    Ok(campaign)
}

/// The campaign, if it exists and has the type in the query.
///
/// # Errors
///
/// 404 if there is no such campaign, 400 if it has the other type.
pub(super) fn of_type<'a>(
    campaign: Option<&'a Campaign>,
    id: &str,
    campaign_type: CampaignType,
) -> Result<&'a Campaign, Refusal> {
    let campaign = campaign.ok_or_else(|| no_campaign(id))?;
    if campaign.kind != campaign_type {
        return Err(Refusal::bad(format!(
            "`campaignType` is wrong: {id} is a {} campaign",
            campaign.kind.as_str()
        )));
    }
    Ok(campaign)
}
