//! `kcamp campaign create`.

use std::path::PathBuf;

use jiff::Timestamp;

use super::fields::FieldArgs;
use super::files::{self, CheckedCampaign, CheckedFiles};
use super::missing;
use crate::commands::requests;
use crate::commands::schedule::warn_of;
use crate::context::{Consent, Context};
use crate::domain::live::{CampaignStatus, LiveCampaign};
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::client::{Client, recurrence_on_the_wire};
use crate::platform::outcome::ScheduleChange;
use crate::view::creation::{CreationView, CreationsView, FailureView, Outcome};
use crate::view::schedule::ScheduleView;

/// Create campaigns from files, from flags, or from a file with flags over it
///
/// Everything is checked before the first request. A file's schedule block is switched on after the create, which needs
/// --yes without a terminal. A created campaign does not run by itself; its status is read back and shown.
#[derive(Debug, clap::Args)]
pub struct CreateArgs {
    /// A campaign file, a folder of them, or - for stdin; give it again for more
    #[arg(short, long, value_name = "FILE")]
    file: Vec<PathBuf>,
    /// Do nothing where a campaign of that name exists
    #[arg(long)]
    if_absent: bool,
    #[command(flatten)]
    fields: FieldArgs,
}

/// Checks, shows, asks, creates, schedules, reports.
pub async fn run(args: CreateArgs, context: &mut Context) -> Result<Exit, Error> {
    let CheckedFiles { campaigns, findings, .. } = if args.file.is_empty() {
        missing::complete(&args.fields, context)?
    } else {
        files::check(&args.file, Some(&args.fields), context)?
    };
    if findings.has_errors() {
        return Err(Error::stopped_by(findings));
    }
    context.ui.findings(&findings);
    if context.dry_run().is_some() {
        return dry_run(&campaigns, context);
    }
    let mut plan = Plan::new(campaigns);
    if args.if_absent {
        plan.leave_existing(context).await?;
    }
    if plan.has_writes() {
        plan.announce(context)?;
        plan.carry_out(context).await?;
    }
    report(plan.results(), context)
}

/// The requests, without a socket.
fn dry_run(campaigns: &[CheckedCampaign], context: &mut Context) -> Result<Exit, Error> {
    let endpoints = context.endpoints()?;
    let mut requests = Vec::new();
    for CheckedCampaign { manifest, schedule, .. } in campaigns {
        requests.extend(endpoints.create_campaign(&manifest.campaign, schedule.as_ref())?);
    }
    requests::show(&requests, context)
}

/// Campaigns that are about to be created, and what became of each.
struct Plan {
    campaigns: Vec<(CheckedCampaign, Option<Created>)>,
}

/// What became of one campaign, and the exit code that it asks for.
struct Created {
    view: CreationView,
    exit: Exit,
    error: Option<Error>,
}

impl Plan {
    fn new(campaigns: Vec<CheckedCampaign>) -> Self {
        Self { campaigns: campaigns.into_iter().map(|checked| (checked, None)).collect() }
    }

    /// Looks which campaigns exist already, and leaves those alone.
    async fn leave_existing(&mut self, context: &mut Context) -> Result<(), Error> {
        let client = context.client().await?;
        for (checked, created) in &mut self.campaigns {
            let matches = client.find_campaigns(checked.manifest.campaign.name()).await?;
            if let Some(existing) = matches.exact.first().or_else(|| matches.similar.first()) {
                *created = Some(Created::exists(checked, existing));
            }
        }
        Ok(())
    }

    fn has_writes(&self) -> bool {
        self.campaigns.iter().any(|(_, created)| created.is_none())
    }

