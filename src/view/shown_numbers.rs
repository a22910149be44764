//! How phone numbers are shown.

use crate::domain::number_mask::phone_numbers;

/// Whether phone numbers are shown completely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownNumbers {
    /// The middle is replaced by stars.
    Masked,
    /// Numbers are shown completely.
    Whole,
}

impl ShownNumbers {
    /// The choice that the flag `--show-numbers` makes.
    pub const fn whole_if(show_numbers: bool) -> Self {
        if show_numbers { Self::Whole } else { Self::Masked }
    }

    /// A text in which phone numbers may stand.
    pub(super) fn text(self, text: &str) -> String {
        match self {
            Self::Masked => phone_numbers(text),
            Self::Whole => text.to_owned(),
        }
    }
}
