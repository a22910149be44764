//! Which files a run looks at.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::defaults::DEFAULTS_FILE;
use super::load::{FILE_SIZE_MAX, Loaded, load_bytes, too_large};
use crate::domain::finding::{Findings, Origin, Problem};
use crate::domain::policy::POLICY_FILE;

/// What standard input is called in findings.
pub const STDIN_NAME: &str = "<stdin>";
/// What a live campaign is called in findings: nobody wrote it, and its name is what it is.
pub const LIVE_NAME: &str = "<the live campaign>";

/// A text that a run looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input, which the caller reads and gives to [`load_bytes`] under [`STDIN_NAME`].
    Stdin,
    /// A file, by its path as the user would type it.
    File(PathBuf),
}

/// The files that paths stand for.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Each file once, in the order of the paths; those of a folder by name.
    pub inputs: Vec<Input>,
    /// Paths that stand for nothing.
    pub findings: Findings,
    /// How many files of folders are not read, because their names do not end as those of campaign files do, or because
    /// they are hidden campaign files. Policies and defaults are read, and other hidden files and folders do not count.
    pub skipped: usize,
    /// How many links of folders are not followed, because they lead out of the folder.
    pub links_out: usize,
}

/// What becomes of links that lead out of the folder in which they are found. A path that is given is followed in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinksOut {
    /// They are left alone and counted: who wrote the folder does not say which other files are read.
    #[default]
    Left,
    /// They are followed: somebody asked for it.
    Followed,
}

impl LinksOut {
    /// Followed where `--follow-links` is given.
    #[must_use]
    pub const fn asked(follow_links: bool) -> Self {
        if follow_links { Self::Followed } else { Self::Left }
    }
}

/// The campaign files that paths stand for: a file, a folder with all below it, or `-` for standard input.
///
/// Of a folder the files `*.yaml`, `*.yml` and `*.json` count, in any case, hidden ones, policies and defaults excepted.
/// Contents are not read: [`load_file`] does that, one at a time.
#[must_use]
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
                    let problem =
                        Problem::error("file/folder-empty", "the folder has no campaign file in it")
                            .help("campaign files end in .yaml, .yml or .json");
                    search.report(problem, path);
                }
            }
            Ok(_) => search.take(Input::File(path.clone()), canonical(path)),
            Err(error) => search.report(unreadable(&error), path),
        }
    }
    search.gathered
}

/// Reads the documents of a file. What keeps it from being read is a finding.
#[must_use]
pub fn load_file(path: &Path) -> Loaded {
    let name = path.display().to_string();
    let limit = u64::try_from(FILE_SIZE_MAX).unwrap_or(u64::MAX);
    let read = || -> io::Result<Option<Vec<u8>>> {
        let file = fs::File::open(path)?;
        let length = file.metadata()?.len();
        if length > limit {
            return Ok(None);
        }
        // With room for it all, and to see its end, it is read at once.
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
        file.take(limit + 1).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    };
    match read() {
        Ok(Some(bytes)) => load_bytes(&name, bytes),
        Ok(None) => Loaded::unreadable(too_large(), &name),
        Err(error) => Loaded::unreadable(unreadable(&error), &name),
    }
}

/// Whether a file is a link that leads out of the folder in which it lies.
pub(super) fn leads_out(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    !canonical(path).starts_with(canonical(folder))
}

fn special() -> Problem {
    Problem::error("file/unreadable", "it is a pipe or a device, and was not opened")
        .help("name it on the command line to read it all the same")
}

fn unreadable(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => Problem::error("file/not-found", "there is no such file or folder")
            .help("check the path; it is relative to the folder in which kcamp runs"),
        io::ErrorKind::PermissionDenied => Problem::error("file/unreadable", "the file may not be read")
            .help("give yourself the right to read it"),
        _ => Problem::error("file/unreadable", format!("the file cannot be read: {error}"))
            .help("check that the path is a campaign file or a folder of them"),
    }
}

