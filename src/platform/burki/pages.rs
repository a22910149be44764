//! The campaign list, page by page.

use std::collections::HashSet;

use super::answer::{self, Page};
use super::client::Burki;
use super::endpoints::ListQuery;
use super::envelope::Marker;
use crate::domain::burki_campaign::Medium;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::platform::error::PlatformError;
use crate::platform::footprint::Footprint;
use crate::platform::outcome::Matches;

/// Rows of a page that somebody may look at before the next is read.
pub(super) const PAGE_ROWS: usize = 100;
/// The most that a page may have, for what has to be read whole. Burki contract §4.
pub(super) const PAGE_ROWS_MAX: usize = 1000;

/// Campaigns, read as far as they are asked for. Burki contract §4.
#[derive(Debug)]
pub struct CampaignPages<'burki> {
    burki: &'burki Burki,
    query: ListQuery,
    rows: usize,
    page: u64,
    seen: HashSet<CampaignId>,
    footprint: Footprint,
    ended: bool,
    total: Option<u64>,
    moved: bool,
    /// The number of rows so far that cannot be read.
    unreadable: usize,
}

impl Burki {
    /// The campaigns, those of one type only where one is named, page by page.
    pub(super) fn list_campaigns(&self, medium: Option<Medium>) -> CampaignPages<'_> {
        CampaignPages::new(self, ListQuery { medium, search: None }, PAGE_ROWS)
    }

    /// All campaigns, on the longest pages.
    pub(super) fn pages_of_all(&self) -> CampaignPages<'_> {
        CampaignPages::new(self, ListQuery { medium: None, search: None }, PAGE_ROWS_MAX)
    }

    /// Every campaign, those of one type only where one is named, as a row of the list.
    ///
    /// # Errors
    ///
    /// A page or a row of it cannot be read, or there are more rows than kcamp keeps.
    pub(super) async fn all_campaigns(
        &self,
        medium: Option<Medium>,
    ) -> Result<Vec<LiveCampaign>, PlatformError> {
        CampaignPages::new(self, ListQuery { medium, search: None }, PAGE_ROWS_MAX).all().await
    }

    /// The campaigns of this name that the platform's search finds.
    ///
    /// # Errors
    ///
    /// A page or a row of it cannot be read, or there are more rows than kcamp keeps.
    pub(super) async fn searched(&self, name: &str) -> Result<Matches, PlatformError> {
        let query = ListQuery { medium: None, search: Some(name.to_owned()) };
        let rows = CampaignPages::new(self, query, PAGE_ROWS_MAX).all().await?;
        Ok(Matches::among(&rows, name))
    }
}

impl<'burki> CampaignPages<'burki> {
    pub(super) fn new(burki: &'burki Burki, query: ListQuery, rows: usize) -> Self {
        Self {
            burki,
            query,
            rows,
            page: 0,
            seen: HashSet::new(),
            footprint: Footprint::default(),
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
    pub(super) async fn read_next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        let request = self.burki.endpoints().list_campaigns(&self.query, self.page + 1, self.rows);
        if self.ended {
            return PlatformError::of_unreadable_rows(&request.purpose, self.unreadable)
                .map_or(Ok(None), Err);
        }
        self.page += 1;
        let value = self.burki.send(&request, Marker::Object).await?;
        let Some(Page { mut rows, unreadable, has_next, total }) =
            answer::page(&value, "campaigns", answer::campaign)
        else {
            return Err(PlatformError::undocumented(&request.purpose));
        };
        self.footprint.add(&request.purpose, &rows)?;
        let listed = rows.len() + unreadable;
        self.unreadable += unreadable;
        // Without the flag a page that is not full is the last.
        self.ended = listed == 0 || !has_next.unwrap_or(listed >= self.rows);
        for row in &rows {
            self.burki.remember(row);
        }
        self.moved |= self.total.is_some() && total.is_some() && self.total != total;
        self.moved |= rows.iter().any(|row| self.seen.contains(&row.id));
        self.total = total.or(self.total);
        rows.retain(|row| self.seen.insert(row.id.clone()));
        let mut names = self.burki.line.names();
        names.campaigns(&rows);
        if self.ended && !self.moved && self.unreadable == 0 && self.query.search.is_none() {
            names.no_other_campaigns(self.query.medium.map(Medium::wire_name), &self.seen);
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
    /// Any error of [`Self::read_next`].
    pub async fn all(mut self) -> Result<Vec<LiveCampaign>, PlatformError> {
        let mut all = Vec::new();
        while let Some(rows) = self.read_next().await? {
            all.extend(rows);
        }
        Ok(all)
    }
}
