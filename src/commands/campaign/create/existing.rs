//! Which campaigns exist already, and what is left to do for them.

use super::created::Created;
use crate::commands::campaign::files::CheckedCampaign;
use crate::context::Context;
use crate::domain::difference::{Change, readable_differences};
use crate::domain::live::LiveCampaign;
use crate::domain::schedule::PlannedSchedule;
use crate::error::Error;
use crate::platform::outcome::Matches;
use crate::platform::platform::Platform;

/// What is to be done for one campaign, as a look at the account tells.
#[derive(Debug)]
pub(super) enum Todo {
    /// There is none of its name.
    Create,
    /// It exists, because an earlier run created it and did not come to its schedule.
    Enable(Box<Existing>),
    /// Nothing: it exists.
    Nothing(Box<Created>),
}

/// A campaign that exists, and in what it is not as its file has it.
#[derive(Debug)]
pub(super) struct Existing {
    pub(super) live: LiveCampaign,
    pub(super) differences: Vec<Change>,
}

/// Looks among the rows of the account for a campaign of this name, and at everything that can be read of the one there is.
pub(super) async fn look(
    checked: &CheckedCampaign,
    rows: &[LiveCampaign],
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<Todo, Error> {
    let campaign = &checked.manifest.campaign;
    let Matches { exact, similar } = Matches::among(rows, campaign.name());
    let count = exact.len() + similar.len();
    let Some(row) = exact.into_iter().chain(similar).next() else { return Ok(Todo::Create) };
    if count > 1 {
        context.ui.warning(&format!(
            "{count} campaigns are named {:?}; compared is {}: look at them with kcamp campaign list --search",
            campaign.name(),
            row.id
        ));
    }
    let live = platform.whole(row).await?;
    let mut differences = readable_differences(&live, campaign);
    // It was found by its name, in whatever case.
    differences.retain(|change| change.field != "name");
    let existing = Existing { live, differences };
    if !has_schedule(checked) {
        return Ok(Todo::Nothing(Box::new(Created::exists(checked, &existing))));
    }
    let enabled = platform.scheduling_enabled(&existing.live).await?;
    let id = existing.live.id.as_str();
    Ok(match enabled {
        Some(true) => Todo::Nothing(Box::new(Created::exists(checked, &existing))),
        Some(false) if count == 1 && context.is_interrupted_pair(id, &existing.live.name)? => {
            Todo::Enable(Box::new(existing))
        }
        off => Todo::Nothing(Box::new(Created::exists_not_scheduled(checked, &existing, off))),
    })
}

/// Whether its file asks for a schedule that is on.
pub(super) const fn has_schedule(checked: &CheckedCampaign) -> bool {
    !matches!(checked.schedule, None | Some(PlannedSchedule::Immediate))
}
