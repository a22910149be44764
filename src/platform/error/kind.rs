//! The kinds of platform errors, and the exit code, stable code and next step of each.

use crate::domain::effect::Effect;
use crate::exit::Exit;

/// The code of a write that was not sent because its basis has changed since it was read.
pub const STALE_WRITE: &str = "write/stale";

/// The kind of a platform error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The token was refused: 401, 403, or an error body that says so.
    Unauthorized,
    /// No token could be made.
    NoToken,
    /// The answer was 404.
    NotFound,
    /// Nothing of this type has this name.
    NoneNamed(ObjectType),
    /// Several things of this type have this name.
    SeveralNamed(ObjectType),
    /// Several contact lists have the name, and the call accepts only a name.
    NameShared,
    /// The platform lacks what was asked for.
    NotServed,
    /// The input is for another platform.
    OtherPlatform,
    /// The campaign's state does not allow the action.
    WrongState,
    /// An update would remove what the campaign has and is not read.
    WouldLose,
    /// Every path that starts or stops a campaign was answered with 404 or 405; most likely nothing was applied.
    NoTriggerPath,
    /// The answer was 409.
    Conflict,
    /// Any other 4xx, or an error in a 2xx body.
    Refused,
    /// The answer was a redirect. kcamp never follows one: the token is in a header that clients do not know to
    /// strip.
    Redirected,
    /// The platform was not reached, or a read failed.
    Unavailable,
    /// The pages of a listing hold more than is kept in memory. Trying again does not help.
    ListTooLong,
    /// The server's certificate is not trusted, or the server does not speak TLS. Trying again does not help.
    CertificateRefused,
    /// The request was sent, and its outcome is not known.
    OutcomeUnknown,
    /// The platform's rate limit, or a read for which it asks to wait, and waiting did not help or would take too long.
    RateLimited,
    /// The command's deadline passed, or would have before the next attempt. Nothing is in doubt.
    DeadlinePassed,
    /// The platform accepted the request, and the time ran out before the end was seen.
    NotFollowed,
    /// The client cannot be set up, or a value cannot be put in a request.
    Unsendable,
    /// The account was halted while the write waited for its turn.
    Halted,
    /// The request contains a secret that kcamp knows.
    SecretInRequest,
    /// The basis of a write has changed since it was read.
    Stale,
}

/// A type of thing that is found by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectType {
    /// A campaign.
    Campaign,
    ContactList,
}

impl ErrorKind {
    /// The stable code for scripts, the exit code, and the effect outside; `None` where something was sent, and may
    /// have been applied.
    pub(super) const fn facts(self) -> (&'static str, Exit, Option<Effect>) {
        let (unchanged, unsent) = (Some(Effect::NothingChanged), Some(Effect::NothingSent));
        match self {
            Self::Unauthorized => ("platform/unauthorized", Exit::Credentials, unchanged),
            Self::NoToken => ("platform/no-token", Exit::Credentials, unsent),
            Self::NotFound => ("platform/not-found", Exit::NotFound, unchanged),
            Self::NoneNamed(ObjectType::Campaign) => ("platform/no-such-campaign", Exit::NotFound, unchanged),
            Self::NoneNamed(ObjectType::ContactList) => {
                ("platform/no-such-contact-list", Exit::NotFound, unchanged)
            }
            Self::SeveralNamed(ObjectType::Campaign) => {
                ("platform/several-campaigns", Exit::Conflict, unchanged)
            }
            Self::SeveralNamed(ObjectType::ContactList) => {
                ("platform/several-contact-lists", Exit::Conflict, unchanged)
            }
            Self::NameShared => ("platform/contact-list-name-shared", Exit::Conflict, unchanged),
            Self::NotServed => ("platform/not-served", Exit::Usage, unsent),
            Self::OtherPlatform => ("platform/other", Exit::Usage, unsent),
            Self::WrongState => ("campaign/wrong-state", Exit::Conflict, unsent),
            Self::WouldLose => ("campaign/keys-not-read", Exit::Conflict, unsent),
            Self::NoTriggerPath => ("platform/no-trigger-path", Exit::NotFound, unchanged),
            Self::Conflict => ("platform/conflict", Exit::Conflict, unchanged),
            Self::Refused => ("platform/refused", Exit::Refused, unchanged),
            Self::Redirected => ("platform/redirected", Exit::Refused, unchanged),
            Self::Unavailable => ("platform/unavailable", Exit::Unavailable, unchanged),
            Self::ListTooLong => ("platform/list-too-long", Exit::Unavailable, unchanged),
            Self::CertificateRefused => ("platform/certificate-refused", Exit::Unavailable, unsent),
            Self::OutcomeUnknown => ("platform/outcome-unknown", Exit::Unknown, None),
            Self::RateLimited => ("platform/rate-limited", Exit::OutOfTime, unchanged),
            Self::DeadlinePassed => ("platform/deadline-passed", Exit::OutOfTime, unchanged),
            Self::NotFollowed => ("platform/not-followed", Exit::Partial, None),
            Self::Unsendable => ("platform/unsendable", Exit::Usage, unsent),
            Self::Halted => ("halt/latched", Exit::Unconfirmed, unsent),
            Self::SecretInRequest => ("platform/secret-in-request", Exit::Findings, unsent),
            Self::Stale => (STALE_WRITE, Exit::Conflict, Some(Effect::NothingSentForIt)),
        }
    }

    /// The next step, where the error has none of its own; `None` where the message already has it.
    pub(super) const fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::NoneNamed(ObjectType::Campaign) => {
                "`kcamp campaign list` shows the names; names must match exactly"
            }
            Self::NoneNamed(ObjectType::ContactList) => {
                "`kcamp contact-list list` shows the names; names must match exactly"
            }
            Self::SeveralNamed(_) => "give the id of the one that you mean, with id: before it",
            Self::NameShared => {
                "the platform takes contacts only by the name of their list: give one of the lists another name with `kcamp \
                 contact-list rename ID --name NAME`"
            }
            Self::OtherPlatform => "set --platform, or choose a profile of that platform with --profile",
            Self::Conflict => {
                "look at what exists with `kcamp campaign get CAMPAIGN` or `kcamp contact-list get LIST`"
            }
            Self::Refused => "nothing was changed; fix what the platform names and run it again",
            Self::Redirected => {
                "the host is probably wrong: set the platform's own origin with --host or in the profile"
            }
            Self::Unavailable => "nothing was changed; it is safe to run it again",
            Self::ListTooLong => {
                "nothing was changed; read less at once, for example with --limit or filters"
            }
            Self::OutcomeUnknown => {
                "look at the campaign on the platform before running it again: it may have been applied"
            }
            Self::SecretInRequest => {
                "take the secret out of it; where others may have seen the secret, replace it on the platform"
            }
            Self::DeadlinePassed => "nothing is in doubt; run it again with a longer --deadline",
            Self::Unauthorized
            | Self::NoToken
            | Self::NotFound
            | Self::NotServed
            | Self::WrongState
            | Self::WouldLose
            | Self::NoTriggerPath
            | Self::CertificateRefused
            | Self::RateLimited
            | Self::NotFollowed
            | Self::Unsendable
            | Self::Halted
            | Self::Stale => return None,
        })
    }
}
