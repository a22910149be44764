//! References in documents and comments exist: tests, links, and sections of the platforms' contracts.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has to stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// An address that the project does not own may pass to others, who could then put any program there.
#[test]
fn the_documents_install_from_no_repository_that_the_package_does_not_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = option_env!("CARGO_PKG_REPOSITORY").unwrap_or_default();
    let docs = std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut commands = 0;
    for path in docs.chain([root.join("README.md"), root.join("SECURITY.md")]) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for line in text.lines().filter(|line| line.contains("cargo install")) {
            commands += 1;
            let address = line.split("--git ").nth(1).and_then(|rest| rest.split_whitespace().next());
            assert!(address.is_none_or(|address| address == own), "{}: {line}", path.display());
        }
    }
    assert!(commands >= 2, "{commands}");
}

/// Every guarantee names a test.
#[test]
fn every_test_that_the_guarantees_name_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/guarantees.md")).unwrap();
    let mut named = 0;
    for name in page.split('`').skip(1).step_by(2).filter(|name| name.contains("::") && *name != "file::test")
    {
        let (file, test) = name.rsplit_once("::").unwrap();
        let file = format!("tests/cli/{}.rs", file.replace("::", "/"));
        let source = std::fs::read_to_string(root.join(file)).unwrap();
        assert!(source.contains(&format!("\nfn {test}()")), "docs/guarantees.md names {name}");
        named += 1;
    }
    assert!(named >= 25, "{named}");
}

/// The documents that people read, from the root of the project. Those below `docs/` are found by the test.
const DOCUMENTS: &[&str] =
    &["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "benches/README.md"];

/// The names of the platforms' contracts in comments, and their documents.
const CONTRACTS: &[(&str, &str)] =
    &[("Kore.ai contract", "docs/contracts/kore.md"), ("Burki contract", "docs/contracts/burki.md")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Finds every file below a folder whose name ends in `extension`.
fn files_below(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, extension, found);
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
}

fn documents() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = DOCUMENTS.iter().map(|path| root().join(path)).collect();
    files_below(&root().join("docs"), "md", &mut found);
    found
}

/// The lines of a document that are not in a block of code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// The paragraphs of a document, each on one line.
fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = prose(text).map(str::trim).collect();
    lines.split(|line| line.is_empty()).map(|lines| lines.join(" ")).collect()
}

/// The targets of a document's links within the project. Links in code are text.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for paragraph in paragraphs(text) {
        let plain: String = paragraph.split('`').step_by(2).collect();
        for (_, rest) in plain.match_indices("](").map(|(at, mark)| plain.split_at(at + mark.len())) {
            let target = rest.split([')', ' ']).next().unwrap_or_default();
            if !target.contains("://") && !target.starts_with("mailto:") {
                links.push(target.to_owned());
            }
        }
    }
    links
}

/// The anchors of a document's headings, as GitHub makes them: lower case, no punctuation, a hyphen for each space,
/// and a number for a repeated heading.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors: BTreeSet<String> = BTreeSet::new();
    for line in prose(text).filter(|line| line.starts_with('#')) {
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|sign| sign.is_alphanumeric() || " -_".contains(*sign));
        let anchor: String = kept.map(|sign| if sign == ' ' { '-' } else { sign }).collect();
        let again = (1..).map(|number| format!("{anchor}-{number}"));
        let free = std::iter::once(anchor.clone()).chain(again).find(|name| !anchors.contains(name));
        anchors.extend(free);
    }
    anchors
}

