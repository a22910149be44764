//! Schedules: what is saved is read back and compared with what was sent. Burki contract §3, §9 and §10.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::{Map, Value};

use super::answer;
use super::body::{immediate_body, schedule_body};
use super::client::Burki;
use super::envelope::Marker;
use crate::domain::change::{Change, ScheduleTarget};
use crate::domain::difference::{FieldDifference, OldValue};
use crate::domain::evidence::{Evidence, ScheduleBefore};
use crate::domain::live::{CallAnswer, CampaignId, LiveSchedule, ReportedTimes};
use crate::domain::plan::{SentField, SentMeaning};
use crate::domain::schedule::BurkiSchedule;
use crate::domain::zone::Zone;
use crate::platform::error::PlatformError;
use crate::platform::outcome::ScheduleChange;
use crate::platform::platform::Schedules as _;
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, ReadBack, settle};
use crate::platform::request::Request;
use crate::platform::retry::Haste;
use crate::platform::write::Write;

/// The values of a schedule's body. Burki contract §3.
pub(super) const SENT_SCHEDULE: [SentField; 9] = {
    use SentMeaning::{LocalTime, Plain};
    [
        SentField::new("schedule_type", "/schedule_type", Plain),
        SentField::new("scheduled_at", "/scheduled_at", LocalTime { zone: "/timezone" }),
        SentField::new("frequency", "/recurring_config/frequency", Plain),
        SentField::new("interval", "/recurring_config/interval", Plain),
        SentField::new("days_of_week", "/recurring_config/days_of_week", Plain),
        SentField::new("day_of_month", "/recurring_config/day_of_month", Plain),
        SentField::new("time", "/recurring_config/time", Plain),
        SentField::new("time_zone", "/recurring_config/time_zone", Plain),
        SentField::new("end_date", "/recurring_config/end_date", Plain),
    ]
};

/// The caution for a saved schedule. Burki contract §9.6.
const MAY_NEED_START: &str = "the documentation does not say whether a scheduled campaign starts on its own: check its status when the first run is due, or start it, which queues it";
/// The field of a schedule whose local time is as it was sent, but whose time zone is not reported. Burki contract
/// §9.3.
const ZONE_UNTOLD: &str =
    "scheduled_at, or that one in another time zone, which the platform does not return";
/// The caution for a repeating schedule whose start is not reported. Burki contract §9.3.
const START_UNTOLD: &str =
    "the platform does not report from when on the schedule repeats: check it in the console";
/// The caution for a time that is reported as it was sent. Burki contract §9.3.
const NOT_CONVERTED: &str = "the platform reports the time as it was sent and calls it UTC: the samples in its documentation do so too, without an explanation; check it in the console";

/// The data that was sent, for a comparison with the saved schedule.
struct SentBody {
    body: Value,
    /// The instant of `scheduled_at`, where there is one.
    first_run: Option<Timestamp>,
}

impl SentBody {
    /// Reads the body that was sent. A time or a time zone that cannot be read counts as missing.
    fn of(body: &Value) -> Self {
        let zone = body["timezone"].as_str().and_then(|name| name.parse::<Zone>().ok());
        let at = body["scheduled_at"].as_str().and_then(|text| text.parse::<DateTime>().ok());
        let first_run = zone.zip(at).map(|(zone, at)| zone.read(at).instant());
        Self { body: body.clone(), first_run }
    }

    fn enabled(schedule: &BurkiSchedule) -> Self {
        let first_run = schedule.plan.repeat_zone().read(schedule.first_run).instant();
        Self { body: schedule_body(schedule), first_run: Some(first_run) }
    }

    /// Whether its local time has the digits of the instant in UTC, as at an offset of zero: what is read does not tell
    /// which of the two is meant.
    fn has_the_digits_of_utc(&self) -> bool {
        let local = self.body["scheduled_at"].as_str().and_then(|text| text.parse::<DateTime>().ok());
        local.is_some() && local == self.first_run.map(|at| Zone::utc().wall(at))
    }

    fn disabled() -> Self {
        Self { body: immediate_body(), first_run: None }
    }
}

/// The fields in which a schedule that was read differs from this body.
pub(super) fn differences_from(
    body: &Value,
    held: &LiveSchedule,
    times: Option<ReportedTimes>,
) -> Vec<FieldDifference> {
    differences(&SentBody::of(body), held, times)
}

/// The fields that do not prove that the live schedule is the sent one.
pub(super) fn unproven_from(
    body: &Value,
    held: &LiveSchedule,
    times: Option<ReportedTimes>,
    answer: CallAnswer,
) -> Vec<&'static str> {
    unproven(&SentBody::of(body), held, times, answer)
}

