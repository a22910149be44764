//! The days on which a campaign runs, on any platform.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::finding::Problem;
use super::recurrence::Recurrence;
use super::serialized::serialized_as_text;
use super::weekday::{Weekday, WeekdaySet};
use serde::Serialize;

/// Every pattern that a platform accepts. Kore.ai accepts only a [`Recurrence`] (Kore.ai contract §9); Burki also
/// accepts one run and months (Burki contract §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunPattern {
    /// Runs once, at the start.
    Once,
    /// Runs by days or weeks.
    Recurring(Recurrence),
    /// Runs on one day of every `every`-th month, counted from the month of the start. A month without that day has no
    /// run, as in RFC 5545: day 31 runs seven times a year.
    Monthly {
        /// The interval, in months.
        every: NonZeroU32,
        /// The day.
        day: DayOfMonth,
    },
}

/// A day of the month: 1 to 31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayOfMonth(i8);

impl DayOfMonth {
    /// The first of the days that some months do not have: 29 to 31.
    const FIRST_NOT_IN_EVERY_MONTH: i8 = 29;

    /// The number, 1 to 31.
    pub const fn number(self) -> i8 {
        self.0
    }

    /// Whether every month has the day.
    pub const fn is_in_every_month(self) -> bool {
        self.0 < Self::FIRST_NOT_IN_EVERY_MONTH
    }
}

impl fmt::Display for DayOfMonth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for DayOfMonth {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let typed = text.trim();
        let plain = (1..=2).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_digit());
        let number = if plain { typed.parse().ok() } else { None };
        number.filter(|number| (1..=31).contains(number)).map(Self).ok_or_else(|| {
            Problem::error(
                "schedule/day-of-month-out-of-range",
                format!("{typed:?} is not a day of the month"),
            )
            .help("write a number from 1 to 31; a month without the day has no run")
        })
    }
}

impl From<Recurrence> for RunPattern {
    fn from(recurrence: Recurrence) -> Self {
        Self::Recurring(recurrence)
    }
}

impl RunPattern {
    /// The recurrence for Kore.ai.
    ///
    /// # Errors
    ///
    /// `schedule/not-served` for a single run and for a monthly pattern; the help names what to use instead.
    pub fn for_kore(self) -> Result<Recurrence, Problem> {
        let (what, help) = match self {
            Self::Recurring(recurrence) => return Ok(recurrence),
            Self::Once => ("one-off", "use --daily with --start and --end on one day"),
            Self::Monthly { .. } => ("monthly", "use --weekly, or --daily with --every"),
        };
        Err(Problem::error("schedule/not-served", format!("Kore.ai has no {what} schedule")).help(help))
    }

    /// The interval, in days, weeks or months; `None` for a single run.
    pub const fn every(self) -> Option<NonZeroU32> {
        match self {
            Self::Once => None,
            Self::Recurring(recurrence) => Some(recurrence.every()),
            Self::Monthly { every, .. } => Some(every),
        }
    }

    /// Whether the pattern names calendar days. One run and an interval of days do not. All seven weekdays do only with
    /// an interval of several weeks.
    pub fn names_days(self) -> bool {
        match self {
            Self::Once | Self::Recurring(Recurrence::Daily { .. }) => false,
            Self::Recurring(Recurrence::Weekly { days, every }) => {
                days != WeekdaySet::all() || every.get() > 1
            }
            Self::Monthly { .. } => true,
        }
    }

    /// The pattern with an interval of N days, weeks or months; `None` for a single run.
    pub const fn with_every(self, every: NonZeroU32) -> Option<Self> {
        match self {
            Self::Once => None,
            Self::Recurring(Recurrence::Daily { .. }) => Some(Self::Recurring(Recurrence::Daily { every })),
            Self::Recurring(Recurrence::Weekly { days, .. }) => {
                Some(Self::Recurring(Recurrence::Weekly { every, days }))
            }
            Self::Monthly { day, .. } => Some(Self::Monthly { every, day }),
        }
    }

