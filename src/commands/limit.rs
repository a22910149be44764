//! `--limit`: the most rows to show, and a note where it hides any.

use crate::context::Context;

/// The most rows to show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit(usize);

impl Limit {
    /// The limit of a flag; no limit without the flag.
    pub(super) fn of(limit: Option<u32>) -> Self {
        Self(limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX)))
    }

    /// The number of rows to ask for: one more than the limit, which shows whether there are more.
    pub(super) const fn asked(self) -> usize {
        self.0.saturating_add(1)
    }

    /// Shortens the rows to the limit, with a note. Returns whether any were cut.
    pub(super) fn cut<T>(self, rows: &mut Vec<T>, context: &mut Context) -> bool {
        self.cut_with(rows.len(), |most| rows.truncate(most), context)
    }

    /// Like `cut`, for rows that are not in a list of their own: `truncate` keeps the first of these.
    pub(super) fn cut_with(self, rows: usize, truncate: impl FnOnce(usize), context: &mut Context) -> bool {
        let Self(limit) = self;
        let cuts = rows > limit;
        if cuts {
            truncate(limit);
            context.ui.note(&format!("only the first {limit} are shown; leave out --limit for all of them"));
        }
        cuts
    }
}

/// Parses the number of rows of `--limit`.
///
/// # Errors
///
/// If it is not a whole number, 1 or more.
pub(super) fn rows(text: &str) -> Result<u32, String> {
    text.parse().ok().filter(|rows| *rows > 0).ok_or_else(|| "must be a whole number, 1 or more".to_owned())
}
