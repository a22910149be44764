//! Whose campaigns a command is about: said in every question, and in the result of every write.

use super::Context;
use crate::domain::platform_kind::PlatformKind;
use crate::error::Error;
use crate::profile::{Profile, ProfileName};
use crate::settings::{Setting, Settings};
use crate::ui::View;
use crate::view::written::WrittenView;

impl Context {
    /// Whose campaigns a command is about, as every question and result of a write names it: `the sandbox`, or the profile with
    /// its account. Burki's keys say no account.
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

    /// Shows what a write came to, with where it went.
    pub fn show_result<V: View>(&mut self, result: &V) -> Result<(), Error> {
        let whereabouts = self.whereabouts()?;
        Ok(self.ui.show(&WrittenView { result, whereabouts })?)
    }

    /// The profile's name, where one is used.
    #[must_use]
    pub fn profile_name(&self) -> Option<String> {
        Some(self.settings().ok()?.profile.as_ref()?.value.to_string())
    }

    /// The profiles of this machine that are of other accounts, by their names; none in the sandbox.
    #[must_use]
    pub fn profiles_of_other_accounts(&self) -> Vec<String> {
        if self.in_sandbox() {
            return Vec::new();
        }
        let (Ok(Some(config)), Ok(own)) = (self.config(), self.settings()) else { return Vec::new() };
        let place = |settings: &Settings| {
            let of =
                |setting: &Option<Setting<String>>| setting.as_ref().map(|setting| setting.value.clone());
            let host = settings.host.value.origin().to_owned();
            (settings.platform.value, host, of(&settings.account_id), of(&settings.stream_id))
        };
        let is_other = |name: &ProfileName, profile: &Profile| {
            Self::settings_of(name, profile).map_or(true, |settings| place(&settings) != place(own))
        };
        let others = config.profiles.iter().filter(|(name, profile)| is_other(name, profile));
        others.map(|(name, _)| name.to_string()).collect()
    }
}
