//! The keys of a profile, one row each: what is read, written, laid over another, and described to editors walks them.

use serde_json::{Value as Json, json};

use super::secret_source::SecretSource;

/// The value of a key: a text, or where a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// The text as the file has it.
    Text(&'a str),
    /// Where a secret is.
    Secret(&'a SecretSource),
}

/// A type that a profile has for a key.
trait KeyType: Sized {
    fn value(&self) -> Value<'_>;
    fn of(value: Value<'_>) -> Option<Self>;
    /// The JSON Schema of a key with this meaning; a text may be one of these words.
    fn schema(meaning: &str, words: &[&str]) -> Json;
}

impl KeyType for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }

    fn of(value: Value<'_>) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.to_owned()) } else { None }
    }

    fn schema(meaning: &str, words: &[&str]) -> Json {
        if words.is_empty() {
            // What YAML takes for a number or a word of its own is read as it is written.
            return json!({ "description": meaning, "type": ["string", "number", "boolean", "null"] });
        }
        json!({ "description": meaning, "anyOf": [{ "enum": words }, { "type": ["string", "null"] }] })
    }
}

impl KeyType for SecretSource {
    fn value(&self) -> Value<'_> {
        Value::Secret(self)
    }

    fn of(value: Value<'_>) -> Option<Self> {
        if let Value::Secret(source) = value { Some(source.clone()) } else { None }
    }

    fn schema(meaning: &str, _: &[&str]) -> Json {
        json!({ "description": meaning, "$ref": "#/$defs/secret" })
    }
}

macro_rules! keys {
    ($($name:ident: $type:ty, $meaning:literal $(, $($word:literal)|+)?;)+) => {
        /// One account, or one way of working. Every value but the secrets is kept as the text that the file has, so
        /// that `settings` reads it as it reads flags and variables, and a bad one is named with its key, profile and
        /// file.
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
        #[serde(deny_unknown_fields, default, expecting = "a profile's settings, one key a line")]
        pub struct Profile {
            $(#[doc = concat!($meaning, ".")] pub $name: Option<$type>,)+
        }

        impl Profile {
            /// These values, and those of another profile where this one has none.
            #[must_use]
            pub fn or(self, other: Self) -> Self {
                Self { $($name: self.$name.or(other.$name),)+ }
            }

            /// Every key with its value; `None` where it is not set.
            pub fn values(&self) -> impl Iterator<Item = (&'static str, Option<Value<'_>>)> {
                [$((stringify!($name), self.$name.as_ref().map(KeyType::value)),)+].into_iter()
            }

            /// Sets the key of this name; nothing happens where a profile has no such key.
            pub(crate) fn put(&mut self, key: &str, value: Value<'_>) {
                match key {
                    $(stringify!($name) => self.$name = KeyType::of(value),)+
                    _ => {}
                }
            }

            /// The JSON Schema of each key.
            pub(super) fn schema() -> Json {
                let keys = [$((stringify!($name), <$type>::schema($meaning, &[$($($word),+)?])),)+];
                keys.into_iter().collect()
            }
        }
    };
}

keys! {
    platform: String, "The platform; kore where it is missing", "kore" | "burki";
    host: String, "The platform's address, https unless it is this machine";
    stream_id: String, "Kore.ai: the bot, app or stream id";
    account_id: String, "Kore.ai: the account id. Burki: your own name for the account of the key";
    client_id: String, "Kore.ai: the client id, the token's claim appId";
    client_secret: SecretSource, "Kore.ai: where the client secret is";
    token: SecretSource, "Where a ready token, or Burki's API key, is";
    timezone: String, "The IANA zone in which you type times";
    region: String, "The country of numbers without a country code, as two letters";
    schedule_timezone: String, "Kore.ai: the IANA zone of the platform's own clock; UTC where it is missing";
    message_encoding: String, "How the text of an SMS goes out", "base64" | "percent-base64";
    harmless_keys: String, "Kore.ai: further keys of a campaign that are no settings of it, with commas";
    rate_limit: String, "Requests a minute, counted over all kcamp processes of this machine";
    list_totals: String, "Whether a list with fewer rows than the platform reports is an error; true where it is missing";
    jti: String, "Whether tokens carry a random jti";
    trigger_path: String, "The path that starts and stops a campaign, where it is another than the documented one";
    timeout: String, "How long one request may take, such as 30s";
    ca_cert: String, "A PEM file with a further certificate authority";
    defaults: String, "The defaults that campaigns inherit in the place of those beside them";
    protected: String, "Whether each write asks for the profile's name";
}

impl Profile {
    /// The value of the key of this name.
    pub fn value(&self, key: &str) -> Option<Value<'_>> {
        self.values().find(|(name, _)| *name == key)?.1
    }

    /// Whether each write asks for the profile's name. A word that is neither yes nor no protects too.
    pub fn is_protected(&self) -> bool {
        let word = self.protected.as_deref().unwrap_or("no").to_ascii_lowercase();
        !matches!(word.as_str(), "0" | "false" | "no" | "off")
    }
}

impl std::fmt::Display for Value<'_> {
    /// The text; of a secret, where it is.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Secret(source) => source.fmt(formatter),
        }
    }
}
