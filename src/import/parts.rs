//! Parts of numbers in the further phones of a file, and whom they may mean among those who must not be contacted.

use super::left_out::OptOutSource;
use crate::domain::number::{PartialNumber, PartialNumbers, PhoneLine};

/// The parts in one file. The people whose numbers fit one of them are few, so that each part is held against these
/// alone.
#[derive(Debug, Default)]
pub struct FurtherParts {
    all: PartialNumbers,
    fitting: Vec<(PhoneLine, OptOutSource)>,
}

impl FurtherParts {
    /// Adds the parts of a row.
    pub fn add(&mut self, parts: Vec<PartialNumber>) {
        for part in parts {
            self.all.add(part);
        }
    }

    /// Finds the people whose number a part in the file may be. They come in the order of their reasons.
    pub(super) fn find(&mut self, people: impl Iterator<Item = (PhoneLine, OptOutSource)>) {
        let fits = |(line, _): &(PhoneLine, OptOutSource)| self.all.fit(*line);
        self.fitting = if self.all.is_empty() { Vec::new() } else { people.filter(fits).collect() };
    }

    /// The reason for which somebody must not be contacted whose number one of these parts may be.
    pub(super) fn reason(&self, parts: impl FnOnce() -> Vec<PartialNumber>) -> Option<OptOutSource> {
        if self.fitting.is_empty() {
            return None;
        }
        let mut sought = PartialNumbers::default();
        for part in parts() {
            sought.add(part);
        }
        // They are in the order of their reasons.
        self.fitting.iter().find(|(line, _)| sought.fit(*line)).map(|(_, said_by)| *said_by)
    }
}
