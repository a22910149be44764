//! Kore.ai as a platform.

use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};
use std::rc::Rc;

use async_trait::async_trait;
use serde_json::{Map, Value};

use super::answer;
use super::body::{recurrence_body, schedule_body};
use super::client::Kore;
use super::endpoints::{CONTACT_LISTS, PAGE_ROWS};
use super::envelope::{self, Marker};
use super::lifecycle::{Signal, Target};
use super::pages::CampaignPages;
use super::{halting, progress, raw};
use crate::domain::burki_contact::ContactStatus;
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::{Action, Change, ListChange, NewList, ScheduleTarget, Trigger};
use crate::domain::evidence::Evidence;
use crate::domain::finding::Problem;
use crate::domain::halt::Activity;
use crate::domain::kore_campaign::CampaignType;
use crate::domain::kore_contact::{CallBack, CallBackOutcome};
use crate::domain::list_ref::ListRef;
use crate::domain::live::{
    Audience, CampaignId, ContactList, LiveCallingHours, LiveCampaign, LiveSchedule, NamedAlone, OwnFields,
    Progress, StatusReading,
};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::address::AddressError;
use crate::platform::contacts::{Contacts, ListContacts};
use crate::platform::error::PlatformError;
use crate::platform::failure::Body;
use crate::platform::feature::Feature;
use crate::platform::line::Line;
use crate::platform::outcome::{Creation, Deleted, Matches, ScheduleChange, Settled, Triggered, Updated};
use crate::platform::page_reading::{Pages, every_row, readable};
use crate::platform::platform::{CheckName, Platform, ReadAfterWrite};
use crate::platform::raw::{RawAnswer, RawCall, RawPage, ReadRequest, send_raw, write_raw};
use crate::platform::request::{Effect, Request};
use crate::platform::write::Write;

#[async_trait(?Send)]
impl Platform for Kore {
    fn kind(&self) -> PlatformKind {
        PlatformKind::Kore
    }

    fn line(&self) -> &Line {
        &self.line
    }

