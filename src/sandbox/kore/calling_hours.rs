//! Calling hours (Kore.ai contract §6): their form, and when they are open (§17).

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::{TimeZone, TimeZoneDatabase},
};
use serde_json::Value;

use super::fields::Fields;
use crate::sandbox::{choices::Strictness, exchange::Refusal, kore::state::Campaign};

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Checks `callingHours` of a dialing strategy.
///
/// # Errors
///
/// 400 for the first field that is missing, wrong or unknown.
pub(super) fn check(strategy: &Fields<'_>, strictness: Strictness) -> Result<(), Refusal> {
    let hours = strategy.object("callingHours")?;
    hours.only(&["frequency", "timezone", "days"], strictness)?;
    hours.choice("frequency", &["WEEKLY", "DAILY", "CUSTOM"])?;
    let zone = hours.text("timezone")?;
    if !is_zone(zone) {
        return Err(
            hours.refuse("timezone", "must be a name of the IANA time zone database, such as Asia/Kolkata")
        );
    }
    for (index, day) in hours.list("days")?.iter().enumerate() {
        let block = Fields::of_element(day, &format!("{}[{index}]", hours.path_of("days")))?;
        block.only(&["day", "start", "end"], strictness)?;
        block.choice("day", &DAYS)?;
        if time(&block, "start")? >= time(&block, "end")? {
            return Err(block.refuse("end", "must be later than `start`"));
        }
    }
    Ok(())
}

/// When a campaign may dial, in its own time zone. `frequency` is not used: the body has the days in any case, and
/// the meaning of `CUSTOM` and `DAILY` is not documented.
#[derive(Debug)]
pub(super) struct Hours {
    zone: TimeZone,
    /// For each day from Monday, the minutes of the day at which it opens and closes, in order and without overlap.
    week: [Vec<(u32, u32)>; 7],
}

impl Hours {
    /// The calling hours of a campaign, whose body was checked when it was received.
    pub(super) fn of(campaign: &Campaign) -> Self {
        let hours = campaign.body.get("dialingStrategy").map(|strategy| &strategy["callingHours"]);
        let hours = hours.unwrap_or(&Value::Null);
        let name = hours["timezone"].as_str().unwrap_or_default();
        let zone = TimeZoneDatabase::bundled().get(name).unwrap_or(TimeZone::UTC);
        let blocks = hours["days"].as_array().map(Vec::as_slice).unwrap_or_default();
        let week = DAYS.map(|day| {
            let own = blocks.iter().filter(|block| block["day"] == day);
            let minute = |block: &Value, key: &str| block[key].as_str().and_then(minutes);
            apart(own.filter_map(|block| Some((minute(block, "start")?, minute(block, "end")?))).collect())
        });
        Self { zone, week }
    }

    /// Whether they are open at an instant.
    pub(super) fn are_open(&self, now: Timestamp) -> bool {
        self.windows(self.zone.to_datetime(now).date()).any(|(from, until)| (from..until).contains(&now))
    }

    /// The open time between two instants, in milliseconds. The count ends when it reaches `enough`.
    pub(super) fn open_time(&self, from: Timestamp, until: Timestamp, enough: u64) -> u64 {
        let mut date = self.zone.to_datetime(from).date();
        let last = self.zone.to_datetime(until).date();
        let mut open = 0;
        while date <= last && open < enough {
            for (opened, closed) in self.windows(date) {
                let span = closed.min(until).as_millisecond() - opened.max(from).as_millisecond();
                open += u64::try_from(span).unwrap_or(0);
            }
            match date.tomorrow() {
                Ok(tomorrow) => date = tomorrow,
                Err(_) => break,
            }
        }
        open.min(enough)
    }

    fn windows(&self, date: Date) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        let instant = move |minute: u32| {
            let hour = i8::try_from(minute / 60).ok()?;
            let time = Time::new(hour, i8::try_from(minute % 60).ok()?, 0, 0).ok()?;
            self.zone.to_timestamp(date.to_datetime(time)).ok()
        };
        self.week[weekday].iter().filter_map(move |(from, until)| Some((instant(*from)?, instant(*until)?)))
    }
}

/// Merges windows of minutes, so that they neither touch nor overlap, but cover the same minutes.
fn apart(mut windows: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    windows.sort_unstable();
    let mut apart: Vec<(u32, u32)> = Vec::new();
    for (from, until) in windows {
        match apart.last_mut() {
            Some((_, last)) if from <= *last => *last = until.max(*last),
            _ => apart.push((from, until)),
        }
    }
    apart
}

/// Whether the text is a time zone's name. Only names of the bundled database count, in its own spelling.
fn is_zone(name: &str) -> bool {
    TimeZoneDatabase::bundled().get(name).is_ok_and(|zone| zone.iana_name() == Some(name))
}

