//! Numbers that must not be contacted, from files of the operator's own.

use std::collections::HashSet;
use std::path::Path;

use super::ImportError;
use super::columns::{Columns, Header};
use super::content::{Content, Fingerprint, SizeLimit};
use super::dialect::Dialect;
use super::intake::Intake;
use super::records::Records;
use super::rows::has_broken_cell;
use crate::domain::finding::Problem;
use crate::domain::number::{Number, Numbers};

/// Largest file: the platform's own limit of a do-not-contact list is a million numbers.
const LIMIT: SizeLimit =
    SizeLimit { bytes: 256 * 1024 * 1024, help: "split it, and give each part with a --dnc of its own" };

/// A set of numbers, eight bytes each.
#[derive(Debug, Default)]
pub struct DoNotContact {
    numbers: HashSet<Number>,
    fingerprints: Vec<Fingerprint>,
}

impl DoNotContact {
    /// Adds the numbers of a file: one a line, or a CSV file with a phone column. A line that cannot be read is an error:
    /// somebody who must not be contacted could be behind it.
    pub fn add(&mut self, path: &Path, numbers: Numbers) -> Result<(), ImportError> {
        let mut content = Content::open(path, LIMIT)?;
        let (start, is_whole) = content.start()?;
        let dialect = Dialect::detect(&start, is_whole)?;
        let mut records = Records::new(dialect, content.read_again()?, path)?;
        let mut columns: Option<Columns> = None;
        let mut record = csv::ByteRecord::new();
        let mut first_broken_line = None;
        while records.read(&mut record)? {
            if has_broken_cell(&record) {
                first_broken_line.get_or_insert(records.line());
            }
            let cells: Vec<String> =
                record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            let is_first = columns.is_none();
            let columns = match &mut columns {
                Some(columns) => columns,
                none => none.insert(Columns::map(&cells, Header::Detect, &[], &Intake::CONTACT_LIST, &[])?),
            };
            if is_first && columns.header().is_some() {
                continue;
            }
            let cell = cells.get(columns.phone).map(String::as_str).unwrap_or_default();
            if cell.trim().is_empty() && cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let number = numbers.readable(cell).map_err(|wrong| {
                let line = records.line();
                Problem::error(
                    "import/do-not-contact-unreadable",
                    format!("{}:{line}: {}", path.display(), wrong.reason()),
                )
                .help("mend or remove this line; nobody whom it means may be contacted by mistake")
            })?;
            self.numbers.insert(number);
        }
        if let Some(line) = first_broken_line {
            return Err(broken(path, line).into());
        }
        self.fingerprints.push(records.fingerprint());
        Ok(())
    }

    /// Whether the number is in one of the files.
    #[must_use]
    pub fn has(&self, number: Number) -> bool {
        self.numbers.contains(&number)
    }

    /// How many numbers there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.numbers.len()
    }

    /// What the files are known by, in their order.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let texts: Vec<&str> = self.fingerprints.iter().map(Fingerprint::as_str).collect();
        Fingerprint::of_texts(&texts)
    }
}

/// A cell that may have taken other lines in, with somebody in them who must not be contacted.
fn broken(path: &Path, line: u64) -> Problem {
    Problem::error(
        "import/do-not-contact-unreadable",
        format!(
            "{}:{line}: a cell goes on over a line break, and what looks like a number stands behind it",
            path.display()
        ),
    )
    .help("close the quote where the cell ends, or remove that column: every number needs a line of its own")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::DoNotContact;
    use crate::domain::number::Numbers;
    use crate::import::ImportError;

    fn read(text: &str) -> Result<DoNotContact, ImportError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dnc.csv");
        std::fs::write(&path, text).unwrap();
        let mut found = DoNotContact::default();
        found.add(&path, Numbers::of("IN".parse().unwrap())).map(|()| found)
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        let numbers = Numbers::of("IN".parse().unwrap());
        for text in
            ["+91 98765 43210\n", "phone,why\n09876543210,asked\n\n", "9876543210\r\n+11234567890\r\n"]
        {
            let found = read(text).unwrap();
            assert!(found.has(numbers.valid("+919876543210").unwrap()), "{text}");
            assert!(!found.has(numbers.valid("+919876543211").unwrap()), "{text}");
        }
        assert_ne!(read("9876543210\n").unwrap().fingerprint(), read("9876543211\n").unwrap().fingerprint());
    }

    #[test]
    fn a_quote_that_takes_other_lines_in_ends_it() {
        for (text, code) in [
            ("phone,why\n9876543210,\"asked\n9876543211,\n", "import/quote-not-closed"),
            ("phone,why\n9876543210,\"asked\nby mail\n", "import/quote-not-closed"),
            ("phone\n\"9876543210\n9876543211\n", "import/do-not-contact-unreadable"),
            ("phone,why\n9876543210,\"asked\n9876543211,\"again\"\n", "import/do-not-contact-unreadable"),
            ("why,phone\n\"asked\nagain\t9876543211\",9876543210\n", "import/do-not-contact-unreadable"),
        ] {
            let Err(ImportError::Wrong(problem)) = read(text) else { panic!("{text:?}") };
            assert_eq!(problem.code, code, "{text:?}: {}", problem.message);
        }
        assert!(read("phone,why\n9876543210,\"asked\nby mail\"\n").is_ok());
    }

    #[test]
    fn a_line_that_cannot_be_read_ends_it() {
        let Err(ImportError::Wrong(problem)) = read("phone\n9876543210\nasked by mail\n") else { panic!() };
        assert_eq!(problem.code, "import/do-not-contact-unreadable");
        assert!(problem.message.contains("dnc.csv:3:"), "{}", problem.message);
    }
}
