//! The source of a secret, as in the configuration file.

use std::fmt;
use std::path::PathBuf;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::SecretSource;
use crate::profile::name::nearest;
use crate::secret::Secret;

impl<'de> Deserialize<'de> for SecretSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceVisitor)
    }
}

struct SourceVisitor;

impl SourceVisitor {
    /// The error for a value without quotes. YAML would have changed it (`0x10` becomes 16), and no
    /// message may show it.
    fn unquoted<E: de::Error>() -> E {
        E::custom("a secret that looks like a number or a word of YAML must stand in quotes")
    }
}

impl<'de> Visitor<'de> for SourceVisitor {
    type Value = SecretSource;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("{env: NAME}, {file: PATH}, {command: [PROGRAM, …]} or text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SecretSource, E> {
        if text.is_empty() {
            return Err(E::custom("the secret is empty"));
        }
        Ok(SecretSource::Plain(Secret::new(text.to_owned())))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<SecretSource, E> {
        Err(Self::unquoted())
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<SecretSource, E> {
        Err(Self::unquoted())
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<SecretSource, E> {
        Err(Self::unquoted())
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<SecretSource, E> {
        Err(Self::unquoted())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SecretSource, A::Error> {
        const KEYS: [&str; 3] = ["env", "file", "command"];
        let Some(key) = map.next_key::<String>()? else {
            return Err(de::Error::custom("a secret's source names env, file or command"));
        };
        let source = match key.as_str() {
            "env" => SecretSource::variable(&map.next_value::<String>()?)
                .map_err(|why| de::Error::custom(format!("env: {why}")))?,
            "file" => SecretSource::file(PathBuf::from(map.next_value::<String>()?))
                .map_err(|why| de::Error::custom(format!("file: {why}")))?,
            "command" => map.next_value::<CommandWords>()?.0,
            // A key that is similar to no known one may be the secret itself, so it is not shown.
            _ => {
                let other = nearest(&key, KEYS)
                    .map_or_else(String::new, |meant| format!(", not {key:?}; did you mean {meant}?"));
                return Err(de::Error::custom(format!(
                    "a secret's source names env, file or command{other}"
                )));
            }
        };
        if map.next_key::<String>()?.is_some() {
            return Err(de::Error::custom("a secret has one source: env, file or command"));
        }
        Ok(source)
    }
}

/// A command in the configuration: a list of words, or one line.
struct CommandWords(SecretSource);

impl<'de> Deserialize<'de> for CommandWords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordsVisitor;

        impl<'de> Visitor<'de> for WordsVisitor {
            type Value = CommandWords;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("[PROGRAM, ARGUMENT, …] or a command in one line")
            }

            fn visit_str<E: de::Error>(self, line: &str) -> Result<CommandWords, E> {
                SecretSource::command_line(line).map(CommandWords).map_err(E::custom)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut words: A) -> Result<CommandWords, A::Error> {
                let program =
                    named(words.next_element::<String>()?.unwrap_or_default(), "command names no program")?;
                let mut arguments = Vec::new();
                while let Some(word) = words.next_element()? {
                    arguments.push(word);
                }
                SecretSource::command_words(program, arguments).map(CommandWords).map_err(de::Error::custom)
            }
        }

        deserializer.deserialize_any(WordsVisitor)
    }
}

fn named<E: de::Error>(text: String, otherwise: &str) -> Result<String, E> {
    if text.is_empty() { Err(E::custom(otherwise)) } else { Ok(text) }
}
