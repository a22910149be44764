//! `kcamp validate`.

mod fix;

use std::collections::BTreeSet;
use std::path::PathBuf;

use tracing::info;

use self::fix::{AppliedFix, Fixed};
use crate::commands::campaign_files::secrets::KnownSecrets;
use crate::commands::campaign_files::{self as files, CheckedCampaign, Counted, FileReadOptions};
use crate::commands::repository::Repositories;
use crate::context::Context;
use crate::domain::finding::{Findings, Problem, Severity};
use crate::domain::inherited::inherited_in_words;
use crate::domain::plural::{by_count, counted, first_of};
use crate::domain::schedule::RequestedSchedule;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{CheckContext, JointCheck, OtherPlatforms};
use crate::ui::{Format, OutputError, path_in_a_shell, records};
use crate::view::finding_report::{FindingReport, ReportForm};

/// Check campaign files completely, offline: every finding of every file
///
/// Folders are read recursively; `-` is stdin. The command ends in 3 if a finding is an error. The nearest
/// kcamp.policy.yaml beside or above a file sets limits and severities. Each kcamp.defaults.yaml beside or above it
/// gives keys that the campaigns inherit (-v names them). A comment # kcamp: allow(code) silences a warning or a note
/// on its line. kcamp explain CODE explains a finding.
///
/// Example: kcamp validate campaigns/ --deny warnings
#[derive(Debug, clap::Args)]
pub struct ValidateArgs {
    /// Campaign files or folders, or - for stdin
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file's folder
    #[arg(long)]
    follow_links: bool,
    /// A file of defaults for the campaigns, instead of each kcamp.defaults.yaml around them
    #[arg(long, value_name = "FILE")]
    defaults: Option<PathBuf>,
    /// Print the findings in a format for a code host: github annotations, sarif, a gitlab code quality report or junit
    /// tests, in place of -o. File names begin at the top of the git repository
    #[arg(long, value_name = "FORMAT", value_parser = ReportForm::NAMES)]
    format: Option<String>,
    /// Fix mistakes that have only one right answer, such as SMS instead of sms or a phone number without quotes. The
    /// files are changed in place, and the remaining findings are shown. kcamp never changes a time, a time zone, words
    /// that people read, or who is reached. In a folder it changes only files that have the key campaignType
    /// (Burki: campaign_type); name any other campaign file to have it fixed. The fixed text of stdin is written to
    /// stdout. A dry run shows the difference and writes nothing
    #[arg(long)]
    fix: bool,
    /// warnings: end in 3 also if there are warnings
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    deny: Option<String>,
}

/// The most paths that are repeated in a command.
const PATHS_SHOWN_MAX: usize = 5;

impl ValidateArgs {
    fn report_form(&self) -> Option<ReportForm> {
        self.format.as_deref().and_then(ReportForm::named)
    }

    /// This command with `--fix`.
    fn with_fix(&self) -> String {
        let paths = match self.path.len() {
            ..=PATHS_SHOWN_MAX => {
                self.path.iter().map(|path| path_in_a_shell(path)).collect::<Vec<_>>().join(" ")
            }
            _ => "PATH…".to_owned(),
        };
        let links = if self.follow_links { " --follow-links" } else { "" };
        let defaults = self.defaults.as_ref().map(|file| format!(" --defaults {}", path_in_a_shell(file)));
        format!("kcamp validate {paths} --fix{links}{}", defaults.unwrap_or_default())
    }
}

/// Checks the files, and prints the findings as they are found.
///
/// # Errors
///
/// A file cannot be read, there are errors, or warnings with `--deny warnings`; the findings cannot be shown, or a
/// fix cannot be written.
pub fn run(args: &ValidateArgs, context: &mut Context) -> Result<Exit, Error> {
    if let (Some(format), Some(form)) = (&args.format, args.report_form()) {
        let flag = format!("--format {format}");
        if form.is_json() {
            context.refuse_format_beside(&flag)?;
        } else {
            context.refuse_format_and_filter_beside(&flag)?;
        }
    }
    let others = OtherPlatforms::LeftIfUnnamed;
    let check_context = CheckContext { others, ..files::check_context(context)? };
    files::note_untouched_timezone(context)?;
    let secrets = KnownSecrets::of(context.secrets_without_asking()?);
    let reading = FileReadOptions::new(args.follow_links, args.defaults.as_ref(), context)?;
    let reading = reading.looking_for(secrets);
    if args.fix {
        return fix(args, &reading, &check_context, context);
    }
    let checked = check(args, &reading, &check_context, FindingsOutput::Stdout, None, context)?;
    checked.end(args, context)
}

/// Where findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FindingsOutput {
    /// As the result.
    Stdout,
    /// In addition to another result.
    Stderr,
}