    /// Shows the runs of every schedule and asks for consent.
    fn announce(&self, context: &mut Context) -> Result<(), Error> {
        let now = context.clock.now();
        let waiting: Vec<&CheckedCampaign> = self
            .campaigns
            .iter()
            .filter(|(_, created)| created.is_none())
            .map(|(checked, _)| checked)
            .collect();
        let mut scheduled = 0;
        for checked in &waiting {
            let Some(schedule) = &checked.schedule else { continue };
            scheduled += 1;
            let name = checked.manifest.campaign.name();
            let view = schedule_view(name, schedule, now);
            view.iter().flat_map(ScheduleView::talk).for_each(|line| context.ui.talk(&line));
        }
        let campaigns = match waiting.as_slice() {
            [only] => format!("the campaign {}", only.manifest.campaign),
            several => format!("{} campaigns", several.len()),
        };
        let (consent, question) = match scheduled {
            0 => (Consent::Write, format!("create {campaigns}?")),
            1 => (Consent::ReachesPeople, format!("create {campaigns} and switch the schedule on?")),
            _ => (Consent::ReachesPeople, format!("create {campaigns} and switch {scheduled} schedules on?")),
        };
        context.consent(consent, &question)
    }

    async fn carry_out(&mut self, context: &mut Context) -> Result<(), Error> {
        let client = context.client().await?;
        let mut hopeless = false;
        for (checked, created) in &mut self.campaigns {
            if created.is_some() {
                continue;
            }
            let result =
                if hopeless { Created::not_tried(checked) } else { create(checked, &client, context).await };
            hopeless |= result.meets_all();
            *created = Some(result);
        }
        Ok(())
    }

    fn results(self) -> Vec<Created> {
        self.campaigns.into_iter().filter_map(|(_, created)| created).collect()
    }
}

/// Creates one campaign, reads its status back, and switches its schedule on.
async fn create(checked: &CheckedCampaign, client: &Client, context: &mut Context) -> Created {
    let campaign = &checked.manifest.campaign;
    let name = campaign.name();
    let sent = client.create_campaign(campaign);
    let created =
        match context.write("campaign create", name, sent, |created| Some(created.id.to_string())).await {
            Ok(created) => created,
            Err(error) => {
                let findings = checked.manifest.places.put_in_place(error.findings.clone());
                let error = Error { findings, ..error };
                let outcome = if error.exit == Exit::Unknown { Outcome::Unknown } else { Outcome::Failed };
                return Created::failed(checked, outcome, error);
            }
        };
    let outcome = if created.recovered { Outcome::CreatedAnswerLost } else { Outcome::Created };
    // A created campaign must never be assumed not to be running: contract section 18.29.
    let status = match client.campaign(&created.id).await {
        Ok(live) => live.status,
        Err(error) => {
            context
                .ui
                .warning(&format!("the status could not be read back, this is the create's own: {error}"));
            created.status.clone()
        }
    };
    warn_if_running(name, &status, context);
    let mut result = Created::new(checked, outcome, Some(created.id.to_string()), Some(&status));
    if let Some(schedule) = &checked.schedule {
        let target = client.schedule_target_of(&created);
        let sent = client.enable_schedule(&target, schedule);
        match context.write("schedule enable", name, sent, ScheduleChange::id_text).await {
            Ok(change) => {
                warn_of(&change, context);
                result.view.schedule = schedule_view(name, schedule, context.clock.now());
                // The status before the schedule would mislead.
                if let Ok(live) = client.campaign(&created.id).await {
                    result.view.status = Some(live.status.to_string());
                }
            }
            Err(error) => result.not_scheduled(checked, error),
        }
    }
    result
}

/// A schedule and its next runs; `None` where it has none.
fn schedule_view(name: &str, schedule: &PlannedSchedule, now: Timestamp) -> Option<ScheduleView> {
    ScheduleView::new(name, schedule, recurrence_on_the_wire(schedule), now)
}

fn warn_if_running(name: &str, status: &CampaignStatus, context: &mut Context) {
    if status.is_running() {
        context.ui.warning(&format!("the platform reports that {name:?} is running already"));
    }
}

