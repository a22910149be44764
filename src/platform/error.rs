//! Every error of a platform, in kcamp's words. Each maps to one exit code.

mod kind;
mod source_chain;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::time::Duration;

pub use self::kind::{ErrorKind, ObjectType, STALE_WRITE};
pub use self::source_chain::SourceChain;
use super::request::Request;
use crate::clock::Clock;
use crate::domain::duration::duration_text;
use crate::domain::effect::Effect;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::plural::{by_count, counted, first_of};
use crate::domain::system_error::without_numbers;
use crate::exit::Exit;

/// An error from a platform: its kind, what kcamp wanted to do, why that failed, and the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct PlatformError {
    /// Which kind of failure it is. Exit code, stable code and what happened outside follow from it.
    pub kind: ErrorKind,
    /// The intended action, worded to follow "could not": `create the campaign "Billing"`; for a state that does not
    /// allow it, the campaign. `None` where the cause is a complete sentence.
    purpose: Option<String>,
    /// The reason why it was not done.
    cause: String,
    /// Whether the message says the effect outside, which follows from the kind, after the reason.
    says_effect: bool,
    /// The next step, where it differs from the kind's own.
    hint: Option<Box<str>>,
    /// The wait after which the same request may be accepted, where the platform is only too busy.
    wait: Option<Duration>,
    /// The answer's request id, for the platform's support; `None` where the answer had none.
    request_id: Option<Box<str>>,
    /// The refusal of the platform, if there was one.
    refusal: Option<Box<Refusal>>,
    /// The errors that caused it.
    source: Option<Box<SourceChain>>,
}

/// The platform's words when it refused a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The platform's own sentence, fit to be shown; `None` where it gave none.
    pub message: Option<String>,
    /// The fields of the request that the refusal is about, where the platform names them.
    pub faults: Box<[FieldFault]>,
}

/// The platform's objection to one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The keys that lead to the field in the body, outermost first: `["recurring_config", "time"]`. Positions in
    /// lists are digits.
    pub path: Vec<String>,
    /// The problem with it, fit to be shown.
    pub message: String,
}

impl fmt::Display for FieldFault {
    /// Writes a line such as `name: String should have at most 200 characters`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            return formatter.write_str(&self.message);
        }
        write!(formatter, "{}: {}", self.path.join("."), self.message)
    }
}

impl Refusal {
    /// The end of a message, such as ` (HTTP 400): its own message`.
    fn detail(&self) -> String {
        match &self.message {
            Some(message) => format!(" (HTTP {}): {message}", self.status),
            None => format!(" (HTTP {}) and gave no reason", self.status),
        }
    }
}

impl fmt::Display for PlatformError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason())?;
        self.said_effect().map_or(Ok(()), |effect| write!(formatter, "; {effect}"))
    }
}

impl Error for PlatformError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}

/// How many keys an error names.
const KEYS_NAMED_MAX: usize = 10;
/// The wait where the platform names none.
const A_MINUTE: Duration = Duration::from_mins(1);
/// A longer wait is treated as an error in the answer.
const CENTURY: Duration = Duration::from_hours(24 * 36_525);

impl PlatformError {
    /// An error whose `purpose` follows "could not".
    pub(super) fn new(kind: ErrorKind, purpose: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { purpose: Some(purpose.into()), ..Self::sentence(kind, cause) }
    }

    /// An error whose cause is a complete sentence.
    pub(super) fn sentence(kind: ErrorKind, sentence: impl Into<String>) -> Self {
        Self {
            kind,
            purpose: None,
            cause: without_numbers(sentence.into()),
            says_effect: false,
            hint: None,
            wait: None,
            request_id: None,
            refusal: None,
            source: None,
        }
    }

    /// Says the effect outside after the reason.
    pub fn with_effect(self) -> Self {
        Self { says_effect: true, ..self }
    }

    /// The effect outside that the message says after the reason.
    pub fn said_effect(&self) -> Option<Effect> {
        self.effect().filter(|_| self.says_effect)
    }

