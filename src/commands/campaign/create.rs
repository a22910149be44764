//! `kcamp campaign create`.

mod batches;
mod created;
mod existing;
mod plan;
mod why_off;

use std::path::PathBuf;

use super::missing;
use crate::commands::campaign_files::fields::FieldArgs;
use crate::commands::campaign_files::{self as files, CheckedCampaign, CheckedFiles, FileReadOptions};
use crate::commands::plan_run::outgoing;
use crate::context::Context;
use crate::domain::campaign_ref::{CampaignRef, HIDDEN_NAME};
use crate::domain::finding::{Finding, Findings, Severity};
use crate::domain::inherited::inherited_in_words;
use crate::domain::plan::PlanStep;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::OverSchedules;
use crate::view::schedule::ScheduleView;
use crate::view::wording::WordingView;
use plan::Creations;

/// Create campaigns from files, from flags, or from a file whose values flags replace
///
/// Everything is checked before the first request. If the file has a schedule block, the schedule is switched on after
/// the create, and kcamp asks before it sends anything; --yes answers, and is needed without a terminal. A created
/// campaign does not start on its own; kcamp reads its status back and shows it.
///
/// With --if-absent a campaign whose name exists is left as it is (exit 0). If its file has a schedule and the live
/// schedule is off, kcamp switches the schedule on only if its journal on this machine shows that kcamp created this
/// very campaign and was interrupted before the schedule was ever on. Otherwise somebody may have switched the schedule
/// off: kcamp sends nothing, and ends in 10 with the command that switches it on.
///
/// Example: kcamp campaign create -f campaigns/ --if-absent
#[derive(Debug, clap::Args)]
pub struct CreateArgs {
    /// A campaign file, a folder of them, or - for stdin; give it again for more
    #[arg(short, long, value_name = "FILE")]
    file: Vec<PathBuf>,
    /// Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file's folder
    #[arg(long, requires = "file")]
    follow_links: bool,
    /// A file of defaults for the campaigns of files, instead of each kcamp.defaults.yaml around them
    #[arg(long, value_name = "FILE", requires = "file")]
    defaults: Option<PathBuf>,
    /// Leave campaigns alone whose names exist, and finish what an interrupted run left half done
    #[arg(long)]
    if_absent: bool,
    #[command(flatten)]
    fields: FieldArgs,
}

/// Checks the campaigns, asks, creates and schedules them, and reports.
///
/// # Errors
///
/// A campaign cannot be read or has errors, there is no consent, or a create or its schedule fails.
pub async fn run(args: CreateArgs, context: &mut Context) -> Result<Exit, Error> {
    if args.file.is_empty() {
        let (answers, checked) = missing::complete(&args.fields, args.if_absent, context).await?;
        let created = create(checked, args.if_absent, context).await;
        return created.map_err(|error| answers.add_to(error));
    }
    files::note_untouched_timezone(context)?;
    let reading = FileReadOptions::new(args.follow_links, args.defaults.as_ref(), context)?;
    let checked = files::check(&args.file, &reading, Some(&args.fields), OverSchedules::Refused, context)?;
    create(checked, args.if_absent, context).await
}

async fn create(checked: CheckedFiles, if_absent: bool, context: &mut Context) -> Result<Exit, Error> {
    let CheckedFiles { campaigns, findings, .. } = checked;
    let findings = with_hidden_names(findings, &campaigns);
    context.show_findings(findings)?;
    if campaigns.iter().any(|campaign| campaign.schedule.is_some()) {
        context.warn_of_zones();
    }
    if context.dry_run().is_some() {
        return dry_run(&campaigns, context);
    }
    let mut creations = Creations::new(&campaigns, if_absent);
    creations.look(context).await?;
    creations.warn_of_list_names(context);
    if creations.has_writes()
        && let Some(consent) = creations.announce(context)?
    {
        creations.carry_out(&consent, context).await?;
    }
    created::report(creations.results(), context)
}

/// The findings, with an error for each new name in the form of an id, even if its file allows it.
fn with_hidden_names(findings: Findings, campaigns: &[CheckedCampaign]) -> Findings {
    let hidden = campaigns.iter().filter_map(|checked| {
        let campaign = &checked.manifest.campaign;
        let mut problem = CampaignRef::hidden_name(campaign.name(), campaign.platform())?;
        problem.severity = Severity::Error;
        Some(problem.at(&checked.manifest.places.name))
    });
    let hidden: Vec<Finding> = hidden.collect();
    let mut all = Findings::new();
    all.extend(findings.into_iter().filter(|finding| finding.problem.code != HIDDEN_NAME));
    all.extend(hidden);
    all
}

/// Shows the requests, without a connection.
fn dry_run(campaigns: &[CheckedCampaign], context: &mut Context) -> Result<Exit, Error> {
    let platform = context.platform()?;
    let named = campaigns.iter().map(|it| (it.manifest.campaign.name(), it.inherited.as_slice()));
    for line in inherited_in_words(named) {
        context.ui.talk(&line);
    }
    let mut requests = Vec::new();
    for checked in campaigns {
        show_texts(&checked.manifest.campaign, context);
        requests.extend_from_slice(outgoing::of(&create_step(checked), &*platform)?.writes.requests());
    }
    context.rehearse(&requests)?;
    Ok(Exit::Success)
}

/// Shows the texts that reach people, because they are encoded in the requests.
fn show_texts(campaign: &PlatformCampaign, context: &mut Context) {
    // A log is no place for them.
    let shown = if context.ui.talks_in_json() { Vec::new() } else { WordingView::of(campaign) };
    for wording in shown {
        context.ui.talk_lines(&wording.talk(campaign.name()));
    }
}

/// The create of a campaign and its schedule, as the line of a plan.
fn create_step(checked: &CheckedCampaign) -> PlanStep {
    PlanStep::Create { campaign: checked.manifest.campaign.clone(), schedule: checked.schedule.clone() }
}

/// Whether its file asks for a schedule.
fn has_schedule(checked: &CheckedCampaign) -> bool {
    checked.schedule.as_ref().is_some_and(|schedule| !schedule.is_immediate())
}

/// A view of a schedule and its next runs; `None` for a schedule without runs.
fn schedule_view(
    name: &str,
    schedule: &PlannedSchedule,
    context: &Context,
) -> Result<Option<ScheduleView>, Error> {
    let recurrence = context.platform()?.recurrence(schedule);
    let basis = context.settings()?.clock_basis();
    Ok(ScheduleView::new(name, schedule, recurrence, basis, context.clock.now()))
}
