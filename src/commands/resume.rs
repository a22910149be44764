//! `kcamp resume`.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::halt::planned_again;
use super::lift;
use crate::context::{Consent, Context, Together};
use crate::domain::action_name;
use crate::domain::change::{Stake, Trigger};
use crate::domain::finding::Severity;
use crate::domain::halt::ScheduleSwitch;
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::plan::SentSchedule;
use crate::domain::plural::counted;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::halt::{Halted, Record, RecordError, Since};
use crate::platform::platform::Platform;
use crate::view::halt::{ResumeOutcome, ResumeView, ResumedView};
use crate::view::moment::local;

/// Bring back what kcamp halt stopped, and lift the halt
///
/// kcamp shows which schedules it will switch on as they were (if this machine's journal knows them), what cannot be brought back,
/// and which running campaigns would start again from the beginning. Then it asks (--yes answers, and is needed without a
/// terminal), lifts the halt and does it. On Kore.ai a campaign that was stopped calls its whole list again, so it is started only
/// with --begin-anew; on Burki the paused campaign is resumed.
///
/// Without RECORD kcamp uses every record of this account since the halt.
#[derive(Debug, clap::Args)]
pub struct ResumeArgs {
    /// The record that kcamp halt wrote
    #[arg(value_name = "RECORD")]
    record: Option<PathBuf>,
    /// Also start stopped campaigns again, which then call their whole list (Kore.ai)
    #[arg(long)]
    begin_anew: bool,
}

/// The step that brings one campaign back.
#[derive(Debug)]
enum Step {
    /// Its schedule is switched on as it was.
    SwitchOn(PlannedSchedule),
    /// It is started, and goes on or begins anew.
    Start,
    /// Nothing: this is why.
    Nothing(ResumeOutcome, Option<String>),
}

/// A campaign of the record, as it is now.
#[derive(Debug)]
struct Resumed {
    halted: Halted,
    live: Option<LiveCampaign>,
    step: Step,
}

/// Reads the records and the platform, shows, asks, lifts, applies, reports.
///
/// # Errors
///
/// The records or the campaigns cannot be read, nobody agrees, the halt cannot be lifted, or not everything could be brought
/// back.
pub async fn run(args: ResumeArgs, context: &mut Context) -> Result<Exit, Error> {
    if context.is_halted_by_variable() && context.dry_run().is_none() {
        context.refuse_while_halted()?;
    }
    let halted = recorded(args.record.as_deref(), context)?;
    let platform = context.connect().await?;
    let rows = if halted.is_empty() { Vec::new() } else { platform.list(&[]).await? };
    let resumed: Vec<Resumed> = halted
        .into_iter()
        .map(|(halted, at)| {
            let live = rows.iter().find(|row| row.id.as_str() == halted.id).cloned();
            let step = step(&halted, at, live.as_ref(), args.begin_anew, &*platform, context);
            Resumed { halted, live, step }
        })
        .collect();
    announce(&resumed, context)?;
    let writes = writes(&resumed, &*platform);
    let question = match writes.requests.len() {
        0 => "lift the halt?".to_owned(),
        number => format!("lift the halt and bring {} back?", counted(number, "campaign")),
    };
    let Some(consent) = context.agree(&writes, &question)? else {
        return Ok(Exit::Success);
    };
    lift::lift("by kcamp resume", context)?;
    let mut views = Vec::with_capacity(resumed.len());
    for each in resumed {
        views.push(apply(each, &*platform, &consent, context).await);
    }
    report(views, context)
}

/// The contents of the records of this account, each with when it was halted: of the one that is named, else of all since it was
/// halted. What several hold counts as the first one has it, and since the last.
fn recorded(named: Option<&Path>, context: &Context) -> Result<Vec<(Halted, Timestamp)>, Error> {
    let records = match named {
        Some(path) => vec![named_record(path, context)?],
        None => records_since_halted(context)?,
    };
    let mut halted: Vec<(Halted, Timestamp)> = Vec::new();
    for Record { at, campaigns, .. } in records {
        for campaign in campaigns {
            match halted.iter_mut().find(|(known, _)| known.id == campaign.id) {
                Some((known, last)) => {
                    known.ran |= campaign.ran;
                    *last = at.max(*last);
                }
                None => halted.push((campaign, at)),
            }
        }
    }
    Ok(halted)
}

fn records_since_halted(context: &Context) -> Result<Vec<Record>, Error> {
    let since = match context.latch()?.since() {
        Some(Since::At(at)) => at,
        Some(Since::Unknown) => {
            return Err(Error::usage(
                "halt/record-not-known",
                "the time of the halt is unknown, so kcamp cannot find its record; nothing was sent",
            )
            .hint("name the record: kcamp resume RECORD")
            .hint("or lift the halt without one: kcamp halt --lift"));
        }
        None => {
            return Err(Error::new(
                "halt/not-halted",
                format!("{} is not halted on this machine; nothing was sent", context.whereabouts()?),
                Exit::NotFound,
            )
            .hint("to bring back what an earlier halt stopped, name its record: kcamp resume RECORD"));
        }
    };
    let all = Record::of_account(&context.halts_folder()?, &context.halts_stem()?);
    Ok(all.into_iter().map(|(_, record)| record).filter(|record| record.at >= since).collect())
}

