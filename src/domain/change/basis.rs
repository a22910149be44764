//! What a change is based on.

use crate::domain::live::{ContactList, LiveCampaign};

/// What a change is based on: the object as it was read and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// Nothing that was read, as for a create.
    Nothing,
    /// A campaign.
    Campaign(Box<LiveCampaign>),
    /// A contact list.
    List(Box<ContactList>),
}
