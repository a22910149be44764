//! The sliding minute of Kore.ai contract §3. All processes with the same state folder share it.

use std::{
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::{
    SandboxError,
    choices::{Choices, Minute, RefusedRequests},
    state_file,
};
use crate::clock::Clock;
use crate::files::{self, Patience};

/// The documented message.
pub(super) const MESSAGE: &str =
    "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";

/// The documented limit, in requests per window.
const DOCUMENTED_LIMIT: u32 = 60;

/// The length of the window, in milliseconds.
const WINDOW: i64 = 60_000;

const FILE_NAME: &str = "rate-window";

/// The window of one account: the times of its requests in the last minute, in a file of their own.
#[derive(Debug)]
pub(super) struct RateWindow {
    path: PathBuf,
    limit: u32,
    minute: Minute,
    refused: RefusedRequests,
}

/// Whether a request is admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Admitted,
    Refused,
}

impl RateWindow {
    /// `None` is the documented limit of 60; `Some(0)` is no limit.
    pub(super) fn new(folder: &Path, limit: Option<u32>, choices: &Choices) -> Self {
        Self {
            path: folder.join(FILE_NAME),
            limit: limit.unwrap_or(DOCUMENTED_LIMIT),
            minute: choices.rate_window,
            refused: choices.refused_requests,
        }
    }

    /// Counts a request at the real time, even if the sandbox has another clock.
    ///
    /// # Errors
    ///
    /// The file of the last minute's requests cannot be locked, read or written.
    pub(super) fn admit(&self) -> Result<Verdict, SandboxError> {
        if self.limit == 0 {
            return Ok(Verdict::Admitted);
        }
        let locked = files::open_locked(&self.path, &Patience::default());
        let mut file = locked.map_err(state_file::not_locked(&self.path))?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(SandboxError::file("read", &self.path))?;
        let mut times: Vec<i64> = text.lines().filter_map(|line| line.parse().ok()).collect();
        let now = Clock::System.now().as_millisecond();
        let verdict = pass(&mut times, now, self.limit, self.minute);
        let counts = verdict == Verdict::Admitted || self.refused == RefusedRequests::Counted;
        if counts {
            times.push(now);
            let lines = times.iter().map(i64::to_string).collect::<Vec<_>>().join("\n");
            let written = file
                .seek(SeekFrom::Start(0))
                .and_then(|_| file.write_all(lines.as_bytes()))
                .and_then(|()| file.set_len(lines.len() as u64));
            written.map_err(SandboxError::file("write", &self.path))?;
        }
        Ok(verdict)
    }
}

/// Forgets the requests of the last minute.
///
/// # Errors
///
/// The file exists but cannot be removed.
pub(super) fn forget(folder: &Path) -> Result<(), SandboxError> {
    state_file::remove(&folder.join(FILE_NAME))
}

/// Removes the times that have left the window, or are in the future because the machine's clock was set back.
/// Returns whether a request is admitted.
fn pass(times: &mut Vec<i64>, now: i64, limit: u32, minute: Minute) -> Verdict {
    let from = match minute {
        Minute::Sliding => now - WINDOW + 1,
        Minute::Fixed => now - now % WINDOW,
    };
    times.retain(|time| (from..=now).contains(time));
    if times.len() >= limit as usize { Verdict::Refused } else { Verdict::Admitted }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Counts a request if it is admitted.
    fn take(times: &mut Vec<i64>, now: i64, limit: u32) -> Verdict {
        let verdict = pass(times, now, limit, Minute::Sliding);
        if verdict == Verdict::Admitted {
            times.push(now);
        }
        verdict
    }

    proptest! {
        #[test]
        fn no_minute_holds_more_than_the_limit(
            steps in prop::collection::vec(0..20_000_i64, 1..80),
            limit in 1..6_u32,
        ) {
            let (mut times, mut now, mut admitted) = (Vec::new(), 0, Vec::new());
            for step in steps {
                now += step;
                if take(&mut times, now, limit) == Verdict::Admitted {
                    admitted.push(now);
                }
            }
            let crowd = limit as usize + 1;
            prop_assert!(admitted.windows(crowd).all(|few| few[crowd - 1] - few[0] >= WINDOW));
        }
    }

    #[test]
    fn the_window_slides() {
        let mut times = Vec::new();
        for second in 0..60 {
            assert_eq!(take(&mut times, second * 1000, 60), Verdict::Admitted);
        }
        assert_eq!(take(&mut times, 59_999, 60), Verdict::Refused);
        assert_eq!(take(&mut times, 60_000, 60), Verdict::Admitted, "the first request has left the window");
        assert_eq!(take(&mut times, 60_999, 60), Verdict::Refused);
        assert_eq!(take(&mut times, 61_000, 60), Verdict::Admitted);
    }

    #[test]
    fn a_fixed_minute_begins_anew() {
        let mut times = vec![59_000, 59_500];
        assert_eq!(pass(&mut times, 59_999, 2, Minute::Fixed), Verdict::Refused);
        assert_eq!(pass(&mut times, 60_000, 2, Minute::Fixed), Verdict::Admitted);
        assert_eq!(times, [0; 0]);
    }

    #[test]
    fn refused_requests_count_where_that_is_chosen() -> Result<(), Box<dyn std::error::Error>> {
        for (choice, counted) in [("refused-requests=free", 1), ("refused-requests=counted", 2)] {
            let folder = tempfile::tempdir()?;
            let mut choices = Choices::default();
            choices.choose(choice)?;
            let window = RateWindow::new(folder.path(), Some(1), &choices);
            assert_eq!((window.admit()?, window.admit()?), (Verdict::Admitted, Verdict::Refused));
            let text = std::fs::read_to_string(folder.path().join(FILE_NAME))?;
            assert_eq!(text.lines().count(), counted, "{choice}");
        }
        Ok(())
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_block() {
        let mut times = vec![9_000_000; 60];
        assert_eq!(take(&mut times, 1_000_000, 60), Verdict::Admitted);
        assert_eq!(times, [1_000_000]);
    }

    #[test]
    fn two_windows_on_one_folder_are_one() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let [one, other] = [0, 1].map(|_| RateWindow::new(folder.path(), Some(2), &Choices::default()));
        assert_eq!(one.admit()?, Verdict::Admitted);
        assert_eq!(other.admit()?, Verdict::Admitted);
        assert_eq!(one.admit()?, Verdict::Refused);
        forget(folder.path())?;
        assert_eq!(one.admit()?, Verdict::Admitted);
        Ok(())
    }
}
