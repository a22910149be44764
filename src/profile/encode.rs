//! The configuration as YAML text. The only place that writes a secret, and private to this folder.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_saphyr::{SerializeError, ser_options};

use super::config::{ConfigFile, Profile};
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

/// The text of a configuration of this one profile without its secrets, for others than its owner.
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
        // Taken apart, so that a key that is added to a profile cannot be forgotten here.
        let Profile {
            platform,
            host,
            stream_id,
            account_id,
            client_id,
            client_secret,
            token,
            timezone,
            region,
            schedule_timezone,
            message_encoding,
            rate_limit,
            jti,
            trigger_path,
            timeout,
            ca_cert,
            defaults,
            protected,
        } = self.0;
        let mut map = serializer.serialize_map(None)?;
        let mut text = |key: &str, value: &Option<String>| match value {
            Some(value) => map.serialize_entry(key, value),
            None => Ok(()),
        };
        text("platform", platform)?;
        text("host", host)?;
        text("stream_id", stream_id)?;
        text("account_id", account_id)?;
        text("client_id", client_id)?;
        text("timezone", timezone)?;
        text("region", region)?;
        text("schedule_timezone", schedule_timezone)?;
        text("message_encoding", message_encoding)?;
        text("rate_limit", rate_limit)?;
        text("jti", jti)?;
        text("trigger_path", trigger_path)?;
        text("timeout", timeout)?;
        text("ca_cert", ca_cert)?;
        text("defaults", defaults)?;
        text("protected", protected)?;
        for (key, source) in [("client_secret", client_secret), ("token", token)] {
            if let Some(source) = source {
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
    use crate::profile::{ConfigFile, Profile, ProfileName, SecretSource};
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
        let texts = proptest::collection::vec(text(), 16);
        (texts, proptest::option::of(source()), proptest::option::of(source())).prop_map(
            |(texts, client_secret, token)| {
                let mut texts = texts.into_iter();
                let mut next = || texts.next().flatten();
                Profile {
                    platform: next(),
                    host: next(),
                    stream_id: next(),
                    account_id: next(),
                    client_id: next(),
                    client_secret,
                    token,
                    timezone: next(),
                    region: next(),
                    schedule_timezone: next(),
                    message_encoding: next(),
                    rate_limit: next(),
                    jti: next(),
                    trigger_path: next(),
                    timeout: next(),
                    ca_cert: next(),
                    defaults: next(),
                    protected: next(),
                }
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
