//! Files of defaults that are not used, although they may be meant for a campaign: that is said.

use std::path::Path;
use std::sync::Arc;

use super::{Inherited, Layer, decode};
use crate::domain::finding::{Finding, Origin, Problem};
use crate::domain::kore_campaign::DNC_LISTS;
use crate::domain::platform_kind::PlatformKind;
use crate::manifest::gather::{DEFAULTS_FILE, LinksOut, load_file};
use crate::manifest::node::{Node, Value};
use crate::manifest::policy_file::refusal;

/// A file that is not used.
#[derive(Debug, Clone)]
pub(super) struct Unused {
    layer: Arc<Layer>,
    /// Why it is not used, and what to do about it.
    help: &'static str,
    /// Whether it is for campaigns of a folder below: the campaign may be meant to have none of it.
    is_below: bool,
}

impl Unused {
    /// The nearest file above the folder in which the search ended; `None` if it cannot be read.
    pub(super) fn above(path: &Path, platform: PlatformKind) -> Option<Self> {
        let help = "the search ends at the folder that the command line names: name the folder of that file, or name the file to use with \
                    --defaults FILE or KCAMP_DEFAULTS (one with only comments gives nothing)";
        Some(Self { layer: Arc::new(layer(path, platform)?), help, is_below: false })
    }

    /// A file with a do-not-contact list: another file is named in its place.
    pub(super) fn replaced(path: &Path, platform: PlatformKind) -> Option<Self> {
        let help = "the file that --defaults, KCAMP_DEFAULTS or the profile names is used in its place: write dncLists in that file, or in the \
                    campaign's own";
        Some(Self { layer: Arc::new(list_of(path, platform)?), help, is_below: false })
    }

    /// The first file with a do-not-contact list in the folders directly below that of a campaign.
    pub(super) fn below(folder: &Path, platform: PlatformKind) -> Option<Self> {
        let help = "a defaults file counts for the campaigns in its folder: move the campaign there, or write dncLists in its own file";
        let entries = std::fs::read_dir(folder).ok()?.flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path().join(DEFAULTS_FILE)).collect();
        paths.retain(|path| path.is_file());
        paths.sort();
        let layer = paths.iter().find_map(|path| list_of(path, platform))?;
        Some(Self { layer: Arc::new(layer), help, is_below: true })
    }
}

/// The do-not-contact list that a file would give, with its platform; `None` if it has none.
fn list_of(path: &Path, platform: PlatformKind) -> Option<Layer> {
    let mut layer = layer(path, platform)?;
    let Value::Mapping(entries) = &mut layer.document.value else { return None };
    entries.retain(|entry| ["platform", DNC_LISTS].contains(&&*entry.key.value));
    layer.document.at(&[DNC_LISTS]).is_some().then_some(layer)
}

/// The value that a file would give; `None` if it cannot be read.
fn layer(path: &Path, platform: PlatformKind) -> Option<Layer> {
    let is_file = refusal(path, LinksOut::Left, "defaults file").is_none();
    is_file.then(|| decode(load_file(path), platform).0).flatten()
}

/// Which contact lists a command sends of a document, and so whom it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListsSent {
    /// The keys of the whole campaign.
    All,
    /// The keys that the document has: of one without lists the live campaign keeps its own, and its do-not-contact
    /// list.
    Written,
    /// None: only the schedule is sent.
    None,
}

impl ListsSent {
    fn are_of(self, document: &Node) -> bool {
        match self {
            Self::All => true,
            Self::Written => document.contact_lists().is_some(),
            Self::None => false,
        }
    }
}

impl Inherited {
    /// The finding that a file of defaults is not used, and has keys that this document lacks.
    pub(super) fn left_out(
        &self,
        document: &Node,
        profile: PlatformKind,
        sent: ListsSent,
    ) -> Option<Finding> {
        let Unused { layer, help, is_below } = self.unused.as_ref()?;
        let Origin::Text { source, .. } = &layer.document.origin else { return None };
        let alone = Self { layers: vec![Arc::clone(layer)], unused: None };
        let mut values = alone.given_to(document, profile);
        values.retain(|value| value.file == source.name);
        let keys: Vec<&str> = values.iter().map(|value| value.field.as_str()).collect();
        if keys.is_empty() {
            return None;
        }
        let message = format!(
            "{} is not used here, and has keys that this campaign lacks: {}",
            source.name,
            keys.join(", ")
        );
        let is_list_missing = keys.iter().any(|key| key.starts_with(DNC_LISTS));
        if *is_below && !sent.are_of(document) {
            return None;
        }
        let problem = if is_list_missing && sent.are_of(document) && !is_below {
            Problem::error("defaults/do-not-contact-not-used", message)
        } else {
            Problem::warning("defaults/not-used", message)
        };
        Some(problem.help(*help).at(&document.origin))
    }
}
