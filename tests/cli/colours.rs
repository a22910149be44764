//! Colours repeat the words: a reader without them gets the same information.

use std::collections::BTreeMap;

use crate::world::{Run, Sandbox};

/// The coloured pieces of an output with their styles, and the output without colours.
fn pieces(shown: &str) -> (Vec<(String, String)>, String) {
    let (mut painted, mut plain) = (Vec::new(), String::new());
    let mut style = String::new();
    for (number, part) in shown.split("\u{1b}[").enumerate() {
        let text = match part.split_once('m').filter(|_| number > 0) {
            Some((code, text)) if code.bytes().all(|byte| byte.is_ascii_digit() || byte == b';') => {
                style = if code == "0" { String::new() } else { style + code + "m" };
                text
            }
            _ => part,
        };
        plain.push_str(text);
        if !style.is_empty() && !text.trim().is_empty() {
            painted.push((text.trim().to_owned(), style.clone()));
        }
    }
    (painted, plain)
}

#[test]
fn every_coloured_word_says_what_its_colour_says() {
    let sandbox = Sandbox::new();
    let world = sandbox.world();
    let event = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/event-reminder.yaml");
    world.run(["campaign", "create", "-f", event, "--yes"]).expect_code(0);
    let mistakes = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/with-mistakes.yaml");
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let mut styles: BTreeMap<String, String> = BTreeMap::new();
    for line in [
        &["campaign", "list"][..],
        &["campaign", "status", "Event Reminder SMS"],
        &["campaign", "get", "Event Reminder SMS"],
        &["plan", examples, "--refresh"],
        &["validate", mistakes],
        &["journal"],
        &["campaign", "get", "Nobody"],
    ] {
        let painted = |when: &str| -> Run { world.run([line, &["--color", when]].concat()) };
        let (with, without) = (painted("always"), painted("never"));
        for (with, without) in [(with.stdout, without.stdout), (with.stderr, without.stderr)] {
            let (found, plain) = pieces(&with);
            assert_eq!(plain, without, "{line:?}: what is said depends on the colours");
            for (text, style) in found.into_iter().filter(|(text, _)| text.contains(char::is_alphabetic)) {
                let known = styles.entry(text.clone()).or_insert_with(|| style.clone());
                assert_eq!(*known, style, "{text:?} means two things, and its colour alone tells them apart");
            }
        }
    }
    assert!(styles.len() > 5, "{styles:?}");
}
