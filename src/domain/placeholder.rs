//! Variables that nobody filled in: what templating tools, shells and pipelines leave in a value where they had nothing to
//! put.

use super::finding::Problem;

/// A variable that is left in a name or a setting, as a regular expression; see [`unfilled`].
pub const UNFILLED: &str = concat!(
    r"[$#]\{[^}]*\}",
    r"|\$\([A-Za-z_][A-Za-z0-9_.]*\)",
    r"|^\$(?:env:)?[A-Za-z_][A-Za-z0-9_]*$",
    r"|%[A-Za-z_][A-Za-z0-9_]*%",
    r"|\{\{[^}]*\}\}",
);

/// Longest placeholder of a text, in bytes.
const LONGEST: usize = 64;

/// The first variable that is left in a name or a setting: `${X}`, `#{X}`, `$(X)`, `%X%` or `{{ x }}` anywhere, `$X` or
/// `$env:X` as the whole value. Means the same as [`UNFILLED`].
#[must_use]
pub fn unfilled(text: &str) -> Option<&str> {
    if !text.bytes().any(|byte| matches!(byte, b'$' | b'%' | b'{')) {
        return None;
    }
    if text.strip_prefix('$').map(|name| name.strip_prefix("env:").unwrap_or(name)).is_some_and(is_identifier)
    {
        return Some(text);
    }
    text.match_indices(['$', '#', '%', '{']).find_map(|(start, _)| variable(&text[start..]))
}

/// The variable with which a text begins.
fn variable(text: &str) -> Option<&str> {
    let enclosed = |open: &str, close: &str, is_name: fn(&str) -> bool| {
        let inner = text.strip_prefix(open)?;
        let end = inner.find(&close[..1])?;
        (inner[end..].starts_with(close) && is_name(&inner[..end]))
            .then(|| &text[..open.len() + end + close.len()])
    };
    enclosed("${", "}", |_| true)
        .or_else(|| enclosed("#{", "}", |_| true))
        .or_else(|| enclosed("$(", ")", is_dotted_identifier))
        .or_else(|| enclosed("%", "%", is_identifier))
        .or_else(|| enclosed("{{", "}}", |_| true))
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}

fn is_dotted_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic())
        && name.bytes().all(|byte| matches!(byte, b'_' | b'.') || byte.is_ascii_alphanumeric())
}

/// The finding that a name or a setting still holds a variable; `what` names the field.
#[must_use]
pub fn unfilled_value(what: &str, variable: &str) -> Problem {
    Problem::error(
        "campaign/variable-unfilled",
        format!("the {what} has the variable {variable} in it, which nothing filled in"),
    )
    .help(format!(
        "write the {what} itself, or fill the variable in before kcamp reads the file: kcamp replaces none"
    ))
}

/// The placeholders of a text, each once, in their order: `{{name}}`, `${name}`, `{name}`, `[First Name]`, `[[name]]`,
/// `<<name>>` and `%NAME%`, and a text that is `$NAME` alone.
#[must_use]
pub fn placeholders(text: &str) -> Vec<&str> {
    if text.strip_prefix('$').is_some_and(is_identifier) {
        return vec![text];
    }
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '$', '[', '<', '%']) {
        rest = &rest[start..];
        let placeholder = placeholder(rest);
        let taken = placeholder.map_or(1, str::len);
        found.extend(placeholder.filter(|it| !found.contains(it)));
        rest = &rest[taken..];
    }
    found
}

/// The placeholder with which a text begins.
fn placeholder(text: &str) -> Option<&str> {
    const FORMS: [(&str, &str); 7] =
        [("{{", "}}"), ("${", "}"), ("{", "}"), ("[[", "]]"), ("[", "]"), ("<<", ">>"), ("%", "%")];
    FORMS.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(open)?;
        let end = inner.bytes().take(LONGEST + close.len()).position(|byte| close.as_bytes()[0] == byte)?;
        let name = inner[..end].trim();
        let is_name = match *open {
            "%" => is_identifier(name),
            // Figures in brackets are a note or a range.
            "[" => name.starts_with(char::is_alphabetic) && name.chars().all(is_of_name),
            _ => !name.is_empty() && name.chars().all(is_of_name),
        };
        (is_name && inner[end..].starts_with(close)).then(|| &text[..open.len() + end + close.len()])
    })
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-' | ' ')
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;
    use serde_json::json;

    use super::{UNFILLED, placeholders, unfilled};

    #[test]
    fn variables_of_shells_pipelines_and_templating_tools_are_found_in_names_and_settings() {
        for (text, found) in [
            ("${NAME}", "${NAME}"),
            ("Sale ${MONTH:-} two", "${MONTH:-}"),
            ("${{ secrets.NAME }}", "${{ secrets.NAME }"),
            ("$NAME", "$NAME"),
            ("$env:NAME", "$env:NAME"),
            ("%NAME%", "%NAME%"),
            ("a %LIST_1% b", "%LIST_1%"),
            ("{{ .Values.name }}", "{{ .Values.name }}"),
            ("$(Build.Name)", "$(Build.Name)"),
            ("#{Name}#", "#{Name}"),
        ] {
            assert_eq!(unfilled(text), Some(found), "{text}");
        }
        for text in [
            "Save 50% today",
            "5% off, 10% more",
            "$100 voucher",
            "Cash $ and more",
            "$NAME and more",
            "{a}",
            "List #1",
            "a%20b%20c",
            "100%",
            "",
        ] {
            assert_eq!(unfilled(text), None, "{text}");
        }
    }

    #[test]
    fn placeholders_of_texts_are_found_once() {
        let text = "Hi {{name}}, ${ order } {name} [[first name]] <<Name>> {{name}} {1+1} {} {{}} [First Name] %CITY% [1]";
        assert_eq!(
            placeholders(text),
            ["{{name}}", "${ order }", "{name}", "[[first name]]", "<<Name>>", "[First Name]", "%CITY%"]
        );
        assert_eq!(placeholders("$MESSAGE"), ["$MESSAGE"]);
        assert_eq!(placeholders("{{{a}}}"), ["{{a}}"]);
        assert_eq!(placeholders("[{ü}"), ["{ü}"]);
        for text in ["a < b > c, 5 {", "Save 20% or 30% today", "$MESSAGE more", "[2] see below"] {
            assert_eq!(placeholders(text), [""; 0], "{text}");
        }
    }

    proptest! {
        /// The schema knows the regular expression, the parser the function.
        #[test]
        fn the_expression_means_what_the_function_does(text in "[$#%{}()a_.1:env ]{0,12}") {
            let pattern = jsonschema::validator_for(&json!({ "pattern": UNFILLED })).unwrap();
            prop_assert_eq!(unfilled(&text).is_some(), pattern.is_valid(&json!(text)), "{}", text);
        }

        #[test]
        fn any_text_has_placeholders_that_are_parts_of_it(text in "[{}\\[\\]<>$%a é]{0,40}") {
            for found in placeholders(&text) {
                prop_assert!(text.contains(found));
            }
        }
    }
}
