//! `kcamp apply`.

mod carrying;
mod looking;
pub(super) mod outgoing;
mod pruning;
mod report;

use std::fmt::Write as _;
use std::path::PathBuf;

use super::plan;
use super::plan::reading::Live;
use super::plan::saved::{PlanRequest, SavedPlan};
use crate::context::{Consent, Context};
use crate::domain::change::Stake;
use crate::domain::plan::{Choices, Item, Line, Plan};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::Platform;
use crate::ui::prompt::Answer;
use crate::ui::shell_word;
use crate::view::plan::PlanView;
use crate::view::schedule::ScheduleView;

/// What ends an apply before its time says this of how to go on.
const GO_ON: &str = "run kcamp apply again: it finishes what this run did not come to";

/// Make the live campaigns as the files have them, just as kcamp plan shows
///
/// It shows the plan, asks once, creates and updates campaigns, switches schedules on after that, and looks at the end whether
/// every schedule that was on still is. Without a terminal it needs --yes. Run again it writes nothing; after an interruption it finishes what is left.
///
/// It ends in 0 where all is done, in 10 where something could not be, and in 9 where that is not known. A schedule that somebody
/// may have switched off stays off unless --reenable is given or you say so on a terminal, and what cannot be read and is not remembered is left alone unless
/// --resend-unreadable is.
///
/// Example: kcamp apply campaigns/ --yes
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct ApplyArgs {
    /// Campaign files, folders, - for stdin, or one plan that kcamp plan --out saved
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file's folder
    #[arg(long)]
    follow_links: bool,
    /// What the campaigns inherit, in the place of each kcamp.defaults.yaml around them
    #[arg(long, value_name = "FILE")]
    defaults: Option<PathBuf>,
    /// Switch schedules on that are off live, though somebody may have switched them off
    #[arg(long)]
    reenable: bool,
    /// Send what the platform does not return and this machine's journal does not remember
    #[arg(long)]
    resend_unreadable: bool,
    /// Read every campaign anew, also those whose row of the list is as it was
    #[arg(long)]
    refresh: bool,
    /// Delete live campaigns that are in no file, and nothing that runs; without a terminal it needs --yes --confirm N, N their number
    #[arg(long)]
    prune: bool,
}

/// Checks, reads, shows, asks, carries out, looks, reports.
pub async fn run(args: ApplyArgs, context: &mut Context) -> Result<Exit, Error> {
    let saved = match args.path.as_slice() {
        [only] => SavedPlan::read(only)?,
        _ => None,
    };
    let (asked, choices) = args.asked(saved.as_ref())?;
    let files = plan::checked(asked.paths, asked.follow_links, asked.defaults, context)?;
    let platform = context.connect().await?;
    // Another apply of this machine would do the same meanwhile.
    let _held = if context.dry_run().is_none() { Some(context.hold_account()?) } else { None };
    let live = Live::read(&*platform).await?;
    let mut plan = live.plan(&files, choices, args.refresh, &*platform, context).await?;
    match &saved {
        // What is asked here was answered when it was made.
        Some(saved) => saved.check(&plan, context)?,
        None => ask_to_reenable(&mut plan, context)?,
    }
    let consent = announce(&plan, &live, &*platform, context)?;
    if context.dry_run().is_some() {
        return Ok(Exit::Success);
    }
    let prune_again = format!("{} --prune", asked.command("apply"));
    let now = context.clock.now();
    let mut carrying = carrying::Carrying::new(&plan, &files.campaigns, &live, &*platform, prune_again, now);
    if let Some(consent) = consent {
        context.expect_writes(outgoing::expected(&plan), GO_ON);
        carrying.carry_out(&consent, context).await;
    }
    let unchanged = plan.count(|item| matches!(item, Item::Unchanged { .. }));
    report::report(carrying.into_results(), unchanged, context)
}

