//! The calls of this machine that a halt, or a resume after it, cannot see the end of.

use crate::domain::action_name;
use crate::domain::live::LiveCampaign;
use crate::journal::NotedWrite;

/// The words for a campaign that may be started after the halt has looked at it.
pub(in crate::commands) const START_UNDER_WAY: &str =
    "a start that this machine sent a moment ago may still arrive";

/// The words for a schedule that may be switched on again after the halt has switched it off.
pub(in crate::commands) const ENABLE_UNDER_WAY: &str =
    "this machine sent a call a moment ago that switches its schedule on, and the call may still arrive";

/// The requests of this machine for a campaign that have no answer yet.
#[derive(Debug, Clone, Copy)]
pub(in crate::commands) struct UnderWay {
    /// A start is in progress.
    pub(in crate::commands) start: bool,
    /// An enable of its schedule is in progress.
    pub(in crate::commands) schedule: bool,
}

impl UnderWay {
    /// The call that is in progress for this campaign.
    pub(in crate::commands) fn of(campaign: &LiveCampaign, calls: &[NotedWrite]) -> Self {
        let id = campaign.id.as_str();
        let is_raw_of_it = |write: &NotedWrite| {
            write.evidence.calls.as_ref().is_some_and(|named| {
                *named == campaign.name || write.subject.split('/').any(|part| part == id)
            })
        };
        let of_it = calls.iter().filter(|write| write.is_of(id, &campaign.name) || is_raw_of_it(write));
        let is_enable = |write: &NotedWrite| {
            write.action == action_name::ENABLE_SCHEDULE
                || (write.evidence.calls.is_some()
                    && write.subject.trim_end_matches('/').ends_with("/schedule"))
        };
        let (enables, starts): (Vec<&NotedWrite>, Vec<&NotedWrite>) = of_it.partition(|it| is_enable(it));
        Self { start: !starts.is_empty(), schedule: !enables.is_empty() }
    }
}
