//! Imports contacts into a campaign. Burki contract §6: only the old call is documented, which answered when the
//! import was over. The current call answers 202, in a form that is not documented. Any answer is kept, so that it
//! can be shown.

mod agreement;
mod following;

use serde_json::{Value, json};

use self::agreement::SentFile;
use super::answer::id;
use super::client::Burki;
use super::endpoints::Endpoints;
use super::envelope::Marker;
use crate::domain::burki_contact::{ContactFile, ImportReading, ImportState};
use crate::domain::evidence::Evidence;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::platform::answer_values::text;
use crate::platform::error::PlatformError;
use crate::platform::platform::Campaigns as _;
use crate::platform::recovery::{LOOKS_AT_A_CHANGE, ReadBack, settle};
use crate::platform::request::{Effect, Form, Method, Payload, Request};

/// The keys under which an import's id may be.
const ID_KEYS: [&str; 3] = ["import_id", "id", "task_id"];
/// The words for an import that is over. The next lists have those for one that failed and one that was refused;
/// `UNDER_WAY` has those for one that is running.
const DONE: [&str; 6] = ["completed", "complete", "done", "success", "succeeded", "finished"];
const FAILED: [&str; 6] = ["failed", "failure", "error", "cancelled", "canceled", "aborted"];
const REFUSED: [&str; 4] = ["rejected", "refused", "denied", "invalid"];
/// The keys that make an answer without a status word a refusal, and hold its reason.
const REFUSAL_KEYS: [&str; 3] = ["error", "errors", "detail"];
const UNDER_WAY: [&str; 8] =
    ["processing", "pending", "queued", "running", "started", "in_progress", "accepted", "importing"];

impl Endpoints {
    /// Imports the contacts of a file into a campaign.
    pub fn import(&self, live: &LiveCampaign, file: &ContactFile) -> Request {
        let purpose = format!("import contacts into the campaign {:?}", live.name);
        let address = self.of(&live.id).segment("import-data");
        let fields = vec![("column_mappings", json!(file.column_mappings).to_string())];
        Request {
            body: Some(Payload::Form(Form::new(&file.path, &file.text, fields))),
            ..self.request(purpose, Effect::Write, Method::Post, address, None)
        }
    }

    /// Reads the state of an import.
    pub fn import_status(&self, id: &CampaignId, import_id: &str) -> Request {
        let address = self.of(id).segment("imports").segment(import_id);
        self.get(format!("read the import {import_id} of the campaign {id}"), address)
    }
}

/// The values by which a later look can recognise an import of this file.
pub(super) fn evidence(live: &LiveCampaign, file: &ContactFile) -> Evidence {
    match SentFile::of(file) {
        Some(sent) => Evidence::of_import(live, file.name(), &sent.numbers()),
        None => Evidence::of_campaign(live),
    }
}

impl Burki {
    /// Imports the contacts of a file into a campaign. A repeated number is skipped, and pending contacts of earlier
    /// imports are removed. A lost answer is settled by [`Self::settle_import`]; the import is never sent again in
    /// doubt.
    ///
    /// # Errors
    ///
    /// The platform refuses the file, or its answer is lost and the campaign's data does not settle it.
    pub(super) async fn send_import(
        &self,
        live: &LiveCampaign,
        file: &ContactFile,
    ) -> Result<ImportReading, PlatformError> {
        let request = self.endpoints().import(live, file);
        match self.send(&request, Marker::Object).await {
            Ok(value) => Ok(reading(&value)),
            Err(lost) => {
                let found = self.agreed_import(live, file, lost).await?;
                Ok(ImportReading { answer_lost: true, ..found })
            }
        }
    }

    /// The reason, in words, why the platform's last answer does not show that it imported the file that was sent.
    /// `None` where it shows that, or says that the import failed.
    ///
    /// # Errors
    ///
    /// The line is not connected.
    pub(super) fn doubt_of(
        &self,
        file: &ContactFile,
        answered: &ImportReading,
    ) -> Result<Option<String>, PlatformError> {
        let http = self.http()?;
        let doubt = match &answered.state {
            ImportState::Other(word) => {
                let said =
                    if word.is_empty() { "no status".to_owned() } else { format!("the status {word:?}") };
                Some(format!("with {said}, which is not documented for an import"))
            }
            ImportState::Done if !answered.answer_lost => SentFile::of(file)
                .and_then(|sent| sent.doubt(answered, http.last_clock_reading(), http.last_write_began()))
                .map(|words| format!("with an import {words}")),
            ImportState::UnderWay if answered.id.is_none() => {
                Some("that the import is in progress, but gave no id to follow it".to_owned())
            }
            _ => None,
        };
        Ok(doubt)
    }

