//! A schedule that was saved, and how it is read (Burki contract §3).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    recurrence::{Recurrence, instant, zone},
    refusal::Refusal,
};
use crate::sandbox::choices::Strictness;

/// A schedule that was saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Schedule {
    /// The first run.
    pub(super) first: Timestamp,
    /// `scheduled_at` as it was sent.
    #[serde(default)]
    pub(super) sent_at: Option<String>,
    /// The recurrence, with `recurring_config` as it was sent.
    pub(super) repeat: Option<(Recurrence, Value)>,
}

impl Schedule {
    /// The first run after an instant, other than the very first run.
    pub(super) fn next_after(&self, instant: Timestamp) -> Option<Timestamp> {
        self.repeat.as_ref()?.0.next_after(instant.max(self.first))
    }

    /// Reads the body; `None` for `immediate`, which has no schedule.
    ///
    /// # Errors
    ///
    /// 400 if a key is wrong or missing, or under strict choices unknown.
    pub(super) fn read(
        body: &Map<String, Value>,
        now: Timestamp,
        strictness: Strictness,
    ) -> Result<Option<Self>, Refusal> {
        if strictness == Strictness::Strict {
            let known = ["schedule_type", "scheduled_at", "timezone", "recurring_config"];
            if let Some(key) = body.keys().find(|key| !known.contains(&key.as_str())) {
                return Err(Refusal::schedule(&format!("{key} is not known")));
            }
        }
        let given = |key: &str| body.get(key).filter(|value| !value.is_null());
        let text = |key: &str| {
            let must = || Refusal::schedule(&format!("{key} must be a string"));
            given(key).map(|value| value.as_str().ok_or_else(must)).transpose()
        };
        let schedule_type = text("schedule_type")?.unwrap_or_default();
        if schedule_type == "immediate" {
            return Ok(None);
        }
        let zone_name = text("timezone")?;
        let zone = zone(zone_name.unwrap_or("UTC"))?;
        let must = || Refusal::schedule("scheduled_at must be an ISO 8601 time like 2026-12-01T09:00:00");
        let sent_at = text("scheduled_at")?;
        let scheduled_at = sent_at.map(|text| instant(text, &zone).ok_or_else(must)).transpose()?;
        if scheduled_at.is_some_and(|first| first <= now) {
            return Err(Refusal::bad("Scheduled time is in the past"));
        }
        match schedule_type {
            "scheduled" => {
                if strictness == Strictness::Strict && given("recurring_config").is_some() {
                    return Err(Refusal::schedule("recurring_config does not belong to the type scheduled"));
                }
                let missing = || Refusal::schedule("scheduled_at is required for the type scheduled");
                let first = scheduled_at.ok_or_else(missing)?;
                Ok(Some(Self { first, sent_at: sent_at.map(str::to_owned), repeat: None }))
            }
            "recurring" => {
                let missing = || Refusal::schedule("recurring_config is required for the type recurring");
                let sent = given("recurring_config").ok_or_else(missing)?;
                let config = sent
                    .as_object()
                    .ok_or_else(|| Refusal::schedule("recurring_config must be an object"))?;
                let recurrence = Recurrence::read(config, zone_name, scheduled_at, now, strictness)?;
                let first = match scheduled_at {
                    Some(first) if recurrence.end().is_none_or(|end| first <= end) => Some(first),
                    Some(_) => None,
                    None => recurrence.next_after(now),
                };
                let never = || Refusal::schedule("end_date is before the first run, or there is no run");
                let first = first.ok_or_else(never)?;
                let repeat = Some((recurrence, sent.clone()));
                Ok(Some(Self { first, sent_at: sent_at.map(str::to_owned), repeat }))
            }
            _ => Err(Refusal::schedule("schedule_type must be immediate, scheduled or recurring")),
        }
    }
}
