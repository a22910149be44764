//! `kcamp campaign callback`.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::commands::campaign_files::typed_terms::TypedTerms;
use crate::context::Context;
use crate::domain::calling_hours::CallingHours;
use crate::domain::finding::{Finding, Findings, Origin, Problem};
use crate::domain::kore_contact::{CallBack, CallBackOutcome};
use crate::domain::live::LiveCampaign;
use crate::domain::rules::{self, Measure};
use crate::domain::wall_time::Resolved;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;
use crate::view::kore_contacts::{CallBackView, CallBacksView};
use crate::view::moment::{local, rfc3339};

/// The prefix of a run's id. Kore.ai contract §1.4.
const INSTANCE_PREFIX: &str = "cid-";

/// Set when contacts of a running campaign are called back (Kore.ai)
///
/// kcamp asks before it sends anything; --yes answers, and is needed without a terminal. Times are read in your
/// --timezone unless they have an offset.
#[derive(Debug, clap::Args)]
pub struct CallbackArgs {
    /// The run's id (cid-…), as campaign start and campaign list -o json show it, or the campaign's name; kcamp warns
    /// of times outside the campaign's calling hours
    instance: String,
    /// A contact's dialling id and the time, such as ID=2026-12-01T09:00; give it again for more
    #[arg(value_name = "ID=TIME", required = true)]
    call: Vec<String>,
}

/// Checks every time, asks, sends all in one request, and shows the outcome of each.
///
/// # Errors
///
/// A time cannot be read or has passed, a contact is named twice, the campaign has no run, there is no consent, the
/// request fails, or not every call-back was accepted.
pub async fn run(args: &CallbackArgs, context: &mut Context) -> Result<Exit, Error> {
    context.require(Feature::CallBacks)?;
    let mut notes = Findings::new();
    let calls =
        args.call.iter().map(|text| call(text, context, &mut notes)).collect::<Result<Vec<_>, Error>>()?;
    once_each(&calls)?;
    context.ui.findings(&notes);
    let (instance, campaign) = run_of(&args.instance, context).await?;
    let campaign = match campaign {
        Some(live) => Some(whole_if_readable(live, context).await?),
        None => None,
    };
    let hours = match &campaign {
        Some(live) => hours_of(live, context).await,
        None => None,
    };
    judge(&calls, hours.as_ref(), context)?;
    let mut write = context.platform()?.call_back(&instance, &calls)?;
    if let Some(live) = &campaign {
        write = write.based_on_run(live);
    }
    let Some(outcomes) = context.carry_out(write).await? else { return Ok(Exit::Success) };
    let zone = context.reader_zone()?;
    let views = calls.iter().zip(&outcomes).map(|(call, outcome)| CallBackView::new(call, outcome, &zone));
    context.show_result(&CallBacksView(views.collect()))?;
    end(&outcomes)
}

/// The run's id, and its campaign if it was read.
async fn run_of(text: &str, context: &mut Context) -> Result<(String, Option<LiveCampaign>), Error> {
    if text.starts_with(INSTANCE_PREFIX) {
        return Ok((text.to_owned(), campaign_of_run(text, context).await?));
    }
    let platform = context.connect().await?;
    let live = platform.locate(&platform.refer(text)).await?;
    let mut run = live.run_id().map(str::to_owned);
    if run.is_none() {
        // The answer about one campaign names no run, but its row in the list does. Kore.ai contract §8.
        let types: Vec<&str> = live.type_word().into_iter().collect();
        let row = platform.list(&types).await?.into_iter().find(|row| row.id == live.id);
        run = row.and_then(|row| row.run_id().map(str::to_owned));
    }
    let Some(run) = run else {
        let message =
            format!("the platform shows no run of the campaign {:?}, which is {}", live.name, live.status);
        return Err(Error::new("campaign/no-run", message, Exit::Conflict)
            .hint("give the run's id, cid-…, or start the campaign"));
    };
    Ok((run, Some(live)))
}

/// The campaign whose row of the list names a run; `None` where none does, and in a dry run, which reads nothing for
/// it. The platform lists only the last run of a campaign.
///
/// # Errors
///
/// The platform cannot be connected.
async fn campaign_of_run(run: &str, context: &mut Context) -> Result<Option<LiveCampaign>, Error> {
    if context.dry_run().is_some() {
        return Ok(None);
    }
    let platform = context.connect().await?;
    let rows = platform.list(&[]).await;
    let why = match rows {
        Ok(rows) => {
            let is_its = |row: &LiveCampaign| row.run_id() == Some(run);
            match rows.into_iter().find(is_its) {
                Some(row) => return Ok(Some(row)),
                None => "the list of campaigns does not name it".to_owned(),
            }
        }
        Err(error) => error.to_string(),
    };
    context.ui.note(&format!(
        "kcamp does not know which campaign the run {run} belongs to, and did not check the times against its calling hours: {why}"
    ));
    Ok(None)
}

