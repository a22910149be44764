//! Readings of a local time on a zone's clock: once, never (in a clock gap) or twice (when the clock went back).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset};

use super::finding::Problem;
use super::weekday::Weekday;
use super::zone::Zone;

/// The reading of a local time on a zone's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalTimeReading {
    /// The local time occurs once.
    Once(Timestamp),
    /// The local time is inside a clock gap.
    Gap(Gap),
    /// The clock goes back, so the local time occurs twice.
    Fold {
        /// The first occurrence.
        earlier: Timestamp,
        /// The second occurrence.
        later: Timestamp,
    },
}

/// The jump of a clock over a local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The first local time that does not exist.
    pub first_missing: DateTime,
    /// The first local time after the jump.
    pub resumes: DateTime,
    /// The instant of the jump.
    pub jump: Timestamp,
    /// The instant of the local time moved forward by the length of the jump.
    pub moved_forward: Timestamp,
}

impl Gap {
    /// Whether the jump skips a whole calendar day, such as Apia's 2011-12-30, when the zone crossed the date line.
    pub fn swallows_a_day(&self) -> bool {
        self.resumes.duration_since(self.first_missing).as_hours() >= 24
    }
}

impl LocalTimeReading {
    /// The instant that a repeating clock uses: moved forward in a gap, the earlier one in a fold.
    pub const fn instant(&self) -> Timestamp {
        match self {
            Self::Once(instant) | Self::Fold { earlier: instant, .. } => *instant,
            Self::Gap(gap) => gap.moved_forward,
        }
    }

    /// The instant that somebody meant who typed this local time. A gap is an error (`time/in-dst-gap`). In a fold, the
    /// earlier instant is used, with the note `time/in-dst-fold`.
    ///
    /// # Errors
    ///
    /// `time/in-dst-gap`, with the times before and after the gap.
    pub fn meant(&self, wall: DateTime, zone: &Zone) -> Result<(Timestamp, Option<Problem>), Problem> {
        match self {
            Self::Once(instant) => Ok((*instant, None)),
            Self::Gap(gap) => Err(in_gap(gap, wall, zone)),
            Self::Fold { earlier, later } => Ok((*earlier, Some(in_fold(*earlier, *later, wall, zone)))),
        }
    }
}

impl Zone {
    /// The reading of a local time on this zone's clock. Local times at the ends of the calendar, outside the years
    /// -9999 to 9999 in UTC, give the last possible instant.
    pub fn read(&self, wall: DateTime) -> LocalTimeReading {
        match self.time_zone().to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => LocalTimeReading::Once(instant_at(wall, offset)),
            AmbiguousOffset::Fold { before, after } => {
                LocalTimeReading::Fold { earlier: instant_at(wall, before), later: instant_at(wall, after) }
            }
            AmbiguousOffset::Gap { before, after } => {
                // With the offset from before the jump, the local time is read as an instant after it. The jump is
                // therefore the last clock change up to that instant.
                let moved_forward = instant_at(wall, before);
                let just_after = moved_forward.saturating_add(jiff::SignedDuration::from_secs(1));
                let jump = just_after
                    .ok()
                    .and_then(|instant| self.time_zone().preceding(instant).next())
                    .map_or(moved_forward, |transition| transition.timestamp());
                LocalTimeReading::Gap(Gap {
                    first_missing: before.to_datetime(jump),
                    resumes: after.to_datetime(jump),
                    jump,
                    moved_forward,
                })
            }
        }
    }

    /// The time on this zone's clock at an instant.
    pub fn wall(&self, instant: Timestamp) -> DateTime {
        self.time_zone().to_datetime(instant)
    }
}

fn instant_at(wall: DateTime, offset: Offset) -> Timestamp {
    let end = if wall.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    offset.to_timestamp(wall).unwrap_or(end)
}

