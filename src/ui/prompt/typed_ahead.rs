//! Keys that were typed before a question: the further lines of a paste, or a second Enter. They would answer
//! questions that the user has not seen.

use std::io;

use dialoguer::console::{Key, Term};

/// The longest pause between two parts of a paste.
#[cfg(unix)]
const PASTE_PAUSE: rustix::event::Timespec = rustix::event::Timespec { tv_sec: 0, tv_nsec: 50_000_000 };

/// Reads the text that was pasted after the end of an answer. Returns whether it has letters.
///
/// # Errors
///
/// The terminal cannot be read.
pub(super) fn more_was_pasted(term: &Term) -> io::Result<bool> {
    let mut has_letters = false;
    while is_waiting()? {
        if let Key::Char(letter) = term.read_key_raw()? {
            has_letters |= !letter.is_whitespace();
        }
    }
    Ok(has_letters)
}

#[cfg(unix)]
fn is_waiting() -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdin = io::stdin();
    let mut input = [PollFd::new(&stdin, PollFlags::IN)];
    match poll(&mut input, Some(&PASTE_PAUSE)) {
        // This is also true at the end of the input, which the next question then finds.
        Ok(_) => Ok(input[0].revents() == PollFlags::IN),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Drops the keys that were typed before the question is shown, because they cannot be meant for it.
pub(super) fn discard() {
    // If a terminal cannot do this, the keys answer the question, as in most programs.
    #[cfg(unix)]
    let _ = rustix::termios::tcflush(io::stdin(), rustix::termios::QueueSelector::IFlush);
}

/// On other systems, waiting keys cannot be detected.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as where it can fail")]
fn is_waiting() -> io::Result<bool> {
    Ok(false)
}
