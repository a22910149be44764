//! The mode of the terminal, which is restored if a question is ended from outside.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a question was asked, which may have changed the terminal's mode.
static ASKED: AtomicBool = AtomicBool::new(false);
/// Whether a question may have hidden the cursor. Code that ends the command meanwhile must show it again.
static HID_CURSOR: AtomicBool = AtomicBool::new(false);

/// Notes that a question is about to be asked.
pub(super) fn asking() {
    ASKED.store(true, Ordering::Relaxed);
}

/// Notes that a question is about to be asked that hides the cursor.
pub(super) fn asking_without_cursor() {
    asking();
    HID_CURSOR.store(true, Ordering::Relaxed);
}

/// The terminal's mode at the start of the command.
#[derive(Debug, Clone)]
pub struct TerminalMode {
    #[cfg(unix)]
    before: rustix::termios::Termios,
}

impl TerminalMode {
    /// The present mode; `None` if stdin is not a terminal.
    pub fn now() -> Option<Self> {
        #[cfg(unix)]
        return rustix::termios::tcgetattr(std::io::stdin()).ok().map(|before| Self { before });
        #[cfg(not(unix))]
        return Some(Self {});
    }

    /// Restores the mode if a question was asked, with the cursor visible and at the start of a line. If the terminal
    /// itself fails or is closed, nothing more can be done.
    pub fn restore(&self) {
        if !ASKED.load(Ordering::Relaxed) {
            return;
        }
        // The question may have restored the mode already, but left the cursor hidden.
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
