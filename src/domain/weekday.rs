//! Days of the week, and sets of them.

use std::fmt;
use std::str::FromStr;

use super::finding::Problem;
use super::serialized::serialized_as_text;

/// A day of the week. Monday is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// Every day, from Monday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// `Mon` to `Sun`: the name in a schedule's `whichDays`. Kore.ai contract §9.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Monday => "Mon",
            Self::Tuesday => "Tue",
            Self::Wednesday => "Wed",
            Self::Thursday => "Thu",
            Self::Friday => "Fri",
            Self::Saturday => "Sat",
            Self::Sunday => "Sun",
        }
    }

    /// `MO` to `SU`: the name in calling hours. Kore.ai contract §6.
    pub const fn two_letter(self) -> &'static str {
        match self {
            Self::Monday => "MO",
            Self::Tuesday => "TU",
            Self::Wednesday => "WE",
            Self::Thursday => "TH",
            Self::Friday => "FR",
            Self::Saturday => "SA",
            Self::Sunday => "SU",
        }
    }

    /// `Monday` to `Sunday`.
    pub const fn full(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }

    /// 1 for Monday to 7 for Sunday.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The day after.
    #[must_use]
    pub const fn next(self) -> Self {
        self.rotate(1)
    }

    /// The day `by` days later, or earlier if negative.
    #[must_use]
    pub const fn rotate(self, by: i8) -> Self {
        let index = (self as i16 + by as i16).rem_euclid(7);
        Self::ALL[index.unsigned_abs() as usize]
    }

    /// Every accepted name, in any case: `MO`, `Mon`, `Monday`, and common forms such as `Thurs`.
    #[must_use = "an iterator does nothing until it is asked"]
    pub fn spellings(self) -> impl Iterator<Item = &'static str> {
        let habits: &[&str] = match self {
            Self::Tuesday => &["tues"],
            Self::Wednesday => &["weds"],
            Self::Thursday => &["thur", "thurs"],
            _ => &[],
        };
        [self.two_letter(), self.short(), self.full()].into_iter().chain(habits.iter().copied())
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.short())
    }
}

impl From<jiff::civil::Weekday> for Weekday {
    fn from(day: jiff::civil::Weekday) -> Self {
        match day {
            jiff::civil::Weekday::Monday => Self::Monday,
            jiff::civil::Weekday::Tuesday => Self::Tuesday,
            jiff::civil::Weekday::Wednesday => Self::Wednesday,
            jiff::civil::Weekday::Thursday => Self::Thursday,
            jiff::civil::Weekday::Friday => Self::Friday,
            jiff::civil::Weekday::Saturday => Self::Saturday,
            jiff::civil::Weekday::Sunday => Self::Sunday,
        }
    }
}

impl From<Weekday> for jiff::civil::Weekday {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

impl FromStr for Weekday {
    type Err = Problem;

    /// Reads `Mon`, `MO`, `monday` in any case; also `Tues`, `Weds`, `Thur` and `Thurs`.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let typed = text.trim();
        Self::ALL
            .into_iter()
            .find(|day| day.spellings().any(|name| name.eq_ignore_ascii_case(typed)))
            .ok_or_else(|| unknown(typed))
    }
}

/// Maximum length of a text that is compared with the names of days, in bytes.
const LONGEST_COMPARED: usize = 32;

fn unknown(typed: &str) -> Problem {
    if typed.is_empty() {
        return empty("a weekday is missing");
    }
    let problem = Problem::error("schedule/weekday-unknown", format!("{typed:?} is not a weekday"));
    let lower = typed.to_ascii_lowercase();
    if matches!(lower.as_str(), "daily" | "everyday" | "every day" | "all" | "*") {
        return problem.help("for every day use --daily, or Mon-Sun");
    }
    // Comparing a long text costs time, and it is not a day.
    if lower.len() > LONGEST_COMPARED {
        return problem.help(SPELLINGS);
    }
    let distance = |day: Weekday| strsim::damerau_levenshtein(&lower, &day.full().to_ascii_lowercase());
    // A word must share most of its letters with a day. `Mo nday` and `Wendsday` do; `Mxn` could be anything.
    match Weekday::ALL.into_iter().map(|day| (distance(day), day)).min() {
        Some((0..=2, day)) if lower.len() > 4 => problem.help(format!("did you mean {}?", day.short())),
        _ => problem.help(SPELLINGS),
    }
}

fn empty(message: &str) -> Problem {
    Problem::error("schedule/weekdays-empty", message).help(SPELLINGS)
}

