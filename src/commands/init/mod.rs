//! `kcamp init`.

mod files;
mod place;
mod questions;
mod root;

use std::path::PathBuf;

use clap::ValueEnum as _;

use crate::context::{Context, GivenFlag};
use crate::domain::finding::Problem;
use crate::domain::plural::{by_count, counted};
use crate::error::Error;
use crate::exit::Exit;
use crate::settings::SettingSource;
use crate::view::init::{InitView, NewFileView};

use files::{Fate, FileKind, NewFile};
use place::AccountFolder;
use questions::Project;

/// Begin a project: a campaign file and everything around it, ready to try in the sandbox
///
/// kcamp writes a campaign of the kind that you choose, with a comment for each key; kcamp.defaults.yaml with the
/// values that the campaigns of an account share; kcamp.policy.yaml with the hours in which people may be reached; the
/// JSON Schemas for an editor; a pipeline for GitHub or GitLab; and a check before each commit. On a terminal it asks
/// for missing values. Without a terminal it needs the type (--type), the time zone (--timezone) and, for voice on
/// Kore.ai, the dialing mode (--dialing-mode). In a project that there is already, run it again with another --name for
/// a further campaign: the files that campaigns share are kept as they are, and only the campaign's own file is
/// written; a pipeline only where --ci asks for one. If the campaign's file exists, nothing is written unless --force
/// is given. Where those files are for the other platform, the campaign gets a folder and defaults of its own. In a git
/// repository the pipeline and the check before each commit are written at its root, where alone they are read.
///
/// Example: kcamp init outbound --type voice --dialing-mode Preview --timezone Asia/Kolkata --ci gitlab
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// The folder of the project; it is created if it does not exist
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The channel: sms or voice (Kore.ai); call, sms or mixed (Burki)
    #[arg(long = "type", value_name = "TYPE")]
    campaign_type: Option<String>,
    /// sms: simple or advanced (Kore.ai) [default: simple]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// voice: Agentless, Progressive or Preview (Kore.ai)
    #[arg(long, value_name = "MODE")]
    dialing_mode: Option<String>,
    /// The campaign's name
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// The service that runs the pipeline [default: github; none in a project that there is already]
    #[arg(long)]
    ci: Option<Pipeline>,
    /// Replace the campaign's own file if it exists; files that campaigns share are never replaced
    #[arg(long)]
    force: bool,
}

/// The service that runs the pipeline of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Pipeline {
    /// GitHub Actions.
    Github,
    /// GitLab CI.
    Gitlab,
    /// No pipeline.
    None,
}