#[test]
fn every_link_of_the_documents_leads_to_a_file_and_a_heading_that_exist() {
    let mut broken = Vec::new();
    let mut followed = 0;
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        for link in links(&text) {
            let (path, anchor) = link.split_once('#').unwrap_or((link.as_str(), ""));
            let target =
                if path.is_empty() { document.clone() } else { document.parent().unwrap().join(path) };
            let has_anchor = || anchors(&std::fs::read_to_string(&target).unwrap()).contains(anchor);
            let leads = target.exists() && (anchor.is_empty() || has_anchor());
            if !leads {
                broken.push(format!("{}: {link}", document.display()));
            }
            followed += 1;
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(followed >= 40, "{followed}");
}

#[test]
fn links_and_anchors_are_found_as_they_are_written() {
    let text = "# A `b_c`: d, e\n\nSee [one](x.md#a), [two\nlines](#b) and [`three`](y.md), not `[four](z.md)`, not\n\
                [five](https://example.org).\n\n```sh\n# No heading\n[six](w.md)\n```\n\n## Again\n\n## Again\n";
    assert_eq!(links(text), ["x.md#a", "#b", "y.md"]);
    assert_eq!(anchors(text), BTreeSet::from(["a-b_c-d-e", "again", "again-1"].map(str::to_owned)));
}

/// The numbers of a contract's sections: of its headings, and in the first column of its tables (`5.14`).
fn sections(text: &str) -> BTreeSet<String> {
    let number = |line: &str| {
        let is_heading = line.starts_with('#');
        let rest = line.strip_prefix("| ").or(is_heading.then(|| line.trim_start_matches('#').trim()))?;
        let first = rest.split(' ').next()?.trim_end_matches('.');
        let is_number = first.split('.').all(|part| part.parse::<u8>().is_ok());
        (is_number && (is_heading || first.contains('.'))).then(|| first.to_owned())
    };
    prose(text).filter_map(number).collect()
}

/// The references in a text: each with its contract, if one is named, and the number of its section.
fn references(text: &str) -> Vec<(Option<usize>, String)> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices('§') {
        let named = |(name, _): &(&str, &str)| text[..at].rfind(*name);
        let contract = (0..CONTRACTS.len())
            .filter_map(|index| Some((named(&CONTRACTS[index])?, index)))
            .max()
            .map(|(_, index)| index);
        let rest = &text[at + mark.len()..];
        let end = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(rest.len());
        found.push((contract, rest[..end].trim_end_matches('.').to_owned()));
    }
    found
}

/// The comments of a source file: each group of comment lines on one line.
fn comments(text: &str) -> Vec<String> {
    let lines: Vec<Option<&str>> = text
        .lines()
        .map(|line| {
            line.trim_start().strip_prefix("//").map(|rest| rest.trim_start_matches(['/', '!']).trim())
        })
        .collect();
    lines
        .split(Option::is_none)
        .map(|lines| lines.iter().copied().flatten().collect::<Vec<_>>().join(" "))
        .collect()
}

