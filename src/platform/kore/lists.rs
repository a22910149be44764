//! Contact lists and their contacts. Kore.ai contract §12, and §5.13 to §5.19.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::answer::{self, ContactsPage};
use super::client::Kore;
use super::endpoints::Endpoints;
use super::envelope::{self, Marker};
use crate::domain::change::{ListChange, NewList};
use crate::domain::kore_campaign::ListName;
use crate::domain::list_ref::ListRef;
use crate::domain::live::ContactList;
use crate::domain::plural::counted;
use crate::platform::address::Address;
use crate::platform::contacts::{ListContacts, ListGap};
use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::failure::{Answer, Body, ParsedAnswer};
use crate::platform::footprint::Footprint;
use crate::platform::http::ClockReading;
use crate::platform::outcome::{Matches, Settled};
use crate::platform::page_reading::is_short;
use crate::platform::platform::ContactLists as _;
use crate::platform::recovery::{Age, LOOKS_AT_A_CHANGE, ReadBack, settle};
use crate::platform::request::{Effect, Method, Request};
use crate::secret::redact::Redactor;

/// The only documented source of a list.
const SOURCE: &str = "passiveApi";

impl NewList {
    /// Finds the one list that this create made: it has the name, was created after the sending by the platform's own
    /// clock, and is equal in every reported field.
    fn among(
        &self,
        lists: Vec<ContactList>,
        clock: Option<ClockReading>,
        sent: Duration,
    ) -> ReadBack<ContactList> {
        let of_the_name = lists.into_iter().filter(|live| live.name == self.name.as_str());
        let (mut fresh, others): (Vec<_>, Vec<_>) = of_the_name
            .map(|live| {
                let age = Age::of(live.created_at, clock, sent);
                (live, age)
            })
            .partition(|(_, age)| *age == Age::Fresh);
        match (fresh.pop(), fresh.len(), others.first()) {
            (Some((live, _)), 0, _) => match self.difference(&live) {
                None => ReadBack::Settled(live),
                Some(field) => ReadBack::Open(format!(
                    "{} has this name and was created since, and it is not what was sent: {field}",
                    live.id
                )),
            },
            (Some(_), others, _) => {
                ReadBack::Open(format!("{} contact lists of this name were created since", others + 1))
            }
            (None, _, Some((live, age))) => {
                ReadBack::Open(format!("{} has this name, and {}", live.id, age.words("create")))
            }
            (None, _, None) => not_yet(),
        }
    }

    /// The first field that is reported with another value than was sent.
    fn difference(&self, live: &ContactList) -> Option<&'static str> {
        // The documentation has two words for the source, `passiveApi` and `passiveApiIntegration`: Kore.ai contract
        // §12.
        let is_other_source = live.source.as_ref().is_some_and(|source| !source.starts_with(SOURCE));
        let is_other_text = live.description.as_ref().is_some_and(|text| text != self.description.as_str());
        let is_other_rule = live.allow_duplicates.is_some_and(|allowed| allowed != self.allow_duplicates);
        [(is_other_source, "source"), (is_other_text, "description"), (is_other_rule, "allowDuplicates")]
            .into_iter()
            .find_map(|(is_other, field)| is_other.then_some(field))
    }

    /// The list that was created, from an answer that has little more than its id. Kore.ai contract §20.7.
    fn created_as(&self, answer: &Value) -> Option<ContactList> {
        let id = answer::id(&answer["data"]).or_else(|| answer::id(answer))?;
        tracing::info!(target: "kcamp::http", "the answer to the create has little more than the id {id}");
        Some(ContactList {
            id,
            name: self.name.to_string(),
            description: None,
            status: None,
            records: None,
            source: None,
            global_dnc: false,
            allow_duplicates: None,
            mapping: Vec::new(),
            used_by: Vec::new(),
            created_at: None,
            updated_at: None,
        })
    }
}

impl ListChange {
    /// Whether a list has the name and the description of this change.
    fn is_in(&self, list: &ContactList) -> bool {
        let has_name = self.name.as_ref().is_none_or(|name| list.name == name.as_str());
        let wanted = self.description.as_ref();
        has_name && wanted.is_none_or(|wanted| list.description.as_deref() == Some(wanted.as_str()))
    }
}

