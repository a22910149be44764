//! The common part of starting, stopping and pausing.

use std::path::PathBuf;
use std::rc::Rc;

use jiff::Timestamp;

use super::chosen::{AllArgs, NamedArgs, dated};
use super::several::{PlannedWrite, SeveralResults, carry_out};
use crate::commands::campaign_files::FileCare;
use crate::commands::campaign_files::typed_terms::TypedTerms;
use crate::commands::plan::shared_lists::{findings_of_begun, today};
use crate::context::Context;
use crate::domain::calling_hours::CallingHours;
use crate::domain::change::Trigger;
use crate::domain::finding::{Finding, Findings, Origin, Problem, Severity};
use crate::domain::live::{Audience, CampaignStatus, LiveCampaign};
use crate::domain::rules::{self, Measure};
use crate::domain::schedule::{PlannedSchedule, RequestedSchedule};
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;
use crate::platform::outcome::Triggered;
use crate::platform::platform::Platform;
use crate::platform::write::{Forbidden, Write};
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
    let is_alone = !all.is_given() && named.is_one();
    let care = if trigger == Trigger::Start { FileCare::Whole } else { FileCare::Identity };
    let rows = if all.is_given() {
        all.rows(&*platform, context).await?
    } else {
        named.rows(care, &*platform, context).await?
    };
    let rows = match trigger {
        Trigger::Start => dated(rows, &*platform).await?,
        Trigger::Stop | Trigger::Pause => rows,
    };
    say_what_is_lost(&*platform, trigger, context);
    say_what_stays_on(&rows, trigger, context);
    let terms = StartTerms::load(&named.file, context)?;
    match rows.as_slice() {
        [live] if is_alone => one(&*platform, live, trigger, &terms, context).await,
        rows => several(&*platform, rows, trigger, &terms, context).await,
    }
}

async fn one(
    platform: &dyn Platform,
    live: &LiveCampaign,
    trigger: Trigger,
    terms: &StartTerms,
    context: &mut Context,
) -> Result<Exit, Error> {
    let write = write_of(platform, live, trigger, context)?;
    let reached = reaches(platform, &[live], trigger, terms, context).await?.pop();
    let (reach, forbidden) = reached.map(|it| (it.view, it.forbidden)).unzip();
    let write = write.judged_when_sent(forbidden.flatten());
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
    terms: &StartTerms,
    context: &mut Context,
) -> Result<Exit, Error> {
    let writes: Vec<Result<Write<Triggered>, Error>> =
        rows.iter().map(|live| write_of(platform, live, trigger, context)).collect();
    let triggered: Vec<&LiveCampaign> =
        writes.iter().zip(rows).filter(|(write, _)| write.is_ok()).map(|(_, live)| live).collect();
    let mut reached = reaches(platform, &triggered, trigger, terms, context).await?.into_iter();
    let planned = writes.into_iter().zip(rows).map(|(write, live)| {
        let of_it = write.as_ref().ok().and_then(|_| reached.next());
        let (view, forbidden) = of_it.map(|it| (it.view, it.forbidden)).unzip();
        let write = write.map(|write| write.judged_when_sent(forbidden.flatten()));
        (PlannedWrite { name: live.name.clone(), write }, view)
    });
    let (each, mut reach_of): (Vec<PlannedWrite<Triggered>>, Vec<Option<ReachView>>) = planned.unzip();
    let view_of = |at: usize, sent: Result<Triggered, Error>, _: &mut Context| match sent {
        Ok(done) => Ok(view(&rows[at], trigger, done).reaching(reach_of[at].take())),
        Err(error) => Err(explained(error, &rows[at], trigger)),
    };
    let carried = carry_out(trigger.verb(), each, context, view_of).await?;
    let Some(SeveralResults { views, error }) = carried else { return Ok(Exit::Success) };
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
    view.running(done.value.status.to_string(), done.value.instance_id)
}

/// Notes that a stop is final, on a platform that also has a pause.
fn say_what_is_lost(platform: &dyn Platform, trigger: Trigger, context: &mut Context) {
    if trigger == Trigger::Stop && Feature::Pause.of(platform.kind()).is_ok() {
        context.ui.note(
            "a stop is final: the remaining contacts are not called. To continue later, use kcamp campaign pause instead",
        );
    }
}

