//! Finds the files of a run.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::build::FILE_SIZE_MAX;
use super::load::{Loaded, load_bytes, too_large};
use crate::domain::choice::near;
use crate::domain::finding::{Findings, Origin, PATH_NOT_FOUND, Problem};
use crate::domain::policy::POLICY_FILE;

/// The name of standard input in findings.
pub const STDIN_NAME: &str = "<stdin>";
/// The most files and folders that are named where a path leads nowhere.
const NAMES_SHOWN_MAX: usize = 5;

/// The name of a file of defaults.
pub const DEFAULTS_FILE: &str = "kcamp.defaults.yaml";

/// A text that a run checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input, which the caller reads and passes to [`load_bytes`] with the name [`STDIN_NAME`].
    Stdin,
    /// A file, by its path as the user would type it.
    File(PathBuf),
}

/// The files that were found for paths.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Each file once, in the order of the paths; files of a folder are sorted by name.
    pub inputs: Vec<Input>,
    /// The policies and files of defaults that paths name themselves: they are about campaigns, and have none.
    pub settings: Vec<PathBuf>,
    /// Paths that stand for nothing.
    pub findings: Findings,
    /// The number of files in folders that are not read, because their names do not end like campaign files, or because
    /// they are hidden campaign files. Policies and defaults are read, and other hidden files and folders do not count.
    pub skipped: usize,
    /// The number of links in folders that are not followed, because they lead out of the folder.
    pub links_out: usize,
}

/// Whether to follow links that lead out of their folder. A path that is given explicitly is always followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinksOut {
    /// The links are not followed, but counted: the author of a folder must not decide which other files are read.
    #[default]
    Left,
    /// The links are followed, as requested.
    Followed,
}

impl LinksOut {
    /// Follows links if `--follow-links` is given.
    pub const fn asked(follow_links: bool) -> Self {
        if follow_links { Self::Followed } else { Self::Left }
    }
}

/// Finds the campaign files for paths: a file, a folder with everything below it, or `-` for standard input.
///
/// In a folder, the files `*.yaml`, `*.yml` and `*.json` count, in any case, except hidden ones, policies and defaults.
/// Contents are not read: [`load_file`] does that, one file at a time.
pub fn gather(paths: &[PathBuf], links_out: LinksOut) -> Gathered {
    let mut search = Search { links_out, ..Search::default() };
    for path in paths {
        if path.as_os_str() == "-" {
            search.take(Input::Stdin, PathBuf::from("-"));
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                let findings = search.gathered.findings.iter().count();
                search.folder(path);
                if !search.has_read() && findings == search.gathered.findings.iter().count() {
                    let problem = Problem::error("file/folder-empty", "the folder has no campaign files")
                        .help("campaign files end in .yaml, .yml or .json");
                    search.report(problem, path);
                }
            }
            Ok(metadata) if metadata.is_file() && is_setting_file(path) => {
                search.gathered.settings.push(path.clone());
            }
            Ok(_) => search.take(Input::File(path.clone()), canonical(path)),
            Err(error) => search.report(unreadable(&error, path), path),
        }
    }
    search.gathered
}

/// Reads the documents of a file. If it cannot be read, the result has a finding.
///
/// ```
/// use kcamp::manifest::{Value, load_file};
///
/// let folder = tempfile::tempdir()?;
/// let file = folder.path().join("spring.yaml");
/// std::fs::write(&file, "name: Spring\ncallerId: '+12025550143'\n")?;
/// let loaded = load_file(&file);
/// let name = loaded.documents[0].at(&["name"]).map(|name| &name.value);
/// assert_eq!(name, Some(&Value::Text("Spring".into())));
///
/// let missing = load_file(&folder.path().join("summer.yaml"));
/// assert!(missing.documents.is_empty() && missing.findings.has_errors());
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn load_file(path: &Path) -> Loaded {
    let name = path.display().to_string();
    let limit = u64::try_from(FILE_SIZE_MAX).unwrap_or(u64::MAX);
    let read = || -> io::Result<Option<Vec<u8>>> {
        let file = fs::File::open(path)?;
        let length = file.metadata()?.len();
        if length > limit {
            return Ok(None);
        }
        // With capacity for the whole file and one more byte, a single read finds the end.
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
        file.take(limit + 1).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    };
    match read() {
        Ok(Some(bytes)) => load_bytes(&name, bytes),
        Ok(None) => Loaded::unreadable(too_large(), &name),
        Err(error) => Loaded::unreadable(unreadable(&error, path), &name),
    }
}

/// Texts that are checked instead of files, by the names that findings show for the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts(BTreeMap<String, Vec<u8>>);

