//! Collects findings and limits how many of a kind are kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Finding, Origin, Problem, Severity, Source};

/// Maximum number of findings of one code in one file that are shown; further ones are only counted.
pub const SHOWN_OF_A_CODE: usize = 1_000;
/// Maximum number of warnings and notes that are kept before the file's comments decide which ones are allowed.
const UNJUDGED_OF_A_CODE: usize = 20 * SHOWN_OF_A_CODE;

/// Collected findings: rules add to them and do not stop at the first. Only a limited number of one code in one file is
/// kept. The last one has the number of further ones.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Findings {
    list: Vec<Finding>,
    /// The number of findings of each kind among the first `counted`, kept only where there can be too many.
    tallies: BTreeMap<CountKey, Tally>,
    counted: usize,
}

/// The key by which findings are counted: text, code and severity. Findings without a text are not counted, since
/// there are never many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct CountKey {
    /// The address of the text, which is compared and never dereferenced.
    source: usize,
    code: &'static str,
    severity: Severity,
}

impl CountKey {
    fn of(code: &'static str, severity: Severity, origin: &Origin) -> Option<Self> {
        let Origin::Text { source, .. } = origin else { return None };
        Some(Self { source: Arc::as_ptr(source).addr(), code, severity })
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    listed: usize,
    last: usize,
}

impl PartialEq for Findings {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Eq for Findings {}

impl Findings {
    /// An empty list.
    pub const fn new() -> Self {
        Self { list: Vec::new(), tallies: BTreeMap::new(), counted: 0 }
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        let most =
            if finding.problem.severity == Severity::Error { SHOWN_OF_A_CODE } else { UNJUDGED_OF_A_CODE };
        self.push_up_to(most, finding);
    }

    fn push_up_to(&mut self, most: usize, mut finding: Finding) {
        let kind = CountKey::of(finding.problem.code, finding.problem.severity, &finding.origin);
        if let Some(last) = kind.and_then(|kind| self.last_of(kind, most)) {
            last.more += 1 + finding.more;
            return;
        }
        finding.problem.shorten();
        self.list.push(finding);
    }

    /// Counts a further finding of a code if [`SHOWN_OF_A_CODE`] of them are in the list, and returns whether it did.
    /// Nobody would read the message of a further one, so it need not be built.
    pub fn count_further(&mut self, code: &'static str, severity: Severity, origin: &Origin) -> bool {
        let kind = CountKey::of(code, severity, origin);
        let Some(last) = kind.and_then(|kind| self.last_of(kind, SHOWN_OF_A_CODE)) else { return false };
        last.more += 1;
        true
    }

    /// The last finding of a kind, where the limit of that kind is reached.
    fn last_of(&mut self, kind: CountKey, most: usize) -> Option<&mut Finding> {
        if self.list.len() < most {
            return None;
        }
        for (place, Finding { problem, origin, .. }) in self.list.iter().enumerate().skip(self.counted) {
            if let Some(kind) = CountKey::of(problem.code, problem.severity, origin) {
                let tally = self.tallies.entry(kind).or_default();
                *tally = Tally { listed: tally.listed + 1, last: place };
            }
        }
        self.counted = self.list.len();
        let tally = self.tallies.get(&kind).filter(|tally| tally.listed >= most)?;
        self.list.get_mut(tally.last)
    }

    /// Adds findings.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// The findings that are shown: the first [`SHOWN_OF_A_CODE`] of one code in one file, of any severity, and the
    /// number of further ones.
    pub fn shown(self) -> Self {
        if self.list.len() <= SHOWN_OF_A_CODE {
            return self;
        }
        let mut shown = Self::new();
        self.list.into_iter().for_each(|finding| shown.push_up_to(SHOWN_OF_A_CODE, finding));
        shown
    }

    /// Returns the value of a parsed field. A problem is added at its place, and the result is `None`.
    pub fn take<T>(&mut self, parsed: Result<T, Problem>, origin: &Origin) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(problem) => {
                self.push(problem.at(origin));
                None
            }
        }
    }

