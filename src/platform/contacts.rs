//! The contacts of a contact list, and how an import is followed.

use crate::domain::burki_contact::ImportReading;
use crate::domain::live::{ContactList, LiveContact};
use crate::platform::error::PlatformError;

/// The contacts of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListContacts {
    /// The contacts, each once.
    pub contacts: Vec<LiveContact>,
    /// Why some may be missing; `None` if the list was read whole.
    pub gap: Option<ListGap>,
}

/// Why contacts of a list may be missing, after it was read several times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListGap {
    /// The number of contacts changed while they were read.
    Moved,
    /// The platform says that there are more than it sent.
    Cut(PlatformError),
}

impl ListContacts {
    /// How many contacts a page is asked for: as many as in the sample. Neither the paging inputs nor their most are
    /// documented. Kore.ai contract §12.
    pub const PAGE_ROWS: usize = 50;

    /// How many requests reading a list takes, at least, by its number of contacts.
    pub fn pages_of(list: &ContactList) -> usize {
        let records = list.records.and_then(|records| usize::try_from(records).ok());
        records.unwrap_or_default().div_ceil(Self::PAGE_ROWS).max(1)
    }
}

/// How an import is followed after it was accepted.
pub struct Following {
    /// Whether it is followed to its end.
    pub to_its_end: bool,
    /// Is told what the platform says of it, each time that it says something.
    pub observer: Box<dyn Fn(&ImportReading)>,
}
