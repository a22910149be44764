//! Syntax errors of YAML as findings, in words for the author of the file.

use granit_parser::{ErrorKind, ScanError};

use crate::domain::finding::Problem;

/// The code of the finding for a file that is not YAML.
pub(super) const SYNTAX: &str = "file/syntax";

/// The code of the finding for a syntax error.
pub(super) fn code(error: &ScanError) -> &'static str {
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => "file/too-deep",
        _ => SYNTAX,
    }
}

/// The value of a key or an item, on the line of a syntax error or the line before, if it begins with something that
/// YAML does not read as text: `%NAME%`, `{{ name }}`, `@name`.
pub(super) fn value_that_needs_quotes(text: &str, offset: usize) -> Option<&str> {
    /// Maximum length of a value that a help repeats, in bytes.
    const LONGEST: usize = 200;
    let before = text.get(..offset.min(text.len()))?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let own = text[start..].lines().next().unwrap_or_default();
    let above = before[..start].lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    [own, above].into_iter().find_map(|line| {
        let line = line.trim();
        let value = line.strip_prefix("- ").unwrap_or(line);
        let value = value.split_once(": ").map_or(value, |(_, value)| value).trim();
        let begins = ["%", "{{", "{%", "@", "`"].iter().any(|begin| value.starts_with(begin));
        (begins && value.len() <= LONGEST && value.len() < line.len()).then_some(value)
    })
}

/// The place of the tab that caused a syntax error. The parser finds the error only on the line before, or after the
/// tab. `None` for any other error, or a tab that is not in an indentation.
pub(super) fn tab_of_indentation(error: &ScanError, text: &str, offset: usize) -> Option<usize> {
    if !is_about_a_tab(error) {
        return None;
    }
    let before = text.get(..offset)?;
    let mut start = before.rfind('\n').map_or(0, |end| end + 1);
    for line in text[start..].split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indentation].find('\t') {
            return Some(start + tab);
        }
        if start > offset && !line.trim().is_empty() {
            break;
        }
        start += line.len();
    }
    None
}

/// The place of a tab before the first key of a file. The parser takes it for a space, and then for the end of the file
/// the keys that are not indented. JSON, and brackets in general, may be indented by tabs.
pub(super) fn tab_before_first_key(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        let is_before_keys =
            content.trim().is_empty() || content.starts_with(['#', '%']) || line.starts_with("---");
        if !is_before_keys {
            let indentation = &line[..line.len() - content.len()];
            let tab = indentation.find('\t').filter(|_| !content.starts_with(['{', '[']));
            return tab.map(|tab| start + tab);
        }
        start += line.len();
    }
    None
}

/// The problem for a tab in an indentation.
pub(super) fn tab() -> Problem {
    Problem::error(SYNTAX, "a tab is used as indentation, which YAML does not allow")
        .help("indent with spaces")
}

fn is_about_a_tab(error: &ScanError) -> bool {
    matches!(
        error.kind(),
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

/// The problem for a syntax error, in words for the author of the file.
pub(super) fn problem(error: &ScanError, depth_limit: usize) -> Problem {
    let syntax = |message: String| Problem::error(code(error), message);
    match error.kind() {
        _ if is_about_a_tab(error) => tab(),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnclosedFlowCollection { .. } => {
            syntax("a [ or { is never closed".into()).help("close it with ] or }")
        }
        ErrorKind::UnclosedQuotedScalar => {
            syntax("a quoted text is never closed".into()).help("close it with the quote that opens it")
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            syntax("a comma or the closing bracket is missing".into())
                .help("separate the entries with commas, and close every [ and {")
        }
        ErrorKind::UnknownAnchor => syntax("an alias names an anchor that is not above it".into()).help(
            "write &name at the first use and *name further down; a text that starts with * needs quotes",
        ),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            syntax("a colon stands where no key can be".into())
                .help("put a text that has \": \" in it in quotes; check the indentation of the line")
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            syntax("this \\ has no meaning in a text in double quotes".into())
                .help("write \\\\ for a backslash, or use single quotes")
        }
        ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => {
            syntax("a \\u escape is not a character: half of a pair is missing".into())
                .help("write the character itself")
        }
        ErrorKind::RecursionLimitExceeded => {
            Problem::error(code(error), format!("values are nested more than {depth_limit} levels deep"))
                .help("check the brackets and the indentation")
        }
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            syntax("a key with its colon is expected here".into())
                .help("write key: value, indented like the keys beside it")
        }
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockSequenceEntry => {
            syntax("the indentation matches no line above".into())
                .help("indent the line like the others of its block")
        }
        _ => syntax(format!("this is not valid YAML: {}", error.info()))
            .help("check the line and the one before it"),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::finding::Origin;
    use crate::manifest::load_bytes;

    #[test]
    fn a_tab_is_found_where_it_is() {
        for (text, line, column) in [
            ("name: A\n\tdescription: x\n", 2, 1),
            ("name: A\nmessage:\n  text: x\n\tfoo: y\n", 4, 1),
            ("name:\tA\ndescription:\n\t\t- x\n", 3, 1),
            ("a:\n  - b\n\t- c\n", 3, 1),
            ("a: |\n\ttext\n", 2, 1),
        ] {
            let findings = load_bytes("a.yaml", text.as_bytes().to_vec()).findings;
            let places = findings.iter().map(|finding| match &finding.origin {
                Origin::Text { source, span } => source.position(span.start),
                other => panic!("{other:?}"),
            });
            let places: Vec<(usize, usize)> = places.map(|place| (place.line, place.column)).collect();
            assert_eq!(places, [(line, column)], "{text:?}: {findings:?}");
        }
    }

    #[test]
    fn a_value_that_yaml_takes_for_something_else_is_told_to_be_put_in_quotes() {
        for (text, help) in [
            ("name: %N%\nl: 1\n", "put it in quotes: \"%N%\""),
            ("name: {{ n }}\nl: 1\n", "put it in quotes: \"{{ n }}\""),
            ("l:\n  - {{ n }}\n", "put it in quotes: \"{{ n }}\""),
            ("name: @n\n", "put it in quotes: \"@n\""),
            ("name: `n`\n", "put it in quotes: \"`n`\""),
        ] {
            let findings = load_bytes("a.yaml", text.as_bytes().to_vec()).findings;
            let helps: Vec<&str> = findings.iter().filter_map(|it| it.problem.help.as_deref()).collect();
            assert!(helps.contains(&help), "{text}: {helps:?}");
        }
    }
}
