//! Campaigns as a platform reports them.

use serde::Serialize;

use super::moment::{cell, utc};
use crate::domain::burki_campaign::Templates;
use crate::domain::live::{CampaignStatus, LiveBurkiCampaign, LiveCallingHours, LiveCampaign};
use crate::domain::plain::PlainValues;
use crate::domain::platform_kind::PlatformKind;
use crate::domain::zone::Zone;
use crate::ui::{Cell, Column, Document, Table, Tone, View, usual};

mod plain;

use plain::{BurkiPlain, KorePlain, PlainView};

/// Everything that is known of a campaign. Keys are those of the platform's bodies in `snake_case`; what an answer does
/// not hold is `null`.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CampaignView {
    /// The campaign's id.
    id: String,
    /// The campaign's name.
    name: String,
    /// `voice` or `sms` (Kore.ai); `call`, `sms` or `mixed` (Burki).
    #[serde(rename = "type")]
    campaign_type: Option<String>,
    /// The status, in the platform's word, such as `Ready`.
    status: String,
    /// 1 to 5; 5 is the highest (Kore.ai).
    priority: Option<u8>,
    /// The campaign's purpose, in the words of the person who created it.
    description: Option<String>,
    /// The names of the contact lists; empty on Burki.
    contact_lists: Vec<String>,
    /// The name of the do-not-contact list; several, with commas between them, where the platform returns several
    /// (Kore.ai).
    dnc_list: Option<String>,
    /// The number that it calls or writes from (Kore.ai).
    caller_id: Option<String>,
    /// The times at which contacts may be reached (Kore.ai).
    calling_hours: Option<CallingHoursView>,
    /// `Agentless`, `Progressive` or `Preview` (Kore.ai, voice).
    dialing_mode: Option<String>,
    #[serde(flatten)]
    plain: PlainView<KorePlain>,
    /// `simple` (one text) or `advanced` (a flow) (Kore.ai, sms).
    format: Option<String>,
    /// The text of the sms, as people read it; with a template the template's (Kore.ai, sms).
    message: Option<String>,
    /// The name of the text's template (Kore.ai, sms).
    template_name: Option<String>,
    /// The id or name of the experience flow (Kore.ai).
    experience_flow: Option<String>,
    /// The name of the queue or flow that takes the calls (Kore.ai, voice; in lists only).
    connection: Option<String>,
    /// Whether the schedule is on.
    scheduling_enabled: Option<bool>,
    /// Whether the schedule repeats (Kore.ai).
    recurrence_enabled: Option<bool>,
    /// The keys that the platform returned in a form that kcamp does not read, as campaign files write them.
    unread: Vec<String>,
    /// When it was created, RFC 3339 in UTC.
    created_at: Option<String>,
    /// When it was last changed, RFC 3339 in UTC.
    updated_at: Option<String>,
    /// The id of the latest run (Kore.ai); `null` until there was one.
    instance_id: Option<String>,
    #[serde(flatten)]
    burki: Option<BurkiView>,
    #[serde(skip)]
    created_local: Cell,
    #[serde(skip)]
    updated_local: Cell,
}

