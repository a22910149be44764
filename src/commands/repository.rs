//! The repositories that files lie in: code hosts name them from its root.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use crate::manifest::STDIN_NAME;

/// Names files as code hosts do: from the top of the git repository that each lies in, wherever kcamp runs; what lies in none,
/// from the working folder.
#[derive(Debug)]
pub struct Repositories {
    here: PathBuf,
    /// The top of the repository around each folder that was asked for.
    roots: HashMap<PathBuf, Option<PathBuf>>,
}

impl Repositories {
    /// As seen from the working folder.
    pub fn from_here() -> Self {
        Self::from(std::env::current_dir().unwrap_or_default())
    }

    fn from(here: PathBuf) -> Self {
        Self { here, roots: HashMap::new() }
    }

    /// A file as its host names it, with `/` between folders.
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

/// The top of the git repository around a folder. A worktree and a submodule have a file of this name.
fn root_around(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| above.join(".git").exists()).map(Path::to_owned)
}

/// A path as seen from a folder. Both are whole; on two drives there is no way from one to the other.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    let shared = path.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return path.to_owned();
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// The path with `.` and `..` removed by its text alone: no link is followed.
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
