//! What starting and stopping share.

use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::kore::{Target, Trigger};
use crate::platform::preview::RequestPreview;
use crate::view::lifecycle::{AnswerSeen, LifecycleOutcome, LifecycleView};

/// Reads the campaign, looks whether it `may` be done, asks, does it, and reports.
pub(super) async fn run(
    campaign: &str,
    trigger: Trigger,
    may: impl FnOnce(&Target) -> Result<(), Error>,
    context: &mut Context,
) -> Result<Exit, Error> {
    let kore = context.kore().await?;
    let target = kore.locate(campaign).await?;
    may(&target)?;
    if context.dry_run().is_some() {
        let request = context.endpoints()?.trigger(&target, trigger);
        return requests::show(&[RequestPreview::from(&request)], context);
    }
    context.consent(Consent::ReachesPeople, &question(trigger.verb(), &target))?;
    let (action, outcome) = match trigger {
        Trigger::Start => ("campaign start", LifecycleOutcome::Started),
        Trigger::Stop => ("campaign stop", LifecycleOutcome::Stopped),
    };
    let id = target.live.id.to_string();
    let sent = kore.trigger(&target, trigger);
    let done = context
        .write(action, &target.live.name, sent, |_| Some(id))
        .await
        .map_err(|error| with_state(error, &target))?;
    let answer = AnswerSeen::of(done.recovered);
    let view = LifecycleView::new(&target.live, target.campaign_type, outcome, answer)
        .running(done.status.to_string(), done.instance_id);
    context.ui.show(&view)?;
    Ok(Exit::Success)
}

/// `start the sms campaign "Billing" (Ready, cd-…)?`
pub(super) fn question(verb: &str, target: &Target) -> String {
    let live = &target.live;
    let lists = match live.contact_lists.as_slice() {
        [] => String::new(),
        lists => format!(", to {}", lists.join(", ")),
    };
    format!(
        "{verb} the {} campaign {:?} ({}{lists}, {})?",
        target.campaign_type, live.name, live.status, live.id
    )
}

/// The platform's refusal with the state that the campaign was in, which is what it is mostly about.
pub(super) fn with_state(error: Error, target: &Target) -> Error {
    if matches!(error.exit, Exit::Conflict | Exit::Refused) {
        let status = &target.live.status;
        return error.hint(format!("the campaign was {status} when it was read, just before"));
    }
    error
}
