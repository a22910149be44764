//! Counts and lists in words.

use std::fmt::Display;

/// The count with its noun: `1 campaign`, `2 campaigns`, `0 campaigns`.
pub fn counted<N: Display + PartialEq + From<u8> + Copy>(count: N, noun: &str) -> String {
    format!("{count} {noun}{}", by_count(count, "", "s"))
}

/// The word for a count: `one` for 1, `other` for any other number.
pub fn by_count<N: PartialEq + From<u8> + Copy>(
    count: N,
    one: &'static str,
    other: &'static str,
) -> &'static str {
    if count == N::from(1) { one } else { other }
}

/// The next step where this many values are missing, and may be given in these places too: `give it as a flag, or a
/// file with -f; on a terminal kcamp asks for it`.
pub fn give_as_flags(count: usize, or: &str) -> String {
    let (it, flags) = if count == 1 { ("it", "a flag") } else { ("them", "flags") };
    format!("give {it} as {flags}{or}; on a terminal kcamp asks for {it}")
}

/// The first ones of a list, at most this many, and the number of the others: `a; b; and 3 more`. After a comma as
/// separator it is `a, b and 3 more`.
pub fn first_of<T: AsRef<str>>(all: &[T], most: usize, separator: &str) -> String {
    let first: Vec<&str> = all.iter().take(most).map(AsRef::as_ref).collect();
    match all.len() - first.len() {
        0 => first.join(separator),
        more => format!("{}{}and {more} more", first.join(separator), separator.trim_start_matches(',')),
    }
}

#[cfg(test)]
mod tests {
    use super::{by_count, counted, first_of};

    #[test]
    fn the_first_of_a_list_are_named_and_the_others_counted() {
        assert_eq!(first_of(&["a", "b"], 2, "; "), "a; b");
        assert_eq!(first_of(&["a", "b", "c", "d"], 2, "; "), "a; b; and 2 more");
        assert_eq!(first_of(&["a", "b", "c"], 2, ", "), "a, b and 1 more");
        assert_eq!(first_of::<&str>(&[], 2, ", "), "");
    }

    #[test]
    fn one_alone_is_singular() {
        assert_eq!([0_u64, 1, 2].map(|count| counted(count, "row")), ["0 rows", "1 row", "2 rows"]);
        assert_eq!([0_u64, 1, 2].map(|count| by_count(count, "is", "are")), ["are", "is", "are"]);
    }
}
