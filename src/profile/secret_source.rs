//! The source of a secret, and how it is read from there.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::command;
use super::error::ProfileError;
use super::folders::expand_home;
use super::no_secret::is_name;
use super::secret_file;
use super::secret_text::{self, ReadSecret, SecretKind};
use super::shell_syntax;
use crate::env::Environment;
use crate::secret::Secret;

mod config;

/// The time limit of a command: enough to unlock a vault with a fingerprint, and short enough not to block a pipeline.
pub const COMMAND_LIMIT: Duration = Duration::from_secs(10);

/// The source of a secret. In the configuration: `{env: NAME}`, `{file: PATH}`, `{command: [PROGRAM, ARGUMENT…]}` or
/// `{command: PROGRAM ARGUMENT…}`, or the secret itself. It has no `Serialize`, since only the configuration file may
/// contain the secret in [`SecretSource::Plain`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretSource {
    /// An environment variable, by name.
    Env(String),
    /// A file that contains only the secret; a leading `~/` is the home folder.
    File(PathBuf),
    /// The first line that a program prints. It runs without a shell; a `~/` at the beginning of a word is
    /// the home folder.
    Command {
        /// The program, found as the shell would find it.
        program: String,
        arguments: Vec<String>,
    },
    /// The secret itself.
    Plain(Secret),
}

/// Writes the source, never the secret: `env NAME`, `file PATH`, `command op`, `plain text`.
impl fmt::Display for SecretSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Env(name) => write!(formatter, "env {name}"),
            Self::File(path) => write!(formatter, "file {}", secret_text::shown_file(path)),
            Self::Command { program, .. } => {
                write!(formatter, "command {}", secret_text::shown_place(program))
            }
            Self::Plain(_) => formatter.write_str("plain text"),
        }
    }
}

impl SecretSource {
    /// An environment variable. A text that is not a variable name, or looks like a secret, is refused and never shown.
    ///
    /// # Errors
    ///
    /// The text is a reference to a variable, is not a name, or looks like a secret.
    pub fn variable(name: &str) -> Result<Self, PlaceError> {
        match name {
            _ if name.starts_with(['$', '%']) => Err(PlaceError::VariableReference),
            _ if !is_name(name) => Err(PlaceError::NotAName),
            _ if looks_like_a_secret(name) => Err(PlaceError::LooksLikeASecret),
            _ => Ok(Self::Env(name.to_owned())),
        }
    }

    /// A file. Quotes and variables in the path are refused, since no shell has replaced them.
    ///
    /// # Errors
    ///
    /// The path is empty, in quotes, or contains a variable.
    pub fn file(path: PathBuf) -> Result<Self, PlaceError> {
        let text = path.to_str().unwrap_or("a path that is not Unicode");
        let is_quoted = |quote| text.starts_with(quote) && text.ends_with(quote);
        if text.trim().is_empty() {
            Err(PlaceError::NoPath)
        } else if is_quoted('"') || is_quoted('\'') {
            Err(PlaceError::PathQuoted)
        } else if text.split(['/', '\\']).any(is_variable) {
            Err(PlaceError::PathVariable)
        } else {
            Ok(Self::File(path))
        }
    }

    /// A command from one line, split into words like in a shell: quotes and backslashes keep a word together. It runs
    /// without a shell, so shell syntax is refused.
    ///
    /// # Errors
    ///
    /// The line is empty, has a quote that is not closed, or needs a shell.
    pub fn command_line(line: &str) -> Result<Self, CommandLineError> {
        if let Some(what) = shell_syntax::in_line(line) {
            return Err(CommandLineError::NeedsShell(what));
        }
        let mut words = shell_words::split(line).map_err(|_| CommandLineError::QuoteOpen)?.into_iter();
        let program = words.next().filter(|program| !program.is_empty()).ok_or(CommandLineError::Empty)?;
        Ok(Self::Command { program, arguments: words.collect() })
    }

