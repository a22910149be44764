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
        let mut options = File::options();
        options.create(true).append(true);
        // The received requests contain contacts' numbers and the user's own texts.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file =
            options.open(path).and_then(private).map_err(SandboxError::file("open the record", path))?;
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

/// Makes the file readable by its owner only. An existing file keeps its mode when it is opened, so the mode is set
/// too. A device or a pipe keeps its mode.
#[cfg(unix)]
fn private(file: File) -> std::io::Result<File> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = file.metadata()?;
    if metadata.is_file() && metadata.permissions().mode() & 0o077 != 0 {
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

// Other systems have no permission bits.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as where it can fail")]
fn private(file: File) -> std::io::Result<File> {
    Ok(file)
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
