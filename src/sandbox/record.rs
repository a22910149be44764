//! The record of the received requests, on which end-to-end tests assert.

use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};

use super::{
    SandboxError,
    exchange::{Received, Reply},
    faults::Fault,
    kore::auth,
};
use crate::files;

/// A file of JSON Lines, one per request: `{method, path, query, headers, claims, body, status, fault}`.
///
/// Kore.ai's token is written as `<jwt>`, with its decoded claims beside it; Burki's key is written as `<token>`.
/// `status` is null if there was no answer.
#[derive(Debug)]
pub(super) struct Record {
    path: PathBuf,
    file: File,
}

impl Record {
    /// Opens the record, or begins it; only its owner may read it.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or closed to others.
    pub(super) fn open(path: &Path) -> Result<Self, SandboxError> {
        // The received requests contain contacts' numbers and the user's own texts.
        let file = files::append_to_named(path).map_err(SandboxError::file("open the record", path))?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// Appends a line in one write, so that the lines of several processes do not mix.
    ///
    /// # Errors
    ///
    /// The record cannot be written.
    pub(super) fn note(
        &self,
        received: &Received,
        answered: Option<&Reply>,
        fault: Option<&Fault>,
    ) -> Result<(), SandboxError> {
        let line = line(received, answered.map(|reply| reply.status.as_u16()), fault);
        (&self.file)
            .write_all(format!("{line}\n").as_bytes())
            .map_err(SandboxError::file("write the record", &self.path))
    }
}

fn line(received: &Received, status: Option<u16>, fault: Option<&Fault>) -> Value {
    let query: Map<String, Value> =
        received.query.iter().map(|(key, value)| (key.clone(), json!(value))).collect();
    let headers: Map<String, Value> = received
        .headers
        .iter()
        .map(|(name, value)| {
            let text = match name.as_str() {
                "auth" => "<jwt>".into(),
                "authorization" => "<token>".into(),
                _ => String::from_utf8_lossy(value.as_bytes()),
            };
            (name.as_str().to_owned(), json!(text))
        })
        .collect();
    let body = match &*received.body {
        b"" => Value::Null,
        bytes => serde_json::from_slice(bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(bytes).into_owned())),
    };
    json!({
        "method": received.method.as_str(),
        "path": received.path,
        "query": query,
        "headers": headers,
        "claims": received.header("auth").and_then(auth::unverified_claims),
        "body": body,
        "status": status,
        "fault": fault.map(ToString::to_string),
    })
}
