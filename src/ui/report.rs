//! The error that ends a command, for people and for scripts.

use std::time::Duration;

use serde::Serialize;

use super::finding_record::{FindingRecord, records};
use crate::domain::effect::Effect;
use crate::domain::finding::Findings;
use crate::domain::system_error::without_numbers;
use crate::exit::Exit;

/// The error, the next steps, and the exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct ErrorReport {
    /// A stable code, `area/what-went-wrong`.
    pub code: &'static str,
    /// The error, where it is and why, in lower case.
    pub reason: String,
    /// The effect outside, said after the reason; `None` where the reason or a hint says it.
    pub outside: Option<Effect>,
    /// The next steps, one line each.
    pub hints: Vec<String>,
    /// The wait after which the same command may succeed, where the platform is only too busy.
    pub wait: Option<Duration>,
    /// The exit code of the process.
    pub exit: Exit,
    /// Whether the same command may be run again without a second effect.
    pub retry_safe: bool,
    /// The platform's id of the request, for its support.
    pub request_id: Option<String>,
    /// The problems of the input.
    pub findings: Box<Findings>,
}

impl ErrorReport {
    /// An error without hints or findings. Whether it is safe to retry follows from the exit code (8 and 11).
    pub fn new(code: &'static str, reason: impl Into<String>, exit: Exit) -> Self {
        Self {
            code,
            reason: without_numbers(reason.into()),
            outside: None,
            hints: Vec::new(),
            wait: None,
            exit,
            retry_safe: matches!(exit, Exit::Unavailable | Exit::OutOfTime),
            request_id: None,
            findings: Box::default(),
        }
    }

    /// The reason, and after it the effect outside.
    pub fn message(&self) -> String {
        self.outside.map_or_else(|| self.reason.clone(), |effect| format!("{}; {effect}", self.reason))
    }

    /// The reason as a part of another error's. What was not sent for one write is no less true there.
    pub fn reason_within(&self) -> String {
        if self.outside == Some(Effect::NothingSentForIt) { self.message() } else { self.reason.clone() }
    }

    /// Says that nothing was sent.
    pub fn nothing_sent(self) -> Self {
        self.with_effect(Effect::NothingSent)
    }

    /// Says the effect outside after the reason.
    pub fn with_effect(self, effect: impl Into<Option<Effect>>) -> Self {
        Self { outside: effect.into(), ..self }
    }

    /// Adds words after the whole message.
    pub fn followed_by(self, more: &str) -> Self {
        Self { reason: format!("{}; {more}", self.message()), outside: None, ..self }
    }

    /// Adds one more hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds these hints.
    pub fn with_hints(mut self, hints: impl IntoIterator<Item: Into<String>>) -> Self {
        self.hints.extend(hints.into_iter().map(Into::into));
        self
    }

    /// The JSON object that is the last line of stderr with `-o json`, on one line.
    pub(super) fn json(&self) -> String {
        let object = serde_json::json!(ErrorDocument::from(self));
        super::escape::json(&object.to_string()).into_owned()
    }
}

/// The error that ends a command, as `-o json` shows it: one line, the last on stderr.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct ErrorDocument {
    /// The error that ended the command.
    error: ErrorRecord,
}

/// The error, and how to go on.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ErrorRecord {
    /// The stable code.
    code: &'static str,
    /// The error, where and why.
    message: String,
    /// The next steps, a line each.
    hint: Option<String>,
    /// The code with which the process ends.
    exit_code: u8,
    /// Whether the same command may be run again without a second effect.
    retry_safe: bool,
    /// The platform's id of the request, for its support.
    request_id: Option<String>,
    /// The problems of the input.
    findings: Vec<FindingRecord>,
}

impl From<&ErrorReport> for ErrorDocument {
    fn from(report: &ErrorReport) -> Self {
        Self {
            error: ErrorRecord {
                code: report.code,
                message: report.message(),
                hint: (!report.hints.is_empty()).then(|| report.hints.join("\n")),
                exit_code: report.exit.number(),
                retry_safe: report.retry_safe,
                request_id: report.request_id.clone(),
                findings: records(&report.findings),
            },
        }
    }
}
