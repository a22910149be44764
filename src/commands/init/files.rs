//! The files of a project. What stands elsewhere too, as an example or as a schema, is taken from there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::Pipeline;
use super::asked::Project;
use crate::commands::campaign::export::slug;
use crate::domain::policy::POLICY_FILE;
use crate::error::Error;
use crate::exit::Exit;
use crate::manifest::{DEFAULTS_FILE, defaults_schema, policy_schema, starter_policy};
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
    /// Where, from the project's folder on.
    pub(super) path: PathBuf,
    /// Its purpose.
    pub(super) what: &'static str,
    text: String,
    /// Whether only its owner may read it, as a profile's file must be.
    is_private: bool,
}

fn file(path: impl Into<PathBuf>, what: &'static str, text: String) -> NewFile {
    NewFile { path: path.into(), what, text, is_private: false }
}

/// Every file of a project, in the order in which somebody reads them.
///
/// # Errors
///
/// The configuration of the pipeline's account cannot be written as text.
pub(super) fn of(project: &Project) -> Result<Vec<NewFile>, Error> {
    let folder = Path::new("campaigns").join(project.account.as_str());
    let defaults = folder.join(DEFAULTS_FILE);
    let update =
        format!("kcamp schema campaign --defaults {} > .kcamp/campaign.schema.json", defaults.display());
    let written = project.starter.write(&project.name, &project.zone, project.now, "../../.kcamp", &update);
    let schema = |value: serde_json::Value| format!("{value:#}\n");
    let stem = Some(slug(&project.name)).filter(|slug| !slug.is_empty());
    let campaign = format!("{}.yaml", stem.as_deref().unwrap_or("campaign"));
    let mut files = vec![
        file(folder.join(campaign), "the campaign", written.campaign),
        file(defaults, "what the account's campaigns share", written.defaults),
        file(
            Path::new("campaigns").join(POLICY_FILE),
            "when people may be reached",
            starter_policy("../.kcamp"),
        ),
        file(".kcamp/campaign.schema.json", "for the editor", schema(written.schema)),
        file(".kcamp/defaults.schema.json", "for the editor", schema(defaults_schema())),
        file(".kcamp/policy.schema.json", "for the editor", schema(policy_schema())),
        file(".pre-commit-config.yaml", "a check before each commit", hooks()),
    ];
    let of_account = |text: &str| {
        let text = text.replace(EXAMPLE_ACCOUNTS, &format!("[{}]", project.account));
        if project.signs_tokens { text } else { text.replace("KCAMP_CLIENT_SECRET", "KCAMP_TOKEN") }
    };
    match project.pipeline {
        Pipeline::Github => {
            files.push(file(".github/workflows/campaigns.yml", "the pipeline", of_account(WORKFLOW)));
            files.push(file(".github/actions/kcamp/action.yml", "installs kcamp in it", ACTION.to_owned()));
        }
        Pipeline::Gitlab => files.push(file(".gitlab-ci.yml", "the pipeline", of_account(GITLAB))),
        Pipeline::None => return Ok(files),
    }
    let accounts = file(".kcamp/config.yaml", "the pipeline's account", accounts(project)?);
    files.push(NewFile { is_private: true, ..accounts });
    Ok(files)
}

/// The hooks of this repository as one of the project's own.
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

/// The settings of a profile that a pipeline does not get, and why.
const LEFT_OUT: [(&str, &str); 6] = [
    ("client_secret", "a secret is a variable of the pipeline"),
    ("token", "a secret is a variable of the pipeline"),
    ("timeout", "the time limit of a request depends on the machine"),
    ("ca_cert", "it is a file of this machine; KCAMP_CA_CERT names one in the pipeline"),
    ("defaults", "it is a file of this machine; KCAMP_DEFAULTS names one in the pipeline"),
    ("protected", "the people who may merge decide what a pipeline applies"),
];

/// The settings of the account that its pipeline does not get, one line each; secrets are always left out, and not listed.
pub(super) fn left_out(project: &Project) -> Vec<String> {
    let Profile { timeout, ca_cert, defaults, protected, .. } = &project.known;
    let known =
        [("timeout", timeout), ("ca_cert", ca_cert), ("defaults", defaults), ("protected", protected)];
    let is_set = |key: &str| known.iter().any(|(known, value)| *known == key && value.is_some());
    let listed = LEFT_OUT.iter().filter(|(key, _)| is_set(key));
    listed.map(|(key, why)| format!("left out: {key} ({why})")).collect()
}

/// The example's file of accounts with this one alone: the account as far as it is known, else the example's ids.
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
        shared_yaml(&project.account, &profile).context("the account cannot be written as YAML")?;
    Ok(text_of(&heading) + &profiles)
}

fn text_of(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

/// A file of the folder, as it is shown and written: the folder that one is in needs no name.
pub(super) fn below(folder: &Path, path: &Path) -> PathBuf {
    if folder == Path::new(".") { path.to_owned() } else { folder.join(path) }
}

/// Refuses where a file is there already; what is a link counts, wherever it leads.
///
/// # Errors
///
/// `init/file-exists`, with every file that is there.
pub(super) fn refuse_taken(folder: &Path, files: &[NewFile]) -> Result<(), Error> {
    let paths = files.iter().map(|file| below(folder, &file.path));
    let taken: Vec<String> =
        paths.filter(|path| path.symlink_metadata().is_ok()).map(|path| path.display().to_string()).collect();
    if taken.is_empty() {
        return Ok(());
    }
    let message = match taken.as_slice() {
        [only] => format!("{only} exists already; nothing was written"),
        several => format!("{} exist already; nothing was written", several.join(", ")),
    };
    Err(Error::new("init/file-exists", message, Exit::Conflict)
        .hint("choose another folder, or overwrite them with --force"))
}

/// Writes them all.
///
/// # Errors
///
/// A file or its folder cannot be written; the error says how many were written before.
pub(super) fn write(folder: &Path, files: &[NewFile], force: bool) -> Result<(), Error> {
    for (count, file) in files.iter().enumerate() {
        let path = below(folder, &file.path);
        write_one(&path, file, force)
            .with_context(|| {
                format!("cannot write {}; {count} of {} files are written", path.display(), files.len())
            })
            .map_err(|error| Error::from(error).hint(next_step(count)))?;
    }
    Ok(())
}

fn next_step(written: usize) -> &'static str {
    if written == 0 {
        "name a folder that you may write to, such as kcamp init \"$HOME/outbound\""
    } else {
        "free space or fix the permissions there, then run it again with --force, which overwrites the files written so far"
    }
}

fn write_one(path: &Path, file: &NewFile, force: bool) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    if force {
        // Nothing is written through a link.
        crate::files::remove(path)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut new =
        if file.is_private { crate::files::open(path, &mut options)? } else { options.open(path)? };
    new.write_all(file.text.as_bytes())
}