/// A walk over folders that meets nothing twice, whatever links there are.
#[derive(Default)]
struct Search {
    gathered: Gathered,
    links_out: LinksOut,
    met: HashSet<PathBuf>,
    /// The canonical path of each input, in their order.
    read: Vec<PathBuf>,
    /// What the folder that is walked holds: how many inputs there were before it, and what of it was met before.
    before: usize,
    met_again: Vec<PathBuf>,
}

impl Search {
    fn report(&mut self, problem: Problem, path: &Path) {
        self.gathered.findings.push(problem.at(&Origin::File(path.display().to_string())));
    }

    /// Takes what has this canonical path, unless it was met before.
    fn take(&mut self, input: Input, canonical: PathBuf) {
        if self.met.insert(canonical.clone()) {
            self.gathered.inputs.push(input);
            self.read.push(canonical);
        } else {
            self.met_again.push(canonical);
        }
    }

    /// Whether a campaign file of the folder that was walked last is read, by this path or by another.
    fn has_read(&self) -> bool {
        let is_met_again = |path: &PathBuf| self.met_again.iter().any(|met| path.starts_with(met));
        self.read.len() > self.before || self.read.iter().any(is_met_again)
    }

    /// Whether what a link leads to is left alone. Pipes and devices are not opened in any case, and are reported.
    fn is_left(&self, place: &Place, root: &Path) -> bool {
        self.links_out == LinksOut::Left && place.kind != Kind::Special && !place.canonical.starts_with(root)
    }

    fn folder(&mut self, folder: &Path) {
        self.before = self.read.len();
        self.met_again.clear();
        // Folders wait on a list of their own, so that a deep tree takes no stack.
        let root = canonical(folder);
        let mut waiting = vec![Found { path: folder.to_owned(), known: None }];
        while let Some(Found { path, known }) = waiting.pop() {
            match known.map_or_else(|| Place::of(&path), Ok) {
                Ok(place) if self.is_left(&place, &root) => {
                    if self.met.insert(place.canonical) {
                        self.gathered.links_out += 1;
                    }
                }
                Ok(Place { canonical, kind: Kind::Folder }) => {
                    if !self.met.insert(canonical.clone()) {
                        self.met_again.push(canonical);
                        continue;
                    }
                    match entries(&path, &canonical) {
                        // The last is taken first.
                        Ok(found) => {
                            self.gathered.skipped += found.hidden;
                            waiting.extend(found.shown.into_iter().rev());
                        }
                        Err(error) => self.report(unreadable(&error), &path),
                    }
                }
                Ok(Place { kind: Kind::Special, .. }) => {
                    if is_campaign_file(&path) {
                        self.report(special(), &path);
                    }
                }
                Ok(Place { canonical, kind: Kind::File }) => {
                    if is_campaign_file(&path) {
                        self.take(Input::File(path), canonical);
                    } else if !is_setting_file(&path) && self.met.insert(canonical) {
                        self.gathered.skipped += 1;
                    }
                }
                Err(error) => {
                    if is_campaign_file(&path) {
                        self.report(unreadable(&error), &path);
                    }
                }
            }
        }
    }
}

/// Something in a folder.
struct Found {
    path: PathBuf,
    /// What the folder already says of it: all, unless it is a link.
    known: Option<Place>,
}

/// What a path leads to.
struct Place {
    canonical: PathBuf,
    kind: Kind,
}

/// What is found in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    File,
    /// A pipe, a device or a socket: opening it could wait for ever, or read without end.
    Special,
}

impl Kind {
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

impl Place {
    fn of(path: &Path) -> io::Result<Self> {
        let kind = Kind::of(fs::metadata(path)?.file_type());
        Ok(Self { canonical: canonical(path), kind })
    }

