//! When a run reaches contacts within the calling hours. Findings, previews and collisions share this rule.
//!
//! The edges of a window are local times in the zone of the calling hours. An edge inside a clock gap is moved to the
//! jump. For an edge that the clock shows twice, the earlier instant counts: an open window stays open while the hour
//! repeats, and a closed window does not open again. The platform does not document whether it dials in the repeated
//! hour. A window that counts as closed promises no call that does not come.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

use super::{CallingHours, CallingWindow};
use crate::domain::wall_clock::LocalTimeReading;
use crate::domain::weekday::Weekday;

/// The number of days to search: a week, and another one for a window inside a clock gap.
const DAYS_AHEAD: i64 = 15;

/// One window on one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenSpan {
    /// The first instant at which contacts may be reached.
    pub opens: Timestamp,
    /// The first instant at which contacts may no longer be reached.
    pub closes: Timestamp,
}

impl OpenSpan {
    /// Whether contacts may be reached at the instant; `closes` itself does not count.
    pub fn contains(&self, instant: Timestamp) -> bool {
        self.opens <= instant && instant < self.closes
    }
}

/// When a run that begins at an instant reaches contacts, if at all. Kore.ai contract §17: calling hours govern
/// dialling; contacts outside them are skipped and counted as unconnected. No contact waits for another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// A window is open: contacts are reached at once.
    AtOnce(OpenSpan),
    /// No window is open, but this one opens later on the same date. It is an assumption that the run is still active
    /// then, and messages say so.
    LaterThatDay(OpenSpan),
    /// No window is left on that date: the contacts are skipped.
    Nobody,
}

impl CallingHours {
    /// When a run that begins at the instant reaches contacts, if at all. Dates are those of the hours' zone.
    pub fn reach(&self, instant: Timestamp) -> Reach {
        let date = self.zone.wall(instant).date();
        match self.spans(date).filter(|span| instant < span.closes).min() {
            Some(span) if span.contains(instant) => Reach::AtOnce(span),
            Some(span) => Reach::LaterThatDay(span),
            None => Reach::Nobody,
        }
    }

    /// Whether a run that begins at the instant reaches contacts at once.
    pub fn is_open(&self, instant: Timestamp) -> bool {
        let wall = self.zone.wall(instant);
        let today = Weekday::from(wall.weekday());
        let is_open = |window: &CallingWindow| {
            window.day == today && window.start <= wall.time() && wall.time() < window.end
        };
        // Most runs are inside a window, and its exact edges are not needed for them. Where the clock shows a time
        // twice, the window may have closed.
        let plainly = self.windows.iter().any(is_open) && self.zone.read(wall).instant() == instant;
        plainly || matches!(self.reach(instant), Reach::AtOnce(_))
    }

    /// The span that is open at the instant, or else the next one to open. `None` if none opens within two weeks. A
    /// clock gap hides a window at most once, so the hours must be empty then.
    ///
    /// An edge inside a clock gap is moved to the jump. For an edge that the clock shows twice, the earlier instant
    /// counts, and the window does not open again.
    pub fn governing(&self, instant: Timestamp) -> Option<OpenSpan> {
        let today = self.zone.wall(instant).date();
        (0..DAYS_AHEAD)
            .map_while(|days| today.checked_add(SignedDuration::from_hours(24 * days)).ok())
            .find_map(|date| self.spans_on(date).into_iter().find(|span| instant < span.closes))
    }

    /// The end of the window that is open at the instant or opens later on the same day, in the zone of the calling
    /// hours. `None` if that day has no window left.
    pub fn closes_after(&self, instant: Timestamp) -> Option<Timestamp> {
        let today = self.zone.wall(instant).date();
        self.spans_on(today).into_iter().map(|span| span.closes).find(|closes| instant < *closes)
    }

    /// The date, in the zone of the calling hours, on which a run at the instant reaches people: always the run's own
    /// date. `None` if the run reaches nobody.
    pub fn day_reached(&self, instant: Timestamp) -> Option<Date> {
        let reaches = self.is_open(instant) || self.reach(instant) != Reach::Nobody;
        reaches.then(|| self.zone.wall(instant).date())
    }

