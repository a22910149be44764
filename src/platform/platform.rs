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
use super::contacts::{Contacts, Following, ListContacts};
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
use crate::domain::burki_contact::{ContactFile, ContactSelection, ContactStatus, Execution};
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
use crate::domain::schedule::PlannedSchedule;

/// A platform that campaigns run on, for one account.
///
/// Reads are async: each sends one request or more, and needs a line that is connected. Writes are values: what a platform
/// would send is returned as a [`Write`], which needs no connection and no token, and is sent by whoever holds the journal's
/// receipt. A write whose campaign is not in a state for it, or which this platform does not support, is an error.
///
/// A platform does not implement features that it does not have: the default says so, in the words of [`Feature`].
///
/// # Errors
///
/// Every read fails where the platform cannot be reached in time, refuses, or answers otherwise than documented. Making a write
/// fails without a request.
#[async_trait(?Send)]
pub trait Platform: fmt::Debug {
    /// Which platform it is.
    fn kind(&self) -> PlatformKind;

    /// The connection of its reads and writes.
    fn line(&self) -> &Line;

    /// The campaign that a user means by a text.
    fn refer(&self, text: &str) -> CampaignRef {
        CampaignRef::typed(text, self.kind())
    }

    /// The contact list that a user means by a text.
    fn refer_to_list(&self, text: &str) -> ListRef {
        ListRef::typed(text, self.kind())
    }

    // Campaigns.

    /// The campaigns page by page, those of one type only where one is named.
    ///
    /// # Errors
    /// Where the platform has no such type.
    fn pages(&self, type_word: Option<&str>) -> Result<Box<dyn Pages + '_>, Problem>;

    /// The whole list, in parts that are read each on their own, so that one that fails keeps nobody from the others; with what
    /// is in each, such as `voice campaigns`.
    fn listings(&self) -> Vec<(&'static str, Box<dyn Pages + '_>)>;

    /// Tells from a row of the list whether the campaign calls people, now or by a schedule.
    fn activity(&self, row: &LiveCampaign) -> Activity;

    /// The trigger that ends the calls of a campaign and loses the least: a pause where the platform has one.
    fn halting(&self) -> Trigger;

    /// The campaigns of these types, of all types where none is named, as rows of the list.
    async fn list(&self, type_words: &[&str]) -> Result<Vec<LiveCampaign>, PlatformError>;

    /// How many requests a listing of campaigns of these types takes, where the list is whole pages.
    fn pages_of(&self, type_words: &[&str]) -> usize;

    /// Whether a row of the list says when its campaign was changed last.
    fn rows_date_changes(&self) -> bool {
        true
    }

    /// One campaign, with everything that one read gives.
    async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError>;

