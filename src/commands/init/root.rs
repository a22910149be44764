//! The root of the git repository around a project: other tools read their files only there.

use std::path::{Path, PathBuf};

use crate::commands::repository::{relative, root_around, without_steps};
use crate::domain::effect::Effect;
use crate::error::Error;

/// The root of the git repository around a project. Without a repository it is the project's own folder.
#[derive(Debug)]
pub(super) struct RepositoryRoot {
    folder: PathBuf,
    /// The way from the root to the project, with `/` behind each folder; empty if the project is the root.
    prefix: String,
}

impl RepositoryRoot {
    /// The root around a project's folder, which need not exist yet.
    ///
    /// # Errors
    ///
    /// `init/folder-name` where a folder on the way from the root to the project has a name that would need quotes.
    pub(super) fn around(project: &Path) -> Result<Self, Error> {
        let here = std::env::current_dir().unwrap_or_default();
        let whole = without_steps(&here.join(project));
        let Some(root) = root_around(&whole).filter(|root| *root != whole) else {
            return Ok(Self { folder: project.to_owned(), prefix: String::new() });
        };
        let mut prefix = String::new();
        for part in &relative(&whole, &root) {
            let name = part.to_string_lossy();
            let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
            if !name.chars().all(is_plain) || name.starts_with('-') {
                let message = format!(
                    "the folder {name:?} has a name that the pipeline's commands at the root of the git repository cannot have"
                );
                let error = Error::usage("init/folder-name", message);
                return Err(error.with_effect(Effect::NothingWritten).hint(
                    "choose a folder whose name has only the letters a to z, digits, dots, dashes and underscores",
                ));
            }
            prefix.push_str(&name);
            prefix.push('/');
        }
        let shown = if project.is_absolute() { root } else { relative(&root, &here) };
        let folder = if shown.as_os_str().is_empty() { PathBuf::from(".") } else { shown };
        Ok(Self { folder, prefix })
    }

    /// The path of a file at the root, as it is shown.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        below(&self.folder, Path::new(path))
    }

    /// Whether the root is above the project, so that paths to the project's files are longer there.
    pub(super) const fn is_above(&self) -> bool {
        !self.prefix.is_empty()
    }

    /// The path of something in the project, from the root.
    pub(super) fn path_to(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// A file of a tool that runs at the root, with its paths to the project's files.
    pub(super) fn with_paths_from_root(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for path in ["campaigns/", ".kcamp/config.yaml"] {
            text = text.replace(path, &self.path_to(path));
        }
        // The whole folder stands at the end of a command, and in a list.
        text.replace("validate campaigns", &format!("validate {}", self.path_to("campaigns")))
            .replace("[campaigns]", &format!("[{}]", self.path_to("campaigns")))
    }

    /// The lines of a file at the root that lead to the project, if the file that is there instead leads to others
    /// only.
    pub(super) fn missing_lines(&self, text: &str, instead: &str) -> Vec<String> {
        let campaigns = self.path_to("campaigns/");
        let leads_here = |text: &str| {
            let is_of_a_path =
                |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '/');
            let mut places = text.match_indices(&campaigns);
            places.any(|(at, _)| !text[..at].ends_with(is_of_a_path))
        };
        if !leads_here(text) || leads_here(instead) {
            return Vec::new();
        }
        self.lines_of_project(text)
    }

    /// The lines of a file at the root that lead to the project.
    pub(super) fn lines_of_project(&self, text: &str) -> Vec<String> {
        let is_of_project = |line: &&str| {
            let named = ["campaigns", ".kcamp/config.yaml"].map(|path| self.path_to(path));
            !line.trim_start().starts_with('#') && named.iter().any(|path| line.contains(path.as_str()))
        };
        text.lines().filter(is_of_project).map(str::to_owned).collect()
    }
}

/// The path of a file in the folder. If the folder is the working folder, its name is left out.
pub(super) fn below(folder: &Path, path: &Path) -> PathBuf {
    if folder == Path::new(".") { path.to_owned() } else { folder.join(path) }
}
