//! `kcamp.defaults.yaml`: where it is searched for, and what campaigns inherit from it.
//!
//! All such files in the folders around a campaign file are used, from its own folder up to the root of its repository,
//! or otherwise up to the folder named on the command line. The nearest file takes precedence, key by key; lists are
//! replaced whole. A file that is named explicitly is the only one. For stdin, there are none.

mod unused;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use self::unused::ListsSent;
use self::unused::Unused;
use super::allow::Allowances;
use super::context::CheckContext;
use super::decode::{decode_lacking, evidently_for_another, platform_of};
use super::gather::{DEFAULTS_FILE, Drafts, LinksOut, is_folder, load_file};
use super::load::Loaded;
use super::near_setting::NearNames;
use super::near_setting::from_here;
use super::node::{Node, NodeEntry, Value};
use super::policy_file::refusal;
use super::reader::{Reader, at_or_meant};
use crate::domain::choice::meant_by;
use crate::domain::field::Table;
use crate::domain::field::kind::{FORMATS, KindSet, MODES, TYPES};
use crate::domain::field::place::FieldPlace;
use crate::domain::finding::{Findings, Problem};
use crate::domain::inherited::InheritedValue;
use crate::domain::platform_kind::PlatformKind;

/// The defaults of a run, each file read once.
#[derive(Debug)]
pub struct DefaultsFiles {
    /// The folders that were named on the command line, by their real paths.
    roots: Vec<PathBuf>,
    /// The file that is used instead of those that would be found.
    instead: Option<PathBuf>,
    links_out: LinksOut,
    platform: PlatformKind,
    /// Texts that are checked instead of the files with the same names.
    drafts: Drafts,
    near: NearNames,
    by_folder: HashMap<PathBuf, Arc<Inherited>>,
    by_file: HashMap<PathBuf, Option<Arc<Layer>>>,
    /// The findings about the files of defaults.
    pub findings: Findings,
}

/// One file of defaults.
#[derive(Debug)]
struct Layer {
    document: Node,
    allowances: Allowances,
}

/// The files of defaults from which the campaigns of one file inherit.
#[derive(Debug, Default, Clone)]
pub struct Inherited {
    /// The nearest first.
    layers: Vec<Arc<Layer>>,
    /// A file that is not used, although it may be meant for these campaigns.
    unused: Option<Unused>,
}

impl DefaultsFiles {
    /// Creates a set with no files read yet. `paths` are those of the command line, `instead` is the file to use
    /// instead of those that would be found, and `platform` is the platform of files that name none.
    pub fn new(
        paths: &[PathBuf],
        instead: Option<PathBuf>,
        links_out: LinksOut,
        platform: PlatformKind,
    ) -> Self {
        let mut roots: Vec<PathBuf> =
            paths.iter().filter(|path| is_folder(path)).filter_map(|path| path.canonicalize().ok()).collect();
        // The outermost folder ends a search.
        roots.sort_by_key(|root| root.components().count());
        Self {
            roots,
            instead,
            links_out,
            platform,
            drafts: Drafts::default(),
            near: NearNames::default(),
            by_folder: HashMap::new(),
            by_file: HashMap::new(),
            findings: Findings::new(),
        }
    }

    /// Adds drafts, which replace files.
    #[must_use]
    pub fn with_drafts(self, drafts: Drafts) -> Self {
        Self { drafts, ..self }
    }

    /// Leaves out the file of a folder, which is replaced.
    #[must_use]
    pub fn without(mut self, folder: &Path) -> Self {
        let own = folder.join(DEFAULTS_FILE);
        let is_own = |path: &PathBuf| own.canonicalize().ok() == path.canonicalize().ok();
        if let Some(path) = self.around(folder).into_iter().next().filter(is_own) {
            self.by_file.insert(path, None);
        }
        self
    }

