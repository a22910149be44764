//! Burki as a platform.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use async_trait::async_trait;
use serde_json::Value;

use super::answer;
use super::body::recurring_config;
use super::client::Burki;
use super::envelope::{self, Marker};
use super::lifecycle::{may, update_request};
use super::pages::{CampaignPages, PAGE_ROWS, PAGE_ROWS_MAX};
use super::schedule::{differences_from, unproven_from};
use super::{halting, import, raw};
use crate::domain::burki_campaign::Medium;
use crate::domain::burki_contact::{ContactFile, ContactSelection, ContactStatus, Execution};
use crate::domain::campaign_ref::CampaignRef;
use crate::domain::change::{Action, Change, ScheduleTarget, Trigger};
use crate::domain::difference::FieldDifference;
use crate::domain::finding::Problem;
use crate::domain::halt::Activity;
use crate::domain::live::{CallAnswer, CampaignId, LiveCampaign, LiveSchedule, ReportedTimes, StatusReading};
use crate::domain::platform_campaign::PlatformCampaign;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::plural::counted;
use crate::domain::schedule::PlannedSchedule;
use crate::platform::address::AddressError;
use crate::platform::contacts::{Contacts, Following};
use crate::platform::error::PlatformError;
use crate::platform::failure::Body;
use crate::platform::line::Line;
use crate::platform::outcome::{Creation, Deleted, Matches, ReExecuted, ScheduleChange, Triggered, Updated};
use crate::platform::page_reading::{Pages, readable};
use crate::platform::platform::{CheckName, Platform, ReadAfterWrite};
use crate::platform::raw::{RawAnswer, RawCall, RawPage, ReadRequest, send_raw, write_raw};
use crate::platform::request::{Effect, Request};
use crate::platform::write::Write;

/// The placeholder in a dry run for the id of a campaign that does not exist yet.
const ID_TO_COME: &str = "CAMPAIGN_ID";

#[async_trait(?Send)]
impl Platform for Burki {
    fn kind(&self) -> PlatformKind {
        PlatformKind::Burki
    }

    fn line(&self) -> &Line {
        &self.line
    }

