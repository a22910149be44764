//! Input without an echo.

use std::io;

/// Turns the echo off until it is dropped. It stays off between keys, so that the terminal shows no part of a paste.
#[cfg(unix)]
pub(super) struct Hidden {
    before: rustix::termios::Termios,
}

#[cfg(unix)]
impl Hidden {
    /// Hides what is typed until it is dropped.
    ///
    /// # Errors
    ///
    /// The terminal does not say or change how it shows what is typed.
    pub(super) fn start() -> io::Result<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(io::stdin())?;
        let mut hidden = before.clone();
        hidden.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
        tcsetattr(io::stdin(), OptionalActions::Now, &hidden)?;
        Ok(Self { before })
    }
}

#[cfg(unix)]
impl Drop for Hidden {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        // If the terminal itself fails, nothing more can be done.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
    }
}

/// On other systems, keys are always read without an echo.
#[cfg(not(unix))]
pub(super) struct Hidden;

#[cfg(not(unix))]
impl Hidden {
    /// Hides what is typed until it is dropped.
    ///
    /// # Errors
    ///
    /// The terminal does not say or change how it shows what is typed.
    #[expect(clippy::unnecessary_wraps, reason = "the same signature as where it can fail")]
    pub(super) fn start() -> io::Result<Self> {
        Ok(Self)
    }
}
