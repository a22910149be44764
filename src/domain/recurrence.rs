//! How a schedule repeats.

use std::fmt;
use std::num::NonZeroU32;

use super::finding::Problem;
use super::weekday::WeekdaySet;
use serde::Serialize;

/// The longest accepted interval, in days or weeks. The platform documents no limit; more than this is
/// a typing mistake.
pub const INTERVAL_MAX: u32 = 1000;

/// How a schedule repeats. Kore.ai contract §9.
///
/// ```
/// use kcamp::domain::recurrence::{Recurrence, interval};
///
/// let weekly = Recurrence::Weekly { every: interval("2").unwrap(), days: "Mon,Wed".parse().unwrap() };
/// assert_eq!(weekly.to_string(), "every 2 weeks on Mon, Wed");
/// assert!(interval("0").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Recurrence {
    /// Every `every` days, counted from the start's day.
    Daily {
        /// The interval, in days.
        every: NonZeroU32,
    },
    /// On these days of every `every`-th week; weeks run Monday to Sunday and count from the week of the start.
    Weekly {
        /// The interval, in weeks.
        every: NonZeroU32,
        /// The days.
        days: WeekdaySet,
    },
}

impl Recurrence {
    /// The interval, in days or weeks.
    pub const fn every(self) -> NonZeroU32 {
        match self {
            Self::Daily { every } | Self::Weekly { every, .. } => every,
        }
    }

    /// The days of a weekly recurrence; `None` for a daily one.
    pub const fn days(self) -> Option<WeekdaySet> {
        match self {
            Self::Daily { .. } => None,
            Self::Weekly { days, .. } => Some(days),
        }
    }

    /// The recurrence with its weekdays moved by a number of days, earlier if negative. A daily one is unchanged.
    #[must_use]
    pub const fn rotate(self, by: i8) -> Self {
        match self {
            Self::Daily { every } => Self::Daily { every },
            Self::Weekly { every, days } => Self::Weekly { every, days: days.rotate(by) },
        }
    }
}

impl fmt::Display for Recurrence {
    /// Writes `every day`, `every 3 days`, `every week on Mon, Wed`, `every 2 weeks on Fri`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.every().get()) {
            (Self::Daily { .. }, 1) => formatter.write_str("every day"),
            (Self::Daily { .. }, every) => write!(formatter, "every {every} days"),
            (Self::Weekly { days, .. }, 1) => write!(formatter, "every week on {days}"),
            (Self::Weekly { days, .. }, every) => write!(formatter, "every {every} weeks on {days}"),
        }
    }
}

/// Reads an interval in days or weeks: a whole number from 1 to [`INTERVAL_MAX`], in plain digits.
///
/// # Errors
///
/// `schedule/interval-out-of-range` for any other text, including a sign, a leading zero or a fraction.
pub fn interval(text: &str) -> Result<NonZeroU32, Problem> {
    let typed = text.trim();
    let plain = typed.bytes().all(|byte| byte.is_ascii_digit()) && !typed.starts_with('0');
    let number = if plain { typed.parse::<NonZeroU32>().ok() } else { None };
    number.filter(|number| number.get() <= INTERVAL_MAX).ok_or_else(|| {
        Problem::error(
            "schedule/interval-out-of-range",
            format!("{typed:?} is not a whole number from 1 to {INTERVAL_MAX}"),
        )
        .help("1 is every day or week, 2 every other")
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{INTERVAL_MAX, Recurrence, interval};

    #[test]
    fn intervals_are_whole_numbers_from_one() {
        for number in [1, 2, 52, INTERVAL_MAX] {
            assert_eq!(interval(&number.to_string()).unwrap().get(), number);
        }
        for text in
            ["0", "-1", "+1", "1.5", "two", "", "010", "1001", "4294967297", "99999999999999999999", "१"]
        {
            let problem = interval(text).unwrap_err();
            assert_eq!(problem.code, "schedule/interval-out-of-range", "{text}");
        }
    }

    #[test]
    fn it_reads_as_a_sentence() {
        let every = |text: &str| interval(text).unwrap();
        let days = "Mon,Wed".parse().unwrap();
        assert_eq!(Recurrence::Daily { every: every("1") }.to_string(), "every day");
        assert_eq!(Recurrence::Daily { every: every("3") }.to_string(), "every 3 days");
        let weekly = Recurrence::Weekly { every: every("1"), days };
        assert_eq!(weekly.to_string(), "every week on Mon, Wed");
        assert_eq!(weekly.rotate(-1).to_string(), "every week on Tue, Sun");
        assert_eq!(Recurrence::Weekly { every: every("2"), days }.to_string(), "every 2 weeks on Mon, Wed");
    }
}
