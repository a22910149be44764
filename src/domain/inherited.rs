//! Values that campaigns inherit from files of defaults.

use std::collections::BTreeSet;

use super::plural::counted;

/// A value that a campaign inherits.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InheritedValue {
    /// Its field, by its keys with dots between them.
    pub field: String,
    /// The file of defaults that it stands in.
    pub file: String,
}

/// Lines that say which fields campaigns inherit: one for each set of fields that comes from one file, with the
/// campaign's name or the number of campaigns: `inherited from campaigns/kcamp.defaults.yaml: priority, dncLists (3
/// campaigns)`.
pub fn inherited_in_words<'all>(
    campaigns: impl IntoIterator<Item = (&'all str, &'all [InheritedValue])>,
) -> Vec<String> {
    let mut groups: Vec<(&str, Vec<&str>, Vec<&str>)> = Vec::new();
    for (name, values) in campaigns {
        let files: BTreeSet<&str> = values.iter().map(|value| value.file.as_str()).collect();
        for file in files {
            let of_file = values.iter().filter(|value| value.file == file);
            let fields: Vec<&str> = of_file.map(|value| value.field.as_str()).collect();
            match groups.iter_mut().find(|(known, those, _)| *known == file && *those == fields) {
                Some((.., names)) => names.push(name),
                None => groups.push((file, fields, vec![name])),
            }
        }
    }
    let words = |(file, fields, names): (&str, Vec<&str>, Vec<&str>)| {
        let who = match names.as_slice() {
            [only] => format!("{only:?}"),
            several => counted(several.len(), "campaign"),
        };
        format!("inherited from {file}: {} ({who})", fields.join(", "))
    };
    groups.into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::{InheritedValue, inherited_in_words};

    #[test]
    fn campaigns_that_inherit_the_same_are_counted() {
        let value = |field: &str, file: &str| InheritedValue { field: field.into(), file: file.into() };
        let both = [value("priority", "b.yaml"), value("dncLists", "a.yaml"), value("format", "b.yaml")];
        let one = [value("priority", "b.yaml")];
        assert_eq!(
            inherited_in_words([("A", &both[..]), ("B", &both[..]), ("C", &one[..]), ("D", &[])]),
            [
                "inherited from a.yaml: dncLists (2 campaigns)",
                "inherited from b.yaml: priority, format (2 campaigns)",
                "inherited from b.yaml: priority (\"C\")",
            ]
        );
    }
}
