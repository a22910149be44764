//! Enables and disables a schedule (Kore.ai contract §9).

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};
use serde_json::{Value, json};

use super::{Kore, fields::Fields, progress::Status};
use crate::sandbox::{
    choices::{DisableUnscheduled, EnableAgain, ScheduleWhilePreparing, Strictness},
    exchange::{Received, Refusal},
    kore::state::{Course, Schedule},
};

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Switches a schedule on or off. Kore.ai contract §9.
///
/// # Errors
///
/// The query or the body is refused, there is no campaign of the name, or its status does not allow it.
pub(super) fn switch(kore: &Kore, received: &Received) -> Result<Value, Refusal> {
    let name = received.required_query("campaignName")?;
    let enable = received.required_query("enableSchedule")?;
    let body = received.json()?;
    match enable {
        "true" => enable_schedule(kore, name, &body),
        "false" => disable_schedule(kore, name, &body),
        _ => Err(Refusal::bad("the query parameter `enableSchedule` must be true or false")),
    }
}

fn enable_schedule(kore: &Kore, name: &str, body: &Value) -> Result<Value, Refusal> {
    let now = kore.now();
    let schedule = read(body, now, &kore.choices.schedule_zone, kore.choices.strictness)?;
    kore.change(|state| {
        let campaign = state.campaigns.iter().find(|campaign| campaign.name() == name);
        let progress = kore.progress(campaign.ok_or_else(|| no_name(name))?, state);
        if progress.status == Status::Active {
            return Err(Refusal::conflict("an Active campaign cannot be scheduled; stop it first"));
        }
        if progress.status == Status::Preparing
            && kore.choices.schedule_while_preparing == ScheduleWhilePreparing::Refused
        {
            return Err(Refusal::conflict("the campaign is still Preparing; schedule it once it is Ready"));
        }
        if progress.has_runs_to_come && kore.choices.enable_again == EnableAgain::Refused {
            return Err(Refusal::conflict("the campaign is Scheduled already; disable its schedule first"));
        }
        let campaign = state.campaigns.iter_mut().find(|campaign| campaign.name() == name);
        let campaign = campaign.ok_or_else(|| no_name(name))?;
        campaign.course = Course::Schedule(schedule);
        campaign.updated_at = now;
        Ok(done(&format!("Campaign {name} scheduled successfully"), &campaign.id))
    })
}

fn disable_schedule(kore: &Kore, name: &str, body: &Value) -> Result<Value, Refusal> {
    Fields::of_body(body)?.only(&[], kore.choices.strictness)?;
    let now = kore.now();
    kore.change(|state| {
        let campaign = state.campaigns.iter_mut().find(|campaign| campaign.name() == name);
        let campaign = campaign.ok_or_else(|| no_name(name))?;
        if campaign.schedule().is_some() {
            campaign.course = Course::Idle;
            campaign.updated_at = now;
        } else if kore.choices.disable_unscheduled == DisableUnscheduled::Refused {
            return Err(Refusal::conflict("the campaign has no schedule"));
        }
        Ok(done(&format!("Campaign {name} schedule has been disabled successfully"), &campaign.id))
    })
}

fn done(message: &str, id: &str) -> Value {
    json!({ "status": "success", "message": message, "id": id })
}

fn no_name(name: &str) -> Refusal {
    Refusal::missing(format!("there is no campaign named `{name}`"))
}

/// Reads the body; its times are in this time zone.
fn read(body: &Value, now: Timestamp, zone: &TimeZone, strictness: Strictness) -> Result<Schedule, Refusal> {
    let fields = Fields::of_body(body)?;
    fields.only(&["startDateTime", "endDateTime", "recurrenceObject"], strictness)?;
    let start = instant(&fields, "startDateTime")?;
    let end = instant(&fields, "endDateTime")?;
    if end <= zone.to_datetime(now) {
        return Err(fields.refuse("endDateTime", "must be later than now"));
    }
    if end <= start {
        return Err(fields.refuse("endDateTime", "must be later than `startDateTime`"));
    }
    check_recurrence(&fields.object("recurrenceObject")?, strictness)?;
    let recurrence = fields.get("recurrenceObject").cloned().unwrap_or_default();
    Ok(Schedule { start, end, recurrence, enabled_at: now, stopped_at: None })
}

