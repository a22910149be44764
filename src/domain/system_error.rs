//! The texts of the operating system's errors.

/// A text without the error numbers of the operating system, as in `No such file or directory (os error 2)`.
pub fn without_numbers(text: String) -> String {
    const BEFORE: &str = " (os error ";
    if !text.contains(BEFORE) {
        return text;
    }
    let mut parts = text.split(BEFORE);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(')') {
            Some((number, rest)) if number.parse::<i32>().is_ok() => plain.push_str(rest),
            _ => plain.extend([BEFORE, part]),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::without_numbers;

    #[test]
    fn numbers_of_system_errors_are_left_out_and_nothing_else() {
        for (text, plain) in [
            ("No such file or directory (os error 2)", "No such file or directory"),
            ("a (os error 13); b (os error -5): c", "a; b: c"),
            ("no connection (Refused (os error 111))", "no connection (Refused)"),
            ("a (os error x) b (os error 2", "a (os error x) b (os error 2"),
            ("größe", "größe"),
        ] {
            assert_eq!(without_numbers(text.to_owned()), plain);
        }
    }
}
