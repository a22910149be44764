//! The properties of a platform that an emergency stop needs.

use crate::domain::halt::{Activity, HaltBy};
use crate::domain::live::LiveCampaign;
use crate::platform::request::Request;

/// The activity of campaigns, and how it is ended.
pub trait Halting {
    /// Tells from a row of the list whether the campaign calls people, now or by a schedule.
    fn activity(&self, row: &LiveCampaign) -> Activity;

    /// How the calls of a campaign end with the least loss: by a pause where the platform has one.
    fn halts_by(&self) -> HaltBy;

    /// Whether the platform calls or writes to people because of a raw request, now or by a schedule.
    fn begins_calls(&self, request: &Request) -> bool;
}
