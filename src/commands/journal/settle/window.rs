//! The time in which a write in the journal may have been applied, by the platform's clock.

use jiff::{SignedDuration, Timestamp};

use crate::journal::{JournalEntry, STILL_COMES};

/// How much earlier than the journal's time a time from the platform may be: the clocks of two machines differ, and a
/// `Date` has whole seconds. How far the clocks are apart may differ by as much between two answers.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_secs(2);

/// The time in which a write may have been applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    from: Timestamp,
    /// Until then, its effect can be told from later changes by others.
    soon: Timestamp,
    to: Timestamp,
    /// Whether the time is over, so that a missing effect will not come.
    pub(super) is_over: bool,
}

/// The position of an instant relative to the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Before the write was sent.
    Before,
    /// When the write may have been applied.
    Within,
    /// After the window.
    After,
    /// The platform does not report the instant.
    Untold,
}

/// A campaign's last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LastChange {
    pub(super) moment: Moment,
    /// Whether it was made before the last sign of the write, not only in the minutes in which the write may still be
    /// applied.
    pub(super) is_soon: bool,
    /// Whether it is a change from before the write.
    pub(super) is_known: bool,
}

impl Window {
    /// The window of an entry, by how far the platform's clock was ahead of this machine's at the write. `lead_now` is
    /// how far it is ahead now, which counts where no answer told it at the write.
    ///
    /// # Errors
    ///
    /// The platform's times cannot be compared with the journal's, for this reason: one of the clocks may have been set
    /// since.
    pub(super) fn of(
        entry: &JournalEntry,
        lead_now: Option<SignedDuration>,
        now: Timestamp,
    ) -> Result<Self, &'static str> {
        let lead_now = lead_now.ok_or("the platform's answers have no Date header to compare times with")?;
        let differs = |then: SignedDuration| then.saturating_sub(lead_now).abs() > CLOCKS_DIFFER;
        if leads(entry).any(differs) {
            return Err(
                "this machine's clock or the platform's was set since the write, so it cannot compare times",
            );
        }
        let lead = leads(entry).next().unwrap_or(lead_now);
        let last = entry.last_sign();
        let shifted = |at: Timestamp, by: SignedDuration| at.saturating_add(by).unwrap_or(at);
        Ok(Self {
            from: shifted(shifted(entry.at, lead), -CLOCKS_DIFFER),
            soon: shifted(shifted(last, lead), CLOCKS_DIFFER),
            to: shifted(shifted(last, lead), STILL_COMES),
            is_over: now.duration_since(last).abs() > STILL_COMES,
        })
    }

    /// Like [`Self::of`], for an object that the write may have created. Nothing but the time tells it from another one
    /// of the name, so how far the clocks were apart at the write must be known.
    ///
    /// # Errors
    ///
    /// The errors of [`Self::of`], or that is not known.
    pub(super) fn of_creation(
        entry: &JournalEntry,
        lead_now: Option<SignedDuration>,
        now: Timestamp,
    ) -> Result<Self, &'static str> {
        let window = Self::of(entry, lead_now, now)?;
        leads(entry).next().map(|_| window).ok_or(
            "the journal does not have how far this machine's clock was from the platform's at the write, so it cannot compare times",
        )
    }

    /// The last change of a campaign, at `at`. `before` are its last changes before the write, as far as their exact
    /// times are known from the platform.
    pub(super) fn change(&self, at: Option<Timestamp>, before: &[Option<Timestamp>]) -> LastChange {
        LastChange {
            moment: self.moment(at),
            is_soon: at.is_some_and(|at| self.from <= at && at <= self.soon),
            is_known: at.is_some() && before.contains(&at),
        }
    }

    /// The position of an instant from the platform.
    pub(super) fn moment(&self, at: Option<Timestamp>) -> Moment {
        match at {
            None => Moment::Untold,
            Some(at) if at < self.from => Moment::Before,
            Some(at) if at > self.to => Moment::After,
            Some(_) => Moment::Within,
        }
    }
}

/// How far the platform's clock was ahead of this machine's before the write, and when its outcome was noted.
fn leads(entry: &JournalEntry) -> impl Iterator<Item = SignedDuration> {
    let evidence = &entry.write.evidence;
    [evidence.lead, evidence.lead_after].into_iter().flatten()
}

impl Moment {
    /// Words to follow "it was created" or "it was last changed".
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
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use jiff::{SignedDuration, Timestamp};

    use super::{Moment, Window};
    use crate::domain::evidence::Evidence;
    use crate::journal::{AccountPlace, JournalEntry, NotedOutcome, NotedWrite};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap_or_default()
    }

    const LEAD: SignedDuration = SignedDuration::from_secs(100);

    /// A write in second 1,000, whose outcome was noted ten seconds later. The platform's clock was ahead.
    fn entry() -> JournalEntry {
        let write = NotedWrite {
            action: "campaign create".into(),
            subject: "Spring".into(),
            profile: None,
            place: AccountPlace::of_key("h"),
            evidence: Evidence { lead: Some(LEAD), ..Evidence::default() },
        };
        let outcome = NotedOutcome { exit_code: 9, message: "no answer".into(), id: None };
        let outcome = Some((at(1_010), outcome));
        JournalEntry {
            key: "1-0".into(),
            is_told: false,
            at: at(1_000),
            write: Box::new(write),
            outcome,
            is_said: false,
            process: None,
        }
    }

    #[test]
    fn an_instant_lies_before_within_or_after_on_the_platforms_clock() {
        let window = Window::of(&entry(), Some(LEAD), at(1_020)).unwrap();
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
            let window = Window::of(&entry(), Some(LEAD), at(second));
            assert_eq!(window.unwrap().is_over, is_over, "{second}");
        }
        let open = JournalEntry { outcome: None, ..entry() };
        assert!(Window::of(&open, Some(LEAD), at(1_121)).unwrap().is_over);
    }

    #[test]
    fn times_are_compared_only_where_the_clocks_are_as_far_apart_as_at_the_write() {
        let lead = |seconds: i64| Some(SignedDuration::from_secs(seconds));
        for (before, after, now, words) in [
            (lead(100), None, lead(100), None),
            (lead(100), lead(101), lead(102), None),
            (None, lead(100), lead(98), None),
            (lead(0), lead(0), None, Some("no Date header")),
            (lead(100), None, lead(103), Some("was set since")),
            (lead(100), None, lead(97), Some("was set since")),
            (lead(-1_800), lead(-1_800), lead(0), Some("was set since")),
            (None, lead(1_800), lead(0), Some("was set since")),
            // It was set while the command ran.
            (lead(0), lead(1_800), lead(0), Some("was set since")),
            (lead(0), lead(1_800), lead(1_800), Some("was set since")),
        ] {
            let mut entry = entry();
            entry.write.evidence.lead = before;
            entry.write.evidence.lead_after = after;
            for window in [Window::of(&entry, now, at(1_020)), Window::of_creation(&entry, now, at(1_020))] {
                let shown = format!("{before:?} {after:?} {now:?}");
                match words {
                    Some(words) => assert!(window.is_err_and(|why| why.contains(words)), "{shown}"),
                    None => assert!(window.is_ok(), "{shown}"),
                }
            }
        }
        let mut untold = entry();
        untold.write.evidence.lead = None;
        assert!(Window::of(&untold, lead(0), at(1_020)).is_ok());
        let why = Window::of_creation(&untold, lead(0), at(1_020)).unwrap_err();
        assert!(why.contains("the journal does not have how far"), "{why}");
    }
}