    /// The defaults for the campaigns of a file; without a path, those for stdin.
    pub fn of(&mut self, file: Option<&Path>) -> Arc<Inherited> {
        if let Some(instead) = self.instead.clone() {
            let layers = self.layer(instead).into_iter().collect();
            let found = file.map(|file| self.around(folder_of(file))).unwrap_or_default();
            let unused = found.iter().find_map(|path| Unused::replaced(path, self.platform));
            return Arc::new(Inherited { layers, unused });
        }
        let Some(file) = file else { return Arc::default() };
        let folder = folder_of(file);
        if let Some(known) = self.by_folder.get(folder) {
            return Arc::clone(known);
        }
        let (searched, above) = self.folders(folder);
        for folder in &searched {
            self.findings.extend(self.near.of(folder, DEFAULTS_FILE));
        }
        let layers = defaults_in(searched).into_iter().filter_map(|path| self.layer(path)).collect();
        let unused = defaults_in(above).first().and_then(|path| Unused::above(path, self.platform));
        let unused = unused.or_else(|| Unused::below(folder, self.platform));
        let inherited = Arc::new(Inherited { layers, unused });
        self.by_folder.insert(folder.to_owned(), Arc::clone(&inherited));
        inherited
    }

    /// The files of defaults around a folder, the nearest first.
    fn around(&self, folder: &Path) -> Vec<PathBuf> {
        defaults_in(self.folders(folder).0)
    }

    /// The folders in which files of defaults are searched for, the nearest first, and the folders above those. Above a
    /// repository nothing is meant for its campaigns.
    fn folders(&self, folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let Ok(folder) = std::path::absolute(folder) else { return Default::default() };
        let folder = folder.canonicalize().unwrap_or(folder);
        let repository = folder.ancestors().find(|above| above.join(".git").exists());
        let named = || self.roots.iter().find(|root| folder.starts_with(root)).map(PathBuf::as_path);
        let end = repository.or_else(named).unwrap_or(&folder).to_owned();
        let is_above = |above: &&Path| !above.starts_with(&end);
        let (above, searched): (Vec<&Path>, Vec<&Path>) = folder.ancestors().partition(is_above);
        let owned = |folders: Vec<&Path>| folders.into_iter().map(Path::to_owned).collect();
        (owned(searched), if repository.is_some() { Vec::new() } else { owned(above) })
    }

    fn layer(&mut self, path: PathBuf) -> Option<Arc<Layer>> {
        if let Some(known) = self.by_file.get(&path) {
            return known.clone();
        }
        let loaded =
            if self.instead.is_some() { None } else { refusal(&path, self.links_out, "defaults file") };
        let loaded = match loaded {
            Some(problem) => Loaded::unreadable(problem, &path.display().to_string()),
            None => self.drafts.load(&path),
        };
        let (layer, findings) = decode(loaded, self.platform);
        self.findings.extend(findings);
        let layer = layer.map(Arc::new);
        self.by_file.insert(path, layer.clone());
        layer
    }
}

