//! Whether two zone names are the same clock.

use jiff::Timestamp;

use super::Zone;

/// The end of the year 2100; later clocks are not known.
const END: Timestamp = Timestamp::constant(4_133_980_800, 0);

impl Zone {
    /// Whether the two are one zone under two names, such as `Asia/Calcutta` and `Asia/Kolkata`: they never show a
    /// different time in the database, up to the year 2100. Zones that agree today but did not always are different
    /// zones, since their rules may differ again.
    pub fn is_same_clock(&self, other: &Self) -> bool {
        self == other || (self.first_offset() == other.first_offset() && self.changes().eq(other.changes()))
    }

    fn first_offset(&self) -> i32 {
        self.rules.to_offset(Timestamp::MIN).seconds()
    }

    /// Each change of the offset from UTC, with the new offset in seconds. An entry that changes only a
    /// name does not count.
    fn changes(&self) -> impl Iterator<Item = (Timestamp, i32)> + '_ {
        let mut offset = self.first_offset();
        self.rules
            .following(Timestamp::MIN)
            .take_while(|transition| transition.timestamp() < END)
            .map(|transition| (transition.timestamp(), transition.offset().seconds()))
            .filter(move |(_, new)| std::mem::replace(&mut offset, *new) != *new)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::Zone;

    fn is_same(one: &str, other: &str) -> bool {
        let zone = |name: &str| name.parse::<Zone>().unwrap();
        let same = zone(one).is_same_clock(&zone(other));
        assert_eq!(same, zone(other).is_same_clock(&zone(one)), "{one} {other}");
        same
    }

    #[test]
    fn an_alias_is_the_same_clock() {
        for (one, other) in [
            ("Asia/Calcutta", "Asia/Kolkata"),
            ("US/Eastern", "America/New_York"),
            ("Europe/Kiev", "Europe/Kyiv"),
            ("GB", "Europe/London"),
            ("Etc/UTC", "UTC"),
            ("Zulu", "Etc/UCT"),
            ("Australia/ACT", "Australia/Sydney"),
            ("Pacific/Chatham", "NZ-CHAT"),
        ] {
            assert!(is_same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn zones_that_agree_today_alone_are_two() {
        for (one, other) in [
            // New York and Detroit have had the same time since 1975, Berlin and Paris since 1980.
            ("America/New_York", "America/Detroit"),
            ("Europe/Berlin", "Europe/Paris"),
            ("Asia/Kolkata", "Asia/Colombo"),
            ("America/New_York", "America/Chicago"),
            ("UTC", "Europe/London"),
            ("America/Phoenix", "MST7MDT"),
        ] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }
}
