//! The schedules that this machine switched on, as its journal knows them.

use jiff::Timestamp;
use serde_json::Value;

use crate::commands::campaign::texts::read_text;
use crate::commands::campaign_files as files;
use crate::context::Context;
use crate::domain::action_name;
use crate::domain::finding::Findings;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::journal::{Entry, Place, Whose, last_enabled};
use crate::manifest;

/// The facts that the journal knows about schedules. One that cannot be read knows nothing.
#[derive(Debug, Default)]
pub(in crate::commands) struct Schedules {
    entries: Vec<Entry>,
    place: Option<Place>,
}

/// A schedule as it was switched on.
#[derive(Debug, Clone)]
pub struct Remembered {
    /// The body of the platform's call.
    pub body: Value,
    /// When it was switched on.
    pub at: Timestamp,
}

impl Schedules {
    pub(in crate::commands) fn known(context: &Context) -> Self {
        let entries = context.journal().and_then(|journal| Ok(journal.entries()?));
        Self { entries: entries.unwrap_or_default(), place: context.journal_place().ok() }
    }

    /// Whether a schedule of a campaign of this name was ever switched on from here.
    pub(in crate::commands) fn may_know(&self, name: &str) -> bool {
        let key = NameKey::of(name);
        self.entries.iter().any(|entry| {
            entry.write.action == action_name::ENABLE_SCHEDULE && NameKey::of(&entry.write.subject) == key
        })
    }

    /// The schedule that a campaign has, where the journal knows it.
    pub(in crate::commands) fn of(&self, campaign: &LiveCampaign) -> Option<Remembered> {
        let place = self.place.as_ref()?;
        let LiveCampaign { id, name, created_at, .. } = campaign;
        let whose = Whose { id: id.as_str(), name, created_at: *created_at };
        let (at, body) = last_enabled(&self.entries, place, whose)?;
        Some(Remembered { body: body.clone(), at })
    }
}

impl Remembered {
    /// The schedule as it would go out now.
    ///
    /// # Errors
    /// Where it can no longer be switched on, such as after its end.
    pub fn planned(body: &Value, context: &Context) -> Result<PlannedSchedule, Error> {
        let mut loaded = manifest::load_bytes("<the journal>", body.to_string().into_bytes());
        let surroundings = files::surroundings(context)?;
        let mut findings: Findings = loaded.findings;
        let planned = loaded.documents.pop().and_then(|document| {
            let (file, found) = manifest::decode_schedule(&document, &read_text, &surroundings);
            findings.extend(found);
            file?.schedule.plan(&surroundings.platform_zone, None, context.clock.now(), &mut findings)
        });
        match planned {
            Some(schedule) if !findings.has_errors() => Ok(schedule),
            _ => Err(Error::stopped_by(findings)),
        }
    }

    /// Whether all its runs have passed.
    pub fn is_over(&self, context: &Context) -> bool {
        let error = Self::planned(&self.body, context).err();
        let is_of_over = |code: &str| matches!(code, "schedule/end-in-past" | "schedule/never-runs");
        error.is_some_and(|error| error.findings.iter().any(|finding| is_of_over(finding.problem.code)))
    }

    /// Its next run; `None` where it has none, or cannot be told.
    pub(super) fn next_run(&self, context: &Context) -> Option<Timestamp> {
        let plan = Self::planned(&self.body, context).ok()?.runs()?;
        Some(plan.runs().starting_from(context.clock.now()).next()?.instant)
    }
}
