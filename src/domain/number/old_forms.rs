//! Three countries whose mobile numbers changed and are still written in two ways.
//!
//! | form | is the line of | since | source |
//! |---|---|---|---|
//! | `+52 1 N` | `+52 N` | 2019 | libphonenumber's metadata of MX: `1` is not part of a number any more. Mexico's regulator (IFT) took the `1` before mobile numbers away on 3 August 2019. |
//! | `044 N`, `045 N`, `01 N` | `+52 N` | 2019 | What was dialled within Mexico before a mobile number (044 in its own area, 045 elsewhere) and before a landline (01); gone on the same day, and in many lists still. |
//! | `+54 9 N` | `+54 N` | always | libphonenumber's mobile token of 54 is `9` (`GetCountryMobileToken`): the `9` stands in front of mobile numbers that are called from abroad, and is left out in many lists. |
//! | `+55 DD 9 8digits` | `+55 DD 8digits` | 2016 | Anatel's resolution 553/2010 put a `9` before every mobile number of eight digits, area by area until November 2016. The eight digits begin with 6 to 9; those that begin with 2 to 5 are landlines, which have none. |

use super::{Number, PhoneLine};

const TEN_DIGITS: u64 = 10_000_000_000;
const NINE_DIGITS: u64 = 1_000_000_000;
const EIGHT_DIGITS: u64 = 100_000_000;
const SEVEN_DIGITS: u64 = 10_000_000;

/// The country code of Mexico with what was dialled before a number of ten digits.
const DIALLED_IN_MEXICO: [u64; 7] = [521, 5201, 5244, 5245, 52_001, 52_044, 52_045];

/// The shorter of the two forms, which is the same for two numbers of one line.
pub(super) const fn short_form(Number(digits): Number) -> Number {
    let national = digits % TEN_DIGITS;
    let is_mobile = digits % NINE_DIGITS / EIGHT_DIGITS == 9 && is_mobile_of_brazil(digits);
    Number(match digits / TEN_DIGITS {
        521 | 5201 | 5244 | 5245 | 52_001 | 52_044 | 52_045 => 52 * TEN_DIGITS + national,
        549 => 54 * TEN_DIGITS + national,
        550..=559 if is_mobile => digits / NINE_DIGITS * EIGHT_DIGITS + digits % EIGHT_DIGITS,
        _ => digits,
    })
}

/// The longer of the two forms.
pub(super) const fn long_form(Number(digits): Number) -> Number {
    let national = digits % TEN_DIGITS;
    Number(match digits / TEN_DIGITS {
        52 => 521 * TEN_DIGITS + national,
        54 => 549 * TEN_DIGITS + national,
        55 if is_mobile_of_brazil(digits) => {
            digits / EIGHT_DIGITS * NINE_DIGITS + 9 * EIGHT_DIGITS + digits % EIGHT_DIGITS
        }
        _ => digits,
    })
}

/// The forms in which numbers of a line are written, the shorter one first.
pub(super) fn forms(line: PhoneLine) -> impl Iterator<Item = Number> {
    let short = line.short_form();
    let national = short.0 % TEN_DIGITS;
    let dialled: &[u64] = if short.0 / TEN_DIGITS == 52 { &DIALLED_IN_MEXICO } else { &[] };
    let long = Some(long_form(short)).filter(|long| *long != short && dialled.is_empty());
    let dialled = dialled.iter().map(move |before| Number(before * TEN_DIGITS + national));
    std::iter::once(short).chain(long).chain(dialled)
}

/// Whether the last eight digits begin like a mobile number.
const fn is_mobile_of_brazil(digits: u64) -> bool {
    digits % EIGHT_DIGITS / SEVEN_DIGITS >= 6
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Number;
    use super::{DIALLED_IN_MEXICO, TEN_DIGITS, forms, long_form, short_form};

    #[test]
    fn both_forms_of_a_line_have_the_same_short_form() {
        for (long, short) in [
            (5_215_512_345_678, 525_512_345_678),
            (5_491_123_456_789, 541_123_456_789),
            (5_511_987_654_321, 551_187_654_321),
            (5_521_967_654_321, 552_167_654_321),
        ] {
            assert_eq!(short_form(Number(long)), Number(short));
            assert_eq!(short_form(Number(short)), Number(short));
            assert_eq!(long_form(Number(short)), Number(long));
        }
    }

    #[test]
    fn what_was_dialled_before_a_number_of_mexico_is_no_part_of_it() {
        for before in ["521", "5244", "5245", "5201", "52044", "52045"] {
            let dialled = format!("{before}5512345678").parse().unwrap_or(0);
            assert_eq!(short_form(Number(dialled)), Number(525_512_345_678), "{before}");
        }
    }

    #[test]
    fn other_numbers_are_what_they_are() {
        // A landline of São Paulo with an additional 9; other countries; numbers of other lengths.
        for other in [5_511_937_654_321, 551_137_654_321, 919_876_543_210, 12_025_550_125, 5_215, 54_911_234]
        {
            assert_eq!(short_form(Number(other)), Number(other));
        }
        assert_eq!(long_form(Number(551_137_654_321)), Number(551_137_654_321));
    }

    proptest! {
        #[test]
        fn the_short_form_is_one_and_the_long_form_leads_back_to_it(digits in 1_000_000_u64..1_000_000_000_000_000) {
            let short = short_form(Number(digits));
            prop_assert_eq!(short_form(short), short);
            prop_assert_eq!(short_form(long_form(short)), short);
        }

        #[test]
        fn every_form_of_a_line_is_one_of_its_forms(national in 0_u64..TEN_DIGITS, other in 1_000_000_u64..1_000_000_000_000_000) {
            let before = DIALLED_IN_MEXICO.into_iter().chain([52, 54, 549, 55]).chain(550..=559);
            for number in before.map(|before| before * TEN_DIGITS + national).chain([other]).map(Number) {
                prop_assert!(forms(number.line()).any(|form| form == number));
                prop_assert!(forms(number.line()).all(|form| form.line() == number.line()));
            }
        }
    }
}
