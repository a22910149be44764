//! The entry of a keychain for a profile's secret. It is written directly before the profile is saved. An entry of
//! others is never replaced without a question.

use super::answers::Answers;
use super::vault::{FoundSecret, KeychainEntry, Vault};
use crate::error::Error;
use crate::exit::Exit;
use crate::import::Fingerprint;
use crate::profile::{self, COMMAND_LIMIT, SecretSource, is_usual_config};
use crate::secret::Secret;
use crate::settings::SignIn;
use crate::ui::prompt::Answer;

impl Answers<'_> {
    /// Gives the secret to the keychain that was chosen for it. `false` where another place is to be chosen.
    ///
    /// # Errors
    ///
    /// The questions end, or the keychain fails and nobody can be asked for another place.
    pub(super) fn is_stored(&mut self) -> Result<bool, Error> {
        let Some((vault, secret)) = self.for_keychain() else { return Ok(true) };
        let secret = secret.clone();
        let failed = match self.stored(vault, &secret) {
            Ok(Some(place)) => {
                (SignIn::to(self.platform).secret.put)(&mut self.profile, place);
                self.keychain = None;
                return Ok(true);
            }
            Ok(None) => None,
            Err(error) if super::keep::ends_questions(&error) => return Err(error),
            Err(error) => Some(error),
        };
        if let Some(error) = failed {
            self.context.ui.setback(&error);
        }
        Ok(false)
    }

    /// Stores the secret, and returns the command that prints it; `None` if the existing entry must not be replaced.
    fn stored(&mut self, vault: Vault, secret: &Secret) -> Result<Option<SecretSource>, Error> {
        let name = self.entry_name()?;
        let found = vault.find(&name)?;
        if let Some(found) = &found
            && !self.may_replace(vault, &name, found)?
        {
            return Ok(None);
        }
        let before = found.and_then(|found| found.secret);
        let entry = KeychainEntry { vault, name, before };
        let place = match vault.store(&entry.name, secret) {
            Ok(place) => place,
            // The entry may have changed anyway.
            Err(error) if entry.before.is_some() => return Err(entry.taken_back(error)),
            Err(error) => return Err(error),
        };
        let kind = SignIn::to(self.platform).secret.kind;
        let environment = &self.context.environment;
        let given = profile::resolve_secret(&place, kind, "the config file", environment, COMMAND_LIMIT);
        match given {
            Ok(given) if given.secret.expose() == secret.expose() => {
                self.entry = Some(entry);
                Ok(Some(place))
            }
            Ok(_) => {
                let message =
                    format!("{} gives back another {} than was stored", vault.program(), kind.noun());
                let error = Error::new("setup/secret-changed", message, Exit::Credentials);
                Err(entry.taken_back(error.hint("choose another place")))
            }
            Err(error) => Err(entry.taken_back(error.into())),
        }
    }

    /// Whether the entry may be replaced: it is only this profile's, or the user agrees.
    fn may_replace(&mut self, vault: Vault, name: &str, found: &FoundSecret) -> Result<bool, Error> {
        let reads = |profile: &profile::Profile| {
            [&profile.client_secret, &profile.token]
                .into_iter()
                .flatten()
                .any(|source| *source == found.place)
        };
        let mut others = self.existing.profiles.iter().filter(|(other, _)| **other != self.name);
        let other = others.find(|(_, profile)| reads(profile)).map(|(other, _)| other);
        let whose = match other {
            Some(other) => format!("the profile {other} reads it"),
            None if self.existing.profiles.get(&self.name).is_some_and(reads) => return Ok(true),
            None => format!("the profile {} does not read it", self.name),
        };
        let (program, title) = (vault.program(), vault.title(name));
        let question = format!("{program} has {title} already, and {whose}; replace it?");
        Ok(self.context.ui.prompts().confirm(&question, Answer::No)?)
    }

    /// The name of the entry. With the default configuration it is the profile's name; another file may have a
    /// profile with the same name, so its path is added.
    fn entry_name(&self) -> Result<String, Error> {
        let path = self.context.config_path()?;
        if is_usual_config(&path, &self.context.environment) {
            return Ok(self.name.to_string());
        }
        let path = std::path::absolute(&path).unwrap_or(path);
        Ok(format!("{}-{:.8}", self.name, Fingerprint::of_texts(&[&path.to_string_lossy()])))
    }
}
