//! How Kore.ai keeps contact lists.

use std::collections::HashSet;

use async_trait::async_trait;
use serde_json::{Map, Value};

use crate::domain::change::{Change, ListChange, NewList};
use crate::domain::list_ref::ListRef;
use crate::domain::live::{ContactList, NamedAlone};
use crate::platform::contacts::ListContacts;
use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::kore::answer;
use crate::platform::kore::client::Kore;
use crate::platform::kore::endpoints::CONTACT_LISTS;
use crate::platform::outcome::{Matches, Settled};
use crate::platform::page_reading::READINGS_MAX;
use crate::platform::platform::ContactLists;
use crate::platform::write::Write;

#[async_trait(?Send)]
impl ContactLists for Kore {
    /// A list that the platform reports twice is returned once.
    async fn contact_lists(&self) -> Result<Vec<ContactList>, PlatformError> {
        let value = self.read_contact_lists().await?;
        let mut lists =
            answer::contact_lists(&value).ok_or_else(|| PlatformError::undocumented(CONTACT_LISTS))?;
        let mut seen = HashSet::new();
        lists.retain(|list| seen.insert(list.id.clone()));
        self.line.names().all_contact_lists(&lists);
        Ok(lists)
    }

    async fn find_contact_list(&self, list: &ListRef) -> Result<ContactList, PlatformError> {
        match list {
            ListRef::Id(id) => self.contact_list(id).await,
            other => self.only_list(Matches::among(&self.contact_lists().await?, other), other).await,
        }
    }

    async fn list_to_fill(&self, list: &ListRef) -> Result<NamedAlone, PlatformError> {
        let lists = self.contact_lists().await?;
        let mut matches = Matches::among(&lists, list);
        if matches!(list, ListRef::Name(_)) {
            // The others of its name are found below.
            matches.exact.truncate(1);
        }
        let meant = self.only_list(matches, list).await?;
        NamedAlone::among(meant, lists).map_err(|lists| {
            let listed = lists.iter().map(|list| format!("{:?} ({})", list.name, list.id));
            let listed = listed.collect::<Vec<_>>().join(", ");
            let sentence = format!("{} contact lists have this name: {listed}", lists.len());
            PlatformError::sentence(ErrorKind::NameShared, sentence)
        })
    }

    /// A list that ends before its total, or changes while it is read, is read again, up to [`READINGS_MAX`] times in
    /// all.
    async fn contacts_of_list(
        &self,
        list: &ContactList,
        limit: usize,
    ) -> Result<ListContacts, PlatformError> {
        let mut read = self.read_contacts_once(list, limit).await?;
        for _ in 1..READINGS_MAX {
            if read.gap.is_none() {
                break;
            }
            read = self.read_contacts_once(list, limit).await?;
        }
        Ok(read)
    }

    fn create_contact_list(&self, list: &NewList) -> Result<Write<Settled<ContactList>>, PlatformError> {
        let request = self.endpoints().create_contact_list(list);
        let (kore, new) = (self.clone(), list.clone());
        let change = Change::CreateContactList(list.clone());
        Ok(Write::new(change, request, async move || kore.send_list_create(&new).await)
            .identified(|created| Some(created.value.id.clone())))
    }

    fn change_contact_list(
        &self,
        list: &ContactList,
        change: &ListChange,
    ) -> Result<Write<Settled<()>>, PlatformError> {
        let request = self.endpoints().change_contact_list(list, change);
        let (kore, before, wanted) = (self.clone(), list.clone(), change.clone());
        let change = Change::UpdateContactList(Box::new(list.clone()), change.clone());
        Ok(Write::new(change, request, async move || kore.send_list_change(&before, &wanted).await))
    }

    fn delete_contact_list(&self, list: &ContactList) -> Result<Write<Settled<()>>, PlatformError> {
        let request = self.endpoints().delete_contact_list(list);
        let (kore, before) = (self.clone(), list.clone());
        let change = Change::DeleteContactList(Box::new(list.clone()));
        Ok(Write::new(change, request, async move || kore.send_list_delete(&before).await))
    }

    fn add_contacts(
        &self,
        list: &NamedAlone,
        contacts: &[Map<String, Value>],
        rows: (u64, u64),
        batch: Option<String>,
    ) -> Result<Write<()>, PlatformError> {
        let request = self.endpoints().add_contacts(&list.name, contacts);
        let count = u64::try_from(contacts.len()).unwrap_or(u64::MAX);
        let change = Change::AddContacts { list: Box::new((**list).clone()), rows, contacts: count };
        let (kore, sent) = (self.clone(), request.clone());
        let write = Write::new(change, request, async move || kore.send_contacts(&sent).await);
        Ok(write.noting(|evidence| evidence.batch = batch))
    }
}
