//! The lifetime of a token.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;
use std::time::Duration;

use crate::domain::duration::{duration_text, parse_duration};
use crate::domain::finding::Problem;

/// The time from a token's issue to its expiry: whole seconds, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lifetime(NonZeroU32);

impl Lifetime {
    /// The longest lifetime that the platform accepts for a token with `jti`: one hour. Kore.ai contract §2.
    pub const MAX_WITH_JTI: Self = Self::seconds_or_one(3600);

    const fn seconds_or_one(seconds: u32) -> Self {
        match NonZeroU32::new(seconds) {
            Some(seconds) => Self(seconds),
            None => Self(NonZeroU32::MIN),
        }
    }

    /// The number of seconds.
    pub const fn seconds(self) -> u32 {
        self.0.get()
    }
}

/// 300 seconds: long enough for any request, and short enough to be of little use to a thief.
impl Default for Lifetime {
    fn default() -> Self {
        Self::seconds_or_one(300)
    }
}

impl TryFrom<Duration> for Lifetime {
    type Error = Problem;

    fn try_from(duration: Duration) -> Result<Self, Problem> {
        let seconds = u32::try_from(duration.as_secs()).ok().and_then(NonZeroU32::new);
        match seconds {
            Some(seconds) if duration.subsec_nanos() == 0 => Ok(Self(seconds)),
            _ => Err(Problem::error(
                "jwt/lifetime-out-of-range",
                format!("a token cannot live for {}", duration_text(duration)),
            )
            .help("a lifetime must be whole seconds, 1 or more, such as 5m")),
        }
    }
}

impl FromStr for Lifetime {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        parse_duration(text)?.try_into()
    }
}

impl fmt::Display for Lifetime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&duration_text(Duration::from_secs(u64::from(self.seconds()))))
    }
}

#[cfg(test)]
mod tests {
    use super::Lifetime;

    #[test]
    fn reads_seconds_and_units() {
        for (text, seconds) in [("300", 300), ("300s", 300), ("5m", 300), ("1h", 3600), ("1", 1)] {
            assert_eq!(text.parse::<Lifetime>().map(Lifetime::seconds), Ok(seconds), "{text}");
        }
        assert_eq!(Lifetime::default().to_string(), "5m");
    }

    #[test]
    fn refuses_nothing_fractions_and_centuries() {
        for text in ["0", "500ms", "1s500ms", "9999999999", "-1"] {
            assert!(text.parse::<Lifetime>().is_err(), "{text}");
        }
    }
}
