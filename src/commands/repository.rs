//! The repository that files lie in: code hosts name them from its root.

use std::path::{Component, Path, PathBuf};

use crate::manifest::STDIN_NAME;

/// The folder from which files are named: the top of the git repository around the working folder, or the working folder.
#[derive(Debug)]
pub struct Repository {
    here: PathBuf,
    root: PathBuf,
}

impl Repository {
    /// The repository around the working folder.
    pub fn around_here() -> Self {
        Self::around(std::env::current_dir().unwrap_or_default())
    }

    fn around(here: PathBuf) -> Self {
        // A worktree and a submodule have a file of this name.
        let root = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here).to_owned();
        Self { here, root }
    }

    /// A file as its host names it: from the root, with `/` between folders. What lies elsewhere keeps its name.
    pub fn name(&self, typed: &str) -> String {
        let whole = without_steps(&self.here.join(typed));
        match whole.strip_prefix(&self.root) {
            Ok(inside) if typed != STDIN_NAME => {
                let names = inside.components().map(|part| part.as_os_str().to_string_lossy());
                names.collect::<Vec<_>>().join("/")
            }
            _ => typed.to_owned(),
        }
    }
}

/// The same path without `.` and `..`.
fn without_steps(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            part => whole.push(part),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has to stop")]

    use super::Repository;

    #[test]
    fn files_are_named_from_the_top_of_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let here = root.join("teams/a");
        std::fs::create_dir_all(&here).unwrap();
        let without = Repository::around(here.clone());
        assert_eq!(without.name("./x.yaml"), "x.yaml");
        std::fs::create_dir(root.join(".git")).unwrap();
        let within = Repository::around(here);
        for (typed, named) in [
            ("x.yaml", "teams/a/x.yaml"),
            ("./b/../x.yaml", "teams/a/x.yaml"),
            ("../b/x.yaml", "teams/b/x.yaml"),
            ("../../../x.yaml", "../../../x.yaml"),
            ("/elsewhere/x.yaml", "/elsewhere/x.yaml"),
            ("<stdin>", "<stdin>"),
        ] {
            assert_eq!(within.name(typed), named);
        }
        let whole = root.join("teams/x.yaml");
        assert_eq!(within.name(&whole.to_string_lossy()), "teams/x.yaml");
    }
}
