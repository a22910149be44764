//! The record of what was received, which end-to-end tests assert on.

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

/// A file of JSON Lines, one a request: `{method, path, query, headers, claims, body, status, fault}`.
///
/// Kore.ai's token stands there as `<jwt>` beside its decoded claims, Burki's key as `<token>`; `status` is null where nothing was answered.
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
        // What is received holds contacts' numbers and the operator's own texts.
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

/// A file that was there before keeps its mode when it is opened, so that is set too. A device or a pipe has none to keep.
#[cfg(unix)]
fn private(file: File) -> std::io::Result<File> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = file.metadata()?;
    if metadata.is_file() && metadata.permissions().mode() & 0o077 != 0 {
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(file)
}

// Elsewhere there are no permission bits.
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