    /// The first day that fits, on `day` or later; `None` if there is none. `first_day` is the day of the start. The
    /// day is computed directly, without trying days.
    pub fn on_or_after(self, first_day: Date, day: Date) -> Option<Date> {
        let day = day.max(first_day);
        match self {
            Self::Once => (day == first_day).then_some(day),
            Self::Recurring(Recurrence::Daily { every }) => {
                let every = i64::from(every.get());
                let past = days_between(first_day, day) % every;
                plus_days(day, if past == 0 { 0 } else { every - past })
            }
            Self::Recurring(Recurrence::Weekly { every, days }) => {
                let every = i64::from(every.get());
                // Weeks run Monday to Sunday.
                let weeks_past =
                    (days_past_monday(first_day) + days_between(first_day, day)) / DAYS_OF_WEEK % every;
                if weeks_past == 0
                    && let Some(ahead) = days_ahead(days, day)
                {
                    return plus_days(day, ahead);
                }
                let to_monday = DAYS_OF_WEEK * (every - weeks_past) - days_past_monday(day);
                plus_days(day, to_monday + i64::from(days.iter().next()?.number() - Weekday::Monday.number()))
            }
            Self::Monthly { every, day: wanted } => {
                let every = i64::from(every.get());
                let first = month_number(first_day);
                let past = (month_number(day) - first).div_euclid(every);
                (past..).map(|steps| first + steps * every).map_while(first_of_month).find_map(|month| {
                    let date = in_month(month, wanted)?;
                    (date >= day).then_some(date)
                })
            }
        }
    }

    /// The months just before the run of `day` that were skipped because they do not have the pattern's day, in order.
    pub fn months_left_out_before(self, first_day: Date, day: Date) -> Vec<Date> {
        let Self::Monthly { every, day: wanted } = self else { return Vec::new() };
        let every = i64::from(every.get());
        let first = month_number(first_day);
        let mut left_out: Vec<Date> = (1..)
            .map(|steps| month_number(day) - steps * every)
            .take_while(|month| *month >= first)
            .map_while(first_of_month)
            .take_while(|month| in_month(*month, wanted).is_none())
            .collect();
        left_out.reverse();
        left_out
    }
}

impl fmt::Display for RunPattern {
    /// Writes `once`, `every week on Mon, Wed`, `every month on day 31`, `every 2 months on day 1`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once => formatter.write_str("once"),
            Self::Recurring(recurrence) => recurrence.fmt(formatter),
            Self::Monthly { every, day } if every.get() == 1 => write!(formatter, "every month on day {day}"),
            Self::Monthly { every, day } => write!(formatter, "every {every} months on day {day}"),
        }
    }
}

const DAYS_OF_WEEK: i64 = 7;

/// The number of days from this day to the next of the set in the same week, 0 if it is in the set; `None`
/// if there is none.
fn days_ahead(days: WeekdaySet, day: Date) -> Option<i64> {
    let today = Weekday::from(day.weekday());
    days.iter().find(|day| *day >= today).map(|next| i64::from(next.number() - today.number()))
}

fn days_past_monday(day: Date) -> i64 {
    i64::from(day.weekday().to_monday_zero_offset())
}

fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

fn plus_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(SignedDuration::from_hours(24 * days)).ok()
}

/// The number of a month, counted through the years.
fn month_number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month()) - 1
}

