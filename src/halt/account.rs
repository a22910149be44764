//! The account of a halt.

use serde::{Deserialize, Serialize};

use crate::journal::AccountPlace;

/// The account that a halt was for, as its latch and its record say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HaltedAccount {
    /// The account.
    #[serde(flatten)]
    pub place: AccountPlace,
    /// The profile, if one was used.
    pub profile: Option<String>,
}

impl HaltedAccount {
    /// Such as `the profile north, key from the variable NORTH_KEY`.
    pub fn in_words(&self) -> String {
        let profile = self.profile.as_ref().map(|profile| format!("the profile {profile}"));
        let parts: Vec<String> = profile.into_iter().chain(self.place.account.in_words()).collect();
        if parts.is_empty() {
            format!("an account at {} that nothing names", self.place.host)
        } else {
            parts.join(", ")
        }
    }
}