/// Notes that schedules begin the next runs of campaigns that are stopped.
fn say_what_stays_on(rows: &[LiveCampaign], trigger: Trigger, context: &mut Context) {
    for live in rows.iter().filter(|live| trigger == Trigger::Stop && live.scheduling_enabled == Some(true)) {
        context.ui.note(&format!(
            "the schedule of {:?} stays on, and begins the next run; to switch it off: kcamp schedule disable {}",
            live.name, live.id
        ));
    }
}

/// The error of a refused stop, with what a stop ends and what it does not in place of the general hint.
fn explained(error: Error, live: &LiveCampaign, trigger: Trigger) -> Error {
    if trigger != Trigger::Stop || !matches!(error.exit, Exit::Conflict | Exit::Refused) {
        return error;
    }
    let hints = match live.status {
        CampaignStatus::Scheduled | CampaignStatus::Rescheduled => vec![
            format!(
                "the campaign was {} when it was read, just before: a stop ends only a run in progress; the schedule stays on and begins the next run",
                live.status
            ),
            format!("to prevent the next run: kcamp schedule disable {}", live.id),
        ],
        CampaignStatus::Preparing => {
            vec!["the campaign is not running, so there is nothing to stop".to_owned()]
        }
        _ => return error,
    };
    Error { hints, ..error }
}

/// The contacts that a start of each of these campaigns reaches. They are shown, with a warning if there are none, or
/// the calling hours are closed now. For any other trigger nothing is read. A failed read does not prevent the start:
/// the calling hours limit dialling in any case (Kore.ai contract §17). The hours of the policy are judged too, now.
///
/// # Errors
///
/// The settings cannot be resolved, or the policy makes the hour an error.
async fn reaches(
    platform: &dyn Platform,
    campaigns: &[&LiveCampaign],
    trigger: Trigger,
    terms: &StartTerms,
    context: &mut Context,
) -> Result<Vec<Reached>, Error> {
    if trigger != Trigger::Start || campaigns.is_empty() {
        return Ok(Vec::new());
    }
    let now = context.clock.now();
    let mut reached = Vec::with_capacity(campaigns.len());
    let mut begun: Vec<(&LiveCampaign, Option<CallingHours>)> = Vec::new();
    let mut forbidden = Findings::new();
    for (live, audience) in campaigns.iter().zip(audiences(platform, campaigns, context).await) {
        let hours = platform.calling_hours(live).await.ok().flatten().and_then(|hours| hours.known());
        let nobody = audience.nobody(&live.name);
        let view = ReachView::new(audience, hours.as_ref(), now);
        context.ui.talk(&view.talk(&live.name, "now"));
        let found = nobody.into_iter().chain(hours.as_ref().and_then(|hours| outside(hours, now)));
        forbidden.extend(found.filter_map(|problem| terms.terms.say(problem, &live.name, context)));
        let is_now = begins_now(live);
        reached.push(Reached { view, forbidden: is_now.then(|| terms.forbidden(live, hours.as_ref())) });
        begun.extend(is_now.then_some((*live, hours)));
    }
    let on_shared_lists = on_shared_lists(&begun, platform, context).await?;
    let judged = |measure: Measure<'_>| {
        let mut findings = on_shared_lists.clone();
        findings.extend(forbidden.clone());
        findings
            .extend(begun.iter().filter_map(|(live, hours)| terms.finding(live, hours.as_ref(), measure)));
        findings
    };
    terms.terms.show(judged, context)?;
    Ok(reached)
}

