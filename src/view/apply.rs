//! The views of an applied plan: the outcome of each line.

use serde::Serialize;

use super::failure::FailureView;
use super::plan::PlanAction;
use crate::ui::{Cell, Document, Table, View};

/// The outcome of carrying out a line of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ApplyOutcome {
    /// It was done.
    Done,
    /// It was done; its answer was lost, and that was read back.
    DoneAnswerLost,
    /// It was created, and its schedule was not switched on.
    CreatedNotScheduled,
    /// It was created, and whether its schedule is on is not known.
    CreatedScheduleUnknown,
    /// It was updated, and whether its schedule still is on was not seen.
    UpdatedScheduleUnknown,
    /// It was created or updated, and the platform does not show what was sent.
    NotAsSent,
    /// It was not done.
    Failed,
    /// It may or may not have been done.
    Unknown,
    /// It was not tried, because an earlier failure would have met it too, or something before it failed that it needs.
    NotTried,
    /// The plan said that it cannot be done now, and nothing was sent for it.
    Blocked,
    /// Its schedule is off, somebody may have switched it off, and nothing was sent for it.
    OffLive,
    /// Whether it is as its file has it cannot be told, and nothing was sent for it.
    Unreadable,
    /// It is off now and was on before.
    IsOffNow,
    /// It was not deleted, because something before it did not happen, or may not have.
    Spared,
}

impl ApplyOutcome {
    /// The outcome in words, for a table.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::DoneAnswerLost => "done (the answer was lost; read back)",
            Self::CreatedNotScheduled => "created, but its schedule is off",
            Self::CreatedScheduleUnknown => "created; whether its schedule is on is not known",
            Self::UpdatedScheduleUnknown => "updated; whether its schedule is still on was not seen",
            Self::NotAsSent => "written, but the platform shows other values",
            Self::Failed => "failed",
            Self::Unknown => "not known; look before running it again",
            Self::NotTried => "not tried",
            Self::Blocked => "blocked, nothing was sent",
            Self::OffLive => "off live, left off",
            Self::Unreadable => "unreadable, left alone",
            Self::IsOffNow => "is off now",
            Self::Spared => "not deleted",
        }
    }

    /// Whether something was sent, or may have been.
    pub const fn is_sent(self) -> bool {
        matches!(
            self,
            Self::Done
                | Self::DoneAnswerLost
                | Self::CreatedNotScheduled
                | Self::CreatedScheduleUnknown
                | Self::UpdatedScheduleUnknown
                | Self::NotAsSent
                | Self::Unknown
                | Self::IsOffNow
        )
    }
}

/// A line of a plan that was carried out, with its outcome.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AppliedView {
    /// The intended action.
    pub action: PlanAction,
    /// The campaign's name, before its update where that gives it another one.
    pub name: String,
    /// The name that its update gives it; `null` where it keeps its name.
    pub new_name: Option<String>,
    /// Its id, where it is known.
    pub id: Option<String>,
    /// Its outcome.
    pub outcome: ApplyOutcome,
    /// The intended action, in words.
    pub details: String,
    /// The campaign's status in the last listing, where it was seen there.
    pub status: Option<String>,
    /// The error.
    pub error: Option<FailureView>,
}

impl AppliedView {
    /// The message once the outcome is known: `create "Spring Renewal": done (cd-…)`.
    pub fn talk(&self) -> String {
        let id = self.id.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
        format!("{}{id}: {}{}", self.subject(), self.outcome.words(), self.reason())
    }

    /// The outcome as an error names it: `update "Spring Renewal" failed`. Words that the action already has are not
    /// repeated.
    pub fn outcome_in_words(&self) -> String {
        format!("{} {}", self.subject(), self.outcome.words())
    }

    /// The outcome with its reason: `"Spring Renewal" blocked, nothing was sent: Active: cannot be edited while it
    /// runs`.
    pub fn outcome_with_reason(&self) -> String {
        self.outcome_in_words() + &self.reason()
    }

