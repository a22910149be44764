//! Asks before a write that reaches people, and before any write with a protected profile.

use tracing::info;

use super::{Context, WriteBatch};
use crate::domain::effect::Effect;
use crate::domain::finding::Problem;
use crate::domain::plural::counted;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::Consent;
use crate::ui::Ui;
use crate::ui::prompt::Answer;

/// The word that a user types to stop everything.
const HALT: &str = "halt";

impl Context {
    /// Asks before these writes are sent. `question` is a complete question, such as `enable this schedule?`. A dry
    /// run shows the requests and does not ask; then the result is `None`, and nothing may be sent.
    ///
    /// With a protected profile, the user types its name; without a terminal, `--yes --confirm NAME` is needed.
    ///
    /// # Errors
    ///
    /// `consent/protected-profile`, `consent/needs-yes` or `consent/declined` if there is no consent; the settings or
    /// the answer cannot be read, or a dry run cannot be printed.
    pub fn agree(&mut self, together: WriteBatch, question: &str) -> Result<Option<Consent>, Error> {
        Ok(self.is_agreed(&together, question)?.then(|| Consent::by_asking(together.shown)))
    }

    fn is_agreed(&mut self, together: &WriteBatch, question: &str) -> Result<bool, Error> {
        if self.rehearse_all(together)? {
            return Ok(false);
        }
        // A secret of a file or a program is known once the platform is connected.
        let is_connected = self.platform.get().is_some_and(|platform| platform.connection().is_connected());
        self.agreed = if is_connected { Vec::new() } else { together.requests().to_vec() };
        let question = &format!("{}: {question}", self.whereabouts()?);
        if let Some(profile) = self.protected_profile()? {
            let refusal = format!("the profile {profile} is protected, and this writes to it");
            self.confirm_protected(&profile, question, &refusal, Effect::NothingSent)?;
            return Ok(true);
        }
        let Some(reason) = together.stake.reason() else { return Ok(true) };
        if self.answers_yes() {
            info!("{question} yes, by --yes or KCAMP_YES");
            return Ok(true);
        }
        if !self.ui.can_prompt() {
            return Err(Error::new(
                "consent/needs-yes",
                format!("{question} {reason}, and there is no terminal to confirm on"),
                Exit::Unconfirmed,
            )
            .nothing_sent()
            .hint("look at it with --dry-run, then add --yes (or KCAMP_YES=1)"));
        }
        let is_agreed = self.ui.prompts().confirm(question, Answer::No)?;
        self.note_interruption();
        if is_agreed { Ok(true) } else { Err(Error::declined(Effect::NothingSent)) }
    }

    /// Whether the user is asked before a write is sent: the answer may take long.
    pub fn is_asked(&self) -> bool {
        let can_be = self.ui.can_prompt() && self.dry_run().is_none();
        can_be && (!self.answers_yes() || self.is_asked_for_profile())
    }

    /// Whether the user has to type the name of a protected profile, which every write asks for.
    pub fn is_asked_for_profile(&self) -> bool {
        let profile = self.protected_profile().ok().flatten();
        let can_be = self.ui.can_prompt() && self.dry_run().is_none();
        can_be && profile.is_some_and(|profile| !self.is_confirmed(&profile))
    }

    /// Shows what is about to be sent, before the question. A dry run shows the requests instead.
    pub fn announce(&mut self, say: impl FnOnce(&mut Ui)) {
        if self.dry_run().is_none() {
            say(&mut self.ui);
        }
    }

    /// Whether what is about to be sent need not be shown first: no question is asked, and the result is in the same
    /// log and shows it. If there is no result, it must be shown then.
    pub fn leaves_it_to_the_result(&self) -> bool {
        self.answers_yes() && self.ui.is_one_log()
    }

    /// Asks before everything that calls people is stopped. `--yes`, or the word `halt` typed on a terminal, is
    /// enough, also with a protected profile. A dry run shows the requests and does not ask; then the result is
    /// `None`, and nothing may be sent.
    ///
    /// # Errors
    ///
    /// `consent/needs-yes` or `consent/declined` if there is no consent; the answer cannot be read, or a dry run
    /// cannot be printed.
    pub fn agree_to_halt(&mut self, together: &WriteBatch) -> Result<Option<Consent>, Error> {
        if self.rehearse_all(together)? {
            return Ok(None);
        }
        if self.answers_yes() {
            return Ok(Some(Consent::by_asking_to_halt()));
        }
        if !self.ui.can_prompt() {
            let message = "a halt ends calls that are in progress, and there is no terminal to confirm on";
            return Err(Error::new("consent/needs-yes", message, Exit::Unconfirmed)
                .nothing_sent()
                .hint("add --yes; --dry-run shows what would be sent"));
        }
        // After a mistyped word the question is repeated: a refusal would cost another reading of the list.
        let check = |typed: &str| match typed {
            typed if typed.is_empty() || typed.eq_ignore_ascii_case(HALT) => Ok(()),
            _ => Err(format!("type {HALT}, or press Enter alone to send nothing")),
        };
        let typed = self.ui.prompts().text(&format!("type {HALT} to do this"), None, &check)?;
        if typed.is_empty() {
            Err(Error::declined(Effect::NothingSent))
        } else {
            Ok(Some(Consent::by_asking_to_halt()))
        }
    }