impl Burki {
    /// Saves a schedule in place of an existing one, or clears it, and reads back the result.
    pub(super) fn save_schedule(
        &self,
        change: Change,
        target: &ScheduleTarget,
        schedule: Option<&BurkiSchedule>,
        before: ScheduleBefore,
    ) -> Write<ScheduleChange> {
        let (request, sent) = match schedule {
            Some(schedule) => {
                (self.endpoints().enable_schedule(target, schedule), SentBody::enabled(schedule))
            }
            None => (self.endpoints().disable_schedule(target), SentBody::disabled()),
        };
        let evidence = Evidence::of_schedule(&target.key, sent.body.clone(), before);
        let (burki, target, saving) = (self.clone(), target.clone(), request.clone());
        Write::new(change, request, async move || burki.save(&target, &saving, &sent).await)
            .identified(ScheduleChange::id_text)
            .telling_times(|change| change.reported_times)
            .leaving(evidence)
    }

    async fn save(
        &self,
        target: &ScheduleTarget,
        request: &Request,
        sent: &SentBody,
    ) -> Result<ScheduleChange, PlatformError> {
        let change = |held: Option<LiveSchedule>, answer_lost| ScheduleChange {
            id: Some(CampaignId::reported(target.key.clone())),
            answer_lost,
            cautions: cautions(sent, held.as_ref()),
            not_as_sent: held.as_ref().map(|held| differences(sent, held, None)).unwrap_or_default(),
            reported_times: held.as_ref().and_then(|held| TimeComparison::of(held, sent)?.times()),
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
            // The schedule was saved, even if it cannot be read back.
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
            let fields = unproven(sent, &held, None, CallAnswer::Lost);
            Ok(if fields.is_empty() {
                ReadBack::Settled(change(Some(held), true))
            } else {
                ReadBack::Open(format!("read back, the schedule has another {}", fields.join(", ")))
            })
        })
        .await
    }
}

/// The fields that the platform saved with another value than was sent. `times` is how the platform was seen to
/// report times; it decides the meaning of a time without a time zone.
fn differences(sent: &SentBody, held: &LiveSchedule, times: Option<ReportedTimes>) -> Vec<FieldDifference> {
    let mut found = Vec::new();
    let mut compare = |field: &'static str, old: Option<String>, new: Option<String>| {
        if old != new {
            found.push(FieldDifference { field, old: OldValue::Read(old), new });
        }
    };
    let text = |key: &str| sent.body[key].as_str().map(ToOwned::to_owned);
    compare("schedule_type", Some(kind(held.kind.as_deref())), text("schedule_type"));
    if sent.first_run.is_some() && !held.is_start_untold() {
        // Its digits alone may be those that are held.
        let zone = text("timezone").map_or_else(String::new, |zone| format!(" {zone}"));
        let new = text("scheduled_at").map(|at| format!("{at}{zone}"));
        let same = TimeComparison::of(held, sent)
            .is_some_and(|told| told.is_same(times.filter(|_| !tells_zone(held))));
        let old = if same { new.clone() } else { held.scheduled_at.clone() };
        compare("scheduled_at", old, new);
    }
    let empty = Map::new();
    let sent = sent.body["recurring_config"].as_object().unwrap_or(&empty);
    let held = held.recurrence.as_ref().unwrap_or(&empty);
    for field in SENT_SCHEDULE.iter().filter(|field| field.pointer.starts_with("/recurring_config/")) {
        let field = field.name;
        compare(field, normal(field, held.get(field)), normal(field, sent.get(field)));
    }
    found
}

/// The fields in which it differs from what was sent, or else the time of its single run where only the local time is
/// the one that was sent: what was there before may have had it in another zone. So it may where the digits are those
/// of UTC, unless the call was answered, or the platform's reading is known. A schedule that repeats tells its zone,
/// and its start where the platform does.
fn unproven(
    sent: &SentBody,
    held: &LiveSchedule,
    times: Option<ReportedTimes>,
    answer: CallAnswer,
) -> Vec<&'static str> {
    let different: Vec<&str> = differences(sent, held, times).iter().map(|change| change.field).collect();
    let is_either = sent.has_the_digits_of_utc() && times != Some(ReportedTimes::Instants);
    let may_be_anothers = is_either && answer == CallAnswer::Lost;
    let is_untold =
        TimeComparison::of(held, sent).is_some_and(|told| !told.is_proven(times) || may_be_anothers);
    if different.is_empty() && !tells_zone(held) && is_untold {
        return vec![ZONE_UNTOLD];
    }
    if different.is_empty() && sent.first_run.is_some() && held.is_start_untold() {
        return vec!["scheduled_at"];
    }
    different
}

/// Whether the platform reports the schedule's time zone, which it does only for a repeating one.
fn tells_zone(held: &LiveSchedule) -> bool {
    held.recurrence.as_ref().is_some_and(|config| config.contains_key("time_zone"))
}

