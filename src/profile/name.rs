//! The name of a profile.

use std::fmt;
use std::str::FromStr;

use crate::domain::finding::Problem;

/// Maximum length of a name, in characters.
const MAX_CHARACTERS: usize = 64;

/// A profile's name: 1 to 64 letters, digits, `.`, `_` and `-`, of which the first is a letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileName(String);

impl ProfileName {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProfileName {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let fits = text.len() <= MAX_CHARACTERS
            && text.starts_with(|first: char| first.is_ascii_alphanumeric())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
        if fits {
            return Ok(Self(text.to_owned()));
        }
        Err(Problem::error("profile/name-unreadable", format!("{text:?} is not a profile's name")).help(
            "use 1 to 64 letters, digits, dots, dashes and underscores, beginning with a letter or a digit",
        ))
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Maximum length of a text that is compared with candidates, in bytes.
const LONGEST_COMPARED: usize = 256;

/// The candidate that was probably meant; `None` if none is similar.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Comparing a long text costs time and never finds a name.
    if typed.len() > LONGEST_COMPARED {
        return None;
    }
    let distance =
        |candidate: &str| strsim::damerau_levenshtein(&typed.to_lowercase(), &candidate.to_lowercase());
    // Up to a third of the letters may be wrong; with more, it is another word.
    let limit = typed.chars().count().div_ceil(3);
    candidates
        .into_iter()
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{ProfileName, nearest};

    #[test]
    fn names_are_plain_words() {
        for name in ["acme", "acme-eu", "2nd.account_x"] {
            assert_eq!(name.parse::<ProfileName>().map(|name| name.to_string()), Ok(name.to_owned()));
        }
        for name in ["", "-acme", ".acme", "acme eu", "acme/eu", "ümlaut", &"a".repeat(65)] {
            assert!(name.parse::<ProfileName>().is_err(), "{name}");
        }
    }

    #[test]
    fn a_typing_error_finds_its_word() {
        let known = ["host", "stream_id", "timezone"];
        assert_eq!(nearest("hots", known), Some("host"));
        assert_eq!(nearest("TimeZone", known), Some("timezone"));
        assert_eq!(nearest("password", known), None);
    }
}
