//! The campaign list, page by page.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::answer::{self, Page};
use super::client::Kore;
use super::endpoints::PAGE_ROWS;
use crate::domain::kore_campaign::CampaignType;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::platform::error::PlatformError;
use crate::platform::footprint::Footprint;

/// The campaigns of one type, read as far as they are asked for. Kore.ai contract §1.6 and §8.1.
#[derive(Debug)]
pub struct CampaignPages<'kore> {
    kore: &'kore Kore,
    campaign_type: CampaignType,
    skip: usize,
    seen: HashSet<CampaignId>,
    footprint: Rc<RefCell<Footprint>>,
    ended: bool,
    total: Option<u64>,
    moved: bool,
    /// The number of rows so far that cannot be read.
    unreadable: usize,
}

impl Kore {
    /// The campaigns of one type, page by page.
    pub(super) fn list_campaigns(&self, campaign_type: CampaignType) -> CampaignPages<'_> {
        CampaignPages::new(self, campaign_type)
    }

    /// The campaigns of several types, page by page, with their rows counted together.
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

    /// The campaigns of one type, whose rows are kept together with those of other types and counted with them in this footprint.
    pub(super) fn counted_with(
        kore: &'kore Kore,
        campaign_type: CampaignType,
        footprint: &Rc<RefCell<Footprint>>,
    ) -> Self {
        Self {
            kore,
            campaign_type,
            skip: 0,
            seen: HashSet::new(),
            footprint: Rc::clone(footprint),
            ended: false,
            total: None,
            moved: false,
            unreadable: 0,
        }
    }

    /// The next page, in one request; `None` after the last. A campaign that moves from one page to the next while
    /// they are read is reported once.
    ///
    /// # Errors
    ///
    /// The page cannot be read, or the rows so far take too much memory; after the last page, where some rows could not be read.
    pub async fn next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        let request = self.kore.endpoints().list_campaigns(self.campaign_type, self.skip);
        if self.ended {
            return PlatformError::of_unreadable_rows(&request.purpose, self.unreadable)
                .map_or(Ok(None), Err);
        }
        let value = self.kore.send(&request).await?;
        let Some(Page { mut rows, unreadable, has_more, total }) = answer::page(&value, self.campaign_type)
        else {
            return Err(PlatformError::undocumented(&request.purpose));
        };
        self.footprint.borrow_mut().add(&request.purpose, &rows)?;
        let listed = rows.len() + unreadable;
        self.skip += listed;
        self.unreadable += unreadable;
        // Without the flag a page that is not full is the last; the platform may give fewer rows than asked for.
        self.ended = listed == 0 || !has_more.unwrap_or(listed >= PAGE_ROWS);
        self.moved |= self.total.is_some() && total.is_some() && self.total != total;
        self.moved |= rows.iter().any(|row| self.seen.contains(&row.id));
        self.total = total.or(self.total);
        rows.retain(|row| self.seen.insert(row.id.clone()));
        let mut names = self.kore.line.names();
        names.campaigns(&rows);
        if self.ended && !self.moved && self.unreadable == 0 {
            names.no_other_campaigns(Some(self.campaign_type.wire_name()), &self.seen);
        }
        match (rows.is_empty(), self.ended) {
            (false, _) => Ok(Some(rows)),
            (true, false) => Err(PlatformError::same_page_again(&request.purpose)),
            (true, true) => {
                PlatformError::of_unreadable_rows(&request.purpose, self.unreadable).map_or(Ok(None), Err)
            }
        }
    }

    /// Whether the list was seen to change between two pages.
    pub const fn has_moved(&self) -> bool {
        self.moved
    }

    /// Every row that is left.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::next`].
    pub async fn all(mut self) -> Result<Vec<LiveCampaign>, PlatformError> {
        let mut all = Vec::new();
        while let Some(rows) = self.next().await? {
            all.extend(rows);
        }
        Ok(all)
    }
}
