//! The size of a plan: its lines by action, and the requests and the time that it takes.

use serde::Serialize;

use super::{PlanAction, PlanLineView};
use crate::domain::plural::{by_count, counted};

/// How many lines there are of each action.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanCountsView {
    /// Campaigns to create.
    pub create: usize,
    /// Campaigns to change.
    pub update: usize,
    /// Schedules to switch on, replace or switch off.
    pub schedule: usize,
    /// Schedules that are off and stay off.
    pub off_live: usize,
    /// Changes that cannot be made now.
    pub blocked: usize,
    /// Campaigns of which it cannot be told whether they are as their files have them.
    pub unreadable: usize,
    /// Campaigns that are as their files have them.
    pub unchanged: usize,
    /// How many of these are so by their rows of the list, which were seen before.
    pub unchanged_by_row: usize,
    /// Campaigns that are in no file and are deleted.
    pub delete: usize,
    /// Campaigns that are in no file.
    pub only_live: usize,
}

impl PlanCountsView {
    pub(super) fn of(lines: &[PlanLineView], unchanged_by_row: usize) -> Self {
        let count = |action| lines.iter().filter(|line| line.action == action).count();
        Self {
            create: count(PlanAction::Create),
            update: count(PlanAction::Update),
            schedule: count(PlanAction::Schedule),
            off_live: count(PlanAction::OffLive),
            blocked: count(PlanAction::Blocked),
            unreadable: count(PlanAction::Unreadable),
            unchanged: count(PlanAction::Unchanged),
            unchanged_by_row,
            delete: count(PlanAction::Delete),
            only_live: count(PlanAction::OnlyLive),
        }
    }

    /// Such as `1 to create, 2 to change, 1 blocked`.
    pub fn words(&self) -> String {
        let parts = [
            (self.create, "to create"),
            (self.update, "to change"),
            (self.schedule, by_count(self.schedule, "schedule", "schedules")),
            (self.off_live, "off live"),
            (self.blocked, "blocked"),
            (self.unreadable, "unreadable"),
            (self.delete, "to delete"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| format!("{count} {words}"))
            .collect();
        if parts.is_empty() { "nothing to do".to_owned() } else { parts.join(", ") }
    }
}

/// The requests and the time that carrying a plan out takes.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlanCostView {
    /// How many requests.
    pub requests: usize,
    /// How many requests at most: with the looks at voice campaigns that the platform is preparing, until all are ready
    /// or two minutes have passed.
    pub requests_at_most: usize,
    /// How many minutes at the account's request limit; `null` on a platform without a known one.
    pub minutes: Option<usize>,
}

impl PlanCostView {
    pub(super) fn words(self) -> String {
        let requests = counted(self.requests, "request");
        let time = match self.minutes {
            None => String::new(),
            Some(0 | 1) => ", under a minute".to_owned(),
            Some(minutes) => format!(", about {minutes} minutes"),
        };
        let most = match self.requests_at_most {
            most if most > self.requests => {
                format!(" (at most {most}, and up to 2 minutes more, while voice campaigns are prepared)")
            }
            _ => String::new(),
        };
        format!("{requests}{time}{most}")
    }
}
