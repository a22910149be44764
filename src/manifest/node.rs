//! A document as it was written: a tree of values with their places.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::domain::finding::{Located, Origin};
use crate::domain::kore_campaign::CONTACT_LISTS;
use crate::domain::rules::MessagePlace;

/// The name of a live campaign's text in findings. Its findings are not about a file.
pub(super) const LIVE_NAME: &str = "<the live campaign>";

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value itself.
    pub value: Value,
    /// The place of the value. For a mapping or sequence, it ends with its first line.
    pub origin: Origin,
}

/// The contents of a value. The core schema of YAML 1.2 decides what a scalar without quotes is, so `NO`, `yes` and
/// `9:30` are text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// No value, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it was written: `0123` and `+33612345678` keep their text.
    Number(SmolStr),
    /// Text, and every scalar in quotes.
    Text(SmolStr),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values, in the order of the document, with unique keys.
    Mapping(Vec<NodeEntry>),
}

impl Value {
    /// The name of its type in a finding, with its article.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeEntry {
    /// The key.
    pub key: Located<SmolStr>,
    /// The value.
    pub value: Node,
}

impl NodeEntry {
    /// Whether the key has no value: `key:`, `key: ~` or `key: null`.
    pub fn is_empty(&self) -> bool {
        self.value.value == Value::Null
    }
}

impl Node {
    /// A value at its place.
    pub const fn new(value: Value, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// A document without keys, to be filled only from flags. Missing fields are reported by their flags.
    pub fn from_flags() -> Self {
        Self::new(Value::Mapping(Vec::new()), Origin::Flag("-f".into()))
    }

    /// The entries of a mapping; empty for any other value.
    pub fn entries(&self) -> &[NodeEntry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The entry of a mapping with this key.
    pub fn entry(&self, key: &str) -> Option<&NodeEntry> {
        self.entries().iter().find(|entry| entry.key.value == key)
    }

    /// The value at a path of keys, unless it is absent or null.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        let found = path.iter().try_fold(self, |node, key| node.entry(key).map(|entry| &entry.value))?;
        (found.value != Value::Null).then_some(found)
    }

    /// The contact lists that a campaign's document names.
    pub fn contact_lists(&self) -> Option<&Self> {
        self.at(&[CONTACT_LISTS])
    }

    /// Whether it was written in a file, not set by a flag.
    pub const fn is_written(&self) -> bool {
        matches!(self.origin, Origin::Text { .. })
    }

    /// Removes a key of a mapping.
    fn remove(&mut self, key: &str) {
        if let Value::Mapping(entries) = &mut self.value {
            entries.retain(|entry| entry.key.value != key);
        }
    }
}

/// Sets the value at a path of keys and creates the mappings on the way. A value that is not a mapping is replaced.
pub fn overlay(document: &mut Node, path: &[&str], value: Node) {
    let Some((key, rest)) = path.split_first() else {
        *document = value;
        return;
    };
    if !matches!(document.value, Value::Mapping(_)) {
        *document = Node::new(Value::Mapping(Vec::new()), value.origin.clone());
    }
    let Value::Mapping(entries) = &mut document.value else { return };
    let index = entries.iter().position(|entry| entry.key.value == *key).unwrap_or_else(|| {
        let origin = value.origin.clone();
        let empty = Node::new(Value::Null, origin.clone());
        entries.push(NodeEntry { key: Located::new(SmolStr::new(key), origin), value: empty });
        entries.len() - 1
    });
    overlay(&mut entries[index].value, rest, value);
}

/// Removes the value at a path of keys, if it is there.
pub(super) fn clear(document: &mut Node, path: &[&str]) {
    match path {
        [] => {}
        [key] => document.remove(key),
        [key, rest @ ..] => {
            if let Value::Mapping(entries) = &mut document.value
                && let Some(entry) = entries.iter_mut().find(|entry| entry.key.value == *key)
            {
                clear(&mut entry.value, rest);
            }
        }
    }
}

/// The place of a text in the document. A block of text (`|`) starts below its key, where no comment can be. Its place
/// is its key, so that a comment can allow its findings.
pub(super) fn text_place(entry: &NodeEntry) -> MessagePlace {
    let NodeEntry { key, value } = entry;
    if is_below(&key.origin, &value.origin) {
        MessagePlace::Named(key.origin.clone())
    } else {
        MessagePlace::Written(value.origin.clone())
    }
}

/// Whether a value starts on a later line than its key.
fn is_below(key: &Origin, value: &Origin) -> bool {
    match (key, value) {
        (Origin::Text { source, span: key }, Origin::Text { source: other, span: value }) => {
            Arc::ptr_eq(source, other)
                && source.text.get(key.end..value.start).is_some_and(|between| between.contains('\n'))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Node, Value, clear, overlay};
    use crate::domain::finding::Origin;

    fn text(value: &str) -> Node {
        Node::new(Value::Text(value.into()), Origin::Flag("--x".into()))
    }

    #[test]
    fn an_overlay_changes_its_field_and_no_other() {
        let mut document = Node::from_flags();
        overlay(&mut document, &["a", "b"], text("1"));
        overlay(&mut document, &["a", "c"], text("2"));
        overlay(&mut document, &["a", "b"], text("3"));
        assert_eq!(document.at(&["a", "b"]), Some(&text("3")));
        assert_eq!(document.at(&["a", "c"]), Some(&text("2")));
        clear(&mut document, &["a", "b"]);
        assert_eq!(document.at(&["a", "b"]), None);
        assert_eq!(document.at(&["a", "c"]), Some(&text("2")));
    }

    proptest::proptest! {
        #[test]
        fn an_overlay_sets_what_it_says(
            earlier in proptest::collection::vec(proptest::collection::vec("[a-c]", 1..4), 0..6),
            path in proptest::collection::vec("[a-c]", 1..4),
        ) {
            let mut document = Node::from_flags();
            for path in &earlier {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                overlay(&mut document, &path, text("earlier"));
            }
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            overlay(&mut document, &path, text("set"));
            proptest::prop_assert_eq!(document.at(&path), Some(&text("set")));
        }
    }
}
