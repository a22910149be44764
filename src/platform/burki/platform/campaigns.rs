//! How Burki reads campaigns.

use async_trait::async_trait;

use crate::domain::burki_campaign::Medium;
use crate::domain::finding::Problem;
use crate::domain::live::{CampaignId, LiveCampaign, StatusReading};
use crate::platform::answer_values;
use crate::platform::burki::answer;
use crate::platform::burki::client::Burki;
use crate::platform::burki::envelope::Marker;
use crate::platform::burki::pages::{CampaignPages, PAGE_ROWS_MAX};
use crate::platform::error::PlatformError;
use crate::platform::outcome::Matches;
use crate::platform::page_reading::Pages;
use crate::platform::platform::Campaigns;

#[async_trait(?Send)]
impl Campaigns for Burki {
    /// The pages hold campaigns of all types together, unless a type is named.
    fn pages(&self, type_word: Option<&str>) -> Result<Box<dyn Pages + '_>, Problem> {
        let medium = type_word.map(str::parse::<Medium>).transpose()?;
        Ok(Box::new(self.list_campaigns(medium)))
    }

    fn listings(&self) -> Vec<(&'static str, Box<dyn Pages + '_>)> {
        vec![("campaigns", Box::new(self.pages_of_all()))]
    }

    async fn list(&self, type_words: &[&str]) -> Result<Vec<LiveCampaign>, PlatformError> {
        let medium = match type_words {
            [only] => Medium::ALL.into_iter().find(|medium| medium.wire_name() == *only),
            _ => None,
        };
        self.all_campaigns(medium).await
    }

    fn pages_of(&self, type_words: &[&str]) -> usize {
        type_words.len().div_ceil(PAGE_ROWS_MAX).max(1)
    }

    /// The listing follows a search without a result.
    fn requests_to_search(&self, name: &str, pages: usize) -> usize {
        pages + usize::from(name.is_ascii())
    }

    /// A row does not show when its campaign was last changed. Burki contract §4.
    fn rows_date_changes(&self) -> bool {
        false
    }

    async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError> {
        let request = self.endpoints().campaign(id);
        let value = self.send(&request, Marker::Object).await?;
        let live = answer::campaign(&value).ok_or_else(|| PlatformError::undocumented(&request.purpose))?;
        self.remember(&live);
        Ok(live)
    }

    async fn whole(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError> {
        self.campaign(&row.id).await
    }

    /// Asks the platform's search first. How the search matches text is not documented.
    async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError> {
        // The search may miss a name that uses another Unicode form.
        if name.is_ascii() {
            let searched = self.searched(name).await?;
            if !searched.exact.is_empty() {
                return Ok(searched);
            }
        }
        Ok(Matches::named(&self.all_campaigns(None).await?, name))
    }

    /// The progress answer has the status. Burki contract §6.
    async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError> {
        let name = match self.known_name(id) {
            Some(name) => name,
            None => self.campaign(id).await?.name,
        };
        let request = self.endpoints().progress(id);
        let value = self.send(&request, Marker::Object).await?;
        if !value["status"].is_string() {
            return Err(PlatformError::undocumented(&request.purpose));
        }
        Ok(StatusReading {
            id: id.clone(),
            name,
            status: answer_values::status(&value),
            progress: Some(answer::progress(&value)),
        })
    }
}

#[async_trait(?Send)]
impl Pages for CampaignPages<'_> {
    async fn next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        self.read_next().await
    }

    fn has_moved(&self) -> bool {
        CampaignPages::has_moved(self)
    }

    fn is_cut(&self) -> bool {
        CampaignPages::is_cut(self)
    }
}
