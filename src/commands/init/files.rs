//! The files of a project. Parts that exist elsewhere, as an example or as a schema, are copied from there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::Pipeline;
use super::place::{ACCOUNTS_FILE, AccountFolder};
use super::questions::Project;
use super::root::below;
use crate::domain::effect::Effect;
use crate::domain::policy::POLICY_FILE;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{DEFAULTS_FILE, StarterContext, defaults_schema, policy_schema, starter_policy};
use crate::profile::{Profile, shared_yaml};
use crate::settings::SignIn;

const WORKFLOW: &str = include_str!("../../../examples/ci/.github/workflows/campaigns.yml");
const ACTION: &str = include_str!("../../../examples/ci/.github/actions/kcamp/action.yml");
const GITLAB: &str = include_str!("../../../examples/ci/.gitlab-ci.yml");
const ACCOUNTS: &str = include_str!("../../../examples/ci/.kcamp/config.yaml");
const HOOKS: &str = include_str!("../../../.pre-commit-hooks.yaml");

/// The accounts of the examples, as their pipelines list them.
const EXAMPLE_ACCOUNTS: &str = "[north, south]";

/// A file to be written.
#[derive(Debug)]
pub(super) struct NewFile {
    /// The path, as it is shown.
    pub(super) path: PathBuf,
    /// Its purpose.
    pub(super) what: &'static str,
    /// Its content.
    pub(super) text: String,
    /// The reader of the file, and the way it is written.
    pub(super) kind: FileKind,
}

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// The file of one campaign. All other files are shared by the campaigns of the project.
    Campaign,
    /// The defaults of an account.
    Defaults,
    /// The list of accounts, which only its owner may read, as a profile's file.
    Accounts,
    /// The pipeline, at the root of the repository.
    Pipeline,
    /// A file of another tool, at the root of the repository.
    Tool,
    /// Any other file that kcamp or an editor reads.
    Other,
}

impl FileKind {
    /// Whether another tool reads it, at the root of the repository.
    pub(super) const fn is_of_tool(self) -> bool {
        matches!(self, Self::Pipeline | Self::Tool)
    }
}

impl NewFile {
    fn new(kind: FileKind, path: impl Into<PathBuf>, what: &'static str, text: String) -> Self {
        Self { path: path.into(), what, text, kind }
    }
}

/// Every file of a project, in a good order for reading.
///
/// # Errors
///
/// The configuration of the pipeline's account cannot be written as text.
pub(super) fn of(project: &Project) -> Result<Vec<NewFile>, Error> {
    let AccountFolder { folder, schema: name_of_schema, inherited, project: top, root, .. } = &project.place;
    let own = |path: &str| below(top, Path::new(path));
    let file = |path, what, text| NewFile::new(FileKind::Other, own(path), what, text);
    let of_tool = |path, what, text| NewFile::new(FileKind::Tool, root.file(path), what, text);
    let pipeline = |path, text| NewFile::new(FileKind::Pipeline, root.file(path), "the pipeline", text);
    let defaults = folder.join(DEFAULTS_FILE);
    let update = format!("kcamp schema campaign --defaults {} > .kcamp/{name_of_schema}", defaults.display());
    let starter_context = StarterContext {
        schema: &format!("../../.kcamp/{name_of_schema}"),
        update: &update,
        inherited: inherited.as_ref(),
    };
    let written = project.starter.write(&project.name, &project.zone, project.now, &starter_context);
    let schema = |value: serde_json::Value| format!("{value:#}\n");
    let campaign = project.place.campaign_file(&project.name);
    let mut files = vec![
        NewFile::new(
            FileKind::Campaign,
            below(top, &folder.join(campaign)),
            "the campaign",
            written.campaign,
        ),
        NewFile::new(
            FileKind::Defaults,
            below(top, &defaults),
            "what the account's campaigns share",
            written.defaults,
        ),
        file(&format!("campaigns/{POLICY_FILE}"), "when people may be reached", starter_policy("../.kcamp")),
        file(&format!(".kcamp/{name_of_schema}"), "for the editor", schema(written.schema)),
        file(".kcamp/defaults.schema.json", "for the editor", schema(defaults_schema())),
        file(".kcamp/policy.schema.json", "for the editor", schema(policy_schema())),
        of_tool(".pre-commit-config.yaml", "a check before each commit", root.with_paths_from_root(&hooks())),
    ];
    let of_account = |text: &str| {
        let text = root
            .with_paths_from_root(text)
            .replace(EXAMPLE_ACCOUNTS, &format!("[{}]", project.place.account));
        if project.signs_tokens { text } else { text.replace("KCAMP_CLIENT_SECRET", "KCAMP_TOKEN") }
    };
    match project.pipeline {
        Pipeline::Github => {
            files.push(pipeline(".github/workflows/campaigns.yml", of_account(WORKFLOW)));
            files.push(of_tool(
                ".github/actions/kcamp/action.yml",
                "installs kcamp in it",
                ACTION.to_owned(),
            ));
        }
        Pipeline::Gitlab => files.push(pipeline(".gitlab-ci.yml", of_account(GITLAB))),
        Pipeline::None => return Ok(files),
    }
    let (path, text) = (own(ACCOUNTS_FILE), accounts(project)?);
    files.push(NewFile::new(FileKind::Accounts, path, "the pipeline's account", text));
    Ok(files)
}

/// The pre-commit hooks of this repository, as local hooks of the project.
fn hooks() -> String {
    let mut lines = vec![
        "# Runs before each commit after: pre-commit install".to_owned(),
        "repos:".to_owned(),
        "  - repo: local".to_owned(),
        "    hooks:".to_owned(),
    ];
    lines.extend(HOOKS.lines().map(|line| format!("      {line}")));
    text_of(&lines)
}

