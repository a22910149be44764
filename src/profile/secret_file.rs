//! Reads a secret's file, and checks who else may access it.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::error::ProfileError;
use super::secret_text::{self, MAX_SECRET_BYTES, ReadSecret, SecretKind};
use crate::domain::finding::Problem;
use crate::files::folder_of;

/// Reads the secret in a file. A file that others may write is refused, since its writer decides whose account is used.
/// A file that others may read gives a warning, and so does a folder in which others may replace the file.
///
/// # Errors
///
/// The file cannot be read, others can write it or own it, or its contents are not a secret.
pub(super) fn read(path: &Path, kind: SecretKind) -> Result<ReadSecret, ProfileError> {
    // The home folder was expanded before.
    let unreadable =
        |reason| ProfileError::SecretFile { path: secret_text::shown_file(path).into_owned().into(), reason };
    let file = File::open(path).map_err(unreadable)?;
    let access = Access::of(&file, path).map_err(unreadable)?;
    match access {
        Access::Anothers => return Err(ProfileError::SecretFileOfAnother { path: path.to_owned() }),
        Access::Written(mode) => {
            return Err(ProfileError::SecretFileWritable { path: path.to_owned(), mode });
        }
        Access::None | Access::Mounted | Access::Read(_) => {}
    }
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(MAX_SECRET_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let from = format!("the file {}", path.display());
    let mut read = secret_text::of_file(&bytes, kind, &from).map_err(|what| ProfileError::NotASecret {
        kind,
        from,
        what,
    })?;
    if access != Access::Mounted
        && let Some((folder, mode)) = folder_of_others(path)
    {
        let shown = folder.display();
        read.remarks.push(
            Problem::warning(
                "secret/folder-writable-by-others",
                format!(
                    "others can put another file in the place of {}: they can write its folder {shown} (mode {mode:03o})",
                    path.display()
                ),
            )
            .help(format!("run: chmod go-w {shown}")),
        );
    }
    if let Access::Read(mode) = access {
        let shown = path.display();
        read.remarks.push(
            Problem::warning(
                "secret/file-readable-by-others",
                format!("the file {shown} with the {} can be read by others (mode {mode:03o})", kind.noun()),
            )
            .help(if is_ones_own(path) {
                format!("run: chmod 600 {shown}")
            } else {
                "let root close it, or keep the secret in a file of your own".to_owned()
            }),
        );
    }
    Ok(read)
}

/// The access that users other than the owner have to a file. The value is the permission bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Others have no access.
    None,
    /// There is nothing to report: it is not a file, nobody can write it, or a container mounts it with its own mode.
    Mounted,
    /// Others may read the file.
    Read(u32),
    /// Others may write the file.
    Written(u32),
    /// The file belongs to another user, who is not root and can do anything with it.
    Anothers,
}

impl Access {
    fn of(file: &File, path: &Path) -> std::io::Result<Self> {
        let Some(Permissions { mode, is_anothers, is_mounted }) = permissions(file, path)? else {
            return Ok(Self::Mounted);
        };
        Ok(match mode {
            _ if is_anothers && !is_mounted => Self::Anothers,
            mode if mode & 0o022 != 0 => Self::Written(mode),
            _ if is_mounted => Self::Mounted,
            mode if mode & 0o044 != 0 => Self::Read(mode),
            _ => Self::None,
        })
    }
}

/// A file's access, as its file system reports it.
struct Permissions {
    /// The permission bits, without the sticky bit and its like.
    mode: u32,
    /// Whether it belongs to another user, who is not root.
    is_anothers: bool,
    /// Whether a container mounts it, with a mode and an owner of its own.
    is_mounted: bool,
}

/// The permissions of a file; `None` where they say nothing: it is a pipe such as `<(…)`, or nobody can write it.
#[cfg(unix)]
fn permissions(file: &File, path: &Path) -> std::io::Result<Option<Permissions>> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let metadata = file.metadata()?;
    if !metadata.is_file() || is_read_only(file) {
        return Ok(None);
    }
    let user = rustix::process::geteuid().as_raw();
    Ok(Some(Permissions {
        mode: metadata.permissions().mode() & 0o777,
        is_anothers: ![0, user].contains(&metadata.uid()),
        is_mounted: is_mounted_secret(path),
    }))
}

/// On other systems, a user's folders are private by default, and there are no permission bits.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as where it can fail")]
fn permissions(_: &File, _: &Path) -> std::io::Result<Option<Permissions>> {
    Ok(Some(Permissions { mode: 0o600, is_anothers: false, is_mounted: false }))
}

/// The folder in which others can replace the file, and its mode: the folder of the path, or of the target if the path
/// is a link. In a folder with the sticky bit, such as /tmp, they cannot.
fn folder_of_others(path: &Path) -> Option<(PathBuf, u32)> {
    let target = std::fs::canonicalize(path).ok();
    let folders = [Some(path), target.as_deref()].into_iter().flatten().map(folder_of);
    folders.into_iter().find_map(|folder| {
        let mode = mode_of_folder(&folder)?;
        (mode & 0o022 != 0 && mode & 0o1000 == 0).then_some((folder, mode & 0o777))
    })
}

