//! Results for programs: JSON, YAML and CSV.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::cell::Cell;
use super::document::{Block, Document, column_key};
use super::escape;
use super::finding_record::{FindingRecord, records};
use super::options::Surface;
use crate::domain::finding::Findings;
use crate::domain::unseen::acts;

/// A value as one indented JSON document.
///
/// # Errors
///
/// The value cannot be written as JSON.
pub(super) fn json(value: &impl Serialize) -> io::Result<String> {
    let document = serde_json::to_string_pretty(value)?;
    Ok(escape::json(&document).into_owned() + "\n")
}

/// A value as one YAML document. The serialiser does not escape characters that change the direction of text. A
/// document with such a character is written as JSON, which is YAML too, and in which every escape has the same
/// meaning.
///
/// # Errors
///
/// The value cannot be written as YAML.
pub(super) fn yaml(value: &impl Serialize) -> io::Result<String> {
    // Folded and literal blocks are readable but depend on their context; quoted scalars are exact.
    let options = serde_saphyr::ser_options! { prefer_block_scalars: false };
    let document = serde_saphyr::to_string_with_options(value, options).map_err(io::Error::other)?;
    let is_plain = document.chars().all(|character| character == '\n' || !acts(character));
    if is_plain {
        return Ok(document);
    }
    match serde_json::to_value(value)? {
        // Rows stay separate, because the rows of several calls may follow each other.
        Value::Array(rows) => {
            let mut document = String::new();
            for row in &rows {
                document.push_str("- ");
                document.push_str(&escape::json(&row.to_string()));
                document.push('\n');
            }
            Ok(document)
        }
        document => json(&document),
    }
}

/// The kind of program that CSV is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CsvReader {
    /// A program: each cell is exact.
    Program,
    /// A spreadsheet, which runs formulas.
    Spreadsheet,
}

/// The document's first table as CSV. If there is no table, its fields are a header and one row; if there are no
/// fields, its findings or lines are used.
///
/// A cell has its exact value: a time in ISO 8601 with its offset, and an empty text for no value. For a spreadsheet,
/// a cell that it would run as a formula gets an apostrophe in front (see [`defused`]). On a terminal, control
/// characters are made visible; in a file or pipe they stay.
///
/// # Errors
///
/// A row cannot be written, or the result is not UTF-8.
pub(super) fn csv(document: &Document, surface: Surface, reader: CsvReader) -> io::Result<String> {
    let exact = |cell: &Cell| match reader {
        CsvReader::Program => cell.value().to_owned(),
        CsvReader::Spreadsheet => defused(cell.value()),
    };
    let (header, rows) = first_grid(document);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    if !header.is_empty() {
        writer.write_record(header.iter().map(|header| column_key(header)))?;
    }
    for row in rows {
        writer.write_record(row.iter().map(|cell| match surface {
            Surface::Terminal { .. } => escape::one_line(&exact(cell)).into_owned(),
            Surface::Plain => exact(cell),
        }))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn first_grid(document: &Document) -> (Vec<String>, Vec<Vec<Cell>>) {
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some((table.headers.clone(), table.rows.clone())),
        _ => None,
    });
    if let Some(table) = table {
        return table;
    }
    let fields: Vec<_> = document.blocks.iter().filter_map(fields_of).flatten().cloned().collect();
    if !fields.is_empty() {
        let (labels, values) = fields.into_iter().unzip();
        return (labels, vec![values]);
    }
    let findings = document.blocks.iter().find_map(|block| match block {
        Block::Findings(findings) => Some(finding_grid(findings)),
        _ => None,
    });
    findings.unwrap_or_else(|| {
        let lines = document.blocks.iter().filter_map(|block| match block {
            Block::Lines(lines) | Block::Sentences(lines) => Some(lines),
            _ => None,
        });
        (vec!["line".into()], lines.flatten().map(|line| vec![Cell::from(line)]).collect())
    })
}

fn fields_of(block: &Block) -> Option<&Vec<(String, Cell)>> {
    match block {
        Block::Fields(fields) => Some(fields),
        _ => None,
    }
}

fn finding_grid(findings: &Findings) -> (Vec<String>, Vec<Vec<Cell>>) {
    let header = [
        "code",
        "severity",
        "message",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "help",
        "flag",
        "more",
        "fix",
    ];
    let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    let row = |record: FindingRecord| {
        [
            record.code.to_owned(),
            record.severity.to_string(),
            record.message,
            record.file.unwrap_or_default(),
            number(record.line),
            number(record.column),
            number(record.end_line),
            number(record.end_column),
            record.help.unwrap_or_default(),
            record.flag.or(record.environment).or(record.prompt).unwrap_or_default(),
            number(record.more),
            record.fix.map(|fix| json!(fix).to_string()).unwrap_or_default(),
        ]
        .map(Cell::from)
        .to_vec()
    };
    (header.map(str::to_owned).to_vec(), records(findings).into_iter().map(row).collect())
}

