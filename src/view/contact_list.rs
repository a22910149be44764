//! Contact lists as a platform reports them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::moment::{cell, utc};
use super::read_back;
use super::shown_numbers::ShownNumbers;
use crate::domain::live::{ContactList, LiveContact};
use crate::domain::number::is_in_a_numbering_plan;
use crate::domain::phone_number::PhoneNumber;
use crate::domain::plural::counted;
use crate::domain::zone::Zone;
use crate::ui::{Cell, Column, Document, Table, View, usual};

/// A contact list in a choice of several: its name, with the number of its contacts where that is known.
pub fn list_label(list: &ContactList) -> String {
    match list.records {
        Some(records) => format!("{} ({})", list.name, counted(records, "contact")),
        None => list.name.clone(),
    }
}

/// A contact list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ContactListView {
    /// The contact list's id.
    id: String,
    /// The contact list's name.
    name: String,
    /// The list's purpose; `null` where it has no description.
    description: Option<String>,
    /// The status, in the platform's word, such as `Ready`.
    status: Option<String>,
    /// How many contacts it holds; `null` where the platform does not count them.
    records: Option<u64>,
    /// The origin of its contacts, in the platform's word, such as `passiveApi`.
    source: Option<String>,
    /// Whether it keeps people from being contacted in every voice campaign of the account.
    global_dnc: bool,
    /// Whether a number may be in it twice; `null` where the platform does not say it.
    allow_duplicates: Option<bool>,
    /// The platform's fields, such as `phoneNumber`, with the list's own column for each.
    mapping: BTreeMap<String, String>,
    /// The campaigns that name it.
    used_by: Vec<ListUserView>,
    /// When it was created, RFC 3339 in UTC.
    created_at: Option<String>,
    /// When it was last changed, RFC 3339 in UTC.
    updated_at: Option<String>,
    #[serde(skip)]
    created_local: Cell,
    #[serde(skip)]
    updated_local: Cell,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ListUserView {
    /// The campaign's id.
    id: String,
    /// The campaign's name; `null` where the platform gives ids only.
    name: Option<String>,
}

/// The campaigns that name a list.
fn users(list: &ContactList) -> Vec<ListUserView> {
    list.used_by.iter().map(|user| ListUserView { id: user.id.clone(), name: user.name.clone() }).collect()
}

impl ContactListView {
    /// A view of a list; tables show its times in `zone`.
    pub fn new(list: &ContactList, zone: &Zone) -> Self {
        let shown = |instant: Option<Timestamp>| instant.map(utc);
        Self {
            id: list.id.clone(),
            name: list.name.clone(),
            description: list.description.clone(),
            status: list.status.clone(),
            records: list.records,
            source: list.source.clone(),
            global_dnc: list.global_dnc,
            allow_duplicates: list.allow_duplicates,
            mapping: list.mapping.iter().cloned().collect(),
            used_by: users(list),
            created_at: shown(list.created_at),
            updated_at: shown(list.updated_at),
            created_local: cell(list.created_at, zone),
            updated_local: cell(list.updated_at, zone),
        }
    }

    /// The campaigns that use the list, by name if it is known, else by id.
    fn users(&self) -> Vec<&str> {
        self.used_by.iter().map(|user| user.name.as_deref().unwrap_or(&user.id)).collect()
    }
}

impl View for ContactListView {
    fn document(&self) -> Document {
        let users = self.users();
        let optional = [
            ("description", self.description.clone()),
            ("status", self.status.clone()),
            ("contacts", self.records.map(|records| records.to_string())),
            ("source", self.source.clone()),
            (
                "duplicates",
                self.allow_duplicates.map(|kept| if kept { "kept" } else { "dropped" }.to_owned()),
            ),
            ("used by", (!users.is_empty()).then(|| users.join(", "))),
        ];
        let fields = [("name", self.name.clone()), ("id", self.id.clone())];
        let optional = optional.into_iter().filter_map(|(label, value)| Some((label, value?)));
        let texts = fields.into_iter().chain(optional).map(|(label, text)| (label, Cell::from(text)));
        let times = [
            self.created_at.as_ref().map(|_| ("created", self.created_local.clone())),
            self.updated_at.as_ref().map(|_| ("updated", self.updated_local.clone())),
        ];
        Document::new().fields(texts.chain(times.into_iter().flatten()))
    }
}

/// The change of a contact list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ChangeOutcome {
    /// It is new.
    Created,
    /// It has another name or description.
    Changed,
    /// It is gone.
    Deleted,
}

/// A contact list that was changed.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ListChangeView {
    /// The contact list's name.
    name: String,
    /// The contact list's id.
    id: String,
    /// The change that was made.
    outcome: ChangeOutcome,
    /// The campaigns that name it; their files need the new name after a rename.
    used_by: Vec<ListUserView>,
    /// Whether the answer was lost and the outcome was read back.
    answer_lost: bool,
}

