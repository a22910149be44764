//! Time zone names of other systems, such as `Eastern Standard Time` (Windows), `america_slash_new_york` (`HubSpot`)
//! and `(GMT-05:00) Eastern Standard Time (America/New_York)` (Salesforce), and their zones in the IANA database.

use super::database;

/// Lines of the form `NAME=ZONE`; lines that begin with `#` are comments.
const NAMES: &str = include_str!("names_elsewhere.txt");

/// The text that `HubSpot` writes instead of the `/` in a zone's name.
const SLASH: &str = "_slash_";

/// The zone of another system's name; `None` if it is not known.
pub(super) fn meant(typed: &str) -> Option<String> {
    let lower = typed.trim().to_lowercase();
    written_otherwise(&lower)
        .or_else(|| in_parentheses(&lower))
        .or_else(|| by_name(&lower))
        // `(UTC-05:00) Eastern Time (US & Canada)` begins with an offset.
        .or_else(|| by_name(lower.strip_prefix('(')?.split_once(')')?.1.trim()))
}

/// The zone of a name such as `america_slash_new_york`, `America-New_York`, `America/New York`, `America\New_York`.
fn written_otherwise(lower: &str) -> Option<String> {
    let name = lower.replace(SLASH, "/").replace(['\\', '|'], "/").replace(' ', "_");
    known(&name).or_else(|| known(&name.replacen('-', "/", 1)))
}

fn in_parentheses(lower: &str) -> Option<String> {
    let mut inside = lower.split('(').skip(1).filter_map(|part| part.split_once(')'));
    inside.find_map(|(name, _)| known(name).filter(|zone| zone.contains('/')))
}

fn by_name(lower: &str) -> Option<String> {
    names().find(|(name, _)| name.eq_ignore_ascii_case(lower)).and_then(|(_, zone)| known(zone))
}

/// The database's spelling of a name, unless the zone is hardly ever meant.
fn known(name: &str) -> Option<String> {
    database::find(name).filter(|zone| zone.caution().is_none()).map(|zone| zone.name().to_owned())
}

fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{meant, names};
    use crate::domain::zone::Zone;

    #[test]
    fn every_name_means_a_zone_of_the_database_and_stands_once() {
        let mut seen = HashSet::new();
        for (name, zone) in names() {
            assert_eq!(
                zone.parse::<Zone>().map(|zone| zone.name().to_owned()).as_deref(),
                Ok(zone),
                "{name}"
            );
            assert!(seen.insert(name.to_lowercase()), "{name} stands twice");
            assert_eq!(meant(name).as_deref(), Some(zone), "{name}");
        }
        assert!(seen.len() > 150);
    }

    #[test]
    fn names_of_other_systems_mean_a_zone() {
        for (typed, zone) in [
            ("america_slash_new_york", "America/New_York"),
            ("us_slash_eastern", "US/Eastern"),
            ("america_slash_argentina_slash_buenos_aires", "America/Argentina/Buenos_Aires"),
            ("asia_slash_kolkata", "Asia/Kolkata"),
            ("America-New_York", "America/New_York"),
            ("America/New York", "America/New_York"),
            ("EASTERN STANDARD TIME", "America/New_York"),
            ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
            ("(GMT-05:00) Eastern Standard Time (America/New_York)", "America/New_York"),
            ("(GMT+01:00) Central European Time (Europe/Berlin)", "Europe/Berlin"),
            ("W. Europe Standard Time", "Europe/Berlin"),
        ] {
            assert_eq!(meant(typed).as_deref(), Some(zone), "{typed}");
        }
        for typed in [
            "IST",
            "India",
            "UTC+5",
            "Mars Standard Time",
            "",
            "()",
            "(UTC)",
            "_slash_",
            "etc_slash_gmt+5",
            "(EST)",
        ] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }
}
