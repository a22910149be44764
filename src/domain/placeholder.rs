//! Variables that nobody filled in: what templating tools, shells and pipelines leave in a value when they have
//! nothing to insert.

use super::finding::Problem;

/// A regular expression for a variable that is left in a name or a setting; see [`unfilled`].
pub const UNFILLED: &str = concat!(
    r"[$#]\{[^}]*\}",
    r"|\$\([A-Za-z_][A-Za-z0-9_.]*\)",
    r"|^\$(?:env:)?[A-Za-z_][A-Za-z0-9_]*$",
    r"|(?:^|[^0-9 ]) *%(?:[A-Za-z_](?:[A-Za-z0-9_]{2,}|[G-Zg-z_])?|[G-Zg-z_][A-Za-z0-9_])%",
    r"|\{\{[^}]*\}\}",
    r"|\{[^{}0-9][^{}]*\}",
    r"|<<[^<>]+>>",
    r"|\[\[[^\[\]]+\]\]",
    r"|\*\|[^|]+\|\*",
    r"|^\[[^\[\]0-9][^\[\]]*\]$",
    r"|^<[^<>]+>$",
);

/// Maximum length of a placeholder in a text, in bytes.
const LONGEST: usize = 64;
/// Maximum length of a placeholder between marks that enclose nothing else; filters and defaults may follow its name.
const LONGEST_EXPRESSION: usize = 250;

/// Whether a placeholder can begin with this byte.
const fn may_begin(byte: u8) -> bool {
    matches!(byte, b'$' | b'%' | b'#' | b'{' | b'[' | b'<' | b'*')
}

/// The positions, from `from` on, at which a placeholder can begin.
fn beginnings(text: &str, from: usize) -> impl Iterator<Item = usize> {
    text.bytes().enumerate().skip(from).filter(|(_, byte)| may_begin(*byte)).map(|(at, _)| at)
}

/// The first variable that is left in a name or a setting: `${X}`, `#{X}`, `$(X)`, `%X%`, `{{ x }}`, `{x}`,
/// `<<X>>`, `[[X]]` or `*|X|*` anywhere; `$X`, `$env:X`, `[X]` or `<X>` as the whole value. Matches the same values
/// as [`UNFILLED`].
pub fn unfilled(text: &str) -> Option<&str> {
    let first = beginnings(text, 0).next()?;
    if first == 0 && is_variable(text) {
        return Some(text);
    }
    beginnings(text, first).find_map(|at| variable(text, at))
}

/// Whether a whole value is one variable in a form that may also be part of a name.
fn is_variable(text: &str) -> bool {
    let between = |open: char, close: char| text.strip_prefix(open)?.strip_suffix(close);
    text.strip_prefix('$').map(|name| name.strip_prefix("env:").unwrap_or(name)).is_some_and(is_identifier)
        || between('[', ']').is_some_and(|inner| {
            inner.starts_with(|first: char| !first.is_ascii_digit()) && !inner.contains(['[', ']'])
        })
        || between('<', '>').is_some_and(|inner| !inner.is_empty() && !inner.contains(['<', '>']))
}

/// The variable that begins at a position of a text.
fn variable(text: &str, at: usize) -> Option<&str> {
    let rest = &text[at..];
    let enclosed = |open: &str, close: &str, is_name: fn(&str) -> bool| {
        let inner = rest.strip_prefix(open)?;
        let end = inner.find(&close[..1])?;
        (inner[end..].starts_with(close) && is_name(&inner[..end]))
            .then(|| &rest[..open.len() + end + close.len()])
    };
    match rest.as_bytes().first()? {
        b'$' => enclosed("${", "}", |_| true).or_else(|| enclosed("$(", ")", is_dotted_identifier)),
        b'#' => enclosed("#{", "}", |_| true),
        b'%' if follows_a_number(&text[..at]) => None,
        b'%' => enclosed("%", "%", is_windows_variable),
        b'{' => enclosed("{{", "}}", |_| true).or_else(|| {
            enclosed("{", "}", |inner| {
                inner.starts_with(|first: char| !first.is_ascii_digit()) && !inner.contains('{')
            })
        }),
        b'<' => enclosed("<<", ">>", |inner| !inner.is_empty() && !inner.contains('<')),
        b'[' => enclosed("[[", "]]", |inner| !inner.is_empty() && !inner.contains('[')),
        b'*' => enclosed("*|", "|*", |inner| !inner.is_empty()),
        _ => None,
    }
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}

