//! The secrets of a command: from stdin, from a profile's source, or typed.

use std::io::{BufRead as _, Read as _};

use anyhow::Context as _;
use zeroize::Zeroizing;

use super::Context;
use crate::error::Error;
use crate::platform::feature::Feature;
use crate::profile::{self, COMMAND_LIMIT, ReadSecret, SecretKind, SecretSource};
use crate::secret::Secret;
use crate::settings::Setting;

/// The most bytes of a secret that are read from stdin.
const STDIN_SECRET_BYTES_MAX: u64 = 64 * 1024;

impl Context {
    /// The client id and the client secret, for minting tokens.
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

    /// Reads the secret from stdin if `--secret-stdin` was given: a client secret, or a ready token.
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

    /// The first line of stdin, unchanged, if `--secret-stdin` was given. [`Context::take_secret`] reads the secret
    /// in it.
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

    /// The secret in a text that was typed or piped in. Characters around it are removed, with a warning. `from`
    /// names the source, such as `stdin`.
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

    /// The problems of the ready token's claims, one sentence each; empty if no token was read.
    pub fn token_remarks(&self) -> &[String] {
        self.token_remarks.get().map_or(&[], Vec::as_slice)
    }

    /// Reports remarks about the form in which a secret was written.
    pub(super) fn remarked(&self, read: ReadSecret) -> Secret {
        let talk = self.ui.talker();
        read.remarks.iter().for_each(|remark| talk.problem(remark));
        read.secret
    }
}
