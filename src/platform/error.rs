//! Everything that can go wrong with a platform, in kcamp's words, mapped one to one onto exit codes.

use std::fmt;
use std::time::Duration;

use super::request::Request;
use crate::domain::duration::duration_text;
use crate::domain::platform_kind::PlatformKind;
use crate::exit::Exit;

/// What a platform answered when it refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refusal {
    /// What was to be done, to follow "could not": `create the campaign "Billing"`.
    pub purpose: String,
    /// The platform.
    pub platform: PlatformKind,
    /// The HTTP status.
    pub status: u16,
    /// The platform's own sentence, fit to be shown; `None` where it gave none.
    pub message: Option<String>,
    /// The fields of the request that it is about, where the platform names them.
    pub faults: Box<[FieldFault]>,
    /// The answer's request id, for the platform's support; `None` where it sent none.
    pub request_id: Option<String>,
}

/// What a platform has against one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// Where the field is in the body, from the outside in: `["recurring_config", "time"]`; positions in lists are
    /// digits.
    pub path: Vec<String>,
    /// What is wrong with it, fit to be shown.
    pub message: String,
}

impl fmt::Display for FieldFault {
    /// `name: String should have at most 200 characters`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            return formatter.write_str(&self.message);
        }
        write!(formatter, "{}: {}", self.path.join("."), self.message)
    }
}

impl Refusal {
    /// ` (HTTP 400): its own message`.
    fn detail(&self) -> String {
        match &self.message {
            Some(message) => format!(" (HTTP {}): {message}", self.status),
            None => format!(" (HTTP {}) and gave no reason", self.status),
        }
    }
}

/// A campaign that a name could have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its name, as the platform spells it.
    pub name: String,
    /// Its id.
    pub id: String,
}

fn listed(candidates: &[Candidate]) -> String {
    let shown: Vec<String> =
        candidates.iter().map(|candidate| format!("{:?} ({})", candidate.name, candidate.id)).collect();
    shown.join(", ")
}

