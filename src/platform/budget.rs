//! The requests that an account may send in a minute, shared by every kcamp process of the machine.
//!
//! One small file for each account, changed under its lock. It holds the instants of the requests of the last window,
//! and the instants that waiting processes have reserved. A process takes the next free instant and waits until then.
//! Many processes at once form a queue, in which a process that dies loses only its own place.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::files::{self, LockError, Patience};

/// The window of the platform's rate limit. Kore.ai contract §3.
const WINDOW: Duration = Duration::from_mins(1);
/// The margin at the window's edge: a request that is slow on its way arrives later than it was sent, and so closer
/// to a request that is sent a window later.
const MARGIN: Duration = Duration::from_secs(1);

/// One account's share of the platform.
#[derive(Debug, Clone)]
pub struct Budget {
    file: PathBuf,
    requests_per_window: usize,
    lock: Patience,
}

impl Budget {
    /// The budget that is kept in this file. The file is made when it is first needed.
    pub fn new(file: PathBuf, requests_per_minute: u32) -> Self {
        let requests_per_window = usize::try_from(requests_per_minute).unwrap_or(usize::MAX).max(1);
        Self { file, requests_per_window, lock: Patience::default() }
    }

    /// Sets how long to wait for another process that changes the file.
    #[must_use]
    pub fn with_lock_patience(mut self, lock: Patience) -> Self {
        self.lock = lock;
        self
    }

    /// Takes the next free instant and returns the time until then, which is zero while there is room. If the wait is
    /// longer than `patience`, no place is taken, so that commands with short deadlines do not fill the queue with
    /// places that nobody uses. The wait is still returned.
    ///
    /// Instants go by the machine's clock, because the platform's window does too; `KCAMP_NOW` has no effect.
    /// Another process that holds the file is waited for, but no longer than `lock_limit`.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, locked in time, read or written.
    pub fn reserve(&self, patience: Duration, lock_limit: Duration) -> Result<Duration, LockError> {
        let mut file = files::open_locked(&self.file, &self.lock.clone().at_most(lock_limit))?;
        // The clock is read after the file is locked: the wait for the lock counts too.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.reserve_in(&mut file, now, patience)
    }

    #[cfg(test)]
    fn reserve_at(&self, now: Duration, patience: Duration) -> Result<Duration, LockError> {
        self.reserve_in(&mut files::open_locked(&self.file, &self.lock)?, now, patience)
    }

    fn reserve_in(&self, file: &mut File, now: Duration, patience: Duration) -> Result<Duration, LockError> {
        let mut text = String::new();
        // A line that a crash left half-written is not an instant, and is skipped.
        if file.read_to_string(&mut text).is_err() {
            text.clear();
        }
        let mut taken: Vec<Duration> = text.lines().filter_map(instant).collect();
        let slot = next_free(&mut taken, now, self.requests_per_window);
        let wait = slot.saturating_sub(now);
        if wait >= patience && !wait.is_zero() {
            return Ok(wait);
        }
        let mut lines: Vec<String> = taken.iter().map(|instant| instant.as_millis().to_string()).collect();
        lines.push(String::new());
        let lines = lines.join("\n");
        file.seek(SeekFrom::Start(0))?;
        file.write_all(lines.as_bytes())?;
        file.set_len(lines.len() as u64)?;
        Ok(wait)
    }
}

fn instant(line: &str) -> Option<Duration> {
    line.parse().ok().map(Duration::from_millis)
}

/// The next instant at which a request fits. It is added to `taken`, which then holds only the instants that still
/// count, in order.
fn next_free(taken: &mut Vec<Duration>, now: Duration, requests_per_window: usize) -> Duration {
    let span = WINDOW + MARGIN;
    taken.retain(|instant| *instant + span > now);
    taken.sort_unstable();
    forget_what_lies_ahead(taken, now, span);
    // The request that has to leave the window before this one may enter it.
    let leaving = taken.len().checked_sub(requests_per_window).map(|index| taken[index]);
    let slot = leaving.map_or(now, |instant| now.max(instant + span));
    taken.push(slot);
    slot
}

