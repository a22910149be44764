//! A create that is noted and sent, and what becomes of those whose answers are lost: the same for one campaign and for many.

use std::collections::HashSet;

use crate::context::{Consent, Context, OpenWrite, Reopening};
use crate::domain::live::CampaignId;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::platform::outcome::{CreateDone, Created, Creation, LostCreate};
use crate::platform::platform::Platform;

/// A create that was sent.
pub(super) enum CreateSent {
    /// The platform answered that the campaign is there; it is noted so, and can be taken back.
    Done(Box<CreateDone>, Reopening),
    /// The answer was lost.
    Open(Box<OpenCreate>),
}

/// A create whose outcome is not known yet. Its campaign's name stays held until that is settled.
pub(super) struct OpenCreate {
    pub(super) lost: LostCreate,
    pub(super) write: OpenWrite,
}

/// Notes a create and sends it. `before` are the campaigns that were there a moment ago, where somebody looked; `schedule_follows` says
/// whether its schedule is to be switched on after that.
///
/// # Errors
/// Where nothing was created; where that is not known, the create is open instead.
pub(super) async fn send(
    (campaign, schedule_follows): (&PlatformCampaign, bool),
    mut before: HashSet<CampaignId>,
    platform: &dyn Platform,
    consent: &Consent,
    context: &mut Context,
) -> Result<CreateSent, Error> {
    // A journal that cannot be read is said where this create is to be noted.
    before.extend(context.created_a_moment_ago(campaign.name()).unwrap_or_default());
    let mut write = platform.create_campaign(campaign, before)?;
    write.evidence.schedule_follows = Some(schedule_follows);
    let open = context.begin_write(&write, consent).await?;
    match write.send(open.receipt()).await.map(|sent| sent.value) {
        Ok(Creation::Done(done)) => {
            let again = open.again();
            context.end_write(open, Ok(Some(done.created.id.to_string())));
            Ok(CreateSent::Done(done, again))
        }
        Ok(Creation::Lost(lost)) => Ok(CreateSent::Open(Box::new(OpenCreate { lost: *lost, write: open }))),
        Err(error) => {
            context.end_write(open, Err(&error));
            Err(error.into())
        }
    }
}

/// Looks what became of creates whose answers were lost, all together, and notes it; the results are in their order.
pub(super) async fn settle(
    open: Vec<OpenCreate>,
    platform: &dyn Platform,
    context: &mut Context,
) -> Vec<Result<Created, Error>> {
    if open.is_empty() {
        return Vec::new();
    }
    let (lost, writes): (Vec<LostCreate>, Vec<OpenWrite>) =
        open.into_iter().map(|it| (it.lost, it.write)).unzip();
    let settled = platform.settle_creates(lost).await;
    let mut results = Vec::with_capacity(settled.len());
    for (write, result) in writes.into_iter().zip(settled) {
        let settle = write.settle_command();
        context.end_write(write, result.as_ref().map(|created| Some(created.id.to_string())));
        results.push(result.map_err(|error| {
            let hint = settle.map(|settle| format!("settle it before you run this again: {settle}"));
            hint.into_iter().fold(Error::from(error), Error::hint)
        }));
    }
    results
}
