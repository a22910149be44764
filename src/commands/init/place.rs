//! The place of a campaign in a project, and the files that exist there.

use std::fs;
use std::path::{Path, PathBuf};

use super::root::{RepositoryRoot, below};
use crate::commands::campaign::file_name::stem;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::policy::POLICY_FILE;
use crate::error::Error;
use crate::manifest::{DEFAULTS_FILE, DefaultsFiles, LinksOut, Node, Value, is_for_another, load_file};
use crate::profile::ProfileName;
use crate::ui::in_a_shell;

/// The folder of all accounts' campaigns in a project.
const CAMPAIGNS: &str = "campaigns";
/// The name of the file of a campaign whose own name has neither letters nor digits, before its ending.
const NAMELESS: &str = "campaign";
/// The file of the pipeline's account.
pub(super) const ACCOUNTS_FILE: &str = ".kcamp/config.yaml";
/// The JSON Schema of the campaigns of a project's first account.
const SCHEMA: &str = "campaign.schema.json";

/// The folder of an account's campaigns in a project.
#[derive(Debug)]
pub(super) struct AccountFolder {
    /// The account, after which the folder is named.
    pub(super) account: ProfileName,
    /// The folder, relative to the project's folder.
    pub(super) folder: PathBuf,
    /// The keys that a campaign in the folder inherits; `None` if the project gets new defaults for it.
    pub(super) inherited: Option<Node>,
    /// The name of the JSON Schema of the folder's campaigns, in `.kcamp`.
    pub(super) schema: String,
    /// The campaigns to check, relative to the project's folder: all of them, or only those of the folder if there
    /// are others, which may be for another platform.
    pub(super) checked: PathBuf,
    /// The folders of other accounts in the project.
    pub(super) others: Vec<String>,
    /// Whether the folder is a project already: files that its campaigns share are there.
    pub(super) is_further: bool,
    /// The project's folder.
    pub(super) project: PathBuf,
    /// The root of the repository around it.
    pub(super) root: RepositoryRoot,
}

impl AccountFolder {
    /// The account's folder. If its defaults are for another platform, from which a campaign cannot inherit, the
    /// folder of an account that is named after the platform.
    ///
    /// # Errors
    ///
    /// The platform's name is not a valid account name, or the project's folder cannot be named at the repository's
    /// root.
    pub(super) fn find(project: &Path, account: ProfileName, platform: PlatformKind) -> Result<Self, Error> {
        let campaigns = below(project, Path::new(CAMPAIGNS));
        let is_anothers = |account: &ProfileName| {
            is_for_another(&campaigns.join(account.as_str()).join(DEFAULTS_FILE), platform)
        };
        let mut account = account;
        let mut number = 1;
        while is_anothers(&account) {
            let name = if number == 1 { platform.to_string() } else { format!("{platform}-{number}") };
            account = name.parse().map_err(|problem| Error::bad_value("the account", problem))?;
            number += 1;
        }
        let (folder, own) = (Path::new(CAMPAIGNS).join(account.as_str()), campaigns.join(account.as_str()));
        let is_there = |path: PathBuf| path.symlink_metadata().is_ok();
        let has_defaults = is_there(own.join(DEFAULTS_FILE));
        let has_schema = is_there(below(project, &Path::new(".kcamp").join(SCHEMA)));
        let schema =
            if has_schema && !has_defaults { format!("{account}.{SCHEMA}") } else { SCHEMA.to_owned() };
        let is_further = has_defaults || has_schema || is_there(campaigns.join(POLICY_FILE));
        let mut around = DefaultsFiles::new(std::slice::from_ref(&campaigns), None, LinksOut::Left, platform);
        let inherited = has_defaults.then(|| around.of(Some(&own.join("campaign.yaml"))).whole(platform));
        let is_another = |name: &str| name != account.as_str() && name != POLICY_FILE;
        let entries = fs::read_dir(&campaigns).into_iter().flatten().flatten();
        let names =
            entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()));
        let (folders, files): (Vec<_>, Vec<_>) =
            names.filter(|(name, _)| is_another(name)).partition(|(_, is_folder)| *is_folder);
        let checked = if folders.is_empty() && files.is_empty() { CAMPAIGNS.into() } else { folder.clone() };
        let mut others: Vec<String> = folders.into_iter().map(|(name, _)| name).collect();
        others.sort();
        Ok(Self {
            account,
            folder,
            inherited,
            schema,
            checked,
            others,
            is_further,
            project: project.to_owned(),
            root: RepositoryRoot::around(project)?,
        })
    }

    /// The file of the pipeline's account, as it is shown.
    pub(super) fn accounts_file(&self) -> PathBuf {
        below(&self.project, Path::new(ACCOUNTS_FILE))
    }

    /// Whether the folder has a file with this name. A link counts as a file.
    pub(super) fn has(&self, file: &str) -> bool {
        below(&self.project, &self.folder.join(file)).symlink_metadata().is_ok()
    }

    /// The name of a campaign's file. Of two campaigns without letters in their names, the second gets a number.
    pub(super) fn campaign_file(&self, name: &str) -> String {
        let stem = Some(stem(name)).filter(|stem| !stem.is_empty()).unwrap_or_else(|| NAMELESS.to_owned());
        let mut file = format!("{stem}.yaml");
        let mut number = 1;
        while stem == NAMELESS && self.is_of_another(&file, name) {
            number += 1;
            file = format!("{stem}-{number}.yaml");
        }
        file
    }

    /// Whether the folder has this file, and it is not that of the campaign of this name.
    fn is_of_another(&self, file: &str, name: &str) -> bool {
        let path = below(&self.project, &self.folder.join(file));
        let is_own = || {
            let loaded = load_file(&path);
            let name_in_it = loaded.documents.first().and_then(|document| document.at(&["name"]));
            name_in_it.is_some_and(|node| matches!(&node.value, Value::Text(text) if **text == *name))
        };
        self.has(file) && !(path.is_file() && is_own())
    }

    /// The next commands: check, plan and apply the new campaign in the sandbox. `named` is the platform that they must
    /// name; `None` if it is set without them.
    pub(super) fn next_steps(&self, named: Option<PlatformKind>) -> Vec<String> {
        let campaigns = in_a_shell(&below(&self.project, &self.checked).display().to_string());
        let sandbox = named.map_or_else(|| "--sandbox".to_owned(), |it| format!("--sandbox --platform {it}"));
        vec![
            format!("kcamp validate {campaigns}"),
            format!("kcamp {sandbox} plan {campaigns}"),
            format!("kcamp {sandbox} apply {campaigns} --yes"),
        ]
    }
}
