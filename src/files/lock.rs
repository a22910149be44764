//! Locks on kcamp's own files. Waits for a lock that another process holds: the wait is shown, and ends at the deadline
//! or after half a minute.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::open;

/// The maximum wait for another process. Locks are held for moments; the lock of a name is held while its campaign is
/// created, which takes a few seconds. A process that takes longer hangs, was stopped, or waits for a person.
const PATIENCE: Duration = Duration::from_secs(30);
/// The pause between the first two attempts. Each further pause is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(2);
/// The longest pause between attempts.
const LONGEST_PAUSE: Duration = Duration::from_millis(200);
/// A shorter wait is not shown.
const UNSAID: Duration = Duration::from_millis(250);

/// Shows a wait for another process.
pub trait Watcher: Send + Sync {
    /// The wait continues; `text` names what is waited for.
    fn waiting(&self, text: &str);
    /// The wait is over.
    fn done(&self);
}

/// The maximum wait for a lock, and who shows the wait.
#[derive(Clone)]
pub struct Patience {
    limit: Duration,
    deadline: Option<Instant>,
    watcher: Option<Arc<dyn Watcher>>,
}

impl Default for Patience {
    /// Waits for at most half a minute, without showing it.
    fn default() -> Self {
        Self { limit: PATIENCE, deadline: None, watcher: None }
    }
}

impl fmt::Debug for Patience {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { limit, deadline, watcher: _ } = self;
        formatter
            .debug_struct("Patience")
            .field("limit", limit)
            .field("deadline", deadline)
            .finish_non_exhaustive()
    }
}

impl Patience {
    /// Waits for at most half a minute, or until an earlier deadline; `watcher` shows the wait.
    pub fn until(deadline: Option<Instant>, watcher: Arc<dyn Watcher>) -> Self {
        Self { limit: PATIENCE, deadline, watcher: Some(watcher) }
    }

    /// Does not wait at all.
    pub const fn none() -> Self {
        Self { limit: Duration::ZERO, deadline: None, watcher: None }
    }

    /// Shortens the wait to at most `limit`.
    #[must_use]
    pub fn at_most(mut self, limit: Duration) -> Self {
        self.limit = self.limit.min(limit);
        self
    }
}

/// The next step where another process did not release a lock in time.
pub const AFTER_THE_OTHER: &str = "run the command again when the other process has ended";

/// A lock that another process did not release in time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("another kcamp process {doing} and was not done {}", self.when())]
pub struct Held {
    /// The action of the other process, such as `uses FILE`.
    doing: String,
    waited: Waited,
}

/// How long the wait was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waited {
    UntilTheDeadline,
    For(Duration),
}

impl Held {
    fn when(&self) -> String {
        match self.waited {
            Waited::UntilTheDeadline => "at the deadline".to_owned(),
            Waited::For(Duration::ZERO) => "at once".to_owned(),
            Waited::For(limit) => format!("after {} s", limit.as_secs()),
        }
    }
}

