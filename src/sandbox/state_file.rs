//! Files that hold an emulated account: replaced whole, under a lock that every process on one folder shares.

use std::{fs::File, path::Path};

use serde::de::DeserializeOwned;

use super::SandboxError;
use crate::files::{self, Durability, LockError, Patience};

/// Held until the file is dropped.
///
/// # Errors
///
/// Another process keeps the lock for longer than `patience` allows, or its file cannot be made.
pub(super) fn lock(folder: &Path, patience: &Patience) -> Result<File, SandboxError> {
    let path = folder.join("state.lock");
    let doing = format!("changes the sandbox in {}", folder.display());
    files::hold(&path, &doing, patience).map_err(not_locked(&path))
}

/// For `map_err`: the error of a lock.
pub(super) fn not_locked(path: &Path) -> impl FnOnce(LockError) -> SandboxError {
    move |error| match error {
        LockError::Held(held) => held.into(),
        LockError::File(source) => SandboxError::file("lock", path)(source),
    }
}

/// The contents of a file; `None` where there is none.
///
/// # Errors
///
/// The file is there and cannot be read, or is not of this form.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, SandboxError> {
    match files::read(path).map_err(SandboxError::file("read", path))? {
        Some(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|source| SandboxError::State { path: path.to_owned(), source }),
        None => Ok(None),
    }
}

/// Puts a text in the place of a file's, at once. To be called under the lock.
///
/// # Errors
///
/// The file cannot be written or put in place.
pub(super) fn replace(path: &Path, text: &[u8]) -> Result<(), SandboxError> {
    files::replace(path, text, Durability::Process).map_err(SandboxError::file("replace", path))
}

/// Removes a file that may not be there.
///
/// # Errors
///
/// The file is there and cannot be removed.
pub(super) fn remove(path: &Path) -> Result<(), SandboxError> {
    files::remove(path).map_err(SandboxError::file("remove", path))
}
