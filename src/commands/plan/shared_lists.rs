//! Live campaigns that share a contact list with a campaign that a file schedules, and for which no file tells when
//! they run: do both reach people on the same day?
//!
//! Their days are known from the schedule that this machine switched on, by its journal, and from being running now.
//! A row of the list has no calling hours, so the days are counted by the platform's clock.

use std::collections::{HashMap, HashSet};

use super::renames::Renames;
use crate::commands::campaign_files::{self as files, CheckedCampaign};
use crate::commands::remembered::journal_index::JournalIndex;
use crate::commands::remembered::planned_again;
use crate::context::Context;
use crate::domain::calling_hours::CallingHours;
use crate::domain::finding::{Finding, Findings, Origin, Problem};
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::domain::plan::WantedSchedule;
use crate::domain::rules::collisions::{Collisions, DaysReached};
use crate::domain::rules::{collision_problem, place_of_list, untold_days_problem};
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::journal::LastScheduleAction;
use crate::manifest::SHARED_LIST;
use crate::platform::platform::Platform;

/// The schedule for which a campaign file asks: one to switch on, one whose runs have all passed, none, or the live
/// one unchanged.
pub(in crate::commands) const fn wanted_schedule(checked: &CheckedCampaign) -> WantedSchedule<'_> {
    match &checked.schedule {
        _ if checked.manifest.has_no_schedule => WantedSchedule::Off,
        Some(schedule) if checked.is_over => WantedSchedule::Over(schedule),
        schedule => WantedSchedule::of(schedule.as_ref()),
    }
}

/// The names of the campaigns whose files do not tell whether they run, including the live name of a campaign that
/// its file renames.
pub(super) fn not_scheduled_by_files(checked: &[CheckedCampaign], renames: &Renames<'_>) -> HashSet<NameKey> {
    let unscheduled = checked.iter().filter(|it| wanted_schedule(it) == WantedSchedule::AsItIs);
    let names = unscheduled.flat_map(|it| {
        let own = NameKey::of(it.manifest.campaign.name());
        renames.former(it).cloned().into_iter().chain([own])
    });
    names.collect()
}

/// The messages about the campaigns of the files; `rows` are the live campaigns of which no file says when they run.
///
/// # Errors
///
/// The settings cannot be resolved, or a remembered schedule cannot be planned for want of them.
pub(in crate::commands) fn findings<'rows, 'checked>(
    checked: impl IntoIterator<Item = &'checked CheckedCampaign>,
    rows: impl Iterator<Item = &'rows LiveCampaign>,
    memory: &JournalIndex,
    platform: &dyn Platform,
    context: &Context,
) -> Result<Findings, Error> {
    let mut live = LiveLists::default();
    for row in rows {
        live.add(row, memory, platform, context)?;
    }
    let mut findings = Findings::new();
    for campaign in checked.into_iter().filter(|it| !live.is_empty() && !it.allows(SHARED_LIST)) {
        let weighed =
            live.held_against(campaign, context).into_iter().filter_map(|it| campaign.policy.weigh(it));
        findings.extend(weighed);
    }
    Ok(findings)
}

/// The days on which a live campaign reaches people, by the platform's clock.
pub(in crate::commands) struct LiveDays {
    /// The known days; `None` if none are known.
    pub(in crate::commands) days: Option<DaysReached>,
    /// Whether no other days may come to them.
    pub(super) are_whole: bool,
}

/// The messages about this campaign, which reaches people on these days, and the live campaigns that were listed when
/// it was looked for by its name; none where it was not. No list is read for this.
///
/// # Errors
///
/// The settings cannot be resolved.
pub(in crate::commands) fn findings_of_listed(
    campaign: &LiveCampaign,
    days: Option<DaysReached>,
    platform: &dyn Platform,
    context: &Context,
) -> Result<Findings, Error> {
    let mut findings = Findings::new();
    if let Some(days) = days {
        let found =
            findings_of_begun(&[(campaign, days)], &platform.connection().listed(), platform, context)?;
        findings.extend(found.into_iter().flatten());
    }
    Ok(findings)
}

/// The days of a live campaign: those of the schedule that this machine switched on, and today if it runs.
///
/// # Errors
///
/// The profile's time zone cannot be read.
pub(in crate::commands) fn days_of_live(
    row: &LiveCampaign,
    memory: &JournalIndex,
    platform: &dyn Platform,
    context: &Context,
) -> Result<LiveDays, Error> {
    let planned = schedule_on(row, memory, context);
    let are_whole = planned.is_some() || row.scheduling_enabled == Some(false);
    let days = match planned {
        Some(Ok(schedule)) => days_of(&schedule, None, context),
        // A campaign whose schedule can no longer be switched on, for example after its end, may still run.
        Some(Err(_)) | None if platform.activity(row).runs => Some(today(context)?),
        Some(Err(_)) | None => None,
    };
    Ok(LiveDays { days, are_whole })
}

