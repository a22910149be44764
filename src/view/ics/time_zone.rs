//! A time zone in a calendar file: every clock change within the needed time.

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::text::Lines;
use crate::domain::zone::Zone;

/// One clock change. Each is a separate observance: RFC 5545 also allows a list of dates in one observance, but
/// widely used programs read only the first date.
struct Observance {
    component: &'static str,
    from: Offset,
    to: Offset,
    name: String,
    /// The local time by the clock before the change, `YYYYMMDDTHHMMSS`.
    onset: String,
}

/// The name by which times refer to the time zone, without the colon of a fixed offset, which would end a parameter.
pub(super) fn id(zone: &Zone) -> String {
    if zone.is_iana() { zone.name().to_owned() } else { format!("UTC{}", zone.name().replace(':', "")) }
}

/// Adds the clock of the time zone from one instant to another.
pub(super) fn push(zone: &Zone, from: Timestamp, to: Timestamp, lines: &mut Lines) {
    lines.push("BEGIN:VTIMEZONE");
    lines.push(&format!("TZID:{}", id(zone)));
    for observance in observances(zone, from, to) {
        lines.push(&format!("BEGIN:{}", observance.component));
        lines.push(&format!("DTSTART:{}", observance.onset));
        lines.push(&format!("TZOFFSETFROM:{}", distance(observance.from)));
        lines.push(&format!("TZOFFSETTO:{}", distance(observance.to)));
        lines.push(&format!("TZNAME:{}", observance.name));
        lines.push(&format!("END:{}", observance.component));
    }
    lines.push("END:VTIMEZONE");
}

fn observances(zone: &Zone, from: Timestamp, to: Timestamp) -> Vec<Observance> {
    let rules = zone.time_zone();
    let second = SignedDuration::from_secs(1);
    let in_force = rules.preceding(from.saturating_add(second).unwrap_or(from)).next();
    let later = rules.following(from).take_while(|change| change.timestamp() <= to);
    let mut observances: Vec<Observance> = in_force
        .into_iter()
        .chain(later)
        .map(|change| {
            let at = change.timestamp();
            let before = rules.to_offset(at.saturating_sub(second).unwrap_or(at));
            Observance {
                component: if change.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" },
                from: before,
                to: change.offset(),
                name: change.abbreviation().to_owned(),
                onset: before.to_datetime(at).strftime("%Y%m%dT%H%M%S").to_string(),
            }
        })
        .collect();
    if observances.is_empty() {
        let offset = rules.to_offset(from);
        observances.push(Observance {
            component: "STANDARD",
            from: offset,
            to: offset,
            name: zone.name().to_owned(),
            onset: "19700101T000000".to_owned(),
        });
    }
    observances
}

/// An offset such as `+0530`; seconds are written only if there are any.
fn distance(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) =
        (seconds.unsigned_abs() / 3600, seconds.unsigned_abs() / 60 % 60, seconds.unsigned_abs() % 60);
    if rest == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{rest:02}")
    }
}
