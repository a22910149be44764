//! The warning about zone names of the database that are hardly ever meant: fixed offsets whose names read like a
//! place's time, or whose sign is reversed.

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Zone, offset_name};
use crate::domain::finding::Problem;

/// The names of standard times without daylight saving time, and the zone that people mean by them.
pub(super) const STANDARD_TIMES: [(&str, &str); 3] =
    [("EST", "America/New_York"), ("MST", "America/Denver"), ("HST", "Pacific/Honolulu")];

/// A place for each whole hour from UTC, by its standard time, from 11 hours behind to 14 ahead.
pub(super) const PLACES: [(i8, &str); 26] = [
    (-11, "Pacific/Pago_Pago"),
    (-10, "Pacific/Honolulu"),
    (-9, "America/Anchorage"),
    (-8, "America/Los_Angeles"),
    (-7, "America/Denver"),
    (-6, "America/Chicago"),
    (-5, "America/New_York"),
    (-4, "America/Halifax"),
    (-3, "America/Sao_Paulo"),
    (-2, "America/Noronha"),
    (-1, "Atlantic/Azores"),
    (0, "Europe/London"),
    (1, "Europe/Paris"),
    (2, "Europe/Athens"),
    (3, "Europe/Istanbul"),
    (4, "Asia/Dubai"),
    (5, "Asia/Karachi"),
    (6, "Asia/Dhaka"),
    (7, "Asia/Bangkok"),
    (8, "Asia/Singapore"),
    (9, "Asia/Tokyo"),
    (10, "Australia/Sydney"),
    (11, "Pacific/Noumea"),
    (12, "Pacific/Auckland"),
    (13, "Pacific/Tongatapu"),
    (14, "Pacific/Kiritimati"),
];

/// The middle of January and of July 2027. Every place has its summer in one of them.
const JANUARY: Timestamp = Timestamp::constant(1_800_000_000, 0);
const JULY: Timestamp = Timestamp::constant(1_815_600_000, 0);

/// The warning about a zone that is probably not the one that was meant.
pub(super) fn of(zone: &Zone) -> Option<Problem> {
    let code = "time/fixed-offset-zone";
    let name = zone.name();
    if let Some((_, meant)) = STANDARD_TIMES.iter().find(|(standard, _)| *standard == name) {
        let hours = if name == "EST" {
            -5
        } else if name == "MST" {
            -7
        } else {
            -10
        };
        let offset = utc_and(hours);
        let message = format!("{name} is {offset} all year, without daylight saving time");
        let help = match in_summer(hours, meant) {
            Some(summer) => {
                format!("write {meant} if people there are meant: their clocks are at {summer} in summer")
            }
            None => format!("write {meant} if people there are meant"),
        };
        return Some(Problem::warning(code, message).help(help));
    }
    let hours: i8 = name.strip_prefix("Etc/GMT")?.parse().ok().filter(|hours| *hours != 0)?;
    // `Etc/GMT+5` uses the POSIX sign: zones behind UTC are positive.
    let (is_at, reads_as) = (-hours, hours);
    let message = format!(
        "{name} is {} all year: the sign in such names is reversed, and they have no daylight saving time",
        utc_and(is_at)
    );
    let there = |hours: i8| {
        let place = PLACES.iter().find(|(standard, _)| *standard == hours).map(|(_, place)| *place)?;
        let summer =
            in_summer(hours, place).map(|summer| format!(", {summer} in summer")).unwrap_or_default();
        Some(format!("{place} ({}{summer})", utc_and(hours)))
    };
    let meant: Vec<String> = [there(is_at), there(reads_as)].into_iter().flatten().collect();
    Some(
        Problem::warning(code, message).help(format!("name a place instead, such as {}", meant.join(" or "))),
    )
}

/// The summer offset of a place, if it differs from its standard time.
fn in_summer(hours: i8, place: &str) -> Option<String> {
    let rules = place.parse::<Zone>().ok()?.time_zone().clone();
    let offsets = [JANUARY, JULY].map(|instant| rules.to_offset(instant));
    let summer = offsets.into_iter().max()?;
    (summer > Offset::constant(hours)).then(|| format!("UTC{}", offset_name(summer)))
}

fn utc_and(hours: i8) -> String {
    format!("UTC{}", offset_name(Offset::constant(hours)))
}
