//! Campaigns as a platform reports them.

use jiff::Timestamp;
use serde::Serialize;

use super::moment::{local, utc};
use crate::domain::campaign::CampaignType;
use crate::domain::live::{LiveCallingHours, LiveCampaign};
use crate::domain::zone::Zone;
use crate::ui::{Document, Table, View};

/// Everything that is known of a campaign. Keys are those of the platform's bodies in `snake_case`; what an answer does
/// not hold is `null`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CampaignView {
    id: String,
    name: String,
    #[serde(rename = "type")]
    campaign_type: Option<CampaignType>,
    status: String,
    priority: Option<u8>,
    description: Option<String>,
    contact_lists: Vec<String>,
    dnc_list: Option<String>,
    caller_id: Option<String>,
    calling_hours: Option<CallingHoursView>,
    dialing_mode: Option<String>,
    format: Option<String>,
    message: Option<String>,
    template_name: Option<String>,
    experience_flow: Option<String>,
    connection: Option<String>,
    scheduling_enabled: Option<bool>,
    recurrence_enabled: Option<bool>,
    created_at: Option<String>,
    updated_at: Option<String>,
    instance_id: Option<String>,
    #[serde(skip)]
    created_local: String,
    #[serde(skip)]
    updated_local: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CallingHoursView {
    frequency: Option<String>,
    timezone: Option<String>,
    days: Vec<WindowView>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WindowView {
    day: String,
    start: String,
    end: String,
}

const NONE: &str = "-";

impl CampaignView {
    /// A view of a campaign; tables show its times in `zone`.
    #[must_use]
    pub fn new(campaign: &LiveCampaign, zone: &Zone) -> Self {
        let shown = |instant: Option<Timestamp>| {
            instant.map_or_else(|| NONE.to_owned(), |instant| local(instant, zone))
        };
        Self {
            id: campaign.id.to_string(),
            name: campaign.name.clone(),
            campaign_type: campaign.campaign_type,
            status: campaign.status.to_string(),
            priority: campaign.priority,
            description: campaign.description.clone(),
            contact_lists: campaign.contact_lists.clone(),
            dnc_list: campaign.dnc_list.clone(),
            caller_id: campaign.caller_id.clone(),
            calling_hours: campaign.calling_hours.as_ref().map(CallingHoursView::new),
            dialing_mode: campaign.dialing_mode.clone(),
            format: campaign.format.clone(),
            message: campaign.message.clone(),
            template_name: campaign.template_name.clone(),
            experience_flow: campaign.experience_flow.clone(),
            connection: campaign.connection.clone(),
            scheduling_enabled: campaign.scheduling_enabled,
            recurrence_enabled: campaign.recurrence_enabled,
            created_at: campaign.created_at.map(utc),
            updated_at: campaign.updated_at.map(utc),
            instance_id: campaign.instance_id.clone(),
            created_local: shown(campaign.created_at),
            updated_local: shown(campaign.updated_at),
        }
    }

    fn type_name(&self) -> &'static str {
        self.campaign_type.map_or(NONE, CampaignType::wire_name)
    }

    fn scheduled(&self) -> &'static str {
        match self.scheduling_enabled {
            Some(true) => "on",
            Some(false) => "off",
            None => NONE,
        }
    }
}

impl CallingHoursView {
    fn new(hours: &LiveCallingHours) -> Self {
        let days = hours.windows.iter().map(|window| WindowView {
            day: window.day.clone(),
            start: window.start.clone(),
            end: window.end.clone(),
        });
        Self { frequency: hours.frequency.clone(), timezone: hours.timezone.clone(), days: days.collect() }
    }

    fn text(&self) -> String {
        let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
        for window in &self.days {
            let hours = format!("{}-{}", window.start, window.end);
            match groups.last_mut() {
                Some((known, days)) if *known == hours => days.push(&window.day),
                _ => groups.push((hours, vec![&window.day])),
            }
        }
        let blocks: Vec<String> =
            groups.iter().map(|(hours, days)| format!("{} {hours}", days.join(" "))).collect();
        format!("{} ({})", blocks.join("; "), self.timezone.as_deref().unwrap_or("zone not reported"))
    }
}

impl View for CampaignView {
    fn document(&self) -> Document {
        let or_none = |value: &Option<String>| value.clone();
        let priority = self.priority.map(|priority| priority.to_string());
        let lists = (!self.contact_lists.is_empty()).then(|| self.contact_lists.join(", "));
        let optional = [
            ("description", or_none(&self.description)),
            ("priority", priority),
            ("contact lists", lists),
            ("do-not-contact list", or_none(&self.dnc_list)),
            ("caller id", or_none(&self.caller_id)),
            ("calling hours", self.calling_hours.as_ref().map(CallingHoursView::text)),
            ("dialing mode", or_none(&self.dialing_mode)),
            ("format", or_none(&self.format)),
            ("message", or_none(&self.message)),
            ("template", or_none(&self.template_name)),
            ("experience flow", or_none(&self.experience_flow)),
            ("connection", or_none(&self.connection)),
            ("schedule", self.scheduling_enabled.map(|_| self.scheduled().to_owned())),
            ("created", Some(self.created_local.clone())),
            ("updated", Some(self.updated_local.clone())),
            ("last run", or_none(&self.instance_id)),
        ];
        let fields = [
            ("name", self.name.clone()),
            ("id", self.id.clone()),
            ("type", self.type_name().to_owned()),
            ("status", self.status.clone()),
        ];
        let optional = optional.into_iter().filter_map(|(label, value)| Some((label, value?)));
        Document::new().fields(fields.into_iter().chain(optional))
    }
}

/// Several campaigns.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CampaignsView(pub Vec<CampaignView>);

impl View for CampaignsView {
    fn document(&self) -> Document {
        let rows = self.0.iter().map(|campaign| {
            [
                campaign.name.clone(),
                campaign.type_name().to_owned(),
                campaign.status.clone(),
                campaign.scheduled().to_owned(),
                campaign.priority.map_or_else(|| NONE.to_owned(), |priority| priority.to_string()),
                campaign.contact_lists.join(", "),
                campaign.id.clone(),
            ]
        });
        let headers = ["NAME", "TYPE", "STATUS", "SCHEDULE", "PRIORITY", "CONTACT LISTS", "ID"];
        Document::new().table(Table::new(headers).rows(rows).empty("no campaigns"))
    }
}
