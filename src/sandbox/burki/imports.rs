//! Imports contacts from a file, and tells the state of an import (Burki contract §6).

use std::collections::HashSet;

use axum::http::StatusCode;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value, json};

use super::{
    Burki,
    multipart::{self, Part},
    refusal::{FieldError, Refusal},
    state::{CallOutcome, Campaign, Contact, Import, Phase},
    views::time,
};
use crate::sandbox::{
    choices::BurkiImports,
    exchange::{Received, Reply},
};

/// The column names that the platform knows without a mapping.
const ALIASES: [(&str, &[&str]); 4] = [
    ("phone_number", &["phone", "phone_number", "mobile", "cell"]),
    ("name", &["name", "full_name", "contact_name"]),
    ("email", &["email", "email_address"]),
    ("company", &["company", "organization"]),
];

/// Adds the contacts of a file to a campaign.
///
/// # Errors
///
/// The upload is refused, there is no such campaign, it runs, or the state cannot be kept.
pub(super) fn import(burki: &Burki, received: &Received, id: i64) -> Result<Reply, Refusal> {
    let upload = Upload::read(received)?;
    let now = burki.now();
    let import_id = burki.change_state(|state| {
        let import_id = state.next_id();
        let mut ids = state.ids;
        let campaign = super::of(state, id)?;
        campaign.advance(now);
        if let Phase::Running { .. } = campaign.phase {
            return Err(Refusal::bad("Cannot import contacts into a running campaign"));
        }
        take_in(campaign, &upload, import_id, &mut ids, now)?;
        campaign.updated_at = now;
        state.ids = ids;
        Ok(import_id)
    })?;
    match burki.imports {
        BurkiImports::Queued => {
            let body = json!({ "import_id": import_id, "status": "processing" });
            Ok(Reply::json(StatusCode::ACCEPTED, &body))
        }
        BurkiImports::Immediate => burki.look(id, |campaign| {
            let imported = campaign.imports.last().map_or(0, |import| import.imported);
            let body = json!({
                "success": true,
                "message": format!("Successfully imported {imported} contacts"),
                "imported_count": imported,
                "total_contacts": campaign.contacts.len(),
                "file_name": upload.file_name,
                "import_date": time(now),
            });
            Reply::json(StatusCode::OK, &body)
        }),
    }
}

/// The status of an import: it is running at the first look, unless a second has passed.
///
/// # Errors
///
/// 404 if there is no such campaign or import.
pub(super) fn status(burki: &Burki, id: i64, import_id: i64) -> Result<Value, Refusal> {
    let now = burki.now();
    let missing = || Refusal::text(StatusCode::NOT_FOUND, "Import not found");
    let (import, total) = burki.look(id, |campaign| {
        let found = campaign.imports.iter().find(|import| import.has_id(import_id));
        (found.cloned(), campaign.contacts.len())
    })?;
    let import = import.ok_or_else(missing)?;
    if !import.was_looked_at && now < import.accepted_at + 1.second() {
        burki.change_state(|state| {
            let mut imports = super::of(state, id)?.imports.iter_mut();
            imports.find(|import| import.has_id(import_id)).ok_or_else(missing)?.was_looked_at = true;
            Ok(())
        })?;
        return Ok(json!({ "import_id": import.id, "status": "processing" }));
    }
    Ok(json!({
        "import_id": import.id,
        "status": "completed",
        "file_name": import.file_name,
        "import_date": time(import.accepted_at),
        "total_rows": import.rows,
        "imported_count": import.imported,
        "duplicate_count": import.duplicates,
        "invalid_count": import.invalid,
        "total_contacts": total,
    }))
}

/// The data that was sent.
#[derive(Debug)]
struct Upload {
    file_name: String,
    /// The field of each column, in the order of the file.
    columns: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Upload {
    fn read(received: &Received) -> Result<Self, Refusal> {
        let parts = multipart::parts(received.header("content-type").unwrap_or_default(), &received.body);
        let parts = parts.unwrap_or_default();
        let part = |name: &str| parts.iter().find(|part| part.name == name);
        let missing = || FieldError::new(vec![json!("body"), json!("file")], "Field required", "missing");
        let file = part("file").ok_or_else(missing)?;
        let file_name = file.file_name.clone().ok_or_else(missing)?;
        let bad = |what: &str| Refusal::bad(format!("Invalid CSV file: {what}"));
        let text = std::str::from_utf8(file.content).map_err(|_| bad("it is not UTF-8"))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| bad(&error.to_string()))?;
        let names: Vec<String> = header.iter().map(str::to_owned).collect();
        let columns = fields_of(&names, &mappings(part("column_mappings"))?)?;
        if !columns.iter().any(|column| column == "phone_number") {
            return Err(bad("it has no column of phone numbers"));
        }
        let rows: Vec<csv::StringRecord> =
            reader.records().collect::<Result<_, _>>().map_err(|error| bad(&error.to_string()))?;
        if rows.is_empty() { Err(bad("it has no rows")) } else { Ok(Self { file_name, columns, rows }) }
    }
}

