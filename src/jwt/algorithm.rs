//! The signing algorithms for a shared secret.

use std::fmt;
use std::str::FromStr;

use crate::domain::finding::Problem;

/// An HMAC signing algorithm. Kore.ai contract §2: the platform's walkthrough picks HS256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Algorithm {
    /// HMAC with SHA-256.
    #[default]
    Hs256,
    /// HMAC with SHA-384.
    Hs384,
    /// HMAC with SHA-512.
    Hs512,
}

impl Algorithm {
    /// Every algorithm, from the shortest digest.
    pub const ALL: [Self; 3] = [Self::Hs256, Self::Hs384, Self::Hs512];

    /// The name in a token's header (`alg`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Hs384 => "HS384",
            Self::Hs512 => "HS512",
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Reads the name in any case. The name in a token's header is compared exactly instead.
impl FromStr for Algorithm {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(text)).ok_or_else(|| {
            Problem::error(
                "jwt/algorithm-unknown",
                format!("{text:?} is not an algorithm that kcamp signs with"),
            )
            .help("use HS256, HS384 or HS512; Kore.ai expects HS256")
        })
    }
}

impl From<Algorithm> for jsonwebtoken::Algorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Hs256 => Self::HS256,
            Algorithm::Hs384 => Self::HS384,
            Algorithm::Hs512 => Self::HS512,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Algorithm;

    #[test]
    fn names_read_back_in_any_case() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.to_string().parse(), Ok(algorithm));
            assert_eq!(algorithm.to_string().to_lowercase().parse(), Ok(algorithm));
        }
        assert!("RS256".parse::<Algorithm>().is_err());
    }
}
