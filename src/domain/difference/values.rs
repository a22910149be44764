//! What is sent and what is there, field by field in the form in which they are compared: for a look that comes later, when
//! what was sent is no longer at hand.

use super::{Comparison, changes, kore_changes, pairs, same_hours, sorted};
use crate::domain::burki_campaign::Templates;
use crate::domain::live::{CampaignId, CampaignStatus, LiveBurkiCampaign, LiveCampaign, LiveDialing};
use crate::domain::platform_campaign::PlatformCampaign;

/// A field, as campaign files name it, and its value; `None` where it has none.
pub type FieldValue = (&'static str, Option<String>);

/// A value that no field of a campaign has.
const NO_VALUE: &str = "\0";

/// What a create sends, or leaves to the platform's documented default.
#[must_use]
pub fn created_values(campaign: &PlatformCampaign) -> Vec<FieldValue> {
    let mut found = Comparison::default();
    match campaign {
        PlatformCampaign::Kore(kore) => {
            found.compare("campaignType", None, Some(campaign.type_word().to_owned()));
            found.0.extend(kore_changes(&unlike_any(), kore));
        }
        PlatformCampaign::Burki(burki) => found.burki_creation(&unlike_any(), burki),
    }
    found.0.into_iter().map(|change| (change.field, change.new)).collect()
}

/// What an update sets; what it leaves as it is has no part in it.
#[must_use]
pub fn updated_values(campaign: &PlatformCampaign) -> Vec<FieldValue> {
    changes(&unlike_any(), campaign).into_iter().map(|change| (change.field, change.new)).collect()
}

/// What can be read of a campaign. A field that is not here was not read.
#[must_use]
pub fn held_values(live: &LiveCampaign) -> Vec<FieldValue> {
    let number = |value: Option<u64>| value.map(|value| value.to_string());
    let mut held = vec![("name", Some(live.name.clone())), ("description", live.description.clone())];
    if let Some(burki) = live.burki.as_deref() {
        held.push(("campaign_type", burki.medium.clone()));
        held.push(("assistant_id", number(burki.assistant_id)));
        let templates = burki.templates.by_key();
        held.extend(templates.map(|(key, text)| (key, text.map(str::to_owned))));
        held.push(("max_attempts", number(burki.max_attempts)));
        held.push(("retry_delay_minutes", number(burki.retry_delay_minutes)));
        held.push(("fallback_values", pairs(burki.fallback_values.as_ref())));
        held.push(("variable_mappings", pairs(burki.variable_mappings.as_ref())));
        let words = burki.available_variables.as_ref().map(|words| words.join(", "));
        held.push(("available_variables", words));
        return held;
    }
    held.push(("campaignType", live.campaign_type.map(|kind| kind.wire_name().to_owned())));
    let lists = sorted(live.contact_lists.iter().map(String::as_str).collect());
    held.push(("contactLists", Some(lists)));
    held.push(("dncLists", live.dnc_list.clone()));
    held.push(("priority", live.priority.map(|priority| priority.to_string())));
    held.push(("format", live.format.clone()));
    held.push(("template_name", live.template_name.clone()));
    held.push(("templateId", live.template_id.clone()));
    // With a template the text is the template's, not what was sent.
    if live.template_name.is_none() && live.template_id.is_none() {
        held.push(("message", live.message.clone()));
    }
    held.push(("dialingMode", live.dialing_mode.clone()));
    if let Some(connection) = &live.connection {
        held.push(("queue_name", Some(connection.clone())));
        // An advanced sms has a flow too, which no read names.
        if live.dialing_mode.is_some() {
            held.push(("experienceFlowName", Some(connection.clone())));
        }
    }
    let dialing = &live.dialing;
    held.push(("dialingOrder", dialing.order.clone()));
    held.push(("maxAttemptsPerRecord", number(dialing.max_attempts)));
    held.push(("defaultRetryPeriod", number(dialing.retry_period_minutes)));
    held.push(("maxRingTime", number(dialing.max_ring_time_seconds)));
    held.push(("maxSkips", number(dialing.max_skips)));
    held.push(("callerId", live.caller_id.clone()));
    let hours = live.calling_hours.as_ref();
    held.push(("frequency", hours.and_then(|hours| hours.frequency.clone())));
    held.push(("timezone", hours.and_then(|hours| hours.timezone.clone())));
    held.push(("callingHours", hours.map(same_hours)));
    held
}

/// A campaign that differs from every other in each field that is compared.
fn unlike_any() -> LiveCampaign {
    let text = || Some(NO_VALUE.to_owned());
    let number = Some(u64::MAX);
    let pairs = || Some([(NO_VALUE.to_owned(), NO_VALUE.to_owned())].into());
    let id = CampaignId::reported(NO_VALUE.to_owned());
    LiveCampaign {
        description: text(),
        contact_lists: vec![NO_VALUE.to_owned()],
        dnc_list: text(),
        priority: Some(u8::MAX),
        caller_id: text(),
        dialing_mode: text(),
        dialing: LiveDialing {
            order: text(),
            max_attempts: number,
            retry_period_minutes: number,
            max_ring_time_seconds: number,
            max_skips: number,
        },
        format: text(),
        message: text(),
        template_name: text(),
        template_id: text(),
        burki: Some(Box::new(LiveBurkiCampaign {
            medium: text(),
            assistant_id: number,
            templates: Templates {
                welcome_message: text(),
                agenda: text(),
                end_call_message: text(),
                sms_message: text(),
            },
            max_attempts: number,
            retry_delay_minutes: number,
            fallback_values: pairs(),
            variable_mappings: pairs(),
            available_variables: Some(vec![NO_VALUE.to_owned()]),
            ..LiveBurkiCampaign::default()
        })),
        ..LiveCampaign::bare(id, NO_VALUE.to_owned(), CampaignStatus::untold())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::tests::{campaign, live};
    use super::super::{Change, readable_differences};
    use super::{created_values, held_values, updated_values};
    use crate::domain::burki_campaign::{BurkiCampaign, Medium, Templates};
    use crate::domain::finding::Problem;
    use crate::domain::live::{CampaignId, CampaignStatus, LiveBurkiCampaign, LiveCampaign};
    use crate::domain::platform_campaign::PlatformCampaign;

    /// The fields in which a later look finds that the two differ.
    fn later(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<&'static str> {
        let held: BTreeMap<_, _> = held_values(live).into_iter().collect();
        let given = |value: Option<String>| value.filter(|text| !text.is_empty());
        created_values(campaign)
            .into_iter()
            .filter(|(field, new)| {
                held.get(field).is_some_and(|held| given(held.clone()) != given(new.clone()))
            })
            .map(|(field, _)| field)
            .collect()
    }

    fn at_once(live: &LiveCampaign, campaign: &PlatformCampaign) -> Vec<&'static str> {
        readable_differences(live, campaign).iter().map(|Change { field, .. }| *field).collect()
    }

    type Edit<T> = fn(&mut T);

    #[test]
    fn a_look_that_comes_later_finds_what_one_at_once_finds() -> Result<(), Problem> {
        let sent = PlatformCampaign::Kore(Box::new(campaign()?));
        let edits: [(Edit<LiveCampaign>, &str); 13] = [
            (|_| (), ""),
            (|it| it.name.push('x'), "name"),
            (|it| it.description = None, "description"),
            (|it| it.contact_lists.reverse(), ""),
            (|it| it.contact_lists.truncate(1), "contactLists"),
            (|it| it.dnc_list = None, "dncLists"),
            (|it| it.priority = Some(3), "priority"),
            (|it| it.message = Some("Pay now".into()), "message"),
            (|it| it.template_name = Some("t".into()), "template_name"),
            (|it| it.caller_id = Some("+12025550199".into()), "callerId"),
            (|it| it.calling_hours = None, "frequency timezone callingHours"),
            (|it| it.campaign_type = None, "campaignType"),
            (|it| it.format = Some("advanced".into()), "format"),
        ];
        for (edit, fields) in edits {
            let mut live = live();
            edit(&mut live);
            assert_eq!(later(&live, &sent), at_once(&live, &sent));
            assert_eq!(later(&live, &sent).join(" "), fields);
        }
        Ok(())
    }

    fn burki() -> Result<BurkiCampaign, Problem> {
        Ok(BurkiCampaign {
            name: "Billing".parse()?,
            medium: Medium::Call,
            assistant_id: "7".parse()?,
            description: None,
            templates: Templates { agenda: Some("Sell".into()), ..Templates::default() },
            max_attempts: None,
            retry_delay_minutes: None,
            fallback_values: Some([("name".to_owned(), "you".to_owned())].into()),
            variable_mappings: None,
            available_variables: None,
            pending_import: None,
        })
    }

    #[test]
    fn the_same_for_a_campaign_of_burki() -> Result<(), Problem> {
        let sent = PlatformCampaign::Burki(Box::new(burki()?));
        let edits: [(Edit<LiveBurkiCampaign>, &str); 8] = [
            (|_| (), ""),
            (|it| it.medium = Some("sms".into()), "campaign_type"),
            (|it| it.assistant_id = Some(8), "assistant_id"),
            (|it| it.templates.agenda = None, "agenda_template"),
            (|it| it.templates.welcome_message = Some("Hi".into()), "welcome_message_template"),
            (|it| it.max_attempts = Some(5), "max_attempts"),
            (|it| it.fallback_values = None, "fallback_values"),
            (|it| it.available_variables = Some(vec!["x".into()]), "available_variables"),
        ];
        for (edit, fields) in edits {
            let mut burki = LiveBurkiCampaign {
                medium: Some("call".into()),
                assistant_id: Some(7),
                templates: Templates { agenda: Some("Sell".into()), ..Templates::default() },
                max_attempts: Some(3),
                retry_delay_minutes: Some(30),
                fallback_values: Some([("name".to_owned(), "you".to_owned())].into()),
                variable_mappings: Some([].into()),
                available_variables: Some(Vec::new()),
                ..LiveBurkiCampaign::default()
            };
            edit(&mut burki);
            let id = CampaignId::reported("42".into());
            let mut live = LiveCampaign::bare(id, "Billing".into(), CampaignStatus::Draft);
            live.burki = Some(Box::new(burki));
            assert_eq!(later(&live, &sent), at_once(&live, &sent));
            assert_eq!(later(&live, &sent).join(" "), fields);
        }
        let updated: Vec<&str> = updated_values(&sent).iter().map(|(field, _)| *field).collect();
        assert_eq!(updated, ["name", "agenda_template", "fallback_values"], "the rest stays as it is");
        Ok(())
    }
}
