//! What only a shell understands in a command that no shell runs: it would reach the program as one more argument.

/// The first thing in a line of words that a shell would act on, in words; `None` where splitting at spaces and quotes is
/// all that a shell would do. Single quotes and backslashes protect everything, double quotes all but `$` and `` ` ``.
pub(super) fn in_line(line: &str) -> Option<&'static str> {
    let mut quote = None;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (Some('\''), _) => {}
            (_, '\\') => {
                characters.next();
            }
            (None, '\'' | '"') => quote = Some(character),
            (_, '$') => match characters.peek() {
                Some('(') => return Some(SUBSTITUTION),
                Some(next) if *next == '{' || *next == '_' || next.is_ascii_alphabetic() => {
                    return Some("a variable ($…)");
                }
                _ => {}
            },
            (_, '`') => return Some(SUBSTITUTION),
            (None, _) => {
                if let Some(what) = operator(character) {
                    return Some(what);
                }
            }
            _ => {}
        }
    }
    None
}

const SUBSTITUTION: &str = "a command inside a command ($(…) or `…`)";

/// The same of a word that somebody took apart: only an operator that stands alone is one, for the words of `sh -c` are a
/// program.
pub(super) fn as_word(word: &str) -> Option<&'static str> {
    let is_operator = |character: char| operator(character).is_some() || character == '1' || character == '2';
    let first = word.chars().find_map(operator)?;
    word.chars().all(is_operator).then_some(first)
}

const fn operator(character: char) -> Option<&'static str> {
    match character {
        '|' => Some("a pipe (|)"),
        '>' | '<' => Some("a redirection (> or <)"),
        '&' => Some("an & or &&"),
        ';' => Some("a semicolon (;)"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{SUBSTITUTION, as_word, in_line};

    #[test]
    fn what_a_shell_would_act_on_is_found() {
        for (line, what) in [
            ("op read x | head -1", "a pipe (|)"),
            ("op read x|head -1", "a pipe (|)"),
            ("op read x || true", "a pipe (|)"),
            ("op read x > /tmp/y", "a redirection (> or <)"),
            ("op read x 2>/dev/null", "a redirection (> or <)"),
            ("op read < x", "a redirection (> or <)"),
            ("eval && op read x", "an & or &&"),
            ("op read x &", "an & or &&"),
            ("cd x; op read y", "a semicolon (;)"),
            ("op read $(cat name)", SUBSTITUTION),
            ("op read \"$(cat name)\"", SUBSTITUTION),
            ("op read `cat name`", SUBSTITUTION),
            ("op read op://vault/$STAGE", "a variable ($…)"),
            ("op read \"op://vault/${STAGE}\"", "a variable ($…)"),
        ] {
            assert_eq!(in_line(line), Some(what), "{line}");
        }
    }

    #[test]
    fn what_is_quoted_is_left_to_the_program() {
        for line in [
            "op read 'a | b; c > d'",
            "sh -c 'op read x | head -1'",
            "sh -c 'echo $(cat x) `y` $HOME'",
            "op read \"a | b\"",
            "op read a\\|b \\$HOME \\`x",
            "op read cost$ $5",
            "op read op://vault/item?attribute=otp",
        ] {
            assert_eq!(in_line(line), None, "{line}");
        }
    }

    #[test]
    fn of_words_only_an_operator_that_stands_alone_counts() {
        for word in ["|", "||", "&&", ";", ">", ">>", "2>&1", "2>", "<"] {
            assert!(as_word(word).is_some(), "{word}");
        }
        for word in ["op read x | head -1", "a|b", "2", "21", "", "$HOME", "-"] {
            assert_eq!(as_word(word), None, "{word}");
        }
    }
}
