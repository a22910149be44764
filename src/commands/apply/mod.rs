//! `kcamp apply`.

mod after_update;
mod looking;
mod meanwhile;
mod pruning;
mod report;
mod run;
mod twins;

use std::fmt::Write as _;
use std::path::PathBuf;

use self::run::ApplyRun;
use super::journal::warn_of_unreadable_lines;
use super::plan;
use super::plan::reading::{Compared, ExtraReads, Live};
use super::plan::saved::{self, PlanRequest, SavedPlan};
use super::plan_run::{Manner, PlanRun, before, outgoing};
use crate::context::{Consent, Context, GoOn, WriteBatch};
use crate::domain::change::Stake;
use crate::domain::plan::{Plan, PlanLine, PlanPermissions, PlanStep};
use crate::domain::plural::{by_count, counted};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::platform::Platform;
use crate::ui::prompt::Answer;
use crate::ui::shell_path;
use crate::view::plan::PlanView;
use crate::view::schedule::ScheduleView;

/// The next step if an apply ends early.
const GO_ON: GoOn = GoOn::AtOnce("run it again: it finishes the rest");

/// Make the live campaigns match the files, exactly as kcamp plan shows
///
/// kcamp shows the plan, asks once (--yes answers), creates and updates campaigns, then switches schedules on. At the
/// end it checks that every schedule that was on is still on. Without a terminal it needs --yes. A second run writes
/// nothing; after an interruption it finishes the rest.
///
/// A key that a file does not have is not managed: the live campaign keeps its value. The same holds for the schedule.
/// A schedule that somebody may have switched off stays off, unless you give --reenable or agree on a terminal. A value
/// that cannot be read and is not remembered is left alone, unless you give --resend-unreadable.
///
/// It ends in 0 if everything was done, in 10 if something could not be done, and in 9 if the outcome of a change is
/// unknown. If nothing was done, it ends in the code of the reason: 3 if the files have errors, 6 if the plan is stale,
/// 12 if nobody agreed, 7 if the platform refused every change. kcamp help exit-codes lists all codes.
///
/// Example: kcamp apply campaigns/ --yes
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct ApplyArgs {
    /// Campaign files or folders, - for stdin, or one plan that kcamp plan --out saved
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file's folder
    #[arg(long)]
    follow_links: bool,
    /// A file of defaults for the campaigns, instead of each kcamp.defaults.yaml around them
    #[arg(long, value_name = "FILE")]
    defaults: Option<PathBuf>,
    /// Switch on schedules that are off live, though somebody may have switched them off on purpose
    #[arg(long)]
    reenable: bool,
    /// Send values that the platform does not return and this machine's journal does not remember
    #[arg(long)]
    resend_unreadable: bool,
    /// Read every campaign again, also those whose row in the list has not changed
    #[arg(long)]
    refresh: bool,
    /// Delete live campaigns that are in no file, but never a running one; without a terminal this needs --yes
    /// --confirm N, where N is the number of campaigns to delete
    #[arg(long)]
    prune: bool,
}

/// Checks the files, makes the plan, asks, carries the plan out, and reports.
///
/// # Errors
///
/// The files have errors, a saved plan does not match the account, the campaigns cannot be read, there is no consent,
/// or a part of the plan was not done.
pub async fn run(args: ApplyArgs, context: &mut Context) -> Result<Exit, Error> {
    let saved = match args.path.as_slice() {
        [only] => SavedPlan::read(only)?,
        _ => None,
    };
    if let Some(saved) = &saved {
        saved.refuse_other_account(context)?;
    }
    let asked = args.asked(saved.as_ref())?;
    let files = plan::checked(asked.paths, asked.follow_links, asked.defaults, context);
    let files = files.map_err(|error| match &saved {
        Some(saved) => saved.made_elsewhere(&args.path[0], error),
        None => error,
    })?;
    let platform = context.connect().await?;
    warn_of_unreadable_lines("used", context)?;
    // Another apply on this machine would do the same meanwhile.
    let _held = if context.dry_run().is_none() { Some(context.lock_account()?) } else { None };
    let mut live = Live::read(&*platform).await?;
    let extent = ExtraReads { refresh: args.refresh, ..ExtraReads::default() };
    let Compared { mut plan, mut campaigns, .. } =
        live.plan(&files, asked.choices, extent, &*platform, context).await?;
    let mut is_reenabled = false;
    match &saved {
        // A saved plan has the answers to these questions.
        Some(saved) => saved.check(&args.path[0], &plan, context)?,
        None => is_reenabled = ask_to_reenable(&mut plan, context)?,
    }
    let consent = announce(&plan, &live, asked, &*platform, context)?;
    if context.dry_run().is_some() {
        return Ok(Exit::Success);
    }
    if consent.is_some() && context.is_asked() {
        live = Live::read(&*platform).await?;
        let mut now = live.plan(&files, asked.choices, ExtraReads::default(), &*platform, context).await?;
        if is_reenabled {
            now.plan.reenable();
        }
        saved::refuse_changed(&plan, &now.plan, context)?;
        (plan, campaigns) = (now.plan, now.campaigns);
    }
    let now = context.clock.now();
    let results = match consent {
        Some(consent) => {
            let expected = plan.lines.iter().flat_map(|line| outgoing::expected(&line.step, &line.name));
            context.expect_writes(expected.collect(), GO_ON);
            let rows = live.rows().to_vec();
            let run = PlanRun::new(&plan, (&*platform, &consent), Manner::Apply, rows, now);
            let mut applying = ApplyRun::new(run, &campaigns, asked);
            applying.carry_out(context).await;
            applying.into_results()
        }
        None => before(&plan, live.rows(), now),
    };
    let unchanged = plan.count(|step| matches!(step, PlanStep::Unchanged { .. }));
    report::report(results, unchanged, asked, context)
}

