//! Keys that were meant for a do-not-contact list. Removing one would cause calls to people who asked not to be called,
//! so no help ever suggests it.

use super::node::{Node, NodeEntry, Value};
use crate::domain::choice::folded;
use crate::domain::kore_campaign::DNC_LISTS;
use crate::domain::platform_kind::PlatformKind;

/// The name of the inner field in findings.
pub(super) const LABEL: &str = "do-not-contact list name";

/// Words of which each such key contains one, without case, spaces, hyphens and underscores.
const WORDS: [&str; 16] = [
    "dnc",
    "donotcontact",
    "dontcontact",
    "donotcall",
    "dontcall",
    "donottext",
    "donotmessage",
    "nocontact",
    "nocall",
    "optout",
    "optedout",
    "suppress",
    "unsubscri",
    "exclu",
    "blocklist",
    "blacklist",
];

/// The key of an entry, or the first one inside it, that was meant for a do-not-contact list.
pub(super) fn meant_in(entry: &NodeEntry) -> Option<&str> {
    let key = entry.key.value.as_str();
    if is_meant(key) { Some(key) } else { meant_below(&entry.value) }
}

fn meant_below(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Mapping(entries) => entries.iter().find_map(meant_in),
        Value::Sequence(items) => items.iter().find_map(meant_below),
        _ => None,
    }
}

fn is_meant(key: &str) -> bool {
    let folded: String = folded(key).chars().filter(|letter| letter.is_alphanumeric()).collect();
    WORDS.iter().any(|word| folded.contains(word))
}

/// How to fix such a key in a file for a platform; `inside` is the unknown key around it.
pub(super) fn help(platform: PlatformKind, key: &str, inside: Option<&str>) -> String {
    match platform {
        PlatformKind::Kore => {
            let rest = inside.map_or_else(String::new, |outer| format!("; nothing else of {outer} is read"));
            format!(
                "write the do-not-contact list as {DNC_LISTS} at the top: {DNC_LISTS}: NAME, in place of {key}{rest}"
            )
        }
        PlatformKind::Burki => format!(
            "{} has no do-not-contact list of a campaign: leave those people out with kcamp campaign import --dnc FILE, and only \
             then take {} out",
            platform.title(),
            inside.unwrap_or(key)
        ),
    }
}

/// How to fix a key inside the field that is not its name.
pub(super) const NAME: &str = "write the list's name alone: dncLists: NAME";
/// Help for a field without a value.
pub(super) const EMPTY: &str = "write the list's name; remove the key only if nobody is to be left out";

#[cfg(test)]
mod tests {
    use super::{is_meant, meant_in};
    use crate::manifest::load_bytes;

    #[test]
    fn keys_that_were_meant_are_known_in_any_spelling() {
        for key in [
            "dnc",
            "DNC",
            "dncLists",
            "dncListsName",
            "dnc_list",
            "dncListId",
            "doNotContactLists",
            "do-not-contact",
            "do not contact",
            "Do_Not_Call",
            "optOut",
            "opt-out-list",
            "optedOutContacts",
            "suppressionList",
            "suppress",
            "unsubscribed",
            "excludeLists",
            "exclusions",
            "blacklist",
            "blockList",
            "data.dncLists",
        ] {
            assert!(is_meant(key), "{key}");
        }
        for key in [
            "name",
            "contactLists",
            "description",
            "dialingStrategy",
            "x",
            "message",
            "queue_name",
            "direction",
        ] {
            assert!(!is_meant(key), "{key}");
        }
    }

    #[test]
    fn they_are_found_at_any_depth() {
        for (text, found) in [
            ("dnc: a\n", Some("dnc")),
            ("compliance: {lists: [{optOut: a}]}\n", Some("optOut")),
            ("compliance: {lists: [a]}\n", None),
        ] {
            let loaded = load_bytes("a.yaml", text.as_bytes().to_vec());
            let entry = loaded.documents.first().and_then(|document| document.entries().first());
            assert_eq!(entry.and_then(meant_in), found, "{text}");
        }
    }
}
