//! Campaign files without some required keys. If the campaign is live, those fields are left alone.

use std::borrow::Cow;
use std::path::Path;

use super::check_context;
use super::texts::Texts;
use crate::context::Context;
use crate::domain::finding::Findings;
use crate::error::Error;
use crate::manifest::{
    self, CheckContext, CheckedCampaign, Incomplete, JointCheck, LiveOf, MissingKeySource, OverSchedules,
};

/// The files of a run without some required keys, which a live campaign may have.
#[derive(Debug, Default)]
pub struct IncompleteFiles {
    /// Each file, with the number of campaigns of other files before it.
    pub(super) files: Vec<(usize, Incomplete)>,
    /// The check of the other files, which has the names that are taken.
    run: JointCheck,
    /// The text files that files of these paths may name.
    texts: Texts,
}

impl IncompleteFiles {
    /// Keeps the state of the check of the other files, so that these files can be checked later.
    pub(super) fn go_on(&mut self, run: JointCheck, texts: Texts) {
        (self.run, self.texts) = (run, texts);
    }

    /// Whether there are no such files.
    pub const fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a campaign in them has a schedule.
    pub fn has_schedule(&self) -> bool {
        self.files.iter().any(|(_, file)| file.has_schedule())
    }

    /// The name of each campaign in the files, and its former name if it is live under that.
    pub fn names(&self) -> impl Iterator<Item = (String, Option<String>)> {
        self.files.iter().flat_map(|(_, file)| file.names())
    }

    /// All campaigns in the order of their files, those of these files over the live ones; and what is found in these.
    /// Where there is no live campaign, the keys are missing.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn among<'files, 'live>(
        &self,
        others: &'files [CheckedCampaign],
        live_of: &'live LiveOf<'live>,
        context: &Context,
    ) -> Result<(Cow<'files, [CheckedCampaign]>, Findings), Error> {
        let mut findings = Findings::new();
        if self.is_empty() {
            return Ok((Cow::Borrowed(others), findings));
        }
        let check_context =
            CheckContext { over: OverSchedules::Allowed, ..check_context(context)?.for_sending() };
        let (mut run, mut all, mut taken) = (self.run.clone(), Vec::new(), 0);
        for (before, file) in &self.files {
            let texts = self.texts.of(file.file().as_deref().map(Path::new));
            let examined = manifest::examine_over(
                file.loaded.clone(),
                &|path: &Path| texts.read(path),
                file.policy.clone(),
                &check_context,
                MissingKeySource::Live(live_of),
            );
            let checked = run.next(examined);
            all.extend_from_slice(others.get(taken..*before).unwrap_or_default());
            taken = *before;
            all.extend(checked.campaigns);
            findings.extend(checked.findings);
        }
        all.extend_from_slice(others.get(taken..).unwrap_or_default());
        Ok((Cow::Owned(all), findings))
    }
}
