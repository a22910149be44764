//! Campaigns and schedules as the platform's JSON, key for key in the order of its samples.

use serde_json::{Map, Value, json};

use crate::domain::burki_campaign::BurkiCampaign;
use crate::domain::difference::{changes, sent_plain_values};
use crate::domain::live::LiveCampaign;
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{BurkiSchedule, RunPlan};
use crate::domain::weekday::Weekday;
use crate::platform::plain;

/// The key of an import that follows a create or an update.
const PENDING_IMPORT: &str = "pending_import";

/// The body of a create. A file's schedule is not part of it: a call of its own sends that. Burki contract §4.
pub fn campaign_body(campaign: &BurkiCampaign) -> Value {
    let mut body = Map::new();
    body.insert("name".into(), json!(campaign.name.as_str()));
    insert(&mut body, "description", campaign.description.as_ref());
    body.insert("campaign_type".into(), json!(campaign.medium.wire_name()));
    body.insert("assistant_id".into(), json!(campaign.assistant_id.number()));
    insert_changeable(&mut body, campaign);
    Value::Object(body)
}

/// The body of an update: what it changes, and what is given and cannot be compared. The platform leaves everything
/// else as it is. Burki contract §4.
pub fn update_body(live: &LiveCampaign, campaign: &BurkiCampaign) -> Value {
    let changed = changes(live, campaign);
    let mut body = Map::new();
    body.insert("name".into(), json!(campaign.name.as_str()));
    insert(&mut body, "description", campaign.description.as_ref());
    insert_changeable(&mut body, campaign);
    // No answer has it.
    let is_sent = |key: &str| key == PENDING_IMPORT || changed.iter().any(|change| change.field == key);
    body.retain(|key, _| is_sent(key));
    Value::Object(body)
}

fn insert_changeable(body: &mut Map<String, Value>, campaign: &BurkiCampaign) {
    for (key, template) in campaign.templates.by_key() {
        insert(body, key, template);
    }
    plain::insert(body, sent_plain_values(campaign));
    insert(body, PENDING_IMPORT, campaign.pending_import.as_ref());
}

/// Adds a value. A missing value is left out, so that the platform's default or the current value applies.
fn insert(body: &mut Map<String, Value>, key: &str, value: Option<impl serde::Serialize>) {
    if let Some(value) = value {
        body.insert(key.to_owned(), json!(value));
    }
}

/// The body that clears a schedule. Burki contract §3 and §10.
pub fn immediate_body() -> Value {
    json!({ "schedule_type": "immediate" })
}

/// The body that saves a schedule: local time without an offset, and the time zone. Burki contract §3 and §10.
pub fn schedule_body(schedule: &BurkiSchedule) -> Value {
    let BurkiSchedule { plan, first_run } = schedule;
    let zone = plan.repeat_zone().name();
    let kind = if plan.pattern() == RunPattern::Once { "scheduled" } else { "recurring" };
    let mut body = Map::new();
    body.insert("schedule_type".into(), json!(kind));
    body.insert("scheduled_at".into(), json!(first_run.strftime("%Y-%m-%dT%H:%M:%S").to_string()));
    body.insert("timezone".into(), json!(zone));
    if let Some(config) = recurring_config(plan) {
        body.insert("recurring_config".into(), Value::Object(config));
    }
    Value::Object(body)
}

