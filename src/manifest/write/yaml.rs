//! Writes YAML, and the document that reading it gives.

use std::fmt::Write as _;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::domain::field::Table;
use crate::domain::finding::{Located, Origin, Source};
use crate::manifest::node::{Node, NodeEntry, Value};

/// A value to write.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) enum Tree {
    /// A scalar: its written form and its value.
    Scalar(String, Value),
    /// A scalar with a comment that allows the finding of this code.
    Allowed(&'static str, Box<Self>),
    /// A list, with one item on each line.
    List(Vec<Self>),
    /// A mapping, with one key on each line, or on one line as an item of a list.
    Block(YamlBlock),
}

/// The lines of a mapping.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::manifest) struct YamlBlock(Vec<YamlLine>);

#[derive(Debug, Clone, PartialEq)]
enum YamlLine {
    Entry(String, Tree),
    Comment(String),
}

impl Tree {
    /// A text.
    pub(in crate::manifest) fn text(text: &str) -> Self {
        Self::Scalar(scalar(text), Value::Text(text.into()))
    }

    /// A whole number.
    pub(in crate::manifest) fn number(number: u64) -> Self {
        let digits = number.to_string();
        Self::Scalar(digits.clone(), Value::Number(digits.into()))
    }

    /// A mapping.
    pub(in crate::manifest) fn mapping<'key>(entries: impl IntoIterator<Item = (&'key str, Self)>) -> Self {
        let lines = entries.into_iter().map(|(key, value)| YamlLine::Entry(key.to_owned(), value));
        Self::Block(YamlBlock(lines.collect()))
    }

    /// Whether it is an empty list or mapping.
    pub(in crate::manifest) const fn is_empty(&self) -> bool {
        match self {
            Self::Scalar(..) | Self::Allowed(..) => false,
            Self::List(items) => items.is_empty(),
            Self::Block(YamlBlock(lines)) => lines.is_empty(),
        }
    }

    /// A JSON value.
    pub(in crate::manifest) fn of_json(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Scalar("null".to_owned(), Value::Null),
            serde_json::Value::Bool(value) => Self::Scalar(value.to_string(), Value::Bool(*value)),
            serde_json::Value::Number(number) => {
                Self::Scalar(number.to_string(), Value::Number(number.to_string().into()))
            }
            serde_json::Value::String(text) => Self::text(text),
            serde_json::Value::Array(items) => Self::List(items.iter().map(Self::of_json).collect()),
            serde_json::Value::Object(entries) => {
                Self::mapping(entries.iter().map(|(key, value)| (key.as_str(), Self::of_json(value))))
            }
        }
    }
}

impl YamlBlock {
    /// Sets a value at a path of keys.
    pub(in crate::manifest) fn put(&mut self, path: &[&str], value: Tree) {
        if let [above @ .., key] = path {
            self.push(above, YamlLine::Entry((*key).to_owned(), value));
        }
    }

    /// Adds a comment below a path of keys.
    pub(in crate::manifest) fn comment(&mut self, path: &[&str], text: &str) {
        self.push(path, YamlLine::Comment(text.to_owned()));
    }

    /// Adds a mapping as comments, which become it once the marks are taken away.
    pub(in crate::manifest) fn comment_out(&mut self, block: &Self) {
        for line in block.print("").0.lines() {
            self.comment(&[], line);
        }
    }

    /// Adds a line to the mapping at a path of keys, and creates the mapping if needed.
    fn push(&mut self, path: &[&str], line: YamlLine) {
        let Some((first, rest)) = path.split_first() else {
            self.0.push(line);
            return;
        };
        let is_it = |line: &YamlLine| matches!(line, YamlLine::Entry(key, Tree::Block(_)) if key == first);
        let index = self.0.iter().position(is_it).unwrap_or_else(|| {
            self.0.push(YamlLine::Entry((*first).to_owned(), Tree::Block(Self::default())));
            self.0.len() - 1
        });
        if let YamlLine::Entry(_, Tree::Block(block)) = &mut self.0[index] {
            block.push(rest, line);
        }
    }

