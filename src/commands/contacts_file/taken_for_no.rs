//! Cells of columns of opt-outs that count as a no and do not say it in the plainest words.

use std::collections::BTreeMap;
use std::fmt;

use crate::domain::plural::{by_count, counted};

/// How many different cells of a column are shown.
const CELLS_SHOWN: usize = 8;

/// Such cells of each column, by its place.
#[derive(Debug, Default)]
pub(super) struct TakenForNo(pub(super) BTreeMap<usize, Cells>);

/// Such cells of one column.
#[derive(Debug, Default)]
pub(super) struct Cells {
    count: u64,
    /// The first different ones, with how many there are of each.
    shown: BTreeMap<String, u64>,
}

impl TakenForNo {
    pub(super) fn add(&mut self, place: usize, cell: String) {
        let cells = self.0.entry(place).or_default();
        cells.count += 1;
        if cells.shown.len() < CELLS_SHOWN || cells.shown.contains_key(&cell) {
            *cells.shown.entry(cell).or_default() += 1;
        }
    }
}

/// Writes `3 cells count as a no: "-" (2), "No!" (1)`.
impl fmt::Display for Cells {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = by_count(self.count, "counts", "count");
        let shown: Vec<String> =
            self.shown.iter().map(|(cell, count)| format!("{cell:?} ({count})")).collect();
        write!(formatter, "{} {counts} as a no: {}", counted(self.count, "cell"), shown.join(", "))?;
        match self.count - self.shown.values().sum::<u64>() {
            0 => Ok(()),
            others => write!(formatter, " and {others} others"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TakenForNo;

    #[test]
    fn cells_are_counted_and_the_first_ones_are_named() {
        let mut taken = TakenForNo::default();
        taken.add(2, "-".to_owned());
        assert_eq!(taken.0[&2].to_string(), "1 cell counts as a no: \"-\" (1)");
        taken.add(2, "No!".to_owned());
        taken.add(2, "-".to_owned());
        assert_eq!(taken.0[&2].to_string(), "3 cells count as a no: \"-\" (2), \"No!\" (1)");
        (0..9).for_each(|zeros| taken.add(2, format!("0.{}", "0".repeat(zeros))));
        let text = taken.0[&2].to_string();
        assert!(text.starts_with("12 cells count as a no: ") && text.ends_with(" and 3 others"), "{text}");
    }
}