    /// The pages of one type follow those of the other.
    fn pages(&self, type_word: Option<&str>) -> Result<Box<dyn Pages + '_>, Problem> {
        let types = match type_word {
            Some(word) => vec![word.parse()?],
            None => CampaignType::ALL.to_vec(),
        };
        Ok(Box::new(TypeAfterType::new(self, &types)))
    }

    fn listings(&self) -> Vec<(&'static str, Box<dyn Pages + '_>)> {
        let what = |campaign_type| match campaign_type {
            CampaignType::Voice => "voice campaigns",
            CampaignType::Sms => "sms campaigns",
        };
        let part = |campaign_type: CampaignType| -> (&'static str, Box<dyn Pages + '_>) {
            (what(campaign_type), Box::new(TypeAfterType::new(self, &[campaign_type])))
        };
        CampaignType::ALL.into_iter().map(part).collect()
    }

    fn activity(&self, row: &LiveCampaign) -> Activity {
        halting::activity(row)
    }

    /// Kore.ai has no pause.
    fn halting(&self) -> Trigger {
        Trigger::Stop
    }

    async fn list(&self, type_words: &[&str]) -> Result<Vec<LiveCampaign>, PlatformError> {
        let is_asked = |each: &CampaignType| type_words.is_empty() || type_words.contains(&each.wire_name());
        let types: Vec<CampaignType> = CampaignType::ALL.into_iter().filter(is_asked).collect();
        every_row("list the campaigns", || Ok(TypeAfterType::new(self, &types))).await
    }

    fn pages_of(&self, type_words: &[&str]) -> usize {
        let rows = |kind: CampaignType| type_words.iter().filter(|word| **word == kind.wire_name()).count();
        CampaignType::ALL.into_iter().map(|kind| rows(kind).div_ceil(PAGE_ROWS).max(1)).sum()
    }

    async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError> {
        let request = self.endpoints().campaign(id);
        let value = self.send(&request).await?;
        answer::campaign(&value["data"], None).ok_or_else(|| PlatformError::undocumented(&request.purpose))
    }

    /// Adds the name of a voice campaign's queue or flow, which only the row has.
    async fn whole(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError> {
        let mut live = self.campaign(&row.id).await?;
        if let (Some(own), OwnFields::Kore(row)) = (live.kore_mut(), row.own) {
            own.campaign_type = row.campaign_type.or(own.campaign_type);
            own.connection = row.connection;
        }
        Ok(Target::new(live)?.live)
    }

    /// Looks at both types. The API has no filter by name, so every page is read.
    async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError> {
        let rows = self.list(&[]).await?;
        Ok(Matches::named(&rows, name))
    }

    async fn locate_whole(&self, campaign: &CampaignRef) -> Result<LiveCampaign, PlatformError> {
        let CampaignRef::Id(id) = campaign else { return self.whole(self.locate(campaign).await?).await };
        let mut live = self.campaign(id).await?;
        let connection = self.connection(&live).await?;
        if let Some(own) = live.kore_mut() {
            own.connection = connection;
        }
        Ok(Target::new(live)?.live)
    }

    async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError> {
        let request = self.endpoints().status(id);
        let value = self.send(&request).await?;
        answer::status_reading(&value["data"]).ok_or_else(|| PlatformError::undocumented(&request.purpose))
    }

    async fn progress(
        &self,
        campaign: &LiveCampaign,
        _reading: &StatusReading,
    ) -> Result<Progress, PlatformError> {
        progress::counted(self, campaign).await
    }

    async fn calling_hours(
        &self,
        campaign: &LiveCampaign,
    ) -> Result<Option<LiveCallingHours>, PlatformError> {
        match campaign.calling_hours() {
            Some(hours) => Ok(Some(hours.clone())),
            None => Ok(self.campaign(&campaign.id).await?.calling_hours().cloned()),
        }
    }

    async fn audiences(&self, campaigns: &[&LiveCampaign]) -> Result<Vec<Audience>, PlatformError> {
        let lists = self.contact_lists().await?;
        Ok(campaigns.iter().map(|live| Audience::of_lists(live.contact_lists(), &lists)).collect())
    }

    fn may(&self, campaign: &LiveCampaign, action: Action) -> Result<(), PlatformError> {
        Target::new(campaign.clone())?.may(action)
    }

    fn create_campaign(
        &self,
        campaign: &PlatformCampaign,
        before: HashSet<CampaignId>,
    ) -> Result<Write<Creation>, PlatformError> {
        let PlatformCampaign::Kore(own) = campaign.clone() else {
            return Err(PlatformError::of_other(self.kind(), campaign.platform()));
        };
        let request = self.endpoints().create_campaign(&own);
        let (kore, campaign, purpose) = (self.clone(), campaign.clone(), request.purpose.clone());
        Ok(Write::new(Change::CreateCampaign(campaign.clone()), request, async move || {
            let sent = kore.send_create(&own).await;
            Creation::of(sent, purpose, campaign, before, kore.http()?)
        }))
    }

    /// Whether it is a voice campaign: only those are prepared. Kore.ai contract §16.
    fn prepares(&self, campaign: &PlatformCampaign) -> bool {
        campaign.type_word() == CampaignType::Voice.wire_name()
    }

    /// The answers to a create and an update have every field of a read. The row has what a schedule has changed
    /// since.
    fn as_read(&self, answered: LiveCampaign, row: &LiveCampaign) -> Option<LiveCampaign> {
        let mut live = answered;
        let of_row = row.kore()?;
        let is_same = live.name == row.name
            && live.contact_lists() == row.contact_lists()
            && live.priority() == row.priority()
            && live.kore()?.dnc_list == of_row.dnc_list
            && row.description.as_ref().is_none_or(|text| live.description.as_ref() == Some(text));
        let own = live.kore_mut()?;
        // An answer with little more than the id tells nothing about the other fields.
        if !is_same || own.caller_id.is_none() || own.calling_hours.is_none() {
            return None;
        }
        own.campaign_type = of_row.campaign_type.or(own.campaign_type);
        own.connection.clone_from(&of_row.connection);
        own.recurrence_enabled = of_row.recurrence_enabled.or(own.recurrence_enabled);
        live.status = row.status.clone();
        live.scheduling_enabled = row.scheduling_enabled;
        (live.created_at, live.updated_at) = (row.created_at, row.updated_at);
        Some(Target::new(live).ok()?.live)
    }

    fn update(
        &self,
        campaign: &LiveCampaign,
        to: &PlatformCampaign,
        look: ReadAfterWrite,
    ) -> Result<Write<Updated>, PlatformError> {
        let PlatformCampaign::Kore(own) = to.clone() else {
            return Err(PlatformError::of_other(self.kind(), to.platform()));
        };
        let target = Target::new(campaign.clone())?;
        target.may(Action::Update)?;
        let request = self.endpoints().update_campaign(&target, &own);
        let change = Change::UpdateCampaign { campaign: Box::new(campaign.clone()), to: to.clone() };
        let kore = self.clone();
        Ok(Write::new(change, request, async move || kore.send_update(&target, &own, look).await)
            .dated(Updated::changed_at))
    }

    fn delete(&self, campaign: &LiveCampaign) -> Result<Write<Deleted>, PlatformError> {
        let target = Target::new(campaign.clone())?;
        target.may(Action::Delete)?;
        let request = self.endpoints().delete_campaign(&target);
        let kore = self.clone();
        let change = Change::DeleteCampaign(Box::new(campaign.clone()));
        Ok(Write::new(change, request, async move || kore.send_delete(&target).await))
    }

    fn trigger(&self, campaign: &LiveCampaign, trigger: Trigger) -> Result<Write<Triggered>, PlatformError> {
        let target = Target::new(campaign.clone())?;
        target.may(Action::Trigger(trigger))?;
        let signal = Signal::try_from(trigger)?;
        let request = self.trigger_request(&target, signal);
        let kore = self.clone();
        let change = Change::TriggerCampaign(Box::new(campaign.clone()), trigger);
        Ok(Write::new(change, request, async move || kore.send_trigger(&target, signal).await))
    }

    fn known_schedule_target(&self, campaign: &CampaignRef) -> Option<ScheduleTarget> {
        let CampaignRef::Name(name) = campaign else { return None };
        Some(named(name))
    }

    fn schedule_target_to_come(&self, campaign: &PlatformCampaign) -> ScheduleTarget {
        named(campaign.name())
    }

    async fn schedule_target(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<ScheduleTarget, PlatformError> {
        let typed = match campaign {
            CampaignRef::Name(name) => name.clone(),
            other => self.locate(other).await?.name,
        };
        match check {
            CheckName::First => Ok(named(&self.one_named(&typed).await?.name)),
            CheckName::No => Ok(named(&typed)),
        }
    }

    async fn schedule_target_and_campaign(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<(ScheduleTarget, Option<LiveCampaign>), PlatformError> {
        let by_id = match campaign {
            CampaignRef::Name(_) => None,
            other => Some(self.campaign(&self.resolve(other).await?).await?),
        };
        let typed = by_id.as_ref().map_or(campaign.as_str(), |live| &live.name);
        let row = if check == CheckName::First { Some(self.one_named(typed).await?) } else { None };
        let target = named(row.as_ref().map_or(typed, |row| &row.name));
        let campaign = match (by_id, row) {
            (Some(live), _) => Some(live),
            (None, Some(row)) => Some(self.campaign(&row.id).await?),
            (None, None) => None,
        };
        Ok((target, campaign))
    }

    /// Tells whether the campaign has a schedule, and whether it repeats. No read returns more.
    async fn schedule(&self, campaign: &ScheduleTarget) -> Result<LiveSchedule, PlatformError> {
        let live = self.one_named(&campaign.key).await?;
        let recurs = live.kore().is_some_and(|own| own.recurrence_enabled == Some(true));
        Ok(LiveSchedule {
            enabled: live.scheduling_enabled,
            kind: recurs.then(|| "recurring".to_owned()),
            ..LiveSchedule::default()
        })
    }

    async fn scheduling_enabled(&self, campaign: &LiveCampaign) -> Result<Option<bool>, PlatformError> {
        Ok(campaign.scheduling_enabled)
    }

    fn recurrence(&self, schedule: &PlannedSchedule) -> Value {
        match schedule {
            PlannedSchedule::Kore(schedule) => recurrence_body(schedule.recurrence()),
            PlannedSchedule::Burki(_) | PlannedSchedule::Immediate => Value::Null,
        }
    }

    fn enable_schedule(
        &self,
        campaign: &ScheduleTarget,
        schedule: &PlannedSchedule,
    ) -> Result<Write<ScheduleChange>, PlatformError> {
        let PlannedSchedule::Kore(own) = schedule.clone() else {
            return Err(PlatformError::of_other(self.kind(), PlatformKind::Burki));
        };
        let request = self.endpoints().enable_schedule(&campaign.key, &own);
        let (kore, name) = (self.clone(), campaign.key.clone());
        let change = Change::EnableSchedule { campaign: campaign.clone(), schedule: schedule.clone() };
        let remembered = Evidence::remembering(schedule_body(&own), own.platform_zone().clone());
        let write = Write::new(change, request, async move || kore.send_enable(&name, &own).await);
        Ok(write.identified(ScheduleChange::id_text).leaving(remembered))
    }

    fn disable_schedule(&self, campaign: &ScheduleTarget) -> Write<ScheduleChange> {
        let request = self.endpoints().disable_schedule(&campaign.key);
        let (kore, name) = (self.clone(), campaign.key.clone());
        let change = Change::DisableSchedule(campaign.clone());
        Write::new(change, request, async move || kore.send_disable(&name).await)
            .identified(ScheduleChange::id_text)
    }

    async fn contacts_of(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Contacts, PlatformError> {
        if status.is_some() {
            return Err(Feature::ContactsByStatus.lacking(self.kind()));
        }
        self.dialled_contacts(id, limit).await.map(Contacts::Dialled)
    }

    fn call_back(&self, run: &str, calls: &[CallBack]) -> Result<Write<Vec<CallBackOutcome>>, PlatformError> {
        let request = self.endpoints().call_back(run, calls);
        let (kore, id, asked) = (self.clone(), run.to_owned(), calls.to_vec());
        let change = Change::CallBack { run: run.to_owned(), calls: calls.to_vec() };
        Ok(Write::new(change, request, async move || kore.send_call_back(&id, &asked).await))
    }

    /// A list that the platform reports twice is returned once.
    async fn contact_lists(&self) -> Result<Vec<ContactList>, PlatformError> {
        let value = self.read_contact_lists().await?;
        let mut lists =
            answer::contact_lists(&value).ok_or_else(|| PlatformError::undocumented(CONTACT_LISTS))?;
        let mut seen = HashSet::new();
        lists.retain(|list| seen.insert(list.id.clone()));
        self.line.names().all_contact_lists(&lists);
        Ok(lists)
    }

    async fn find_contact_list(&self, list: &ListRef) -> Result<ContactList, PlatformError> {
        match list {
            ListRef::Id(id) => self.contact_list(id).await,
            other => self.only_list(Matches::among(&self.contact_lists().await?, other), other).await,
        }
    }

    async fn list_to_fill(&self, list: &ListRef) -> Result<NamedAlone, PlatformError> {
        self.list_named_alone(list).await
    }

    async fn contacts_of_list(
        &self,
        list: &ContactList,
        limit: usize,
    ) -> Result<ListContacts, PlatformError> {
        self.read_contacts_of_list(list, limit).await
    }

    fn create_contact_list(&self, list: &NewList) -> Result<Write<Settled<ContactList>>, PlatformError> {
        let request = self.endpoints().create_contact_list(list);
        let (kore, new) = (self.clone(), list.clone());
        let change = Change::CreateContactList(list.clone());
        Ok(Write::new(change, request, async move || kore.send_list_create(&new).await)
            .identified(|created| Some(created.value.id.clone())))
    }

    fn change_contact_list(
        &self,
        list: &ContactList,
        change: &ListChange,
    ) -> Result<Write<Settled<()>>, PlatformError> {
        let request = self.endpoints().change_contact_list(list, change);
        let (kore, before, wanted) = (self.clone(), list.clone(), change.clone());
        let change = Change::UpdateContactList(Box::new(list.clone()), change.clone());
        Ok(Write::new(change, request, async move || kore.send_list_change(&before, &wanted).await))
    }

    fn delete_contact_list(&self, list: &ContactList) -> Result<Write<Settled<()>>, PlatformError> {
        let request = self.endpoints().delete_contact_list(list);
        let (kore, before) = (self.clone(), list.clone());
        let change = Change::DeleteContactList(Box::new(list.clone()));
        Ok(Write::new(change, request, async move || kore.send_list_delete(&before).await))
    }

    fn add_contacts(
        &self,
        list: &NamedAlone,
        contacts: &[Map<String, Value>],
        rows: (u64, u64),
    ) -> Result<Write<()>, PlatformError> {
        let request = self.endpoints().add_contacts(&list.name, contacts);
        let count = u64::try_from(contacts.len()).unwrap_or(u64::MAX);
        let change = Change::AddContacts { list: Box::new((**list).clone()), rows, contacts: count };
        let (kore, sent) = (self.clone(), request.clone());
        Ok(Write::new(change, request, async move || kore.send_contacts(&sent).await))
    }

    /// The read that all pages of the documentation describe in the same way: Kore.ai contract §20.4.
    async fn probe(&self) -> Result<String, PlatformError> {
        let first = self.list_campaigns(CampaignType::Voice).next().await?.unwrap_or_default();
        Ok(readable("voice campaign", first.len(), PAGE_ROWS))
    }

    fn raw_read(&self, call: &RawCall) -> Result<ReadRequest, AddressError> {
        ReadRequest::new(|effect| self.endpoints().raw(call, effect))
    }

    fn raw_page<'answer>(&self, answer: &'answer Value, number: u64) -> Option<RawPage<'answer>> {
        raw::page(answer, number)
    }

    fn begins_calls(&self, request: &Request) -> bool {
        halting::begins_calls(request)
    }

    async fn send_read(&self, request: &ReadRequest) -> RawAnswer {
        send_raw(&self.line, request, envelope::expecting(Marker::Nothing)).await
    }

    fn raw_write(&self, call: &RawCall, body: Rc<RefCell<Option<Body>>>) -> Result<Write<()>, AddressError> {
        let request = self.endpoints().raw(call, Effect::Write)?;
        let begins_calls = self.begins_calls(&request);
        let understand = envelope::expecting(Marker::Nothing);
        Ok(write_raw(&self.line, &call.path, request, begins_calls, body, understand))
    }
}

/// The schedule calls use a campaign's name as it is given.
fn named(name: &str) -> ScheduleTarget {
    ScheduleTarget { key: name.to_owned(), label: name.to_owned() }
}

/// The pages of one type after those of another, and whether a list that was read to its end was seen to change.
struct TypeAfterType<'kore>(VecDeque<CampaignPages<'kore>>, bool);

impl<'kore> TypeAfterType<'kore> {
    fn new(kore: &'kore Kore, types: &[CampaignType]) -> Self {
        Self(kore.list_types(types.iter().copied()).collect(), false)
    }
}

#[async_trait(?Send)]
impl Pages for TypeAfterType<'_> {
    async fn next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        while let Some(pages) = self.0.front_mut() {
            if let Some(rows) = pages.next().await? {
                return Ok(Some(rows));
            }
            self.1 |= pages.has_moved();
            self.0.pop_front();
        }
        Ok(None)
    }

    fn has_moved(&self) -> bool {
        self.1 || self.0.front().is_some_and(CampaignPages::has_moved)
    }
}
