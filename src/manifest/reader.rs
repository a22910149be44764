//! Shared by decoding: taking values of a document apart and gathering what is wrong with them.

mod keys;

use std::path::Path;
use std::str::FromStr;

use super::do_not_contact;
use super::field::{Field, Shape};
use super::kind::KindSet;
use super::node::{LIVE_NAME, Node, Value, text_place};
use super::table::Table;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::{Findings, Origin, Problem, Severity};
use crate::domain::kore_campaign::within;
use crate::domain::masked::{is_masked, masked_value};
use crate::domain::name::{spaces_at_ends, untypable};
use crate::domain::placeholder::{doubtful, doubtful_value, unfilled, unfilled_value};
use crate::domain::rules::words;
use crate::domain::zone::Zone;

/// Reads the text file that `message.file` names; the error says why it cannot be read, without the path.
pub type ReadText<'run> = dyn Fn(&Path) -> Result<String, String> + 'run;

/// Decodes one document.
pub(super) struct Reader<'run> {
    pub(super) document: &'run Node,
    /// Where the document would stand in a whole file: at its top, or at the key of a block that was given alone.
    pub(super) base: &'static [&'static str],
    /// The fields of its platform.
    pub(super) table: &'static Table,
    pub(super) read_text: &'run ReadText<'run>,
    pub(super) findings: Findings,
    /// Where each contact list stands that was read.
    pub(super) contact_list_places: Vec<Origin>,
    /// The block of each calling window that was read.
    pub(super) window_places: Vec<Origin>,
    /// The fields that misspelled keys were probably meant for: these are not missing as well.
    meant: Vec<String>,
    /// The required fields that the document leaves out, where it may; `None` where it may not, and they are findings.
    pub(super) lacking: Option<Lacking>,
}

/// The required fields that a document leaves out.
#[derive(Debug, Default)]
pub(super) struct Lacking {
    pub(super) fields: Vec<&'static Field>,
    /// The problems that they are where nothing else has them.
    pub(super) findings: Findings,
}

impl Lacking {
    pub(super) const fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl<'run> Reader<'run> {
    pub(super) const fn new(
        document: &'run Node,
        read_text: &'run ReadText<'run>,
        table: &'static Table,
    ) -> Self {
        Self {
            document,
            base: &[],
            table,
            read_text,
            findings: Findings::new(),
            contact_list_places: Vec::new(),
            window_places: Vec::new(),
            meant: Vec::new(),
            lacking: None,
        }
    }

    pub(super) fn report(&mut self, problem: Problem, origin: &Origin) {
        self.findings.push(problem.at(origin));
    }

    /// The value at a path, unless it is absent or null.
    pub(super) fn at(&self, path: &[&str]) -> Option<&'run Node> {
        self.document.at(path)
    }

    /// The words of a text that people read, as they are; anything else is a finding.
    pub(super) fn words(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        match &node.value {
            Value::Text(text) => Some(text),
            other => {
                let problem = match other {
                    Value::Null => empty_value(what, node),
                    Value::Number(written) => {
                        let problem = wrong_type(what, "a text", other)
                            .help(format!("put it in quotes: \"{written}\""));
                        if what == do_not_contact::LABEL { problem } else { problem.meant(written.as_str()) }
                    }
                    Value::Bool(value) => {
                        wrong_type(what, "a text", other).help(format!("put it in quotes: \"{value}\""))
                    }
                    _ => wrong_type(what, "a text", other).help(format!("write the {what} as one text")),
                };
                self.report(problem, &node.origin);
                None
            }
        }
    }

    /// Like `words`, but where a text without anything in it is a finding too.
    pub(super) fn filled_words(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        let text = self.words(node, what)?;
        self.not_blank(text, node, what)
    }

    /// A name or a setting: a text without masks and variables that nobody filled in. Anything else is a finding.
    pub(super) fn text(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        let text = self.words(node, what)?;
        self.filled_in(text, node, what)
    }

