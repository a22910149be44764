//! The names for completion. A command adds the names that it read when it ends; nothing is read only for this.

use std::path::PathBuf;

use super::Context;
use crate::domain::known_names::KnownNames;
use crate::domain::kore_campaign::ListName;
use crate::domain::platform_campaign::PlatformCampaign;
use crate::error::Error;
use crate::exit::Exit;
use crate::files::{self, Durability, Patience};
use crate::platform::mask::phone_numbers;

impl Context {
    /// Whether a name may be remembered and offered. One that is a person's number or contains a secret is not.
    fn may_remember(&self, name: &str) -> bool {
        phone_numbers(name) == name && !self.has_secret(name)
    }

    /// The known names of this account: those that earlier commands kept, if they can be read, and those that this
    /// command has met so far.
    pub fn known_names(&self) -> KnownNames {
        let known = || {
            self.check_private().ok()?;
            let bytes = files::read(&self.names_file().ok()?).ok()??;
            serde_json::from_slice(&bytes).ok()
        };
        let mut known: KnownNames = known().unwrap_or_default();
        if let Some(platform) = self.platform.get() {
            known.learn(platform.connection().names().clone());
            known.retain(|name| self.may_remember(name));
        }
        known
    }

    /// The hints for a write that the platform refused: which known names its campaign probably means.
    pub(super) fn with_near_names(&self, error: Error, campaign: Option<&PlatformCampaign>) -> Error {
        let Some(campaign) = campaign.filter(|_| matches!(error.exit, Exit::Refused | Exit::NotFound)) else {
            return error;
        };
        let known = self.known_names();
        let meant = known.meant_by(campaign);
        if !meant.is_empty() {
            return meant
                .into_iter()
                .fold(error, |error, (kind, name)| error.hint(format!("did you mean the {kind} {name:?}?")));
        }
        let is_named = |name: &ListName| error.reason.contains(name.as_str());
        if campaign.contact_lists().iter().any(is_named) {
            return error.hint("`kcamp contact-list list` shows the names of the contact lists");
        }
        error
    }

    /// Keeps the names that the command met. Where that cannot be done, completion offers those of before.
    pub fn keep_names(&self) {
        let Some(platform) = self.platform.get() else { return };
        let met = std::mem::take(&mut *platform.connection().names());
        if met.is_empty() || self.dry_run().is_some() {
            return;
        }
        let keep = || -> Option<()> {
            let path = self.names_file().ok()?;
            files::own_folder(&files::folder_of(&path)).ok()?;
            let _held = files::hold(&path.with_extension("lock"), "keeps names", &Patience::none()).ok()?;
            let before = self.known_names();
            let mut known = before.clone();
            known.learn(met);
            known.retain(|name| self.may_remember(name));
            if known == before {
                return Some(());
            }
            files::replace(&path, &serde_json::to_vec(&known).ok()?, Durability::Process).ok()
        };
        // A failure is ignored: no one waits for this.
        let _ = keep();
    }

    /// The folder of the sandbox's names.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or a halt continues without it.
    pub fn sandbox_names_folder(&self) -> Result<PathBuf, Error> {
        Ok(self.sandbox_folder()?.join("names"))
    }

    /// The file of one account. If nothing tells it from others of its host, the profile does.
    fn names_file(&self) -> Result<PathBuf, Error> {
        let folder =
            if self.in_sandbox() { self.sandbox_names_folder()? } else { self.state_folder()?.join("names") };
        let (place, settings) = (self.journal_place()?, self.settings()?);
        let profile = settings.profile.as_ref().filter(|_| !place.is_known());
        let profile = profile.map(|profile| profile.value.to_string()).unwrap_or_default();
        Ok(folder.join(format!("{}.json", place.digest(&format!("names\0{profile}")))))
    }
}
