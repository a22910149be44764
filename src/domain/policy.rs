//! The decisions of a team: the limits of advisory rules, and their severities.
//!
//! A finding that is an error without any policy protects the platform's contract or the meaning of the file, and stays
//! an error. Warnings and notes are advice: a policy may give them any other severity, or leave them out.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Time;

use super::choice::choose;
use super::finding::{Finding, Findings, Problem, Severity};
use super::zone::Zone;

/// The name of a policy file.
pub const POLICY_FILE: &str = "kcamp.policy.yaml";

/// The limits and severities of one `kcamp.policy.yaml`, or kcamp's defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The hours in which people may be reached, in their local time.
    pub hours: ContactHours,
    /// The zone in which the people are, and in which the hours are read; `None` leaves it to the campaign and the
    /// profile.
    pub timezone: Option<Zone>,
    /// Maximum number of segments of an sms.
    pub max_segments: usize,
    /// Minimum time between the check and the first run.
    pub minimum_notice: Duration,
    /// The codes whose severity the policy changes.
    pub severities: BTreeMap<&'static str, SeverityRule>,
}

/// The hours of a day in which people may be reached; `from` is before `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContactHours {
    /// The first minute.
    pub from: Time,
    /// The end.
    pub to: Time,
}

impl ContactHours {
    /// Whether people may be reached at this time of day.
    pub fn contain(&self, time: Time) -> bool {
        (self.from..self.to).contains(&time)
    }
}

/// The severity that a policy gives to a warning or a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeverityRule {
    /// The finding is not reported.
    Off,
    /// The finding is reported with this severity.
    As(Severity),
}

impl std::str::FromStr for SeverityRule {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let choices = [
            ("off", Self::Off),
            ("note", Self::As(Severity::Note)),
            ("warning", Self::As(Severity::Warning)),
            ("error", Self::As(Severity::Error)),
        ];
        choose(text, "severity", "policy/value-invalid", &choices)
    }
}

impl Default for Policy {
    /// 08:00 to 21:00, three segments, and 15 minutes before a start, when the platform checks the list against the
    /// do-not-contact list once more (Kore.ai contract §9).
    fn default() -> Self {
        Self {
            hours: ContactHours { from: Time::constant(8, 0, 0, 0), to: Time::constant(21, 0, 0, 0) },
            timezone: None,
            max_segments: 3,
            minimum_notice: Duration::from_mins(15),
            severities: BTreeMap::new(),
        }
    }
}

impl Policy {
    /// The findings with the severities of this policy, without those that it leaves out.
    pub fn weigh_all(&self, findings: Findings) -> Findings {
        let mut weighed = Findings::new();
        weighed.extend(findings.into_iter().filter_map(|finding| self.weigh(finding)));
        weighed
    }

    /// The finding with the severity of this policy; `None` if the policy leaves it out. An error stays an error.
    pub fn weigh(&self, mut finding: Finding) -> Option<Finding> {
        if finding.problem.severity < Severity::Error
            && let Some(rule) = self.severities.get(finding.problem.code)
        {
            match rule {
                SeverityRule::Off => return None,
                SeverityRule::As(severity) => finding.problem.severity = *severity,
            }
        }
        Some(finding)
    }
}

#[cfg(test)]
mod tests {
    use super::{Policy, SeverityRule};
    use crate::domain::finding::{Origin, Problem, Severity};

    #[test]
    fn advice_is_weighed_and_errors_stay() {
        let mut policy = Policy::default();
        policy.severities.insert("a/b", SeverityRule::Off);
        policy.severities.insert("a/c", SeverityRule::As(Severity::Error));
        let weighed = |problem: Problem| {
            policy.weigh(problem.at(&Origin::File("a.yaml".into()))).map(|finding| finding.problem.severity)
        };
        assert_eq!(weighed(Problem::warning("a/b", "m")), None);
        assert_eq!(weighed(Problem::error("a/b", "m")), Some(Severity::Error));
        assert_eq!(weighed(Problem::note("a/c", "m")), Some(Severity::Error));
        assert_eq!(weighed(Problem::note("a/d", "m")), Some(Severity::Note));
    }
}
