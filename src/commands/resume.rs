//! `kcamp resume`.

mod meanwhile;
mod records;
mod shared;
mod steps;

use std::path::PathBuf;

use jiff::Timestamp;

use self::records::{Recorded, recorded};
use self::steps::{Facts, HaltedAt, Step};
use super::campaign::trigger::StartTerms;
use super::lift;
use super::plan_run::{SwitchedTo, other_scheduled};
use super::remembered::journal_index::JournalIndex;
use super::remembered::zone_of;
use crate::context::{Consent, Context, LATCHED, WriteBatch};
use crate::domain::calling_hours::CallingHours;
use crate::domain::change::{Stake, Trigger};
use crate::domain::evidence::ScheduleBefore;
use crate::domain::live::{CampaignStatus, LiveCallingHours, LiveCampaign};
use crate::domain::plural::counted;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::halt::{Halted, HaltedSchedule};
use crate::platform::platform::Platform;
use crate::view::halt::{HaltAfterResume, HaltedPart, ResumeOutcome, ResumeView, ResumedView};
use crate::view::moment::local;

/// Bring back what kcamp halt stopped, and lift the halt
///
/// kcamp shows which schedules it will switch on as they were (if this machine's journal knows them), what cannot be
/// brought back, and which running campaigns would start again from the beginning. Then it asks (--yes answers, and is
/// needed without a terminal), lifts the halt and does it. On Kore.ai a campaign that was stopped calls its whole list
/// again, so it is started only with --begin-anew; on Burki the paused campaign is resumed. A campaign whose schedule
/// comes back is not started: its next run calls.
///
/// What somebody else changed stays as it is: a schedule that got other times before the halt, or a campaign that was
/// changed after it.
///
/// Without RECORD kcamp uses every record of this account since the halt.
///
/// Example: kcamp resume
#[derive(Debug, clap::Args)]
pub struct ResumeArgs {
    /// The record that kcamp halt wrote
    #[arg(value_name = "RECORD")]
    record: Option<PathBuf>,
    /// Also start stopped campaigns again, which then call their whole list (Kore.ai)
    #[arg(long)]
    begin_anew: bool,
}

/// The schedule or the run of a campaign in the record, with the campaign in its present state.
#[derive(Debug)]
struct Resumed {
    halted: Halted,
    live: Option<LiveCampaign>,
    /// Its calling hours, as far as they are known and its run is to be brought back.
    hours: Option<CallingHours>,
    part: HaltedPart,
    step: Step,
}

/// Reads the records and the platform, asks, lifts the halt, restores the campaigns, and reports.
///
/// # Errors
///
/// The records or the campaigns cannot be read, there is no consent, the halt cannot be lifted, or not everything
/// could be restored.
pub async fn run(args: ResumeArgs, context: &mut Context) -> Result<Exit, Error> {
    if context.is_halted_by_variable() && context.dry_run().is_none() {
        context.refuse_while_halted()?;
    }
    let latched = context.latches()?.states();
    let Recorded { paths, halted, by } = recorded(args.record.as_deref(), context)?;
    context.name_halts(&by)?;
    if let Some(refusal) = context.refusal_by_another()?.filter(|_| context.dry_run().is_none()) {
        return Err(refusal);
    }
    let platform = context.connect().await?;
    let rows = if halted.is_empty() { Vec::new() } else { platform.list(&[]).await? };
    let terms = StartTerms::load(&[], context)?;
    let mut resumed = resumed(halted, &rows, args.begin_anew, &terms, &*platform, context).await?;
    shared::judge(&mut resumed, &rows, &terms, &*platform, context).await?;
    announce(&resumed, latched.is_set(), context)?;
    let writes = writes(&resumed, &*platform);
    let question = question(writes.requests().len(), latched.is_set());
    let Some(consent) = context.agree(writes, &question)? else {
        return Ok(Exit::Success);
    };
    meanwhile::refuse_halted_since(&latched, &paths, context)?;
    if latched.is_set() {
        lift::lift("by kcamp resume", context)?;
    }
    let (mut views, mut hints) = (Vec::with_capacity(resumed.len()), Vec::new());
    for each in resumed {
        let (view, undo) = apply(each, &terms, &*platform, &consent, context).await;
        views.push(view);
        hints.extend(undo);
    }
    if !context.latches()?.set().is_empty() {
        meanwhile::look_again(&mut views, &*platform).await;
        let error = meanwhile::error(&views, &paths, context);
        context.show_result(&ResumeView::new(HaltAfterResume::SetAgain, views))?;
        return Err(error.with_hints(hints));
    }
    report(views, hints, latched.is_set(), context)
}

