//! Masked values, such as `+9195616xxxxx` from the platform's documentation, which were pasted but never filled in.

use super::finding::Problem;

/// A run of this many `x` is a mask: no word has it, and the documentation uses five.
const RUN: &str = "xxxx";
/// Minimum length from which a value of only masking characters is a mask.
const WHOLE_MIN: usize = 3;

/// A masked value, as a regular expression; see [`is_masked`].
pub const MASK: &str = "xxxx|^[xX*\u{2022}]{3,}$";

/// Whether a value is masked: a run of `x` as in `+9195616xxxxx` or `st-xxxxx`, or only `x`, `*` or `•`. Matches the
/// same values as [`MASK`].
pub fn is_masked(text: &str) -> bool {
    text.contains(RUN)
        || (text.starts_with(is_mask) && text.chars().all(is_mask) && text.chars().count() >= WHOLE_MIN)
}

const fn is_mask(letter: char) -> bool {
    matches!(letter, 'x' | 'X' | '*' | '\u{2022}')
}

/// The problem of a masked value; `what` names the field.
pub fn masked_value(what: &str, text: &str) -> Problem {
    Problem::error(
        "campaign/masked-value",
        format!("the {what} {text:?} is masked, as values are in the platform's documentation"),
    )
    .help(format!("fill in your own {what}"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{MASK, is_masked};

    #[test]
    fn masks_are_told_from_words() {
        for text in [
            "+9195616xxxxx",
            "TWVzc2Fn%xxxxx",
            "xxx",
            "XXX",
            "***",
            "xxxx",
            "****",
            "\u{2022}\u{2022}\u{2022}\u{2022}",
        ] {
            assert!(is_masked(text), "{text}");
        }
        for text in ["Exxon max xxl", "XXL shirts", "XXXXL", "** Sale **", "xx", "**", "", "*"] {
            assert!(!is_masked(text), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_expression_means_what_the_function_does(text in "[xX*\u{2022}a]{0,6}") {
            let pattern = jsonschema::validator_for(&serde_json::json!({ "pattern": MASK })).unwrap();
            proptest::prop_assert_eq!(is_masked(&text), pattern.is_valid(&serde_json::json!(text)), "{}", text);
        }
    }
}
