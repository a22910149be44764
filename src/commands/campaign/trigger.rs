//! What starting, stopping and pausing share.

use super::chosen::{AllArgs, NamedArgs};
use super::several::{Each, agree, error_of};
use crate::context::Context;
use crate::domain::change::Trigger;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::Triggered;
use crate::platform::platform::Platform;
use crate::view::lifecycle::{LifecycleOutcome, LifecycleView, LifecyclesView};
use crate::view::moment::local;

/// Reads the campaigns, looks whether their states let it be done, asks once, does it for each, and reports.
pub(super) async fn run(
    named: &NamedArgs,
    all: &AllArgs,
    trigger: Trigger,
    context: &mut Context,
) -> Result<Exit, Error> {
    let platform = context.connect().await?;
    let is_alone = !all.is_given() && named.campaign.len() + named.file.len() < 2;
    let rows =
        if all.is_given() { all.rows(&*platform).await? } else { named.rows(&*platform, context).await? };
    say_what_is_lost(&*platform, trigger, context);
    match rows.as_slice() {
        [live] if is_alone => one(&*platform, live, trigger, context).await,
        rows => several(&*platform, rows, trigger, context).await,
    }
}

async fn one(
    platform: &dyn Platform,
    live: &LiveCampaign,
    trigger: Trigger,
    context: &mut Context,
) -> Result<Exit, Error> {
    let write = platform.trigger(live, trigger)?;
    if trigger == Trigger::Start {
        warn_outside_hours(platform, live, context).await;
    }
    let done = context.carry_out(write).await.map_err(|error| explained(error, live, trigger))?;
    let Some(done) = done else { return Ok(Exit::Success) };
    context.ui.show(&view(live, trigger, done))?;
    Ok(Exit::Success)
}

async fn several(
    platform: &dyn Platform,
    rows: &[LiveCampaign],
    trigger: Trigger,
    context: &mut Context,
) -> Result<Exit, Error> {
    let mut each = Vec::with_capacity(rows.len());
    for live in rows {
        if trigger == Trigger::Start {
            warn_outside_hours(platform, live, context).await;
        }
        let write = platform.trigger(live, trigger).map_err(Error::from);
        each.push(Each { name: live.name.clone(), write });
    }
    let Some(consent) = agree(trigger.verb(), &each, context)? else { return Ok(Exit::Success) };
    context.expect_writes(
        each.iter().filter_map(|it| Some(it.write.as_ref().ok()?.change.to_string())).collect(),
        "run it again: what is done already is refused or the same",
    );
    let (mut views, mut failed) = (Vec::new(), Vec::new());
    for (Each { name, write }, live) in each.into_iter().zip(rows) {
        let sent = match write {
            Ok(write) => context.send(write, &consent).await,
            Err(error) => Err(error),
        };
        match sent {
            Ok(done) => views.push(view(live, trigger, done)),
            Err(error) => failed.push((name, explained(error, live, trigger))),
        }
    }
    let error = error_of(trigger.verb(), views.len(), &failed);
    context.ui.show(&LifecyclesView(views))?;
    error.map_or(Ok(Exit::Success), Err)
}

fn view(live: &LiveCampaign, trigger: Trigger, done: Triggered) -> LifecycleView {
    let outcome = match trigger {
        Trigger::Start => LifecycleOutcome::Started,
        Trigger::Stop => LifecycleOutcome::Stopped,
        Trigger::Pause => LifecycleOutcome::Paused,
    };
    let view = LifecycleView::new(live, outcome, done.answer_lost);
    view.running(done.status.to_string(), done.instance_id)
}

/// Where the platform has a pause, a stop is final.
fn say_what_is_lost(platform: &dyn Platform, trigger: Trigger, context: &mut Context) {
    if trigger == Trigger::Stop && platform.halting() == Trigger::Pause {
        context.ui.note(
            "a stop is final: the contacts that are left are not called any more; kcamp campaign pause stops a campaign that can go on",
        );
    }
}

/// A refused stop with what it does and does not end.
fn explained(error: Error, live: &LiveCampaign, trigger: Trigger) -> Error {
    if trigger != Trigger::Stop || !matches!(error.exit, Exit::Conflict | Exit::Refused) {
        return error;
    }
    match live.status {
        CampaignStatus::Scheduled | CampaignStatus::Rescheduled => error
            .hint("a stop ends the run that is in progress, and leaves the schedule on, which begins the next one")
            .hint(format!("to keep it from beginning: kcamp schedule disable {}", live.id)),
        CampaignStatus::Ready
        | CampaignStatus::Draft
        | CampaignStatus::Preparing
        | CampaignStatus::Stopped
        | CampaignStatus::Completed => error.hint("it does not run: there is nothing to stop"),
        _ => error,
    }
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
