//! Finds people who are on two contact lists, by the numbers of the lists.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::collisions::DaysReached;
use crate::domain::name::NameKey;

/// A campaign, its contact lists, and the days on which it reaches people.
#[derive(Debug, Clone)]
pub struct Reach<'names> {
    /// Its name, as messages show it.
    pub name: String,
    /// Its contact lists.
    pub lists: Vec<&'names str>,
    /// The days; empty if they are not known.
    pub days: DaysReached,
}

/// Contacts on lists of two campaigns that reach people on the same day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting<'names> {
    /// The number of contacts.
    pub contacts: usize,
    /// The first list of the campaign that has one of these contacts.
    pub list: &'names str,
    /// The other campaign's name, as messages show it.
    pub with: String,
    /// The first common day, each in the zone of the campaign's calling hours.
    pub first: Date,
    /// The number of common days.
    pub days: u32,
}

impl<'names> Reach<'names> {
    /// The lists that only this campaign has, and those that only the other has. Another message is about the lists of
    /// both (`schedule/contact-list-shared`).
    pub fn lists_apart(&self, other: &Self) -> (Vec<&'names str>, Vec<&'names str>) {
        let without = |lists: &[&'names str], others: &[&str]| {
            let others: HashSet<NameKey> = others.iter().map(|list| NameKey::of(list)).collect();
            lists.iter().copied().filter(|list| !others.contains(&NameKey::of(list))).collect()
        };
        (without(&self.lists, &other.lists), without(&other.lists, &self.lists))
    }

    /// The contacts who are on a list of this campaign and on a different list of the other, if both reach people
    /// on the same day.
    pub fn meeting(&self, other: &Self, numbers: &NumbersOfLists) -> Option<Meeting<'names>> {
        let (first, days) = self.days.common(&other.days)?;
        let (ours, theirs) = self.lists_apart(other);
        let theirs: Vec<&HashSet<String>> = theirs.iter().filter_map(|list| numbers.of(list)).collect();
        let mut met: HashSet<&str> = HashSet::new();
        let mut list = None;
        for own in ours {
            let of_list = numbers.of(own).into_iter().flatten().map(String::as_str);
            met.extend(of_list.filter(|number| theirs.iter().any(|those| those.contains(*number))));
            if !met.is_empty() {
                list.get_or_insert(own);
            }
        }
        Some(Meeting { contacts: met.len(), list: list?, with: other.name.clone(), first, days })
    }
}

/// The phone numbers of contact lists, as the platform writes them.
#[derive(Debug, Clone, Default)]
pub struct NumbersOfLists(HashMap<NameKey, HashSet<String>>);

impl NumbersOfLists {
    /// Stores the numbers of a list. A leading plus sign makes no difference.
    pub fn put(&mut self, list: &str, numbers: impl Iterator<Item = String>) {
        let digits = numbers.map(|number| number.trim_start_matches('+').to_owned());
        self.0.insert(NameKey::of(list), digits.collect());
    }

    fn of(&self, list: &str) -> Option<&HashSet<String>> {
        self.0.get(&NameKey::of(list))
    }

    /// The number of contacts who are on at least two of these lists.
    pub fn contacts_on_several(&self, lists: &[&str]) -> usize {
        let different: HashSet<NameKey> = lists.iter().map(|list| NameKey::of(list)).collect();
        let mut seen = HashSet::new();
        let mut again = HashSet::new();
        for number in different.iter().filter_map(|list| self.0.get(list)).flatten() {
            if !seen.insert(number.as_str()) {
                again.insert(number.as_str());
            }
        }
        again.len()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{DaysReached, NumbersOfLists, Reach};

    fn numbers() -> NumbersOfLists {
        let mut numbers = NumbersOfLists::default();
        for (list, own) in [("A", ["1", "2", "+3"]), ("b", ["3", "4", "5"]), ("C", ["5", "1", "6"])] {
            numbers.put(list, own.into_iter().map(str::to_owned));
        }
        numbers
    }

    fn reach<'names>(lists: &[&'names str], day: i8) -> Reach<'names> {
        Reach { name: "It".to_owned(), lists: lists.to_vec(), days: DaysReached::on(date(2027, 1, day)) }
    }

    #[test]
    fn who_is_on_several_lists_counts_once() {
        for (lists, count) in
            [(&["A", "B", "C"][..], 3), (&["A", "B"], 1), (&["A", "a"], 0), (&["A"], 0), (&["A", "D"], 0)]
        {
            assert_eq!(numbers().contacts_on_several(lists), count, "{lists:?}");
        }
    }

    #[test]
    fn two_campaigns_meet_on_a_day_through_lists_that_are_not_both_campaigns() {
        for (ours, theirs, day, met) in [
            (&["A"][..], &["B"][..], 4, Some((1, "A"))),
            (&["A", "C"], &["B"], 4, Some((2, "A"))),
            (&["C", "A"], &["B"], 4, Some((2, "C"))),
            (&["A"], &["B"], 5, None),
            (&["A"], &["a"], 4, None),
            // A list of both campaigns has its own message; 5 is on C and on B.
            (&["A", "C"], &["A", "B"], 4, Some((1, "C"))),
            (&["D"], &["B"], 4, None),
        ] {
            let meeting = reach(ours, 4).meeting(&reach(theirs, day), &numbers());
            assert_eq!(meeting.map(|it| (it.contacts, it.list)), met, "{ours:?} {theirs:?} {day}");
        }
    }
}
