//! A campaign's contacts with the result of each, and a template filled in for a contact. Burki contract §6.

use std::collections::{BTreeMap, HashSet};

use async_trait::async_trait;
use serde_json::{Value, json};

use super::answer::{self, id, pairs};
use super::client::Burki;
use super::endpoints::Endpoints;
use super::envelope::Marker;
use super::import;
use crate::domain::burki_contact::{CampaignContact, ContactFile, ContactStatus, Execution};
use crate::domain::change::Change;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::platform_contacts::PlatformContacts;
use crate::domain::plural::counted;
use crate::platform::answer_values::{instant, text};
use crate::platform::contacts::Following;
use crate::platform::error::PlatformError;
use crate::platform::footprint::{Footprint, HeapSize};
use crate::platform::page_reading::{Page, READINGS_MAX, is_short};
use crate::platform::platform::CampaignContacts;
use crate::platform::request::{Effect, Request};
use crate::platform::write::Write;

#[async_trait(?Send)]
impl CampaignContacts for Burki {
    async fn contacts_of(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<PlatformContacts, PlatformError> {
        self.contacts(id, status, limit).await.map(PlatformContacts::Burki)
    }

    async fn executions(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Vec<Execution>, PlatformError> {
        self.rows(RowsOf { id, what: "executions", status }, limit, execution, |execution| {
            execution.id.clone()
        })
        .await
    }

    fn import(
        &self,
        campaign: &LiveCampaign,
        file: ContactFile,
        contacts: u64,
        following: Following,
    ) -> Result<Write<()>, PlatformError> {
        let request = self.endpoints().import(campaign, &file);
        let evidence = import::evidence(campaign, &file);
        let (burki, live) = (self.clone(), campaign.clone());
        let change = Change::ImportContacts { campaign: Box::new(campaign.clone()), contacts };
        let send = async move || burki.import_and_follow(&live, &file, &following).await;
        Ok(Write::new(change, request, send).leaving(evidence).remarking(format!(
            "kcamp sends only the {} that passed the checks; the curl command would send the file as it is",
            counted(contacts, "contact")
        )))
    }
}

/// The most rows that a page may have.
const PAGE_ROWS_MAX: usize = 1000;

/// Which rows of a campaign are read.
#[derive(Clone, Copy)]
struct RowsOf<'id> {
    id: &'id CampaignId,
    /// `contacts` or `executions`, in the path and in the answer.
    what: &'static str,
    /// The status of the wanted rows, if not every one is wanted.
    status: Option<ContactStatus>,
}

impl Endpoints {
    /// One page of a campaign's contacts or executions, of one status where one is given; pages count from 1.
    fn page_of(&self, RowsOf { id, what, status }: RowsOf<'_>, page: u64, rows: usize) -> Request {
        let mut address = self.of(id).segment(what);
        if let Some(status) = status {
            address = address.query("status", status.wire_name());
        }
        let address = address.query("page", &page.to_string()).query("per_page", &rows.to_string());
        self.get(format!("read the {what} of the campaign {id}"), address)
    }

