//! The rows that are not sent, with their reasons, in a file beside the one that they came from.

use std::fs::File;
use std::path::{Path, PathBuf};

use csv::ByteRecord;

use super::dialect::Dialect;
use super::rows::Rejection;
use super::{Columns, ImportError};

/// The columns that are added.
const ADDED: [&str; 3] = ["rejected_line", "rejected_code", "rejected_reason"];

/// A file that takes its place when it is complete, and only where there is something in it.
///
/// It is an export of the operator's own rows: their numbers are whole, and only its user can read it.
pub struct Rejects {
    path: PathBuf,
    unfinished: PathBuf,
    dialect: Dialect,
    header: ByteRecord,
    writer: Option<csv::Writer<File>>,
}

impl Rejects {
    /// Rejects for this path; nothing is written yet.
    #[must_use]
    pub fn new(path: &Path, dialect: Dialect, columns: &Columns) -> Self {
        let mut header: ByteRecord = match columns.header() {
            Some(names) => names.iter().map(String::as_bytes).collect(),
            None => (1..=columns.count).map(|place| format!("column_{place}").into_bytes()).collect(),
        };
        header.extend(ADDED);
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(format!(".{}.new", std::process::id()));
        Self { path: path.to_owned(), unfinished: unfinished.into(), dialect, header, writer: None }
    }

    /// Adds a row.
    pub fn add(&mut self, record: &ByteRecord, line: u64, rejection: &Rejection) -> Result<(), ImportError> {
        let mut row = record.clone();
        // A row that is too short keeps the reason in its own column.
        while row.len() + ADDED.len() < self.header.len() {
            row.push_field(b"");
        }
        row.push_field(line.to_string().as_bytes());
        row.push_field(rejection.code().as_bytes());
        row.push_field(rejection.reason().as_bytes());
        let path = self.unfinished.clone();
        let written = self.writer()?.write_byte_record(&row);
        written.map_err(|error| ImportError::File { what: "write", path, reason: error.into() })
    }

    /// Puts the file in its place; `None` where no row was added.
    pub fn finish(mut self) -> Result<Option<PathBuf>, ImportError> {
        let Some(writer) = self.writer.take() else { return Ok(None) };
        let file = writer.into_inner().map_err(csv::IntoInnerError::into_error);
        let file = file.map_err(ImportError::file("write", &self.unfinished))?;
        file.sync_data().map_err(ImportError::file("write", &self.unfinished))?;
        std::fs::rename(&self.unfinished, &self.path).map_err(ImportError::file("write", &self.path))?;
        Ok(Some(self.path.clone()))
    }

    fn writer(&mut self) -> Result<&mut csv::Writer<File>, ImportError> {
        if let Some(ref mut writer) = self.writer {
            return Ok(writer);
        }
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&self.unfinished).map_err(ImportError::file("write", &self.unfinished))?;
        let mut writer = self.dialect.writer(file);
        let path = self.unfinished.clone();
        let written = writer.write_byte_record(&self.header);
        written.map_err(|error| ImportError::File { what: "write", path, reason: error.into() })?;
        Ok(self.writer.insert(writer))
    }
}

impl Drop for Rejects {
    fn drop(&mut self) {
        if self.writer.take().is_some() {
            // Half a file would be taken for a whole one; that it cannot be removed helps nobody to know.
            let _ = std::fs::remove_file(&self.unfinished);
        }
    }
}