/// What went wrong with a platform.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlatformError {
    /// The token was refused: 401, 403, or an error body that says so. Nothing was applied.
    #[error("could not {}: {} refused the credentials{}", .0.purpose, .0.platform.title(), .0.detail())]
    Unauthorized(Refusal),
    /// No token could be made.
    #[error("could not make a token to {purpose}: {cause}")]
    NoToken {
        /// What was to be done.
        purpose: String,
        /// Why there is no token; says the next step itself.
        cause: String,
    },
    /// 404.
    #[error("could not {}: {} does not know it{}", .0.purpose, .0.platform.title(), .0.detail())]
    NotFound(Refusal),
    /// No campaign has this name.
    #[error("no campaign is named {text:?}{}", similar_to(.similar))]
    NoSuchCampaign {
        /// What the user typed.
        text: String,
        /// Campaigns whose names differ in case only.
        similar: Vec<Candidate>,
    },
    /// Several campaigns have this name.
    #[error("{} campaigns are named {text:?}: {}", .candidates.len(), listed(.candidates))]
    SeveralCampaigns {
        /// What the user typed.
        text: String,
        /// All of them.
        candidates: Vec<Candidate>,
    },
    /// No contact list has this name.
    #[error("no contact list is named {text:?}{}", similar_to(.similar))]
    NoSuchContactList {
        /// What the user typed.
        text: String,
        /// Lists whose names differ in case only.
        similar: Vec<Candidate>,
    },
    /// Several contact lists have this name.
    #[error("{} contact lists are named {text:?}: {}", .candidates.len(), listed(.candidates))]
    SeveralContactLists {
        /// What the user typed.
        text: String,
        /// All of them.
        candidates: Vec<Candidate>,
    },
    /// The platform has no such thing. Nothing was sent.
    #[error("{platform} has {what}")]
    NotServed {
        /// The platform's name.
        platform: &'static str,
        /// What it lacks: `no pause`.
        what: &'static str,
        /// What to do instead.
        hint: &'static str,
    },
    /// What is for one platform would go to another. Nothing was sent.
    #[error("this is for {campaign}, and the profile is of {client}; nothing was sent")]
    OtherPlatform {
        /// The name of the platform that is set.
        client: &'static str,
        /// The name of the one that it is for.
        campaign: &'static str,
    },
    /// The campaign's state does not let it be done. Nothing was sent.
    #[error("the campaign {campaign:?} is {status}: {why}; nothing was sent")]
    WrongState {
        /// The campaign's name.
        campaign: String,
        /// Its status, as it was read.
        status: String,
        /// Why that keeps it from being done.
        why: String,
        /// The next step.
        next: String,
    },
    /// 404 or 405 at every path at which a campaign is started or stopped; most likely nothing was applied.
    #[error("could not {purpose}: {} answered that it has nothing at {}", .platform.title(), .tried.join(", nor at "))]
    NoTriggerPath {
        /// What was to be done.
        purpose: String,
        /// The platform.
        platform: PlatformKind,
        /// The paths that were tried, in their order.
        tried: Vec<String>,
        /// The next step, which names the setting.
        next: String,
    },
    /// 409.
    #[error("could not {}: it conflicts with what {} has{}", .0.purpose, .0.platform.title(), .0.detail())]
    Conflict(Refusal),
    /// Any other 4xx, or an error in a 2xx body. Nothing was applied.
    #[error("{} refused to {}{}", .0.platform.title(), .0.purpose, .0.detail())]
    Refused(Refusal),
    /// A redirect, which is never followed: the token is in a header that clients do not know to strip.
    #[error("could not {}: {} answered with a redirect{} (HTTP {}), which is never followed", .0.purpose, .0.platform.title(), target(.1), .0.status)]
    Redirected(Refusal, Location),
    /// Never reached, or a read that failed. Nothing was applied.
    #[error("could not {purpose}: {cause}")]
    Unavailable {
        /// What was to be done.
        purpose: String,
        /// Why not.
        cause: String,
        /// The answer's request id, where there was an answer with one.
        request_id: Option<String>,
    },
    /// The pages of a listing hold more than is kept in memory. Nothing was changed, and trying again does not help.
    #[error("could not {purpose}: {}", too_long(*.rows))]
    ListTooLong {
        /// What was to be done.
        purpose: String,
        /// How many rows came before the page that was too much.
        rows: usize,
    },
    /// The server's certificate is not trusted, or it speaks no TLS. Nothing was sent, and trying again does not help.
    #[error("could not {purpose}: {cause}; nothing was sent")]
    CertificateRefused {
        /// What was to be done.
        purpose: String,
        /// What is wrong with which certificate.
        cause: String,
        /// What to do about it.
        hint: String,
    },
    /// Sent, and what became of it is not known.
    #[error("it is not known whether kcamp could {purpose}: {cause}")]
    OutcomeUnknown {
        /// What was to be done.
        purpose: String,
        /// What happened, and what reading back showed.
        cause: String,
        /// What to look at before trying again.
        look: String,
        /// The answer's request id, where there was an answer with one.
        request_id: Option<String>,
    },
    /// The platform's rate limit, or a read for which it asks to wait, and waiting did not help or would take too long.
    /// Nothing was applied.
    #[error("could not {purpose}: {cause}{}", wanted(.wait.as_ref()))]
    RateLimited {
        /// What was to be done.
        purpose: String,
        /// What the platform answered.
        cause: String,
        /// How long the platform asked to wait, where it did.
        wait: Option<Duration>,
        /// The answer's request id, where there was one.
        request_id: Option<String>,
    },
    /// The command's deadline passed, or would have before the next attempt. Nothing is in doubt.
    #[error("could not {purpose} before the deadline: {cause}")]
    DeadlinePassed {
        /// What was to be done.
        purpose: String,
        /// What took the time.
        cause: String,
    },
    /// The platform accepted it, and the time ended before it was seen to the end.
    #[error("the platform accepted to {purpose}, and its end was not seen: {cause}")]
    NotFollowed {
        /// What was accepted.
        purpose: String,
        /// What ended the looking.
        cause: String,
        /// How to see its end.
        next: String,
    },
    /// The client cannot be set up, or a value cannot stand in a request. Nothing was sent.
    #[error("could not {purpose}: {cause}")]
    Unsendable {
        /// What was to be done.
        purpose: String,
        /// What is wrong with which value.
        cause: String,
        /// The mend.
        hint: String,
    },
}