/// The points that the documentation leaves open about a saved schedule.
fn cautions(sent: &SentBody, held: Option<&LiveSchedule>) -> Vec<&'static str> {
    let Some(first_run) = sent.first_run else { return Vec::new() };
    let mut cautions = vec![MAY_NEED_START];
    if held.is_some_and(LiveSchedule::is_start_untold) {
        cautions.push(START_UNTOLD);
    }
    let instant = held.and_then(|held| held.scheduled_at.as_deref()?.parse::<Timestamp>().ok());
    if instant.is_some_and(|instant| instant != first_run)
        && held.and_then(|held| TimeComparison::of(held, sent)).is_some_and(|told| told.is_same(None))
    {
        cautions.push(NOT_CONVERTED);
    }
    cautions
}

/// The kind in one spelling: `once` means `scheduled`, and no word means no schedule. Burki contract §9.7.
fn kind(word: Option<&str>) -> String {
    match word {
        None => "immediate",
        Some("once") => "scheduled",
        Some(word) => word,
    }
    .to_owned()
}

/// Compares a time that was read back with the one that was sent. Burki contract §9.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TimeComparison {
    /// Whether both are the same instant. By the documentation, a time without an offset is UTC.
    is_instant: bool,
    /// Whether both are the same local time, which the samples show with a meaningless `Z`; the time zone is not
    /// reported.
    is_local_time: bool,
}

impl TimeComparison {
    /// Compares the two times. `None` where one of them is not a time.
    fn of(held: &LiveSchedule, sent: &SentBody) -> Option<Self> {
        let wall = |text: &str| text.parse::<DateTime>().ok();
        let (held, first_run) = (held.scheduled_at.as_deref()?, sent.first_run?);
        let local = wall(held.trim_end_matches(['Z', 'z']))?;
        let is_instant = match held.parse::<Timestamp>() {
            Ok(held) => held == first_run,
            Err(_) => local == Zone::utc().wall(first_run),
        };
        Some(Self {
            is_instant,
            is_local_time: Some(local) == sent.body["scheduled_at"].as_str().and_then(wall),
        })
    }

    /// Whether it may be the time that was sent. `times` is how the platform was seen to report times; `None` allows
    /// both ways.
    fn is_same(self, times: Option<ReportedTimes>) -> bool {
        match times {
            None => self.is_instant || self.is_local_time,
            Some(ReportedTimes::Instants) => self.is_instant,
            Some(ReportedTimes::LocalTimes) => self.is_local_time,
        }
    }

    /// Whether it is certainly the time that was sent. The documentation decides unless the platform was seen to
    /// differ from it.
    fn is_proven(self, times: Option<ReportedTimes>) -> bool {
        self.is_instant && times != Some(ReportedTimes::LocalTimes)
    }

    /// The way in which the platform reported it; `None` where both would look alike, or it is another time.
    const fn times(self) -> Option<ReportedTimes> {
        match (self.is_instant, self.is_local_time) {
            (true, false) => Some(ReportedTimes::Instants),
            (false, true) => Some(ReportedTimes::LocalTimes),
            _ => None,
        }
    }
}

