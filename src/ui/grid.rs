//! Tables and fields, fitted to a terminal, or plain and uncut.

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

/// The largest table, in bytes, whose columns are aligned if no terminal limits the width.
const ALIGNED_MAX_BYTES: usize = 8 * 1024 * 1024;

/// The gap between two columns of a table, in columns.
const GAP: usize = 2;
/// The least width of a column that wraps, unless its content is narrower.
const NARROWEST: usize = 12;
/// The indent of the text below a row, in columns.
const INDENT: usize = 4;

/// A table as text, in lines of at most this many columns, or uncut without a limit, and the headers of the columns
/// that find no room in it. If not even the narrowest form of its columns fits, each row becomes a group of fields.
pub(super) fn grid(table: &Table, room: Option<usize>, painter: Painter) -> (String, Vec<String>) {
    let clean = |text: &str| escape::one_line(text).into_owned();
    let headers: Vec<String> = table.headers.iter().map(|header| clean(header)).collect();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| clean(cell)).collect()).collect();
    let grid = Grid { table, headers: &headers, rows: &rows };
    let Some(room) = room else {
        return (grid.drawn(&grid.uncut(), Cells::Uncut, room, painter), Vec::new());
    };
    let Some(columns) = grid.fitted(room) else { return (grid.records(room, painter), Vec::new()) };
    let cells = if table.fit == Rows::Wrapped { Cells::Wrapped } else { Cells::Truncated };
    let is_shown = |place: usize| columns.iter().any(|column| column.place == place);
    let left_out = match &table.fit {
        Rows::OneLine(spare) => {
            spare.iter().filter(|place| !is_shown(**place)).map(|place| headers[*place].clone()).collect()
        }
        Rows::Under(_) | Rows::Wrapped => Vec::new(),
    };
    (grid.drawn(&columns, cells, Some(room), painter), left_out)
}

/// A column that is shown.
#[derive(Debug, Clone, Copy)]
struct Column {
    /// Its place in the table.
    place: usize,
    width: usize,
}

/// How cells that are wider than their columns are shown.
#[derive(Debug, Clone, Copy)]
enum Cells {
    Uncut,
    /// The text ends with `…`.
    Truncated,
    /// The text continues in the next line.
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

    /// Every column, as wide as its widest cell. If the table would then be mostly spaces, because of one very long
    /// cell, the cells are not aligned.
    fn uncut(&self) -> Vec<Column> {
        let mut widths = self.natural();
        if widths.iter().sum::<usize>().saturating_mul(self.rows.len()) > ALIGNED_MAX_BYTES {
            widths.fill(0);
        }
        widths.into_iter().enumerate().map(|(place, width)| Column { place, width }).collect()
    }

    /// The columns that may be shortened, moved or left out.
    fn spare(&self) -> &[usize] {
        match &self.table.fit {
            Rows::OneLine(spare) | Rows::Under(spare) => spare,
            Rows::Wrapped => &[],
        }
    }

    /// The columns that are shown within this width, each with its own width; `None` if they do not fit.
    fn fitted(&self, room: usize) -> Option<Vec<Column>> {
        let natural = self.natural();
        if let Some(columns) = self.fitted_with_wide(room, &natural) {
            return Some(columns);
        }
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
            // No column is left to leave out: long ones that need not stay whole are cut.
            for place in shown.iter().filter(|place| !self.table.whole.contains(place)) {
                least[*place] = least[*place].min(NARROWEST);
            }
        }
        let mut rest = room.checked_sub(total(&shown, &least))?;
        let mut widths = least;
        // The spare columns get the width that the others leave, the most important first.
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

