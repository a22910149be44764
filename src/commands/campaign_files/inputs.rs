//! The files of the given paths, each with its policy and its defaults.

use std::path::PathBuf;
use std::sync::Arc;

use tracing::info;

use super::{FileReadOptions, file_of};
use crate::domain::finding::Findings;
use crate::domain::policy::Policy;
use crate::manifest::{self, Gathered, Inherited, Input, Policies};

/// A file with its policy and the values that its campaigns inherit.
pub(super) type InputFile = (Input, Arc<Policy>, Arc<Inherited>);

/// The files of the given paths.
pub(super) struct Inputs {
    pub(super) files: Vec<InputFile>,
    /// The policies and files of defaults that were named themselves.
    pub(super) settings: Vec<PathBuf>,
    /// The problems of the paths, the policies and the defaults.
    pub(super) findings: Findings,
    /// The number of files in folders that are not campaign files, by their names.
    pub(super) skipped: usize,
    /// The number of links out of folders that were not followed.
    pub(super) links_out: usize,
}

pub(super) fn inputs(paths: &[PathBuf], reading: &FileReadOptions) -> Inputs {
    let gathered = manifest::gather(paths, reading.links_out);
    let mut policies = Policies::new(reading.links_out);
    let mut defaults = reading.defaults(paths);
    let with_its_own = |input: Input| {
        match &input {
            Input::Stdin => info!("check the campaigns on stdin"),
            Input::File(path) => info!("check the campaigns in {}", path.display()),
        }
        let (policy, inherited) = (policies.of(file_of(&input)), defaults.of(file_of(&input)));
        (input, policy, inherited)
    };
    let inputs = gathered.inputs.into_iter().map(with_its_own).collect();
    for path in &gathered.settings {
        let (_, _) = (policies.of(Some(path)), defaults.of(Some(path)));
    }
    let mut findings = gathered.findings;
    findings.extend(policies.findings);
    findings.extend(defaults.findings);
    let Gathered { settings, skipped, links_out, .. } = gathered;
    Inputs { files: inputs, settings, findings, skipped, links_out }
}
