//! What starting, stopping and pausing share.

use crate::context::Context;
use crate::domain::change::Trigger;
use crate::domain::live::LiveCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::Platform;
use crate::view::lifecycle::{AnswerSeen, LifecycleOutcome, LifecycleView};
use crate::view::moment::local;

/// Reads the campaign, looks whether its state lets it be done, asks, does it, and reports.
pub(super) async fn run(campaign: &str, trigger: Trigger, context: &mut Context) -> Result<Exit, Error> {
    let platform = context.connect().await?;
    let live = platform.locate(campaign).await?;
    let write = platform.trigger(&live, trigger)?;
    if trigger == Trigger::Start {
        warn_outside_hours(&*platform, &live, context).await;
    }
    let Some(done) = context.carry_out(write).await? else { return Ok(Exit::Success) };
    let outcome = match trigger {
        Trigger::Start => LifecycleOutcome::Started,
        Trigger::Stop => LifecycleOutcome::Stopped,
        Trigger::Pause => LifecycleOutcome::Paused,
    };
    let view = LifecycleView::new(&live, outcome, AnswerSeen::of(done.recovered));
    context.ui.show(&view.running(done.status.to_string(), done.instance_id))?;
    Ok(Exit::Success)
}

/// Says when the calling hours open, where they are closed now. A read that fails is no reason not to start: the hours govern
/// dialling in any case (Kore.ai contract §17).
async fn warn_outside_hours(platform: &dyn Platform, campaign: &LiveCampaign, context: &mut Context) {
    let Ok(Some(live)) = platform.calling_hours(campaign).await else { return };
    let Some(hours) = live.known() else { return };
    let now = context.clock.now();
    let zone = &hours.zone;
    match hours.governing(now) {
        Some(span) if span.contains(now) => {}
        Some(span) => context.ui.warning(&format!(
            "it is outside the calling hours now, {}: they open on {}; until then contacts are skipped and counted as unconnected",
            local(now, zone),
            local(span.opens, zone)
        )),
        None => context.ui.warning("the calling hours have no window: nobody is reached"),
    }
}