    /// A command from its words. A word that is a shell operator would only be an argument, and is refused.
    ///
    /// # Errors
    ///
    /// A word is shell syntax.
    pub(super) fn command_words(program: String, arguments: Vec<String>) -> Result<Self, CommandLineError> {
        match arguments.iter().find_map(|word| shell_syntax::as_word(word)) {
            Some(what) => Err(CommandLineError::NeedsShell(what)),
            None => Ok(Self::Command { program, arguments }),
        }
    }
}

/// Whether a part of a path is, or begins with, a shell variable: `$HOME`, `${HOME}x`, `$(pwd)`, `%USERPROFILE%`.
fn is_variable(part: &str) -> bool {
    let dollar = part.strip_prefix('$').is_some_and(|name| name.starts_with(['{', '(']) || is_name(name));
    let percent = || part.strip_prefix('%').and_then(|name| name.strip_suffix('%')).is_some_and(is_name);
    dollar || percent()
}

/// Whether a text with the form of a variable name is probably a secret: it has a long part with several digits.
fn looks_like_a_secret(name: &str) -> bool {
    const PART_MIN: usize = 16;
    const DIGITS_MIN: usize = 3;
    name.split('_')
        .any(|part| part.len() >= PART_MIN && part.bytes().filter(u8::is_ascii_digit).count() >= DIGITS_MIN)
}

/// Why a text does not name the source of a secret. No message shows a part of the text, which may be the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// A reference to a variable instead of its name.
    #[error("this takes the name of an environment variable, as in ACME_SECRET, without $ and %")]
    VariableReference,
    /// The text does not have the form of a variable name.
    #[error(
        "this is not the name of an environment variable, which is letters, digits and underscores, as in ACME_SECRET; it is \
         not shown, for it may be the secret itself"
    )]
    NotAName,
    /// The text has the form of a variable name, but looks like a secret.
    #[error(
        "this looks like the secret itself, and is not shown: what belongs here is the name of the environment variable that \
         holds it, as in ACME_SECRET"
    )]
    LooksLikeASecret,
    /// The path is empty.
    #[error("this names no path")]
    NoPath,
    /// The path has quotes around it.
    #[error("the path has quotes around it, which no shell has taken away: write it without them")]
    PathQuoted,
    /// The path contains a variable.
    #[error(
        "the path has a variable in it, which no shell has filled in: write the path itself; ~/ is the home folder"
    )]
    PathVariable,
}

/// Why a line is not a command. No message shows a part of the line, which may contain a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CommandLineError {
    /// The line names no program.
    #[error("this cannot be empty")]
    Empty,
    /// A quote is not closed.
    #[error("the command has a quote that is not closed")]
    QuoteOpen,
    /// The line contains shell syntax, such as a pipe.
    #[error("the command has {0}, and no shell runs it: put it into the quotes of sh -c '…'")]
    NeedsShell(&'static str),
}

/// Reads the secret from its source. `written_in` says where [`SecretSource::Plain`] is written, in words such as
/// `stdin`. A command that has not ended after `command_limit` ([`COMMAND_LIMIT`]) is stopped.
///
/// # Errors
///
/// The variable is not set, the file cannot be read or others can write it, the command fails or takes too long, or the
/// result is not a secret.
pub fn resolve_secret(
    source: &SecretSource,
    kind: SecretKind,
    written_in: &str,
    environment: &Environment,
    command_limit: Duration,
) -> Result<ReadSecret, ProfileError> {
    match source {
        SecretSource::Env(name) => {
            let text =
                environment.text(name).ok_or_else(|| ProfileError::VariableUnset { name: name.clone() })?;
            read_secret(text, kind, &format!("the environment variable {name}"))
        }
        SecretSource::File(path) => secret_file::read(&expand_home(path, environment), kind),
        SecretSource::Command { program, arguments } => {
            let from = format!("the command {}", secret_text::shown_place(program));
            let words = arguments.iter().map(|word| at_home(word, environment)).collect::<Vec<_>>();
            let output = command::run(&at_home(program, environment), &words, command_limit)?;
            secret_text::of_first_line(&output, kind, &from).map_err(|what| ProfileError::NotASecret {
                kind,
                from,
                what,
            })
        }
        SecretSource::Plain(secret) => read_secret(secret.expose(), kind, written_in),
    }
}

