//! Reads the records of a CSV file one at a time and in bounded memory.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use csv::ByteRecord;

use super::ImportError;
use super::content::{Content, VerifiedReader};
use super::counts::Rejection;
use super::dialect::Dialect;
use crate::domain::finding::Problem;
use crate::domain::number::without_scheme;

/// Maximum size of one record, in bytes: far more than 150 columns of 300 characters. A larger one has a quote that
/// is never closed.
const RECORD_MAX_BYTES: usize = 1024 * 1024;
/// Appended after the last record to check whether that one ends. It is a separate record, unless a quote is open.
const NEXT_RECORD: &[u8] = b"\n.\n";

/// Minimum number of digits of a text that looks like a phone number.
const NUMBER_DIGITS_MIN: usize = 7;

/// One reading of a file, record by record.
pub(super) struct Records<'file> {
    reader: csv::Reader<Watched<VerifiedReader<'file>>>,
    dialect: Dialect,
    path: PathBuf,
    /// The position at which the last record begins, in bytes.
    byte: u64,
    line: u64,
}

impl<'file> Records<'file> {
    /// Creates a reader for the records of a file from its first one, which may be a header.
    ///
    /// # Errors
    ///
    /// The start of the file, or the line that names the separator, cannot be read.
    pub(super) fn new(dialect: Dialect, content: &'file mut Content) -> Result<Self, ImportError> {
        let path = content.path().to_owned();
        let reader = dialect.reader(Watched::new(content.read_again()?)).map_err(read_failed(&path))?;
        Ok(Self { reader, dialect, path, byte: 0, line: 1 })
    }

    /// Creates a reader for the rows of contacts, which are behind the header if there is one.
    ///
    /// # Errors
    ///
    /// The start of the file or its header cannot be read.
    pub(super) fn of_rows(
        dialect: Dialect,
        has_header: bool,
        content: &'file mut Content,
    ) -> Result<Self, ImportError> {
        let mut records = Self::new(dialect, content)?;
        if has_header {
            records.read(&mut ByteRecord::new())?;
        }
        Ok(records)
    }

    /// Reads the next record; `false` after the last. A quote that is still open at the end of the file is an error,
    /// since the rest of the file would be one cell.
    ///
    /// # Errors
    ///
    /// The file cannot be read, a row does not end within the limit, or a quote is still open at the end.
    pub(super) fn read(&mut self, record: &mut ByteRecord) -> Result<bool, ImportError> {
        self.reader.get_mut().begin_record();
        match self.reader.read_byte_record(record) {
            Ok(true) => {
                if let Some(position) = record.position() {
                    self.byte = position.byte();
                    // The reader leaves the line feed of a CRLF, and blank lines, at the beginning of the next record.
                    self.line = position.line() + self.reader.get_ref().line_feeds_at(self.byte);
                }
                Ok(true)
            }
            Ok(false) => self.check_last().map(|()| false),
            Err(_) if self.reader.get_ref().is_over => {
                let begins = record.position();
                let line = begins.map_or(self.line, |begins| {
                    begins.line() + self.reader.get_ref().line_feeds_at(begins.byte())
                });
                let from = begins.map_or(self.byte, csv::Position::byte);
                Err(endless(line, self.reader.get_ref().has_quote_since(from)).into())
            }
            Err(error) => Err(read_failed(&self.path)(error)),
        }
    }

    /// The line in which the last record begins, counted from 1.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    /// Checks whether the last record ends with the file. The reader does not report this, so the record is read again
    /// with another one after it. If both become one record, a quote is open.
    fn check_last(&self) -> Result<(), ImportError> {
        let last = self
            .reader
            .get_ref()
            .inner
            .rest_from(self.byte)
            .map_err(ImportError::file("read", &self.path))?;
        let mut reader = self.dialect.bare_reader(last.chain(NEXT_RECORD));
        let (mut last, mut next) = (ByteRecord::new(), ByteRecord::new());
        let mut read =
            |record: &mut ByteRecord| reader.read_byte_record(record).map_err(read_failed(&self.path));
        if read(&mut last)? && !read(&mut next)? && last.as_slice() != b"." {
            return Err(not_closed(self.line, &last).into());
        }
        Ok(())
    }
}

