//! `kcamp schedule enable`.

use std::path::PathBuf;

use super::asked::Asked;
use super::campaign_name;
use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::domain::finding::Findings;
use crate::domain::schedule::convert;
use crate::error::Error;
use crate::exit::Exit;
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
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct EnableArgs {
    /// The campaign's name or id; after -- where it starts with a hyphen [env: KCAMP_CAMPAIGN]
    pub(super) campaign: Option<String>,
    /// Repeat every day
    #[arg(long, group = "pattern")]
    pub(super) daily: bool,
    /// Repeat on these days of the week, such as Mon,Wed or Mon-Fri or weekdays
    #[arg(long, value_name = "DAYS", group = "pattern")]
    pub(super) weekly: Option<String>,
    /// Repeat on a day of the month (Burki)
    #[arg(long, value_name = "DAY", group = "pattern")]
    pub(super) monthly: Option<String>,
    /// Run once (Burki)
    #[arg(long, group = "pattern")]
    pub(super) once: bool,
    /// Run as soon as it is started (Burki)
    #[arg(long, group = "pattern")]
    pub(super) immediate: bool,
    /// Every so many days or weeks [default: 1]
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub(super) every: Option<String>,
    /// From when on: "2026-12-01 09:00", RFC 3339, "tomorrow 09:00", or a day with --at [env: KCAMP_START]
    #[arg(long, value_name = "TIME")]
    pub(super) start: Option<String>,
    /// Until when, inclusive; a day means its end [env: KCAMP_END]
    #[arg(long, value_name = "TIME")]
    pub(super) end: Option<String>,
    /// The time of day where --start gives a day only
    #[arg(long, value_name = "HH:MM")]
    pub(super) at: Option<String>,
    /// A campaign file with a schedule block, or a file with that block alone
    #[arg(short, long, value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Look the name up first, and refuse one that no campaign or several have
    #[arg(long)]
    check_name: bool,
}

/// Gathers, checks, converts, shows, asks, sends one request, reports.
pub async fn run(args: EnableArgs, context: &mut Context) -> Result<Exit, Error> {
    let mut findings = Findings::new();
    let asked = Asked::gather(&args, &mut findings, context).await?;
    let converted = asked.and_then(|asked| {
        let platform_zone = context.settings().ok()?.schedule_timezone.value.clone();
        let now = context.clock.now();
        let hours = asked.calling_hours.as_ref();
        let schedule = convert(&asked.request, &platform_zone, hours, now, &mut findings)?;
        Some((asked.campaign, schedule))
    });
    findings.sort_by_place();
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
    context.write_begins(format!("switch the schedule of {name:?} on"));
    let change = kore.enable_schedule(&name, &schedule).await?;
    context.write_ended(format!("switched the schedule of {name:?} on"));
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
