//! Command lines that were not parsed: calls for help, and those that clap did not take.

use std::ffi::OsString;

use crate::env::Environment;
use crate::ui::Format;

/// Whether the line asks for JSON. A filter of jq has nothing else as its input.
pub(super) fn wants_json(arguments: &[OsString], environment: &Environment) -> bool {
    named_filter(arguments).is_some()
        || Format::first_of([named_format(arguments), environment.text("KCAMP_OUTPUT")]) == Format::Json
}

/// The value of the last `--jq`; empty where nothing stands behind it.
pub(super) fn named_filter(arguments: &[OsString]) -> Option<&str> {
    let mut words = words(arguments);
    let mut named = None;
    while let Some(word) = words.next() {
        match word.strip_prefix("--jq") {
            Some("") => named = Some(words.next().unwrap_or_default()),
            Some(rest) => named = rest.strip_prefix('=').or(named),
            None => {}
        }
    }
    named
}

/// The value of the last `-o`, also where short flags stand before it, as in `-qojson`.
pub(super) fn named_format(arguments: &[OsString]) -> Option<&str> {
    let mut words = words(arguments);
    let mut named = None;
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--output") {
            Some(rest) if rest.is_empty() || rest.starts_with('=') => Some(rest),
            Some(_) => None,
            None => word
                .strip_prefix('-')
                .and_then(|flags| flags.trim_start_matches(FLAGS_WITHOUT_VALUE).strip_prefix('o')),
        };
        match value {
            Some("") => named = words.next().or(named),
            Some(value) => named = Some(value.trim_start_matches('=')),
            None => {}
        }
    }
    named
}

/// The short flags that may stand before `-o` in one word.
pub(super) const FLAGS_WITHOUT_VALUE: [char; 5] = ['q', 'v', 'y', 'h', 'V'];

/// The words in front of `--`.
fn words(arguments: &[OsString]) -> impl Iterator<Item = &str> {
    arguments.iter().map(|word| word.to_str().unwrap_or_default()).take_while(|word| *word != "--")
}
