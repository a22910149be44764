//! Lays a document out for people: fitted to a terminal, or plain and uncut for a file or a pipe.

use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, LineStyle, Width};
use unicode_width::UnicodeWidthStr;

use super::document::{Block, Document, Piece, Table};
use super::escape;
use super::findings;
use super::options::Surface;
use super::paint::{self, BOLD, Painter};

/// The columns between two columns of a table.
const GAP: usize = 2;
/// A column that wraps is at least this wide, or as wide as what it holds.
const NARROWEST: usize = 12;
/// The most bytes of a table whose columns are aligned where no terminal says how wide it may be.
const ALIGNED_MAX_BYTES: usize = 8 * 1024 * 1024;
/// Drawn between header and rows to find the end of a header that wrapped, then dropped. No text of a cell can hold it.
const HEADER_END: char = '\u{1}';

/// What goes to stdout, and what is to be said where a table has no rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Laid {
    pub(super) text: String,
    pub(super) remarks: Vec<String>,
}

/// Lays the document out.
pub(super) fn document(document: &Document, surface: Surface, painter: Painter) -> Laid {
    let mut laid = Laid::default();
    for block in &document.blocks {
        let text = match block {
            Block::Table(table) if table.rows.is_empty() => {
                laid.remarks.extend(table.empty.clone());
                continue;
            }
            Block::Table(table) => titled_table(table, surface, painter),
            Block::Fields(fields) => self::fields(fields, surface, painter),
            Block::Lines(lines) => lines.iter().map(|line| escape::lines(line).into_owned() + "\n").collect(),
            Block::Drawing(lines) => lines.iter().map(|line| drawn(line, painter)).collect(),
            Block::Findings(found) => findings::report(found, surface, painter),
        };
        if text.is_empty() {
            continue;
        }
        if !laid.text.is_empty() {
            laid.text.push('\n');
        }
        laid.text.push_str(&text);
    }
    laid
}

fn drawn(line: &[Piece], painter: Painter) -> String {
    let piece = |piece: &Piece| {
        let text = escape::one_line(&piece.text);
        paint::tone(piece.tone).map_or_else(|| text.to_string(), |style| painter.paint(style, &text))
    };
    // Nobody wants blanks at the end of a line; the pieces before them may be coloured.
    let last = line.iter().rposition(|piece| !piece.text.trim().is_empty()).map_or(0, |last| last + 1);
    let mut text: String = line[..last].iter().map(piece).collect();
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn titled_table(table: &Table, surface: Surface, painter: Painter) -> String {
    let title = table.title.as_ref().map(|title| painter.paint(BOLD, &escape::one_line(title)) + "\n");
    title.unwrap_or_default() + &grid(table, surface, painter)
}

/// Every cell whole, in columns as wide as their widest cell. Where that would be mostly spaces, since one cell of many is very
/// long, the cells stand beside each other as they are.
fn uncut(headers: &[String], rows: &[Vec<String>], painter: Painter) -> String {
    let lines = || std::iter::once(headers).chain(rows.iter().map(Vec::as_slice));
    let mut widths = vec![0; headers.len()];
    for line in lines() {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.width().max(*width);
        }
    }
    if widths.iter().sum::<usize>().saturating_mul(rows.len()) > ALIGNED_MAX_BYTES {
        widths.fill(0);
    }
    let mut text = String::new();
    for (number, line) in lines().enumerate() {
        let mut drawn = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            drawn.push_str(cell);
            drawn.extend(std::iter::repeat_n(' ', GAP + width.saturating_sub(cell.width())));
        }
        let drawn = drawn.trim_end();
        text.push_str(&if number == 0 { painter.paint(BOLD, drawn) } else { drawn.to_owned() });
        text.push('\n');
    }
    text
}

