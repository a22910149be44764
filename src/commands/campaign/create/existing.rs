//! The campaigns that exist already, and the actions that remain for them.

use super::created::{Created, Existing};
use super::why_off::ScheduleOffReason;
use super::{create_step, has_schedule};
use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::plan::held::{Returned, held_returned};
use crate::commands::remembered::journal_index::{JournalIndex, OthersChange};
use crate::commands::remembered::seen::ReadBefore;
use crate::context::Context;
use crate::domain::difference::{decides_who_hears_what, readable_differences};
use crate::domain::evidence::ScheduleBefore;
use crate::domain::finding::Problem;
use crate::domain::live::LiveCampaign;
use crate::domain::plan::PlanStep;
use crate::error::Error;
use crate::journal::ScheduleHistory;
use crate::platform::outcome::Matches;
use crate::platform::platform::Platform;

/// The action for one campaign, after a look at the account.
#[derive(Debug)]
pub(super) enum Todo {
    /// The campaign is created: no campaign has its name.
    Create,
    /// The schedule is switched on: an earlier run created the campaign but left its schedule off.
    Enable(Box<Existing>),
    /// Nothing is sent; this is the result, such as that the campaign exists.
    Nothing(Box<Created>),
}

impl Todo {
    /// The change as the line of a plan; `None` if nothing is sent.
    pub(super) fn step(&self, checked: &CheckedCampaign) -> Option<PlanStep> {
        match (self, &checked.schedule) {
            (Self::Create, _) => Some(create_step(checked)),
            (Self::Enable(existing), Some(schedule)) => Some(PlanStep::SwitchOn {
                live: Box::new(existing.live.clone()),
                schedule: schedule.clone(),
                again: false,
            }),
            (Self::Enable(_), None) | (Self::Nothing(_), _) => None,
        }
    }
}