const SPELLINGS: &str = "name days as Mon, Tue, Wed, Thu, Fri, Sat, Sun: Mon,Wed or Mon-Fri";

/// A set of weekdays, never empty, iterated from Monday.
///
/// ```
/// use kcamp::domain::weekday::WeekdaySet;
///
/// let days: WeekdaySet = "Fri,Mon-Wed".parse().unwrap();
/// assert_eq!(days.to_string(), "Mon, Tue, Wed, Fri");
/// assert!("Mon,Mxn".parse::<WeekdaySet>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WeekdaySet(u8);

impl WeekdaySet {
    /// The words for several days, in any case.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("weekdays", Self(Self::MONDAY_TO_FRIDAY)),
        ("weekday", Self(Self::MONDAY_TO_FRIDAY)),
        ("weekends", Self(Self::SATURDAY_AND_SUNDAY)),
        ("weekend", Self(Self::SATURDAY_AND_SUNDAY)),
    ];

    const EVERY_DAY: u8 = 0b111_1111;
    const MONDAY_TO_FRIDAY: u8 = 0b001_1111;
    const SATURDAY_AND_SUNDAY: u8 = 0b110_0000;

    /// All seven days.
    pub const fn all() -> Self {
        Self(Self::EVERY_DAY)
    }

    /// The set of these days; `None` if there are none.
    pub fn from_days(days: impl IntoIterator<Item = Weekday>) -> Option<Self> {
        let bits = days.into_iter().fold(0, |bits, day| bits | day.bit());
        (bits != 0).then_some(Self(bits))
    }

    /// Whether the day is in the set.
    pub const fn contains(self, day: Weekday) -> bool {
        self.0 & day.bit() != 0
    }

    /// The days, from Monday.
    #[must_use = "an iterator does nothing until it is asked"]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |day| self.contains(*day))
    }

    /// The set with every day moved by a number of days, back if negative.
    #[must_use]
    pub const fn rotate(self, by: i8) -> Self {
        let left = by.rem_euclid(7).unsigned_abs() as u32;
        let wide = (self.0 as u16) << left;
        #[expect(clippy::cast_possible_truncation, reason = "seven bits are kept")]
        let bits = (wide | wide >> 7) as u8 & Self::EVERY_DAY;
        Self(bits)
    }
}

impl From<Weekday> for WeekdaySet {
    fn from(day: Weekday) -> Self {
        Self(day.bit())
    }
}

impl fmt::Display for WeekdaySet {
    /// Writes `Mon, Wed`, which can be parsed back.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, day) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(formatter, "{separator}{day}")?;
        }
        Ok(())
    }
}

impl FromStr for WeekdaySet {
    type Err = Problem;

    /// Reads days and ranges separated by commas: `Mon,Wed`, `Mon-Fri`, `Sat-Mon` (over the end of the week),
    /// `weekdays`, `weekend`.
    fn from_str(text: &str) -> Result<Self, Problem> {
        if text.trim().is_empty() {
            return Err(empty("no weekday is named"));
        }
        let mut bits = 0;
        for entry in text.split(',').map(str::trim) {
            if entry.is_empty() {
                return Err(empty(&format!("an entry of {text:?} is empty")));
            }
            let word = Self::WORDS.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(entry));
            bits |= match (word, entry.split_once(['-', '–'])) {
                (Some((_, days)), _) => days.0,
                (None, Some((first, last))) => range(first.parse()?, last.parse()?)?,
                (None, None) => entry.parse::<Weekday>()?.bit(),
            };
        }
        Ok(Self(bits))
    }
}

fn range(first: Weekday, last: Weekday) -> Result<u8, Problem> {
    if first == last {
        return Err(Problem::error(
            "schedule/weekday-range",
            format!("the range {first}-{last} begins and ends on one day"),
        )
        .help(format!("write {first} for that day alone, or Mon-Sun for the whole week")));
    }
    let mut day = first;
    let mut bits = day.bit();
    while day != last {
        day = day.next();
        bits |= day.bit();
    }
    Ok(bits)
}

