//! Compares a campaign's schedule with the one in its file.

use jiff::Timestamp;
use serde_json::Value;

use crate::commands::campaign_files::CheckedCampaign;
use crate::commands::remembered::interrupted::{Interruption, while_it_may_come};
use crate::commands::remembered::journal_index::CampaignMemory;
use crate::domain::difference::{FieldDifference, drop_start, is_only_of_zone};
use crate::domain::evidence::ScheduleBefore;
use crate::domain::live::{CallAnswer, LiveCampaign, LiveSchedule, ReportedTimes};
use crate::domain::plan::{
    HeldSchedule, Obstacle, ScheduleMatch, SentField, SentSchedule, WantedSchedule, remembered_differences,
};
use crate::domain::schedule::{PlannedSchedule, RequestedSchedule};
use crate::domain::wall_clock::utc_to_the_second;
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::journal::{JournalEntry, LastScheduleAction};
use crate::platform::platform::Platform;

/// The known facts about a campaign's schedule, held against the one that its file asks for; nothing is read where it
/// asks for none.
///
/// # Errors
///
/// The schedule cannot be read.
pub(super) async fn held_schedule(
    checked: &CheckedCampaign,
    live: &LiveCampaign,
    wanted: WantedSchedule<'_>,
    memory: &CampaignMemory<'_>,
    platform: &dyn Platform,
    now: Timestamp,
) -> Result<HeldSchedule, Error> {
    let interrupted = Interruption::of(memory, platform);
    let off = |is_wanted| match memory.may_still_come(None, now) {
        Some(call) => under_way(call, is_wanted && interrupted.is_none()),
        None if memory.is_off_undecided(live) => HeldSchedule::OffUndecided,
        None => HeldSchedule::Off,
    };
    let schedule = match wanted {
        WantedSchedule::AsItIs => return Ok(HeldSchedule::Untold),
        WantedSchedule::Off => {
            return Ok(match platform.scheduling_enabled(live).await? {
                Some(true) => match interrupted {
                    Some(call) => HeldSchedule::Interrupted(call.obstacle(now)),
                    None => HeldSchedule::On(ScheduleMatch::not_returned(None)),
                },
                Some(false) => off(false),
                None => HeldSchedule::Untold,
            });
        }
        WantedSchedule::On(schedule) | WantedSchedule::Over(schedule) => schedule,
    };
    let target = platform.schedule_target_of(live);
    let write = platform.enable_schedule(&target, schedule, ScheduleBefore::read(live))?;
    let sent = write.evidence();
    if let Some(call) = memory.may_still_come(sent.remembered.as_ref().or(sent.schedule.as_ref()), now) {
        return Ok(under_way(call, false));
    }
    if let Some(body) = &sent.schedule {
        let held = platform.schedule(&target).await?;
        return Ok(match held.enabled {
            Some(true) => {
                let returned = Returned { live, held: &held };
                let wanted = (schedule, body);
                HeldSchedule::On(held_returned(checked, wanted, returned, memory, platform, now).await?)
            }
            Some(false) => off(true),
            None => HeldSchedule::Untold,
        });
    }
    Ok(match (live.scheduling_enabled, &sent.remembered, interrupted) {
        // Somebody else may have switched on another one in its place, in the same second.
        (Some(true), Some(_), Some(call)) => HeldSchedule::Interrupted(call.obstacle(now)),
        (Some(true), Some(body), None) => {
            let wanted = SentSchedule::with_zone_names(body, sent.clock.as_deref(), sent.reader.as_deref());
            HeldSchedule::On(held_remembered(memory, &wanted, &reader_zone(schedule), platform))
        }
        (Some(true), None, _) => HeldSchedule::On(ScheduleMatch::not_returned(None)),
        (Some(false), ..) => off(true),
        (None, ..) => HeldSchedule::Untold,
    })
}

/// A schedule that is on, on a platform that returns schedules.
pub(in crate::commands) struct Returned<'live> {
    /// Its campaign.
    pub(in crate::commands) live: &'live LiveCampaign,
    /// The schedule that the platform returned.
    pub(in crate::commands) held: &'live LiveSchedule,
}

/// Compares a schedule that the platform returned with the one in its file, which has this body.
///
/// # Errors
///
/// Only if the campaign has to be read again to decide, and cannot be read.
pub(in crate::commands) async fn held_returned(
    checked: &CheckedCampaign,
    (schedule, body): (&PlannedSchedule, &Value),
    Returned { live, held }: Returned<'_>,
    memory: &CampaignMemory<'_>,
    platform: &dyn Platform,
    now: Timestamp,
) -> Result<ScheduleMatch, Error> {
    let times = memory.reported_times();
    // A reported time can be ambiguous or missing. If the live schedule is the one that this machine sent, the sent
    // time decides.
    let as_sent = match memory.last_word() {
        LastScheduleAction::On(_, before)
            if platform.schedule_differences(before.body, held, times).is_empty() =>
        {
            Some(before)
        }
        _ => None,
    };
    let mut differences = match &as_sent {
        Some(before) => {
            let wanted = SentSchedule { body, clock: None, reader: None };
            remembered_differences(platform.sent_schedule_fields(), before, &wanted, &reader_zone(schedule))
        }
        None => platform.schedule_differences(body, held, times),
    };
    let is_open =
        |answer: CallAnswer| !platform.unproven_schedule_fields(body, held, times, answer).is_empty();
    if differences.is_empty() && !held.is_start_untold() && is_open(CallAnswer::Came) {
        return held_without(Missing::Zone, live, as_sent.is_some(), memory, platform).await;
    }
    if differences.is_empty()
        && !held.is_start_untold()
        && is_open(CallAnswer::Lost)
        && let LastScheduleAction::InDoubt { at, .. } = memory.last_word()
    {
        let memory = memory.read_again(&platform.whole(live.clone()).await?);
        let is_sole = memory.is_sole_schedule(body, platform.clock_lead().unwrap_or_default());
        return Ok(if is_sole { ScheduleMatch::Same } else { ScheduleMatch::InDoubt(at) });
    }
    let asked = checked.manifest.schedule.as_ref();
    let begun = as_sent.as_ref().map_or_else(|| held.clone(), |before| held.started_as(before.body));
    if asked.is_some_and(|asked| asked.has_begun(schedule, &begun, now)) {
        drop_start(&mut differences);
    }
    if is_only_of_zone(&differences) && schedule.runs().is_some_and(|plan| plan.has_runs_of(&begun, now)) {
        differences.clear();
    }
    if differences.is_empty() && held.is_start_untold() && asked.is_none_or(RequestedSchedule::says_start) {
        return held_without(Missing::Start, live, as_sent.is_some(), memory, platform).await;
    }
    Ok(of_differences(differences, None))
}

