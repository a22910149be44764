//! The operations that every platform offers to commands, one trait for each topic.

mod account;
mod campaign_contacts;
mod campaign_writes;
mod campaigns;
mod contact_lists;
mod halting;
mod raw_requests;
mod schedules;
mod templates;

pub use self::account::Account;
pub use self::campaign_contacts::CampaignContacts;
pub use self::campaign_writes::{CampaignWrites, ReadAfterWrite};
pub use self::campaigns::Campaigns;
pub(super) use self::campaigns::still_named;
pub use self::contact_lists::ContactLists;
pub use self::halting::Halting;
pub use self::raw_requests::RawRequests;
pub use self::schedules::{CheckName, Schedules};
pub use self::templates::Templates;

/// A platform that campaigns run on, for one account.
///
/// Reads are async: each sends one request or more, and needs a line that is connected. Writes are values: what a
/// platform would send is returned as a [`Write`](super::write::Write), which needs no connection and no token, and is
/// sent by whoever holds the journal's receipt. A write whose campaign is not in a state for it, or which this platform
/// does not support, is an error.
///
/// A platform does not implement features that it does not have: the default says so, in the words of
/// [`Feature`](super::feature::Feature).
///
/// Every read fails where the platform cannot be reached in time, refuses, or answers otherwise than documented. Making
/// a write fails without a request.
pub trait Platform:
    CampaignWrites + Schedules + CampaignContacts + ContactLists + Templates + Halting + RawRequests
{
}
