//! Creating, changing, starting and deleting campaigns.

use std::collections::HashSet;

use async_trait::async_trait;

use super::campaigns::Campaigns;
use crate::domain::burki_contact::ContactSelection;
use crate::domain::change::{Action, Trigger};
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::error::PlatformError;
use crate::platform::feature::Feature;
use crate::platform::outcome::{
    CreateDone, Created, Creation, LostCreate, ReExecuted, Settled, Triggered, Updated,
};
use crate::platform::recovery::settle_creates;
use crate::platform::write::Write;

/// The writes to campaigns. Making a write sends no request.
#[async_trait(?Send)]
pub trait CampaignWrites: Campaigns {
    /// Whether the campaign's state lets it be done, as far as that is known before asking.
    ///
    /// # Errors
    ///
    /// Where it does not, with what to do first.
    fn may(&self, campaign: &LiveCampaign, action: Action) -> Result<(), PlatformError>;

    /// Creates a campaign, without its schedule. `before` are the campaigns that were there a moment ago, where
    /// somebody looked: none of them is ever taken for the new one. `schedule_follows` tells whether its schedule is to
    /// be switched on afterwards. A lost answer is not settled by this write: what several creates left open is settled
    /// together, by [`Self::settle_creates`].
    ///
    /// # Errors
    ///
    /// The campaign is one of another platform.
    fn create_campaign(
        &self,
        campaign: &PlatformCampaign,
        before: HashSet<CampaignId>,
        schedule_follows: bool,
    ) -> Result<Write<Creation>, PlatformError>;

    /// Whether the platform prepares this campaign after its create, so that its schedule has to wait.
    fn prepares(&self, _campaign: &PlatformCampaign) -> bool {
        false
    }

    /// Compares a finished create with a later read of its campaign. If they contradict each other, the answer named
    /// another campaign, and the create counts as lost.
    fn held_against(&self, done: CreateDone, read: &LiveCampaign) -> Creation {
        match self.connection().http() {
            Ok(http) => done.held_against(read, http),
            Err(_) => Creation::Done(Box::new(done)),
        }
    }

    /// Looks, several times over some seconds, what became of creates whose answers were lost: one listing a look for
    /// all of them. One is found where it is shown to be the campaign that was sent; else its outcome stays unknown.
    /// The results are in the order of the creates.
    async fn settle_creates(&self, lost: Vec<LostCreate>) -> Vec<Result<Created, PlatformError>> {
        match self.connection().http() {
            Ok(http) => {
                let rows_of = async |types: &[&'static str]| self.list(types).await;
                let whole = async |row: LiveCampaign| self.whole(row).await;
                settle_creates(http, lost, rows_of, whole).await
            }
            Err(error) => lost.iter().map(|_| Err(error.clone())).collect(),
        }
    }

    /// The encoding in which the text of an sms goes out, on a platform where a setting decides it.
    fn message_encoding(&self) -> Option<MessageEncoding> {
        None
    }

    /// Makes a campaign what `to` says, and reads it back where that is asked for.
    ///
    /// # Errors
    ///
    /// The campaign's state does not let it be changed, or `to` is a campaign of another platform.
    fn update(
        &self,
        campaign: &LiveCampaign,
        to: &PlatformCampaign,
        look: ReadAfterWrite,
    ) -> Result<Write<Updated>, PlatformError>;

    /// Deletes a campaign.
    ///
    /// # Errors
    ///
    /// The campaign's state does not let it be deleted.
    fn delete(&self, campaign: &LiveCampaign) -> Result<Write<Settled<()>>, PlatformError>;

    /// Starts, stops or pauses a campaign.
    ///
    /// # Errors
    ///
    /// The campaign's state does not allow it, or the platform does not have it.
    fn trigger(&self, campaign: &LiveCampaign, trigger: Trigger) -> Result<Write<Triggered>, PlatformError>;

    /// Gives the contacts of a campaign that came to its end another round.
    ///
    /// # Errors
    ///
    /// The campaign's state does not allow it, or the platform does not have it.
    fn re_execute(
        &self,
        _campaign: &LiveCampaign,
        _contacts: &ContactSelection,
        _schedule: Option<&PlannedSchedule>,
    ) -> Result<Write<ReExecuted>, PlatformError> {
        Err(Feature::ReExecution.lacking(self.kind()))
    }
}

/// Whether what a write left behind is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAfterWrite {
    /// The state is read at once.
    AtOnce,
    /// Later, if the answer reported success: the caller reads several at once.
    Later,
}
