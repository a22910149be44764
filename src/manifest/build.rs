//! Builds a tree from the parser's events.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, ScalarStyle, Span, Tag};
use smol_str::SmolStr;

use super::node::{Node, NodeEntry, Value};
use super::property::{UnusedAnchors, beginning_lost};
use crate::domain::finding::{Findings, Located, Origin, Problem, Source};

mod report;
mod scalar;

use scalar::resolve;

/// Maximum size of a campaign file, in bytes: 4 MiB.
pub const FILE_SIZE_MAX: usize = 4 * 1024 * 1024;

/// Maximum nesting depth of values.
pub(super) const DEPTH_LIMIT: usize = 64;
/// Maximum number of keys and values in one file, including those that anchors keep and aliases repeat. A tree of
/// them takes 50 MB.
const VALUES_MAX: usize = 770_000;
/// Maximum number of documents in one file. Even of the smallest campaigns, more do not fit into a file.
const DOCUMENTS_MAX: usize = 20_000;
/// Maximum number of keys and values that the anchors and aliases of one file may copy in total.
const COPIES_MAX: usize = 200_000;
/// Maximum number of bytes of text in these copies. Copies share their text, but each may be checked and shown again.
const COPIED_BYTES_MAX: usize = FILE_SIZE_MAX;

/// Up to this number of keys in a mapping, comparing each key is faster than keeping a table.
const FEW_KEYS: usize = 16;

/// Builds the documents of one file.
pub(super) struct TreeBuilder<'run> {
    report: Report<'run>,
    documents: Vec<Node>,
    /// The open collections, outermost first.
    open: Vec<Frame>,
    anchors: HashMap<usize, Anchored>,
    unused_anchors: UnusedAnchors,
    /// The number of values so far.
    values: usize,
    /// The total size of all nodes that anchors have kept and aliases have copied so far.
    copied: Cost,
    /// The number of documents that were begun.
    documents_begun: usize,
}

/// The problems of the file, up to a useful number.
struct Report<'run> {
    source: &'run Arc<Source>,
    findings: &'run mut Findings,
    given_up: bool,
}

/// A finished node that aliases may copy, and the cost of a copy.
struct Anchored {
    node: Node,
    cost: Cost,
}

/// A collection that is not closed yet.
struct Frame {
    anchor: usize,
    start: usize,
    collection: Collection,
    /// Its size so far.
    cost: Cost,
}

enum Collection {
    Sequence(Vec<Node>),
    Mapping { entries: Entries, merge: Option<Box<Node>>, key: Key },
}

/// The entries of a mapping, with unique keys.
#[derive(Default)]
struct Entries {
    list: Vec<NodeEntry>,
    /// The indexes of the keys by their hashes, if there are many. Storing the keys again would take twice the memory.
    places: HashMap<u64, usize>,
    hasher: RandomState,
    /// The number of keys in `places`, and the indexes of those whose hash another key has too.
    placed: usize,
    shared: Vec<usize>,
}

impl Entries {
    fn find(&mut self, key: &str) -> Option<&NodeEntry> {
        if self.list.len() <= FEW_KEYS {
            return self.list.iter().find(|entry| entry.key.value == key);
        }
        for (place, entry) in self.list.iter().enumerate().skip(self.placed) {
            let earlier = self.places.insert(self.hasher.hash_one(entry.key.value.as_str()), place);
            self.shared.extend(earlier);
        }
        self.placed = self.list.len();
        let by_hash = self.places.get(&self.hasher.hash_one(key));
        let candidates = by_hash.into_iter().chain(&self.shared).filter_map(|place| self.list.get(*place));
        candidates.into_iter().find(|entry| entry.key.value == key)
    }
}

/// The state of a mapping that is being read.
enum Key {
    /// A key comes next.
    Awaited,
    /// The value of this key comes next.
    Read(Located<SmolStr>),
    /// The value of a merge key, `<<`, comes next.
    Merge,
    /// The next value has no usable key and is ignored.
    Unusable,
}

impl<'run> TreeBuilder<'run> {
    pub(super) fn new(source: &'run Arc<Source>, findings: &'run mut Findings) -> Self {
        Self {
            report: Report { source, findings, given_up: false },
            documents: Vec::new(),
            open: Vec::new(),
            anchors: HashMap::new(),
            unused_anchors: UnusedAnchors::default(),
            values: 0,
            copied: Cost::default(),
            documents_begun: 0,
        }
    }

