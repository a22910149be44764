//! Lays a document out for people: fitted to a terminal, or plain and uncut for a file or a pipe.

use super::document::{Block, Document, Piece, Table};
use super::escape;
use super::findings;
use super::grid::{fields, grid};
use super::options::{Surface, Verbosity};
use super::paint::{self, BOLD, Painter};
use super::wrap;

/// The text for stdout, and the messages for tables without rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RenderedDocument {
    pub(super) text: String,
    pub(super) remarks: Vec<String>,
    /// The headers of columns that find no room at this width.
    pub(super) left_out: Vec<String>,
}

/// Lays the document out.
pub(super) fn document(document: &Document, surface: Surface, painter: Painter) -> RenderedDocument {
    with_tables(document, surface.width(), surface, painter)
}

/// Lays the document out, with uncut tables at any width of the terminal.
pub(super) fn wide(document: &Document, surface: Surface, painter: Painter) -> RenderedDocument {
    with_tables(document, None, surface, painter)
}

/// Lays the document out, with this width for its tables.
fn with_tables(
    document: &Document,
    room: Option<usize>,
    surface: Surface,
    painter: Painter,
) -> RenderedDocument {
    let mut laid = RenderedDocument::default();
    for block in &document.blocks {
        let text = match block {
            Block::Table(table) if table.rows.is_empty() => {
                laid.remarks.extend(table.empty.clone());
                continue;
            }
            Block::Table(table) => {
                let (text, left_out) = titled_table(table, room, painter);
                laid.left_out.extend(left_out);
                text
            }
            Block::Fields(pairs) => fields(pairs, surface, painter),
            Block::Lines(lines) => lines.iter().map(|line| escape::lines(line).into_owned() + "\n").collect(),
            Block::Sentences(lines) => {
                let wrapped =
                    |line: &String| wrap::wrapped(&escape::one_line(line), surface.width(), 0, 2) + "\n";
                lines.iter().map(wrapped).collect()
            }
            Block::Drawing(lines) => lines.iter().map(|line| drawn(line, painter)).collect(),
            Block::Findings(found) => findings::report(found, Verbosity::Normal, surface, painter),
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
    // Spaces at the end of a line are dropped; the pieces before them may be coloured.
    let last = line.iter().rposition(|piece| !piece.text.trim().is_empty()).map_or(0, |last| last + 1);
    let mut text: String = line[..last].iter().map(piece).collect();
    text.truncate(text.trim_end().len());
    text + "\n"
}

fn titled_table(table: &Table, room: Option<usize>, painter: Painter) -> (String, Vec<String>) {
    let title = table.title.as_ref().map(|title| {
        let title = wrap::wrapped(&escape::one_line(title), room, 0, 0);
        title.lines().map(|line| painter.paint(BOLD, line) + "\n").collect::<String>()
    });
    let (text, left_out) = grid(table, room, painter);
    (title.unwrap_or_default() + &text, left_out)
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
