//! The exit codes, which scripts depend on.

use std::process::ExitCode;

/// How a command ended. The numbers are a contract with scripts and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exit {
    /// Everything asked for happened.
    Success,
    /// A bug in kcamp.
    Bug,
    /// The command is unknown, a flag is wrong or missing, or a value would have been prompted for.
    Usage,
    /// The input is wrong; nothing was sent.
    Findings,
    /// Credentials are missing or were refused.
    Credentials,
    /// Something that was named does not exist.
    NotFound,
    /// The object exists already or is in the wrong state, or the plan is stale.
    Conflict,
    /// The platform refused.
    Refused,
    /// The platform is unavailable, and the request was not applied. Safe to retry.
    Unavailable,
    /// The request was sent, there was no usable answer, and reading back could not settle the outcome.
    Unknown,
    /// Some of it was done; the rest was not done, could not be followed, or could not be printed.
    Partial,
    /// The rate limit or the deadline was reached; no outcome is in doubt.
    OutOfTime,
    /// A safety rule refused.
    Unconfirmed,
    /// Changes are pending (`plan --exit-code` only).
    Pending,
    /// The terminal was closed.
    HungUp,
    /// Interrupted by the user.
    Interrupted,
    /// Ended by `kill`, or by the program that runs it.
    Terminated,
}

impl Exit {
    /// Every code, in the order of its number.
    pub const ALL: [Self; 17] = [
        Self::Success,
        Self::Bug,
        Self::Usage,
        Self::Findings,
        Self::Credentials,
        Self::NotFound,
        Self::Conflict,
        Self::Refused,
        Self::Unavailable,
        Self::Unknown,
        Self::Partial,
        Self::OutOfTime,
        Self::Unconfirmed,
        Self::Pending,
        Self::HungUp,
        Self::Interrupted,
        Self::Terminated,
    ];

    /// One exit code for several results: 9 if one is in doubt, 10 if something was done and something not, else the
    /// code of the first reason. A result that is only blocked or not tried (10) has no reason of its own.
    pub fn combined(exits: &[Self], is_anything_done: bool) -> Self {
        let mut failed = exits.iter().copied().filter(|exit| *exit != Self::Success).peekable();
        if exits.contains(&Self::Unknown) {
            return Self::Unknown;
        }
        match failed.peek() {
            None => Self::Success,
            Some(_) if is_anything_done => Self::Partial,
            Some(_) => failed.find(|exit| *exit != Self::Partial).unwrap_or(Self::Partial),
        }
    }

    /// The exit status of the process.
    pub const fn number(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Bug => 1,
            Self::Usage => 2,
            Self::Findings => 3,
            Self::Credentials => 4,
            Self::NotFound => 5,
            Self::Conflict => 6,
            Self::Refused => 7,
            Self::Unavailable => 8,
            Self::Unknown => 9,
            Self::Partial => 10,
            Self::OutOfTime => 11,
            Self::Unconfirmed => 12,
            Self::Pending => 20,
            Self::HungUp => 129,
            Self::Interrupted => 130,
            Self::Terminated => 143,
        }
    }

    /// Its meaning in one line, for the table in `kcamp help exit-codes` and in the README.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Success => "everything asked for happened",
            Self::Bug => "a bug in kcamp",
            Self::Usage => {
                "usage: unknown command, bad or missing flag, a value that would have been prompted for"
            }
            Self::Findings => "findings: the input is wrong; nothing was sent",
            Self::Credentials => "credentials missing or refused (401, 403)",
            Self::NotFound => "not found",
            Self::Conflict => "conflict: exists already, wrong state, stale plan",
            Self::Refused => "refused by the platform (any other 4xx, a redirect, or an error in a 2xx body)",
            Self::Unavailable => "unavailable, and known not applied; safe to retry",
            Self::Unknown => "outcome unknown: sent, no usable answer; look before retrying",
            Self::Partial => {
                "partial: something was done, and something asked for was not, could not be followed to its end, or could \
                 not be printed; each one's result is in the output or the journal"
            }
            Self::OutOfTime => "the rate limit or --deadline ran out; nothing in doubt",
            Self::Unconfirmed => "refused by a safety rule (needs --yes, protected profile)",
            Self::Pending => "changes pending (plan --exit-code only)",
            Self::HungUp => "the terminal hung up; what was and was not done is reported",
            Self::Interrupted => "interrupted; what was and was not done is reported",
            Self::Terminated => "terminated; what was and was not done is reported",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn numbers_are_unique_and_ascending() {
        let numbers: Vec<u8> = Exit::ALL.iter().map(|exit| exit.number()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
    }
}
