//! The format of a CSV file: its separators and quotes.

use csv::ByteRecord;

use super::file_kind::refuse_other_kinds;
use crate::domain::finding::Problem;

/// The possible separators, the most common first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// A file counts as UTF-16 if at least one in this number of bytes is zero.
const ZERO_SHARE: usize = 5;
/// The number of records to look at.
const RECORDS_LOOKED_AT: usize = 50;

/// The format of a file. Its quotes are always `"`, doubled inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    delimiter: u8,
    /// Whether a line such as `sep=;` is before the first record.
    has_separator_line: bool,
}

impl Dialect {
    /// A dialect with this ASCII character between cells.
    pub const fn with_delimiter(delimiter: u8) -> Self {
        Self { delimiter, has_separator_line: false }
    }

    /// This dialect with another delimiter, an ASCII character.
    #[must_use]
    pub const fn delimited_by(self, delimiter: u8) -> Self {
        Self { delimiter, ..self }
    }

    /// Detects the dialect from the start of a file: the separator in a first line such as `sep=;`, which spreadsheets
    /// write, or otherwise the one that gives every record the same and the largest number of cells. `is_whole` says
    /// whether the start is the whole file.
    ///
    /// # Errors
    ///
    /// `import/not-csv` for another kind of file, or the reason why the start is not readable text, such as UTF-16.
    pub fn detect(start: &[u8], is_whole: bool) -> Result<Self, Problem> {
        refuse_other_kinds(start)?;
        readable(start)?;
        if let Some(delimiter) = separator_line(start) {
            return Ok(Self { delimiter, has_separator_line: true });
        }
        let mut best = (1, b',');
        for delimiter in DELIMITERS {
            let cells = Self::with_delimiter(delimiter).cells(start, is_whole);
            if cells > best.0 {
                best = (cells, delimiter);
            }
        }
        Ok(Self::with_delimiter(best.1))
    }

    /// A reader of this dialect, at the first record of a file.
    ///
    /// # Errors
    ///
    /// The line that names the separator cannot be read.
    pub fn reader<R: std::io::Read>(self, from: R) -> csv::Result<csv::Reader<R>> {
        let mut reader = self.bare_reader(from);
        if self.has_separator_line {
            reader.read_byte_record(&mut ByteRecord::new())?;
        }
        Ok(reader)
    }

    /// Creates a reader with this dialect, from any place in a file. Records may differ in length; those that do are
    /// rejected one by one.
    pub(super) fn bare_reader<R: std::io::Read>(self, from: R) -> csv::Reader<R> {
        csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(64 * 1024)
            .from_reader(from)
    }

    /// Creates a writer with this dialect.
    pub fn writer<W: std::io::Write>(self, to: W) -> csv::Writer<W> {
        csv::WriterBuilder::new().delimiter(self.delimiter).flexible(true).from_writer(to)
    }

    /// The delimiter, for messages and for the checkpoint.
    pub fn name(self) -> String {
        match self.delimiter {
            b'\t' => "tab".to_owned(),
            other => char::from(other).to_string(),
        }
    }

    /// The number of cells that most records have with this dialect; 1 if they disagree.
    fn cells(self, start: &[u8], is_whole: bool) -> usize {
        let mut reader = self.bare_reader(start);
        let mut lengths: Vec<usize> = reader
            .byte_records()
            .take(RECORDS_LOOKED_AT)
            .flatten()
            .map(|record| {
                // A row of only separators has as many cells as the spreadsheet once had.
                if record.iter().all(is_separators) { 0 } else { record.len() }
            })
            .filter(|length| *length > 0)
            .collect();
        // The last record may be cut off.
        if !is_whole && lengths.len() > 1 {
            lengths.pop();
        }
        let Some(first) = lengths.first().copied() else { return 1 };
        let agreeing = lengths.iter().filter(|length| **length == first).count();
        if agreeing * 4 >= lengths.len() * 3 { first } else { 1 }
    }
}

/// Refuses UTF-16 and UTF-32, which have a mark at the start, or a zero byte beside each English letter.
fn readable(start: &[u8]) -> Result<(), Problem> {
    let marks: [&[u8]; 3] = [&[0xff, 0xfe], &[0xfe, 0xff], &[0, 0, 0xfe, 0xff]];
    let zeros = memchr::memchr_iter(0, start).count();
    if marks.iter().any(|mark| start.starts_with(mark)) || (zeros > 0 && zeros * ZERO_SHARE >= start.len()) {
        return Err(Problem::error(
            "import/not-utf8",
            "the file is UTF-16, as Excel's \"Unicode Text\" is, and not UTF-8",
        )
        .help(
            "export it as UTF-8 (in Excel: File > Save As > \"CSV UTF-8 (Comma delimited)\"), or convert it: iconv -f UTF-16 \
             -t UTF-8 FILE > NEW_FILE",
        ));
    }
    Ok(())
}

