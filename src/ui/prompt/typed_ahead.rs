//! Keys that are there before anybody asked for them: the further lines of a paste, or Enter pressed twice. They would answer
//! questions that nobody has seen.

use std::io;

use dialoguer::console::{Key, Term};

/// How long the next part of a paste may take to arrive.
#[cfg(unix)]
const PASTE_PAUSE: rustix::event::Timespec = rustix::event::Timespec { tv_sec: 0, tv_nsec: 50_000_000 };

/// Takes what was pasted behind the end of an answer; whether there are letters in it.
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
        // At the end of the input too, which the next question meets.
        Ok(_) => Ok(input[0].revents() == PollFlags::IN),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Drops what was typed before the question is shown: it cannot be meant for it.
pub(super) fn discard() {
    // A terminal that cannot do it gives it to the question, as most programs do.
    #[cfg(unix)]
    let _ = rustix::termios::tcflush(io::stdin(), rustix::termios::QueueSelector::IFlush);
}

/// Elsewhere nothing tells whether keys wait.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as where it can fail")]
fn is_waiting() -> io::Result<bool> {
    Ok(false)
}
