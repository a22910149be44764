//! Files that hold an emulated account. They are replaced as a whole, under a lock that all processes with the same
//! folder share.

use std::{
    fs::File,
    marker::PhantomData,
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use super::SandboxError;
use crate::files::{self, Durability, LockError, Patience};

/// The data that an emulated account keeps.
pub(super) trait AccountState: Serialize + DeserializeOwned {
    /// The name of its file.
    const FILE: &str;
    /// How the names of the files beside it begin; `None` if there are none.
    const BESIDE: Option<&str> = None;

    /// The state of a new account.
    fn new_account(seed: u64) -> Self;

    /// Its text in the file.
    ///
    /// # Errors
    ///
    /// The state has no form in JSON.
    fn text(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }
}

/// The file of an account in a folder.
#[derive(Debug)]
pub(super) struct Store<State> {
    pub(super) folder: PathBuf,
    /// The seed of a new state.
    seed: u64,
    state: PhantomData<State>,
}

impl<State: AccountState> Store<State> {
    pub(super) fn new(folder: &Path) -> Self {
        Self::seeded(folder, 0)
    }

    /// Like `new`, but a new state gets this seed.
    pub(super) fn seeded(folder: &Path, seed: u64) -> Self {
        Self { folder: folder.to_owned(), seed, state: PhantomData }
    }

    pub(super) fn file(&self) -> PathBuf {
        self.folder.join(State::FILE)
    }

    /// The state as it was last changed; that of a new account if it never was.
    ///
    /// # Errors
    ///
    /// The file exists but cannot be read or parsed.
    pub(super) fn load(&self) -> Result<State, SandboxError> {
        Ok(read(&self.file())?.unwrap_or_else(|| State::new_account(self.seed)))
    }

    /// Reads, changes and replaces the state under a lock. If `change` refuses, nothing changes.
    ///
    /// # Errors
    ///
    /// The state cannot be locked, read or written. The inner error is the one of `change`.
    pub(super) fn change<T, E>(
        &self,
        change: impl FnOnce(&mut State) -> Result<T, E>,
    ) -> Result<Result<T, E>, SandboxError> {
        let _lock = lock(&self.folder, &Patience::default())?;
        let mut state = self.load()?;
        let outcome = change(&mut state);
        if outcome.is_ok() {
            let path = self.file();
            let text = state.text().map_err(|source| SandboxError::State { path: path.clone(), source })?;
            replace(&path, &text)?;
        }
        Ok(outcome)
    }

    /// Removes the state and the files beside it.
    ///
    /// # Errors
    ///
    /// The state is in use by another process, or a file of it cannot be removed.
    pub(super) fn reset(&self) -> Result<(), SandboxError> {
        if !self.folder.exists() {
            return Ok(());
        }
        let _lock = lock(&self.folder, &Patience::default())?;
        remove(&self.file())?;
        let Some(beside) = State::BESIDE else { return Ok(()) };
        let entries = std::fs::read_dir(&self.folder).map_err(SandboxError::file("read", &self.folder))?;
        entries
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(beside))
            .try_for_each(|entry| remove(&entry.path()))
    }
}

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
fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, SandboxError> {
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
fn replace(path: &Path, text: &[u8]) -> Result<(), SandboxError> {
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
