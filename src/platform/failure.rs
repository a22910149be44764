//! Classifies answers and failures: whether a request succeeded, failed or is in doubt. Waiting and repeating are
//! elsewhere.

use std::time::Duration;

use serde_json::Value;

use super::error::{ErrorKind, FieldFault, PlatformError, Refusal, SourceChain};
use super::request::{Effect, Request};
use super::retry::WaitReason;
use crate::domain::platform_kind::PlatformKind;

/// An answer that arrived whole, with its secrets removed.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    pub body: Body,
    /// The request id for the platform's support, from the first header that has one.
    pub request_id: Option<String>,
    /// The wait that `Retry-After` asks for.
    pub retry_after: Option<Duration>,
    /// The target of a redirect.
    pub location: Option<String>,
}

/// The body of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// No body, or only white space.
    Empty,
    /// A JSON document.
    Json(Value),
    /// Anything else, such as an HTML page.
    Text(String),
}

/// The outcome of one attempt to send a request.
#[derive(Debug, Clone, PartialEq)]
pub enum AttemptOutcome {
    /// No connection was made: the name, the network, TLS or a proxy failed. The request was certainly not applied.
    NeverSent {
        /// Why, in words.
        cause: String,
        /// The errors that caused it.
        source: Option<SourceChain>,
    },
    /// The server cannot be trusted: its certificate is refused, or it does not speak TLS. The request was certainly
    /// not applied, and another attempt would end the same way.
    NotTrusted {
        /// The problem, in words.
        cause: String,
        /// The next step.
        hint: String,
        /// The errors that caused it.
        source: Option<SourceChain>,
    },
    /// A connection was made, but no whole answer came: it was reset, cut short, too slow or too large.
    NoAnswer {
        /// The outcome, in words.
        cause: String,
        /// The cause that cut the answer off.
        cut: CutOff,
        /// The errors that caused it.
        source: Option<SourceChain>,
    },
    /// An answer came, with any content.
    Answered(Answer),
}

/// The cause that kept an answer from arriving whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutOff {
    /// The connection, or the time limit of one request.
    Connection,
    /// The command's deadline.
    Deadline,
    /// The size limit of an answer. Another attempt would exceed it too.
    Size,
}

/// A parsed answer. Each platform parses its own.
#[derive(Debug, Clone, PartialEq)]
pub enum ParsedAnswer {
    /// Success: the JSON document.
    Success(Value),
    /// An error, under any HTTP status.
    Error {
        /// The code in the body, if it is a number.
        code: Option<i64>,
        /// The platform's own sentence, fit to be shown.
        message: Option<String>,
        /// Whether the error is the rate limit.
        limit: Limit,
        /// The fields that the error is about, where the platform names them.
        faults: Vec<FieldFault>,
    },
    /// Neither: the answer is not JSON, or has no mark of success.
    Unusable {
        /// The problem with it, worded to follow "the answer".
        why: String,
    },
}

/// Whether an error is a rate limit's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The error has the documented words of the rate limit.
    RateLimit,
    /// The error is about something else.
    Other,
}

/// The verdict on an attempt: its result, or its error and whether it may be repeated.
#[derive(Debug)]
pub enum Verdict {
    /// The attempt succeeded.
    Done(Value),
    /// The attempt failed.
    Failed {
        /// The error to end with.
        error: PlatformError,
        /// Why it may be repeated; `None` where it may not be.
        repeat: Option<WaitReason>,
        /// The wait that the answer asked for.
        asked: Option<Duration>,
    },
}

impl Verdict {
    const fn end(error: PlatformError) -> Self {
        Self::Failed { error, repeat: None, asked: None }
    }
}

/// Judges one attempt.
pub fn judge(
    request: &Request,
    platform: PlatformKind,
    outcome: AttemptOutcome,
    understand: impl FnOnce(&Answer) -> ParsedAnswer,
) -> Verdict {
    match outcome {
        AttemptOutcome::NeverSent { cause, source } => Verdict::Failed {
            error: PlatformError::new(ErrorKind::Unavailable, &*request.purpose, cause).with_source(source),
            repeat: Some(WaitReason::Unavailable),
            asked: None,
        },
        AttemptOutcome::NotTrusted { cause, hint, source } => Verdict::end(
            PlatformError::new(ErrorKind::CertificateRefused, &*request.purpose, cause)
                .with_effect()
                .with_hint(hint)
                .with_source(source),
        ),
        AttemptOutcome::NoAnswer { cause, cut, source } => no_answer(request, &cause, cut, source),
        AttemptOutcome::Answered(answer) => {
            let meaning = understand(&answer);
            answered(request, platform, answer, meaning)
        }
    }
}

