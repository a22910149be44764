//! The contacts of a list (Kore.ai contract §5.18 and §5.19).

use std::collections::HashSet;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Kore, contact_lists::place, fields::Fields, views};
use crate::sandbox::{
    choices::Duplicates,
    exchange::{Received, Refusal, internal},
    kore::state::{Arrival, ContactList, id},
};

/// The limit is from the platform's user guide.
const CONTACTS_LIMIT: u64 = 1_000_000;
const FIELD_LIMIT: usize = 300;

/// A page of the contacts of a list.
///
/// # Errors
///
/// A number of the query is refused, there is no such list, or the contacts cannot be read.
pub(super) fn of_list(kore: &Kore, received: &Received, id: &str) -> Result<Value, Refusal> {
    let limit =
        number(received, "limit")?.unwrap_or(kore.choices.page_rows).clamp(1, kore.choices.page_rows_max);
    let skip = number(received, "skip")?.unwrap_or(0);
    let state = kore.state()?;
    let list = &state.contact_lists[place(&state, id)?];
    let added = kore.store.contacts(id).map_err(|error| internal(&error))?;
    let count = |contacts: u64| usize::try_from(contacts).unwrap_or(usize::MAX);
    let total = count(list.records(kore.now()));
    let seeded = count(list.total_record_count).saturating_sub(added.len());
    let rows: Vec<Value> = (0..seeded)
        .skip(skip)
        .take(limit)
        .map(|place| seeded_contact(list, place))
        // The queued contacts are the last ones.
        .chain(added.into_iter().take(total.saturating_sub(seeded)).skip(skip.saturating_sub(seeded)))
        .take(limit)
        .collect();
    Ok(views::page("Contacts retrieved successfully", &rows, (skip, limit), total))
}

/// Adds contacts to a list.
///
/// # Errors
///
/// The body or one of its rows is refused, there is no list of the name, or the contacts cannot be kept.
pub(super) fn add(kore: &Kore, received: &Received) -> Result<Value, Refusal> {
    let body = received.json()?;
    let fields = Fields::of_body(&body)?;
    fields.only(&["contact_list_name", "data"], kore.choices.strictness)?;
    let name = fields.filled("contact_list_name")?;
    let rows = fields.list("data")?;
    let numbers = rows.iter().enumerate().map(|(at, row)| check(row, at)).collect::<Result<Vec<_>, _>>()?;
    let now = kore.now();
    kore.change(|state| {
        let at = state.contact_lists.iter().position(|list| list.name == name);
        let at = at.ok_or_else(|| Refusal::missing(format!("there is no contact list named `{name}`")))?;
        let list = &state.contact_lists[at];
        let mut known = if list.allow_duplicates { None } else { Some(known_numbers(kore, list)?) };
        let list_id = list.id.clone();
        let mut contacts = Vec::new();
        for (row, number) in rows.iter().zip(numbers) {
            if known.as_mut().is_none_or(|known| known.insert(number.clone())) {
                contacts.push(contact(&state.next_id("cc", 8, 5), &number, row, now));
            } else if kore.choices.duplicates == Duplicates::Refused {
                return Err(Refusal::conflict("the list has one of these numbers already"));
            }
        }
        let list = &mut state.contact_lists[at];
        let total = list.total_record_count + contacts.len() as u64;
        if total > CONTACTS_LIMIT {
            return Err(Refusal::bad("a contact list has at most 1000000 contacts"));
        }
        list.total_record_count = total;
        let at = now.saturating_add(kore.choices.queued_adds(kore.clock)).unwrap_or(Timestamp::MAX);
        list.arrivals.retain(|arrival| arrival.at > now);
        list.arrivals.push(Arrival { at, contacts: contacts.len() as u64 });
        list.updated_at = now;
        kore.store.add_contacts(&list_id, &contacts).map_err(|error| internal(&error))?;
        Ok(json!({ "message": "Adding contacts to public list is in progress" }))
    })
}

/// The digits of the phone number in a row.
fn check(row: &Value, at: usize) -> Result<String, Refusal> {
    let fields = Fields::of_element(row, &format!("data[{at}]"))?;
    let number = fields.text("phoneNumber")?;
    let digits = number.strip_prefix('+').unwrap_or(number);
    if !(5..=15).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(fields.refuse("phoneNumber", "must have 5 to 15 digits"));
    }
    for (key, value) in row.as_object().into_iter().flatten() {
        match value {
            Value::String(text) if text.encode_utf16().count() > FIELD_LIMIT => {
                return Err(fields.refuse(key, "must have at most 300 characters"));
            }
            Value::String(_) | Value::Number(_) => {}
            _ => return Err(fields.refuse(key, "must be a text or a number")),
        }
    }
    Ok(digits.to_owned())
}

fn known_numbers(kore: &Kore, list: &ContactList) -> Result<HashSet<String>, Refusal> {
    let added = kore.store.contacts(&list.id).map_err(|error| internal(&error))?;
    let numbers = added.iter().filter_map(|contact| contact["phoneNumber"].as_str().map(str::to_owned));
    Ok(numbers.collect())
}

fn contact(id: &str, number: &str, row: &Value, now: Timestamp) -> Value {
    let mut contact = Map::new();
    contact.insert("_id".to_owned(), json!(id));
    contact.insert("createdAt".to_owned(), views::time(now));
    contact.insert("updatedAt".to_owned(), views::time(now));
    contact.extend(row.as_object().cloned().unwrap_or_default());
    contact.insert("phoneNumber".to_owned(), json!(number));
    Value::Object(contact)
}

/// A contact that a new sandbox has from the start. Its number is reserved for fiction.
fn seeded_contact(list: &ContactList, place: usize) -> Value {
    let area = 202 + place / 100;
    let number = format!("1{area}55501{:02}", place % 100);
    json!({
        // Counted down from the largest number, while added contacts count up, so that all ids differ.
        "_id": id("cc", 8, 5, u64::MAX - place as u64),
        "createdAt": views::time(list.created_at),
        "updatedAt": views::time(list.created_at),
        "phoneNumber": number,
    })
}

fn number(received: &Received, key: &str) -> Result<Option<usize>, Refusal> {
    let number = received.query(key).map(str::parse).transpose();
    number.map_err(|_| Refusal::bad(format!("the query parameter `{key}` must be a whole number")))
}
