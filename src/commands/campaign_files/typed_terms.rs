//! The policies by which a command is judged that reaches people at a time that is typed, or now, without a schedule in
//! a file.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::check_context;
use crate::context::Context;
use crate::domain::finding::{Finding, Findings, Origin, Problem, Severity};
use crate::domain::policy::Policy;
use crate::domain::rules::Measure;
use crate::error::Error;
use crate::manifest::{CheckContext, LinksOut, Policies};

/// The policies of a command without a schedule in a file, and what it is judged by besides.
#[derive(Debug)]
pub struct TypedTerms {
    policies: Vec<Arc<Policy>>,
    /// The findings about the policy files.
    findings: Findings,
    /// The zones and the time that the rules need.
    pub check_context: CheckContext,
}

impl TypedTerms {
    /// The policies nearest to the files that name the campaigns; without files, the one of the working folder.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn load(files: &[PathBuf], context: &Context) -> Result<Self, Error> {
        let mut found = Policies::new(LinksOut::Left);
        let mut policies: Vec<Arc<Policy>> = Vec::new();
        let paths = files.iter().map(|path| Some(path.as_path()));
        for path in paths.chain(files.is_empty().then_some(None)) {
            let policy = found.of(path);
            if !policies.contains(&policy) {
                policies.push(policy);
            }
        }
        Ok(Self { policies, findings: found.findings, check_context: check_context(context)? })
    }

    /// The findings by each policy, sorted by place.
    pub fn judge(&self, found: impl Fn(Measure<'_>) -> Findings) -> Findings {
        self.judge_at(self.check_context.now, found)
    }

    /// Judges at another instant.
    pub fn judge_at(&self, now: Timestamp, found: impl Fn(Measure<'_>) -> Findings) -> Findings {
        let mut judged = self.findings.clone();
        for policy in &self.policies {
            let measure = Measure { now, ..self.check_context.measure(policy) };
            judged.extend(policy.weigh_all(found(measure)));
        }
        judged.sort_by_place();
        judged.shown()
    }

    /// Says what is found about this campaign or contact, without a place, with the severity of the strictest policy.
    /// A finding that is an error there is returned.
    pub fn say(&self, problem: Problem, about: &str, context: &mut Context) -> Option<Finding> {
        let found = problem.at(&Origin::Flag(about.to_owned()));
        let weighed = self.policies.iter().filter_map(|policy| policy.weigh(found.clone()));
        let strictest = weighed.max_by_key(|weighed| weighed.problem.severity)?;
        if strictest.problem.severity == Severity::Error {
            return Some(strictest);
        }
        context.ui.problem(&strictest.problem);
        None
    }

    /// Shows the findings by each policy.
    ///
    /// # Errors
    ///
    /// There is an error among them.
    pub fn show(&self, found: impl Fn(Measure<'_>) -> Findings, context: &mut Context) -> Result<(), Error> {
        context.show_findings(self.judge(found))
    }
}
