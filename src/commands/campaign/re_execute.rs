//! `kcamp campaign re-execute`.

use crate::commands::campaign_files::typed_terms::TypedTerms;
use crate::context::Context;
use crate::domain::burki_contact::ContactSelection;
use crate::domain::finding::{Findings, Located, Origin};
use crate::domain::rules::{self, Measure};
use crate::domain::schedule::{PlannedSchedule, RequestedSchedule};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;
use crate::platform::outcome::NewRound;
use crate::view::burki_contacts::ReExecutionView;
use crate::view::schedule::ScheduleView;

/// Run a finished campaign again for all or some of its contacts (Burki)
///
/// The chosen contacts become pending again, the others are skipped, and the counters start again at 0. Without --start
/// the campaign becomes a draft, which you start yourself; with --start it runs at that time, and kcamp asks before it
/// sends anything; --yes answers, and is needed without a terminal.
///
/// Example: kcamp campaign re-execute Renewals --failed-only --start "tomorrow 10:00" --timezone America/New_York
#[derive(Debug, clap::Args)]
#[command(override_usage = "\
kcamp campaign re-execute [OPTIONS] --all <CAMPAIGN>
       kcamp campaign re-execute [OPTIONS] --failed-only <CAMPAIGN>
       kcamp campaign re-execute [OPTIONS] --contact <ID> <CAMPAIGN>")]
pub struct ReExecuteArgs {
    /// The campaign's name or id
    campaign: String,
    #[command(flatten)]
    selection: SelectionArgs,
    /// When: "2026-12-01 09:00", RFC 3339 or "tomorrow 09:00" [default: when it is started]
    #[arg(long, value_name = "TIME")]
    start: Option<String>,
}

/// The choice of the contacts to call again.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct SelectionArgs {
    /// Every contact
    #[arg(long)]
    all: bool,
    /// Contacts whose call failed, was not answered, was busy, or was answered by a machine
    #[arg(long)]
    failed_only: bool,
    /// The contact with this id, as kcamp campaign contacts -o json shows it; give it again for more
    #[arg(long = "contact", value_name = "ID", value_delimiter = ',')]
    contacts: Vec<u64>,
}

impl SelectionArgs {
    fn selection(&self) -> ContactSelection {
        match self {
            Self { all: true, .. } => ContactSelection::All,
            Self { failed_only: true, .. } => ContactSelection::FailedOnly,
            Self { contacts, .. } => ContactSelection::Ids(contacts.clone()),
        }
    }
}

/// Reads the campaign, asks, sends one request, and reports.
///
/// # Errors
///
/// The platform has no re-execution, the time cannot be used, the campaign is not found or has not ended, there is no
/// consent, or the request fails.
pub async fn run(args: &ReExecuteArgs, context: &mut Context) -> Result<Exit, Error> {
    context.require(Feature::ReExecution)?;
    let schedule = args.start.as_ref().map(|start| planned(start, context)).transpose()?;
    let selection = args.selection.selection();
    let platform = context.connect().await?;
    let live = platform.dated(platform.locate(&platform.refer(&args.campaign)).await?).await?;
    let write = platform.re_execute(&live, &selection, schedule.as_ref())?;
    if let Some(schedule) = &schedule {
        context.warn_of_zones();
        let (now, basis) = (context.clock.now(), context.settings()?.clock_basis());
        let shown = ScheduleView::new(&live.name, schedule, platform.recurrence(schedule), basis, now);
        context.announce(|ui| shown.iter().flat_map(ScheduleView::talk).for_each(|line| ui.talk(&line)));
    }
    let Some(done) = context.carry_out(write).await? else { return Ok(Exit::Success) };
    let NewRound { status, contacts_reset } = done.value;
    context.show_result(&ReExecutionView::new(&live, &status, contacts_reset, done.answer_lost))?;
    Ok(Exit::Success)
}

/// A schedule of a single run, at the time that the user typed, judged like one of `schedule enable` without a file.
fn planned(start: &str, context: &mut Context) -> Result<PlannedSchedule, Error> {
    let origin = Origin::Flag("--start".to_owned());
    let resolved = context.typed_time("--start", start, "campaign re-execute")?;
    let now = context.clock.now();
    let terms = TypedTerms::load(&[], context)?;
    let mut findings = Findings::new();
    findings.extend(resolved.notes.iter().cloned().map(|note| note.at(&origin)));
    let request = RequestedSchedule::once(Located::new(resolved, origin));
    let planned = request.plan(&terms.check_context.platform_zone, None, now, &mut findings);
    let judged = |measure: Measure<'_>| {
        let mut judged = findings.clone();
        judged.extend(planned.iter().flat_map(|it| rules::check_schedule(&request, it, None, measure)));
        judged
    };
    terms.show(judged, context)?;
    planned.ok_or_else(|| Error::stopped_by(findings))
}
