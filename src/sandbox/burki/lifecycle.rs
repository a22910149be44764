//! Start, pause, stop and re-execute (Burki contract §5).

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    Burki, fields,
    refusal::Refusal,
    schedule::Schedule,
    state::{CallOutcome, Campaign, Contact, Phase},
    views::time,
};
use crate::sandbox::{choices::Strictness, exchange::Received, pseudo_random::spread};

/// Starts a campaign.
///
/// # Errors
///
/// There is no such campaign, its status does not allow it, or it has no contacts.
pub(super) fn start(burki: &Burki, id: i64) -> Result<Value, Refusal> {
    burki.change(id, |campaign, now| {
        if !matches!(campaign.phase, Phase::Draft | Phase::Scheduled { .. } | Phase::Paused) {
            let status = campaign.phase.status();
            return Err(Refusal::bad(format!("Campaign cannot be started from status {status}")));
        }
        if campaign.contacts.is_empty() {
            return Err(Refusal::bad("No contacts found"));
        }
        let mut answer = json!({ "success": true });
        if let Phase::Scheduled { due } = campaign.phase {
            answer["message"] = json!(format!("Campaign scheduled for {}", spoken(due)));
            answer["scheduled_time"] = time(due);
        } else {
            if !campaign.has_pending() {
                return Err(Refusal::bad("All contacts have already been processed"));
            }
            campaign.phase = Phase::Scheduled { due: now };
            answer["message"] = json!("Campaign execution started immediately");
        }
        answer["task_id"] = json!(task_id(campaign, now));
        answer["campaign_id"] = json!(campaign.id);
        answer["status"] = json!("scheduled");
        Ok(answer)
    })
}

/// Pauses a campaign.
///
/// # Errors
///
/// There is no such campaign, or it does not run.
pub(super) fn pause(burki: &Burki, id: i64) -> Result<Value, Refusal> {
    burki.change(id, |campaign, now| {
        if !matches!(campaign.phase, Phase::Running { .. }) {
            return Err(Refusal::bad("Campaign is not running"));
        }
        campaign.finish_call(now);
        campaign.phase = Phase::Paused;
        Ok(json!({ "message": "Campaign paused successfully" }))
    })
}

/// Stops a campaign.
///
/// # Errors
///
/// There is no such campaign, or its status does not allow it.
pub(super) fn stop(burki: &Burki, id: i64) -> Result<Value, Refusal> {
    burki.change(id, |campaign, now| {
        if !matches!(campaign.phase, Phase::Running { .. } | Phase::Paused | Phase::Scheduled { .. }) {
            let status = campaign.phase.status();
            return Err(Refusal::bad(format!("Campaign cannot be stopped from status {status}")));
        }
        campaign.finish_call(now);
        let pending = campaign.contacts.iter_mut().filter(|contact| contact.outcome == CallOutcome::Pending);
        pending.for_each(|contact| contact.outcome = CallOutcome::Skipped);
        campaign.phase = Phase::Cancelled;
        campaign.completed_at = Some(now);
        Ok(json!({ "message": "Campaign stopped successfully" }))
    })
}

/// Runs a campaign again for some of its contacts.
///
/// # Errors
///
/// The body is refused, there is no such campaign, its status does not allow it, or no contact is chosen.
pub(super) fn re_execute(burki: &Burki, received: &Received, id: i64) -> Result<Value, Refusal> {
    let body = fields::object(received)?;
    burki.change(id, |campaign, now| {
        if !matches!(campaign.phase, Phase::Completed | Phase::Cancelled | Phase::Failed) {
            let status = campaign.phase.status();
            return Err(Refusal::bad(format!("Cannot re-execute a campaign with status {status}")));
        }
        let order = ReExecution::read(&body, now, burki.strictness)?;
        let chosen = campaign.contacts.iter().filter(|contact| order.selection.admits(contact)).count();
        if chosen == 0 {
            return Err(Refusal::bad("No contacts match the selection"));
        }
        for contact in &mut campaign.contacts {
            let is_chosen = order.selection.admits(contact);
            contact.outcome = if is_chosen { CallOutcome::Pending } else { CallOutcome::Skipped };
        }
        campaign.executions_before = campaign.executions.len();
        campaign.started_at = None;
        campaign.completed_at = None;
        campaign.schedule = order.schedule;
        let mut answer = json!({ "success": true });
        if let Some(schedule) = &campaign.schedule {
            let due = schedule.first;
            campaign.phase = Phase::Scheduled { due };
            let at = spoken(due);
            answer["message"] =
                json!(format!("Campaign scheduled for re-execution at {at} with {chosen} contacts"));
            answer["schedule_type"] = json!("once");
            answer["scheduled_time"] = time(due);
        } else {
            campaign.phase = Phase::Draft;
            answer["message"] = json!(format!("Campaign ready for re-execution with {chosen} contacts"));
            answer["schedule_type"] = json!("immediate");
        }
        answer["campaign_id"] = json!(campaign.id);
        answer["contacts_reset"] = json!(chosen);
        answer["status"] = json!(campaign.phase.status());
        Ok(answer)
    })
}

/// The body of a re-execution.
#[derive(Debug)]
struct ReExecution {
    selection: Selection,
    schedule: Option<Schedule>,
}

/// The contacts that a re-execution calls.
#[derive(Debug)]
enum Selection {
    All,
    FailedOnly,
    Ids(Vec<u64>),
}

impl Selection {
    fn admits(&self, contact: &Contact) -> bool {
        match self {
            Self::All => true,
            Self::FailedOnly => contact.outcome.is_failure(),
            Self::Ids(ids) => ids.contains(&contact.id),
        }
    }
}

impl ReExecution {
    fn read(body: &Map<String, Value>, now: Timestamp, strictness: Strictness) -> Result<Self, Refusal> {
        if strictness == Strictness::Strict
            && let Some(key) =
                body.keys().find(|key| !["contact_selection", "schedule_settings"].contains(&key.as_str()))
        {
            return Err(Refusal::bad(format!("{key} is not known")));
        }
        let ids = |list: &Vec<Value>| list.iter().map(Value::as_u64).collect::<Option<Vec<u64>>>();
        let selection = match body.get("contact_selection") {
            Some(Value::String(word)) if word == "all" => Some(Selection::All),
            Some(Value::String(word)) if word == "failed_only" => Some(Selection::FailedOnly),
            Some(Value::Array(list)) => ids(list).map(Selection::Ids),
            _ => None,
        };
        let must = || Refusal::bad("contact_selection must be all, failed_only or a list of contact ids");
        let selection = selection.ok_or_else(must)?;
        let schedule = match body.get("schedule_settings") {
            None | Some(Value::Null) => None,
            Some(Value::Object(settings)) => {
                if settings.get("schedule_type").and_then(Value::as_str) == Some("recurring") {
                    return Err(Refusal::schedule("a re-execution is immediate or scheduled"));
                }
                Schedule::read(settings, now, strictness)?
            }
            Some(_) => return Err(Refusal::schedule("schedule_settings must be an object")),
        };
        Ok(Self { selection, schedule })
    }
}

/// A time in the form of the platform's messages.
fn spoken(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// The name of the background task. The same campaign and instant always give the same name.
fn task_id(campaign: &Campaign, now: Timestamp) -> String {
    let digits = format!("{:016x}", spread(campaign.id ^ now.as_second().unsigned_abs()));
    format!("{}-{}", &digits[..6], &digits[6..12])
}