/// `recurring_config`; `None` for a single run.
pub fn recurring_config(plan: &RunPlan) -> Option<Map<String, Value>> {
    let mut config = Map::new();
    let mut insert = |key: &str, value: Value| config.insert(key.to_owned(), value);
    match plan.pattern() {
        RunPattern::Once => return None,
        RunPattern::Recurring(Recurrence::Daily { every }) => {
            insert("frequency", json!("daily"));
            insert("interval", json!(every));
        }
        RunPattern::Recurring(Recurrence::Weekly { every, days }) => {
            insert("frequency", json!("weekly"));
            insert("interval", json!(every));
            insert("days_of_week", days.iter().map(Weekday::number).collect());
        }
        RunPattern::Monthly { every, day } => {
            insert("frequency", json!("monthly"));
            insert("interval", json!(every));
            insert("day_of_month", json!(day.number()));
        }
    }
    insert("time", json!(plan.platform_start().strftime("%H:%M").to_string()));
    insert("time_zone", json!(plan.repeat_zone().name()));
    if let Some(end) = plan.end() {
        let end = plan.repeat_zone().wall(end);
        // The platform takes a day as the end, and runs on that day. If the end is before that day's run, the day
        // before is sent.
        let runs_that_day = end.time() >= plan.platform_start().time();
        let last = if runs_that_day { end.date() } else { end.date().yesterday().unwrap_or(end.date()) };
        insert("end_date", json!(last.to_string()));
    }
    Some(config)
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use serde_json::json;

    use super::{campaign_body, immediate_body, recurring_config, schedule_body, update_body};
    use crate::domain::burki_campaign::BurkiCampaign;
    use crate::domain::recurrence::Recurrence;
    use crate::domain::run_pattern::RunPattern;
    use crate::platform::burki::answer::campaign;
    use crate::platform::burki::samples::{billing, planned, weekly, wrong};

    const NOW: &str = "2024-02-01T12:00:00Z";

    /// Compares the bodies as text: the order of the keys counts too.
    #[test]
    fn the_three_documented_bodies_come_out_as_they_are_printed() -> Result<(), Box<dyn Error>> {
        assert_eq!(immediate_body().to_string(), r#"{"schedule_type":"immediate"}"#);
        let scheduled = planned(RunPattern::Once, "2024-02-15 09:00", None, NOW)?;
        assert_eq!(
            schedule_body(&scheduled).to_string(),
            r#"{"schedule_type":"scheduled","scheduled_at":"2024-02-15T09:00:00","timezone":"America/New_York"}"#
        );
        let recurring = planned(weekly("Mon-Fri")?, "2024-02-15 09:00", Some("2024-12-31"), NOW)?;
        let expected = json!({
            "schedule_type": "recurring", "scheduled_at": "2024-02-15T09:00:00", "timezone": "America/New_York",
            "recurring_config": {
                "frequency": "weekly", "interval": 1, "days_of_week": [1, 2, 3, 4, 5],
                "time": "09:00", "time_zone": "America/New_York", "end_date": "2024-12-31"
            }
        });
        assert_eq!(schedule_body(&recurring).to_string(), expected.to_string());
        Ok(())
    }

    #[test]
    fn other_patterns_have_the_keys_that_are_theirs() -> Result<(), Box<dyn Error>> {
        let daily = RunPattern::Recurring(Recurrence::Daily { every: 3.try_into()? });
        let daily = planned(daily, "2024-02-15 18:30", None, NOW)?;
        assert_eq!(
            serde_json::Value::from(recurring_config(&daily.plan).unwrap_or_default()),
            json!({"frequency": "daily", "interval": 3, "time": "18:30", "time_zone": "America/New_York"})
        );
        let day = "31".parse().map_err(wrong)?;
        let monthly =
            planned(RunPattern::Monthly { every: 2.try_into()?, day }, "2024-02-15 09:00", None, NOW)?;
        let body = schedule_body(&monthly);
        assert_eq!(body["recurring_config"]["day_of_month"], json!(31));
        assert_eq!(body["recurring_config"].get("days_of_week"), None);
        // The first of the chosen months that has the day.
        assert_eq!(body["scheduled_at"], json!("2024-08-31T09:00:00"));
        Ok(())
    }

    #[test]
    fn the_beginning_is_the_first_run_that_is_still_to_come() -> Result<(), Box<dyn Error>> {
        let at = |start: &str, now: &str| -> Result<_, Box<dyn Error>> {
            Ok(schedule_body(&planned(weekly("Mon, Sun")?, start, None, now)?)["scheduled_at"].clone())
        };
        // The 15th is a Thursday.
        assert_eq!(at("2024-02-15 09:00", NOW)?, json!("2024-02-18T09:00:00"));
        // 09:00 in New York is 14:00Z, and that second still counts.
        assert_eq!(at("2024-02-01 09:00", "2024-02-05T14:00:00Z")?, json!("2024-02-05T09:00:00"));
        assert_eq!(at("2024-02-01 09:00", "2024-02-05T14:00:01Z")?, json!("2024-02-11T09:00:00"));
        // On Sunday, March 10, the clock jumps from 02:00 to 03:00. `scheduled_at` has the same time of day as
        // `time`.
        assert_eq!(at("2024-03-09 02:30", "2024-03-08T00:00:00Z")?, json!("2024-03-10T02:30:00"));
        Ok(())
    }

    #[test]
    fn the_last_day_is_one_on_which_it_runs() -> Result<(), Box<dyn Error>> {
        for (end, last) in [
            ("2024-03-04", "2024-03-04"),
            ("2024-03-04 09:00", "2024-03-04"),
            ("2024-03-04 08:59", "2024-03-03"),
            ("2024-03-05T03:00:00Z", "2024-03-04"),
        ] {
            let schedule = planned(weekly("Mon")?, "2024-02-15 09:00", Some(end), NOW)?;
            assert_eq!(schedule_body(&schedule)["recurring_config"]["end_date"], json!(last), "{end}");
        }
        Ok(())
    }

    #[test]
    fn what_is_not_given_is_not_sent_and_what_is_fixed_is_not_updated() -> Result<(), Box<dyn Error>> {
        let expected = json!({
            "name": "Billing", "description": "Reminders", "campaign_type": "call", "assistant_id": 7,
            "welcome_message_template": "Hi {{ name }}", "max_attempts": 5, "fallback_values": {"name": "there"}
        });
        assert_eq!(campaign_body(&billing()?).to_string(), expected.to_string());
        let held = |change: fn(&mut BurkiCampaign)| -> Result<_, Box<dyn Error>> {
            let mut before = billing()?;
            change(&mut before);
            let mut answer = campaign_body(&before);
            answer["id"] = json!(1);
            campaign(&answer).ok_or_else(|| "not read".into())
        };
        let changed = |live| -> Result<_, Box<dyn Error>> { Ok(update_body(&live, &billing()?)) };
        assert_eq!(changed(held(|_| {})?)?, json!({}));
        assert_eq!(changed(held(|it| it.max_attempts = Some(2))?)?, json!({"max_attempts": 5}));
        assert_eq!(changed(held(|it| it.description = None)?)?, json!({"description": "Reminders"}));
        let other = held(|it| it.fallback_values = Some([("name".into(), "you".into())].into()))?;
        assert_eq!(changed(other)?, json!({"fallback_values": {"name": "there"}}));
        Ok(())
    }
}
