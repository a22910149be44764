//! The contacts that a campaign dialled, and the outcomes of call-backs.

use serde::Serialize;

use crate::domain::kore_contact::{CallBack, CallBackOutcome, KoreContact};
use crate::domain::zone::Zone;
use crate::ui::{Cell, Column, Document, Table, View};

use super::moment::{cell, utc};
use super::shown_numbers::ShownNumbers;

/// One dialled contact.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct KoreContactView {
    /// The contact's number, masked unless `--show-numbers` is given.
    phone_number: String,
    /// The operator's own id of the contact; `null` where the list has none.
    unique_id: Option<String>,
    /// `null` while it is in progress.
    outcome: Option<String>,
    /// How often it was tried so far.
    attempts: Option<u64>,
    /// How the last attempt ended, in the platform's word, such as `userHangUp`.
    status: Option<String>,
    /// More about that status, in the platform's words.
    status_detail: Option<String>,
    /// The codes with which agents closed the contact; empty where there are none.
    dispositions: Vec<String>,
    /// The id of the conversation with the flow; `null` where there was none.
    session_id: Option<String>,
}

impl KoreContactView {
    /// A view of a contact.
    pub fn new(contact: &KoreContact, numbers: ShownNumbers) -> Self {
        let phone_number = match numbers {
            ShownNumbers::Masked => contact.masked_number(),
            ShownNumbers::Whole => contact.phone_number.clone(),
        };
        Self {
            phone_number,
            unique_id: contact.unique_id.clone(),
            outcome: contact.outcome.clone(),
            attempts: contact.attempts,
            status: contact.status.clone(),
            status_detail: contact.status_detail.clone(),
            dispositions: contact.dispositions.clone(),
            session_id: contact.session_id.clone(),
        }
    }
}

/// The dialled contacts of a campaign.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct KoreContactsView(pub Vec<KoreContactView>);

impl View for KoreContactsView {
    fn document(&self) -> Document {
        let columns = [
            Column::whole("PHONE NUMBER", |it: &KoreContactView| Cell::from(&it.phone_number)),
            Column::new("UNIQUE ID", |it| Cell::of(it.unique_id.as_ref())),
            Column::new("OUTCOME", |it| {
                it.outcome.as_ref().map_or_else(|| Cell::with_value("in progress", ""), Cell::from)
            }),
            Column::new("ATTEMPTS", |it| Cell::of(it.attempts)),
            Column::new("STATUS", |it| Cell::of(it.status.as_ref())),
            Column::new("DISPOSITIONS", |it| it.dispositions.join(", ").into()),
        ];
        Document::new().table(Table::list(&columns, &self.0).empty("no contact was dialled yet"))
    }
}

/// One call-back.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CallBackView {
    /// The contact's id in the campaign's dialling list, as it was given.
    dialling_id: String,
    /// RFC 3339 in UTC, as it went out.
    at: String,
    /// `accepted`, `refused` or `unknown`.
    outcome: &'static str,
    /// The platform's own word.
    reason: Option<String>,
    #[serde(skip)]
    local: Cell,
}

impl CallBackView {
    /// A view of a call-back; tables show its time in `zone`.
    pub fn new(call: &CallBack, outcome: &CallBackOutcome, zone: &Zone) -> Self {
        let (outcome, reason) = match outcome {
            CallBackOutcome::Accepted => ("accepted", None),
            CallBackOutcome::Refused(reason) => ("refused", reason.clone()),
            CallBackOutcome::NotAnswered => ("unknown", None),
        };
        Self {
            dialling_id: call.dialling_id.clone(),
            at: utc(call.at),
            outcome,
            reason,
            local: cell(Some(call.at), zone),
        }
    }
}

/// Several call-backs.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CallBacksView(pub Vec<CallBackView>);

impl View for CallBacksView {
    fn document(&self) -> Document {
        let columns = [
            Column::whole("CONTACT", |it: &CallBackView| Cell::from(&it.dialling_id)),
            Column::new("AT", |it| it.local.clone()),
            Column::new("OUTCOME", |it| it.outcome.into()),
            Column::new("REASON", |it| it.reason.clone().unwrap_or_default().into()),
        ];
        Document::new().table(Table::list(&columns, &self.0))
    }
}