/// A cell that no spreadsheet runs: one that starts with `=`, `+`, `-`, `@`, a tab or a carriage return gets an
/// apostrophe in front. A phone number or a signed number (`+` or `-` and then only digits and their separators) is
/// harmless. Scripts look for it, so it stays exact.
fn defused(cell: &str) -> String {
    let is_number = |rest: &str| {
        rest.starts_with(|first: char| first.is_ascii_digit())
            && rest
                .chars()
                .all(|character| character.is_ascii_digit() || matches!(character, '.' | ',' | ' '))
    };
    let runs = match cell.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => cell.len() > 1 && !is_number(&cell[1..]),
        _ => false,
    };
    if runs { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Cell, CsvReader, acts, column_key, csv, json, yaml};
    use crate::ui::document::{Document, Table};
    use crate::ui::options::Surface;

    #[test]
    fn csv_is_the_first_table() -> std::io::Result<()> {
        let document = Document::new()
            .fields([("Total", "2")])
            .table(Table::new(["NAME", "Caller ID"]).row(["a, \"b\"\nc", "+14155550100"]).row(["=1+1", "-"]));
        assert_eq!(
            csv(&document, Surface::Plain, CsvReader::Program)?,
            "name,caller_id\r\n\"a, \"\"b\"\"\nc\",+14155550100\r\n=1+1,-\r\n"
        );
        Ok(())
    }

    #[test]
    fn csv_of_fields_is_one_row() -> std::io::Result<()> {
        let document = Document::new().fields([("Id", "cd-1"), ("Days per week", "5")]).lines(["next"]);
        assert_eq!(csv(&document, Surface::Plain, CsvReader::Program)?, "id,days_per_week\r\ncd-1,5\r\n");
        Ok(())
    }

    #[test]
    fn csv_has_the_values_of_cells_and_not_what_readers_see() -> std::io::Result<()> {
        let at = Cell::with_value("Mon 2026-12-07 09:00 Asia/Kolkata", "2026-12-07T09:00:00+05:30");
        let row = [at.clone(), Cell::nothing(), Cell::of(Some(3)), Cell::of(None::<u8>), "-".into()];
        let document = Document::new().table(Table::new(["AT", "A", "B", "C", "D"]).row(row));
        assert_eq!(
            csv(&document, Surface::Plain, CsvReader::Program)?,
            "at,a,b,c,d\r\n2026-12-07T09:00:00+05:30,,3,,-\r\n"
        );
        let document = Document::new().fields([("Created", at), ("Updated", Cell::nothing())]);
        assert_eq!(
            csv(&document, Surface::Plain, CsvReader::Program)?,
            "created,updated\r\n2026-12-07T09:00:00+05:30,\r\n"
        );
        Ok(())
    }

    #[test]
    fn csv_defuses_formulas_for_spreadsheets_alone_and_leaves_numbers() -> std::io::Result<()> {
        for (cell, written) in [
            ("+49 89 1234", "+49 89 1234"),
            ("-1.5", "-1.5"),
            ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
        ] {
            let document = Document::new().table(Table::new(["a"]).row([cell]));
            let csv = |reader| csv(&document, Surface::Plain, reader);
            assert_eq!(csv(CsvReader::Spreadsheet)?, format!("a\r\n{written}\r\n"));
            assert_eq!(csv(CsvReader::Program)?, format!("a\r\n{cell}\r\n"));
        }
        Ok(())
    }

    #[test]
    fn csv_shows_escapes_on_a_terminal_only() -> std::io::Result<()> {
        let document = Document::new().table(Table::new(["a"]).row(["\u{1b}[m"]));
        assert_eq!(csv(&document, Surface::Plain, CsvReader::Program)?, "a\r\n\u{1b}[m\r\n");
        assert_eq!(
            csv(&document, Surface::Terminal { width: 80 }, CsvReader::Program)?,
            "a\r\n\\u{1b}[m\r\n"
        );
        Ok(())
    }

    #[test]
    fn headers_become_keys() {
        assert_eq!(column_key("CONTACT LISTS"), "contact_lists");
        assert_eq!(column_key("Next run (UTC)"), "next_run_utc");
    }

    #[test]
    fn yaml_keeps_awkward_texts() -> Result<(), Box<dyn std::error::Error>> {
        for text in [
            "no",
            "0123",
            "a: b",
            "x\n y \n",
            "\u{1b}[2J",
            "\u{9b}\u{7}",
            "+4915",
            "a\u{202e}b\u{61c}\u{200f}",
            &"long words ".repeat(40),
        ] {
            let document = yaml(&serde_json::json!({ "text": text }))?;
            assert!(!document.chars().any(|character| character != '\n' && acts(character)), "{document:?}");
            let read: std::collections::BTreeMap<String, String> = serde_saphyr::from_str(&document)?;
            assert_eq!(read["text"], text, "{document}");
        }
        Ok(())
    }

    #[test]
    fn yaml_rows_with_turned_texts_may_follow_one_another() -> Result<(), Box<dyn std::error::Error>> {
        let rows = [("a\u{202e}b", 1), ("c: \"d\"\n", 2)];
        let documents: String = rows.iter().map(|row| yaml(&[row])).collect::<Result<_, _>>()?;
        assert!(!documents.contains('\u{202e}'), "{documents:?}");
        let read: Vec<(String, u8)> = serde_saphyr::from_str(&documents)?;
        assert_eq!(read, rows.map(|(text, number)| (text.to_owned(), number)), "{documents}");
        Ok(())
    }

    #[test]
    fn json_is_one_indented_document() -> std::io::Result<()> {
        assert_eq!(json(&["a\u{9b}"])?, "[\n  \"a\\u009b\"\n]\n");
        Ok(())
    }
}
