//! Instants as they are shown: local time with its zone in tables, RFC 3339 with its offset in JSON.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::wall_clock::shown;
use crate::domain::zone::Zone;
use crate::ui::Cell;

/// A past time, to the minute: `Mon 2026-12-07 09:00 Asia/Kolkata`.
pub fn local(instant: Timestamp, zone: &Zone) -> String {
    format!("{} {}", zone.wall(instant).strftime("%a %Y-%m-%d %H:%M"), zone.name())
}

/// A future time: `Mon 2026-12-07 09:00 Asia/Kolkata`, with seconds only if there are any.
pub fn exact(instant: Timestamp, zone: &Zone) -> String {
    let wall = zone.wall(instant);
    format!("{} {} {}", wall.strftime("%a"), shown(wall), zone.name())
}

/// A time of [`local`] or [`exact`] without this time zone, which is shown beside the table: `Mon 2026-12-07 09:00`.
pub fn without_zone(text: &str, zone: Option<&str>) -> String {
    let bare = zone.and_then(|zone| text.strip_suffix(zone));
    bare.unwrap_or(text).trim_end().to_owned()
}

/// A cell of a table: [`local`] for people and [`rfc3339`] in CSV; `-` and an empty text if the time is unknown.
pub fn cell(instant: Option<Timestamp>, zone: &Zone) -> Cell {
    instant
        .map_or_else(Cell::nothing, |instant| Cell::with_value(local(instant, zone), rfc3339(instant, zone)))
}

/// A time such as `2026-12-07T09:00:00+05:30`, with `Z` in UTC.
pub fn rfc3339(instant: Timestamp, zone: &Zone) -> String {
    if *zone.time_zone() == TimeZone::UTC {
        return utc(instant);
    }
    instant.to_zoned_datetime(zone.time_zone().clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A time in UTC, such as `2026-12-07T03:30:00Z`.
pub fn utc(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The time from `now`, in at most two units: `in 4m 10s`, `2h ago`.
pub fn distance(instant: Timestamp, now: Timestamp) -> String {
    let seconds = instant.as_second() - now.as_second();
    let units = [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")];
    let mut rest = seconds.unsigned_abs();
    let mut parts = Vec::new();
    for (size, unit) in units {
        if rest >= size && parts.len() < 2 {
            parts.push(format!("{}{unit}", rest / size));
            rest %= size;
        }
    }
    match (parts.is_empty(), seconds < 0) {
        (true, _) => "now".to_owned(),
        (false, false) => format!("in {}", parts.join(" ")),
        (false, true) => format!("{} ago", parts.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{distance, exact, local, rfc3339, utc};
    use crate::domain::zone::Zone;

    #[test]
    fn an_instant_reads_in_its_zone() -> Result<(), Box<dyn std::error::Error>> {
        let instant = "2026-12-07T03:30:00Z".parse()?;
        let zone: Zone = "Asia/Kolkata".parse().map_err(|_| "no zone")?;
        assert_eq!(local(instant, &zone), "Mon 2026-12-07 09:00 Asia/Kolkata");
        let with_seconds = "2026-12-07T03:30:30Z".parse()?;
        assert_eq!(exact(with_seconds, &zone), "Mon 2026-12-07 09:00:30 Asia/Kolkata");
        assert_eq!(rfc3339(instant, &zone), "2026-12-07T09:00:00+05:30");
        assert_eq!(rfc3339(instant, &Zone::utc()), "2026-12-07T03:30:00Z");
        assert_eq!(utc(instant), "2026-12-07T03:30:00Z");
        Ok(())
    }

    #[test]
    fn a_distance_has_two_units_at_most() -> Result<(), jiff::Error> {
        let now = "2026-12-07T03:30:00Z".parse()?;
        assert_eq!(distance("2026-12-07T03:34:10Z".parse()?, now), "in 4m 10s");
        assert_eq!(distance("2026-12-05T01:29:59Z".parse()?, now), "2d 2h ago");
        assert_eq!(distance(now, now), "now");
        Ok(())
    }
}
