//! kcamp's own folders are private to their user, and nothing in the state folder links elsewhere.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::ProfileError;
use super::folders::{config_folder, state_dir};
use crate::domain::account::SANDBOX;
use crate::env::Environment;
use crate::files;

/// The folder of halts, in the state folder and in that of the sandbox.
const HALTS: &str = "halts";

/// The depth of the state folder: `sandbox/imports/FILE`.
const DEPTH: usize = 3;

/// Closes the folders of the configuration and of kcamp's state to other users, and creates the state folder if it is
/// missing. Existing parent folders are not changed.
///
/// # Errors
/// If a user other than root owns one of them, or a symbolic link is in the state folder. The configuration may be a
/// link, which its user made. Links in the place of what notes a halt are left to those who ask for halts: what may be
/// done during a halt, such as a stop, is done. A folder that cannot be created or changed is not an error: the next
/// write to it reports that, and some writes can be skipped.
pub fn keep_private(environment: &Environment) -> Result<(), ProfileError> {
    // The first use would otherwise create it unchecked.
    let _ = state_dir(environment).map(|folder| files::make_folder(&folder));
    check_private(environment)
}

/// Like [`keep_private`], but only for existing folders: for a command that may not need any.
///
/// # Errors
/// Like [`keep_private`].
pub fn check_private(environment: &Environment) -> Result<(), ProfileError> {
    if let Some(folder) = config_folder(environment) {
        close(&folder)?;
    }
    let Some(folder) = state_dir(environment) else { return Ok(()) };
    close(&folder)?;
    match first_link(&folder, DEPTH) {
        Ok(Some(path)) => Err(ProfileError::LinkInOwnFolder { path }),
        // The code that reads a file reports that it cannot be read.
        Ok(None) | Err(_) => Ok(()),
    }
}

/// Refuses a folder of halts that is a symbolic link: for a halt, which would write there.
///
/// # Errors
/// If it is one.
pub fn refuse_linked_halts(environment: &Environment) -> Result<(), ProfileError> {
    let Some(folder) = state_dir(environment) else { return Ok(()) };
    let is_link = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink());
    let folders = [folder.join(HALTS), folder.join(SANDBOX).join(HALTS)];
    folders.into_iter().find(is_link).map_or(Ok(()), |path| Err(ProfileError::LinkInOwnFolder { path }))
}

/// Closes an existing folder.
fn close(folder: &Path) -> Result<(), ProfileError> {
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => owned_and_closed(folder, &metadata),
        _ => Ok(()),
    }
}

/// The first symbolic link in a folder and its subfolders. Closes the subfolders to others on the way.
fn first_link(folder: &Path, depth: usize) -> io::Result<Option<PathBuf>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let notes_a_halt =
            entry.file_name() == HALTS || entry.path().extension().is_some_and(|it| it == "latch");
        if kind.is_symlink() && !notes_a_halt {
            return Ok(Some(entry.path()));
        }
        if kind.is_dir() {
            // Closes what earlier versions or other programs created too. If that fails, the next write
            // there reports it.
            let _ = entry.metadata().map(|metadata| owned_and_closed(&entry.path(), &metadata));
        }
        if kind.is_dir()
            && depth > 1
            && let Some(link) = first_link(&entry.path(), depth - 1)?
        {
            return Ok(Some(link));
        }
    }
    Ok(None)
}

fn owned_and_closed(folder: &Path, metadata: &fs::Metadata) -> Result<(), ProfileError> {
    if let Some(owner) = another_owner(metadata) {
        // Root can use every user's files, and should not write for another user by mistake.
        return Err(ProfileError::FolderOfAnother { path: folder.to_owned(), owner });
    }
    close_own(folder, metadata);
    Ok(())
}

/// The other user whose folder it is; root is none.
#[cfg(unix)]
fn another_owner(metadata: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::MetadataExt as _;
    let user = rustix::process::geteuid().as_raw();
    Some(metadata.uid()).filter(|owner| ![0, user].contains(owner))
}

/// Closes a folder of this user to others.
#[cfg(unix)]
fn close_own(folder: &Path, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let is_own = metadata.uid() == rustix::process::geteuid().as_raw();
    if is_own && metadata.permissions().mode() & 0o077 != 0 {
        // A file system without permission bits refuses this, which is no reason to stop.
        let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
    }
}

