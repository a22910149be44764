//! When the last write went out, and what the platform's clock has shown since then.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// The platform's clock at a moment of this command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockReading {
    /// The `Date` of an answer: whole seconds.
    pub date: Timestamp,
    /// When the answer came, as the time since the command's start by the monotonic clock.
    pub read: Duration,
}

impl ClockReading {
    /// The platform's clock at an earlier moment, which is counted like [`Self::read`]. A change of this machine's
    /// clock has no effect.
    pub fn earlier(&self, moment: Duration) -> Timestamp {
        let since = SignedDuration::try_from(self.read.saturating_sub(moment)).unwrap_or(SignedDuration::MAX);
        self.date.saturating_sub(since).unwrap_or(Timestamp::MIN)
    }
}

/// The moments that a client remembers.
#[derive(Debug, Default)]
pub(super) struct Moments {
    /// When the last attempt of a write began.
    pub(super) write_began: Option<Duration>,
    /// The platform's clock in the last answer; `None` where the answer had no `Date`.
    pub(super) last_answer: Option<ClockReading>,
    /// How far the platform's clock was ahead at the last answer that had a `Date`.
    pub(super) clock_lead: Option<SignedDuration>,
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::ClockReading;

    #[test]
    fn an_earlier_moment_is_told_by_the_time_that_passed() {
        let date = Timestamp::from_second(1_000_000).unwrap_or_default();
        let reading = ClockReading { date, read: Duration::from_secs(10) };
        for (moment, second) in [(10, 1_000_000), (3, 999_993), (0, 999_990), (11, 1_000_000)] {
            assert_eq!(reading.earlier(Duration::from_secs(moment)).as_second(), second, "{moment}");
        }
        let beginning = ClockReading { date: Timestamp::MIN, read: Duration::MAX };
        assert_eq!(beginning.earlier(Duration::ZERO), Timestamp::MIN);
    }
}
