//! The list of campaigns of one type (Kore.ai contract §8.1).

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Value;

use super::{Kore, fields::Fields, progress::Progress, views};
use crate::sandbox::{
    CampaignType,
    choices::{SkipAndPage, Strictness},
    exchange::{Received, Refusal},
    kore::state::Campaign,
};

const STATUSES: [&str; 8] =
    ["Active", "Completed", "Ready", "Paused", "Preparing", "Stopped", "Scheduled", "Rescheduled"];

/// A page of campaigns.
///
/// # Errors
///
/// The body is refused, or the state cannot be read.
pub(super) fn list(kore: &Kore, received: &Received) -> Result<Value, Refusal> {
    let body = received.json()?;
    let fields = Fields::of_body(&body)?;
    let known = ["type", "skip", "page", "limit", "startDate", "endDate", "sortBy", "filters"];
    fields.only(&known, kore.choices.strictness)?;
    let campaign_type = CampaignType::parse(fields.choice("type", &["voice", "sms"])?);
    let filters = Filters::read(&fields, kore.choices.strictness)?;
    let order = Order::read(&fields, kore.choices.strictness)?;
    // A larger limit is reduced, and the answer has the limit that was used.
    let limit = number(&fields, "limit")?.unwrap_or(kore.choices.page_rows).min(kore.choices.page_rows_max);
    if limit == 0 {
        return Err(fields.refuse("limit", "must be at least 1"));
    }
    let by_page = number(&fields, "page")?.map(|page| page.saturating_sub(1).saturating_mul(limit));
    let by_skip = number(&fields, "skip")?.filter(|skip| *skip > 0);
    let skip = match kore.choices.skip_and_page {
        SkipAndPage::Skip => by_skip.or(by_page),
        SkipAndPage::Page => by_page.or(by_skip),
    };
    let skip = skip.unwrap_or(0);

    let state = kore.state()?;
    let mut found: Vec<(&Campaign, Progress)> = state
        .campaigns
        .iter()
        .filter(|campaign| Some(campaign.kind) == campaign_type)
        .map(|campaign| (campaign, kore.progress(campaign, &state)))
        .filter(|(campaign, progress)| filters.admit(campaign, progress))
        .collect();
    if let Some(order) = order {
        found.sort_by(|(one, _), (other, _)| order.compare(one, other));
    }
    let total = found.len();
    let page = found.iter().skip(skip).take(limit);
    let rows: Vec<Value> = page.map(|(campaign, progress)| views::row(campaign, &state, progress)).collect();
    Ok(views::page("Campaign  retrieved successfully", &rows, (skip, limit), total))
}

/// A number of rows. An empty string counts as missing.
fn number(fields: &Fields<'_>, key: &str) -> Result<Option<usize>, Refusal> {
    match fields.get(key) {
        None => Ok(None),
        Some(Value::String(text)) if text.is_empty() => Ok(None),
        Some(value) => value
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .map(Some)
            .ok_or_else(|| fields.refuse(key, "must be a whole number or an empty string")),
    }
}

/// The filters of the campaign list; an empty filter matches every campaign.
#[derive(Debug, Default)]
struct Filters {
    created_from: Option<Timestamp>,
    created_to: Option<Timestamp>,
    statuses: Vec<String>,
    priorities: Vec<String>,
    modes: Vec<String>,
}

impl Filters {
    fn read(fields: &Fields<'_>, strictness: Strictness) -> Result<Self, Refusal> {
        let mut filters = Self {
            created_from: date(fields, "startDate")?,
            created_to: date(fields, "endDate")?,
            ..Self::default()
        };
        let Some(chosen) = fields.optional_object("filters")? else { return Ok(filters) };
        chosen.only(&["status", "priority", "dialingMode"], strictness)?;
        filters.statuses = words(&chosen, "status", |value| {
            value.as_str().filter(|word| STATUSES.contains(word)).map(str::to_owned)
        })?;
        filters.priorities = words(&chosen, "priority", |value| {
            value.as_u64().filter(|number| (1..=5).contains(number)).map(|number| number.to_string())
        })?;
        filters.modes = words(&chosen, "dialingMode", |value| {
            value.as_str().filter(|word| ["Progressive", "Preview"].contains(word)).map(str::to_owned)
        })?;
        Ok(filters)
    }

    fn admit(&self, campaign: &Campaign, progress: &Progress) -> bool {
        let among =
            |chosen: &[String], word: &str| chosen.is_empty() || chosen.iter().any(|other| other == word);
        self.created_from.is_none_or(|from| campaign.created_at >= from)
            && self.created_to.is_none_or(|to| campaign.created_at <= to)
            && among(&self.statuses, progress.status.as_str())
            && among(&self.priorities, campaign.text("priority"))
            && among(&self.modes, campaign.text("dialingMode"))
    }
}

fn date(fields: &Fields<'_>, key: &str) -> Result<Option<Timestamp>, Refusal> {
    if fields.get(key).is_none() {
        return Ok(None);
    }
    let text = fields.text(key)?;
    text.parse()
        .map(Some)
        .map_err(|_| fields.refuse(key, "must be an ISO 8601 time like 2026-12-01T00:00:00.000Z"))
}

fn words(
    fields: &Fields<'_>,
    key: &str,
    read: impl Fn(&Value) -> Option<String>,
) -> Result<Vec<String>, Refusal> {
    let Some(value) = fields.get(key) else { return Ok(Vec::new()) };
    let list = value.as_array().ok_or_else(|| fields.refuse(key, "must be an array"))?;
    list.iter()
        .map(|value| read(value).ok_or_else(|| fields.refuse(key, "holds a value that it cannot have")))
        .collect()
}

/// The field to sort by, and the direction.
#[derive(Debug, Clone, Copy)]
struct Order {
    field: Field,
    descending: bool,
}

#[derive(Debug, Clone, Copy)]
enum Field {
    Name,
    CreatedAt,
    UpdatedAt,
}

impl Order {
    fn read(fields: &Fields<'_>, strictness: Strictness) -> Result<Option<Self>, Refusal> {
        let Some(sort) = fields.optional_object("sortBy")? else { return Ok(None) };
        sort.only(&["name", "createdAt", "updatedAt"], strictness)?;
        for (key, field) in
            [("name", Field::Name), ("createdAt", Field::CreatedAt), ("updatedAt", Field::UpdatedAt)]
        {
            if sort.get(key).is_some() {
                let descending = sort.choice(key, &["asc", "desc"])? == "desc";
                return Ok(Some(Self { field, descending }));
            }
        }
        Ok(None)
    }

    fn compare(self, one: &Campaign, other: &Campaign) -> Ordering {
        let order = match self.field {
            Field::Name => one.name().cmp(other.name()),
            Field::CreatedAt => one.created_at.cmp(&other.created_at),
            Field::UpdatedAt => one.updated_at.cmp(&other.updated_at),
        };
        if self.descending { order.reverse() } else { order }
    }
}
