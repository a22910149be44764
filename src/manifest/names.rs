//! Campaigns that share a name.

use std::collections::HashMap;

use crate::domain::finding::{Finding, Located, Origin, Problem};
use crate::domain::name::{NameKey, look_the_same};
use crate::domain::platform_kind::PlatformKind;

/// Finds campaigns that share a name. The names of a run's documents are added one after the other.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// The first place of each name and its spelling there, by platform and key.
    seen: HashMap<(PlatformKind, NameKey), (String, String)>,
}

impl Names {
    /// Checks the next document's name. The name identifies a campaign of its platform, however it is spelled.
    pub fn check(&mut self, platform: PlatformKind, name: &Located<String>) -> Option<Finding> {
        let Located { value: name, origin } = name;
        let key = (platform, NameKey::of(name));
        if let Some((first, place)) = self.seen.get(&key) {
            let equal = if first == name || !look_the_same(first, name) {
                "case makes no difference"
            } else {
                "both names look the same: spaces, no-break and zero-width characters and the way in which an accent is \
                 written make no difference"
            };
            let problem =
                Problem::error("campaign/duplicate-name", format!("a second campaign is named {name}"))
                    .help(format!("give it another name; the first is {place}, and {equal}"));
            return Some(problem.at(origin));
        }
        self.seen.insert(key, (name.clone(), place_in_words(origin)));
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
