//! What starting, stopping and pausing share.

use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::domain::evidence::Evidence;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::client::{Action, Client, Handle};
use crate::platform::outcome::Trigger;
use crate::view::lifecycle::{AnswerSeen, LifecycleOutcome, LifecycleView};
use crate::view::moment::local;

/// Reads the campaign, looks whether its state lets it be done, asks, does it, and reports.
pub(super) async fn run(campaign: &str, trigger: Trigger, context: &mut Context) -> Result<Exit, Error> {
    let client = context.client().await?;
    let handle = client.locate(campaign).await?;
    handle.may(Action::Trigger(trigger))?;
    let request = handle.trigger_request(trigger)?;
    if trigger == Trigger::Start {
        warn_outside_hours(&client, &handle, context).await;
    }
    if context.dry_run().is_some() {
        return requests::show(&[request], context);
    }
    let consent = match trigger {
        Trigger::Start | Trigger::Stop => Consent::ReachesPeople,
        // Nothing is lost by it, and nobody reached.
        Trigger::Pause => Consent::Write,
    };
    context.consent(consent, &question(trigger.verb(), &handle))?;
    let (action, outcome) = match trigger {
        Trigger::Start => ("campaign start", LifecycleOutcome::Started),
        Trigger::Stop => ("campaign stop", LifecycleOutcome::Stopped),
        Trigger::Pause => ("campaign pause", LifecycleOutcome::Paused),
    };
    let id = handle.live().id.to_string();
    let sent = handle.trigger(trigger);
    let done = context
        .leaving(Evidence::of_campaign(handle.live()))
        .write(action, &handle.live().name, sent, |_| Some(id))
        .await
        .map_err(|error| with_state(error, &handle))?;
    let answer = AnswerSeen::of(done.recovered);
    let view = LifecycleView::new(handle.live(), handle.type_word(), outcome, answer)
        .running(done.status.to_string(), done.instance_id);
    context.ui.show(&view)?;
    Ok(Exit::Success)
}

/// Says when the calling hours open, where they are closed now. A read that fails is no reason not to start: the hours govern
/// dialling in any case (Kore.ai contract §17).
async fn warn_outside_hours(client: &Client, handle: &Handle<'_>, context: &mut Context) {
    let Ok(Some(live)) = client.calling_hours(handle.live()).await else { return };
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

/// `start the sms campaign "Billing" (Ready, cd-…)?`
pub(super) fn question(verb: &str, handle: &Handle<'_>) -> String {
    let live = handle.live();
    let lists = match live.contact_lists.as_slice() {
        [] => String::new(),
        lists => format!(", to {}", lists.join(", ")),
    };
    format!(
        "{verb} the {} campaign {:?} ({}{lists}, {})?",
        handle.type_word(),
        live.name,
        live.status,
        live.id
    )
}

/// The platform's refusal with the state that the campaign was in, which is what it is mostly about.
pub(super) fn with_state(error: Error, handle: &Handle<'_>) -> Error {
    if matches!(error.exit, Exit::Conflict | Exit::Refused) {
        let status = &handle.live().status;
        return error.hint(format!("the campaign was {status} when it was read, just before"));
    }
    error
}