/// The settings of a profile that a pipeline does not get, with the reasons.
const LEFT_OUT: [(&str, &str); 6] = [
    ("client_secret", "a secret is a variable of the pipeline"),
    ("token", "a secret is a variable of the pipeline"),
    ("timeout", "the time limit of a request depends on the machine"),
    ("ca_cert", "it is a file of this machine; KCAMP_CA_CERT names one in the pipeline"),
    ("defaults", "it is a file of this machine; KCAMP_DEFAULTS names one in the pipeline"),
    ("protected", "the people who may merge decide what a pipeline applies"),
];

/// The settings of the account that its pipeline does not get, one line each. Secrets are always left out and not
/// listed.
pub(super) fn left_out(project: &Project) -> Vec<String> {
    let Profile { timeout, ca_cert, defaults, protected, .. } = &project.known;
    let known =
        [("timeout", timeout), ("ca_cert", ca_cert), ("defaults", defaults), ("protected", protected)];
    let is_set = |key: &str| known.iter().any(|(known, value)| *known == key && value.is_some());
    let listed = LEFT_OUT.iter().filter(|(key, _)| is_set(key));
    listed.map(|(key, why)| format!("left out: {key} ({why})")).collect()
}

/// The example's file of accounts, with only this account: its known settings, or else the example's ids.
fn accounts(project: &Project) -> Result<String, Error> {
    let mut heading: Vec<String> =
        ACCOUNTS.lines().take_while(|line| line.starts_with('#')).map(str::to_owned).collect();
    heading.extend(left_out(project).iter().map(|line| format!("# {line}")));
    let platform = project.starter.platform();
    let mut profile = Profile {
        platform: Some(platform.to_string()),
        timezone: Some(project.zone.name().to_owned()),
        timeout: None,
        ca_cert: None,
        defaults: None,
        protected: None,
        ..project.known.clone()
    };
    for id in SignIn::to(platform).ids {
        if (id.get)(&profile).is_none() {
            let key = format!("    {}: ", id.flag.trim_start_matches('-').replace('-', "_"));
            let example = ACCOUNTS.lines().find_map(|line| line.strip_prefix(&key)).unwrap_or_default();
            (id.put)(&mut profile, example.to_owned());
        }
    }
    let profiles =
        shared_yaml(&project.place.account, &profile).context("the account cannot be written as YAML")?;
    Ok(text_of(&heading) + &profiles)
}

fn text_of(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

/// The action for a file of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// The file is written: no such file exists.
    New,
    /// The campaign's own file exists already, and is replaced.
    Replaced,
    /// A file that other campaigns share exists already, and is kept.
    Kept,
}

impl Fate {
    /// The word for a result.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Replaced => "replaced",
            Self::Kept => "kept",
        }
    }
}

/// The action for each file. One that is there is kept if other campaigns share it. The campaign's own is replaced with
/// `force`, and refused without. What is a link counts, wherever it leads.
///
/// # Errors
///
/// `init/file-exists` where the campaign's own file is there, without `force`.
pub(super) fn fates(files: &[NewFile], force: bool) -> Result<Vec<Fate>, Error> {
    let fate = |file: &NewFile| {
        let path = &file.path;
        match (path.symlink_metadata().is_ok(), file.kind == FileKind::Campaign) {
            (false, _) => Ok(Fate::New),
            (true, false) => Ok(Fate::Kept),
            (true, true) if force => Ok(Fate::Replaced),
            (true, true) => {
                let message = format!("{} exists already", path.display());
                Err(Error::new("init/file-exists", message, Exit::Conflict)
                    .with_effect(Effect::NothingWritten)
                    .hint(
                        "choose another --name for a further campaign, or replace this one file with --force",
                    ))
            }
        }
    };
    files.iter().map(fate).collect()
}

/// Writes those that are not kept.
///
/// # Errors
///
/// A file cannot be written; the message names those that are, and the exit code says whether there are any.
pub(super) fn write(files: &[NewFile], fates: &[Fate], pipeline: Pipeline) -> Result<(), Error> {
    let wanted: Vec<(&NewFile, Fate)> =
        files.iter().zip(fates.iter().copied()).filter(|(_, fate)| *fate != Fate::Kept).collect();
    for (count, (file, fate)) in wanted.iter().enumerate() {
        write_one(file, *fate)
            .with_context(|| {
                let written = wanted[..count].iter().map(|(file, _)| file.path.display().to_string());
                let named = written.collect::<Vec<_>>().join(", ");
                let named = if named.is_empty() { named } else { format!(" ({named})") };
                format!(
                    "cannot write {}; {count} of {} files are written{named}",
                    file.path.display(),
                    wanted.len()
                )
            })
            .map_err(|error| Error::from(error).hint(next_step(count, pipeline)).after_writing(count))?;
    }
    Ok(())
}

fn next_step(written: usize, pipeline: Pipeline) -> String {
    if written == 0 {
        "name a folder that you may write to, such as kcamp init \"$HOME/outbound\"".to_owned()
    } else {
        // The folder is a project now, and init adds no pipeline to a project without a flag.
        format!(
            "free space or fix the permissions there, then run it again with --force --ci {}, which replaces the campaign's file and \
             adds those that are missing",
            pipeline.word()
        )
    }
}

fn write_one(file: &NewFile, fate: Fate) -> io::Result<()> {
    let path = &file.path;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    if fate == Fate::Replaced {
        // Nothing is written through a link.
        crate::files::remove(path)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut new = match file.kind {
        FileKind::Accounts => crate::files::open(path, &mut options)?,
        _ => options.open(path)?,
    };
    new.write_all(file.text.as_bytes()).inspect_err(|_| {
        // A partly written file would be kept the next time.
        let _ = crate::files::remove(path);
    })
}