    /// Like `text`, but where a text without anything in it is a finding too.
    pub(super) fn filled(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        let text = self.text(node, what)?;
        self.not_blank(text, node, what)
    }

    /// Looks for what nobody filled in, in words at a key of the document that the platform fills nothing into.
    pub(super) fn check_words(&mut self, key: &str) {
        let Some(entry) = self.document.entry(key) else { return };
        if let Value::Text(text) = &entry.value.value {
            words::check(key, text, text_place(entry).origin(), &mut self.findings);
        }
    }

    pub(super) fn not_blank(&mut self, text: &'run str, node: &Node, what: &str) -> Option<&'run str> {
        if text.trim().is_empty() {
            self.report(empty_value(what, node), &node.origin);
            return None;
        }
        Some(text)
    }

    fn filled_in(&mut self, text: &'run str, node: &Node, what: &str) -> Option<&'run str> {
        if let Some(problem) = unfilled_or_masked(text, what) {
            self.report(problem, &node.origin);
            return None;
        }
        let doubtful = doubtful(text);
        if !doubtful.is_empty() {
            self.report(doubtful_value(what, &doubtful), &node.origin);
        }
        Some(text)
    }

    /// The name of a campaign, a list, a flow, a queue or a template. The platform may have one that looks like a variable or
    /// a mask: that is an error, unless the file allows it.
    pub(super) fn named(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        let text = self.words(node, what)?;
        self.typable(node, what);
        match unfilled_or_masked(text, what) {
            Some(_) if is_live(&node.origin) => {}
            Some(problem) => {
                let problem = Problem {
                    help: problem.help.map(|help| {
                        format!(
                            "{help}; if it is really the name, write # kcamp: allow({}) beside it",
                            problem.code
                        )
                    }),
                    ..problem
                };
                self.report(problem.in_doubt(), &node.origin);
            }
            None => {
                self.filled_in(text, node, what);
            }
        }
        Some(text)
    }

    /// Like `named`, parsed into its type.
    pub(super) fn name<T: FromStr<Err = Problem>>(&mut self, node: &'run Node, what: &str) -> Option<T> {
        let text = self.named(node, what)?;
        self.findings.take(text.parse(), &node.origin)
    }

    /// The name at a path; see [`Self::name`].
    pub(super) fn name_at<T: FromStr<Err = Problem>>(&mut self, path: &[&str]) -> Option<T> {
        let node = self.at(path)?;
        self.name(node, self.label(path))
    }

    /// A number, or a text that may hold one: its digits as they were written.
    pub(super) fn number(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        match &node.value {
            Value::Number(text) => Some(text),
            Value::Text(text) => self.filled_in(text, node, what),
            other => {
                let problem =
                    wrong_type(what, "a number", other).help(format!("write the {what} as a number"));
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
        self.findings.take(parsed(text), &node.origin)
    }

    /// Reports what nobody can type in a name that a person wrote. A live campaign's own name is as it is.
    fn typable(&mut self, node: &Node, what: &str) {
        let Node { value: Value::Text(name), origin } = node else { return };
        if !is_live(origin) {
            let spaces = || {
                let problem = spaces_at_ends(name, what)?;
                // Lists, flows and queues are named by the platform, which may have the spaces.
                Some(if what == NAME_LABEL { problem.meant(name.trim()) } else { problem })
            };
            let hidden =
                || CampaignRef::hidden_name(name, self.table.platform).filter(|_| what == NAME_LABEL);
            let problem = untypable(name, what).or_else(hidden).or_else(spaces);
            self.findings.extend(problem.map(|problem| problem.at(origin)));
        }
    }

    /// A time zone, with a warning where it is probably not the one that was meant.
    pub(super) fn zone(&mut self, node: &'run Node) -> Option<Zone> {
        let zone = self.parse::<Zone>(node, "time zone")?;
        self.findings.extend(zone.caution().map(|problem| problem.at(&node.origin)));
        Some(zone)
    }

    /// The name of the value at a path in findings.
    pub(super) fn label(&self, path: &[&str]) -> &'static str {
        self.table.at(path).map_or("value", Field::label)
    }

    /// The text at a path parsed into its type. Absence is not a finding here: the table of fields knows what is required.
    pub(super) fn parse_at<T: FromStr<Err = Problem>>(&mut self, path: &[&str]) -> Option<T> {
        let node = self.at(path)?;
        self.parse(node, self.label(path))
    }

    /// Like `parse_at`, but where it may be written as a number too.
    pub(super) fn number_at<T: FromStr<Err = Problem>>(&mut self, path: &[&str]) -> Option<T> {
        let node = self.at(path)?;
        let text = self.number(node, self.label(path))?;
        self.findings.take(parsed(text), &node.origin)
    }

    /// The whole number at a path, in the range that its row has.
    pub(super) fn whole(&mut self, path: &[&str]) -> Option<u32> {
        let node = self.at(path)?;
        let field = self.table.at(path)?;
        let Shape::Whole(whole) = field.shape else { return None };
        let text = self.number(node, field.label())?;
        self.findings.take(within(text, field.label(), &whole.range, whole.code), &node.origin)
    }

    /// Reports every field that is required for all of these kinds and absent.
    pub(super) fn require(&mut self, kinds: KindSet) {
        for field in self.table.fields.iter().filter(|it| it.kinds.required.includes(kinds)) {
            if self.at(field.path).is_none() && !self.is_blocked(field.path) && !self.has_default(field) {
                self.lacks(field.path, |reader| reader.missing(field.path));
            }
        }
    }

    /// Keeps that a required field is absent, where the document may leave it out; else it is reported.
    pub(super) fn lacks(&mut self, path: &[&str], report: impl FnOnce(&mut Self)) {
        let Some(field) = self.table.at(path).filter(|_| self.lacking.is_some()) else { return report(self) };
        let others = std::mem::take(&mut self.findings);
        report(self);
        let found = std::mem::replace(&mut self.findings, others);
        if let Some(lacking) = self.lacking.as_mut().filter(|_| !found.is_empty()) {
            lacking.fields.push(field);
            lacking.findings.extend(found);
        }
    }

    /// Whether flags gave the mapping around a field, which then has a default.
    fn has_default(&self, field: &Field) -> bool {
        let [above @ .., _] = field.path else { return false };
        field.has_default_of_flags && !self.at(above).unwrap_or(self.document).is_written()
    }

    /// Whether a value of another type stands where the path needs a mapping; that is a finding of its own.
    fn is_blocked(&self, path: &[&str]) -> bool {
        (1..path.len())
            .filter_map(|length| self.at(&path[..length]))
            .any(|node| !matches!(node.value, Value::Mapping(_)))
    }

    /// Reports a field that is required and absent, unless a misspelled key was meant for it.
    pub(super) fn missing(&mut self, path: &[&str]) {
        if self.is_misspelled(path) || self.is_empty_at(path) {
            return;
        }
        let place = self.place_of_absence(path);
        if self.findings.count_further("campaign/missing-field", Severity::Error, &place) {
            return;
        }
        let dotted = path.join(".");
        let in_file = self.in_file(path);
        let field = self.table.at(&in_file);
        let flag = field.and_then(Field::flag_name).filter(|_| !self.document.is_written());
        let (problem, origin) = if let Some(flag) = flag {
            let problem = Problem::error("campaign/missing-field", format!("{flag} is missing ({dotted})"))
                .help(format!("give it with {flag}, or in a file with -f FILE"));
            (problem, Origin::Flag(flag.to_owned()))
        } else {
            let help = match (field, path) {
                (Some(field), [.., key]) => format!("add it, as in {key}: {}", field.example),
                _ => format!("add it with {} in it", self.table.keys_below(&in_file).join(", ")),
            };
            let problem = Problem::error("campaign/missing-field", format!("{dotted} is missing"));
            (problem.help(help), place)
        };
        self.findings.push(problem.at(&origin));
    }

    /// A path below the document as it would be in a whole file.
    fn in_file<'path>(&self, path: &[&'path str]) -> Vec<&'path str> {
        [self.base, path].concat()
    }