/// Why a lock could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process holds the lock.
    #[error(transparent)]
    Held(#[from] Held),
    /// The file cannot be created, opened or locked.
    #[error(transparent)]
    File(#[from] io::Error),
}

/// Locks an open file until it is dropped. `doing` says what another process does while it holds the lock, such as
/// `is creating "Spring"`.
///
/// # Errors
///
/// Another process keeps the lock for longer than `patience` allows, or the file cannot be locked.
pub fn lock(file: &File, doing: &str, patience: &Patience) -> Result<(), LockError> {
    lock_by(&mut Machine(Instant::now()), file, doing, patience)
}

/// The clock of a wait.
trait Stopwatch {
    /// The time since the wait began.
    fn elapsed(&self) -> Duration;
    /// The current instant.
    fn now(&self) -> Instant;
    /// Waits for this time.
    fn pause(&mut self, time: Duration);
}

/// The machine's own clock, from the instant of creation.
struct Machine(Instant);

impl Stopwatch for Machine {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn pause(&mut self, time: Duration) {
        std::thread::sleep(time);
    }
}

fn lock_by(
    time: &mut impl Stopwatch,
    file: &File,
    doing: &str,
    patience: &Patience,
) -> Result<(), LockError> {
    let mut pause = FIRST_PAUSE;
    let mut is_said = false;
    let outcome = loop {
        match file.try_lock() {
            Ok(()) => break Ok(()),
            Err(TryLockError::Error(reason)) => break Err(LockError::File(reason)),
            Err(TryLockError::WouldBlock) => {}
        }
        let held = |waited| LockError::Held(Held { doing: doing.to_owned(), waited });
        let waited = time.elapsed();
        if waited >= patience.limit {
            break Err(held(Waited::For(patience.limit)));
        }
        if patience.deadline.is_some_and(|deadline| deadline <= time.now() + pause) {
            break Err(held(Waited::UntilTheDeadline));
        }
        if let Some(watcher) = patience.watcher.as_ref().filter(|_| !is_said && waited >= UNSAID) {
            is_said = true;
            watcher.waiting(&format!(
                "another kcamp process {doing}; waiting for it, for up to {} s",
                patience.limit.as_millis().div_ceil(1000)
            ));
        }
        time.pause(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    };
    if let Some(watcher) = patience.watcher.as_ref().filter(|_| is_said) {
        watcher.done();
    }
    outcome
}

/// Locks a file that only serves as a lock, until it is dropped. Creates the file if it is missing. The file stays:
/// after removing it, two processes could hold two locks.
///
/// # Errors
///
/// The file cannot be opened or created, or cannot be locked in time; see [`lock`].
pub fn hold(path: &Path, doing: &str, patience: &Patience) -> Result<File, LockError> {
    let file = open(path, OpenOptions::new().read(true).write(true).create(true).truncate(false))?;
    lock(&file, doing, patience)?;
    Ok(file)
}

/// Opens a file for reading and writing, to change it in place, and locks it until it is dropped. Creates the file and
/// its folder if they are missing.
///
/// # Errors
///
/// The file cannot be opened or created, or cannot be locked in time; see [`lock`].
pub fn open_locked(path: &Path, patience: &Patience) -> Result<File, LockError> {
    let file = open(path, OpenOptions::new().read(true).write(true).create(true).truncate(false))?;
    lock(&file, &format!("uses {}", path.display()), patience)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    use super::{LockError, Patience, Stopwatch, Watcher, hold, lock_by, open_locked};

    #[derive(Default)]
    struct Heard(Mutex<Vec<String>>);

    impl Watcher for Heard {
        fn waiting(&self, text: &str) {
            self.0.lock().unwrap().push(text.to_owned());
        }

        fn done(&self) {
            self.0.lock().unwrap().push("done".to_owned());
        }
    }

    #[test]
    fn one_waits_until_the_other_lets_go_and_the_wait_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/name");
        let other = hold(&path, "works", &Patience::default()).unwrap();
        let heard = Arc::new(Heard::default());
        let patience = Patience::until(None, Arc::<Heard>::clone(&heard));
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| hold(&path, "works", &patience).is_ok());
            // It releases the lock when it has heard that somebody waits, however long that takes.
            while heard.0.lock().unwrap().is_empty() {
                std::thread::sleep(Duration::from_millis(5));
            }
            drop(other);
            assert!(waits.join().unwrap());
        });
        let heard = heard.0.lock().unwrap();
        assert_eq!(*heard, ["another kcamp process works; waiting for it, for up to 30 s", "done"]);
    }

    #[test]
    fn the_wait_ends_by_itself_and_at_the_deadline() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("name");
        let _other = hold(&path, "works", &Patience::default()).unwrap();
        let said = |patience: Patience| match hold(&path, "works", &patience) {
            Err(LockError::Held(held)) => held.to_string(),
            other => panic!("{other:?}"),
        };
        let short = Patience::default().at_most(Duration::from_millis(1));
        assert_eq!(said(short), "another kcamp process works and was not done after 0 s");
        assert_eq!(said(Patience::none()), "another kcamp process works and was not done at once");
        let passed = Patience { deadline: Some(Instant::now()), ..Patience::default() };
        assert_eq!(said(passed), "another kcamp process works and was not done at the deadline");
        assert!(open_locked(&path, &Patience::none()).is_err());
    }

    /// A clock that moves only during a wait.
    struct Imagined {
        began: Instant,
        passed: Duration,
    }

    impl Stopwatch for Imagined {
        fn elapsed(&self) -> Duration {
            self.passed
        }

        fn now(&self) -> Instant {
            self.began + self.passed
        }

        fn pause(&mut self, time: Duration) {
            self.passed += time;
        }
    }

    #[test]
    fn a_command_without_a_deadline_waits_half_a_minute_and_says_so_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("name");
        let _other = hold(&path, "works", &Patience::default()).unwrap();
        let file = std::fs::File::open(&path).unwrap();
        let began = Instant::now();
        for (deadline, waited, said) in [
            (None, 30_000..30_200, "another kcamp process works and was not done after 30 s"),
            (Some(60), 30_000..30_200, "another kcamp process works and was not done after 30 s"),
            (Some(5), 4_800..5_000, "another kcamp process works and was not done at the deadline"),
        ] {
            let heard = Arc::new(Heard::default());
            let deadline = deadline.map(|seconds| began + Duration::from_secs(seconds));
            let patience = Patience::until(deadline, Arc::<Heard>::clone(&heard));
            let mut time = Imagined { began, passed: Duration::ZERO };
            let held = lock_by(&mut time, &file, "works", &patience).unwrap_err();
            assert_eq!(held.to_string(), said);
            assert!(waited.contains(&time.passed.as_millis()), "{:?}", time.passed);
            let heard = heard.0.lock().unwrap();
            assert_eq!(*heard, ["another kcamp process works; waiting for it, for up to 30 s", "done"]);
        }
    }
}
