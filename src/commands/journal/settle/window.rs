//! When a write of the journal can have reached the platform, on the platform's own clock.

use jiff::{SignedDuration, Timestamp};

use crate::journal::{Entry, STILL_COMES};

/// How far a time of the platform may lie before the journal's: the clocks of two machines differ, and a `Date` has whole
/// seconds.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(2);

/// The span in which a write can have been applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    from: Timestamp,
    /// Until when its effect is told from what somebody did after it.
    soon: Timestamp,
    to: Timestamp,
    /// Whether it is over, so that what is not there now will not come.
    pub(super) is_over: bool,
}

/// Where an instant lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Before the write was sent.
    Before,
    /// When it can have been applied.
    Within,
    /// After that.
    After,
    /// The platform does not tell it.
    Untold,
}

/// When a campaign was changed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) moment: Moment,
    /// Whether it was made before the write was last heard of, and not only within the minutes in which it may still be applied.
    pub(super) is_soon: bool,
    /// Whether it is one of before the write.
    pub(super) is_known: bool,
}

impl Window {
    /// The window of an entry. `lead` is how far the platform's clock is ahead of this machine's.
    pub(super) fn of(entry: &Entry, lead: SignedDuration, now: Timestamp) -> Self {
        let last = entry.last_sign();
        let shifted = |at: Timestamp, by: SignedDuration| at.saturating_add(by).unwrap_or(at);
        Self {
            from: shifted(shifted(entry.at, lead), -CLOCKS_DIFFER),
            soon: shifted(shifted(last, lead), CLOCKS_DIFFER),
            to: shifted(shifted(last, lead), STILL_COMES),
            is_over: now.duration_since(last) > STILL_COMES,
        }
    }

    /// The last change of a campaign, which was made at `at`. `before` are its last changes of before the write, as far as they are
    /// known to the platform's own instant.
    pub(super) fn change(&self, at: Option<Timestamp>, before: &[Option<Timestamp>]) -> Change {
        Change {
            moment: self.moment(at),
            is_soon: at.is_some_and(|at| self.from <= at && at <= self.soon),
            is_known: at.is_some() && before.contains(&at),
        }
    }

    /// Where an instant of the platform lies.
    pub(super) fn moment(&self, at: Option<Timestamp>) -> Moment {
        match at {
            None => Moment::Untold,
            Some(at) if at < self.from => Moment::Before,
            Some(at) if at > self.to => Moment::After,
            Some(_) => Moment::Within,
        }
    }
}

impl Moment {
    /// As words that follow "it was created" or "it was last changed".
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Before => "before that",
            Self::Within => "just then",
            Self::After => "later",
            Self::Untold => "at a time that the platform does not report",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{Moment, Window};
    use crate::journal::{Entry, NotedWrite, Outcome, Trace};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap_or_default()
    }

    /// A write of the second 1,000, whose outcome was noted ten seconds later.
    fn entry() -> Entry {
        let write = NotedWrite {
            action: "campaign create".into(),
            subject: "Spring".into(),
            profile: None,
            host: "h".into(),
            account: None,
            stream: None,
            trace: Trace::default(),
        };
        let outcome = Outcome { exit_code: 9, message: "no answer".into(), id: None };
        let outcome = Some((at(1_010), outcome));
        Entry {
            key: "1-0".into(),
            is_told: false,
            at: at(1_000),
            write,
            outcome,
            is_said: false,
            process: None,
        }
    }

    #[test]
    fn an_instant_lies_before_within_or_after_on_the_platforms_clock() {
        let lead = SignedDuration::from_secs(100);
        let window = Window::of(&entry(), lead, at(1_020));
        for (second, moment) in [
            (1_097, Moment::Before),
            (1_098, Moment::Within),
            (1_110, Moment::Within),
            (1_230, Moment::Within),
            (1_231, Moment::After),
        ] {
            assert_eq!(window.moment(Some(at(second))), moment, "{second}");
        }
        assert_eq!(window.moment(None), Moment::Untold);
        for (second, is_soon, is_known) in
            [(1_097, false, false), (1_098, true, false), (1_112, true, true), (1_113, false, false)]
        {
            let change = window.change(Some(at(second)), &[None, Some(at(1_112))]);
            assert_eq!((change.is_soon, change.is_known), (is_soon, is_known), "{second}");
        }
        let untold = window.change(None, &[None]);
        assert_eq!((untold.moment, untold.is_soon, untold.is_known), (Moment::Untold, false, false));
    }

    #[test]
    fn what_may_still_come_is_waited_for() {
        for (second, is_over) in [(1_010, false), (1_130, false), (1_131, true)] {
            assert_eq!(Window::of(&entry(), SignedDuration::ZERO, at(second)).is_over, is_over, "{second}");
        }
        let open = Entry { outcome: None, ..entry() };
        assert!(Window::of(&open, SignedDuration::ZERO, at(1_121)).is_over);
    }
}
