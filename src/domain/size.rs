//! Sizes in bytes as people write them: `500kB`, `100MB`, `2 GiB`, or a bare number of bytes.

use super::finding::Problem;

/// The units, from large to small.
const UNITS: [(&str, u64); 9] = [
    ("TiB", 1 << 40),
    ("TB", 1_000_000_000_000),
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("KiB", 1 << 10),
    ("kB", 1_000),
    ("B", 1),
];

/// The precision of a decimal: thousandths.
const DECIMALS: u64 = 1_000;

/// Splits `1.5` into its whole number and its thousandths.
fn decimal(number: &str) -> Option<(u64, u64)> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) || decimals.len() > 3 {
        return None;
    }
    // More digits than a `u64` has are larger than any file.
    Some((whole.parse().unwrap_or(u64::MAX), format!("{decimals:0<3}").parse().ok()?))
}

/// Reads a number of bytes, 1 or more, such as `100MB`, `100M` or `1.5 GB`. Units may be written in any case; a bare
/// number counts bytes.
///
/// ```
/// use kcamp::domain::size::parse_size;
///
/// assert_eq!(parse_size("1.5 GB").unwrap(), 1_500_000_000);
/// assert_eq!(parse_size("2GiB").unwrap(), 2_147_483_648);
/// assert!(parse_size("0").is_err());
/// ```
///
/// # Errors
///
/// `size/unreadable` if the text is not a number and a unit, or is less than one byte, or does not fit in a `u64`.
pub fn parse_size(text: &str) -> Result<u64, Problem> {
    let problem = |what: &str| {
        Problem::error("size/unreadable", format!("{text:?} {what}")).help(
            "write a whole number and a unit, such as 500kB, 100MB or 2GiB (kB, MB and GB count in thousands, KiB, MiB and \
             GiB in 1024s); a bare number counts bytes",
        )
    };
    let trimmed = text.trim();
    let end = trimmed.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(trimmed.len());
    let (number, unit) = trimmed.split_at(end);
    let unit = unit.trim_start();
    // `100M` means 100MB.
    let is_meant =
        |name: &str| name.eq_ignore_ascii_case(unit) || name.trim_end_matches('B').eq_ignore_ascii_case(unit);
    let factor = UNITS.iter().rev().find(|(name, _)| is_meant(name)).map(|(_, factor)| *factor);
    let (Some(factor), Some((whole, decimals))) = (factor, decimal(number)) else {
        return Err(problem("is not a size"));
    };
    let size =
        whole.checked_mul(factor).and_then(|size| size.checked_add(factor.checked_mul(decimals)? / DECIMALS));
    match size {
        None => Err(problem("is larger than any file")),
        Some(0) => Err(problem("is not a size; the smallest is 1B")),
        Some(size) => Ok(size),
    }
}

/// The size as text that [`parse_size`] reads back: in the largest unit that gives a whole number, such as `5 MiB`.
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
            ("500k", 500_000),
            ("100M", 100_000_000),
            ("1.5GB", 1_500_000_000),
            ("0.25 MiB", 262_144),
            ("1TB", 1_000_000_000_000),
            ("2TiB", 2 << 40),
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
            ["", "MB", "100 megabytes", "1.2345MB", "-1MB", "0", "0MB", "99999999999999GB", "10Mbit", "1e6"]
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
