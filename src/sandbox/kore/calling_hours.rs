//! Calling hours (contract, section 6).

use jiff::tz::TimeZoneDatabase;

use super::fields::Fields;
use crate::sandbox::{Strictness, exchange::Refusal};

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Checks `callingHours` of a dialing strategy.
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

/// The bundled data alone decides, and the spelling must be the database's own.
fn is_zone(name: &str) -> bool {
    TimeZoneDatabase::bundled().get(name).is_ok_and(|zone| zone.iana_name() == Some(name))
}

/// `h:mm AM` as minutes of the day.
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
    use super::*;

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