/// The first day of a month; `None` after the end of the calendar.
fn first_of_month(number: i64) -> Option<Date> {
    let year = i16::try_from(number.div_euclid(12)).ok()?;
    let month = i8::try_from(number.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

fn in_month(month: Date, day: DayOfMonth) -> Option<Date> {
    Date::new(month.year(), month.month(), day.0).ok()
}

serialized_as_text!(DayOfMonth.number);

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::civil::{Date, date};

    use super::{DayOfMonth, RunPattern};
    use crate::domain::recurrence::Recurrence;

    fn monthly(every: u32, day: &str) -> RunPattern {
        RunPattern::Monthly { every: every.try_into().unwrap(), day: day.parse().unwrap() }
    }

    fn first_days(pattern: RunPattern, start: Date, count: usize) -> Vec<String> {
        let mut from = Some(start);
        let mut found = Vec::new();
        while let Some(day) =
            from.and_then(|day| pattern.on_or_after(start, day)).filter(|_| found.len() < count)
        {
            found.push(day.to_string());
            from = day.tomorrow().ok();
        }
        found
    }

    #[test]
    fn a_month_without_the_day_has_no_run() {
        assert_eq!(
            first_days(monthly(1, "31"), date(2027, 1, 15), 4),
            ["2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31"]
        );
        assert_eq!(
            first_days(monthly(12, "29"), date(2027, 2, 1), 3),
            ["2028-02-29", "2032-02-29", "2036-02-29"]
        );
        // The year 2100 is not a leap year.
        assert_eq!(first_days(monthly(12, "29"), date(2096, 2, 1), 2), ["2096-02-29", "2104-02-29"]);
        assert_eq!(first_days(monthly(2, "31"), date(2027, 2, 1), 2), ["2027-08-31", "2027-10-31"]);
    }

    #[test]
    fn a_day_that_never_comes_ends_the_search() {
        assert_eq!(first_days(monthly(12, "30"), date(2027, 2, 1), 1), [""; 0]);
        assert_eq!(first_days(monthly(u32::MAX, "1"), date(2027, 2, 2), 1), [""; 0]);
    }

    #[test]
    fn months_count_from_the_start_and_a_day_before_it_is_no_run() {
        assert_eq!(
            first_days(monthly(3, "1"), date(2026, 12, 2), 3),
            ["2027-03-01", "2027-06-01", "2027-09-01"]
        );
        assert_eq!(first_days(monthly(1, "2"), date(2026, 12, 2), 2), ["2026-12-02", "2027-01-02"]);
    }

    #[test]
    fn the_months_that_were_left_out_are_known() {
        let left_out = |pattern: RunPattern, start, day| -> Vec<String> {
            let months = pattern.months_left_out_before(start, day);
            months.into_iter().map(|month| month.strftime("%Y-%m").to_string()).collect()
        };
        let start = date(2027, 1, 15);
        assert_eq!(left_out(monthly(1, "30"), start, date(2027, 3, 30)), ["2027-02"]);
        assert_eq!(left_out(monthly(1, "30"), start, date(2027, 1, 30)), [""; 0]);
        assert_eq!(
            left_out(monthly(2, "31"), date(2027, 2, 1), date(2027, 8, 31)),
            ["2027-02", "2027-04", "2027-06"]
        );
        assert_eq!(left_out(RunPattern::Once, start, start), [""; 0]);
    }

    #[test]
    fn once_is_the_start() {
        assert_eq!(first_days(RunPattern::Once, date(2027, 2, 1), 3), ["2027-02-01"]);
    }

    #[test]
    fn days_of_the_month_are_one_to_thirty_one() {
        for (text, number) in [("1", 1), ("31", 31), (" 07 ", 7)] {
            assert_eq!(text.parse::<DayOfMonth>().map(DayOfMonth::number), Ok(number));
        }
        for text in ["0", "32", "-1", "+1", "1.0", "", "first", "031", "999"] {
            let problem = text.parse::<DayOfMonth>().unwrap_err();
            assert_eq!(problem.code, "schedule/day-of-month-out-of-range", "{text}");
        }
    }

    #[test]
    fn kore_takes_days_and_weeks_alone() {
        let daily = Recurrence::Daily { every: 1.try_into().unwrap() };
        assert_eq!(RunPattern::from(daily).for_kore(), Ok(daily));
        for pattern in [RunPattern::Once, monthly(1, "1")] {
            let problem = pattern.for_kore().unwrap_err();
            assert_eq!(problem.code, "schedule/not-served");
            assert!(problem.help.is_some());
        }
    }

    #[test]
    fn it_reads_as_a_sentence() {
        assert_eq!(monthly(1, "31").to_string(), "every month on day 31");
        assert_eq!(monthly(2, "1").to_string(), "every 2 months on day 1");
        assert_eq!(RunPattern::Once.to_string(), "once");
    }
}
