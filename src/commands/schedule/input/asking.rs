//! The questions for what flags, environment and file leave open.

use std::num::NonZeroU32;

use jiff::{Timestamp, ToSpan as _};

use super::Values;
use crate::commands::schedule::campaign_name;
use crate::commands::schedule::pattern::{self, in_one_line};
use crate::commands::schedule::repeat::Answered;
use crate::commands::schedule::timing::TimingArgs;
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::{Located, Origin};
use crate::domain::recurrence::interval;
use crate::domain::wall_time::{Edge, ResolveError, TimeInput, time_of_day};
use crate::domain::zone::Zone;
use crate::error::Error;

impl Values {
    /// Asks for the campaign, chosen from the live list, and for what is missing of the schedule.
    ///
    /// # Errors
    ///
    /// The list cannot be read, there is no campaign to choose, or a question is not answered.
    pub(super) async fn ask_all(
        &mut self,
        timing: &TimingArgs,
        answered: &mut Answered,
        context: &mut Context,
    ) -> Result<(), Error> {
        if self.campaign.is_none() {
            let name = campaign_name::ask(context).await?;
            answered.campaign = Some(name.clone());
            self.campaign = Some(CampaignRef::Name(name));
        }
        self.ask(timing, answered, context)
    }

    /// Asks for what is missing of the schedule.
    ///
    /// # Errors
    ///
    /// `--every` cannot be read, or a question is not answered.
    pub(super) fn ask(
        &mut self,
        timing: &TimingArgs,
        answered: &mut Answered,
        context: &mut Context,
    ) -> Result<(), Error> {
        let now = context.clock.now();
        let of_machine = context.machine_zone().map(|zone| zone.to_string());
        let prompts = context.ui.prompts();
        let schedule = &mut self.schedule;
        if schedule.pattern.is_none() && schedule.in_file.is_none() {
            let every = timing.every.as_deref().map_or(Ok(NonZeroU32::MIN), interval);
            let every = every.map_err(|problem| Error::bad_value("--every", problem))?;
            let pattern = pattern::ask(schedule.platform.schedule_clock(), every, prompts)?;
            answered.pattern(pattern);
            schedule.pattern = Some(Located::new(pattern, Origin::Prompt("recurrence".into())));
        }
        if schedule.in_file.is_some() || schedule.is_immediate() {
            return Ok(());
        }
        if schedule.zone.is_none() && !schedule.has_own_offsets() {
            let zone =
                prompts.text("your time zone, such as Asia/Kolkata", of_machine.as_deref(), &|text| {
                    text.parse::<Zone>().map(|_| ()).map_err(in_one_line)
                })?;
            let named = zone.parse().map_err(|problem| Error::bad_value("the zone", problem))?;
            schedule.zone = Some(Located::new(named, Origin::Prompt("time zone".into())));
            answered.flags.push(("--timezone", zone));
        }
        let at = match &schedule.at {
            Some(at) => Some(time_of_day(&at.value).map_err(|problem| Error::bad_value("--at", problem))?),
            None => None,
        };
        let zone = schedule.zone.as_ref().map(|zone| zone.value.clone());
        // The examples of a question are times that it takes.
        let today = zone.as_ref().unwrap_or(&Zone::utc()).wall(now).date();
        let days_from_now = |days: i64| today.saturating_add(days.days());
        // None where the platform is to say in which zone it is.
        let resolve = |text: &str, edge| -> Result<Option<Timestamp>, String> {
            let input: TimeInput = text.parse().map_err(in_one_line)?;
            match input.resolve(zone.as_ref(), edge, now) {
                Ok(resolved) => Ok(Some(resolved.instant)),
                Err(ResolveError::ZoneMissing) => Ok(None),
                Err(ResolveError::Wrong(problem)) => Err(in_one_line(problem)),
            }
        };
        if schedule.start.is_none() && !schedule.starts_by_itself() {
            let question = format!("start, such as {} 09:00 or tomorrow 09:00", days_from_now(7));
            let text = prompts.text(&question, None, &|text| resolve(text, Edge::Start { at }).map(drop))?;
            answered.flags.push(("--start", text.clone()));
            schedule.start = Some(Located::new(text, Origin::Prompt("start".into())));
        }
        if schedule.end.is_none() && !schedule.is_once() {
            let may_go_on = !schedule.platform.schedule_clock().needs_end();
            let or_none = if may_go_on { "; leave empty for no end" } else { "" };
            let question = format!("last day, such as {}{or_none}", days_from_now(60));
            let start =
                schedule.start.as_ref().and_then(|start| resolve(&start.value, Edge::Start { at }).ok()?);
            let text = prompts.text(&question, None, &|text| {
                if may_go_on && text.trim().is_empty() {
                    return Ok(());
                }
                match resolve(text, Edge::End)? {
                    Some(end) if end <= now => Err("that time has passed".to_owned()),
                    Some(end) if start.is_some_and(|start| end < start) => {
                        Err("the end must be after the start".to_owned())
                    }
                    _ => Ok(()),
                }
            })?;
            if !text.trim().is_empty() {
                answered.flags.push(("--end", text.clone()));
                schedule.end = Some(Located::new(text, Origin::Prompt("end".into())));
            }
        }
        Ok(())
    }
}