/// A field's value in one spelling; `None` where it is missing or empty.
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

    use super::{
        CallAnswer, ReportedTimes, SENT_SCHEDULE, SentBody, TimeComparison, Zone, answer, differences,
        differences_from, unproven_from,
    };
    use crate::domain::plan::{SentSchedule, remembered_differences};
    use crate::platform::burki::samples::{planned, weekly};

    fn sent() -> Result<SentBody, Box<dyn Error>> {
        let now = "2024-02-01T12:00:00Z";
        Ok(SentBody::enabled(&planned(weekly("Mon-Fri")?, "2024-02-15 09:00", Some("2024-12-31"), now)?))
    }

    fn fields(sent: &SentBody, held: &Value) -> Vec<&'static str> {
        answer::schedule(held)
            .map(|held| differences(sent, &held, None).iter().map(|change| change.field).collect())
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
        assert_eq!(fields(&SentBody::disabled(), &none), [""; 0]);
        Ok(())
    }

    #[test]
    fn a_local_time_alone_proves_no_single_run() -> Result<(), Box<dyn Error>> {
        use CallAnswer::{Came, Lost};
        use ReportedTimes::{Instants, LocalTimes};
        // The first two columns of pairs: whether it may be the time that was sent, and whether it certainly is. The
        // three columns are for a platform that was seen to report times in no way yet, as instants, and as local
        // times. The last column is the way that this answer shows.
        let (no, may, is) = ((false, false), (true, false), (true, true));
        for (zone, at, unseen, instants, local_times, shows) in [
            ("America/New_York", "2024-02-15T14:00:00Z", is, is, no, Some(Instants)),
            ("America/New_York", "2024-02-15T09:00:00-05:00", is, is, may, None),
            ("America/New_York", "2024-02-15T14:00:00", is, is, no, Some(Instants)),
            ("America/New_York", "2024-02-15T09:00:00Z", may, no, may, Some(LocalTimes)),
            ("America/New_York", "2024-02-15T09:00:00", may, no, may, Some(LocalTimes)),
            ("America/New_York", "2024-02-15T10:00:00Z", no, no, no, None),
            // Both ways give the same time.
            ("UTC", "2024-02-15T09:00:00Z", is, is, may, None),
            ("Europe/London", "2024-02-15T09:00:00Z", is, is, may, None),
        ] {
            let body = json!({"schedule_type": "scheduled", "scheduled_at": "2024-02-15T09:00:00", "timezone": zone});
            let held = json!({"schedule_type": "scheduled", "scheduled_at": at, "recurring_config": null});
            let held = answer::schedule(&held).ok_or("not read")?;
            for (times, expected) in
                [(None, unseen), (Some(Instants), instants), (Some(LocalTimes), local_times)]
            {
                let found = (
                    differences_from(&body, &held, times).is_empty(),
                    unproven_from(&body, &held, times, Came).is_empty(),
                );
                assert_eq!(found, expected, "{zone} {at} {times:?}");
                // Without an answer, the same digits at an offset of zero may be those of what was there before.
                let is_utc = ["UTC", "Europe/London"].contains(&zone);
                let is_settled = expected.1 && (!is_utc || times == Some(Instants));
                let lost = unproven_from(&body, &held, times, Lost);
                assert_eq!(lost.is_empty(), is_settled, "{zone} {at} {times:?}");
            }
            assert_eq!(
                TimeComparison::of(&held, &SentBody::of(&body)).and_then(TimeComparison::times),
                shows,
                "{zone} {at}"
            );
        }
        // A repeating schedule reports its time zone.
        let sent = sent()?;
        let mut held = sent.body.clone();
        held["scheduled_at"] = json!("2024-02-15T09:00:00Z");
        for times in [None, Some(Instants), Some(LocalTimes)] {
            let held = answer::schedule(&held).ok_or("not read")?;
            for answer in [Came, Lost] {
                assert_eq!(unproven_from(&sent.body, &held, times, answer), [""; 0], "{times:?}");
            }
        }
        // From when on it repeats, the platform may not tell.
        held["scheduled_at"] = json!(null);
        let untold = answer::schedule(&held).ok_or("not read")?;
        assert_eq!(differences(&sent, &untold, None), []);
        assert_eq!(unproven_from(&sent.body, &untold, None, Came), ["scheduled_at"]);
        held["scheduled_at"] = json!("2024-02-15T09:00:00Z");
        held["recurring_config"]["time"] = json!("10:00");
        let held = answer::schedule(&held).ok_or("not read")?;
        assert_eq!(unproven_from(&sent.body, &held, None, Lost), ["time"]);
        Ok(())
    }

    #[test]
    fn every_field_that_is_held_otherwise_is_named() -> Result<(), Box<dyn Error>> {
        let sent = sent()?;
        for (path, value) in [
            ("/schedule_type", json!("scheduled")),
            ("/scheduled_at", json!("2024-02-15T15:00:00Z")),
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
        assert_eq!(fields(&SentBody::disabled(), &sent.body)[0], "schedule_type");
        Ok(())
    }

    fn sends(body: &Value) -> SentSchedule<'_> {
        SentSchedule { body, clock: None, reader: None }
    }

    #[test]
    fn one_local_time_in_two_zones_is_two_times() {
        let one_off = |zone| json!({"schedule_type": "scheduled", "scheduled_at": "2037-02-03T10:00:00", "timezone": zone});
        let (london, berlin) = (one_off("Europe/London"), one_off("Europe/Berlin"));
        let found = remembered_differences(&SENT_SCHEDULE, &sends(&london), &sends(&berlin), &Zone::utc());
        let found: Vec<_> = found.iter().map(|it| (it.field, it.new.as_deref())).collect();
        assert_eq!(found, [("scheduled_at", Some("2037-02-03T10:00:00 Europe/Berlin"))]);
    }

    #[test]
    fn one_instant_in_two_zones_is_one_time() {
        let one_off = |at: &str, zone: &str| json!({"schedule_type": "scheduled", "scheduled_at": at, "timezone": zone});
        let before = one_off("2037-07-03T09:00:00", "America/New_York");
        for (at, zone, is_same) in [
            ("2037-07-03T13:00:00", "UTC", true),
            ("2037-07-03T14:00:00", "UTC", false),
            ("2037-07-03T09:00:00", "no/zone", false),
        ] {
            let now = one_off(at, zone);
            let found = remembered_differences(&SENT_SCHEDULE, &sends(&before), &sends(&now), &Zone::utc());
            assert_eq!(found.is_empty(), is_same, "{at} {zone}: {found:?}");
        }
    }
}