/// The fields that only a campaign of Burki has; their keys are missing on Kore.ai.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct BurkiView {
    /// The id of the assistant that speaks or writes.
    assistant_id: Option<u64>,
    /// The assistant's name.
    assistant_name: Option<String>,
    /// The first words of a call, with variables in double braces.
    welcome_message_template: Option<String>,
    /// The task of the assistant, with variables in double braces.
    agenda_template: Option<String>,
    /// The last words of a call, with variables in double braces.
    end_call_message_template: Option<String>,
    /// The text of an sms, with variables in double braces.
    sms_message_template: Option<String>,
    #[serde(flatten)]
    plain: PlainView<BurkiPlain>,
    /// How many contacts it has.
    total_contacts: Option<u64>,
    /// How many of them were reached.
    completed_contacts: Option<u64>,
    /// How many of them could not be reached.
    failed_contacts: Option<u64>,
    /// When it was started, RFC 3339 in UTC.
    started_at: Option<String>,
    /// When it ended, RFC 3339 in UTC.
    completed_at: Option<String>,
    /// The name of the file that was imported last.
    last_import_file_name: Option<String>,
    /// The number of rows of that file.
    last_import_row_count: Option<u64>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CallingHoursView {
    /// How the hours repeat, in the platform's word, such as `WEEKLY`.
    frequency: Option<String>,
    /// The zone of the hours; a contact's own time zone comes first.
    timezone: Option<String>,
    /// One entry for each day on which contacts may be reached.
    days: Vec<WindowView>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct WindowView {
    /// The weekday, in the platform's word.
    day: String,
    /// The beginning, local time in the zone of the hours.
    start: String,
    /// The end, local time in the zone of the hours.
    end: String,
}

/// The possible columns of Kore.ai campaigns, from the rows of the list. Kore.ai contract §8.1.
const KORE_COLUMNS: &[Column<CampaignView>] = &[
    Column::new("NAME", |it| Cell::from(&it.name)),
    Column::new("TYPE", CampaignView::type_name),
    Column::toned("STATUS", |it| Cell::from(&it.status), |it| status_tone(&it.status)),
    Column::new("SCHEDULE", |it| Cell::of(it.scheduled())),
    Column::new("PRIORITY", |it| Cell::of(it.priority)),
    Column::new("CONTACT LISTS", |it| it.contact_lists.join(", ").into()),
    Column::new("ID", |it| Cell::from(&it.id)),
    Column::wide("DNC LIST", |it| Cell::of(it.dnc_list.as_ref())),
    Column::wide("DIALING MODE", |it| Cell::of(it.dialing_mode.as_ref())),
    Column::wide("CONNECTION", |it| Cell::of(it.connection.as_ref())),
    Column::wide("FORMAT", |it| Cell::of(it.format.as_ref())),
    Column::wide("CREATED", |it| it.created_local.clone()),
    Column::wide("UPDATED", |it| it.updated_local.clone()),
    Column::wide("LAST RUN", |it| Cell::of(it.instance_id.as_ref())),
];

/// The possible columns of Burki campaigns.
const BURKI_COLUMNS: &[Column<CampaignView>] = &[
    Column::new("NAME", |it| Cell::from(&it.name)),
    Column::new("TYPE", CampaignView::type_name),
    Column::toned("STATUS", |it| Cell::from(&it.status), |it| status_tone(&it.status)),
    Column::new("ASSISTANT", |it| {
        let burki = it.burki.as_ref();
        let name = burki.and_then(|burki| burki.assistant_name.clone());
        Cell::of(name.or_else(|| Some(burki?.assistant_id?.to_string())))
    }),
    Column::new("CONTACTS", |it| Cell::of(it.burki.as_ref().and_then(|burki| burki.total_contacts))),
    Column::new("COMPLETED", |it| Cell::of(it.burki.as_ref().and_then(|burki| burki.completed_contacts))),
    Column::new("FAILED", |it| Cell::of(it.burki.as_ref().and_then(|burki| burki.failed_contacts))),
    Column::new("ID", |it| Cell::from(&it.id)),
    Column::wide("SCHEDULE", |it| Cell::of(it.scheduled())),
    Column::wide("CREATED", |it| it.created_local.clone()),
    Column::wide("LAST RUN", |it| Cell::of(it.instance_id.as_ref())),
    Column::wide("DESCRIPTION", |it| Cell::of(it.description.as_ref())),
];

/// The possible columns of the campaigns of a platform.
pub const fn campaign_columns(platform: PlatformKind) -> &'static [Column<CampaignView>] {
    match platform {
        PlatformKind::Kore => KORE_COLUMNS,
        PlatformKind::Burki => BURKI_COLUMNS,
    }
}

/// The columns that a narrow terminal leaves out, the least important first.
const SPARE_COLUMNS: [&str; 7] =
    ["ID", "CONTACT LISTS", "PRIORITY", "ASSISTANT", "FAILED", "COMPLETED", "CONTACTS"];

/// The look of a status: running, to come, waiting for somebody, failed or over.
pub(super) fn status_tone(word: &str) -> Tone {
    match CampaignStatus::reported(word) {
        CampaignStatus::Active | CampaignStatus::Running => Tone::Strong,
        CampaignStatus::Scheduled | CampaignStatus::Rescheduled => Tone::Ahead,
        CampaignStatus::Paused | CampaignStatus::Preparing | CampaignStatus::Other(_) => Tone::Notice,
        CampaignStatus::Failed => Tone::Alarm,
        CampaignStatus::Completed | CampaignStatus::Stopped | CampaignStatus::Cancelled => Tone::Faint,
        CampaignStatus::Ready | CampaignStatus::Draft => Tone::Plain,
    }
}

impl CampaignView {
    /// A view of a campaign; tables show its times in `zone`.
    pub fn new(campaign: &LiveCampaign, zone: &Zone) -> Self {
        let kore = campaign.kore().cloned().unwrap_or_default();
        Self {
            id: campaign.id.to_string(),
            name: campaign.name.clone(),
            campaign_type: campaign.type_word().map(str::to_owned),
            status: campaign.status.to_string(),
            priority: kore.priority,
            description: campaign.description.clone(),
            contact_lists: kore.contact_lists,
            dnc_list: Some(campaign.dnc_lists().join(", ")).filter(|names| !names.is_empty()),
            caller_id: kore.caller_id,
            calling_hours: campaign.calling_hours().map(CallingHoursView::new),
            dialing_mode: kore.dialing_mode,
            plain: PlainView::new(&campaign.plain),
            format: kore.format,
            message: kore.message,
            template_name: kore.template_name,
            experience_flow: kore.experience_flow,
            connection: kore.connection,
            scheduling_enabled: campaign.scheduling_enabled,
            recurrence_enabled: kore.recurrence_enabled,
            unread: campaign.unread.iter().cloned().collect(),
            created_at: campaign.created_at.map(utc),
            updated_at: campaign.updated_at.map(utc),
            instance_id: kore.instance_id,
            burki: campaign.burki().map(|own| BurkiView::new(own, &campaign.plain)),
            created_local: cell(campaign.created_at, zone),
            updated_local: cell(campaign.updated_at, zone),
        }
    }