fn named_record(path: &Path, context: &Context) -> Result<Record, Error> {
    let in_folder = context.halts_folder()?.join(path);
    let path = if path.exists() { path.to_owned() } else { in_folder };
    let record = Record::read(&path).map_err(|error| {
        let exit = match error {
            RecordError::Missing(_) => Exit::NotFound,
            RecordError::Unreadable { .. } => Exit::Usage,
        };
        Error::new("halt/record-unreadable", format!("{error}; nothing was sent"), exit).hint(
            "kcamp halt prints the path of its record; to lift the halt without a record, run kcamp halt --lift",
        )
    })?;
    if record.place() != context.halts_place()? {
        let message = format!(
            "the record {} is for another account ({}); nothing was sent",
            path.display(),
            record.account.as_deref().unwrap_or(&record.host)
        );
        return Err(Error::new("halt/record-of-another-account", message, Exit::Conflict)
            .hint("choose the profile of that account with --profile"));
    }
    Ok(record)
}

/// The step that brings a campaign back that was halted at this instant. A campaign that was brought back since then and does not
/// call is not brought back twice: it has ended, or somebody stopped it.
fn step(
    halted: &Halted,
    at: Timestamp,
    live: Option<&LiveCampaign>,
    begin_anew: bool,
    platform: &dyn Platform,
    context: &Context,
) -> Step {
    let Some(live) = live else { return Step::Nothing(ResumeOutcome::Gone, None) };
    let activity = platform.activity(live);
    let had_schedule = halted.scheduled == Some(true) || halted.schedule.is_some();
    if had_schedule {
        if activity.schedule == ScheduleSwitch::On {
            return Step::Nothing(ResumeOutcome::OnAlready, None);
        }
        if let Some(since) = context.done_since(action_name::ENABLE_SCHEDULE, live, at) {
            return brought_back(since);
        }
        let Some(body) = &halted.schedule else {
            let why = "the journal of this machine does not know its schedule";
            return Step::Nothing(ResumeOutcome::NotBroughtBack, Some(why.to_owned()));
        };
        let clock = halted.clock.as_ref().and_then(|zone| zone.parse().ok());
        return match planned_again(&SentSchedule { body, clock }, context) {
            Ok(schedule) => Step::SwitchOn(schedule),
            Err(error) => {
                let errors = error.findings.iter().filter(|it| it.problem.severity == Severity::Error);
                let why: Vec<String> = errors.map(|it| it.problem.message.clone()).collect();
                Step::Nothing(ResumeOutcome::NotBroughtBack, Some(why.join("; ")))
            }
        };
    }
    if activity.runs {
        return Step::Nothing(ResumeOutcome::OnAlready, None);
    }
    if let Some(since) = context.done_since(action_name::START_CAMPAIGN, live, at) {
        return brought_back(since);
    }
    match platform.halting() {
        Trigger::Pause if live.status == CampaignStatus::Paused => Step::Start,
        Trigger::Pause | Trigger::Start => {
            let why = format!("its status is {}, and only a paused campaign can be resumed", live.status);
            Step::Nothing(ResumeOutcome::NotBroughtBack, Some(why))
        }
        Trigger::Stop if begin_anew => Step::Start,
        Trigger::Stop => Step::Nothing(ResumeOutcome::WouldBeginAnew, None),
    }
}

/// The step for a campaign that was brought back before: nothing is sent, and the reason says when it was.
fn brought_back(since: Timestamp) -> Step {
    let since = since.strftime("%Y-%m-%d %H:%M UTC");
    let why = format!("it was brought back at {since} already, and has ended or was stopped since");
    Step::Nothing(ResumeOutcome::NotBroughtBack, Some(why))
}

/// Says what will be done for each campaign.
fn announce(resumed: &[Resumed], context: &mut Context) -> Result<(), Error> {
    context.ui.talk(&format!("resume: {}", context.whereabouts()?));
    if resumed.is_empty() {
        context.ui.talk("nothing ran and no schedule was on: only the halt is lifted");
    }
    let zone = context.reader_zone()?;
    for Resumed { halted, live, step } in resumed {
        let line = match step {
            Step::SwitchOn(schedule) => {
                let since =
                    halted.scheduled_at.map(|at| format!(", as it was switched on at {}", local(at, &zone)));
                let next = next_run(schedule, context).map(|at| format!("; next run {}", local(at, &zone)));
                format!(
                    "switch the schedule on{}{}",
                    since.unwrap_or_default(),
                    next.unwrap_or_else(|| "; no run is left".to_owned())
                )
            }
            Step::Start if live.as_ref().is_some_and(|live| live.status == CampaignStatus::Paused) => {
                "start it: the run is resumed where it was paused".to_owned()
            }
            Step::Start => "start it: it calls its whole list again".to_owned(),
            Step::Nothing(outcome, why) => outcome.in_words(why.as_deref(), &halted.id),
        };
        // The result has the ids: here they are said only where a name alone does not tell which one is meant.
        let is_shared = resumed.iter().filter(|other| other.halted.name == halted.name).count() > 1;
        let id = if is_shared { format!(" ({})", halted.id) } else { String::new() };
        let line = context.ui.with_account(&line);
        context.ui.talk(&format!("  {:?}{id}: {line}", halted.name));
    }
    let would_begin_anew = |it: &Resumed| matches!(it.step, Step::Nothing(ResumeOutcome::WouldBeginAnew, _));
    if resumed.iter().any(would_begin_anew) {
        context.ui.note(
            "add --begin-anew to start the campaigns that would call their whole list again, or start them one by one with kcamp campaign start",
        );
    }
    Ok(())
}

