//! Every key that was ever documented for `-o json`, in a file that only grows.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

const FILE: &str = "tests/cli/checklist/documented_keys.txt";

/// Finds the keys in a schema, as `campaign list: [].name`. A recursive definition is visited once.
fn find<'a>(
    schema: &'a Value,
    of: &'a Value,
    path: &str,
    within: &mut Vec<&'a str>,
    found: &mut BTreeSet<String>,
) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/"))
        && !within.contains(&name)
    {
        within.push(name);
        find(&of["$defs"][name], of, path, within, found);
        within.pop();
    }
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let separator = if path.ends_with(' ') { "" } else { "." };
        let path = format!("{path}{separator}{key}");
        found.insert(path.clone());
        find(property, of, &path, within, found);
    }
    for alternatives in ["anyOf", "oneOf", "allOf"] {
        for alternative in schema[alternatives].as_array().into_iter().flatten() {
            find(alternative, of, path, within, found);
        }
    }
    if schema["items"].is_object() {
        find(&schema["items"], of, &format!("{path}[]"), within, found);
    }
    if schema["additionalProperties"].is_object() {
        find(&schema["additionalProperties"], of, &format!("{path}.*"), within, found);
    }
}

/// Checks that the schema of all output has every key of the file, and the file every key of the schema.
pub fn assert_only_grown(schema: &Value) {
    let mut documented = BTreeSet::new();
    for (command, printed) in schema["properties"].as_object().unwrap() {
        documented.insert(format!("{command}:"));
        find(printed, schema, &format!("{command}: "), &mut Vec::new(), &mut documented);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let mut kept: BTreeSet<String> = kept.lines().map(str::to_owned).collect();
    let gone: Vec<&String> = kept.difference(&documented).collect();
    assert!(gone.is_empty(), "scripts read what is gone or has another name now: {gone:#?}");
    if std::env::var_os("UPDATE").is_some() {
        kept.extend(documented);
        let lines: Vec<String> = kept.into_iter().collect();
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
        return;
    }
    let new: Vec<&String> = documented.difference(&kept).collect();
    assert!(new.is_empty(), "note these in {FILE}: UPDATE=1 cargo test --test cli c06_json\n{new:#?}");
}
