//! `kcamp plan`.

pub(super) mod cost;
pub(super) mod held;
pub(super) mod long_reads;
mod permitted;
pub(super) mod reading;
pub(super) mod references;
mod renames;
pub(super) mod saved;
pub(super) mod schedules_left_on;
mod shared_contacts;
pub(super) mod shared_lists;

use std::path::PathBuf;

use super::campaign_files::{self as files, CheckedFiles, FileReadOptions};
use super::journal::warn_of_unreadable_lines;
use super::output_file;
use crate::context::Context;
use crate::domain::plan::PlanPermissions;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::OverSchedules;
use crate::platform::feature::Feature;
use crate::ui::{Format, path_in_a_shell};
use crate::view::plan::PlanView;
use reading::{Compared, ExtraReads};
use saved::{PlanRequest, SavedPlan};

/// Show the changes that would make the live campaigns match the files; send nothing
///
/// A campaign is found by its name; upper and lower case are the same. A key that a file does not have is not managed:
/// the live campaign keeps its value, also where a create needs the key. The same holds for the schedule. A value that
/// the platform does not return is compared with what this machine's journal remembers; if the journal does not know
/// it, it is shown as unreadable and left alone.
///
/// -o markdown prints the plan for a comment on a pull request, with the warnings.
///
/// With --out the plan is saved. kcamp apply PLAN carries it out if neither the files nor the live campaigns have
/// changed.
///
/// It ends in 0 whether or not something differs, and in 3 if the files have errors. With --exit-code it ends in 20 if
/// the live campaigns differ from the files, also where a change is blocked; a nightly job can watch for that. kcamp
/// help exit-codes lists all codes.
///
/// Example: kcamp plan campaigns/ --exit-code
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct PlanArgs {
    /// Campaign files or folders, or - for stdin
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file's folder
    #[arg(long)]
    follow_links: bool,
    /// A file of defaults for the campaigns, instead of each kcamp.defaults.yaml around them
    #[arg(long, value_name = "FILE")]
    defaults: Option<PathBuf>,
    /// End in 20 if the live campaigns differ from the files
    #[arg(long)]
    exit_code: bool,
    /// List every campaign, also unchanged ones, and the next runs of each schedule, however many there are
    #[arg(long)]
    all: bool,
    /// Read every campaign again, also those whose row in the list has not changed
    #[arg(long)]
    refresh: bool,
    /// Also read the contact lists, to find people who are on two lists: of one campaign, or of two campaigns that run
    /// on the same day
    #[arg(long)]
    read_contacts: bool,
    /// Save the plan to this file, for kcamp apply PLAN
    #[arg(long, value_name = "PLAN")]
    out: Option<PathBuf>,
    /// Also plan to delete live campaigns that are in no file; a running campaign is never deleted
    #[arg(long)]
    prune: bool,
    /// Also plan to switch on schedules that are off live, though somebody may have switched them off on purpose
    #[arg(long)]
    reenable: bool,
    /// Also plan to send values that the platform does not return and this machine's journal does not remember
    #[arg(long)]
    resend_unreadable: bool,
}

/// Checks the files, reads the live campaigns, and shows the differences.
///
/// # Errors
///
/// The files have errors, the campaigns cannot be read, a line is not possible, or the plan cannot be saved or shown.
pub async fn run(args: PlanArgs, context: &mut Context) -> Result<Exit, Error> {
    if let Some(out) = &args.out {
        context.refuse_dry_run("plan --out")?;
        output_file::check("--out", out, &[saved::BEGIN], args.path.iter().chain(&args.defaults))?;
    }
    let files = checked(&args.path, args.follow_links, args.defaults.as_ref(), context)?;
    let platform = context.connect().await?;
    if args.read_contacts
        && let Err(lacking) = Feature::ContactLists.of(platform.kind())
    {
        let hints = vec!["leave --read-contacts out: the plan needs no contacts".to_owned()];
        return Err(Error { hints, ..lacking.into() });
    }
    warn_of_unreadable_lines("used", context)?;
    if let Err(halted) = context.refuse_while_halted() {
        let next = halted.hints.first().map_or_else(String::new, |next| format!("; {next}"));
        context.ui.note(&format!("{}{next}", halted.reason));
    }
    let live = reading::Live::read(&*platform).await?;
    let PlanArgs { follow_links, prune, reenable, resend_unreadable, .. } = args;
    let choices = PlanPermissions { reenable, resend_unreadable, prune };
    let extent = ExtraReads { refresh: args.refresh, contacts: args.read_contacts };
    let Compared { plan, findings: of_comparison, .. } =
        live.plan(&files, choices, extent, &*platform, context).await?;
    let mut findings = files.findings;
    findings.extend(of_comparison);
    let cost = cost::of(&plan, &live, &*platform, context)?;
    let asked = PlanRequest { paths: &args.path, follow_links, defaults: args.defaults.as_ref(), choices };
    // A saved plan is applied as it was made, so the choice must be made when it is saved.
    let switch_on = args.out.as_ref().map_or_else(
        || asked.switch_on(context),
        |out| {
            let with_it = asked.with(PlanPermissions { reenable: true, ..choices });
            format!("to switch it on: {}", with_it.save_command(out))
        },
    );
    let view = PlanView::new(&plan, context.whereabouts()?, cost, args.all, context.clock.now())
        .with_all_runs(context.ui.is_verbose())
        .with_findings(&findings)
        .with_next_steps(&switch_on, |step| context.ui.with_account(step));
    if context.ui.format() == Format::Markdown {
        context.ui.write_raw(&view.markdown(|text| context.without_secrets(text)))?;
    } else {
        context.ui.show(&view)?;
    }
    if let Some(path) = &args.out {
        SavedPlan::new(&plan, asked, context)?.write(path, context)?;
        let apply = format!("kcamp apply {}", path_in_a_shell(path));
        context.ui.note(&format!("the plan is in {}; to carry it out: {apply}", path.display()));
    }
    Ok(if args.exit_code && view.pending { Exit::Pending } else { Exit::Success })
}

/// The campaigns of these files, which must have no errors; warnings are shown.
///
/// # Errors
///
/// A file cannot be read, or the files have errors.
pub(super) fn checked(
    paths: &[PathBuf],
    follow_links: bool,
    defaults: Option<&PathBuf>,
    context: &mut Context,
) -> Result<CheckedFiles, Error> {
    files::note_untouched_timezone(context)?;
    let reading = FileReadOptions::new(follow_links, defaults, context)?;
    let files = files::check(paths, &reading, None, OverSchedules::Allowed, context)?;
    context.show_findings(files.findings.clone())?;
    if files.campaigns.iter().any(|it| it.schedule.is_some()) || files.incomplete.has_schedule() {
        context.warn_of_zones();
    }
    Ok(files)
}
