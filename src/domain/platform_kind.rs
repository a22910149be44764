//! Which service a campaign runs on.

use std::fmt;
use std::str::FromStr;

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
    /// The name that people know it by.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Kore => "Kore.ai",
            Self::Burki => "Burki",
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
            _ => Err(Problem::error("platform/unknown", format!("{text:?} is not a platform"))
                .help("use kore or burki")),
        }
    }
}