    /// A template as the platform fills it in with these values.
    pub fn template_preview(&self, template: &str, variables: &BTreeMap<String, String>) -> Request {
        let body = json!({ "template": template, "variables": variables });
        let address = self.campaigns().segment("template-preview");
        self.post("preview the template".to_owned(), Effect::Read, address, Some(body))
    }
}

impl Burki {
    /// A campaign's contacts, of one status where one is given, at most `limit`.
    ///
    /// # Errors
    ///
    /// A page cannot be read, or there are more rows than kcamp keeps.
    pub(super) async fn contacts(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Vec<CampaignContact>, PlatformError> {
        self.rows(RowsOf { id, what: "contacts", status }, limit, contact, |contact| contact.id.clone()).await
    }

    /// Reads rows from as many pages as needed. Rows that end before their total are read again, up to [`READINGS_MAX`]
    /// times in all.
    async fn rows<Row: HeapSize>(
        &self,
        wanted: RowsOf<'_>,
        limit: usize,
        row: impl Fn(&Value) -> Option<Row>,
        row_id: impl Fn(&Row) -> String,
    ) -> Result<Vec<Row>, PlatformError> {
        let mut cut = None;
        for _ in 0..READINGS_MAX {
            let (rows, total) = self.rows_once(wanted, limit, &row, &row_id).await?;
            // The number of all rows may be that of every status.
            let is_cut = wanted.status.is_none()
                && rows.len() < limit
                && is_short(self.line.believed(total), rows.len());
            if !is_cut {
                return Ok(rows);
            }
            cut = Some(PlatformError::list_cut(
                &self.endpoints().page_of(wanted, 1, limit).purpose,
                rows.len(),
                total,
            ));
        }
        cut.map_or_else(|| Ok(Vec::new()), Err)
    }

    /// Reads rows once, and the total that the platform reported last. A row that moves to another page meanwhile is
    /// returned once.
    async fn rows_once<Row: HeapSize>(
        &self,
        wanted: RowsOf<'_>,
        limit: usize,
        row: &impl Fn(&Value) -> Option<Row>,
        row_id: &impl Fn(&Row) -> String,
    ) -> Result<(Vec<Row>, Option<u64>), PlatformError> {
        let mut reported = None;
        // All pages must have the same size: the smallest that holds all the wanted rows, or the largest.
        let page_rows = limit.clamp(1, PAGE_ROWS_MAX);
        let mut all: Vec<Row> = Vec::new();
        let mut footprint = Footprint::default();
        let mut seen = HashSet::new();
        for page in 1.. {
            let request = self.endpoints().page_of(wanted, page, page_rows);
            let value = self.send(&request, Marker::Object).await?;
            let Some(Page { rows, unreadable: 0, has_more, total }) = answer::page(&value, wanted.what, row)
            else {
                return Err(PlatformError::undocumented(&request.purpose));
            };
            footprint.add(&request.purpose, &rows)?;
            reported = total.or(reported);
            let count = rows.len();
            let before = all.len();
            all.extend(rows.into_iter().filter(|row| seen.insert(row_id(row))));
            // Without the flag a page that is not full is the last; one with nothing new would go on for ever.
            if all.len() >= limit {
                break;
            }
            if all.len() == before && has_more == Some(true) {
                return Err(PlatformError::list_cut(&request.purpose, all.len(), total));
            }
            if all.len() == before || !has_more.unwrap_or(count >= page_rows) {
                break;
            }
        }
        all.truncate(limit);
        Ok((all, reported))
    }
}

fn contact(value: &Value) -> Option<CampaignContact> {
    let data = &value["contact_data"];
    Some(CampaignContact {
        id: id(&value["id"])?,
        phone_number: text(value, "phone_number")?,
        company: text(data, "company"),
        source: text(data, "source"),
        variables: pairs(&data["variable_values"]).unwrap_or_default(),
        custom_fields: pairs(&data["custom_fields"]).unwrap_or_default(),
        status: text(value, "status"),
        attempts: value["attempts"].as_u64(),
        created_at: instant(value, "created_at"),
        last_attempt_at: instant(value, "last_attempt_at"),
    })
}

fn execution(value: &Value) -> Option<Execution> {
    let data = &value["execution_data"];
    Some(Execution {
        id: id(&value["id"]).or_else(|| id(&value["execution_id"]))?,
        contact_id: id(&value["contact_id"]),
        contact_name: text(value, "contact_name"),
        contact_phone: text(value, "contact_phone"),
        status: text(value, "status"),
        call_id: id(&value["call_id"]),
        sms_id: id(&value["sms_id"]),
        executed_at: instant(value, "executed_at"),
        duration_seconds: data["duration_seconds"].as_f64(),
        error: text(data, "error_details"),
        retry_reason: text(data, "retry_reason"),
        sentiment_score: data["voice_analytics"]["sentiment_score"].as_f64(),
    })
}
