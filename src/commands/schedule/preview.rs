//! `kcamp schedule preview`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::input::PreviewInput;
use super::live;
use super::remembered;
use super::timing::TimingArgs;
use crate::commands::campaign_files::{self as files, CheckedCampaign, FileReadOptions, OneDocument};
use crate::commands::output_file;
use crate::commands::remembered::{Remembered, Schedules};
use crate::context::Context;
use crate::domain::calendar;
use crate::domain::calling_hours::OWN_ZONE_FIRST;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::{Finding, Findings, Located, Origin, Problem};
use crate::domain::live::{LiveCallingHours, LiveCampaign};
use crate::domain::preview::{Caveat, PlannedCampaign, Preview, Selection, preview};
use crate::domain::rules;
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::{LAST_YEAR, RunPlan};
use crate::domain::wall_clock::shown;
use crate::domain::wall_time::{ResolveError, ScheduleBound, TimeInput};
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{FilePolicy, Scope};
use crate::view::preview::PreviewView;
use crate::view::{html, ics};

/// The default number of runs of each campaign.
const RUNS_SHOWN: usize = 10;
/// The beginnings of the files that this command writes.
const OWN: [&str; 2] = [ics::BEGIN, html::BEGIN];

/// Show the next runs; nothing is changed, and with files or flags no connection is opened
///
/// The schedule comes from campaign files, a folder of files, the flags of schedule enable, or a live campaign (on
/// Kore.ai only if the schedule was enabled from this machine). For each run kcamp shows the time on your clock and on
/// the platform's, and the calling window. It also shows what is unusual: a run outside the calling hours, a run that a
/// clock change moves, or a run that meets another campaign on the same contact list.
///
/// Example: kcamp schedule preview -f campaigns/ --until 2027-01-31 --calendar --html runs.html
#[derive(Debug, clap::Args)]
pub struct PreviewArgs {
    /// The campaign's name: with flags it is only shown; without them its schedule is looked up [env: KCAMP_CAMPAIGN]
    campaign: Option<String>,
    #[command(flatten)]
    timing: TimingArgs,
    /// A campaign file, a folder of them, or - for stdin; give it again for more
    #[arg(short, long, value_name = "FILE")]
    file: Vec<PathBuf>,
    /// Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file's folder
    #[arg(long, requires = "file")]
    follow_links: bool,
    /// Number of runs to show for each campaign [default: 10, or all of them with --until]
    #[arg(short = 'n', long, value_name = "N", value_parser = count, allow_hyphen_values = true)]
    count: Option<usize>,
    /// Show the runs until this time, inclusive; a day means the end of that day
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Draw a calendar of the months above the table
    #[arg(long)]
    calendar: bool,
    /// Write the schedules as a calendar file (RFC 5545); - writes it to stdout instead of the table
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// Write the runs as a web page: a week grid of all campaigns; - writes it to stdout instead of the table
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Reads and checks the input, computes the runs, and shows them.
///
/// # Errors
///
/// The files or flags have errors, values are missing, a live schedule cannot be read, or a calendar or page cannot be
/// written or would be in one file.
pub async fn run(args: &PreviewArgs, context: &mut Context) -> Result<Exit, Error> {
    check_outputs(args, context)?;
    let mut findings = Findings::new();
    let campaigns = planned(args, &mut findings, context).await?;
    let until = until(args, &campaigns, &mut findings, context)?;
    context.show_findings(findings)?;
    context.warn_of_zones();
    let now = context.clock.now();
    let basis = context.settings()?.clock_basis();
    if !args.file.is_empty() && !args.timing.has_times() && args.until.is_none() {
        files::note_untouched_timezone(context)?;
    }
    let unless_said = if until.is_some() { usize::MAX } else { RUNS_SHOWN };
    let count = args.count.unwrap_or(unless_said);
    let Preview { runs, has_more } = preview(&campaigns, now, Selection { count, until });
    if let Some(path) = &args.ics {
        let place = context.journal_place()?;
        write(path, &ics::calendar(&campaigns, &|own| place.digest_of_kin(own), basis, now), context)?;
    }
    if let Some(path) = &args.html {
        write(path, &html::page(&campaigns, &runs, basis, now), context)?;
    }
    if is_on_stdout(args.ics.as_ref()) || is_on_stdout(args.html.as_ref()) {
        return Ok(Exit::Success);
    }
    let months = match campaigns.first() {
        Some(first) if args.calendar => {
            let today = first.plan.reader_zone().wall(now).date();
            calendar::months(&campaigns, &runs, today)
        }
        _ => Vec::new(),
    };
    context.ui.show(&PreviewView::new(&runs, months, basis))?;
    if campaigns.iter().any(|campaign| campaign.calling_hours.is_some()) {
        context.ui.talk(&format!("calling hours: {OWN_ZONE_FIRST}"));
    }
    if has_more {
        context.ui.talk("more runs follow: -n N shows more of each, --until TIME all until then");
    } else if until.is_none() && campaigns.iter().any(goes_on) {
        context.ui.talk(&format!("runs are computed until the year {LAST_YEAR}"));
    }
    Ok(Exit::Success)
}

fn is_on_stdout(path: Option<&PathBuf>) -> bool {
    path.is_some_and(|path| is_stdout(path))
}

/// Refuses what cannot be written beside the rest.
///
/// # Errors
///
/// Both outputs go to stdout or to one file, a format is named beside one on stdout, or a file holds something else.
fn check_outputs(args: &PreviewArgs, context: &Context) -> Result<(), Error> {
    if is_on_stdout(args.ics.as_ref()) && is_on_stdout(args.html.as_ref()) {
        return Err(Error::usage("usage/stdout-twice", "--ics - and --html - both go to stdout")
            .hint("write one of them to a file"));
    }
    let outputs = [("--ics", &args.ics), ("--html", &args.html)];
    output_file::check_apart(
        outputs
            .iter()
            .filter_map(|(flag, path)| Some((*flag, path.as_deref().filter(|path| !is_stdout(path))?))),
    )?;
    for (flag, path) in outputs {
        match path.as_deref() {
            Some(path) if is_stdout(path) => context.refuse_format_and_filter_beside(&format!("{flag} -"))?,
            Some(path) => {
                context.refuse_dry_run(flag)?;
                output_file::check(flag, path, &OWN, &args.file)?;
            }
            None => {}
        }
    }
    Ok(())
}

/// A number of runs, 1 or more. A number that is too large means all of them.
fn count(text: &str) -> Result<usize, String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| byte != b'0');
    if !digits {
        return Err("must be a whole number of runs, 1 or more".to_owned());
    }
    Ok(text.parse().unwrap_or(usize::MAX))
}