/// The schedule of a live campaign that is on, where this machine switched it on; an error if it could not be switched
/// on now, for example after its end.
pub(super) fn schedule_on(
    row: &LiveCampaign,
    memory: &JournalIndex,
    context: &Context,
) -> Option<Result<PlannedSchedule, Error>> {
    match (memory.of(row).last_word(), row.scheduling_enabled) {
        (LastScheduleAction::On(_, sent), Some(true)) => Some(planned_again(&sent, context)),
        _ => None,
    }
}

/// Today, for a campaign that begins now.
///
/// # Errors
///
/// The settings cannot be resolved.
pub(in crate::commands) fn today(context: &Context) -> Result<DaysReached, Error> {
    let zone = files::check_context(context)?.platform_zone;
    Ok(DaysReached::on(zone.wall(context.clock.now()).date()))
}

/// The days of a schedule from now on; `None` for one without runs.
pub(in crate::commands) fn days_of(
    schedule: &PlannedSchedule,
    hours: Option<&CallingHours>,
    context: &Context,
) -> Option<DaysReached> {
    let plan = schedule.runs()?;
    Some(DaysReached::by(plan.runs().starting_from(context.clock.now()), hours, plan.reader_zone()))
}

/// The messages about each of these campaigns, which begin together, at its name: one of its lists is that of another
/// one, or of a live one of `rows`, that reaches people on the same day.
///
/// # Errors
///
/// The settings cannot be resolved.
pub(in crate::commands) fn findings_of_begun(
    begun: &[(&LiveCampaign, DaysReached)],
    rows: &[LiveCampaign],
    platform: &dyn Platform,
    context: &Context,
) -> Result<Vec<Findings>, Error> {
    // A journal that cannot be read keeps the campaigns from beginning, with its own error.
    let Ok(memory) = JournalIndex::of_schedules(context) else { return Ok(Vec::new()) };
    let mut live = LiveLists::default();
    for row in rows.iter().filter(|row| begun.iter().all(|(begun, _)| begun.id != row.id)) {
        live.add(row, &memory, platform, context)?;
    }
    let mut found = Vec::with_capacity(begun.len());
    for (campaign, days) in begun {
        let place = Origin::Flag(campaign.name.clone());
        let lists: Vec<&str> = campaign.contact_lists().iter().map(String::as_str).collect();
        let mut findings = Findings::new();
        findings.extend(lists.iter().filter_map(|list| Some(live.met(list, days)?.at(&place))));
        live.known.put(&campaign.name, &lists, days.clone());
        found.push(findings);
    }
    Ok(found)
}

/// The days on which a campaign of a file reaches people, by its file's schedule; `None` if it has none.
pub(super) fn days_of_file(checked: &CheckedCampaign, context: &Context) -> Option<DaysReached> {
    days_of(checked.schedule.as_ref()?, checked.manifest.campaign.calling_hours(), context)
}

/// The contact lists of live campaigns.
#[derive(Default)]
struct LiveLists<'rows> {
    /// The contact lists of campaigns with known days.
    known: Collisions,
    has_known: bool,
    /// For each list, a campaign whose days are not all known, and whether its schedule is on.
    untold: HashMap<NameKey, (&'rows str, Option<bool>)>,
}

impl<'rows> LiveLists<'rows> {
    fn add(
        &mut self,
        row: &'rows LiveCampaign,
        memory: &JournalIndex,
        platform: &dyn Platform,
        context: &Context,
    ) -> Result<(), Error> {
        let lists: Vec<&str> = row.contact_lists().iter().map(String::as_str).collect();
        if lists.is_empty() {
            return Ok(());
        }
        let LiveDays { days, are_whole } = days_of_live(row, memory, platform, context)?;
        if !are_whole {
            for list in &lists {
                self.untold.entry(NameKey::of(list)).or_insert((&row.name, row.scheduling_enabled));
            }
        }
        if let Some(days) = days {
            self.has_known = true;
            self.known.put(&format!("the live campaign {}", row.name), &lists, days);
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        !self.has_known && self.untold.is_empty()
    }

    /// The findings about a campaign of a file: for each of its lists, the first live campaign that reaches people on
    /// the same day, or else one for which this is unknown.
    fn held_against(&self, checked: &CheckedCampaign, context: &Context) -> Vec<Finding> {
        let campaign = &checked.manifest.campaign;
        let Some(days) = days_of_file(checked, context) else { return Vec::new() };
        let mut findings = Vec::new();
        for list in campaign.contact_lists() {
            let problem = self.met(list.as_str(), &days);
            let place = place_of_list(&checked.manifest.places, campaign.contact_lists(), list.as_str());
            findings.extend(problem.map(|problem| problem.at(place)));
        }
        findings
    }

    /// The message about the first campaign on this list that reaches people on one of these days, or else about one
    /// for which this is unknown.
    fn met(&self, list: &str, days: &DaysReached) -> Option<Problem> {
        let met = self.known.meeting(&[list], days).into_iter().next();
        let untold = || {
            let (name, is_on) = self.untold.get(&NameKey::of(list))?;
            Some(untold_days_problem(list, name, *is_on))
        };
        met.map(|collision| collision_problem(&collision)).or_else(untold)
    }
}