/// The cells of a file's first record, which gives its columns. It is read from the file itself, since a header may be
/// longer than the part that is used to detect the format.
///
/// # Errors
///
/// The file is empty (`import/file-empty`) or cannot be read, or a quote is still open at its end.
pub fn first_record(dialect: Dialect, content: &mut Content) -> Result<Vec<String>, ImportError> {
    let mut records = Records::new(dialect, content)?;
    let mut record = ByteRecord::new();
    if !records.read(&mut record)? {
        return Err(Problem::error("import/file-empty", "the file is empty")
            .help("export it again, or check the path")
            .into());
    }
    // If it is the only record, a quote in it may be open.
    records.read(&mut ByteRecord::new())?;
    Ok(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
}

/// A reader that keeps the bytes of the current record, and gives up on one that does not end. A file without a closing
/// quote is therefore not read into memory.
struct Watched<R> {
    inner: R,
    /// The bytes from the chunk in which the record begins.
    bytes: Vec<u8>,
    /// The position of `bytes` in the file.
    start: u64,
    /// The position of the last chunk in `bytes`.
    last_chunk: usize,
    /// The number of bytes that the record may still use.
    left: usize,
    /// Whether the record used more.
    is_over: bool,
}

impl<R> Watched<R> {
    const fn new(inner: R) -> Self {
        Self { inner, bytes: Vec::new(), start: 0, last_chunk: 0, left: RECORD_MAX_BYTES, is_over: false }
    }

    /// Starts a record. It begins in the last chunk, or after it.
    fn begin_record(&mut self) {
        self.left = RECORD_MAX_BYTES;
        if self.last_chunk > 0 {
            self.bytes.drain(..self.last_chunk);
            self.start += self.last_chunk as u64;
            self.last_chunk = 0;
        }
    }

    /// Whether a quote was read since a position in the file.
    fn has_quote_since(&self, byte: u64) -> bool {
        let place = usize::try_from(byte.saturating_sub(self.start)).unwrap_or(usize::MAX);
        self.bytes.get(place..).unwrap_or(&self.bytes).contains(&b'"')
    }

    /// The number of line feeds directly at a position in the file.
    fn line_feeds_at(&self, byte: u64) -> u64 {
        let place = usize::try_from(byte.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let rest = self.bytes.get(place..).unwrap_or_default();
        let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        breaks.filter(|byte| **byte == b'\n').count() as u64
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            self.is_over = true;
            return Err(io::ErrorKind::InvalidData.into());
        }
        let count = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(count);
        self.last_chunk = self.bytes.len();
        self.bytes.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

/// The error for an open quote in the last record, which begins in `line` and has [`NEXT_RECORD`] in its last cell.
fn not_closed(line: u64, last: &ByteRecord) -> Problem {
    let breaks = |cell: &[u8]| cell.split(|byte| *byte == b'\n').count() - 1;
    let last_cell = last.iter().next_back().unwrap_or_default();
    let before = breaks(last.as_slice()) - breaks(last_cell);
    let swallowed = breaks(last_cell.strip_suffix(NEXT_RECORD).unwrap_or(last_cell).trim_ascii_end());
    let behind = match swallowed {
        0 => String::new(),
        1 => ", and the line after it would be part of that cell".to_owned(),
        lines => format!(", and the {lines} lines after it would be part of that cell"),
    };
    let line = line + before as u64;
    Problem::error(
        "import/quote-not-closed",
        format!("line {line} opens a quote that is never closed{behind}"),
    )
    .help(CLOSE_IT)
}

fn endless(line: u64, has_quote: bool) -> Problem {
    let most = RECORD_MAX_BYTES / 1024;
    if !has_quote {
        return Problem::error(
            "import/row-too-long",
            format!("the row that begins in line {line} does not end within {most} KiB, and has no quote"),
        )
        .help("look at this line: a cell holds something else than a contact's data, or the file has no line breaks");
    }
    Problem::error(
        "import/quote-not-closed",
        format!(
            "the row that begins in line {line} does not end within {most} KiB: a quote in it is not closed"
        ),
    )
    .help(CLOSE_IT)
}

const CLOSE_IT: &str = "close the quote in this line or in one before it; a quote that is meant as a character is written twice, \
                        inside quotes";

fn read_failed(path: &Path) -> impl FnOnce(csv::Error) -> ImportError {
    let path = path.to_owned();
    move |error| {
        let text = error.to_string();
        let reason = match error.into_kind() {
            csv::ErrorKind::Io(reason) => reason,
            _ => io::Error::other(text),
        };
        ImportError::file("read", path)(reason)
    }
}

/// Whether all cells are empty.
pub(super) fn is_blank(record: &ByteRecord) -> bool {
    record.iter().all(|cell| std::str::from_utf8(cell).is_ok_and(|cell| cell.trim().is_empty()))
}

/// Whether a cell has a line break followed by what looks like a number, as after a quote that was not
/// closed in its row.
pub(super) fn has_broken_cell(record: &ByteRecord) -> bool {
    let bytes = record.as_slice();
    // Almost no record has a line break, and the cells are checked only then.
    (bytes.contains(&b'\n') || bytes.contains(&b'\r'))
        && record.iter().any(|cell| {
            let cell = String::from_utf8_lossy(cell);
            let later_lines = cell.split(['\n', '\r']).skip(1);
            later_lines.flat_map(|line| line.split([',', ';', '\t', '|', '"'])).any(looks_like_a_number)
        })
}

/// Returns a cell as text.
///
/// # Errors
///
/// The cell is not UTF-8; the rejection names its column.
pub(super) fn text(record: &ByteRecord, place: usize) -> Result<&str, Rejection> {
    let cell = record.get(place).unwrap_or_default();
    std::str::from_utf8(cell).map_err(|_| Rejection::NotText(place + 1))
}

/// Whether a text has as many digits as a phone number, and no letters.
pub(super) fn looks_like_a_number(cell: &str) -> bool {
    let number = without_scheme(cell);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    digits >= NUMBER_DIGITS_MIN && !number.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::fmt::Write as _;

    use csv::ByteRecord;
    use proptest::prelude::*;

    use super::{Content, Records};
    use crate::import::content::SizeLimit;
    use crate::import::{Dialect, ImportError};

    const LIMIT: SizeLimit = SizeLimit { bytes: 100_000_000, help: "" };

    #[test]
    fn a_record_knows_its_line_however_lines_end() {
        for text in ["a\nb\n\n\nc", "a\r\nb\r\n\r\n\r\nc\r\n", "a\nb\r\n\n\r\nc", "\u{feff}a\nb\n\n\nc\n"] {
            let lines: Vec<u64> = read(Dialect::with_delimiter(b','), text.as_bytes())
                .unwrap()
                .iter()
                .map(|(line, _)| *line)
                .collect();
            assert_eq!(lines, [1, 2, 5], "{text:?}");
        }
        let wide = format!("{},\"x\ny\"\r\n", "x".repeat(100));
        let found = read(Dialect::with_delimiter(b','), wide.repeat(5_000).as_bytes()).unwrap();
        assert!(found.iter().enumerate().all(|(place, (line, _))| *line == 1 + 2 * place as u64));
    }

    /// The records of a text with their lines, or the error.
    fn read(dialect: Dialect, text: &[u8]) -> Result<Vec<(u64, ByteRecord)>, String> {
        let folder = tempfile::tempdir().unwrap();
        let mut content = Content::spool(text, folder.path(), LIMIT).unwrap();
        let mut records = Records::new(dialect, &mut content).unwrap();
        let (mut found, mut record) = (Vec::new(), ByteRecord::new());
        loop {
            match records.read(&mut record) {
                Ok(true) => found.push((records.line(), record.clone())),
                Ok(false) => return Ok(found),
                Err(ImportError::Wrong(problem)) => {
                    assert_eq!(problem.code, "import/quote-not-closed");
                    return Err(problem.message);
                }
                Err(other) => panic!("{other}"),
            }
        }
    }

    fn message(text: &str) -> Option<String> {
        read(Dialect::with_delimiter(b','), text.as_bytes()).err()
    }

    #[test]
    fn a_quote_that_is_open_at_the_end_is_named_with_its_line() {
        for (text, line) in [
            ("\"", 1),
            ("a,\"", 1),
            ("a,b\n1,\"x", 2),
            ("a,b\n1,\"x\n", 2),
            ("a,b\r\n1,\"x\r\n", 2),
            ("a,b\n1,\"x\"\"", 2),
            ("a,b\n\"1\n2\",\"x\n3,y\n", 3),
            ("\u{feff}a,b\n\"", 2),
            ("a,b\n\"\n.\n", 2),
        ] {
            let message = message(text).unwrap_or_else(|| panic!("{text:?} was taken"));
            assert!(message.starts_with(&format!("line {line} ")), "{text:?}: {message}");
        }
        assert!(message("a\n\"x\n1\n2\n3\n").unwrap().contains("the 3 lines after it"));
    }

    #[test]
    fn a_file_whose_quotes_are_closed_ends_well() {
        for text in [
            "",
            "\n",
            "a",
            "a\n\n\n",
            ".",
            "a,\"b\"",
            "a,\"b\"\r\n",
            "a,\"b\"\"\"",
            "a,b\"c",
            "a, \"b",
            "\"a\"b\"",
            "\"a\nb\"\n",
            "\u{feff}a",
        ] {
            assert_eq!(message(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_record_without_an_end_is_not_read_into_memory() {
        let mut text = "a,b\n1,\"x\n".to_owned();
        for row in 0..400_000 {
            writeln!(text, "{row},y").unwrap();
        }
        let message = message(&text).unwrap();
        assert!(message.contains("line 2 does not end within 1024 KiB"), "{message}");
    }

    /// Whether a quote is open at the end, computed from the rules of the format, byte by byte.
    fn is_open(text: &[u8], delimiter: u8) -> bool {
        #[derive(PartialEq)]
        enum At {
            CellStart,
            Cell,
            Quoted,
            QuoteInQuoted,
        }
        let mut at = At::CellStart;
        for byte in text {
            let is_end = |byte: u8| byte == delimiter || byte == b'\n' || byte == b'\r';
            at = match at {
                At::CellStart | At::QuoteInQuoted if *byte == b'"' => At::Quoted,
                At::Quoted if *byte == b'"' => At::QuoteInQuoted,
                At::Quoted => At::Quoted,
                _ if is_end(*byte) => At::CellStart,
                At::CellStart | At::Cell | At::QuoteInQuoted => At::Cell,
            };
        }
        at == At::Quoted
    }

    proptest! {
        #[test]
        fn what_is_refused_is_what_the_format_leaves_open(text in "[a,;\"\n\r]{0,24}", semicolon: bool) {
            let delimiter = if semicolon { b';' } else { b',' };
            let dialect = Dialect::with_delimiter(delimiter);
            let found = read(dialect, text.as_bytes());
            prop_assert_eq!(found.is_err(), is_open(text.as_bytes(), delimiter), "{:?}", text);
            if let Ok(found) = found {
                let whole: Vec<ByteRecord> =
                    dialect.bare_reader(text.as_bytes()).byte_records().map(Result::unwrap).collect();
                let found: Vec<ByteRecord> = found.into_iter().map(|(_, record)| record).collect();
                prop_assert_eq!(found, whole);
            }
        }

        #[test]
        fn what_a_csv_writer_wrote_is_read_back(cells in proptest::collection::vec("[^\u{feff}]{0,6}", 1..12)) {
            let mut writer = Dialect::with_delimiter(b',').writer(Vec::new());
            for cell in &cells {
                writer.write_record([cell.as_str(), "x"]).unwrap();
            }
            let found = read(Dialect::with_delimiter(b','), &writer.into_inner().unwrap()).unwrap();
            let first: Vec<&[u8]> = found.iter().map(|(_, record)| &record[0]).collect();
            let expected: Vec<&[u8]> = cells.iter().map(String::as_bytes).collect();
            prop_assert_eq!(first, expected);
        }
    }
}