fn in_gap(gap: &Gap, wall: DateTime, zone: &Zone) -> Problem {
    let last = gap.first_missing.saturating_sub(jiff::SignedDuration::from_secs(1));
    Problem::error(
        "time/in-dst-gap",
        format!(
            "{} does not exist in {zone}: the clock goes from {} to {}",
            shown(wall),
            shown(gap.first_missing),
            shown(gap.resumes)
        ),
    )
    .help(format!("{} and {} exist", shown(last), shown(gap.resumes)))
}

fn in_fold(earlier: Timestamp, later: Timestamp, wall: DateTime, zone: &Zone) -> Problem {
    let with_offset = |instant: Timestamp| {
        format!("{}{}", wall.strftime("%Y-%m-%dT%H:%M:%S"), Zone::fixed(zone.time_zone().to_offset(instant)))
    };
    Problem::note(
        "time/in-dst-fold",
        format!(
            "{} comes twice in {zone}: kcamp uses the earlier one, {}",
            shown(wall),
            with_offset(earlier)
        ),
    )
    .help(format!("the later one is {}", with_offset(later)))
}

/// A local time in words: `2026-12-01 09:00`, with seconds only if they are not zero.
pub fn shown(wall: DateTime) -> String {
    format!("{} {}", wall.date(), shown_time(wall.time()))
}

/// A time of day in words: `09:00`, with seconds only if they are not zero.
pub fn shown_time(time: jiff::civil::Time) -> String {
    let form = if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    time.strftime(form).to_string()
}

/// The number of days from the first date to the second; it must be small.
pub(crate) fn days_from(from: Date, to: Date) -> i8 {
    i8::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(i8::MAX)
}

/// A local time with its weekday: `Mon 2026-12-07 09:00`.
pub(crate) fn shown_day(wall: DateTime) -> String {
    format!("{} {}", Weekday::from(wall.weekday()), shown(wall))
}

/// The present local time to the minute.
pub(crate) fn shown_now(wall: DateTime) -> String {
    wall.strftime("%Y-%m-%d %H:%M").to_string()
}

