//! The licences of the libraries in the binary.

use serde::Serialize;

use crate::ui::{Document, View};

/// The beginning of each licence's section.
const SECTION: &str = "==== ";
/// The beginning of each line that names a library.
const LIBRARY: &str = "  - ";

/// Every licence, as its libraries give it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct LicensesView(Vec<License>);

/// One licence's text. Texts that differ in their copyright line alone are several.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct License {
    /// The licence's name.
    name: String,
    /// The libraries under it, each as `name version`.
    libraries: Vec<String>,
    /// The licence's whole text.
    text: String,
}

impl LicensesView {
    /// Reads the notices: sections of `==== NAME`, lines of `  - LIBRARY VERSION`, an empty line, and the text.
    pub fn read(notices: &str) -> Self {
        let start = format!("\n{SECTION}");
        Self(notices.split(&start).skip(1).map(License::read).collect())
    }
}

impl License {
    fn read(section: &str) -> Self {
        let (name, rest) = section.split_once('\n').unwrap_or((section, ""));
        let libraries = rest.lines().map_while(|line| line.strip_prefix(LIBRARY)).map(str::to_owned);
        let text = rest.lines().skip_while(|line| line.starts_with(LIBRARY)).collect::<Vec<_>>().join("\n");
        Self {
            name: name.to_owned(),
            libraries: libraries.collect(),
            text: text.trim_matches('\n').to_owned(),
        }
    }
}

impl View for LicensesView {
    fn document(&self) -> Document {
        self.0.iter().fold(Document::new(), |document, license| {
            let libraries = license.libraries.iter().map(|library| format!("{LIBRARY}{library}"));
            let head = std::iter::once(format!("{SECTION}{}", license.name)).chain(libraries);
            let text = license.text.lines().map(str::to_owned);
            document.lines(head.chain([String::new()]).chain(text).chain([String::new()]))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::LicensesView;

    #[test]
    fn every_library_of_the_lock_file_that_is_named_is_named_in_its_version() {
        let lock = include_str!("../../Cargo.lock");
        let view = LicensesView::read(include_str!("../../THIRD-PARTY-NOTICES.txt"));
        let libraries: Vec<&String> = view.0.iter().flat_map(|license| &license.libraries).collect();
        for library in &libraries {
            let (name, version) = library.split_once(' ').unwrap_or((library, ""));
            let entry = format!("name = \"{name}\"\nversion = \"{version}\"\n");
            assert!(lock.contains(&entry), "{library} is not in Cargo.lock: make the notices anew");
        }
        for direct in ["clap", "jiff", "reqwest", "rlibphonenumber", "rustls", "tokio"] {
            assert!(libraries.iter().any(|library| library.starts_with(&format!("{direct} "))), "{direct}");
        }
        assert!(view.0.iter().all(|license| license.text.len() > 100 && !license.libraries.is_empty()));
    }
}
