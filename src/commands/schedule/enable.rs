//! `kcamp schedule enable`.

use std::path::PathBuf;

use super::asked::Asked;
use super::timing::TimingArgs;
use super::{campaign_name, warn_of};
use crate::commands::campaign::files::OneDocument;
use crate::commands::requests;
use crate::context::{Consent, Context};
use crate::domain::rules;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::Scope;
use crate::platform::client::{CheckName, recurrence_on_the_wire};
use crate::platform::outcome::ScheduleChange;
use crate::view::schedule::{ScheduleChangeView, ScheduleView};

/// Switch a schedule on, or replace the one that there is
///
/// Times are in your zone (--timezone, KCAMP_TIMEZONE or the profile's). Kore.ai takes days and weeks, and they are converted
/// to its clock; Burki takes them as they are, and one run and months too. The next runs are shown before anything is sent.
/// On a terminal what is missing is asked for.
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
    let planned = asked.and_then(|asked| {
        let platform_zone = context.settings().ok()?.schedule_timezone.value.clone();
        let now = context.clock.now();
        let hours = asked.calling_hours.as_ref();
        let schedule = asked.request.plan(&platform_zone, hours, now, &mut findings)?;
        findings.extend(rules::check_schedule(&asked.request, &schedule, hours, &terms.policy, now));
        Some((asked.campaign, schedule))
    });
    let findings = terms.judge(findings);
    let Some((campaign, schedule)) = planned.filter(|_| !findings.has_errors()) else {
        return Err(Error::stopped_by(findings));
    };
    context.ui.findings(&findings);
    let check = if args.check_name { CheckName::First } else { CheckName::No };
    let target = campaign_name::resolve(&campaign, check, context).await?;
    if context.dry_run().is_some() {
        let request = context.endpoints()?.enable_schedule(&target, &schedule)?;
        return requests::show(&[request], context);
    }
    let view = |now| ScheduleView::new(&target.label, &schedule, recurrence_on_the_wire(&schedule), now);
    view(context.clock.now()).iter().flat_map(ScheduleView::talk).for_each(|line| context.ui.talk(&line));
    let (consent, question, outcome) = match schedule {
        PlannedSchedule::PlatformClock(_) | PlannedSchedule::WallClock(_) => {
            (Consent::ReachesPeople, "switch this schedule on?".to_owned(), "enabled")
        }
        PlannedSchedule::Immediate => {
            (Consent::Write, format!("clear the schedule of {:?}?", target.label), "cleared")
        }
    };
    context.consent(consent, &question)?;
    let client = context.client().await?;
    let sent = client.enable_schedule(&target, &schedule);
    let change = context.write("schedule enable", &target.label, sent, ScheduleChange::id_text).await?;
    warn_of(&change, context);
    let shown = view(context.clock.now());
    context.ui.show(&ScheduleChangeView {
        campaign: target.label.clone(),
        id: change.id_text(),
        outcome,
        message: None,
        schedule: shown,
    })?;
    Ok(Exit::Success)
}
