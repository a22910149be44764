//! Asking before a write that reaches people, and before any write to a protected profile.

use tracing::info;

use super::Context;
use crate::error::Error;
use crate::exit::Exit;
use crate::ui::prompt::Answer;

/// What a write needs before it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// The write reaches nobody by itself: only a protected profile asks.
    Write,
    /// The write makes the platform call or write to people.
    ReachesPeople,
    /// The write takes away what no call of the platform brings back.
    LosesData,
    /// The write adds contacts to a list that has them already.
    AddsTwice,
}

impl Consent {
    const fn reason(self) -> &'static str {
        match self {
            Self::Write => "this changes what is on the platform",
            Self::ReachesPeople => "this reaches real people",
            Self::LosesData => "this cannot be undone",
            Self::AddsTwice => "this adds contacts to a list that has them already",
        }
    }
}

impl Context {
    /// Returns where the user agrees. `question` is a whole one, such as `enable this schedule?`.
    ///
    /// A protected profile asks for its name, or without a terminal for `--yes --confirm NAME`.
    pub fn consent(&mut self, consent: Consent, question: &str) -> Result<(), Error> {
        if let Some(profile) = self.protected_profile()? {
            let refusal = format!("the profile {profile} is protected, and this writes to it");
            return self.confirm_protected(&profile, question, &refusal, "nothing was sent");
        }
        if consent == Consent::Write {
            return Ok(());
        }
        if self.answers_yes() {
            info!("{question} yes, by --yes or KCAMP_YES");
            return Ok(());
        }
        if !self.ui.can_prompt() {
            return Err(Error::new(
                "consent/needs-yes",
                format!("{}, and there is no terminal to confirm on; nothing was sent", consent.reason()),
                Exit::Unconfirmed,
            )
            .hint("look at it with --dry-run, then add --yes (or KCAMP_YES=1)"));
        }
        if self.ui.prompts().confirm(question, Answer::No)? {
            Ok(())
        } else {
            Err(declined("nothing was sent"))
        }
    }

    /// Returns where the user agrees that a protected profile is removed or replaced: it asks for the name as a write
    /// does. `undone` says what did not happen, such as `nothing was removed`.
    pub fn consent_to_lose_profile(
        &mut self,
        profile: &str,
        question: &str,
        undone: &str,
    ) -> Result<(), Error> {
        let refusal = format!("the profile {profile} is protected, and its protection would go with it");
        self.confirm_protected(profile, question, &refusal, undone)
    }

    fn confirm_protected(
        &mut self,
        profile: &str,
        question: &str,
        refusal: &str,
        undone: &str,
    ) -> Result<(), Error> {
        if self.startup.confirm.as_deref() == Some(profile) && self.answers_yes() {
            return Ok(());
        }
        if !self.ui.can_prompt() {
            return Err(Error::new(
                "consent/protected-profile",
                format!("{refusal}; {undone}"),
                Exit::Unconfirmed,
            )
            .hint(format!("add --yes --confirm {profile}")));
        }
        self.ui.warning(&format!("{question} the profile {profile} is protected"));
        let typed = self.ui.prompts().text("type the profile's name to go on", None, &|_| Ok(()))?;
        if typed == profile { Ok(()) } else { Err(declined(undone)) }
    }
}

fn declined(undone: &str) -> Error {
    Error::new("consent/declined", format!("not confirmed; {undone}"), Exit::Unconfirmed)
}