    /// Whether one of the findings prevents sending.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.problem.severity == Severity::Error)
    }

    /// Whether one of the findings prevents sending even if the file allows it.
    pub fn has_firm_errors(&self) -> bool {
        self.list.iter().any(|it| it.problem.severity == Severity::Error && !it.problem.is_doubt)
    }

    /// The number of findings of this severity, including those that are only counted.
    pub fn count(&self, severity: Severity) -> usize {
        let of_it = self.list.iter().filter(|finding| finding.problem.severity == severity);
        of_it.map(|finding| 1 + finding.more).sum()
    }

    /// Whether there are no findings.
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The kept findings, in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// Leaves out the help of the findings of this code, which is said elsewhere.
    pub fn without_help(mut self, code: &str) -> Self {
        self.list.iter_mut().filter(|it| it.problem.code == code).for_each(|it| it.problem.help = None);
        self
    }

    /// Changes the messages, the helps and the names of files that were not read; the lines of the files stay.
    pub fn each_text(&mut self, change: impl Fn(&mut String)) {
        for Finding { problem, origin, .. } in &mut self.list {
            std::iter::once(&mut problem.message).chain(&mut problem.help).for_each(&change);
            if let Origin::File(name) = origin {
                change(name);
            }
        }
    }

    /// Changes the help of each finding.
    pub fn each_help(&mut self, change: impl Fn(&mut String)) {
        self.list.iter_mut().filter_map(|finding| finding.problem.help.as_mut()).for_each(change);
    }

    /// Puts the findings of each text in the order of their places; texts stay in the order of their first finding.
    pub fn sort_by_place(&mut self) {
        let mut texts: Vec<Arc<Source>> = Vec::new();
        let mut keys = Vec::with_capacity(self.list.len());
        for finding in &self.list {
            keys.push(match &finding.origin {
                Origin::Text { source, span } => {
                    let known = texts.iter().position(|text| Arc::ptr_eq(text, source));
                    let group = known.unwrap_or_else(|| {
                        texts.push(Arc::clone(source));
                        texts.len() - 1
                    });
                    (group + 1, span.start)
                }
                _ => (0, 0),
            });
        }
        let mut keyed: Vec<_> = keys.into_iter().zip(std::mem::take(&mut self.list)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        self.list = keyed.into_iter().map(|(_, finding)| finding).collect();
        self.tallies.clear();
        self.counted = 0;
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::{Findings, SHOWN_OF_A_CODE};
    use crate::domain::finding::{Origin, Problem, Severity, Source};

    const CODES: [&str; 3] = ["a/b", "a/c", "a/d"];

    fn origin(source: &Arc<Source>, start: usize) -> Origin {
        Origin::Text { source: Arc::clone(source), span: start..start }
    }

    fn text() -> Arc<Source> {
        Arc::new(Source::new("a.yaml", " ".repeat(9_000)))
    }

    #[test]
    fn the_first_thousand_of_a_code_in_a_file_are_kept_and_the_rest_is_counted() {
        let (one, other) = (text(), text());
        let mut findings = Findings::new();
        for start in 0..2_500 {
            findings.push(Problem::error("a/b", "m").at(&origin(&one, start)));
        }
        findings.push(Problem::error("a/c", "m").at(&origin(&one, 7)));
        findings.push(Problem::error("a/b", "m").at(&origin(&other, 7)));
        findings.push(Problem::error("a/b", "m").at(&Origin::Flag("--name".into())));
        assert!(findings.count_further("a/b", Severity::Error, &origin(&one, 8)));
        assert!(!findings.count_further("a/c", Severity::Error, &origin(&one, 8)));
        assert_eq!(findings.iter().len(), SHOWN_OF_A_CODE + 3);
        assert_eq!(findings.count(Severity::Error), 2_504);
        let more: Vec<usize> = findings.iter().map(|it| it.more).filter(|more| *more > 0).collect();
        assert_eq!(more, [1_501]);
        assert_eq!(findings.iter().nth(SHOWN_OF_A_CODE - 1).map(|it| it.more), Some(1_501));
    }

    #[test]
    fn what_a_comment_may_still_allow_is_kept_until_it_is_shown() {
        let source = text();
        let mut findings = Findings::new();
        findings.extend((0..2_500).map(|start| Problem::warning("a/b", "m").at(&origin(&source, start))));
        assert_eq!(findings.iter().len(), 2_500);
        let shown = findings.shown();
        assert_eq!((shown.iter().len(), shown.count(Severity::Warning)), (SHOWN_OF_A_CODE, 2_500));
    }

    #[test]
    fn a_text_too_long_to_read_is_cut() {
        let mut findings = Findings::new();
        let problem = Problem::error("a/b", "ü".repeat(1_000_000)).help("é".repeat(1_000_000));
        findings.push(problem.at(&Origin::File("a.yaml".into())));
        for finding in &findings {
            let texts = [Some(&finding.problem.message), finding.problem.help.as_ref()];
            assert!(texts.into_iter().flatten().all(|text| text.len() < 5_000 && text.ends_with('…')));
        }
    }

    proptest! {
        /// The count is complete, however findings arrive and however often they are collected again.
        #[test]
        fn none_is_lost_from_the_count(
            runs in prop::collection::vec((0..3usize, 0..3usize, 0..2usize, 1..1_500usize), 0..8),
            gathered in 0..3usize,
        ) {
            let sources = [text(), text()];
            let severities = [Severity::Note, Severity::Warning, Severity::Error];
            let mut findings = Findings::new();
            for (code, severity, source, times) in &runs {
                for start in 0..*times {
                    let mut problem = Problem::note(CODES[*code], "m");
                    problem.severity = severities[*severity];
                    findings.push(problem.at(&origin(&sources[*source], start)));
                }
            }
            for _ in 0..gathered {
                findings.sort_by_place();
                let mut anew = Findings::new();
                anew.extend(findings);
                findings = anew.shown();
            }
            for (index, severity) in severities.into_iter().enumerate() {
                let all: usize = runs.iter().filter(|run| run.1 == index).map(|run| run.3).sum();
                prop_assert_eq!(findings.count(severity), all);
            }
            for code in CODES {
                for source in &sources {
                    for severity in [Severity::Error, Severity::Note] {
                        let listed = findings.iter().filter(|it| it.problem.code == code && it.problem.severity == severity)
                            .filter(|it| matches!(&it.origin, Origin::Text { source: of, .. } if Arc::ptr_eq(of, source)));
                        prop_assert!(gathered == 0 && severity == Severity::Note || listed.count() <= SHOWN_OF_A_CODE);
                    }
                }
            }
        }
    }
}
