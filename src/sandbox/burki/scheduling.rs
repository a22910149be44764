//! Saves, shows and cancels a schedule (Burki contract §3).

use serde_json::{Value, json};

use super::{Burki, fields, refusal::Refusal, schedule::Schedule, state::Phase, views::time};
use crate::sandbox::{choices::BurkiScheduledAt, exchange::Received};

/// Gives a campaign a schedule.
///
/// # Errors
///
/// The body is refused, there is no such campaign, or its status does not allow it.
pub(super) fn save(burki: &Burki, received: &Received, id: i64) -> Result<Value, Refusal> {
    let body = fields::object(received)?;
    burki.change(id, |campaign, now| {
        let schedule = Schedule::read(&body, now, burki.strictness)?;
        match (&schedule, campaign.phase) {
            (Some(schedule), Phase::Draft | Phase::Scheduled { .. } | Phase::Paused) => {
                campaign.phase = Phase::Scheduled { due: schedule.first };
            }
            (Some(_), phase) => {
                let status = phase.status();
                return Err(Refusal::bad(format!("Cannot schedule a campaign with status {status}")));
            }
            (None, Phase::Scheduled { .. }) => campaign.phase = Phase::Draft,
            (None, _) => {}
        }
        campaign.schedule = schedule;
        Ok(json!({ "success": true, "message": "Schedule saved" }))
    })
}

/// The schedule of a campaign.
///
/// # Errors
///
/// There is no such campaign, or the state cannot be read.
pub(super) fn show(burki: &Burki, id: i64) -> Result<Value, Refusal> {
    burki.look(id, |campaign| {
        let Some(schedule) = &campaign.schedule else {
            return json!({ "schedule_type": "immediate", "scheduled_at": null, "recurring_config": null });
        };
        let config = schedule.repeat.as_ref().map(|(_, sent)| sent);
        let scheduled_at = match (burki.scheduled_at, &schedule.sent_at) {
            (BurkiScheduledAt::AsSent, Some(sent)) => {
                json!(format!("{}Z", sent.trim_end_matches(['Z', 'z'])))
            }
            (BurkiScheduledAt::Untold, _) if config.is_some() => Value::Null,
            _ => time(schedule.first),
        };
        json!({
            "schedule_type": if config.is_some() { "recurring" } else { "scheduled" },
            "scheduled_at": scheduled_at,
            "recurring_config": config,
        })
    })
}

/// Takes the schedule of a campaign away.
///
/// # Errors
///
/// There is no such campaign, or it is not scheduled.
pub(super) fn cancel(burki: &Burki, id: i64) -> Result<Value, Refusal> {
    burki.change(id, |campaign, _| {
        if !matches!(campaign.phase, Phase::Scheduled { .. }) {
            return Err(Refusal::bad("Campaign is not scheduled"));
        }
        campaign.phase = Phase::Draft;
        campaign.schedule = None;
        Ok(json!({ "success": true, "message": "Campaign unscheduled successfully" }))
    })
}
