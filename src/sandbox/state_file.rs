//! Files that hold an emulated account. They are replaced as a whole, under a lock that all processes with the same
//! folder share.

use std::{fs::File, path::Path};

use serde::de::DeserializeOwned;

use super::SandboxError;
use crate::files::{self, Durability, LockError, Patience};

/// Locks the state in a folder. Dropping the file releases the lock.
///
/// # Errors
///
/// Another process holds the lock for longer than `patience` allows, or the lock file cannot be made.
pub(super) fn lock(folder: &Path, patience: &Patience) -> Result<File, SandboxError> {
    let path = folder.join("state.lock");
    let doing = format!("changes the sandbox in {}", folder.display());
    files::hold(&path, &doing, patience).map_err(not_locked(&path))
}

/// The error of a lock, for `map_err`.
pub(super) fn not_locked(path: &Path) -> impl FnOnce(LockError) -> SandboxError {
    move |error| match error {
        LockError::Held(held) => held.into(),
        LockError::File(source) => SandboxError::file("lock", path)(source),
    }
}

/// The content of a file; `None` if the file does not exist.
///
/// # Errors
///
/// The file exists but cannot be read, or does not have this form.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, SandboxError> {
    match files::read(path).map_err(SandboxError::file("read", path))? {
        Some(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|source| SandboxError::State { path: path.to_owned(), source }),
        None => Ok(None),
    }
}

/// Replaces a file's text in one step. Must be called under the lock.
///
/// # Errors
///
/// The file cannot be written or put in place.
pub(super) fn replace(path: &Path, text: &[u8]) -> Result<(), SandboxError> {
    files::replace(path, text, Durability::Process).map_err(SandboxError::file("replace", path))
}

/// Removes a file, if it exists.
///
/// # Errors
///
/// The file exists but cannot be removed.
pub(super) fn remove(path: &Path) -> Result<(), SandboxError> {
    files::remove(path).map_err(SandboxError::file("remove", path))
}
