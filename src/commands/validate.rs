//! `kcamp validate`.

use std::path::PathBuf;

use crate::commands::campaign::files;
use crate::context::Context;
use crate::domain::finding::Severity;
use crate::error::Error;
use crate::exit::Exit;
use crate::ui::github_annotations;
use crate::view::findings::FindingsView;

/// Check campaign files completely, offline: every finding of every file
///
/// Folders are read recursively; `-` is stdin. Ends in 3 where a finding is an error.
#[derive(Debug, clap::Args)]
pub struct ValidateArgs {
    /// Campaign files, folders, or - for stdin
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// github: print workflow annotations instead
    #[arg(long, value_name = "FORMAT", value_parser = ["github"])]
    format: Option<String>,
    /// warnings: let warnings end in 3 too
    #[arg(long, value_name = "WHAT", value_parser = ["warnings"])]
    deny: Option<String>,
}

/// Checks the files and prints what it found.
pub fn run(args: &ValidateArgs, context: &mut Context) -> Result<Exit, Error> {
    let checked = files::check(&args.path, None, context)?;
    let findings = checked.findings;
    let counted = if args.deny.is_some() { Severity::Warning } else { Severity::Error };
    let stopped = findings.iter().any(|finding| finding.problem.severity >= counted);
    if args.format.is_some() {
        context.ui.write_raw(&github_annotations(&findings))?;
    } else {
        context.ui.show(&FindingsView(&findings))?;
    }
    if !stopped {
        let campaigns = counted_in_words(checked.campaigns.len(), "campaign");
        let files = counted_in_words(checked.file_count, "file");
        context.ui.talk(&format!("checked {campaigns} in {files}"));
    }
    Ok(if stopped { Exit::Findings } else { Exit::Success })
}

/// `1 campaign`, `2 campaigns`.
fn counted_in_words(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
