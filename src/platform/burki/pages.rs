//! The campaign list, page by page.

use std::rc::Rc;

use super::answer;
use super::client::Burki;
use super::endpoints::ListQuery;
use super::envelope::Marker;
use crate::domain::burki_campaign::Medium;
use crate::domain::live::LiveCampaign;
use crate::platform::error::PlatformError;
use crate::platform::outcome::Matches;
use crate::platform::page_reading::{Listed, PageReading, every_row};

/// The rows of a page where a person may look at one page before the next is read.
pub(super) const PAGE_ROWS: usize = 100;
/// The most rows of a page, used where the whole list has to be read. Burki contract §4.
pub(super) const PAGE_ROWS_MAX: usize = 1000;

/// The campaign list, read page by page as far as needed. Burki contract §4.
#[derive(Debug)]
pub struct CampaignPages<'burki> {
    burki: &'burki Burki,
    query: ListQuery,
    rows: usize,
    reading: PageReading,
}

impl Burki {
    /// The campaigns, page by page; those of one type if one is named.
    pub(super) fn list_campaigns(&self, medium: Option<Medium>) -> CampaignPages<'_> {
        CampaignPages::new(self, ListQuery { medium, search: None }, PAGE_ROWS)
    }

    /// All campaigns, on the longest pages.
    pub(super) fn pages_of_all(&self) -> CampaignPages<'_> {
        CampaignPages::new(self, ListQuery { medium: None, search: None }, PAGE_ROWS_MAX)
    }

    /// Every campaign as a row of the list; those of one type if one is named.
    ///
    /// # Errors
    ///
    /// A page or a row of it cannot be read, or there are more rows than kcamp keeps.
    pub(super) async fn all_campaigns(
        &self,
        medium: Option<Medium>,
    ) -> Result<Vec<LiveCampaign>, PlatformError> {
        self.every_row(&ListQuery { medium, search: None }).await
    }

    /// The campaigns of this name that the platform's search finds.
    ///
    /// # Errors
    ///
    /// A page or a row of it cannot be read, or there are more rows than kcamp keeps.
    pub(super) async fn searched(&self, name: &str) -> Result<Matches, PlatformError> {
        let query = ListQuery { medium: None, search: Some(name.to_owned()) };
        Ok(Matches::named(&self.every_row(&query).await?, name))
    }

    async fn every_row(&self, query: &ListQuery) -> Result<Vec<LiveCampaign>, PlatformError> {
        let pages = || Ok(CampaignPages::new(self, query.clone(), PAGE_ROWS_MAX));
        every_row("list the campaigns", pages).await
    }
}

impl<'burki> CampaignPages<'burki> {
    pub(super) fn new(burki: &'burki Burki, query: ListQuery, rows: usize) -> Self {
        let listed = match (&query.search, query.medium) {
            (Some(_), _) => Listed::Found,
            (None, Some(medium)) => Listed::OfType(medium.wire_name()),
            (None, None) => Listed::All,
        };
        Self { burki, query, rows, reading: PageReading::new(listed, Rc::default()) }
    }

    /// The next page, in one request; `None` after the last. A campaign that moves from one page to the next while
    /// they are read is reported once.
    ///
    /// # Errors
    ///
    /// The page cannot be read, or the rows so far take too much memory. After the last page: some rows could not be
    /// read.
    pub(super) async fn read_next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        let request = self.burki.endpoints().list_campaigns(&self.query, self.reading.pages() + 1, self.rows);
        if self.reading.has_ended() {
            return self.reading.end(&request.purpose);
        }
        let value = self.burki.send(&request, Marker::Object).await?;
        let page = answer::page(&value, "campaigns", answer::campaign);
        page.iter().flat_map(|page| &page.rows).for_each(|row| self.burki.remember(row));
        self.reading.take_in(&request.purpose, page, self.rows, &self.burki.line)
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
