//! Tables and fields: fitted to a terminal, or plain and uncut.

use std::borrow::Cow;

use comfy_table::ContentArrangement;
use comfy_table::presets::NOTHING;
use dialoguer::console::truncate_str;
use unicode_width::UnicodeWidthStr;

use super::cell::Cell;
use super::document::{Rows, Table, Tone};
use super::escape;
use super::options::Surface;
use super::paint::{self, BOLD, Painter};
use super::wrap;

/// The most bytes of a table whose columns are aligned where no terminal says how wide it may be.
const ALIGNED_MAX_BYTES: usize = 8 * 1024 * 1024;

/// The columns between two columns of a table.
const GAP: usize = 2;
/// A column that wraps is at least this wide, or as wide as what it holds.
const NARROWEST: usize = 12;
/// The columns by which what stands under a row is moved in.
const INDENT: usize = 4;

/// A table as text: in lines of this many columns at most, or uncut where there is no limit. Where not even the narrowest form
/// of its columns fits, each row becomes a group of fields.
pub(super) fn grid(table: &Table, room: Option<usize>, painter: Painter) -> String {
    let clean = |text: &str| escape::one_line(text).into_owned();
    let headers: Vec<String> = table.headers.iter().map(|header| clean(header)).collect();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect();
    let grid = Grid { table, headers: &headers, rows: &rows };
    match room {
        None => grid.drawn(&grid.uncut(), Cells::Uncut, room, painter),
        Some(room) => match grid.fitted(room) {
            Some(columns) if table.fit == Rows::Wrapped => {
                grid.drawn(&columns, Cells::Wrapped, Some(room), painter)
            }
            Some(columns) => grid.drawn(&columns, Cells::Cut, Some(room), painter),
            None => grid.records(room, painter),
        },
    }
}

/// A column that is drawn.
#[derive(Debug, Clone, Copy)]
struct Column {
    /// Its place in the table.
    place: usize,
    width: usize,
}

/// The way to show cells that are wider than their columns.
#[derive(Debug, Clone, Copy)]
enum Cells {
    Uncut,
    /// It ends in `…`.
    Cut,
    /// It goes on in the next line.
    Wrapped,
}

struct Grid<'table> {
    table: &'table Table,
    headers: &'table [String],
    rows: &'table [Vec<String>],
}

