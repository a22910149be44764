//! The contacts of a campaign.

use async_trait::async_trait;

use super::account::Account;
use crate::domain::burki_contact::{ContactFile, ContactStatus, Execution};
use crate::domain::kore_contact::{CallBack, CallBackOutcome};
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::platform_contacts::PlatformContacts;
use crate::platform::contacts::Following;
use crate::platform::error::PlatformError;
use crate::platform::feature::Feature;
use crate::platform::write::Write;

/// The contacts of a campaign, and what became of them.
#[async_trait(?Send)]
pub trait CampaignContacts: Account {
    /// A campaign's contacts, those of one status only where one is given; at most `limit`.
    ///
    /// # Errors
    ///
    /// The contacts cannot be read, or the platform does not list them by status.
    async fn contacts_of(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<PlatformContacts, PlatformError>;

    /// The tries to reach a campaign's contacts, those of one status only where one is given; at most `limit`.
    ///
    /// # Errors
    ///
    /// They cannot be read, or the platform does not list them.
    async fn executions(
        &self,
        _id: &CampaignId,
        _status: Option<ContactStatus>,
        _limit: usize,
    ) -> Result<Vec<Execution>, PlatformError> {
        Err(Feature::Executions.lacking(self.kind()))
    }

    /// Takes the contacts of a file into a campaign, and follows that to its end where `following` asks for it.
    ///
    /// # Errors
    ///
    /// The platform does not import into campaigns.
    fn import(
        &self,
        _campaign: &LiveCampaign,
        _file: ContactFile,
        _contacts: u64,
        _following: Following,
    ) -> Result<Write<()>, PlatformError> {
        Err(Feature::Import.lacking(self.kind()))
    }

    /// Says when contacts of a run are to be called back; the outcomes are in the order of the calls.
    ///
    /// # Errors
    ///
    /// The platform has no call-backs.
    fn call_back(
        &self,
        _run: &str,
        _calls: &[CallBack],
    ) -> Result<Write<Vec<CallBackOutcome>>, PlatformError> {
        Err(Feature::CallBacks.lacking(self.kind()))
    }
}
