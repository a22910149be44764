//! The recorded corpus of the fuzz targets, and simple changes of each of its files, through the same functions.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has to stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use super::ALL;

/// The most bytes of the whole corpus.
const CORPUS_MAX_BYTES: usize = 300_000;
/// How many changed forms of each file are tried.
const CHANGES: u64 = 12;
/// The stack of a thread that Rust starts where nothing else is said; that of the program is larger.
const STACK_BYTES: usize = 2 * 1024 * 1024;

fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// One after the other, on a stack of the usual size, with the file's name where one panics.
#[track_caller]
fn run_all(work: fn(&[u8]), inputs: Vec<(String, Vec<u8>)>) {
    for (name, bytes) in inputs {
        let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || work(&bytes)).unwrap();
        assert!(thread.join().is_ok(), "{name} makes it panic");
    }
}

#[test]
fn every_target_has_a_corpus_of_little_size() {
    let mut bytes = 0;
    for (target, _) in ALL {
        let files = corpus(target);
        assert!(files.len() >= 4, "{target} has {} files", files.len());
        bytes += files.iter().map(|(_, text)| text.len()).sum::<usize>();
    }
    assert!(bytes < CORPUS_MAX_BYTES, "{bytes}");
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus")).unwrap().count();
    assert_eq!(folders, ALL.len());
}

#[test]
fn no_file_of_the_corpus_makes_its_target_panic() {
    for (target, work) in ALL {
        run_all(
            work,
            corpus(target).into_iter().map(|(path, bytes)| (path.display().to_string(), bytes)).collect(),
        );
    }
}

/// A number that follows another in no visible order, the same in every run.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap_or_default()
}

/// A text with a part removed, repeated or replaced.
fn changed(bytes: &[u8], state: &mut u64) -> Vec<u8> {
    if bytes.is_empty() {
        return Vec::new();
    }
    let start = next(state) % bytes.len();
    let end = (start + 1 + next(state) % 64).min(bytes.len());
    let (before, part, after) = (&bytes[..start], &bytes[start..end], &bytes[end..]);
    let signs: [&[u8]; 8] = [b"\"", b"{", b"[", b"\n", b"\xff", b"\0", "\u{202e}".as_bytes(), b"- &a *a"];
    let middle = match next(state) % 4 {
        0 => Vec::new(),
        1 => part.repeat(1 + next(state) % 50),
        2 => signs[next(state) % signs.len()].to_vec(),
        _ => return before.to_vec(),
    };
    [before, &middle, after].concat()
}

#[test]
fn no_change_of_a_file_of_the_corpus_makes_its_target_panic() {
    for (target, work) in ALL {
        let mut inputs = Vec::new();
        for (path, bytes) in corpus(target) {
            for change in 0..CHANGES {
                let mut state = change + 1;
                inputs.push((format!("{} changed by {change}", path.display()), changed(&bytes, &mut state)));
            }
        }
        run_all(work, inputs);
    }
}

#[test]
fn no_depth_and_no_length_overflows_the_stack() {
    let parts: [(&[u8], &[u8]); 12] = [
        (b"[", b""),
        (b"{a: ", b""),
        (b"{\"a\":", b""),
        (b"- ", b""),
        (b"? ", b""),
        (b"{{ (", b""),
        (b"{{ a[", b""),
        (b"{{ -", b""),
        (b"{% if a %}", b""),
        (b"{% for a in b %}", b"{% endfor %}"),
        (b"{{ a|b", b""),
        (b"--message=", b"\n"),
    ];
    for (target, work) in ALL {
        let inputs = parts.into_iter().map(|(part, end)| {
            let text = [part.repeat(20_000), end.repeat(20_000)].concat();
            (format!("{target} of {}", String::from_utf8_lossy(part)), text)
        });
        run_all(work, inputs.collect());
    }
}
