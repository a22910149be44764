//! A schedule that the platform does not return, from this machine's journal.

use crate::commands::remembered::{Remembered, Schedules};
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::ScheduleTarget;
use crate::domain::live::{LiveCallingHours, LiveCampaign, LiveSchedule};
use crate::error::Error;
use crate::platform::platform::Platform;
use crate::view::live_schedule::LiveScheduleView;
use crate::view::schedule::ScheduleView;

/// A campaign, and the schedule that this machine last switched on for it; `None` if the journal has none. If the
/// journal has no schedule at all, no request is needed.
///
/// # Errors
///
/// No campaign or several campaigns have the name, or the campaign cannot be read.
pub(super) async fn of(
    campaign: &CampaignRef,
    platform: &dyn Platform,
    context: &Context,
) -> Result<Option<(LiveCampaign, Remembered)>, Error> {
    let schedules = Schedules::known(context);
    if matches!(campaign, CampaignRef::Name(_)) && !schedules.are_any() {
        return Ok(None);
    }
    let live = platform.locate(campaign).await?;
    Ok(schedules.of(&live, platform).map(|remembered| (live, remembered)))
}

/// The schedule of this campaign that is on, which the next one takes the place of: as the platform reports it, and as
/// this machine switched it on where its journal knows that. `None` where it is off.
///
/// # Errors
///
/// The platform cannot be connected, or the schedule cannot be read.
pub(super) async fn on_now(
    live: &LiveCampaign,
    target: &ScheduleTarget,
    context: &mut Context,
) -> Result<Option<LiveScheduleView>, Error> {
    let platform = context.connect().await?;
    let held = match live.scheduling_enabled {
        enabled @ Some(_) => LiveSchedule { enabled, ..LiveSchedule::default() },
        None => platform.schedule(target).await?,
    };
    if held.enabled != Some(true) {
        return Ok(None);
    }
    let view = LiveScheduleView::new(&live.name, &held);
    let remembered = Schedules::known(context).of(live, &*platform);
    let remembered = remembered.filter(|_| !platform.kind().returns_schedules());
    Ok(Some(match remembered {
        None => view,
        Some(remembered) => shown(view, live, live.calling_hours(), remembered, &*platform, context)?,
    }))
}

/// The view with the schedule that this machine switched on. Its times are in the user's zone, or else in that in which
/// it was switched on, or else in that of the calling hours.
///
/// # Errors
///
/// The settings cannot be resolved.
pub(super) fn shown(
    view: LiveScheduleView,
    live: &LiveCampaign,
    hours: Option<&LiveCallingHours>,
    remembered: Remembered,
    platform: &dyn Platform,
    context: &Context,
) -> Result<LiveScheduleView, Error> {
    let basis = context.settings()?.clock_basis();
    // A schedule that has ended can no longer be planned.
    let planned = remembered.planned(context).ok();
    let zone = remembered.zone(hours, planned.as_ref(), context)?;
    let schedule = planned.and_then(|schedule| {
        let schedule = schedule.read_in(&zone);
        let recurrence = platform.recurrence(&schedule);
        ScheduleView::new(&live.name, &schedule, recurrence, basis, context.clock.now())
    });
    let Remembered { body, at, changed, .. } = remembered;
    Ok(view.with_enabled((at, changed), body, schedule, &zone))
}
