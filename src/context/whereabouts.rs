//! The account of a command, which is named in every question and in the result of every write.

use super::Context;
use crate::domain::platform_kind::PlatformKind;
use crate::env::Environment;
use crate::error::Error;
use crate::journal::{Entry, NotedWrite};
use crate::profile::{Profile, ProfileName};
use crate::settings::{Flags, Setting, Settings, Switches};
use crate::ui::{AccountFlags, View};
use crate::view::done::DoneView;
use crate::view::written::WrittenView;

/// The command that settles the write with this key.
#[must_use]
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
    #[must_use]
    pub fn settle_command_of(&self, entry: &Entry) -> String {
        let NotedWrite { profile, host, account, stream, .. } = &entry.write;
        let is_here = self.journal_place().is_ok_and(|place| entry.write.is_at(&place));
        let flags = match profile {
            // The flags of this run are added when the command is shown.
            _ if is_here || self.in_sandbox() => return settle_command(&entry.key),
            Some(profile) => AccountFlags::new([("--profile", Some(profile.as_str()))]),
            None => AccountFlags::new([
                ("--host", Some(host.as_str())),
                ("--account-id", account.as_deref()),
                ("--stream-id", stream.as_deref()),
            ]),
        };
        flags.in_commands(&settle_command(&entry.key)).into_owned()
    }

    /// The account of a command, as every question and result names it: `the sandbox`, or the profile with its
    /// account. Burki's keys do not name an account.
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
        let has_account = settings.platform.value == PlatformKind::Kore;
        let of = |name: &str, setting: &Option<Setting<String>>| {
            let setting = setting.as_ref().filter(|_| has_account)?;
            Some(format!("{name} {}", setting.value))
        };
        let (account, stream) = (of("account", &settings.account_id), of("stream", &settings.stream_id));
        let host = settings.host.value.origin().to_owned();
        let parts: Vec<String> = [profile, account, stream, Some(host)].into_iter().flatten().collect();
        Ok(parts.join(", "))
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
    #[must_use]
    pub fn profile_name(&self) -> Option<String> {
        Some(self.settings().ok()?.profile.as_ref()?.value.to_string())
    }

    /// The names of this machine's profiles for other accounts; empty in the sandbox.
    #[must_use]
    pub fn profiles_of_other_accounts(&self) -> Vec<String> {
        if self.in_sandbox() {
            return Vec::new();
        }
        let (Ok(Some(config)), Ok(own)) = (self.config(), self.settings()) else { return Vec::new() };
        let place = |settings: &Settings| {
            let of =
                |setting: &Option<Setting<String>>| setting.as_ref().map(|setting| setting.value.clone());
            let host = settings.host.value.identity().to_owned();
            (settings.platform.value, host, of(&settings.account_id), of(&settings.stream_id))
        };
        let is_other = |name: &ProfileName, profile: &Profile| {
            Self::settings_of(name, profile).map_or(true, |settings| place(&settings) != place(own))
        };
        let others = config.profiles.iter().filter(|(name, profile)| is_other(name, profile));
        others.map(|(name, _)| name.to_string()).collect()
    }
}
