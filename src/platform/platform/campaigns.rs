//! Reading campaigns.

use async_trait::async_trait;

use super::account::Account;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::Problem;
use crate::domain::live::{
    Audience, CampaignId, CampaignProgress, LiveCallingHours, LiveCampaign, StatusReading,
};
use crate::domain::name::look_the_same;
use crate::platform::error::PlatformError;
use crate::platform::outcome::Matches;
use crate::platform::page_reading::Pages;

/// The campaigns of an account, as they are read.
#[async_trait(?Send)]
pub trait Campaigns: Account {
    /// The campaigns page by page, those of one type only where one is named.
    ///
    /// # Errors
    ///
    /// Where the platform has no such type.
    fn pages(&self, type_word: Option<&str>) -> Result<Box<dyn Pages + '_>, Problem>;

    /// The whole list, in parts that are read each on their own, so that one that fails keeps nobody from the others;
    /// with what is in each, such as `voice campaigns`.
    fn listings(&self) -> Vec<(&'static str, Box<dyn Pages + '_>)>;

    /// The campaigns of these types, of all types where none is named, as rows of the list.
    ///
    /// # Errors
    ///
    /// A page cannot be read, or its campaigns cannot be told apart.
    async fn list(&self, type_words: &[&str]) -> Result<Vec<LiveCampaign>, PlatformError>;

    /// How many requests a listing of campaigns of these types takes, where the list is whole pages.
    fn pages_of(&self, type_words: &[&str]) -> usize;

    /// The number of requests to find out that no campaign has this name, where a listing of all takes this many pages.
    fn requests_to_search(&self, _name: &str, pages: usize) -> usize {
        pages
    }

    /// Whether a row of the list says when its campaign was changed last.
    fn rows_date_changes(&self) -> bool {
        true
    }

    /// One campaign, with everything that one read gives.
    ///
    /// # Errors
    ///
    /// The platform has no such campaign, or it cannot be read.
    async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError>;

    /// A row of the list with everything that can be read of the campaign.
    ///
    /// # Errors
    ///
    /// The campaign is gone, or it cannot be read.
    async fn whole(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError>;

    /// Like `whole`, for a row that was found by its name: what is read must still have that name, because nobody means
    /// a campaign that has another one by now.
    ///
    /// # Errors
    ///
    /// The campaign is gone, or it cannot be read, or it was renamed since the row was read.
    async fn whole_as_named(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError> {
        let name = row.name.clone();
        still_named(&name, self.whole(row).await?)
    }

    /// A campaign as a write that may have to wait is based on it: with the time of its last change, for which a row of
    /// the list without it is read as a whole.
    ///
    /// # Errors
    ///
    /// Any error of `whole_as_named`.
    async fn dated(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError> {
        if row.updated_at.is_some() || self.rows_date_changes() {
            Ok(row)
        } else {
            self.whole_as_named(row).await
        }
    }

    /// The campaigns of this name. No API is known to find by name alone: none is taken for absent before every page
    /// was read.
    ///
    /// # Errors
    ///
    /// A page of the list cannot be read.
    async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError>;

    /// The one campaign of this name; none or several is an error that lists what there is.
    ///
    /// # Errors
    ///
    /// None or several have this name, or the list cannot be read.
    async fn one_named(&self, name: &str) -> Result<LiveCampaign, PlatformError> {
        self.find_campaigns(name).await?.only(&CampaignRef::Name(name.to_owned()))
    }

    /// The id that `CAMPAIGN` means: an id as it is, without a request; a name by looking for it, as it is written.
    ///
    /// # Errors
    ///
    /// No campaign or several are meant, or the list cannot be read.
    async fn resolve(&self, campaign: &CampaignRef) -> Result<CampaignId, PlatformError> {
        match campaign {
            CampaignRef::Id(id) => Ok(id.clone()),
            other => Ok(self.locate(other).await?.id),
        }
    }

    /// The campaign that `CAMPAIGN` means: an id by reading it, a name by looking for it, which gives a row of the
    /// list, without some fields. What may be both is looked for among all campaigns: where one has it as its id and
    /// another as its name, nobody but the user knows which is meant. The id of none of them is still read, since a
    /// list may be cut.
    ///
    /// # Errors
    ///
    /// No campaign or several are meant, or they cannot be read.
    async fn locate(&self, campaign: &CampaignRef) -> Result<LiveCampaign, PlatformError> {
        match campaign {
            CampaignRef::Id(id) => self.campaign(id).await,
            CampaignRef::Name(name) => self.one_named(name).await,
            CampaignRef::IdOrName(id) => {
                let matches = Matches::among(&self.list(&[]).await?, campaign);
                if matches.exact.is_empty() { self.campaign(id).await } else { matches.only(campaign) }
            }
        }
    }

    /// Like `locate`, with everything that can be read of it.
    ///
    /// # Errors
    ///
    /// No campaign or several are meant, or they cannot be read.
    async fn locate_whole(&self, campaign: &CampaignRef) -> Result<LiveCampaign, PlatformError> {
        match campaign {
            CampaignRef::Id(id) => self.campaign(id).await,
            other => self.whole_as_named(self.locate(other).await?).await,
        }
    }

    /// A campaign's status, and how far it has come where the same answer says it.
    ///
    /// # Errors
    ///
    /// The platform has no such campaign, or its status cannot be read.
    async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError>;

    /// How far a campaign has come. Free where the status said it.
    ///
    /// # Errors
    ///
    /// The contacts cannot be counted.
    async fn progress(
        &self,
        _campaign: &LiveCampaign,
        reading: &StatusReading,
    ) -> Result<CampaignProgress, PlatformError> {
        Ok(reading.progress.clone().unwrap_or_default())
    }

    /// A campaign's calling hours: as they were read with it, else by one read; `None` on a platform that has none.
    ///
    /// # Errors
    ///
    /// The campaign cannot be read.
    async fn calling_hours(
        &self,
        _campaign: &LiveCampaign,
    ) -> Result<Option<LiveCallingHours>, PlatformError> {
        Ok(None)
    }

    /// How many contacts each of these campaigns has, in their order: as they were read with it, else by one read for
    /// all.
    ///
    /// # Errors
    ///
    /// The contact lists cannot be read.
    async fn audiences(&self, campaigns: &[&LiveCampaign]) -> Result<Vec<Audience>, PlatformError> {
        Ok(campaigns.iter().map(|campaign| Audience::own(campaign.own_contacts())).collect())
    }

    /// The campaign as a read would return it, put together from the answer of a write, or an earlier read, and its row
    /// of the list after that. `None` where something is left out, or where the two do not agree: then it has to be
    /// read.
    fn as_read(&self, _answered: LiveCampaign, _row: &LiveCampaign) -> Option<LiveCampaign> {
        None
    }
}

/// The campaign that was read, if it still has the name by which it was found.
///
/// # Errors
///
/// The campaign has another name: somebody renamed it meanwhile.
pub(in crate::platform) fn still_named(
    name: &str,
    live: LiveCampaign,
) -> Result<LiveCampaign, PlatformError> {
    if look_the_same(name, &live.name) {
        return Ok(live);
    }
    Err(PlatformError::stale(&format!(
        "the campaign {} was named {name:?} and is named {:?} now: somebody renamed it while kcamp read it; nothing was sent for it; run the same command again",
        live.id, live.name
    )))
}
