//! The latch of an account, which is checked where a change is carried out.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::Context;
use crate::domain::account::AccountIdentity;
use crate::domain::change::Change;
use crate::domain::evidence::Evidence;
use crate::domain::finding::Problem;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::error::Error;
use crate::exit::Exit;
use crate::halt::{Barrier, HaltedAccount, Latch, Latches, SetLatch, Since};
use crate::journal::{self, AccountPlace, NotedOutcome};
use crate::platform::address::AddressParts;
use crate::platform::write::Write;
use crate::ui::AccountFlags;
use crate::view::moment::local;

/// How accounts behind one host are told apart.
pub const TELL_APART: &str = "give each profile its own account_id, a name of your own for its account";

/// The code of what is refused because `kcamp halt` halted the account.
pub const LATCHED: &str = "halt/latched";

impl Context {
    /// The folder of the latches and records. For the sandbox it is in the sandbox's folder.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or a halt continues without it.
    pub fn halts_folder(&self) -> Result<PathBuf, Error> {
        if self.in_sandbox() { self.sandbox_halts_folder() } else { Ok(self.state_folder()?.join("halts")) }
    }

    /// The folder of the sandbox's latch and records.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or a halt continues without it.
    pub fn sandbox_halts_folder(&self) -> Result<PathBuf, Error> {
        Ok(self.sandbox_folder()?.join("halts"))
    }