    /// The failed action and the cause, as a sentence.
    pub fn reason(&self) -> Cow<'_, str> {
        let Self { kind, purpose, cause, .. } = self;
        let Some(purpose) = purpose else { return cause.into() };
        match kind {
            ErrorKind::OutcomeUnknown => {
                format!("it is not known whether kcamp could {purpose}: {cause}").into()
            }
            ErrorKind::DeadlinePassed => format!("could not {purpose} before the deadline: {cause}").into(),
            ErrorKind::NotFollowed => {
                format!("the platform agreed to {purpose}, and kcamp did not see the end of it: {cause}")
                    .into()
            }
            ErrorKind::WrongState | ErrorKind::WouldLose => format!("{purpose} is {cause}").into(),
            _ => format!("could not {purpose}: {cause}").into(),
        }
    }

    /// The reason; of a campaign's state without the campaign, for a line that names it already.
    pub fn reason_in_its_line(&self) -> Cow<'_, str> {
        match self.kind {
            ErrorKind::WrongState | ErrorKind::WouldLose => self.cause().into(),
            _ => self.reason(),
        }
    }

    /// Adds the next step.
    pub(super) fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into().into_boxed_str()), ..self }
    }

    /// Adds the request id of the answer.
    pub(super) fn with_request_id(self, request_id: Option<String>) -> Self {
        Self { request_id: request_id.map(String::into_boxed_str), ..self }
    }

    /// Adds the errors that caused it.
    pub(super) fn with_source(self, source: impl Into<Option<SourceChain>>) -> Self {
        Self { source: source.into().map(Box::new), ..self }
    }

    /// Adds another reason to the cause.
    pub(super) fn with_more_of_cause(mut self, more: &str) -> Self {
        self.cause.push_str("; ");
        self.cause.push_str(more);
        self
    }

    /// The error for a read that succeeded with an answer that is not in the documented form.
    pub(super) fn undocumented(purpose: &str) -> Self {
        let cause =
            "the platform reported success, but its answer is not in the documented form (-vvv shows it)";
        Self::new(ErrorKind::Unavailable, purpose, cause)
    }

    /// The error for a listing in which this number of rows have no id or no name; `None` for no rows.
    pub(super) fn of_unreadable_rows(purpose: &str, rows: usize) -> Option<Self> {
        let cause = match rows {
            0 => return None,
            rows => format!(
                "{} of the list {} no id or no name, so kcamp cannot read {it} (-vvv shows {it})",
                counted(rows, "row"),
                by_count(rows, "has", "have"),
                it = by_count(rows, "it", "them")
            ),
        };
        Some(Self::new(ErrorKind::Unavailable, purpose, cause))
    }

    /// A listing that is over before it has the rows that the platform says it has.
    pub(super) fn list_cut(purpose: &str, read: usize, total: Option<u64>) -> Self {
        let new = |cause| Self::new(ErrorKind::Unavailable, purpose, cause);
        match total {
            Some(total) => new(format!("the platform reports {total} rows but sends {read}")).with_hint(
                "run the command again; if the platform always counts rows that it does not list, set list_totals to false in the profile (KCAMP_LIST_TOTALS)",
            ),
            None => new(format!("the platform reports more rows but sends {read}")),
        }
    }

    /// A listing of such rows that changed each time it was read.
    pub(super) fn list_moved(purpose: &str, row: &str) -> Self {
        let cause = format!("the list changed every time kcamp read it, so a {row} may be missing");
        Self::new(ErrorKind::Unavailable, purpose, cause)
            .with_hint(format!("somebody is changing {row}s: run the command again in a minute"))
    }

    /// A listing whose pages do not come to an end.
    pub(super) fn same_page_again(purpose: &str) -> Self {
        let cause = "the platform reports more pages but sends the same page again";
        Self::new(ErrorKind::Unavailable, purpose, cause)
    }

    /// The error for a listing that was ended early; `rows` is the number of rows before the page that was too large.
    pub(super) fn list_too_long(purpose: &str, rows: usize) -> Self {
        let cause = match rows {
            0 => "the first page holds more than kcamp keeps in memory".to_owned(),
            1 => "1 row was read, and the next page holds more than kcamp keeps in memory".to_owned(),
            rows => format!(
                "{rows} rows were read, and with the next page they are more than kcamp keeps in memory"
            ),
        };
        Self::new(ErrorKind::ListTooLong, purpose, cause)
    }

    /// The error for a missing feature; `what` is worded to follow "Kore.ai has".
    pub(super) fn not_served(platform: PlatformKind, what: &str, hint: &str) -> Self {
        Self::sentence(ErrorKind::NotServed, format!("{} has {what}", platform.title())).with_hint(hint)
    }

    /// The error for input that is for another platform.
    pub(super) fn of_other(set: PlatformKind, meant: PlatformKind) -> Self {
        let (set, meant) = (set.title(), meant.title());
        let sentence = format!("this is for {meant}, but kcamp is set to {set}");
        Self::sentence(ErrorKind::OtherPlatform, sentence).with_effect()
    }

    /// The error for a campaign whose state does not allow the action. `why` is the reason, `next` the next step.
    pub(super) fn wrong_state(
        campaign: &str,
        status: impl fmt::Display,
        why: impl fmt::Display,
        next: impl Into<String>,
    ) -> Self {
        Self::of_campaign(ErrorKind::WrongState, campaign, format!("{status}: {why}")).with_hint(next)
    }

    /// The error for an update that would remove keys of the campaign which are not read.
    pub(super) fn would_lose(campaign: &str, id: &str, keys: &[&str]) -> Self {
        let keys = first_of(keys, KEYS_NAMED_MAX, ", ");
        let state = format!(
            "live with what kcamp does not read ({keys}), and an update sends the whole campaign, without it"
        );
        let hint = format!(
            "change this campaign in the platform's console, or name the keys in the setting harmless_keys if they are no settings of a campaign; to look at it: kcamp campaign get {id}"
        );
        Self::of_campaign(ErrorKind::WouldLose, campaign, state).with_hint(hint)
    }

    /// The error for a campaign that is in a state, which the cause names.
    fn of_campaign(kind: ErrorKind, campaign: &str, state: String) -> Self {
        Self::new(kind, format!("the campaign {campaign:?}"), state).with_effect()
    }

    /// The error for a write whose answer has the form of success, but not its content.
    pub(super) fn lost_in(request: &Request, cause: &str) -> Self {
        Self::new(ErrorKind::OutcomeUnknown, &*request.purpose, cause)
    }

    /// The error for a write whose answer reports success for something else than what was written.
    pub(super) fn of_another(request: &Request, other: &str) -> Self {
        Self::lost_in(request, &format!("the platform reported success for another one, {other}"))
    }

    /// The error of the platform's rate limit. `wait` is the wait that the platform asks for, if it does.
    pub(super) fn rate_limited(purpose: impl Into<String>, cause: &str, wait: Option<Duration>) -> Self {
        let wanted =
            wait.map(|wait| format!("; the platform asks to wait {} s", wait.as_secs())).unwrap_or_default();
        let again = match wait {
            None => "run it again in a minute".to_owned(),
            Some(wait) if wait > CENTURY => {
                "the platform asks for a wait that is too long: ask its support".to_owned()
            }
            Some(wait) => format!("run it again in {}", duration_text(wait)),
        };
        let error = Self::new(ErrorKind::RateLimited, purpose, format!("{cause}{wanted}"))
            .with_hint(format!("nothing was changed; {again}"));
        Self { wait: Some(wait.unwrap_or(A_MINUTE)).filter(|wait| *wait <= CENTURY), ..error }
    }

    /// The error for a request that the platform refused. `kind` must be one of the kinds of answers.
    pub(super) fn refused(
        kind: ErrorKind,
        platform: PlatformKind,
        purpose: String,
        refusal: Refusal,
    ) -> Self {
        let (title, detail) = (platform.title(), refusal.detail());
        let error = match kind {
            ErrorKind::Unauthorized if refusal.status == 403 => {
                Self::new(kind, purpose, format!("{title} denied access{detail}"))
            }
            ErrorKind::Unauthorized => {
                Self::new(kind, purpose, format!("{title} refused the credentials{detail}"))
            }
            ErrorKind::NotFound => {
                Self::new(kind, purpose, format!("{title} found nothing under this name or id{detail}"))
            }
            ErrorKind::Conflict => {
                Self::new(kind, purpose, format!("it conflicts with what {title} has{detail}"))
            }
            _ => Self::sentence(kind, format!("{title} refused to {purpose}{detail}")),
        };
        let hint = match (kind, platform) {
            (ErrorKind::Unauthorized, PlatformKind::Burki) => {
                "check the API key and what it may do on the platform's page of keys; `kcamp profile show` says where the \
                 key comes from"
            }
            (ErrorKind::NotFound, PlatformKind::Burki) => {
                "check the id with `kcamp campaign list`: it shows the campaigns that the API key may see"
            }
            (ErrorKind::Unauthorized, PlatformKind::Kore) if refusal.status == 403 => {
                "check that the app's API scope covers campaign management and is published, and that the account \
                 and stream ids belong together"
            }
            (ErrorKind::Unauthorized, PlatformKind::Kore) => {
                "check the client id, the client secret, the stream id and this machine's clock; `kcamp doctor` looks at them"
            }
            (ErrorKind::NotFound, PlatformKind::Kore) => {
                "check the id or name with `kcamp campaign list` or `kcamp contact-list list`, and the stream id"
            }
            _ => return error.with_refusal(refusal),
        };
        error.with_hint(hint).with_refusal(refusal)
    }

    /// Adds the platform's refusal.
    pub(super) fn with_refusal(self, refusal: Refusal) -> Self {
        Self { refusal: Some(Box::new(refusal)), ..self }
    }

    /// Makes the error of a read a rate-limit error if the platform asks for a longer wait than kcamp allows. Under a
    /// fixed clock the waits passed at once, which the error of a rate limit says.
    pub(super) fn asked_to_wait(self, asked: Option<Duration>, clock: Clock) -> Self {
        match (self.kind, &self.purpose, asked) {
            (ErrorKind::RateLimited, _, None) if clock.is_fixed() => Self { wait: None, ..self }.with_hint(
                "nothing was changed; KCAMP_NOW sets the clock, so kcamp tried again at once instead of waiting: unset KCAMP_NOW, or \
                 run it again in a minute",
            ),
            (ErrorKind::Unavailable, Some(purpose), Some(_)) => {
                let error = Self::rate_limited(&**purpose, &self.cause, asked);
                Self { request_id: self.request_id, source: self.source, ..error }
            }
            _ => self,
        }
    }

    /// Whether the outcome is unknown.
    pub const fn is_outcome_unknown(&self) -> bool {
        matches!(self.kind, ErrorKind::OutcomeUnknown)
    }

    /// Whether the thing that was asked for does not exist, by its id or by its name.
    pub const fn is_not_there(&self) -> bool {
        matches!(self.kind, ErrorKind::NotFound | ErrorKind::NoneNamed(_))
    }

    /// Whether the answer's HTTP status says that nothing is at this path, or not for this method. The body does not
    /// count.
    pub(super) fn is_no_such_path(&self) -> bool {
        matches!(self.status(), Some(404 | 405))
    }

    /// The HTTP status of the refusal; `None` where there was no refusal.
    pub fn status(&self) -> Option<u16> {
        self.refusal.as_ref().map(|refusal| refusal.status)
    }

    /// The effect outside; `None` where something was sent, and may have been applied.
    const fn effect(&self) -> Option<Effect> {
        self.kind.facts().2
    }

    /// The exit code of a command that ends with it.
    pub const fn exit(&self) -> Exit {
        self.kind.facts().1
    }

    /// The stable code, for scripts.
    pub const fn code(&self) -> &'static str {
        self.kind.facts().0
    }

    /// The intended action, worded to follow "could not"; empty where the cause is a complete sentence.
    pub(super) fn purpose(&self) -> &str {
        self.purpose.as_deref().unwrap_or_default()
    }

    /// The wait after which the same request may be accepted, where the platform is only too busy.
    pub const fn wait(&self) -> Option<Duration> {
        self.wait
    }

    /// Why the request failed, without the intended action: for the message of another error about the same request.
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// The next step; `None` where the message already has it.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref().or(self.kind.hint())
    }

    /// Whether the same command may be run again: nothing was applied, and it may succeed.
    pub const fn retry_safe(&self) -> bool {
        matches!(self.kind, ErrorKind::Unavailable | ErrorKind::RateLimited | ErrorKind::DeadlinePassed)
    }

    /// The fields for which the platform refused the request, where it names them.
    pub fn faults(&self) -> &[FieldFault] {
        self.refusal.as_ref().map(|refusal| &*refusal.faults).unwrap_or_default()
    }

    /// The answer's request id, for the platform's support.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;
    use std::io;

    use super::{ErrorKind, PlatformError, Refusal, SourceChain};
    use crate::clock::Clock;
    use crate::domain::effect::Effect;
    use crate::domain::platform_kind::PlatformKind;
    use crate::exit::Exit;

    #[test]
    fn a_refusal_reads_as_a_sentence() {
        let refusal =
            Refusal { status: 422, message: Some("callerId is not verified".into()), ..Refusal::default() };
        let purpose = "create the campaign \"Billing\"".to_owned();
        let error = PlatformError::refused(ErrorKind::Refused, PlatformKind::Kore, purpose, refusal)
            .with_request_id(Some("r-1".into()));
        assert_eq!(
            error.to_string(),
            "Kore.ai refused to create the campaign \"Billing\" (HTTP 422): callerId is not verified"
        );
        assert_eq!(
            (error.exit(), error.request_id(), error.retry_safe()),
            (Exit::Refused, Some("r-1"), false)
        );
        assert_eq!((error.effect(), error.said_effect()), (Some(Effect::NothingChanged), None));
    }

    #[test]
    fn what_is_behind_an_error_stays_behind_it_without_secrets() {
        let behind = io::Error::other(io::Error::other("refused by hunter2"));
        let chain = SourceChain::of(&behind, &|text| text.replace("hunter2", "***"));
        assert_eq!(chain.innermost(), "refused by ***");
        let error = PlatformError::new(ErrorKind::Unavailable, "read it", "no connection").with_source(chain);
        assert_eq!(error.to_string(), "could not read it: no connection");
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("refused by ***"));
        let waited = error.asked_to_wait(Some(std::time::Duration::from_secs(90)), Clock::System);
        assert_eq!(
            (waited.kind, waited.hint()),
            (ErrorKind::RateLimited, Some("nothing was changed; run it again in 1m30s"))
        );
        assert!(waited.source().is_some());
    }
}