fn no_answer(request: &Request, cause: &str, cut: CutOff, source: Option<SourceChain>) -> Verdict {
    let error = |kind| PlatformError::new(kind, &*request.purpose, cause).with_source(source);
    match (request.effect, cut) {
        (Effect::Write, _) => Verdict::end(error(ErrorKind::OutcomeUnknown)),
        (Effect::Read, CutOff::Deadline) => Verdict::end(error(ErrorKind::DeadlinePassed)),
        (Effect::Read, CutOff::Size) => {
            // The next answer would be as large.
            let hint = "nothing was changed; read less at once, for example with --limit or filters";
            Verdict::end(error(ErrorKind::Unavailable).with_hint(hint))
        }
        (Effect::Read, CutOff::Connection) => Verdict::Failed {
            error: error(ErrorKind::Unavailable),
            repeat: Some(WaitReason::Unavailable),
            asked: None,
        },
    }
}

fn answered(request: &Request, platform: PlatformKind, answer: Answer, meaning: ParsedAnswer) -> Verdict {
    let status = answer.status;
    let purpose = request.purpose.clone();
    let (code, message, limit, faults) = match meaning {
        ParsedAnswer::Success(value) if (200..300).contains(&status) => return Verdict::Done(value),
        ParsedAnswer::Error { code, message, limit, faults } => (code, message, limit, faults),
        ParsedAnswer::Unusable { why } if (200..300).contains(&status) => {
            let cause = format!("{} answered HTTP {status}, and the answer {why}", platform.title());
            return Verdict::end(not_usable(request, &cause).with_request_id(answer.request_id));
        }
        ParsedAnswer::Success(_) | ParsedAnswer::Unusable { .. } => (None, None, Limit::Other, Vec::new()),
    };
    if status == 429 || limit == Limit::RateLimit {
        return Verdict::Failed {
            error: PlatformError::rate_limited(purpose, "the rate limit is used up", answer.retry_after)
                .with_request_id(answer.request_id),
            repeat: Some(WaitReason::RateLimit),
            asked: answer.retry_after,
        };
    }
    let refusal = Refusal { status, message, faults: faults.into_boxed_slice() };
    // An error in an answer of status 2xx may name the status that fits it.
    let meant = match code {
        Some(404) if (200..300).contains(&status) => 404,
        Some(409) if (200..300).contains(&status) => 409,
        _ => status,
    };
    let kind = match meant {
        401 | 403 => ErrorKind::Unauthorized,
        _ if code.is_some_and(is_credentials) => ErrorKind::Unauthorized,
        300..400 => {
            let target = answer.location.map_or_else(String::new, |location| format!(" to {location}"));
            let title = platform.title();
            let cause = format!(
                "{title} answered with a redirect{target} (HTTP {status}), which kcamp never follows"
            );
            let error = PlatformError::new(ErrorKind::Redirected, purpose, cause);
            return Verdict::end(error.with_refusal(refusal).with_request_id(answer.request_id));
        }
        404 => ErrorKind::NotFound,
        409 => ErrorKind::Conflict,
        200..500 if !is_cut_off(status) => ErrorKind::Refused,
        _ => {
            let said = refusal.message.map_or_else(String::new, |message| format!(": {message}"));
            let cause = format!("{} answered HTTP {status}{said}", platform.title());
            let error = not_usable(request, &cause).with_request_id(answer.request_id);
            let is_passing = matches!(status, 502..=504) || is_cut_off(status);
            let repeat = (request.effect == Effect::Read && is_passing).then_some(WaitReason::Unavailable);
            return Verdict::Failed { error, repeat, asked: answer.retry_after };
        }
    };
    Verdict::end(PlatformError::refused(kind, platform, purpose, refusal).with_request_id(answer.request_id))
}

/// Whether a server, or a proxy on the way, stopped waiting: the platform may have done what was asked all the same.
const fn is_cut_off(status: u16) -> bool {
    matches!(status, 408 | 499)
}

/// Whether a code is about the credentials: 401, or 4002, which users report for wrong ones. Kore.ai contract §2.
const fn is_credentials(code: i64) -> bool {
    matches!(code, 401 | 4002)
}

/// The error where no usable answer came. For a write the outcome is then unknown.
fn not_usable(request: &Request, cause: &str) -> PlatformError {
    let kind = match request.effect {
        Effect::Write => ErrorKind::OutcomeUnknown,
        Effect::Read => ErrorKind::Unavailable,
    };
    PlatformError::new(kind, &*request.purpose, cause)
}