    /// The account that a halt is for.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn halted_account(&self) -> Result<HaltedAccount, Error> {
        Ok(HaltedAccount { place: self.journal_place()?, profile: self.profile_name() })
    }

    /// Whether the settings name the account.
    pub fn is_account_known(&self) -> bool {
        self.settings().is_ok_and(|settings| {
            settings.platform.value == PlatformKind::Burki
                || (settings.account_id.is_some() && settings.stream_id.is_some())
        })
    }

    /// The latches of this account, and of accounts that may be the same.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the settings cannot be resolved.
    pub fn latches(&self) -> Result<Latches, Error> {
        let account = self.halted_account()?;
        let known = if account.place.has_kin() { self.places_of_profiles() } else { Vec::new() };
        Ok(Latches::new(self.halts_folder()?, account, known))
    }

    /// The latch that a halt of this account sets.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the settings cannot be resolved.
    pub fn latch(&self) -> Result<Latch, Error> {
        Ok(self.latches()?.own())
    }

    /// Whether `KCAMP_HALT` halts every account on this machine. It has no effect on the sandbox, where rehearsals
    /// reach nobody.
    pub const fn is_halted_by_variable(&self) -> bool {
        self.switches.halted && !self.in_sandbox()
    }

    /// Refuses if the account is halted by its latch on this machine, or by `KCAMP_HALT`. Must be called before
    /// anything that makes the platform call people.
    ///
    /// # Errors
    ///
    /// `halt/variable` or `halt/latched` if the account is halted; `halt/out-of-reach` if nobody can tell whether it
    /// is; there is no folder for kcamp's state, or the settings cannot be resolved.
    pub fn refuse_while_halted(&self) -> Result<(), Error> {
        if self.is_halted_by_variable() {
            let message = "KCAMP_HALT is set, so kcamp starts no campaign and switches no schedule on";
            return Err(Error::new("halt/variable", message, Exit::Unconfirmed)
                .nothing_sent()
                .hint("unset KCAMP_HALT or set it to 0 when campaigns may call again"));
        }
        self.latch_watch()?.refusal().map_or(Ok(()), Err)
    }

    /// The refusal where the folder of halts cannot be entered for this reason.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the settings cannot be resolved.
    pub fn halts_out_of_reach(&self, reason: Barrier) -> Result<Error, Error> {
        Ok(out_of_reach(&self.halts_folder()?, &self.whereabouts()?, reason))
    }

    /// A watch that asks the latch of this account again, also where the context is in use.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the settings cannot be resolved.
    pub(super) fn latch_watch(&self) -> Result<LatchWatch, Error> {
        let zone = self.reader_zone().unwrap_or_else(|_| Zone::utc());
        let (latches, folder) = (self.latches()?, self.halts_folder()?);
        Ok(LatchWatch { latches, named: Vec::new(), folder, account: self.whereabouts()?, zone })
    }

    /// A watch that asks the latch again for a write. A raw request may go to another account than that of the
    /// settings: the ids in its path and its query count too.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the settings cannot be resolved.
    pub(super) fn latch_watch_of<T>(&self, write: &Write<T>) -> Result<LatchWatch, Error> {
        let (mut watch, here) = (self.latch_watch()?, self.journal_place()?);
        let (Change::Request { .. }, AccountIdentity::Ids { account, stream }) =
            (write.change(), &here.account)
        else {
            return Ok(watch);
        };
        for AddressParts { segments, query } in write.requests().iter().map(|it| it.address.parts()) {
            let is_account = |key: &str| key.eq_ignore_ascii_case("accountId");
            let named = query.iter().filter(|(key, _)| is_account(key)).map(|(_, id)| Some(id.clone()));
            let accounts: Vec<_> = named.chain([account.clone()]).collect();
            let streams = segments.into_iter().chain(query.into_iter().map(|(_, value)| value)).map(Some);
            for stream in streams.chain([stream.clone()]) {
                for account in accounts.clone() {
                    let account = AccountIdentity::Ids { account, stream: stream.clone() };
                    watch.named.push(AccountPlace { host: here.host.clone(), account });
                }
            }
        }
        Ok(watch)
    }

    /// Refuses a write that begins calls, like [`Self::refuse_while_halted`], also where the account that it names is
    /// halted.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::refuse_while_halted`].
    pub(super) fn refuse_halted_write<T>(&self, write: &Write<T>) -> Result<(), Error> {
        self.refuse_while_halted()?;
        self.latch_watch_of(write)?.refusal().map_or(Ok(()), Err)
    }

    /// Says of halts that are undone here, although nothing tells whether they were of this account, whose they are.
    ///
    /// # Errors
    ///
    /// The settings cannot be resolved.
    pub fn name_halts<'halts>(
        &mut self,
        halts: impl IntoIterator<Item = &'halts HaltedAccount>,
    ) -> Result<(), Error> {
        let place = self.journal_place()?;
        for by in halts.into_iter().filter(|by| !place.is_surely(&by.place)) {
            self.ui.note(&format!(
                "the halt is of {}: nothing tells whether that is another account than the one here; {}",
                by.in_words(),
                TELL_APART
            ));
        }
        Ok(())
    }

    /// The refusal by a halt of an account that may be this one and is not surely: it is not lifted from here.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the settings cannot be resolved.
    pub fn refusal_by_another(&self) -> Result<Option<Error>, Error> {
        Ok(self.latch_watch()?.refusal_by_another())
    }

    /// Notes in the journal something that was done without sending anything. Warns if it cannot be noted.
    pub fn note_done(&mut self, action: &str, message: String) {
        let noted = self.note_in_journal(action, message);
        self.did(action, noted.is_ok());
        if let Err(error) = noted {
            let message = format!("{action} is not in the journal: {}", error.message());
            self.ui.problem(&Problem::warning("journal/not-noted", message));
        }
    }

    /// Notes what the command did on this machine, for an error if its result cannot be printed.
    pub fn did(&self, what: &str, is_noted: bool) {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner).did(what, is_noted);
    }

    fn note_in_journal(&self, action: &str, message: String) -> Result<(), Error> {
        let place = self.journal_place()?;
        let (action, subject) = (action.to_owned(), "all campaigns".to_owned());
        let profile = self.profile_name();
        let evidence = Evidence::default();
        let write = journal::NotedWrite { action, subject, profile, place, evidence };
        let outcome = NotedOutcome { exit_code: Exit::Success.number(), message, id: None };
        Ok(self.journal()?.note_done(write, outcome, self.clock.now())?)
    }
}

/// The latch of an account, with the words of its refusal.
#[derive(Debug)]
pub(super) struct LatchWatch {
    latches: Latches,
    /// The accounts that a raw request names.
    named: Vec<AccountPlace>,
    /// The folder that the latches are in.
    folder: PathBuf,
    account: String,
    /// The zone in which the start of the halt is told.
    zone: Zone,
}

