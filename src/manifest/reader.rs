//! Takes apart the values of a document and collects findings. All decoders share it.

mod keys;

pub(super) use keys::at_or_meant;

use std::path::Path;
use std::str::FromStr;

pub(super) use keys::is_of_campaign;

use super::do_not_contact;
use super::node::{LIVE_NAME, Node, Value, text_place};
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::field::kind::KindSet;
use crate::domain::field::{Field, Shape, Table};
use crate::domain::finding::{Findings, Origin, Problem, Severity};
use crate::domain::kore_campaign::within;
use crate::domain::masked::{is_masked, masked_value};
use crate::domain::name::{shows_nothing, spaces_at_ends, untypable};
use crate::domain::placeholder::{doubtful, doubtful_value, unfilled, unfilled_value};
use crate::domain::rules::{Parts, words};
use crate::domain::zone::Zone;

/// Reads the text file in `message.file`. The error is the reason, without the path.
pub type ReadText<'run> = dyn Fn(&Path) -> Result<String, String> + 'run;

/// Decodes one document.
pub(super) struct Reader<'run> {
    pub(super) document: &'run Node,
    /// The place of the document in a whole file: the top, or the key of a block that was given alone.
    pub(super) base: &'static [&'static str],
    /// The fields of the document's platform.
    pub(super) table: &'static Table,
    pub(super) read_text: &'run ReadText<'run>,
    pub(super) findings: Findings,
    /// The place of each contact list that was read.
    pub(super) contact_list_places: Vec<Origin>,
    /// The block of each calling window that was read.
    pub(super) window_places: Vec<Origin>,
    /// The parts that were read for the rules over several fields.
    pub(super) parts: Parts,
    /// The fields that misspelled keys were probably meant for. They are not reported as missing too.
    meant: Vec<String>,
    /// The required fields that the document leaves out, if it may leave them out. `None` if not, and each is
    /// reported as missing.
    pub(super) lacking: Option<MissingFields>,
}

/// The required fields that a document leaves out.
#[derive(Debug, Default)]
pub(super) struct MissingFields {
    pub(super) fields: Vec<&'static Field>,
    /// The findings to report if no other source has the fields.
    pub(super) findings: Findings,
}

impl MissingFields {
    pub(super) const fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl<'run> Reader<'run> {
    pub(super) fn new(document: &'run Node, read_text: &'run ReadText<'run>, table: &'static Table) -> Self {
        Self {
            document,
            base: &[],
            table,
            read_text,
            findings: Findings::new(),
            contact_list_places: Vec::new(),
            window_places: Vec::new(),
            parts: Parts::default(),
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

    /// The words of a text that people read; any other value gives a finding.
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

    /// Like `words`, but an empty text gives a finding too.
    pub(super) fn filled_words(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        let text = self.words(node, what)?;
        self.not_blank(text, node, what)
    }

    /// A name or a setting: a text without masks and unfilled variables. Any other value gives a finding.
    pub(super) fn text(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        let text = self.words(node, what)?;
        self.filled_in(text, node, what)
    }

    /// Like `text`, but an empty text gives a finding too.
    pub(super) fn filled(&mut self, node: &'run Node, what: &str) -> Option<&'run str> {
        let text = self.text(node, what)?;
        self.not_blank(text, node, what)
    }

    /// Reports unfilled placeholders in the text at a key, if the platform inserts nothing into it.
    pub(super) fn check_words(&mut self, key: &str) {
        let Some(entry) = self.document.entry(key) else { return };
        if let Value::Text(text) = &entry.value.value {
            words::check(key, text, text_place(entry).origin(), &mut self.findings);
        }
    }

    pub(super) fn not_blank(&mut self, text: &'run str, node: &Node, what: &str) -> Option<&'run str> {
        if shows_nothing(text) {
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

    /// The name of a campaign, a list, a flow, a queue or a template. A name on the platform may look like a variable
    /// or a mask; that is an error, unless the file allows it.
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

    /// The digits of a number, as they were written, or of a text.
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

    /// The items of a list; any other value gives a finding.
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

    /// Reports characters that nobody can type in a name in a file. The name of a live campaign is not checked.
    fn typable(&mut self, node: &Node, what: &str) {
        let Node { value: Value::Text(name), origin } = node else { return };
        if !is_live(origin) {
            let spaces = || {
                let problem = spaces_at_ends(name, what)?;
                // Lists, flows and queues are named on the platform, where the name may have the spaces.
                Some(if what == NAME_LABEL { problem.meant(name.trim()) } else { problem })
            };
            let hidden =
                || CampaignRef::hidden_name(name, self.table.platform).filter(|_| what == NAME_LABEL);
            let problem = untypable(name, what).or_else(hidden).or_else(spaces);
            self.findings.extend(problem.map(|problem| problem.at(origin)));
        }
    }

    /// A time zone, with a warning if it is probably not the one that was meant.
    pub(super) fn zone(&mut self, node: &'run Node) -> Option<Zone> {
        let zone = self.parse::<Zone>(node, "time zone")?;
        self.findings.extend(zone.caution().map(|problem| problem.at(&node.origin)));
        Some(zone)
    }

    /// The name of the value at a path in findings.
    pub(super) fn label(&self, path: &[&str]) -> &'static str {
        self.table.at(path).map_or("value", Field::label)
    }

    /// The text at a path, parsed into its type. A missing value gives no finding here, since the table of fields has
    /// the required ones.
    pub(super) fn parse_at<T: FromStr<Err = Problem>>(&mut self, path: &[&str]) -> Option<T> {
        let node = self.at(path)?;
        self.parse(node, self.label(path))
    }

    /// Like `parse_at`, but the value may also be a number.
    pub(super) fn number_at<T: FromStr<Err = Problem>>(&mut self, path: &[&str]) -> Option<T> {
        let node = self.at(path)?;
        let text = self.number(node, self.label(path))?;
        self.findings.take(parsed(text), &node.origin)
    }

    /// The whole number at a path, in the range of its row.
    pub(super) fn whole(&mut self, path: &[&str]) -> Option<u32> {
        let node = self.at(path)?;
        let field = self.table.at(path)?;
        let Shape::Whole(whole) = field.shape else { return None };
        let text = self.number(node, field.label())?;
        self.findings.take(within(text, field.label(), &whole.range, whole.code), &node.origin)
    }

    /// Reports every field that is required for all of these kinds and missing.
    pub(super) fn require(&mut self, kinds: KindSet) {
        for field in self.table.fields.iter().filter(|it| it.kinds.required.includes(kinds)) {
            if self.at(field.path).is_none() && !self.is_blocked(field.path) && !self.has_default(field) {
                self.lacks(field.path, |reader| reader.missing(field.path));
            }
        }
    }

    /// Records that a required field is missing, if the document may leave it out; otherwise reports it.
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

    /// Whether flags gave the mapping around a field, so that it has a default.
    fn has_default(&self, field: &Field) -> bool {
        let [above @ .., _] = field.path else { return false };
        field.has_default_of_flags && !self.at(above).unwrap_or(self.document).is_written()
    }

    /// Whether the path leads through a value that is not a mapping; it gives a finding of its own.
    fn is_blocked(&self, path: &[&str]) -> bool {
        (1..path.len())
            .filter_map(|length| self.at(&path[..length]))
            .any(|node| !matches!(node.value, Value::Mapping(_)))
    }

    /// Reports a required field that is missing, unless a misspelled key was meant for it.
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
                _ => format!("add it with {} in it", self.table.keys_in_words(&in_file)),
            };
            let problem = Problem::error("campaign/missing-field", format!("{dotted} is missing"));
            (problem.help(help), place)
        };
        self.findings.push(problem.at(&origin));
    }

    /// A path below the document as a path in a whole file.
    fn in_file<'path>(&self, path: &[&'path str]) -> Vec<&'path str> {
        [self.base, path].concat()
    }