/// Where a redirect points; only to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location(pub Option<String>);

fn similar_to(similar: &[Candidate]) -> String {
    if similar.is_empty() {
        return String::new();
    }
    format!("; names differ in case only from {}", listed(similar))
}

fn target(location: &Location) -> String {
    location.0.as_ref().map_or_else(String::new, |location| format!(" to {location}"))
}

/// A longer wait is no time, but a mistake or a refusal for ever.
const CENTURY: Duration = Duration::from_hours(24 * 36_525);

fn wanted(wait: Option<&Duration>) -> String {
    wait.map_or_else(String::new, |wait| format!("; the platform asks to wait {} s", wait.as_secs()))
}

impl PlatformError {
    /// A read that succeeded and whose answer is not what the platform documents.
    pub(super) fn undocumented(purpose: &str) -> Self {
        Self::Unavailable {
            purpose: purpose.to_owned(),
            cause: "the answer says success and lacks what the platform documents; see it with -vvv"
                .to_owned(),
            request_id: None,
        }
    }

    /// What is for one platform would go to another.
    pub(super) const fn of_other(client: PlatformKind, campaign: PlatformKind) -> Self {
        Self::OtherPlatform { client: client.title(), campaign: campaign.title() }
    }

    /// The same unknown outcome with what to look at before trying again.
    pub(super) fn looked_at(self, look: String) -> Self {
        match self {
            Self::OutcomeUnknown { purpose, cause, request_id, .. } => {
                Self::OutcomeUnknown { purpose, cause, look, request_id }
            }
            other => other,
        }
    }

    /// A write whose answer has the form of success and not its content.
    pub(super) fn lost_in(request: &Request, cause: &str) -> Self {
        Self::OutcomeUnknown {
            purpose: request.purpose.clone(),
            cause: cause.to_owned(),
            look: String::new(),
            request_id: None,
        }
    }