impl Endpoints {
    /// Creates a contact list. Kore.ai contract §5.13.
    pub fn create_contact_list(&self, list: &NewList) -> Request {
        let address = self.with_account(self.contact_list_path("createContactList"));
        let body = json!({
            "name": list.name.as_str(),
            "description": list.description.as_str(),
            "source": SOURCE,
            "allowDuplicates": list.allow_duplicates,
        });
        self.post(format!("create the contact list {:?}", list.name.as_str()), Effect::Write, address, body)
    }

    /// One contact list. Kore.ai contract §5.15.
    pub fn contact_list(&self, id: &str) -> Request {
        let address = self.with_account(self.contact_list_path(id));
        self.request(format!("read the contact list {id}"), Effect::Read, Method::Get, address, None)
    }

    /// Changes the name or the description of a contact list. Kore.ai contract §5.16.
    pub fn change_contact_list(&self, list: &ContactList, change: &ListChange) -> Request {
        let address = self.with_account(self.contact_list_path(&list.id));
        let mut body = Map::new();
        if let Some(name) = &change.name {
            body.insert("name".to_owned(), json!(name.as_str()));
        }
        if let Some(description) = &change.description {
            body.insert("description".to_owned(), json!(description.as_str()));
        }
        let purpose = format!("change the contact list {:?}", list.name);
        self.request(purpose, Effect::Write, Method::Put, address, Some(Value::Object(body)))
    }

    /// Deletes a contact list with its contacts. Kore.ai contract §5.17.
    pub fn delete_contact_list(&self, list: &ContactList) -> Request {
        let address = self.with_account(self.contact_list_path(&list.id));
        let purpose = format!("delete the contact list {:?}", list.name);
        self.request(purpose, Effect::Write, Method::Delete, address, None)
    }

    /// One page of a list's contacts, after the first `skip`. That the platform reads `skip` and `limit` is inferred
    /// from the answer, which repeats them. Kore.ai contract §5.18.
    pub fn contacts_of_list(&self, list: &ContactList, skip: usize) -> Request {
        let path = self.contact_list_path(&list.id).segment("getAllContacts");
        let address = self
            .with_account(path)
            .query("skip", &skip.to_string())
            .query("limit", &ListContacts::PAGE_ROWS.to_string());
        let purpose = format!("list the contacts of {:?}", list.name);
        self.request(purpose, Effect::Read, Method::Get, address, None)
    }

    /// Queues contacts to be added to a list. The path is that of version 1.1, without the account in its query.
    /// Kore.ai contract §5.19.
    pub fn add_contacts(&self, list_name: &str, contacts: &[Map<String, Value>]) -> Request {
        let address = Address::new(&self.origin)
            .segment("api")
            .segment("1.1")
            .segment("public")
            .segment(&self.stream_id)
            .segment("campaign")
            .segment("contactList")
            .segment("addContacts");
        let body = json!({ "contact_list_name": list_name, "data": contacts });
        let purpose = format!("add {} to the list {list_name:?}", counted(contacts.len(), "contact"));
        self.post(purpose, Effect::Write, address, body)
    }

    fn contact_list_path(&self, segment: &str) -> Address {
        self.campaigns().segment("contactList").segment(segment)
    }
}

impl Kore {
    /// One contact list.
    ///
    /// # Errors
    ///
    /// The list cannot be read or understood.
    pub(super) async fn contact_list(&self, id: &str) -> Result<ContactList, PlatformError> {
        let request = self.endpoints().contact_list(id);
        let value = self.send(&request).await?;
        answer::contact_list(&value["data"]).ok_or_else(|| PlatformError::undocumented(&request.purpose))
    }

    /// The one list that is meant among those that could be. An id of none of them is still read, since a list may be
    /// cut.
    ///
    /// # Errors
    ///
    /// None or several are meant, or the list cannot be read.
    pub(super) async fn only_list(
        &self,
        matches: Matches<ContactList>,
        wanted: &ListRef,
    ) -> Result<ContactList, PlatformError> {
        match wanted {
            ListRef::Id(id) | ListRef::IdOrName(id) if matches.exact.is_empty() => {
                self.contact_list(id).await
            }
            _ => matches.only(wanted),
        }
    }

