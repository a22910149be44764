//! The check directly before a write of this command goes out, after every wait for its turn.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use async_trait::async_trait;
use jiff::SignedDuration;

use super::Context;
use super::latch::LatchWatch;
use crate::clock::Clock;
use crate::domain::change::{BY_NAME_ALONE, Basis, Change};
use crate::domain::difference::{LastChange, changed_meanwhile};
use crate::domain::duration::duration_text;
use crate::domain::effect::Effect;
use crate::domain::finding::Problem;
use crate::domain::list_ref::ListRef;
use crate::domain::live::{CampaignId, ContactList, LiveCampaign};
use crate::error::Error;
use crate::exit::Exit;
use crate::platform::error::PlatformError;
use crate::platform::gate::{Gate, ReadAt};
use crate::platform::outcome::Matches;
use crate::platform::platform::Platform;
use crate::platform::write::{Forbidden, Write};

/// The fields that must still be so of a campaign that gets contacts. A row of the list has them, too.
const OF_FILLED: [&str; 3] = ["name", "status", "contacts"];
/// How far this machine's clock and the platform's may be apart where calls begin.
const CLOCKS_APART_MAX: SignedDuration = SignedDuration::from_mins(10);

/// The gate of one write.
pub(super) struct WriteGate {
    platform: Rc<dyn Platform>,
    change: Change,
    basis: Basis,
    /// When the basis was read last.
    read: Cell<ReadAt>,
    /// The latch, for a write that begins calls.
    latch: Option<LatchWatch>,
    /// The rule that may forbid that it goes out at the instant of the clock.
    forbidden: Option<Forbidden>,
    clock: Clock,
    /// Why the write was not let through.
    refusal: RefCell<Option<Error>>,
}

impl WriteGate {
    /// Why the write was not let through; `None` if it was.
    pub(super) fn take_refusal(&self) -> Option<Error> {
        self.refusal.take()
    }

    /// Whether the account is halted now: for a write that was let through, a halt began while it was on its way.
    pub(super) fn is_halted(&self) -> bool {
        self.latch.as_ref().and_then(LatchWatch::refusal).is_some()
    }

    /// The refusal of what begins calls while this machine's clock and the platform's are apart: the hours of the
    /// policy, and times such as `tomorrow`, were judged by this machine's. `None` where no answer told the platform's,
    /// or `KCAMP_NOW` sets the clock.
    fn clocks_apart(&self) -> Option<Error> {
        let lead = self.platform.clock_lead().filter(|_| self.latch.is_some() && !self.clock.is_fixed())?;
        if lead.abs() <= CLOCKS_APART_MAX {
            return None;
        }
        let by = duration_text(lead.unsigned_abs());
        let is = if lead.is_negative() { "ahead of" } else { "behind" };
        let message = format!(
            "this machine's clock is {by} {is} the platform's, so kcamp cannot judge when people would be called"
        );
        Some(
            Error::new("clock/apart", message, Exit::Unconfirmed)
                .with_effect(Effect::NothingSentForIt)
                .hint("set this machine's clock; kcamp doctor shows how far it is off"),
        )
    }

    /// How the campaign differs from the one that was shown; `None` if nothing shows a change.
    fn campaign_changed(&self, shown: &LiveCampaign, now: &LiveCampaign) -> Option<Error> {
        let would_go = match &self.change {
            Change::UpdateCampaign { to, .. } => changed_meanwhile(shown, now, to),
            _ => Vec::new(),
        };
        let changed = LastChange::between(shown, now).unwrap_or_default().with(would_go);
        if changed.is_none() {
            return None;
        }
        let has_other_lists = self.change.begins_calls() && changed.has_other_contact_lists();
        let reach = match now.contact_lists() {
            lists if has_other_lists => format!("; it would reach {} now", lists.join(", ")),
            _ => String::new(),
        };
        let message = format!("the campaign {:?} was {changed}{reach}", shown.name);
        Some(Error::stale_write(message, look_at("campaign", now.id.as_str())))
    }

    /// How a campaign that may run differs from the one that was shown, in the fields that count. A newer time of its
    /// last change is no sign, since it runs.
    fn run_changed(shown: &LiveCampaign, now: &LiveCampaign, counts: impl Fn(&str) -> bool) -> Option<Error> {
        let mut changed = LastChange { at: None, ..LastChange::between(shown, now)? };
        changed.fields.retain(|field| counts(field));
        if changed.is_none() {
            return None;
        }
        let message = format!("the campaign {:?} was {changed} and is {} now", shown.name, now.status);
        Some(Error::stale_write(message, look_at("campaign", now.id.as_str())))
    }

    /// The error if another campaign has the name by which a schedule is to be switched on; `None` if none has, or the
    /// call goes by an id.
    async fn name_shared(&self, ours: &CampaignId) -> Result<Option<Error>, PlatformError> {
        match &self.change {
            Change::EnableSchedule { campaign, .. } if campaign.key != ours.as_str() => {
                self.name_of_others(&campaign.key, Some(ours)).await
            }
            _ => Ok(None),
        }
    }