    /// The exit code that it ends the command with.
    #[must_use]
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Unauthorized(_) | Self::NoToken { .. } => Exit::Credentials,
            Self::NotFound(_)
            | Self::NoSuchCampaign { .. }
            | Self::NoSuchContactList { .. }
            | Self::NoTriggerPath { .. } => Exit::NotFound,
            Self::Conflict(_)
            | Self::SeveralCampaigns { .. }
            | Self::SeveralContactLists { .. }
            | Self::WrongState { .. } => Exit::Conflict,
            Self::Refused(_) | Self::Redirected(..) => Exit::Refused,
            Self::Unavailable { .. } | Self::ListTooLong { .. } | Self::CertificateRefused { .. } => {
                Exit::Unavailable
            }
            Self::OutcomeUnknown { .. } => Exit::Unknown,
            Self::NotFollowed { .. } => Exit::Partial,
            Self::RateLimited { .. } | Self::DeadlinePassed { .. } => Exit::OutOfTime,
            Self::Unsendable { .. } | Self::NotServed { .. } | Self::OtherPlatform { .. } => Exit::Usage,
        }
    }

    /// Why it failed, without what was to be done: to stand in another error's message about the same request.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::Unavailable { cause, .. }
            | Self::CertificateRefused { cause, .. }
            | Self::OutcomeUnknown { cause, .. }
            | Self::NotFollowed { cause, .. }
            | Self::DeadlinePassed { cause, .. } => cause.clone(),
            Self::RateLimited { cause, wait, .. } => format!("{cause}{}", wanted(wait.as_ref())),
            other => other.to_string(),
        }
    }

    /// The stable code, for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unauthorized(_) => "platform/unauthorized",
            Self::NoToken { .. } => "platform/no-token",
            Self::NotFound(_) => "platform/not-found",
            Self::NoTriggerPath { .. } => "platform/no-trigger-path",
            Self::NoSuchCampaign { .. } => "platform/no-such-campaign",
            Self::Conflict(_) => "platform/conflict",
            Self::SeveralCampaigns { .. } => "platform/several-campaigns",
            Self::NoSuchContactList { .. } => "platform/no-such-contact-list",
            Self::SeveralContactLists { .. } => "platform/several-contact-lists",
            Self::Refused(_) => "platform/refused",
            Self::Redirected(..) => "platform/redirected",
            Self::Unavailable { .. } => "platform/unavailable",
            Self::ListTooLong { .. } => "platform/list-too-long",
            Self::CertificateRefused { .. } => "platform/certificate-refused",
            Self::OutcomeUnknown { .. } => "platform/outcome-unknown",
            Self::NotFollowed { .. } => "platform/not-followed",
            Self::RateLimited { .. } => "platform/rate-limited",
            Self::DeadlinePassed { .. } => "platform/deadline-passed",
            Self::Unsendable { .. } => "platform/unsendable",
            Self::NotServed { .. } => "platform/not-served",
            Self::OtherPlatform { .. } => "platform/other",
            Self::WrongState { .. } => "campaign/wrong-state",
        }
    }

    /// The next step; `None` where the message has it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Unauthorized(refusal) if refusal.platform == PlatformKind::Burki => {
                "check the API key and what it may do on the platform's page of keys; `kcamp profile show` says where the \
                 key comes from"
            }
            Self::NotFound(refusal) if refusal.platform == PlatformKind::Burki => {
                "check the id with `kcamp campaign list`: it shows the campaigns that the API key may see"
            }
            Self::Unauthorized(refusal) if refusal.status == 403 => {
                "check that the app's API scope covers campaign management and is published, and that the account \
                 and stream ids belong together"
            }
            Self::Unauthorized(_) => {
                "`kcamp doctor` looks at the client id, the client secret and this machine's clock"
            }
            Self::NoToken { .. } => return None,
            Self::NotFound(_) => {
                "check the id or name with `kcamp campaign list` or `kcamp contact-list list`, and the stream id"
            }
            Self::NoSuchCampaign { .. } => {
                "`kcamp campaign list` shows the names; they are matched as they are written"
            }
            Self::NoSuchContactList { .. } => {
                "`kcamp contact-list list` shows the names; they are matched as they are written"
            }
            Self::SeveralCampaigns { .. } | Self::SeveralContactLists { .. } => {
                "give the id instead of the name"
            }
            Self::Conflict(_) => {
                "look at what is there with `kcamp campaign get` or `kcamp contact-list get`"
            }
            Self::Refused(_) => "nothing was changed; mend what the platform names and run it again",
            Self::Redirected(..) => {
                "the host is probably wrong: set the platform's own origin with --host or in the profile"
            }
            Self::Unavailable { .. } => "nothing was changed; it is safe to run it again",
            Self::ListTooLong { .. } => {
                "nothing was changed; read less at once, with --limit or filters where the command has them"
            }
            Self::OutcomeUnknown { look, .. } => return Some(look.clone()),
            Self::RateLimited { wait, .. } => return Some(again_after(*wait)),
            Self::DeadlinePassed { .. } => "nothing is in doubt; run it again with a longer --deadline",
            Self::Unsendable { hint, .. } | Self::CertificateRefused { hint, .. } => {
                return Some(hint.clone());
            }
            Self::NotServed { hint, .. } => hint,
            Self::OtherPlatform { .. } => {
                "set --platform, or choose a profile of that platform with --profile"
            }
            Self::WrongState { next, .. }
            | Self::NoTriggerPath { next, .. }
            | Self::NotFollowed { next, .. } => return Some(next.clone()),
        };
        Some(hint.to_owned())
    }

    /// Whether the same command may simply be run again: nothing was applied, and it may well succeed.
    #[must_use]
    pub const fn retry_safe(&self) -> bool {
        matches!(self, Self::Unavailable { .. } | Self::RateLimited { .. } | Self::DeadlinePassed { .. })
    }

    /// The fields of the request that the platform refused it for, where it names them.
    #[must_use]
    pub fn faults(&self) -> &[FieldFault] {
        match self {
            Self::Unauthorized(refusal)
            | Self::NotFound(refusal)
            | Self::Conflict(refusal)
            | Self::Refused(refusal)
            | Self::Redirected(refusal, _) => &refusal.faults,
            _ => &[],
        }
    }

    /// What a read ends in for which the platform asks to wait longer than kcamp does: when to come again is known.
    pub(super) fn asked_to_wait(self, asked: Option<Duration>) -> Self {
        match (self, asked) {
            (Self::Unavailable { purpose, cause, request_id }, Some(_)) => {
                Self::RateLimited { purpose, cause, wait: asked, request_id }
            }
            (error, _) => error,
        }
    }

    /// Whether the answer's HTTP status says that there is nothing at this path, or not for this method; whatever its
    /// body says.
    pub(super) const fn is_no_such_path(&self) -> bool {
        match self {
            Self::Unauthorized(refusal)
            | Self::NotFound(refusal)
            | Self::Conflict(refusal)
            | Self::Refused(refusal) => matches!(refusal.status, 404 | 405),
            _ => false,
        }
    }

    /// The answer's request id, for the platform's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Unauthorized(refusal)
            | Self::NotFound(refusal)
            | Self::Conflict(refusal)
            | Self::Refused(refusal)
            | Self::Redirected(refusal, _) => refusal.request_id.as_deref(),
            Self::Unavailable { request_id, .. }
            | Self::OutcomeUnknown { request_id, .. }
            | Self::RateLimited { request_id, .. } => request_id.as_deref(),
            Self::NoToken { .. }
            | Self::NoTriggerPath { .. }
            | Self::NotFollowed { .. }
            | Self::NoSuchCampaign { .. }
            | Self::SeveralCampaigns { .. }
            | Self::NoSuchContactList { .. }
            | Self::SeveralContactLists { .. }
            | Self::DeadlinePassed { .. }
            | Self::ListTooLong { .. }
            | Self::CertificateRefused { .. }
            | Self::Unsendable { .. }
            | Self::NotServed { .. }
            | Self::OtherPlatform { .. }
            | Self::WrongState { .. } => None,
        }
    }
}