/// An instant in UTC for a sentence, such as `2026-12-03 08:00 UTC`.
pub fn utc_to_the_minute(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// An instant in UTC for a sentence that tells near ones apart, such as `2026-12-03 08:00:00 UTC`.
pub fn utc_to_the_second(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// A local time just after all times that occur twice around this fold.
pub(crate) fn clear_of_fold(earlier: Timestamp, later: Timestamp, zone: &Zone) -> DateTime {
    zone.wall(later.saturating_add(later.duration_since(earlier)).unwrap_or(later))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use jiff::civil::DateTime;

    use super::LocalTimeReading;
    use crate::domain::zone::Zone;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    fn wall(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    fn gap(name: &str, text: &str) -> (String, String, String) {
        match zone(name).read(wall(text)) {
            LocalTimeReading::Gap(gap) => {
                (gap.first_missing.to_string(), gap.resumes.to_string(), gap.moved_forward.to_string())
            }
            other => panic!("{text} in {name} is not a gap: {other:?}"),
        }
    }

    fn fold(name: &str, text: &str) -> (String, String) {
        match zone(name).read(wall(text)) {
            LocalTimeReading::Fold { earlier, later } => (earlier.to_string(), later.to_string()),
            other => panic!("{text} in {name} is not a fold: {other:?}"),
        }
    }

    fn strings<const N: usize>(texts: [&str; N]) -> [String; N] {
        texts.map(str::to_owned)
    }

    #[test]
    fn gaps_are_known_with_their_edges() {
        for (name, text, edges) in [
            (
                "America/New_York",
                "2027-03-14T02:30:00",
                ["2027-03-14T02:00:00", "2027-03-14T03:00:00", "2027-03-14T07:30:00Z"],
            ),
            (
                "America/New_York",
                "2027-03-14T02:00:00",
                ["2027-03-14T02:00:00", "2027-03-14T03:00:00", "2027-03-14T07:00:00Z"],
            ),
            (
                "Europe/London",
                "2027-03-28T01:59:59",
                ["2027-03-28T01:00:00", "2027-03-28T02:00:00", "2027-03-28T01:59:59Z"],
            ),
            // Half an hour, from +10:30 to +11.
            (
                "Australia/Lord_Howe",
                "2026-10-04T02:15:00",
                ["2026-10-04T02:00:00", "2026-10-04T02:30:00", "2026-10-03T15:45:00Z"],
            ),
            // A week after the end of Ramadan.
            (
                "Africa/Casablanca",
                "2025-04-06T02:30:00",
                ["2025-04-06T02:00:00", "2025-04-06T03:00:00", "2025-04-06T02:30:00Z"],
            ),
            // The day that Samoa skipped.
            (
                "Pacific/Apia",
                "2011-12-30T09:00:00",
                ["2011-12-30T00:00:00", "2011-12-31T00:00:00", "2011-12-30T19:00:00Z"],
            ),
            // Far beyond the table of the database, where a rule applies.
            (
                "America/New_York",
                "2099-03-08T02:30:00",
                ["2099-03-08T02:00:00", "2099-03-08T03:00:00", "2099-03-08T07:30:00Z"],
            ),
        ] {
            let [first, resumes, moved] = strings(edges);
            assert_eq!(gap(name, text), (first, resumes, moved), "{name} {text}");
        }
    }

    #[test]
    fn the_edges_of_a_gap_exist() {
        let york = zone("America/New_York");
        assert!(matches!(york.read(wall("2027-03-14T01:59:59")), LocalTimeReading::Once(_)));
        assert!(matches!(york.read(wall("2027-03-14T03:00:00")), LocalTimeReading::Once(_)));
    }

    #[test]
    fn folds_are_known_with_both_instants() {
        for (name, text, instants) in [
            ("America/New_York", "2026-11-01T01:30:00", ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"]),
            ("Europe/London", "2026-10-25T01:00:00", ["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"]),
            ("Australia/Lord_Howe", "2027-04-04T01:45:00", ["2027-04-03T14:45:00Z", "2027-04-03T15:15:00Z"]),
        ] {
            let [earlier, later] = strings(instants);
            assert_eq!(fold(name, text), (earlier, later), "{name} {text}");
        }
        let york = zone("America/New_York");
        assert!(matches!(york.read(wall("2026-11-01T02:00:00")), LocalTimeReading::Once(_)));
    }

    #[test]
    fn who_types_a_missing_time_is_told_which_exist() {
        let york = zone("America/New_York");
        let missing = wall("2027-03-14T02:30:00");
        let problem = york.read(missing).meant(missing, &york).unwrap_err();
        assert_eq!(problem.code, "time/in-dst-gap");
        assert_eq!(problem.help.unwrap(), "2027-03-14 01:59:59 and 2027-03-14 03:00 exist");
        assert_eq!(
            problem.message,
            "2027-03-14 02:30 does not exist in America/New_York: the clock goes from 2027-03-14 02:00 to 2027-03-14 03:00"
        );
    }

    #[test]
    fn who_types_a_time_that_comes_twice_gets_the_earlier_and_is_told() {
        let york = zone("America/New_York");
        let twice = wall("2026-11-01T01:30:00");
        let (instant, note) = york.read(twice).meant(twice, &york).unwrap();
        assert_eq!(instant.to_string(), "2026-11-01T05:30:00Z");
        let note = note.unwrap();
        assert_eq!(note.code, "time/in-dst-fold");
        assert!(note.message.ends_with("2026-11-01T01:30:00-04:00"), "{}", note.message);
        assert_eq!(note.help.unwrap(), "the later one is 2026-11-01T01:30:00-05:00");
    }

    #[test]
    fn only_a_jump_of_a_day_swallows_one() {
        for (name, text, swallows) in [
            ("Pacific/Apia", "2011-12-30T09:00:00", true),
            ("America/New_York", "2027-03-14T02:30:00", false),
        ] {
            match zone(name).read(wall(text)) {
                LocalTimeReading::Gap(gap) => assert_eq!(gap.swallows_a_day(), swallows, "{name}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
