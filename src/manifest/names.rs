//! Campaigns that share a name.

use std::collections::HashMap;

use crate::domain::finding::{Finding, Located, Origin, Problem};
use crate::domain::platform_kind::PlatformKind;

/// The name of every document of a run in turn: finds campaigns that share a name.
#[derive(Debug, Default)]
pub struct Names {
    /// Where each name was first, by its platform and its lower case.
    seen: HashMap<(PlatformKind, String), String>,
}

impl Names {
    /// Looks at the next document's name, which is the key of a campaign of its platform whatever its case.
    pub fn check(&mut self, platform: PlatformKind, name: &Located<String>) -> Option<Finding> {
        let Located { value: name, origin } = name;
        let key = (platform, name.to_lowercase());
        if let Some(first) = self.seen.get(&key) {
            let problem =
                Problem::error("campaign/duplicate-name", format!("a second campaign is named {name}")).help(
                    format!("give it another name; the first is {first}, and case makes no difference"),
                );
            return Some(problem.at(origin));
        }
        self.seen.insert(key, place_in_words(origin));
        None
    }
}

fn place_in_words(origin: &Origin) -> String {
    match origin {
        Origin::Text { source, span } => {
            let place = source.position(span.start);
            format!("at {}:{}:{}", source.name, place.line, place.column)
        }
        Origin::File(name) => format!("in {name}"),
        Origin::Flag(name) | Origin::Environment(name) => format!("given by {name}"),
        Origin::Prompt(name) => format!("typed for {name}"),
        Origin::Field(name) => format!("sent as {name}"),
    }
}
