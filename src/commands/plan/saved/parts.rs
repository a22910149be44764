//! The parts of a saved line, so that an error can name those that have changed.

use std::collections::BTreeMap;

use ring::digest::{SHA256, digest};

use crate::commands::plan::references;
use crate::domain::difference::{created_values, held_values};
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::plan::{Plan, PlanStep};
use crate::domain::platform_campaign::PlatformCampaign;

/// The parts of a line by their names, each with a checksum of one byte. That is enough to see nearly every change, and
/// too little to find out a text or a number. The digest of the whole line decides whether something has changed.
pub(super) type Parts = BTreeMap<String, String>;

/// The part of a line that sends the text of an sms: the encoding in which it goes out.
const ENCODING: &str = "message encoding";

/// The digest of a line and its parts.
pub(super) fn digest_and_parts(step: &PlanStep, plan: &Plan) -> (String, Parts) {
    let list_ids = list_ids(step, plan);
    let parts = parts_of(step, &list_ids, plan.message_encoding);
    let encoding = plan.message_encoding.filter(|_| parts.contains_key(ENCODING));
    let bytes = serde_json::to_vec(&(step, &list_ids, encoding)).unwrap_or_default();
    (hex_digest(&bytes), parts)
}

/// The digest of these bytes, in hexadecimal digits.
pub(super) fn hex_digest(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// The ids of the contact lists that a line brings in: another list may have a name by now.
fn list_ids<'plan>(step: &PlanStep, plan: &'plan Plan) -> Vec<&'plan str> {
    let names = references::names_new_lists(step).map(PlatformCampaign::contact_lists).unwrap_or_default();
    names.iter().filter_map(|name| plan.list_ids.get(name.as_str()).map(String::as_str)).collect()
}

/// The parts of a line: fields that are to be sent, the contact lists behind their names, and of the live campaign what
/// was read.
fn parts_of(step: &PlanStep, list_ids: &[&str], encoding: Option<MessageEncoding>) -> Parts {
    let sent = match step {
        PlanStep::Create { campaign, .. } | PlanStep::Update { to: campaign, .. } => created_values(campaign),
        _ => Vec::new(),
    };
    let has_text = sent.iter().any(|(field, value)| *field == "message" && value.is_some());
    let encoding = encoding.filter(|_| has_text).map(|it| (ENCODING.to_owned(), Some(it.to_string())));
    let sent = sent.into_iter().map(|(field, value)| (field.to_owned(), value));
    let schedule = step.schedule().map(|schedule| ("schedule".to_owned(), shown(schedule)));
    let live = step.live().map(|live| {
        let held = held_values(live).into_iter().map(|(field, value)| (format!("live {field}"), value));
        let own = [
            ("live id", Some(live.id.to_string())),
            ("live status", Some(live.status.to_string())),
            ("live schedule", shown(&live.scheduling_enabled)),
            ("time of the last change", live.updated_at.map(|at| at.to_string())),
        ];
        held.chain(own.map(|(part, value)| (part.to_owned(), value)))
    });
    let lists =
        (!list_ids.is_empty()).then(|| ("contact list behind a name".to_owned(), Some(list_ids.join(" "))));
    let parts = sent.chain(encoding).chain(lists).chain(schedule).chain(live.into_iter().flatten());
    parts.map(|(part, value)| (part, checksum(value.as_deref()))).collect()
}

/// The names of the parts that differ between two lines of the same words; the time of a change only where nothing
/// else tells what was changed.
pub(super) fn other_parts(before: &Parts, now: &Parts) -> Vec<String> {
    const LAST_CHANGE: &str = "time of the last change";
    let names = before.keys().chain(now.keys().filter(|part| !before.contains_key(*part)));
    let mut others: Vec<String> = names.filter(|part| before.get(*part) != now.get(*part)).cloned().collect();
    if others.len() > 1 {
        others.retain(|part| part != LAST_CHANGE);
    }
    others
}

fn shown(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_string(value).ok()
}

fn checksum(value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!("{:02x}", digest(&SHA256, value.as_bytes()).as_ref()[0]))
}
