//! Estimates the memory that the values of a JSON text take, before they are parsed.

/// An object with one entry, in bytes: its list and its table have room for several.
const OBJECT: usize = 450;
/// An item of a list, or an entry of an object with its key, in bytes.
const VALUE: usize = 140;

/// The approximate memory of the values of a JSON text, in bytes, without their texts. Zero for a text that is not a
/// list or an object: it is a single value, or not JSON.
pub(super) fn weight(text: &[u8]) -> usize {
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    if !matches!(first, Some(b'{' | b'[')) {
        return 0;
    }
    let mut weight = 0;
    let mut is_in_text = false;
    let mut is_escaped = false;
    for byte in text {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_text => is_escaped = true,
            b'"' => is_in_text = !is_in_text,
            b'{' if !is_in_text => weight += OBJECT,
            b'[' | b',' if !is_in_text => weight += VALUE,
            _ => {}
        }
    }
    weight
}

#[cfg(test)]
mod tests {
    use super::{OBJECT, VALUE, weight};

    #[test]
    fn values_weigh_and_texts_do_not() {
        for (text, expected) in [
            ("", 0),
            ("\"a, b, [c]\"", 0),
            ("<html>, [a], {b}", 0),
            (" [1, 2, 3]", 3 * VALUE),
            ("{\"a\": \",{[\", \"b\": [1,2]}", OBJECT + 3 * VALUE),
            ("[\"\\\",[\\\\\", 1]", 2 * VALUE),
            ("{\"a\":{\"b\":{}}}", 3 * OBJECT),
        ] {
            assert_eq!(weight(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_full_page_of_wide_rows_is_far_from_the_bound() {
        let row = format!("{{{}}}", vec!["\"key\": \"value\""; 60].join(","));
        let page = format!("{{\"campaigns\": [{}]}}", vec![row; 1_000].join(","));
        assert!(2 * weight(page.as_bytes()) < super::super::ANSWER_MAX_WEIGHT);
    }
}
