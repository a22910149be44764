//! The git repositories of files: code hosts name files from the root of the repository.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use crate::manifest::STDIN_NAME;

/// Names files in the way of code hosts: from the root of their git repository, wherever kcamp runs. A file outside a
/// repository is named from the working folder.
#[derive(Debug)]
pub struct Repositories {
    here: PathBuf,
    /// The root of the repository of each folder so far; `None` for a folder outside a repository.
    roots: HashMap<PathBuf, Option<PathBuf>>,
}

impl Repositories {
    /// Starts in the working folder.
    pub fn from_here() -> Self {
        Self::from(std::env::current_dir().unwrap_or_default())
    }

    fn from(here: PathBuf) -> Self {
        Self { here, roots: HashMap::new() }
    }

    /// A file's name on its code host, with `/` between folders.
    pub fn name(&mut self, typed: &str) -> String {
        if typed == STDIN_NAME {
            return typed.to_owned();
        }
        let whole = without_steps(&self.here.join(typed));
        let folder = whole.parent().unwrap_or(&whole).to_owned();
        let root = self.roots.entry(folder).or_insert_with_key(|folder| root_around(folder));
        let names = relative(&whole, root.as_ref().unwrap_or(&self.here));
        names.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }
}

/// The root of the git repository that has a folder. In a worktree and a submodule, `.git` is a file.
pub fn root_around(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| above.join(".git").exists()).map(Path::to_owned)
}

/// A path, relative to a folder. Both must be absolute; between two drives there is no relative path.
pub fn relative(path: &Path, folder: &Path) -> PathBuf {
    let shared = path.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return path.to_owned();
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// A path with `.` and `..` removed textually: links are not followed.
pub fn without_steps(path: &Path) -> PathBuf {
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

    use std::fs::create_dir_all;

    use super::Repositories;

    #[test]
    fn files_are_named_from_the_top_of_their_own_repository() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        for below in ["one/.git", "one/teams/a", "other/.git", "other/campaigns", "none"] {
            create_dir_all(top.join(below)).unwrap();
        }
        let other = top.join("other/campaigns/x.yaml");
        let from = |here: &str, typed: &str| Repositories::from(top.join(here)).name(typed);
        for (here, typed, named) in [
            ("one/teams/a", "x.yaml", "teams/a/x.yaml"),
            ("one/teams/a", "./b/../x.yaml", "teams/a/x.yaml"),
            ("one/teams/a", "../b/x.yaml", "teams/b/x.yaml"),
            ("one/teams/a", "../../x.yaml", "x.yaml"),
            ("one/teams/a", "../../../other/campaigns/x.yaml", "campaigns/x.yaml"),
            ("one/teams/a", &other.to_string_lossy(), "campaigns/x.yaml"),
            ("one/teams/a", "../../../none/x.yaml", "../../../none/x.yaml"),
            ("none", "x.yaml", "x.yaml"),
            ("none", "./y/../x.yaml", "x.yaml"),
            ("none", "../one/teams/a/x.yaml", "teams/a/x.yaml"),
            ("none", &other.to_string_lossy(), "campaigns/x.yaml"),
            ("", "none/x.yaml", "none/x.yaml"),
            ("one", "<stdin>", "<stdin>"),
        ] {
            assert_eq!(from(here, typed), named, "{typed} from {here}");
        }
    }
}