/// Makes the fixes that have one right answer, and shows the remaining findings. In a dry run, shows the changes with
/// all the findings.
fn fix(
    args: &ValidateArgs,
    reading: &FileReadOptions,
    check_context: &CheckContext,
    context: &mut Context,
) -> Result<Exit, Error> {
    let of_stdin = args.path.iter().any(|path| path.as_os_str() == "-");
    if of_stdin && args.path.len() > 1 {
        return Err(Error::usage(
            "usage/command-line",
            "--fix writes the fixed stdin to stdout, so - cannot be combined with other paths",
        )
        .hint("use one command for stdin and one for the files"));
    }
    let mut fixed = Fixed::of(&args.path, reading, check_context)?;
    if context.dry_run().is_some() {
        let diff = fixed.diff();
        let is_result = args.format.is_none() && matches!(context.ui.format(), Format::Table | Format::Wide);
        if is_result {
            reached(context.ui.write_raw(&diff))?;
        } else if !diff.is_empty() {
            context.ui.talk(diff.trim_end());
        }
        let place = if is_result { FindingsOutput::Stderr } else { FindingsOutput::Stdout };
        let checked = check(args, &fixed.as_read(reading), check_context, place, Some(&fixed), context)?;
        let count = fixed.made.len();
        context.ui.talk(&format!(
            "dry run: {count} {} would be made; nothing was written",
            by_count(count, "fix", "fixes")
        ));
        return checked.end(args, context);
    }
    if of_stdin {
        if let Some(text) = fixed.stdin() {
            reached(context.ui.write_raw(text))?;
        }
        tell(&fixed.made, context);
        let reading = fixed.reading(reading);
        let checked = check(args, &reading, check_context, FindingsOutput::Stderr, Some(&fixed), context)?;
        if fixed.stdin().is_none() {
            let message = "stdin is not text that kcamp can fix; nothing was printed to stdout";
            return Err(
                Error::usage("file/not-fixed", message).hint("keep the file as it is, and fix it by hand")
            );
        }
        return checked.end(args, context);
    }
    let failed = fixed.write();
    note_written(&fixed, context);
    tell(&fixed.made, context);
    for (file, why) in &failed {
        context.ui.problem(&Problem::warning("file/not-fixed", format!("{file} was not changed: {why}")));
    }
    let checked = check(args, reading, check_context, FindingsOutput::Stdout, Some(&fixed), context)?;
    let exit = checked.end(args, context)?;
    match failed.len() {
        0 => Ok(exit),
        _ if exit != Exit::Success => Ok(exit),
        count => Err(Error::new(
            "file/not-fixed",
            format!("{} could not be written; the others were", counted(count, "file")),
            Exit::Partial,
        )
        .hint("the warnings above say what to do with each file")),
    }
}

/// Notes each file that was fixed, so that it is told also where the result cannot be printed.
fn note_written(fixed: &Fixed, context: &mut Context) {
    let files: BTreeSet<&str> = fixed.made.iter().map(|made| made.file.as_str()).collect();
    for file in files {
        context.wrote(format!("fixed {file}"));
    }
}

/// Reports each fix, one per line.
fn tell(made: &[AppliedFix], context: &mut Context) {
    for AppliedFix { file, fix } in made {
        context.ui.talk(&format!("fixed {file}:{}:{}: {} to {}", fix.line, fix.column, fix.old, fix.new));
    }
}

/// The findings of a check.
struct CheckResult {
    summary: String,
    /// Whether there is an error, or a finding that counts as one.
    stopped: bool,
    /// The number of fixes that --fix would make.
    fixable: usize,
    campaigns: usize,
    counted: Counted,
}

/// Checks the files and shows the findings.
fn check(
    args: &ValidateArgs,
    reading: &FileReadOptions,
    check_context: &CheckContext,
    place: FindingsOutput,
    fixed: Option<&Fixed>,
    context: &mut Context,
) -> Result<CheckResult, Error> {
    let denied = args.denied();
    let form = args.report_form();
    let mut reported = Findings::new();
    let mut shown = context.ui.finding_stream();
    let (mut stopped, mut campaigns) = (false, 0);
    let (mut on_platform_clock, mut left) = (Vec::new(), Vec::new());
    // A value that several campaigns inherit is found in each of them.
    let mut fixable = BTreeSet::new();
    // If the reader was closed, as by `head`, this does not mean that the files are correct.
    let mut is_read = true;
    let mut show = |found: Findings| -> Result<(), Error> {
        stopped |= found.iter().any(|finding| finding.problem.severity >= denied);
        fixable.extend(found.iter().filter_map(fix::place_of_fix));
        if form.is_some() || place == FindingsOutput::Stderr {
            shown.count(&found);
            reported.extend(found);
        } else if is_read {
            is_read = reached(shown.show(&found))?;
        } else {
            shown.count(&found);
        }
        Ok(())
    };
    let mut is_any = false;
    let counted =
        files::check_each(&args.path, reading, None, check_context, &mut JointCheck::default(), |checked| {
            is_any |= !checked.campaigns.is_empty() || !checked.findings.is_empty();
            campaigns += checked.campaigns.len();
            on_platform_clock.extend(names_on_platform_clock(&checked.campaigns));
            log_inherited(&checked.campaigns);
            left.extend(checked.left);
            show(match fixed {
                Some(fixed) => fixed.without_refused(checked.findings),
                None => checked.findings,
            })
        })?;
    if !is_any {
        // These are all that the paths have, so they are meant.
        let mut of_left = Findings::new();
        of_left.extend(left.drain(..).map(|it| it.finding));
        show(of_left)?;
    }
    let summary = shown.summary();
    if let Some(form) = form.filter(|_| place == FindingsOutput::Stdout) {
        reached(context.ui.write_raw(&report(&reported, &counted.files, denied).text(form)))?;
    } else if place == FindingsOutput::Stderr {
        context.ui.findings(&reported);
    } else if is_read {
        reached(shown.end())?;
    }
    note_platform_clock(&on_platform_clock, context)?;
    files::note_left(&left, context)?;
    fixable.retain(|(name, ..)| fix::is_among(name, &counted.files, &args.path));
    Ok(CheckResult { summary, stopped, fixable: fixable.len(), campaigns, counted })
}

