//! How a schedule repeats.

use std::num::NonZeroU32;

use super::weekday::WeekdaySet;

/// How a schedule repeats. Contract section 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recurrence {
    /// Every `every` days, counted from the start's day.
    Daily {
        /// Every how many days.
        every: NonZeroU32,
    },
    /// On these days of every `every`-th week; weeks run Monday to Sunday and count from the week of the start.
    Weekly {
        /// Every how many weeks.
        every: NonZeroU32,
        /// The days.
        days: WeekdaySet,
    },
}
