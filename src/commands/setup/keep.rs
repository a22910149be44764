//! The place of a profile's secret: named by a flag, or chosen by the user.

use std::fmt;
use std::path::PathBuf;

use super::SetupArgs;
use super::vault::Vault;
use crate::context::Context;
use crate::domain::effect::Effect;
use crate::domain::finding::Problem;
use crate::error::{DECLINED, Error};
use crate::exit::Exit;
use crate::profile::{self, COMMAND_LIMIT, PlaceError, SecretKind, SecretSource};
use crate::secret::Secret;
use crate::settings::AccountSecret;
use crate::ui::prompt::Answer;

/// The flags that give a secret without a terminal.
pub const FLAGS: &str = "one of --secret-env, --secret-file, --secret-command or --secret-stdin";

/// The code of a question without an answer.
const NO_ANSWER: &str = "prompt/no-answer";

/// The place of a secret.
#[derive(Debug)]
pub enum SecretPlace {
    /// Its present place in the profile.
    AsItIs,
    /// This place, which already has it, or the configuration itself.
    At(SecretSource),
    /// This keychain, which gets it when the profile is saved.
    In(Vault, Secret),
}

/// Finds a place for the secret of a profile.
pub struct Keeping<'a> {
    /// The context, for questions to the user.
    pub context: &'a mut Context,
    /// The secret that an account of the platform needs.
    pub secret: &'a AccountSecret,
    /// The profile's present credential.
    pub present: Option<Present>,
    /// The place that was last named, even if it was not accepted.
    pub named: Option<SecretSource>,
    /// After a failed check, Enter alone does not choose the present secret again.
    pub asking: Asking,
}

/// Whether an answer is asked for at first, or because a check failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asking {
    First,
    Again,
}

/// A profile's credential.
#[derive(Debug)]
pub struct Present {
    pub kind: SecretKind,
    pub source: SecretSource,
    /// The keychain that gets it when the profile is saved.
    pub keychain: Option<Vault>,
}

impl fmt::Display for Present {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.keychain {
            Some(vault) => write!(formatter, "command {}", vault.program()),
            None => self.source.fmt(formatter),
        }
    }
}

/// Whether no more questions are asked after this error.
pub fn ends_questions(error: &Error) -> bool {
    matches!(error.exit, Exit::Interrupted) || error.code == NO_ANSWER
}