/// The permission bits of a folder, with the sticky bit; `None` where there are none.
#[cfg(unix)]
fn mode_of_folder(folder: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(std::fs::metadata(folder).ok()?.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
const fn mode_of_folder(_: &Path) -> Option<u32> {
    None
}

/// Whether the user may close the file to others.
#[cfg(unix)]
fn is_ones_own(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let user = rustix::process::geteuid();
    user.is_root() || std::fs::metadata(path).is_ok_and(|metadata| metadata.uid() == user.as_raw())
}

#[cfg(not(unix))]
const fn is_ones_own(_: &Path) -> bool {
    true
}

/// Whether nobody can write the file, because its file system is mounted read-only.
#[cfg(unix)]
fn is_read_only(file: &File) -> bool {
    rustix::fs::fstatvfs(file).is_ok_and(|mount| mount.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY))
}

/// Whether a path is in a folder where Docker, Podman and Kubernetes mount secrets, with modes of their own.
#[cfg(unix)]
fn is_mounted_secret(path: &Path) -> bool {
    const FOLDERS: [&str; 2] = ["/run/secrets", "/var/run/secrets"];
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    FOLDERS.iter().any(|folder| target.starts_with(folder))
}

#[cfg(all(test, unix))]
mod tests {
    use std::error::Error;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use super::{is_mounted_secret, read};
    use crate::profile::{ErrorClass, SecretKind};

    #[test]
    fn what_others_may_do_with_the_file_decides() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("key");
        fs::write(&path, "canary\n")?;
        for (mode, remark) in [
            (0o600, None),
            (0o400, None),
            (0o700, None),
            (0o711, None),
            (0o640, Some("secret/file-readable-by-others")),
            (0o604, Some("secret/file-readable-by-others")),
            (0o444, Some("secret/file-readable-by-others")),
        ] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
            let read = read(&path, SecretKind::ApiKey)?;
            assert_eq!(read.remarks.iter().map(|remark| remark.code).next(), remark, "{mode:o}");
        }
        for mode in [0o620, 0o602, 0o660, 0o666, 0o622, 0o777] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
            let Err(error) = read(&path, SecretKind::ApiKey) else { panic!("{mode:o} was taken") };
            assert_eq!(
                (error.code(), error.fault()),
                ("secret/file-writable-by-others", ErrorClass::Credentials)
            );
            assert!(error.to_string().contains(&format!("mode {mode:o}")), "{error}");
            assert_eq!(error.hint(), Some(format!("run: chmod 600 {}", path.display())));
        }
        Ok(())
    }

    #[test]
    fn a_folder_in_which_others_may_replace_the_file_is_a_warning() -> Result<(), Box<dyn Error>> {
        let outer = tempfile::tempdir()?;
        let folder = outer.path().join("keys");
        fs::create_dir(&folder)?;
        let path = folder.join("key");
        fs::write(&path, "canary\n")?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        let link = outer.path().join("link");
        std::os::unix::fs::symlink(&path, &link)?;
        for (mode, is_open) in [
            (0o700, false),
            (0o755, false),
            (0o777, true),
            (0o757, true),
            (0o775, true),
            (0o722, true),
            // In a folder like /tmp, users cannot replace another user's file.
            (0o1777, false),
            (0o1775, false),
        ] {
            fs::set_permissions(&folder, fs::Permissions::from_mode(mode))?;
            for path in [&path, &link] {
                let read = read(path, SecretKind::ApiKey)?;
                let codes: Vec<&str> = read.remarks.iter().map(|remark| remark.code).collect();
                let expected: &[&str] = if is_open { &["secret/folder-writable-by-others"] } else { &[] };
                assert_eq!(codes, expected, "{mode:o}");
            }
        }
        // A link that others can replace is treated like a file.
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        fs::set_permissions(outer.path(), fs::Permissions::from_mode(0o777))?;
        let read = read(&link, SecretKind::ApiKey)?;
        assert_eq!(read.remarks.len(), 1);
        Ok(())
    }

    #[test]
    fn a_file_of_another_user_is_refused_whatever_its_mode() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("key");
        fs::write(&path, "canary\n")?;
        // Only root can change the owner of a file.
        if std::os::unix::fs::chown(&path, Some(1234), None).is_err() {
            return Ok(());
        }
        for mode in [0o600, 0o400, 0o644, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
            let Err(error) = read(&path, SecretKind::ApiKey) else { panic!("{mode:o} was taken") };
            assert_eq!(error.code(), "secret/file-writable-by-others", "{mode:o}");
            assert!(error.to_string().contains("belongs to another user"), "{error}");
            assert!(error.hint().is_some_and(|hint| !hint.contains("chmod")), "{error}");
        }
        Ok(())
    }

    #[test]
    fn mounted_secrets_are_known_by_their_place() {
        for (path, is_mounted) in [
            ("/run/secrets/kore", true),
            ("/var/run/secrets/app/kore", true),
            ("/run/secrets-of-mine/kore", false),
            ("/home/ada/run/secrets/kore", false),
        ] {
            assert_eq!(is_mounted_secret(Path::new(path)), is_mounted, "{path}");
        }
    }
}