    /// Creates a contact list. A lost answer is settled by looking for the name; the create is never sent again in
    /// doubt.
    ///
    /// # Errors
    ///
    /// The platform refuses, or looking for the name does not settle a lost answer.
    pub(super) async fn send_list_create(
        &self,
        list: &NewList,
    ) -> Result<Settled<ContactList>, PlatformError> {
        let request = self.endpoints().create_contact_list(list);
        let failed = match self.send_identified(&request, None, &[list.name.as_str()]).await {
            Ok(value) => {
                let created = answer::contact_list(&value["data"]).or_else(|| list.created_as(&value));
                let (clock, began) = (self.http()?.last_clock_reading(), self.http()?.last_write_began());
                match created {
                    Some(list) if Age::of(list.created_at, clock, began) == Age::Older => {
                        PlatformError::of_another(&request, &format!("{}, which is older", list.id))
                    }
                    Some(list) => return Ok(Settled::answered(list)),
                    None => PlatformError::lost_in(
                        &request,
                        "the platform reported success, but its answer has no id",
                    ),
                }
            }
            Err(error) => error,
        };
        let http = self.http()?;
        let sent = http.last_write_began();
        let look = format!(
            "look for {:?} in `kcamp contact-list list` in a minute, and at what has the name with `kcamp contact-list get LIST`; \
             create it again only if it is not there",
            list.name.as_str()
        );
        self.settle(failed, look, async || {
            let lists = self.contact_lists().await?;
            Ok(list.among(lists, http.last_clock_reading(), sent))
        })
        .await
    }

    /// Changes the name or the description of a list. A lost answer is settled by reading the list.
    ///
    /// # Errors
    ///
    /// The platform refuses, or reading the list does not settle a lost answer.
    pub(super) async fn send_list_change(
        &self,
        list: &ContactList,
        change: &ListChange,
    ) -> Result<Settled<()>, PlatformError> {
        let request = self.endpoints().change_contact_list(list, change);
        let names: Vec<&str> =
            std::iter::once(list.name.as_str()).chain(change.name.as_ref().map(ListName::as_str)).collect();
        let Err(failed) = self.send_identified(&request, Some(&list.id), &names).await else {
            return Ok(Settled::answered(()));
        };
        let http = self.http()?;
        let sent = http.last_write_began();
        let look =
            format!("look at it with `kcamp contact-list get {}`; the same change again is safe", list.id);
        self.settle(failed, look, async || {
            let live = self.contact_list(&list.id).await?;
            let age = Age::of(live.updated_at, http.last_clock_reading(), sent);
            Ok(if change.is_in(list) {
                ReadBack::Closed(
                    "the platform returns none of the changed values: it was so before".to_owned(),
                )
            } else if !change.is_in(&live) {
                not_yet()
            } else if age == Age::Fresh {
                ReadBack::Settled(())
            } else {
                ReadBack::Open(format!(
                    "read back, it is as it was sent, and {}",
                    age.words_of_change("change")
                ))
            })
        })
        .await
    }

    /// Deletes a list with its contacts. A lost answer is settled by reading whether the list still exists.
    ///
    /// # Errors
    ///
    /// The platform refuses, or it is unknown whether the list is gone.
    pub(super) async fn send_list_delete(&self, list: &ContactList) -> Result<Settled<()>, PlatformError> {
        let request = self.endpoints().delete_contact_list(list);
        let Err(failed) = self.send_identified(&request, Some(&list.id), &[&list.name]).await else {
            return Ok(Settled::answered(()));
        };
        let look = format!("look at it with `kcamp contact-list get {}`; deleting it again is safe", list.id);
        self.settle(failed, look, async || match self.contact_list(&list.id).await {
            Err(error) if error.kind == ErrorKind::NotFound => Ok(ReadBack::Settled(())),
            Ok(_) => Ok(not_yet()),
            Err(error) => Err(error),
        })
        .await
    }

    /// Reads the contacts once. `hasMore` is trusted over the totals. The next page begins after the different contacts
    /// that have come. A page with nothing new ends the list, since the platform may ignore the paging parameters.
    ///
    /// # Errors
    ///
    /// A page cannot be read or understood, or there are more rows than kcamp keeps.
    pub(super) async fn read_contacts_once(
        &self,
        list: &ContactList,
        limit: usize,
    ) -> Result<ListContacts, PlatformError> {
        let mut read = ListContacts::default();
        let mut footprint = Footprint::default();
        let mut seen = HashSet::new();
        let (mut reported, mut has_moved) = (None, false);
        while read.contacts.len() < limit {
            let request = self.endpoints().contacts_of_list(list, seen.len());
            let value = self.send(&request).await?;
            let ContactsPage { mut rows, has_more, total } =
                answer::contacts(&value).ok_or_else(|| PlatformError::undocumented(&request.purpose))?;
            let total = self.line.believed(total);
            footprint.add(&request.purpose, &rows)?;
            let is_last = rows.is_empty() || !has_more.unwrap_or(rows.len() >= ListContacts::PAGE_ROWS);
            rows.retain(|row| seen.insert(row.id.clone()));
            let is_over = rows.is_empty() || is_last;
            has_moved |= total.is_some() && reported.is_some() && total != reported;
            reported = total.or(reported);
            read.contacts.extend(rows);
            if is_over {
                if has_more == Some(true) || is_short(total, seen.len()) {
                    let cut = PlatformError::list_cut(&request.purpose, seen.len(), total);
                    read.gap = Some(ListGap::Cut(cut));
                }
                break;
            }
        }
        if has_moved {
            read.gap = Some(ListGap::Moved);
        }
        Ok(read)
    }