/// Removes the instants that were noted before the clock was set back. A place in the future was reserved because an
/// earlier request had to leave the window first, so it is exactly one window after another instant. An instant in
/// the future that is not says nothing about the minute that counts.
fn forget_what_lies_ahead(taken: &mut Vec<Duration>, now: Duration, span: Duration) {
    let mut known: HashSet<Duration> = HashSet::with_capacity(taken.len());
    taken.retain(|instant| {
        let counts =
            *instant <= now || instant.checked_sub(span).is_some_and(|before| known.contains(&before));
        if counts {
            known.insert(*instant);
        }
        counts
    });
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::time::Duration;

    use proptest::prelude::*;

    use super::{Budget, MARGIN, WINDOW, next_free};

    const START: Duration = Duration::from_hours(500_000);

    #[test]
    fn there_is_no_wait_while_there_is_room() {
        let mut taken = Vec::new();
        for _ in 0..60 {
            assert_eq!(next_free(&mut taken, START, 60), START);
        }
        assert_eq!(next_free(&mut taken, START, 60), START + WINDOW + MARGIN);
    }

    #[test]
    fn processes_queue_instead_of_crowding() {
        let folder = tempfile::tempdir().unwrap();
        let budget = Budget::new(folder.path().join("deep/er/account"), 2);
        let waits: Vec<u64> =
            (0..5).map(|_| budget.reserve_at(START, Duration::MAX).unwrap().as_secs()).collect();
        assert_eq!(waits, [0, 0, 61, 61, 122]);
    }

    #[test]
    fn who_would_not_wait_so_long_takes_no_place() {
        let folder = tempfile::tempdir().unwrap();
        let budget = Budget::new(folder.path().join("account"), 1);
        let hurried = |patience| budget.reserve_at(START, Duration::from_secs(patience)).unwrap().as_secs();
        assert_eq!([hurried(0), hurried(10), hurried(61), hurried(62), hurried(62)], [0, 61, 61, 61, 122]);
    }

    #[test]
    fn what_cannot_be_read_counts_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("account");
        std::fs::write(&file, b"\xff\xfe half").unwrap();
        let budget = Budget::new(file.clone(), 1);
        assert_eq!(budget.reserve_at(START, Duration::MAX).unwrap(), Duration::ZERO);
        std::fs::write(&file, format!("{}\n18", START.as_millis())).unwrap();
        assert_eq!(budget.reserve_at(START, Duration::MAX).unwrap(), WINDOW + MARGIN);
    }

    #[test]
    fn a_clock_that_was_set_back_blocks_nobody() {
        for back in [1, 30, 61, 600, 3_600, 86_400 * 365] {
            let noted = START + Duration::from_secs(back);
            let span = WINDOW + MARGIN;
            let mut taken = vec![noted, noted + span, noted + span * 2];
            assert_eq!(next_free(&mut taken, START, 1), START, "{back} s");
            assert_eq!(taken, [START]);
        }
    }

    #[test]
    fn places_that_wait_are_kept_when_those_before_them_have_left() {
        let mut taken = Vec::new();
        let span = WINDOW + MARGIN;
        let slots: Vec<Duration> = (0..6).map(|_| next_free(&mut taken, START, 2)).collect();
        assert_eq!(slots[4], START + span * 2);
        let later = START + span + Duration::from_secs(1);
        assert_eq!(next_free(&mut taken, later, 2), START + span * 3);
    }

    #[test]
    fn two_handles_on_one_file_lose_no_request() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("account");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let budget = Budget::new(file.clone(), 1000);
                    for _ in 0..25 {
                        budget.reserve_at(START, Duration::MAX).unwrap();
                    }
                });
            }
        });
        assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 100);
    }

    proptest! {
        #[test]
        fn no_window_ever_holds_more_than_the_limit(
            limit in 1_usize..5,
            gaps in proptest::collection::vec(0_u64..40_000, 1..60),
        ) {
            let mut taken = Vec::new();
            let mut now = START;
            let mut slots = Vec::new();
            for gap in gaps {
                now += Duration::from_millis(gap);
                let slot = next_free(&mut taken, now, limit);
                prop_assert!(slot >= now);
                slots.push(slot);
            }
            slots.sort_unstable();
            for group in slots.windows(limit + 1) {
                prop_assert!(group[limit] >= group[0] + WINDOW + MARGIN);
            }
        }
    }
}