    /// Whether a key of the path is there and empty, which is a finding of its own.
    pub(super) fn is_empty_at(&self, path: &[&str]) -> bool {
        let mut node = self.document;
        for key in path {
            let Some(entry) = node.entry(key) else { return false };
            if entry.is_empty() {
                return true;
            }
            node = &entry.value;
        }
        false
    }

    /// Reports what is taken for a field that is absent, unless a misspelled key was meant for it.
    pub(super) fn absent(&mut self, path: &[&str], problem: Problem) {
        if !self.is_misspelled(path) && !self.is_empty_at(path) {
            let place = self.place_of_absence(path);
            self.report(problem, &place);
        }
    }

    /// Whether a misspelled key was meant for the field at a path, or for a mapping around it.
    fn is_misspelled(&self, path: &[&str]) -> bool {
        let dotted = self.in_file(path).join(".");
        let is_within = |meant: &String| {
            dotted.strip_prefix(meant.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.meant.iter().any(is_within)
    }

    /// Where something that is not there is reported: at its own key when that has no value, else at the key of the
    /// innermost mapping around it, else at the document's start.
    pub(super) fn place_of_absence(&self, path: &[&str]) -> Origin {
        let mut node = self.document;
        let mut place = &self.document.origin;
        for key in path {
            let Some(entry) = node.entry(key) else { break };
            // What is inherited stands in another file, and what is missing belongs into this one.
            let is_own = entry.key.origin.other_text(&self.document.origin).is_none();
            if entry.value.is_written() && is_own {
                place = &entry.key.origin;
            }
            node = &entry.value;
        }
        place.clone()
    }
}

/// The name of the campaign's own name in findings.
pub(super) const NAME_LABEL: &str = "campaign name";

/// A setting parsed into its type. Where the spaces around it are all that is wrong, it was meant without them.
fn parsed<T: FromStr<Err = Problem>>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|problem: Problem| {
        let trimmed = text.trim();
        if trimmed != text && trimmed.parse::<T>().is_ok() { problem.meant(trimmed) } else { problem }
    })
}

