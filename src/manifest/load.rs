//! Reads a file's text into trees, and reports errors that do not depend on its meaning.

use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Parser};

use super::allow::Allowances;
use super::build::{DEPTH_LIMIT, FILE_SIZE_MAX, TreeBuilder};
use super::cut_by_comment::MARK;
use super::node::{Node, Value};
use super::write::quoted;
use super::{pasted, syntax};
use crate::domain::finding::{Findings, Origin, Problem, Source};

/// The contents of one file.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The documents that could be read, each a mapping.
    pub documents: Vec<Node>,
    /// The findings about the file as a whole.
    pub findings: Findings,
    /// The allowances in the file's comments.
    pub allowances: Allowances,
}

impl Loaded {
    /// A file from which nothing could be read.
    pub(super) fn unreadable(problem: Problem, name: &str) -> Self {
        let mut findings = Findings::new();
        findings.push(problem.at(&Origin::File(name.to_owned())));
        Self { findings, ..Self::of_documents(Vec::new()) }
    }

    /// Documents that were built elsewhere, without findings.
    pub fn of_documents(documents: Vec<Node>) -> Self {
        Self { documents, findings: Findings::new(), allowances: Allowances::default() }
    }
}

/// Reads the documents of a file's bytes: YAML, or JSON, which is YAML too. `name` is the file's name in findings.
pub fn load_bytes(name: &str, bytes: Vec<u8>) -> Loaded {
    if bytes.len() > FILE_SIZE_MAX {
        return Loaded::unreadable(too_large(), name);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            return Loaded::unreadable(not_utf8(error.utf8_error().valid_up_to(), error.as_bytes()), name);
        }
    };
    // A byte order mark is not part of the text. It would shift the columns of the first line.
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    load_text(Arc::new(Source::new(name, text)))
}

pub(super) fn too_large() -> Problem {
    Problem::error("file/too-large", format!("the file is larger than {} MiB", FILE_SIZE_MAX / 1024 / 1024))
        .help("split it into several files; a folder of them is read as one")
}

fn not_utf8(offset: usize, bytes: &[u8]) -> Problem {
    let problem = Problem::error(
        "file/not-utf8",
        format!("the file is not UTF-8: byte {offset} is not part of a character"),
    );
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        problem.help("it looks like UTF-16: save it as UTF-8")
    } else {
        problem.help("save it as UTF-8")
    }
}

fn load_text(source: Arc<Source>) -> Loaded {
    let mut findings = Findings::new();
    if let Some((offset, character)) = control_character(&source.text) {
        let problem = Problem::error(
            "file/control-character",
            format!("the control character U+{:04X} is in the text", u32::from(character)),
        )
        .help("remove it; in double quotes, \\n and \\t stand for a line break and a tab");
        findings.push(problem.at(&Origin::Text { span: offset..offset + character.len_utf8(), source }));
        return Loaded { findings, ..Loaded::of_documents(Vec::new()) };
    }
    if let Some((problem, span)) = pasted::whole_request(&source.text) {
        findings.push(problem.at(&Origin::Text { source, span }));
        return Loaded { findings, ..Loaded::of_documents(Vec::new()) };
    }
    let (nodes, comments) = read_documents(&source, &mut findings);
    let mut documents = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node.value {
            Value::Mapping(_) => documents.push(node),
            // `---` at the end of a file starts an empty document, which nobody meant.
            Value::Null => {}
            other => {
                let problem = Problem::error(
                    "file/not-a-mapping",
                    format!("the document is {}, not keys and values", other.kind()),
                );
                let help = if matches!(other, Value::Sequence(_)) {
                    "put each campaign in a document of its own, with a line of --- between them"
                } else {
                    "start it with name: and the campaign's name"
                };
                findings.push(problem.help(help).at(&node.origin));
            }
        }
    }
    if documents.is_empty() && findings.is_empty() {
        let problem = Problem::error("file/empty", "the file has no campaign in it")
            .help("write a campaign in it, starting with name: and campaignType:");
        findings.push(problem.at(&Origin::File(source.name.clone())));
    }
    let allowances = Allowances::read(&source, &comments, &mut findings);
    Loaded { documents, findings, allowances }
}

/// The first control character that is not allowed in a text. The parser would stop there, and a terminal
/// would act on it.
fn control_character(text: &str) -> Option<(usize, char)> {
    let offset = text
        .bytes()
        .position(|byte| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f)?;
    text[offset..].chars().next().map(|character| (offset, character))
}

