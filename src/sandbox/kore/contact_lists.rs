//! Reading contact lists (contract, rows 14 and 15).

use serde_json::{Value, json};

use super::{Kore, views};
use crate::sandbox::{
    exchange::{Received, Refusal},
    state::{ContactList, State},
};

pub(super) fn all(kore: &Kore, received: &Received) -> Result<Value, Refusal> {
    received.optional_json()?;
    if received.query("type").is_some_and(|kind| kind != "call") {
        return Err(Refusal::bad("the query parameter `type` must be call"));
    }
    let state = kore.state()?;
    let lists: Vec<Value> = state.contact_lists.iter().map(|list| view(list, &state)).collect();
    Ok(json!({ "status": "success", "message": "", "data": lists }))
}

pub(super) fn one(kore: &Kore, id: &str) -> Result<Value, Refusal> {
    let state = kore.state()?;
    let list = state.contact_lists.iter().find(|list| list.id == id);
    let list = list.ok_or_else(|| Refusal::missing(format!("there is no contact list {id}")))?;
    Ok(json!({ "status": "success", "message": "", "data": view(list, &state) }))
}

fn view(list: &ContactList, state: &State) -> Value {
    let uses =
        |lists: &Value| lists.as_array().is_some_and(|names| names.iter().any(|name| *name == list.name));
    let campaigns: Vec<Value> = state
        .campaigns
        .iter()
        .filter(|campaign| campaign.body.get("contactLists").is_some_and(uses))
        .map(|campaign| json!({ "id": campaign.id, "name": campaign.name() }))
        .collect();
    json!({
        "_id": list.id,
        "isActive": true,
        "name": list.name,
        "description": list.description,
        "totalRecordCount": list.total_record_count,
        "status": "Ready",
        "createdBy": "u-1",
        "updatedBy": "u-1",
        "mapping": {
            "firstName": "firstName",
            "lastName": "lastName",
            "phoneNumber": "phoneNumber",
            "timeZone": "timeZone",
            "uniqueId": "uniqueId",
            "contactPriority": "contactPriority",
        },
        // The platform says so even of a list that campaigns use.
        "isListInUse": false,
        "listType": "call",
        "isGlobalDNC": false,
        "isDefault": false,
        "campaignInUse": campaigns,
        "source": "passiveApi",
        "apiConfigurations": { "dataSyncMode": "allowDuplicates" },
        "columns": [],
        "files": [],
        "createdAt": views::time(list.created_at),
        "updatedAt": views::time(list.created_at),
        "allowDuplicates": true,
    })
}
