//! The file that holds the Kore.ai account of a sandbox, and those of its added contacts.

use std::{fs::File, io::Write, path::PathBuf};

use serde_json::Value;

use super::{seed, state::State};
use crate::files;
use crate::sandbox::{
    SandboxError,
    state_file::{self, AccountState, Store},
};

/// The beginning of the names of the files of added contacts.
const CONTACTS_PREFIX: &str = "contacts-";

impl AccountState for State {
    const FILE: &str = "state.json";
    const BESIDE: Option<&str> = Some(CONTACTS_PREFIX);

    fn new_account(seed: u64) -> Self {
        seed::state(seed)
    }

    fn text(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec_pretty(self)
    }
}

impl Store<State> {
    /// The contacts that were added to a list, oldest first. They are not in the state file, which is read and
    /// replaced with every change.
    ///
    /// # Errors
    ///
    /// The list's file exists but cannot be read or parsed.
    pub(in crate::sandbox) fn contacts(&self, list_id: &str) -> Result<Vec<Value>, SandboxError> {
        let path = self.contacts_file(list_id);
        let bytes = files::read(&path).map_err(SandboxError::file("read", &path))?.unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines
            .map(serde_json::from_slice)
            .collect::<Result<_, _>>()
            .map_err(|source| SandboxError::State { path, source })
    }

    /// Adds contacts to a list's file. Must be called while the state is changed, so that no other process writes.
    ///
    /// # Errors
    ///
    /// The list's file cannot be opened or written.
    pub(in crate::sandbox) fn add_contacts(
        &self,
        list_id: &str,
        contacts: &[Value],
    ) -> Result<(), SandboxError> {
        let path = self.contacts_file(list_id);
        let lines: String =
            contacts.iter().flat_map(|contact| [contact.to_string(), "\n".to_owned()]).collect();
        files::open(&path, File::options().append(true).create(true))
            .and_then(|mut file| file.write_all(lines.as_bytes()))
            .map_err(SandboxError::file("write", &path))
    }

    /// Removes the added contacts of a list.
    ///
    /// # Errors
    ///
    /// The list's file exists but cannot be removed.
    pub(in crate::sandbox) fn drop_contacts(&self, list_id: &str) -> Result<(), SandboxError> {
        state_file::remove(&self.contacts_file(list_id))
    }

    /// The file of a list's added contacts. The sandbox makes the ids, so they are safe file names.
    fn contacts_file(&self, list_id: &str) -> PathBuf {
        self.folder.join(format!("{CONTACTS_PREFIX}{list_id}.jsonl"))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn reading_writes_nothing_and_a_refused_change_neither() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let store = Store::<State>::new(folder.path());
        assert_eq!(store.load()?.contact_lists.len(), 3);
        let refused = store.change(|state| {
            state.contact_lists.clear();
            Err::<(), &str>("no")
        })?;
        assert_eq!(refused, Err("no"));
        assert!(!store.file().exists());
        Ok(())
    }

    #[test]
    fn writers_at_once_lose_nothing() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        let store = Store::<State>::new(folder.path());
                        let done = store.change(|state| {
                            state.next_id("cd", 7, 4);
                            Ok::<(), Infallible>(())
                        });
                        assert!(done.is_ok());
                    }
                });
            }
        });
        let seeded = seed::state(0).ids;
        assert_eq!(Store::<State>::new(folder.path()).load()?.ids, seeded + 100);
        Ok(())
    }

    #[test]
    fn a_file_of_something_else_is_named() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("state.json"), "[]")?;
        let error = Store::<State>::new(folder.path()).load().err().map(|error| error.to_string());
        assert!(error.as_deref().is_some_and(|text| text.contains("sandbox reset")), "{error:?}");
        Store::<State>::new(folder.path()).reset()?;
        assert!(Store::<State>::new(folder.path()).load().is_ok());
        Ok(())
    }
}
