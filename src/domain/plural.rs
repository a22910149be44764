//! Counts in words.

use std::fmt::Display;

/// The count with its noun: `1 campaign`, `2 campaigns`, `0 campaigns`.
#[must_use]
pub fn counted<N: Display + PartialEq + From<u8> + Copy>(count: N, noun: &str) -> String {
    format!("{count} {noun}{}", by_count(count, "", "s"))
}

/// The word for a count: `one` for 1, `other` for any other number.
#[must_use]
pub fn by_count<N: PartialEq + From<u8> + Copy>(
    count: N,
    one: &'static str,
    other: &'static str,
) -> &'static str {
    if count == N::from(1) { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::{by_count, counted};

    #[test]
    fn one_alone_is_singular() {
        assert_eq!([0_u64, 1, 2].map(|count| counted(count, "row")), ["0 rows", "1 row", "2 rows"]);
        assert_eq!([0_u64, 1, 2].map(|count| by_count(count, "is", "are")), ["are", "is", "are"]);
    }
}