impl ApplyArgs {
    /// What is asked for: by a saved plan, or by the paths and the flags.
    fn asked<'args>(
        &'args self,
        saved: Option<&'args SavedPlan>,
    ) -> Result<(PlanRequest<'args>, Choices), Error> {
        let choices =
            Choices { reenable: self.reenable, resend_unreadable: self.resend_unreadable, prune: self.prune };
        let Some(saved) = saved else {
            let (paths, defaults) = (&self.path, self.defaults.as_ref());
            return Ok((PlanRequest { paths, follow_links: self.follow_links, defaults }, choices));
        };
        let SavedPlan { paths, follow_links, defaults, .. } = saved;
        let of_plan = PlanRequest { paths, follow_links: *follow_links, defaults: defaults.as_ref() };
        let other_defaults = self.defaults.as_ref().filter(|given| Some(*given) != saved.defaults.as_ref());
        let mut lacking = choices.without(saved.choices).flags().concat();
        if let Some(file) = other_defaults {
            let _ = write!(lacking, " --defaults {}", shell_word(&file.display().to_string()));
        }
        if !lacking.is_empty() {
            let wanted = PlanRequest { defaults: other_defaults.or(of_plan.defaults), ..of_plan };
            let flags = saved.choices.with(choices).flags().concat();
            let message = format!(
                "a saved plan is carried out as it was made, and this one was made without{lacking}; nothing was sent"
            );
            return Err(Error::usage("plan/other-choices", message).hint(format!(
                "save a plan with all of them: {}{flags} --out PLAN",
                wanted.command("plan")
            )));
        }
        Ok((of_plan, saved.choices))
    }
}

/// Asks on a terminal whether the schedules are switched on that somebody may have switched off: `--yes` does not say that.
fn ask_to_reenable(plan: &mut Plan, context: &mut Context) -> Result<(), Error> {
    if !context.ui.can_prompt() || context.dry_run().is_some() || context.refuse_while_halted().is_err() {
        return Ok(());
    }
    let off: Vec<&Line> = plan.off_live().collect();
    for line in &off {
        context
            .ui
            .talk(&format!("the schedule of {:?} is off, and somebody may have switched it off", line.name));
    }
    let what = match off.len() {
        0 => return Ok(()),
        1 => "this 1 schedule".to_owned(),
        count => format!("these {count} schedules"),
    };
    let question = format!("{}: switch {what} on again all the same?", context.whereabouts()?);
    if context.ui.prompts().confirm(&question, Answer::No)? {
        plan.reenable();
    }
    Ok(())
}

/// Shows the plan and asks; `None` where nothing is to be sent, and in a dry run.
fn announce(
    plan: &Plan,
    live: &Live,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<Option<Consent>, Error> {
    let is_to_do = plan.lines.iter().any(|line| line.item.is_carried_out());
    if is_to_do && context.dry_run().is_none() {
        context.refuse_while_halted()?;
    }
    let cost = plan::cost::of(plan, live.pages(), platform, context)?;
    let view = PlanView::new(plan, context.whereabouts()?, cost, false, context.clock.now())
        .with_next_steps(|step| context.ui.with_account(step));
    view.talk().iter().for_each(|line| context.ui.talk(line));
    if context.ui.can_prompt() {
        // Whoever is asked sees the words that reach people; in a log they have no place.
        let texts = view.lines.iter().flat_map(|line| line.texts.iter().map(|text| text.talk(&line.name)));
        texts.for_each(|text| context.ui.talk(&text));
    }
    for line in &plan.lines {
        let (Some(schedule), true) = (line.item.schedule(), line.item.begins_calls()) else { continue };
        let (recurrence, basis) = (platform.recurrence(schedule), context.settings()?.clock_basis());
        let shown = ScheduleView::new(&line.name, schedule, recurrence, basis, context.clock.now());
        shown.iter().flat_map(ScheduleView::talk).for_each(|line| context.ui.talk(&line));
    }
    let deleted = plan.count(|item| matches!(item, Item::Delete { .. }));
    // Whoever applies a folder of files is asked once, whatever is in it.
    let (mut requests, mut stake) = (Vec::new(), Stake::ChangesCampaigns);
    for line in &plan.lines {
        let outgoing = outgoing::of(&line.item, platform)?;
        requests.extend(outgoing.requests);
        stake = outgoing::graver(stake, outgoing.stake);
    }
    if !is_to_do {
        context.rehearse(&requests)?;
        return Ok(None);
    }
    let is_written = |item: &Item| item.is_carried_out();
    let question = match plan.count(is_written) {
        1 => "carry out this 1 change?".to_owned(),
        count => format!("carry out these {count} changes?"),
    };
    context.agree_deleting(&requests, stake, &question, deleted)
}