    fn subject(&self) -> String {
        match self.outcome {
            // The action already names the outcome.
            ApplyOutcome::Blocked | ApplyOutcome::OffLive | ApplyOutcome::Unreadable => self.names(true),
            _ => format!("{} {}", self.action.verb(), self.names(true)),
        }
    }

    /// The campaign's name, and the one that it gets: `"Old" → "New"`, or `Old → New` for a table.
    fn names(&self, is_quoted: bool) -> String {
        let name = |name: &String| if is_quoted { format!("{name:?}") } else { name.clone() };
        let new = self.new_name.as_ref().map_or_else(String::new, |new| format!(" → {}", name(new)));
        name(&self.name) + &new
    }

    fn reason(&self) -> String {
        self.error.as_ref().map_or_else(String::new, |error| format!(": {}", error.message))
    }
}

/// A plan that was carried out, with the outcome of each line.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ApplyView {
    /// How many campaigns were as their files have them.
    pub unchanged: usize,
    /// Every line that is about something else, in the order of the plan; what is off now and was on before comes
    /// first.
    pub results: Vec<AppliedView>,
}

impl ApplyView {
    fn table(&self, result: impl Fn(&AppliedView) -> String) -> Table {
        let row = |line: &AppliedView| {
            [
                Cell::from(line.action.verb()),
                line.names(false).into(),
                result(line).into(),
                Cell::of(line.status.as_ref()),
                Cell::of(line.id.as_ref()),
            ]
        };
        let headers = ["ACTION", "CAMPAIGN", "RESULT", "STATUS", "ID"];
        Table::new(headers).rows(self.results.iter().map(row))
    }

    /// The table, and below it how many campaigns needed nothing.
    fn lay_out(&self, table: Table) -> Document {
        let document = Document::new().table(table);
        match self.unchanged {
            0 => document,
            1 => document.lines(["1 campaign is as its file has it"]),
            count => document.lines([format!("{count} campaigns are as their files have them")]),
        }
    }
}

impl View for ApplyView {
    fn document(&self) -> Document {
        self.lay_out(self.table(|line| format!("{}{}", line.outcome.words(), line.reason())))
    }

    /// One line for each campaign, and below it why it was not done.
    fn fitted(&self) -> Document {
        let why = self
            .results
            .iter()
            .map(|line| line.error.as_ref().map_or_else(String::new, |error| error.message.clone()));
        let table = self.table(|line| line.outcome.words().to_owned()).under(why);
        self.lay_out(table.one_line(&["ID", "STATUS"]).whole(&["RESULT"]))
    }
}

#[cfg(test)]
mod tests {
    use super::{AppliedView, ApplyOutcome, PlanAction};

    #[test]
    fn what_the_outcome_says_is_not_said_twice() {
        let words = |action: PlanAction, outcome| {
            let (name, details) = ("Spring".to_owned(), String::new());
            let (new_name, id, status, error) = (None, None, None, None);
            let view = AppliedView { action, name, new_name, id, outcome, details, status, error };
            [view.outcome_in_words(), view.talk()]
        };
        for (action, outcome, expected) in [
            (
                PlanAction::Update,
                ApplyOutcome::Failed,
                ["update \"Spring\" failed", "update \"Spring\": failed"],
            ),
            (
                PlanAction::Blocked,
                ApplyOutcome::Blocked,
                ["\"Spring\" blocked, nothing was sent", "\"Spring\": blocked, nothing was sent"],
            ),
            (
                PlanAction::OffLive,
                ApplyOutcome::OffLive,
                ["\"Spring\" off live, left off", "\"Spring\": off live, left off"],
            ),
            (
                PlanAction::Unreadable,
                ApplyOutcome::Unreadable,
                ["\"Spring\" unreadable, left alone", "\"Spring\": unreadable, left alone"],
            ),
            (
                PlanAction::Create,
                ApplyOutcome::CreatedNotScheduled,
                [
                    "create \"Spring\" created, but its schedule is off",
                    "create \"Spring\": created, but its schedule is off",
                ],
            ),
        ] {
            assert_eq!(words(action, outcome), expected);
        }
    }
}