    fn type_name(&self) -> Cell {
        Cell::of(self.campaign_type.as_ref())
    }

    fn scheduled(&self) -> Option<&'static str> {
        self.scheduling_enabled.map(|enabled| if enabled { "on" } else { "off" })
    }
}

impl BurkiView {
    fn new(live: &LiveBurkiCampaign, plain: &PlainValues) -> Self {
        let Templates { welcome_message, agenda, end_call_message, sms_message } = live.templates.clone();
        Self {
            assistant_id: live.assistant_id,
            assistant_name: live.assistant_name.clone(),
            welcome_message_template: welcome_message,
            agenda_template: agenda,
            end_call_message_template: end_call_message,
            sms_message_template: sms_message,
            plain: PlainView::new(plain),
            total_contacts: live.total_contacts,
            completed_contacts: live.completed_contacts,
            failed_contacts: live.failed_contacts,
            started_at: live.started_at.map(utc),
            completed_at: live.completed_at.map(utc),
            last_import_file_name: live.last_import_file_name.clone(),
            last_import_row_count: live.last_import_row_count,
        }
    }

    /// The fields in tables, each with its label; `None` for a field without a value.
    fn fields(&self) -> impl Iterator<Item = (&'static str, Option<String>)> {
        let number = |value: Option<u64>| value.map(|value| value.to_string());
        let assistant = match (&self.assistant_name, self.assistant_id) {
            (Some(name), Some(id)) => Some(format!("{name} ({id})")),
            (name, id) => name.clone().or_else(|| number(id)),
        };
        let texts = [
            ("assistant", assistant),
            ("welcome message", self.welcome_message_template.clone()),
            ("agenda", self.agenda_template.clone()),
            ("end of call", self.end_call_message_template.clone()),
            ("sms", self.sms_message_template.clone()),
        ];
        let counts = [
            ("contacts", number(self.total_contacts)),
            ("completed", number(self.completed_contacts)),
            ("failed", number(self.failed_contacts)),
            ("last import", self.last_import_file_name.clone()),
        ];
        texts.into_iter().chain(self.plain.labelled()).chain(counts)
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

    /// The calling hours in words; in CSV as in JSON.
    fn cell(&self) -> Cell {
        Cell::with_value(self.text(), serde_json::json!(self).to_string())
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
        let zone = self.timezone.as_deref().unwrap_or("zone not reported");
        format!("{} ({zone}; a contact's own time zone comes first)", blocks.join("; "))
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
        ];
        let hours = self.calling_hours.as_ref().map(|hours| ("calling hours", hours.cell()));
        let dialing = [("dialing mode", or_none(&self.dialing_mode))];
        let more = [
            ("format", or_none(&self.format)),
            ("message", or_none(&self.message)),
            ("template", or_none(&self.template_name)),
            ("experience flow", or_none(&self.experience_flow)),
            ("connection", or_none(&self.connection)),
            ("schedule", self.scheduled().map(str::to_owned)),
        ];
        let unread = (!self.unread.is_empty()).then(|| ("not read", self.unread.join(", ").into()));
        let times = [("created", self.created_local.clone()), ("updated", self.updated_local.clone())];
        let fields = [
            ("name", Cell::from(&self.name)),
            ("id", Cell::from(&self.id)),
            ("type", self.type_name()),
            ("status", Cell::from(&self.status)),
        ];
        let of_burki = self.burki.iter().flat_map(BurkiView::fields);
        let known = |(label, value): (&'static str, Option<String>)| Some((label, Cell::from(value?)));
        let last_run = [("last run", self.instance_id.clone())];
        let after = last_run.into_iter().chain(of_burki).filter_map(known);
        let optional = optional.into_iter().filter_map(known).chain(hours);
        let optional = optional
            .chain(dialing.into_iter().chain(self.plain.labelled()).chain(more).filter_map(known))
            .chain(unread)
            .chain(times)
            .chain(after);
        Document::new().fields(fields.into_iter().chain(optional))
    }
}

/// Several campaigns.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct CampaignsView {
    /// Its rows.
    pub rows: Vec<CampaignView>,
    /// The text of a table without rows.
    #[serde(skip)]
    pub empty: &'static str,
}

impl CampaignsView {
    /// The columns; all campaigns are of one platform.
    fn columns(&self) -> &'static [Column<CampaignView>] {
        if self.rows.iter().any(|campaign| campaign.burki.is_some()) { BURKI_COLUMNS } else { KORE_COLUMNS }
    }

    fn lay_out(&self, table: Table) -> Document {
        Document::new().table(table.one_line(&SPARE_COLUMNS).empty(self.empty))
    }
}

impl View for CampaignsView {
    fn document(&self) -> Document {
        self.lay_out(Table::list(usual(self.columns()), &self.rows))
    }

    fn wide(&self) -> Document {
        self.lay_out(Table::list(self.columns(), &self.rows))
    }
}
