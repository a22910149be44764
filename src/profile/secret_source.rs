//! Where a secret is, and fetching it from there.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use zeroize::Zeroizing;

use super::command;
use super::error::ProfileError;
use super::folders::expand_home;
use super::name::nearest;
use crate::env::Environment;
use crate::secret::Secret;

/// How long a command may take: enough to unlock a vault by finger, not enough to hang a pipeline.
pub const COMMAND_LIMIT: Duration = Duration::from_secs(10);

/// The largest secret that is read, in bytes.
pub(super) const MAX_SECRET_BYTES: u64 = 64 * 1024;

/// Where a secret is. In the configuration: `{env: NAME}`, `{file: PATH}`, `{command: [PROGRAM, ARGUMENT…]}`, or the
/// secret itself. It has no `Serialize`: only the configuration file may hold what [`SecretSource::Plain`] holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretSource {
    /// An environment variable, by name.
    Env(String),
    /// The first line of a file; a leading `~/` is the home folder.
    File(PathBuf),
    /// The first line that a program prints. It is run without a shell.
    Command {
        /// The program, found as the shell would find it.
        program: String,
        /// Its arguments.
        arguments: Vec<String>,
    },
    /// The secret itself.
    Plain(Secret),
}

/// Where it is, never what it is: `env NAME`, `file PATH`, `command op`, `plain text`.
impl fmt::Display for SecretSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Env(name) => write!(formatter, "env {name}"),
            Self::File(path) => write!(formatter, "file {}", path.display()),
            Self::Command { program, .. } => write!(formatter, "command {program}"),
            Self::Plain(_) => formatter.write_str("plain text"),
        }
    }
}

/// Fetches the secret. A command that has not ended after `command_limit` ([`COMMAND_LIMIT`]) is stopped.
pub fn resolve_secret(
    source: &SecretSource,
    environment: &Environment,
    command_limit: Duration,
) -> Result<Secret, ProfileError> {
    match source {
        SecretSource::Env(name) => environment
            .text(name)
            .map(|text| Secret::new(text.to_owned()))
            .ok_or_else(|| ProfileError::VariableUnset { name: name.clone() }),
        SecretSource::File(path) => from_file(&expand_home(path, environment)),
        SecretSource::Command { program, arguments } => command::run(program, arguments, command_limit),
        SecretSource::Plain(secret) => Ok(secret.clone()),
    }
}

fn from_file(path: &Path) -> Result<Secret, ProfileError> {
    let mut bytes = Zeroizing::new(Vec::new());
    File::open(path)
        .and_then(|file| file.take(MAX_SECRET_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|reason| ProfileError::SecretFile { path: path.to_owned(), reason })?;
    first_line(&bytes)
        .map_err(|what| ProfileError::NotASecret { from: format!("the file {}", path.display()), what })
}

/// The secret in what was read: its first line, without the line's end.
pub(super) fn first_line(bytes: &[u8]) -> Result<Secret, &'static str> {
    if bytes.len() as u64 > MAX_SECRET_BYTES {
        return Err("it is larger than 64 KiB");
    }
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match str::from_utf8(line) {
        Ok("") => Err("its first line is empty"),
        Ok(text) => Ok(Secret::new(text.to_owned())),
        Err(_) => Err("its first line is not UTF-8 text"),
    }
}

impl<'de> Deserialize<'de> for SecretSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SourceVisitor)
    }
}

struct SourceVisitor;

impl SourceVisitor {
    /// YAML would have changed it on the way (`0x10` becomes 16), and no message may show it.
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
            "env" => SecretSource::Env(named(map.next_value()?, "env names no variable")?),
            "file" => {
                SecretSource::File(PathBuf::from(named::<A::Error>(map.next_value()?, "file names no path")?))
            }
            "command" => {
                let mut words = map.next_value::<Vec<String>>()?.into_iter();
                let program = named(words.next().unwrap_or_default(), "command names no program")?;
                SecretSource::Command { program, arguments: words.collect() }
            }
            _ => {
                let meant =
                    nearest(&key, KEYS).map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
                return Err(de::Error::custom(format!(
                    "a secret's source names env, file or command, not {key:?}{meant}"
                )));
            }
        };
        if map.next_key::<String>()?.is_some() {
            return Err(de::Error::custom("a secret has one source: env, file or command"));
        }
        Ok(source)
    }
}

fn named<E: de::Error>(text: String, otherwise: &str) -> Result<String, E> {
    if text.is_empty() { Err(E::custom(otherwise)) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::path::PathBuf;

    use super::{COMMAND_LIMIT, MAX_SECRET_BYTES, SecretSource, resolve_secret};
    use crate::env::Environment;
    use crate::profile::{Fault, ProfileError};
    use crate::secret::Secret;

    fn resolve(source: &SecretSource, variables: &[(&str, &str)]) -> Result<Secret, ProfileError> {
        resolve_secret(source, &variables.iter().copied().collect::<Environment>(), COMMAND_LIMIT)
    }

    #[test]
    fn a_variable_is_read_from_the_given_environment() {
        let source = SecretSource::Env("ACME_SECRET".into());
        let secret = resolve(&source, &[("ACME_SECRET", "canary")]);
        assert_eq!(secret.ok(), Some(Secret::new("canary".into())));
        let unset = resolve(&source, &[("ACME_SECRET", "")]);
        assert!(matches!(&unset, Err(ProfileError::VariableUnset { name }) if name == "ACME_SECRET"));
        assert_eq!(unset.err().map(|error| error.fault()), Some(Fault::Credentials));
    }

    #[test]
    fn a_file_gives_its_first_line() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("key");
        let environment = [("HOME", folder.path().to_str().ok_or("path")?)];
        for (content, secret) in [("canary", "canary"), ("canary\n", "canary"), ("a b \r\nrest\n", "a b ")] {
            std::fs::write(&path, content)?;
            for named in [path.clone(), PathBuf::from("~/key")] {
                let read = resolve(&SecretSource::File(named), &environment)?;
                assert_eq!(read, Secret::new(secret.into()), "{content:?}");
            }
        }
        Ok(())
    }

    #[test]
    fn what_is_no_secret_is_refused_without_showing_it() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("key");
        let too_large = "canary".repeat(usize::try_from(MAX_SECRET_BYTES)? / 6 + 1);
        for content in ["".as_bytes(), b"\ncanary", b"canary\xff", too_large.as_bytes()] {
            std::fs::write(&path, content)?;
            let Err(error) = resolve(&SecretSource::File(path.clone()), &[]) else { panic!("taken") };
            assert!(matches!(error, ProfileError::NotASecret { .. }), "{error}");
            assert!(!error.to_string().contains("canary"), "{error}");
        }
        let missing = resolve(&SecretSource::File(folder.path().join("none")), &[]);
        assert!(matches!(missing, Err(ProfileError::SecretFile { .. })));
        Ok(())
    }

    #[test]
    fn what_it_shows_is_where_never_what() {
        let plain = SecretSource::Plain(Secret::new("canary".into()));
        assert_eq!(format!("{plain} {plain:?}"), "plain text Plain(***)");
        let command = SecretSource::Command { program: "op".into(), arguments: vec!["read".into()] };
        assert_eq!(command.to_string(), "command op");
    }
}
