//! The live campaigns, as far as they can be read.

use std::collections::{HashMap, HashSet};

use crate::domain::live::{CampaignId, LiveCampaign};
use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::page_reading::{Pages, READINGS_MAX};
use crate::platform::platform::Platform;

/// The live campaigns, and the parts of their list that could not be read.
#[derive(Debug, Default)]
pub(in crate::commands) struct Listing {
    /// Each campaign once, as it was read last, in the order of the list.
    pub(in crate::commands) rows: Vec<LiveCampaign>,
    /// Where in the rows each campaign is.
    places: HashMap<CampaignId, usize>,
    /// The ids of the rows that a later, complete reading of their part no longer found.
    gone: HashSet<CampaignId>,
    /// The parts that were not read to their end.
    pub(in crate::commands) unseen: Vec<Unseen>,
    /// How many parts there are.
    parts: usize,
    /// How many requests it took.
    pub(in crate::commands) pages: usize,
}

/// A part of the list that was not read to its end, or not as it was at one time.
#[derive(Debug, Clone)]
pub(in crate::commands) struct Unseen {
    /// The contents, such as `voice campaigns`.
    pub(in crate::commands) what: &'static str,
    /// Why it was not; `None` where it changed each time while it was read.
    pub(in crate::commands) error: Option<PlatformError>,
}

impl Unseen {
    /// In words, to stand in a report.
    pub(in crate::commands) fn in_words(&self) -> String {
        match &self.error {
            Some(error) => format!("the {} could not all be listed: {error}", self.what),
            None => {
                format!("the list of {} changed while kcamp read it, so a campaign may be missing", self.what)
            }
        }
    }
}

impl Listing {
    /// Reads every part as far as it goes: one that fails keeps nobody from the others. Where nothing could be read at all, and
    /// that may pass, all is read once more: without a list nothing is stopped.
    pub(in crate::commands) async fn read(platform: &dyn Platform) -> Self {
        let listing = Self::read_once(platform).await;
        match listing.error_of_all() {
            Some(error) if error.kind == ErrorKind::Unavailable => Self::read_once(platform).await,
            _ => listing,
        }
    }

    /// A part that changes while it is read is read again, a few times.
    async fn read_once(platform: &dyn Platform) -> Self {
        let parts = platform.listings().len();
        let mut listing = Self { parts, ..Self::default() };
        for at in 0..parts {
            let mut earlier = HashSet::new();
            for reading in 1..=READINGS_MAX {
                let (what, mut pages) = platform.listings().swap_remove(at);
                let mut now = HashSet::new();
                let error = listing.take(&mut *pages, &mut now).await.err();
                if error.is_none() && !pages.has_moved() {
                    earlier.retain(|id| !now.contains(id));
                    listing.gone.extend(earlier);
                    break;
                }
                earlier.extend(now);
                if error.is_some() || reading == READINGS_MAX {
                    listing.unseen.push(Unseen { what, error });
                    break;
                }
            }
        }
        listing
    }

    /// Reads a part to its end, and notes which campaigns are in it.
    async fn take(
        &mut self,
        pages: &mut dyn Pages,
        read: &mut HashSet<CampaignId>,
    ) -> Result<(), PlatformError> {
        // An empty list takes a request too.
        let (before, mut number) = (self.pages, 0);
        self.pages += 1;
        while let Some(rows) = pages.next().await? {
            self.pages = before + 1 + number;
            number += 1;
            for row in rows {
                read.insert(row.id.clone());
                if let Some(place) = self.places.get(&row.id) {
                    self.rows[*place] = row;
                } else {
                    self.places.insert(row.id.clone(), self.rows.len());
                    self.rows.push(row);
                }
            }
        }
        Ok(())
    }

    /// The rows without those of campaigns that were deleted while the list was read.
    pub(in crate::commands) fn rows_still_there(self) -> Vec<LiveCampaign> {
        let Self { mut rows, gone, .. } = self;
        rows.retain(|row| !gone.contains(&row.id));
        rows
    }

    /// Whether all of it was read.
    pub(in crate::commands) const fn is_whole(&self) -> bool {
        self.unseen.is_empty()
    }

    /// The first error, where no campaign was read and no part to its end.
    pub(in crate::commands) fn error_of_all(&self) -> Option<PlatformError> {
        let failed = self.unseen.iter().filter_map(|part| part.error.clone());
        let failed: Vec<PlatformError> = failed.collect();
        let all_failed = self.rows.is_empty() && failed.len() == self.parts;
        failed.into_iter().next().filter(|_| all_failed)
    }
}
