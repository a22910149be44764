//! The campaign that a file is of, for commands that take little more than that from it.

use super::check::left_out;
use super::context::CheckContext;
use super::decode::{Renamed, platform_of};
use super::node::{Node, Value};
use super::pasted;
use super::reader::{NAME_LABEL, ReadText, Reader, is_of_campaign};
use crate::domain::burki_campaign::{BurkiCampaignName, Medium};
use crate::domain::choice::{folded, nearest};
use crate::domain::field::kind::{KindSet, TYPES};
use crate::domain::field::{Decides, Table};
use crate::domain::finding::{Finding, Findings, Located, Problem};
use crate::domain::kore_campaign::CampaignName;
use crate::domain::live::LiveCampaign;
use crate::domain::name::NameKey;
use crate::domain::platform_kind::PlatformKind;

/// The keys that say which campaign a document is of.
const KEYS: [&str; 5] = ["platform", "name", "renamedFrom", "campaignType", "campaign_type"];
/// The code of a file of another campaign than the one that is meant.
const OF_ANOTHER: &str = "file/of-another-campaign";

/// The campaign that a document is of.
#[derive(Debug, Clone)]
pub struct NamedCampaign {
    /// Its name.
    pub name: Located<String>,
    /// The platform's word for its type, if the document says it.
    type_word: Option<Located<String>>,
    renamed: Renamed,
}

impl NamedCampaign {
    /// Whether the document says the type of its campaign.
    pub const fn has_type(&self) -> bool {
        self.type_word.is_some()
    }

    /// Whether the document is of the campaign of this name. The name from before a rename is its own too.
    pub fn is_of(&self, name: &str) -> bool {
        let former = match &self.renamed {
            Renamed::From(former) => Some(former.as_str()),
            Renamed::NotSaid | Renamed::Never => None,
        };
        let key = NameKey::of(name);
        [Some(self.name.value.as_str()), former].into_iter().flatten().any(|own| NameKey::of(own) == key)
    }

    /// The error that the schedule of the document is asked for another campaign than its own.
    pub fn other_than(&self, name: &str) -> Option<Finding> {
        if self.is_of(name) {
            return None;
        }
        let own = self.name.value.as_str();
        let message = format!("this is the file of {own:?}, and its schedule was asked for {name:?}");
        let problem = Problem::error("schedule/of-another-campaign", message).help(
            "name the campaign of the file, or give the file of the campaign; a file with only the keys of a schedule block is for any campaign",
        );
        Some(problem.at(&self.name.origin))
    }

    /// The error that the document is of none of the campaigns that are named beside it.
    pub fn none_of(&self, names: &[&str]) -> Option<Finding> {
        if names.iter().any(|name| self.is_of(name)) {
            return None;
        }
        let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        let own = self.name.value.as_str();
        let message = format!("this is the file of {own:?}, and the command names {}", quoted.join(", "));
        let problem = Problem::error(OF_ANOTHER, message)
            .help("name the campaign of the file, or leave out either the name or -f");
        Some(problem.at(&self.name.origin))
    }

    /// The error that the live campaign has another type than the document says.
    pub fn of_another_type(&self, live: &LiveCampaign) -> Option<Finding> {
        let (own, its) = (self.type_word.as_ref()?, live.type_word()?);
        if own.value == its {
            return None;
        }
        let message = format!("the file is of type {}, and {:?} is of type {its}", own.value, live.name);
        let problem = Problem::error(OF_ANOTHER, message)
            .help("give the file of the live campaign; kcamp campaign list shows the types");
        Some(problem.at(&own.origin))
    }
}

/// Decodes which campaign a document is of. The findings are those about that: its platform, which must be the one that
/// is set, its name, its type, and keys that may be meant for these. `None` if one of them is an error, or the name is
/// missing.
pub fn decode_named(
    document: &Node,
    read_text: &ReadText<'_>,
    check_context: &CheckContext,
) -> (Option<NamedCampaign>, Findings) {
    let table = Table::of(platform_of(document, check_context.platform));
    let mut reader = Reader::new(document, read_text, table);
    let other = pasted::other_document(document, table);
    if let Some(finding) = other.or_else(|| left_out(document, check_context).map(|left| left.finding)) {
        reader.findings.push(finding);
        return (None, reader.findings);
    }
    reader.check_keys(KindSet::ALL);
    let of_keys = std::mem::take(&mut reader.findings);
    reader.findings.extend(of_keys.into_iter().filter(|finding| says_which(document, table, finding)));
    reader.parse_at::<PlatformKind>(&["platform"]);
    match table.platform {
        PlatformKind::Kore => {
            reader.chosen("campaignType", "campaign/type-unknown", &TYPES);
        }
        PlatformKind::Burki => {
            reader.parse_at::<Medium>(&["campaign_type"]);
        }
    }
    let named = reader.named_campaign();
    (named.filter(|_| !reader.findings.has_firm_errors()), reader.findings)
}

/// Whether a finding is about a key that says which campaign the document is of, or that may be meant for one.
fn says_which(document: &Node, table: &Table, finding: &Finding) -> bool {
    let mut entries = document.entries().iter();
    let entry = entries.find(|entry| [&entry.key.origin, &entry.value.origin].contains(&&finding.origin));
    let Some(entry) = entry else { return false };
    let key = entry.key.value.as_str();
    if table.has_key(&[], key) {
        return KEYS.contains(&key);
    }
    let word = folded(key);
    nearest(key, KEYS).is_some()
        || table.also_called(&[], key).is_some_and(|known| KEYS.contains(&known))
        || KEYS.into_iter().any(|known| is_of_campaign(&folded(known), &word))
}

impl Reader<'_> {
    /// The campaign that the document names, its name checked for its platform.
    pub(super) fn named_campaign(&mut self) -> Option<NamedCampaign> {
        let node = self.at(&["name"])?;
        let name = match self.table.platform {
            PlatformKind::Kore => self.name::<CampaignName>(node, NAME_LABEL)?.to_string(),
            PlatformKind::Burki => self.name::<BurkiCampaignName>(node, NAME_LABEL)?.to_string(),
        };
        let mut of_type = self.table.decisive().filter(|field| field.decides() == Decides::Type);
        let type_word = of_type.find_map(|field| {
            let Node { value: Value::Text(word), origin } = self.at(field.path)? else { return None };
            Some(Located::new(word.to_string(), origin.clone()))
        });
        let name = Located::new(name, node.origin.clone());
        Some(NamedCampaign { name, type_word, renamed: self.renamed() })
    }
}