/// The part of a schedule that a platform does not return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    /// The zone of a single run, of which the local time is known.
    Zone,
    /// From when on it repeats.
    Start,
}

/// A schedule that is on and is the file's in all but what the platform does not return. It is the file's where this
/// machine sent it last (`is_sent`) and nothing says that the campaign was changed since: neither its row nor what was
/// read before tells that, so it is read again. The local time of a single run counts only where the platform was seen
/// to report the local times that were sent.
async fn held_without(
    missing: Missing,
    live: &LiveCampaign,
    is_sent: bool,
    memory: &CampaignMemory<'_>,
    platform: &dyn Platform,
) -> Result<ScheduleMatch, Error> {
    let is_enough = match missing {
        Missing::Zone => memory.reported_times() == Some(ReportedTimes::LocalTimes),
        Missing::Start => true,
    };
    let not_readable = |changed| match missing {
        Missing::Zone => ScheduleMatch::NotReadable { field: "timezone", changed },
        Missing::Start => ScheduleMatch::start_not_returned(changed),
    };
    Ok(match memory.last_word() {
        LastScheduleAction::On(..) if is_sent => {
            let memory = memory.read_again(&platform.whole(live.clone()).await?);
            match memory.schedule_changed_since(platform.clock_lead().unwrap_or_default()) {
                None if is_enough => ScheduleMatch::Same,
                changed => not_readable(changed),
            }
        }
        LastScheduleAction::InDoubt { at, .. } => ScheduleMatch::InDoubt(at),
        LastScheduleAction::On(..) | LastScheduleAction::Off { .. } | LastScheduleAction::NotKnown => {
            not_readable(None)
        }
    })
}

/// Compares a schedule that is on, and that the platform does not return, with the one in its file. Where its campaign
/// was changed since this machine sent one, another user may have given it other times.
fn held_remembered(
    memory: &CampaignMemory<'_>,
    wanted: &SentSchedule<'_>,
    zone: &Zone,
    platform: &dyn Platform,
) -> ScheduleMatch {
    let changed = memory.schedule_changed_since(platform.clock_lead().unwrap_or_default());
    match (held_on(memory, platform.sent_schedule_fields(), wanted, zone), changed) {
        (ScheduleMatch::Same | ScheduleMatch::InDoubt(_), Some(at)) => ScheduleMatch::not_returned(Some(at)),
        (ScheduleMatch::Differs(..), Some(at)) => ScheduleMatch::ChangedSince(at),
        (held, _) => held,
    }
}

/// Compares in the same way, as if nobody had changed the campaign since.
fn held_on(
    memory: &CampaignMemory<'_>,
    fields: &[SentField],
    wanted: &SentSchedule<'_>,
    zone: &Zone,
) -> ScheduleMatch {
    let differences = |before: &SentSchedule<'_>| remembered_differences(fields, before, wanted, zone);
    match memory.last_word() {
        LastScheduleAction::On(at, before) => of_differences(differences(&before), Some(at)),
        LastScheduleAction::InDoubt { at, candidates } => match candidates.as_deref() {
            Some([(at, only)]) => of_differences(differences(only), Some(*at)),
            Some(several)
                if !several.is_empty() && several.iter().all(|(_, body)| differences(body).is_empty()) =>
            {
                ScheduleMatch::Same
            }
            _ => ScheduleMatch::InDoubt(at),
        },
        LastScheduleAction::NotKnown | LastScheduleAction::Off { .. } => ScheduleMatch::not_returned(None),
    }
}

/// The state of a schedule that an open call of this machine may still switch.
fn under_way(call: &JournalEntry, is_wanted: bool) -> HeldSchedule {
    let why = format!(
        "a call to its schedule from this machine, of {}, has an unknown outcome, and may still be applied",
        utc_to_the_second(call.at)
    );
    let obstacle = Obstacle::new(why, Some(while_it_may_come(call))).in_doubt();
    HeldSchedule::UnderWay { obstacle, is_wanted }
}

/// The time zone in which a schedule was typed.
fn reader_zone(schedule: &PlannedSchedule) -> Zone {
    schedule.runs().map_or_else(Zone::utc, |runs| runs.reader_zone().clone())
}

fn of_differences(differences: Vec<FieldDifference>, since: Option<Timestamp>) -> ScheduleMatch {
    if differences.is_empty() { ScheduleMatch::Same } else { ScheduleMatch::Differs(differences, since) }
}
