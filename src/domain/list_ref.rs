//! Which contact list is meant: by its id or by its name.

use super::finding::Problem;
use super::kore_campaign::ListName;
use super::live::ContactList;
use super::platform_kind::PlatformKind;
use super::reference::{Form, Ref, Referable, behind_kore_prefix};

/// The prefix of an id. Kore.ai contract §1.4.
const PREFIX: &str = "cl-";

/// Which contact list is meant. One request reads all lists, so a text without a mark is always looked for among the
/// names too.
pub type ListRef = Ref<ContactList>;

impl ListRef {
    /// The error of a name that has the form of an id: who types it may mean another list.
    pub fn hidden_name(name: &ListName) -> Option<Problem> {
        let name = name.as_str();
        Self::is_hidden(name, PlatformKind::Kore).then(|| {
            Problem::error(
                "contact-list/name-is-an-id",
                format!(
                    "the name {name:?} has the form of a contact list's id, so a command could mean another list by it"
                ),
            )
            .help("write a name that no id looks like, with a word in it; id:ID means a list by its id alone")
        })
    }
}

impl Referable for ContactList {
    type Id = String;

    fn id_of_text(text: &str) -> String {
        text.to_owned()
    }

    fn text_of_id(id: &String) -> &str {
        id
    }

    fn id(&self) -> &String {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn form(text: &str, _platform: PlatformKind) -> Form {
        match behind_kore_prefix(text, PREFIX) {
            Some(rest) if !rest.is_empty() => Form::Either,
            _ => Form::Name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ListRef;
    use crate::domain::platform_kind::PlatformKind::Kore;

    #[test]
    fn a_text_that_may_be_an_id_may_be_a_name_too_unless_it_is_marked() {
        for text in ["cl-7", "cl-718e888-3aca-4008-973e-6d79940a1b2c", "cl-2027-01-04"] {
            assert_eq!(ListRef::typed(text, Kore), ListRef::IdOrName(text.to_owned()));
            assert_eq!(ListRef::typed(&format!("id:{text}"), Kore), ListRef::Id(text.to_owned()));
            assert!(ListRef::is_hidden(text, Kore) && ListRef::is_hidden(&format!("id:{text}"), Kore));
        }
        for text in ["cl-", "CL Only 2020 Dec 4", "cl-player", "cd-718e888", "Guests", "id:Guests", "7", ""] {
            assert_eq!(ListRef::typed(text, Kore), ListRef::Name(text.to_owned()));
            assert!(!ListRef::is_hidden(text, Kore), "{text}");
        }
    }
}
