//! Reads a body's fields. Each refusal has the path of its field.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use crate::sandbox::{choices::Strictness, exchange::Refusal};

/// An object in a body, and its path.
#[derive(Debug, Clone)]
pub(super) struct Fields<'a> {
    map: &'a Map<String, Value>,
    path: String,
}

impl<'a> Fields<'a> {
    /// The body.
    ///
    /// # Errors
    ///
    /// 400 if the body is not an object.
    pub(super) fn of_body(body: &'a Value) -> Result<Self, Refusal> {
        let map = body.as_object().ok_or_else(|| Refusal::bad("the body must be a JSON object"))?;
        Ok(Self { map, path: String::new() })
    }

    /// An element of a list.
    ///
    /// # Errors
    ///
    /// 400 if the element is not an object.
    pub(super) fn of_element(value: &'a Value, path: &str) -> Result<Self, Refusal> {
        let map = value.as_object().ok_or_else(|| Refusal::bad(format!("`{path}` must be an object")))?;
        Ok(Self { map, path: path.to_owned() })
    }

    /// The refusal of one field.
    pub(super) fn refuse(&self, key: &str, reason: &str) -> Refusal {
        Refusal::bad(format!("`{}` {reason}", self.path_of(key)))
    }

    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Refuses every other key.
    ///
    /// # Errors
    ///
    /// 400 under strict choices, for the first other key.
    pub(super) fn only(&self, known: &[&str], strictness: Strictness) -> Result<(), Refusal> {
        if strictness == Strictness::Lenient {
            return Ok(());
        }
        match self.map.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(self.refuse(key, "is not allowed here")),
            None => Ok(()),
        }
    }

    /// The value, if the key is there.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key)
    }

    fn required<T>(
        &self,
        key: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
        must: &str,
    ) -> Result<T, Refusal> {
        let value = self.get(key).ok_or_else(|| self.refuse(key, "is missing"))?;
        read(value).ok_or_else(|| self.refuse(key, must))
    }

    /// The text of a key.
    ///
    /// # Errors
    ///
    /// It is missing, or no text.
    pub(super) fn text(&self, key: &str) -> Result<&'a str, Refusal> {
        self.required(key, Value::as_str, "must be a string")
    }

    /// A text that is not blank.
    ///
    /// # Errors
    ///
    /// 400 if the key is missing, is not a text, or is blank.
    pub(super) fn filled(&self, key: &str) -> Result<&'a str, Refusal> {
        let text = self.text(key)?;
        if text.trim().is_empty() { Err(self.refuse(key, "must not be empty")) } else { Ok(text) }
    }

    /// A text of at most this number of UTF-16 code units.
    ///
    /// # Errors
    ///
    /// 400 if the key is missing, is not a text, or is longer.
    pub(super) fn text_up_to(&self, key: &str, limit: usize) -> Result<&'a str, Refusal> {
        let text = self.text(key)?;
        if text.encode_utf16().count() > limit {
            return Err(self.refuse(key, &format!("must have at most {limit} characters")));
        }
        Ok(text)
    }

    /// One of several words.
    ///
    /// # Errors
    ///
    /// 400 if the key is missing or has another value.
    pub(super) fn choice(&self, key: &str, words: &[&str]) -> Result<&'a str, Refusal> {
        let must = || format!("must be the string {}", words.join(", "));
        let text = self.required(key, |value| Some(value.as_str()), "")?;
        text.filter(|text| words.contains(text)).ok_or_else(|| self.refuse(key, &must()))
    }

    /// An integer in a range.
    ///
    /// # Errors
    ///
    /// 400 if the key is missing or is not such a number.
    pub(super) fn whole(&self, key: &str, range: RangeInclusive<i64>) -> Result<i64, Refusal> {
        let must = if *range.end() == i64::MAX {
            format!("must be a whole number of at least {}", range.start())
        } else {
            format!("must be a whole number from {} to {}", range.start(), range.end())
        };
        self.required(key, |value| value.as_i64().filter(|number| range.contains(number)), &must)
    }

    /// The object of a key.
    ///
    /// # Errors
    ///
    /// It is missing, or no object.
    pub(super) fn object(&self, key: &str) -> Result<Self, Refusal> {
        let map = self.required(key, Value::as_object, "must be an object")?;
        Ok(Self { map, path: self.path_of(key) })
    }

    /// An object, if the key is there.
    ///
    /// # Errors
    ///
    /// 400 if the key is there but is not an object.
    pub(super) fn optional_object(&self, key: &str) -> Result<Option<Self>, Refusal> {
        self.get(key).map(|_| self.object(key)).transpose()
    }

    /// A list that is not empty.
    ///
    /// # Errors
    ///
    /// 400 if the key is missing, is not an array, or is empty.
    pub(super) fn list(&self, key: &str) -> Result<&'a [Value], Refusal> {
        let list = self.required(key, Value::as_array, "must be an array")?;
        if list.is_empty() { Err(self.refuse(key, "must not be empty")) } else { Ok(list) }
    }
}
