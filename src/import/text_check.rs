//! Checks whether a whole file is UTF-8 text. This is done once, before the rows are read: errors are often in columns
//! that are not read, and rows then need no second check of their bytes.

use std::io::Read;
use std::path::Path;

use super::ImportError;
use super::content::Content;
use super::counts::FirstLines;
use crate::domain::finding::Problem;
use crate::domain::name::may_be_unseen;
use crate::domain::plural::{by_count, counted};

/// The number of bytes to read at a time.
const CHUNK_BYTES: usize = 256 * 1024;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How to convert a file from one of the older encodings of Windows and Excel to UTF-8.
pub const EXPORT_AS_UTF8: &str = "export the file as UTF-8 (in Excel: File > Save As > \"CSV UTF-8 (Comma delimited)\"), or \
                                         convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW_FILE";

/// The result of checking the bytes of a file: lines that are not UTF-8, NUL bytes, invisible characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextCheck {
    /// The lines that are not UTF-8.
    pub not_utf8: FirstLines,
    /// The first byte that is not UTF-8.
    wrong_byte: Option<u8>,
    /// The first line with a NUL byte, which no text has.
    nul_line: Option<u64>,
    /// Whether the file may have an invisible character other than tabs and line breaks.
    pub may_have_unseen: bool,
}

impl TextCheck {
    /// Reads the whole file. A NUL byte is an error, since the file is damaged or not text.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or has a NUL byte (`import/not-utf8`).
    pub fn of(content: &mut Content) -> Result<Self, ImportError> {
        let path = content.path().to_owned();
        let check = Self::of_bytes(content.read_again()?).map_err(ImportError::file("read", path))?;
        match check.nul_line {
            None => Ok(check),
            Some(line) => Err(Problem::error(
                "import/not-utf8",
                format!("line {line} has a NUL byte, so the file is damaged or is not text"),
            )
            .help("export it again as CSV in UTF-8")
            .into()),
        }
    }

    fn of_bytes(mut from: impl Read) -> std::io::Result<Self> {
        let (mut check, mut line, mut last_wrong) = (Self::default(), 1, 0);
        let mut buffer = vec![0; CHUNK_BYTES];
        // The first bytes of a character whose other bytes are not read yet are kept at the beginning of the buffer.
        let mut carried = 0;
        let mut is_start = true;
        loop {
            let count = from.read(&mut buffer[carried..])?;
            let mut rest = &buffer[..carried + count];
            if std::mem::take(&mut is_start) {
                rest = rest.strip_prefix(BYTE_ORDER_MARK).unwrap_or(rest);
            }
            let mut left = 0;
            while !rest.is_empty() {
                let (text, wrong) = match std::str::from_utf8(rest) {
                    Ok(text) => (text, None),
                    Err(error) => {
                        let text = std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default();
                        (text, Some(error.error_len()))
                    }
                };
                check.look_at(text, line);
                line += line_feeds(text.as_bytes());
                rest = &rest[text.len()..];
                let bytes = match wrong {
                    None => break,
                    // The character continues in the next chunk, if there is one.
                    Some(None) if count > 0 => {
                        left = rest.len();
                        break;
                    }
                    Some(None) => rest.len(),
                    Some(Some(bytes)) => bytes,
                };
                if line != last_wrong {
                    check.not_utf8.add(line);
                    last_wrong = line;
                }
                check.wrong_byte = check.wrong_byte.or_else(|| rest.first().copied());
                rest = &rest[bytes..];
            }
            if count == 0 {
                return Ok(check);
            }
            let end = carried + count;
            buffer.copy_within(end - left..end, 0);
            carried = left;
        }
    }

    fn look_at(&mut self, text: &str, line: u64) {
        // Almost every chunk ends here, after two fast scans.
        let is_plain = |byte: u8| byte >= b' ' && byte != 0x7f || matches!(byte, b'\t' | b'\n' | b'\r');
        if text.is_ascii() && text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
            return;
        }
        self.may_have_unseen |=
            text.chars().any(|letter| may_be_unseen(letter) && !matches!(letter, '\t' | '\n' | '\r'));
        if self.nul_line.is_none()
            && let Some(place) = text.find('\0')
        {
            self.nul_line = Some(line + line_feeds(&text.as_bytes()[..place]));
        }
    }

    /// Which lines are not UTF-8, and the probable encoding; `None` if all lines are UTF-8.
    pub fn words(&self) -> Option<String> {
        let byte = self.wrong_byte?;
        let count = self.not_utf8.count;
        Some(format!(
            "{} {} not UTF-8 ({}; the first such byte is 0x{byte:02X}): the file was probably saved as \
             Windows-1252 or in another older encoding",
            counted(count, "line"),
            by_count(count, "is", "are"),
            self.not_utf8
        ))
    }

    /// The error for a file whose text matters everywhere; `None` if it is UTF-8.
    pub fn problem(&self, path: &Path) -> Option<Problem> {
        let words = self.words()?;
        Some(Problem::error("import/not-utf8", format!("{}: {words}", path.display())).help(EXPORT_AS_UTF8))
    }
}

fn line_feeds(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::io::Read;

    use proptest::prelude::*;

    use super::TextCheck;

    fn check(bytes: &[u8]) -> TextCheck {
        TextCheck::of_bytes(bytes).unwrap()
    }

    /// A reader that returns a few bytes at a time.
    struct Drops<'bytes>(&'bytes [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(buffer.len()).min(self.0.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    #[test]
    fn text_is_text() {
        for text in
            ["", "phone,name\n1,Ada\r\n2,\tBo\n", "\u{feff}phone\n1,M\u{fc}ller\n", "\u{092e}\u{94b}\n"]
        {
            assert_eq!(check(text.as_bytes()), TextCheck::default(), "{text:?}");
        }
    }

    #[test]
    fn what_is_not_utf8_is_named_by_its_lines() {
        let found = check(b"phone,ville\n1,Orl\xe9ans\n2,Paris\n3,\xc9t\xe9\n4,\xe9");
        assert_eq!((found.not_utf8.count, found.wrong_byte), (3, Some(0xe9)));
        let words = found.words().unwrap();
        assert!(
            words.contains("3 lines are not UTF-8 (lines 2, 4, 5") && words.contains("Windows-1252"),
            "{words}"
        );
        assert_eq!(check(b"phone\n1\n").words(), None);
    }

    #[test]
    fn what_nobody_sees_and_what_no_text_has_is_found() {
        for text in
            ["a\u{b}", "a\u{7f}", "a\u{85}", "a\u{200b}", "\u{202e}a", "a\u{feff}", "a\u{1b}[1m", "\u{200d}"]
        {
            assert!(check(text.as_bytes()).may_have_unseen, "{text:?}");
        }
        assert_eq!(check(b"a\nb\nc\0\n").nul_line, Some(3));
        assert_eq!(check("\u{e4}\n\0".as_bytes()).nul_line, Some(2));
    }

    proptest! {
        #[test]
        fn it_does_not_matter_in_which_pieces_a_file_comes(
            bytes in prop::collection::vec(prop::sample::select(&b"a\n\xc3\xa9\xe2\x80\x8b\xff\0"[..]), 0..40),
            piece in 1_usize..7,
        ) {
            let whole = TextCheck::of_bytes(&bytes[..]).unwrap();
            prop_assert_eq!(TextCheck::of_bytes(Drops(&bytes, piece)).unwrap(), whole.clone());
            prop_assert_eq!(whole.not_utf8.count == 0, std::str::from_utf8(&bytes).is_ok());
        }
    }
}
