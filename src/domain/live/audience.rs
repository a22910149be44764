//! The number of contacts of a campaign, in its contact lists or of its own.

use super::ContactList;
use crate::domain::finding::Problem;
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
    pub const fn own(total: Option<u64>) -> Self {
        Self { total, lists: Vec::new() }
    }

    /// The audience of a campaign with these lists, looked up in all lists of the account. A contact in two
    /// lists counts twice.
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

    /// The warning that the campaign, or one of its lists, has no contacts.
    pub fn nobody(&self, campaign: &str) -> Option<Problem> {
        let empty: Vec<String> = self
            .lists
            .iter()
            .filter(|list| list.contacts == Some(0))
            .map(|list| format!("{:?}", list.name))
            .collect();
        let message = match (self.total, empty.as_slice()) {
            (Some(0), _) => format!("{campaign:?} has no contacts: nobody is reached"),
            (_, []) => return None,
            (_, [only]) => format!("the contact list {only} of {campaign:?} has no contacts"),
            (_, several) => {
                format!("the contact lists {} of {campaign:?} have no contacts", several.join(", "))
            }
        };
        let problem = Problem::warning("campaign/no-contacts", message);
        Some(problem.help("import contacts before it begins"))
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
    fn lists_without_contacts_are_named() {
        let all = [list("A", Some(40)), list("B", Some(0)), list("C", None), list("D", Some(0))];
        for (names, said) in [
            (&["A"][..], None),
            (&["C"], None),
            (&["B"], Some("\"X\" has no contacts: nobody is reached")),
            (&["B", "D"], Some("\"X\" has no contacts: nobody is reached")),
            (&["A", "B"], Some("the contact list \"B\" of \"X\" has no contacts")),
            (&["B", "C", "D"], Some("the contact lists \"B\", \"D\" of \"X\" have no contacts")),
        ] {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            let problem = Audience::of_lists(&names, &all).nobody("X");
            assert_eq!(problem.map(|it| it.message).as_deref(), said, "{names:?}");
        }
        assert!(Audience::own(Some(0)).nobody("X").is_some() && Audience::own(None).nobody("X").is_none());
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
