//! The campaign list, page by page.

use std::cell::RefCell;
use std::rc::Rc;

use super::answer;
use super::client::Kore;
use super::endpoints::PAGE_ROWS;
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::LiveCampaign;
use crate::platform::error::PlatformError;
use crate::platform::footprint::Footprint;
use crate::platform::page_reading::{Listed, PageReading};

/// The campaigns of one type, read page by page as far as needed. Kore.ai contract §1.6 and §8.1.
#[derive(Debug)]
pub struct CampaignPages<'kore> {
    kore: &'kore Kore,
    campaign_type: CampaignType,
    reading: PageReading,
}

impl Kore {
    /// The campaigns of one type, page by page.
    pub(super) fn list_campaigns(&self, campaign_type: CampaignType) -> CampaignPages<'_> {
        CampaignPages::new(self, campaign_type)
    }

    /// The campaigns of several types, page by page. Their rows share one memory limit.
    pub(super) fn list_types(
        &self,
        types: impl IntoIterator<Item = CampaignType>,
    ) -> impl Iterator<Item = CampaignPages<'_>> {
        let footprint = Rc::default();
        types.into_iter().map(move |each| CampaignPages::counted_with(self, each, &footprint))
    }
}

impl<'kore> CampaignPages<'kore> {
    pub(super) fn new(kore: &'kore Kore, campaign_type: CampaignType) -> Self {
        Self::counted_with(kore, campaign_type, &Rc::default())
    }

    /// The campaigns of one type. Their rows are counted in this footprint, together with those of other types.
    pub(super) fn counted_with(
        kore: &'kore Kore,
        campaign_type: CampaignType,
        footprint: &Rc<RefCell<Footprint>>,
    ) -> Self {
        let listed = Listed::OfType(campaign_type.wire_name());
        Self { kore, campaign_type, reading: PageReading::new(listed, Rc::clone(footprint)) }
    }

    /// The next page, in one request; `None` after the last. A campaign that moves from one page to the next while
    /// they are read is reported once.
    ///
    /// # Errors
    ///
    /// The page cannot be read, or the rows so far take too much memory. After the last page: some rows could not be
    /// read.
    pub async fn next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        let request = self.kore.endpoints().list_campaigns(self.campaign_type, self.reading.rows());
        if self.reading.has_ended() {
            return self.reading.end(&request.purpose);
        }
        let page = answer::page(&self.kore.send(&request).await?, self.campaign_type);
        self.reading.take_in(&request.purpose, page, PAGE_ROWS, &self.kore.line)
    }

    /// Whether the list was seen to change between two pages.
    pub const fn has_moved(&self) -> bool {
        self.reading.has_moved()
    }

    /// Whether the list ended before the rows that the platform says it has.
    pub const fn is_cut(&self) -> bool {
        self.reading.is_cut()
    }
}
