//! The folder of what kcamp remembers is its user's alone, and nothing in it leads elsewhere.

use std::fs;
use std::io;
use std::path::Path;

use super::error::ProfileError;

/// How deep the folder is: `sandbox/imports/FILE`.
const DEPTH: usize = 3;

/// Makes the folder private, and where it is missing the folder itself. Parents that are there stay as they are.
///
/// # Errors
/// Where another user than root owns it, or a symbolic link stands in it. A folder that cannot be made or changed is none:
/// what is written there next says so, and some of it may do without.
pub fn keep_private(folder: &Path) -> Result<(), ProfileError> {
    // The first use would make it open to whoever the umask lets in.
    let _ = crate::files::make_folder(folder);
    let Ok(metadata) = fs::metadata(folder) else { return Ok(()) };
    if !metadata.is_dir() {
        return Ok(());
    }
    owned_and_closed(folder, &metadata)?;
    match first_link(folder, DEPTH) {
        Ok(Some(link)) => Err(ProfileError::LinkInOwnFolder { path: link }),
        // What cannot be read is told of by whoever reads it.
        Ok(None) | Err(_) => Ok(()),
    }
}

/// The first symbolic link in a folder and those below it.
fn first_link(folder: &Path, depth: usize) -> io::Result<Option<std::path::PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_symlink() {
            return Ok(Some(entry.path()));
        }
        if kind.is_dir() && depth > 1 {
            if let Some(link) = first_link(&entry.path(), depth - 1)? {
                return Ok(Some(link));
            }
        }
    }
    Ok(None)
}

#[cfg(unix)]
fn owned_and_closed(folder: &Path, metadata: &fs::Metadata) -> Result<(), ProfileError> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let user = rustix::process::geteuid().as_raw();
    let owner = metadata.uid();
    if owner != user && owner != 0 {
        // Root may do what it likes with everybody's files, and should not write for them by mistake.
        return Err(ProfileError::FolderOfAnother { path: folder.to_owned(), owner });
    }
    if owner == user && metadata.permissions().mode() & 0o077 != 0 {
        // A file system without permission bits refuses it, which is no reason to stop.
        let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
    }
    Ok(())
}

// Elsewhere a user's folders are private to begin with, and there are no permission bits.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as where it can fail")]
fn owned_and_closed(_: &Path, _: &fs::Metadata) -> Result<(), ProfileError> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::error::Error;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::path::Path;

    use super::keep_private;
    use crate::profile::ProfileError;

    fn mode(path: &Path) -> Result<u32, std::io::Error> {
        Ok(fs::metadata(path)?.permissions().mode() & 0o777)
    }

    #[test]
    fn the_folder_is_closed_and_its_parents_stay() -> Result<(), Box<dyn Error>> {
        let home = tempfile::tempdir()?;
        let parent = home.path().join("state");
        fs::create_dir(&parent)?;
        fs::set_permissions(&parent, fs::Permissions::from_mode(0o755))?;
        let folder = parent.join("kcamp");
        keep_private(&folder)?;
        assert_eq!((mode(&folder)?, mode(&parent)?), (0o700, 0o755));
        for open in [0o755, 0o777, 0o750] {
            fs::set_permissions(&folder, fs::Permissions::from_mode(open))?;
            keep_private(&folder)?;
            assert_eq!((mode(&folder)?, mode(&parent)?), (0o700, 0o755));
        }
        Ok(())
    }

    #[test]
    fn a_link_in_it_is_refused_wherever_it_stands() -> Result<(), Box<dyn Error>> {
        for place in ["journal.jsonl", "budget/account", "sandbox/imports/import.jsonl", "budget"] {
            let home = tempfile::tempdir()?;
            let link = home.path().join("kcamp").join(place);
            fs::create_dir_all(link.parent().ok_or("no parent")?)?;
            symlink(home.path().join("elsewhere"), &link)?;
            let error = keep_private(&home.path().join("kcamp")).err().ok_or(place)?;
            assert!(matches!(&error, ProfileError::LinkInOwnFolder { path } if *path == link), "{error}");
        }
        Ok(())
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_left_to_its_users() -> Result<(), Box<dyn Error>> {
        let file = tempfile::NamedTempFile::new()?;
        keep_private(&file.path().join("kcamp"))?;
        Ok(())
    }

    /// Only root can give a folder away.
    #[test]
    fn another_users_folder_is_refused_and_roots_is_not() -> Result<(), Box<dyn Error>> {
        if !rustix::process::geteuid().is_root() {
            return Ok(());
        }
        let folder = tempfile::tempdir()?;
        std::os::unix::fs::chown(folder.path(), Some(12345), None)?;
        let error = keep_private(folder.path()).err().ok_or("taken")?;
        assert!(matches!(error, ProfileError::FolderOfAnother { owner: 12345, .. }), "{error}");
        std::os::unix::fs::chown(folder.path(), Some(0), None)?;
        keep_private(folder.path())?;
        Ok(())
    }
}
