//! Intervals of several weeks. It is not documented from which day a platform counts its weeks (Kore.ai contract §9). A
//! schedule with moved weekdays must therefore be right in every way of counting.

use std::fmt;
use std::num::NonZeroU32;

use jiff::civil::Date;

use crate::domain::weekday::{Weekday, WeekdaySet};

/// The day from which weeks are counted, in each way that the documentation leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WeekCounting {
    /// Weeks run Monday to Sunday; the first one contains the start. kcamp counts in this way.
    Monday,
    /// Weeks run Sunday to Saturday; the first one contains the start.
    Sunday,
    /// A week begins with the day of the start.
    Start,
}

impl WeekCounting {
    const ALL: [Self; 3] = [Self::Monday, Self::Sunday, Self::Start];

    /// The number of the week, from 0, that contains the day `days_after` days after the start.
    fn week(self, start: Date, days_after: i64) -> i64 {
        let into_the_week = match self {
            Self::Monday => i64::from(start.weekday().to_monday_zero_offset()),
            Self::Sunday => i64::from(start.weekday().to_sunday_zero_offset()),
            Self::Start => 0,
        };
        (into_the_week + days_after) / 7
    }
}

impl fmt::Display for WeekCounting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Monday => "from Monday",
            Self::Sunday => "from Sunday",
            Self::Start => "from the start",
        })
    }
}

/// A day on which the platform would not do what was requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrongDay {
    /// The way of counting in which the day would be wrong.
    pub counting: WeekCounting,
    /// The number of days after the start.
    pub days_after: i64,
    /// Whether a requested run would be left out. If not, there would be an unwanted run.
    pub is_left_out: bool,
}

/// A start on two clocks, and the weekdays that were requested on the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct RotatedWeeks {
    /// The start's date on the operator's clock.
    pub here: Date,
    /// The start's date on the platform's clock.
    pub there: Date,
    /// The interval, in weeks.
    pub every: NonZeroU32,
    /// The weekdays on the operator's clock.
    pub days: WeekdaySet,
    /// The last day that matters, in days after the start.
    pub last: i64,
}

impl RotatedWeeks {
    /// The first day on which rotated weekdays would be wrong in some way of counting; `None` if they are
    /// right in every way.
    pub fn first_wrong(&self) -> Option<WrongDay> {
        let every = i64::from(self.every.get());
        // The pattern repeats after this number of days.
        let period = 7 * every;
        (0..=self.last.min(period)).filter(|day| self.names(*day)).find_map(|days_after| {
            let asked = WeekCounting::Monday.week(self.here, days_after) % every == 0;
            let differs =
                |counting: &WeekCounting| (counting.week(self.there, days_after) % every == 0) != asked;
            let counting = WeekCounting::ALL.into_iter().find(differs)?;
            Some(WrongDay { counting, days_after, is_left_out: asked })
        })
    }

    /// The first requested run, in days after the start.
    pub fn first_run(&self) -> Option<i64> {
        let every = i64::from(self.every.get());
        let runs = |day: &i64| self.names(*day) && WeekCounting::Monday.week(self.here, *day) % every == 0;
        (0..=self.last.min(7 * every)).find(runs)
    }

    /// Moves the start this many days later.
    pub fn starting(self, days_later: i64) -> Self {
        let later = |date: Date| date.saturating_add(jiff::SignedDuration::from_hours(24 * days_later));
        Self { here: later(self.here), there: later(self.there), last: self.last - days_later, ..self }
    }

    fn names(&self, days_after: i64) -> bool {
        let day = Weekday::from(self.here.weekday());
        let days = i8::try_from(days_after % 7).unwrap_or(0);
        self.days.contains(day.rotate(days))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::civil::Date;
    use proptest::prelude::*;

    use super::{RotatedWeeks, WeekCounting};
    use crate::domain::weekday::{Weekday, WeekdaySet};

    /// Computed again in the simplest way: the first day of the first week, then whole weeks.
    fn is_run(counting: WeekCounting, start: Date, every: i64, days: WeekdaySet, day: Date) -> bool {
        let mut first = start;
        let begins = match counting {
            WeekCounting::Monday => Some(jiff::civil::Weekday::Monday),
            WeekCounting::Sunday => Some(jiff::civil::Weekday::Sunday),
            WeekCounting::Start => None,
        };
        while begins.is_some_and(|begins| first.weekday() != begins) {
            first = first.yesterday().unwrap();
        }
        let week = day.duration_since(first).as_hours() / 24 / 7;
        day >= start && week % every == 0 && days.contains(day.weekday().into())
    }

    prop_compose! {
        fn any_days()(bits in 1_u8..=127) -> WeekdaySet {
            WeekdaySet::from_days(Weekday::ALL.into_iter().filter(|day| bits >> (day.number() - 1) & 1 == 1)).unwrap()
        }
    }

    proptest! {
        #[test]
        fn a_rotation_is_refused_where_and_only_where_a_way_of_counting_makes_it_wrong(
            first in 0_i64..7, shift in prop::sample::select(vec![-1_i64, 1]), every in 2_u32..6, days in any_days(),
            last in 0_i64..90,
        ) {
            let plus = |date: Date, days: i64| date + jiff::SignedDuration::from_hours(24 * days);
            let here = plus(jiff::civil::date(2026, 12, 7), first);
            let there = plus(here, shift);
            let weeks = RotatedWeeks { here, there, every: every.try_into().unwrap(), days, last };
            let rotated = days.rotate(i8::try_from(shift).unwrap());
            let every = i64::from(every);
            let mut first_wrong = None;
            for day in 0..=last {
                let asked = is_run(WeekCounting::Monday, here, every, days, plus(here, day));
                for counting in WeekCounting::ALL {
                    if is_run(counting, there, every, rotated, plus(there, day)) != asked {
                        first_wrong = first_wrong.or(Some((counting, day, asked)));
                    }
                }
            }
            let found = weeks.first_wrong().map(|wrong| (wrong.counting, wrong.days_after, wrong.is_left_out));
            prop_assert_eq!(found, first_wrong);
        }
    }
}
