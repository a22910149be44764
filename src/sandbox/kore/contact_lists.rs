//! Contact lists (Kore.ai contract §5.13 to §5.17).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Kore, fields::Fields, views};
use crate::sandbox::{
    ACCOUNT,
    choices::Names,
    exchange::{Received, Refusal, internal},
    kore::state::{ContactList, State},
};

const NAME_LIMIT: usize = 48;
const DESCRIPTION_LIMIT: usize = 256;
/// The limit is from the platform's user guide.
const LISTS_LIMIT: usize = 1000;

/// Every contact list.
///
/// # Errors
///
/// The body or the type is refused, or the state cannot be read.
pub(super) fn all(kore: &Kore, received: &Received) -> Result<Value, Refusal> {
    received.optional_json()?;
    if received.query("type").is_some_and(|kind| kind != "call") {
        return Err(Refusal::bad("the query parameter `type` must be call"));
    }
    let state = kore.state()?;
    let lists: Vec<Value> = state.contact_lists.iter().map(|list| view(list, &state, kore.now())).collect();
    Ok(json!({ "status": "success", "message": "", "data": lists }))
}

/// One contact list.
///
/// # Errors
///
/// There is no such list, or the state cannot be read.
pub(super) fn one(kore: &Kore, id: &str) -> Result<Value, Refusal> {
    let state = kore.state()?;
    let list = &state.contact_lists[place(&state, id)?];
    Ok(json!({ "status": "success", "message": "", "data": view(list, &state, kore.now()) }))
}

/// Creates a contact list.
///
/// # Errors
///
/// The body is refused, the name is taken, or the state cannot be kept.
pub(super) fn create(kore: &Kore, received: &Received) -> Result<Value, Refusal> {
    let body = received.json()?;
    let fields = Fields::of_body(&body)?;
    fields.only(&["name", "description", "source", "allowDuplicates"], kore.choices.strictness)?;
    fields.filled("name")?;
    let name = fields.text_up_to("name", NAME_LIMIT)?;
    let description = fields.text_up_to("description", DESCRIPTION_LIMIT)?;
    fields.choice("source", &["passiveApi"])?;
    let allow_duplicates = match fields.get("allowDuplicates") {
        None => false,
        Some(Value::Bool(allowed)) => *allowed,
        Some(_) => return Err(fields.refuse("allowDuplicates", "must be true or false")),
    };
    let now = kore.now();
    kore.change(|state| {
        check_name_is_free(state, name, None, kore.choices.names)?;
        if state.contact_lists.len() >= LISTS_LIMIT {
            return Err(Refusal::bad("an account has at most 1000 contact lists"));
        }
        let id = state.next_id("cl", 7, 4);
        state.contact_lists.push(ContactList {
            id: id.clone(),
            name: name.to_owned(),
            description: description.to_owned(),
            total_record_count: 0,
            arrivals: Vec::new(),
            created_at: now,
            updated_at: now,
            allow_duplicates,
        });
        let list = &state.contact_lists[place(state, &id)?];
        let message = format!("Contact list {name} created successfully");
        Ok(json!({ "status": "success", "message": message, "data": view(list, state, now) }))
    })
}

/// Changes the name or the description of a contact list.
///
/// # Errors
///
/// The body is refused, there is no such list, the name is taken, or the state cannot be kept.
pub(super) fn update(kore: &Kore, received: &Received, id: &str) -> Result<Value, Refusal> {
    let body = received.json()?;
    let fields = Fields::of_body(&body)?;
    fields.only(&["name", "description"], kore.choices.strictness)?;
    let name = if fields.get("name").is_some() {
        fields.filled("name")?;
        Some(fields.text_up_to("name", NAME_LIMIT)?)
    } else {
        None
    };
    let description =
        fields.get("description").map(|_| fields.text_up_to("description", DESCRIPTION_LIMIT)).transpose()?;
    let now = kore.now();
    kore.change(|state| {
        let place = place(state, id)?;
        if let Some(name) = name {
            check_name_is_free(state, name, Some(id), kore.choices.names)?;
            state.rename_contact_list(place, name);
        }
        let list = &mut state.contact_lists[place];
        list.updated_at = now;
        if let Some(description) = description {
            description.clone_into(&mut list.description);
        }
        let name = list.name.clone();
        Ok(json!({
            "status": "success",
            "message": format!("Contact list {name} updated successfully"),
            "data": {
                "contactListId": id,
                "body": {
                    "name": name,
                    "scope": ["campaign_management"],
                    "orgId": "o-1",
                    "iId": ACCOUNT.stream_id,
                    "listType": "call",
                    "accountId": ACCOUNT.account_id,
                    "updatedBy": "u-1",
                },
            },
        }))
    })
}

/// Deletes a contact list that no campaign uses.
///
/// # Errors
///
/// There is no such list, a campaign uses it, or the state cannot be kept.
pub(super) fn delete(kore: &Kore, id: &str) -> Result<Value, Refusal> {
    kore.change(|state| {
        let place = place(state, id)?;
        let list = view(&state.contact_lists[place], state, kore.now());
        if list["campaignInUse"].as_array().is_some_and(|campaigns| !campaigns.is_empty()) {
            return Err(Refusal::conflict("a contact list that campaigns use cannot be deleted"));
        }
        let removed = state.contact_lists.remove(place);
        kore.store.drop_contacts(id).map_err(|error| internal(&error))?;
        let message = format!("Contact list {} deleted successfully", removed.name);
        Ok(json!({ "status": "success", "message": message, "data": list }))
    })
}

/// The place of the list with this id.
///
/// # Errors
///
/// 404 if there is no such list.
pub(super) fn place(state: &State, id: &str) -> Result<usize, Refusal> {
    let place = state.contact_lists.iter().position(|list| list.id == id);
    place.ok_or_else(|| Refusal::missing(format!("there is no contact list {id}")))
}

fn check_name_is_free(state: &State, name: &str, own_id: Option<&str>, names: Names) -> Result<(), Refusal> {
    let lowered = name.to_lowercase();
    let taken = state
        .contact_lists
        .iter()
        .any(|list| Some(list.id.as_str()) != own_id && list.name.to_lowercase() == lowered);
    if taken && names == Names::Unique {
        return Err(Refusal::conflict(format!("a contact list named `{name}` exists already")));
    }
    Ok(())
}

fn view(list: &ContactList, state: &State, now: Timestamp) -> Value {
    let uses =
        |lists: &Value| lists.as_array().is_some_and(|names| names.iter().any(|name| *name == list.name));
    let campaigns: Vec<Value> = state
        .campaigns
        .iter()
        .filter(|campaign| campaign.body.get("contactLists").is_some_and(uses))
        .map(|campaign| json!({ "id": campaign.id, "name": campaign.name() }))
        .collect();
    // Only the first of the two words is documented.
    let sync_mode = if list.allow_duplicates { "allowDuplicates" } else { "skipDuplicates" };
    json!({
        "_id": list.id,
        "isActive": true,
        "name": list.name,
        "description": list.description,
        "totalRecordCount": list.records(now),
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
        // The platform reports this even for a list that campaigns use.
        "isListInUse": false,
        "listType": "call",
        "isGlobalDNC": false,
        "isDefault": false,
        "campaignInUse": campaigns,
        "source": "passiveApi",
        "apiConfigurations": { "dataSyncMode": sync_mode },
        "columns": [],
        "files": [],
        "createdAt": views::time(list.created_at),
        "updatedAt": views::time(list.updated_at),
        "allowDuplicates": list.allow_duplicates,
    })
}