impl Drafts {
    /// Sets the text that is read instead of a file from now on.
    pub fn set(&mut self, name: impl Into<String>, text: impl Into<Vec<u8>>) {
        self.0.insert(name.into(), text.into());
    }

    /// The text that replaces a file's.
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// Loads a file like [`load_file`], or its draft if there is one.
    pub fn load(&self, path: &Path) -> Loaded {
        let name = if self.0.is_empty() { None } else { Some(path.display().to_string()) };
        match name.as_ref().and_then(|name| self.get(name).map(|text| (name, text))) {
            Some((name, text)) => load_bytes(name, text.to_vec()),
            None => load_file(path),
        }
    }
}

/// The path that was probably meant by one that leads nowhere: the first part of it that is not there is misspelt.
pub fn near_path(path: &Path) -> Option<PathBuf> {
    let is_there = |path: &&Path| path.as_os_str().is_empty() || path.symlink_metadata().is_ok();
    let folder = path.ancestors().skip(1).find(is_there)?;
    let mut missing = path.strip_prefix(folder).ok()?.components();
    let name = missing.next()?.as_os_str().to_str()?.to_owned();
    let searched = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(searched).ok()?.flatten();
    let names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    // An empty rest would end the path with a slash.
    let rest = Some(missing.as_path()).filter(|rest| !rest.as_os_str().is_empty());
    near(&name, names.iter().map(String::as_str)).into_iter().find_map(|near| {
        let near = folder.join(near);
        let whole = rest.map_or_else(|| near.clone(), |rest| near.join(rest));
        whole.symlink_metadata().is_ok().then_some(whole)
    })
}

/// The campaign files and folders of the deepest folder of a path that is there, for one who cannot have meant another
/// path.
fn what_is_there(path: &Path) -> String {
    let folder = path.ancestors().skip(1).find(|folder| folder.is_dir());
    let (shown, searched) = folder.map_or_else(
        || ("the folder in which kcamp runs".to_owned(), Path::new(".")),
        |folder| (format!("the folder {}", folder.display()), folder),
    );
    let mut names: Vec<String> = fs::read_dir(searched)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let (name, is_folder) = (entry.file_name().into_string().ok()?, entry.path().is_dir());
            let is_named = !name.starts_with('.') && (is_folder || is_campaign_file(Path::new(&name)));
            is_named.then(|| if is_folder { name + "/" } else { name })
        })
        .collect();
    names.sort();
    let more = names.len().saturating_sub(NAMES_SHOWN_MAX);
    names.truncate(NAMES_SHOWN_MAX);
    match (names.is_empty(), more) {
        (true, _) => format!("check the path: {shown} has no campaign files"),
        (false, 0) => format!("check the path: {shown} has {}", names.join(", ")),
        (false, more) => format!("check the path: {shown} has {} and {more} more", names.join(", ")),
    }
}

/// Whether a file is a link that leads out of the folder in which it lies.
pub(super) fn leads_out(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    !canonical(path).starts_with(canonical(folder))
}

fn special() -> Problem {
    Problem::error("file/unreadable", "it is a pipe or a device, so it was not opened")
        .help("name it on the command line to read it anyway")
}

fn unreadable(error: &io::Error, path: &Path) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => match fs::read_link(path) {
            Ok(target) => {
                let message = format!("the link leads to {}, which is not there", target.display());
                Problem::error(PATH_NOT_FOUND, message)
                    .help("bring back what it leads to, or remove the link")
            }
            Err(_) => Problem::error(PATH_NOT_FOUND, "no such file or folder").help(match near_path(path) {
                Some(near) => format!("did you mean {}?", near.display()),
                None => what_is_there(path),
            }),
        },
        io::ErrorKind::PermissionDenied => Problem::error("file/unreadable", "you may not read the file")
            .help("change its permissions so that you can read it"),
        _ => Problem::error("file/unreadable", format!("the file cannot be read: {error}"))
            .help("check that the path is a campaign file or a folder of them"),
    }
}

/// A walk over folders that visits nothing twice, even with links.
#[derive(Default)]
struct Search {
    gathered: Gathered,
    links_out: LinksOut,
    met: HashSet<PathBuf>,
    /// The canonical path of each input, in order.
    read: Vec<PathBuf>,
    /// The number of inputs before the current folder. `met_again` has the paths in the folder that
    /// were visited before.
    before: usize,
    met_again: Vec<PathBuf>,
}

impl Search {
    fn report(&mut self, problem: Problem, path: &Path) {
        self.gathered.findings.push(problem.at(&Origin::File(path.display().to_string())));
    }

    /// Adds the input with this canonical path, unless it was visited before.
    fn take(&mut self, input: Input, canonical: PathBuf) {
        if self.met.insert(canonical.clone()) {
            self.gathered.inputs.push(input);
            self.read.push(canonical);
        } else {
            self.met_again.push(canonical);
        }
    }

