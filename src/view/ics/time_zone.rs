//! A zone's clock as a calendar file carries it: every change within the time that is needed.

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::text::Lines;
use crate::domain::zone::Zone;

/// Changes of one kind: from and to the same distance from UTC, under one name.
struct Observance {
    component: &'static str,
    from: Offset,
    to: Offset,
    name: String,
    /// Wall time on the clock from before the change, `YYYYMMDDTHHMMSS`.
    onsets: Vec<String>,
}

/// The name by which times refer to the zone. A fixed offset's colon would end a parameter.
pub(super) fn id(zone: &Zone) -> String {
    if zone.is_iana() { zone.name().to_owned() } else { format!("UTC{}", zone.name().replace(':', "")) }
}

/// Adds the zone's clock as it is from one instant to another.
pub(super) fn push(zone: &Zone, from: Timestamp, to: Timestamp, lines: &mut Lines) {
    lines.push("BEGIN:VTIMEZONE");
    lines.push(&format!("TZID:{}", id(zone)));
    for observance in observances(zone, from, to) {
        lines.push(&format!("BEGIN:{}", observance.component));
        lines.push(&format!("DTSTART:{}", observance.onsets[0]));
        if observance.onsets.len() > 1 {
            lines.push(&format!("RDATE:{}", observance.onsets[1..].join(",")));
        }
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
    let mut observances: Vec<Observance> = Vec::new();
    for change in in_force.into_iter().chain(later) {
        let at = change.timestamp();
        let before = rules.to_offset(at.saturating_sub(second).unwrap_or(at));
        let onset = before.to_datetime(at).strftime("%Y%m%dT%H%M%S").to_string();
        let component = if change.dst().is_dst() { "DAYLIGHT" } else { "STANDARD" };
        let known = observances.iter_mut().find(|known| {
            (known.component, known.from, known.to, known.name.as_str())
                == (component, before, change.offset(), change.abbreviation())
        });
        match known {
            Some(known) => known.onsets.push(onset),
            None => observances.push(Observance {
                component,
                from: before,
                to: change.offset(),
                name: change.abbreviation().to_owned(),
                onsets: vec![onset],
            }),
        }
    }
    if observances.is_empty() {
        let offset = rules.to_offset(from);
        observances.push(Observance {
            component: "STANDARD",
            from: offset,
            to: offset,
            name: zone.name().to_owned(),
            onsets: vec!["19700101T000000".to_owned()],
        });
    }
    observances
}

/// `+0530`, with seconds only where there are some.
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
