//! Typing without an echo.

use std::io;

/// While it lives, the terminal shows nothing of what is typed: between two keys too, so that no part of a pasted secret is seen.
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
        // Nothing more can be done where the terminal itself fails.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.before);
    }
}

/// Elsewhere keys are read without ever being shown.
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
