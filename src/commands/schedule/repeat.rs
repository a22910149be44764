//! The command that needs no question, where `schedule enable` ended early: every flag that was given, and every answer.

use super::enable::EnableArgs;
use super::pattern::Pattern;
use super::timing::TimingArgs;
use crate::context::{Context, GivenFlag, command_line};
use crate::domain::recurrence::Recurrence;
use crate::domain::run_pattern::RunPattern;
use crate::error::Error;
use crate::exit::Exit;
use crate::ui::shell_word;

/// The answers about a schedule that were given at prompts, as the flags that repeat them. None of them is a secret.
#[derive(Debug, Default)]
pub struct Answered {
    pub(super) campaign: Option<String>,
    pub(super) flags: Vec<GivenFlag>,
}

impl Answered {
    /// Notes on which days it is to run. How often is a flag.
    pub(super) fn pattern(&mut self, pattern: Pattern) {
        let none = String::new();
        self.flags.push(match pattern {
            Pattern::Immediate => ("--immediate", none),
            Pattern::Runs(RunPattern::Once) => ("--once", none),
            Pattern::Runs(RunPattern::Monthly { day, .. }) => ("--monthly", day.to_string()),
            Pattern::Runs(RunPattern::Recurring(Recurrence::Daily { .. })) => ("--daily", none),
            Pattern::Runs(RunPattern::Recurring(Recurrence::Weekly { days, .. })) => {
                ("--weekly", days.to_string().replace(' ', ""))
            }
        });
    }

    /// The error with the command that repeats it; `args` are the flags that were given.
    pub(super) fn kept_in(&self, error: Error, args: &EnableArgs, context: &Context) -> Error {
        let is_asked = self.campaign.is_some() || !self.flags.is_empty();
        // Where something was done, the same command would do it again.
        if !is_asked || error.exit == Exit::Partial {
            return error;
        }
        let flags = args.given().into_iter().chain(self.flags.iter().cloned()).chain(context.given_flags());
        let mut command = command_line("kcamp schedule enable", flags);
        if let Some(campaign) = self.campaign.as_ref().or(args.campaign.as_ref()) {
            command.push_str(if campaign.starts_with('-') { " -- " } else { " " });
            command.push_str(&shell_word(campaign));
        }
        let when =
            if error.exit == Exit::Unknown { ", once you know that it was not switched on" } else { "" };
        error.hint(format!("your answers are in this command{when}: {command}"))
    }
}

impl EnableArgs {
    /// The flags of `schedule enable` alone that were given.
    fn given(&self) -> Vec<GivenFlag> {
        // Taken apart, so that a flag that is added cannot be forgotten here.
        let Self { campaign: _, timing, file, follow_links, check_name } = self;
        let TimingArgs { daily, weekly, monthly, once, immediate, every, start, end, at } = timing;
        let file = file.as_ref().map(|file| file.display().to_string());
        let with_value = [
            ("--weekly", weekly),
            ("--monthly", monthly),
            ("--every", every),
            ("--start", start),
            ("--end", end),
            ("--at", at),
            ("--file", &file),
        ];
        let switches = [
            ("--daily", *daily),
            ("--once", *once),
            ("--immediate", *immediate),
            ("--follow-links", *follow_links),
            ("--check-name", *check_name),
        ];
        let valued = with_value.into_iter().filter_map(|(flag, value)| Some((flag, value.clone()?)));
        let bare = switches.into_iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| (flag, String::new()));
        valued.chain(bare).collect()
    }
}
