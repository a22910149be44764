//! Whether an object can be the result of a write that was sent, by the platform's own clock.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::platform::http::ClockReading;

/// How far a time from the platform may differ from its `Date`. A `Date` has whole seconds, and the clocks of
/// machines behind one address differ by about a second.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(2);

/// The age of an object, compared with a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::platform) enum Age {
    /// The object was created after the write was sent.
    Fresh,
    /// The object existed before the write.
    Older,
    /// The platform does not tell when the object was created.
    Undated,
    /// The answer has no `Date`.
    NoClock,
    /// Its time of creation is later than the platform's own clock.
    Ahead,
}

impl Age {
    /// The age of an object that was created `at` this instant. `sent` is when the write was sent, as the time since
    /// the command's start; a change of this machine's clock has no effect.
    pub(in crate::platform) fn of(
        at: Option<Timestamp>,
        clock: Option<ClockReading>,
        sent: Duration,
    ) -> Self {
        let Some(at) = at else { return Self::Undated };
        let Some(clock) = clock else { return Self::NoClock };
        let sent = clock.earlier(sent);
        if at < sent.saturating_sub(TOLERANCE).unwrap_or(at) {
            Self::Older
        } else if at > clock.date.saturating_add(TOLERANCE).unwrap_or(at) {
            Self::Ahead
        } else {
            Self::Fresh
        }
    }

    /// Why the age proves nothing, worded to follow the object's name and "and"; `write` names the write, such as
    /// `create`.
    pub(in crate::platform) fn words(self, write: &str) -> String {
        match self {
            Self::Fresh => "it came to be since".to_owned(),
            Self::Older => format!("it is older than this {write}, which may still appear"),
            Self::Undated => "the platform does not say since when it is there".to_owned(),
            Self::NoClock => {
                "the platform's answer has no Date that would tell whether it is older".to_owned()
            }
            Self::Ahead => "its time lies ahead of the platform's own clock, and so tells nothing".to_owned(),
        }
    }

    /// Like `words`, but for an object that was to be changed; `write` names the write, such as `update`.
    pub(in crate::platform) fn words_of_change(self, write: &str) -> String {
        match self {
            Self::Fresh => "it was changed since".to_owned(),
            Self::Older => format!("its last change is older than this {write}"),
            Self::Undated => "the platform does not say when it was last changed".to_owned(),
            Self::NoClock | Self::Ahead => self.words(write),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::Age;
    use crate::platform::http::ClockReading;

    #[test]
    fn an_age_is_told_by_the_platforms_clock_give_or_take_two_seconds() {
        // The write was sent ten seconds before the answer, which has second 1,000,000.
        let date = Timestamp::from_second(1_000_000).unwrap_or_default();
        let clock = Some(ClockReading { date, read: Duration::from_secs(15) });
        let at = |second| Timestamp::from_second(second).ok();
        for (second, age) in [
            (999_987, Age::Older),
            (999_988, Age::Fresh),
            (999_995, Age::Fresh),
            (1_000_002, Age::Fresh),
            (1_000_003, Age::Ahead),
        ] {
            assert_eq!(Age::of(at(second), clock, Duration::from_secs(5)), age, "{second}");
        }
        assert_eq!(Age::of(None, clock, Duration::ZERO), Age::Undated);
        assert_eq!(Age::of(at(999_995), None, Duration::ZERO), Age::NoClock);
    }
}
