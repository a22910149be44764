//! Reads the campaign list page by page, whatever the pages of a platform tell about themselves.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use async_trait::async_trait;

use super::connection::PlatformConnection;
use super::error::PlatformError;
use super::footprint::Footprint;
use crate::domain::live::{CampaignId, LiveCampaign};
use crate::domain::plural::counted;

/// How often a list is read that changes while it is read, or ends before its total.
pub const READINGS_MAX: usize = 3;

/// The campaigns of an account, page by page.
#[async_trait(?Send)]
pub trait Pages {
    /// The next page, in one request; `None` after the last.
    ///
    /// # Errors
    ///
    /// A page cannot be read; after the last, where some rows cannot be read, or the platform says that there are more.
    async fn next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError>;

    /// Whether the list was seen to change while it was read, so that a campaign may be missing: a campaign was on
    /// two pages, or the total changed.
    fn has_moved(&self) -> bool;

    /// Whether the list ended before the rows that the platform says it has: a page may have been lost on its way, or a
    /// campaign deleted before its page was read.
    fn is_cut(&self) -> bool;
}

#[async_trait(?Send)]
impl Pages for Box<dyn Pages + '_> {
    async fn next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        (**self).next().await
    }

    fn has_moved(&self) -> bool {
        (**self).has_moved()
    }

    fn is_cut(&self) -> bool {
        (**self).is_cut()
    }
}

/// Every row of a list. One that changes while it is read, or ends before its total, is read again, up to
/// [`READINGS_MAX`] times in all.
///
/// # Errors
///
/// `pages` fails, a page cannot be read, the list is not whole, or it changed each time.
pub async fn every_row<P: Pages, E: From<PlatformError>>(
    purpose: &str,
    pages: impl Fn() -> Result<P, E>,
) -> Result<Vec<LiveCampaign>, E> {
    for reading in 1..=READINGS_MAX {
        let mut pages = pages()?;
        match rest(&mut pages).await {
            Ok(rows) if !pages.has_moved() => return Ok(rows),
            Err(error) if !pages.is_cut() || reading == READINGS_MAX => return Err(error.into()),
            Ok(_) | Err(_) => {}
        }
    }
    Err(PlatformError::list_moved(purpose, "campaign").into())
}

/// The rows of all pages that are left.
///
/// # Errors
///
/// Any error of [`Pages::next`].
pub(super) async fn rest(pages: &mut impl Pages) -> Result<Vec<LiveCampaign>, PlatformError> {
    let mut all = Vec::new();
    while let Some(rows) = pages.next().await? {
        all.extend(rows);
    }
    Ok(all)
}

/// Whether fewer rows were read than the platform says there are.
pub(super) fn is_short(total: Option<u64>, read: usize) -> bool {
    total.is_some_and(|total| u64::try_from(read).is_ok_and(|read| read < total))
}

