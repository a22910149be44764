//! Finds shell syntax in a command that kcamp runs without a shell, where the syntax would only be another argument.

use super::no_secret::is_name;

/// The first shell syntax in a line of words, in words; `None` if a shell would only split it at spaces and quotes, and
/// expand a `~/` at the start of a word. Single quotes and backslashes protect everything; double quotes protect
/// everything except `$` and `` ` ``.
pub(super) fn in_line(line: &str) -> Option<&'static str> {
    if sets_a_variable(line) {
        return Some("a variable that is set for it (NAME=…)");
    }
    let mut quote = None;
    let mut begins_word = true;
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        let at_start = std::mem::replace(&mut begins_word, quote.is_none() && character.is_whitespace());
        match (quote, character) {
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (Some('\''), _) => {}
            (_, '\\') => rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default(),
            (None, '\'' | '"') => quote = Some(character),
            (_, '$') => match rest.chars().next() {
                Some('(') => return Some(SUBSTITUTION),
                Some(next) if next == '{' || next == '_' || next.is_ascii_alphabetic() => {
                    return Some("a variable ($…)");
                }
                _ => {}
            },
            (_, '`') => return Some(SUBSTITUTION),
            (None, '~') if at_start && rest.starts_with(char::is_alphanumeric) => {
                return Some("another user's home folder (~name)");
            }
            (None, '*') => return Some("a pattern of file names (*)"),
            (None, '(' | ')') => return Some("a group of commands ((…))"),
            (None, '{') if is_choice(rest) => return Some("a choice of words ({a,b})"),
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

/// Whether a line begins with `NAME=…`, which a shell sets for the following program.
fn sets_a_variable(line: &str) -> bool {
    line.trim_start().split_once('=').is_some_and(|(name, _)| is_name(name))
}

/// Whether the text after a `{` makes several words of one: `a,b}` or `1..3}`.
fn is_choice(rest: &str) -> bool {
    rest.split_once('}').is_some_and(|(inner, _)| {
        !inner.contains(char::is_whitespace) && (inner.contains(',') || inner.contains(".."))
    })
}

const SUBSTITUTION: &str = "a command inside a command ($(…) or `…`)";

/// The shell syntax in a word that was already split. Only an operator on its own counts, since the words of
/// `sh -c` are a program.
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
            ("cat *.txt", "a pattern of file names (*)"),
            ("cat ~/.secrets/*", "a pattern of file names (*)"),
            ("cat {a,b}", "a choice of words ({a,b})"),
            ("cat key{1..3}", "a choice of words ({a,b})"),
            ("FOO=1 op read x", "a variable that is set for it (NAME=…)"),
            ("  OP_ACCOUNT='my one' op read x", "a variable that is set for it (NAME=…)"),
            ("(op read x)", "a group of commands ((…))"),
            ("{ op read x; }", "a semicolon (;)"),
            ("cat ~ada/key", "another user's home folder (~name)"),
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
            "cat ~/.secrets/acme",
            "cat '*.txt' \"{a,b}\" \\*",
            "jq .{} a~b --field=x",
            "vault kv get -format=json '(x)'",
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
