//! The meaning of a column for opt-outs.

/// The meaning of a column's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OptOutMeaning {
    /// Yes is an opt-out, and so is whatever is not a no: a date, a reason.
    OptOut,
    /// No is an opt-out.
    Consent,
    /// A few states are.
    Status,
    /// A few tags among others are, the same as of a state.
    Tags,
    /// Not known. No cell is certainly an opt-out; one whose words alone say so, or a part of a list, may be.
    Unknown,
}

/// The fields of `--map` that say by hand what a column is.
pub(super) const OPT_OUT_FIELD: &str = "optOut";
pub(super) const CONSENT_FIELD: &str = "consent";

impl OptOutMeaning {
    /// The meaning that a field of `--map` gives a column.
    pub(super) fn of_field(field: &str) -> Option<Self> {
        let fields = [(OPT_OUT_FIELD, Self::OptOut), (CONSENT_FIELD, Self::Consent)];
        fields.into_iter().find(|(name, _)| field.eq_ignore_ascii_case(name)).map(|(_, says)| says)
    }
}