/// Reads a time in the form `h:mm AM`, as minutes of the day.
fn time(block: &Fields<'_>, key: &str) -> Result<u32, Refusal> {
    minutes(block.text(key)?).ok_or_else(|| block.refuse(key, "must be a time like 9:00 AM"))
}

fn minutes(text: &str) -> Option<u32> {
    let (clock, half) = text.split_once(' ')?;
    let (hour, minute) = clock.split_once(':')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || hour.starts_with('0') || minute.len() != 2 || !digits(minute) {
        return None;
    }
    let hour: u32 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let minute: u32 = minute.parse().ok().filter(|minute| *minute < 60)?;
    let afternoon = match half {
        "AM" => 0,
        "PM" => 12,
        _ => return None,
    };
    Some((hour % 12 + afternoon) * 60 + minute)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sandbox::{CampaignType, kore::state::Course};

    #[test]
    fn times_of_the_twelve_hour_clock() {
        let cases = [
            ("12:00 AM", Some(0)),
            ("9:00 AM", Some(540)),
            ("12:30 PM", Some(750)),
            ("11:59 PM", Some(1439)),
            ("09:00 AM", None),
            ("9:0 AM", None),
            ("13:00 PM", None),
            ("0:30 AM", None),
            ("9:60 AM", None),
            ("9:00", None),
            ("9:00 am", None),
            ("9:00AM", None),
            ("+9:00 AM", None),
        ];
        for (text, expected) in cases {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }

    fn hours(zone: &str, days: &Value) -> Hours {
        let body = json!({ "dialingStrategy": { "callingHours": { "timezone": zone, "days": days } } });
        let now = Timestamp::UNIX_EPOCH;
        Hours::of(&Campaign {
            id: String::new(),
            kind: CampaignType::Sms,
            body: body.as_object().cloned().unwrap_or_default(),
            created_at: now,
            updated_at: now,
            course: Course::Idle,
        })
    }

    fn minutes_open(hours: &Hours, from: &str, until: &str) -> u64 {
        let [from, until] = [from, until].map(|text| text.parse().unwrap_or_default());
        hours.open_time(from, until, u64::MAX) / 60_000
    }

    #[test]
    fn blocks_that_overlap_or_touch_are_counted_once() {
        let days = json!([
            { "day": "MO", "start": "2:00 PM", "end": "4:00 PM" },
            { "day": "MO", "start": "9:00 AM", "end": "11:00 AM" },
            { "day": "MO", "start": "10:00 AM", "end": "12:00 PM" },
            { "day": "MO", "start": "4:00 PM", "end": "5:00 PM" },
        ]);
        let hours = hours("UTC", &days);
        assert_eq!(hours.week[0], [(540, 720), (840, 1020)]);
        assert_eq!(minutes_open(&hours, "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"), 360);
        assert_eq!(minutes_open(&hours, "2026-11-23T11:30:00Z", "2026-11-23T14:15:00Z"), 45);
        assert_eq!(minutes_open(&hours, "2026-11-24T00:00:00Z", "2026-11-23T00:00:00Z"), 0);
    }

    #[test]
    fn they_are_open_from_their_first_moment_to_before_their_last() {
        let hours = hours("Asia/Kolkata", &json!([{ "day": "MO", "start": "9:00 AM", "end": "6:00 PM" }]));
        for (instant, open) in [
            ("2026-11-23T03:29:59.999Z", false),
            ("2026-11-23T03:30:00Z", true),
            ("2026-11-23T12:29:59.999Z", true),
            ("2026-11-23T12:30:00Z", false),
            ("2026-11-24T04:00:00Z", false),
        ] {
            assert_eq!(hours.are_open(instant.parse().unwrap_or_default()), open, "{instant}");
        }
    }

    #[test]
    fn a_day_of_another_length_has_other_hours() {
        // In New York the clock goes back from 2:00 to 1:00 on 2026-11-01 and forward from 2:00 to 3:00 on
        // 2027-03-14, both Sundays.
        let hours =
            hours("America/New_York", &json!([{ "day": "SU", "start": "12:30 AM", "end": "3:30 AM" }]));
        assert_eq!(minutes_open(&hours, "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z"), 180);
        assert_eq!(minutes_open(&hours, "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"), 240);
        assert_eq!(minutes_open(&hours, "2027-03-14T00:00:00Z", "2027-03-15T00:00:00Z"), 120);
    }

    #[test]
    fn zones_by_their_own_spelling() {
        for zone in ["Asia/Kolkata", "UTC", "America/New_York"] {
            assert!(is_zone(zone), "{zone}");
        }
        for text in ["Asia/Calcuta", "asia/kolkata", "", "GMT+5", "+05:30"] {
            assert!(!is_zone(text), "{text}");
        }
    }
}