/// `2 campaigns can be read`; a full page tells of no number, and one read is enough.
pub(super) fn readable(what: &str, rows: usize, page_rows: usize) -> String {
    if rows >= page_rows && rows > 1 {
        return format!("{what}s can be read");
    }
    format!("{} can be read", counted(rows, what))
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<Row> {
    /// The rows that can be read.
    pub rows: Vec<Row>,
    /// The number of rows that cannot be read, such as those without an id.
    pub unreadable: usize,
    /// Whether there are more pages; `None` where the answer does not tell.
    pub has_more: Option<bool>,
    /// The number of rows of all pages, where the answer tells it.
    pub total: Option<u64>,
}

/// The campaigns that a list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// All campaigns of the account.
    All,
    /// The campaigns of one type, by the platform's word for it.
    OfType(&'static str),
    /// The campaigns that a search found. The list does not show that no others exist.
    Found,
}

/// How far a list of campaigns has been read.
#[derive(Debug)]
pub struct PageReading {
    listed: Listed,
    pages: u64,
    seen: HashSet<CampaignId>,
    footprint: Rc<RefCell<Footprint>>,
    has_ended: bool,
    total: Option<u64>,
    has_moved: bool,
    /// The number of unreadable rows so far.
    unreadable: usize,
    /// Whether the platform said that there are more rows and then sent none.
    is_cut: bool,
}

impl PageReading {
    /// Starts before the first page. The rows are counted in this footprint, together with those of other lists that
    /// share it.
    pub fn new(listed: Listed, footprint: Rc<RefCell<Footprint>>) -> Self {
        Self {
            listed,
            pages: 0,
            seen: HashSet::new(),
            footprint,
            has_ended: false,
            total: None,
            has_moved: false,
            unreadable: 0,
            is_cut: false,
        }
    }

    /// The number of pages that were read.
    pub const fn pages(&self) -> u64 {
        self.pages
    }

    /// The number of different rows on the pages so far, including those that cannot be read. A row that came twice
    /// stands for one place in the list: after it the next page goes on, and with it the total is compared.
    pub fn rows(&self) -> usize {
        self.seen.len() + self.unreadable
    }

    /// Whether the last page was read.
    pub const fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Whether the list was seen to change between two pages.
    pub const fn has_moved(&self) -> bool {
        self.has_moved
    }

    /// Whether the list ended before the rows that the platform says it has, and was not seen to change.
    pub const fn is_cut(&self) -> bool {
        self.is_cut && !self.has_moved
    }

    /// The result after the last page: always `None`.
    ///
    /// # Errors
    ///
    /// Some rows could not be read, or the platform says that there are more.
    pub fn end(&self, purpose: &str) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        if let Some(error) = PlatformError::of_unreadable_rows(purpose, self.unreadable) {
            return Err(error);
        }
        // A list that changed has another number of rows: whoever reads it reads it again.
        if self.is_cut() {
            return Err(PlatformError::list_cut(purpose, self.rows(), self.total));
        }
        Ok(None)
    }

    /// Adds the next page, which is `None` if the answer has no page, and returns its campaigns; `None` after the
    /// last. A campaign that comes again, on this or on another page, is returned once. If a page does not tell
    /// whether more follow, one with `full` rows or more is taken to have a successor.
    ///
    /// # Errors
    ///
    /// The answer is not in the documented form, or the rows so far take too much memory; any error of [`Self::end`]
    /// after the last page.
    pub fn take_in(
        &mut self,
        purpose: &str,
        page: Option<Page<LiveCampaign>>,
        full: usize,
        line: &PlatformConnection,
    ) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        let Some(Page { mut rows, unreadable, has_more, total }) = page else {
            return Err(PlatformError::undocumented(purpose));
        };
        let total = line.believed(total);
        self.footprint.borrow_mut().add(purpose, &rows)?;
        let listed = rows.len() + unreadable;
        self.pages += 1;
        self.unreadable += unreadable;
        self.has_moved |= rows.iter().any(|row| self.seen.contains(&row.id));
        rows.retain(|row| self.seen.insert(row.id.clone()));
        // Without the flag, a page that is not full is the last. The platform may give fewer rows than were asked
        // for.
        self.has_ended = listed == 0 || !has_more.unwrap_or(listed >= full);
        // The number of all rows may be that without the search.
        let is_short = self.listed != Listed::Found && is_short(total, self.rows());
        self.is_cut = self.has_ended && (has_more == Some(true) || is_short);
        self.has_moved |= self.total.is_some() && total.is_some() && self.total != total;
        self.total = total.or(self.total);
        let mut names = line.names();
        names.campaigns(&rows);
        if self.has_ended && !self.has_moved && !self.is_cut && self.unreadable == 0 {
            match self.listed {
                Listed::All => names.no_other_campaigns(None, &self.seen),
                Listed::OfType(word) => names.no_other_campaigns(Some(word), &self.seen),
                Listed::Found => {}
            }
        }
        match (rows.is_empty(), self.has_ended) {
            (false, _) => Ok(Some(rows)),
            (true, false) => Err(PlatformError::same_page_again(purpose)),
            (true, true) => self.end(purpose),
        }
    }
}
