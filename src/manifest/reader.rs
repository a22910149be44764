//! What decoding shares: taking values of a document apart and gathering what is wrong with them.

use std::path::Path;
use std::str::FromStr;

use super::fields::{FIELDS, flag_of, keys_below, under};
use super::kind::KindSet;
use super::node::{Entry, Node, Value};
use crate::domain::choice::{folded, nearest};
use crate::domain::finding::{Finding, Findings, Origin, Problem};

/// Reads the text file that `message.file` names; the error says why it cannot be read, without the path.
pub type ReadText<'run> = dyn Fn(&Path) -> Result<String, String> + 'run;

/// Decodes one document.
pub(super) struct Reader<'run> {
    pub(super) document: &'run Node,
    pub(super) read_text: &'run ReadText<'run>,
    pub(super) findings: Findings,
}

impl<'run> Reader<'run> {
    pub(super) const fn new(document: &'run Node, read_text: &'run ReadText<'run>) -> Self {
        Self { document, read_text, findings: Findings::new() }
    }

    pub(super) fn report(&mut self, problem: Problem, origin: &Origin) {
        self.findings.push(problem.at(origin));
    }

    /// The value at a path, unless it is absent or null.
    pub(super) fn at(&self, path: &[&str]) -> Option<&'run Node> {
        self.document.at(path)
    }

    /// A text; anything else is a finding.
    pub(super) fn text(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        match &node.value {
            Value::Text(text) => Some(text),
            other => {
                let problem = wrong_type(what, "a text", other);
                let problem = match other {
                    Value::Number(written) => problem.help(format!("put it in quotes: \"{written}\"")),
                    Value::Bool(value) => problem.help(format!("put it in quotes: \"{value}\"")),
                    _ => problem.help(format!("write the {what} as one text")),
                };
                self.report(problem, &node.origin);
                None
            }
        }
    }

    /// A number, or a text that may hold one: its digits as they were written.
    pub(super) fn number(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        match &node.value {
            Value::Number(text) | Value::Text(text) => Some(text),
            other => {
                let problem = wrong_type(what, "a number", other).help(format!("write the {what} as a number"));
                self.report(problem, &node.origin);
                None
            }
        }
    }

    /// The items of a list; anything else is a finding.
    pub(super) fn list(&mut self, node: &'run Node, what: &str, help: &str) -> Option<&'run [Node]> {
        if let Value::Sequence(items) = &node.value {
            return Some(items);
        }
        self.report(wrong_type(what, "a list", &node.value).help(help), &node.origin);
        None
    }

    /// A text parsed into its type.
    pub(super) fn parse<T: FromStr<Err = Problem>>(&mut self, node: &'run Node, what: &str) -> Option<T> {
        let text = self.text(node, what)?;
        self.findings.take(text.parse(), &node.origin)
    }

    /// The text at a path parsed into its type. Absence is no finding here: the table of fields knows what is required.
    pub(super) fn parse_at<T: FromStr<Err = Problem>>(&mut self, path: &[&str], what: &str) -> Option<T> {
        self.at(path).and_then(|node| self.parse(node, what))
    }

    /// Reports every field that is required for all of these kinds and absent.
    pub(super) fn require(&mut self, kinds: KindSet) {
        for field in FIELDS.iter().filter(|it| it.required.includes(kinds)) {
            if self.at(field.path).is_none() && !self.is_blocked(field.path) {
                self.missing(field.path);
            }
        }
    }

    /// Whether a value of another type stands where the path needs a mapping; that is a finding of its own.
    fn is_blocked(&self, path: &[&str]) -> bool {
        (1..path.len())
            .filter_map(|length| self.at(&path[..length]))
            .any(|node| !matches!(node.value, Value::Mapping(_)))
    }

    /// Reports a field that is required and absent.
    pub(super) fn missing(&mut self, path: &[&str]) {
        let dotted = path.join(".");
        let (problem, origin) = match (flag_of(path), self.document.is_written()) {
            (Some(flag), false) => (
                Problem::error("campaign/missing-field", format!("{flag} is missing ({dotted})"))
                    .help(format!("give it with {flag}, or in a file with --file")),
                Origin::Flag(flag.to_owned()),
            ),
            _ => (
                Problem::error("campaign/missing-field", format!("{dotted} is missing"))
                    .help(format!("add {dotted}; `kcamp schema campaign` says what it takes")),
                self.place_of_absence(path),
            ),
        };
        self.findings.push(problem.at(&origin));
    }

    /// Where something that is not there is reported: at its own key when that has no value, else at the key of the
    /// innermost mapping around it, else at the document's start.
    pub(super) fn place_of_absence(&self, path: &[&str]) -> Origin {
        let mut node = self.document;
        let mut place = &self.document.origin;
        for key in path {
            let Some(entry) = node.entry(key) else { break };
            if entry.value.is_written() {
                place = &entry.key.origin;
            }
            node = &entry.value;
        }
        place.clone()
    }

    /// Reports keys that no field has, and fields that are not for campaigns of these kinds.
    pub(super) fn check_keys(&mut self, kinds: KindSet) {
        let mut found = Vec::new();
        walk(self.document, &mut Vec::new(), kinds, &mut found);
        self.findings.extend(found);
    }

    /// Reports keys below a part of a file, as they would be at the path in a whole one.
    pub(super) fn check_keys_as(&mut self, node: &'run Node, path: &[&'static str]) {
        let mut found = Vec::new();
        walk(node, &mut path.to_vec(), KindSet::ALL, &mut found);
        self.findings.extend(found);
    }
}

