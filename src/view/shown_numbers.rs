//! How phone numbers are shown.

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
}
