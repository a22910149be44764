//! The sliding minute of the contract's section 3, shared by every process on one state folder.

use std::{
    fs::File,
    io::{ErrorKind, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::SandboxError;
use crate::clock::Clock;

/// The documented text.
pub(super) const MESSAGE: &str =
    "You've exceeded the per-minute rate limit. Please wait for sometime before retrying.";

/// The documented limit.
const DOCUMENTED_LIMIT: u32 = 60;

/// The length of the window, in milliseconds.
const WINDOW: i64 = 60_000;

const FILE_NAME: &str = "rate-window";

/// The window of one account: when its requests of the last minute came, in a file of its own.
#[derive(Debug)]
pub(super) struct RateWindow {
    path: PathBuf,
    limit: u32,
}

/// Whether a request may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Admitted,
    Refused,
}

impl RateWindow {
    /// `None` is the documented 60, `Some(0)` no limit.
    pub(super) fn new(folder: &Path, limit: Option<u32>) -> Self {
        Self { path: folder.join(FILE_NAME), limit: limit.unwrap_or(DOCUMENTED_LIMIT) }
    }

    /// Counts a request at the real time, whatever clock the sandbox shows.
    pub(super) fn admit(&self) -> Result<Verdict, SandboxError> {
        if self.limit == 0 {
            return Ok(Verdict::Admitted);
        }
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.path)
            .map_err(SandboxError::file("open", &self.path))?;
        file.lock().map_err(SandboxError::file("lock", &self.path))?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(SandboxError::file("read", &self.path))?;
        let mut times: Vec<i64> = text.lines().filter_map(|line| line.parse().ok()).collect();
        let verdict = pass(&mut times, Clock::System.now().as_millisecond(), self.limit);
        if verdict == Verdict::Admitted {
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
pub(super) fn forget(folder: &Path) -> Result<(), SandboxError> {
    let path = folder.join(FILE_NAME);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(SandboxError::file("remove", &path)(error)),
        _ => Ok(()),
    }
}

/// Drops what has left the window (or lies ahead, after the machine's clock was set back), and adds `now` if there is room.
fn pass(times: &mut Vec<i64>, now: i64, limit: u32) -> Verdict {
    times.retain(|time| (now - WINDOW + 1..=now).contains(time));
    if times.len() >= limit as usize {
        return Verdict::Refused;
    }
    times.push(now);
    Verdict::Admitted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_minute_holds_more_than_the_limit(
            steps in prop::collection::vec(0..20_000_i64, 1..80),
            limit in 1..6_u32,
        ) {
            let (mut times, mut now, mut admitted) = (Vec::new(), 0, Vec::new());
            for step in steps {
                now += step;
                if pass(&mut times, now, limit) == Verdict::Admitted {
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
            assert_eq!(pass(&mut times, second * 1000, 60), Verdict::Admitted);
        }
        assert_eq!(pass(&mut times, 59_999, 60), Verdict::Refused);
        assert_eq!(pass(&mut times, 60_000, 60), Verdict::Admitted, "the first request has left the window");
        assert_eq!(pass(&mut times, 60_999, 60), Verdict::Refused);
        assert_eq!(pass(&mut times, 61_000, 60), Verdict::Admitted);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_block() {
        let mut times = vec![9_000_000; 60];
        assert_eq!(pass(&mut times, 1_000_000, 60), Verdict::Admitted);
        assert_eq!(times, [1_000_000]);
    }

    #[test]
    fn two_windows_on_one_folder_are_one() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let [one, other] = [0, 1].map(|_| RateWindow::new(folder.path(), Some(2)));
        assert_eq!(one.admit()?, Verdict::Admitted);
        assert_eq!(other.admit()?, Verdict::Admitted);
        assert_eq!(one.admit()?, Verdict::Refused);
        forget(folder.path())?;
        assert_eq!(one.admit()?, Verdict::Admitted);
        Ok(())
    }
}
