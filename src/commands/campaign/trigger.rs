//! The common part of starting, stopping and pausing.

use jiff::Timestamp;

use super::chosen::{AllArgs, NamedArgs, dated};
use super::several::{Carried, PlannedWrite, carry_out};
use crate::commands::campaign_files::typed_terms::TypedTerms;
use crate::context::Context;
use crate::domain::calling_hours::CallingHours;
use crate::domain::change::Trigger;
use crate::domain::finding::{Finding, Findings, Origin, Problem};
use crate::domain::live::{Audience, CampaignStatus, LiveCampaign};
use crate::domain::rules::{self, Measure};
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::outcome::Triggered;
use crate::platform::platform::Platform;
use crate::platform::write::Write;
use crate::view::lifecycle::{LifecycleOutcome, LifecycleView, LifecyclesView};
use crate::view::moment::local;
use crate::view::reach::ReachView;

/// Reads the campaigns, checks their states, asks once, carries out the action for each, and reports.
///
/// # Errors
///
/// A campaign is not found or its state does not allow the action, there is no consent, or a request fails.
pub(super) async fn run(
    named: &NamedArgs,
    all: &AllArgs,
    trigger: Trigger,
    context: &mut Context,
) -> Result<Exit, Error> {
    let platform = context.connect().await?;
    let is_alone = !all.is_given() && named.campaign.len() + named.file.len() < 2;
    let rows = if all.is_given() {
        all.rows(&*platform, context).await?
    } else {
        named.rows(&*platform, context).await?
    };
    let rows = match trigger {
        Trigger::Start => dated(rows, &*platform).await?,
        Trigger::Stop | Trigger::Pause => rows,
    };
    say_what_is_lost(&*platform, trigger, context);
    let terms = TypedTerms::load(&named.file, context)?;
    match rows.as_slice() {
        [live] if is_alone => one(&*platform, live, trigger, &terms, context).await,
        rows => several(&*platform, rows, trigger, &terms, context).await,
    }
}

async fn one(
    platform: &dyn Platform,
    live: &LiveCampaign,
    trigger: Trigger,
    terms: &TypedTerms,
    context: &mut Context,
) -> Result<Exit, Error> {
    let write = write_of(platform, live, trigger, context)?;
    let reach = reaches(platform, &[live], trigger, terms, context).await?.pop();
    let done = context.carry_out(write).await.map_err(|error| explained(error, live, trigger))?;
    let Some(done) = done else { return Ok(Exit::Success) };
    context.show_result(&view(live, trigger, done).reaching(reach))?;
    Ok(Exit::Success)
}

/// The write, if the campaign's state allows it. A stop of a campaign that may have been started is sent in any
/// state: the start may still take effect.
fn write_of(
    platform: &dyn Platform,
    live: &LiveCampaign,
    trigger: Trigger,
    context: &Context,
) -> Result<Write<Triggered>, Error> {
    let may_run = trigger == Trigger::Stop && context.may_have_started(live);
    let untold = may_run.then(|| LiveCampaign { status: CampaignStatus::untold(), ..live.clone() });
    Ok(platform.trigger(untold.as_ref().unwrap_or(live), trigger)?)
}