    /// Whether a campaign file of the last folder is read, by this path or by another.
    fn has_read(&self) -> bool {
        let is_met_again = |path: &PathBuf| self.met_again.iter().any(|met| path.starts_with(met));
        self.read.len() > self.before || self.read.iter().any(is_met_again)
    }

    /// Whether a link's target is not followed. Pipes and devices are never opened, and are reported.
    fn is_left(&self, place: &PathTarget, root: &Path) -> bool {
        self.links_out == LinksOut::Left
            && place.kind != EntryKind::Special
            && !place.canonical.starts_with(root)
    }

    fn folder(&mut self, folder: &Path) {
        self.before = self.read.len();
        self.met_again.clear();
        // Folders wait in a list instead of recursion, so that a deep tree takes no stack.
        let root = canonical(folder);
        let mut waiting = vec![FolderEntry { path: folder.to_owned(), known: None }];
        while let Some(FolderEntry { path, known }) = waiting.pop() {
            match known.map_or_else(|| PathTarget::of(&path), Ok) {
                Ok(place) if self.is_left(&place, &root) => {
                    if self.met.insert(place.canonical) {
                        self.gathered.links_out += 1;
                    }
                }
                Ok(PathTarget { canonical, kind: EntryKind::Folder }) => {
                    if !self.met.insert(canonical.clone()) {
                        self.met_again.push(canonical);
                        continue;
                    }
                    match entries(&path, &canonical) {
                        // The list is taken from its end.
                        Ok(found) => {
                            self.gathered.skipped += found.hidden;
                            waiting.extend(found.shown.into_iter().rev());
                        }
                        Err(error) => self.report(unreadable(&error, &path), &path),
                    }
                }
                Ok(PathTarget { kind: EntryKind::Special, .. }) => {
                    if is_campaign_file(&path) {
                        self.report(special(), &path);
                    }
                }
                Ok(PathTarget { canonical, kind: EntryKind::File }) => {
                    if is_campaign_file(&path) {
                        self.take(Input::File(path), canonical);
                    } else if !is_setting_file(&path) && self.met.insert(canonical) {
                        self.gathered.skipped += 1;
                    }
                }
                Err(error) => {
                    if is_campaign_file(&path) {
                        self.report(unreadable(&error, &path), &path);
                    }
                }
            }
        }
    }
}

/// An entry of a folder.
struct FolderEntry {
    path: PathBuf,
    /// Its place, from the folder's entry; `None` for a link, which must be followed.
    known: Option<PathTarget>,
}

/// The target of a path: its canonical path and its kind.
struct PathTarget {
    canonical: PathBuf,
    kind: EntryKind,
}

/// The kind of an entry of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EntryKind {
    Folder,
    File,
    /// A pipe, a device or a socket. Opening it could wait forever, or read without end.
    Special,
}

impl EntryKind {
    fn of(kind: FileType) -> Self {
        if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Special
        }
    }
}

impl PathTarget {
    fn of(path: &Path) -> io::Result<Self> {
        let kind = EntryKind::of(fs::metadata(path)?.file_type());
        Ok(Self { canonical: canonical(path), kind })
    }

    /// The place of an entry in a folder; `None` for a link, which leads elsewhere.
    fn within(folder: &Path, name: &OsStr, kind: FileType) -> Option<Self> {
        (!kind.is_symlink()).then(|| Self { canonical: folder.join(name), kind: EntryKind::of(kind) })
    }
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The contents of a folder.
struct Entries {
    /// The entries that are not hidden, sorted by name.
    shown: Vec<FolderEntry>,
    /// The number of hidden files with names of campaign files.
    hidden: usize,
}

fn entries(folder: &Path, canonical: &Path) -> io::Result<Entries> {
    let mut found = Vec::new();
    let mut hidden = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            let known = entry.file_type().ok().and_then(|kind| PathTarget::within(canonical, &name, kind));
            let path = if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) };
            found.push(FolderEntry { path, known });
        } else if is_campaign_file(Path::new(&name)) {
            hidden += 1;
        }
    }
    found.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    Ok(Entries { shown: found, hidden })
}

fn is_campaign_file(path: &Path) -> bool {
    let is_known = |end: &OsStr| ["yaml", "yml", "json"].iter().any(|known| end.eq_ignore_ascii_case(known));
    path.extension().is_some_and(is_known) && !is_setting_file(path)
}

/// Whether a path is a policy or a file of defaults, which are not campaign files.
fn is_setting_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == POLICY_FILE || name == DEFAULTS_FILE)
}

/// Whether a path leads to a folder.
pub(super) fn is_folder(path: &Path) -> bool {
    path.as_os_str() != "-" && path.is_dir()
}

#[cfg(test)]
mod tests;
