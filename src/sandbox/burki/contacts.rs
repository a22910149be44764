//! The contacts of a campaign (Burki contract §6).

use serde_json::{Value, json};

use super::{
    Burki,
    fields::Query,
    refusal::Refusal,
    state::{Campaign, Contact},
    views::{optional_time, time},
};
use crate::sandbox::exchange::Received;

/// Every status of a contact and of an execution.
const STATUSES: [&str; 8] =
    ["pending", "in_progress", "completed", "failed", "skipped", "no_answer", "busy", "voicemail"];

/// The status by which a list of contacts or executions is filtered. An unknown word is answered with 400, not 422.
///
/// # Errors
///
/// 400 for a word that is not a status.
pub(super) fn status_filter<'a>(query: &mut Query<'a>) -> Result<Option<&'a str>, Refusal> {
    match query.text("status") {
        Some(status) if !STATUSES.contains(&status) => Err(Refusal::bad(format!("Invalid status: {status}"))),
        status => Ok(status),
    }
}

/// A page of the contacts of a campaign.
///
/// # Errors
///
/// The query is refused, there is no such campaign, or the state cannot be read.
pub(super) fn list(burki: &Burki, received: &Received, id: i64) -> Result<Value, Refusal> {
    let mut query = Query::of(received);
    let page = query.page();
    let wanted = status_filter(&mut query)?;
    query.finish(burki.strictness)?;
    burki.look(id, |campaign| {
        let found =
            statuses(campaign).filter(|(_, status)| wanted.is_none_or(|wanted| wanted == *status)).collect();
        let (rows, pagination) = page.of(found, |(contact, status)| row(contact, status));
        json!({ "contacts": rows, "pagination": pagination })
    })
}

/// Every contact with its status as the platform shows it.
fn statuses(campaign: &Campaign) -> impl Iterator<Item = (&Contact, &'static str)> {
    let under_way = campaign.under_way();
    campaign.contacts.iter().enumerate().map(move |(place, contact)| {
        let status = if Some(place) == under_way { "in_progress" } else { contact.outcome.as_str() };
        (contact, status)
    })
}

fn row(contact: &Contact, status: &str) -> Value {
    json!({
        "id": contact.id,
        "phone_number": contact.phone_number,
        "contact_data": contact.data,
        "status": status,
        "attempts": contact.attempts,
        "created_at": time(contact.created_at),
        "last_attempt_at": optional_time(contact.last_attempt_at),
    })
}
