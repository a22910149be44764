//! The values that a user gave: what was found about them, and typed times.

use super::Context;
use crate::domain::finding::Findings;
use crate::domain::wall_time::{ResolveError, Resolved, ScheduleBound, TimeInput};
use crate::error::Error;

impl Context {
    /// Shows findings.
    ///
    /// # Errors
    ///
    /// There is an error among them.
    pub fn show_findings(&mut self, findings: Findings) -> Result<(), Error> {
        if findings.has_errors() {
            return Err(Error::stopped_by(findings));
        }
        self.ui.findings(&findings);
        Ok(())
    }

    /// Shows findings, and adds them to these.
    ///
    /// # Errors
    ///
    /// There is an error among them.
    pub fn show_and_keep(&mut self, found: Findings, kept: &mut Findings) -> Result<(), Error> {
        kept.extend(found.iter().cloned());
        self.show_findings(found)
    }

    /// The time that the user typed for a flag or an id, in the operator's zone if it has no offset. `command` is the
    /// command that needs it, such as `campaign callback`.
    ///
    /// # Errors
    ///
    /// It is not a time, or has neither an offset nor a zone; or the settings cannot be resolved.
    pub fn typed_time(&self, name: &str, text: &str, command: &str) -> Result<Resolved, Error> {
        let wrong = |problem| Error::bad_value(name, problem);
        let input: TimeInput = text.parse().map_err(wrong)?;
        let zone = self.operator_zone()?;
        input.resolve(zone.as_ref(), ScheduleBound::Start { at: None }, self.clock.now()).map_err(|error| {
            match error {
                ResolveError::Wrong(problem) => wrong(problem),
                ResolveError::ZoneMissing => Error::usage(
                    "usage/missing-values",
                    format!("{command} needs --timezone (or KCAMP_TIMEZONE)"),
                )
                .hint("name the time zone, or write the time with its offset"),
            }
        })
    }
}
