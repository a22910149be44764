//! Where a profile's secret is kept: named by a flag, or chosen from the places that there are.

use super::SetupArgs;
use super::vault::Vault;
use crate::context::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::profile::{PlaceError, ProfileName, SecretSource};
use crate::secret::Secret;
use crate::settings::AccountSecret;
use crate::ui::prompt::Answer;

/// What gives a secret without a terminal.
pub const FLAGS: &str = "--secret-env, --secret-file, --secret-command or --secret-stdin";

/// Finds a place for the secret of a profile.
pub struct Keeping<'a> {
    /// What asks.
    pub context: &'a mut Context,
    /// Whose secret it is.
    pub profile: &'a ProfileName,
    /// What is kept.
    pub secret: &'a AccountSecret,
}

impl Keeping<'_> {
    /// The place, `None` where no flag names one and nobody can be asked.
    pub fn place(&mut self, args: &SetupArgs) -> Result<Option<SecretSource>, Error> {
        let refused = |flag: &str, why| {
            let error = unreadable(why);
            Error { message: format!("{flag}: {}; nothing was saved", error.message), ..error }
        };
        if let Some(variable) = &args.secret_env {
            return SecretSource::variable(variable).map(Some).map_err(|why| {
                refused("--secret-env", why).hint(
                    "a secret that was typed on a command line is in the shell's history: make a new one on the platform",
                )
            });
        }
        if let Some(file) = &args.secret_file {
            return SecretSource::file(file.clone())
                .map(Some)
                .map_err(|why| refused("--secret-file", why).hint("such as: --secret-file ~/.secrets/acme"));
        }
        if let Some(line) = &args.secret_command {
            return SecretSource::command_line(line).map(Some).map_err(|why| {
                Error::usage("usage/command-unreadable", format!("--secret-command: {why}"))
                    .hint("such as: --secret-command 'op read \"op://My Vault/acme/secret\"'")
            });
        }
        if let Some(line) = self.context.stdin_secret()? {
            let secret = self.context.take_secret(&line, self.secret.kind, "stdin")?;
            return self.kept_here(secret).map(Some);
        }
        if !self.context.ui.can_prompt() {
            return Ok(None);
        }
        self.ask_where().map(Some)
    }

    fn ask_where(&mut self) -> Result<SecretSource, Error> {
        let vaults = Vault::found(&self.context.environment);
        let mut items: Vec<String> = vaults.iter().map(|vault| vault.offer().to_owned()).collect();
        items.extend(
            [
                "an environment variable that you set",
                "a file that you keep",
                "a command that prints it (op, pass, vault, …)",
                "kcamp's config file, in plain text",
            ]
            .map(str::to_owned),
        );
        let question = format!("where to keep the {}?", self.secret.kind.noun());
        let chosen = self.context.ui.prompts().select(&question, &items)?;
        if let Some(vault) = vaults.get(chosen) {
            let secret = self.ask_secret()?;
            return vault.store(self.profile, &secret);
        }
        let prompts = self.context.ui.prompts();
        match chosen - vaults.len() {
            0 => {
                let variable = prompts.text("name of the variable", Some(self.secret.variable), &|text| {
                    SecretSource::variable(text).map(drop).map_err(|why| why.to_string())
                })?;
                SecretSource::variable(&variable).map_err(unreadable)
            }
            1 => {
                let path = prompts.text("path of the file", None, &|text| {
                    SecretSource::file(text.into()).map(drop).map_err(|why| why.to_string())
                })?;
                SecretSource::file(path.into()).map_err(unreadable)
            }
            2 => {
                let line = prompts.text("the command, with quotes as in a shell", None, &|text| {
                    SecretSource::command_line(text).map(drop).map_err(|why| why.to_string())
                })?;
                SecretSource::command_line(&line)
                    .map_err(|why| Error::usage("usage/command-unreadable", why.to_string()))
            }
            _ => {
                let secret = self.ask_secret()?;
                self.kept_here(secret)
            }
        }
    }

    /// Asks until what is typed can be a secret.
    fn ask_secret(&mut self) -> Result<Secret, Error> {
        let question = format!("{} (not shown)", self.secret.kind.noun());
        loop {
            let typed = Secret::new(self.context.ui.prompts().secret(&question)?);
            match self.context.take_secret(&typed, self.secret.kind, "what was typed") {
                Ok(secret) => return Ok(secret),
                Err(error) => {
                    self.context.ui.warning(&error.message);
                    error.hints.iter().for_each(|hint| self.context.ui.hint(hint));
                }
            }
        }
    }

    /// Plain text in the config file only where the user agrees to it.
    fn kept_here(&mut self, secret: Secret) -> Result<SecretSource, Error> {
        let warning = format!(
            "the {} will stand in the config file as plain text that only you can read",
            self.secret.kind.noun()
        );
        if self.context.answers_yes() || self.context.ui.can_prompt() {
            self.context.ui.warning(&warning);
        }
        if self.context.answers_yes() {
            return Ok(SecretSource::Plain(secret));
        }
        if !self.context.ui.can_prompt() {
            return Err(Error::new(
                "consent/plain-secret",
                format!("{warning}, and that needs your consent; nothing was saved"),
                Exit::Unconfirmed,
            )
            .hint("add --yes, or name another place with --secret-env or --secret-file"));
        }
        if self.context.ui.prompts().confirm("keep it there?", Answer::No)? {
            Ok(SecretSource::Plain(secret))
        } else {
            Err(Error::new("consent/declined", "not confirmed; nothing was saved", Exit::Unconfirmed))
        }
    }
}

fn unreadable(why: PlaceError) -> Error {
    Error::usage("usage/secret-place-unreadable", why.to_string())
}
