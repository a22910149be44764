//! The operations that every platform offers to commands.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;
use serde_json::{Map, Value};

use super::address::AddressError;
use super::contacts::{Contacts, ListContacts};
use super::error::PlatformError;
use super::failure::Body;
use super::feature::Feature;
use super::line::Line;
use super::outcome::{
    CreateDone, Created, Creation, Deleted, Matches, ReExecuted, ScheduleChange, Settled, Triggered, Updated,
};
use super::page_reading::Pages;
use super::raw::{RawAnswer, RawCall, RawPage, ReadRequest};
use super::recovery::{LostCreate, settle_creates};
use super::request::Request;
use super::write::Write;
use crate::domain::burki_contact::{ContactFile, ContactSelection, ContactStatus, Execution, ImportReading};
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::{Action, ListChange, NewList, ScheduleTarget, Trigger};
use crate::domain::difference::FieldDifference;
use crate::domain::finding::Problem;
use crate::domain::halt::Activity;
use crate::domain::kore_contact::{CallBack, CallBackOutcome};
use crate::domain::list_ref::ListRef;
use crate::domain::live::{
    Audience, CallAnswer, CampaignId, ContactList, LiveCallingHours, LiveCampaign, LiveSchedule, NamedAlone,
    Progress, ReportedTimes, StatusReading,
};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::plural::counted;
use crate::domain::schedule::PlannedSchedule;

/// A platform that campaigns run on, for one account.
///
/// Reads are async. Each sends one or more requests, and needs a connected line. Writes are values: what a platform
/// would send is returned as a [`Write`], which needs no connection and no token. Only the holder of the journal's
/// receipt can send it. A method returns an error instead of a write if the campaign's state does not allow it, or if
/// the platform does not support it.
///
/// A platform does not implement the methods of features that it lacks: the default returns the error of the
/// [`Feature`].
#[async_trait(?Send)]
pub trait Platform: fmt::Debug {
    /// Which platform it is.
    fn kind(&self) -> PlatformKind;

    /// The connection for its reads and writes.
    fn line(&self) -> &Line;

    /// The campaign that a user's text refers to.
    fn refer(&self, text: &str) -> CampaignRef {
        CampaignRef::typed(text, self.kind())
    }

    /// The contact list that a user means by a text.
    fn refer_to_list(&self, text: &str) -> ListRef {
        ListRef::typed(text, self.kind())
    }

    // Campaigns.

    /// The campaigns, page by page; those of one type if one is named.
    ///
    /// # Errors
    ///
    /// If the platform has no such type.
    fn pages(&self, type_word: Option<&str>) -> Result<Box<dyn Pages + '_>, Problem>;

    /// The whole list, in parts with a name each, such as `voice campaigns`. Each part is read on its own, so that
    /// the others can be read if one fails.
    fn listings(&self) -> Vec<(&'static str, Box<dyn Pages + '_>)>;

    /// Tells from a row of the list whether the campaign calls people, now or by a schedule.
    fn activity(&self, row: &LiveCampaign) -> Activity;

    /// The trigger that ends a campaign's calls and loses the least: a pause if the platform has one.
    fn halting(&self) -> Trigger;

    /// The campaigns of these types, or of all types if none is named, as rows of the list.
    ///
    /// # Errors
    ///
    /// A page or a row of it cannot be read, or there are more rows than kcamp keeps.
    async fn list(&self, type_words: &[&str]) -> Result<Vec<LiveCampaign>, PlatformError>;

    /// The number of requests that list campaigns of these types, one word for each campaign, if all pages are full.
    fn pages_of(&self, type_words: &[&str]) -> usize;

    /// Whether a row of the list shows when its campaign was last changed.
    fn rows_date_changes(&self) -> bool {
        true
    }

    /// One campaign, with all the fields that one read gives.
    ///
    /// # Errors
    ///
    /// The campaign cannot be read, or the answer is not in the documented form.
    async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError>;

