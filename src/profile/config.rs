//! The contents of the configuration file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::{Deserialize, Deserializer, Error as _};
use serde_saphyr::{Error, budget, options};

use super::error::ProfileError;
use super::keys::Profile;
use super::name::{ProfileName, nearest};

/// The configuration file. It has no `Serialize`: only [`super::save`] writes what may contain secrets.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "the keys current and profiles")]
pub struct ConfigFile {
    /// The path of the file, for messages and for relative paths in it; `None` if it was not read from a file.
    #[serde(skip)]
    pub path: Option<PathBuf>,
    /// The profile that is used if none is named.
    pub current: Option<ProfileName>,
    pub profiles: BTreeMap<ProfileName, Profile>,
}

impl<'de> Deserialize<'de> for ProfileName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|problem: crate::domain::finding::Problem| D::Error::custom(problem.message))
    }
}

impl ConfigFile {
    /// Reads the text of the file at `path`. An empty file is an empty configuration. No message contains a value.
    ///
    /// # Errors
    ///
    /// `config/malformed` if the text is not YAML of this form, or is larger than any configuration.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self, ProfileError> {
        let options = options! {
            // A snippet would show the line, which may contain a secret.
            with_snippet: false,
            strict_booleans: true,
            budget: budget! { max_anchors: 50, max_aliases: 200, max_depth: 20, max_nodes: 20_000 },
        };
        serde_saphyr::from_str_with_options::<Option<Self>>(text, options)
            .map(|config| Self { path: Some(path.to_owned()), ..config.unwrap_or_default() })
            .map_err(|error| malformed(&error, path))
    }
}

