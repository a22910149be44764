//! The number of contacts of a campaign, in its contact lists or of its own.

use super::ContactList;
use crate::domain::name::look_the_same;

/// The number of contacts of a campaign, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audience {
    /// The number of all contacts; `None` if it is not known.
    pub total: Option<u64>,
    /// Its contact lists; empty if the campaign has contacts of its own.
    pub lists: Vec<ListSize>,
}

/// A contact list of a campaign, and the number of contacts in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSize {
    /// The list's name, as the campaign spells it.
    pub name: String,
    /// The number of contacts; `None` if no list or several have the name, or the platform does not count them.
    pub contacts: Option<u64>,
}

impl Audience {
    /// The audience of a campaign with contacts of its own.
    #[must_use]
    pub const fn own(total: Option<u64>) -> Self {
        Self { total, lists: Vec::new() }
    }

    /// The audience of a campaign with these lists, looked up in all lists of the account. A contact in two
    /// lists counts twice.
    #[must_use]
    pub fn of_lists(names: &[String], all: &[ContactList]) -> Self {
        let contacts = |name: &str| {
            let mut same = all.iter().filter(|list| look_the_same(&list.name, name));
            match (same.next(), same.next()) {
                (Some(only), None) => only.records,
                _ => None,
            }
        };
        let size = |name: &String| ListSize { name: name.clone(), contacts: contacts(name) };
        let lists: Vec<ListSize> = names.iter().map(size).collect();
        let total = lists.iter().map(|list| list.contacts).sum::<Option<u64>>();
        Self { total: total.filter(|_| !lists.is_empty()), lists }
    }
}

#[cfg(test)]
mod tests {
    use super::{Audience, ListSize};
    use crate::domain::live::ContactList;

    fn list(name: &str, records: Option<u64>) -> ContactList {
        ContactList {
            id: format!("cl-{name}"),
            name: name.to_owned(),
            description: None,
            status: None,
            records,
            source: None,
            global_dnc: false,
            allow_duplicates: None,
            mapping: Vec::new(),
            used_by: Vec::new(),
            created_at: None,
            updated_at: None,
        }
    }

    #[test]
    fn lists_are_added_up_where_each_is_known_and_one_of_its_name() {
        let all = [
            list("A", Some(40)),
            list("B", Some(2)),
            list("C", None),
            list("D", Some(1)),
            list("D", Some(1)),
        ];
        for (names, total) in [
            (&["A"][..], Some(40)),
            (&["A", "B"], Some(42)),
            (&["A "], Some(40)),
            (&["A", "C"], None),
            (&["A", "D"], None),
            (&["A", "E"], None),
            (&[], None),
        ] {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            let audience = Audience::of_lists(&names, &all);
            assert_eq!((audience.total, audience.lists.len()), (total, names.len()), "{names:?}");
        }
        let known = Audience::of_lists(&["B".to_owned()], &all);
        assert_eq!(known.lists, [ListSize { name: "B".to_owned(), contacts: Some(2) }]);
    }
}