/// A value of another type than its field has.
pub(super) fn wrong_type(what: &str, expected: &str, value: &Value) -> Problem {
    Problem::error("campaign/wrong-type", format!("the {what} is {}, not {expected}", value.kind()))
}

fn walk(node: &Node, path: &mut Vec<&'static str>, kinds: KindSet, found: &mut Vec<Finding>) {
    let known = keys_below(path);
    match &node.value {
        Value::Mapping(entries) if !known.is_empty() => {
            for entry in entries {
                match known.iter().find(|key| **key == entry.key.value) {
                    Some(key) => {
                        path.push(key);
                        match not_allowed(path, kinds) {
                            Some(problem) => found.push(problem.at(&entry.key.origin)),
                            None => walk(&entry.value, path, kinds, found),
                        }
                        path.pop();
                    }
                    None => found.push(unknown_key(entry, path, &known).at(&entry.key.origin)),
                }
            }
        }
        Value::Sequence(items) => {
            for item in items {
                walk(item, path, kinds, found);
            }
        }
        // A field with one value, which its own rule reads, or `dncLists: NAME`.
        _ if known.is_empty() || path.is_empty() || path == &["dncLists"] => {}
        Value::Null => {}
        other => {
            let problem = wrong_type(&path.join("."), "a mapping", other)
                .help(format!("write its keys below it: {}", known.join(", ")));
            found.push(problem.at(&node.origin));
        }
    }
}

/// What is wrong with a field that no campaign of these kinds has.
fn not_allowed(path: &[&str], kinds: KindSet) -> Option<Problem> {
    let allowed = under(path).fold(KindSet::NONE, |set, field| set.or(field.allowed));
    if kinds.is_empty() || !allowed.and(kinds).is_empty() {
        return None;
    }
    let problem = Problem::error(
        "campaign/field-not-allowed",
        format!("{} is for {}, not for {}", path.join("."), allowed.title(), kinds.title()),
    );
    Some(problem.help(format!("remove {}, or make this one of the {}", path.join("."), allowed.title())))
}

fn unknown_key(entry: &Entry, path: &[&str], known: &[&str]) -> Problem {
    let key = &entry.key.value;
    let place = if path.is_empty() { "a campaign file".to_owned() } else { path.join(".") };
    let problem = Problem::error("file/unknown-key", format!("{place} has no key {key:?}"));
    if let Some(meant) = nearest(key, known.iter().copied()) {
        return problem.help(format!("did you mean {meant}?"));
    }
    let elsewhere: Vec<String> = FIELDS
        .iter()
        .filter_map(|field| {
            let depth = field.path.iter().position(|part| folded(part) == folded(key))?;
            Some(field.path[..=depth].join("."))
        })
        .filter(|dotted| !dotted.starts_with("message.message"))
        .collect();
    match elsewhere.first() {
        Some(dotted) => problem.help(format!("it belongs at {dotted}")),
        None => problem.help(format!("remove it; the keys here are {}", known.join(", "))),
    }
}
