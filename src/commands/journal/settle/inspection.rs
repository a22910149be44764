//! Judges a write with an unknown outcome by the platform's state, like a lost answer directly after the write: the
//! name, the time by the platform's clock and the content must agree, or the write stays open.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::expected_status::{ExpectedStatus, StateEvidence};
use super::window::{LastChange, Moment, Window};
use crate::context::Context;
use crate::domain::action_name;
use crate::domain::burki_contact::CampaignContact;
use crate::domain::difference::{FieldValue, held_values};
use crate::domain::evidence::{IMPORT_FILE, IMPORT_NUMBERS, IMPORT_ROWS, list_values, sorted};
use crate::domain::list_ref::ListRef;
use crate::domain::live::{CallAnswer, CampaignId, CampaignStatus, ContactList, LiveCampaign};
use crate::domain::name::NameKey;
use crate::error::Error;
use crate::exit::Exit;
use crate::journal::{Fingerprints, JournalEntry};
use crate::platform::platform::Platform;

/// The result of looking at the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Settlement {
    /// The write was applied.
    Done {
        /// The evidence, in words.
        words: String,
        /// The id of the object that the write made or changed.
        id: Option<String>,
    },
    /// The write was not applied, for this reason.
    NotDone(String),
    /// The outcome is still unknown, for this reason.
    Open(String),
}

/// A look at the platform for one write.
pub(super) struct Inspection<'settle> {
    pub(super) entry: &'settle JournalEntry,
    /// The other writes in this machine's journal for the same account.
    pub(super) others: &'settle [JournalEntry],
    pub(super) platform: &'settle dyn Platform,
}