    /// Whether a key on the path has no value, which gives a finding of its own.
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

    /// Reports a problem of a missing field, unless a misspelled key was meant for it.
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

    /// The place for reporting a missing field: its own key if that has no value, otherwise the key of the innermost
    /// mapping around it, otherwise the start of the document.
    pub(super) fn place_of_absence(&self, path: &[&str]) -> Origin {
        let mut node = self.document;
        let mut place = &self.document.origin;
        for key in path {
            let Some(entry) = node.entry(key) else { break };
            // Inherited keys are in another file, and the missing field belongs in this one.
            let is_own = entry.key.origin.other_text(&self.document.origin).is_none();
            if entry.value.is_written() && is_own {
                place = &entry.key.origin;
            }
            node = &entry.value;
        }
        place.clone()
    }
}

/// How findings call the key `name`.
pub(super) const NAME_LABEL: &str = "campaign name";

/// A setting, parsed into its type. If only the spaces around it are wrong, the fix removes them.
fn parsed<T: FromStr<Err = Problem>>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|problem: Problem| {
        let trimmed = text.trim();
        if trimmed != text && trimmed.parse::<T>().is_ok() { problem.meant(trimmed) } else { problem }
    })
}

/// Whether the platform reported a value.
pub(super) fn is_live(origin: &Origin) -> bool {
    matches!(origin, Origin::Text { source, .. } if source.name == LIVE_NAME)
}

/// The error for a text that contains a variable or a mask.
pub(super) fn unfilled_or_masked(text: &str, what: &str) -> Option<Problem> {
    match unfilled(text) {
        Some(variable) => Some(unfilled_value(what, variable)),
        None => is_masked(text).then(|| masked_value(what, text)),
    }
}

/// The error for a key without a value; `what` names it.
pub(super) fn empty_value(what: &str, node: &Node) -> Problem {
    let problem = Problem::error("campaign/empty-value", format!("the {what} is empty"));
    if is_commented_out(node) {
        return problem.help("write a value: # begins a comment, so put a text that begins with # in quotes");
    }
    problem.help("write a value, or remove the key: an empty key is never taken for a key that is left out")
}

/// The error for a value of another type than the field's.
pub(super) fn wrong_type(what: &str, expected: &str, value: &Value) -> Problem {
    Problem::error("campaign/wrong-type", format!("the {what} is {}, not {expected}", value.kind()))
}

/// Whether the value is commented out.
fn is_commented_out(node: &Node) -> bool {
    let Origin::Text { source, span } = &node.origin else { return false };
    let rest = source.text.get(span.end..).unwrap_or_default();
    rest.trim_start_matches([':', ' ', '\t']).starts_with('#')
}