    /// The columns within this width where one keeps a width and the whole ones must wrap for that; `None` where none
    /// keeps one, where nothing need wrap, or where they do not fit even so.
    fn fitted_with_wide(&self, room: usize, natural: &[usize]) -> Option<Vec<Column>> {
        let (wide, width) = self.table.wide?;
        let shown: Vec<usize> = (0..natural.len()).collect();
        let least = |whole_most: usize| -> Vec<usize> {
            let least = |place: &usize| match self.least(*place, natural[*place], NARROWEST) {
                least if *place == wide => least.max(natural[wide].min(width)),
                least if self.table.whole.contains(place) => least.min(whole_most),
                least => least,
            };
            shown.iter().map(least).collect()
        };
        if total(&shown, &least(usize::MAX)) <= room {
            return None;
        }
        let mut widths = least(NARROWEST);
        let mut rest = room.checked_sub(total(&shown, &widths))?;
        share(&mut widths, natural, self.table.whole.clone(), &mut rest);
        share(&mut widths, natural, shown.clone(), &mut rest);
        Some(
            shown
                .into_iter()
                .map(|place| Column { place, width: self.wrapped_width(place, widths[place]) })
                .collect(),
        )
    }

    /// The width that a column needs if its cells are wrapped within this width.
    fn wrapped_width(&self, place: usize, width: usize) -> usize {
        let lines = self.column(place).flat_map(|cell| wrapped(cell, width));
        lines.map(|line| line.width()).max().unwrap_or(width)
    }

    /// The least width of a column. A whole column keeps its width. A column that wraps needs its longest word, of
    /// which at most `longest_word` columns count.
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

    /// The lines below a row if these columns are shown: the columns that moved there, and the row's own text.
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

    /// Each row as a group of fields, if the terminal is too narrow for a table.
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

/// The width of these columns, with the gaps between them.
fn total(shown: &[usize], widths: &[usize]) -> usize {
    shown.iter().map(|place| widths[*place]).sum::<usize>() + GAP * shown.len().saturating_sub(1)
}

/// Widens these columns towards their natural width until the rest is used up. Columns that need the most come last.
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

/// The lines of a row, each with a piece for each column.
fn lines<'row>(row: &'row [String], columns: &[Column], cells: Cells) -> Vec<Vec<Cow<'row, str>>> {
    let last = columns.last().map(|column| column.place);
    let pieces = |column: &Column| -> Vec<Cow<'row, str>> {
        let cell = row.get(column.place).map_or("", String::as_str);
        match cells {
            // Nothing is after the last column: a path or an id that is too wide stays whole, and the terminal wraps
            // it.
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
            Cells::Truncated => vec![truncate_str(cell, column.width, "…")],
            Cells::Wrapped | Cells::Uncut => vec![Cow::Borrowed(cell)],
        }
    };
    let pieces: Vec<Vec<Cow<'row, str>>> = columns.iter().map(pieces).collect();
    let height = pieces.iter().map(Vec::len).max().unwrap_or(0);
    let line =
        |number: usize| pieces.iter().map(|pieces| pieces.get(number).cloned().unwrap_or_default()).collect();
    (0..height).map(line).collect()
}

/// One line, with each piece in its column and its tone.
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

/// Labels and values in two columns. On a terminal a value keeps its line breaks and wraps in its own column.
pub(super) fn fields(fields: &[(String, Cell)], surface: Surface, painter: Painter) -> String {
    let labels: Vec<_> = fields.iter().map(|(label, _)| escape::one_line(label)).collect();
    let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0);
    let mut text = String::new();
    for (label, (_, value)) in labels.iter().zip(fields) {
        let lines = match surface.width() {
            None => vec![escape::one_line(value).into_owned()],
            Some(width) => {
                let room = width.saturating_sub(widest + GAP).max(NARROWEST);
                value.lines().flat_map(|line| in_own_column(&escape::one_line(line), room)).collect()
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

/// A line of a value, wrapped to lines of this width: commands stay whole where they fit. A path always does, since a
/// line break in it would be copied with it.
fn in_own_column(line: &str, room: usize) -> Vec<String> {
    let lines: Vec<String> = wrap::wrapped(line, Some(room), 0, 0).lines().map(str::to_owned).collect();
    let fits = |line: &String| line.width() <= room || line.contains(['/', '\\']);
    if lines.iter().all(fits) { lines } else { wrapped(line, room) }
}

/// A line wrapped at words to lines of this width. A word that does not fit is broken.
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
