//! The configuration file on disk: read only if it is private, and written completely or not at all.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::config::ConfigFile;
use super::encode;
use super::error::ProfileError;
use crate::files::{self, Durability, LockError, Patience};

/// Maximum size of a configuration, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;

/// Reads the configuration; `None` if there is no file. A file that others may read or write is always refused, since a
/// secret that is added later must never be open.
///
/// # Errors
///
/// The file cannot be read, others may read or write it, it is too large, or it is not a configuration.
pub fn load(path: &Path) -> Result<Option<ConfigFile>, ProfileError> {
    let unreadable = |reason| ProfileError::Read { path: path.to_owned(), reason };
    let Some(file) = files::open_to_read(path).map_err(unreadable)? else { return Ok(None) };
    let metadata = file.metadata().map_err(unreadable)?;
    if let Some(mode) = open_mode(&metadata) {
        return Err(ProfileError::TooOpen { path: path.to_owned(), mode });
    }
    let mut text = Zeroizing::new(String::new());
    file.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() as u64 > MAX_BYTES {
        return Err(ProfileError::TooLarge { path: path.to_owned(), limit: MAX_BYTES });
    }
    ConfigFile::parse(&text, path).map(Some)
}

/// Reads, changes and writes the configuration, while no other kcamp does. If there is no file, it starts with an empty
/// configuration. `change` must not wait for a person.
///
/// The file is one that only its owner may read. Whoever reads meanwhile sees the old or the new one, never a part; a
/// symbolic link stays one, and the file that it leads to is replaced.
///
/// # Errors
///
/// The file cannot be read or is wrong, another process does not let go of it in time, or it cannot be written.
pub fn update<T>(
    path: &Path,
    patience: &Patience,
    change: impl FnOnce(&mut ConfigFile) -> T,
) -> Result<T, ProfileError> {
    let place = ConfigTarget::of(path)?;
    let _lock = place.lock(patience)?;
    let mut config = load(path)?.unwrap_or_default();
    let outcome = change(&mut config);
    place.replace(&config)?;
    Ok(outcome)
}

/// The place of the file, after following symbolic links.
struct ConfigTarget {
    target: PathBuf,
    folder: PathBuf,
    file_name: String,
}

impl ConfigTarget {
    /// Finds the place, and creates the folder if it is missing.
    fn of(path: &Path) -> Result<Self, ProfileError> {
        let not_written = |reason| ProfileError::Write { path: path.to_owned(), reason };
        let target = files::behind_links(path).map_err(not_written)?;
        let file_name = target
            .file_name()
            .ok_or_else(|| not_written(io::Error::other("it does not name a file")))?
            .to_string_lossy()
            .into_owned();
        let folder = files::folder_of(&target);
        files::make_folder(&folder).map_err(not_written)?;
        Ok(Self { target, folder, file_name })
    }

    fn failed(&self, reason: io::Error) -> ProfileError {
        ProfileError::Write { path: self.target.clone(), reason }
    }

    /// Takes the lock, until it is dropped. The lock file stays: after removing it, two processes could hold two locks.
    fn lock(&self, patience: &Patience) -> Result<File, ProfileError> {
        let path = self.folder.join(format!(".{}.lock", self.file_name));
        let doing = format!("changes the configuration {}", self.target.display());
        let held = files::hold(&path, &doing, patience).and_then(|file| {
            files::make_private(&file)?;
            Ok(file)
        });
        held.map_err(|error| match error {
            LockError::Held(held) => held.into(),
            LockError::File(reason) => self.failed(reason),
        })
    }

    fn replace(&self, config: &ConfigFile) -> Result<(), ProfileError> {
        let text = encode::yaml(config)
            .map(Zeroizing::new)
            .map_err(|error| self.failed(io::Error::other(error.to_string())))?;
        files::replace(&self.target, text.as_bytes(), Durability::Disk).map_err(|reason| self.failed(reason))
    }
}