impl LatchWatch {
    /// The refusal of what makes the platform call people; `None` while the account is not halted. Where nobody can
    /// tell, it is refused too.
    pub(super) fn refusal(&self) -> Option<Error> {
        let own = self.latches.set().into_iter().next();
        own.or_else(|| self.set_for_named()).map(|halt| self.refusal_by(&halt))
    }

    /// The latch that is set for an account which the raw request names, in whatever case: a platform may take its ids
    /// so.
    fn set_for_named(&self) -> Option<SetLatch> {
        let halted = if self.named.is_empty() { Vec::new() } else { Latches::accounts_in(&self.folder) };
        let spelled = halted.into_iter().filter(|halted| self.names(halted));
        self.named.iter().cloned().chain(spelled).find_map(|place| {
            let account = HaltedAccount { place, profile: None };
            Latches::new(self.folder.clone(), account, Vec::new()).set().into_iter().next()
        })
    }

    /// Whether the raw request names this account.
    fn names(&self, account: &AccountPlace) -> bool {
        self.named.iter().any(|named| named.is_spelled_alike(account))
    }

    /// The refusal of what a halt of an account that may not be this one keeps from being started, or one out of reach;
    /// `None` without such a halt.
    fn refusal_by_another(&self) -> Option<Error> {
        let halts = self.latches.set();
        let may_not_be_ours = |halt: &&SetLatch| !halt.is_ours || halt.since.out_of_reach().is_some();
        halts.iter().find(may_not_be_ours).map(|halt| self.refusal_by(halt))
    }

    fn refusal_by(&self, halt: &SetLatch) -> Error {
        let since = match halt.since {
            Since::At(at) => format!(" since {}", local(at, &self.zone)),
            Since::Unknown => String::new(),
            Since::OutOfReach(reason) => return out_of_reach(&self.folder, &self.account, reason),
        };
        let is_own = halt.by.place == *self.latches.place() || halt.by.place.is_surely(self.latches.place());
        let is_named = self.names(&halt.by.place);
        let whose = if is_own {
            format!("{} is halted{since}", self.account)
        } else if is_named {
            format!("{} is halted{since}, and the request names it", halt.by.in_words())
        } else {
            format!("{} is halted{since}, and {} may be the same account", halt.by.in_words(), self.account)
        };
        let message =
            format!("{whose}, so kcamp on this machine starts no campaign and switches no schedule on there");
        let error = Error::new(LATCHED, message, Exit::Unconfirmed).nothing_sent();
        let error = match &halt.by.profile {
            Some(profile) if !halt.is_ours || is_named => {
                let flags = AccountFlags::new([("--profile", Some(profile.as_str()))]);
                let way = "to see what was stopped and bring it back: kcamp resume; to lift the halt alone: kcamp halt --lift";
                error.hint(flags.in_commands(way).into_owned())
            }
            _ => error
                .hint("to see what was stopped and bring it back: kcamp resume")
                .hint("to lift the halt alone: kcamp halt --lift"),
        };
        if is_own || is_named {
            error
        } else {
            error.hint(format!("if these are two accounts, {TELL_APART}"))
        }
    }
}

fn out_of_reach(folder: &Path, account: &str, reason: Barrier) -> Error {
    let folder = folder.display();
    let (why, way) = match reason {
        Barrier::System(ErrorKind::NotADirectory) => (
            "is a file, and no folder".to_owned(),
            format!(
                "move {folder} away, and put back the folder that was there: a halt may be among its files"
            ),
        ),
        Barrier::System(reason) => (
            format!("cannot be entered ({reason})"),
            format!("fix the permissions of {folder}, or of the folder above it that this user cannot enter"),
        ),
        Barrier::Link => (
            "is a symbolic link, and kcamp follows none in its own folder".to_owned(),
            format!(
                "put the folder that it leads to in the place of {folder}, with all files in it: a halt may be among them"
            ),
        ),
    };
    let message =
        format!("the folder of halts, {folder}, {why}, so nobody can tell whether {account} is halted");
    Error::new("halt/out-of-reach", message, Exit::Unconfirmed).nothing_sent().hint(way).hint(
        "or set XDG_STATE_HOME to another folder, if whoever halts this account says that it is not halted",
    )
}