    /// The error if several campaigns have the name, ignoring case, or one beside `ours` has it. If `ours` is `None`,
    /// no campaign was read, so other changes cannot be seen.
    async fn name_of_others(
        &self,
        name: &str,
        ours: Option<&CampaignId>,
    ) -> Result<Option<Error>, PlatformError> {
        let Matches { exact, similar, .. } = self.platform.find_campaigns(name).await?;
        let ids = exact.iter().chain(&similar).map(|row| &row.id).filter(|id| Some(*id) != ours);
        let ids: Vec<&str> = ids.map(CampaignId::as_str).collect();
        let (first, shared) = match (ours, ids.as_slice()) {
            (Some(ours), [first, ..]) => {
                (first, format!("another campaign has the name {name:?} since {ours} was read"))
            }
            (None, [first, _, ..]) => (first, format!("{} campaigns have the name {name:?}", ids.len())),
            _ => return Ok(None),
        };
        let message = format!("{shared}: {}; {BY_NAME_ALONE}", ids.join(", "));
        let look = format!(
            "look at it: kcamp campaign get {first}; give each campaign a name of its own, then run the same command again"
        );
        Ok(Some(Error::stale_write(message, look)))
    }
}

impl WriteGate {
    /// Keeps the whole refusal for the command, and gives the connection what it can report of it.
    fn refuse(&self, refusal: Error, as_error: fn(&str) -> PlatformError) -> PlatformError {
        let error = as_error(&refusal.reason).with_effect();
        self.refusal.replace(Some(refusal));
        error
    }
}

/// The next step after a change by somebody else.
fn look_at(noun: &str, id: &str) -> String {
    format!("look at it: kcamp {noun} get {id}; then run the same command again")
}

/// The error of a contact list that differs from the one that was shown; `None` if nothing shows a change.
fn list_changed(shown: &ContactList, now: &ContactList) -> Option<Error> {
    let changed = LastChange::between_lists(shown, now)?;
    let message = format!("the contact list {:?} was {changed}", shown.name);
    Some(Error::stale_write(message, look_at("contact-list", &now.id)))
}

/// The error of a contact list that has another name than when it was shown: contacts are added by its name alone,
/// which nobody or another list has now.
pub fn list_renamed(shown: &ContactList, now: &ContactList) -> Option<Error> {
    if now.name == shown.name {
        return None;
    }
    let message = format!("the contact list {:?} ({}) is named {:?} now", shown.name, shown.id, now.name);
    Some(Error::stale_write(message, look_at("contact-list", &now.id)))
}

/// The error of a write that was allowed when it was shown, and is not when it would go out.
fn forbidden_by_now(problem: Problem) -> Error {
    Error::new(problem.code, problem.message, Exit::Findings)
        .with_effect(Effect::NothingSentForIt)
        .with_hints(problem.help)
}

#[async_trait(?Send)]
impl Gate for WriteGate {
    fn has_to_look(&self) -> bool {
        let (read, now) = (self.read.get(), self.platform.connection().interruptions().now());
        match self.basis {
            Basis::Nothing => false,
            Basis::ListName(_) => !read.holds_for_batch(now),
            _ => read != now,
        }
    }

    async fn look(&self) -> Result<(), PlatformError> {
        let changed = match &self.basis {
            Basis::Nothing => None,
            Basis::Name(ours) => self.name_shared(ours).await?,
            Basis::Campaign(shown) => {
                let now = self.platform.whole((**shown).clone()).await?;
                match self.campaign_changed(shown, &now) {
                    None => self.name_shared(&shown.id).await?,
                    changed => changed,
                }
            }
            Basis::TypedName(name) => self.name_of_others(name, None).await?,
            Basis::Run(shown) => {
                let now = self.platform.whole((**shown).clone()).await?;
                Self::run_changed(shown, &now, |_| true)
            }
            Basis::Filled(shown) => {
                let now = self.platform.whole((**shown).clone()).await?;
                Self::run_changed(shown, &now, |field| OF_FILLED.contains(&field))
            }
            Basis::ListName(shown) => {
                let now = self.platform.list_to_fill(&ListRef::Id(shown.id.clone())).await?;
                list_renamed(shown, &now)
            }
            Basis::List(shown) => {
                let now = self.platform.find_contact_list(&ListRef::Id(shown.id.clone())).await?;
                list_changed(shown, &now)
            }
        };
        if let Some(refusal) = changed {
            return Err(self.refuse(refusal, PlatformError::stale));
        }
        self.read.set(self.platform.connection().interruptions().now());
        Ok(())
    }

    fn let_through(&self) -> Result<(), PlatformError> {
        if let Some(refusal) = self.latch.as_ref().and_then(LatchWatch::refusal) {
            return Err(self.refuse(refusal, PlatformError::halted));
        }
        if let Some(refusal) = self.clocks_apart() {
            return Err(self.refuse(refusal, PlatformError::stale));
        }
        if let Some(problem) = self.forbidden.as_ref().and_then(|forbidden| forbidden(self.clock.now())) {
            return Err(self.refuse(forbidden_by_now(problem), PlatformError::stale));
        }
        Ok(())
    }
}

impl Context {
    /// The gate of a write. A create whose schedule is switched on afterwards begins calls too.
    ///
    /// # Errors
    ///
    /// There is no folder for kcamp's state, or the settings cannot be resolved.
    pub(super) fn gate_of<T>(&self, write: &Write<T>) -> Result<Rc<WriteGate>, Error> {
        let begins_calls = write.change().begins_calls() || write.evidence().schedule_follows == Some(true);
        Ok(Rc::new(WriteGate {
            platform: self.platform()?,
            change: write.change().clone(),
            basis: write.basis().clone(),
            read: Cell::new(write.read()),
            latch: if begins_calls { Some(self.latch_watch_of(write)?) } else { None },
            forbidden: write.forbidden().cloned(),
            clock: self.clock,
            refusal: RefCell::default(),
        }))
    }

    /// Notes that something passed, such as a question: what was read before is read again before a write goes out.
    pub(super) fn note_interruption(&self) {
        if let Some(platform) = self.platform.get() {
            platform.connection().interruptions().note();
        }
    }
}
