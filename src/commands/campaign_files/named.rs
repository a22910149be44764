//! The campaigns that files name, for commands that take no more than that from a file.

use std::path::{Path, PathBuf};

use super::texts::Texts;
use super::{FileReadOptions, check, check_context};
use crate::context::Context;
use crate::domain::finding::Findings;
use crate::error::Error;
use crate::manifest::{self, FilePolicy, ListsSent, Loaded, NamedCampaign, OverSchedules, Scope};
use crate::ui::shell_path;

/// The parts of a file that must be right for a command that takes only the name from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileCare {
    /// Only the keys that say which campaign it is of. An error elsewhere keeps nobody from a stop.
    Identity,
    /// All that the file has, because the command reaches people.
    Whole,
}

/// The campaigns that these files are of.
///
/// # Errors
///
/// A file cannot be read, is for another platform, does not say which campaign it is of, or has an error that `care`
/// minds.
pub fn named(paths: &[PathBuf], care: FileCare, context: &mut Context) -> Result<Vec<NamedCampaign>, Error> {
    let reading = FileReadOptions::new(false, None, context)?;
    let check_context = check_context(context)?.for_sending();
    let (mut named, mut findings) = (Vec::new(), Findings::new());
    for path in paths {
        let mut loaded = manifest::load_file(path);
        let mut defaults = reading.defaults(&[]);
        // A file may inherit its platform and its type.
        defaults.of(Some(path)).lay_under_sent(&mut loaded, reading.platform, ListsSent::None);
        let texts = Texts::below(&[], reading.links_out, None).of(Some(path));
        let Loaded { documents, findings: mut found, allowances } = loaded;
        found.extend(defaults.findings);
        let is_read = !found.has_errors();
        let mut nameless = documents.is_empty();
        for document in documents {
            let read_text = |path: &Path| texts.read(path);
            let (campaign, of_document) = manifest::decode_named(&document, &read_text, &check_context);
            nameless |= campaign.is_none() && !of_document.has_errors();
            found.extend(of_document);
            named.extend(campaign);
        }
        if is_read && nameless {
            return Err(without_name(path));
        }
        let terms = FilePolicy { allowances: allowances.within(Scope::Schedule), ..FilePolicy::default() };
        findings.extend(terms.judge(found));
    }
    if care == FileCare::Whole && !paths.is_empty() && !findings.has_errors() {
        findings.extend(check(paths, &reading, None, OverSchedules::Allowed, context)?.findings);
    }
    if findings.has_errors() { Err(Error::stopped_by(findings)) } else { Ok(named) }
}

fn without_name(path: &Path) -> Error {
    let message = format!("a campaign of {} has no name", path.display());
    Error::usage("usage/campaign-empty", message).nothing_sent().hint(format!(
        "look what is wrong with it: kcamp validate {}",
        shell_path(&path.display().to_string())
    ))
}
