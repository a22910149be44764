//! Campaigns that were left out, in words.

use crate::context::Context;
use crate::domain::finding::{Findings, Origin};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::plural::{by_count, counted};
use crate::error::Error;
use crate::manifest::LeftCampaign;

/// The most files that are named; more are only counted.
const FILES_NAMED_MAX: usize = 3;

/// The files of campaigns, each once: the first ones by name, the others as a number.
fn files_in_words(left: &[LeftCampaign]) -> String {
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

/// Reports the number of campaigns that were left out because they are for another platform.
///
/// # Errors
///
/// The settings cannot be resolved.
pub fn note(left: &[LeftCampaign], context: &mut Context) -> Result<(), Error> {
    let Some(LeftCampaign { platform, .. }) = left.first() else { return Ok(()) };
    let own = context.settings()?.platform.value;
    context.ui.note(&format!(
        "{} for {} {} left out: kcamp is set to {} ({})",
        counted(left.len(), "campaign"),
        platform.title(),
        by_count(left.len(), "is", "are"),
        own.title(),
        files_in_words(left)
    ));
    Ok(())
}

/// The error if the paths have only campaigns for another platform.
pub(super) fn nothing_else(left: Vec<LeftCampaign>, other: PlatformKind, own: PlatformKind) -> Error {
    let (other_title, own) = (other.title(), own.title());
    let reason = format!(
        "{} for {other_title} and none for {own}, which kcamp is set to ({})",
        counted(left.len(), "campaign"),
        files_in_words(&left)
    );
    let hint = format!(
        "for these files, choose a profile of {other_title} with --profile or set --platform {other}; else give files with \
         campaigns for {own}"
    );
    let mut findings = Findings::new();
    findings.extend(left.into_iter().map(|it| it.finding));
    Error { reason, hints: vec![hint], ..Error::stopped_by(findings) }
}