    /// The text, and its document, with places in the text under this name.
    pub(in crate::manifest) fn print(&self, name: &str) -> (String, Node) {
        let unplaced = Arc::new(Source::new(name, ""));
        let mut text = String::new();
        Printer { text: &mut text, source: &unplaced }.block(self, 0);
        let source = Arc::new(Source::new(name, text.clone()));
        let mut again = String::with_capacity(text.len());
        let document = Printer { text: &mut again, source: &source }.block(self, 0);
        (text, document)
    }

    /// The entries that both mappings have. Mappings are compared key by key, and lists as a whole.
    pub(in crate::manifest) fn shared_with(&self, other: &Self) -> Self {
        let shared = self.0.iter().filter_map(|line| match (line, other.get(line)?) {
            (YamlLine::Entry(key, Tree::Block(own)), YamlLine::Entry(_, Tree::Block(theirs))) => {
                let shared = own.shared_with(theirs);
                (!shared.0.is_empty()).then(|| YamlLine::Entry(key.clone(), Tree::Block(shared)))
            }
            (own, theirs) => (own == theirs).then(|| own.clone()),
        });
        Self(shared.collect())
    }

    /// The entries that the other mapping does not have.
    pub(in crate::manifest) fn without(&self, other: &Self) -> Self {
        let left = self.0.iter().filter_map(|line| match (line, other.get(line)) {
            (YamlLine::Entry(key, Tree::Block(own)), Some(YamlLine::Entry(_, Tree::Block(theirs)))) => {
                let left = own.without(theirs);
                (!left.0.is_empty()).then(|| YamlLine::Entry(key.clone(), Tree::Block(left)))
            }
            (_, Some(_)) => None,
            (own, None) => Some(own.clone()),
        });
        Self(left.collect())
    }

    /// Like `without`, but without the keys that belong to one campaign each and without comments at the top.
    pub(in crate::manifest) fn inheritable(&self) -> Self {
        let is_shared =
            |line: &&YamlLine| matches!(line, YamlLine::Entry(key, _) if !Table::is_of_one_campaign(key));
        Self(self.0.iter().filter(is_shared).cloned().collect())
    }

    /// The entry with a line's key.
    fn get(&self, line: &YamlLine) -> Option<&YamlLine> {
        let YamlLine::Entry(key, _) = line else { return None };
        self.0.iter().find(|other| matches!(other, YamlLine::Entry(known, _) if known == key))
    }

    /// Whether it has no lines.
    pub(in crate::manifest) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it has only comments.
    fn is_comment(&self) -> bool {
        self.0.iter().all(|line| matches!(line, YamlLine::Comment(_)))
    }
}

struct Printer<'a> {
    text: &'a mut String,
    /// The whole text, to which places refer.
    source: &'a Arc<Source>,
}

