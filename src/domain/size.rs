//! How many bytes something may have, as people write it: `500kB`, `100MB`, `2 GiB`, or a bare number of bytes.

use super::finding::Problem;

/// The units, the largest first.
const UNITS: [(&str, u64); 7] = [
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("KiB", 1 << 10),
    ("kB", 1_000),
    ("B", 1),
];

/// Reads a number of bytes, 1 or more. Units may be written in any case; a bare number counts bytes.
pub fn parse_size(text: &str) -> Result<u64, Problem> {
    let problem = |what: &str| {
        Problem::error("size/unreadable", format!("{text:?} {what}")).help(
            "write a whole number and a unit, such as 500kB, 100MB or 2GiB (kB, MB and GB count in thousands, KiB, MiB and \
             GiB in 1024s); a bare number counts bytes",
        )
    };
    let trimmed = text.trim();
    let end = trimmed.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(trimmed.len());
    let (number, unit) = trimmed.split_at(end);
    let unit = unit.trim_start();
    let factor = UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)).map(|(_, factor)| *factor);
    let factor = if unit.is_empty() { Some(1) } else { factor };
    let (Some(factor), false) = (factor, number.is_empty()) else { return Err(problem("is not a size")) };
    let size = number.parse().ok().and_then(|number: u64| number.checked_mul(factor));
    match size {
        None => Err(problem("is larger than any file")),
        Some(0) => Err(problem("is no size; the smallest is 1B")),
        Some(size) => Ok(size),
    }
}

/// The size as [`parse_size`] reads it back: in the largest unit of which it is a whole number, such as `5 MiB`.
#[must_use]
pub fn size_text(bytes: u64) -> String {
    let unit = UNITS.iter().find(|(_, factor)| bytes >= *factor && bytes.is_multiple_of(*factor));
    let (name, factor) = unit.unwrap_or(&("B", 1));
    format!("{} {name}", bytes / factor)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{parse_size, size_text};

    #[test]
    fn units_and_bare_bytes() {
        for (text, bytes) in [
            ("10", 10),
            ("10B", 10),
            ("500kB", 500_000),
            ("500 KB", 500_000),
            ("100MB", 100_000_000),
            ("100mb", 100_000_000),
            ("5MiB", 5_242_880),
            (" 2 GiB ", 2_147_483_648),
            ("1GB", 1_000_000_000),
        ] {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        assert_eq!(size_text(100_000_000), "100 MB");
        assert_eq!(size_text(5_242_880), "5 MiB");
        assert_eq!(size_text(5_242_881), "5242881 B");
    }

    #[test]
    fn what_is_no_size_is_refused_with_the_text_and_the_forms() {
        for text in
            ["", "MB", "100 megabytes", "1.5MB", "-1MB", "0", "0MB", "99999999999999GB", "10Mbit", "1e6"]
        {
            let Err(problem) = parse_size(text) else { panic!("{text:?} was taken") };
            assert!(problem.message.contains(&format!("{text:?}")), "{problem:?}");
            assert!(problem.help.is_some_and(|help| help.contains("100MB")), "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_reads_back(bytes in 1_u64..u64::MAX) {
            prop_assert_eq!(parse_size(&size_text(bytes)), Ok(bytes));
        }
    }
}
