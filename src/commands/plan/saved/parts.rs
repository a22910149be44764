//! The parts of a saved line, so that an error can name those that have changed.

use std::collections::BTreeMap;

use ring::digest::{SHA256, digest};

use crate::domain::difference::{created_values, held_values};
use crate::domain::plan::PlanStep;

/// The parts of a line by their names, each with a checksum of one byte. That is enough to see nearly every change, and
/// too little to find out a text or a number. The digest of the whole line decides whether something has changed.
pub(super) type Parts = BTreeMap<String, String>;

/// The parts of a line: fields that are to be sent, and of the live campaign what was read.
pub(super) fn parts_of(item: &PlanStep) -> Parts {
    let sent = match item {
        PlanStep::Create { campaign, .. } | PlanStep::Update { to: campaign, .. } => created_values(campaign),
        _ => Vec::new(),
    };
    let sent = sent.into_iter().map(|(field, value)| (field.to_owned(), value));
    let schedule = item.schedule().map(|schedule| ("schedule".to_owned(), shown(schedule)));
    let live = item.live().map(|live| {
        let held = held_values(live).into_iter().map(|(field, value)| (format!("live {field}"), value));
        let own = [
            ("live id", Some(live.id.to_string())),
            ("live status", Some(live.status.to_string())),
            ("live schedule", shown(&live.scheduling_enabled)),
            ("time of the last change", live.updated_at.map(|at| at.to_string())),
        ];
        held.chain(own.map(|(part, value)| (part.to_owned(), value)))
    });
    let parts = sent.chain(schedule).chain(live.into_iter().flatten());
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
