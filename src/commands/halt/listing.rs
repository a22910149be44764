//! The live campaigns, as far as they can be read.

use std::collections::{HashMap, HashSet};

use crate::domain::live::{CampaignId, LiveCampaign};
use crate::platform::error::{ErrorKind, PlatformError};
use crate::platform::page_reading::{Pages, READINGS_MAX};
use crate::platform::platform::Platform;

/// The live campaigns, and the parts of their list that could not be read.
#[derive(Debug, Default)]
pub(in crate::commands) struct Listing {
    /// Each campaign once, as it was last read, in the order of the list.
    pub(in crate::commands) rows: Vec<LiveCampaign>,
    /// The place of each campaign in the rows.
    places: HashMap<CampaignId, usize>,
    /// The ids of rows that a later, complete read of their part did not have.
    gone: HashSet<CampaignId>,
    /// The parts that were not read to the end.
    pub(in crate::commands) unseen: Vec<Unseen>,
    /// The number of parts.
    parts: usize,
    /// The number of requests.
    pub(in crate::commands) pages: usize,
}

/// A part of the list that was not read to its end, or that changed during each read.
#[derive(Debug, Clone)]
pub(in crate::commands) struct Unseen {
    /// The name of the part, such as `voice campaigns`.
    pub(in crate::commands) what: &'static str,
    /// The error; `None` if the part changed during each read.
    pub(in crate::commands) error: Option<PlatformError>,
}

impl Unseen {
    /// The reason in words, for a report.
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
    /// Reads every part as far as possible: if one fails, the others are still read. If nothing could be read and the
    /// reason may be temporary, everything is read once more, because without a list nothing is stopped.
    pub(in crate::commands) async fn read(platform: &dyn Platform) -> Self {
        let listing = Self::read_once(platform).await;
        match listing.error_of_all() {
            Some(error) if error.kind == ErrorKind::Unavailable => Self::read_once(platform).await,
            _ => listing,
        }
    }

    /// Reads every part once; a part that changes during the read is read again, a few times.
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
                if (error.is_some() && !pages.is_cut()) || reading == READINGS_MAX {
                    listing.unseen.push(Unseen { what, error });
                    break;
                }
            }
        }
        listing
    }

    /// Reads a part to its end, and notes its campaigns.
    async fn take(
        &mut self,
        pages: &mut dyn Pages,
        read: &mut HashSet<CampaignId>,
    ) -> Result<(), PlatformError> {
        // An empty list takes one request too.
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

    /// The rows, without campaigns that were deleted while the list was read.
    pub(in crate::commands) fn rows_still_there(self) -> Vec<LiveCampaign> {
        let Self { mut rows, gone, .. } = self;
        rows.retain(|row| !gone.contains(&row.id));
        rows
    }

    /// Whether the whole list was read.
    pub(in crate::commands) const fn is_whole(&self) -> bool {
        self.unseen.is_empty()
    }

    /// The first error, if no campaign and no whole part was read.
    pub(in crate::commands) fn error_of_all(&self) -> Option<PlatformError> {
        let failed = self.unseen.iter().filter_map(|part| part.error.clone());
        let failed: Vec<PlatformError> = failed.collect();
        let all_failed = self.rows.is_empty() && failed.len() == self.parts;
        failed.into_iter().next().filter(|_| all_failed)
    }
}
