//! Items of 1Password, one for each profile. They are identified by id, because several items may have the same
//! title.

use anyhow::{Context as _, anyhow};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::program::tell;
use crate::error::Error;
use crate::secret::Secret;

const PROGRAM: &str = "op";

/// The id of the password field, which 1Password defines.
const FIELD: &str = "password";

/// An item, in the form of its lists and answers.
#[derive(serde::Deserialize)]
struct Item {
    id: String,
    #[serde(default)]
    title: String,
}

/// The id of the item of this title, where there is one.
///
/// # Errors
///
/// The program cannot be run, fails, or prints something else than items.
pub(super) fn find(title: &str) -> Result<Option<String>, Error> {
    let listed = tell(PROGRAM, &["item", "list", "--categories", "Password", "--format", "json"], "")?;
    let items: Vec<Item> = read(&listed)?;
    Ok(items.into_iter().find(|item| item.title == title).map(|item| item.id))
}

/// The arguments with which `op` prints the secret of an item.
pub(super) fn giving(item: &str) -> Vec<String> {
    ["item", "get", item, "--fields", "label=password", "--reveal"].map(str::to_owned).to_vec()
}

/// Stores the secret in the item of this title, which is made where there is none, and returns its id.
///
/// # Errors
///
/// The program cannot be run, fails, or prints something else than an item.
pub(super) fn keep(title: &str, secret: &Secret) -> Result<String, Error> {
    let Some(id) = find(title)? else {
        let new = json!({ "title": title, "category": "PASSWORD", "fields": [field(secret)] });
        let made = tell(PROGRAM, &["item", "create", "-", "--format", "json"], &text_of(&new))?;
        return Ok(read::<Item>(&made)?.id);
    };
    let present = tell(PROGRAM, &["item", "get", &id, "--format", "json"], "")?;
    let mut item: Value = read(&present)?;
    let fields =
        item["fields"].as_array_mut().ok_or_else(|| anyhow!("{PROGRAM} shows an item without fields"))?;
    fields.retain(|field| field["id"] != FIELD);
    fields.push(field(secret));
    tell(PROGRAM, &["item", "edit", &id, "--format", "json"], &text_of(&item))?;
    Ok(id)
}

fn field(secret: &Secret) -> Value {
    json!({
        "id": FIELD, "type": "CONCEALED", "purpose": "PASSWORD", "label": FIELD, "value": secret.expose(),
    })
}

fn text_of(item: &Value) -> Zeroizing<String> {
    Zeroizing::new(item.to_string())
}

/// Parses the JSON that `op` printed. An error contains no part of it.
fn read<T: serde::de::DeserializeOwned>(printed: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(printed)
        .map_err(|error| anyhow!("line {}, column {}", error.line(), error.column()))
        .with_context(|| format!("{PROGRAM} did not answer in the documented JSON"))
        .map_err(Error::from)
}
