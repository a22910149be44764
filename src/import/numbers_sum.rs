//! What the contacts of a file are known by, whatever the file is called and however it is written.

use std::fmt;

use ring::digest::{SHA256, digest};

use crate::domain::number::{Number, NumberForm};

/// The sum of a hash of each number: the same for the same contacts in any order. No number can be read out of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NumbersSum(u128);

impl NumbersSum {
    /// Adds the number of a contact.
    pub(super) fn add(&mut self, number: Number) {
        let hash = digest(&SHA256, number.written(NumberForm::Digits).as_bytes());
        let start = hash.as_ref().iter().take(size_of::<u128>());
        self.0 = self.0.wrapping_add(start.fold(0, |sum, byte| sum << 8 | u128::from(*byte)));
    }
}

impl fmt::Display for NumbersSum {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}
