//! An earlier call to the schedule that was interrupted, on a platform that does not return schedules.

use std::collections::HashSet;

use crate::commands::journal::settle::settle_open_schedules;
use crate::commands::remembered::interrupted::Interruption;
use crate::commands::remembered::journal_index::JournalIndex;
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::ScheduleTarget;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::exit::Exit;

/// Looks what became of an interrupted call to this schedule, if the journal has one, and refuses another one as long
/// as that is not known. Where the schedule is off and no call is on its way, the state is known, whatever made it.
///
/// # Errors
///
/// `schedule/call-interrupted`, or the journal or the campaign cannot be read.
pub(super) async fn refuse_while_interrupted(
    target: &ScheduleTarget,
    live: Option<&LiveCampaign>,
    context: &mut Context,
) -> Result<(), Error> {
    let is_told = context.platform()?.kind().returns_schedules();
    if is_told || context.dry_run().is_some() {
        return Ok(());
    }
    if !JournalIndex::of_schedules(context)?.has_interrupted_call(&target.key) {
        return Ok(());
    }
    settle_open_schedules(&HashSet::from([NameKey::of(&target.key)]), context).await;
    let platform = context.connect().await?;
    let read = match live {
        Some(live) => live.clone(),
        None => match platform.locate(&CampaignRef::Name(target.key.clone())).await {
            Ok(live) => live,
            // The platform says so of the call, too.
            Err(error) if error.is_not_there() => return Ok(()),
            Err(error) => return Err(error.into()),
        },
    };
    let memory = JournalIndex::of_schedules(context)?;
    let (of_it, now) = (memory.of(&read), context.clock.now());
    let Some(call) = Interruption::of(&of_it, &*platform) else { return Ok(()) };
    if read.scheduling_enabled == Some(false) && !call.may_still_come(now) {
        return Ok(());
    }
    let obstacle = call.obstacle(now);
    let error = Error::new(obstacle.code, obstacle.why, Exit::Unknown).nothing_sent();
    Err(error.with_hints(obstacle.next))
}
