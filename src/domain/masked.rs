//! Values that the platform's documentation masks, such as `+9195616xxxxx`: pasted, but never filled in.

use super::finding::Problem;

/// A run of this many `x` is a mask: no word has it, and the documentation uses five.
pub const MASK: &str = "xxxx";

/// Whether a value holds a mask of the platform's documentation, as in `+9195616xxxxx` or `st-xxxxx`.
#[must_use]
pub fn is_masked(text: &str) -> bool {
    text.contains(MASK)
}

/// What a rule says about a masked value; `what` names the field.
#[must_use]
pub fn masked_value(what: &str, text: &str) -> Problem {
    Problem::error(
        "campaign/masked-value",
        format!("the {what} {text:?} is masked, as values are in the platform's documentation"),
    )
    .help(format!("fill in your own {what}"))
}

#[cfg(test)]
mod tests {
    use super::is_masked;

    #[test]
    fn masks_are_told_from_words() {
        assert!(is_masked("+9195616xxxxx"));
        assert!(is_masked("TWVzc2Fn%xxxxx"));
        assert!(!is_masked("Exxon max xxl"));
    }
}
