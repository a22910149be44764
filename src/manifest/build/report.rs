//! The problems of a text, at their places, and the keys of its mappings.

use std::ops::Range;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Entries, Key, Report};
use crate::domain::finding::{Located, Origin, Problem, Severity, Source};
use crate::manifest::node::{Node, NodeEntry, Value};
use crate::manifest::syntax::value_that_needs_quotes;
use crate::manifest::write::quoted;

impl Report<'_> {
    pub(super) fn origin(&self, span: Range<usize>) -> Origin {
        Origin::Text { source: Arc::clone(self.source), span }
    }

    pub(super) fn problem(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        problem: impl FnOnce(&Source) -> Problem,
    ) {
        let origin = self.origin(span);
        if !self.findings.count_further(code, Severity::Error, &origin) {
            self.findings.push(problem(self.source).at(&origin));
        }
    }

    /// Reads a node as a key, which must not be among the earlier entries.
    pub(super) fn key(&mut self, node: Node, entries: &mut Entries) -> Key {
        let Origin::Text { span, .. } = &node.origin else { return Key::Unusable };
        let span = span.clone();
        let text = match node.value {
            Value::Text(text) | Value::Number(text) => text,
            Value::Bool(_) | Value::Null => SmolStr::new(&self.source.text[span.clone()]),
            Value::Sequence(_) | Value::Mapping(_) => {
                let start = span.start;
                self.problem("file/key-not-text", span, |source| {
                    let problem = Problem::error("file/key-not-text", "a key must be a text");
                    match value_that_needs_quotes(&source.text, start) {
                        Some(value) => problem.help(format!("put it in quotes: {}", quoted(value))),
                        None => problem.help(
                            "write the key as one word before the colon; a text in { } or [ ] needs quotes",
                        ),
                    }
                });
                return Key::Unusable;
            }
        };
        if let Some(NodeEntry { key: Located { origin: Origin::Text { span: first, .. }, .. }, .. }) =
            entries.find(&text)
        {
            let first = first.start;
            self.problem("file/duplicate-key", span, |source| {
                let place = source.position(first);
                Problem::error("file/duplicate-key", format!("the key {text} is here a second time"))
                    .help(format!("keep one; the first is at line {}, column {}", place.line, place.column))
            });
            return Key::Unusable;
        }
        Key::Read(Located::new(text, node.origin))
    }

    /// A merge key, `<<`, in a mapping that may have one already. A second one is refused like any other key.
    pub(super) fn merge_key(&mut self, node: Node, first: Option<&Node>) -> Key {
        let (Some(first), Origin::Text { span, .. }) = (first, node.origin) else { return Key::Merge };
        let first = first.origin.clone();
        self.problem("file/duplicate-key", span, |source| {
            let line = match &first {
                Origin::Text { span, .. } => {
                    format!("the first is at line {}; ", source.position(span.start).line)
                }
                _ => String::new(),
            };
            Problem::error("file/duplicate-key", "the merge key << is here a second time")
                .help(format!("{line}merge several mappings with one key, as in <<: [*a, *b]"))
        });
        Key::Unusable
    }

    /// The written entries, then those of the merge key with other keys. An earlier mapping in its list takes
    /// precedence over a later one.
    pub(super) fn merged(&mut self, mut entries: Entries, merge: Option<Node>) -> Vec<NodeEntry> {
        let sources = match merge {
            Some(Node { value: Value::Sequence(items), .. }) => items,
            other => other.into_iter().collect(),
        };
        for Node { value, origin } in sources {
            let Value::Mapping(inherited) = value else {
                let Origin::Text { span, .. } = origin else { continue };
                self.problem("file/merge-not-mapping", span, |_| {
                    Problem::error("file/merge-not-mapping", "<< takes a mapping, or a list of mappings")
                        .help("write << with an alias of a mapping, as in <<: *defaults")
                });
                continue;
            };
            for entry in inherited {
                if entries.find(&entry.key.value).is_none() {
                    entries.list.push(entry);
                }
            }
        }
        entries.list
    }
}