/// The separator in a first line such as `sep=;` or `"sep=;"`.
fn separator_line(start: &[u8]) -> Option<u8> {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (name, separator) = line.split_at_checked(4)?;
    match separator {
        [only] if name.eq_ignore_ascii_case(b"sep=") && can_separate(*only) => Some(*only),
        _ => None,
    }
}

/// Whether a cell has nothing except possible separators.
fn is_separators(cell: &[u8]) -> bool {
    cell.iter().all(|byte| byte.is_ascii_whitespace() || DELIMITERS.contains(byte))
}

/// Whether a character can separate cells.
pub const fn can_separate(character: u8) -> bool {
    character.is_ascii() && !character.is_ascii_alphanumeric() && !matches!(character, b'"' | b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::Dialect;

    fn detected(text: &str) -> Option<String> {
        Dialect::detect(text.as_bytes(), true).ok().map(Dialect::name)
    }

    #[test]
    fn the_separator_is_the_one_on_which_the_records_agree() {
        for (text, delimiter) in [
            ("phone,name\n1,a\n2,b\n", ","),
            ("phone;name\n1;\"a, b\"\n2;c\n", ";"),
            ("phone\tname\n1\ta\n", "tab"),
            ("phone|name\n1|a\n", "|"),
            ("phone\n1\n2\n", ","),
            ("phone;note\n1;a, b, c\n2;d\n3;e\n", ";"),
            ("", ","),
            // Blank rows, which spreadsheets leave, do not count.
            ("Phone;Name;X\n1;a;b\n2;c;d\n;;;;;;;;\n;;;;;;;;\n;;;;;;;;\n", ";"),
            (";;;;\nphone;name\n1;a\n", ";"),
            (",,,\n,,,\nphone,name\n1,a\n", ","),
        ] {
            assert_eq!(detected(text).as_deref(), Some(delimiter), "{text:?}");
        }
    }

    #[test]
    fn a_first_line_that_names_the_separator_is_obeyed_and_no_record() {
        for (text, delimiter) in [
            ("sep=;\nphone;name\n1;a,b,c\n", ";"),
            ("\u{feff}sep=|\r\nphone|name\r\n1|a,b\r\n", "|"),
            ("\"sep=;\"\nphone;name\n1;a\n", ";"),
            ("SEP=\t\nphone\tname\n1\ta\n", "tab"),
            ("sep=,\nphone,name\n1,a\n", ","),
        ] {
            let dialect = Dialect::detect(text.as_bytes(), true);
            let records = dialect.as_ref().ok().and_then(|it| it.reader(text.as_bytes()).ok());
            let first = records.and_then(|mut records| records.byte_records().next()?.ok());
            assert_eq!(first.as_ref().and_then(|it| it.get(0)), Some(&b"phone"[..]), "{text:?}");
            assert_eq!(first.map(|record| record.len()), Some(2), "{text:?}");
            assert_eq!(dialect.map(Dialect::name).as_deref(), Ok(delimiter), "{text:?}");
        }
        for text in ["sep=\n1\n", "sep=ab\n1\n", "sep=x\n1\n", "separator\n1\n"] {
            let dialect = Dialect::detect(text.as_bytes(), true);
            assert_eq!(dialect, Ok(Dialect::with_delimiter(b',')), "{text:?}");
        }
    }

    #[test]
    fn a_last_record_that_is_cut_off_does_not_count() {
        let start = "a;b;c\n1;2;3\n1;2";
        assert_eq!(Dialect::detect(start.as_bytes(), false).map(Dialect::name).as_deref(), Ok(";"));
    }

    #[test]
    fn other_encodings_and_spreadsheets_are_named() {
        for (bytes, code) in [
            (&b"\xff\xfep\0h\0"[..], "import/not-utf8"),
            (b"p\0h\0", "import/not-utf8"),
            (b"PK\x03\x04rest", "import/not-csv"),
        ] {
            assert_eq!(Dialect::detect(bytes, true).err().map(|problem| problem.code), Some(code));
        }
    }
}
