//! The filters that end for certain without the stack running out, which would end the process before it says what it
//! did.

use std::slice;

use jaq_core::load::lex::{Lexer, StrPart, Tok, Token};

/// The most characters of a filter. Each pipe in it may take a piece of the stack.
const LENGTH_MAX: usize = 4096;
/// The deepest nesting of brackets.
const DEPTH_MAX: usize = 100;

/// The part of an expression that may make the stack run out, and why; `None` if none does.
pub(super) fn beyond(expression: &str) -> Option<(&str, String)> {
    if let Some((at, _)) = expression.char_indices().nth(LENGTH_MAX) {
        return Some((&expression[at..], format!("a filter has at most {LENGTH_MAX} characters")));
    }
    let mut depth = 0_usize;
    for (at, character) in expression.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX {
            return Some((&expression[at..], format!("brackets nest at most {DEPTH_MAX} deep")));
        }
    }
    // What cannot be read is reported where it is parsed.
    let tokens = Lexer::new(expression).lex().ok()?;
    let name = self_call(&tokens, false, &mut Vec::new())?;
    Some((name, "a function that calls itself is not supported".to_owned()))
}

/// The first call of a function within its own definition. `open` are the functions that are being defined.
fn self_call<'text>(
    tokens: &[Token<&'text str>],
    is_object: bool,
    open: &mut Vec<&'text str>,
) -> Option<&'text str> {
    let outer = open.len();
    let mut before = None;
    let mut found = None;
    for Token(text, kind) in tokens {
        let is_key = before == Some(".") || is_object && matches!(before, Some(",") | None);
        match kind {
            Tok::Word | Tok::Fmt if before == Some("def") => open.push(*text),
            Tok::Word | Tok::Fmt if open.contains(text) && !is_key => found = Some(*text),
            Tok::Sym if *text == ";" && open.len() > outer => _ = open.pop(),
            Tok::Block(inside) => found = self_call(inside, text.starts_with('{'), open),
            Tok::Str(parts) => {
                found = parts.iter().find_map(|part| match part {
                    StrPart::Term(term) => self_call(slice::from_ref(term), false, open),
                    _ => None,
                });
            }
            _ => {}
        }
        if found.is_some() {
            break;
        }
        before = Some(*text);
    }
    open.truncate(outer);
    found
}

#[cfg(test)]
mod tests {
    use super::{DEPTH_MAX, LENGTH_MAX, beyond};

    #[test]
    fn what_may_make_the_stack_run_out_is_told_and_nothing_else() {
        for expression in [
            "def f: 1+f; f",
            "def f: def g: f; g; f",
            "def f(g): g | f(g); f(.)",
            "def f: [.[] | f]; f",
            "def f: \"\\(f)\"; f",
            "def f: {a: f}; f",
            "map(def f: 1 + f; f)",
        ] {
            assert!(beyond(expression).is_some(), "{expression}");
        }
        for expression in [
            ".[].name",
            "def f: .name; f | f",
            "def name: .name; name",
            "def f: {f: 1}; f",
            "def f: {f, g: 2}; f",
            "def f: 1; def g: f + f; g",
            "def f(g): def h: g; h; f(f(.))",
            "recurse | .. | walk(.) | \"def f: f\"",
        ] {
            assert_eq!(beyond(expression), None, "{expression}");
        }
    }

    #[test]
    fn long_and_deep_filters_are_told() {
        assert!(beyond(&"[".repeat(20_000)).is_some());
        assert!(beyond(&format!("{}{}", "[".repeat(DEPTH_MAX + 1), "]".repeat(DEPTH_MAX + 1))).is_some());
        assert_eq!(beyond(&format!("{}1{}", "[".repeat(DEPTH_MAX), "]".repeat(DEPTH_MAX))), None);
        assert!(beyond(&".|".repeat(LENGTH_MAX)).is_some());
    }
}
