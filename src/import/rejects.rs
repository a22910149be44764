//! The rows with errors, and their reasons, in a file beside the original one. Duplicates and people who opted
//! out are not in it.
//!
//! Somebody fixes the rows in that file and imports it, so a later import must not overwrite it. What an import wrote
//! is remembered by its fingerprint, in a file of the state folder for each pair of input and rejects.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use csv::ByteRecord;

use super::content::Fingerprint;
use super::counts::Rejection;
use super::dialect::Dialect;
use super::{Columns, ImportError};
use crate::files::{self, Durability};

/// The columns that are added.
const ADDED: [&str; 3] = ["rejected_line", "rejected_code", "rejected_reason"];

/// A file of rejected rows. It is put in its place when it is complete, and only if it has rows. An existing file is
/// replaced only if an import of the same input wrote it and nobody has changed it since.
///
/// It contains the operator's own rows with whole numbers, so only its user can read it.
pub struct Rejects {
    path: PathBuf,
    /// The path behind symbolic links, so that a link stays.
    target: PathBuf,
    unfinished: PathBuf,
    /// The path of the record of what imports of this input wrote.
    written: PathBuf,
    dialect: Dialect,
    header: ByteRecord,
    writer: Option<csv::Writer<File>>,
}

impl Rejects {
    /// Prepares rejects for a path; nothing is written yet. `input` is the source of the rows, and `memory` is the
    /// folder for records of what was written.
    pub fn new(path: &Path, input: &str, memory: &Path, dialect: Dialect, columns: &Columns) -> Self {
        let mut header: ByteRecord = match columns.header() {
            Some(names) => names.iter().map(String::as_bytes).collect(),
            None => (1..=columns.count).map(|place| format!("column_{place}").into_bytes()).collect(),
        };
        header.extend(ADDED);
        // If they lead nowhere, the file cannot be written, which says so.
        let target = files::behind_links(path).unwrap_or_else(|_| path.to_owned());
        let mut unfinished = target.clone().into_os_string();
        unfinished.push(format!(".{}.new", std::process::id()));
        let whole_path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let key = Fingerprint::of_texts(&[input, &whole_path.to_string_lossy()]);
        Self {
            path: path.to_owned(),
            target,
            unfinished: unfinished.into(),
            written: memory.join(format!("{key:.32}")),
            dialect,
            header,
            writer: None,
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// The unfinished file cannot be created or written.
    pub fn add(&mut self, record: &ByteRecord, line: u64, rejection: &Rejection) -> Result<(), ImportError> {
        let mut row = record.clone();
        // In a row that is too short, the reason is still in its own column.
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

    /// Puts the file in its place; `None` if no row was added. An existing file that is not from this input is an
    /// error, and is not changed.
    ///
    /// # Errors
    ///
    /// The file cannot be written or put in its place, or another file exists there that is not from this input.
    pub fn finish(mut self) -> Result<Option<PathBuf>, ImportError> {
        let Some(writer) = self.writer.take() else { return Ok(None) };
        let placed = self.place(writer);
        if placed.is_err() {
            // The next run writes it again. Half of it could be mistaken for the whole file.
            let _ = std::fs::remove_file(&self.unfinished);
        }
        placed.map(|()| Some(self.path.clone()))
    }

    fn place(&self, writer: csv::Writer<File>) -> Result<(), ImportError> {
        let file = writer.into_inner().map_err(csv::IntoInnerError::into_error);
        let file = file.map_err(ImportError::file("write", &self.unfinished))?;
        file.sync_data().map_err(ImportError::file("write", &self.unfinished))?;
        drop(file);
        if !self.may_replace()? {
            return Err(ImportError::RejectsExist { path: self.path.clone() });
        }
        self.remember(&Fingerprint::of_file(&self.unfinished)?)?;
        std::fs::rename(&self.unfinished, &self.target).map_err(ImportError::file("write", &self.path))
    }

    /// Whether no file exists, or only what this input's last import wrote.
    fn may_replace(&self) -> Result<bool, ImportError> {
        let there = match Fingerprint::of_file(&self.path) {
            Ok(there) => there,
            Err(ImportError::File { reason, .. }) if reason.kind() == ErrorKind::NotFound => return Ok(true),
            Err(other) => return Err(other),
        };
        let written = files::read(&self.written).map_err(ImportError::file("read", &self.written))?;
        Ok(written.is_some_and(|written| written == there.as_str().as_bytes()))
    }

    fn remember(&self, written: &Fingerprint) -> Result<(), ImportError> {
        files::own_folder(&files::folder_of(&self.written))
            .map_err(ImportError::file("write", &self.written))?;
        files::refuse_link(&self.written).map_err(ImportError::file("write", &self.written))?;
        files::replace(&self.written, written.as_str().as_bytes(), Durability::Process)
            .map_err(ImportError::file("write", &self.written))
    }

    fn writer(&mut self) -> Result<&mut csv::Writer<File>, ImportError> {
        if let Some(ref mut writer) = self.writer {
            return Ok(writer);
        }
        // Removes a file that a process with the same id left behind.
        files::remove(&self.unfinished).map_err(ImportError::file("write", &self.unfinished))?;
        let file =
            files::create_new(&self.unfinished).map_err(ImportError::file("write", &self.unfinished))?;
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
            // Half a file could be mistaken for the whole one. A failure to remove it is not worth an error.
            let _ = std::fs::remove_file(&self.unfinished);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::path::Path;

    use csv::ByteRecord;

    use super::Rejects;
    use crate::import::{Columns, DestinationRules, Dialect, Header, ImportError, Rejection};

    /// Writes one row that an import of `input` rejects.
    fn reject(folder: &Path, input: &str, row: &str) -> Result<(), ImportError> {
        let columns =
            Columns::map(&["phone".to_owned()], Header::Detect, &[], &DestinationRules::CONTACT_LIST, &[])
                .unwrap();
        let (path, memory) = (folder.join("people.rejects.csv"), folder.join("memory"));
        let mut rejects = Rejects::new(&path, input, &memory, Dialect::with_delimiter(b','), &columns);
        rejects.add(&ByteRecord::from(vec![row]), 2, &Rejection::NotText(1))?;
        rejects.finish().map(|path| assert!(path.is_some()))
    }

    #[test]
    fn only_what_the_same_input_wrote_and_nobody_changed_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people.rejects.csv");
        let text = || std::fs::read_to_string(&path).unwrap();
        reject(folder.path(), "people.csv", "1").unwrap();
        reject(folder.path(), "people.csv", "2").unwrap();
        assert!(text().contains("\n2,2,import/cell-not-utf8"), "{}", text());

        let refused = |input| {
            let before = text();
            let error = reject(folder.path(), input, "3").unwrap_err();
            assert!(matches!(error, ImportError::RejectsExist { .. }), "{error}");
            assert_eq!(text(), before);
            // The unfinished file is gone too.
            let files = std::fs::read_dir(folder.path()).unwrap();
            let names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
            assert!(!names.iter().any(|name| name.to_string_lossy().ends_with(".new")), "{names:?}");
        };
        refused("others.csv");
        std::fs::write(&path, text().replace("\n2,", "\n9876543210,")).unwrap();
        refused("people.csv");
        std::fs::remove_file(&path).unwrap();
        reject(folder.path(), "others.csv", "4").unwrap();
        refused("people.csv");
    }
}