serialized_as_text!(Weekday.to_string, WeekdaySet.to_string);

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::{Weekday, WeekdaySet};

    fn set(text: &str) -> WeekdaySet {
        text.parse().unwrap()
    }

    #[test]
    fn every_spelling_of_a_day_is_read() {
        for day in Weekday::ALL {
            for spelling in [day.short(), day.two_letter(), day.full()] {
                assert_eq!(spelling.parse::<Weekday>().unwrap(), day);
                assert_eq!(spelling.to_ascii_lowercase().parse::<Weekday>().unwrap(), day);
                assert_eq!(spelling.to_ascii_uppercase().parse::<Weekday>().unwrap(), day);
            }
            assert_eq!(Weekday::from(jiff::civil::Weekday::from(day)), day);
        }
        assert_eq!("Tues".parse::<Weekday>().unwrap(), Weekday::Tuesday);
        assert_eq!("thur".parse::<Weekday>().unwrap(), Weekday::Thursday);
        assert_eq!("Thurs".parse::<Weekday>().unwrap(), Weekday::Thursday);
    }

    #[test]
    fn weeks_begin_on_monday() {
        assert_eq!(Weekday::ALL.map(Weekday::number), [1, 2, 3, 4, 5, 6, 7]);
        assert!(Weekday::ALL.windows(2).all(|pair| pair[0] < pair[1] && pair[0].next() == pair[1]));
        assert_eq!(Weekday::Sunday.next(), Weekday::Monday);
        assert_eq!(Weekday::Monday.rotate(-1), Weekday::Sunday);
        assert_eq!(Weekday::Wednesday.rotate(-10), Weekday::Sunday);
        let date = jiff::civil::date(2026, 11, 30);
        assert_eq!(Weekday::from(date.weekday()), Weekday::Monday);
    }

    #[test]
    fn sets_are_read_from_lists_ranges_and_words() {
        assert_eq!(set("Mon,Wed").to_string(), "Mon, Wed");
        assert_eq!(set("wed , MO,monday,Wed").to_string(), "Mon, Wed");
        assert_eq!(set("Mon-Fri"), set("weekdays"));
        assert_eq!(set("Mon - Fri"), set("weekdays"));
        assert_eq!(set("Sat-Mon").to_string(), "Mon, Sat, Sun");
        assert_eq!(set("Weekend").to_string(), "Sat, Sun");
        assert_eq!(set("weekend,weekdays"), WeekdaySet::all());
        assert_eq!(set("Tue-Mon"), WeekdaySet::all());
        assert_eq!(set("Mon,Wed").iter().count(), 2);
    }

    #[test]
    fn what_names_no_day_is_refused_with_the_help() {
        let refused = |text: &str| {
            let problem = text.parse::<WeekdaySet>().unwrap_err();
            (problem.code, problem.help.unwrap())
        };
        assert_eq!(refused("").0, "schedule/weekdays-empty");
        assert_eq!(refused("  ").0, "schedule/weekdays-empty");
        assert_eq!(refused("Mon,,Wed").0, "schedule/weekdays-empty");
        assert_eq!(refused("Mon-").0, "schedule/weekdays-empty");
        assert_eq!(refused("Wendesday"), ("schedule/weekday-unknown", "did you mean Wed?".to_owned()));
        assert_eq!(refused("Mon,Mxn").0, "schedule/weekday-unknown");
        assert_eq!(refused("Mon-Mon").0, "schedule/weekday-range");
        let (code, help) = refused("daily");
        assert_eq!(code, "schedule/weekday-unknown");
        assert!(help.contains("--daily"), "{help}");
    }

    #[test]
    fn a_set_is_never_empty() {
        assert_eq!(WeekdaySet::from_days([]), None);
        assert_eq!(WeekdaySet::from_days([Weekday::Friday, Weekday::Friday]), Some(Weekday::Friday.into()));
    }

    prop_compose! {
        fn any_set()(bits in 1_u8..=127) -> WeekdaySet {
            WeekdaySet::from_days(Weekday::ALL.into_iter().filter(|day| bits >> (day.number() - 1) & 1 == 1)).unwrap()
        }
    }

    proptest! {
        #[test]
        fn rotating_there_and_back_changes_nothing(days in any_set(), by in -127_i8..=127) {
            prop_assert_eq!(days.rotate(by).rotate(-by), days);
            prop_assert_eq!(days.rotate(7), days);
        }

        #[test]
        fn rotating_a_set_rotates_each_of_its_days(days in any_set(), by: i8) {
            prop_assert_eq!(Some(days.rotate(by)), WeekdaySet::from_days(days.iter().map(|day| day.rotate(by))));
        }

        #[test]
        fn what_is_shown_is_read_back(days in any_set()) {
            prop_assert_eq!(days.to_string().parse::<WeekdaySet>().unwrap(), days);
        }
    }
}
