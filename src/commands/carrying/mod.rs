//! Creates campaigns and switches their schedules on, for the commands that do both: the writes, lost answers, and
//! what keeps a schedule off. The commands decide on the order and the reports.

mod creating;
pub(super) mod meanwhile;
pub(super) mod outgoing;
pub(super) mod preparing;
mod switching;

use std::collections::BTreeMap;

use jiff::Timestamp;

use self::creating::{Made, OpenCreate};
pub(super) use self::switching::{
    Before, CREATED_AND_OFF, Switched, SwitchedTo, created_twice, other_scheduled, warn_of,
};
use super::remembered::memory::CLOCK_ROUNDING;
use super::remembered::seen::{Written, platform_now};
use crate::context::{Consent, Context};
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::Created;
use crate::platform::platform::Platform;
use crate::view::creation::FailureView;

/// Campaigns that are created, and whose schedules are switched on. A command identifies each of them by its own
/// number.
pub(super) struct Carrying<'run> {
    pub(super) platform: &'run dyn Platform,
    pub(super) consent: &'run Consent,
    /// The campaigns as they were last read.
    pub(super) rows: Vec<LiveCampaign>,
    made: BTreeMap<usize, Made>,
    open: Vec<OpenCreate>,
    written: Written,
}

impl<'run> Carrying<'run> {
    pub(super) fn new(platform: &'run dyn Platform, consent: &'run Consent, rows: Vec<LiveCampaign>) -> Self {
        Self { platform, consent, rows, made: BTreeMap::new(), open: Vec::new(), written: Written::new() }
    }

    /// The campaign that was created under this number, unless its create is in doubt.
    pub(super) fn made(&self, at: usize) -> Option<&Created> {
        self.made.get(&at).map(|made| &made.created)
    }

    /// All campaigns that were created, with their numbers.
    pub(super) fn all_made(&self) -> impl ExactSizeIterator<Item = (usize, &Created)> {
        self.made.iter().map(|(at, made)| (*at, &made.created))
    }

    /// The campaign as it was last read, or else the given one.
    pub(super) fn as_read_last<'live>(&'live self, live: &'live LiveCampaign) -> &'live LiveCampaign {
        self.rows.iter().find(|row| row.id == live.id).unwrap_or(live)
    }

    /// The status of a new campaign, from the last list that has it, else from the answer to the create; `None` if
    /// neither has it.
    pub(super) fn status(&self, created: &Created) -> Option<CampaignStatus> {
        let row = self.rows.iter().find(|row| row.id == created.id);
        row.map_or_else(|| created.status(), |row| Some(row.status.clone()))
    }

    /// Lists the campaigns of these types again.
    ///
    /// # Errors
    ///
    /// If the list cannot be read.
    pub(super) async fn list(&mut self, mut types: Vec<String>, context: &mut Context) -> Result<(), Error> {
        context.ui.progress("list the campaigns");
        types.sort_unstable();
        types.dedup();
        let words: Vec<&str> = types.iter().map(String::as_str).collect();
        let read = self.platform.list(&words).await?;
        self.rows.retain(|row| !row.type_word().is_some_and(|word| words.contains(&word)));
        self.rows.extend(read);
        Ok(())
    }

    /// The other campaigns with this name that prevent a schedule call. If the call takes only a name, it could reach
    /// them. If `was_absent` says that none existed before, another user created the same campaign at the same time.
    pub(super) fn twins(&self, name: &str, ours: &LiveCampaign, was_absent: bool) -> Vec<&LiveCampaign> {
        if !was_absent && self.is_called_by_id(ours) {
            return Vec::new();
        }
        let name = NameKey::of(name);
        self.rows.iter().filter(|row| row.id != ours.id && NameKey::of(&row.name) == name).collect()
    }

    /// Whether a schedule call identifies the campaign by its id, so that it cannot reach another one.
    pub(super) fn is_called_by_id(&self, live: &LiveCampaign) -> bool {
        self.platform.schedule_target_of(live).key == live.id.as_str()
    }

    /// Keeps the campaign from the answer to a write, and when the answer says it was changed.
    pub(super) fn keep_written(
        &mut self,
        answered: &LiveCampaign,
        changed_at: Option<Timestamp>,
        context: &Context,
    ) {
        let now = || {
            let now = platform_now(self.platform, context);
            now.saturating_add(CLOCK_ROUNDING).unwrap_or(now)
        };
        let until = changed_at.unwrap_or_else(now);
        self.written.insert(answered.id.clone(), (answered.clone(), until));
    }

    /// Takes what is known about the campaigns that were written to.
    pub(super) fn take_written(&mut self) -> Written {
        std::mem::take(&mut self.written)
    }
}

/// Whether every later write would fail in the same way.
pub(super) fn meets_all(error: &Error) -> bool {
    let is_of_all = matches!(error.exit, Exit::Credentials | Exit::Unavailable | Exit::OutOfTime);
    (is_of_all && error.code != "lock/held") || error.code == "journal/failed"
}

/// An error, as the result of its campaign shows it.
pub(super) fn failure_view(error: &Error) -> FailureView {
    FailureView {
        code: error.code.to_owned(),
        message: error.message.clone(),
        hint: (!error.hints.is_empty()).then(|| error.hints.join("; ")),
    }
}
