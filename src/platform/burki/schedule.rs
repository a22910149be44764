//! Schedules: what is saved is read back, and compared with what was sent. Burki contract §3, §9 and §10.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::{Map, Value};

use super::answer;
use super::body::{immediate_body, schedule_body};
use super::client::Burki;
use super::envelope::Marker;
use crate::domain::change::{Change, ScheduleTarget};
use crate::domain::difference::{FieldDifference, Old};
use crate::domain::evidence::Evidence;
use crate::domain::live::{CampaignId, LiveSchedule};
use crate::domain::schedule::BurkiSchedule;
use crate::domain::zone::Zone;
use crate::platform::error::PlatformError;
use crate::platform::outcome::ScheduleChange;
use crate::platform::platform::Platform as _;
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, ReadBack, settle};
use crate::platform::request::Request;
use crate::platform::retry::Haste;
use crate::platform::write::Write;

/// The fields of `recurring_config`, in the order of the contract.
const CONFIG_FIELDS: [&str; 7] =
    ["frequency", "interval", "days_of_week", "day_of_month", "time", "time_zone", "end_date"];

/// Burki contract §9.6.
const MAY_NEED_START: &str = "the documentation does not say whether a scheduled campaign starts on its own: check its status when the first run is due, or start it, which queues it";
/// Of a schedule whose local time is as it was sent. Burki contract §9.3.
const ZONE_UNTOLD: &str =
    "scheduled_at, or that one in another time zone, which the platform does not return";
/// Burki contract §9.3.
const NOT_CONVERTED: &str = "the platform reports the time as it was sent and calls it UTC: the samples in its documentation do so too, without an explanation; check it in the console";

/// The data that was sent, to be compared with what is held.
struct Sent {
    body: Value,
    /// The instant of `scheduled_at`, where there is one.
    first_run: Option<Timestamp>,
}

impl Sent {
    /// Like the body that was sent; a time or a zone in it that cannot be read is none.
    fn of(body: &Value) -> Self {
        let zone = body["timezone"].as_str().and_then(|name| name.parse::<Zone>().ok());
        let at = body["scheduled_at"].as_str().and_then(|text| text.parse::<DateTime>().ok());
        let first_run = zone.zip(at).map(|(zone, at)| zone.read(at).instant());
        Self { body: body.clone(), first_run }
    }

    fn enabled(schedule: &BurkiSchedule) -> Self {
        let first_run = schedule.plan.platform_zone().read(schedule.first_run).instant();
        Self { body: schedule_body(schedule), first_run: Some(first_run) }
    }

    fn disabled() -> Self {
        Self { body: immediate_body(), first_run: None }
    }
}

/// The fields in which a schedule that was read differs from the one of such a body.
pub(super) fn differences_from(body: &Value, held: &LiveSchedule) -> Vec<FieldDifference> {
    differences(&Sent::of(body), held)
}

/// The fields of a schedule that was read which leave open whether it is the one of such a body.
pub(super) fn unproven_from(body: &Value, held: &LiveSchedule) -> Vec<&'static str> {
    unproven(&Sent::of(body), held)
}

impl Burki {
    /// Saves a schedule in the place of any that there is, or clears it, and reads back what is there then.
    pub(super) fn save_schedule(
        &self,
        change: Change,
        target: &ScheduleTarget,
        schedule: Option<&BurkiSchedule>,
    ) -> Write<ScheduleChange> {
        let (request, sent) = match schedule {
            Some(schedule) => (self.endpoints().enable_schedule(target, schedule), Sent::enabled(schedule)),
            None => (self.endpoints().disable_schedule(target), Sent::disabled()),
        };
        let evidence = Evidence::of_schedule(&target.key, sent.body.clone());
        let (burki, target, saving) = (self.clone(), target.clone(), request.clone());
        Write::new(change, request, async move || burki.save(&target, &saving, &sent).await)
            .identified(ScheduleChange::id_text)
            .leaving(evidence)
    }

