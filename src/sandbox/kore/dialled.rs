//! The contacts that a run reached, and calling them back (contract, rows 8 and 12).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Kore, fields::Fields, no_campaign};
use crate::sandbox::{
    exchange::{Received, Refusal},
    scatter::scatter,
    state::{Campaign, State, Status},
};

/// The most rows of a page, and how many there are where none are asked for.
const LARGEST_LIMIT: i64 = 100;

/// How many contacts a campaign's lists hold together.
pub(super) fn contacts_of(state: &State, id: &str) -> u64 {
    let lists =
        state.campaign(id).and_then(|campaign| campaign.body.get("contactLists")).and_then(Value::as_array);
    let named =
        |name: &Value| state.contact_lists.iter().find(|list| Some(list.name.as_str()) == name.as_str());
    lists.into_iter().flatten().filter_map(named).map(|list| list.total_record_count).sum()
}

/// One page of what the running or last instance reached.
pub(super) fn contacts(kore: &Kore, received: &Received, id: &str) -> Result<Value, Refusal> {
    let body = received.optional_json()?.unwrap_or_else(|| json!({}));
    let fields = Fields::of_body(&body)?;
    fields.only(&["page", "limit"], kore.strictness)?;
    let number = |key: &str, most: i64, usual: i64| match fields.get(key) {
        None => Ok(usual),
        Some(_) => fields.whole(key, 1..=most),
    };
    let limit = number("limit", LARGEST_LIMIT, LARGEST_LIMIT)?.unsigned_abs();
    let page = number("page", i64::MAX, 1)?.unsigned_abs();
    let state = kore.state()?;
    let campaign = state.campaign(id).ok_or_else(|| no_campaign(id))?;
    let now = kore.now();
    let reached = campaign.run.as_ref().map_or(0, |run| run.reached(now));
    // The contact that is being reached now is a row already, without an outcome.
    let under_way = u64::from(
        is_running(campaign, now) && campaign.run.as_ref().is_some_and(|run| reached < run.contacts),
    );
    let total = reached + under_way;
    let first = (page - 1).saturating_mul(limit);
    let rows: Vec<Value> =
        (first..total.min(first.saturating_add(limit))).map(|index| row(index, index < reached)).collect();
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

/// Numbers of the range that is kept free for fiction.
fn row(index: u64, is_done: bool) -> Value {
    let done = |text: &str| if is_done { text.to_owned() } else { String::new() };
    let codes: Vec<&str> = if is_done { vec!["System Generated"] } else { Vec::new() };
    json!({
        "phoneNumber": format!("1202555{:04}", 100 + index % 100),
        "uniqueId": "",
        "dialerOutcome": done("completed"),
        "numberOfAttemptsSoFar": 1,
        "botSessionId": format!("{:016x}{:08x}", scatter(index), index),
        "agentDispositionCodes": codes,
        "botOutboundStatus": done("userHangUp"),
        "botOutboundStatusDetail": done("user_hangup"),
    })
}

fn is_running(campaign: &Campaign, now: Timestamp) -> bool {
    campaign.status(now) == Status::Active
}

/// Takes times at which contacts of a running instance are to be called. Each item is judged alone; the word of an
/// item's success is not documented.
pub(super) fn call_back(kore: &Kore, received: &Received, instance: &str) -> Result<Value, Refusal> {
    let body = received.json()?;
    let items = body.as_array().filter(|items| !items.is_empty());
    let items = items.ok_or_else(|| Refusal::bad("the body must be an array with something in it"))?;
    let state = kore.state()?;
    let now = kore.now();
    let campaign = state.campaigns.iter().find(|campaign| campaign.instance_id.as_deref() == Some(instance));
    let campaign =
        campaign.ok_or_else(|| Refusal::missing(format!("there is no campaign instance {instance}")))?;
    if !is_running(campaign, now) {
        return Err(Refusal::conflict("the campaign is not Active"));
    }
    let mut outcomes = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let fields = Fields::of_element(item, &format!("[{index}]"))?;
        fields.only(&["campaignDialingListId", "timeToContact"], kore.strictness)?;
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
