//! The file and its destination in the wrong order on the command line.

use std::path::Path;

use super::ContactsFileArgs;
use crate::context::Context;
use crate::error::Error;
use crate::import::{Content, DestinationRules};
use crate::ui::shell_word;

impl ContactsFileArgs {
    /// Opens the file that goes to the list or campaign of this name.
    ///
    /// # Errors
    ///
    /// As for `open`; the hint shows the order of the two where the name is that of a file, and the file does not
    /// exist.
    pub(in crate::commands) fn open_for(
        &self,
        destination: &str,
        intake: &DestinationRules,
        context: &Context,
    ) -> Result<Content, Error> {
        let is_swapped = !self.is_stdin() && !self.file.exists() && Path::new(destination).is_file();
        if is_swapped {
            let name = self.file.display().to_string();
            return Err(Error::usage(
                "usage/command-line",
                format!("{destination} is a file, and the file comes last: nothing was sent"),
            )
            .hint(format!(
                "put the name before the file: {} {}",
                shell_word(&name),
                shell_word(destination)
            )));
        }
        self.open(intake, context)
    }
}
