//! Where kcamp keeps what it remembers on this machine.

use std::path::PathBuf;

use super::{Context, no_home};
use crate::error::Error;
use crate::profile;

impl Context {
    /// The folder of the sandbox's state.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or a halt continues without it.
    pub fn sandbox_folder(&self) -> Result<PathBuf, Error> {
        Ok(self.state_folder()?.join("sandbox"))
    }

    /// The folder of the records of imports. Records of imports into the sandbox are in the sandbox's folder.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or a halt continues without it.
    pub fn imports_folder(&self) -> Result<PathBuf, Error> {
        if self.in_sandbox() {
            self.sandbox_imports_folder()
        } else {
            Ok(self.state_folder()?.join("imports"))
        }
    }

    /// The folder of the records of imports into the sandbox.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or a halt continues without it.
    pub fn sandbox_imports_folder(&self) -> Result<PathBuf, Error> {
        Ok(self.sandbox_folder()?.join("imports"))
    }

    /// The folder that records which files of rejected rows kcamp wrote. Those are the user's own files, so imports
    /// into the sandbox use the same folder.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or a halt continues without it.
    pub fn rejects_folder(&self) -> Result<PathBuf, Error> {
        Ok(self.state_folder()?.join("rejects"))
    }

    /// The file with what was read of this account's campaigns. For the sandbox it is in the sandbox's folder. `None`
    /// if nothing tells the account from others of its host: what was read of one must never stand for another.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the settings cannot be resolved.
    pub fn seen_file(&self) -> Result<Option<PathBuf>, Error> {
        let folder = if self.in_sandbox() { self.sandbox_folder()? } else { self.state_folder()? };
        let place = self.journal_place()?;
        let path = || folder.join("seen").join(format!("{}.json", place.digest("seen")));
        Ok(place.is_known().then(path))
    }

    /// The folder of what kcamp remembers.
    ///
    /// # Errors
    ///
    /// There is no home folder for it, or a halt continues without it.
    pub(super) fn state_folder(&self) -> Result<PathBuf, Error> {
        self.may_use_state_folder()?;
        profile::state_dir(&self.environment).ok_or_else(|| no_home("XDG_STATE_HOME"))
    }
}