/// Whether a value is one that the platform reported.
pub(super) fn is_live(origin: &Origin) -> bool {
    matches!(origin, Origin::Text { source, .. } if source.name == LIVE_NAME)
}

/// The problems of words that have a variable in them, or a mask.
pub(super) fn unfilled_or_masked(text: &str, what: &str) -> Option<Problem> {
    match unfilled(text) {
        Some(variable) => Some(unfilled_value(what, variable)),
        None => is_masked(text).then(|| masked_value(what, text)),
    }
}

/// A value that is there and empty; `what` names it.
pub(super) fn empty_value(what: &str, node: &Node) -> Problem {
    let problem = Problem::error("campaign/empty-value", format!("the {what} is empty"));
    if is_commented_out(node) {
        return problem.help("write a value: # begins a comment, so put a text that begins with # in quotes");
    }
    problem.help("write a value, or remove the key: an empty key is never taken for a key that is left out")
}

/// A value of another type than its field has.
pub(super) fn wrong_type(what: &str, expected: &str, value: &Value) -> Problem {
    Problem::error("campaign/wrong-type", format!("the {what} is {}, not {expected}", value.kind()))
}

/// Whether a comment stands where the value should.
fn is_commented_out(node: &Node) -> bool {
    let Origin::Text { source, span } = &node.origin else { return false };
    let rest = source.text.get(span.end..).unwrap_or_default();
    rest.trim_start_matches([':', ' ', '\t']).starts_with('#')
}
