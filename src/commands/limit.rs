//! `--limit`: the most rows to show, and a note where it hides any.

use crate::context::Context;

/// How many rows are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit(usize);

impl Limit {
    /// The limit of a flag; without one there is none.
    pub(super) fn of(limit: Option<u32>) -> Self {
        Self(limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX)))
    }

    /// How many to ask for: one more than the limit tells whether the limit cuts anything.
    pub(super) const fn asked(self) -> usize {
        self.0.saturating_add(1)
    }

    /// Cuts the rows to the limit, and says so where that cuts any; whether it did.
    pub(super) fn cut<T>(self, rows: &mut Vec<T>, context: &mut Context) -> bool {
        let Self(limit) = self;
        let cuts = rows.len() > limit;
        if cuts {
            rows.truncate(limit);
            context.ui.note(&format!("only the first {limit} are shown; leave out --limit for all of them"));
        }
        cuts
    }
}

/// The number of rows of `--limit`.
///
/// # Errors
/// Where it is not a whole number from 1.
pub(super) fn rows(text: &str) -> Result<u32, String> {
    text.parse().ok().filter(|rows| *rows > 0).ok_or_else(|| "must be a whole number, 1 or more".to_owned())
}
