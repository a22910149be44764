//! Findings that many files have: the first files show what is meant, and the others are counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::options::Verbosity;
use crate::domain::finding::{Finding, Findings, Origin, Severity};
use crate::domain::plural::by_count;

/// The most files of which warnings or notes of one code are drawn.
const FILES_DRAWN: usize = 5;

/// Chooses which findings are drawn, and counts the others. Errors are always drawn.
#[derive(Debug)]
pub(super) struct Crowds {
    verbosity: Verbosity,
    codes: BTreeMap<&'static str, Crowd>,
}

/// The files that have findings of one code.
#[derive(Debug, Default)]
struct Crowd {
    drawn: BTreeSet<String>,
    others: BTreeSet<String>,
    /// The number of findings in the other files.
    left: usize,
}

impl Crowds {
    /// With `-v` everything is drawn.
    pub(super) const fn new(verbosity: Verbosity) -> Self {
        Self { verbosity, codes: BTreeMap::new() }
    }

    /// The findings that are drawn, of these and the ones before.
    pub(super) fn drawn(&mut self, found: &Findings) -> Findings {
        let mut drawn = Findings::new();
        drawn.extend(found.iter().filter(|finding| self.draws(finding)).cloned());
        drawn
    }

    fn draws(&mut self, finding: &Finding) -> bool {
        let problem = &finding.problem;
        let Some(file) = file_of(finding) else { return true };
        if self.verbosity > Verbosity::Normal || problem.severity == Severity::Error {
            return true;
        }
        let crowd = self.codes.entry(problem.code).or_default();
        if crowd.drawn.contains(file) {
            return true;
        }
        let is_drawn = crowd.drawn.len() < FILES_DRAWN;
        let files = if is_drawn { &mut crowd.drawn } else { &mut crowd.others };
        files.insert(file.to_owned());
        crowd.left += if is_drawn { 0 } else { 1 + finding.more };
        is_drawn
    }

    /// A line for each code of which findings were not drawn, and an empty line; empty if there are none.
    pub(super) fn rest(&self) -> String {
        let mut rest = String::new();
        for (code, Crowd { others, left, .. }) in self.codes.iter().filter(|(_, crowd)| crowd.left > 0) {
            let (left, files) = (grouped(*left), grouped(others.len()));
            let file = by_count(others.len(), "file", "files");
            let _ = writeln!(rest, "and {left} more of [{code}] in {files} {file}; -v shows all of them");
        }
        if rest.is_empty() { rest } else { rest + "\n" }
    }
}

/// The file that has a finding; `None` if it is not in one.
pub(super) fn file_of(finding: &Finding) -> Option<&str> {
    match &finding.origin {
        Origin::Text { source, .. } => Some(&source.name),
        Origin::File(name) => Some(name),
        Origin::Flag(_) | Origin::Environment(_) | Origin::Prompt(_) | Origin::Field(_) => None,
    }
}

/// A number with a comma before every third digit from the right.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
