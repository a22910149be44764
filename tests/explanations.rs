//! Every code that kcamp can print is explained, and every explanation is of a code that kcamp can print.

#![expect(clippy::unwrap_used, reason = "a test that cannot read the sources has to stop")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kcamp::domain::explanations::{CodeSeverity, all};

/// Texts that look like codes but are not: media types, and `n/a`, which cells hold for no value.
const NO_CODES: [&str; 5] = ["application/json", "multipart/form-data", "text/html", "text/plain", "n/a"];

fn read(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "tests" {
                read(&path, text);
            }
        } else if path.extension().is_some_and(|end| end == "rs")
            && name != "tests"
            && !name.ends_with("_tests")
        {
            let file = fs::read_to_string(&path).unwrap();
            // The text before the unit tests is part of the program.
            text.push_str(file.split("#[cfg(test)]").next().unwrap());
        }
    }
}

/// The sources of the program.
fn sources() -> String {
    let mut text = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text
}

/// Every `"area/what-is-wrong"` in a text.
fn codes(text: &str) -> BTreeSet<&str> {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
    };
    let is_code =
        |quoted: &&str| quoted.split_once('/').is_some_and(|(area, what)| is_part(area) && is_part(what));
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(is_code)
        .filter(|code| !NO_CODES.contains(code))
        .collect()
}

#[test]
fn codes_are_seen_in_sources() {
    let text = "Problem::error(\"a/b-c\", \"x\"); // \"d/e\"\n// \"f/g\"\n\"H/i\" \"/j\" \"k/l m\" \"n/o\"";
    assert_eq!(codes(text).into_iter().collect::<Vec<_>>(), ["a/b-c", "d/e", "n/o"]);
}

#[test]
fn every_code_is_explained() {
    let sources = sources();
    let explained: BTreeSet<&str> = all().map(|it| it.code).collect();
    let missing: Vec<&str> = codes(&sources).into_iter().filter(|code| !explained.contains(code)).collect();
    assert!(missing.is_empty(), "src/domain/explanations/ has no section for {missing:#?}");
}

#[test]
fn every_explanation_is_of_a_code_that_is_used() {
    let sources = sources();
    let idle: Vec<&str> =
        all().map(|it| it.code).filter(|code| !sources.contains(&format!("\"{code}\""))).collect();
    assert!(idle.is_empty(), "src/domain/explanations/ explains what nothing prints: {idle:#?}");
}

/// A policy must not be able to set the severity of a code that is always an error, and must be able to set that of a
/// code that is a warning or a note.
#[test]
fn severities_are_those_of_the_sources() {
    let sources: String = sources().split_whitespace().collect();
    for explanation in all() {
        let made_as = |how: &str| sources.contains(&format!("Problem::{how}(\"{}\"", explanation.code));
        let is_advice = matches!(explanation.severity, CodeSeverity::Advice(_));
        if made_as("warning") || made_as("note") {
            let words: Vec<&str> = explanation.severity.words().split(", ").collect();
            let is_command = explanation.severity == CodeSeverity::Command;
            for how in ["warning", "note"] {
                assert!(!made_as(how) || is_command || words.contains(&how), "{}: {how}", explanation.code);
            }
        } else if made_as("error") {
            assert!(!is_advice || explanation.severity.words().contains("error"), "{}", explanation.code);
        }
    }
}

/// Paragraphs are wrapped by the terminal. A line break inside one would be shown escaped.
#[test]
fn every_paragraph_is_one_line() {
    for explanation in all() {
        for paragraph in [explanation.meaning, explanation.why, explanation.help] {
            assert!(!paragraph.contains('\n'), "{}: {paragraph}", explanation.code);
        }
    }
}