impl Grid<'_> {
    fn column(&self, place: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().filter_map(move |row| row.get(place));
        self.headers.get(place).into_iter().chain(cells).map(String::as_str)
    }

    /// The width of the widest cell of each column.
    fn natural(&self) -> Vec<usize> {
        let widest = |place| self.column(place).map(UnicodeWidthStr::width).max().unwrap_or(0);
        (0..self.headers.len()).map(widest).collect()
    }

    /// Every column as wide as its widest cell. Where that would be mostly spaces, since one cell of many is very long, the cells
    /// stand beside each other as they are.
    fn uncut(&self) -> Vec<Column> {
        let mut widths = self.natural();
        if widths.iter().sum::<usize>().saturating_mul(self.rows.len()) > ALIGNED_MAX_BYTES {
            widths.fill(0);
        }
        widths.into_iter().enumerate().map(|(place, width)| Column { place, width }).collect()
    }

    /// The columns that give way.
    fn spare(&self) -> &[usize] {
        match &self.table.fit {
            Rows::OneLine(spare) | Rows::Under(spare) => spare,
            Rows::Wrapped => &[],
        }
    }

    /// The columns that are shown in this room, each with its width; `None` where they do not fit.
    fn fitted(&self, room: usize) -> Option<Vec<Column>> {
        let natural = self.natural();
        let spare = self.spare();
        let mut shown: Vec<usize> = (0..natural.len()).collect();
        let least = |longest_word: usize| -> Vec<usize> {
            shown.iter().map(|place| self.least(*place, natural[*place], longest_word)).collect()
        };
        let mut least = match least(usize::MAX) {
            whole_words if total(&shown, &whole_words) <= room => whole_words,
            _ => least(NARROWEST),
        };
        for place in spare {
            if total(&shown, &least) <= room {
                break;
            }
            shown.retain(|other| other != place);
        }
        if total(&shown, &least) > room && self.table.fit != Rows::Wrapped {
            // Nothing is left to leave out: whatever is long and need not stay whole is cut.
            for place in shown.iter().filter(|place| !self.table.whole.contains(place)) {
                least[*place] = least[*place].min(NARROWEST);
            }
        }
        let mut rest = room.checked_sub(total(&shown, &least))?;
        let mut widths = least;
        // What can be spared gets what the others leave, the most important of it first.
        let (others, spared): (Vec<usize>, Vec<usize>) =
            shown.iter().partition(|place| !spare.contains(place));
        share(&mut widths, &natural, others, &mut rest);
        for place in spare.iter().rev().filter(|place| spared.contains(place)) {
            share(&mut widths, &natural, vec![*place], &mut rest);
        }
        let used = |place: usize| match self.table.fit {
            Rows::Wrapped if widths[place] < natural[place] => self.wrapped_width(place, widths[place]),
            _ => widths[place],
        };
        Some(shown.into_iter().map(|place| Column { place, width: used(place) }).collect())
    }

    /// How much of this width a column uses whose cells wrap in it.
    fn wrapped_width(&self, place: usize, width: usize) -> usize {
        let lines = self.column(place).flat_map(|cell| wrapped(cell, width));
        lines.map(|line| line.width()).max().unwrap_or(width)
    }

    /// How narrow a column may become: one that stays whole not at all, one that wraps down to its longest word, of which so much
    /// counts.
    fn least(&self, place: usize, natural: usize, longest_word: usize) -> usize {
        match &self.table.fit {
            _ if self.table.whole.contains(&place) => natural,
            Rows::OneLine(spare) if spare.contains(&place) => natural.min(NARROWEST),
            Rows::OneLine(_) | Rows::Under(_) => natural,
            Rows::Wrapped => {
                let words = self.column(place).flat_map(|cell| cell.split(' '));
                words.map(|word| word.width().min(longest_word)).max().unwrap_or(0)
            }
        }
    }

    /// The text under a row that shows these columns: the columns that moved there, and the row's own text.
    fn under(&self, number: usize, columns: &[Column]) -> Vec<String> {
        let is_moved = |place: &&usize| columns.iter().all(|column| column.place != **place);
        let mut moved: Vec<&usize> = match &self.table.fit {
            Rows::Under(spare) => spare.iter().filter(is_moved).collect(),
            Rows::OneLine(_) | Rows::Wrapped => Vec::new(),
        };
        moved.sort_unstable();
        let named =
            |place: &usize| format!("{} {}", self.headers[*place].to_lowercase(), self.rows[number][*place]);
        let moved: Vec<String> = moved.into_iter().map(named).collect();
        let own = self.table.under.get(number).into_iter().flat_map(|under| under.lines()).map(str::to_owned);
        (!moved.is_empty()).then(|| moved.join("; ")).into_iter().chain(own).collect()
    }

    /// Each row as a group of fields, for a terminal that is too narrow for a table.
    fn records(&self, width: usize, painter: Painter) -> String {
        let records = self.rows.iter().enumerate().map(|(number, row)| {
            let own = self.table.under.get(number).filter(|own| !own.is_empty());
            let own = own.map(|own| (String::new(), Cell::from(own)));
            let pairs = self.headers.iter().cloned().zip(row.iter().map(Cell::from)).chain(own);
            fields(&pairs.collect::<Vec<_>>(), Surface::Terminal { width }, painter)
        });
        records.collect::<Vec<_>>().join("\n")
    }

    fn drawn(&self, columns: &[Column], cells: Cells, room: Option<usize>, painter: Painter) -> String {
        let mut text = String::new();
        for line in lines(self.headers, columns, cells) {
            text.push_str(&painter.paint(BOLD, &beside(&line, columns, |_| None, painter)));
            text.push('\n');
        }
        for (number, row) in self.rows.iter().enumerate() {
            let tone = |place| {
                let of_column = self.table.tones.iter().find(|(toned, _)| *toned == place);
                of_column.and_then(|(_, tones)| tones.get(number)).copied()
            };
            for line in lines(row, columns, cells) {
                text.push_str(&beside(&line, columns, tone, painter));
                text.push('\n');
            }
            for part in self.under(number, columns) {
                let indent = " ".repeat(INDENT);
                text.push_str(&indent);
                let part = escape::one_line(&part);
                text.push_str(&match room {
                    Some(room) if self.table.cuts_under => {
                        truncate_str(&part, room.saturating_sub(INDENT), "…")
                    }
                    _ => wrap::wrapped(&part, room, INDENT, INDENT).into(),
                });
                text.push('\n');
            }
        }
        text
    }
}

