//! The files under the paths of a command, and those that were not read.

use crate::context::Context;
use crate::domain::plural::counted;

/// The files that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The names of the files that were read, as findings show them.
    pub files: Vec<String>,
    /// The number of files in folders that were not read, because of their names.
    pub skipped: usize,
    /// The number of links out of folders that were not followed.
    pub links_out: usize,
    /// Whether policies and files of defaults were named, and nothing else.
    pub has_only_settings: bool,
}

/// The number of files in folders that were skipped, and the reason, in words.
pub fn skipped_in_words(count: usize) -> String {
    format!("{} skipped: not .yaml, .yml or .json, or hidden", counted(count, "other file"))
}

/// Reports the number of links that were not followed.
pub fn note_links_out(count: usize, context: &mut Context) {
    if count > 0 {
        let text = match count {
            1 => "1 link leads out of the folder and was not followed; add --follow-links to follow it"
                .to_owned(),
            _ => format!(
                "{count} links lead out of the folder and were not followed; add --follow-links to follow them"
            ),
        };
        context.ui.note(&text);
    }
}
