//! Texts as they are typed in a shell.

/// A flag with its value, as typed in a shell.
pub fn shell_flag(flag: &str, value: &str) -> String {
    let joint = if value.starts_with('-') { '=' } else { ' ' };
    format!("{flag}{joint}{}", in_a_shell(value))
}

/// A text as one word of a shell, in quotes only where it needs them.
pub fn in_a_shell(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) { text.to_owned() } else { shell_word(text) }
}

/// A text as one word of a shell, always quoted.
pub fn shell_word(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