/// The folder in which a file is.
fn folder_of(file: &Path) -> &Path {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// The files of defaults in these folders. Anything with the name counts: leaving out defaults silently would change
/// campaigns.
fn defaults_in(folders: Vec<PathBuf>) -> Vec<PathBuf> {
    let paths = folders.into_iter().map(|folder| folder.join(DEFAULTS_FILE));
    paths.filter(|path| path.symlink_metadata().is_ok()).map(from_here).collect()
}

/// Decodes a file of defaults. Keys are checked here, and values where a campaign inherits them.
fn decode(loaded: Loaded, platform: PlatformKind) -> (Option<Layer>, Findings) {
    let Loaded { documents, findings: found, allowances } = loaded;
    let mut findings = Findings::new();
    // A file with only comments gives nothing to inherit.
    findings.extend(found.into_iter().filter(|finding| finding.problem.code != "file/empty"));
    if let Some(second) = documents.get(1) {
        let problem = Problem::error(
            "defaults/several-documents",
            "a defaults file must be one document, and a second one starts here",
        )
        .help("put it all into the first, or put the campaigns into folders with a defaults file each");
        findings.push(problem.at(&second.origin));
    }
    let Some(document) = documents.into_iter().next() else { return (None, findings) };
    for NodeEntry { key, .. } in document.entries() {
        if Table::is_of_one_campaign(&key.value) {
            let problem = Problem::error(
                "defaults/key-not-inherited",
                format!("{} belongs to one campaign, and cannot be inherited", key.value),
            );
            findings.push(problem.help("write it in the campaign's own file").at(&key.origin));
        }
    }
    let unread = |_: &Path| Err(String::new());
    let mut reader = Reader::new(&document, &unread, Table::of(platform_of(&document, platform)));
    reader.check_keys(KindSet::ALL);
    findings.extend(std::mem::take(&mut reader.findings));
    (Some(Layer { document, allowances }), findings)
}

/// The problems of the values of a file of defaults that no checked campaign inherits; none where it is a policy.
pub fn check_defaults(loaded: &Loaded, name: &Path, check_context: &CheckContext) -> Findings {
    if name.file_name().is_none_or(|name| name != DEFAULTS_FILE) {
        return Findings::new();
    }
    let unread = |_: &Path| Err(String::new());
    let document = loaded.documents.first();
    document.map(|document| decode_lacking(document, &unread, check_context).findings).unwrap_or_default()
}

impl Inherited {
    /// Adds to the documents of a file the keys that they do not have and that fit their platform and kind. `profile`
    /// is the platform of documents that name none.
    pub fn lay_under(&self, loaded: &mut Loaded, profile: PlatformKind) {
        self.lay_under_sent(loaded, profile, ListsSent::All);
    }

    /// Like `lay_under`, for a command that does not send all of a campaign.
    pub fn lay_under_sent(&self, loaded: &mut Loaded, profile: PlatformKind, sent: ListsSent) {
        for document in &mut loaded.documents {
            self.lay_under_document(document, profile);
            loaded.findings.extend(self.left_out(document, profile, sent));
        }
        let allowances = self.layers.iter().map(|layer| &layer.allowances).filter(|it| !it.is_empty());
        loaded.allowances.inherit(allowances);
    }

    /// Like `lay_under`, but for one document.
    pub fn lay_under_document(&self, document: &mut Node, profile: PlatformKind) {
        for Layer { document: inherited, .. } in self.layers.iter().map(AsRef::as_ref) {
            let is_of_it = evidently_for_another(document, Table::of(platform_of(inherited, profile)), &[]);
            if is_of_it.is_none() {
                lay_key(document, inherited, "platform", Table::of(profile), KindSet::ALL);
            }
        }
        let platform = platform_of(document, profile);
        let table = Table::of(platform);
        if evidently_for_another(document, table, &[]).is_some() {
            return;
        }
        let layers = || {
            let layers = self.layers.iter().map(|layer| &layer.document);
            layers.filter(|layer| platform_of(layer, profile) == platform)
        };
        for field in table.decisive() {
            let kinds = kinds_of(document);
            layers().for_each(|layer| lay_key(document, layer, field.path[0], table, kinds));
        }
        let kinds = kinds_of(document);
        layers().for_each(|layer| {
            lay(document, layer, table.tree(), kinds, &|key| !Table::is_of_one_campaign(key));
        });
    }

    /// The values that a document would inherit.
    pub fn given_to(&self, document: &Node, profile: PlatformKind) -> Vec<InheritedValue> {
        let mut whole = document.clone();
        self.lay_under_document(&mut whole, profile);
        inherited_values(&whole)
    }

    /// The document that a campaign without any fields would inherit, for the schema of campaign files.
    pub fn whole(&self, profile: PlatformKind) -> Node {
        let mut document = Node::from_flags();
        self.lay_under_document(&mut document, profile);
        document
    }
}

/// Whether a file of defaults is for another platform than this one: it names it, or has keys that only
/// another one has.
pub fn is_for_another(path: &Path, platform: PlatformKind) -> bool {
    let is_anothers = |document: &Node| {
        platform_of(document, platform) != platform
            || evidently_for_another(document, Table::of(platform), &[]).is_some()
    };
    load_file(path).documents.first().is_some_and(is_anothers)
}

/// Gives a document one key.
fn lay_key(document: &mut Node, inherited: &Node, key: &str, table: &'static Table, kinds: KindSet) {
    lay(document, inherited, table.tree(), kinds, &|it| it == key);
}

/// Adds to a mapping the chosen keys that it lacks and that campaigns of these kinds may have; nested mappings are
/// completed. An empty key of the document stays empty, so that it is reported.
fn lay(
    document: &mut Node,
    inherited: &Node,
    place: &'static FieldPlace,
    kinds: KindSet,
    is_chosen: &dyn Fn(&str) -> bool,
) {
    let (Value::Mapping(own), Value::Mapping(given)) = (&mut document.value, &inherited.value) else {
        return;
    };
    for entry in given.iter().filter(|entry| is_chosen(&entry.key.value)) {
        let below = match place.key(&entry.key.value) {
            Some((_, below)) => below,
            // A mapping whose keys the author chooses.
            None if place.is_leaf() && place.field.is_some() => place,
            None => continue,
        };
        if below.allowed.and(kinds).is_empty() {
            continue;
        }
        if let Some(known) = own.iter_mut().find(|known| known.key.value == entry.key.value) {
            lay(&mut known.value, &entry.value, below, kinds, &|_| true);
            continue;
        }
        let is_group = matches!(entry.value.value, Value::Mapping(_)) && below.field.is_none();
        let value = if is_group {
            let mut group = Node::new(Value::Mapping(Vec::new()), entry.value.origin.clone());
            lay(&mut group, &entry.value, below, kinds, &|_| true);
            if group.entries().is_empty() {
                continue;
            }
            group
        } else {
            entry.value.clone()
        };
        own.push(NodeEntry { key: entry.key.clone(), value });
    }
}

/// The kinds that a campaign can still be.
fn kinds_of(document: &Node) -> KindSet {
    let word = |key| match &at_or_meant(document, Table::of(PlatformKind::Kore), key)?.value {
        Value::Text(word) => Some(word.as_str()),
        _ => None,
    };
    let choices = [("campaignType", &TYPES[..]), ("format", &FORMATS), ("dialingMode", &MODES)];
    KindSet::ALL.narrowed(choices.into_iter().filter_map(|(key, choices)| meant_by(word(key)?, choices)))
}

/// The values of a document that are in another file, by their keys joined with dots.
pub(super) fn inherited_values(document: &Node) -> Vec<InheritedValue> {
    fn below(node: &Node, document: &Node, path: &str, found: &mut Vec<InheritedValue>) {
        for NodeEntry { key, value } in node.entries() {
            let path = if path.is_empty() { key.value.to_string() } else { format!("{path}.{}", key.value) };
            match (&value.value, value.origin.other_text(&document.origin)) {
                (Value::Mapping(entries), _) if !entries.is_empty() => below(value, document, &path, found),
                (_, Some(file)) => found.push(InheritedValue { field: path, file: file.to_owned() }),
                (_, None) => {}
            }
        }
    }
    let mut found = Vec::new();
    below(document, document, "", &mut found);
    found
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::fs;
    use std::path::Path;

    use super::{DefaultsFiles, inherited_values};
    use crate::domain::finding::Origin;
    use crate::domain::platform_kind::PlatformKind;
    use crate::manifest::{LinksOut, Node, load_file};

    fn write(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The inherited fields of a file's first document, as `field=value` with the name of their file.
    fn inherited(folder: &Path, named: &str, file: &str) -> Vec<String> {
        let mut defaults =
            DefaultsFiles::new(&[folder.join(named)], None, LinksOut::Left, PlatformKind::Kore);
        let path = folder.join(file);
        let mut loaded = load_file(&path);
        defaults.of(Some(&path)).lay_under(&mut loaded, PlatformKind::Kore);
        assert!(defaults.findings.is_empty(), "{:?}", defaults.findings);
        let document: Node = loaded.documents.remove(0);
        let value = |field: &str| {
            let path: Vec<&str> = field.split('.').collect();
            let Some(Origin::Text { source, span }) = document.at(&path).map(|it| it.origin.clone()) else {
                return String::new();
            };
            source.text[span].to_owned()
        };
        let values = inherited_values(&document).into_iter();
        values.map(|it| format!("{}={} {}", it.field, value(&it.field), below(folder, &it.file))).collect()
    }

    fn below(folder: &Path, file: &str) -> String {
        let folder = folder.canonicalize().unwrap();
        Path::new(file).strip_prefix(folder).unwrap_or(Path::new(file)).display().to_string()
    }

    #[test]
    fn the_nearest_wins_key_by_key_and_lists_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "kcamp.defaults.yaml", "priority: 1\ndncLists: Opted out\n");
        write(
            folder.path(),
            "all/kcamp.defaults.yaml",
            "priority: 2\ndescription: all\ndialingStrategy:\n  callerId: {phoneNumber: \"+12025550124\"}\n  \
             callingHours: {timezone: UTC, days: [{days: Mon, start: \"9:00\", end: \"10:00\"}]}\n",
        );
        write(
            folder.path(),
            "all/eu/kcamp.defaults.yaml",
            "description: eu\ndialingStrategy:\n  callingHours: {timezone: Europe/Berlin}\n",
        );
        let campaign = "name: A\npriority: 3\ndialingStrategy: {callingHours: {days: [{days: Tue, start: \"9:00\", end: \"10:00\"}]}}\n";
        write(folder.path(), "all/eu/a.yaml", campaign);
        // The search ends at the named folder: files above it are not used.
        assert_eq!(
            inherited(folder.path(), "all", "all/eu/a.yaml"),
            [
                "dialingStrategy.callingHours.timezone=Europe/Berlin all/eu/kcamp.defaults.yaml",
                "dialingStrategy.callerId.phoneNumber=\"+12025550124\" all/kcamp.defaults.yaml",
                "description=eu all/eu/kcamp.defaults.yaml",
            ]
        );
        // A named file adds its own folder, and a repository ends the search at its root.
        assert_eq!(inherited(folder.path(), "all/eu/a.yaml", "all/eu/a.yaml").len(), 2);
        write(folder.path(), ".git/HEAD", "");
        let of_repository = inherited(folder.path(), "all/eu", "all/eu/a.yaml");
        assert!(
            of_repository.contains(&"dncLists=Opted out kcamp.defaults.yaml".to_owned()),
            "{of_repository:?}"
        );
    }

    #[test]
    fn a_campaign_inherits_what_its_platform_and_its_kind_have() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            "kcamp.defaults.yaml",
            "format: simple\ndialingMode: Preview\nmaxSkips: 2\ndialingStrategy: {maxRingTime: 30}\npriority: 4\n",
        );
        write(folder.path(), "sms.yaml", "campaignType: sms\n");
        write(folder.path(), "voice.yaml", "campaignType: voice\ndialingMode: Progressive\n");
        write(folder.path(), "burki.yaml", "platform: burki\n");
        let of = |file: &str| {
            let fields = inherited(folder.path(), "", file).into_iter();
            fields.map(|it| it.split('=').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(of("sms.yaml"), ["format", "priority"]);
        assert_eq!(of("voice.yaml"), ["dialingStrategy.maxRingTime", "priority"]);
        assert_eq!(of("burki.yaml"), [""; 0]);
    }

    #[test]
    fn what_cannot_be_inherited_is_found_in_its_own_file() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            "kcamp.defaults.yaml",
            "name: A\nmessage: {text: Hi}\nprioritty: 5\nx-a: &a 1\n---\npriority: 5\n",
        );
        write(folder.path(), "a.yaml", "name: A\n");
        let mut defaults =
            DefaultsFiles::new(&[folder.path().to_owned()], None, LinksOut::Left, PlatformKind::Kore);
        defaults.of(Some(&folder.path().join("a.yaml")));
        let codes: Vec<&str> = defaults.findings.iter().map(|it| it.problem.code).collect();
        assert_eq!(
            codes,
            [
                "file/text-start-lost",
                "defaults/several-documents",
                "defaults/key-not-inherited",
                "defaults/key-not-inherited",
                "file/unknown-key",
            ]
        );
    }
}