// On other systems, a user's folders are private by default, and there are no permission bits.
#[cfg(not(unix))]
const fn another_owner(_: &fs::Metadata) -> Option<u32> {
    None
}

#[cfg(not(unix))]
const fn close_own(_: &Path, _: &fs::Metadata) {}

#[cfg(all(test, unix))]
mod tests {
    use std::error::Error;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::path::Path;

    use super::{close, keep_private};
    use crate::env::Environment;
    use crate::profile::ProfileError;

    /// The environment of a user with folders below `home`.
    fn user(home: &Path) -> Environment {
        [("HOME", home.to_string_lossy()), ("XDG_STATE_HOME", home.join("state").to_string_lossy())]
            .iter()
            .map(|(name, value)| (*name, value.as_ref()))
            .collect()
    }

    fn mode(path: &Path) -> Result<u32, std::io::Error> {
        Ok(fs::metadata(path)?.permissions().mode() & 0o777)
    }

    #[test]
    fn the_folder_is_closed_and_its_parents_stay() -> Result<(), Box<dyn Error>> {
        let home = tempfile::tempdir()?;
        let parents = [home.path().join("state"), home.path().join(".config")];
        for parent in &parents {
            fs::create_dir(parent)?;
            fs::set_permissions(parent, fs::Permissions::from_mode(0o755))?;
        }
        keep_private(&user(home.path()))?;
        assert_eq!(mode(&parents[0].join("kcamp"))?, 0o700);
        assert!(!parents[1].join("kcamp").exists(), "there is no configuration to keep");
        fs::create_dir(parents[1].join("kcamp"))?;
        for open in [0o755, 0o777, 0o750] {
            for parent in &parents {
                fs::set_permissions(parent.join("kcamp"), fs::Permissions::from_mode(open))?;
            }
            keep_private(&user(home.path()))?;
            for parent in &parents {
                assert_eq!((mode(&parent.join("kcamp"))?, mode(parent)?), (0o700, 0o755));
            }
        }
        Ok(())
    }

    #[test]
    fn the_folders_in_it_are_closed_too() -> Result<(), Box<dyn Error>> {
        let home = tempfile::tempdir()?;
        let own = home.path().join("state").join("kcamp");
        let sandbox = own.join("sandbox");
        let folders = [own.join("budget"), own.join("locks"), sandbox.join("imports"), sandbox];
        for folder in &folders {
            fs::create_dir_all(folder)?;
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?;
        }
        keep_private(&user(home.path()))?;
        for folder in &folders {
            assert_eq!(mode(folder)?, 0o700, "{}", folder.display());
        }
        Ok(())
    }

    #[test]
    fn a_link_in_it_is_refused_wherever_it_stands() -> Result<(), Box<dyn Error>> {
        for place in ["journal.jsonl", "budget/1", "sandbox/imports/import.jsonl", "budget"] {
            let home = tempfile::tempdir()?;
            let link = home.path().join("state").join("kcamp").join(place);
            fs::create_dir_all(link.parent().ok_or("no parent")?)?;
            symlink(home.path().join("elsewhere"), &link)?;
            let error = keep_private(&user(home.path())).err().ok_or(place)?;
            assert!(matches!(&error, ProfileError::LinkInOwnFolder { path } if *path == link), "{error}");
        }
        Ok(())
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_left_to_its_users() -> Result<(), Box<dyn Error>> {
        let home = tempfile::tempdir()?;
        fs::write(home.path().join("state"), "a file")?;
        keep_private(&user(home.path()))?;
        Ok(())
    }

    /// Only root can change the owner of a folder.
    #[test]
    fn another_users_folder_is_refused_and_roots_is_not() -> Result<(), Box<dyn Error>> {
        if !rustix::process::geteuid().is_root() {
            return Ok(());
        }
        let folder = tempfile::tempdir()?;
        std::os::unix::fs::chown(folder.path(), Some(12345), None)?;
        let error = close(folder.path()).err().ok_or("taken")?;
        assert!(matches!(error, ProfileError::FolderOfAnother { owner: 12345, .. }), "{error}");
        std::os::unix::fs::chown(folder.path(), Some(0), None)?;
        close(folder.path())?;
        Ok(())
    }
}