fn goes_on(campaign: &PlannedCampaign) -> bool {
    campaign.plan.end().is_none() && campaign.plan.pattern() != RunPattern::Once
}

fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

fn write(path: &Path, text: &str, context: &mut Context) -> Result<(), Error> {
    if is_stdout(path) {
        return Ok(context.ui.write_raw(text)?);
    }
    std::fs::write(path, context.without_secrets(text))
        .with_context(|| format!("cannot write {}", path.display()))?;
    context.ui.talk(&format!("wrote {}", path.display()));
    context.wrote(format!("wrote {}", path.display()));
    Ok(())
}

/// The campaigns of the request, with their plans.
async fn planned(
    args: &PreviewArgs,
    findings: &mut Findings,
    context: &mut Context,
) -> Result<Vec<PlannedCampaign>, Error> {
    if args.file.is_empty() {
        if let Some(campaign) = args.campaign.as_ref().filter(|_| !args.timing.is_given()) {
            let platform = context.settings()?.platform.value;
            let campaign = CampaignRef::typed(campaign, platform);
            return if platform.returns_schedules() {
                Ok(vec![live::planned(&campaign, context).await?])
            } else {
                Ok(vec![as_enabled(&campaign, context).await?])
            };
        }
        let given = OneDocument::load(None, Scope::Schedule, &FileReadOptions::new(false, None, context)?)?;
        return asked(args, given, findings, context);
    }
    let reading = FileReadOptions::new(args.follow_links, None, context)?;
    let read = files::read(&args.file, &reading)?;
    files::note_links_out(read.links_out, context);
    let read = match read.only_document(Scope::Schedule) {
        Ok(one) => return asked(args, one, findings, context),
        Err(read) => read,
    };
    if args.timing.is_given() || args.campaign.is_some() {
        return Err(Error::usage(
            "usage/flags-with-several-campaigns",
            "the name and the times of flags are for one campaign, and the files hold several documents, or none",
        )
        .hint("remove the flags, or give -f one file with one campaign"));
    }
    let checked = files::check_read(read, context)?;
    findings.extend(checked.findings);
    let mut planned = Vec::new();
    for campaign in checked.campaigns {
        match from_file(&campaign) {
            Some(campaign) => planned.push(campaign),
            None => findings.push(unscheduled(&campaign)),
        }
    }
    Ok(planned)
}

