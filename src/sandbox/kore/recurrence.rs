//! The times at which a schedule runs (Kore.ai contract §9): in the platform's time zone, at the time of day of its
//! start.
//!
//! Weeks run from Monday to Sunday and are counted from the week of the start. The start is a run only if it fits the
//! pattern, and the end is inclusive.

use jiff::civil::{Date, DateTime};
use serde_json::Value;

use crate::sandbox::kore::state::Schedule;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The runs of a schedule.
#[derive(Debug)]
pub(super) struct Runs {
    start: DateTime,
    end: DateTime,
    pattern: Pattern,
}

/// The recurrence. Days are counted from the Monday of the start's week.
#[derive(Debug)]
enum Pattern {
    Daily { first: i64, every: i64 },
    Weekly { first: i64, every: i64, days: [bool; 7] },
}

impl Runs {
    /// The runs of a schedule. Its recurrence was checked when it was received.
    pub(super) fn of(schedule: &Schedule) -> Self {
        let start = schedule.start;
        let first = i64::from(start.date().weekday().to_monday_zero_offset());
        let every = |value: &Value| value.as_i64().unwrap_or(1).max(1);
        let recurrence = &schedule.recurrence;
        let pattern = if recurrence["recurType"] == "Daily" {
            Pattern::Daily { first, every: every(&recurrence["dailyDetails"]["onceEveryNdays"]) }
        } else {
            // The lenient form has the week's fields below `dailyDetails`.
            let details = recurrence.get("weeklyDetails").unwrap_or(&recurrence["dailyDetails"]);
            let chosen = details["whichDays"].as_array().map(Vec::as_slice).unwrap_or_default();
            let days = WEEKDAYS.map(|day| chosen.iter().any(|word| word == day));
            Pattern::Weekly { first, every: every(&details["onceEveryNweeks"]), days }
        };
        Self { start, end: schedule.end, pattern }
    }

    /// The last run at or before a moment.
    pub(super) fn last_until(&self, moment: DateTime) -> Option<DateTime> {
        let moment = moment.min(self.end);
        let mut day = self.day(moment.date());
        if moment.time() < self.start.time() {
            day -= 1;
        }
        self.pattern.last_until(day).and_then(|day| self.at(day))
    }

    /// The first run after a moment.
    pub(super) fn first_after(&self, moment: DateTime) -> Option<DateTime> {
        let mut day = self.day(moment.date());
        if moment.time() >= self.start.time() {
            day += 1;
        }
        self.pattern.first_from(day).and_then(|day| self.at(day)).filter(|run| *run <= self.end)
    }

    fn monday(&self) -> Date {
        let days = i64::from(self.start.date().weekday().to_monday_zero_offset());
        self.start.date().saturating_sub(jiff::Span::new().days(days))
    }

    fn day(&self, date: Date) -> i64 {
        let days = date.duration_since(self.monday()).as_hours() / 24;
        if date < self.monday() { days.min(-1) } else { days }
    }

    fn at(&self, day: i64) -> Option<DateTime> {
        let span = jiff::Span::new().try_days(day).ok()?;
        Some(self.monday().checked_add(span).ok()?.to_datetime(self.start.time()))
    }
}

impl Pattern {
    fn last_until(&self, day: i64) -> Option<i64> {
        match *self {
            Self::Daily { first, every } => {
                let since = day - first;
                (since >= 0).then(|| first + since - since % every)
            }
            Self::Weekly { first, every, days } => {
                let mut day = day;
                while day >= first {
                    let week = day / 7;
                    if week % every != 0 {
                        day = (week - week % every) * 7 + 6;
                        continue;
                    }
                    let weekday = usize::try_from(day % 7).unwrap_or(0);
                    if days[weekday] {
                        return Some(day);
                    }
                    day -= 1;
                }
                None
            }
        }
    }

    fn first_from(&self, day: i64) -> Option<i64> {
        match *self {
            Self::Daily { first, every } => {
                let since = (day - first).max(0);
                let steps = since / every + i64::from(since % every != 0);
                steps.checked_mul(every)?.checked_add(first)
            }
            Self::Weekly { first, every, days } => {
                let mut day = day.max(first);
                loop {
                    let week = day / 7;
                    if week % every != 0 {
                        day = (week - week % every).checked_add(every)?.checked_mul(7)?;
                        continue;
                    }
                    if days[usize::try_from(day % 7).unwrap_or(0)] {
                        return Some(day);
                    }
                    // A schedule without days would search for ever; the check refuses it.
                    day = day.checked_add(1).filter(|_| days.contains(&true))?;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::datetime};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn runs(recurrence: Value) -> Runs {
        // The start is a Friday.
        Runs::of(&Schedule {
            start: datetime(2027, 1, 1, 18, 29, 0, 0),
            end: datetime(2027, 1, 27, 18, 29, 0, 0),
            recurrence,
            enabled_at: Timestamp::UNIX_EPOCH,
            stopped_at: None,
        })
    }

    fn all(runs: &Runs) -> Vec<i8> {
        let mut moment = datetime(2026, 12, 1, 0, 0, 0, 0);
        let mut found = Vec::new();
        while let Some(run) = runs.first_after(moment) {
            assert_eq!(runs.last_until(run), Some(run));
            found.push(run.day());
            moment = run;
        }
        found
    }

    #[test]
    fn days_and_weeks_are_counted_from_the_start() {
        let daily = |every: i64| json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": every } });
        assert_eq!(all(&runs(daily(9))), [1, 10, 19]);
        assert_eq!(all(&runs(daily(i64::MAX))), [1]);
        let weekly = |every: i64, days: &[&str]| json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": every, "whichDays": days } });
        assert_eq!(all(&runs(weekly(1, &["Mon", "Wed"]))), [4, 6, 11, 13, 18, 20, 25, 27]);
        assert_eq!(all(&runs(weekly(2, &["Sun", "Mon"]))), [3, 11, 17, 25]);
        assert_eq!(all(&runs(weekly(i64::MAX, &["Thu"]))), [0_i8; 0]);
    }

    #[test]
    fn a_run_begins_with_its_minute() {
        let daily = runs(json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 1 } }));
        let at = |day, minute| datetime(2027, 1, day, 18, minute, 0, 0);
        assert_eq!(daily.last_until(at(1, 28)), None);
        assert_eq!(daily.last_until(at(2, 28)), Some(at(1, 29)));
        assert_eq!(daily.last_until(datetime(2028, 1, 1, 0, 0, 0, 0)), Some(at(27, 29)));
        assert_eq!(daily.first_after(at(27, 29)), None);
    }

    proptest! {
        #[test]
        fn both_ways_find_the_same_runs(day in 0_i64..80, every in 1_i64..5, mask in 1_u8..128) {
            let days = std::array::from_fn(|at| mask & (1 << at) != 0);
            for pattern in [Pattern::Daily { first: 4, every }, Pattern::Weekly { first: 4, every, days }] {
                let Some(next) = pattern.first_from(day) else { continue };
                prop_assert!(next >= day);
                prop_assert_eq!(pattern.last_until(next), Some(next));
                if let Some(last) = pattern.last_until(next - 1) {
                    prop_assert!(last < day && pattern.first_from(last) == Some(last));
                }
            }
        }
    }
}
