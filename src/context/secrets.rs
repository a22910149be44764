//! The secrets that a command is given: from stdin, from a profile's source, as a person typed them.

use std::io::{BufRead as _, Read as _};

use anyhow::Context as _;
use zeroize::Zeroizing;

use super::Context;
use crate::error::Error;
use crate::platform::feature::Feature;
use crate::profile::{self, COMMAND_LIMIT, ReadSecret, SecretKind, SecretSource};
use crate::secret::Secret;
use crate::settings::Setting;

/// Most bytes of a secret that are read from stdin.
const STDIN_SECRET_BYTES_MAX: u64 = 64 * 1024;

impl Context {
    /// The client id and the client secret, for tokens that are minted here.
    ///
    /// # Errors
    ///
    /// The platform does not sign tokens, the client id or the client secret is not set, or the secret cannot be fetched.
    pub fn signing_key(&mut self) -> Result<(String, Secret), Error> {
        self.require(Feature::SignedTokens)?;
        self.take_stdin_secret()?;
        let settings = self.settings()?;
        let credential = settings.signing_credential()?;
        let secret = self.resolve(credential.client_secret, SecretKind::ClientSecret)?;
        Ok((credential.client_id.to_owned(), secret))
    }

    /// Takes the secret from stdin where `--secret-stdin` was given: a client secret, or a ready token.
    ///
    /// # Errors
    ///
    /// Stdin cannot be read.
    pub(super) fn take_stdin_secret(&mut self) -> Result<(), Error> {
        if self.startup.flags.stdin_secret.is_none()
            && let Some(secret) = self.stdin_secret()?
        {
            self.startup.flags.stdin_secret = Some(secret);
            self.settings.take();
        }
        Ok(())
    }

    /// The first line of stdin as it came, where `--secret-stdin` was given; [`Context::take_secret`] reads it.
    ///
    /// # Errors
    ///
    /// Stdin cannot be read.
    pub fn stdin_secret(&self) -> Result<Option<Secret>, Error> {
        if !self.startup.secret_stdin {
            return Ok(None);
        }
        let mut line = Zeroizing::new(String::new());
        std::io::BufReader::new(std::io::stdin().take(STDIN_SECRET_BYTES_MAX))
            .read_line(&mut line)
            .context("cannot read the secret from stdin")?;
        Ok(Some(Secret::new(line.trim_end_matches(['\r', '\n']).to_owned())))
    }

    /// The secret in a text that a person typed or piped in: what surrounds it is removed, with a warning. `from` names
    /// the source, such as `stdin`.
    ///
    /// # Errors
    ///
    /// The text is not a secret: it is empty, too large, masked, quoted, a placeholder, or not one line of text.
    pub fn take_secret(&self, text: &Secret, kind: SecretKind, from: &str) -> Result<Secret, Error> {
        Ok(self.remarked(profile::read_secret(text.expose(), kind, from)?))
    }

    /// The secret of a setting, once it is read.
    ///
    /// # Errors
    ///
    /// It cannot be read: the variable is not set, the file cannot be read, or the program fails.
    pub(super) fn resolve(&self, setting: &Setting<SecretSource>, kind: SecretKind) -> Result<Secret, Error> {
        let written_in = setting.written_in();
        let read =
            profile::resolve_secret(&setting.value, kind, &written_in, &self.environment, COMMAND_LIMIT)?;
        Ok(self.remarked(read))
    }

    /// The problems of the claims of the ready token, a sentence each; empty where none was read.
    pub fn token_remarks(&self) -> &[String] {
        self.token_remarks.get().map_or(&[], Vec::as_slice)
    }

    /// Says what is remarkable about the way in which a secret was written down.
    pub(super) fn remarked(&self, read: ReadSecret) -> Secret {
        let talk = self.ui.talker();
        read.remarks.iter().for_each(|remark| talk.problem(remark));
        read.secret
    }
}