impl Keeping<'_> {
    /// The place; `None` if no flag names one and the user cannot be asked.
    ///
    /// # Errors
    ///
    /// The place in a flag cannot be used, or a secret would be saved as plain text without consent.
    pub fn place(&mut self, args: &SetupArgs) -> Result<Option<SecretPlace>, Error> {
        let at = |place| Some(SecretPlace::At(place));
        if let Some(place) = place_of_flags(args)? {
            return Ok(at(place));
        }
        if let Some(line) = self.context.stdin_secret()? {
            let secret = self.context.take_secret(&line, self.secret.kind, "stdin")?;
            return self.in_plain_text(secret).map(at);
        }
        if !self.context.ui.can_prompt() {
            return Ok(None);
        }
        self.ask(None).map(Some)
    }

    /// Asks for a place until one gives the secret. If a place fails, other answers and a typed secret are kept.
    ///
    /// # Errors
    ///
    /// The question was not answered.
    pub fn ask(&mut self, mut typed: Option<Secret>) -> Result<SecretPlace, Error> {
        let vaults = Vault::found(&self.context.environment);
        loop {
            let failed = match self.ask_where(&vaults, &mut typed) {
                Ok(Some(place)) => return Ok(place),
                Ok(None) => continue,
                Err(error) if ends_questions(&error) => return Err(error),
                Err(error) => error,
            };
            self.context.ui.setback(&failed);
        }
    }

    /// Whether the secret can be read from the place now. The user may keep a place that fails.
    fn is_good(&mut self, place: &SecretSource, kind: SecretKind) -> Result<bool, Error> {
        let environment = &self.context.environment;
        let read = profile::resolve_secret(place, kind, "the config file", environment, COMMAND_LIMIT);
        let Err(error) = read else { return Ok(true) };
        self.context.ui.setback(&error.into());
        Ok(self.context.ui.prompts().confirm("use this place anyway?", Answer::No)?)
    }

    /// Asks for a kind of place. The present place comes first, unless its secret was refused.
    fn choose_place(&mut self, vaults: &[Vault]) -> Result<PlaceChoice, Error> {
        let vaults = vaults.iter().map(|vault| (PlaceChoice::Vault(*vault), vault.offer()));
        let others = [
            (PlaceChoice::Variable, "an environment variable that you set"),
            (PlaceChoice::File, "a file that you keep"),
            (PlaceChoice::Command, "a command that prints it (op, pass, vault, …)"),
            (PlaceChoice::PlainText, "kcamp's config file, in plain text"),
        ];
        let (mut choices, mut items): (Vec<_>, Vec<_>) =
            vaults.chain(others).map(|(choice, item)| (choice, item.to_owned())).unzip();
        if let Some(present) = &self.present {
            let at = if self.asking == Asking::Again { items.len() } else { 0 };
            choices.insert(at, PlaceChoice::Present);
            items.insert(at, format!("keep the {} where it is now: {present}", present.kind.noun()));
        }
        let question = format!("where to keep the {}?", self.secret.kind.noun());
        Ok(choices[self.context.ui.prompts().select(&question, &items)?])
    }

    /// A place; `None` where another one is to be chosen. `typed` keeps a secret that a place did not take.
    fn ask_where(
        &mut self,
        vaults: &[Vault],
        typed: &mut Option<Secret>,
    ) -> Result<Option<SecretPlace>, Error> {
        let chosen = self.choose_place(vaults)?;
        let is_tried_variable = self.asking == Asking::Again
            && self.present.as_ref().is_some_and(|it| matches!(it.source, SecretSource::Env(_)));
        let prompts = self.context.ui.prompts();
        let place = match chosen {
            PlaceChoice::Present => return self.present_one(),
            PlaceChoice::Vault(vault) => return Ok(Some(SecretPlace::In(vault, self.ask_secret(typed)?))),
            PlaceChoice::Variable => {
                let usual = Some(self.secret.variable).filter(|_| !is_tried_variable);
                let variable = prompts.text("name of the variable", usual, &|text| {
                    SecretSource::variable(text).map(drop).map_err(|why| why.to_string())
                })?;
                SecretSource::variable(&variable).map_err(unreadable)?
            }
            PlaceChoice::File => {
                let path = prompts.text("path of the file", None, &|text| {
                    SecretSource::file(text.into()).map(drop).map_err(|why| why.to_string())
                })?;
                in_file(path.into()).map_err(unreadable)?
            }
            PlaceChoice::Command => {
                let line = prompts.text("the command, with quotes as in a shell", None, &|text| {
                    SecretSource::command_line(text).map(drop).map_err(|why| why.to_string())
                })?;
                SecretSource::command_line(&line)
                    .map_err(|why| Error::usage("usage/command-unreadable", why.to_string()))?
            }
            PlaceChoice::PlainText => {
                let secret = self.ask_secret(typed)?;
                return match self.in_plain_text(secret) {
                    Err(error) if error.code == DECLINED => Ok(None),
                    place => place.map(|place| Some(SecretPlace::At(place))),
                };
            }
        };
        self.named = Some(place.clone());
        if self.is_good(&place, self.secret.kind)? {
            return Ok(Some(SecretPlace::At(place)));
        }
        // The user gave it up, so the command that repeats the setup has it no more.
        self.named = None;
        Ok(None)
    }

    /// The present place, unless it cannot be read. For a keychain that gets the secret later, nothing is read.
    fn present_one(&mut self) -> Result<Option<SecretPlace>, Error> {
        let Some(Present { kind, source, keychain }) = self.present.take() else { return Ok(None) };
        let is_usable = keychain.is_some() || self.is_good(&source, kind)?;
        self.present = Some(Present { kind, source, keychain });
        Ok(is_usable.then_some(SecretPlace::AsItIs))
    }

    /// The secret that was already typed, or else asks until the typed text can be a secret.
    fn ask_secret(&mut self, typed_before: &mut Option<Secret>) -> Result<Secret, Error> {
        if let Some(secret) = typed_before {
            return Ok(secret.clone());
        }
        let question = format!("{} (not shown)", self.secret.kind.noun());
        loop {
            let typed = Secret::new(self.context.ui.prompts().secret(&question)?);
            match self.context.take_secret(&typed, self.secret.kind, "what was typed") {
                Ok(secret) => {
                    *typed_before = Some(secret.clone());
                    return Ok(secret);
                }
                Err(error) => self.context.ui.setback(&error),
            }
        }
    }

    /// Saves the secret as plain text in the config file, if the user agrees.
    fn in_plain_text(&mut self, secret: Secret) -> Result<SecretSource, Error> {
        let warning = format!(
            "the {} will be in the config file as plain text that only you can read",
            self.secret.kind.noun()
        );
        if self.context.answers_yes() || self.context.ui.can_prompt() {
            self.context.ui.problem(&Problem::warning(PLAIN, &warning));
        }
        if self.context.answers_yes() {
            return Ok(SecretSource::Plain(secret));
        }
        if !self.context.ui.can_prompt() {
            return Err(Error::new(
                PLAIN,
                format!("{warning}, and that needs your consent"),
                Exit::Unconfirmed,
            )
            .with_effect(Effect::NothingSaved)
            .hint("add --yes, or name another place with --secret-env or --secret-file"));
        }
        if self.context.ui.prompts().confirm("keep it there?", Answer::No)? {
            Ok(SecretSource::Plain(secret))
        } else {
            Err(Error::declined(Effect::NothingSaved))
        }
    }
}

