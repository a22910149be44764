//! `kcamp validate`.

use std::path::PathBuf;

use tracing::info;

use crate::commands::campaign_files::{self as files, Counted, Reading};
use crate::commands::repository::Repository;
use crate::context::Context;
use crate::domain::finding::{Findings, Severity};
use crate::domain::inherited::inherited_in_words;
use crate::domain::plural::counted;
use crate::error::Error;
use crate::exit::Exit;
use crate::ui::{OutputError, records};
use crate::view::finding_report::{FindingReport, ReportForm};

/// Check campaign files completely, offline: every finding of every file
///
/// Folders are read recursively; `-` is stdin. Ends in 3 where a finding is an error. The nearest kcamp.policy.yaml beside
/// or above a file sets limits and severities, and each kcamp.defaults.yaml around it gives keys that its campaigns inherit (-v names them); a comment # kcamp: allow(code) silences a warning or a note on its line;
/// kcamp explain CODE says what a finding means.
#[derive(Debug, clap::Args)]
pub struct ValidateArgs {
    /// Campaign files, folders, or - for stdin
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// Follow links in a folder that lead out of it, and read texts that lie outside of the campaign file's folder
    #[arg(long)]
    follow_links: bool,
    /// What the campaigns inherit, in the place of each kcamp.defaults.yaml around them
    #[arg(long, value_name = "FILE")]
    defaults: Option<PathBuf>,
    /// Print the findings for a code host, whatever -o says (-o is then for errors alone): github annotations, sarif, a gitlab code
    /// quality report or junit tests. Files are named from the top of the git repository
    #[arg(long, value_name = "FORMAT", value_parser = ReportForm::NAMES)]
    format: Option<String>,
    /// warnings: let warnings end in 3 too
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    deny: Option<String>,
}

/// Checks the files and prints what it found, as it finds it.
pub fn run(args: &ValidateArgs, context: &mut Context) -> Result<Exit, Error> {
    let denied = if args.deny.is_some() { Severity::Warning } else { Severity::Error };
    let surroundings = files::surroundings(context)?;
    files::note_untouched_timezone(context)?;
    let reading = Reading::new(args.follow_links, args.defaults.as_ref(), context)?;
    let form = args.format.as_deref().and_then(ReportForm::named);
    let mut reported = Findings::new();
    let mut shown = context.ui.finding_stream();
    let mut stopped = false;
    let mut campaigns = 0;
    // A reader that has gone away, such as `head`, has not said that the files are right.
    let mut is_read = true;
    let read = files::check_each(&args.path, &reading, None, &surroundings, |checked| {
        campaigns += checked.campaigns.len();
        let named = checked.campaigns.iter().map(|it| (it.manifest.campaign.name(), it.inherited.as_slice()));
        for line in inherited_in_words(named) {
            info!("{line}");
        }
        stopped |= checked.findings.iter().any(|finding| finding.problem.severity >= denied);
        if form.is_some() {
            shown.count(&checked.findings);
            reported.extend(checked.findings);
        } else if is_read {
            is_read = reached(shown.show(&checked.findings))?;
        } else {
            shown.count(&checked.findings);
        }
        Ok(())
    })?;
    let summary = shown.summary();
    let Counted { files, skipped, links_out } = read;
    let checked = counted(files.len(), "file");
    if let Some(form) = form {
        reached(context.ui.write_raw(&report(&reported, &files, denied).text(form)))?;
    } else if is_read {
        reached(shown.end())?;
    }
    files::note_links_out(links_out, context);
    if stopped {
        return Error::new("input/findings", summary, Exit::Findings)
            .hint("fix the findings, which are on stdout, and run the command again")
            .beside_result(context.ui.format());
    }
    let others = match skipped {
        0 => String::new(),
        skipped => format!("; {}", files::skipped_in_words(skipped)),
    };
    let text = format!("checked {} in {}{others}", counted(campaigns, "campaign"), checked);
    context.ui.talk(&text);
    Ok(Exit::Success)
}

/// The findings with their files named from the root of the repository.
fn report(findings: &Findings, files: &[String], denied: Severity) -> FindingReport {
    let repository = Repository::around_here();
    let mut findings = records(findings);
    for finding in &mut findings {
        finding.file = finding.file.as_ref().map(|file| repository.name(file));
    }
    FindingReport { findings, files: files.iter().map(|file| repository.name(file)).collect(), denied }
}

/// Whether what was printed reached its reader.
fn reached(printed: Result<(), OutputError>) -> Result<bool, Error> {
    match printed {
        Err(error) if error.is_broken_pipe() => Ok(false),
        printed => Ok(printed.map(|()| true)?),
    }
}
