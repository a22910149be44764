//! A table of fields as a tree, for checking a document.

use super::kind::KindSet;
use super::{Field, Shape, Words};

/// A place in a campaign file, with the keys that may be below it.
#[derive(Debug)]
pub(crate) struct FieldPlace {
    /// The kinds of campaigns that may have it, or something below it.
    pub(crate) allowed: KindSet,
    /// The field at this place; `None` for a mapping that only contains others.
    pub(crate) field: Option<&'static Field>,
    /// The places below, in the order of the table.
    below: Vec<(&'static str, Self)>,
}

impl FieldPlace {
    /// The tree of a table's fields.
    pub(crate) fn tree(fields: &'static [Field]) -> Self {
        let mut file = Self::new();
        for field in fields {
            file.add(field.path, field);
        }
        file
    }

    /// The place at a path from here; `None` if the table has none.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |place, key| place.key(key).map(|(_, below)| below))
    }

    const fn new() -> Self {
        Self { allowed: KindSet::NONE, field: None, below: Vec::new() }
    }

    fn add(&mut self, path: &[&'static str], field: &'static Field) {
        self.allowed = self.allowed.or(field.kinds.allowed);
        let Some((key, rest)) = path.split_first() else {
            self.field = Some(field);
            return;
        };
        let known = self.below.iter().position(|(known, _)| known == key);
        let index = known.unwrap_or_else(|| {
            self.below.push((key, Self::new()));
            self.below.len() - 1
        });
        self.below[index].1.add(rest, field);
    }

    /// The kind of text in its value: a name, a description or a text; `None` if the author does not choose the words.
    pub(crate) fn words(&self) -> Option<Words> {
        match self.field?.shape {
            Shape::Words(words, _) => Some(words),
            // A single value, instead of a mapping, is a name.
            Shape::OneOrKeys(_) => Some(Words::Name),
            Shape::One(_) | Shape::Whole(_) | Shape::ListOfKeys => None,
        }
    }

    /// Whether the place has a list of mappings.
    pub(crate) fn is_list(&self) -> bool {
        self.field.is_some_and(|field| matches!(field.shape, Shape::ListOfKeys))
    }

    /// The keys directly below.
    pub(crate) fn keys(&self) -> Vec<&'static str> {
        self.below.iter().map(|(key, _)| *key).collect()
    }

    /// A key directly below, and its place.
    pub(crate) fn key(&self, key: &str) -> Option<(&'static str, &Self)> {
        self.below.iter().find(|(known, _)| *known == key).map(|(known, place)| (*known, place))
    }

    /// Whether no key may be below it: a field with one value.
    pub(crate) const fn is_leaf(&self) -> bool {
        self.below.is_empty()
    }
}
