//! Everything that is wrong with one file.

use super::decode::{Manifest, decode};
use super::load::Loaded;
use super::names::Names;
use super::reader::{FINDINGS_MAX, ReadText};
use crate::domain::finding::{Findings, Problem};

/// What one file holds, checked.
#[derive(Debug)]
pub struct Checked {
    /// The documents without an error.
    pub manifests: Vec<Manifest>,
    /// What is wrong with the file, by place.
    pub findings: Findings,
}

/// Checks the documents of a file. `names` has seen the files before it in the run.
///
/// The rules that need a clock, such as an end in the past, are for the caller to apply with `domain::schedule`.
#[must_use]
pub fn check(loaded: Loaded, read_text: &ReadText<'_>, names: &mut Names) -> Checked {
    let Loaded { documents, mut findings } = loaded;
    let mut manifests = Vec::with_capacity(documents.len());
    for document in &documents {
        let (manifest, found) = decode(document, read_text);
        findings.extend(found);
        match names.check(document) {
            Some(finding) => findings.push(finding),
            None => manifests.extend(manifest),
        }
    }
    findings.sort_by_place();
    Checked { manifests, findings: cut(findings) }
}

fn cut(findings: Findings) -> Findings {
    if findings.iter().len() <= FINDINGS_MAX {
        return findings;
    }
    let mut shown = Findings::new();
    let mut last = None;
    for finding in findings.into_iter().take(FINDINGS_MAX) {
        last = Some(finding.origin.clone());
        shown.push(finding);
    }
    if let Some(origin) = last {
        let problem = Problem::error("file/too-many-problems", "the rest of what is wrong is not shown")
            .help("mend these first, or check that this is a campaign file");
        shown.push(problem.at(&origin));
    }
    shown
}
