//! A file of defaults above the folders that are searched: it is not used, and that is said.

use std::path::Path;
use std::sync::Arc;

use super::{Inherited, Layer, decode};
use crate::domain::finding::{Finding, Origin, Problem};
use crate::domain::kore_campaign::DNC_LISTS;
use crate::domain::platform_kind::PlatformKind;
use crate::manifest::gather::{LinksOut, load_file};
use crate::manifest::node::Node;
use crate::manifest::policy_file::refusal;

/// A file that is not used, to see what a campaign would inherit from it; `None` if it cannot be read.
pub(super) fn layer(path: &Path, platform: PlatformKind) -> Option<Arc<Layer>> {
    let is_file = refusal(path, LinksOut::Left, "defaults file").is_none();
    is_file.then(|| decode(load_file(path), platform).0).flatten().map(Arc::new)
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
    /// The finding that a file of defaults stands above those that are used, and has keys that this document lacks.
    pub(super) fn left_out(
        &self,
        document: &Node,
        profile: PlatformKind,
        sent: ListsSent,
    ) -> Option<Finding> {
        let above = self.above.as_ref()?;
        let Origin::Text { source, .. } = &above.document.origin else { return None };
        let alone = Self { layers: vec![Arc::clone(above)], above: None };
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
        let problem = if is_list_missing && sent.are_of(document) {
            Problem::error("defaults/do-not-contact-not-used", message)
        } else {
            Problem::warning("defaults/not-used", message)
        };
        let help = "the search ends at the folder that the command line names: name the folder of that file, or name the file to use with \
                    --defaults FILE or KCAMP_DEFAULTS (one with only comments gives nothing)";
        Some(problem.help(help).at(&document.origin))
    }
}