impl ListChangeView {
    /// A view of the list in its state now, or before it was deleted; `name` is its name now.
    pub fn new(name: &str, list: &ContactList, outcome: ChangeOutcome, answer_lost: bool) -> Self {
        Self { name: name.to_owned(), id: list.id.clone(), outcome, used_by: users(list), answer_lost }
    }
}

impl View for ListChangeView {
    fn document(&self) -> Document {
        let done = match self.outcome {
            ChangeOutcome::Created => "created",
            ChangeOutcome::Changed => "changed",
            ChangeOutcome::Deleted => "deleted",
        };
        let outcome = format!("{done}{}", read_back(self.answer_lost));
        let fields = [("name", self.name.clone()), ("id", self.id.clone()), ("outcome", outcome)];
        Document::new().fields(fields)
    }
}

/// A contact of a list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ContactView {
    /// The contact's id.
    id: String,
    /// The contact's number, masked unless `--show-numbers` is given.
    phone_number: String,
    /// When it was added, RFC 3339 in UTC.
    created_at: Option<String>,
    /// When it was last changed, RFC 3339 in UTC.
    updated_at: Option<String>,
    #[serde(skip)]
    created_local: Cell,
}

impl ContactView {
    /// A view of a contact; tables show its times in `zone`.
    pub fn new(contact: &LiveContact, numbers: ShownNumbers, zone: &Zone) -> Self {
        let shown = |instant: Option<Timestamp>| instant.map(utc);
        Self {
            id: contact.id.clone(),
            phone_number: match numbers {
                ShownNumbers::Whole => with_plus(&contact.phone_number),
                ShownNumbers::Masked => masked(&contact.phone_number),
            },
            created_at: shown(contact.created_at),
            updated_at: shown(contact.updated_at),
            created_local: cell(contact.created_at, zone),
        }
    }
}

/// The number with its `+`, so that it can be read again. A national number stays as the platform has it: it is in no
/// numbering plan with a `+`.
fn with_plus(number: &str) -> String {
    let whole = format!("+{number}");
    let is_digits = number.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && is_in_a_numbering_plan(&whole) { whole } else { number.to_owned() }
}

/// Masks a number. A text that is not a number in E.164 is hidden completely.
fn masked(number: &str) -> String {
    let digits = number.strip_prefix('+').unwrap_or(number);
    format!("+{digits}")
        .parse::<PhoneNumber>()
        .map_or_else(|_| "*".repeat(number.chars().count()), |number| number.masked())
}

/// The columns of the list of contacts.
pub const CONTACT_COLUMNS: &[Column<ContactView>] = &[
    Column::new("PHONE NUMBER", |it| Cell::from(&it.phone_number)),
    Column::whole("ADDED", |it| it.created_local.clone()),
    Column::new("ID", |it| Cell::from(&it.id)),
];

/// The contacts of a list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ContactsView(pub Vec<ContactView>);

impl View for ContactsView {
    fn document(&self) -> Document {
        let table = Table::list(CONTACT_COLUMNS, &self.0);
        Document::new().table(table.one_line(&["ID", "ADDED"]).empty("no contacts"))
    }
}

/// Several contact lists.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ContactListsView(pub Vec<ContactListView>);

/// The possible columns of the list of contact lists.
pub const LIST_COLUMNS: &[Column<ContactListView>] = &[
    Column::new("NAME", |it| Cell::from(&it.name)),
    Column::new("CONTACTS", |it| Cell::of(it.records)),
    Column::new("STATUS", |it| Cell::of(it.status.as_ref())),
    Column::new("CAMPAIGNS", |it| it.used_by.len().to_string().into()),
    Column::new("ID", |it| Cell::from(&it.id)),
    Column::wide("SOURCE", |it| Cell::of(it.source.as_ref())),
    Column::wide("CREATED", |it| it.created_local.clone()),
    Column::wide("UPDATED", |it| it.updated_local.clone()),
    Column::wide("USED BY", |it| it.users().join(", ").into()),
    Column::wide("DESCRIPTION", |it| Cell::of(it.description.as_ref())),
];

impl ContactListsView {
    fn lay_out(table: Table) -> Document {
        Document::new().table(table.one_line(&["ID", "CAMPAIGNS", "STATUS"]).empty("no contact lists"))
    }
}

impl View for ContactListsView {
    fn document(&self) -> Document {
        Self::lay_out(Table::list(usual(LIST_COLUMNS), &self.0))
    }

    fn wide(&self) -> Document {
        Self::lay_out(Table::list(LIST_COLUMNS, &self.0))
    }
}
