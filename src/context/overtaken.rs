//! Calls that a halt overtook: they went out before it began, and were answered after.

use super::Context;
use crate::error::Error;
use crate::exit::Exit;

/// The code of a resume that says itself what another halt took away again.
pub const HALTED_AGAIN: &str = "halt/halted-again";

impl Context {
    /// The end of a command, which says so if a halt began while a call of it was on its way: the halt may not have
    /// seen what the call left.
    ///
    /// # Errors
    ///
    /// The error of the command; `halt/began-meanwhile` if it had none.
    pub(super) fn told_of_halt(&self, ended: Result<Exit, Error>) -> Result<Exit, Error> {
        let overtaken = self.progress().overtaken.join("; ");
        if overtaken.is_empty() {
            return ended;
        }
        let message = format!(
            "a kcamp halt began while this was on its way, and may not have ended what it did: {overtaken}"
        );
        let end = "to end what calls: kcamp halt";
        match ended {
            Ok(_) => Err(Error::new("halt/began-meanwhile", message, Exit::Partial)
                .hint("look at what is so now: kcamp campaign list")
                .hint(end)),
            Err(error) if error.code == HALTED_AGAIN => Err(error),
            Err(error) => Err(error.hint(message).hint(end)),
        }
    }
}