fn question(campaigns: usize, is_halted: bool) -> String {
    let campaigns = (campaigns > 0).then(|| counted(campaigns, "campaign"));
    match (campaigns, is_halted) {
        (None, true) => "lift the halt?".to_owned(),
        (None, false) => "go on, although nothing can be brought back?".to_owned(),
        (Some(campaigns), true) => format!("lift the halt and bring {campaigns} back?"),
        (Some(campaigns), false) => format!("bring {campaigns} back?"),
    }
}

/// The parts of the halted campaigns, with the step that restores each.
async fn resumed(
    halted: Vec<(Halted, HaltedAt)>,
    rows: &[LiveCampaign],
    begin_anew: bool,
    terms: &StartTerms,
    platform: &dyn Platform,
    context: &Context,
) -> Result<Vec<Resumed>, Error> {
    let memory = JournalIndex::read(context)?;
    let facts = Facts { platform, memory: &memory, rows, begin_anew, terms, context };
    let mut resumed = Vec::with_capacity(halted.len());
    for (halted, at) in halted {
        let row = rows.iter().find(|row| row.id.as_str() == halted.id).cloned();
        let live = match row {
            Some(row) if !platform.rows_date_changes() => Some(platform.whole(row).await?),
            row => row,
        };
        let hours = match &live {
            Some(live) if halted.ran || halted.had_schedule() => {
                platform.calling_hours(live).await.ok().flatten()
            }
            _ => None,
        };
        let hours = hours.as_ref().and_then(LiveCallingHours::known);
        for (part, step) in facts.steps(&halted, at, live.as_ref(), hours.as_ref()) {
            let (halted, live, hours) = (halted.clone(), live.clone(), hours.clone());
            resumed.push(Resumed { halted, live, hours, part, step });
        }
    }
    Ok(resumed)
}

/// Says what will be done for each campaign.
fn announce(resumed: &[Resumed], is_halted: bool, context: &mut Context) -> Result<(), Error> {
    context.ui.talk(&format!("resume: {}", context.whereabouts()?));
    if resumed.is_empty() {
        let only = if is_halted { ": only the halt is lifted" } else { "" };
        context.ui.talk(&format!("the halt stopped nothing, and switched no schedule off{only}"));
    }
    for Resumed { halted, live, step, .. } in resumed {
        let line = match step {
            Step::SwitchOn(schedule, _) => {
                let hours = live.as_ref().and_then(LiveCampaign::calling_hours);
                let zone = zone_of(hours, Some(schedule), context)?;
                let since = match &halted.schedule {
                    HaltedSchedule::AsSent { at, .. } => {
                        Some(format!(", as it was switched on at {}", local(*at, &zone)))
                    }
                    _ => None,
                };
                let next = next_run(schedule, context).map(|at| format!("; next run {}", local(at, &zone)));
                format!(
                    "switch the schedule on{}{}",
                    since.unwrap_or_default(),
                    next.unwrap_or_else(|| "; no run is left".to_owned())
                )
            }
            Step::Start(_) if live.as_ref().is_some_and(|live| live.status == CampaignStatus::Paused) => {
                "start it: the run is resumed where it was paused".to_owned()
            }
            Step::Start(_) => "start it: it calls its whole list again".to_owned(),
            Step::Nothing(outcome, why) => outcome.in_words(why.as_deref()),
        };
        // The result has the ids. Here an id is shown only if two campaigns share a name.
        let is_twin = |other: &Resumed| other.halted.name == halted.name && other.halted.id != halted.id;
        let is_shared = resumed.iter().any(is_twin);
        let id = if is_shared { format!(" ({})", halted.id) } else { String::new() };
        let line = context.ui.with_account(&line);
        context.ui.talk(&format!("  {:?}{id}: {line}", halted.name));
    }
    for Resumed { step, .. } in resumed {
        if let Step::Start(findings) | Step::SwitchOn(_, findings) = step {
            context.ui.findings(findings);
        }
    }
    let would_begin_anew = |it: &Resumed| matches!(it.step, Step::Nothing(ResumeOutcome::WouldBeginAnew, _));
    if resumed.iter().any(would_begin_anew) {
        context.ui.note(
            "add --begin-anew to start the campaigns that would call their whole list again, or start them one by one: kcamp campaign start NAME",
        );
    }
    Ok(())
}

