//! How the terminal is set, to put it back where a question is ended from outside.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a question was asked, which may have changed the terminal's mode.
static ASKED: AtomicBool = AtomicBool::new(false);
/// Whether one may have hidden the cursor: whoever ends the command meanwhile shows it again.
static HID_CURSOR: AtomicBool = AtomicBool::new(false);

/// A question is about to be asked.
pub(super) fn asking(hides_cursor: bool) {
    ASKED.store(true, Ordering::Relaxed);
    HID_CURSOR.fetch_or(hides_cursor, Ordering::Relaxed);
}

/// The terminal's mode at the start of the command.
#[derive(Debug, Clone)]
pub struct TerminalMode {
    #[cfg(unix)]
    before: rustix::termios::Termios,
}

impl TerminalMode {
    /// The mode now; `None` where stdin is not a terminal.
    #[must_use]
    pub fn now() -> Option<Self> {
        #[cfg(unix)]
        return rustix::termios::tcgetattr(std::io::stdin()).ok().map(|before| Self { before });
        #[cfg(not(unix))]
        return Some(Self {});
    }

    /// Puts it back where a question has changed it, with the cursor visible and at the start of a line. Nothing more can be
    /// done where the terminal itself fails, or is gone.
    pub fn restore(&self) {
        if !ASKED.load(Ordering::Relaxed) {
            return;
        }
        // The question itself may have put the mode back already, and left the cursor hidden.
        #[cfg(unix)]
        {
            use rustix::termios::{OptionalActions, tcsetattr};
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.before);
        }
        let term = dialoguer::console::Term::stderr();
        if HID_CURSOR.load(Ordering::Relaxed) {
            let _ = term.show_cursor();
        }
        let _ = term.write_line("");
    }
}