async fn several(
    platform: &dyn Platform,
    rows: &[LiveCampaign],
    trigger: Trigger,
    terms: &TypedTerms,
    context: &mut Context,
) -> Result<Exit, Error> {
    let each: Vec<PlannedWrite<Triggered>> = rows
        .iter()
        .map(|live| PlannedWrite {
            name: live.name.clone(),
            write: write_of(platform, live, trigger, context),
        })
        .collect();
    let triggered: Vec<&LiveCampaign> =
        each.iter().zip(rows).filter(|(each, _)| each.write.is_ok()).map(|(_, live)| live).collect();
    let mut reaches = reaches(platform, &triggered, trigger, terms, context).await?.into_iter();
    let mut reach_of: Vec<Option<ReachView>> =
        each.iter().map(|each| each.write.as_ref().ok().and_then(|_| reaches.next())).collect();
    let view_of = |at: usize, sent: Result<Triggered, Error>, _: &mut Context| match sent {
        Ok(done) => Ok(view(&rows[at], trigger, done).reaching(reach_of[at].take())),
        Err(error) => Err(explained(error, &rows[at], trigger)),
    };
    let carried = carry_out(trigger.verb(), each, context, view_of).await?;
    let Some(Carried { views, error }) = carried else { return Ok(Exit::Success) };
    context.show_result(&LifecyclesView(views))?;
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

/// Notes that a stop is final, on a platform that also has a pause.
fn say_what_is_lost(platform: &dyn Platform, trigger: Trigger, context: &mut Context) {
    if trigger == Trigger::Stop && platform.halting() == Trigger::Pause {
        context.ui.note(
            "a stop is final: the remaining contacts are not called. To continue later, use kcamp campaign pause instead",
        );
    }
}

/// Adds to the error of a refused stop what a stop ends and what it does not.
fn explained(error: Error, live: &LiveCampaign, trigger: Trigger) -> Error {
    if trigger != Trigger::Stop || !matches!(error.exit, Exit::Conflict | Exit::Refused) {
        return error;
    }
    match live.status {
        CampaignStatus::Scheduled | CampaignStatus::Rescheduled => error
            .hint("a stop ends only the run in progress; the schedule stays on and begins the next run")
            .hint(format!("to prevent the next run: kcamp schedule disable {}", live.id)),
        CampaignStatus::Preparing => error.hint("the campaign is not running, so there is nothing to stop"),
        _ => error,
    }
}

/// The contacts that a start of each of these campaigns reaches. They are shown, with a warning if the calling hours
/// are closed now. For any other trigger nothing is read. A failed read does not prevent the start: the calling hours
/// limit dialling in any case (Kore.ai contract §17). The hours of the policy are judged too, now.
///
/// # Errors
///
/// The settings cannot be resolved, or the policy makes the hour an error.
async fn reaches(
    platform: &dyn Platform,
    campaigns: &[&LiveCampaign],
    trigger: Trigger,
    terms: &TypedTerms,
    context: &mut Context,
) -> Result<Vec<ReachView>, Error> {
    if trigger != Trigger::Start || campaigns.is_empty() {
        return Ok(Vec::new());
    }
    let now = context.clock.now();
    let mut views = Vec::with_capacity(campaigns.len());
    let mut begun: Vec<(&LiveCampaign, Option<CallingHours>)> = Vec::new();
    for (live, audience) in campaigns.iter().zip(audiences(platform, campaigns, context).await) {
        let hours = platform.calling_hours(live).await.ok().flatten().and_then(|hours| hours.known());
        let view = ReachView::new(audience, hours.as_ref(), now);
        context.ui.talk(&view.talk(&live.name, "now"));
        if let Some(hours) = &hours {
            warn_outside(hours, now, context);
        }
        begun.extend(begins_now(live).then_some((*live, hours)));
        views.push(view);
    }
    let typed = context.operator_zone()?;
    let judged = |measure: Measure<'_>| {
        let of_start = |(live, hours): &(&LiveCampaign, Option<CallingHours>)| {
            judged_now(live, hours.as_ref(), typed.as_ref(), measure)
        };
        let mut findings = Findings::new();
        findings.extend(begun.iter().filter_map(of_start));
        findings
    };
    terms.show(judged, context)?;
    Ok(views)
}

/// Whether a start reaches people at once. On Burki, one of a campaign whose schedule is on waits for its time; a paused one goes on.
fn begins_now(live: &LiveCampaign) -> bool {
    live.status == CampaignStatus::Paused || live.scheduling_enabled != Some(true)
}

/// The finding about a start now at an hour at which the policy allows reaching nobody. While the calling hours are closed, nobody is
/// reached anyway.
pub fn judged_now(
    live: &LiveCampaign,
    hours: Option<&CallingHours>,
    typed: Option<&Zone>,
    measure: Measure<'_>,
) -> Option<Finding> {
    if hours.is_some_and(|hours| !hours.is_open(measure.now)) {
        return None;
    }
    let what = |when: &str| format!("a start of {:?} now, {when},", live.name);
    let problem = rules::check_moment(measure.now, hours, typed, measure, what)?;
    Some(problem.at(&Origin::Flag(live.name.clone())))
}

/// The number of contacts of each campaign. A note says if it cannot be read.
pub async fn audiences(
    platform: &dyn Platform,
    campaigns: &[&LiveCampaign],
    context: &mut Context,
) -> Vec<Audience> {
    platform.audiences(campaigns).await.unwrap_or_else(|error| {
        context.ui.note(&format!("the number of contacts could not be read: {error}"));
        campaigns.iter().map(|live| Audience::of_lists(live.contact_lists(), &[])).collect()
    })
}

/// Warns if the calling hours are closed now, and says when they open.
fn warn_outside(hours: &CallingHours, now: Timestamp, context: &mut Context) {
    let zone = &hours.zone;
    match hours.governing(now) {
        Some(span) if span.contains(now) => {}
        Some(span) => context.ui.problem(&Problem::warning("campaign/calling-hours-closed", format!(
            "the campaign is outside its calling hours now, {}: they open on {}; until then contacts are skipped and counted as unconnected",
            local(now, zone),
            local(span.opens, zone)
        ))),
        None => context.ui.problem(&Problem::warning("campaign/calling-hours-closed", "the calling hours have no window: nobody is reached")),
    }
}
