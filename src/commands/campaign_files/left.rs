//! Campaigns that were left out, in words.

use crate::domain::finding::Origin;
use crate::domain::plural::counted;
use crate::manifest::LeftCampaign;

/// More files than this are counted and not named.
const FILES_NAMED_MAX: usize = 3;

/// The files of campaigns, each once: the first are named, and the others counted.
pub(super) fn files_in_words(left: &[LeftCampaign]) -> String {
    let mut files: Vec<&str> = left
        .iter()
        .filter_map(|it| match &it.finding.origin {
            Origin::Text { source, .. } => Some(source.name.as_str()),
            _ => None,
        })
        .collect();
    files.dedup();
    match files.len().checked_sub(FILES_NAMED_MAX) {
        Some(others @ 1..) => {
            format!("{} and {}", files[..FILES_NAMED_MAX].join(", "), counted(others, "other"))
        }
        _ => files.join(", "),
    }
}