fn next_run(schedule: &PlannedSchedule, context: &Context) -> Option<Timestamp> {
    Some(schedule.runs()?.runs().starting_from(context.clock.now()).next()?.instant)
}

/// What brings everything back, if nothing fails. An impossible write is reported when it is tried.
fn writes(resumed: &[Resumed], platform: &dyn Platform) -> Together {
    resumed.iter().fold(Together::at(Stake::ReachesPeople), |all, each| match (&each.step, &each.live) {
        (Step::SwitchOn(schedule), Some(live)) => {
            match platform.enable_schedule(&platform.schedule_target_of(live), schedule) {
                Ok(write) => all.and(&write),
                Err(_) => all,
            }
        }
        (Step::Start, Some(live)) => match platform.trigger(live, Trigger::Start) {
            Ok(write) => all.and(&write),
            Err(_) => all,
        },
        _ => all,
    })
}

/// Does what is to be done for a campaign, and says what became of it.
async fn apply(
    Resumed { halted, live, step }: Resumed,
    platform: &dyn Platform,
    consent: &Consent,
    context: &mut Context,
) -> ResumedView {
    let (outcome, message) = match (step, live) {
        (Step::Nothing(outcome, why), _) => (outcome, why),
        (Step::SwitchOn(schedule), Some(live)) => {
            let target = platform.schedule_target_of(&live);
            let sent = match platform.enable_schedule(&target, &schedule) {
                Ok(mut write) => {
                    write.evidence.updated_at = live.updated_at;
                    context.send(write, consent).await
                }
                Err(error) => Err(error.into()),
            };
            match sent {
                Ok(change)
                    if change.id.as_ref().is_some_and(|id| *id != live.id && id.as_str() != target.key) =>
                {
                    let why = "the platform switched on the schedule of another campaign of this name";
                    (ResumeOutcome::NotDone, Some(why.to_owned()))
                }
                Ok(_) => (ResumeOutcome::SwitchedOn, None),
                Err(error) => failed(error),
            }
        }
        (Step::Start, Some(live)) => {
            let sent = match platform.trigger(&live, Trigger::Start) {
                Ok(write) => context.send(write, consent).await,
                Err(error) => Err(error.into()),
            };
            sent.map_or_else(failed, |_| (ResumeOutcome::Started, None))
        }
        (Step::SwitchOn(_) | Step::Start, None) => (ResumeOutcome::Gone, None),
    };
    ResumedView { name: halted.name, id: halted.id, status_before: halted.status, outcome, message }
}

fn failed(error: Error) -> (ResumeOutcome, Option<String>) {
    let outcome = if error.exit == Exit::Unknown { ResumeOutcome::Unknown } else { ResumeOutcome::NotDone };
    (outcome, Some(error.message))
}

fn report(campaigns: Vec<ResumedView>, context: &mut Context) -> Result<Exit, Error> {
    let in_words = |it: &ResumedView| {
        let words = it.outcome.in_words(it.message.as_deref(), &it.id);
        format!("{:?}: {}", it.name, context.ui.with_account(&words))
    };
    let named = |outcomes: &[ResumeOutcome]| -> Vec<String> {
        campaigns.iter().filter(|campaign| outcomes.contains(&campaign.outcome)).map(in_words).collect()
    };
    let unknown = named(&[ResumeOutcome::Unknown]);
    let missing = named(&[ResumeOutcome::NotDone, ResumeOutcome::NotBroughtBack]);
    context.show_result(&ResumeView { lifted: true, campaigns })?;
    let (exit, begins) = match (unknown.is_empty(), missing.is_empty()) {
        (true, true) => return Ok(Exit::Success),
        (false, _) => {
            (Exit::Unknown, "the halt is lifted, but kcamp does not know whether everything was brought back")
        }
        (true, false) => (Exit::Partial, "the halt is lifted, but not everything was brought back"),
    };
    let all: Vec<String> = unknown.into_iter().chain(missing).collect();
    Err(Error::new("halt/not-all-resumed", format!("{begins}: {}", all.join("; ")), exit)
        .hint("switch a schedule on with kcamp schedule enable NAME, and start a campaign with kcamp campaign start NAME"))
}