    async fn save(
        &self,
        target: &ScheduleTarget,
        request: &Request,
        sent: &Sent,
    ) -> Result<ScheduleChange, PlatformError> {
        let change = |held: Option<LiveSchedule>, answer_lost| ScheduleChange {
            id: Some(CampaignId::reported(target.key.clone())),
            answer_lost,
            cautions: cautions(sent, held.as_ref()),
            not_as_sent: held.as_ref().map(|held| differences(sent, held)).unwrap_or_default(),
            held,
        };
        let answered = self.send(request, Marker::Done).await;
        let is_another = |told: &String| *told != target.key;
        let answered =
            answered.and_then(|value| match answer::id(&value["campaign_id"]).filter(is_another) {
                Some(other) => Err(PlatformError::of_another(request, &other)),
                None => Ok(()),
            });
        let Err(lost) = answered else {
            // It was saved, whether or not it can be read back.
            let held = match self.http()?.haste() {
                Haste::Calm => self.schedule(target).await.ok(),
                Haste::Halt => None,
            };
            return Ok(change(held, false));
        };
        let advice = format!(
            "look at it with `kcamp schedule show {}`; saving the same schedule again is safe",
            target.key
        );
        settle(self.http()?, lost, &LOOKS_AT_A_CHANGE, advice, async || {
            let held = self.schedule(target).await?;
            let fields = unproven(sent, &held);
            Ok(if fields.is_empty() {
                ReadBack::Settled(change(Some(held), true))
            } else {
                ReadBack::Open(format!("read back, the schedule has another {}", fields.join(", ")))
            })
        })
        .await
    }
}

/// The fields that the platform holds otherwise than they were sent.
fn differences(sent: &Sent, held: &LiveSchedule) -> Vec<FieldDifference> {
    let mut found = Vec::new();
    let mut compare = |field: &'static str, old: Option<String>, new: Option<String>| {
        if old != new {
            found.push(FieldDifference { field, old: Old::Read(old), new });
        }
    };
    let text = |key: &str| sent.body[key].as_str().map(ToOwned::to_owned);
    compare("schedule_type", Some(kind(held.kind.as_deref())), text("schedule_type"));
    if let Some(first_run) = sent.first_run {
        let new = text("scheduled_at");
        let same = held.scheduled_at.as_deref().zip(new.as_deref());
        let same = same.is_some_and(|(held, sent)| Told::of(held, sent, first_run) != Told::Another);
        let old = if same { new.clone() } else { held.scheduled_at.clone() };
        compare("scheduled_at", old, new);
    }
    let empty = Map::new();
    let sent = sent.body["recurring_config"].as_object().unwrap_or(&empty);
    let held = held.recurrence.as_ref().unwrap_or(&empty);
    for field in CONFIG_FIELDS {
        compare(field, normal(field, held.get(field)), normal(field, sent.get(field)));
    }
    found
}

/// The fields in which it differs from what was sent, or else the time of its single run where only the local time is the one that
/// was sent: what was there before may have had it in another zone. A schedule that repeats tells its zone.
fn unproven(sent: &Sent, held: &LiveSchedule) -> Vec<&'static str> {
    let different: Vec<&str> = differences(sent, held).iter().map(|change| change.field).collect();
    let tells_zone = held.recurrence.as_ref().is_some_and(|config| config.contains_key("time_zone"));
    let texts = held.scheduled_at.as_deref().zip(sent.body["scheduled_at"].as_str());
    let is_untold =
        |first_run| texts.is_some_and(|(held, sent)| Told::of(held, sent, first_run) == Told::LocalTimeAlone);
    if different.is_empty() && !tells_zone && sent.first_run.is_some_and(is_untold) {
        return vec![ZONE_UNTOLD];
    }
    different
}

/// The points that the documentation leaves open about a saved schedule.
fn cautions(sent: &Sent, held: Option<&LiveSchedule>) -> Vec<&'static str> {
    let Some(first_run) = sent.first_run else { return Vec::new() };
    let mut cautions = vec![MAY_NEED_START];
    let reported = held.and_then(|held| held.scheduled_at.as_deref());
    let instant = reported.and_then(|reported| reported.parse::<Timestamp>().ok());
    let sent_text = sent.body["scheduled_at"].as_str();
    if instant.is_some_and(|instant| instant != first_run)
        && reported
            .zip(sent_text)
            .is_some_and(|(held, sent)| Told::of(held, sent, first_run) != Told::Another)
    {
        cautions.push(NOT_CONVERTED);
    }
    cautions
}

/// `once` is another word for `scheduled`, and no word at all means no schedule. Burki contract §9.7.
fn kind(word: Option<&str>) -> String {
    match word {
        None => "immediate",
        Some("once") => "scheduled",
        Some(word) => word,
    }
    .to_owned()
}

/// A time that was read back, held against the one that was sent. Burki contract §9.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// The same instant. A time without an offset is UTC by what the documentation says of it.
    Instant,
    /// The same local time, which the samples show with a `Z` that is not meant; in which zone is not told.
    LocalTimeAlone,
    /// Another time.
    Another,
}

