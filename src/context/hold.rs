//! A name of an account, held by one process of this machine at a time: a create and the switching on of its schedule are
//! two requests, between which nobody else here may look and create too.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ring::digest::{SHA256, digest};

use super::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::Place;
use crate::platform::client::Client;

/// How long another process is waited for. A create and its schedule take a few seconds; who takes longer hangs, or waits
/// for somebody.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(200);
/// The bytes of a name's digest that name its file.
const DIGEST_BYTES: usize = 16;

/// The name is this process's own until this is dropped.
#[derive(Debug)]
#[must_use = "the name is free again once this is dropped"]
pub struct Held(#[expect(dead_code, reason = "the lock is let go with the file")] File);

/// Why a lock was not had.
#[derive(Debug)]
enum NotHeld {
    /// Another process had it for as long as it was waited for.
    Busy,
    /// The deadline came first.
    OutOfTime,
    /// The file cannot be made or locked.
    File(io::Error),
}

impl Context {
    /// Holds a campaign's name on this account, so that no other kcamp process of this machine creates it meanwhile. A
    /// wait for another process is shown; it ends at the deadline, at Ctrl-C, and by itself after half a minute. Nothing is
    /// sent.
    pub async fn hold(&mut self, client: &Client, name: &str) -> Result<Held, Error> {
        let path = self.lock_file(name)?;
        let talk = self.ui.talker();
        let mut is_said = false;
        let wait = async || {
            if !is_said {
                is_said = true;
                talk.waiting(&format!(
                    "another kcamp process is creating {name:?} on this account; waiting for it, for up to {} s",
                    PATIENCE.as_secs()
                ));
            }
            client.idle(PAUSE, "wait for another kcamp process").await.is_ok()
        };
        let held = acquire(&path, wait).await;
        if is_said {
            self.ui.done_waiting();
        }
        held.map_err(|why| match why {
            NotHeld::Busy => busy(name, &format!("after {} s", PATIENCE.as_secs())),
            NotHeld::OutOfTime => busy(name, "at the deadline"),
            NotHeld::File(reason) => Error::usage(
                "machine/failed",
                format!("cannot lock {}: {reason}; nothing was sent", path.display()),
            )
            .hint("make the folder writable, or set XDG_STATE_HOME to one that is"),
        })
    }

    /// The file of a name: names may hold what no file's name can.
    fn lock_file(&self, name: &str) -> Result<PathBuf, Error> {
        let Place { host, account, stream } = self.journal_place()?;
        let parts = [host, account.unwrap_or_default(), stream.unwrap_or_default(), name.to_lowercase()];
        let digest = digest(&SHA256, parts.join("\0").as_bytes());
        let name: Vec<String> =
            digest.as_ref().iter().take(DIGEST_BYTES).map(|byte| format!("{byte:02x}")).collect();
        Ok(self.state_folder()?.join("locks").join(name.concat()))
    }
}

fn busy(name: &str, when: &str) -> Error {
    Error::new(
        "lock/held",
        format!(
            "another kcamp process is creating {name:?} on this account and was not done {when}; \
             this one has sent nothing for it"
        ),
        Exit::OutOfTime,
    )
    .hint("run it again when the other one has ended")
}

/// Locks the file, which is made where it is not there. `wait` waits [`PAUSE`], or says that there is no time to.
async fn acquire(path: &Path, mut wait: impl AsyncFnMut() -> bool) -> Result<Held, NotHeld> {
    let file = open(path).map_err(NotHeld::File)?;
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Held(file)),
            Err(TryLockError::Error(reason)) => return Err(NotHeld::File(reason)),
            Err(TryLockError::WouldBlock) if waited >= PATIENCE => return Err(NotHeld::Busy),
            Err(TryLockError::WouldBlock) => {}
        }
        if !wait().await {
            return Err(NotHeld::OutOfTime);
        }
        waited += PAUSE;
    }
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Held, NotHeld, PATIENCE, PAUSE, acquire};

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[tokio::test]
    async fn one_waits_until_the_other_lets_go() {
        let folder = folder();
        let path = folder.path().join("deep/er/name");
        let mut other: Option<Held> = Some(acquire(&path, async || panic!("free")).await.unwrap());
        let mut waits = 0;
        let _held = acquire(&path, async || {
            waits += 1;
            if waits == 3 {
                other = None;
            }
            true
        })
        .await
        .unwrap();
        assert_eq!(waits, 3);
    }

    #[tokio::test]
    async fn the_wait_ends_by_itself_and_at_the_deadline() {
        let folder = folder();
        let path = folder.path().join("name");
        let _other = acquire(&path, async || panic!("free")).await.unwrap();
        let mut waits = 0;
        let long = acquire(&path, async || {
            waits += 1;
            true
        })
        .await;
        assert!(matches!(long, Err(NotHeld::Busy)), "{long:?}");
        assert_eq!(PAUSE * waits, PATIENCE);
        let short = acquire(&path, async || false).await;
        assert!(matches!(short, Err(NotHeld::OutOfTime)), "{short:?}");
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_made_is_an_error() {
        let folder = folder();
        std::fs::write(folder.path().join("file"), "").unwrap();
        let nowhere = acquire(&folder.path().join("file/name"), async || panic!("no wait")).await;
        assert!(matches!(nowhere, Err(NotHeld::File(_))), "{nowhere:?}");
    }
}