    /// Processes the next event of the parser.
    pub(super) fn event(&mut self, event: Event<'_>, span: Span) {
        let range = span.byte_range().unwrap_or_default();
        let tag_place = || span.tag_span().and_then(|it| it.byte_range()).unwrap_or_else(|| range.clone());
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = self.scalar(&text, style, tag.as_deref(), tag_place());
                if style == ScalarStyle::Plain {
                    if anchor != 0 {
                        self.unused_anchors.declared(anchor, range.clone());
                    } else if tag.as_deref().is_some_and(|tag| tag.original() == "!") {
                        self.beginning_lost(range.clone());
                    }
                }
                // A plain `<<` is the merge key; in quotes it is a key like any other.
                let is_merge = style == ScalarStyle::Plain && text == "<<";
                let node = Node::new(value, self.origin(range));
                self.hold(1, &node.origin);
                self.attach(node, anchor, Cost::of_text(&text), is_merge);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.collection_tag(tag.as_deref(), "seq", tag_place());
                self.start(anchor, range.start, Collection::Sequence(Vec::new()));
            }
            Event::MappingStart(_, anchor, tag) => {
                self.collection_tag(tag.as_deref(), "map", tag_place());
                let mapping =
                    Collection::Mapping { entries: Entries::default(), merge: None, key: Key::Awaited };
                self.start(anchor, range.start, mapping);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(range.end),
            Event::Alias(id) => self.alias(id, range),
            Event::DocumentStart(..) => self.begin_document(&range),
            Event::DocumentEnd => self.end_document(),
            _ => {}
        }
    }

    /// Adds a problem with a code at a span of the text.
    pub(super) fn problem(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        problem: impl FnOnce() -> Problem,
    ) {
        self.report.problem(code, span, |_| problem());
    }

    /// Whether reading was given up because the file has too many values.
    pub(super) const fn has_given_up(&self) -> bool {
        self.report.given_up
    }

    /// Drops the document that is being read.
    pub(super) fn abandon_document(&mut self) {
        self.open.clear();
        self.anchors.clear();
        self.unused_anchors = UnusedAnchors::default();
    }

    /// The documents that were read to their end.
    pub(super) fn finish(self) -> Vec<Node> {
        self.documents
    }

    fn origin(&self, span: Range<usize>) -> Origin {
        self.report.origin(span)
    }

    /// Gives up the file if it has too many documents.
    fn begin_document(&mut self, place: &Range<usize>) {
        self.documents_begun += 1;
        if self.documents_begun > DOCUMENTS_MAX {
            let message = format!("the file holds more than {DOCUMENTS_MAX} documents");
            self.give_up("file/too-many-values", message, "split it into several files", place.clone());
        }
    }

    fn end_document(&mut self) {
        self.anchors.clear();
        for scalar in self.unused_anchors.take() {
            self.beginning_lost(scalar);
        }
    }

    fn beginning_lost(&mut self, scalar: Range<usize>) {
        let (problem, place) = beginning_lost(&self.report.source.text, scalar);
        self.problem(problem.code, place, || problem);
    }

    fn start(&mut self, anchor: usize, start: usize, collection: Collection) {
        self.open.push(Frame { anchor, start, collection, cost: Cost::of_text("") });
    }

    fn end(&mut self, end: usize) {
        let Some(frame) = self.open.pop() else { return };
        let origin = self.origin(first_line(&self.report.source.text, frame.start, end));
        // Frees unused capacity, which would add up over many small collections.
        let value = match frame.collection {
            Collection::Sequence(mut items) => {
                items.shrink_to_fit();
                Value::Sequence(items)
            }
            Collection::Mapping { entries, merge, .. } => {
                let mut entries = self.report.merged(entries, merge.map(|merge| *merge));
                entries.shrink_to_fit();
                Value::Mapping(entries)
            }
        };
        self.hold(1, &origin);
        self.attach(Node::new(value, origin), frame.anchor, frame.cost, false);
    }

    fn alias(&mut self, id: usize, range: Range<usize>) {
        self.unused_anchors.used(id);
        let Some(Anchored { cost, .. }) = self.anchors.get(&id) else {
            let node = Node::new(Value::Null, self.origin(range.clone()));
            self.problem("file/alias-loop", range, || {
                Problem::error("file/alias-loop", "the alias stands inside the value that it repeats")
                    .help("repeat a value that is complete above the alias")
            });
            self.attach(node, 0, Cost::of_text(""), false);
            return;
        };
        let cost = *cost;
        if self.open.len() + cost.depth > DEPTH_LIMIT || !self.may_copy(cost) {
            self.too_many_copies(range);
            return;
        }
        if let Some(node) = self.anchors.get(&id).map(|anchored| anchored.node.clone()) {
            self.hold(cost.size, &self.origin(range));
            self.attach(node, 0, cost, false);
        }
    }

    /// Counts a copy against the limits, and returns whether it is allowed.
    const fn may_copy(&mut self, cost: Cost) -> bool {
        self.copied.size = self.copied.size.saturating_add(cost.size);
        self.copied.bytes = self.copied.bytes.saturating_add(cost.bytes);
        self.copied.size <= COPIES_MAX && self.copied.bytes <= COPIED_BYTES_MAX
    }

    /// Gives up the file, since every further alias would give the same finding.
    fn too_many_copies(&mut self, place: Range<usize>) {
        let message = if self.copied.size <= COPIES_MAX && self.copied.bytes > COPIED_BYTES_MAX {
            format!(
                "the anchors and aliases of this file repeat more than {} MiB of text",
                COPIED_BYTES_MAX >> 20
            )
        } else {
            format!(
                "the anchors and aliases of this file repeat more than {COPIES_MAX} values, or nest them too deep"
            )
        };
        let help = "write out what campaigns need; no campaign needs that many values";
        self.give_up("file/alias-bomb", message, help, place);
    }

    fn give_up(&mut self, code: &'static str, message: String, help: &str, place: Range<usize>) {
        self.report.problem(code, place, |_| Problem::error(code, message).help(help));
        self.report.given_up = true;
    }

    /// Counts further keys and values, and gives up the file if there are too many.
    fn hold(&mut self, size: usize, place: &Origin) {
        self.values = self.values.saturating_add(size);
        if self.values > VALUES_MAX
            && let Origin::Text { span, .. } = place
        {
            let message = format!("the file holds more than {VALUES_MAX} keys and values");
            self.give_up("file/too-many-values", message, "split it into several files", span.clone());
        }
    }

    /// Adds a finished node to its place: a document, an item, a key or a value.
    fn attach(&mut self, node: Node, anchor: usize, cost: Cost, is_merge: bool) {
        if anchor != 0 {
            // Anchors inside anchors each keep a copy, so they count like aliases.
            if !self.may_copy(cost) {
                if let Origin::Text { span, .. } = &node.origin {
                    self.too_many_copies(span.clone());
                }
                return;
            }
            self.hold(cost.size, &node.origin);
            self.anchors.insert(anchor, Anchored { node: node.clone(), cost });
        }
        let Some(frame) = self.open.last_mut() else {
            self.documents.push(node);
            return;
        };
        frame.cost.size += cost.size;
        frame.cost.bytes = frame.cost.bytes.saturating_add(cost.bytes);
        frame.cost.depth = frame.cost.depth.max(cost.depth + 1);
        match &mut frame.collection {
            Collection::Sequence(items) => items.push(node),
            Collection::Mapping { entries, merge, key } => match std::mem::replace(key, Key::Awaited) {
                Key::Awaited if is_merge => *key = self.report.merge_key(node, merge.as_deref()),
                Key::Awaited => *key = self.report.key(node, entries),
                Key::Read(name) => {
                    let node = at_its_key_when_empty(node, &name.origin);
                    entries.list.push(NodeEntry { key: name, value: node });
                }
                Key::Merge => *merge = Some(Box::new(node)),
                Key::Unusable => {}
            },
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        tag_place: Range<usize>,
    ) -> Value {
        let plain = style == ScalarStyle::Plain;
        match tag.map(|it| (it.core_suffix().is_some(), it)) {
            None if plain => resolve(text),
            None => Value::Text(SmolStr::new(text)),
            Some((true, it)) if it.is_yaml_core_schema_tag("str") => Value::Text(SmolStr::new(text)),
            Some((true, it))
                if ["null", "bool", "int", "float"].iter().any(|name| it.is_yaml_core_schema_tag(name)) =>
            {
                resolve(text)
            }
            // `! text`, the tag without a name, means text.
            Some((_, it)) if it.original() == "!" => Value::Text(SmolStr::new(text)),
            Some((_, it)) => {
                self.unknown_tag(it, tag_place);
                Value::Text(SmolStr::new(text))
            }
        }
    }

    fn collection_tag(&mut self, tag: Option<&Tag>, expected: &str, place: Range<usize>) {
        if let Some(tag) = tag
            && !tag.is_yaml_core_schema_tag(expected)
            && tag.original() != "!"
        {
            self.unknown_tag(tag, place);
        }
    }

    fn unknown_tag(&mut self, tag: &Tag, place: Range<usize>) {
        self.problem("file/unknown-tag", place, || {
            Problem::error("file/unknown-tag", format!("the tag {} has no meaning here", tag.original()))
                .help("remove it; a text that starts with ! needs quotes")
        });
    }
}

/// The size of a node, counted each time that an anchor keeps it or an alias copies it.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    /// The number of values.
    size: usize,
    /// The number of bytes of text, in keys and values.
    bytes: usize,
    /// The depth below the node.
    depth: usize,
}

impl Cost {
    const fn of_text(text: &str) -> Self {
        Self { size: 1, bytes: text.len(), depth: 0 }
    }
}

/// Moves an empty value, which has no place of its own, to the place of its key.
fn at_its_key_when_empty(node: Node, key: &Origin) -> Node {
    match &node.origin {
        Origin::Text { span, .. } if span.is_empty() && node.value == Value::Null => {
            Node { value: node.value, origin: key.clone() }
        }
        _ => node,
    }
}

/// The part of a collection's span that is on its first line.
fn first_line(text: &str, start: usize, end: usize) -> Range<usize> {
    let end = text.floor_char_boundary(end.max(start).min(text.len()));
    let line = text[start..end].lines().next().unwrap_or_default().trim_end();
    start..start + line.len()
}