/// The place that a flag names.
///
/// # Errors
///
/// It cannot be used.
pub(super) fn place_of_flags(args: &SetupArgs) -> Result<Option<SecretSource>, Error> {
    let refused = |flag: &str, why| {
        let error = unreadable(why);
        Error { reason: format!("{flag}: {}", error.reason), ..error }.with_effect(Effect::NothingSaved)
    };
    if let Some(variable) = &args.secret_env {
        return SecretSource::variable(variable).map(Some).map_err(|why| {
            refused("--secret-env", why).hint(
                "a secret that was typed on a command line is in the shell's history: make a new one on the platform",
            )
        });
    }
    if let Some(file) = &args.secret_file {
        if file.as_os_str() == "-" {
            let message = "--secret-file: - is no path of a file";
            return Err(Error::usage("usage/secret-place-unreadable", message)
                .with_effect(Effect::NothingSaved)
                .hint("to give the secret on stdin: --secret-stdin")
                .hint("for a file of this name: --secret-file ./-"));
        }
        return in_file(file.clone())
            .map(Some)
            .map_err(|why| refused("--secret-file", why).hint("such as: --secret-file ~/.secrets/acme"));
    }
    if let Some(line) = &args.secret_command {
        return SecretSource::command_line(line).map(Some).map_err(|why| {
            Error::usage("usage/command-unreadable", format!("--secret-command: {why}"))
                .hint("such as: --secret-command 'op read \"op://My Vault/acme/secret\"'")
        });
    }
    Ok(None)
}

/// The code of a secret in the config file, where nobody has agreed to it yet or everybody is to know.
const PLAIN: &str = "consent/plain-secret";

/// A kind of place for the secret.
#[derive(Debug, Clone, Copy)]
enum PlaceChoice {
    Present,
    Vault(Vault),
    Variable,
    File,
    Command,
    PlainText,
}

fn in_file(path: PathBuf) -> Result<SecretSource, PlaceError> {
    SecretSource::file(path.clone())?;
    Ok(SecretSource::File(lasting(path).into()))
}

fn unreadable(why: PlaceError) -> Error {
    Error::usage("usage/secret-place-unreadable", why.to_string())
}

/// A path that is valid wherever kcamp runs: in a profile, a relative path is relative to the configuration file.
pub(super) fn lasting(path: impl Into<PathBuf>) -> String {
    let path = path.into();
    let is_of_home = path.starts_with("~");
    let lasting = if is_of_home { None } else { std::path::absolute(&path).ok() };
    lasting.unwrap_or(path).display().to_string()
}