    /// The pages hold campaigns of all types together, unless a type is named.
    fn pages(&self, type_word: Option<&str>) -> Result<Box<dyn Pages + '_>, Problem> {
        let medium = type_word.map(str::parse::<Medium>).transpose()?;
        Ok(Box::new(self.list_campaigns(medium)))
    }

    fn listings(&self) -> Vec<(&'static str, Box<dyn Pages + '_>)> {
        vec![("campaigns", Box::new(self.pages_of_all()))]
    }

    fn activity(&self, row: &LiveCampaign) -> Activity {
        halting::activity(row)
    }

    /// Burki cannot resume a stopped campaign, so a pause is used.
    fn halting(&self) -> Trigger {
        Trigger::Pause
    }

    /// Burki publishes no limit. Burki contract §8.
    fn reads_at_once(&self) -> usize {
        4
    }

    async fn list(&self, type_words: &[&str]) -> Result<Vec<LiveCampaign>, PlatformError> {
        let medium = match type_words {
            [only] => Medium::ALL.into_iter().find(|medium| medium.wire_name() == *only),
            _ => None,
        };
        self.all_campaigns(medium).await
    }

    fn pages_of(&self, type_words: &[&str]) -> usize {
        type_words.len().div_ceil(PAGE_ROWS_MAX).max(1)
    }

    /// A row does not show when its campaign was last changed. Burki contract §4.
    fn rows_date_changes(&self) -> bool {
        false
    }

    async fn campaign(&self, id: &CampaignId) -> Result<LiveCampaign, PlatformError> {
        let request = self.endpoints().campaign(id);
        let value = self.send(&request, Marker::Object).await?;
        let live = answer::campaign(&value).ok_or_else(|| PlatformError::undocumented(&request.purpose))?;
        self.remember(&live);
        Ok(live)
    }

    async fn whole(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError> {
        self.campaign(&row.id).await
    }

    /// Asks the platform's search first. How the search matches text is not documented.
    async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError> {
        // The search may miss a name that uses another Unicode form.
        if name.is_ascii() {
            let searched = self.searched(name).await?;
            if !searched.exact.is_empty() {
                return Ok(searched);
            }
        }
        Ok(Matches::named(&self.all_campaigns(None).await?, name))
    }

    /// The progress answer has the status. Burki contract §6.
    async fn status(&self, id: &CampaignId) -> Result<StatusReading, PlatformError> {
        let name = match self.known_name(id) {
            Some(name) => name,
            None => self.campaign(id).await?.name,
        };
        let request = self.endpoints().progress(id);
        let value = self.send(&request, Marker::Object).await?;
        if !value["status"].is_string() {
            return Err(PlatformError::undocumented(&request.purpose));
        }
        Ok(StatusReading {
            id: id.clone(),
            name,
            status: answer::status(&value),
            progress: Some(answer::progress(&value)),
        })
    }

    fn may(&self, campaign: &LiveCampaign, action: Action) -> Result<(), PlatformError> {
        may(campaign, action)
    }

    fn create_campaign(
        &self,
        campaign: &PlatformCampaign,
        before: HashSet<CampaignId>,
    ) -> Result<Write<Creation>, PlatformError> {
        let PlatformCampaign::Burki(own) = campaign.clone() else {
            return Err(PlatformError::of_other(self.kind(), campaign.platform()));
        };
        let request = self.endpoints().create_campaign(&own);
        let (burki, campaign, purpose) = (self.clone(), campaign.clone(), request.purpose.clone());
        Ok(Write::new(Change::CreateCampaign(campaign.clone()), request, async move || {
            let sent = burki.send_create(&own).await;
            Creation::of(sent, purpose, campaign, before, burki.http()?)
        }))
    }

    fn update(
        &self,
        campaign: &LiveCampaign,
        to: &PlatformCampaign,
        look: ReadAfterWrite,
    ) -> Result<Write<Updated>, PlatformError> {
        let PlatformCampaign::Burki(own) = to.clone() else {
            return Err(PlatformError::of_other(self.kind(), to.platform()));
        };
        may(campaign, Action::Update)?;
        let request = update_request(self.endpoints(), campaign, &own)?;
        let (burki, live) = (self.clone(), campaign.clone());
        let change = Change::UpdateCampaign { campaign: Box::new(campaign.clone()), to: to.clone() };
        Ok(Write::new(change, request, async move || burki.send_update(&live, &own, look).await)
            .dated(Updated::changed_at))
    }

    fn delete(&self, campaign: &LiveCampaign) -> Result<Write<Deleted>, PlatformError> {
        may(campaign, Action::Delete)?;
        let request = self.endpoints().delete_campaign(campaign);
        let (burki, live) = (self.clone(), campaign.clone());
        let change = Change::DeleteCampaign(Box::new(campaign.clone()));
        Ok(Write::new(change, request, async move || burki.send_delete(&live).await))
    }

    fn trigger(&self, campaign: &LiveCampaign, trigger: Trigger) -> Result<Write<Triggered>, PlatformError> {
        may(campaign, Action::Trigger(trigger))?;
        let request = self.endpoints().trigger(campaign, trigger);
        let (burki, live) = (self.clone(), campaign.clone());
        let change = Change::TriggerCampaign(Box::new(campaign.clone()), trigger);
        Ok(Write::new(change, request, async move || burki.send_trigger(&live, trigger).await))
    }

    fn re_execute(
        &self,
        campaign: &LiveCampaign,
        contacts: &ContactSelection,
        schedule: Option<&PlannedSchedule>,
    ) -> Result<Write<ReExecuted>, PlatformError> {
        may(campaign, Action::ReExecute)?;
        let request = self.endpoints().re_execute(campaign, contacts, schedule)?;
        let (burki, live, sent) = (self.clone(), campaign.clone(), request.clone());
        let change = Change::ReExecuteCampaign {
            campaign: Box::new(campaign.clone()),
            contacts: contacts.clone(),
            schedule: schedule.cloned(),
        };
        Ok(Write::new(change, request, async move || burki.send_re_execute(&live, &sent).await))
    }

    fn known_schedule_target(&self, campaign: &CampaignRef) -> Option<ScheduleTarget> {
        let CampaignRef::Id(id) = campaign else { return None };
        Some(ScheduleTarget { key: id.to_string(), label: id.to_string() })
    }

    fn schedule_target_to_come(&self, campaign: &PlatformCampaign) -> ScheduleTarget {
        ScheduleTarget { key: ID_TO_COME.to_owned(), label: campaign.name().to_owned() }
    }

    /// A name is looked up; an id is read only if `check` asks for it.
    async fn schedule_target(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<ScheduleTarget, PlatformError> {
        match (self.known_schedule_target(campaign), check) {
            (Some(target), CheckName::No) => Ok(target),
            _ => Ok(self.schedule_target_of(&self.locate(campaign).await?)),
        }
    }

    async fn schedule_target_and_campaign(
        &self,
        campaign: &CampaignRef,
        check: CheckName,
    ) -> Result<(ScheduleTarget, Option<LiveCampaign>), PlatformError> {
        if let (Some(target), CheckName::No) = (self.known_schedule_target(campaign), check) {
            return Ok((target, None));
        }
        let live = self.locate(campaign).await?;
        Ok((self.schedule_target_of(&live), Some(live)))
    }

    async fn schedule(&self, campaign: &ScheduleTarget) -> Result<LiveSchedule, PlatformError> {
        let request = self.endpoints().schedule(campaign);
        let value = self.send(&request, Marker::Object).await?;
        answer::schedule(&value).ok_or_else(|| PlatformError::undocumented(&request.purpose))
    }

    async fn scheduling_enabled(&self, campaign: &LiveCampaign) -> Result<Option<bool>, PlatformError> {
        Ok(self.schedule(&self.schedule_target_of(campaign)).await?.enabled)
    }

    fn recurrence(&self, schedule: &PlannedSchedule) -> Value {
        match schedule {
            PlannedSchedule::Burki(schedule) => {
                recurring_config(&schedule.plan).map_or(Value::Null, Value::Object)
            }
            PlannedSchedule::Kore(_) | PlannedSchedule::Immediate => Value::Null,
        }
    }

    fn schedule_differences(
        &self,
        sent: &Value,
        held: &LiveSchedule,
        times: Option<ReportedTimes>,
    ) -> Vec<FieldDifference> {
        differences_from(sent, held, times)
    }

    fn unproven_schedule_fields(
        &self,
        sent: &Value,
        held: &LiveSchedule,
        times: Option<ReportedTimes>,
        answer: CallAnswer,
    ) -> Vec<&'static str> {
        unproven_from(sent, held, times, answer)
    }

    /// An immediate schedule clears the existing one.
    fn enable_schedule(
        &self,
        campaign: &ScheduleTarget,
        schedule: &PlannedSchedule,
    ) -> Result<Write<ScheduleChange>, PlatformError> {
        let change = Change::EnableSchedule { campaign: campaign.clone(), schedule: schedule.clone() };
        match schedule {
            PlannedSchedule::Burki(schedule) => Ok(self.save_schedule(change, campaign, Some(schedule))),
            PlannedSchedule::Immediate => Ok(self.save_schedule(change, campaign, None)),
            PlannedSchedule::Kore(_) => Err(PlatformError::of_other(self.kind(), PlatformKind::Kore)),
        }
    }

    fn disable_schedule(&self, campaign: &ScheduleTarget) -> Write<ScheduleChange> {
        self.save_schedule(Change::DisableSchedule(campaign.clone()), campaign, None)
    }

    async fn contacts_of(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Contacts, PlatformError> {
        self.contacts(id, status, limit).await.map(Contacts::Own)
    }

    async fn executions(
        &self,
        id: &CampaignId,
        status: Option<ContactStatus>,
        limit: usize,
    ) -> Result<Vec<Execution>, PlatformError> {
        self.read_executions(id, status, limit).await
    }

    fn import(
        &self,
        campaign: &LiveCampaign,
        file: ContactFile,
        contacts: u64,
        following: Following,
    ) -> Result<Write<()>, PlatformError> {
        let request = self.endpoints().import(campaign, &file);
        let evidence = import::evidence(campaign, &file);
        let (burki, live) = (self.clone(), campaign.clone());
        let change = Change::ImportContacts { campaign: Box::new(campaign.clone()), contacts };
        let send = async move || burki.import_and_follow(&live, &file, &following).await;
        Ok(Write::new(change, request, send).leaving(evidence).remarking(format!(
            "kcamp sends only the {} that passed the checks; the curl command would send the file as it is",
            counted(contacts, "contact")
        )))
    }

    fn template_preview_request(
        &self,
        template: &str,
        variables: &BTreeMap<String, String>,
    ) -> Result<Request, PlatformError> {
        Ok(self.endpoints().template_preview(template, variables))
    }

    /// A template with an error is a refusal in the platform's own words.
    async fn template_preview(
        &self,
        template: &str,
        variables: &BTreeMap<String, String>,
    ) -> Result<String, PlatformError> {
        let request = self.endpoints().template_preview(template, variables);
        let value = self.send(&request, Marker::Done).await?;
        let rendered = value["rendered_template"].as_str().map(ToOwned::to_owned);
        rendered.ok_or_else(|| PlatformError::undocumented(&request.purpose))
    }

    async fn probe(&self) -> Result<String, PlatformError> {
        let first = self.list_campaigns(None).read_next().await?.unwrap_or_default();
        Ok(readable("campaign", first.len(), PAGE_ROWS))
    }

    fn raw_read(&self, call: &RawCall) -> Result<ReadRequest, AddressError> {
        ReadRequest::new(|effect| self.endpoints().raw(call, effect))
    }

    fn raw_page<'answer>(&self, answer: &'answer Value, _number: u64) -> Option<RawPage<'answer>> {
        raw::page(answer)
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

#[async_trait(?Send)]
impl Pages for CampaignPages<'_> {
    async fn next(&mut self) -> Result<Option<Vec<LiveCampaign>>, PlatformError> {
        self.read_next().await
    }

    fn has_moved(&self) -> bool {
        CampaignPages::has_moved(self)
    }
}
