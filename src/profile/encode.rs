//! Writes the configuration as YAML text. This is the only place that writes a secret, and it is
//! private to this folder.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_saphyr::{SerializeError, ser_options};

use super::config::ConfigFile;
use super::keys::{Profile, Value};
use super::name::ProfileName;
use super::secret_source::SecretSource;

const HEADER: &str = "# kcamp rewrites this file as a whole: comments in it are not kept.\n";

/// The text of the file.
///
/// # Errors
///
/// A value cannot be written as YAML.
pub(super) fn yaml(config: &ConfigFile) -> Result<String, SerializeError> {
    body(config).map(|body| format!("{HEADER}{body}"))
}

/// The text of a configuration with only this profile and without its secrets, for sharing with others.
///
/// # Errors
///
/// A value cannot be written as YAML.
pub fn shared_yaml(name: &ProfileName, profile: &Profile) -> Result<String, SerializeError> {
    let profile = Profile { client_secret: None, token: None, ..profile.clone() };
    let profiles = BTreeMap::from([(name.clone(), profile)]);
    body(&ConfigFile { profiles, ..ConfigFile::default() })
}

fn body(config: &ConfigFile) -> Result<String, SerializeError> {
    let options = ser_options! { prefer_block_scalars: false };
    serde_saphyr::to_string_with_options(&File(config), options)
}

struct File<'a>(&'a ConfigFile);

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(current) = &self.0.current {
            map.serialize_entry("current", current.as_str())?;
        }
        map.serialize_entry("profiles", &Profiles(self.0))?;
        map.end()
    }
}

struct Profiles<'a>(&'a ConfigFile);

impl Serialize for Profiles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.profiles.iter().map(|(name, profile)| (name.as_str(), Entry(profile))))
    }
}

struct Entry<'a>(&'a Profile);

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let set = || self.0.values().filter_map(|(key, value)| Some((key, value?)));
        for (key, value) in set() {
            if let Value::Text(text) = value {
                map.serialize_entry(key, text)?;
            }
        }
        for (key, value) in set() {
            if let Value::Secret(source) = value {
                map.serialize_entry(key, &Source(source))?;
            }
        }
        map.end()
    }
}

struct Source<'a>(&'a SecretSource);

impl Serialize for Source<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            SecretSource::Env(name) => serializer.collect_map([("env", name)]),
            SecretSource::File(path) => serializer.collect_map([("file", path)]),
            SecretSource::Command { program, arguments } => {
                let words: Vec<&String> = std::iter::once(program).chain(arguments).collect();
                serializer.collect_map([("command", words)])
            }
            SecretSource::Plain(secret) => serializer.serialize_str(secret.expose()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    use proptest::prelude::*;

    use super::yaml;
    use crate::profile::{ConfigFile, Profile, ProfileName, SecretSource, Value};
    use crate::secret::Secret;

    fn source() -> impl Strategy<Value = SecretSource> {
        prop_oneof![
            "[a-zA-Z_][a-zA-Z0-9_]{0,11}"
                .prop_filter_map("a name", |name| SecretSource::variable(&name).ok()),
            "\\PC{1,20}".prop_filter_map("a path", |path| SecretSource::file(PathBuf::from(path)).ok()),
            ("\\PC{1,20}", proptest::collection::vec("\\PC{0,20}", 0..4))
                .prop_filter_map("words that need no shell", |(program, arguments)| {
                    SecretSource::command_words(program, arguments).ok()
                }),
            "[0-9ex._+-]{1,6}|true|null|~|\\PC{1,200}"
                .prop_map(|text| SecretSource::Plain(Secret::new(text))),
        ]
    }

    fn text() -> impl Strategy<Value = Option<String>> {
        proptest::option::of("[0-9ex.-]{1,5}|true|no|null|~|\\PC{1,100}")
    }

    fn profile() -> impl Strategy<Value = Profile> {
        let texts = proptest::collection::vec(text(), Profile::default().values().count());
        (texts, proptest::option::of(source()), proptest::option::of(source())).prop_map(
            |(texts, client_secret, token)| {
                let mut profile = Profile::default();
                for ((key, _), text) in Profile::default().values().zip(&texts) {
                    if let Some(text) = text {
                        profile.put(key, Value::Text(text));
                    }
                }
                Profile { client_secret, token, ..profile }
            },
        )
    }

    fn name() -> impl Strategy<Value = ProfileName> {
        "[a-zA-Z0-9][a-zA-Z0-9._-]{0,10}|null|true|12"
            .prop_filter_map("a name", |text| text.parse::<ProfileName>().ok())
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            current in proptest::option::of(name()),
            profiles in proptest::collection::btree_map(name(), profile(), 0..3),
        ) {
            let config = ConfigFile { path: Some(PathBuf::from("config.yaml")), current, profiles };
            let text = yaml(&config).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let read = ConfigFile::parse(&text, Path::new("config.yaml"));
            prop_assert_eq!(read.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?, config);
        }
    }

    #[test]
    fn it_reads_as_a_person_would_write_it() -> Result<(), Box<dyn std::error::Error>> {
        let name: ProfileName = "acme".parse().map_err(|_| "name")?;
        let profile = Profile {
            host: Some("https://platform.kore.ai".into()),
            client_secret: Some(SecretSource::Env("ACME_SECRET".into())),
            ..Profile::default()
        };
        let profiles = BTreeMap::from([(name.clone(), profile)]);
        let config = ConfigFile { path: None, current: Some(name), profiles };
        let expected = "# kcamp rewrites this file as a whole: comments in it are not kept.\n\
            current: acme\nprofiles:\n  acme:\n    host: https://platform.kore.ai\n    \
            client_secret:\n      env: ACME_SECRET\n";
        assert_eq!(yaml(&config)?, expected);
        Ok(())
    }
}