/// The names of the campaigns whose schedules have no zone of their own.
fn names_on_platform_clock(campaigns: &[CheckedCampaign]) -> impl Iterator<Item = String> {
    let manifests = campaigns.iter().map(|it| &it.manifest);
    manifests
        .filter(|it| it.schedule.as_ref().is_some_and(RequestedSchedule::is_on_platform_clock))
        .map(|it| format!("{:?}", it.campaign.name()))
}

/// Logs the file of each inherited value.
fn log_inherited(campaigns: &[CheckedCampaign]) {
    let named = campaigns.iter().map(|it| (it.manifest.campaign.name(), it.inherited.as_slice()));
    for line in inherited_in_words(named) {
        info!("{line}");
    }
}

/// Says which clock the times of schedules without a zone are on.
fn note_platform_clock(campaigns: &[String], context: &mut Context) -> Result<(), Error> {
    if campaigns.is_empty() {
        return Ok(());
    }
    let clock = &context.settings()?.schedule_timezone;
    let note = format!(
        "{} of {} no timezone, so {} times are on the platform's clock: {} ({}); write timezone: below schedule: for times of another zone",
        by_count(campaigns.len(), "the schedule", "the schedules"),
        format_args!("{} {}", first_of(campaigns, 3, ", "), by_count(campaigns.len(), "has", "have")),
        by_count(campaigns.len(), "its", "their"),
        clock.value,
        clock.source,
    );
    context.ui.note(&note);
    Ok(())
}

impl CheckResult {
    /// Reports the number of findings, and ends the command.
    fn end(self, args: &ValidateArgs, context: &mut Context) -> Result<Exit, Error> {
        let Counted { files, skipped, links_out, .. } = self.counted;
        files::note_links_out(links_out, context);
        let fixes = match self.fixable {
            _ if args.fix => None,
            0 => None,
            count => Some(format!("{count} of them can be fixed with: {}", args.with_fix())),
        };
        if self.stopped {
            let error = Error::new("input/findings", self.summary, Exit::Findings);
            let error = match &fixes {
                Some(fixes) => error.hint(format!("{fixes}; fix the others and run the command again")),
                None => error.hint("fix the findings, which are on stdout, and run the command again"),
            };
            // The error object has the hint.
            if let Some(fixes) = fixes.filter(|_| context.ui.format() != Format::Json) {
                context.ui.hint(&fixes);
            }
            return error.beside_result(context.ui.format());
        }
        let others = match skipped {
            0 => String::new(),
            skipped => format!("; {}", files::skipped_in_words(skipped)),
        };
        let checked = counted(files.len(), "file");
        context.ui.talk(&format!("checked {} in {checked}{others}", counted(self.campaigns, "campaign")));
        if let Some(fixes) = fixes {
            context.ui.hint(&fixes);
        }
        Ok(Exit::Success)
    }
}

impl ValidateArgs {
    /// The least severity that gives exit 3.
    const fn denied(&self) -> Severity {
        if self.deny.is_some() { Severity::Warning } else { Severity::Error }
    }
}

/// The findings, with file names from the roots of their repositories.
fn report(findings: &Findings, files: &[String], denied: Severity) -> FindingReport {
    let mut repositories = Repositories::from_here();
    let mut findings = records(findings);
    for finding in &mut findings {
        finding.file = finding.file.as_ref().map(|file| repositories.name(file));
    }
    FindingReport { findings, files: files.iter().map(|file| repositories.name(file)).collect(), denied }
}

/// Whether the printed text reached its reader.
fn reached(printed: Result<(), OutputError>) -> Result<bool, Error> {
    match printed {
        Err(error) if error.is_broken_pipe() => Ok(false),
        printed => Ok(printed.map(|()| true)?),
    }
}
