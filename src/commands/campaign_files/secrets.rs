//! Finds the secrets that kcamp knows in the values of campaign files, for a command that sends nothing.

use std::path::Path;
use std::sync::Arc;

use crate::domain::finding::{Finding, Findings, Origin, Problem};
use crate::manifest::{Node, NodeEntry, ReadText, Value};
use crate::secret::redact::Redactor;

/// The secrets that are looked for in values; none where a command looks for them in its requests.
#[derive(Debug, Clone, Default)]
pub struct KnownSecrets(Option<Arc<Redactor>>);

impl KnownSecrets {
    /// The secrets that the redactor knows.
    pub const fn of(redactor: Arc<Redactor>) -> Self {
        Self(Some(redactor))
    }

    /// The values of these documents that hold a secret of 8 bytes or more, plain or in Base64, and the texts that they
    /// name.
    pub fn found_in(&self, documents: &[Node], read_text: &ReadText<'_>) -> Findings {
        let mut findings = Findings::new();
        if let Some(redactor) = &self.0 {
            let mut look = SecretSearch { redactor, read_text, findings: &mut findings };
            for document in documents {
                look.at(document, "");
            }
        }
        findings
    }
}

struct SecretSearch<'a> {
    redactor: &'a Redactor,
    read_text: &'a ReadText<'a>,
    findings: &'a mut Findings,
}

impl SecretSearch<'_> {
    /// Looks at a value; `place` is the keys to it, joined with dots.
    fn at(&mut self, node: &Node, place: &str) {
        let below = |step: &str| if place.is_empty() { step.to_owned() } else { format!("{place}.{step}") };
        match &node.value {
            Value::Text(text) | Value::Number(text) => {
                let is_named = || {
                    place == "message.file"
                        && (self.read_text)(Path::new(text.as_str()))
                            .is_ok_and(|text| self.redactor.is_in(&text))
                };
                if self.redactor.is_in_value(text) || is_named() {
                    self.findings.push(secret_in(place, &node.origin));
                }
            }
            Value::Sequence(items) => {
                items.iter().enumerate().for_each(|(at, item)| self.at(item, &below(&at.to_string())));
            }
            Value::Mapping(_) => {
                for NodeEntry { key, value } in node.entries() {
                    if self.redactor.is_in(&key.value) {
                        let of = if place.is_empty() { "the document" } else { place };
                        self.findings.push(secret_in(&format!("a key of {of}"), &key.origin));
                    } else {
                        self.at(value, &below(&key.value));
                    }
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
}

fn secret_in(place: &str, origin: &Origin) -> Finding {
    Problem::error("platform/secret-in-request", format!("{place} contains a secret of this profile"))
        .help("take the secret out: the platform would show it to everyone who sees the campaign; where others may have seen it, replace it")
        .at(origin)
}
