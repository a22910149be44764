//! Weekdays with spaces between them on the command line: `--weekly Mon Wed` would run only on Mondays, for a
//! campaign named `Wed`.

use std::ffi::OsString;

use crate::domain::weekday::WeekdaySet;
use crate::error::Error;

/// The error if a weekday is directly after the weekdays of `--weekly`, where it would be read as the campaign's
/// name. This is checked before parsing, because a third weekday cannot be parsed at all.
pub fn weekdays_apart(arguments: &[OsString]) -> Option<Error> {
    let words: Vec<&str> = arguments.iter().map(|argument| argument.to_str().unwrap_or_default()).collect();
    // Words after `--` are not checked.
    let words = words.split(|word| *word == "--").next()?;
    let noun = words.iter().position(|word| *word == "schedule")?;
    let words = &words[noun..];
    (0..words.len()).find_map(|place| {
        let (typed, after) = match words[place].strip_prefix("--weekly") {
            Some("") => (*words.get(place + 1)?, place + 2),
            Some(joined) => (joined.strip_prefix('=')?, place + 1),
            None => return None,
        };
        let first = weekdays(typed)?;
        let following = words.get(after..)?.iter().filter(|word| **word != ",");
        let apart: Vec<&str> = following.map_while(|word| weekdays(word)).collect();
        (!apart.is_empty()).then(|| refused(first, &apart))
    })
}

/// Weekdays as they were typed, without commas around them; `None` if the word is something else.
fn weekdays(word: &str) -> Option<&str> {
    let days = word.trim_matches([',', ' ']);
    days.parse::<WeekdaySet>().is_ok().then_some(days)
}

fn refused(first: &str, apart: &[&str]) -> Error {
    let joined = [&[first], apart].concat().join(",");
    let last = apart[apart.len() - 1];
    Error::usage(
        "usage/weekdays-apart",
        format!(
            "{:?} after --weekly {first} would be the name of the campaign, and the schedule would run on {first} alone; nothing \
             was sent",
            apart[0]
        ),
    )
    .hint(format!("write the weekdays with commas and without spaces: --weekly {joined}"))
    .hint(format!("for a campaign of that name, put it at the end, after two hyphens: -- {last}"))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::weekdays_apart;

    fn hints(line: &str) -> Option<Vec<String>> {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        weekdays_apart(&arguments).map(|error| error.hints)
    }

    #[test]
    fn weekdays_with_spaces_between_them_are_joined_with_commas() {
        for (line, joined) in [
            ("kcamp schedule enable --weekly Mon Wed", "Mon,Wed"),
            ("kcamp schedule enable --weekly Mon Wed Fri --start x", "Mon,Wed,Fri"),
            ("kcamp schedule enable --weekly Mon, Wed", "Mon,Wed"),
            ("kcamp schedule enable --weekly Mon , Wed", "Mon,Wed"),
            ("kcamp schedule enable Reminder --weekly=monday wednesday --daily", "monday,wednesday"),
            ("kcamp schedule preview -o json --weekly mo,tu TH", "mo,tu,TH"),
            ("kcamp --sandbox schedule preview --weekly Mon-Wed Sat Reminder", "Mon-Wed,Sat"),
            ("kcamp schedule enable --weekly weekdays sun", "weekdays,sun"),
        ] {
            let hints = hints(line).unwrap_or_else(|| panic!("{line}"));
            assert!(hints[0].ends_with(&format!("--weekly {joined}")), "{line}: {hints:?}");
        }
    }

    #[test]
    fn a_campaign_is_left_alone() {
        for line in [
            "kcamp schedule enable --weekly Mon,Wed Reminder",
            "kcamp schedule enable --weekly Mon --start x Wed",
            "kcamp schedule enable --weekly Mon -- Wed",
            "kcamp schedule enable Wed --weekly Mon",
            "kcamp schedule enable --weekly Monthly Wed",
            "kcamp schedule enable --daily Wed",
            "kcamp schedule disable Wed",
            "kcamp schedule enable -- --weekly Mon Wed",
            "kcamp campaign get --weekly Mon Wed",
            "kcamp schedule enable --weekly",
        ] {
            assert_eq!(hints(line), None, "{line}");
        }
    }
}