/// The columns that these take, with the gaps between them.
fn total(shown: &[usize], widths: &[usize]) -> usize {
    shown.iter().map(|place| widths[*place]).sum::<usize>() + GAP * shown.len().saturating_sub(1)
}

/// Widens these columns towards their natural width, the neediest last, until the rest is used up.
fn share(widths: &mut [usize], natural: &[usize], mut columns: Vec<usize>, rest: &mut usize) {
    columns.sort_by_key(|place| natural[*place] - widths[*place]);
    let mut waiting = columns.len();
    for place in columns {
        let more = (natural[place] - widths[place]).min(*rest / waiting);
        widths[place] += more;
        *rest -= more;
        waiting -= 1;
    }
}

/// The lines of a row: in each, a piece for each column.
fn lines<'row>(row: &'row [String], columns: &[Column], cells: Cells) -> Vec<Vec<Cow<'row, str>>> {
    let last = columns.last().map(|column| column.place);
    let pieces = |column: &Column| -> Vec<Cow<'row, str>> {
        let cell = row.get(column.place).map_or("", String::as_str);
        match cells {
            // Nothing stands behind the last column: a path or an id that is wider stays whole and is left to the terminal.
            Cells::Wrapped
                if cell.width() > column.width
                    && column.width >= wrap::NARROWEST
                    && Some(column.place) == last =>
            {
                let text = wrap::wrapped(cell, Some(column.width), 0, 0);
                text.lines().map(|line| Cow::Owned(line.to_owned())).collect()
            }
            Cells::Wrapped if cell.width() > column.width => {
                wrapped(cell, column.width).into_iter().map(Cow::Owned).collect()
            }
            Cells::Cut => vec![truncate_str(cell, column.width, "…")],
            Cells::Wrapped | Cells::Uncut => vec![Cow::Borrowed(cell)],
        }
    };
    let pieces: Vec<Vec<Cow<'row, str>>> = columns.iter().map(pieces).collect();
    let height = pieces.iter().map(Vec::len).max().unwrap_or(0);
    let line =
        |number: usize| pieces.iter().map(|pieces| pieces.get(number).cloned().unwrap_or_default()).collect();
    (0..height).map(line).collect()
}

/// One line, each piece in its column and in its tone.
fn beside(
    line: &[Cow<'_, str>],
    columns: &[Column],
    tone: impl Fn(usize) -> Option<Tone>,
    painter: Painter,
) -> String {
    let mut text = String::new();
    let mut spaces = 0;
    for (piece, column) in line.iter().zip(columns) {
        let piece = piece.trim_end();
        if !piece.is_empty() {
            text.extend(std::iter::repeat_n(' ', spaces));
            spaces = 0;
            match tone(column.place).and_then(paint::tone) {
                Some(style) => text.push_str(&painter.paint(style, piece)),
                None => text.push_str(piece),
            }
        }
        spaces += GAP + column.width.saturating_sub(piece.width());
    }
    text
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
fn wrapped(line: &str, width: usize) -> Vec<String> {
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
