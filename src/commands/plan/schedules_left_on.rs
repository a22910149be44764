//! Schedules that are on and stay as they are, against the calling hours that a campaign gets.

use std::collections::HashMap;

use super::renames::Renames;
use super::shared_lists::{schedule_on, wanted_schedule};
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::remembered::journal_index::JournalIndex;
use crate::context::Context;
use crate::domain::finding::Finding;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::domain::plan::WantedSchedule;
use crate::domain::rules::check_runs_that_are_on;

/// The findings about the campaigns of files that leave the live schedule as it is.
pub(super) fn findings_of_files(
    checked: &[CheckedCampaign],
    renames: &Renames<'_>,
    by_name: &HashMap<NameKey, Vec<&LiveCampaign>>,
    memory: &JournalIndex,
    context: &Context,
) -> Vec<Finding> {
    let live = |it: &CheckedCampaign| {
        let own = by_name.get(&NameKey::of(it.manifest.campaign.name()));
        match own.or_else(|| by_name.get(renames.former(it)?))?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    };
    let kept = checked.iter().filter(|it| wanted_schedule(it) == WantedSchedule::AsItIs);
    let kept = kept.filter_map(|it| Some((it, live(it)?)));
    kept.flat_map(|(it, live)| findings(it, live, memory, context)).collect()
}

/// The findings about runs outside the calling hours of the checked campaign, of the schedule that this machine
/// switched on for the live one, as its policy weighs them.
pub(in crate::commands) fn findings(
    checked: &CheckedCampaign,
    live: &LiveCampaign,
    memory: &JournalIndex,
    context: &Context,
) -> Vec<Finding> {
    let Some(hours) = checked.manifest.campaign.calling_hours() else { return Vec::new() };
    let plan = schedule_on(live, memory, context).and_then(|it| it.ok()?.runs());
    let places = &checked.manifest.places;
    let place = places.windows.first().unwrap_or(&places.document);
    let found = plan.map(|plan| check_runs_that_are_on(&plan, hours, place, context.clock.now()));
    found.into_iter().flatten().filter_map(|finding| checked.policy.weigh(finding)).collect()
}
