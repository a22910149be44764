//! Keys that a campaign needs and the platform does not return: the file of a live campaign may leave them out, since what a file does
//! not have is not managed.

use smol_str::SmolStr;

use super::context::{CheckContext, OverSchedules};
use super::decode::{Manifest, decode};
use super::node::{Node, Value, overlay};
use super::reader::ReadText;
use crate::domain::finding::{Findings, Severity};

/// The keys, what differences call them, and a value that stands in for each so that the rest can be compared. It is never sent.
const KEYS: [(&[&str], &str, &str); 4] = [
    (&["message", "text"], "message", "-"),
    (&["experienceFlowName"], "experienceFlowName", "-"),
    (&["queue_name"], "queue_name", "-"),
    (&["enableMachineDetect"], "enableMachineDetect", "no"),
];

/// The required fields that a file leaves out.
#[derive(Debug, Default)]
pub struct LeftOut {
    /// The fields, as differences call them.
    pub fields: Vec<&'static str>,
    /// The problems of the file where there is no live campaign that has them.
    pub findings: Findings,
}

/// Decodes a document as [`decode`] does; one that is held against a live campaign may leave out what the platform does not return.
pub(super) fn decode_over_live(
    document: &Node,
    read_text: &ReadText<'_>,
    surroundings: &CheckContext,
) -> (Option<Manifest>, Findings, LeftOut) {
    let (manifest, findings) = decode(document, read_text, surroundings);
    if manifest.is_some() || surroundings.over == OverSchedules::Refused {
        return (manifest, findings, LeftOut::default());
    }
    let mut whole = document.clone();
    let mut fields = Vec::new();
    let mut errors = findings.count(Severity::Error);
    for (path, field, stand_in) in KEYS {
        if !is_left_out(document, path) {
            continue;
        }
        let mut tried = whole.clone();
        overlay(&mut tried, path, Node::new(Value::Text(SmolStr::new(stand_in)), document.origin.clone()));
        let (manifest, found) = decode(&tried, read_text, surroundings);
        if found.count(Severity::Error) >= errors {
            continue;
        }
        fields.push(field);
        if manifest.is_some() {
            return (manifest, found, LeftOut { fields, findings });
        }
        (whole, errors) = (tried, found.count(Severity::Error));
    }
    (None, findings, LeftOut::default())
}

/// Whether a file says nothing of a key. One that is there and empty, or has a text where keys belong, says something that is wrong.
fn is_left_out(document: &Node, path: &[&str]) -> bool {
    let mut node = document;
    for key in path {
        if !matches!(node.value, Value::Mapping(_)) {
            return false;
        }
        let Some(entry) = node.entry(key) else { return true };
        node = &entry.value;
    }
    false
}
