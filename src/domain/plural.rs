//! Counts in words.

use std::fmt::Display;

/// `1 campaign`, `2 campaigns`, `0 campaigns`.
#[must_use]
pub fn counted<N: Display + PartialEq + From<u8> + Copy>(count: N, noun: &str) -> String {
    let is_one = count == N::from(1);
    format!("{count} {noun}{}", if is_one { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_alone_is_singular() {
        assert_eq!([0_u64, 1, 2].map(|count| counted(count, "row")), ["0 rows", "1 row", "2 rows"]);
    }
}