fn from_file(checked: &CheckedCampaign) -> Option<PlannedCampaign> {
    let campaign = &checked.manifest.campaign;
    Some(PlannedCampaign {
        name: campaign.name().to_owned(),
        contact_lists: campaign.contact_lists().to_vec(),
        calling_hours: campaign.calling_hours().cloned(),
        plan: checked.schedule.as_ref()?.runs()?,
        caveats: Vec::new(),
    })
}

fn unscheduled(checked: &CheckedCampaign) -> Finding {
    let manifest = &checked.manifest;
    let message = format!("{} has no schedule, and so no runs to show", manifest.campaign);
    Problem::note("schedule/none", message)
        .help("the campaign runs only when it is started; write a schedule: block to run it at set times")
        .at(&manifest.places.name)
}

/// One campaign from flags, over a document if there is one, read and checked like `schedule enable`.
fn asked(
    args: &PreviewArgs,
    given: OneDocument,
    judged: &mut Findings,
    context: &mut Context,
) -> Result<Vec<PlannedCampaign>, Error> {
    let OneDocument { document, mut findings, terms, .. } = given;
    let asked = PreviewInput::gather(
        args.campaign.as_ref(),
        &args.timing,
        document.as_ref(),
        &mut findings,
        context,
    )?;
    let plan = match &asked {
        None => None,
        Some(asked) => plan(asked, &terms, &mut findings, context)?,
    };
    judged.extend(terms.judge(findings));
    let Some(asked) = asked else { return Ok(Vec::new()) };
    Ok(plan
        .into_iter()
        .map(|plan| PlannedCampaign {
            name: asked.campaign.as_ref().map(CampaignRef::to_string).unwrap_or_default(),
            contact_lists: Vec::new(),
            calling_hours: asked.calling_hours.clone(),
            plan,
            caveats: Vec::new(),
        })
        .collect())
}

/// The plan of its runs; `None` if the findings say what is wrong.
fn plan(
    asked: &PreviewInput,
    terms: &FilePolicy,
    findings: &mut Findings,
    context: &Context,
) -> Result<Option<RunPlan>, Error> {
    let hours = asked.calling_hours.as_ref();
    let check_context = files::check_context(context)?;
    let (zone, now) = (&check_context.platform_zone, check_context.now);
    let Some(planned) = asked.request.plan(zone, hours, now, findings) else { return Ok(None) };
    let measure = check_context.measure(&terms.policy);
    findings.extend(rules::check_schedule(&asked.request, &planned, hours, measure));
    match planned.runs() {
        Some(plan) => Ok(Some(plan)),
        None => Err(Error::usage(
            "schedule/immediate-has-no-runs",
            "an immediate schedule has no future runs: the campaign runs when it is started",
        )
        .hint("use --once with --start to look at a later run")),
    }
}

