//! Contact lists as a platform reports them.

use jiff::Timestamp;
use serde::Serialize;

use super::moment::utc;
use crate::domain::live::ContactList;
use crate::ui::{Document, Table, View};

/// A contact list.
#[derive(Debug, Serialize)]
pub struct ContactListView {
    id: String,
    name: String,
    description: Option<String>,
    status: Option<String>,
    records: Option<u64>,
    source: Option<String>,
    global_dnc: bool,
    used_by: Vec<ListUserView>,
    created_at: Option<String>,
    updated_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct ListUserView {
    id: String,
    name: Option<String>,
}

impl From<&ContactList> for ContactListView {
    fn from(list: &ContactList) -> Self {
        let shown = |instant: Option<Timestamp>| instant.map(utc);
        let users =
            list.used_by.iter().map(|user| ListUserView { id: user.id.clone(), name: user.name.clone() });
        Self {
            id: list.id.clone(),
            name: list.name.clone(),
            description: list.description.clone(),
            status: list.status.clone(),
            records: list.records,
            source: list.source.clone(),
            global_dnc: list.global_dnc,
            used_by: users.collect(),
            created_at: shown(list.created_at),
            updated_at: shown(list.updated_at),
        }
    }
}

/// Several contact lists.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct ContactListsView(pub Vec<ContactListView>);

impl View for ContactListsView {
    fn document(&self) -> Document {
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        let rows = self.0.iter().map(|list| {
            [
                list.name.clone(),
                list.records.map_or_else(|| "-".to_owned(), |records| records.to_string()),
                text(&list.status),
                list.used_by.len().to_string(),
                list.id.clone(),
            ]
        });
        let headers = ["NAME", "CONTACTS", "STATUS", "CAMPAIGNS", "ID"];
        Document::new().table(Table::new(headers).rows(rows).empty("no contact lists"))
    }
}
