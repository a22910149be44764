//! The contacts of a campaign that owns them, the attempts to reach them, and another round.

use std::collections::BTreeMap;

use serde::Serialize;

use super::moment::{cell, utc};
use super::read_back;
use super::shown_numbers::ShownNumbers;
use crate::domain::burki_contact::{CampaignContact, Execution};
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::zone::Zone;
use crate::ui::{Cell, Column, Document, Table, View};

/// One contact of a campaign.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CampaignContactView {
    /// The contact's id.
    id: String,
    /// The contact's number, masked unless `--show-numbers` is given.
    phone_number: String,
    /// Its outcome, in the platform's word.
    status: Option<String>,
    /// How often it was tried.
    attempts: Option<u64>,
    /// The contact's company; `null` where none was imported.
    company: Option<String>,
    /// The origin of the contact, in the platform's word, such as `csv_import`.
    source: Option<String>,
    /// The values that templates may use, by the name of the variable.
    variables: BTreeMap<String, String>,
    /// The other values that were imported with the contact, by their column.
    custom_fields: BTreeMap<String, String>,
    /// RFC 3339 in UTC.
    created_at: Option<String>,
    /// RFC 3339 in UTC; `null` until it was tried.
    last_attempt_at: Option<String>,
    #[serde(skip)]
    last_attempt_local: Cell,
}

impl CampaignContactView {
    /// A view of a contact; tables show its times in `zone`.
    pub fn new(contact: &CampaignContact, numbers: ShownNumbers, zone: &Zone) -> Self {
        let phone_number = match numbers {
            ShownNumbers::Masked => contact.masked_number(),
            ShownNumbers::Whole => contact.phone_number.clone(),
        };
        let last = contact.last_attempt_at;
        let text = |text: &Option<String>| text.as_deref().map(|text| numbers.text(text));
        let values = |values: &BTreeMap<String, String>| {
            values.iter().map(|(name, text)| (name.clone(), numbers.text(text))).collect()
        };
        Self {
            id: contact.id.clone(),
            phone_number,
            status: contact.status.clone(),
            attempts: contact.attempts,
            company: text(&contact.company),
            source: contact.source.clone(),
            variables: values(&contact.variables),
            custom_fields: values(&contact.custom_fields),
            created_at: contact.created_at.map(utc),
            last_attempt_at: last.map(utc),
            last_attempt_local: cell(last, zone),
        }
    }
}

/// A campaign's contacts.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CampaignContactsView(pub Vec<CampaignContactView>);

impl View for CampaignContactsView {
    fn document(&self) -> Document {
        let columns = [
            Column::new("PHONE NUMBER", |it: &CampaignContactView| Cell::from(&it.phone_number)),
            Column::new("STATUS", |it| Cell::of(it.status.as_ref())),
            Column::new("ATTEMPTS", |it| Cell::of(it.attempts)),
            Column::new("LAST ATTEMPT", |it| it.last_attempt_local.clone()),
            Column::new("COMPANY", |it| Cell::of(it.company.as_ref())),
            Column::new("ID", |it| Cell::from(&it.id)),
        ];
        let table = Table::list(&columns, &self.0);
        Document::new().table(table.one_line(&["ID", "COMPANY"]).empty("no contacts"))
    }
}

/// One try to reach a contact.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExecutionView {
    /// The attempt's id.
    id: String,
    /// The contact's id.
    contact_id: Option<String>,
    /// The contact's name.
    contact_name: Option<String>,
    /// The contact's number, masked unless `--show-numbers` is given.
    phone_number: Option<String>,
    /// Its outcome, in the platform's word.
    status: Option<String>,
    /// RFC 3339 in UTC.
    executed_at: Option<String>,
    /// How long the call lasted, in seconds.
    duration_seconds: Option<f64>,
    /// The call's id; `null` for an sms.
    call_id: Option<String>,
    /// The id of the sms; `null` for a call.
    sms_id: Option<String>,
    /// The error, in the platform's words; `null` where there was none.
    error: Option<String>,
    /// The reason for another attempt, in the platform's words; `null` where none follows from it.
    retry_reason: Option<String>,
    /// The platform's rating of the contact's mood; `null` where it made none.
    sentiment_score: Option<f64>,
    #[serde(skip)]
    executed_local: Cell,
}