    /// Asks like [`Self::agree`], where campaigns without a file are deleted too. The user types their number;
    /// without a terminal, `--yes` needs `--confirm` with the number. `--yes` alone is never enough.
    ///
    /// # Errors
    ///
    /// `consent/prune` or `consent/declined` if the number is not confirmed, and any error of [`Self::agree`].
    pub fn agree_deleting(
        &mut self,
        together: WriteBatch,
        question: &str,
        count: usize,
    ) -> Result<Option<Consent>, Error> {
        if count == 0 || self.dry_run().is_some() {
            return self.agree(together, question);
        }
        let number = count.to_string();
        // A profile's name may be the same number: then one `--confirm` is for the profile.
        let of_profile = usize::from(self.protected_profile()?.is_some_and(|profile| profile == number));
        if self.answers_yes() && self.confirmations(&number) > of_profile {
            return self.agree(together, question);
        }
        let campaigns = counted(count, "campaign");
        if !self.ui.can_prompt() {
            let message = format!("--prune deletes {campaigns}, and that cannot be undone");
            return Err(Error::new("consent/prune", message, Exit::Unconfirmed).nothing_sent().hint(
                match self.protected_profile()? {
                    None => format!("look at the plan, then add --yes --confirm {count}"),
                    Some(profile) => {
                        format!("look at the plan, then add --yes --confirm {profile} --confirm {count}")
                    }
                },
            ));
        }
        let question = format!(
            "{}: {question} It deletes {campaigns}, which cannot be undone. Type {count} to go on",
            self.whereabouts()?
        );
        let typed = self.ui.prompts().text(&question, None, &|_| Ok(()))?;
        self.note_interruption();
        match (typed.trim() == number, self.protected_profile()?) {
            (false, _) => Err(Error::declined(Effect::NothingSent)),
            (true, None) => Ok(Some(Consent::by_asking(together.shown))),
            (true, Some(_)) => self.agree(together, &question),
        }
    }

    /// Asks before a protected profile is removed or replaced. The user types its name, as for a write. `what` says
    /// what is to be done to the profile, `undone` what did not happen.
    ///
    /// # Errors
    ///
    /// `consent/protected-profile` without a terminal and confirmation, `consent/declined` if another name was typed,
    /// or the answer cannot be read.
    pub fn consent_to_change_profile(
        &mut self,
        profile: &str,
        question: &str,
        what: &str,
        undone: Effect,
    ) -> Result<(), Error> {
        let refusal = format!("the profile {profile} is protected, and {what}");
        self.confirm_protected(profile, question, &refusal, undone)
    }

    /// The number of `--confirm` flags with this word.
    fn confirmations(&self, word: &str) -> usize {
        self.startup.confirm.iter().filter(|confirmed| *confirmed == word).count()
    }

    /// Whether flags confirm a write to this protected profile.
    fn is_confirmed(&self, profile: &str) -> bool {
        self.confirmations(profile) > 0 && self.answers_yes()
    }

    fn confirm_protected(
        &mut self,
        profile: &str,
        question: &str,
        refusal: &str,
        undone: Effect,
    ) -> Result<(), Error> {
        if self.is_confirmed(profile) {
            return Ok(());
        }
        if !self.ui.can_prompt() {
            return Err(Error::new("consent/protected-profile", refusal, Exit::Unconfirmed)
                .with_effect(undone)
                .hint(format!("add --yes --confirm {profile}")));
        }
        let message = format!("{question} the profile {profile} is protected");
        self.ui.problem(&Problem::warning("consent/protected-profile", message));
        let typed = self.ui.prompts().text("type the profile's name to go on", None, &|_| Ok(()));
        let typed = typed.map_err(|error| Error::from(error).with_effect(undone))?;
        self.note_interruption();
        if typed == profile { Ok(()) } else { Err(Error::declined(undone)) }
    }
}