/// The findings about campaigns that begin now on a contact list of one another, or of a live one that runs today. A
/// failed read does not prevent the start.
///
/// # Errors
///
/// The settings cannot be resolved.
async fn on_shared_lists(
    begun: &[(&LiveCampaign, Option<CallingHours>)],
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<Findings, Error> {
    let today = today(context)?;
    let begun: Vec<_> = begun.iter().map(|(live, _)| (*live, today.clone())).collect();
    if begun.iter().all(|(live, _)| live.contact_lists().is_empty()) {
        return Ok(Findings::new());
    }
    let rows = platform.list(&[]).await.unwrap_or_else(|error| {
        context.ui.note(&format!(
            "whether other campaigns run on the same contact lists could not be read: {error}"
        ));
        Vec::new()
    });
    let mut findings = Findings::new();
    findings.extend(findings_of_begun(&begun, &rows, platform, context)?.into_iter().flatten());
    Ok(findings)
}

/// The contacts that a start reaches, and when it must not go out.
struct Reached {
    view: ReachView,
    forbidden: Option<Forbidden>,
}

/// The terms that a start is judged by: the policies, and the zone in which the user types times.
#[derive(Debug, Clone)]
pub struct StartTerms {
    terms: Rc<TypedTerms>,
    typed: Option<Zone>,
}

impl StartTerms {
    /// The terms of the files that name the campaigns; without files, of the working folder.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn load(files: &[PathBuf], context: &Context) -> Result<Self, Error> {
        let terms = Rc::new(TypedTerms::load(files, context)?);
        Ok(Self { terms, typed: context.operator_zone()? })
    }

    /// Findings that stand already, by each policy.
    pub fn weighed(&self, findings: &Findings) -> Findings {
        self.terms.judge(|_| findings.clone())
    }

    /// The findings about a start now.
    pub fn judged(&self, live: &LiveCampaign, hours: Option<&CallingHours>) -> Findings {
        let now = self.terms.check_context.now;
        let closed = hours.and_then(|hours| outside(hours, now));
        self.terms.judge_at(now, |measure| {
            let mut findings = Findings::new();
            findings.extend(self.finding(live, hours, measure));
            findings.extend(closed.clone().map(|problem| problem.at(&Origin::Flag(live.name.clone()))));
            findings
        })
    }

    /// The findings about a schedule that is switched on, like those of `schedule enable`.
    pub fn judged_schedule(
        &self,
        live: &LiveCampaign,
        asked: &RequestedSchedule,
        schedule: &PlannedSchedule,
        hours: Option<&CallingHours>,
    ) -> Findings {
        let at_name = |it: &Finding| it.problem.clone().at(&Origin::Flag(live.name.clone()));
        self.terms.judge(|measure| {
            let mut findings = Findings::new();
            findings.extend(rules::check_schedule(asked, schedule, hours, measure).iter().map(at_name));
            findings
        })
    }

    /// The check that forbids a start at an instant: it may wait past the end of the hours before it goes out.
    pub fn forbidden(&self, live: &LiveCampaign, hours: Option<&CallingHours>) -> Forbidden {
        let (terms, live, hours) = (self.clone(), live.clone(), hours.cloned());
        Rc::new(move |now| {
            let findings = terms.judged_at(now, &live, hours.as_ref());
            let first = findings.iter().find(|it| it.problem.severity == Severity::Error);
            first.map(|it| it.problem.clone())
        })
    }

    fn judged_at(&self, now: Timestamp, live: &LiveCampaign, hours: Option<&CallingHours>) -> Findings {
        self.terms.judge_at(now, |measure| {
            let mut findings = Findings::new();
            findings.extend(self.finding(live, hours, measure));
            findings
        })
    }

    /// The finding about a start now at an hour at which the policy allows reaching nobody. While the calling hours are
    /// closed, nobody is reached anyway.
    fn finding(
        &self,
        live: &LiveCampaign,
        hours: Option<&CallingHours>,
        measure: Measure<'_>,
    ) -> Option<Finding> {
        if hours.is_some_and(|hours| !hours.is_open(measure.now)) {
            return None;
        }
        let what = |when: &str| format!("a start of {:?} now, {when},", live.name);
        let problem = rules::check_moment(measure.now, hours, self.typed.as_ref(), measure, what)?;
        Some(problem.at(&Origin::Flag(live.name.clone())))
    }
}

/// Whether a start reaches people at once. On Burki, one of a campaign whose schedule is on waits for its time; a
/// paused one goes on.
fn begins_now(live: &LiveCampaign) -> bool {
    live.status == CampaignStatus::Paused || live.scheduling_enabled != Some(true)
}

/// The number of contacts of each campaign. A note says if they cannot be read.
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

/// A warning if the calling hours are closed now, which says when they open.
fn outside(hours: &CallingHours, now: Timestamp) -> Option<Problem> {
    let zone = &hours.zone;
    let message = match hours.governing(now) {
        Some(span) if span.contains(now) => return None,
        Some(span) => format!(
            "the campaign is outside its calling hours now, {}: they open on {}; until then contacts are skipped and counted as unconnected",
            local(now, zone),
            local(span.opens, zone)
        ),
        None => "the calling hours have no window: nobody is reached".to_owned(),
    };
    Some(Problem::warning("campaign/calling-hours-closed", message))
}