impl ExecutionView {
    /// A view of an attempt; tables show its time in `zone`.
    pub fn new(execution: &Execution, numbers: ShownNumbers, zone: &Zone) -> Self {
        let phone_number = match numbers {
            ShownNumbers::Masked => execution.masked_number(),
            ShownNumbers::Whole => execution.contact_phone.clone(),
        };
        let at = execution.executed_at;
        let text = |text: &Option<String>| text.as_deref().map(|text| numbers.text(text));
        Self {
            id: execution.id.clone(),
            contact_id: execution.contact_id.clone(),
            contact_name: text(&execution.contact_name),
            phone_number,
            status: execution.status.clone(),
            executed_at: at.map(utc),
            duration_seconds: execution.duration_seconds,
            call_id: execution.call_id.clone(),
            sms_id: execution.sms_id.clone(),
            error: text(&execution.error),
            retry_reason: text(&execution.retry_reason),
            sentiment_score: execution.sentiment_score,
            executed_local: cell(at, zone),
        }
    }
}

/// The tries to reach a campaign's contacts.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ExecutionsView(pub Vec<ExecutionView>);

impl View for ExecutionsView {
    fn document(&self) -> Document {
        let columns = [
            Column::new("AT", |it: &ExecutionView| it.executed_local.clone()),
            Column::new("CONTACT", |it| Cell::of(it.contact_name.as_ref())),
            Column::new("PHONE NUMBER", |it| Cell::of(it.phone_number.as_ref())),
            Column::new("STATUS", |it| Cell::of(it.status.as_ref())),
            Column::new("TOOK", |it| {
                let cell = |took| Cell::with_value(format!("{took} s"), f64::to_string(&took));
                it.duration_seconds.map_or_else(Cell::nothing, cell)
            }),
            Column::new("WHY", |it| Cell::of(it.error.as_ref().or(it.retry_reason.as_ref()))),
            Column::whole("ID", |it| Cell::from(&it.id)),
        ];
        Document::new().table(Table::list(&columns, &self.0).empty("nobody was tried yet"))
    }
}

/// Another round that was begun.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReExecutionView {
    /// The campaign's name.
    name: String,
    /// The campaign's id.
    id: String,
    /// How many contacts are pending again; `null` where the platform did not say it.
    contacts_reset: Option<u64>,
    /// The status now.
    status: String,
    /// The status before.
    status_before: String,
    /// Whether the answer was lost and the platform was read back.
    answer_lost: bool,
}

impl ReExecutionView {
    /// A view of another round; `before` is the campaign as it was read before.
    pub fn new(
        before: &LiveCampaign,
        status: &CampaignStatus,
        contacts_reset: Option<u64>,
        answer_lost: bool,
    ) -> Self {
        Self {
            name: before.name.clone(),
            id: before.id.to_string(),
            contacts_reset,
            status: status.to_string(),
            status_before: before.status.to_string(),
            answer_lost,
        }
    }
}

impl View for ReExecutionView {
    fn document(&self) -> Document {
        let lost = read_back(self.answer_lost);
        let mut fields = vec![("campaign", self.name.clone()), ("id", self.id.clone())];
        fields.extend(self.contacts_reset.map(|count| ("contacts", format!("{count} are pending again"))));
        fields.push(("status", format!("{} (was {}){lost}", self.status, self.status_before)));
        Document::new().fields(fields)
    }
}

/// A template that was filled in.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TemplatePreviewView {
    /// The text.
    pub rendered: String,
}

impl View for TemplatePreviewView {
    fn document(&self) -> Document {
        Document::new().lines([self.rendered.clone()])
    }
}
