//! Reading a secret's file, and looking at who else may do what with it.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use zeroize::Zeroizing;

use super::error::ProfileError;
use super::secret_text::{self, MAX_SECRET_BYTES, ReadSecret, SecretKind};
use crate::domain::finding::Problem;

/// The secret in a file. One that others may write is refused: whoever writes it decides whose account is used. One that
/// others may read is a warning.
pub(super) fn read(path: &Path, kind: SecretKind) -> Result<ReadSecret, ProfileError> {
    let unreadable = |reason| ProfileError::SecretFile { path: path.to_owned(), reason };
    let file = File::open(path).map_err(unreadable)?;
    let access = Access::of(&file, path).map_err(unreadable)?;
    if let Access::Written(mode) = access {
        return Err(ProfileError::SecretFileWritable { path: path.to_owned(), mode });
    }
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(MAX_SECRET_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let from = format!("the file {}", path.display());
    let mut read = secret_text::of_file(&bytes, kind, &from).map_err(|what| ProfileError::NotASecret {
        kind,
        from,
        what,
    })?;
    if let Access::Read(mode) = access {
        let shown = path.display();
        read.remarks.push(
            Problem::warning(
                "secret/file-readable-by-others",
                format!("the file {shown} with the {} can be read by others (mode {mode:03o})", kind.noun()),
            )
            .help(format!("run: chmod 600 {shown}")),
        );
    }
    Ok(read)
}

/// What others than the owner may do with a file. Its number is the permission bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Nothing; or there is nothing to say, as where a container mounts its secrets.
    None,
    /// Read it.
    Read(u32),
    /// Write it.
    Written(u32),
}

#[cfg(unix)]
impl Access {
    fn of(file: &File, path: &Path) -> std::io::Result<Self> {
        use std::os::unix::fs::PermissionsExt as _;
        let metadata = file.metadata()?;
        let mode = metadata.permissions().mode() & 0o777;
        // A pipe such as <(…) has the mode that the system gives it.
        if !metadata.is_file() || mode & 0o066 == 0 || is_read_only(file) {
            return Ok(Self::None);
        }
        Ok(match mode {
            mode if mode & 0o022 != 0 => Self::Written(mode),
            _ if is_mounted_secret(path) => Self::None,
            mode => Self::Read(mode),
        })
    }
}

/// Whether nobody can write the file, since its file system is mounted for reading only.
#[cfg(unix)]
fn is_read_only(file: &File) -> bool {
    rustix::fs::fstatvfs(file).is_ok_and(|mount| mount.f_flag.contains(rustix::fs::StatVfsMountFlags::RDONLY))
}

/// Whether a path is where Docker, Podman and Kubernetes mount secrets, with modes of their own.
#[cfg(unix)]
fn is_mounted_secret(path: &Path) -> bool {
    const FOLDERS: [&str; 2] = ["/run/secrets", "/var/run/secrets"];
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    FOLDERS.iter().any(|folder| target.starts_with(folder))
}

// Elsewhere a user's folders are private to begin with, and there are no permission bits.
#[cfg(not(unix))]
impl Access {
    #[expect(clippy::unnecessary_wraps, reason = "the same signature as where it can fail")]
    fn of(_: &File, _: &Path) -> std::io::Result<Self> {
        Ok(Self::None)
    }
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