impl Created {
    fn new(
        checked: &CheckedCampaign,
        outcome: Outcome,
        id: Option<String>,
        status: Option<&CampaignStatus>,
    ) -> Self {
        let campaign = &checked.manifest.campaign;
        let view = CreationView {
            name: campaign.name().to_owned(),
            campaign_type: campaign.type_word(),
            outcome,
            id,
            status: status.map(ToString::to_string),
            schedule: None,
            error: None,
        };
        Self { view, exit: Exit::Success, error: None }
    }

    fn not_tried(checked: &CheckedCampaign) -> Self {
        Self { exit: Exit::Partial, ..Self::new(checked, Outcome::NotTried, None, None) }
    }

    fn exists(checked: &CheckedCampaign, existing: &LiveCampaign) -> Self {
        Self::new(checked, Outcome::Exists, Some(existing.id.to_string()), Some(&existing.status))
    }

    fn failed(checked: &CheckedCampaign, outcome: Outcome, error: Error) -> Self {
        let mut result = Self::new(checked, outcome, None, None);
        result.set_error(error);
        result
    }

    /// The campaign exists, its schedule is off or in doubt.
    fn not_scheduled(&mut self, checked: &CheckedCampaign, error: Error) {
        let unknown = error.exit == Exit::Unknown;
        self.view.outcome =
            if unknown { Outcome::CreatedScheduleUnknown } else { Outcome::CreatedNotScheduled };
        let enable = format!("kcamp schedule enable {} -f", quoted(&self.view.name));
        self.set_error(error.hint(match &checked.own_file {
            Some(file) => format!("the campaign exists; go on with: {enable} {}", quoted(file)),
            None => format!(
                "the campaign exists; put its schedule block into a file of its own and go on with: {enable} FILE"
            ),
        }));
        self.exit = if unknown { Exit::Unknown } else { Exit::Partial };
    }

    fn set_error(&mut self, error: Error) {
        self.exit = error.exit;
        self.view.error = Some(FailureView {
            code: error.code.to_owned(),
            message: error.message.clone(),
            hint: (!error.hints.is_empty()).then(|| error.hints.join("; ")),
        });
        self.error = Some(error);
    }

    /// Whether the failure would meet every campaign after this one too.
    fn meets_all(&self) -> bool {
        matches!(self.exit, Exit::Credentials | Exit::Unavailable | Exit::OutOfTime)
    }
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Shows what became of each campaign. One that failed alone is the command's own error.
fn report(mut results: Vec<Created>, context: &mut Context) -> Result<Exit, Error> {
    let exit = combined(&results);
    if let [only] = results.as_mut_slice() {
        if matches!(only.view.outcome, Outcome::Failed | Outcome::Unknown)
            && let Some(error) = only.error.take()
        {
            return Err(error);
        }
        context.ui.show(&only.view)?;
        return match only.error.take() {
            Some(mut error) => {
                error.exit = exit;
                error.retry_safe = false;
                Err(error)
            }
            None => Ok(exit),
        };
    }
    let failed = results.iter().filter(|result| result.exit != Exit::Success).count();
    let total = results.len();
    let error = results.iter_mut().find_map(|result| result.error.take());
    context.ui.show(&CreationsView(results.into_iter().map(|result| result.view).collect()))?;
    match error {
        None => Ok(exit),
        Some(first) => {
            let message =
                format!("{failed} of {total} campaigns are not as asked for; the first: {}", first.message);
            let mut error = Error::new("campaign/not-all-created", message, exit);
            error.hints = first.hints;
            Err(error)
        }
    }
}

/// One code for all: theirs where they agree, 9 where one is in doubt, 10 where some were done and some not.
fn combined(results: &[Created]) -> Exit {
    let exits: Vec<Exit> = results.iter().map(|result| result.exit).collect();
    if exits.contains(&Exit::Unknown) {
        return Exit::Unknown;
    }
    let tried: Vec<Exit> = results
        .iter()
        .filter(|result| result.view.outcome != Outcome::NotTried)
        .map(|result| result.exit)
        .collect();
    match tried.first() {
        Some(first) if tried.iter().all(|exit| exit == first) => *first,
        Some(_) => Exit::Partial,
        None => Exit::Success,
    }
}
