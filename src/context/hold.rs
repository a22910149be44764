//! A name of an account, held by one process of this machine at a time: a create and the switching on of its schedule are
//! two requests, between which nobody else here may look and create too.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::Context;
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::files::{self, LockError};

/// The name is this process's own until this is dropped.
#[derive(Debug)]
#[must_use = "the name is free again once this is dropped"]
pub struct NameHeld(#[expect(dead_code, reason = "the lock is let go with the file")] File);

impl Context {
    /// Holds a campaign's name on this account, so that no other kcamp process of this machine creates it meanwhile. Where
    /// another one does not let it go in time, nothing is sent.
    ///
    /// # Errors
    ///
    /// `lock/held` where another process keeps the name for too long; the lock's file cannot be made.
    pub fn hold(&self, name: &str) -> Result<NameHeld, Error> {
        let path = self.lock_file(NameKey::of(name).as_str())?;
        self.hold_file(&path, &format!("is creating {name:?} on this account"))
    }

    /// Holds the account, so that no other process of this machine applies campaign files to it meanwhile.
    ///
    /// # Errors
    ///
    /// `lock/held` where another process keeps the account for too long; the lock's file cannot be made.
    pub fn hold_account(&self) -> Result<NameHeld, Error> {
        // No name's key has a control character in it.
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

    /// The file of a name's key, which is the same for every spelling that the look-ups take for one name: names may hold what no
    /// file's name can.
    fn lock_file(&self, key: &str) -> Result<PathBuf, Error> {
        let name = self.journal_place()?.digest(key);
        Ok(self.state_folder()?.join("locks").join(name))
    }
}
