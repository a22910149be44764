//! Lays a document out for people: fitted to a terminal, or plain and uncut for a file or a pipe.

use comfy_table::ContentArrangement;
use comfy_table::presets::NOTHING;
use unicode_width::UnicodeWidthStr;

use super::cell::Cell;
use super::document::{Block, Document, Piece, Table};
use super::escape;
use super::findings;
use super::grid::grid;
use super::options::Surface;
use super::paint::{self, BOLD, Painter};
use super::wrap;

/// The columns between two columns of a table.
pub(super) const GAP: usize = 2;
/// A column that wraps is at least this wide, or as wide as what it holds.
pub(super) const NARROWEST: usize = 12;
/// The text for stdout, and the message for a table without rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Laid {
    pub(super) text: String,
    pub(super) remarks: Vec<String>,
}

/// Lays the document out.
pub(super) fn document(document: &Document, surface: Surface, painter: Painter) -> Laid {
    with_tables(document, surface.width(), surface, painter)
}

/// Lays the document out, its tables uncut whatever the terminal's width.
pub(super) fn wide(document: &Document, surface: Surface, painter: Painter) -> Laid {
    with_tables(document, None, surface, painter)
}

/// Lays the document out; its tables have so much room.
fn with_tables(document: &Document, room: Option<usize>, surface: Surface, painter: Painter) -> Laid {
    let mut laid = Laid::default();
    for block in &document.blocks {
        let text = match block {
            Block::Table(table) if table.rows.is_empty() => {
                laid.remarks.extend(table.empty.clone());
                continue;
            }
            Block::Table(table) => titled_table(table, room, painter),
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
    // No line ends with spaces; the pieces before them may be coloured.
    let last = line.iter().rposition(|piece| !piece.text.trim().is_empty()).map_or(0, |last| last + 1);
    let mut text: String = line[..last].iter().map(piece).collect();
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn titled_table(table: &Table, room: Option<usize>, painter: Painter) -> String {
    let title = table.title.as_ref().map(|title| {
        let title = wrap::wrapped(&escape::one_line(title), room, 0, 0);
        title.lines().map(|line| painter.paint(BOLD, line) + "\n").collect::<String>()
    });
    title.unwrap_or_default() + &grid(table, room, painter)
}

/// Labels and values in two columns. On a terminal a value keeps its line breaks and wraps under itself.
pub(super) fn fields(fields: &[(String, Cell)], surface: Surface, painter: Painter) -> String {
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

/// A line cut at words into lines of this width; a word that does not fit is broken where it must be.
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