/// Reads every document that can be read, and the comments for kcamp. After a syntax error, reading continues with
/// the next document.
fn read_documents(source: &Arc<Source>, findings: &mut Findings) -> (Vec<Node>, Vec<Range<usize>>) {
    let options = granit_parser::options! {
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
        emit_comments: source.text.contains(MARK),
        // As many as a file can have.
        max_buffered_comment_events: FILE_SIZE_MAX,
    };
    let mut parser = Parser::new_from_str_with_options(&source.text, options);
    let mut builder = TreeBuilder::new(source, findings);
    let mut comments = Vec::new();
    if let Some(tab) = syntax::tab_before_first_key(&source.text) {
        builder.problem(syntax::SYNTAX, one_character(&source.text, tab), syntax::tab);
        return (builder.finish(), comments);
    }
    loop {
        match parser.next_event() {
            Some(Ok((Event::Comment(..), span))) => {
                comments.extend(span.byte_range().filter(|span| is_for_kcamp(&source.text, span)));
            }
            Some(Ok((event, span))) => builder.event(event, span),
            Some(Err(error)) => {
                builder.abandon_document();
                let offset = error.marker().byte_offset().unwrap_or(source.text.len());
                let offset = syntax::tab_of_indentation(&error, &source.text, offset).unwrap_or(offset);
                builder.problem(syntax::code(&error), one_character(&source.text, offset), || {
                    let problem = syntax::problem(&error, DEPTH_LIMIT);
                    match syntax::value_that_needs_quotes(&source.text, offset) {
                        Some(value) => problem.help(format!("put it in quotes: {}", quoted(value))),
                        None => problem,
                    }
                });
                if !matches!(parser.proceed_next_document(), Ok(true)) {
                    break;
                }
            }
            None => break,
        }
        if builder.has_given_up() {
            break;
        }
    }
    (builder.finish(), comments)
}

/// Whether a comment is for kcamp.
fn is_for_kcamp(text: &str, comment: &Range<usize>) -> bool {
    let text = text.get(comment.clone()).unwrap_or_default();
    text.trim_start_matches('#').trim_start().starts_with(MARK)
}

/// The span of the character at an offset; empty at the end.
fn one_character(text: &str, offset: usize) -> Range<usize> {
    let start = text.floor_char_boundary(offset);
    let length =
        text[start..].chars().next().filter(|it| !matches!(it, '\r' | '\n')).map_or(0, char::len_utf8);
    start..start + length
}

#[cfg(test)]
mod tests {
    use super::{Loaded, load_bytes};
    use crate::domain::finding::{Origin, Position};
    use crate::manifest::FILE_SIZE_MAX;
    use crate::manifest::node::{Node, Value};

    fn load(text: &str) -> Loaded {
        load_bytes("a.yaml", text.as_bytes().to_vec())
    }

    /// The codes of a text's findings with their lines and columns; 0:0 for findings about the whole file.
    fn codes(text: &str) -> Vec<(&'static str, usize, usize)> {
        let place = |origin: &Origin| match origin {
            Origin::Text { source, span } => source.position(span.start),
            _ => Position { line: 0, column: 0 },
        };
        load(text)
            .findings
            .iter()
            .map(|finding| (finding.problem.code, place(&finding.origin).line, place(&finding.origin).column))
            .collect()
    }

    fn value_of(text: &str, key: &str) -> Option<Value> {
        let loaded = load(text);
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        loaded.documents.first().and_then(|it| it.entry(key)).map(|entry| entry.value.value.clone())
    }

    fn slice(node: &Node) -> &str {
        match &node.origin {
            Origin::Text { source, span } => &source.text[span.clone()],
            _ => "",
        }
    }

    #[test]
    fn scalars_follow_the_core_schema_and_keep_their_text() {
        let text = |it: &str| Some(Value::Text(it.into()));
        let number = |it: &str| Some(Value::Number(it.into()));
        for (written, expected) in [
            ("NO", text("NO")),
            ("yes", text("yes")),
            ("9:30", text("9:30")),
            ("2026-12-01 09:00:00", text("2026-12-01 09:00:00")),
            ("0123", number("0123")),
            ("+33612345678", number("+33612345678")),
            ("1.5e3", number("1.5e3")),
            ("'5'", text("5")),
            ("!!str 5", text("5")),
            ("true", Some(Value::Bool(true))),
            ("\"true\"", text("true")),
            ("~", Some(Value::Null)),
            ("", Some(Value::Null)),
            ("|\n  a\n  b\n", text("a\nb\n")),
            ("\"\\ud83d\\ude00\"", text("\u{1f600}")),
        ] {
            assert_eq!(value_of(&format!("k: {written}\n"), "k"), expected, "{written}");
        }
    }

