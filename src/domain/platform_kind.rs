//! The services that kcamp talks to.

use std::fmt;
use std::str::FromStr;

use super::choice::the_same_word;
use super::finding::Problem;

/// A service that kcamp talks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlatformKind {
    /// Kore.ai.
    #[default]
    Kore,
    /// Burki Voice AI.
    Burki,
}

impl PlatformKind {
    /// Every platform.
    pub const ALL: [Self; 2] = [Self::Kore, Self::Burki];
    /// The words for them in settings, in the same order.
    pub const WORDS: [&str; 2] = ["kore", "burki"];

    /// The product name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Kore => "Kore.ai",
            Self::Burki => "Burki",
        }
    }

    /// Whether the platform returns how a schedule repeats, and not only whether one is on. Kore.ai contract §8.2.
    pub const fn returns_schedules(self) -> bool {
        match self {
            Self::Kore => false,
            Self::Burki => true,
        }
    }

    /// Whether an update leaves what it does not send as it is. Burki contract §4; Kore.ai contract §8.3.
    pub const fn updates_in_part(self) -> bool {
        match self {
            Self::Kore => false,
            Self::Burki => true,
        }
    }

    /// The clock that repeats its schedules.
    pub(in crate::domain) const fn schedule_clock(self) -> RepeatingClock {
        match self {
            Self::Kore => RepeatingClock::Platform,
            Self::Burki => RepeatingClock::Schedule,
        }
    }

    /// Whether it repeats schedules on a clock of its own. Then times are converted to it, a setting names its zone,
    /// and every schedule needs an end. Otherwise a time of day is enough of a start: the schedule begins at the first
    /// run that the pattern gives.
    pub const fn has_own_clock(self) -> bool {
        matches!(self.schedule_clock(), RepeatingClock::Platform)
    }

    /// This platform, unless it is the one that is meant where none is named.
    pub fn unless_default(self) -> Option<Self> {
        Some(self).filter(|platform| *platform != Self::default())
    }
}

/// The clock that repeats a platform's schedules. It decides which patterns are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::domain) enum RepeatingClock {
    /// The platform's own clock. Requested times are converted; only days and weeks are possible, always with an end.
    /// Kore.ai contract §9.
    Platform,
    /// The schedule's own zone. Requested times are sent unchanged; once, days, weeks and months are possible, with or
    /// without an end. Burki contract §3.
    Schedule,
}

/// How the clock on which a platform repeats schedules is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockBasis {
    /// The platform documents that it is the schedule's own zone.
    Documented,
    /// The user set the zone.
    Set,
    /// The clock is not documented and was not set: kcamp assumes it. Kore.ai contract §9.
    Assumed,
}

impl ClockBasis {
    /// The words after the zone's name, such as `, assumed`; empty if nothing is assumed.
    pub const fn remark(self) -> &'static str {
        match self {
            Self::Documented | Self::Set => "",
            Self::Assumed => ", assumed",
        }
    }
}

impl fmt::Display for PlatformKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Kore => "kore",
            Self::Burki => "burki",
        })
    }
}

impl FromStr for PlatformKind {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        match text {
            "kore" => Ok(Self::Kore),
            "burki" => Ok(Self::Burki),
            _ => {
                let problem = Problem::error("platform/unknown", format!("{text:?} is not a platform"))
                    .help("use kore or burki");
                Err(match the_same_word(text, Self::WORDS) {
                    Some(word) => problem.meant(word),
                    None => problem,
                })
            }
        }
    }
}