    /// Queues contacts to be added to a list, in one request. The platform tells neither which ones it accepted nor
    /// when they are added.
    ///
    /// # Errors
    ///
    /// The platform refuses, or the answer is lost: it is unknown which contacts were added.
    pub(super) async fn send_contacts(&self, request: &Request) -> Result<(), PlatformError> {
        self.http()?.send(request, understand_add).await.map(drop)
    }

    /// Looks, several times within some seconds, whether a write whose answer was lost has happened.
    async fn settle<T>(
        &self,
        failed: PlatformError,
        advice: String,
        mut look: impl AsyncFnMut() -> Result<ReadBack<T>, PlatformError>,
    ) -> Result<Settled<T>, PlatformError> {
        let value = settle(self.http()?, failed, &LOOKS_AT_A_CHANGE, advice, &mut look).await?;
        Ok(Settled::read_back(value))
    }
}

fn not_yet<T>() -> ReadBack<T> {
    ReadBack::Open("read back, it has not happened, and it may still".to_owned())
}

/// Parses the answer to a queued add. The answer has no `status`; its `message` says that the add is in progress, in
/// words that the contract does not fix (Kore.ai contract §20.7).
fn understand_add(answer: &Answer, redactor: &Redactor) -> ParsedAnswer {
    let said = envelope::understand(answer, redactor, Marker::Success);
    let Body::Json(value) = &answer.body else { return said };
    // A key that elsewhere tells of an error rules out success.
    let has_message = value["message"].as_str().is_some_and(|message| !message.trim().is_empty());
    let is_no_error = ["status", "error", "code"].iter().all(|key| value.get(key).is_none());
    match said {
        ParsedAnswer::Unusable { .. } if has_message && is_no_error => ParsedAnswer::Success(value.clone()),
        // The message is the mark of this call: without it, it is not known what was done.
        ParsedAnswer::Success(_) if !has_message => {
            ParsedAnswer::Unusable { why: "does not say that the contacts are being added".to_owned() }
        }
        said => said,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::understand_add;
    use crate::platform::failure::{Answer, Body, ParsedAnswer};
    use crate::secret::redact::Redactor;

    fn meaning(status: u16, body: Value) -> ParsedAnswer {
        let answer =
            Answer { status, body: Body::Json(body), request_id: None, retry_after: None, location: None };
        understand_add(&answer, &Redactor::default())
    }

    #[test]
    fn only_a_queued_add_is_a_success_without_a_status() {
        let queued = json!({"message": "Adding contacts to public list is in progress"});
        assert_eq!(meaning(200, queued.clone()), ParsedAnswer::Success(queued.clone()));
        let other = json!({"message": "Contacts were queued"});
        assert_eq!(meaning(200, other.clone()), ParsedAnswer::Success(other));
        for open in [json!({}), json!({"message": ""}), json!({"status": "queued", "message": "x"})] {
            assert!(matches!(meaning(200, open), ParsedAnswer::Unusable { .. }));
        }
        for error in [
            json!({"error": "quota", "message": "x"}),
            json!({"code": 404, "message": "no such list"}),
            json!({"status": "success"}),
            json!({"status": "success", "message": " "}),
        ] {
            assert!(matches!(meaning(200, error.clone()), ParsedAnswer::Unusable { .. }), "{error}");
        }
        let marked = json!({"status": "success", "message": "Adding contacts is in progress"});
        assert_eq!(meaning(200, marked.clone()), ParsedAnswer::Success(marked));
        assert!(matches!(meaning(500, queued), ParsedAnswer::Error { .. }));
        let failed = json!({"status": "failed", "message": "Adding contacts in progress"});
        assert!(matches!(meaning(200, failed), ParsedAnswer::Error { .. }));
    }
}
