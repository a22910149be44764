//! The columns of a list, each said once: its header, its cells, and how they are shown.

use super::cell::Cell;
use super::document::{Table, Tone, column_key};

/// A column of a list whose rows are of type `R`.
#[derive(Debug)]
pub struct Column<R> {
    header: &'static str,
    cell: fn(&R) -> Cell,
    tone: Option<fn(&R) -> Tone>,
    is_wide: bool,
    is_whole: bool,
}

impl<R> Column<R> {
    /// A column with a header in capitals, and the cell that a row has under it.
    pub const fn new(header: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self { header, cell, tone: None, is_wide: false, is_whole: false }
    }

    /// A column that is not among the [`usual`] ones.
    pub const fn wide(header: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self { is_wide: true, ..Self::new(header, cell) }
    }

    /// A column whose cells are never wrapped or cut.
    pub const fn whole(header: &'static str, cell: fn(&R) -> Cell) -> Self {
        Self { is_whole: true, ..Self::new(header, cell) }
    }

    /// A column with the look of its cells in colour.
    pub const fn toned(header: &'static str, cell: fn(&R) -> Cell, tone: fn(&R) -> Tone) -> Self {
        Self { tone: Some(tone), ..Self::new(header, cell) }
    }

    /// Its name for `--columns`.
    pub fn key(&self) -> String {
        column_key(self.header)
    }
}

/// The columns that are not only for wide outputs.
pub fn usual<R>(columns: &[Column<R>]) -> impl Iterator<Item = &Column<R>> {
    columns.iter().filter(|column| !column.is_wide)
}

impl Table {
    /// A list with these columns.
    pub fn list<'it, R: 'it>(columns: impl IntoIterator<Item = &'it Column<R>>, rows: &[R]) -> Self {
        let columns: Vec<&Column<R>> = columns.into_iter().collect();
        let tones = |tone: fn(&R) -> Tone| rows.iter().map(tone).collect();
        let places = || columns.iter().enumerate();
        Self {
            whole: places().filter(|(_, column)| column.is_whole).map(|(place, _)| place).collect(),
            tones: places().filter_map(|(place, column)| Some((place, tones(column.tone?)))).collect(),
            ..Self::new(columns.iter().map(|column| column.header))
        }
        .rows(rows.iter().map(|row| columns.iter().map(|column| (column.cell)(row))))
    }
}
