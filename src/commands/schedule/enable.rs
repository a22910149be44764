//! `kcamp schedule enable`.

use std::path::PathBuf;

use super::asked::Asked;
use super::campaign_name;
use super::timing::TimingArgs;
use crate::commands::campaign::files::OneDocument;
use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::domain::rules;
use crate::domain::schedule::convert;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::Scope;
use crate::platform::kore::ScheduleChange;
use crate::platform::kore::body::recurrence_body;
use crate::platform::preview::RequestPreview;
use crate::view::schedule::{ScheduleChangeView, ScheduleView};

/// Switch a daily or weekly schedule on
///
/// Times are in your zone (--timezone, KCAMP_TIMEZONE or the profile's) and are converted to the platform's clock; both
/// are shown, with the next runs, before anything is sent. On a terminal what is missing is asked for.
///
/// Example: kcamp schedule enable "Event Reminder SMS" --weekly Mon,Wed --start "2026-12-07 09:30" --end 2027-03-31
#[derive(Debug, clap::Args)]
pub struct EnableArgs {
    /// The campaign's name or id; after -- where it starts with a hyphen [env: KCAMP_CAMPAIGN]
    pub(super) campaign: Option<String>,
    #[command(flatten)]
    pub(super) timing: TimingArgs,
    /// A campaign file with a schedule block, or a file with that block alone
    #[arg(short, long, value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Look the name up first, and refuse one that no campaign or several have
    #[arg(long)]
    check_name: bool,
}

/// Gathers, checks, converts, shows, asks, sends one request, reports.
pub async fn run(args: EnableArgs, context: &mut Context) -> Result<Exit, Error> {
    let OneDocument { document, mut findings, terms } =
        OneDocument::load(args.file.as_deref(), Scope::Schedule)?;
    let asked = Asked::gather(&args, document.as_ref(), &mut findings, context).await?;
    let converted = asked.and_then(|asked| {
        let platform_zone = context.settings().ok()?.schedule_timezone.value.clone();
        let now = context.clock.now();
        let hours = asked.calling_hours.as_ref();
        let schedule = convert(&asked.request, &platform_zone, hours, now, &mut findings)?;
        findings.extend(rules::check_schedule(&asked.request, &schedule, hours, &terms.policy, now));
        Some((asked.campaign, schedule))
    });
    let findings = terms.judge(findings);
    let Some((campaign, schedule)) = converted.filter(|_| !findings.has_errors()) else {
        return Err(Error::stopped_by(findings));
    };
    context.ui.findings(&findings);
    let name = campaign_name::resolve(&campaign, args.check_name, context).await?;
    if context.dry_run().is_some() {
        let request = context.endpoints()?.enable_schedule(&name, &schedule);
        return requests::show(&[RequestPreview::from(&request)], context);
    }
    let view = |now| ScheduleView::new(&name, &schedule, recurrence_body(schedule.recurrence()), now);
    view(context.clock.now()).talk().iter().for_each(|line| context.ui.talk(line));
    context.consent(Consent::ReachesPeople, "switch this schedule on?")?;
    let kore = context.kore().await?;
    let sent = kore.enable_schedule(&name, &schedule);
    let change = context.write("schedule enable", &name, sent, ScheduleChange::id_text).await?;
    let shown = view(context.clock.now());
    context.ui.show(&ScheduleChangeView {
        campaign: name.clone(),
        id: change.id.map(|id| id.to_string()),
        outcome: "enabled",
        message: None,
        schedule: Some(shown),
    })?;
    Ok(Exit::Success)
}