/// The error for a malformed file. The library's messages quote values, so they are rewritten.
fn malformed(error: &Error, path: &Path) -> ProfileError {
    let mut help = None;
    let what = match error.without_snippet() {
        Error::Message { msg, .. } => msg.clone(),
        // A key that is similar to no known one may be a secret in the wrong place, so it is not shown.
        Error::SerdeUnknownField { field, expected, .. } => {
            if let Some(meant) = nearest(field, expected.iter().copied()) {
                help = Some(format!("did you mean {meant}?"));
                format!("unknown key {field:?}")
            } else {
                help = Some(format!("known keys: {}", expected.join(", ")));
                "unknown key".to_owned()
            }
        }
        Error::DuplicateMappingKey { key: Some(key), .. } => format!("the key {key:?} is there twice"),
        Error::SerdeInvalidType { expected, .. } | Error::SerdeInvalidValue { expected, .. } => {
            format!("expected {expected}")
        }
        Error::Unexpected { expected, .. } => format!("expected a {expected}"),
        Error::MultipleDocuments { .. } => "it holds more than one YAML document".to_owned(),
        Error::Budget { .. } => "it is too large or too deep for a configuration".to_owned(),
        _ => "it cannot be read as YAML".to_owned(),
    };
    let position = error.location().map(|location| (location.line(), location.column()));
    ProfileError::Malformed { path: path.to_owned(), position, what, help }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{ConfigFile, Profile};
    use crate::profile::{ProfileError, SecretSource};
    use crate::secret::Secret;

    fn parse(text: &str) -> Result<ConfigFile, ProfileError> {
        ConfigFile::parse(text, Path::new("config.yaml"))
    }

    fn refusal(text: &str) -> (String, Option<String>) {
        match parse(text) {
            Err(error) => (error.to_string(), error.hint()),
            Ok(config) => panic!("taken: {config:?}"),
        }
    }

    fn secret_of(source: &str) -> Option<SecretSource> {
        parse(&format!("profiles: {{acme: {{client_secret: {source}}}}}"))
            .ok()?
            .profiles
            .into_values()
            .next()?
            .client_secret
    }

    #[test]
    fn a_whole_profile_is_read_as_text() -> Result<(), ProfileError> {
        let config = parse(
            "current: acme\nprofiles:\n  acme:\n    host: https://platform.kore.ai\n    rate_limit: 60\n    jti: false\n    \
             account_id: 0123\n    client_secret: {env: ACME}\n    token:\n",
        )?;
        assert_eq!(config.current.as_ref().map(ToString::to_string), Some("acme".into()));
        let expected = Profile {
            host: Some("https://platform.kore.ai".into()),
            rate_limit: Some("60".into()),
            jti: Some("false".into()),
            account_id: Some("0123".into()),
            client_secret: Some(SecretSource::Env("ACME".into())),
            ..Profile::default()
        };
        assert_eq!(config.profiles.values().collect::<Vec<_>>(), [&expected]);
        Ok(())
    }

    #[test]
    fn an_empty_file_is_an_empty_configuration() -> Result<(), ProfileError> {
        for text in ["", "# nothing yet\n", "---\n"] {
            let path = Some(PathBuf::from("config.yaml"));
            assert_eq!(parse(text)?, ConfigFile { path, ..ConfigFile::default() }, "{text:?}");
        }
        Ok(())
    }

    #[test]
    fn each_form_of_a_secret() {
        assert_eq!(secret_of("{file: /run/key}"), Some(SecretSource::File(PathBuf::from("/run/key"))));
        let command =
            SecretSource::Command { program: "op".into(), arguments: vec!["read".into(), "x".into()] };
        for text in ["[op, read, x]", "op read x", "' op  \"read\" x'", "[\"op\", 'read', x]"] {
            assert_eq!(secret_of(&format!("{{command: {text}}}")).as_ref(), Some(&command), "{text}");
        }
        let command = SecretSource::Command {
            program: "op".into(),
            arguments: vec!["read".into(), "op://My Vault/x".into()],
        };
        assert_eq!(secret_of("{command: 'op read \"op://My Vault/x\"'}"), Some(command));
        assert_eq!(secret_of("'0123'"), Some(SecretSource::Plain(Secret::new("0123".into()))));
        assert_eq!(secret_of("abc+/="), Some(SecretSource::Plain(Secret::new("abc+/=".into()))));
    }

    #[test]
    fn a_secret_that_yaml_would_change_must_be_quoted() {
        for text in ["0x10", "12", "-7", "1e5", "true", "0123", "1_000"] {
            match secret_of(text) {
                None => assert!(
                    refusal(&format!("profiles: {{a: {{token: {text}}}}}")).0.contains("in quotes"),
                    "{text}"
                ),
                Some(source) => assert_eq!(source, SecretSource::Plain(Secret::new(text.into()))),
            }
        }
        assert_eq!(secret_of("0x10"), None);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_the_likely_one() {
        let (message, hint) = refusal("profiles:\n  acme:\n    hots: x\n");
        assert_eq!(message, "the configuration config.yaml:3:5 is wrong: unknown key \"hots\"");
        assert_eq!(hint.as_deref(), Some("did you mean host?"));
        let (message, hint) = refusal("profiles: {a: {client_secret: {envv: X}}}");
        assert!(message.contains("not \"envv\"; did you mean env?"), "{message}");
        assert_eq!(hint, None);
    }

    #[test]
    fn duplicates_are_errors() {
        assert!(refusal("profiles:\n  a: {host: x}\n  a: {host: y}\n").0.contains("\"a\" is there twice"));
        assert!(refusal("profiles: {a: {host: x, host: y}}").0.contains("\"host\" is there twice"));
    }

    #[test]
    fn no_message_shows_a_value() {
        for text in [
            "profiles: {a: canary}",
            "profiles: [canary]",
            "canary",
            "profiles: {a: {client_secret: [canary]}}",
            "profiles: {a: {client_secret: {command: 'canary \"x'}}}",
            "profiles: {a: {client_secret: {command: {canary: x}}}}",
            "profiles: {a: {client_secret: {canary: x}}}",
            "profiles: {a: {canary-0a1b2c: x}}",
            "profiles: {a: {client_secret: {env: A, file: canary}}}",
            "profiles: {a: {client_secret: \"canary}}",
            "profiles: {a: {client_secret: canary: canary}}",
            "profiles:\n  a:\n    token: canary\n   host: x\n",
            "profiles: {a: {client_secret: *canary}}",
        ] {
            let (message, hint) = refusal(text);
            assert!(!message.contains("canary") && !hint.unwrap_or_default().contains("canary"), "{message}");
        }
    }

    #[test]
    fn a_bad_name_is_refused() {
        assert!(refusal("profiles: {'a b': {}}").0.contains("\"a b\" is not a profile's name"));
        assert!(refusal("current: 'a b'").0.contains("\"a b\" is not a profile's name"));
    }
}
