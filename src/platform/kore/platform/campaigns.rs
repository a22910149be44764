//! How Kore.ai reads campaigns.

use std::collections::VecDeque;

use async_trait::async_trait;

use crate::domain::campaign_ref::CampaignRef;
use crate::domain::finding::Problem;
use crate::domain::kore_campaign::{CONTACT_LISTS, CampaignType, DNC_LISTS};
use crate::domain::live::{
    Audience, CampaignId, CampaignProgress, LiveCallingHours, LiveCampaign, OwnFields, StatusReading,
};
use crate::platform::error::PlatformError;
use crate::platform::kore::client::Kore;
use crate::platform::kore::endpoints::PAGE_ROWS;
use crate::platform::kore::lifecycle::TypedCampaign;
use crate::platform::kore::pages::CampaignPages;
use crate::platform::kore::{answer, progress, unread};
use crate::platform::outcome::Matches;
use crate::platform::page_reading::{Pages, every_row};
use crate::platform::platform::{Campaigns, ContactLists as _};

#[async_trait(?Send)]
impl Campaigns for Kore {
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
        let live = answer::campaign(&value["data"], None);
        Ok(self.without_harmless(live.ok_or_else(|| PlatformError::undocumented(&request.purpose))?))
    }

    async fn whole(&self, row: LiveCampaign) -> Result<LiveCampaign, PlatformError> {
        let live = self.campaign(&row.id).await?;
        Ok(TypedCampaign::new(self.without_harmless(with_row(live, row)))?.live)
    }

    /// Looks at both types. The API has no filter by name, so every page is read.
    async fn find_campaigns(&self, name: &str) -> Result<Matches, PlatformError> {
        let rows = self.list(&[]).await?;
        let found = Matches::named(&rows, name);
        self.line.keep_listed(rows);
        Ok(found)
    }

    async fn locate_whole(&self, campaign: &CampaignRef) -> Result<LiveCampaign, PlatformError> {
        let CampaignRef::Id(id) = campaign else {
            let row = self.locate(campaign).await?;
            return Ok(with_lists_of_row(self.whole_as_named(row.clone()).await?, &row));
        };
        let live = self.campaign(id).await?;
        let row = self.row_beside(&live).await?;
        let live = match row {
            Some(row) => with_lists_of_row(with_row(live, row.clone()), &row),
            None => live,
        };
        Ok(TypedCampaign::new(live)?.live)
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
    ) -> Result<CampaignProgress, PlatformError> {
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
        live.unread.extend(row.unread.iter().filter(|key| unread::is_setting(key)).cloned());
        Some(TypedCampaign::new(self.without_harmless(live)).ok()?.live)
    }
}

impl Kore {
    /// The campaign without the unread keys that the user calls harmless.
    fn without_harmless(&self, mut live: LiveCampaign) -> LiveCampaign {
        live.unread.retain(|key| !unread::is_harmless(key, &self.endpoints().harmless_keys));
        live
    }
}

/// Adds what only the row in the list has: the name of a voice campaign's queue or flow, and whether the schedule is on
/// where the read does not say it. A list that only the row names is not read: nobody can tell whether the campaign
/// still has it; nor is a setting that kcamp does not read.
fn with_row(mut live: LiveCampaign, row: LiveCampaign) -> LiveCampaign {
    live.scheduling_enabled = live.scheduling_enabled.or(row.scheduling_enabled);
    let keys = row.unread;
    if let (Some(own), OwnFields::Kore(row)) = (live.kore_mut(), row.own) {
        own.campaign_type = row.campaign_type.or(own.campaign_type);
        own.connection = row.connection;
        let only_there = [
            (CONTACT_LISTS, own.contact_lists.is_empty() && !row.contact_lists.is_empty()),
            (DNC_LISTS, own.dnc_list.is_none() && row.dnc_list.is_some()),
        ];
        let only_there = only_there.into_iter().filter(|(_, is_there)| *is_there);
        let keys = keys.into_iter().filter(|key| match key.as_str() {
            CONTACT_LISTS => own.contact_lists.is_empty(),
            DNC_LISTS => own.dnc_list.is_none(),
            key => unread::is_setting(key),
        });
        let keys: Vec<String> = only_there.map(|(key, _)| key.to_owned()).chain(keys).collect();
        live.unread.extend(keys);
    }
    live
}

/// The campaign with the do-not-contact lists that only its row shows, where the row is not older than the read.
fn with_lists_of_row(live: LiveCampaign, row: &LiveCampaign) -> LiveCampaign {
    if row.updated_at >= live.updated_at { live.with_dnc_lists_of(row) } else { live }
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

    fn is_cut(&self) -> bool {
        self.0.front().is_some_and(CampaignPages::is_cut)
    }
}
