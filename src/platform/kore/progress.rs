//! A campaign's progress, from a count of its dialled contacts.

use std::collections::BTreeMap;

use super::client::Kore;
use crate::domain::live::{CampaignProgress, LiveCampaign};
use crate::platform::error::PlatformError;
use crate::platform::platform::ContactLists as _;

/// The most dialled contacts that are counted, in ten requests: the API itself gives no counts.
const COUNTED_MAX: usize = 1000;

/// The progress of a campaign: its dialled contacts, counted by outcome.
///
/// # Errors
///
/// The dialled contacts or the contact lists cannot be read.
pub(super) async fn counted(kore: &Kore, campaign: &LiveCampaign) -> Result<CampaignProgress, PlatformError> {
    let contacts = kore.dialled_contacts(&campaign.id, COUNTED_MAX).await?;
    let mut outcomes: BTreeMap<String, u64> = BTreeMap::new();
    for contact in &contacts {
        let outcome = contact.outcome.as_deref().unwrap_or("in progress");
        *outcomes.entry(outcome.to_owned()).or_default() += 1;
    }
    let lists = kore.contact_lists().await?;
    let sizes =
        campaign.contact_lists().iter().map(|name| lists.iter().find(|list| list.name == *name)?.records);
    let total = sizes.sum::<Option<u64>>().filter(|total| *total > 0);
    let is_cut = contacts.len() == COUNTED_MAX;
    let reached = u64::try_from(contacts.len()).unwrap_or(u64::MAX);
    #[expect(clippy::cast_precision_loss, reason = "a percentage of at most a million contacts")]
    let percentage =
        total.filter(|_| !is_cut).map(|total| (reached as f64 / total as f64 * 100.0).min(100.0));
    Ok(CampaignProgress { total, outcomes: outcomes.into_iter().collect(), percentage })
}