    /// Settles the last import, whose answer leaves it in doubt, from the campaign's data. If file name, time, number
    /// of rows and contacts agree with what was sent, the file was imported; else the outcome is unknown.
    ///
    /// # Errors
    ///
    /// The campaign's data does not settle it: the outcome is unknown.
    pub(super) async fn settle_import(
        &self,
        live: &LiveCampaign,
        file: &ContactFile,
        answered: ImportReading,
        doubt: &str,
    ) -> Result<ImportReading, PlatformError> {
        let request = self.endpoints().import(live, file);
        let open = PlatformError::lost_in(&request, &format!("the platform answered {doubt}"));
        let found = self.agreed_import(live, file, open).await?;
        Ok(ImportReading { id: answered.id, answer: answered.answer, ..found })
    }

    async fn agreed_import(
        &self,
        live: &LiveCampaign,
        file: &ContactFile,
        open: PlatformError,
    ) -> Result<ImportReading, PlatformError> {
        let http = self.http()?;
        let sent = http.last_write_began();
        let sent_file = SentFile::of(file);
        let advice = format!(
            "look at its contacts with `kcamp campaign contacts {}`; importing the same file again adds no number twice",
            live.id
        );
        settle(http, open, &LOOKS_AT_A_CHANGE, advice, async || {
            let Some(sent_file) = &sent_file else {
                return Ok(ReadBack::Closed("what was sent cannot be compared".to_owned()));
            };
            let live = self.campaign(&live.id).await?;
            if let Some(words) = sent_file.other_import(&live, http.last_clock_reading(), sent) {
                return Ok(ReadBack::Open(words));
            }
            let contacts = self.contacts(&live.id, None, usize::MAX).await?;
            let own = live.burki();
            let imported = own.and_then(|it| it.last_import_row_count);
            let clock = http.last_clock_reading();
            if let Some(words) = sent_file.difference(&contacts, imported, clock, sent) {
                return Ok(ReadBack::Open(words));
            }
            let total = own.and_then(|it| it.total_contacts);
            Ok(ReadBack::Settled(ImportReading { imported, total, ..empty(ImportState::Done, Value::Null) }))
        })
        .await
    }

    /// Reads the state of an import.
    ///
    /// # Errors
    ///
    /// The import cannot be read.
    pub(super) async fn import_status(
        &self,
        id: &CampaignId,
        import_id: &str,
    ) -> Result<ImportReading, PlatformError> {
        let value = self.send(&self.endpoints().import_status(id, import_id), Marker::Object).await?;
        let reading = reading(&value);
        Ok(ImportReading { id: Some(import_id.to_owned()), ..reading })
    }
}

fn reading(value: &Value) -> ImportReading {
    let import_id = ID_KEYS.iter().find_map(|key| id(&value[*key]));
    let word = text(value, "status").unwrap_or_default().to_lowercase();
    let refusal = REFUSAL_KEYS.iter().find_map(|key| refusal(&value[*key]));
    let one_of = |words: &[&str]| words.contains(&word.as_str());
    let state = if one_of(&DONE) {
        ImportState::Done
    } else if one_of(&FAILED) {
        ImportState::Failed
    } else if one_of(&REFUSED) {
        ImportState::Refused
    } else if one_of(&UNDER_WAY) {
        ImportState::UnderWay
    } else if word.is_empty() && value["imported_count"].as_u64().is_some_and(|count| count > 0) {
        ImportState::Done
    } else if refusal.is_some() {
        ImportState::Refused
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
        message: text(value, "message")
            .or(refusal.filter(|_| matches!(state, ImportState::Failed | ImportState::Refused))),
        ..empty(state, value.clone())
    }
}

/// The text under a key that tells of a refusal; `None` where the value there tells of none.
fn refusal(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) => (!text.is_empty()).then(|| text.clone()),
        Value::Array(items) if items.is_empty() => None,
        Value::Object(fields) if fields.is_empty() => None,
        Value::Number(number) if number.as_u64() == Some(0) => None,
        other => Some(other.to_string()),
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
        answer_lost: false,
    }
}