/// The campaign as the write is based on it: with its calling hours, which a row of the list does not have.
async fn whole_if_readable(live: LiveCampaign, context: &Context) -> Result<LiveCampaign, Error> {
    if live.calling_hours().is_some() {
        return Ok(live);
    }
    let whole = context.platform()?.whole(live.clone()).await;
    Ok(whole.unwrap_or(live))
}

/// The campaign's calling hours, as far as they can be read.
async fn hours_of(live: &LiveCampaign, context: &Context) -> Option<CallingHours> {
    let platform = context.platform().ok()?;
    platform.calling_hours(live).await.ok().flatten()?.known()
}

/// Judges the times by the hours of the policy.
///
/// # Errors
///
/// The settings cannot be resolved, or the policy makes an hour an error.
fn judge(calls: &[CallBack], hours: Option<&CallingHours>, context: &mut Context) -> Result<(), Error> {
    let (terms, typed) = (TypedTerms::load(&[], context)?, context.operator_zone()?);
    let outside = hours.map(|hours| outside(calls, hours)).unwrap_or_default();
    let forbidden: Vec<Finding> =
        outside.into_iter().filter_map(|(about, problem)| terms.say(problem, &about, context)).collect();
    let judged = |measure: Measure<'_>| {
        let of_call = |CallBack { dialling_id, at }: &CallBack| {
            let what = |when: &str| format!("the call-back of {dialling_id} on {when}");
            let problem = rules::check_moment(*at, hours, typed.as_ref(), measure, what)?;
            Some(problem.at(&Origin::Flag(dialling_id.clone())))
        };
        let mut findings = Findings::new();
        findings.extend(calls.iter().filter_map(of_call).chain(forbidden.clone()));
        findings
    };
    terms.show(judged, context)
}

/// A warning for each call-back outside the campaign's calling hours.
fn outside(calls: &[CallBack], hours: &CallingHours) -> Vec<(String, Problem)> {
    let zone = &hours.zone;
    let outside = calls.iter().filter_map(|CallBack { dialling_id, at }| {
        let span = hours.governing(*at).filter(|span| !span.contains(*at))?;
        let message = format!(
            "the call-back of {dialling_id} on {} is outside the campaign's calling hours: they open on {}",
            local(*at, zone),
            local(span.opens, zone)
        );
        Some((dialling_id.clone(), Problem::warning("campaign/calling-hours-closed", message)))
    });
    outside.collect()
}

/// Refuses two times for one contact: it is unknown which one the platform uses, or whether it calls twice.
///
/// # Errors
///
/// A contact is named twice.
fn once_each(calls: &[CallBack]) -> Result<(), Error> {
    let mut seen = HashSet::new();
    match calls.iter().find(|call| !seen.insert(call.dialling_id.trim())) {
        None => Ok(()),
        Some(CallBack { dialling_id, .. }) => {
            let message = format!("the contact {dialling_id} is named twice");
            Err(Error::usage("callback/contact-twice", message)
                .nothing_sent()
                .hint("give each contact one time: it could be called twice"))
        }
    }
}

fn call(text: &str, context: &Context, notes: &mut Findings) -> Result<CallBack, Error> {
    let (dialling_id, time) = text.split_once('=').filter(|(id, _)| !id.is_empty()).ok_or_else(|| {
        Error::usage("callback/unreadable", format!("{text:?} is not a contact and time"))
            .hint("write it as ID=2026-12-01T09:00")
    })?;
    let resolved = context.typed_time(dialling_id, time, "campaign callback")?;
    in_future(dialling_id, &resolved, context.clock.now())?;
    let origin = Origin::Flag(dialling_id.to_owned());
    notes.extend(resolved.notes.iter().cloned().map(|note| note.at(&origin)));
    Ok(CallBack { dialling_id: dialling_id.to_owned(), at: resolved.instant })
}

fn in_future(dialling_id: &str, time: &Resolved, now: Timestamp) -> Result<(), Error> {
    if time.instant > now {
        return Ok(());
    }
    let shown = rfc3339(time.instant, time.clock());
    let message = format!("{dialling_id}: {shown} is not in the future");
    Err(Error::usage("callback/time-in-past", message).nothing_sent().hint("give a later time"))
}

/// 0 if all were accepted, 7 if none was, 9 if the answer leaves one open, and else 10.
fn end(outcomes: &[CallBackOutcome]) -> Result<Exit, Error> {
    let count = |is: fn(&CallBackOutcome) -> bool| outcomes.iter().filter(|outcome| is(outcome)).count();
    let accepted = count(|outcome| *outcome == CallBackOutcome::Accepted);
    let open = count(|outcome| *outcome == CallBackOutcome::NotAnswered);
    let total = outcomes.len();
    if accepted == total {
        return Ok(Exit::Success);
    }
    let exit = match (open, accepted) {
        (1.., _) => Exit::Unknown,
        (0, 0) => Exit::Refused,
        (0, _) => Exit::Partial,
    };
    let message = format!(
        "{accepted} of {total} call-backs were accepted; the table shows the reason for each of the others"
    );
    Err(Error::new("callback/not-all-taken", message, exit).hint("ask again only for the refused ones"))
}
