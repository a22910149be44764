//! Cells with the time zones of contacts.

use std::collections::HashMap;
use std::sync::Arc;

use super::counts::{DoubtfulZone, FirstLines};
use crate::domain::zone::Zone;

/// Maximum number of different time zones to remember; a file has a few.
const ZONES_REMEMBERED: usize = 1024;

/// The result for a cell with the contact's time zone.
#[derive(Debug, Clone)]
pub(super) enum ZoneCell {
    /// The cell is empty, or has a zone.
    Good,
    /// The zone is hardly ever meant. The value is its index in the counts.
    Doubtful(usize),
    /// The cell is not a zone. The value is the fix.
    Unknown(Arc<str>),
}

/// Reads each different cell only once.
pub(super) fn read_zone(
    cell: &str,
    known: &mut HashMap<String, ZoneCell>,
    doubtful: &mut Vec<DoubtfulZone>,
) -> ZoneCell {
    if cell.is_empty() {
        return ZoneCell::Good;
    }
    if let Some(known) = known.get(cell) {
        return known.clone();
    }
    let read = match cell.parse::<Zone>().map(|zone| zone.caution()) {
        Ok(None) => ZoneCell::Good,
        Ok(Some(caution)) => {
            let place = doubtful.iter().position(|other| other.caution == caution).unwrap_or(doubtful.len());
            if place == doubtful.len() {
                doubtful.push(DoubtfulZone { caution, lines: FirstLines::default() });
            }
            ZoneCell::Doubtful(place)
        }
        Err(problem) => ZoneCell::Unknown(problem.help.unwrap_or_default().into()),
    };
    if known.len() < ZONES_REMEMBERED {
        known.insert(cell.to_owned(), read.clone());
    }
    read
}