    /// Completes a row of the list with everything that can be read of the campaign.
    ///
    /// # Errors
    ///
    /// The campaign cannot be read, or the answer is not in the documented form.
    async fn whole(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError>;

    /// The campaigns with this name. No API is known to find a campaign by its exact name, so every page is read
    /// before a campaign counts as absent.
    ///
    /// # Errors
    ///
    /// A page or a row of it cannot be read, or there are more rows than kcamp keeps.
    async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError>;

    /// The one campaign with this name.
    ///
    /// # Errors
    ///
    /// The list cannot be read, or none or several campaigns have the name. The error lists the candidates.
    async fn one_named(&self, name: &str) -> Result<LiveCampaign, PlatformError> {
        self.find_campaigns(name).await?.only(&CampaignRef::Name(name.to_owned()))
    }

    /// The id of a campaign. An id needs no request; a name is looked up in this spelling.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::locate`]; none for an id.
    async fn resolve(&self, campaign: &CampaignRef) -> Result<CampaignId, PlatformError> {
        match campaign {
            CampaignRef::Id(id) => Ok(id.clone()),
            other => Ok(self.locate(other).await?.id),
        }
    }

    /// The campaign that `CAMPAIGN` means. An id is read; a name is looked up, which gives a row of the list, without
    /// some fields. A text that may be either is compared with all campaigns. If no campaign has it as id or name, it
    /// is still read as an id, since a list may be incomplete.
    ///
    /// # Errors
    ///
    /// The campaign or the list cannot be read, or the text means none or several campaigns, such as one by its id
    /// and another by its name.
    async fn locate(&self, campaign: &CampaignRef) -> Result<LiveCampaign, PlatformError> {
        match campaign {
            CampaignRef::Id(id) => self.campaign(id).await,
            CampaignRef::Name(name) => self.one_named(name).await,
            CampaignRef::IdOrName(id) => {
                let matches = Matches::among(&self.list(&[]).await?, campaign);
                if matches.exact.is_empty() { self.campaign(id).await } else { matches.only(campaign) }
            }
        }
    }

    /// Like `locate`, with everything that can be read of the campaign.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::locate`] or [`Self::whole`].
    async fn locate_whole(&self, campaign: &CampaignRef) -> Result<LiveCampaign, PlatformError> {
        match campaign {
            CampaignRef::Id(id) => self.campaign(id).await,
            other => self.whole(self.locate(other).await?).await,
        }
    }

    /// A campaign's status, and its progress if the same answer has it.
    ///
    /// # Errors
    ///
    /// The status cannot be read, or the answer is not in the documented form.
    async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError>;

    /// A campaign's progress. Needs no request if the status reading has it.
    ///
    /// # Errors
    ///
    /// The progress cannot be read.
    async fn progress(
        &self,
        _campaign: &LiveCampaign,
        reading: &StatusReading,
    ) -> Result<Progress, PlatformError> {
        Ok(reading.progress.clone().unwrap_or_default())
    }

    /// A campaign's calling hours: from `campaign` if it has them, else in one read; `None` on a platform without
    /// calling hours.
    ///
    /// # Errors
    ///
    /// The campaign cannot be read.
    async fn calling_hours(
        &self,
        _campaign: &LiveCampaign,
    ) -> Result<Option<LiveCallingHours>, PlatformError> {
        Ok(None)
    }

    /// The number of contacts of each campaign, in their order: from the campaigns if they have it, else in one read
    /// for all.
    ///
    /// # Errors
    ///
    /// The contact lists cannot be read.
    async fn audiences(&self, campaigns: &[&LiveCampaign]) -> Result<Vec<Audience>, PlatformError> {
        Ok(campaigns.iter().map(|campaign| Audience::own(campaign.own_contacts())).collect())
    }

    /// Checks whether the campaign's state allows the action, as far as that is known before sending.
    ///
    /// # Errors
    ///
    /// If the state does not allow it. The error says what to do first.
    fn may(&self, campaign: &LiveCampaign, action: Action) -> Result<(), PlatformError>;

    /// Creates a campaign, without its schedule. `before` are the campaigns that existed before, if they were read:
    /// none of them is ever taken for the new one. This write does not settle a lost answer: [`Self::settle_creates`]
    /// settles several together.
    ///
    /// # Errors
    ///
    /// The campaign is for another platform.
    fn create_campaign(
        &self,
        campaign: &PlatformCampaign,
        before: HashSet<CampaignId>,
    ) -> Result<Write<Creation>, PlatformError>;

    /// Whether the platform prepares this campaign after its create, so that its schedule must wait.
    fn prepares(&self, _campaign: &PlatformCampaign) -> bool {
        false
    }

    /// Compares a create that was done with a later read of its campaign. If that contradicts what was sent, the
    /// answer named another campaign, and the outcome of the create is unknown.
    fn held_against(&self, done: CreateDone, read: &LiveCampaign) -> Creation {
        match self.line().http() {
            Ok(http) => done.held_against(read, http),
            Err(_) => Creation::Done(Box::new(done)),
        }
    }

    /// Looks, several times within some seconds, for the campaigns of creates whose answers were lost, with one
    /// listing per look for all of them. A create is settled if a campaign is shown to be the one that was sent; else
    /// its outcome stays unknown. The results are in the order of the creates.
    async fn settle_creates(&self, lost: Vec<LostCreate>) -> Vec<Result<Created, PlatformError>> {
        match self.line().http() {
            Ok(http) => {
                let rows_of = async |types: &[&'static str]| self.list(types).await;
                let whole = async |row: LiveCampaign| self.whole(row).await;
                settle_creates(http, lost, rows_of, whole).await
            }
            Err(error) => lost.iter().map(|_| Err(error.clone())).collect(),
        }
    }

    /// Builds the campaign as a read would return it, from the answer to a write or an earlier read, and from a later
    /// row of the list. `None` if a field is missing, or if the two do not agree: then the campaign must be read.
    fn as_read(&self, _answered: LiveCampaign, _row: &LiveCampaign) -> Option<LiveCampaign> {
        None
    }

    /// Updates a campaign to the fields of `to`, and reads it back if `look` asks for it.
    ///
    /// # Errors
    ///
    /// `to` is for another platform, the campaign's type is not known, its state does not allow the update, or a field
    /// that cannot change would change.
    fn update(
        &self,
        campaign: &LiveCampaign,
        to: &PlatformCampaign,
        look: ReadAfterWrite,
    ) -> Result<Write<Updated>, PlatformError>;

    /// Deletes a campaign.
    ///
    /// # Errors
    ///
    /// The campaign's type is not known, or its state does not allow it.
    fn delete(&self, campaign: &LiveCampaign) -> Result<Write<Deleted>, PlatformError>;

    /// Starts, stops or pauses a campaign.
    ///
    /// # Errors
    ///
    /// The platform lacks the trigger, the campaign's type is not known, or its state does not allow it.
    fn trigger(&self, campaign: &LiveCampaign, trigger: Trigger) -> Result<Write<Triggered>, PlatformError>;

    /// Gives the contacts of a campaign that has ended another round.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature, the campaign's state does not allow it, or the schedule is not supported.
    fn re_execute(
        &self,
        _campaign: &LiveCampaign,
        _contacts: &ContactSelection,
        _schedule: Option<&PlannedSchedule>,
    ) -> Result<Write<ReExecuted>, PlatformError> {
        Err(Feature::ReExecution.lacking(self.kind()))
    }

    // Schedules.

    /// The value that the schedule calls take for `CAMPAIGN`; `None` if a request is needed to know it.
    fn known_schedule_target(&self, campaign: &CampaignRef) -> Option<ScheduleTarget>;

    /// The value that the schedule calls take for a campaign that was read or just created.
    fn schedule_target_of(&self, campaign: &LiveCampaign) -> ScheduleTarget {
        ScheduleTarget::of(campaign)
    }

    /// The value in a dry run's schedule calls for a campaign that does not exist yet.
    fn schedule_target_to_come(&self, campaign: &PlatformCampaign) -> ScheduleTarget;

    /// The value that the schedule calls take for `CAMPAIGN`. `check` looks it up first, even where that is not
    /// needed.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::locate`].
    async fn schedule_target(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<ScheduleTarget, PlatformError>;

    /// Like `schedule_target`, together with the campaign if it is read for that: for an id, or with `check`. With
    /// `check` there may be one more read, because a row of the list has no calling hours.
    ///
    /// # Errors
    ///
    /// Any error of [`Self::locate`] or [`Self::whole`].
    async fn schedule_target_and_campaign(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<(ScheduleTarget, Option<LiveCampaign>), PlatformError>;

    /// A campaign's schedule, as far as the platform reports it.
    ///
    /// # Errors
    ///
    /// The schedule or the campaign cannot be read, or the answer is not in the documented form.
    async fn schedule(&self, campaign: &ScheduleTarget) -> Result<LiveSchedule, PlatformError>;

    /// Whether the schedule of a campaign that was read is on; `None` where the platform does not tell.
    ///
    /// # Errors
    ///
    /// The schedule cannot be read, on a platform where that is a read of its own.
    async fn scheduling_enabled(&self, campaign: &LiveCampaign) -> Result<Option<bool>, PlatformError>;

    /// A schedule's recurrence as JSON, as it is sent; null if the schedule does not repeat.
    fn recurrence(&self, schedule: &PlannedSchedule) -> Value;

    /// The fields in which a schedule that was read differs from the body that was sent, which the journal kept.
    /// Empty on a platform that does not return schedules. `times` is how the platform was seen to report times; it
    /// decides the meaning of a time without a time zone.
    fn schedule_differences(
        &self,
        _sent: &Value,
        _held: &LiveSchedule,
        _times: Option<ReportedTimes>,
    ) -> Vec<FieldDifference> {
        Vec::new()
    }

    /// Like `schedule_differences`, the fields that leave open whether it is the one of that body: those that differ, and a time
    /// that may be another one, since its zone is not returned. More is open where the call's answer was lost.
    fn unproven_schedule_fields(
        &self,
        _sent: &Value,
        _held: &LiveSchedule,
        _times: Option<ReportedTimes>,
        _answer: CallAnswer,
    ) -> Vec<&'static str> {
        Vec::new()
    }

    /// Switches a schedule on, and replaces an existing one.
    ///
    /// # Errors
    ///
    /// The schedule is for another platform.
    fn enable_schedule(
        &self,
        campaign: &ScheduleTarget,
        schedule: &PlannedSchedule,
    ) -> Result<Write<ScheduleChange>, PlatformError>;

    /// Switches a schedule off.
    fn disable_schedule(&self, campaign: &ScheduleTarget) -> Write<ScheduleChange>;

    // Contacts of a campaign.

    /// A campaign's contacts, of one status if one is given; at most `limit`.
    ///
    /// # Errors
    ///
    /// The platform cannot filter by status, a page cannot be read, or there are more rows than kcamp keeps.
    async fn contacts_of(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Contacts, PlatformError>;

    /// The attempts to reach a campaign's contacts, of one status if one is given; at most `limit`.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature, a page cannot be read, or there are more rows than kcamp keeps.
    async fn executions(
        &self,
        _id: &CampaignId,
        _status: Option<ContactStatus>,
        _limit: usize,
    ) -> Result<Vec<Execution>, PlatformError> {
        Err(Feature::Executions.lacking(self.kind()))
    }

    /// Imports the contacts of a file into a campaign, and follows the import to its end if `following` asks for it.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature.
    fn import(
        &self,
        _campaign: &LiveCampaign,
        _file: ContactFile,
        _contacts: u64,
        _following: Following,
    ) -> Result<Write<()>, PlatformError> {
        Err(Feature::Import.lacking(self.kind()))
    }

    /// Asks for contacts of a run to be called back at given times. The outcomes are in the order of the calls.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature.
    fn call_back(
        &self,
        _run: &str,
        _calls: &[CallBack],
    ) -> Result<Write<Vec<CallBackOutcome>>, PlatformError> {
        Err(Feature::CallBacks.lacking(self.kind()))
    }

    /// The request of [`Self::template_preview`], which only reads.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature.
    fn template_preview_request(
        &self,
        _template: &str,
        _variables: &BTreeMap<String, String>,
    ) -> Result<Request, PlatformError> {
        Err(Feature::TemplatePreview.lacking(self.kind()))
    }

    /// A template as the platform fills it in with these values.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature, refuses the template, or cannot be reached.
    async fn template_preview(
        &self,
        _template: &str,
        _variables: &BTreeMap<String, String>,
    ) -> Result<String, PlatformError> {
        Err(Feature::TemplatePreview.lacking(self.kind()))
    }

    // Contact lists, which several campaigns use.

    /// All contact lists, including do-not-contact lists.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature, or the lists cannot be read.
    async fn contact_lists(&self) -> Result<Vec<ContactList>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// The one list that is meant. What may be an id and a name is looked for among all lists: where one has it as its id and another
    /// as its name, nobody but the user knows which is meant.
    async fn find_contact_list(&self, _list: &ListRef) -> Result<ContactList, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// The one list that is meant, where contacts can be added to it: no other list has its name.
    async fn list_to_fill(&self, _list: &ListRef) -> Result<NamedAlone, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// The contacts of a list, at most `limit`.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature, a page cannot be read, or there are more rows than kcamp keeps.
    async fn contacts_of_list(
        &self,
        _list: &ContactList,
        _limit: usize,
    ) -> Result<ListContacts, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Creates a contact list.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature.
    fn create_contact_list(&self, _list: &NewList) -> Result<Write<Settled<ContactList>>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Changes the name or the description of a contact list.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature.
    fn change_contact_list(
        &self,
        _list: &ContactList,
        _change: &ListChange,
    ) -> Result<Write<Settled<()>>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Deletes a contact list with its contacts.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature.
    fn delete_contact_list(&self, _list: &ContactList) -> Result<Write<Settled<()>>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Queues contacts to be added to a list, in one request. `rows` are the first and the last row of the file that
    /// they are from. The platform tells neither which ones it accepted nor when they are added.
    ///
    /// # Errors
    ///
    /// The platform lacks the feature.
    fn add_contacts(
        &self,
        _list: &NamedAlone,
        _contacts: &[Map<String, Value>],
        _rows: (u64, u64),
    ) -> Result<Write<()>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    // Everything else.

    /// Makes one read that every account must be allowed to make, and says in words what can be read.
    ///
    /// # Errors
    ///
    /// The read fails.
    async fn probe(&self) -> Result<String, PlatformError>;

    /// The number of reads that may be in progress at once. One, where requests are limited as on Kore.ai: more would
    /// save no time.
    fn reads_at_once(&self) -> usize {
        1
    }

    /// How far the platform's clock is ahead of this machine's; `None` before the first answer that has a time.
    fn clock_lead(&self) -> Option<SignedDuration> {
        self.line().http().ok()?.clock_lead()
    }

    /// Waits between two looks at a campaign; `purpose` says what it waits for, worded to follow "could not".
    ///
    /// # Errors
    ///
    /// The line is not connected, or the deadline would pass during the wait.
    async fn idle(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        self.line().http()?.idle(wait, purpose, "it has not come to that yet").await
    }

    /// Waits before it looks again at a campaign that the platform is working on; `purpose` says what it waits for,
    /// worded to follow "could not". Under a fixed clock the wait ends at once.
    ///
    /// # Errors
    ///
    /// The line is not connected, or the deadline would pass during the wait.
    async fn back_off(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        self.line().http()?.back_off(wait, purpose, "the platform has not come to that yet").await
    }

    /// A raw request that its caller declares to be a read.
    ///
    /// # Errors
    ///
    /// If the path is not valid.
    fn raw_read(&self, call: &RawCall) -> Result<ReadRequest, AddressError>;

    /// The rows of a raw answer that is page `number`, counted from 1, and the way to ask for the next page; `None`
    /// if the answer has no rows.
    fn raw_page<'answer>(&self, answer: &'answer Value, number: u64) -> Option<RawPage<'answer>>;

    /// Whether the platform calls or writes to people because of a raw request, now or by a schedule.
    fn begins_calls(&self, request: &Request) -> bool;

    /// Sends a raw request that only reads.
    async fn send_read(&self, request: &ReadRequest) -> RawAnswer;

    /// A raw request that writes. Its answer is stored in `body`, even if it is an error.
    ///
    /// # Errors
    ///
    /// If the path is not valid.
    fn raw_write(&self, call: &RawCall, body: Rc<RefCell<Option<Body>>>) -> Result<Write<()>, AddressError>;
}

/// Whether a name is looked up before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckName {
    /// The name is sent as it is given, where the platform takes names.
    No,
    /// The name is looked up first, and must be the name of exactly one campaign.
    First,
}

/// Whether the result of a write is read back at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAfterWrite {
    /// The state is read at once.
    AtOnce,
    /// The state is not read if the answer reports success: the caller looks later, at several results at once.
    Later,
}

/// How an import is followed after the platform accepted it.
pub struct Following {
    /// Whether it is followed to its end.
    pub to_its_end: bool,
    /// Receives each state of the import that the platform reports.
    pub observer: Box<dyn Fn(&ImportReading)>,
}

/// Such as `2 campaigns can be read`; without a number if the page is full, since only one page was read.
pub(super) fn readable(what: &str, rows: usize, page_rows: usize) -> String {
    if rows >= page_rows && rows > 1 {
        return format!("{what}s can be read");
    }
    format!("{} can be read", counted(rows, what))
}
