//! Contact lists, which several campaigns use.

use async_trait::async_trait;
use serde_json::{Map, Value};

use super::account::Account;
use crate::domain::change::{ListChange, NewList};
use crate::domain::list_ref::ListRef;
use crate::domain::live::{ContactList, NamedAlone};
use crate::platform::contacts::ListContacts;
use crate::platform::error::PlatformError;
use crate::platform::feature::Feature;
use crate::platform::outcome::Settled;
use crate::platform::write::Write;

/// Contact lists, which several campaigns use.
#[async_trait(?Send)]
pub trait ContactLists: Account {
    /// All contact lists, do-not-contact lists among them.
    ///
    /// # Errors
    ///
    /// They cannot be read, or the platform has none.
    async fn contact_lists(&self) -> Result<Vec<ContactList>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// The one list that is meant. What may be an id and a name is looked for among all lists: where one has it as its
    /// id and another as its name, nobody but the user knows which is meant.
    ///
    /// # Errors
    ///
    /// No list or several are meant, they cannot be read, or the platform has none.
    async fn find_contact_list(&self, _list: &ListRef) -> Result<ContactList, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// The one list that is meant, where contacts can be added to it: no other list has its name.
    ///
    /// # Errors
    ///
    /// No list or several are meant, another has the same name, they cannot be read, or the platform has none.
    async fn list_to_fill(&self, _list: &ListRef) -> Result<NamedAlone, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// The contacts of a list, at most `limit`.
    ///
    /// # Errors
    ///
    /// They cannot be read, or the platform has no contact lists.
    async fn contacts_of_list(
        &self,
        _list: &ContactList,
        _limit: usize,
    ) -> Result<ListContacts, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Creates a contact list.
    ///
    /// # Errors
    ///
    /// The platform has no contact lists.
    fn create_contact_list(&self, _list: &NewList) -> Result<Write<Settled<ContactList>>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Gives a contact list another name or description.
    ///
    /// # Errors
    ///
    /// The platform has no contact lists.
    fn change_contact_list(
        &self,
        _list: &ContactList,
        _change: &ListChange,
    ) -> Result<Write<Settled<()>>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Deletes a contact list with its contacts.
    ///
    /// # Errors
    ///
    /// The platform has no contact lists.
    fn delete_contact_list(&self, _list: &ContactList) -> Result<Write<Settled<()>>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Queues contacts into a list, in one request; `rows` are the first and the last row of the file that they are
    /// from, `batch` is the import's id for them. The platform says neither which it took nor when they are there.
    ///
    /// # Errors
    ///
    /// The platform has no contact lists.
    fn add_contacts(
        &self,
        _list: &NamedAlone,
        _contacts: &[Map<String, Value>],
        _rows: (u64, u64),
        _batch: Option<String>,
    ) -> Result<Write<()>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }
}