impl Told {
    fn of(held: &str, sent: &str, instant: Timestamp) -> Self {
        let wall = |text: &str| text.parse::<DateTime>().ok();
        let local = wall(held.trim_end_matches(['Z', 'z']));
        let in_utc = Some(Zone::utc().wall(instant));
        match held.parse::<Timestamp>() {
            Ok(held) if held == instant => Self::Instant,
            Err(_) if local == in_utc => Self::Instant,
            _ if local.is_some() && (local == wall(sent) || local == in_utc) => Self::LocalTimeAlone,
            _ => Self::Another,
        }
    }
}

/// A field's value in one spelling; `None` where there is none.
fn normal(field: &str, value: Option<&Value>) -> Option<String> {
    let value = value.filter(|value| !value.is_null())?;
    let text = match value {
        Value::Array(items) if items.is_empty() => return None,
        Value::Array(items) => {
            let mut items: Vec<String> = items.iter().map(ToString::to_string).collect();
            items.sort_unstable();
            return Some(items.join(", "));
        }
        Value::String(text) => text.as_str(),
        other => return Some(other.to_string()),
    };
    Some(
        match field {
            "time" => text.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(text),
            "end_date" => text.split_once('T').map_or(text, |(day, _)| day),
            _ => text,
        }
        .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use serde_json::{Value, json};

    use super::{Sent, answer, differences};
    use crate::platform::burki::samples::{planned, weekly};

    fn sent() -> Result<Sent, Box<dyn Error>> {
        let now = "2024-02-01T12:00:00Z";
        Ok(Sent::enabled(&planned(weekly("Mon-Fri")?, "2024-02-15 09:00", Some("2024-12-31"), now)?))
    }

    fn fields(sent: &Sent, held: &Value) -> Vec<&'static str> {
        answer::schedule(held)
            .map(|held| differences(sent, &held).iter().map(|change| change.field).collect())
            .unwrap_or(vec!["not read"])
    }

    #[test]
    fn the_same_schedule_in_another_spelling_is_the_same() -> Result<(), Box<dyn Error>> {
        let sent = sent()?;
        let mut held = sent.body.clone();
        for at in [
            "2024-02-15T14:00:00Z",
            "2024-02-15T09:00:00-05:00",
            "2024-02-15T09:00:00Z",
            "2024-02-15T09:00:00",
            "2024-02-15T14:00:00",
        ] {
            held["scheduled_at"] = json!(at);
            assert_eq!(fields(&sent, &held), [""; 0], "{at}");
        }
        held["recurring_config"] = json!({
            "frequency": "weekly", "interval": 1, "days_of_week": [5, 4, 3, 2, 1], "time": "09:00:00",
            "time_zone": "America/New_York", "end_date": "2024-12-31T00:00:00Z", "day_of_month": null,
        });
        assert_eq!(fields(&sent, &held), [""; 0]);
        let none = json!({"schedule_type": null, "scheduled_at": null, "recurring_config": null});
        assert_eq!(fields(&Sent::disabled(), &none), [""; 0]);
        Ok(())
    }

    #[test]
    fn every_field_that_is_held_otherwise_is_named() -> Result<(), Box<dyn Error>> {
        let sent = sent()?;
        for (path, value) in [
            ("/schedule_type", json!("scheduled")),
            ("/scheduled_at", json!("2024-02-15T15:00:00Z")),
            ("/scheduled_at", json!(null)),
            ("/recurring_config/frequency", json!("daily")),
            ("/recurring_config/interval", json!(2)),
            ("/recurring_config/days_of_week", json!([0, 1, 2, 3, 4])),
            ("/recurring_config/time", json!("10:00")),
            ("/recurring_config/time_zone", json!("UTC")),
            ("/recurring_config/end_date", json!(null)),
        ] {
            let mut held = sent.body.clone();
            *held.pointer_mut(path).ok_or("no such field")? = value;
            let field = path.rsplit('/').next().unwrap_or_default();
            assert_eq!(fields(&sent, &held), [field], "{path}");
        }
        let mut more = sent.body.clone();
        more["recurring_config"]["day_of_month"] = json!(15);
        assert_eq!(fields(&sent, &more), ["day_of_month"]);
        assert_eq!(fields(&Sent::disabled(), &sent.body)[0], "schedule_type");
        Ok(())
    }
}
