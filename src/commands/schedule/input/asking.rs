//! Questions for values that flags, environment and file do not have.

use std::num::NonZeroU32;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use super::Values;
use crate::commands::schedule::campaign_name;
use crate::commands::schedule::pattern;
use crate::commands::schedule::repeat::Answered;
use crate::commands::schedule::timing::TimingArgs;
use crate::context::Context;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::Problem;
use crate::domain::finding::{Located, Origin};
use crate::domain::recurrence::interval;
use crate::domain::wall_time::{ResolveError, ScheduleBound, TIME_MISSING, TimeInput, time_of_day};
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::ui::prompt::Prompt;

impl Values {
    /// Asks for the campaign, chosen from the live list, and for the missing parts of the schedule.
    ///
    /// # Errors
    ///
    /// The account is not set, its list cannot be read, there is no campaign to choose from, or a question was not
    /// answered.
    pub(super) async fn ask_all(
        &mut self,
        timing: &TimingArgs,
        answered: &mut Answered,
        context: &mut Context,
    ) -> Result<(), Error> {
        let missing = self.campaign.is_none().then_some("CAMPAIGN");
        if self.all_there("schedule enable", missing).is_err() {
            context.platform()?;
        }
        if self.campaign.is_none() {
            let name = campaign_name::ask(context).await?;
            answered.campaign = Some(name.clone());
            self.campaign = Some(CampaignRef::Name(name));
        }
        self.ask(timing, answered, context)
    }

    /// Asks for the missing parts of the schedule.
    ///
    /// # Errors
    ///
    /// `--every` cannot be read, or a question was not answered.
    pub(super) fn ask(
        &mut self,
        timing: &TimingArgs,
        answered: &mut Answered,
        context: &mut Context,
    ) -> Result<(), Error> {
        let now = context.clock.now();
        let of_machine = context.machine_zone_to_offer().map(|zone| zone.to_string());
        let prompts = context.ui.prompts();
        let schedule = &mut self.schedule;
        if schedule.pattern.is_none() && schedule.in_file.is_none() {
            let every = timing.every.as_deref().map_or(Ok(NonZeroU32::MIN), interval);
            let every = every.map_err(|problem| Error::bad_value("--every", problem))?;
            let pattern = pattern::ask(schedule.platform, every, prompts)?;
            answered.pattern(pattern);
            schedule.pattern = Some(Located::new(pattern, Origin::Prompt("recurrence".into())));
        }
        if schedule.in_file.is_some() || schedule.is_immediate() {
            return Ok(());
        }
        if schedule.zone.is_none() && !schedule.has_own_offsets() {
            let zone =
                prompts.text("your time zone, such as Asia/Kolkata", of_machine.as_deref(), &|text| {
                    text.parse::<Zone>().map(|_| ()).map_err(Problem::in_one_line)
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
        let typing = Typing { zone, now, start: ScheduleBound::Start { at } };
        if schedule.start.is_none() && !schedule.starts_by_itself() {
            schedule.start = Some(typing.ask_start(answered, prompts)?);
        }
        if schedule.end.is_none() && !schedule.is_once() {
            let start = schedule.start.as_ref().map(|start| start.value.as_str());
            let may_go_on = !schedule.platform.has_own_clock();
            schedule.end = typing.ask_end(start, may_go_on, answered, prompts)?;
        }
        Ok(())
    }
}

/// The terms for typed times: a zone, where one is known, and now.
struct Typing {
    zone: Option<Zone>,
    now: Timestamp,
    /// How the start is read.
    start: ScheduleBound,
}

impl Typing {
    /// The day that is this number of days from now, for the examples of a question.
    fn days_from_now(&self, days: i64) -> Date {
        let today = self.zone.as_ref().unwrap_or(&Zone::utc()).wall(self.now).date();
        today.saturating_add(days.days())
    }

    /// The instant of a text; `None` where the platform is to say in which zone it is.
    fn resolve(&self, text: &str, edge: ScheduleBound) -> Result<Option<Timestamp>, String> {
        let input: TimeInput = text.parse().map_err(Problem::in_one_line)?;
        match input.resolve(self.zone.as_ref(), edge, self.now) {
            Ok(resolved) => Ok(Some(resolved.instant)),
            Err(ResolveError::ZoneMissing) => Ok(None),
            // The help of this problem names a flag, and no flag can be typed here.
            Err(ResolveError::Wrong(problem)) if problem.code == TIME_MISSING => {
                Err(format!("{}; type the time of day too, as in {text} 09:00", problem.message))
            }
            Err(ResolveError::Wrong(problem)) => Err(Problem::in_one_line(problem)),
        }
    }

    fn ask_start(&self, answered: &mut Answered, prompts: &mut dyn Prompt) -> Result<Located<String>, Error> {
        let question = format!("start, such as {} 09:00 or tomorrow 09:00", self.days_from_now(7));
        let text = prompts.text(&question, None, &|text| self.resolve(text, self.start).map(drop))?;
        answered.flags.push(("--start", text.clone()));
        Ok(Located::new(text, Origin::Prompt("start".into())))
    }

    /// Asks for the last day; `None` where it goes on without an end.
    fn ask_end(
        &self,
        start: Option<&str>,
        may_go_on: bool,
        answered: &mut Answered,
        prompts: &mut dyn Prompt,
    ) -> Result<Option<Located<String>>, Error> {
        let or_none = if may_go_on { "; leave empty for no end" } else { "" };
        let question = format!("last day, such as {}{or_none}", self.days_from_now(60));
        let start = start.and_then(|start| self.resolve(start, self.start).ok()?);
        let text = prompts.text(&question, None, &|text| {
            if may_go_on && text.trim().is_empty() {
                return Ok(());
            }
            match self.resolve(text, ScheduleBound::End)? {
                Some(end) if end <= self.now => {
                    Err(format!("that time has passed; type a later day, such as {}", self.days_from_now(60)))
                }
                Some(end) if start.is_some_and(|start| end < start) => {
                    Err("the end must be after the start".to_owned())
                }
                _ => Ok(()),
            }
        })?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        answered.flags.push(("--end", text.clone()));
        Ok(Some(Located::new(text, Origin::Prompt("end".into()))))
    }
}
