//! Two campaigns on one contact list on one day. Their contacts are reached twice, and the platform does not run two
//! campaigns on one list at the same time (Kore.ai contract §17).
//!
//! A campaign's days are the dates of its future runs that reach people, in the zone of its calling hours. A run
//! without a window on its day reaches nobody and has no day. The dates of two campaigns are compared directly,
//! whatever their zones: people think in their own dates.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::calling_hours::CallingHours;
use crate::domain::name::NameKey;
use crate::domain::occurrence::Occurrence;
use crate::domain::zone::Zone;

/// The date of a run that reaches people, in the zone of the calling hours, or in the reader's zone if there are none.
/// `None` if the run reaches nobody.
pub fn day_reached(run: Timestamp, calling_hours: Option<&CallingHours>, reader: &Zone) -> Option<Date> {
    match calling_hours {
        Some(hours) => hours.day_reached(run),
        None => Some(reader.wall(run).date()),
    }
}

/// The days on which a campaign reaches people: one bit per day, so that a daily schedule of years stays small.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DaysReached {
    /// The day of the first bit, counted from 1970-01-01; a multiple of 64.
    first: i64,
    /// The first and the last word are never zero. Empty if there is no day.
    words: Vec<u64>,
}

impl DaysReached {
    /// The days of runs, which must be in order; see [`day_reached`].
    pub fn by(
        runs: impl Iterator<Item = Occurrence>,
        calling_hours: Option<&CallingHours>,
        reader: &Zone,
    ) -> Self {
        Self::from_days(
            runs.filter_map(|run| day_reached(run.instant, calling_hours, reader)).map(day_number),
        )
    }

    /// A set with one day.
    pub fn on(date: Date) -> Self {
        Self::from_days([day_number(date)])
    }

    /// Whether people are reached on this day.
    pub fn contains(&self, date: Date) -> bool {
        let day = day_number(date);
        let word =
            usize::try_from((day - self.first).div_euclid(64)).ok().and_then(|index| self.words.get(index));
        word.is_some_and(|word| word & (1 << day.rem_euclid(64)) != 0)
    }

    /// Makes a set of days in ascending order, counted from 1970-01-01. A day out of order is left out.
    fn from_days(days: impl IntoIterator<Item = i64>) -> Self {
        let mut set = Self { first: 0, words: Vec::new() };
        for day in days {
            if set.words.is_empty() {
                set.first = day.div_euclid(64) * 64;
            }
            let Ok(index) = usize::try_from((day - set.first).div_euclid(64)) else { continue };
            if set.words.len() <= index {
                set.words.resize(index + 1, 0);
            }
            set.words[index] |= 1 << day.rem_euclid(64);
        }
        set
    }

    /// The first common day, and the number of common days.
    pub fn common(&self, other: &Self) -> Option<(Date, u32)> {
        let start = self.first.max(other.first);
        let mut first = None;
        let mut count = 0;
        for (offset, word) in
            self.words_from(start).zip(other.words_from(start)).map(|(a, b)| a & b).enumerate()
        {
            count += word.count_ones();
            if word != 0 && first.is_none() {
                let bits = i64::from(word.trailing_zeros());
                first = date(start + 64 * i64::try_from(offset).ok()? + bits);
            }
        }
        first.map(|date| (date, count))
    }

    fn words_from(&self, start: i64) -> impl Iterator<Item = u64> + '_ {
        let skipped = usize::try_from((start - self.first) / 64).unwrap_or(usize::MAX);
        self.words.iter().skip(skipped).copied()
    }
}

fn day_number(date: Date) -> i64 {
    date.duration_since(EPOCH).as_hours() / 24
}

fn date(day: i64) -> Option<Date> {
    EPOCH.checked_add(jiff::SignedDuration::from_hours(24 * day)).ok()
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// An earlier campaign that uses a contact list on a day of this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collision {
    /// The contact list.
    pub list: String,
    /// The earlier campaign's name.
    pub with: String,
    /// The first common day, each in the zone of the campaign's calling hours.
    pub first: Date,
    /// The number of common days.
    pub days: u32,
}

/// Finds campaigns that share a contact list on one day. Campaigns are added one after the other.
#[derive(Debug, Clone, Default)]
pub struct Collisions {
    /// Each campaign's name and days, in the order in which they were added.
    campaigns: Vec<(String, DaysReached)>,
    /// The campaigns on each list, by their indexes in `campaigns`.
    lists: HashMap<NameKey, Vec<usize>>,
}

impl Collisions {
    /// Finds the collisions of the next campaign and adds it. Each of its lists has at most one collision, with the
    /// earliest campaign.
    pub fn add(&mut self, name: &str, lists: &[&str], days: DaysReached) -> Vec<Collision> {
        let found = self.meeting(lists, &days);
        self.put(name, lists, days);
        found
    }

    /// The added campaigns that use one of these lists on one of these days: for each list the earliest.
    pub fn meeting(&self, lists: &[&str], days: &DaysReached) -> Vec<Collision> {
        let meets = |list: &&str| {
            self.lists.get(&NameKey::of(list))?.iter().find_map(|other| {
                let (with, others) = &self.campaigns[*other];
                let (first, days) = others.common(days)?;
                Some(Collision { list: (*list).to_owned(), with: with.clone(), first, days })
            })
        };
        lists.iter().filter_map(meets).collect()
    }

    /// Adds a campaign, so that later ones may collide with it.
    pub fn put(&mut self, name: &str, lists: &[&str], days: DaysReached) {
        if days.words.is_empty() {
            return;
        }
        for list in lists {
            self.lists.entry(NameKey::of(list)).or_default().push(self.campaigns.len());
        }
        self.campaigns.push((name.to_owned(), days));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{DaysReached, date};

    #[test]
    fn the_first_common_day_is_found_across_words() {
        let mondays = DaysReached::from_days([4, 11, 18, 700]);
        assert_eq!(mondays.common(&DaysReached::from_days([5, 18, 700])), date(18).map(|day| (day, 2)));
        assert_eq!(mondays.common(&DaysReached::from_days([700])), date(700).map(|day| (day, 1)));
        assert_eq!(mondays.common(&DaysReached::from_days([5, 699, 701])), None);
        assert_eq!(mondays.common(&DaysReached::from_days([])), None);
        let days: Vec<i64> =
            (-100..800).filter(|day| date(*day).is_some_and(|date| mondays.contains(date))).collect();
        assert_eq!(days, [4, 11, 18, 700]);
    }

    proptest::proptest! {
        #[test]
        fn common_days_are_those_of_sets(
            one in proptest::collection::btree_set(-300_i64..900, 0..40),
            other in proptest::collection::btree_set(-300_i64..900, 0..40),
        ) {
            let common: BTreeSet<i64> = one.intersection(&other).copied().collect();
            let expected = common.first().map(|first| (date(*first), common.len()));
            let found = DaysReached::from_days(one).common(&DaysReached::from_days(other));
            proptest::prop_assert_eq!(
                found.map(|(first, count)| (Some(first), usize::try_from(count).unwrap_or_default())),
                expected
            );
        }
    }
}
