//! The command that needs no questions, for a `schedule enable` that ended early: all given flags and all answers.

use crate::context::{Context, GivenFlag, command_line};
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::domain::schedule::TypedPattern;
use crate::error::Error;
use crate::exit::Exit;
use crate::ui::shell_command;

/// The answers about a schedule, as the flags that repeat them. None of them is a secret.
#[derive(Debug, Default)]
pub struct Answered {
    pub(super) campaign: Option<String>,
    pub(super) flags: Vec<GivenFlag>,
}

impl Answered {
    /// Notes the days of the runs. The interval is a flag.
    pub(super) fn pattern(&mut self, pattern: TypedPattern) {
        let none = String::new();
        self.flags.push(match pattern {
            TypedPattern::Immediate => ("--immediate", none),
            TypedPattern::Runs(RunPattern::Once) => ("--once", none),
            TypedPattern::Runs(RunPattern::Monthly { day, .. }) => ("--monthly", day.to_string()),
            TypedPattern::Runs(RunPattern::Recurring(Recurrence::Daily { .. })) => ("--daily", none),
            TypedPattern::Runs(RunPattern::Recurring(Recurrence::Weekly { days, .. })) => {
                ("--weekly", days.to_string().replace(' ', ""))
            }
        });
    }

    /// Adds to an error the command that repeats the run. `campaign` and `given` are the command's own arguments.
    pub(super) fn add_to(
        &self,
        error: Error,
        campaign: Option<&String>,
        given: Vec<GivenFlag>,
        context: &Context,
    ) -> Error {
        let is_asked = self.campaign.is_some() || !self.flags.is_empty();
        // If something was done, the same command would do it again.
        if !is_asked || error.exit == Exit::Partial {
            return error;
        }
        let flags = given.into_iter().chain(self.flags.iter().cloned()).chain(context.given_flags());
        let mut command = command_line("kcamp schedule enable", flags);
        if let Some(campaign) = self.campaign.as_ref().or(campaign) {
            command = shell_command(&command, campaign, "");
        }
        error.with_answers(&command, "switched on")
    }
}