/// Whether a text between percent signs is a Windows variable, and not an escape in a URL, as in `%C3%A9`.
fn is_windows_variable(name: &str) -> bool {
    is_identifier(name) && !(name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether a percent sign after this text belongs to a number, as in `10%` and `10 %`.
fn follows_a_number(before: &str) -> bool {
    before.trim_end_matches(' ').ends_with(|last: char| last.is_ascii_digit())
}

fn is_dotted_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic())
        && name.bytes().all(|byte| matches!(byte, b'_' | b'.') || byte.is_ascii_alphanumeric())
}

/// The finding that a name or a setting still holds a variable; `what` names the field.
pub fn unfilled_value(what: &str, variable: &str) -> Problem {
    Problem::error(
        "campaign/variable-unfilled",
        format!("the {what} has the variable {variable} in it, which was not filled in"),
    )
    .help(format!(
        "write the {what} itself, or fill the variable in before kcamp reads the file; kcamp does not replace variables"
    ))
}

/// The placeholders of a name or a setting without an [`unfilled`] variable: `$NAME`, `[First Name]` and `<First Name>`
/// beside other words. A tag in capitals, such as `[TEST]`, does not count, since many names have one.
pub fn doubtful(name: &str) -> Vec<&str> {
    let mut found = placeholders(name);
    found.retain(|it| !it.starts_with('[') || it.contains('_') || it.contains(char::is_lowercase));
    found
}

/// The finding that a name or a setting probably holds placeholders; `what` names the field.
pub fn doubtful_value(what: &str, placeholders: &[&str]) -> Problem {
    let named = placeholders.join(", ");
    Problem::warning("campaign/placeholder", format!("the {what} seems to have a placeholder in it: {named}"))
        .help(format!(
            "write the {what} itself, or fill it in before kcamp reads the file; kcamp does not replace placeholders"
        ))
}

/// The placeholders of a text, each once, in order: `{{name}}`, `${name}`, `{name}`, `{!Contact.Name}`, `[First Name]`,
/// `[[name]]`, `<First Name>`, `<<name>>`, `*|NAME|*`, `%NAME%`, `$(NAME)` and `$NAME`; with what a templating tool or
/// a shell accepts after the name, as in `{{ name | default("there") }}`, `${name:-there}` and `[First Name|there]`;
/// and `{% … %}` and `<%= … %>`.
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = beginnings(text, from).next() {
        let placeholder = placeholder(text, at);
        from = at + placeholder.map_or(1, str::len);
        found.extend(placeholder.filter(|it| !found.contains(it)));
    }
    found
}