impl ApplyArgs {
    /// The arguments of the plan: a saved plan, or the paths and the flags.
    fn asked<'args>(&'args self, saved: Option<&'args SavedPlan>) -> Result<PlanRequest<'args>, Error> {
        let choices = PlanPermissions {
            reenable: self.reenable,
            resend_unreadable: self.resend_unreadable,
            prune: self.prune,
        };
        let Some(saved) = saved else {
            let (paths, defaults) = (&self.path, self.defaults.as_ref());
            return Ok(PlanRequest { paths, follow_links: self.follow_links, defaults, choices });
        };
        let of_plan = saved.request();
        let other_defaults = self.defaults.as_ref().filter(|given| Some(*given) != of_plan.defaults);
        let mut lacking = choices.without(of_plan.choices).flags().concat();
        if let Some(file) = other_defaults {
            let _ = write!(lacking, " --defaults {}", shell_path(&file.display().to_string()));
        }
        if !lacking.is_empty() {
            let (defaults, choices) = (other_defaults.or(of_plan.defaults), of_plan.choices.with(choices));
            let wanted = PlanRequest { defaults, choices, ..of_plan };
            let message =
                format!("a saved plan is carried out as it was made, and this one was made without{lacking}");
            let save = wanted.save_command(&self.path[0]);
            return Err(Error::usage("plan/other-choices", message)
                .nothing_sent()
                .hint(format!("save a plan with all of them: {save}")));
        }
        Ok(of_plan)
    }
}

/// Asks on a terminal whether to switch on the schedules that may have been switched off by hand, which `--yes` does
/// not cover. Returns the answer.
fn ask_to_reenable(plan: &mut Plan, context: &mut Context) -> Result<bool, Error> {
    if !context.ui.can_prompt() || context.dry_run().is_some() || context.refuse_while_halted().is_err() {
        return Ok(false);
    }
    let off: Vec<&PlanLine> = plan.off_live().collect();
    for line in &off {
        context
            .ui
            .talk(&format!("the schedule of {:?} is off, and somebody may have switched it off", line.name));
    }
    let what = match off.len() {
        0 => return Ok(false),
        1 => "this schedule".to_owned(),
        count => format!("these {count} schedules"),
    };
    let question = format!("{}: switch {what} on again anyway?", context.whereabouts()?);
    let is_reenabled = context.ui.prompts().confirm(&question, Answer::No)?;
    if is_reenabled {
        plan.reenable();
    }
    Ok(is_reenabled)
}

/// Shows the plan and asks for consent; `None` if nothing is to be sent, and in a dry run.
fn announce(
    plan: &Plan,
    live: &Live,
    asked: PlanRequest<'_>,
    platform: &dyn Platform,
    context: &mut Context,
) -> Result<Option<Consent>, Error> {
    let is_to_do = plan.lines.iter().any(|line| line.step.is_carried_out());
    if is_to_do && context.dry_run().is_none() {
        context.refuse_while_halted()?;
    }
    let cost = plan::cost::of(plan, live, platform, context)?;
    let view = PlanView::new(plan, context.whereabouts()?, cost, false, context.clock.now())
        .with_next_steps(&asked.switch_on(context), |step| context.ui.with_account(step));
    view.talk().iter().for_each(|line| context.ui.talk(line));
    if context.ui.can_prompt() {
        // The texts that reach people are for a user who is asked, and not for a log.
        let texts = view.lines.iter().flat_map(|line| line.texts.iter().map(|text| text.talk(&line.name)));
        texts.for_each(|text| context.ui.talk(&text));
    }
    for line in &plan.lines {
        let (Some(schedule), true) = (line.step.schedule(), line.step.begins_calls()) else { continue };
        let (recurrence, basis) = (platform.recurrence(schedule), context.settings()?.clock_basis());
        let shown = ScheduleView::new(&line.name, schedule, recurrence, basis, context.clock.now());
        if let Some(schedule) = shown {
            schedule.talk().iter().for_each(|line| context.ui.talk(line));
        }
    }
    let deleted = plan.count(|step| matches!(step, PlanStep::Delete { .. }));
    // A folder of files is confirmed with one question, whatever is in it.
    let mut together = WriteBatch::at(Stake::ChangesCampaigns);
    for line in &plan.lines {
        together = together.with(outgoing::of(&line.step, platform)?.writes);
    }
    if !is_to_do {
        context.rehearse(together.requests())?;
        return Ok(None);
    }
    let is_written = |step: &PlanStep| step.is_carried_out();
    let over = match plan.count(|step| step.sets_over_change().is_some()) {
        0 => String::new(),
        over => format!(
            ", and set as in the file what cannot be read in {} and was changed since this machine last wrote to {}",
            counted(over, "campaign"),
            by_count(over, "it", "them")
        ),
    };
    let question = match plan.count(is_written) {
        1 => format!("carry out this change{over}?"),
        count => format!("carry out these {count} changes{over}?"),
    };
    context.agree_deleting(together, &question, deleted)
}
