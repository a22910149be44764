//! Holds a name of an account for one process of this machine. A create and the enable of its schedule are two
//! requests, and no other process here may look and create between them.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::Context;
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::files::{self, LockError};

/// A name that this process holds until this is dropped.
#[derive(Debug)]
#[must_use = "the name is free again once this is dropped"]
pub struct NameHeld(#[expect(dead_code, reason = "the lock is let go with the file")] File);

impl Context {
    /// Holds a campaign's name on this account, so that no other kcamp process of this machine creates it meanwhile.
    /// If another process does not release it in time, nothing is sent.
    ///
    /// # Errors
    ///
    /// `lock/held` if another process holds the name for too long; the lock file cannot be made.
    pub fn hold(&self, name: &str) -> Result<NameHeld, Error> {
        let path = self.lock_file(NameKey::of(name).as_str())?;
        self.hold_file(&path, &format!("is creating {name:?} on this account"))
    }

    /// Holds the account, so that no other process of this machine applies campaign files to it meanwhile.
    ///
    /// # Errors
    ///
    /// `lock/held` if another process holds the account for too long; the lock file cannot be made.
    pub fn hold_account(&self) -> Result<NameHeld, Error> {
        // No key of a name has a control character.
        let path = self.lock_file("\u{0}apply")?;
        self.hold_file(&path, "is applying campaign files to this account")
    }

    fn hold_file(&self, path: &Path, doing: &str) -> Result<NameHeld, Error> {
        files::hold(path, doing, &self.patience()).map(NameHeld).map_err(|error| match error {
            LockError::Held(held) => Error::held(&held, "this one has sent nothing for it"),
            LockError::File(reason) => Error::usage(
                "machine/failed",
                format!("cannot lock {}: {reason}; nothing was sent", path.display()),
            )
            .hint("make the folder writable, or set XDG_STATE_HOME to one that is"),
        })
    }

    /// The lock file for a name's key. The key is the same for all spellings that count as one name. The file name is
    /// a digest, because names may have characters that file names cannot. Accounts that may be the same share it.
    fn lock_file(&self, key: &str) -> Result<PathBuf, Error> {
        let name = self.journal_place()?.digest_of_kin(key);
        Ok(self.state_folder()?.join("locks").join(name))
    }
}
