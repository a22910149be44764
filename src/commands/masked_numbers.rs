//! The note on a list of contacts with masked numbers, which may be saved as a file.

use crate::context::Context;
use crate::ui::Format;

/// Notes, for CSV, that masked numbers cannot be used as input: not as contacts, and least of all as a do-not-contact
/// file.
pub(super) fn say(show_numbers: bool, context: &mut Context) {
    if !show_numbers && context.ui.format() == Format::Csv {
        context.ui.note(
            "the numbers are masked and cannot be used as input, for contacts or for --dnc; add --show-numbers for whole numbers",
        );
    }
}