/// The permission bits, if others have access.
#[cfg(unix)]
fn open_mode(metadata: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

// On other systems, a user's folders are private by default, and there are no permission bits.

#[cfg(not(unix))]
fn open_mode(_: &fs::Metadata) -> Option<u32> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::collections::BTreeMap;
    use std::error::Error;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::path::Path;
    use std::process::Command;

    use super::{ConfigTarget, load, update};
    use crate::files::Patience;
    use crate::profile::{ConfigFile, ErrorClass, Profile, ProfileError, ProfileName, SecretSource};
    use crate::secret::Secret;

    type Outcome = Result<(), Box<dyn Error>>;

    fn name(text: &str) -> ProfileName {
        text.parse().unwrap_or_else(|_| panic!("{text} is not a name"))
    }

    fn config() -> ConfigFile {
        let secret = SecretSource::Plain(Secret::new("canary".into()));
        let profile = Profile { client_secret: Some(secret), ..Profile::default() };
        let profiles = BTreeMap::from([(name("acme"), profile)]);
        ConfigFile { path: None, current: Some(name("acme")), profiles }
    }

    /// Saves a configuration like [`super::update`] after reading.
    fn save(path: &Path, config: &ConfigFile) -> Result<(), ProfileError> {
        let place = ConfigTarget::of(path)?;
        let _lock = place.lock(&Patience::default())?;
        place.replace(config)
    }

    fn config_at(path: &Path) -> ConfigFile {
        ConfigFile { path: Some(path.to_owned()), ..config() }
    }

    fn mode(path: &Path) -> Result<u32, std::io::Error> {
        Ok(fs::symlink_metadata(path)?.permissions().mode() & 0o777)
    }

    fn files_in(folder: &Path) -> Result<Vec<String>, std::io::Error> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    #[test]
    fn what_was_saved_is_loaded_and_private() -> Outcome {
        let home = tempfile::tempdir()?;
        let path = home.path().join("made/kcamp/config.yaml");
        assert!(load(&path)?.is_none());
        save(&path, &config())?;
        assert_eq!(load(&path)?, Some(config_at(&path)));
        let folder = path.parent().ok_or("parent")?;
        assert_eq!((mode(&path)?, mode(folder)?), (0o600, 0o700));
        assert_eq!(files_in(folder)?, [".config.yaml.lock", "config.yaml"]);
        assert_eq!(mode(&folder.join(".config.yaml.lock"))?, 0o600);
        Ok(())
    }

    /// A process has one umask, so the test above runs again in separate processes.
    #[test]
    fn no_umask_changes_that() -> Outcome {
        let test = "profile::store::tests::what_was_saved_is_loaded_and_private";
        for umask in ["000", "027", "077"] {
            let output = Command::new("sh")
                .args(["-c", "umask \"$0\"; exec \"$@\"", umask])
                .arg(std::env::current_exe()?)
                .args(["--exact", test])
                .output()?;
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && said.contains("1 passed"), "umask {umask}: {said}");
        }
        Ok(())
    }

    #[test]
    fn saving_closes_a_file_that_was_open() -> Outcome {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("config.yaml");
        fs::write(&path, "profiles: {}\n")?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644))?;
        save(&path, &config())?;
        assert_eq!(mode(&path)?, 0o600);
        Ok(())
    }

    #[test]
    fn a_file_that_others_may_read_or_write_is_refused_with_the_help() -> Outcome {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("config.yaml");
        save(&path, &config())?;
        for open in [0o640, 0o604, 0o620, 0o602, 0o644, 0o777] {
            fs::set_permissions(&path, fs::Permissions::from_mode(open))?;
            let Err(error) = load(&path) else { panic!("{open:o} was taken") };
            assert!(error.to_string().contains(&format!("mode {open:o}")), "{error}");
            assert_eq!(error.hint(), Some(format!("run: chmod 600 {}", path.display())));
            assert_eq!(error.fault(), ErrorClass::Credentials);
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o400))?;
        assert_eq!(load(&path)?, Some(config_at(&path)));
        Ok(())
    }

    #[test]
    fn a_link_stays_a_link() -> Outcome {
        let folder = tempfile::tempdir()?;
        let dotfiles = folder.path().join("dotfiles");
        fs::create_dir(&dotfiles)?;
        let path = folder.path().join("config.yaml");
        symlink("dotfiles/kcamp.yaml", &path)?;
        for _ in ["while it leads nowhere", "while it leads to a file"] {
            save(&path, &config())?;
            assert!(fs::symlink_metadata(&path)?.is_symlink());
            let target = dotfiles.join("kcamp.yaml");
            assert_eq!(load(&target)?, Some(config_at(&target)));
        }
        symlink("loop", folder.path().join("loop"))?;
        assert!(matches!(save(&folder.path().join("loop"), &config()), Err(ProfileError::Write { .. })));
        Ok(())
    }

    #[test]
    fn what_a_killed_process_left_behind_is_replaced_not_followed() -> Outcome {
        let folder = tempfile::tempdir()?;
        let elsewhere = folder.path().join("elsewhere");
        fs::write(&elsewhere, "mine")?;
        symlink(&elsewhere, folder.path().join(".config.yaml.new"))?;
        save(&folder.path().join("config.yaml"), &config())?;
        assert_eq!(fs::read_to_string(&elsewhere)?, "mine");
        assert_eq!(files_in(folder.path())?, [".config.yaml.lock", "config.yaml", "elsewhere"]);
        Ok(())
    }

    #[test]
    fn a_failed_save_leaves_nothing_new() -> Outcome {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("config.yaml");
        fs::create_dir(&path)?;
        let Err(error) = save(&path, &config()) else { panic!("a folder was replaced") };
        assert!(!error.to_string().contains("canary"));
        assert_eq!(files_in(folder.path())?, [".config.yaml.lock", "config.yaml"]);
        Ok(())
    }

    #[test]
    fn updates_from_many_threads_all_arrive() -> Outcome {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("config.yaml");
        std::thread::scope(|scope| {
            for number in 0..8 {
                let path = &path;
                scope.spawn(move || {
                    let added = update(path, &Patience::default(), |config| {
                        config.profiles.insert(name(&format!("p{number}")), Profile::default());
                    });
                    assert!(added.is_ok(), "{added:?}");
                });
            }
        });
        assert_eq!(load(&path)?.map(|config| config.profiles.len()), Some(8));
        Ok(())
    }
}
