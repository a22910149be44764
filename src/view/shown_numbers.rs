//! How phone numbers are shown.

/// Whether phone numbers are shown whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownNumbers {
    /// With their middle starred.
    Masked,
    /// As they are.
    Whole,
}

impl ShownNumbers {
    /// By the flag `--show-numbers`.
    #[must_use]
    pub const fn whole_if(show_numbers: bool) -> Self {
        if show_numbers { Self::Whole } else { Self::Masked }
    }
}
