//! Taking contacts into a campaign. Contract section 6: what is documented is the old call, which answered when it was
//! done; now it answers 202, in a shape that is documented nowhere. Whatever comes is kept to be shown.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::answer::{id, text};
use super::client::Burki;
use super::endpoints::Endpoints;
use super::envelope::Marker;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::outreach::{ContactFile, ImportReading, ImportState};
use crate::platform::error::PlatformError;
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, Look, created_since, settle};
use crate::platform::request::{Effect, Form, Method, Payload, Request};

/// Where an import's id may stand.
const ID_KEYS: [&str; 3] = ["import_id", "id", "task_id"];
/// The words for an import that is over, one that failed and one that goes on.
const DONE: [&str; 6] = ["completed", "complete", "done", "success", "succeeded", "finished"];
const FAILED: [&str; 4] = ["failed", "failure", "error", "cancelled"];
const UNDER_WAY: [&str; 8] =
    ["processing", "pending", "queued", "running", "started", "in_progress", "accepted", "importing"];

impl Endpoints {
    /// Takes the contacts of a file into a campaign.
    #[must_use]
    pub fn import(&self, live: &LiveCampaign, file: &ContactFile) -> Request {
        let purpose = format!("import contacts into the campaign {:?}", live.name);
        let address = self.of(&live.id).segment("import-data");
        let fields = vec![("column_mappings", json!(file.column_mappings).to_string())];
        Request {
            body: Some(Payload::Form(Form::new(&file.path, &file.text, fields))),
            ..self.request(purpose, Effect::Write, Method::Post, address, None)
        }
    }

    /// How far an import is.
    #[must_use]
    pub fn import_status(&self, id: &CampaignId, import_id: &str) -> Request {
        let address = self.of(id).segment("imports").segment(import_id);
        self.get(format!("read the import {import_id} of the campaign {id}"), address)
    }
}

impl Burki {
    /// Takes the contacts of a file into a campaign. The same number twice is skipped, and contacts of earlier imports
    /// that are still pending go. A lost answer is settled by the campaign's last import; it is never sent again in doubt.
    pub async fn import(
        &self,
        live: &LiveCampaign,
        file: &ContactFile,
    ) -> Result<ImportReading, PlatformError> {
        let request = self.endpoints().import(live, file);
        let sent_at = self.http().clock().now();
        let lost = match self.send(&request, Marker::Object).await {
            Ok(value) => return Ok(reading(&value)),
            Err(error) => error,
        };
        let advice = format!(
            "look at its contacts with `kcamp campaign contacts {}`; importing the same file again adds no number twice",
            live.id
        );
        settle(self.http(), lost, &LOOKS_AT_A_CHANGE, advice, async || {
            Ok(look_at(&self.campaign(&live.id).await?, &file.name(), sent_at))
        })
        .await
    }

    /// How far an import is.
    pub async fn import_status(
        &self,
        id: &CampaignId,
        import_id: &str,
    ) -> Result<ImportReading, PlatformError> {
        let value = self.send(&self.endpoints().import_status(id, import_id), Marker::Object).await?;
        let reading = reading(&value);
        Ok(ImportReading { id: Some(import_id.to_owned()), ..reading })
    }
}

fn look_at(live: &LiveCampaign, file_name: &str, sent_at: Timestamp) -> Look<ImportReading> {
    let assistant = live.assistant.as_deref();
    let last = assistant.and_then(|it| it.last_import_file_name.clone().zip(it.last_import_at));
    match last {
        Some((name, at)) if name == file_name && created_since(at, sent_at) => {
            let imported = assistant.and_then(|it| it.last_import_row_count);
            let total = assistant.and_then(|it| it.total_contacts);
            let state = ImportState::Done;
            let answer = Value::Null;
            let recovered = true;
            Look::Settled(ImportReading { imported, total, recovered, ..empty(state, answer) })
        }
        Some((name, at)) => Look::Open(format!("read back, its last import is {name:?} of {at}")),
        None => Look::Open("read back, it tells of no import".to_owned()),
    }
}

fn reading(value: &Value) -> ImportReading {
    let import_id = ID_KEYS.iter().find_map(|key| id(&value[*key]));
    let word = text(value, "status").unwrap_or_default().to_lowercase();
    let one_of = |words: &[&str]| words.contains(&word.as_str());
    let state = if one_of(&DONE) {
        ImportState::Done
    } else if one_of(&FAILED) {
        ImportState::Failed
    } else if one_of(&UNDER_WAY) {
        ImportState::UnderWay
    } else if word.is_empty() && value["imported_count"].is_u64() {
        ImportState::Done
    } else if word.is_empty() && import_id.is_some() {
        ImportState::UnderWay
    } else {
        ImportState::Other(word)
    };
    ImportReading {
        id: import_id,
        imported: value["imported_count"].as_u64(),
        duplicates: value["duplicate_count"].as_u64(),
        invalid: value["invalid_count"].as_u64(),
        total: value["total_contacts"].as_u64(),
        message: text(value, "message"),
        ..empty(state, value.clone())
    }
}

const fn empty(state: ImportState, answer: Value) -> ImportReading {
    ImportReading {
        id: None,
        state,
        imported: None,
        duplicates: None,
        invalid: None,
        total: None,
        message: None,
        answer,
        recovered: false,
    }
}