/// A word of a command with a leading `~/` replaced by the home folder, as in a shell.
fn at_home(word: &str, environment: &Environment) -> String {
    if word == "~" || word.starts_with("~/") {
        expand_home(Path::new(word), environment).display().to_string()
    } else {
        word.to_owned()
    }
}

/// Reads the secret in a text from a person or a program; `from` names the source in words, such as `stdin`.
///
/// # Errors
///
/// The text is not a secret; the error says why.
pub fn read_secret(text: &str, kind: SecretKind, from: &str) -> Result<ReadSecret, ProfileError> {
    secret_text::of_value(text, kind, from).map_err(|what| ProfileError::NotASecret {
        kind,
        from: from.to_owned(),
        what,
    })
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::{COMMAND_LIMIT, CommandLineError, PlaceError, SecretSource, resolve_secret};
    use crate::env::Environment;
    use crate::profile::secret_text::MAX_SECRET_BYTES;
    use crate::profile::{ErrorClass, ProfileError, SecretKind};
    use crate::secret::Secret;

    fn resolve(source: &SecretSource, variables: &[(&str, &str)]) -> Result<Secret, ProfileError> {
        let environment = variables.iter().copied().collect::<Environment>();
        resolve_secret(source, SecretKind::ClientSecret, "the config file", &environment, COMMAND_LIMIT)
            .map(|read| read.secret)
    }

    #[test]
    fn a_variable_is_read_from_the_given_environment() {
        let source = SecretSource::Env("ACME_SECRET".into());
        let secret = resolve(&source, &[("ACME_SECRET", "canary")]);
        assert_eq!(secret.ok(), Some(Secret::new("canary".into())));
        let unset = resolve(&source, &[("ACME_SECRET", "")]);
        assert!(matches!(&unset, Err(ProfileError::VariableUnset { name }) if name == "ACME_SECRET"));
        assert_eq!(unset.err().map(|error| error.fault()), Some(ErrorClass::Credentials));
    }

    #[test]
    fn a_file_gives_its_line() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("key");
        let environment = [("HOME", folder.path().to_str().ok_or("path")?)];
        for (content, secret) in [("canary", "canary"), ("canary\n", "canary"), ("a b \r\n", "a b")] {
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
        for content in
            ["".as_bytes(), b"\n \n", b"canary\xff", b"canary\nmore", b"'canary'", too_large.as_bytes()]
        {
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

    fn words(line: &str) -> Result<Vec<String>, CommandLineError> {
        SecretSource::command_line(line).map(|source| match source {
            SecretSource::Command { program, arguments } => {
                std::iter::once(program).chain(arguments).collect()
            }
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn a_command_line_is_split_as_a_shell_splits_it() {
        for (line, expected) in [
            ("op read op://work/acme/secret", &["op", "read", "op://work/acme/secret"][..]),
            ("op read \"op://My Vault/x\"", &["op", "read", "op://My Vault/x"]),
            ("op read 'op://My Vault/x'", &["op", "read", "op://My Vault/x"]),
            ("op read op://My\\ Vault/x", &["op", "read", "op://My Vault/x"]),
            ("  sh -c 'echo \"a b\"; true'  ", &["sh", "-c", "echo \"a b\"; true"]),
            ("pass show '' \"\"", &["pass", "show", "", ""]),
            ("printf %s '$HOME|cat'", &["printf", "%s", "$HOME|cat"]),
        ] {
            let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
            assert_eq!(words(line), Ok(expected), "{line}");
        }
        for line in ["", "  ", "''", "\"\" read"] {
            assert_eq!(words(line), Err(CommandLineError::Empty), "{line:?}");
        }
        for line in
            ["op read x | head -1", "op read x > y", "a && b", "a; b", "op read $(cat x)", "op read `cat x`"]
        {
            assert!(matches!(words(line), Err(CommandLineError::NeedsShell(_))), "{line:?}");
        }
        for line in ["op read \"op://My Vault/x", "op read 'x", "op read \"a\\\""] {
            assert_eq!(words(line), Err(CommandLineError::QuoteOpen), "{line:?}");
        }
    }

    #[test]
    fn a_variable_is_named_and_never_referred_to_or_the_secret_itself() {
        for name in ["ACME_SECRET", "a", "_X1", "KCAMP_2026_TOKEN", "ACMEPRODUCTIONSECRET"] {
            assert_eq!(SecretSource::variable(name), Ok(SecretSource::Env(name.into())), "{name}");
        }
        for (name, why) in [
            ("$ACME", PlaceError::VariableReference),
            ("${ACME}", PlaceError::VariableReference),
            ("%ACME%", PlaceError::VariableReference),
            ("", PlaceError::NotAName),
            ("ACME=xyz", PlaceError::NotAName),
            ("1A", PlaceError::NotAName),
            ("ACME SECRET", PlaceError::NotAName),
            ("ACME.SECRET", PlaceError::NotAName),
            ("s3cr3t-value-1234567890", PlaceError::NotAName),
            ("canary+/==", PlaceError::NotAName),
            ("s3cr3tvalue1234567890", PlaceError::LooksLikeASecret),
            ("sk_live_4eC39HqLyjWDarjtT1zdp7dc", PlaceError::LooksLikeASecret),
        ] {
            assert_eq!(SecretSource::variable(name), Err(why), "{name}");
            assert!(name.is_empty() || !why.to_string().contains(name), "{why}");
        }
    }

    #[test]
    fn a_path_is_written_as_it_is() {
        for path in ["~/key", "/run/secrets/kore", "a b", "cost$5", "C:\\keys\\$x.txt", "it's", "100%"] {
            let source = SecretSource::file(PathBuf::from(path));
            assert_eq!(source, Ok(SecretSource::File(PathBuf::from(path))), "{path}");
        }
        for (path, why) in [
            ("", PlaceError::NoPath),
            (" ", PlaceError::NoPath),
            ("\"/tmp/a\"", PlaceError::PathQuoted),
            ("'/tmp/a'", PlaceError::PathQuoted),
            ("$HOME/x", PlaceError::PathVariable),
            ("${HOME}/x", PlaceError::PathVariable),
            ("/run/$USER/x", PlaceError::PathVariable),
            ("$(pwd)/x", PlaceError::PathVariable),
            ("%USERPROFILE%\\x", PlaceError::PathVariable),
        ] {
            assert_eq!(SecretSource::file(PathBuf::from(path)), Err(why), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_tilde_that_begins_a_word_of_a_command_is_the_home_folder() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("key"), "canary\n")?;
        let home = [("HOME", folder.path().to_str().ok_or("path")?)];
        for line in ["cat ~/key", "sh -c 'cat \"$1\"' x ~/key"] {
            assert_eq!(
                resolve(&SecretSource::command_line(line)?, &home)?,
                Secret::new("canary".into()),
                "{line}"
            );
        }
        for line in ["printf %s a~/canary", "printf %s x/~"] {
            let said = resolve(&SecretSource::command_line(line)?, &home)?;
            assert!(said.expose().contains('~'), "{line}");
        }
        Ok(())
    }

    proptest! {
        /// A text that is quoted as a shell quotes reads back word for word.
        #[test]
        fn quoted_words_read_back(
            program in "[a-z/]{1,8}",
            arguments in proptest::collection::vec("[ -~é\t\n]{0,12}", 0..5),
        ) {
            let all: Vec<String> = std::iter::once(program).chain(arguments).collect();
            let quoted: Vec<String> = all.iter().map(|word| format!("'{}'", word.replace('\'', "'\\''"))).collect();
            prop_assert_eq!(words(&quoted.join(" ")), Ok(all));
        }
    }
}