/// A campaign with its runs, from the schedule that this machine last switched on. Where the journal has no schedule,
/// a name is looked up where the account can be reached, so that one that no campaign has is reported as such. The
/// platform returns two switches of a schedule, but not its recurrence (Kore.ai contract §8.2).
async fn as_enabled(campaign: &CampaignRef, context: &mut Context) -> Result<PlannedCampaign, Error> {
    let is_name = matches!(campaign, CampaignRef::Name(_));
    if !is_name || Schedules::known(context).are_any() {
        let platform = context.connect().await?;
        let known = remembered::of(campaign, &*platform, context).await?;
        if let Some((live, remembered)) = known.filter(|(live, _)| live.scheduling_enabled == Some(true)) {
            if let Some(warning) = remembered.clock_warning(&live.name, context)? {
                context.ui.problem(&warning);
            }
            let schedule = remembered.planned(context)?;
            let hours = platform.calling_hours(&live).await?;
            let zone = remembered.zone(hours.as_ref(), Some(&schedule), context)?;
            if let Some(plan) = schedule.read_in(&zone).runs() {
                return Ok(planned_as_enabled(live, plan, hours.as_ref(), &remembered, context));
            }
        }
    } else if let Ok(platform) = context.connect().await
        && let Err(error) = platform.locate(campaign).await.map_err(Error::from)
        && error.exit == Exit::NotFound
    {
        return Err(error);
    }
    Err(not_readable(campaign.as_str()))
}

/// The campaign with these runs, and a message that they are those of this machine's journal.
fn planned_as_enabled(
    live: LiveCampaign,
    plan: RunPlan,
    hours: Option<&LiveCallingHours>,
    remembered: &Remembered,
    context: &mut Context,
) -> PlannedCampaign {
    match remembered.warning(&live.name) {
        Some(warning) => context.ui.problem(&Problem::warning(
            "schedule/changed-since",
            format!("{warning}: these runs may be others"),
        )),
        None => context.ui.note(&format!(
            "{}: the platform does not return it, and somebody may have changed it elsewhere since",
            remembered.origin()
        )),
    }
    PlannedCampaign {
        contact_lists: live.contact_lists().iter().filter_map(|list| list.parse().ok()).collect(),
        calling_hours: hours.and_then(LiveCallingHours::known),
        name: live.name,
        plan,
        caveats: remembered.changed.map(|at| Caveat::ChangedSince { at }).into_iter().collect(),
    }
}

fn not_readable(campaign: &str) -> Error {
    Error::usage(
        "schedule/not-readable",
        format!(
            "the platform does not return the schedule of {campaign:?}, and this machine's journal does not know it, so its runs cannot be computed"
        ),
    )
    .hint("give its campaign file with -f, or its times as flags: --weekly DAYS --start TIME --end TIME")
}

/// The end of the preview, in the user's time zone, or else in the one of the first campaign.
fn until(
    args: &PreviewArgs,
    campaigns: &[PlannedCampaign],
    findings: &mut Findings,
    context: &Context,
) -> Result<Option<jiff::Timestamp>, Error> {
    let Some(text) = &args.until else { return Ok(None) };
    let text = Located::new(text.clone(), Origin::Flag("--until".to_owned()));
    let Some(input) = findings.take(text.value.parse::<TimeInput>(), &text.origin) else { return Ok(None) };
    let first_zone = campaigns.first().map(|campaign| campaign.plan.reader_zone().clone());
    let zone = context.operator_zone()?.or(first_zone);
    let now = context.clock.now();
    let resolved = match input.resolve(zone.as_ref(), ScheduleBound::End, now) {
        Ok(resolved) => resolved,
        Err(ResolveError::Wrong(problem)) => {
            findings.push(problem.at(&text.origin));
            return Ok(None);
        }
        // Without a campaign there are findings, or nothing to show.
        Err(ResolveError::ZoneMissing) => return Ok(None),
    };
    findings.extend(resolved.notes.iter().cloned().map(|note| note.at(&text.origin)));
    let first = campaigns.iter().map(|campaign| campaign.plan.start().max(now)).min();
    if let Some(first) = first.filter(|first| resolved.instant < *first) {
        let problem = before_the_start(resolved.instant, first, now, &resolved.zone);
        findings.push(problem.at(&text.origin));
    }
    Ok(Some(resolved.instant))
}

fn before_the_start(
    until: jiff::Timestamp,
    first: jiff::Timestamp,
    now: jiff::Timestamp,
    zone: &Zone,
) -> Problem {
    let what = if first == now { "now" } else { "the first start" };
    let message =
        format!("--until {} {zone} is before {what}, {}", shown(zone.wall(until)), shown(zone.wall(first)));
    Problem::error("preview/until-too-early", message).help("give a later time; no run comes before then")
}