fn check_recurrence(recurrence: &Fields<'_>, strictness: Strictness) -> Result<(), Refusal> {
    if recurrence.choice("recurType", &["Daily", "Weekly"])? == "Daily" {
        recurrence.only(&["recurType", "dailyDetails"], strictness)?;
        let details = recurrence.object("dailyDetails")?;
        details.only(&["onceEveryNdays"], strictness)?;
        return details.whole("onceEveryNdays", 1..=i64::MAX).map(drop);
    }
    recurrence.only(&["recurType", "weeklyDetails"], strictness)?;
    // The table of the weekly page puts the week's fields below `dailyDetails`; its sample does not.
    let table_form = strictness == Strictness::Lenient && recurrence.get("weeklyDetails").is_none();
    let details = recurrence.object(if table_form { "dailyDetails" } else { "weeklyDetails" })?;
    details.only(&["onceEveryNweeks", "whichDays"], strictness)?;
    details.whole("onceEveryNweeks", 1..=i64::MAX)?;
    let days = details.list("whichDays")?;
    for (index, day) in days.iter().enumerate() {
        if !day.as_str().is_some_and(|day| WEEKDAYS.contains(&day)) {
            return Err(details.refuse("whichDays", "must be of Mon, Tue, Wed, Thu, Fri, Sat, Sun"));
        }
        if days[..index].contains(day) {
            return Err(details.refuse("whichDays", "must not name a day twice"));
        }
    }
    Ok(())
}

fn instant(fields: &Fields<'_>, key: &str) -> Result<DateTime, Refusal> {
    date_time(fields.text(key)?)
        .ok_or_else(|| fields.refuse(key, "must be a date and time like 2026-12-01 09:00:00"))
}

/// Reads a time in the form `YYYY-MM-DD HH:mm:ss`, and no other.
fn date_time(text: &str) -> Option<DateTime> {
    let shape = b"0000-00-00 00:00:00";
    let fits = text.len() == shape.len()
        && text.bytes().zip(shape).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            _ => byte == *wanted,
        });
    if !fits {
        return None;
    }
    let number = |at: usize, length: usize| text[at..at + length].parse::<i8>().ok();
    let date = Date::new(text[..4].parse().ok()?, number(5, 2)?, number(8, 2)?).ok()?;
    let time = Time::new(number(11, 2)?, number(14, 2)?, number(17, 2)?, 0).ok()?;
    Some(date.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn times_survive_their_text(second in 0..4_000_000_000_i64) {
            let time = Timestamp::from_second(second).map(|instant| TimeZone::UTC.to_datetime(instant));
            let time = time.unwrap_or_default();
            prop_assert_eq!(date_time(&time.strftime("%Y-%m-%d %H:%M:%S").to_string()), Some(time));
        }
    }

    #[test]
    fn dates_are_padded_and_exist() {
        assert_eq!(date_time("2026-12-01 09:05:00"), Some(datetime(2026, 12, 1, 9, 5, 0, 0)));
        let refused = [
            "2026-12-1 09:05:00",
            "2026-12-01T09:05:00",
            "2026-12-01 09:05",
            "2026-02-29 00:00:00",
            "2026-12-01 24:00:00",
            "2026-12-01 09:05:60",
            " 2026-12-1 09:05:00",
            "2026-12-01 09:05:00Z",
            "",
            "٢026-12-01 9:05:00",
        ];
        for text in refused {
            assert_eq!(date_time(text), None, "{text}");
        }
    }

    fn checked(recurrence: &Value, strictness: Strictness) -> Result<Schedule, Refusal> {
        let body = json!({
            "startDateTime": "2026-12-01 09:00:00",
            "endDateTime": "2026-12-31 09:00:00",
            "recurrenceObject": recurrence,
        });
        read(&body, Timestamp::UNIX_EPOCH, &TimeZone::UTC, strictness)
    }

    #[test]
    fn recurrences() {
        let good = [
            json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 2 } }),
            json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": ["Mon", "Sun"] } }),
        ];
        for recurrence in good {
            assert!(checked(&recurrence, Strictness::Strict).is_ok(), "{recurrence}");
        }
        let bad = [
            json!("Daily"),
            json!({ "recurType": "daily", "dailyDetails": { "onceEveryNdays": 1 } }),
            json!({ "recurType": "Monthly" }),
            json!({ "recurType": "Daily" }),
            json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 0 } }),
            json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": "1" } }),
            json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNDays": 1 } }),
            json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 1 }, "weeklyDetails": {} }),
            json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": [] } }),
            json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": ["MO"] } }),
            json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": ["Mon", "Mon"] } }),
            json!({ "recurType": "Weekly", "weeklyDetails": { "whichDays": ["Mon"] } }),
        ];
        for recurrence in bad {
            assert!(checked(&recurrence, Strictness::Strict).is_err(), "{recurrence}");
        }
        let table =
            json!({ "recurType": "Weekly", "dailyDetails": { "onceEveryNweeks": 1, "whichDays": ["Mon"] } });
        assert!(checked(&table, Strictness::Strict).is_err());
        assert!(checked(&table, Strictness::Lenient).is_ok());
    }
}