impl Inspection<'_> {
    /// Reads the platform and judges the write.
    ///
    /// # Errors
    ///
    /// The platform cannot be read.
    pub(super) async fn judge(&self, context: &mut Context) -> Result<Settlement, Error> {
        if let Some(later) = self.followed_by() {
            if self.entry.is_sent_again_by(later) && !self.entry.may_still_come(context.clock.now()) {
                let words = "this machine sent the same again later, and that was done".to_owned();
                return Ok(Settlement::Done { words, id: later.campaign_id().map(str::to_owned) });
            }
            let later = later.write.action.as_str();
            let what = if later == self.entry.write.action { "the same again" } else { later };
            return Ok(open(&format!(
                "this machine did {what} later, and the current state comes from that write"
            )));
        }
        match self.entry.write.action.as_str() {
            action_name::CREATE_CAMPAIGN => self.create(context).await,
            action_name::UPDATE_CAMPAIGN => self.update(context).await,
            action_name::DELETE_CAMPAIGN => self.delete(context).await,
            action_name::START_CAMPAIGN => self.status(context, ExpectedStatus::Start).await,
            action_name::STOP_CAMPAIGN => self.status(context, ExpectedStatus::Stop).await,
            action_name::PAUSE_CAMPAIGN => self.status(context, ExpectedStatus::Pause).await,
            action_name::RE_EXECUTE_CAMPAIGN => self.status(context, ExpectedStatus::ReExecute).await,
            action_name::IMPORT_CONTACTS => self.import(context).await,
            action_name::ENABLE_SCHEDULE => self.schedule(context, true).await,
            action_name::DISABLE_SCHEDULE => self.schedule(context, false).await,
            action_name::CREATE_LIST => self.list_create(context).await,
            action_name::RENAME_LIST => self.list_change(context).await,
            action_name::DELETE_LIST => self.list_delete(context).await,
            action_name::ADD_CONTACTS => Ok(open(
                "the platform does not say which contacts it added, or when; import the file again to see which rows are in doubt",
            )),
            action_name::CALL_BACK => Ok(open("no documented read shows the call-backs of a run")),
            _ => Ok(open("kcamp does not know what a raw request changes")),
        }
    }

    /// A later write by this machine to the same object that did the same or undid it.
    fn followed_by(&self) -> Option<&JournalEntry> {
        let write = &self.entry.write;
        let is_meant = |other: &&JournalEntry| {
            let to_the_same = match (&write.evidence.target, &other.write.evidence.target) {
                (Some(target), Some(others)) => target == others,
                _ => NameKey::of(&write.subject) == NameKey::of(&other.write.subject),
            };
            action_name::changed_by(&other.write.action) == action_name::changed_by(&write.action)
                && to_the_same
                && other.is_after(self.entry)
                && is_done(other)
        };
        self.others.iter().filter(|_| !action_name::is_create(&write.action)).find(is_meant)
    }

    /// Whether another create by this machine certainly made the object.
    fn is_anothers(&self, id: &str) -> bool {
        self.others
            .iter()
            .filter(|other| other.write.action == self.entry.write.action && is_done(other))
            .any(|other| other.outcome.as_ref().is_some_and(|(_, outcome)| outcome.id.as_deref() == Some(id)))
    }

    fn subject(&self) -> &str {
        &self.entry.write.subject
    }

    /// The time in which the write may have been applied, by the platform's clock. If it is not known, the write stays
    /// open.
    fn window(&self, context: &Context) -> Result<Window, Settlement> {
        Window::of(self.entry, self.platform.clock_lead(), context.clock.now()).map_err(open)
    }

    /// The window in which the write may have created something.
    fn window_of_creation(&self, context: &Context) -> Result<Window, Settlement> {
        Window::of_creation(self.entry, self.platform.clock_lead(), context.clock.now()).map_err(open)
    }

    /// The fields whose current values differ from the sent ones. The error says why they cannot be compared.
    fn differences(&self, context: &Context, held: Vec<FieldValue>) -> Result<Vec<String>, String> {
        let evidence = &self.entry.write.evidence;
        let prints = context.fingerprints();
        let same_key = |prints: &Fingerprints| evidence.key.as_deref() == Some(&prints.key_name());
        let Some(prints) = prints.filter(same_key).filter(|_| !evidence.fields.is_empty()) else {
            return Err("kcamp no longer knows what was sent, so it cannot compare".to_owned());
        };
        let held: BTreeMap<&str, Option<String>> = held.into_iter().collect();
        let differs = |field: &str, sent: &String| {
            held.get(field).is_some_and(|value| prints.of(field, value.as_deref()) != *sent)
        };
        Ok(evidence
            .fields
            .iter()
            .filter(|(field, sent)| differs(field, sent))
            .map(|(field, _)| field.clone())
            .collect())
    }

    /// The campaign of the write, in its present state; `None` if it does not exist.
    async fn campaign(&self) -> Result<Option<LiveCampaign>, Error> {
        let read = match &self.entry.write.evidence.target {
            Some(id) => self.platform.campaign(&CampaignId::reported(id.clone())).await,
            // The entry is from an earlier version, or the call takes the campaign's name.
            None => self.platform.locate(&self.platform.refer(self.subject())).await,
        };
        match read {
            Ok(live) => Ok(Some(live)),
            Err(error) if error.is_not_there() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn create(&self, context: &Context) -> Result<Settlement, Error> {
        let mut named = self.platform.find_campaigns(self.subject()).await?.exact;
        named.retain(|row| row.name == self.subject() && !self.is_anothers(row.id.as_str()));
        let window = match self.window_of_creation(context) {
            Ok(window) => window,
            Err(verdict) => return Ok(verdict),
        };
        let made: Vec<Made<'_, LiveCampaign>> = named
            .iter()
            .map(|row| Made { id: row.id.as_str(), moment: window.moment(row.created_at), row })
            .collect();
        let row = match only(&made, window, "campaign") {
            Ok(row) => row.clone(),
            Err(verdict) => return Ok(verdict),
        };
        let id = row.id.to_string();
        let live = self.platform.whole(row).await?;
        Ok(self.compared(context, &id, held_values(&live)))
    }

    /// The verdict on an object that was created at that time, by a comparison of its values with the sent ones.
    fn compared(&self, context: &Context, id: &str, held: Vec<FieldValue>) -> Settlement {
        match self.differences(context, held) {
            Err(words) => open(&format!("{id} has this name and was created at that time, and {words}")),
            Ok(fields) if fields.is_empty() => Settlement::Done {
                words: "it has this name, was created at that time, and has the values that were sent"
                    .to_owned(),
                id: Some(id.to_owned()),
            },
            Ok(fields) => open(&format!(
                "{id} has this name and was created at that time, but differs from what was sent: {}",
                fields.join(", ")
            )),
        }
    }

    async fn update(&self, context: &Context) -> Result<Settlement, Error> {
        let Some(live) = self.campaign().await? else { return Ok(open("the campaign is gone")) };
        let window = self.window(context);
        Ok(self.changed(context, window, live.id.as_str(), live.updated_at, held_values(&live)))
    }

    /// The verdict on an update, by the time of the last change and the current values.
    fn changed(
        &self,
        context: &Context,
        window: Result<Window, Settlement>,
        id: &str,
        at: Option<Timestamp>,
        held: Vec<FieldValue>,
    ) -> Settlement {
        let window = match window {
            Ok(window) => window,
            Err(verdict) => return verdict,
        };
        let moment = window.moment(at);
        match (moment, self.differences(context, held)) {
            (Moment::Before, _) if window.is_over => {
                Settlement::NotDone("it was last changed before that".to_owned())
            }
            (Moment::Before, _) => open(TOO_EARLY),
            (Moment::Within, Ok(fields)) if fields.is_empty() => match self.entry.write.evidence.changes {
                Some(0) | None => open("the platform returns none of the changed values"),
                Some(_) => Settlement::Done {
                    words: "it was changed at that time, and has the values that were sent".to_owned(),
                    id: Some(id.to_owned()),
                },
            },
            (Moment::Within, Ok(fields)) => open(&format!(
                "it was changed at that time, but differs from what was sent: {}",
                fields.join(", ")
            )),
            (Moment::Within, Err(words)) => open(&format!("it was changed at that time, and {words}")),
            (Moment::After | Moment::Untold, _) => open(&format!("it was last changed {}", moment.words())),
        }
    }

    async fn delete(&self, context: &Context) -> Result<Settlement, Error> {
        let id = self.entry.write.evidence.target.clone();
        let live = self.campaign().await?;
        Ok(gone(live.is_none(), self.window(context), id))
    }

    async fn status(&self, context: &Context, expected: ExpectedStatus) -> Result<Settlement, Error> {
        let Some(live) = self.campaign().await? else { return Ok(open("the campaign is gone")) };
        let before = self.entry.write.evidence.status.as_deref().map(CampaignStatus::reported);
        let window = match self.window(context) {
            Ok(window) => window,
            Err(verdict) => return Ok(verdict),
        };
        let words = format!("its status is {}", live.status);
        let change = self.last_change(&live, window);
        let reading = expected.reading(before.as_ref(), &live.status, live.run_id().is_some());
        if reading == StateEvidence::Neither {
            return Ok(open(&format!("{words}, which may have other causes")));
        }
        let reading = reading.dated(change, expected == ExpectedStatus::Start);
        if (expected, reading) == (ExpectedStatus::Start, StateEvidence::Reached)
            && self.platform.scheduling_enabled(&live).await? != Some(false)
        {
            return Ok(open(&format!("{words}, and its schedule may have begun that")));
        }
        Ok(told(reading, &words, &live, change, window))
    }

    /// The campaign's last change. A campaign that was never changed counts as unchanged since before the write.
    fn last_change(&self, live: &LiveCampaign, window: Window) -> LastChange {
        window.change(live.updated_at, &[self.entry.write.evidence.updated_at, live.created_at])
    }

    /// Whether nobody has changed the campaign since before the write: a change in the seconds by which two clocks
    /// differ may be the write's own, and a later one of somebody else's may have hidden it.
    fn is_as_before(&self, change: LastChange) -> bool {
        change.moment == Moment::Before && (change.is_known || self.entry.write.evidence.updated_at.is_none())
    }

    async fn schedule(&self, context: &Context, is_on_wanted: bool) -> Result<Settlement, Error> {
        let Some(live) = self.campaign().await? else { return Ok(open("the campaign is gone")) };
        let held = self.platform.schedule(&self.platform.schedule_target_of(&live)).await?;
        let window = match self.window(context) {
            Ok(window) => window,
            Err(verdict) => return Ok(verdict),
        };
        let evidence = &self.entry.write.evidence;
        let change = self.last_change(&live, window);
        let id = Some(live.id.to_string());
        Ok(match (held.enabled, &evidence.schedule) {
            (Some(false), _) if is_on_wanted => {
                told(StateEvidence::Missed.dated(change, false), "its schedule is off", &live, change, window)
            }
            (Some(true), _) if !is_on_wanted => told(
                StateEvidence::Missed.dated(change, false),
                "its schedule is still on",
                &live,
                change,
                window,
            ),
            // The schedule was already off.
            (Some(false), _) if change.moment == Moment::Before && !evidence.in_between => {
                Settlement::Done { words: "its schedule is off".to_owned(), id }
            }
            (Some(false), _) => {
                // A schedule that is off only in between was not switched off by a user, but a user may have decided
                // soon after.
                let reading = StateEvidence::Reached.dated(change, evidence.in_between);
                told(reading, "its schedule is off", &live, change, window)
            }
            (Some(true), Some(sent)) => {
                let times = self.others.iter().rev().find_map(|other| other.write.evidence.reported_times);
                let fields = self.platform.unproven_schedule_fields(sent, &held, times, CallAnswer::Lost);
                if fields.is_empty() {
                    Settlement::Done { words: "its schedule is the one that was sent".to_owned(), id }
                } else {
                    open(&format!("its schedule is on, with another {}", fields.join(", ")))
                }
            }
            // Another schedule may have been on before.
            (Some(true), None) if self.is_as_before(change) => told(
                StateEvidence::Missed,
                "its campaign was last changed before that",
                &live,
                change,
                window,
            ),
            (Some(true), None) => open(
                "its schedule is on, and the platform does not tell with which recurrence, or since when",
            ),
            (None, _) => open("the platform does not say whether its schedule is on"),
        })
    }

    async fn import(&self, context: &Context) -> Result<Settlement, Error> {
        let Some(live) = self.campaign().await? else { return Ok(open("the campaign is gone")) };
        let last = live.last_import();
        let window = match self.window(context) {
            Ok(window) => window,
            Err(verdict) => return Ok(verdict),
        };
        let mut held =
            vec![(IMPORT_FILE, last.file_name), (IMPORT_ROWS, last.row_count.map(|count| count.to_string()))];
        let moment = window.moment(last.at);
        match moment {
            Moment::Within => {}
            Moment::Before if window.is_over => {
                return Ok(Settlement::NotDone("its last import came before that".to_owned()));
            }
            Moment::Untold if window.is_over && held[0].1.is_none() => {
                return Ok(Settlement::NotDone("it has had no import".to_owned()));
            }
            Moment::Before => return Ok(open(TOO_EARLY)),
            Moment::After | Moment::Untold => {
                return Ok(open(&format!("its last import came {}", moment.words())));
            }
        }
        if let Some(contacts) = self.platform.contacts_of(&live.id, None, usize::MAX).await?.imported() {
            // Contacts of earlier imports that were reached stay.
            let came_then = |contact: &CampaignContact| window.moment(contact.created_at) != Moment::Before;
            let numbers = contacts.into_iter().filter(came_then).map(|contact| contact.phone_number);
            held.push((IMPORT_NUMBERS, Some(sorted(numbers.collect()))));
        }
        Ok(match self.differences(context, held) {
            Err(words) => open(&format!("its last import came at that time, and {words}")),
            Ok(fields) if fields.is_empty() => Settlement::Done {
                words: "its last import came at that time, with this file name, number of rows and numbers"
                    .to_owned(),
                id: Some(live.id.to_string()),
            },
            Ok(fields) => open(&format!(
                "its last import came at that time, but differs from what was sent: {}",
                fields.join(", ")
            )),
        })
    }

    /// The contact list of the write, in its present state; `None` if it does not exist.
    async fn list(&self) -> Result<Option<ContactList>, Error> {
        let list = match &self.entry.write.evidence.target {
            Some(id) => ListRef::Id(id.clone()),
            None => ListRef::Name(self.subject().to_owned()),
        };
        match self.platform.find_contact_list(&list).await {
            Ok(list) => Ok(Some(list)),
            Err(error) if error.is_not_there() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn list_create(&self, context: &mut Context) -> Result<Settlement, Error> {
        let mut named = self.platform.contact_lists().await?;
        named.retain(|list| list.name == self.subject() && !self.is_anothers(&list.id));
        let window = match self.window_of_creation(context) {
            Ok(window) => window,
            Err(verdict) => return Ok(verdict),
        };
        let made: Vec<Made<'_, ContactList>> = named
            .iter()
            .map(|row| Made { id: &row.id, moment: window.moment(row.created_at), row })
            .collect();
        Ok(match only(&made, window, "contact list") {
            Ok(list) => self.compared(context, &list.id, list_values(list)),
            Err(verdict) => verdict,
        })
    }

    async fn list_change(&self, context: &mut Context) -> Result<Settlement, Error> {
        let Some(list) = self.list().await? else { return Ok(open("the contact list is gone")) };
        let window = self.window(context);
        Ok(self.changed(context, window, &list.id, list.updated_at, list_values(&list)))
    }

    async fn list_delete(&self, context: &mut Context) -> Result<Settlement, Error> {
        let is_gone = self.list().await?.is_none();
        let window = self.window(context);
        Ok(gone(is_gone, window, self.entry.write.evidence.target.clone()))
    }
}

/// The verdict on a delete, by whether the object still exists.
fn gone(is_gone: bool, window: Result<Window, Settlement>, id: Option<String>) -> Settlement {
    match window {
        _ if is_gone => Settlement::Done { words: "it is not there".to_owned(), id },
        Ok(Window { is_over: true, .. }) => Settlement::NotDone("it is still there".to_owned()),
        Ok(_) => open(TOO_EARLY),
        Err(verdict) => verdict,
    }
}

fn is_done(entry: &JournalEntry) -> bool {
    entry.outcome.as_ref().is_some_and(|(_, outcome)| outcome.exit_code == Exit::Success.number())
}

/// The verdict on a campaign that was read.
fn told(
    reading: StateEvidence,
    words: &str,
    live: &LiveCampaign,
    change: LastChange,
    window: Window,
) -> Settlement {
    match reading {
        StateEvidence::Reached => Settlement::Done { words: words.to_owned(), id: Some(live.id.to_string()) },
        StateEvidence::Missed if window.is_over => Settlement::NotDone(words.to_owned()),
        StateEvidence::Missed => open(TOO_EARLY),
        StateEvidence::Neither => open(&changed_otherwise(words, change.moment)),
    }
}

/// Why a state does not decide: it may be from another change.
fn changed_otherwise(words: &str, moment: Moment) -> String {
    format!("{words}, and the campaign was last changed {}", moment.words())
}

/// The reason if the effect is missing but may still come.
const TOO_EARLY: &str = "it has not happened yet, but it still may; look again in two minutes";

fn open(words: &str) -> Settlement {
    Settlement::Open(words.to_owned())
}

/// An object with the name, and when it was created.
struct Made<'rows, T> {
    id: &'rows str,
    moment: Moment,
    row: &'rows T,
}

/// The one object that was created when the write may have been applied. An older object is never the one.
fn only<'rows, T>(made: &[Made<'rows, T>], window: Window, what: &str) -> Result<&'rows T, Settlement> {
    let at = |moment: Moment| made.iter().filter(move |it| it.moment == moment);
    let ids = |moment: Moment| at(moment).map(|it| it.id).collect::<Vec<_>>().join(", ");
    let within: Vec<_> = at(Moment::Within).collect();
    match (within.as_slice(), at(Moment::Untold).count(), at(Moment::After).count()) {
        ([only], 0, _) => Ok(only.row),
        ([_, _, ..], ..) => Err(open(&format!(
            "more than one {what} of this name was created at that time: {}",
            ids(Moment::Within)
        ))),
        (_, 1.., _) => {
            let ids = ids(Moment::Untold);
            Err(open(&format!("the platform does not tell when the {what} of this name was created: {ids}")))
        }
        // A later object may be the one that was sent, if this machine's clock was wrong.
        ([], 0, 1..) => {
            Err(open(&format!("a {what} of this name was created later: {}", ids(Moment::After))))
        }
        ([], 0, 0) if window.is_over => {
            Err(Settlement::NotDone(format!("no {what} of this name was created then")))
        }
        _ => Err(open(TOO_EARLY)),
    }
}