    #[test]
    fn values_know_what_they_span() {
        let loaded = load("name: Ünder\r\nlists: [a, b]\r\nempty:\r\n");
        let spans: Vec<&str> =
            loaded.documents[0].entries().iter().map(|entry| slice(&entry.value)).collect();
        assert_eq!(spans, ["Ünder", "[a, b]", "empty"]);
    }

    #[test]
    fn aliases_and_merge_keys_give_way_to_written_keys() {
        let merged = "base: &base {a: 1, b: 2}\nk:\n  b: 3\n  <<: *base\n";
        let Some(Value::Mapping(entries)) = value_of(merged, "k") else { panic!("not a mapping") };
        let pairs: Vec<(&str, &Value)> =
            entries.iter().map(|entry| (entry.key.value.as_str(), &entry.value.value)).collect();
        assert_eq!(pairs, [("b", &Value::Number("3".into())), ("a", &Value::Number("1".into()))]);
        assert_eq!(value_of("a: &x 5\nk: *x\n", "k"), Some(Value::Number("5".into())));
    }

    #[test]
    fn files_that_cannot_be_read_say_why_and_where() {
        assert_eq!(codes(""), [("file/empty", 0, 0)]);
        assert_eq!(codes("# only\n\n# comments\n"), [("file/empty", 0, 0)]);
        assert_eq!(codes("- a\n"), [("file/not-a-mapping", 1, 1)]);
        assert_eq!(codes("a: 1\nb: 2\na: 3\n"), [("file/duplicate-key", 3, 1)]);
        for twice in [
            "x: &x {a: 1}\n<<: *x\n<<: {b: 2}\n",
            "<<: {a: 1}\nb: 1\n<<: {a: 1}\n",
            "{<<: {a: 1},\n\n<<: []}\n",
        ] {
            assert_eq!(codes(twice), [("file/duplicate-key", 3, 1)], "{twice}");
        }
        assert_eq!(codes("x: &x {a: 1}\ny: {<<: *x}\n<<: [*x, {b: 2}]\n\"<<\": 1\n"), []);
        assert_eq!(codes("a:\n\tb: 1\n"), [("file/syntax", 2, 1)]);
        assert_eq!(codes("a: [1, 2\n"), [("file/syntax", 1, 4)]);
        assert_eq!(codes("a: \"\\ud83d\"\n"), [("file/syntax", 1, 4)]);
        assert_eq!(codes("a: b\0c\n"), [("file/control-character", 1, 5)]);
        assert_eq!(codes("a: !secret b\n"), [("file/unknown-tag", 1, 4)]);
        assert_eq!(codes("a: &x [*x]\n"), [("file/alias-loop", 1, 8)]);
        assert_eq!(codes("<<: 5\n"), [("file/merge-not-mapping", 1, 5)]);
        assert_eq!(codes("? [a]\n: 1\nb: 2\n"), [("file/key-not-text", 1, 3)]);
        assert_eq!(codes(&"[".repeat(100_000)), [("file/too-deep", 1, 65)]);
    }

    #[test]
    fn a_broken_document_does_not_hide_the_next() {
        let loaded = load("a: [1\n---\nb: 2\n---\n");
        assert_eq!(loaded.findings.iter().count(), 1);
        assert_eq!(loaded.documents.len(), 1);
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        let loaded = load_bytes("a.yaml", b"name: \xff\n".to_vec());
        let messages: Vec<&str> = loaded.findings.iter().map(|it| it.problem.message.as_str()).collect();
        assert!(messages[0].contains("byte 6"), "{messages:?}");
        let large = load_bytes("a.yaml", vec![b' '; FILE_SIZE_MAX + 1]);
        assert!(large.findings.iter().all(|it| it.problem.code == "file/too-large"));
        assert!(load("\u{feff}a: 1\n").findings.is_empty());
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let level = |level: usize| {
            let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
            format!("a{level}: &a{level} [{aliases}]\n")
        };
        let bomb: String =
            std::iter::once("a0: &a0 [x, x, x, x]\n".to_owned()).chain((1..12).map(level)).collect();
        assert!(codes(&bomb).iter().any(|(code, ..)| *code == "file/alias-bomb"));
        // Nested anchors would keep the same values again and again.
        let values = vec!["x"; 10_000].join(", ");
        let nested = (0..40).fold(format!("[{values}]"), |inner, level| format!("&n{level} [{inner}]"));
        assert_eq!(codes(&format!("a: {nested}\n")).first().map(|it| it.0), Some("file/alias-bomb"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-a:&*<!?|>'\"%@{}\\[\\],# \t\r\nä\\\\u0x~.]{0,80}") {
            let _ = load(&text);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..64)) {
            let _ = load_bytes("a.yaml", bytes);
        }
    }
}
