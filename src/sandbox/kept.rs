//! Files that hold an emulated account: replaced whole, under a lock that every process on one folder shares.

use std::{
    fs::File,
    io::{ErrorKind, Write},
    path::Path,
};

use serde::de::DeserializeOwned;

use super::SandboxError;

/// Held until the file is dropped.
pub(super) fn lock(folder: &Path) -> Result<File, SandboxError> {
    let path = folder.join("state.lock");
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(SandboxError::file("open", &path))?;
    file.lock().map_err(SandboxError::file("lock", &path))?;
    Ok(file)
}

/// What a file holds; `None` where there is none.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, SandboxError> {
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|source| SandboxError::State { path: path.to_owned(), source }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SandboxError::file("read", path)(error)),
    }
}

/// Puts a text in the place of a file's, at once. To be called under the lock.
pub(super) fn replace(path: &Path, text: &[u8]) -> Result<(), SandboxError> {
    let unfinished = path.with_added_extension("new");
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    // Rehearsed campaigns carry the operator's own texts and numbers.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(&unfinished)
        .and_then(|mut file| file.write_all(text))
        .map_err(SandboxError::file("write", &unfinished))?;
    std::fs::rename(&unfinished, path).map_err(SandboxError::file("replace", path))
}

/// Removes a file that may not be there.
pub(super) fn remove(path: &Path) -> Result<(), SandboxError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(SandboxError::file("remove", path)(error)),
        _ => Ok(()),
    }
}
