//! The contacts that a run reached, and call-backs (Kore.ai contract §5.8 and §5.12).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    Kore,
    fields::Fields,
    no_campaign,
    progress::{Progress, Status, fingerprint},
};
use crate::sandbox::{
    CampaignType,
    exchange::{Received, Refusal},
    kore::state::Campaign,
    pseudo_random::{mixed, spread},
};

/// The most rows of a page, and the default.
const LARGEST_LIMIT: i64 = 100;

/// One page of the contacts that the current or last instance reached.
///
/// # Errors
///
/// 400 for a body that is not in the documented form, 404 if there is no such campaign.
pub(super) fn contacts(kore: &Kore, received: &Received, id: &str) -> Result<Value, Refusal> {
    let body = received.optional_json()?.unwrap_or_else(|| json!({}));
    let fields = Fields::of_body(&body)?;
    fields.only(&["page", "limit"], kore.choices.strictness)?;
    let number = |key: &str, most: i64, usual: i64| match fields.get(key) {
        None => Ok(usual),
        Some(_) => fields.whole(key, 1..=most),
    };
    let limit = number("limit", LARGEST_LIMIT, LARGEST_LIMIT)?.unsigned_abs();
    let page = number("page", i64::MAX, 1)?.unsigned_abs();
    let state = kore.state()?;
    let campaign = state.campaign(id).ok_or_else(|| no_campaign(id))?;
    let Progress { status, instance, .. } = kore.progress(campaign, &state);
    let (reached, contacts) = instance.as_ref().map_or((0, 0), |run| (run.reached, run.contacts));
    // The contact that is being reached now already has a row, without an outcome.
    let under_way = u64::from(status == Status::Active && reached < contacts);
    let total = reached + under_way;
    let run = fingerprint(instance.as_ref().map_or("", |run| &run.id)) ^ mixed(state.seed);
    let row = |index| row(campaign, run, index, index < reached);
    let first = (page - 1).saturating_mul(limit);
    let rows: Vec<Value> = (first..total.min(first.saturating_add(limit))).map(row).collect();
    Ok(json!({
        "status": "success",
        "data": {
            "results": rows,
            "page": page,
            "limit": limit,
            "totalPages": total.div_ceil(limit),
            "totalResults": total,
        },
    }))
}

/// The possible outcomes of a call, each with its share out of twenty (the dialer dispositions of Kore.ai contract
/// §17).
const CALLS: [(u64, &str); 5] =
    [(11, "Connected"), (4, "No Answer"), (2, "Busy"), (2, "Answering Machine"), (1, "Failed")];

/// A contact of a run. Its number is reserved for fiction, and its outcome depends only on the run.
fn row(campaign: &Campaign, run: u64, index: u64, is_done: bool) -> Value {
    let chance = spread(run ^ index);
    let disposition = match campaign.kind {
        CampaignType::Sms => "System Generated",
        CampaignType::Voice => call(chance % 20),
    };
    let is_talk = is_done && disposition == "Connected";
    let (ended_by, detail) = match (is_talk, (chance >> 8) % 3) {
        (false, _) => ("", ""),
        (true, 0) => ("agentHangUp", "agent_hangup"),
        (true, _) => ("userHangUp", "user_hangup"),
    };
    let most =
        campaign.body.get("dialingStrategy").and_then(|strategy| strategy["maxAttemptsPerRecord"].as_u64());
    let attempts = if is_talk { 1 + (chance >> 16) % most.unwrap_or(1).clamp(1, 3) } else { 1 };
    let codes: Vec<&str> = if is_done { vec![disposition] } else { Vec::new() };
    json!({
        "phoneNumber": format!("1202555{:04}", 100 + index % 100),
        "uniqueId": "",
        "dialerOutcome": if is_done { "completed" } else { "" },
        "numberOfAttemptsSoFar": attempts,
        "botSessionId": format!("{chance:016x}{index:08x}"),
        "agentDispositionCodes": codes,
        "botOutboundStatus": ended_by,
        "botOutboundStatusDetail": detail,
    })
}

fn call(twentieth: u64) -> &'static str {
    let mut left = twentieth;
    for (share, disposition) in CALLS {
        if left < share {
            return disposition;
        }
        left -= share;
    }
    "Failed"
}

/// Accepts times at which contacts of a running instance are to be called back. Each item is checked on its own. The
/// word for an item's success is not documented.
///
/// # Errors
///
/// 400 if the body is not a list of call-backs, 404 if there is no such instance, 409 if its campaign is not Active.
pub(super) fn call_back(kore: &Kore, received: &Received, instance: &str) -> Result<Value, Refusal> {
    let body = received.json()?;
    let items = body.as_array().filter(|items| !items.is_empty());
    let items = items.ok_or_else(|| Refusal::bad("the body must be an array with something in it"))?;
    let state = kore.state()?;
    let now = kore.now();
    let mut progresses = state.campaigns.iter().map(|campaign| kore.progress(campaign, &state));
    let progress = progresses
        .find(|progress| progress.instance.as_ref().is_some_and(|known| known.id == instance))
        .ok_or_else(|| Refusal::missing(format!("there is no campaign instance {instance}")))?;
    if progress.status != Status::Active {
        return Err(Refusal::conflict("the campaign is not Active"));
    }
    let mut outcomes = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let fields = Fields::of_element(item, &format!("[{index}]"))?;
        fields.only(&["campaignDialingListId", "timeToContact"], kore.choices.strictness)?;
        let id = fields.filled("campaignDialingListId")?;
        let at: Timestamp = fields
            .text("timeToContact")?
            .parse()
            .map_err(|_| fields.refuse("timeToContact", "must be a time like 2027-06-18T17:55:00Z"))?;
        outcomes.push(if at > now {
            json!({ "campaignDialingListId": id, "status": "success" })
        } else {
            json!({ "campaignDialingListId": id, "status": "failed", "reason": "time_in_past" })
        });
    }
    Ok(json!({ "status": "success", "data": outcomes }))
}