/// The placeholder that begins at a position of a text.
fn placeholder(text: &str, at: usize) -> Option<&str> {
    // These marks enclose only what a tool fills in.
    const EXPRESSIONS: [(&str, &str); 4] = [("{{", "}}"), ("${", "}"), ("{%", "%}"), ("<%", "%>")];
    const FORMS: [(&str, &str); 8] = [
        ("$(", ")"),
        ("{", "}"),
        ("[[", "]]"),
        ("[", "]"),
        ("<<", ">>"),
        ("<", ">"),
        ("*|", "|*"),
        ("%", "%"),
    ];
    let (before, rest) = text.split_at(at);
    let expression = EXPRESSIONS.iter().find_map(|(open, close)| {
        let inner = rest.strip_prefix(open)?;
        let near = &inner[..inner.floor_char_boundary(LONGEST_EXPRESSION)];
        let written = &near[..near.find(close)?];
        let is_one = !written.starts_with('{')
            && !written.contains('\n')
            && written.contains(|letter: char| letter.is_alphanumeric() || letter == '_');
        is_one.then(|| &rest[..open.len() + written.len() + close.len()])
    });
    let enclosed = FORMS.iter().find_map(|(open, close)| {
        let inner = rest.strip_prefix(open)?;
        let end = inner.bytes().take(LONGEST + close.len()).position(|byte| close.as_bytes()[0] == byte)?;
        let written = &inner[..end];
        let name = written.trim();
        // The text after a bar is the default value.
        let name = name.split_once('|').map_or(name, |(name, _)| name.trim_end());
        let is_words = |name: &str| !name.is_empty() && name.chars().all(is_of_name);
        let is_name = match *open {
            "%" => is_windows_variable(name) && !follows_a_number(before),
            // Digits in brackets are a note or a range.
            "[" => name.starts_with(char::is_alphabetic) && is_words(name),
            // A comparison has spaces around its signs, and markup has an end tag.
            "<" => {
                written.starts_with(char::is_alphabetic)
                    && name.len() == written.split('|').next().unwrap_or_default().len()
                    && is_words(name)
                    && !before.ends_with(|last: char| last.is_ascii_digit())
                    && !inner.contains(&format!("</{name}>"))
            }
            "{" => is_words(name.trim_start_matches(['!', '$', '#', '@'])),
            "*|" => name.split(':').all(is_words),
            "$(" => is_dotted_identifier(name),
            _ => is_words(name),
        };
        (is_name && inner[end..].starts_with(close)).then(|| &rest[..open.len() + end + close.len()])
    });
    expression.or(enclosed).or_else(|| shell_variable(before, rest))
}

