//! Tests which files are found below the paths of a command line.

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
    for name in ["b.yml", "a/z.json", "a/c.yaml", ".git/x.yaml", ".h.yaml", "kcamp.policy.yaml", "notes.txt"]
    {
        write(folder.path(), name);
    }
    let (inputs, findings) = names(&[folder.path().to_owned(), folder.path().join("b.yml")], folder.path());
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
        // The target of the link was already read.
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
    // An explicit link is followed, and the target folder is the one that links must not leave.
    link(&folder.path().join("in"), "given");
    let gathered = gather(&[folder.path().join("given"), folder.path().join("in/c.yaml")], LinksOut::Left);
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
    assert_eq!(messages, ["it is a pipe or a device, so it was not opened"; 2]);
    assert_eq!(gather(std::slice::from_ref(&pipe), LinksOut::Left).inputs, [Input::File(pipe)]);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_to_nothing_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("x.yaml");
    std::os::unix::fs::symlink("gone.yaml", &link).unwrap();
    let gathered = gather(std::slice::from_ref(&link), LinksOut::Left);
    let mut findings: Vec<_> = gathered.findings.iter().cloned().collect();
    if let [Input::File(path)] = gathered.inputs.as_slice() {
        findings.extend(load_file(path).findings.iter().cloned());
    }
    let said: Vec<&str> = findings.iter().map(|it| it.problem.message.as_str()).collect();
    assert_eq!(said, ["the link leads to gone.yaml, which is not there"]);
    assert!(!findings[0].problem.help.as_deref().unwrap_or_default().contains("did you mean"));
}