impl Printer<'_> {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The place of the first line that was written since `start`.
    fn origin(&self, start: usize) -> Origin {
        let line = self.text[start..].lines().next().unwrap_or_default();
        Origin::Text { source: Arc::clone(self.source), span: start..start + line.len() }
    }

    fn indent(&mut self, indent: usize) {
        self.push(&" ".repeat(indent));
    }

    fn block(&mut self, block: &YamlBlock, indent: usize) -> Node {
        let start = self.text.len() + indent;
        let mut entries = Vec::new();
        for line in &block.0 {
            self.indent(indent);
            match line {
                YamlLine::Comment(text) => self.push(&format!("# {text}\n")),
                // A key is never empty: if only comments are below it, the key becomes a comment too.
                YamlLine::Entry(key, Tree::Block(below)) if below.is_comment() => {
                    self.push(&format!("# {key}:\n"));
                    self.block(below, indent + 2);
                }
                YamlLine::Entry(key, value) => entries.push(self.entry(key, value, indent)),
            }
        }
        let start = start.min(self.text.len());
        Node::new(Value::Mapping(entries), self.origin(start))
    }

    fn entry(&mut self, key: &str, value: &Tree, indent: usize) -> NodeEntry {
        let start = self.text.len();
        self.push(&scalar(key));
        let key = Located::new(SmolStr::new(key), self.origin(start));
        let value = match value {
            Tree::Block(below) if !below.0.is_empty() => {
                self.push(":\n");
                self.block(below, indent + 2)
            }
            Tree::List(items) if !items.is_empty() => {
                self.push(":\n");
                self.list(items, indent + 2)
            }
            value => {
                self.push(": ");
                let node = self.inline(value);
                self.end_line(value);
                node
            }
        };
        NodeEntry { key, value }
    }

    fn list(&mut self, items: &[Tree], indent: usize) -> Node {
        let start = self.text.len() + indent;
        let items = items.iter().map(|item| {
            self.indent(indent);
            self.push("- ");
            let node = self.inline(item);
            self.end_line(item);
            node
        });
        let items = items.collect();
        Node::new(Value::Sequence(items), self.origin(start))
    }

    /// Writes the end of a value's line, with the comment for what is allowed.
    fn end_line(&mut self, value: &Tree) {
        if let Tree::Allowed(code, _) = value {
            self.push(&format!(" # kcamp: allow({code})"));
        }
        self.push("\n");
    }

    /// Writes a value on one line.
    fn inline(&mut self, value: &Tree) -> Node {
        let start = self.text.len();
        let value = match value {
            Tree::Allowed(_, value) => return self.inline(value),
            Tree::Scalar(written, value) => {
                self.push(written);
                value.clone()
            }
            Tree::Block(YamlBlock(lines)) => {
                let entries = lines.iter().filter_map(|line| match line {
                    YamlLine::Entry(key, value) => Some((key.as_str(), value)),
                    YamlLine::Comment(_) => None,
                });
                let nodes = entries.enumerate().map(|(index, (key, value))| {
                    self.push(if index > 0 { ", " } else { "{" });
                    let start = self.text.len();
                    self.push(&scalar(key));
                    let key = Located::new(SmolStr::new(key), self.origin(start));
                    self.push(": ");
                    NodeEntry { key, value: self.inline(value) }
                });
                let nodes: Vec<NodeEntry> = nodes.collect();
                self.push(if nodes.is_empty() { "{}" } else { "}" });
                Value::Mapping(nodes)
            }
            Tree::List(items) => {
                self.push("[");
                let nodes = items.iter().enumerate().map(|(index, item)| {
                    self.push(if index > 0 { ", " } else { "" });
                    self.inline(item)
                });
                let nodes = nodes.collect();
                self.push("]");
                Value::Sequence(nodes)
            }
        };
        Node::new(value, self.origin(start))
    }
}

/// A text as YAML: without quotes if every reader reads it as text, otherwise in quotes.
pub(super) fn scalar(text: &str) -> String {
    let plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || " _-./".contains(letter))
        && !WORDS_WITH_A_MEANING.contains(&text.to_ascii_lowercase().as_str());
    if plain { text.to_owned() } else { quoted(text) }
}

/// Words that some readers of YAML do not read as text.
const WORDS_WITH_A_MEANING: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// A text in double quotes, on one line. Characters that a terminal or an editor would not show are escaped.
pub(in crate::manifest) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ if is_shown(letter) => quoted.push(letter),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(quoted, "\\U{:08X}", u32::from(letter));
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character is visible: not a control character, and not one that breaks lines or hides or
/// reorders its neighbours.
fn is_shown(letter: char) -> bool {
    let hides = matches!(letter,
        '\u{85}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}');
    !letter.is_control() && !hides
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{quoted, scalar};
    use crate::manifest::{Value, load_bytes};

    proptest! {
        #[test]
        fn any_text_is_read_back_as_the_same_text(text in "\\PC{0,12}|[\\x00-\\x7f]{0,8}|[a-zA-Z ._/-]{0,6}|.{0,6}") {
            for written in [scalar(&text), quoted(&text)] {
                let yaml = format!("key: {written}\nlist:\n  - {written}\n");
                let loaded = load_bytes("a.yaml", yaml.as_bytes().to_vec());
                prop_assert!(!loaded.findings.has_errors(), "{}\n{:?}", yaml, loaded.findings);
                let node = &loaded.documents[0];
                prop_assert_eq!(node.entry("key").map(|it| &it.value.value), Some(&Value::Text(text.as_str().into())), "{}", yaml);
            }
        }
    }
}
