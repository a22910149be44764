//! Recognizes files that are not CSV by their first bytes, whatever their name.

use crate::domain::finding::Problem;

/// A kind of file that people mistake for a CSV file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MistakenFormat {
    Excel,
    OpenDocument,
    Numbers,
    OldOffice,
    Archive,
    Pdf,
    Markup,
    RichText,
    Json,
}

impl MistakenFormat {
    /// The kind that a file's first bytes show; `None` if it may be CSV.
    fn of(start: &[u8]) -> Option<Self> {
        if start.starts_with(b"PK\x03\x04") {
            return Some(Self::in_zip(start));
        }
        if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
            return Some(Self::OldOffice);
        }
        let archives: [&[u8]; 6] = [
            b"PK\x05\x06",
            &[0x1f, 0x8b],
            b"7z\xbc\xaf\x27\x1c",
            b"Rar!",
            b"BZh",
            &[0xfd, b'7', b'z', b'X', b'Z'],
        ];
        if archives.iter().any(|magic| start.starts_with(magic)) {
            return Some(Self::Archive);
        }
        let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
        let begins = |with: &[u8]| text.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
        if begins(b"%PDF-") {
            Some(Self::Pdf)
        } else if begins(b"{\\rtf") {
            Some(Self::RichText)
        } else if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml", b"<meta"].iter().any(|tag| begins(tag)) {
            Some(Self::Markup)
        } else if begins(b"{\"") || begins(b"[{") || is_spaced_json(text) {
            Some(Self::Json)
        } else {
            None
        }
    }

    /// The kind of a ZIP archive, by the names of its members, which are plain bytes.
    fn in_zip(start: &[u8]) -> Self {
        let has = |name: &[u8]| start.windows(name.len()).any(|bytes| bytes == name);
        if has(b"application/vnd.oasis.opendocument") {
            Self::OpenDocument
        } else if has(b"Index/") && has(b".iwa") {
            Self::Numbers
        } else if has(b"xl/") || (has(b"[Content_Types].xml") && !has(b"word/") && !has(b"ppt/")) {
            Self::Excel
        } else {
            Self::Archive
        }
    }

    const fn what(self) -> &'static str {
        match self {
            Self::Excel => "an Excel workbook (.xlsx)",
            Self::OpenDocument => "an OpenDocument spreadsheet (.ods)",
            Self::Numbers => "a Numbers spreadsheet (.numbers)",
            Self::OldOffice => "an old or encrypted Excel workbook (.xls)",
            Self::Archive => "a compressed archive",
            Self::Pdf => "a PDF document",
            Self::Markup => "a web page or an XML document, as some systems name .xls",
            Self::RichText => "a rich text document",
            Self::Json => "a JSON document",
        }
    }

    const fn help(self) -> &'static str {
        match self {
            Self::Excel | Self::OldOffice | Self::Markup => {
                "export the sheet as CSV: in Excel, File > Save As > \"CSV UTF-8 (Comma delimited) (*.csv)\", with the column of \
                 the numbers formatted as Text before"
            }
            Self::OpenDocument => {
                "export the sheet as CSV: in LibreOffice, File > Save As > \"Text CSV (.csv)\" with the character set UTF-8, and \
                 the column of the numbers formatted as Text before"
            }
            Self::Numbers => {
                "export the sheet as CSV: in Numbers, File > Export To > CSV, with the encoding \"Unicode (UTF-8)\""
            }
            Self::Archive => "unpack it, and give the CSV file that is in it",
            Self::Pdf | Self::RichText => "export the contacts from where they are kept, as CSV in UTF-8",
            Self::Json => {
                "convert it first: jq -r '.[] | [.phone, .name] | @csv' with the names of your fields"
            }
        }
    }
}

/// Whether a text begins like JSON with white space: `[ {` or `{ "`.
fn is_spaced_json(text: &[u8]) -> bool {
    let Some((first, rest)) = text.split_first() else { return false };
    let next = rest.trim_ascii_start().first().copied();
    matches!((first, next), (b'[', Some(b'{' | b'[')) | (b'{', Some(b'"')))
}

/// Refuses a file that is not CSV, and says how to convert it.
///
/// # Errors
///
/// `import/not-csv` if the start is that of another kind of file.
pub(super) fn refuse_other_kinds(start: &[u8]) -> Result<(), Problem> {
    let Some(kind) = MistakenFormat::of(start) else { return Ok(()) };
    Err(Problem::error("import/not-csv", format!("the file is {} and not a CSV file", kind.what()))
        .help(kind.help()))
}

#[cfg(test)]
mod tests {
    use super::{MistakenFormat, refuse_other_kinds};

    #[test]
    fn a_kind_is_told_by_the_first_bytes() {
        for (start, kind) in [
            (&b"PK\x03\x04\x14\x00\x06\x00....[Content_Types].xml"[..], MistakenFormat::Excel),
            (b"PK\x03\x04....xl/workbook.xml", MistakenFormat::Excel),
            (
                b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                MistakenFormat::OpenDocument,
            ),
            (b"PK\x03\x04....Index/Document.iwa", MistakenFormat::Numbers),
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml", MistakenFormat::Archive),
            (b"PK\x03\x04....people.csv", MistakenFormat::Archive),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", MistakenFormat::OldOffice),
            (b"\x1f\x8b\x08", MistakenFormat::Archive),
            (b"%PDF-1.7", MistakenFormat::Pdf),
            (b"\xef\xbb\xbf\r\n<HTML>", MistakenFormat::Markup),
            (b"<table border=1>", MistakenFormat::Markup),
            (b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>", MistakenFormat::Markup),
            (b"{\\rtf1\\ansi", MistakenFormat::RichText),
            (b"[{\"phone\": 1}]", MistakenFormat::Json),
            (b"[\n  {\n", MistakenFormat::Json),
            (b"{\n \"phone\"", MistakenFormat::Json),
        ] {
            assert_eq!(MistakenFormat::of(start), Some(kind), "{}", String::from_utf8_lossy(start));
            assert!(refuse_other_kinds(start).is_err_and(|problem| problem.help.is_some()));
        }
    }

    #[test]
    fn text_is_left_to_be_read() {
        for start in [
            "",
            "phone,name\n",
            "[Kontakt],Name\n",
            "{id};phone\n",
            "<phone>,name\n",
            "PK,Name\n",
            "%,phone\n",
        ] {
            assert_eq!(MistakenFormat::of(start.as_bytes()), None, "{start}");
        }
    }
}
