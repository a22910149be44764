//! The error for a text that is not a time zone: the zone that was probably meant, or how to find one.

use super::caution::STANDARD_TIMES;
use super::database::{self, Database};
use super::elsewhere;
use crate::domain::finding::Problem;

/// The error for a text that is not a time zone.
pub(super) fn unknown(typed: &str) -> Problem {
    let code = "time/unknown-zone";
    let example = "name a place of the IANA database, such as America/New_York or Asia/Kolkata, or UTC";
    if typed.is_empty() {
        return Problem::error(code, "the time zone is empty").help(example);
    }
    let problem =
        Problem::error(code, format!("{typed:?} is not a time zone of {}", Database::in_use().in_words()));
    if let Some(name) = elsewhere::meant(typed) {
        return problem.help(format!("did you mean {}?", todays_name(&name)));
    }
    if is_offset(typed) {
        return problem.help(
            "a zone has a name, such as Asia/Kolkata; only a time with its date takes an offset: 2026-12-01T09:00+05:30",
        );
    }
    if typed.eq_ignore_ascii_case("local") {
        return problem.help(format!("kcamp does not use the machine's time zone; {example}"));
    }
    // The files that the user named may lack a name of today.
    match nearest(typed).filter(|name| database::find(name).is_some()) {
        Some(name) => problem.help(format!("did you mean {name}?")),
        // The nearest name to IST is EST. For an abbreviation, a guess is worse than no suggestion.
        None if is_abbreviation(typed) => {
            problem.help(format!("an abbreviation can stand for several zones; {example}"))
        }
        None => problem.help(example),
    }
}

/// Whether a text is an offset or a rule, perhaps after an abbreviation: `+05:30`, `UTC+5`, `EST5`.
fn is_offset(typed: &str) -> bool {
    let rest = typed.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let is_number = rest.starts_with(|first: char| matches!(first, '+' | '-') || first.is_ascii_digit());
    is_number
        && rest.contains(|letter: char| letter.is_ascii_digit())
        && rest.chars().all(|it| matches!(it, '+' | '-' | ':') || it.is_ascii_digit())
}

fn is_abbreviation(typed: &str) -> bool {
    typed.len() <= 5 && typed.chars().all(|letter| letter.is_ascii_alphabetic())
}

/// Maximum length of a text that is compared with the names of zones, in bytes. The longest name has half of it.
const LONGEST_COMPARED: usize = 64;

/// The name that was probably meant, in its current form.
fn nearest(typed: &str) -> Option<String> {
    let wanted = typed.to_ascii_lowercase().replace(' ', "_");
    let names = database::names();
    let city = |name: &str| name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();

    // A bare city: `Kolkata`, `new york`.
    if !wanted.contains('/')
        && let Some(zone) =
            names.iter().find(|zone| zone.contains('/') && !is_area_of_offsets(zone) && city(zone) == wanted)
    {
        return Some(todays_name(zone).to_owned());
    }
    if let Some((_, zone)) = CITIES.iter().find(|(name, _)| *name == city(&wanted)) {
        return Some((*zone).to_owned());
    }
    if is_abbreviation(typed) {
        return None;
    }
    // Comparing a long text with every name costs time and never finds one.
    if wanted.len() > LONGEST_COMPARED {
        return None;
    }
    // Up to a third of the letters may be wrong, and three at most; more would be a guess.
    let most = (wanted.chars().count() / 3).min(3);
    names
        .iter()
        .filter(|zone| !is_area_of_offsets(zone))
        .map(|zone| {
            let name = zone.to_ascii_lowercase();
            let whole = strsim::damerau_levenshtein(&wanted, &name);
            // A bare, misspelt city is compared with cities.
            let distance = if wanted.contains('/') {
                whole
            } else {
                whole.min(strsim::damerau_levenshtein(&wanted, &city(&name)))
            };
            (distance, todays_name(zone).to_owned())
        })
        .filter(|(distance, _)| *distance <= most)
        // Of two equally near names, the alphabetically first one is used, so that the result is always the same.
        .min()
        .map(|(_, name)| name)
}

/// The areas of current names; `US/Pacific` and `Cuba` are legacy names.
const AREAS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// Every current name of a zone, in alphabetical order, and UTC.
pub fn names_of_today() -> Vec<String> {
    let mut names = database::names();
    let has_area = |name: &str| name.split_once('/').is_some_and(|(area, _)| AREAS.contains(&area));
    names.retain(|name| has_area(name) && todays_name(name) == name);
    names.push("UTC".to_owned());
    names.sort_unstable();
    names
}

/// Whether a name must not be suggested: `Etc/GMT+5` is five hours *behind*, and `EST` has no daylight saving time.
fn is_area_of_offsets(name: &str) -> bool {
    name.starts_with("Etc/")
        || name.starts_with("GMT")
        || STANDARD_TIMES.iter().any(|(standard, _)| *standard == name)
}

/// The current name of a zone with a legacy name, for suggestions; any other name is unchanged.
fn todays_name(name: &str) -> &str {
    LEGACY_NAMES.iter().find(|(legacy, _)| *legacy == name).map_or(name, |(_, today)| today)
}

/// Legacy names in the database, and their current names (its file `backward`).
pub(super) const LEGACY_NAMES: [(&str, &str); 72] = [
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

/// Big cities that are not in the database, and their zones.
pub(super) const CITIES: [(&str, &str); 40] = [
    ("abu_dhabi", "Asia/Dubai"),
    ("atlanta", "America/New_York"),
    ("bangalore", "Asia/Kolkata"),
    ("bangladesh", "Asia/Dhaka"),
    ("barcelona", "Europe/Madrid"),
    ("beijing", "Asia/Shanghai"),
    ("bengaluru", "Asia/Kolkata"),
    ("bombay", "Asia/Kolkata"),
    ("boston", "America/New_York"),
    ("brasilia", "America/Sao_Paulo"),
    ("chennai", "Asia/Kolkata"),
    ("dallas", "America/Chicago"),
    ("delhi", "Asia/Kolkata"),
    ("edinburgh", "Europe/London"),
    ("england", "Europe/London"),
    ("france", "Europe/Paris"),
    ("frankfurt", "Europe/Berlin"),
    ("geneva", "Europe/Zurich"),
    ("germany", "Europe/Berlin"),
    ("hamburg", "Europe/Berlin"),
    ("hanoi", "Asia/Ho_Chi_Minh"),
    ("houston", "America/Chicago"),
    ("hyderabad", "Asia/Kolkata"),
    ("india", "Asia/Kolkata"),
    ("italy", "Europe/Rome"),
    ("manchester", "Europe/London"),
    ("miami", "America/New_York"),
    ("milan", "Europe/Rome"),
    ("mumbai", "Asia/Kolkata"),
    ("munich", "Europe/Berlin"),
    ("new_delhi", "Asia/Kolkata"),
    ("nigeria", "Africa/Lagos"),
    ("osaka", "Asia/Tokyo"),
    ("pakistan", "Asia/Karachi"),
    ("philippines", "Asia/Manila"),
    ("pune", "Asia/Kolkata"),
    ("san_francisco", "America/Los_Angeles"),
    ("seattle", "America/Los_Angeles"),
    ("south_africa", "Africa/Johannesburg"),
    ("washington", "America/New_York"),
];
