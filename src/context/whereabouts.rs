//! The account of a command, which is named in every question and in the result of every write.

use std::collections::BTreeMap;

use super::Context;
use crate::domain::account::AccountIdentity;
use crate::env::Environment;
use crate::error::Error;
use crate::journal::{AccountPlace, JournalEntry, NotedWrite};
use crate::profile::{ConfigFile, ProfileName};
use crate::settings::{self, Flags, Switches};
use crate::ui::{AccountFlags, View};
use crate::view::done::DoneView;
use crate::view::written::WrittenView;

/// The command that settles the write with this key.
pub fn settle_command(key: &str) -> String {
    format!("kcamp journal settle {key}")
}

/// The flags that a shown command needs to reach the account of this run. They are the typed flags, and the sandbox,
/// profile and platform of a variable too, which may be set only for this run.
pub(super) fn account_flags(flags: &Flags, switches: &Switches, environment: &Environment) -> AccountFlags {
    let or_variable = |flag, name| flags.text(flag).or_else(|| environment.text(name));
    let platform = or_variable("--platform", "KCAMP_PLATFORM");
    if switches.sandbox {
        return AccountFlags::new([("--sandbox", Some("")), ("--platform", platform)]);
    }
    let profile = or_variable("--profile", "KCAMP_PROFILE");
    AccountFlags::new([
        ("--profile", profile),
        ("--platform", platform),
        ("--host", flags.text("--host")),
        ("--stream-id", flags.text("--stream-id")),
        ("--account-id", flags.text("--account-id")),
        ("--client-id", flags.text("--client-id")),
    ])
}

impl Context {
    /// The command that settles a write in the journal, for the account of the write.
    pub fn settle_command_of(&self, entry: &JournalEntry) -> String {
        let NotedWrite { profile, place, .. } = &*entry.write;
        let is_here = self.may_settle(entry).unwrap_or_default();
        let flags = match profile {
            // The flags of this run are added when the command is shown.
            _ if is_here || self.in_sandbox() => return settle_command(&entry.key),
            Some(profile) => AccountFlags::new([("--profile", Some(profile.as_str()))]),
            None => AccountFlags::new([
                ("--host", Some(place.host.as_str())),
                ("--account-id", place.account.name().map(String::as_str)),
                ("--stream-id", place.account.stream().map(String::as_str)),
            ]),
        };
        flags.in_commands(&settle_command(&entry.key)).into_owned()
    }

    /// The account of a command, as every question and result names it: `the sandbox`, or the profile with its
    /// account. Burki's keys do not name an account: there it is the user's own name for it, or where the key is kept.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn whereabouts(&self) -> Result<String, Error> {
        if self.in_sandbox() {
            return Ok("the sandbox".to_owned());
        }
        let settings = self.settings()?;
        let profile = settings.profile.as_ref().map(|profile| format!("profile {}", profile.value));
        let host = settings.host.value.origin().to_owned();
        let parts = profile.into_iter().chain(settings.identity().in_words()).chain([host]);
        Ok(parts.collect::<Vec<String>>().join(", "))
    }

    /// The credentials in words, if nothing tells their account from others of its host.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn key_without_account(&self) -> Result<Option<String>, Error> {
        let is_known = self.journal_place()?.is_known();
        Ok(if is_known { None } else { Some(self.settings()?.credentials_in_words()) })
    }

    /// Shows the result of a write, with its account.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved, or the result cannot be rendered.
    pub fn show_result<V: View>(&mut self, result: &V) -> Result<(), Error> {
        let whereabouts = self.whereabouts()?;
        Ok(self.ui.show(&WrittenView { result, whereabouts })?)
    }

    /// Says what a command did that has no other result: to a reader in a message, to a program in the document.
    ///
    /// # Errors
    ///
    /// The result cannot be rendered.
    pub fn show_done(&mut self, done: String) -> Result<(), Error> {
        self.ui.talk(&done);
        Ok(self.ui.show(&DoneView { done })?)
    }

    /// The profile's name; `None` if no profile is used.
    pub fn profile_name(&self) -> Option<String> {
        Some(self.settings().ok()?.profile.as_ref()?.value.to_string())
    }

    /// The names of this machine's profiles that are not surely for this account; empty in the sandbox.
    pub fn profiles_of_other_accounts(&self) -> Vec<String> {
        if self.in_sandbox() {
            return Vec::new();
        }
        let (Ok(here), own) = (self.journal_place(), self.profile_name()) else { return Vec::new() };
        let is_here = |(name, place): &(String, Option<AccountPlace>)| {
            place
                .as_ref()
                .is_some_and(|place| place.is_surely(&here) || (own.as_ref() == Some(name) && *place == here))
        };
        let others = self.profiles_and_places().into_iter().filter(|profile| !is_here(profile));
        others.map(|(name, _)| name).collect()
    }

    /// The accounts of this machine's profiles.
    pub(super) fn places_of_profiles(&self) -> Vec<AccountPlace> {
        self.profiles_and_places().into_iter().filter_map(|(_, place)| place).collect()
    }

    /// Where the profiles that have no account id keep the keys of their accounts, in words.
    pub fn keys_of_profiles(&self) -> BTreeMap<String, String> {
        let key = |place: AccountPlace| match place.account {
            AccountIdentity::OfKey { key, .. } => key.in_words(),
            AccountIdentity::Ids { .. } => None,
        };
        let all = self.profiles_and_places().into_iter();
        all.filter_map(|(name, place)| Some((name, key(place?)?))).collect()
    }

    /// This machine's profiles, each with its account; `None` if its settings cannot be used.
    fn profiles_and_places(&self) -> Vec<(String, Option<AccountPlace>)> {
        let Ok(Some(config)) = self.config() else { return Vec::new() };
        let place = |name: &ProfileName| {
            let config = ConfigFile { current: Some(name.clone()), ..config.clone() };
            let settings =
                settings::resolve(&Flags::default(), &Environment::default(), Some(&config), None).ok()?;
            let host = settings.host.value.identity().to_owned();
            Some(AccountPlace { host, account: settings.identity() })
        };
        config.profiles.keys().map(|name| (name.to_string(), place(name))).collect()
    }
}
