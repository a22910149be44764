//! The text files that campaign files name, such as in `message.file`, and which of them may be read.

use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use crate::files;
use crate::manifest::{FILE_SIZE_MAX, LinksOut};

/// The text files that campaign files may name. The author of a campaign file may be another person than the user of
/// kcamp, so files outside its folder are read only if the user allows it.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// The folders in which they must be, by their real paths; `None` if any file may be read.
    folders: Option<Vec<PathBuf>>,
    /// The file that a flag names, which may be anywhere.
    of_flag: Option<PathBuf>,
}

impl Texts {
    /// The text files for campaign files of these paths: those in the folders among the paths, or any file unless
    /// `links_out` is `Left`.
    pub fn below(paths: &[PathBuf], links_out: LinksOut, of_flag: Option<&str>) -> Self {
        let folders = || paths.iter().filter(|path| path.is_dir()).map(|path| real(path)).collect();
        Self { folders: (links_out == LinksOut::Left).then(folders), of_flag: of_flag.map(PathBuf::from) }
    }

    /// Like `below`, for one of the files, with its own folder added; for standard input, with the working folder
    /// added.
    #[must_use]
    pub fn of(&self, file: Option<&Path>) -> Self {
        let mut texts = self.clone();
        if let Some(folders) = &mut texts.folders {
            let folder = file.and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
            folders.push(real(folder.unwrap_or(Path::new("."))));
        }
        texts
    }

    /// Like `of`, with the file that a flag names, which may be anywhere.
    #[must_use]
    pub fn with_flag(&self, of_flag: Option<&str>) -> Self {
        Self { of_flag: of_flag.map(PathBuf::from), ..self.clone() }
    }

    /// Reads a text.
    ///
    /// # Errors
    ///
    /// Why the text cannot be read: it is outside the campaign file's folder, or any error of [`read_text`].
    pub fn read(&self, path: &Path) -> Result<String, String> {
        if self.may_read(path) {
            return read_text(path);
        }
        // The error does not tell whether such a file exists.
        Err("it is outside the campaign file's folder, and only --follow-links allows that".to_owned())
    }

    fn may_read(&self, path: &Path) -> bool {
        let Some(folders) = &self.folders else { return true };
        let real = path.canonicalize().unwrap_or_else(|_| without_dots(path));
        self.of_flag.as_deref() == Some(path) || folders.iter().any(|folder| real.starts_with(folder))
    }
}

/// Reads a text file of at most 4 MiB that a user names.
///
/// # Errors
///
/// Why the file cannot be read: it does not exist, is not a plain file or not UTF-8, or is larger than 4 MiB.
pub fn read_text(path: &Path) -> Result<String, String> {
    let limit = u64::try_from(FILE_SIZE_MAX).unwrap_or(u64::MAX);
    let opened = files::open_to_read(path).map_err(|error| error.to_string())?;
    let file = opened.ok_or_else(|| "no such file".to_owned())?;
    let mut text = String::new();
    file.take(limit + 1).read_to_string(&mut text).map_err(|error| error.to_string())?;
    if text.len() > FILE_SIZE_MAX { Err("it is larger than 4 MiB".to_owned()) } else { Ok(text) }
}

/// A path with its links and dots resolved.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| without_dots(path))
}

/// The absolute path of a file that does not exist, without dots. Its existing folders are replaced by their real
/// paths, so that it can be compared with the path of an existing file.
fn without_dots(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            component => {
                plain.push(component);
                plain = plain.canonicalize().unwrap_or(plain);
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::fs;

    use super::Texts;
    use crate::manifest::LinksOut;

    #[test]
    fn texts_are_read_in_the_folder_and_elsewhere_only_where_asked() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        fs::create_dir_all(home.join("mine/texts")).unwrap();
        fs::create_dir_all(home.join("mine2")).unwrap();
        for name in ["mine/a.txt", "mine/texts/b.txt", "mine2/c.txt", "secret.txt"] {
            fs::write(home.join(name), "text").unwrap();
        }
        let of_file = |links_out| Texts::below(&[], links_out, None).of(Some(&home.join("mine/a.yaml")));
        let inside = ["mine/a.txt", "mine/texts/b.txt", "mine/texts/../a.txt", "mine/../mine/a.txt"];
        let outside = ["mine/../secret.txt", "secret.txt", "mine2/c.txt", "mine/texts/../../secret.txt"];
        for name in inside {
            assert!(of_file(LinksOut::Left).read(&home.join(name)).is_ok(), "{name}");
        }
        for name in outside {
            let why = of_file(LinksOut::Left).read(&home.join(name)).unwrap_err();
            assert!(why.contains("--follow-links"), "{name}: {why}");
            assert!(of_file(LinksOut::Followed).read(&home.join(name)).is_ok(), "{name}");
        }
        // A missing file gives the same error as a file that may not be read.
        let why = |name: &str| of_file(LinksOut::Left).read(&home.join(name)).unwrap_err();
        assert_eq!(why("secret.txt"), why("none.txt"));
        assert_eq!(why("mine/none.txt"), "no such file");
        assert_eq!(why("mine/none/../none.txt"), "no such file");
        // The file is in a folder that was given, or is named by a flag.
        let given = Texts::below(&[home.to_owned()], LinksOut::Left, None);
        assert!(given.of(Some(&home.join("mine/a.yaml"))).read(&home.join("mine/../secret.txt")).is_ok());
        let flag = home.join("secret.txt");
        let by_flag = Texts::below(&[], LinksOut::Left, flag.to_str()).of(Some(&home.join("mine/a.yaml")));
        assert!(by_flag.read(&flag).is_ok());
        assert!(by_flag.read(&home.join("mine2/c.txt")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_folder_alone() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        fs::create_dir_all(home.join("mine/texts")).unwrap();
        fs::write(home.join("mine/texts/a.txt"), "text").unwrap();
        fs::write(home.join("secret.txt"), "secret").unwrap();
        std::os::unix::fs::symlink("texts/a.txt", home.join("mine/inside")).unwrap();
        std::os::unix::fs::symlink("../secret.txt", home.join("mine/outside")).unwrap();
        std::os::unix::fs::symlink("..", home.join("mine/up")).unwrap();
        std::os::unix::fs::symlink("/nowhere/at/all", home.join("mine/broken")).unwrap();
        std::os::unix::fs::symlink("mine", home.join("also-mine")).unwrap();
        for folder in ["mine", "also-mine"] {
            let folder = home.join(folder);
            let texts = Texts::below(&[], LinksOut::Left, None).of(Some(&folder.join("a.yaml")));
            assert!(texts.read(&folder.join("inside")).is_ok());
            for name in ["outside", "up/secret.txt"] {
                assert!(texts.read(&folder.join(name)).unwrap_err().contains("outside"), "{name}");
            }
            assert!(texts.read(&folder.join("broken")).is_err());
        }
    }
}
