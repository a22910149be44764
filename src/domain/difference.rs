//! What an update would change: a live campaign against the one that is to be sent, field by field.

mod creation;
mod values;

use std::collections::BTreeMap;

use super::burki_campaign::BurkiCampaign;
use super::calling_hours::{CallingHours, parse_time, wire_time};
use super::kore_campaign::{Channel, DialingMode, KoreCampaign, ListName, Sms};
use super::live::{LiveBurkiCampaign, LiveCallingHours, LiveCampaign};
use super::platform_campaign::PlatformCampaign;
use super::weekday::Weekday;

pub use self::creation::{creation_differences, in_words, readable_differences};
pub use self::values::{FieldValue, created_values, held_values, updated_values};

/// A field that an update changes, or that cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field, as campaign files name it.
    pub field: &'static str,
    /// What is there now.
    pub old: Old,
    /// What is sent; `None` where the field is dropped.
    pub new: Option<String>,
}

/// What is known of a field as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Old {
    /// Its value; `None` where it has none.
    Read(Option<String>),
    /// The platform does not return it.
    NotReadable,
}

/// Every field in which the two differ, and every one that is sent and cannot be read. In the order of a campaign file.
#[must_use]
pub fn changes(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<Change> {
    match campaign {
        PlatformCampaign::Kore(campaign) => kore_changes(live, campaign),
        PlatformCampaign::Burki(campaign) => burki_changes(live, campaign),
    }
}

/// The same for a campaign of Kore.ai.
#[must_use]
pub fn kore_changes(live: &LiveCampaign, campaign: &KoreCampaign) -> Vec<Change> {
    let mut found = Comparison::default();
    found.compare("name", Some(live.name.clone()), Some(campaign.name.to_string()));
    found.compare(
        "description",
        live.description.clone(),
        campaign.description.as_ref().map(ToString::to_string),
    );
    found.contact_lists(&live.contact_lists, &campaign.contact_lists);
    found.compare("dncLists", live.dnc_list.clone(), campaign.dnc_list.as_ref().map(ToString::to_string));
    let priority = campaign.priority.map(|priority| priority.number().to_string());
    found.compare("priority", live.priority.map(|priority| priority.to_string()), priority);
    match &campaign.channel {
        Channel::Sms(sms) => found.sms(live, sms),
        Channel::Voice(voice) => {
            found.mode(live, &voice.mode);
            let number = |value: Option<u64>| value.map(|value| value.to_string());
            let dialing = &live.dialing;
            let order = voice.dialing_order.wire_name().to_owned();
            found.compare("dialingOrder", dialing.order.clone(), Some(order));
            let new = Some(voice.max_attempts.to_string());
            found.compare("maxAttemptsPerRecord", number(dialing.max_attempts), new);
            let new = Some(voice.retry_period_minutes.to_string());
            found.compare("defaultRetryPeriod", number(dialing.retry_period_minutes), new);
            let new = Some(voice.max_ring_time_seconds.to_string());
            found.compare("maxRingTime", number(dialing.max_ring_time_seconds), new);
        }
    }
    found.compare("callerId", live.caller_id.clone(), Some(campaign.caller_id.as_str().to_owned()));
    found.calling_hours(live.calling_hours.as_ref(), &campaign.calling_hours);
    found.0
}

/// The same for a campaign of Burki. What is left out of one stays as it is, and is no difference.
fn burki_changes(live: &LiveCampaign, campaign: &BurkiCampaign) -> Vec<Change> {
    let mut found = Comparison::default();
    let empty = LiveBurkiCampaign::default();
    let is = live.burki.as_deref().unwrap_or(&empty);
    found.compare("name", Some(live.name.clone()), Some(campaign.name.to_string()));
    found.given("description", live.description.clone(), campaign.description.clone());
    for ((key, old), (_, new)) in is.templates.by_key().into_iter().zip(campaign.templates.by_key()) {
        found.given(key, old.map(str::to_owned), new.map(str::to_owned));
    }
    let number = |value: Option<u64>| value.map(|value| value.to_string());
    let attempts = campaign.max_attempts.map(|attempts| attempts.to_string());
    found.given("max_attempts", number(is.max_attempts), attempts);
    let delay = campaign.retry_delay_minutes.map(|minutes| minutes.to_string());
    found.given("retry_delay_minutes", number(is.retry_delay_minutes), delay);
    found.given(
        "fallback_values",
        pairs(is.fallback_values.as_ref()),
        pairs(campaign.fallback_values.as_ref()),
    );
    let mappings = (pairs(is.variable_mappings.as_ref()), pairs(campaign.variable_mappings.as_ref()));
    found.given("variable_mappings", mappings.0, mappings.1);
    let words = |words: Option<&Vec<String>>| words.map(|words| words.join(", "));
    let available = words(campaign.available_variables.as_ref());
    found.given("available_variables", words(is.available_variables.as_ref()), available);
    found.0
}

fn pairs(map: Option<&BTreeMap<String, String>>) -> Option<String> {
    let pairs = map?.iter().map(|(key, value)| format!("{key}={value}"));
    Some(pairs.collect::<Vec<_>>().join(", "))
}

#[derive(Default)]
struct Comparison(Vec<Change>);

impl Comparison {
    fn compare(&mut self, field: &'static str, old: Option<String>, new: Option<String>) {
        if old != new {
            self.0.push(Change { field, old: Old::Read(old), new });
        }
    }

    /// A field that stays as it is where it is not given.
    fn given(&mut self, field: &'static str, old: Option<String>, new: Option<String>) {
        if new.is_some() {
            self.compare(field, old, new);
        }
    }

    fn not_readable(&mut self, field: &'static str, new: &str) {
        self.0.push(Change { field, old: Old::NotReadable, new: Some(new.to_owned()) });
    }

    /// Their order has no meaning.
    fn contact_lists(&mut self, old: &[String], new: &[ListName]) {
        let old = sorted(old.iter().map(String::as_str).collect());
        let new = sorted(new.iter().map(ListName::as_str).collect());
        self.compare("contactLists", Some(old), Some(new));
    }

    fn sms(&mut self, live: &LiveCampaign, sms: &Sms) {
        match sms {
            Sms::Simple { message, template_name, template_id } => {
                self.compare("format", live.format.clone(), Some("simple".to_owned()));
                self.compare("template_name", live.template_name.clone(), template_name.clone());
                // The platform adds the id of a template that was sent by its name.
                if template_name.is_none() || template_id.is_some() {
                    self.compare("templateId", live.template_id.clone(), template_id.clone());
                }
                if live.template_name.is_none() && live.template_id.is_none() {
                    self.compare("message", live.message.clone(), Some(message.as_str().to_owned()));
                } else {
                    self.not_readable("message", message.as_str());
                }
            }
            Sms::Advanced { experience_flow } => {
                self.compare("format", live.format.clone(), Some("advanced".to_owned()));
                self.not_readable("experienceFlowName", experience_flow.as_str());
            }
        }
    }

    fn mode(&mut self, live: &LiveCampaign, mode: &DialingMode) {
        let same_mode = live.dialing_mode.as_deref() == Some(mode.wire_name());
        self.compare("dialingMode", live.dialing_mode.clone(), Some(mode.wire_name().to_owned()));
        let (field, name) = match mode {
            DialingMode::Agentless { experience_flow, .. } => {
                ("experienceFlowName", experience_flow.as_str())
            }
            DialingMode::Progressive { queue } | DialingMode::Preview { queue, .. } => {
                ("queue_name", queue.as_str())
            }
        };
        match &live.connection {
            Some(connection) if same_mode => {
                self.compare(field, Some(connection.clone()), Some(name.to_owned()));
            }
            _ => self.not_readable(field, name),
        }
        match mode {
            DialingMode::Agentless { machine_detection, .. } => {
                self.not_readable("enableMachineDetect", machine_detection.wire_name());
            }
            DialingMode::Preview { max_skips, .. } => {
                let old = live.dialing.max_skips.map(|skips| skips.to_string());
                self.compare("maxSkips", old, Some(max_skips.to_string()));
            }
            DialingMode::Progressive { .. } => {}
        }
    }

    fn calling_hours(&mut self, live: Option<&LiveCallingHours>, hours: &CallingHours) {
        let old_frequency = live.and_then(|live| live.frequency.clone());
        self.compare("frequency", old_frequency, Some(hours.frequency.wire_name().to_owned()));
        let old_zone = live.and_then(|live| live.timezone.clone());
        self.compare("timezone", old_zone, Some(hours.zone.name().to_owned()));
        let old = live.map(same_hours);
        let new = windows(hours.windows.iter().map(|it| {
            let span = format!("{}-{}", wire_time(it.start), wire_time(it.end));
            (it.day.two_letter().to_owned(), Some(it.day), span)
        }));
        self.compare("callingHours", old, Some(new));
    }
}

/// Names whose order has no meaning.
fn sorted(mut names: Vec<&str>) -> String {
    names.sort_unstable();
    names.join(", ")
}

/// The windows of a campaign that is there, in the spelling of those that are sent.
fn same_hours(live: &LiveCallingHours) -> String {
    let same = |time: &str| parse_time(time).map_or_else(|_| time.to_owned(), wire_time);
    windows(
        live.windows.iter().map(|it| {
            (it.day.clone(), it.day.parse().ok(), format!("{}-{}", same(&it.start), same(&it.end)))
        }),
    )
}

/// `MO TU 9:00 AM-6:00 PM; SA 10:00 AM-2:00 PM`: in the order of the week, days that follow each other with the same
/// hours together.
fn windows(windows: impl Iterator<Item = (String, Option<Weekday>, String)>) -> String {
    let mut windows: Vec<_> = windows.collect();
    windows.sort_by_key(|(_, day, _)| day.map(|day| day as u8));
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (day, _, span) in windows {
        match groups.last_mut() {
            Some((known, days)) if *known == span => days.push(day),
            _ => groups.push((span, vec![day])),
        }
    }
    let shown: Vec<String> = groups.iter().map(|(span, days)| format!("{} {span}", days.join(" "))).collect();
    shown.join("; ")
}

#[cfg(test)]
mod tests {
    use super::{Old, kore_changes};
    use crate::domain::caller_id::CallerId;
    use crate::domain::calling_hours::{CallingHours, CallingWindow, Frequency};
    use crate::domain::finding::Problem;
    use crate::domain::kore_campaign::{CampaignType, Channel, KoreCampaign, Sms};
    use crate::domain::live::{
        CampaignId, CampaignStatus, LiveCallingHours, LiveCampaign, LiveDialing, LiveWindow,
    };

    pub(super) fn campaign() -> Result<KoreCampaign, Problem> {
        Ok(KoreCampaign {
            name: "Billing".parse()?,
            description: Some("d".parse()?),
            contact_lists: vec!["A".parse()?, "B".parse()?],
            dnc_list: Some("Opted out".parse()?),
            priority: Some("5".parse()?),
            caller_id: CallerId::of_voice("+12025550124")?,
            calling_hours: CallingHours {
                frequency: Frequency::Weekly,
                zone: "Asia/Kolkata".parse()?,
                windows: CallingWindow::parse_all("Mon-Tue 9:00 AM-6:00 PM")?,
            },
            channel: Channel::Sms(Sms::Simple {
                message: "Pay".parse()?,
                template_name: None,
                template_id: None,
            }),
        })
    }

    pub(super) fn live() -> LiveCampaign {
        let window =
            |day: &str| LiveWindow { day: day.into(), start: "09:00 AM".into(), end: "18:00".into() };
        LiveCampaign {
            id: CampaignId::reported("cd-1".into()),
            name: "Billing".into(),
            description: Some("d".into()),
            campaign_type: Some(CampaignType::Sms),
            status: CampaignStatus::Ready,
            priority: Some(5),
            contact_lists: vec!["B".into(), "A".into()],
            dnc_list: Some("Opted out".into()),
            caller_id: Some("+12025550124".into()),
            calling_hours: Some(LiveCallingHours {
                frequency: Some("WEEKLY".into()),
                timezone: Some("Asia/Kolkata".into()),
                windows: vec![window("TU"), window("MO")],
            }),
            dialing_mode: None,
            dialing: LiveDialing::default(),
            format: Some("simple".into()),
            message: Some("Pay".into()),
            template_name: None,
            template_id: None,
            experience_flow: None,
            connection: None,
            scheduling_enabled: Some(false),
            recurrence_enabled: None,
            created_at: None,
            updated_at: None,
            instance_id: None,
            burki: None,
        }
    }

    #[test]
    fn the_same_in_another_spelling_is_no_change() -> Result<(), Problem> {
        assert_eq!(kore_changes(&live(), &campaign()?), []);
        Ok(())
    }

    #[test]
    fn every_field_that_differs_is_a_change_with_both_values() -> Result<(), Problem> {
        let mut changed = campaign()?;
        (changed.dnc_list, changed.priority) = (None, Some("1".parse()?));
        changed.caller_id = CallerId::of_voice("+12025550125")?;
        changed.calling_hours.windows.pop();
        let found = kore_changes(&live(), &changed);
        let fields: Vec<&str> = found.iter().map(|change| change.field).collect();
        assert_eq!(fields, ["dncLists", "priority", "callerId", "callingHours"]);
        assert_eq!((&found[0].old, &found[0].new), (&Old::Read(Some("Opted out".into())), &None));
        assert_eq!(found[3].old, Old::Read(Some("MO TU 9:00 AM-6:00 PM".into())));
        assert_eq!(found[3].new.as_deref(), Some("MO 9:00 AM-6:00 PM"));
        Ok(())
    }

    #[test]
    fn the_text_behind_a_template_cannot_be_compared() -> Result<(), Problem> {
        let of_template = LiveCampaign { template_name: Some("Welcome".into()), ..live() };
        let mut changed = campaign()?;
        changed.channel = Channel::Sms(Sms::Simple {
            message: "Pay".parse()?,
            template_name: Some("Welcome".into()),
            template_id: None,
        });
        let found = kore_changes(&of_template, &changed);
        assert_eq!((found.len(), found[0].field, &found[0].old), (1, "message", &Old::NotReadable));
        Ok(())
    }
}