/// The `$NAME` at the beginning of a text. An amount of money does not count, however it is written: `US$ten`, `$5`,
/// `$5k`, `$CAD 5`.
fn shell_variable<'text>(before: &str, text: &'text str) -> Option<&'text str> {
    let name = text.strip_prefix('$')?;
    let end =
        name.bytes().position(|byte| byte != b'_' && !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
    let (name, after) = name.split_at(end);
    let letters = name.trim_end_matches(|last: char| last.is_ascii_digit());
    let is_currency = letters.len() == 3 && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_sum = is_currency
        && (letters.len() < name.len() || after.trim_start().starts_with(|next: char| next.is_ascii_digit()));
    let is_alone = before.is_empty() && after.is_empty();
    let is_name = is_identifier(name) && (name.len() > 1 || is_alone) && !is_sum;
    (is_name && !before.ends_with(char::is_alphanumeric)).then(|| &text[..=end])
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-' | ' ')
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;
    use serde_json::json;

    use super::{UNFILLED, doubtful, placeholders, unfilled};

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
            ("<<X>>", "<<X>>"),
            ("Sale <<First Name>> two", "<<First Name>>"),
            ("[Name]", "[Name]"),
            ("[[name]] sale", "[[name]]"),
            ("<First Name>", "<First Name>"),
            ("{name}", "{name}"),
            ("Sale {MONTH} two", "{MONTH}"),
            ("{!Contact.FirstName}", "{!Contact.FirstName}"),
            ("Hi *|FNAME|*", "*|FNAME|*"),
            ("%X%", "%X%"),
            ("%OS%", "%OS%"),
            ("Sale%MONTH%2026", "%MONTH%"),
            ("10% off for %SEGMENT%", "%SEGMENT%"),
        ] {
            assert_eq!(unfilled(text), Some(found), "{text}");
        }
        for text in [
            "Save 50% today",
            "5% off, 10% more",
            "$100 voucher",
            "Cash $ and more",
            "$NAME and more",
            "10%off%now",
            "10 %off% now",
            "50%discount%",
            "caf%C3%A9",
            "{2026}",
            "{}",
            "[TEST] Spring Sale",
            "[2026]",
            "Sale [Name]",
            "a < b > c",
            "<>",
            "**|**",
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
        for text in [
            "a < b > c, 5 {",
            "Save 20% or 30% today",
            "[2] see below",
            "10%off%now",
            "Get 10 %off% now",
            "Pay $5, $5k, US$ten, $CAD 50 or $USD50, A$AP, 5$ or $",
            "https://example.com/caf%C3%A9?a=%20b",
            "I <3 you, 2<x and y>1",
            "<speak>Hello</speak> <me@example.com> <https://example.com>",
            "* | a | *",
        ] {
            assert_eq!(placeholders(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn placeholders_of_mailing_tools_and_shells_are_found_beside_other_words() {
        for (text, found) in [
            ("Hi $name, your bill", "$name"),
            ("Hi $FIRST_NAME!", "$FIRST_NAME"),
            ("$MESSAGE more", "$MESSAGE"),
            ("Hi *|FNAME|*,", "*|FNAME|*"),
            ("Hi *|IF:FNAME|*,", "*|IF:FNAME|*"),
            ("Hi {!Contact.FirstName},", "{!Contact.FirstName}"),
            ("Hi {!$User.Name},", "{!$User.Name}"),
            ("Hi {{#name}},", "{{#name}}"),
            ("Hi <First Name>,", "<First Name>"),
            ("Hi <name>,", "<name>"),
            ("Hi $(Contact.Name)", "$(Contact.Name)"),
            ("Save 10% with %CODE%", "%CODE%"),
        ] {
            assert_eq!(placeholders(text), [found], "{text}");
        }
    }

    #[test]
    fn placeholders_with_filters_and_defaults_are_found() {
        for (text, found) in [
            ("Hi {{ name | default(\"there\") }}, hello", "{{ name | default(\"there\") }}"),
            ("Hi {{ name | default(\"}\") }}", "{{ name | default(\"}\") }}"),
            ("{{ x | upper }}", "{{ x | upper }}"),
            ("{{x|d:'there'}}", "{{x|d:'there'}}"),
            ("Hi {{ greet() }}", "{{ greet() }}"),
            ("{{ first name, fallback=there }}", "{{ first name, fallback=there }}"),
            ("{{> partial}}", "{{> partial}}"),
            ("Hi ${first:-friend}", "${first:-friend}"),
            ("Hi ${x|d}", "${x|d}"),
            ("Hi ${user.name ?? 'you'}", "${user.name ?? 'you'}"),
            ("Hi [First Name|there]", "[First Name|there]"),
            ("Hi [[name|there]]", "[[name|there]]"),
            ("Hi {name|there}", "{name|there}"),
            ("Hi {name | upper}", "{name | upper}"),
            ("Hi <First Name|there>", "<First Name|there>"),
            ("Hi <<name|there>>", "<<name|there>>"),
            ("Hi %NAME|there%", "%NAME|there%"),
            ("Hi{% if name %}", "{% if name %}"),
            ("Hi <%= name %>", "<%= name %>"),
        ] {
            assert_eq!(placeholders(text), [found], "{text}");
        }
        for text in
            ["{{}}", "{{ }}", "${}", "{%%}", "5 <% 6", "{{ a\nb }}", "10%|20%", "<https://a.example|b>"]
        {
            assert_eq!(placeholders(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn names_with_what_looks_like_a_placeholder_are_doubted() {
        for (name, found) in [
            ("Sale $MONTH two", "$MONTH"),
            ("[First Name] renewal", "[First Name]"),
            ("Renewal [FIRST_NAME]", "[FIRST_NAME]"),
            ("Renewal <Segment>", "<Segment>"),
        ] {
            assert_eq!(doubtful(name), [found], "{name}");
        }
        for name in ["[TEST] Spring Sale", "Sale [EU]", "$5 voucher", "10%off%now", "Sale [2026]"] {
            assert_eq!(doubtful(name), [""; 0], "{name}");
        }
    }

    proptest! {
        /// The schema uses the regular expression, and the parser uses the function.
        #[test]
        fn the_expression_means_what_the_function_does(text in "[$#%{}()<>*|a_.1:envCG \\[\\]]{0,12}") {
            let pattern = jsonschema::validator_for(&json!({ "pattern": UNFILLED })).unwrap();
            prop_assert_eq!(unfilled(&text).is_some(), pattern.is_valid(&json!(text)), "{}", text);
        }

        #[test]
        fn any_text_has_placeholders_that_are_parts_of_it(text in "[{}\\[\\]<>*|!$%a1 é]{0,40}") {
            for found in placeholders(&text) {
                prop_assert!(text.contains(found));
            }
        }
    }
}