/// Why a listing was given up.
fn too_long(rows: usize) -> String {
    match rows {
        0 => "the first page holds more than kcamp keeps in memory".to_owned(),
        1 => "1 row was read, and the next page holds more than kcamp keeps in memory".to_owned(),
        rows => {
            format!("{rows} rows were read, and with the next page they are more than kcamp keeps in memory")
        }
    }
}

/// When it is worth running again, as the platform asked.
fn again_after(wait: Option<Duration>) -> String {
    match wait {
        None => "nothing was changed; run it again in a minute".to_owned(),
        Some(wait) if wait > CENTURY => {
            "nothing was changed; the platform names no time that can be waited for: ask its support"
                .to_owned()
        }
        Some(wait) => format!("nothing was changed; run it again in {}", duration_text(wait)),
    }
}

#[cfg(test)]
mod tests {
    use super::{PlatformError, Refusal};
    use crate::domain::platform_kind::PlatformKind;
    use crate::exit::Exit;

    fn refusal() -> Refusal {
        Refusal {
            purpose: "create the campaign \"Billing\"".into(),
            platform: PlatformKind::Kore,
            status: 422,
            message: Some("callerId is not verified".into()),
            faults: Box::default(),
            request_id: Some("r-1".into()),
        }
    }

    #[test]
    fn a_refusal_reads_as_a_sentence() {
        let error = PlatformError::Refused(refusal());
        assert_eq!(
            error.to_string(),
            "Kore.ai refused to create the campaign \"Billing\" (HTTP 422): callerId is not verified"
        );
        assert_eq!(
            (error.exit(), error.request_id(), error.retry_safe()),
            (Exit::Refused, Some("r-1"), false)
        );
    }
}