fn grid(table: &Table, surface: Surface, painter: Painter) -> String {
    let clean = |cells: &Vec<String>| cells.iter().map(|cell| escape::one_line(cell).into_owned()).collect();
    let headers: Vec<String> = clean(&table.headers);
    let rows: Vec<Vec<String>> = table.rows.iter().map(clean).collect();
    let Some(width) = surface.width() else { return toned(&uncut(&headers, &rows, painter), table, painter) };
    let least = least_widths(&headers, &rows, &table.whole);
    if least.iter().sum::<usize>() + GAP * least.len().saturating_sub(1) > width {
        return records(&headers, &rows, width, painter);
    }
    let mut drawn = comfy_table::Table::new();
    // comfy-table counts the gap behind the last column too, where nothing is drawn.
    drawn.set_content_arrangement(ContentArrangement::Dynamic);
    drawn.set_width(u16::try_from(width + GAP).unwrap_or(u16::MAX));
    drawn.load_style(NOTHING.header_separator(LineStyle::none().fill(HEADER_END)));
    drawn.set_header(&headers).add_rows(&rows);
    for (column, least) in drawn.column_iter_mut().zip(least) {
        column.set_padding((0, u16::try_from(GAP).unwrap_or(2)));
        // The lower boundary counts the padding.
        let least = u16::try_from(least + GAP).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
    }
    let mut text = String::new();
    let mut in_header = true;
    for line in drawn.lines() {
        let line = line.trim_end();
        if in_header && line.starts_with(HEADER_END) {
            in_header = false;
            continue;
        }
        text.push_str(&if in_header { painter.paint(BOLD, line) } else { line.to_owned() });
        text.push('\n');
    }
    toned(&text, table, painter)
}

/// A drawn table with the first cells of its rows in their tones. A line that begins with a space goes on with the row above it.
fn toned(drawn: &str, table: &Table, painter: Painter) -> String {
    if table.tones.is_empty() {
        return drawn.to_owned();
    }
    let mut rows = table.rows.iter().zip(&table.tones);
    let mut text = String::with_capacity(drawn.len());
    for (number, line) in drawn.lines().enumerate() {
        let row = if number == 0 || line.starts_with(' ') { None } else { rows.next() };
        let shown = row.and_then(|(row, tone)| {
            let cell = escape::one_line(row.first()?);
            let rest = line.strip_prefix(&*cell)?;
            Some(
                paint::tone(*tone)
                    .map_or_else(|| line.to_owned(), |style| painter.paint(style, &cell) + rest),
            )
        });
        text.push_str(shown.as_deref().unwrap_or(line));
        text.push('\n');
    }
    text
}

/// How narrow each column may become: a column that stays whole not at all, any other down to its longest word or `NARROWEST`.
fn least_widths(headers: &[String], rows: &[Vec<String>], whole: &[usize]) -> Vec<usize> {
    let column = |place: usize| {
        let cells = rows.iter().filter_map(move |row| row.get(place));
        let cells = cells.chain(headers.get(place));
        if whole.contains(&place) {
            cells.map(|cell| cell.width()).max()
        } else {
            cells.flat_map(|cell| cell.split(' ')).map(|word| word.width().min(NARROWEST)).max()
        }
    };
    (0..headers.len()).map(|place| column(place).unwrap_or(0)).collect()
}

/// A table that is too wide for its terminal, as one group of fields a row.
fn records(headers: &[String], rows: &[Vec<String>], width: usize, painter: Painter) -> String {
    let row = |row: &Vec<String>| {
        let pairs: Vec<_> = headers.iter().cloned().zip(row.iter().cloned()).collect();
        fields(&pairs, Surface::Terminal { width }, painter)
    };
    rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

/// Labels and values in two columns. On a terminal a value keeps its line breaks and wraps under itself.
fn fields(fields: &[(String, String)], surface: Surface, painter: Painter) -> String {
    let labels: Vec<_> = fields.iter().map(|(label, _)| escape::one_line(label)).collect();
    let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let mut text = String::new();
    for (label, (_, value)) in labels.iter().zip(fields) {
        let lines = match surface.width() {
            None => vec![escape::one_line(value).into_owned()],
            Some(width) => {
                let room = width.saturating_sub(widest + GAP).max(NARROWEST);
                value.lines().flat_map(|line| wrapped(&escape::one_line(line), room)).collect()
            }
        };
        let indent = " ".repeat(widest + GAP);
        let label = painter.paint(BOLD, label) + &" ".repeat(widest + GAP - label.width());
        let block = label + &lines.join(&format!("\n{indent}"));
        text.push_str(block.trim_end());
        text.push('\n');
    }
    text
}

/// A line broken at spaces to fit; a word that does not fit is broken where it must be.
/// A line cut at words into lines of this width.
pub(super) fn wrapped(line: &str, width: usize) -> Vec<String> {
    if line.width() <= width {
        return vec![line.to_owned()];
    }
    let mut table = comfy_table::Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX)).add_row([line]);
    if let Some(column) = table.column_mut(0) {
        column.set_padding((0, 0));
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