/// Looks, with what the journal says, among the rows of the account for a campaign of this name, and at everything that
/// can be read of the one there is.
///
/// # Errors
///
/// The campaign or its schedule cannot be read, or the journal cannot be read.
pub(super) async fn look(
    checked: &CheckedCampaign,
    rows: &[LiveCampaign],
    before: &mut ReadBefore<'_>,
    memory: &Result<JournalIndex, Error>,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<Todo, Error> {
    // Not before something is asked of it: where a campaign has no schedule, it need not be readable.
    let memory = || memory.as_ref().map_err(Error::clone);
    let campaign = &checked.manifest.campaign;
    let Matches { exact, similar, .. } = Matches::named(rows, campaign.name());
    let count = exact.len() + similar.len();
    let Some(row) = exact.into_iter().chain(similar).next() else {
        let now = context.clock.now();
        let open = memory()?.open_create(campaign.name()).filter(|entry| entry.may_still_come(now));
        return Ok(open.map_or(Todo::Create, |entry| {
            Todo::Nothing(Box::new(Created::may_still_appear(checked, &entry)))
        }));
    };
    if count > 1 {
        context.ui.problem(&Problem::warning("platform/several-campaigns", format!(
            "{count} campaigns are named {:?}; the file is compared with {}: look at all of them with kcamp campaign list --search",
            campaign.name(),
            row.id
        )));
    }
    let live = before.whole(row, platform).await?;
    let mut differences = readable_differences(&live, campaign);
    // The campaign was found by its name, so another spelling of it is not a difference.
    differences.retain(|change| change.field != "name");
    let mut existing = Existing { live, differences };
    if !has_schedule(checked) {
        return Ok(Todo::Nothing(Box::new(Created::exists(checked, &existing))));
    }
    let enabled = read_schedule(checked, &mut existing, memory, platform, context).await?;
    if enabled == Some(true) {
        return Ok(Todo::Nothing(Box::new(Created::exists(checked, &existing))));
    }
    Ok(match why_off(checked, &existing, (enabled, count), memory()?, context)? {
        None => Todo::Enable(Box::new(existing)),
        Some(why) => Todo::Nothing(Box::new(Created::exists_not_scheduled(checked, &existing, &why))),
    })
}

/// Why the schedule is left off; `None` if an earlier run was certainly interrupted before switching it on. `count`
/// campaigns have the name.
fn why_off(
    checked: &CheckedCampaign,
    existing: &Existing,
    (enabled, count): (Option<bool>, usize),
    memory: &JournalIndex,
    context: &Context,
) -> Result<Option<ScheduleOffReason>, Error> {
    let campaign = &checked.manifest.campaign;
    let history = memory.schedule_history(&existing.live, context)?;
    let is_another = existing.differences.iter().any(|change| decides_who_hears_what(campaign, change.field));
    let open_create = match history {
        ScheduleHistory::NotKnown => memory.open_create(campaign.name()),
        _ => None,
    };
    Ok(Some(match (enabled, history) {
        (_, ScheduleHistory::NotKnown) if open_create.is_some() => {
            ScheduleOffReason::CreateInDoubt { key: open_create.map(|entry| entry.key).unwrap_or_default() }
        }
        (None, _) => ScheduleOffReason::NotTold,
        _ if count > 1 => ScheduleOffReason::SeveralOfTheName(count),
        // A start or stop by hand may have been meant to replace the schedule.
        (_, ScheduleHistory::NotKnown | ScheduleHistory::NeverOn { by_hand: true, .. }) => {
            ScheduleOffReason::MayBeDecided
        }
        (_, ScheduleHistory::InDoubt { key }) => ScheduleOffReason::EnableInDoubt { key },
        (_, ScheduleHistory::Damaged { lines }) => ScheduleOffReason::JournalDamaged { lines },
        (_, ScheduleHistory::NeverOn { was_to_follow: Some(false), .. }) => ScheduleOffReason::WasNotToFollow,
        (_, ScheduleHistory::NeverOn { was_to_follow: None, .. }) => {
            ScheduleOffReason::NotTellingWhetherToFollow
        }
        (_, ScheduleHistory::NeverOn { .. }) if is_another => ScheduleOffReason::NotAsItsFile,
        (_, ScheduleHistory::NeverOn { last_write, .. }) => {
            match memory.of(&existing.live).changed_by_others(&existing.live, last_write) {
                OthersChange::Change(at) => ScheduleOffReason::ChangedSince(Some(at)),
                OthersChange::NotTold => ScheduleOffReason::ChangedSince(None),
                OthersChange::None => return Ok(None),
            }
        }
    }))
}

/// Looks once more.
///
/// # Errors
///
/// The campaigns cannot be listed, or what [`look`] fails with.
pub(super) async fn look_again(
    checked: &CheckedCampaign,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<Todo, Error> {
    let rows = platform.list(&[]).await?;
    look(checked, &rows, &mut ReadBefore::default(), &JournalIndex::read(context), platform, context).await
}

/// Whether the schedule is on; `None` where the platform does not tell. Where the platform returns schedules, how one
/// that is on differs from the file's, as a plan would have it, is added to the differences.
async fn read_schedule<'memory>(
    checked: &CheckedCampaign,
    existing: &mut Existing,
    memory: impl Fn() -> Result<&'memory JournalIndex, Error>,
    platform: &dyn Platform,
    context: &Context,
) -> Result<Option<bool>, Error> {
    let target = platform.schedule_target_of(&existing.live);
    let Some(schedule) = &checked.schedule else {
        return Ok(platform.scheduling_enabled(&existing.live).await?);
    };
    let write = platform.enable_schedule(&target, schedule, ScheduleBefore::read(&existing.live))?;
    let Some(body) = &write.evidence().schedule else {
        return Ok(platform.scheduling_enabled(&existing.live).await?);
    };
    let held = platform.schedule(&target).await?;
    if held.enabled == Some(true) {
        let (memory, now) = (memory()?.of(&existing.live), context.clock.now());
        let returned = Returned { live: &existing.live, held: &held };
        let wanted = (schedule, body);
        let held = held_returned(checked, wanted, returned, &memory, platform, now).await?;
        existing.differences.extend(held.differences());
    }
    Ok(held.enabled)
}
