//! A schedule whose times were sent for another clock of the platform than the settings name now, because the setting
//! was corrected since.

use super::schedules::{Remembered, planned_again, zone_of};
use crate::commands::campaign_files as files;
use crate::context::Context;
use crate::domain::finding::Problem;
use crate::domain::plan::SentSchedule;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::view::moment::exact;

/// A schedule that was sent, as the clock that is set now reads it.
#[derive(Debug)]
pub struct OnOtherClock {
    /// The schedule on that clock; `None` if no run of it is left.
    pub planned: Option<PlannedSchedule>,
    /// The warning, with the next run on either clock.
    pub warning: Problem,
}

/// A schedule of this campaign on the clock that is set now; `None` if it was sent for that clock, or has the same runs
/// on both.
///
/// # Errors
///
/// The settings cannot be resolved.
pub fn on_other_clock(
    sent: &SentSchedule<'_>,
    name: &str,
    context: &Context,
) -> Result<Option<OnOtherClock>, Error> {
    let current = files::check_context(context)?.platform_zone;
    let Some(clock) = sent.clock.as_ref().filter(|clock| **clock != current) else { return Ok(None) };
    let now = context.clock.now();
    let runs = |planned: &Option<PlannedSchedule>| {
        let plan = planned.as_ref().and_then(PlannedSchedule::runs);
        plan.iter().flat_map(|plan| plan.runs().starting_from(now)).map(|run| run.instant).collect::<Vec<_>>()
    };
    let as_sent = planned_again(sent, context).ok();
    let planned = planned_again(&SentSchedule { clock: None, ..sent.clone() }, context).ok();
    let (before, after) = (runs(&as_sent), runs(&planned));
    if before == after {
        return Ok(None);
    }
    let zone = zone_of(None, as_sent.as_ref().or(planned.as_ref()), context)?;
    let next = |runs: &[jiff::Timestamp]| {
        runs.first()
            .map_or_else(|| "has no run left".to_owned(), |at| format!("runs next on {}", exact(*at, &zone)))
    };
    let warning = Problem::warning(
        "schedule/other-clock",
        format!(
            "the schedule of {name:?} was sent for {} as the platform's clock, on which it {}; the clock is set to {} now, on which it {}",
            clock.name(),
            next(&before),
            current.name(),
            next(&after)
        ),
    );
    let warning = warning.help("send the schedule again, so that it runs at the times that you want");
    Ok(Some(OnOtherClock { planned, warning }))
}

impl Remembered {
    /// The warning that the clock that is set now reads this schedule otherwise; `None` if it does not.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn clock_warning(&self, name: &str, context: &Context) -> Result<Option<Problem>, Error> {
        Ok(on_other_clock(&self.sent(), name, context)?.map(|other| other.warning))
    }
}