fn next_run(schedule: &PlannedSchedule, context: &Context) -> Option<Timestamp> {
    Some(schedule.runs()?.runs().starting_from(context.clock.now()).next()?.instant)
}

/// The writes, if nothing fails. A write that is not possible is reported when it is tried.
fn writes(resumed: &[Resumed], platform: &dyn Platform) -> WriteBatch {
    resumed.iter().fold(WriteBatch::at(Stake::ReachesPeople), |all, each| match (&each.step, &each.live) {
        (Step::SwitchOn(schedule, _), Some(live)) => {
            let target = platform.schedule_target_of(live);
            match platform.enable_schedule(&target, schedule, ScheduleBefore::read(live)) {
                Ok(write) => all.and(&write),
                Err(_) => all,
            }
        }
        (Step::Start(_), Some(live)) => match platform.trigger(live, Trigger::Start) {
            Ok(write) => all.and(&write),
            Err(_) => all,
        },
        _ => all,
    })
}

/// Carries out the step for a campaign, and reports the outcome.
async fn apply(
    Resumed { halted, live, hours, part, step }: Resumed,
    terms: &StartTerms,
    platform: &dyn Platform,
    consent: &Consent,
    context: &mut Context,
) -> (ResumedView, Vec<String>) {
    let mut hints = Vec::new();
    let (outcome, message) = match (step, live) {
        (Step::Nothing(outcome, why), _) => (outcome, why),
        (Step::SwitchOn(schedule, _), Some(live)) => {
            let target = platform.schedule_target_of(&live);
            let sent = match platform.enable_schedule(&target, &schedule, ScheduleBefore::read(&live)) {
                // It is read again only after a question, a wait or an earlier write.
                Ok(write) => context.send(write.based_on(&live), consent).await,
                Err(error) => Err(error.into()),
            };
            match sent {
                Ok(change) => match change.of(Some(&live.id)) {
                    Ok(_) => (ResumeOutcome::SwitchedOn, None),
                    Err(other) => {
                        let error = other_scheduled(&live.name, false, SwitchedTo::On, "is off", &other);
                        let message = error.message();
                        hints = error.hints;
                        (ResumeOutcome::NotDone, Some(message))
                    }
                },
                Err(error) => failed(&error),
            }
        }
        (Step::Start(_), Some(live)) => {
            let sent = match platform.trigger(&live, Trigger::Start) {
                Ok(write) => {
                    let forbidden = terms.forbidden(&live, hours.as_ref());
                    context.send(write.judged_when_sent(Some(forbidden)), consent).await
                }
                Err(error) => Err(error.into()),
            };
            sent.map_or_else(|error| failed(&error), |_| (ResumeOutcome::Started, None))
        }
        (Step::SwitchOn(..) | Step::Start(_), None) => (ResumeOutcome::Gone, None),
    };
    let message = message.map(|why| context.ui.with_account(&why));
    let Halted { name, id, status: status_before, .. } = halted;
    (ResumedView { name, id, part, status_before, outcome, message }, hints)
}