    /// The spans of a date in the zone of the calling hours, in order. A window inside a clock gap does not count.
    pub fn spans_on(&self, date: Date) -> Vec<OpenSpan> {
        let mut spans: Vec<OpenSpan> = self.spans(date).collect();
        spans.sort_unstable();
        spans
    }

    fn spans(&self, date: Date) -> impl Iterator<Item = OpenSpan> + '_ {
        let day = Weekday::from(date.weekday());
        let instant = move |wall: DateTime| match self.zone.read(wall) {
            LocalTimeReading::Gap(gap) => gap.jump,
            reading => reading.instant(),
        };
        self.windows
            .iter()
            .filter(move |window| window.day == day)
            .map(move |window| OpenSpan {
                opens: instant(date.to_datetime(window.start)),
                closes: instant(date.to_datetime(window.end)),
            })
            .filter(|span| span.opens < span.closes)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::Timestamp;

    use super::Reach;
    use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency};

    fn hours(zone: &str, windows: &[&str]) -> CallingHours {
        CallingHours {
            frequency: Frequency::Weekly,
            zone: zone.parse().unwrap(),
            windows: windows.iter().flat_map(|text| CallingWindow::parse_all(text).unwrap()).collect(),
        }
    }

    fn governing(hours: &CallingHours, instant: &str) -> (String, String) {
        let span = hours.governing(instant.parse::<Timestamp>().unwrap()).unwrap();
        (span.opens.to_string(), span.closes.to_string())
    }

    #[test]
    fn the_open_window_governs_and_else_the_next() {
        let office = hours("America/New_York", &["Mon-Fri 13:00-18:00", "Mon-Fri 09:00-12:00"]);
        for (instant, opens, closes) in [
            // A Monday, 09:00 to 12:00 is 14:00Z to 17:00Z.
            ("2026-12-07T14:00:00Z", "2026-12-07T14:00:00Z", "2026-12-07T17:00:00Z"),
            ("2026-12-07T13:59:59Z", "2026-12-07T14:00:00Z", "2026-12-07T17:00:00Z"),
            ("2026-12-07T17:00:00Z", "2026-12-07T18:00:00Z", "2026-12-07T23:00:00Z"),
            ("2026-12-11T23:00:00Z", "2026-12-14T14:00:00Z", "2026-12-14T17:00:00Z"),
        ] {
            assert_eq!(governing(&office, instant), (opens.into(), closes.into()), "{instant}");
        }
    }

    #[test]
    fn a_window_that_the_clock_jumps_over_waits_a_week() {
        let night = hours("America/New_York", &["Sun 02:00-03:00"]);
        let (opens, _) = governing(&night, "2027-03-14T00:00:00Z");
        assert_eq!(opens, "2027-03-21T06:00:00Z");
        let edge = hours("America/New_York", &["Sun 02:30-04:00"]);
        let (opens, closes) = governing(&edge, "2027-03-14T00:00:00Z");
        assert_eq!((opens.as_str(), closes.as_str()), ("2027-03-14T07:00:00Z", "2027-03-14T08:00:00Z"));
    }

    #[test]
    fn where_the_clock_jumps_a_window_is_open_just_when_the_clock_is_in_it() {
        for (zone, sunday) in [
            ("America/New_York", "2027-03-14T00:00:00Z"),
            ("Europe/Berlin", "2027-03-28T00:00:00Z"),
            ("Australia/Lord_Howe", "2026-10-03T12:00:00Z"),
        ] {
            for window in ["02:15-04:00", "01:00-02:15", "02:00-02:30", "02:20-02:25", "01:00-03:00"] {
                let hours = hours(zone, &[&format!("Sun {window}")]);
                let from = sunday.parse::<Timestamp>().unwrap();
                for minute in 0..16 * 60 {
                    let instant = from + jiff::SignedDuration::from_mins(minute);
                    let wall = hours.zone.wall(instant);
                    let [open] = &hours.windows[..] else { panic!("{window}") };
                    let is_in = wall.weekday() == jiff::civil::Weekday::Sunday
                        && (open.start..open.end).contains(&wall.time());
                    let is_open = hours.governing(instant).unwrap().contains(instant);
                    assert_eq!(is_open, is_in, "{zone} {window} {wall}");
                }
            }
        }
    }

    /// Checks the same rule minute by minute: a window opens when the clock first shows its start, and closes for
    /// good when the clock first shows its end.
    #[test]
    fn where_the_clock_goes_back_a_window_does_not_open_again() {
        for (zone, sunday) in [
            // From 02:00 back to 01:00, 03:00 to 02:00, and 02:00 to 01:30.
            ("America/New_York", "2026-11-01T04:00:00Z"),
            ("Europe/Berlin", "2026-10-24T22:00:00Z"),
            ("Australia/Lord_Howe", "2027-04-03T13:00:00Z"),
        ] {
            for window in [
                "00:30-01:30",
                "01:00-02:00",
                "01:15-01:45",
                "01:30-04:00",
                "01:45-02:15",
                "00:00-01:00",
                "02:00-03:00",
                "02:15-02:45",
                "02:30-02:31",
                "00:00-20:00",
            ] {
                let hours = hours(zone, &[&format!("Sun {window}")]);
                let [sole] = &hours.windows[..] else { panic!("{window}") };
                let from = sunday.parse::<Timestamp>().unwrap();
                let (mut has_opened, mut has_closed) = (false, false);
                for minute in 0..24 * 60 {
                    let instant = from + jiff::SignedDuration::from_mins(minute);
                    let wall = hours.zone.wall(instant);
                    assert_eq!(wall.weekday(), jiff::civil::Weekday::Sunday, "{zone} {wall}");
                    has_opened |= wall.time() >= sole.start;
                    has_closed |= wall.time() >= sole.end;
                    let at = format!("{zone} {window} {wall} {instant}");
                    assert_eq!(hours.is_open(instant), has_opened && !has_closed, "{at}");
                    assert_eq!(
                        matches!(hours.reach(instant), Reach::AtOnce(_)),
                        has_opened && !has_closed,
                        "{at}"
                    );
                    assert_eq!(hours.reach(instant) == Reach::Nobody, has_closed, "{at}");
                }
                assert!(has_opened && has_closed, "{zone} {window}");
            }
        }
    }

    #[test]
    fn a_run_reaches_people_on_its_own_day_or_nobody() {
        let changes =
            ["2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z", "2026-03-08T06:00:00Z", "2026-11-01T05:00:00Z"];
        for zone in ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"] {
            for windows in
                [&["Mon-Sun 00:30-01:45", "Sun 02:15-02:45"][..], &["Sun 00:00-23:30"], &["Mon 01:15-01:30"]]
            {
                let hours = hours(zone, windows);
                for change in changes {
                    let around = change.parse::<Timestamp>().unwrap() - jiff::SignedDuration::from_hours(20);
                    for quarter in 0..200 {
                        let instant = around + jiff::SignedDuration::from_mins(15 * quarter);
                        let span = hours.governing(instant).unwrap();
                        let today = hours.zone.wall(instant).date();
                        let first_reached = hours.zone.wall(span.opens.max(instant)).date();
                        let day = (first_reached == today).then_some(today);
                        assert_eq!(hours.day_reached(instant), day, "{zone} {windows:?} {instant}");
                        let expected = match day {
                            Some(_) if span.contains(instant) => Reach::AtOnce(span),
                            Some(_) => Reach::LaterThatDay(span),
                            None => Reach::Nobody,
                        };
                        assert_eq!(hours.reach(instant), expected, "{zone} {windows:?} {instant}");
                        assert_eq!(hours.is_open(instant), matches!(expected, Reach::AtOnce(_)));
                    }
                }
            }
        }
    }

    #[test]
    fn hours_without_a_window_govern_nothing() {
        let none = hours("UTC", &[]);
        assert_eq!(none.day_reached("2026-12-07T14:00:00Z".parse().unwrap()), None);
        assert_eq!(none.reach("2026-12-07T14:00:00Z".parse().unwrap()), Reach::Nobody);
        assert_eq!(none.governing("2026-12-07T14:00:00Z".parse().unwrap()), None);
    }
}
