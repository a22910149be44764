//! The note on a list of contacts with masked numbers, which may be saved as a file.

use crate::context::Context;
use crate::ui::Format;
use crate::view::shown_numbers::ShownNumbers;

/// Notes, for CSV, that masked numbers cannot be used as input: not as contacts, and least of all as a do-not-contact
/// file.
pub(super) fn say(numbers: ShownNumbers, context: &mut Context) {
    if numbers == ShownNumbers::Masked && context.ui.format() == Format::Csv {
        context.ui.note(
            "the numbers are masked and cannot be used as input, for contacts or for --dnc; add --show-numbers for whole numbers",
        );
    }
}
