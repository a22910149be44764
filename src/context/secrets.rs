//! The secrets of a command: from stdin, from a profile's source, or typed.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;

use super::Context;
use super::stdin::first_line_of_stdin;
use crate::domain::effect::Effect;
use crate::env::Environment;
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::feature::Feature;
use crate::platform::request::Request;
use crate::profile::{self, COMMAND_LIMIT, ReadSecret, SecretKind, SecretSource};
use crate::secret::Secret;
use crate::secret::redact::{Redactor, SHORTEST_REFUSED_BYTES};
use crate::secret::typed::looks_like_a_secret;
use crate::settings::{Setting, Settings, SigningCredential};

/// Learns the secrets in kcamp's own variables, and what looks like one on the command line, before anything else is
/// read, so that no error shows them, whatever the place where one was typed. Shorter ones than those that refuse a
/// value are learnt with the settings.
pub(super) fn at_the_start(environment: &Environment) -> Arc<Redactor> {
    let redactor = Arc::<Redactor>::default();
    for text in ["KCAMP_CLIENT_SECRET", "KCAMP_TOKEN"].into_iter().filter_map(|name| environment.text(name)) {
        let secret = text.trim();
        if secret.len() >= SHORTEST_REFUSED_BYTES {
            redactor.learn(&Secret::new(secret.to_owned()));
        }
    }
    let parts =
        environment.words().flat_map(|word| [Some(word), word.split_once(['=', ':']).map(|pair| pair.1)]);
    for typed in parts.flatten().filter(|text| looks_like_a_secret(text) && !Path::new(text).exists()) {
        redactor.learn(&Secret::new(typed.to_owned()));
    }
    redactor
}

impl Context {
    /// The client id and the client secret, for minting tokens.
    ///
    /// # Errors
    ///
    /// The platform does not sign tokens, the client id or the client secret is not set, or the secret cannot be
    /// fetched.
    pub fn signing_key(&mut self) -> Result<(String, Secret), Error> {
        self.require(Feature::SignedTokens)?;
        self.take_stdin_secret()?;
        let settings = self.settings()?;
        let credential = settings.signing_credential()?;
        let secret = self.signing_secret(&credential)?;
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
        let line = first_line_of_stdin().context("cannot read the secret from stdin")?;
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

    /// The client secret that signs tokens. A client id with the secret in it is refused: it stands in each token,
    /// where everybody can read it.
    ///
    /// # Errors
    ///
    /// The secret cannot be read, or is in the client id.
    pub(super) fn signing_secret(&self, credential: &SigningCredential<'_>) -> Result<Secret, Error> {
        let secret = self.resolve(credential.client_secret, SecretKind::ClientSecret)?;
        self.refuse_secret_in(credential.client_id, || {
            "the client id contains the client secret; no token was minted, and nothing was sent".to_owned()
        })?;
        Ok(secret)
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
        let secret = self.remarked(read);
        self.redactor.learn(&secret);
        Ok(secret)
    }

    /// Learns the secrets that need neither a file nor a program: those in variables and in the configuration. So they
    /// are kept out of what a command prints that sends nothing.
    pub(super) fn learn_secrets_at_hand(&self, settings: &Settings) {
        for source in [&settings.client_secret, &settings.token].into_iter().flatten() {
            match &source.value {
                SecretSource::Plain(secret) => self.redactor.learn(secret),
                SecretSource::Env(name) => {
                    if let Some(text) = self.environment.text(name) {
                        self.redactor.learn(&Secret::new(text.trim().to_owned()));
                    }
                }
                SecretSource::File(_) | SecretSource::Command { .. } => {}
            }
        }
    }

    /// The secrets that are known without a question and without a program that is run: those in variables, in the
    /// configuration and in files. One that cannot be read is an error of the command that needs it.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn secrets_without_asking(&self) -> Result<Arc<Redactor>, Error> {
        let settings = self.settings()?;
        let of_kinds =
            [(&settings.client_secret, SecretKind::ClientSecret), (&settings.token, SecretKind::Token)];
        for (setting, kind) in of_kinds {
            let Some(Setting { value: source @ SecretSource::File(_), .. }) = setting else { continue };
            if let Ok(read) = profile::resolve_secret(source, kind, "", &self.environment, COMMAND_LIMIT) {
                self.redactor.learn(&read.secret);
            }
        }
        Ok(Arc::clone(&self.redactor))
    }

    /// Refuses what was agreed to, if a secret in it became known only with the connection: nothing of it was sent yet.
    /// Without a secret, all of it may be sent.
    ///
    /// # Errors
    ///
    /// `platform/secret-in-request`, also for each later write of the command.
    pub(super) fn refuse_secrets_in_agreed(&mut self) -> Result<(), Error> {
        self.refuse_secrets(&self.agreed)?;
        self.agreed.clear();
        Ok(())
    }

    /// Refuses requests with a secret in them, before a question is asked and before anything is sent. Nothing keeps a
    /// halt from going out.
    ///
    /// # Errors
    ///
    /// `platform/secret-in-request`.
    pub(super) fn refuse_secrets(&self, requests: &[Request]) -> Result<(), Error> {
        if self.halting.is_some() {
            return Ok(());
        }
        requests.iter().try_for_each(|request| request.refuse_secret(&self.redactor)).map_err(Error::from)
    }

    /// Refuses to write a text into a file that is read again later: without its secret it would say something else.
    ///
    /// # Errors
    ///
    /// `secret/in-file` if the text contains a secret. `file` names the file.
    pub fn refuse_secret_in_file(&self, file: &str, text: &str) -> Result<(), Error> {
        if self.without_secrets(text) == text {
            return Ok(());
        }
        let message = format!("{file} would contain a secret of this profile");
        let error = Error::new("secret/in-file", message, Exit::Findings);
        Err(error.with_effect(Effect::NothingWritten).hint(
            "take the secret out of the campaign on the platform; where others may have seen it, replace it",
        ))
    }

    /// Refuses a text that is sent only later, or not by kcamp itself. `message` says where it is and what did not
    /// happen.
    ///
    /// # Errors
    ///
    /// `platform/secret-in-request` if the text contains a secret of 8 bytes or more.
    pub fn refuse_secret_in(&self, text: &str, message: impl FnOnce() -> String) -> Result<(), Error> {
        if !self.has_secret(text) {
            return Ok(());
        }
        Err(Error::new("platform/secret-in-request", message(), Exit::Findings).hint(
            "take the secret out of it; where others may have seen the secret, replace it on the platform",
        ))
    }

    /// Whether a text contains a secret that kcamp knows, of 8 bytes or more.
    pub fn has_secret(&self, text: &str) -> bool {
        self.redactor.is_in(text)
    }

    /// A text for a file that a command writes beside its result, without the secrets that kcamp knows.
    pub fn without_secrets(&self, text: &str) -> String {
        self.redactor.clean(text.to_owned())
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