    /// A row of the list with everything that can be read of the campaign.
    async fn whole(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError>;

    /// The campaigns of this name. No API is known to find by name alone: none is taken for absent before every page was
    /// read.
    async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError>;

    /// The one campaign of this name; none or several is an error that lists what there is.
    async fn one_named(&self, name: &str) -> Result<LiveCampaign, PlatformError> {
        self.find_campaigns(name).await?.only(&CampaignRef::Name(name.to_owned()))
    }

    /// The id that `CAMPAIGN` means: an id as it is, without a request; a name by looking for it, as it is written.
    async fn resolve(&self, campaign: &CampaignRef) -> Result<CampaignId, PlatformError> {
        match campaign {
            CampaignRef::Id(id) => Ok(id.clone()),
            other => Ok(self.locate(other).await?.id),
        }
    }

    /// The campaign that `CAMPAIGN` means: an id by reading it, a name by looking for it, which gives a row of the list,
    /// without some fields. What may be both is looked for among all campaigns: where one has it as its id and another as its
    /// name, nobody but the user knows which is meant. The id of none of them is still read, since a list may be cut.
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

    /// Like `locate`, with everything that can be read of it.
    async fn locate_whole(&self, campaign: &CampaignRef) -> Result<LiveCampaign, PlatformError> {
        match campaign {
            CampaignRef::Id(id) => self.campaign(id).await,
            other => self.whole(self.locate(other).await?).await,
        }
    }

    /// A campaign's status, and how far it has come where the same answer says it.
    async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError>;

    /// How far a campaign has come. Free where the status said it.
    async fn progress(
        &self,
        _campaign: &LiveCampaign,
        reading: &StatusReading,
    ) -> Result<Progress, PlatformError> {
        Ok(reading.progress.clone().unwrap_or_default())
    }

    /// A campaign's calling hours: as they were read with it, else by one read; `None` on a platform that has none.
    async fn calling_hours(
        &self,
        _campaign: &LiveCampaign,
    ) -> Result<Option<LiveCallingHours>, PlatformError> {
        Ok(None)
    }

    /// How many contacts each of these campaigns has, in their order: as they were read with it, else by one read for all.
    async fn audiences(&self, campaigns: &[&LiveCampaign]) -> Result<Vec<Audience>, PlatformError> {
        Ok(campaigns.iter().map(|campaign| Audience::own(campaign.own_contacts())).collect())
    }

    /// Whether the campaign's state lets it be done, as far as that is known before asking.
    ///
    /// # Errors
    /// Where it does not, with what to do first.
    fn may(&self, campaign: &LiveCampaign, action: Action) -> Result<(), PlatformError>;

    /// Creates a campaign, without its schedule. `before` are the campaigns that were there a moment ago, where somebody
    /// looked: none of them is ever taken for the new one. A lost answer is not settled by this write: what several creates
    /// left open is settled together, by [`Self::settle_creates`].
    fn create_campaign(
        &self,
        campaign: &PlatformCampaign,
        before: HashSet<CampaignId>,
    ) -> Result<Write<Creation>, PlatformError>;

    /// Whether the platform prepares this campaign after its create, so that its schedule has to wait.
    fn prepares(&self, _campaign: &PlatformCampaign) -> bool {
        false
    }

    /// A create that was done, with what was read of its campaign afterwards: where that contradicts what was sent, the answer
    /// named another campaign, and what became of the create is not known.
    fn held_against(&self, done: CreateDone, read: &LiveCampaign) -> Creation {
        match self.line().http() {
            Ok(http) => done.held_against(read, http),
            Err(_) => Creation::Done(Box::new(done)),
        }
    }

    /// Looks, several times over some seconds, what became of creates whose answers were lost: one listing a look for all
    /// of them. One is found where it is shown to be the campaign that was sent; else its outcome stays unknown. The
    /// results are in the order of the creates.
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

    /// The campaign as a read would return it, put together from the answer of a write, or an earlier read, and its row of the
    /// list after that. `None` where something is left out, or where the two do not agree: then it has to be read.
    fn as_read(&self, _answered: LiveCampaign, _row: &LiveCampaign) -> Option<LiveCampaign> {
        None
    }

    /// Makes a campaign what `to` says, and reads it back where that is asked for.
    fn update(
        &self,
        campaign: &LiveCampaign,
        to: &PlatformCampaign,
        look: ReadAfterWrite,
    ) -> Result<Write<Updated>, PlatformError>;

    /// Deletes a campaign.
    fn delete(&self, campaign: &LiveCampaign) -> Result<Write<Deleted>, PlatformError>;

    /// Starts, stops or pauses a campaign.
    fn trigger(&self, campaign: &LiveCampaign, trigger: Trigger) -> Result<Write<Triggered>, PlatformError>;

    /// Gives the contacts of a campaign that came to its end another round.
    fn re_execute(
        &self,
        _campaign: &LiveCampaign,
        _contacts: &ContactSelection,
        _schedule: Option<&PlannedSchedule>,
    ) -> Result<Write<ReExecuted>, PlatformError> {
        Err(Feature::ReExecution.lacking(self.kind()))
    }

    // Schedules.

    /// The value that the schedule calls take for `CAMPAIGN`, where no request is needed to know it.
    fn known_schedule_target(&self, campaign: &CampaignRef) -> Option<ScheduleTarget>;

    /// The value that the schedule calls take for a campaign that was read or just created.
    fn schedule_target_of(&self, campaign: &LiveCampaign) -> ScheduleTarget {
        ScheduleTarget::of(campaign)
    }

    /// The schedule calls in a dry run for a campaign that does not exist yet.
    fn schedule_target_to_come(&self, campaign: &PlatformCampaign) -> ScheduleTarget;

    /// The value that the schedule calls take for `CAMPAIGN`; `check` looks it up first where that is not needed anyway.
    async fn schedule_target(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<ScheduleTarget, PlatformError>;

    /// Like `schedule_target`, and the campaign where it is read on the way: of an id, or with `check`, which may take one read
    /// more, because a row of the list has no calling hours.
    async fn schedule_target_and_campaign(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<(ScheduleTarget, Option<LiveCampaign>), PlatformError>;

    /// A campaign's schedule, as far as the platform tells it.
    async fn schedule(&self, campaign: &ScheduleTarget) -> Result<LiveSchedule, PlatformError>;

    /// Whether the schedule of a campaign that was read is on; `None` where the platform does not tell.
    async fn scheduling_enabled(&self, campaign: &LiveCampaign) -> Result<Option<bool>, PlatformError>;

    /// How a schedule repeats, as it goes out; null where it does not.
    fn recurrence(&self, schedule: &PlannedSchedule) -> Value;

    /// The fields in which a schedule that was read differs from the body that was sent, where the journal kept it; none on a
    /// platform that does not return schedules. `times` is how it was seen to report times, which decides what one without a zone is.
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

    /// Switches a schedule on, or replaces the one that there is.
    fn enable_schedule(
        &self,
        campaign: &ScheduleTarget,
        schedule: &PlannedSchedule,
    ) -> Result<Write<ScheduleChange>, PlatformError>;

    /// Switches a schedule off.
    fn disable_schedule(&self, campaign: &ScheduleTarget) -> Write<ScheduleChange>;

    // Contacts of a campaign.

    /// A campaign's contacts, those of one status only where one is given; at most `limit`.
    async fn contacts_of(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Contacts, PlatformError>;

    /// The tries to reach a campaign's contacts, those of one status only where one is given; at most `limit`.
    async fn executions(
        &self,
        _id: &CampaignId,
        _status: Option<ContactStatus>,
        _limit: usize,
    ) -> Result<Vec<Execution>, PlatformError> {
        Err(Feature::Executions.lacking(self.kind()))
    }

    /// Takes the contacts of a file into a campaign, and follows that to its end where `following` asks for it.
    fn import(
        &self,
        _campaign: &LiveCampaign,
        _file: ContactFile,
        _contacts: u64,
        _following: Following,
    ) -> Result<Write<()>, PlatformError> {
        Err(Feature::Import.lacking(self.kind()))
    }

    /// Says when contacts of a run are to be called back; the outcomes are in the order of the calls.
    fn call_back(
        &self,
        _run: &str,
        _calls: &[CallBack],
    ) -> Result<Write<Vec<CallBackOutcome>>, PlatformError> {
        Err(Feature::CallBacks.lacking(self.kind()))
    }

    /// The request that asks what the platform makes of a template with these values. It only reads.
    fn template_preview_request(
        &self,
        _template: &str,
        _variables: &BTreeMap<String, String>,
    ) -> Result<Request, PlatformError> {
        Err(Feature::TemplatePreview.lacking(self.kind()))
    }

    /// A template as the platform fills it in with these values.
    async fn template_preview(
        &self,
        _template: &str,
        _variables: &BTreeMap<String, String>,
    ) -> Result<String, PlatformError> {
        Err(Feature::TemplatePreview.lacking(self.kind()))
    }

    // Contact lists, which several campaigns use.

    /// All contact lists, do-not-contact lists among them.
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
    async fn contacts_of_list(
        &self,
        _list: &ContactList,
        _limit: usize,
    ) -> Result<ListContacts, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Creates a contact list.
    fn create_contact_list(&self, _list: &NewList) -> Result<Write<Settled<ContactList>>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Gives a contact list another name or description.
    fn change_contact_list(
        &self,
        _list: &ContactList,
        _change: &ListChange,
    ) -> Result<Write<Settled<()>>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Deletes a contact list with its contacts.
    fn delete_contact_list(&self, _list: &ContactList) -> Result<Write<Settled<()>>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    /// Queues contacts into a list, in one request; `rows` are the first and the last row of the file that they are from. The
    /// platform says neither which it took nor when they are there.
    fn add_contacts(
        &self,
        _list: &NamedAlone,
        _contacts: &[Map<String, Value>],
        _rows: (u64, u64),
    ) -> Result<Write<()>, PlatformError> {
        Err(Feature::ContactLists.lacking(self.kind()))
    }

    // Everything else.

    /// One read that an account must be let to do; says in words what could be read.
    async fn probe(&self) -> Result<String, PlatformError>;

    /// How many reads may be under way at once. Where requests are limited, as on Kore.ai, that would save no time.
    fn reads_at_once(&self) -> usize {
        1
    }

    /// How far the platform's clock is ahead of this machine's, by its last answer; `None` before one that told the time.
    fn clock_lead(&self) -> Option<SignedDuration> {
        self.line().http().ok()?.clock_lead()
    }

    /// Waits between two looks at a campaign; `purpose` is what is waited for, to follow "could not".
    async fn idle(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        self.line().http()?.idle(wait, purpose, "it has not come to that yet").await
    }

    /// Waits before a campaign is looked at again that the platform is at work on; `purpose` is what is waited for, to follow
    /// "could not". Passes at once where the clock stands still.
    async fn back_off(&self, wait: Duration, purpose: &str) -> Result<(), PlatformError> {
        self.line().http()?.back_off(wait, purpose, "the platform has not come to that yet").await
    }

    /// A raw request that only reads, as its caller says.
    ///
    /// # Errors
    /// Where the path is not valid.
    fn raw_read(&self, call: &RawCall) -> Result<ReadRequest, AddressError>;

    /// The rows of a raw answer that is page `number`, counted from 1, and how the next is asked for; `None` where it has no
    /// rows.
    fn raw_page<'answer>(&self, answer: &'answer Value, number: u64) -> Option<RawPage<'answer>>;

    /// Whether the platform calls or writes to people because of a raw request, now or by a schedule.
    fn begins_calls(&self, request: &Request) -> bool;

    /// Sends a raw request that only reads.
    async fn send_read(&self, request: &ReadRequest) -> RawAnswer;

    /// A raw request that writes. Its answer is left in `body`, also where it is an error.
    ///
    /// # Errors
    /// Where the path is not valid.
    fn raw_write(&self, call: &RawCall, body: Rc<RefCell<Option<Body>>>) -> Result<Write<()>, AddressError>;
}

/// Whether a name is looked up before it goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckName {
    /// The name goes out as it is given, where the platform takes names.
    No,
    /// The name is looked up first, and must be that of one campaign.
    First,
}

/// Whether what a write left behind is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAfterWrite {
    /// The state is read at once.
    AtOnce,
    /// Not where the answer said that it happened: whoever sends it looks later, at several at once.
    Later,
}
