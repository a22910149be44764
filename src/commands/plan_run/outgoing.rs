//! The requests for a line of a plan.

use std::collections::HashSet;

use crate::context::{WriteBatch, write_in_words};
use crate::domain::action_name;
use crate::domain::change::Stake;
use crate::domain::evidence::ScheduleBefore;
use crate::domain::plan::PlanStep;
use crate::platform::error::PlatformError;
use crate::platform::platform::{Platform, ReadAfterWrite};
use crate::platform::write::Write;

/// The writes of a line.
pub(in crate::commands) struct Outgoing {
    /// The requests, and their stake.
    pub(in crate::commands) writes: WriteBatch,
    /// The number of additional reads.
    pub(in crate::commands) reads: usize,
}

impl Outgoing {
    const fn nothing() -> Self {
        Self { writes: WriteBatch::at(Stake::Nothing), reads: 0 }
    }

    fn and<T>(mut self, write: &Write<T>) -> Self {
        // If schedules can be read, a saved one is read back.
        self.reads += usize::from(write.evidence().schedule.is_some());
        self.writes = self.writes.and(write);
        self
    }
}

/// The writes for a line, if nothing fails.
///
/// # Errors
///
/// The platform does not support it, or the campaign's state does not allow it.
pub(in crate::commands) fn of(step: &PlanStep, platform: &dyn Platform) -> Result<Outgoing, PlatformError> {
    let nothing = Outgoing::nothing();
    // An existing campaign is read again before a write to it.
    let again = Outgoing { reads: 1, ..Outgoing::nothing() };
    Ok(match step {
        PlanStep::Create { campaign, schedule } => {
            let create =
                nothing.and(&platform.create_campaign(campaign, HashSet::new(), schedule.is_some())?);
            match schedule {
                Some(schedule) => {
                    let target = platform.schedule_target_to_come(campaign);
                    create.and(&platform.enable_schedule(&target, schedule, ScheduleBefore::default())?)
                }
                None => create,
            }
        }
        PlanStep::Update { live, to, .. } => again.and(&platform.update(live, to, ReadAfterWrite::Later)?),
        PlanStep::SwitchOn { live, schedule, .. } | PlanStep::Replace { live, schedule, .. } => {
            let (target, before) = (platform.schedule_target_of(live), ScheduleBefore::read(live));
            let mut switched = again.and(&platform.enable_schedule(&target, schedule, before)?);
            if matches!(step, PlanStep::Replace { .. }) {
                // A platform may replace a schedule only in two calls.
                switched.writes = switched.writes.or(&platform.disable_schedule(&target, before));
            }
            switched
        }
        PlanStep::SwitchOff { live } => again
            .and(&platform.disable_schedule(&platform.schedule_target_of(live), ScheduleBefore::read(live))),
        PlanStep::Delete { live } if platform.rows_date_changes() => nothing.and(&platform.delete(live)?),
        PlanStep::Delete { live } => again.and(&platform.delete(live)?),
        PlanStep::OffLive { .. }
        | PlanStep::Unchanged { .. }
        | PlanStep::Blocked { .. }
        | PlanStep::Unreadable { .. }
        | PlanStep::OnlyLive { .. } => nothing,
    })
}

/// The writes of a line about the campaign of this name, as reports name them.
pub(in crate::commands) fn expected(step: &PlanStep, name: &str) -> Vec<String> {
    actions(step).into_iter().map(|action| write_in_words(action, name)).collect()
}

/// The writes of a line, as the journal names them.
pub(in crate::commands) fn actions(step: &PlanStep) -> Vec<&'static str> {
    match step {
        PlanStep::Create { schedule: Some(_), .. } => {
            vec![action_name::CREATE_CAMPAIGN, action_name::ENABLE_SCHEDULE]
        }
        PlanStep::Create { schedule: None, .. } => vec![action_name::CREATE_CAMPAIGN],
        PlanStep::Update { .. } => vec![action_name::UPDATE_CAMPAIGN],
        PlanStep::SwitchOn { .. } | PlanStep::Replace { .. } => vec![action_name::ENABLE_SCHEDULE],
        PlanStep::SwitchOff { .. } => vec![action_name::DISABLE_SCHEDULE],
        PlanStep::Delete { .. } => vec![action_name::DELETE_CAMPAIGN],
        PlanStep::OffLive { .. }
        | PlanStep::Unchanged { .. }
        | PlanStep::Blocked { .. }
        | PlanStep::Unreadable { .. }
        | PlanStep::OnlyLive { .. } => Vec::new(),
    }
}