/// Comments and documents refer to a contract as `Kore.ai contract §8.1`, and further sections may follow: §8.2 and
/// §9. A contract does not name itself.
#[test]
fn every_reference_to_a_contract_leads_to_a_section_that_exists() {
    let exist: Vec<BTreeSet<String>> = CONTRACTS
        .iter()
        .map(|(_, path)| sections(&std::fs::read_to_string(root().join(path)).unwrap()))
        .collect();
    let mut sources = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files_below(&root().join(folder), "rs", &mut sources);
    }
    let commented = sources.into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path, comments(&text))
    });
    let written = documents().into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path, paragraphs(&text))
    });
    let mut wrong = Vec::new();
    let mut followed = 0;
    for (path, texts) in commented.chain(written) {
        let own = CONTRACTS.iter().position(|(_, contract)| path.ends_with(contract));
        for text in texts {
            for (contract, number) in references(&text) {
                let leads = contract.or(own).is_some_and(|contract| exist[contract].contains(&number));
                if !leads {
                    wrong.push(format!("{}: §{number} in: {text}", path.display()));
                }
                followed += 1;
            }
            if path.extension().is_some_and(|end| end == "rs") && says_section(&text) {
                wrong.push(format!("{}: write a section as §N: {text}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(followed >= 200, "{followed}");
}

/// Whether a comment names a section in words, which the test could not check.
fn says_section(comment: &str) -> bool {
    let comment = comment.to_lowercase();
    let number = |rest: &str| {
        rest.trim_start_matches('s').trim_start().starts_with(|sign: char| sign.is_ascii_digit())
    };
    comment.split("section").skip(1).any(number)
}

#[test]
fn references_are_found_with_the_contract_that_they_are_of() {
    let text = "Kore.ai contract §6, §7.1 and §17; Burki contract §9.3. See §10.";
    let found: Vec<(Option<usize>, String)> = [(0, "6"), (0, "7.1"), (0, "17"), (1, "9.3"), (1, "10")]
        .map(|(of, number)| (Some(of), number.to_owned()))
        .into();
    assert_eq!(references(text), found);
    assert_eq!(references("in §2"), [(None, "2".to_owned())]);
    assert_eq!(comments("/// a\n//! b\nlet x = 1; // no\n    // c\n"), ["a b", "c"].map(str::to_owned));
    let numbers = sections(
        "# The contract\n## 7. Create\n### 1.3 The account\n| 5.14 | POST |\n| 42 | no |\n| 1 | no |\n",
    );
    assert_eq!(numbers, BTreeSet::from(["1.3", "5.14", "7"].map(str::to_owned)));
}

/// Wordings that readers had to read twice, in lower case. They must not be used again.
const RIDDLES: &[&str] = &[
    "flags and the environment alone count",
    "every so many",
    "where it goes on\"",
    "reaches nobody any more",
    "goes on where it was",
    "are no settings of a profile",
    "no zone says when",
    "is no fault",
    "is no whole number",
    "none of the iana",
    "cannot be said",
    "lacks what the platform documents",
    "takes none of the past",
    "was not had",
    "cannot be had",
    "told of by",
    "is told of",
    "so manieth",
    "nobody said anything",
    "what a platform has not",
    "nobody need say",
    "stands in the way of a stop",
    "how to mend",
    "what came first are",
    "options of then",
    "small letters",
    "are let pass",
    "needs none of it",
    "all the same?",
    "nothing says when",
    "which nothing filled in",
    "what is marked as an error",
    "of which nobody can tell",
    "by which nothing is decided",
    "has not come to that",
    "would be in vain",
    "is no saying",
    "let to do",
];

/// The riddles of a text. They are also found across line ends and comment marks.
fn riddles(text: &str) -> Vec<&'static str> {
    let words = |line: &str| {
        let line = line.trim();
        line.trim_start_matches(['/', '!']).trim().trim_end_matches('\\').trim_end().to_lowercase()
    };
    let text = text.lines().map(words).collect::<Vec<_>>().join(" ");
    RIDDLES.iter().filter(|riddle| text.contains(**riddle)).copied().collect()
}

#[test]
fn no_wording_that_readers_had_to_read_twice_comes_back() {
    let mut paths = documents();
    for (folder, extension) in [("src", "rs"), ("src", "md"), ("examples", "yaml"), ("schema", "json")] {
        files_below(&root().join(folder), extension, &mut paths);
    }
    assert!(paths.len() > 300, "{}", paths.len());
    let found: Vec<String> = paths
        .iter()
        .map(|path| (path, riddles(&std::fs::read_to_string(path).unwrap())))
        .filter(|(_, riddles)| !riddles.is_empty())
        .map(|(path, riddles)| format!("{}: {riddles:?}", path.display()))
        .collect();
    assert!(found.is_empty(), "say it in plain words: {found:#?}");
}

#[test]
fn riddles_are_found_over_the_ends_of_lines_and_in_capitals() {
    assert_eq!(riddles("/// A secret was\n    /// not had."), ["was not had"]);
    assert_eq!(riddles("\"it reaches nobody \\\n   any more\""), ["reaches nobody any more"]);
    assert_eq!(riddles("Every so many days"), ["every so many"]);
    assert!(riddles("Repeat every N days").is_empty());
}

/// The first words of a doc comment that does not say what something is or does.
const UNCLEAR_STARTS: [&str; 6] = ["What", "Those", "Whose", "Theirs", "Who", "The same"];

/// The doc comments that begin so. One of an argument is its help text, which has rules of its own.
fn unclear_comments(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_doc = |line: &str| line.starts_with("///") || line.starts_with("//!");
    let blocks: Vec<&[&str]> = lines.chunk_by(|line, next| is_doc(line) == is_doc(next)).collect();
    let is_help = |at: usize| blocks.get(at + 1).is_some_and(|code| code[0].starts_with("#[arg"));
    let firsts = blocks.iter().enumerate().filter(|(at, _)| !is_help(*at)).map(|(_, block)| block[0]);
    let is_unclear = |line: &&str| {
        let words = line.trim_start_matches(['/', '!', ' ']);
        let rest = UNCLEAR_STARTS.iter().find_map(|start| words.strip_prefix(start));
        is_doc(line) && rest.is_some_and(|rest| rest.starts_with([' ', ',']))
    };
    firsts.filter(is_unclear).collect()
}

#[test]
fn doc_comments_begin_with_what_something_is_or_does() {
    let mut files = Vec::new();
    for folder in ["src", "benches", "fuzz"] {
        files_below(&root().join(folder), "rs", &mut files);
    }
    let mut found = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        found.extend(unclear_comments(&text).iter().map(|line| format!("{}: {line}", path.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn doc_comments_are_found_by_their_first_line() {
    for text in
        ["/// What it is.\nfn f() {}", "mod m;\n    /// The same, later.\n    a: u8,", "//! Those of it."]
    {
        assert_eq!(unclear_comments(text).len(), 1, "{text}");
    }
    for text in [
        "/// Reads it.\n/// What is missing is empty.\nfn f() {}",
        "// What follows is code.\nfn f() {}",
        "/// Whatever it is, it is read.\nfn f() {}",
        "/// What it prints\n#[arg(long)]\na: u8,",
    ] {
        assert_eq!(unclear_comments(text), [""; 0], "{text}");
    }
}
