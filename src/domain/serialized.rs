//! Serializes checked values, for example in a plan. They are read back through the same check, so a file cannot
//! contain a value that a campaign file cannot.

use std::ops::RangeInclusive;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::finding::Problem;

/// Makes types serializable as a text. `Type.method` gives the text; `FromStr`, or the function after
/// `via`, reads it back.
macro_rules! serialized_as_text {
    ($($type:ident.$text:ident $(via $read:expr)?),+ $(,)?) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.$text())
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                $crate::domain::serialized::read(
                    &text,
                    $crate::domain::serialized::serialized_as_text!(@read $($read)?),
                )
            }
        }
    )+};
    (@read) => { str::parse };
    (@read $read:expr) => { $read };
}

pub(super) use serialized_as_text;

/// Reads a checked value from its text; a problem becomes the error.
///
/// # Errors
///
/// The message of the problem that `read` finds.
pub(super) fn read<T, E: serde::de::Error>(
    text: &str,
    read: impl Fn(&str) -> Result<T, Problem>,
) -> Result<T, E> {
    read(text).map_err(|problem| E::custom(problem.message))
}

/// Checks that a whole number is in a range.
///
/// # Errors
///
/// The number lies outside of the range.
pub(super) fn within<T, E>(number: T, range: &RangeInclusive<u32>) -> Result<T, E>
where
    T: Copy + Into<u32>,
    E: serde::de::Error,
{
    let (value, least, most) = (number.into(), range.start(), range.end());
    if range.contains(&value) {
        return Ok(number);
    }
    Err(E::custom(format!("{value} is not between {least} and {most}")))
}

/// Reads a list that must not be empty.
///
/// # Errors
///
/// The list is empty, or an item cannot be read.
pub(super) fn not_empty<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let items = Vec::deserialize(deserializer)?;
    if items.is_empty() { Err(D::Error::custom("the list is empty")) } else { Ok(items) }
}