impl Pipeline {
    /// The value of `--ci`.
    fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

impl InitArgs {
    /// The flags of init itself that were given.
    fn given(&self) -> Vec<GivenFlag> {
        // The struct is taken apart, so that a new flag cannot be forgotten here.
        let Self { dir: _, campaign_type, format, dialing_mode, name, ci, force } = self;
        let ci = ci.map(Pipeline::word);
        let with_value = [
            ("--type", campaign_type),
            ("--format", format),
            ("--dialing-mode", dialing_mode),
            ("--name", name),
            ("--ci", &ci),
        ];
        let valued = with_value.into_iter().filter_map(|(flag, value)| Some((flag, value.clone()?)));
        valued.chain(force.then(|| ("--force", String::new()))).collect()
    }
}

/// Asks for missing values, checks that the files are free, and writes them.
///
/// # Errors
///
/// A value is missing and there is no terminal, a file exists already, or a file cannot be written.
pub fn run(args: &InitArgs, context: &mut Context) -> Result<Exit, Error> {
    let project = Project::gather(args, context)?;
    let files = files::of(&project)?;
    let is_dry = context.dry_run().is_some();
    let fates = files::fates(&files, args.force)?;
    if !is_dry {
        files::write(&files, &fates, project.pipeline)?;
        context.wrote(format!("wrote the files of the project in {}", args.dir.display()));
    }
    let shown = |(NewFile { path, what, .. }, fate): (&NewFile, &Fate)| NewFileView {
        file: path.display().to_string(),
        what,
        outcome: fate.word(),
    };
    let (platform, set) = (project.starter.platform(), &context.settings()?.platform);
    let is_set = set.value == platform && !matches!(set.source, SettingSource::Flag(_));
    let next = project.place.next_steps((!is_set).then_some(platform));
    context.ui.show(&InitView {
        written: !is_dry,
        files: files.iter().zip(&fates).map(shown).collect(),
        next: next.clone(),
    })?;
    if is_dry {
        context.ui.talk("dry run: nothing was written");
        return Ok(Exit::Success);
    }
    say_left_on(&files, &fates, &project, context);
    let left = if project.place.is_further { 0 } else { context.campaigns_in_sandbox() };
    if left > 0 {
        context.ui.talk(&format!(
            "the sandbox holds {} of earlier tries; to begin with an empty one: kcamp sandbox reset",
            counted(left, "campaign")
        ));
    }
    for command in &next {
        context.ui.talk(&format!("next: {command}"));
    }
    say_of_pipeline(&files, &fates, &project, context);
    Ok(Exit::Success)
}

/// Says what a new pipeline needs, and what its new list of accounts leaves out.
fn say_of_pipeline(files: &[NewFile], fates: &[Fate], project: &Project, context: &mut Context) {
    let new = || files.iter().zip(fates).filter(|(_, fate)| **fate == Fate::New).map(|(file, _)| file);
    let accounts = project.place.accounts_file().display().to_string();
    if new().any(|file| file.kind == FileKind::Accounts) {
        say_of_others(project, context);
        for line in files::left_out(project) {
            context.ui.note(&format!("{accounts}: {line}"));
        }
    }
    if new().any(|file| file.kind == FileKind::Pipeline) {
        context.ui.talk(&format!(
            "the pipeline builds kcamp from its sources in the folder kcamp, and reads the account's ids in {accounts}: put yours \
             there, and its secret into the settings of the repository"
        ));
    }
}

/// Says which accounts of the project its new pipeline leaves out: it checks and applies one alone.
fn say_of_others(project: &Project, context: &mut Context) {
    let AccountFolder { account, others, .. } = &project.place;
    if others.is_empty() {
        return;
    }
    context.ui.problem(&Problem::warning("init/account-left-out", format!(
        "the pipeline is for the account {account} ({}) alone, and this project has {} too: add {} to {} and to the pipeline",
        project.starter.platform().title(),
        others.join(", "),
        by_count(others.len(), "it", "them"),
        project.place.accounts_file().display()
    )));
}

/// Says of a file of another tool that was kept what it does not do for the project, and which lines it lacks.
fn say_lacking(file: &NewFile, project: &Project, context: &mut Context) {
    let NewFile { path, what, text, .. } = file;
    let Ok(kept) = std::fs::read_to_string(path) else { return };
    let root = &project.place.root;
    let shown = path.display();
    let lines = if kept.contains("kcamp") {
        let lines = root.missing_lines(text, &kept);
        if lines.is_empty() {
            return;
        }
        context.ui.note(&format!(
            "{shown} was there and has nothing of {}, so {what} is not set up for it: add a copy of what it has for the other \
             folder, with these lines",
            root.path_to("campaigns")
        ));
        lines
    } else {
        let lines = if root.is_above() { root.lines_of_project(text) } else { Vec::new() };
        let with = if lines.is_empty() { "" } else { ", with these lines" };
        context.ui.note(&format!(
            "{shown} was there and has nothing of kcamp, so {what} is not set up: add what kcamp init writes into an empty \
             folder{with}",
        ));
        lines
    };
    for line in lines {
        context.ui.talk(&line);
    }
}

/// Says which files were left as they are, and what the pipeline of a further account lacks then.
fn say_left_on(files: &[NewFile], fates: &[Fate], project: &Project, context: &mut Context) {
    let with = |fate: Fate| files.iter().zip(fates).filter(move |(_, it)| **it == fate).map(|(file, _)| file);
    let kept = with(Fate::Kept).count();
    if kept == 0 {
        return;
    }
    context.ui.talk(&format!("kept as they were: {}, which campaigns share", counted(kept, "file")));
    for file in with(Fate::Kept).filter(|file| file.kind.is_of_tool()) {
        say_lacking(file, project, context);
    }
    let is_new = |kind: FileKind| with(Fate::New).any(|file| file.kind == kind);
    let accounts = project.place.accounts_file();
    if is_new(FileKind::Defaults) && !is_new(FileKind::Accounts) && accounts.symlink_metadata().is_ok() {
        context.ui.problem(&Problem::warning(
            "init/account-left-out",
            format!(
                "the account {} is new in this project: add it to {} and to the pipeline, which were kept",
                project.place.account,
                accounts.display()
            ),
        ));
    }
}
