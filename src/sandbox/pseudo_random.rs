//! Numbers that seem random but are the same in every run: for ids, and for the requests that a percentage of faults
//! affects.

/// Spreads consecutive numbers over the whole range, in the same way in every run (the finalizer of `SplitMix64`).
pub(super) const fn spread(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A number from a seed. Seed 0 gives 0, which leaves ids unchanged.
pub(super) const fn mixed(seed: u64) -> u64 {
    if seed == 0 { 0 } else { spread(seed) }
}
