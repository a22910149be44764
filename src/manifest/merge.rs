//! Lays a campaign file over a live campaign: given values replace live ones, and the other values stay.

use super::node::{Node, Value, clear};
use crate::domain::field::Table;
use crate::domain::platform_kind::PlatformKind;

/// Lays the values of a file over a document. Mappings are merged key by key; everything else is replaced. A key
/// without a value stays empty, which gives a finding when the whole document is decoded.
pub fn lay_over(document: &mut Node, given: &Node) {
    // A given value replaces every alternative field.
    let fields = PlatformKind::ALL.into_iter().flat_map(|platform| Table::of(platform).fields);
    for field in fields.filter(|field| !field.alternatives.is_empty() && given.at(field.path).is_some()) {
        field.alternatives.iter().for_each(|path| clear(document, path));
    }
    merge(document, given);
}

/// Removes the value at a path of keys, if it is there.
pub fn remove(document: &mut Node, path: &[&str]) {
    clear(document, path);
}

fn merge(base: &mut Node, given: &Node) {
    let (Value::Mapping(entries), Value::Mapping(over)) = (&mut base.value, &given.value) else {
        *base = given.clone();
        return;
    };
    for entry in over {
        match entries.iter_mut().find(|known| known.key.value == entry.key.value) {
            Some(known) => {
                known.key = entry.key.clone();
                merge(&mut known.value, &entry.value);
            }
            None => entries.push(entry.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lay_over;
    use crate::manifest::{Node, Value, load_bytes};

    fn document(text: &str) -> Node {
        load_bytes("a.yaml", text.as_bytes().to_vec()).documents.remove(0)
    }

    #[test]
    fn a_file_changes_what_it_gives_and_no_more() {
        let mut live = document(
            "name: A\ndncLists: Opted out\ncontactLists: [B, C]\nmessage: {text: Hi, template_name: T}\n\
             dialingStrategy: {callerId: {phoneNumber: \"+12025550124\"}, maxRingTime: 30}\n",
        );
        lay_over(
            &mut live,
            &document(
                "name: N\ncontactLists: [D]\nmessage: {file: m.txt}\ndialingStrategy: {maxRingTime: 9}\n",
            ),
        );
        let text = |path: &[&str]| live.at(path).map(|node| node.value.clone());
        let is = |word: &str| Some(Value::Text(word.into()));
        assert_eq!((text(&["name"]), text(&["dncLists"])), (is("N"), is("Opted out")));
        assert_eq!((text(&["message", "text"]), text(&["message", "file"])), (None, is("m.txt")));
        assert_eq!(text(&["message", "template_name"]), is("T"));
        assert_eq!(text(&["dialingStrategy", "callerId", "phoneNumber"]), is("+12025550124"));
        assert_eq!(text(&["dialingStrategy", "maxRingTime"]), Some(Value::Number("9".into())));
        assert!(matches!(text(&["contactLists"]), Some(Value::Sequence(items)) if items.len() == 1));
    }

    #[test]
    fn an_empty_key_is_kept_to_be_found() {
        let mut live = document("name: A\ndncLists: Opted out\nmessage: {text: Hi}\n");
        lay_over(&mut live, &document("dncLists:\nmessage: {text: }\n"));
        assert_eq!(live.entry("dncLists").map(|entry| &entry.value.value), Some(&Value::Null));
        assert_eq!(live.at(&["message", "text"]), None);
    }
}
