//! The process's environment, read once and passed on as a value.

use std::collections::BTreeMap;
use std::ffi::OsString;

/// A snapshot of environment variables, and the words of the command line. An empty variable counts as unset, as in other command lines.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, OsString>,
    words: Vec<String>,
}

impl Environment {
    /// The variables of this process.
    pub fn of_process() -> Self {
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value))).collect()
    }

    /// Adds the words of the command line.
    #[must_use]
    pub fn with_words(self, words: &[OsString]) -> Self {
        let words = words.iter().map(|word| word.to_string_lossy().into_owned());
        Self { words: words.collect(), ..self }
    }

    /// The words of the command line.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// The variable's text; `None` if it is unset, empty, or not Unicode.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.variables.get(name)?.to_str().filter(|text| !text.is_empty())
    }

    /// The variable's value as the system has it, for paths; `None` if it is unset or empty.
    pub fn value(&self, name: &str) -> Option<&OsString> {
        self.variables.get(name).filter(|value| !value.is_empty())
    }
}

impl FromIterator<(String, OsString)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, OsString)>>(variables: I) -> Self {
        Self { variables: variables.into_iter().collect(), words: Vec::new() }
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Environment {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(variables: I) -> Self {
        variables.into_iter().map(|(name, value)| (name.to_owned(), OsString::from(value))).collect()
    }
}
