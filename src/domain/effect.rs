//! The effect of a failure on the platform and on this machine.

use std::fmt;

/// The effect of what failed, or what it left undone. It is displayed in words that follow the reason. It is that of a
/// whole command, except for a write of several, whose reason is shown beside the results of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing was sent to the platform.
    NothingSent,
    /// Nothing was sent for one write; the command may have sent others.
    NothingSentForIt,
    /// Nothing was sent this time; earlier runs may have sent something.
    NothingSentNow,
    /// Nothing was sent, since a write goes out only after it is noted.
    NotNoted,
    /// Nothing was changed, on the platform or on this machine.
    NothingChanged,
    /// No file was written.
    NothingWritten,
    /// No profile was saved.
    NothingSaved,
    /// No profile was removed.
    NothingRemoved,
    /// The contact list was not deleted.
    NothingDeleted,
    /// No input was read.
    NothingRead,
    /// The command did not begin.
    NothingDone,
}

impl fmt::Display for Effect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NothingSent => "nothing was sent",
            Self::NothingSentForIt => "nothing was sent for it",
            Self::NothingSentNow => "nothing was sent now",
            Self::NotNoted => "so nothing was sent",
            Self::NothingChanged => "nothing was changed",
            Self::NothingWritten => "nothing was written",
            Self::NothingSaved => "nothing was saved",
            Self::NothingRemoved => "nothing was removed",
            Self::NothingDeleted => "nothing was deleted",
            Self::NothingRead => "nothing was read",
            Self::NothingDone => "nothing was done",
        })
    }
}