    /// That of a name in a folder. `None` for a link, which leads elsewhere.
    fn within(folder: &Path, name: &OsStr, kind: FileType) -> Option<Self> {
        (!kind.is_symlink()).then(|| Self { canonical: folder.join(name), kind: Kind::of(kind) })
    }
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// What is in a folder.
struct Entries {
    /// By name, without what is hidden.
    shown: Vec<Found>,
    /// How many hidden files would be campaign files by their names.
    hidden: usize,
}

fn entries(folder: &Path, canonical: &Path) -> io::Result<Entries> {
    let mut found = Vec::new();
    let mut hidden = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            let known = entry.file_type().ok().and_then(|kind| Place::within(canonical, &name, kind));
            let path = if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) };
            found.push(Found { path, known });
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

/// Whether it is a policy or a file of defaults, which are about campaign files and are none.
fn is_setting_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == POLICY_FILE || name == DEFAULTS_FILE)
}

/// Whether a path leads to a folder.
pub(super) fn is_folder(path: &Path) -> bool {
    path.as_os_str() != "-" && path.is_dir()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Input, LinksOut, gather, load_file};

    fn write(folder: &Path, name: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "a: 1\n").unwrap();
    }

    fn names(paths: &[PathBuf], below: &Path) -> (Vec<String>, Vec<&'static str>) {
        let gathered = gather(paths, LinksOut::Left);
        let inputs = gathered.inputs.iter().map(|input| match input {
            Input::Stdin => "-".to_owned(),
            Input::File(path) => path.strip_prefix(below).unwrap_or(path).display().to_string(),
        });
        (inputs.collect(), gathered.findings.iter().map(|it| it.problem.code).collect())
    }

    #[test]
    fn folders_are_read_in_order_without_what_is_hidden() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["b.yml", "a/z.json", "a/c.yaml", ".git/x.yaml", ".h.yaml", "kcamp.policy.yaml", "notes.txt"]
        {
            write(folder.path(), name);
        }
        let (inputs, findings) =
            names(&[folder.path().to_owned(), folder.path().join("b.yml")], folder.path());
        assert_eq!(inputs, ["a/c.yaml", "a/z.json", "b.yml"]);
        assert!(findings.is_empty());
    }

    #[test]
    fn endings_count_in_any_case_and_other_files_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["A.YAML", "b.YML", "c.Json", "d.txt", "e", ".f.yaml", ".g", "kcamp.policy.yaml", ".git/h.yaml"]
        {
            write(folder.path(), name);
        }
        let (inputs, findings) = names(&[folder.path().to_owned()], folder.path());
        assert_eq!(inputs, ["A.YAML", "b.YML", "c.Json"]);
        assert!(findings.is_empty());
        // d.txt, e and .f.yaml, once each.
        let twice = [folder.path().to_owned(), folder.path().to_owned()];
        assert_eq!(gather(&twice, LinksOut::Left).skipped, 3);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_in_which_nothing_is_read_is_an_error_whatever_links_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["self", "up/below", "good"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        let link = |to: &str, from: &str| {
            std::os::unix::fs::symlink(folder.path().join(to), folder.path().join(from)).unwrap();
        };
        link("self", "self/again");
        link("up", "up/below/again");
        link("empty", "up/dangling");
        link("good", "to-good");
        write(folder.path(), "good/a.yaml");
        write(folder.path(), "self/notes.txt");
        let paths = |names: &[&str]| names.iter().map(|name| folder.path().join(name)).collect::<Vec<_>>();
        for (given, empty) in [
            (&["self"][..], 1),
            (&["up"], 1),
            (&["good", "self"], 1),
            (&["to-good"], 0),
            // What is behind the link is read already.
            (&["good", "to-good"], 0),
            (&["good", "good"], 0),
            (&["self", "self"], 2),
        ] {
            let (_, findings) = names(&paths(given), folder.path());
            assert_eq!(findings, vec!["file/folder-empty"; empty], "{given:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_a_folder_are_counted_and_followed_only_where_asked() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["in/a.yaml", "in/below/b.yaml", "out/c.yaml", "out/deep/d.yaml", "out/notes.txt", "into.yaml"]
        {
            write(folder.path(), name);
        }
        let link = |to: &Path, from: &str| {
            std::os::unix::fs::symlink(to, folder.path().join(from)).unwrap();
        };
        link(&folder.path().join("out/c.yaml"), "in/c.yaml");
        link(Path::new("../out/c.yaml"), "in/c-again.yaml");
        link(&folder.path().join("out/deep"), "in/deep");
        link(&folder.path().join("out/notes.txt"), "in/notes.txt");
        link(&folder.path().join("into.yaml"), "in/below/x.yaml");
        link(Path::new("below/b.yaml"), "in/b-again.yaml");
        link(Path::new("below"), "in/zz");
        link(Path::new("/"), "in/root");
        let given = [folder.path().join("in")];
        let read = |links_out| {
            let gathered = gather(&given, links_out);
            let read: Vec<PathBuf> = gathered
                .inputs
                .iter()
                .filter_map(|input| match input {
                    Input::File(path) => path
                        .canonicalize()
                        .ok()?
                        .strip_prefix(folder.path().canonicalize().ok()?)
                        .ok()
                        .map(Path::to_owned),
                    Input::Stdin => None,
                })
                .collect();
            (read, gathered.links_out)
        };
        let own: Vec<PathBuf> = ["in/a.yaml", "in/below/b.yaml"].map(PathBuf::from).to_vec();
        // c.yaml once, deep, notes.txt, into.yaml and the root.
        assert_eq!(read(LinksOut::Left), (own.clone(), 5));
        fs::remove_file(folder.path().join("in/root")).unwrap();
        let (followed, left) = read(LinksOut::Followed);
        assert_eq!(left, 0);
        assert!(own.iter().all(|path| followed.contains(path)), "{followed:?}");
        for path in ["out/c.yaml", "out/deep/d.yaml", "into.yaml"] {
            assert_eq!(followed.iter().filter(|read| **read == Path::new(path)).count(), 1, "{followed:?}");
        }
        // What is given is followed, and the folder that it leads to is the one that counts.
        link(&folder.path().join("in"), "given");
        let gathered =
            gather(&[folder.path().join("given"), folder.path().join("in/c.yaml")], LinksOut::Left);
        assert_eq!((gathered.inputs.len(), gathered.links_out), (2, 4));
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_end() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a/a.yaml");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
        let (inputs, findings) = names(&[folder.path().to_owned()], folder.path());
        assert_eq!(inputs, ["a/a.yaml"]);
        assert!(findings.is_empty());
    }

    #[test]
    fn paths_that_stand_for_nothing_are_findings() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("empty")).unwrap();
        let paths = [folder.path().join("empty"), folder.path().join("none.yaml"), PathBuf::from("-")];
        let (inputs, findings) = names(&paths, folder.path());
        assert_eq!(inputs, ["-"]);
        assert_eq!(findings, ["file/folder-empty", "file/not-found"]);
    }

    #[test]
    fn a_large_file_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.yaml");
        fs::File::create(&path).unwrap().set_len(10 * 1024 * 1024).unwrap();
        let codes: Vec<&str> = load_file(&path).findings.iter().map(|it| it.problem.code).collect();
        assert_eq!(codes, ["file/too-large"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_a_folder_is_refused_and_one_that_is_named_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("a.yaml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let plain = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&plain).status().unwrap().success());
        std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.json")).unwrap();
        fs::write(folder.path().join("b.yml"), "a: 1").unwrap();
        let gathered = gather(&[folder.path().to_owned()], LinksOut::Left);
        assert_eq!(gathered.inputs, [Input::File(folder.path().join("b.yml"))]);
        let messages: Vec<&str> =
            gathered.findings.iter().map(|finding| finding.problem.message.as_str()).collect();
        assert_eq!(messages, ["it is a pipe or a device, and was not opened"; 2]);
        assert_eq!(gather(std::slice::from_ref(&pipe), LinksOut::Left).inputs, [Input::File(pipe)]);
    }
}