fn failed(error: &Error) -> (ResumeOutcome, Option<String>) {
    let outcome = if error.exit == Exit::Unknown { ResumeOutcome::Unknown } else { ResumeOutcome::NotDone };
    let is_halted = error.code == LATCHED;
    (outcome, Some(if is_halted { meanwhile::NOT_TRIED.to_owned() } else { error.message() }))
}

/// Such as `"Billing": cannot be brought back: its status is Completed`.
fn in_words(it: &ResumedView) -> String {
    let words = it.outcome.in_words(it.message.as_deref());
    format!("{:?}: {words}", it.name)
}

fn is_still_on(it: &ResumedView) -> bool {
    it.outcome == ResumeOutcome::StillOn
}

/// The next steps for what was not brought back.
fn ways_on(missing: &[&ResumedView], all: &[ResumedView]) -> Vec<String> {
    let has_schedule = |run: &ResumedView| {
        let is_its = |it: &&ResumedView| it.id == run.id && it.part == HaltedPart::Schedule;
        all.iter()
            .find(is_its)
            .is_some_and(|it| matches!(it.outcome, ResumeOutcome::SwitchedOn | ResumeOutcome::OnAlready))
    };
    // Where something is still on, its message has the command.
    let missing: Vec<&&ResumedView> = missing.iter().filter(|it| !is_still_on(it)).collect();
    let runs = || missing.iter().filter(|it| it.part == HaltedPart::Run);
    let is_schedule = |it: &&&ResumedView| it.part == HaltedPart::Schedule;
    [
        (missing.iter().any(is_schedule), "switch a schedule on: kcamp schedule enable NAME"),
        (
            missing.iter().any(|it| it.part == HaltedPart::Start),
            "start a campaign again that waited for its time: kcamp campaign start NAME",
        ),
        (runs().any(|it| !has_schedule(it)), "start a campaign: kcamp campaign start NAME"),
        (
            runs().any(|it| has_schedule(it)),
            "to call with a schedule's campaign before its next run, switch the schedule off first: kcamp schedule disable NAME; kcamp campaign start NAME",
        ),
    ]
    .into_iter()
    .filter(|(is_needed, _)| *is_needed)
    .map(|(_, step)| step.to_owned())
    .collect()
}

fn report(
    campaigns: Vec<ResumedView>,
    mut hints: Vec<String>,
    was_halted: bool,
    context: &mut Context,
) -> Result<Exit, Error> {
    let (unknown, missing): (Vec<&ResumedView>, Vec<&ResumedView>) = campaigns
        .iter()
        .filter(|it| it.outcome.is_missing())
        .partition(|it| it.outcome == ResumeOutcome::Unknown);
    let (exit, what) = match (unknown.is_empty(), missing.is_empty()) {
        (true, true) => (Exit::Success, ""),
        (false, _) => (Exit::Unknown, "kcamp does not know whether everything was brought back"),
        (true, false) if missing.iter().all(|it| is_still_on(it)) => {
            (Exit::Partial, "something is on that it was to end")
        }
        (true, false) => (Exit::Partial, "not everything was brought back"),
    };
    let begins = if was_halted { "the halt is lifted, but " } else { "" };
    let all: Vec<&ResumedView> = unknown.into_iter().chain(missing).collect();
    if hints.is_empty() {
        hints = ways_on(&all, &campaigns);
    }
    let told: Vec<String> = all.into_iter().map(in_words).collect();
    let halt = if was_halted { HaltAfterResume::Lifted } else { HaltAfterResume::WasNotSet };
    context.show_result(&ResumeView::new(halt, campaigns))?;
    if exit == Exit::Success {
        return Ok(exit);
    }
    let error = Error::new("halt/not-all-resumed", format!("{begins}{what}: {}", told.join("; ")), exit);
    Err(error.with_hints(hints))
}
