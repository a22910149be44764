//! Holds a campaign of an account for one process of this machine: by its name, where the platform's schedule calls
//! take names, else by its id. A create and the enable of its schedule are two requests, and an update of Kore.ai
//! replaces everything: no other process here may look or write between the read on which a write is based and the
//! reading back.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::Timestamp;

use super::Context;
use crate::clock::Clock;
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::files::{self, LockError};

/// A campaign that this process holds until this and all others of the same campaign are dropped.
#[derive(Debug)]
#[must_use = "the campaign is free again once this is dropped"]
pub struct HeldLock {
    #[expect(dead_code, reason = "the lock is let go with it")]
    hold: Rc<LockFile>,
    /// Whether another process wrote to it since this command began.
    pub others_wrote: bool,
}

/// The lock. Its file says which process held it last, and until when.
#[derive(Debug)]
pub(super) struct LockFile {
    file: File,
    began: Timestamp,
}

impl LockFile {
    /// Notes in the file that this process holds it. Returns whether another process held it since this one began, or
    /// was killed while it held it.
    fn take(file: File, began: Timestamp) -> io::Result<(Self, bool)> {
        let mut last = String::new();
        (&file).read_to_string(&mut last)?;
        let mut hold = Self { file, began };
        hold.note(&began.to_string())?;
        let others_wrote = match last.split_once(' ') {
            None => !last.is_empty(),
            Some((holder, until)) => {
                holder != began.to_string() && until.parse::<Timestamp>().map_or(true, |until| until >= began)
            }
        };
        Ok((hold, others_wrote))
    }

    fn note(&mut self, text: &str) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(text.as_bytes())
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        let until = format!("{} {}", self.began, Clock::System.now());
        // Without this note the next process reads once more.
        let _ = self.note(&until);
    }
}

impl Context {
    /// Holds a campaign on this account, so that no other kcamp process of this machine creates or changes it
    /// meanwhile. `key` is its name, or what schedule calls take. If another process does not release it in time,
    /// nothing is sent. If another one wrote since this command began, what was read before is old.
    ///
    /// # Errors
    ///
    /// `lock/held` if another process holds the campaign for too long; the lock file cannot be made.
    pub fn lock_campaign(&self, key: &str) -> Result<HeldLock, Error> {
        let path = self.lock_file(NameKey::of(key).as_str())?;
        let held = self.take_lock(path, &format!("is writing to {key:?} on this account"))?;
        if held.others_wrote {
            self.note_interruption();
        }
        Ok(held)
    }

    /// Holds a campaign and, where that gives it another name, the new name: no other process of this machine gives a
    /// campaign this name meanwhile. The order is that of `campaign update`, so that no two wait for each other.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::lock_campaign`].
    pub fn lock_new_name(
        &self,
        key: &str,
        [before, after]: [&str; 2],
    ) -> Result<Option<[HeldLock; 2]>, Error> {
        let is_new = NameKey::of(before) != NameKey::of(after);
        is_new.then(|| Ok([self.lock_campaign(key)?, self.lock_campaign(after)?])).transpose()
    }

    /// Holds the account, so that no other process of this machine applies campaign files to it meanwhile.
    ///
    /// # Errors
    ///
    /// `lock/held` if another process holds the account for too long; the lock file cannot be made.
    pub fn lock_account(&self) -> Result<HeldLock, Error> {
        // No key of a name has a control character.
        self.take_lock(self.lock_file("\u{0}apply")?, "is applying campaign files to this account")
    }

    fn take_lock(&self, path: PathBuf, doing: &str) -> Result<HeldLock, Error> {
        let mut all = self.held.borrow_mut();
        if let Some(hold) = all.get(&path).and_then(std::rc::Weak::upgrade) {
            return Ok(HeldLock { hold, others_wrote: false });
        }
        let began = self.began_at;
        let taken = files::hold(&path, doing, &self.patience());
        let (hold, others_wrote) = taken
            .and_then(|file| Ok(LockFile::take(file, began)?))
            .map_err(|error| not_held(error, &path))?;
        let hold = Rc::new(hold);
        all.insert(path, Rc::downgrade(&hold));
        Ok(HeldLock { hold, others_wrote })
    }

    /// The lock file for a name's key. The key is the same for all spellings that count as one name. The file name is
    /// a digest, because names may have characters that file names cannot. Accounts that may be the same share it.
    fn lock_file(&self, key: &str) -> Result<PathBuf, Error> {
        let name = self.journal_place()?.digest_of_kin(key);
        Ok(self.state_folder()?.join("locks").join(name))
    }
}

fn not_held(error: LockError, path: &Path) -> Error {
    match error {
        LockError::Held(held) => Error::held(&held).followed_by("this one has sent nothing for it"),
        LockError::File(reason) => {
            let message = format!("cannot lock {}: {reason}", path.display());
            Error::usage("machine/failed", message)
                .nothing_sent()
                .hint("make the folder writable, or set XDG_STATE_HOME to one that is")
        }
    }
}