/// `column_mappings`: the field of each column of the file.
fn mappings(part: Option<&Part<'_>>) -> Result<Map<String, Value>, Refusal> {
    let Some(part) = part else { return Ok(Map::new()) };
    let must = "column_mappings must be a JSON object from column to field";
    let map: Map<String, Value> = serde_json::from_slice(part.content).map_err(|_| Refusal::bad(must))?;
    if map.values().all(Value::is_string) { Ok(map) } else { Err(Refusal::bad(must)) }
}

/// The field of each column: the mapped one, else one of the platform's own names, else the column's name.
fn fields_of(names: &[String], mappings: &Map<String, Value>) -> Result<Vec<String>, Refusal> {
    if let Some(unknown) = mappings.keys().find(|key| !names.contains(key)) {
        return Err(Refusal::bad(format!("column_mappings names a column that the file lacks: {unknown}")));
    }
    let known = |name: &str| {
        let plain = name.to_lowercase();
        ALIASES.iter().find(|(_, aliases)| aliases.contains(&plain.as_str())).map(|(field, _)| *field)
    };
    let field = |name: &String| {
        let mapped = mappings.get(name).and_then(Value::as_str).unwrap_or(name);
        known(mapped).unwrap_or(mapped).to_owned()
    };
    Ok(names.iter().map(field).collect())
}

/// Replaces the contacts that earlier imports left pending or skipped. A contact that was reached stays, and is not
/// imported again.
fn take_in(
    campaign: &mut Campaign,
    upload: &Upload,
    import_id: u64,
    ids: &mut u64,
    now: Timestamp,
) -> Result<(), Refusal> {
    campaign
        .contacts
        .retain(|contact| !matches!(contact.outcome, CallOutcome::Pending | CallOutcome::Skipped));
    let mut known: HashSet<String> =
        campaign.contacts.iter().map(|contact| contact.phone_number.clone()).collect();
    let mut import = Import {
        id: import_id,
        file_name: upload.file_name.clone(),
        accepted_at: now,
        was_looked_at: false,
        rows: upload.rows.len(),
        imported: 0,
        duplicates: 0,
        invalid: 0,
    };
    for row in &upload.rows {
        let mut values: Map<String, Value> = upload
            .columns
            .iter()
            .zip(row)
            .filter(|(_, value)| !value.is_empty())
            .map(|(column, value)| (column.clone(), json!(value)))
            .collect();
        let typed = values.remove("phone_number");
        let Some(phone_number) = typed.as_ref().and_then(Value::as_str).and_then(e164) else {
            import.invalid += 1;
            continue;
        };
        if !known.insert(phone_number.clone()) {
            import.duplicates += 1;
            continue;
        }
        *ids += 1;
        import.imported += 1;
        campaign.contacts.push(contact(*ids, phone_number, &values, now));
    }
    if import.imported == 0 && import.duplicates == 0 {
        return Err(Refusal::bad("Invalid CSV file: no row has a phone number"));
    }
    campaign.imports.push(import);
    Ok(())
}

fn contact(id: u64, phone_number: String, values: &Map<String, Value>, now: Timestamp) -> Contact {
    let own = |key: &&String| ALIASES.iter().any(|(field, _)| field == key);
    let custom: Map<String, Value> =
        values.iter().filter(|(key, _)| !own(key)).map(|(key, value)| (key.clone(), value.clone())).collect();
    let data = json!({
        "company": values.get("company"),
        "source": "csv_import",
        "variable_values": values,
        "custom_fields": custom,
    });
    Contact {
        id,
        phone_number,
        data,
        outcome: CallOutcome::Pending,
        attempts: 0,
        created_at: now,
        last_attempt_at: None,
    }
}

/// A number in E.164. 10 digits are a number of the United States; more digits include the country code.
fn e164(typed: &str) -> Option<String> {
    let is_filler = |letter: char| " ()-.+".contains(letter);
    if !typed.chars().all(|letter| letter.is_ascii_digit() || is_filler(letter)) {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        10 if !typed.starts_with('+') => Some(format!("+1{digits}")),
        8..=15 if typed.starts_with('+') => Some(format!("+{digits}")),
        11..=15 => Some(format!("+{digits}")),
        _ => None,
    }
}
