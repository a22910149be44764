//! Campaigns and schedules as the platform's JSON, key for key in the order of its samples.

use serde_json::{Map, Value, json};

use crate::domain::calling_hours::{CallingHours, wire_time};
use crate::domain::difference::sent_plain_values;
use crate::domain::kore_campaign::{Channel, DialingMode, KoreCampaign, ListName, Sms};
use crate::domain::message::Message;
use crate::domain::message_encoding::MessageEncoding;
use crate::domain::recurrence::Recurrence;
use crate::domain::schedule::KoreSchedule;
use crate::domain::weekday::Weekday;
use crate::platform::plain;

/// The body of a create. A file's schedule is not part of it: a call of its own sends that. Kore.ai contract §6 and
/// §7.
pub fn campaign_body(campaign: &KoreCampaign, encoding: MessageEncoding) -> Value {
    let mut body = Map::new();
    body.insert("name".into(), json!(campaign.name.as_str()));
    if let Some(description) = &campaign.description {
        body.insert("description".into(), json!(description.as_str()));
    }
    let lists: Vec<&str> = campaign.contact_lists.iter().map(ListName::as_str).collect();
    body.insert("contactLists".into(), json!(lists));
    if let Some(list) = &campaign.dnc_list {
        body.insert("dncLists".into(), json!({ "name": list.as_str() }));
    }
    // The samples have the type before the priority for sms, and at the end for voice.
    match &campaign.channel {
        Channel::Sms(sms) => {
            body.insert("campaignType".into(), json!(campaign.campaign_type().wire_name()));
            insert_priority(&mut body, campaign);
            body.insert("dialingStrategy".into(), strategy(campaign));
            body.insert("schedule".into(), no_schedule());
            insert_sms(&mut body, sms, encoding);
        }
        Channel::Voice(voice) => {
            insert_priority(&mut body, campaign);
            body.insert("dialingMode".into(), json!(voice.mode.wire_name()));
            body.insert("dialingStrategy".into(), strategy(campaign));
            body.insert("schedule".into(), no_schedule());
            insert_mode(&mut body, &voice.mode);
            plain::insert(&mut body, sent_plain_values(campaign));
            body.insert("campaignType".into(), json!(campaign.campaign_type().wire_name()));
        }
    }
    Value::Object(body)
}

/// The body that switches a schedule on. Kore.ai contract §9.
pub fn schedule_body(schedule: &KoreSchedule) -> Value {
    json!({
        "startDateTime": schedule.wire_start(),
        "endDateTime": schedule.wire_end(),
        "recurrenceObject": recurrence_body(schedule.pattern()),
    })
}

/// `recurrenceObject`. Kore.ai contract §9.
pub fn recurrence_body(recurrence: Recurrence) -> Value {
    match recurrence {
        Recurrence::Daily { every } => json!({
            "recurType": "Daily",
            "dailyDetails": { "onceEveryNdays": every.get() },
        }),
        Recurrence::Weekly { every, days } => json!({
            "recurType": "Weekly",
            "weeklyDetails": {
                "onceEveryNweeks": every.get(),
                "whichDays": days.iter().map(Weekday::short).collect::<Vec<_>>(),
            },
        }),
    }
}

fn no_schedule() -> Value {
    json!({ "isSchedulingEnabled": false })
}

fn insert_priority(body: &mut Map<String, Value>, campaign: &KoreCampaign) {
    if let Some(priority) = campaign.priority {
        body.insert("priority".into(), json!(priority.number().to_string()));
    }
}

fn strategy(campaign: &KoreCampaign) -> Value {
    json!({
        "callerId": { "phoneNumber": campaign.caller_id.as_str() },
        "callingHours": calling_hours(&campaign.calling_hours),
    })
}

fn calling_hours(hours: &CallingHours) -> Value {
    let days: Vec<Value> = hours
        .windows
        .iter()
        .map(|window| {
            json!({
                "day": window.day.two_letter(),
                "start": wire_time(window.start),
                "end": wire_time(window.end),
            })
        })
        .collect();
    json!({ "frequency": hours.frequency.wire_name(), "timezone": hours.zone.name(), "days": days })
}

fn insert_mode(body: &mut Map<String, Value>, mode: &DialingMode) {
    match mode {
        DialingMode::Agentless { experience_flow, machine_detection } => {
            body.insert("experienceFlowName".into(), json!(experience_flow.as_str()));
            body.insert("enableMachineDetect".into(), json!(machine_detection.wire_name()));
        }
        DialingMode::Progressive { queue } | DialingMode::Preview { queue, .. } => {
            body.insert("queue_name".into(), json!(queue.as_str()));
        }
    }
}

fn insert_sms(body: &mut Map<String, Value>, sms: &Sms, encoding: MessageEncoding) {
    match sms {
        Sms::Simple { message, template_name, template_id } => {
            body.insert("format".into(), json!("simple"));
            let mut fields = Map::new();
            if let Some(name) = template_name {
                fields.insert("template_name".into(), json!(name));
            }
            if let Some(id) = template_id {
                fields.insert("templateId".into(), json!(id));
            }
            fields.insert("message".into(), json!(encoded(message, encoding)));
            body.insert("message".into(), Value::Object(fields));
        }
        Sms::Advanced { experience_flow } => {
            body.insert("format".into(), json!("advanced"));
            body.insert("experienceFlowName".into(), json!(experience_flow.as_str()));
        }
    }
}

fn encoded(message: &Message, encoding: MessageEncoding) -> String {
    let base64 = message.to_base64();
    match encoding {
        MessageEncoding::Base64 => base64,
        MessageEncoding::PercentBase64 => base64.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"),
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use serde_json::{Value, json};

    use super::{campaign_body, schedule_body};
    use crate::domain::kore_campaign::{
        Channel, DialingMode, DialingOrder, KoreCampaign, MachineDetection, Sms, Voice,
    };
    use crate::domain::message_encoding::MessageEncoding;
    use crate::platform::kore::samples::{campaign, daily_schedule, sample, weekly_schedule, wrong};

    fn voice(name: &str, mode: DialingMode) -> Result<KoreCampaign, Box<dyn Error>> {
        let channel = Channel::Voice(Voice {
            mode,
            dialing_order: DialingOrder::Fifo,
            max_attempts: 3,
            retry_period_minutes: 10,
            max_ring_time_seconds: 30,
        });
        campaign(name, "Short customer survey", "DNC CL Dec 4", "+12025550123", channel)
    }

    fn sms(name: &str, sms: Sms) -> Result<KoreCampaign, Box<dyn Error>> {
        campaign(name, "Event reminder", "testdnc", "+12025550124", Channel::Sms(sms))
    }

    fn simple(template_name: Option<&str>) -> Result<Sms, Box<dyn Error>> {
        Ok(Sms::Simple {
            message: "Message for your targeted customer".parse().map_err(wrong)?,
            template_name: template_name.map(ToOwned::to_owned),
            template_id: None,
        })
    }

    /// Compares with a sample as text: the order of the keys counts too.
    fn assert_sample(case: &str, campaign: &KoreCampaign) -> Result<(), Box<dyn Error>> {
        let expected = sample("POST", "", "request", case)?;
        let body = campaign_body(campaign, MessageEncoding::Base64);
        assert_eq!(body.to_string(), expected.to_string(), "{case}");
        Ok(())
    }

    #[test]
    fn every_documented_create_comes_out_as_its_sample() -> Result<(), Box<dyn Error>> {
        let queue = || "Default Queue".parse().map_err(wrong);
        let agentless = DialingMode::Agentless {
            experience_flow: "Voice Survey Entry Flow".parse().map_err(wrong)?,
            machine_detection: MachineDetection::Off,
        };
        let preview = DialingMode::Preview { queue: queue()?, max_skips: 1 };
        let flow = "SMS Support Flow".parse().map_err(wrong)?;
        assert_sample("agentless", &voice("Agentless Voice | Feedback | Jan 9", agentless)?)?;
        assert_sample(
            "progressive",
            &voice("Service Renewal Outreach", DialingMode::Progressive { queue: queue()? })?,
        )?;
        assert_sample("preview", &voice("Billing Reminder", preview)?)?;
        assert_sample("smsSimple", &sms("Event Reminder SMS", simple(None)?)?)?;
        assert_sample("smsTemplate", &sms("Billing Alert SMS", simple(Some("Welcome"))?)?)?;
        assert_sample(
            "smsAdvanced",
            &sms("Interactive Support SMS", Sms::Advanced { experience_flow: flow })?,
        )
    }

    #[test]
    fn what_may_be_left_out_is_left_out() -> Result<(), Box<dyn Error>> {
        let flow = "SMS Support Flow".parse().map_err(wrong)?;
        let mut campaign = sms("Interactive", Sms::Advanced { experience_flow: flow })?;
        (campaign.description, campaign.priority, campaign.dnc_list) = (None, None, None);
        let body = campaign_body(&campaign, MessageEncoding::Base64);
        let keys: Vec<&str> =
            body.as_object().map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default();
        let left = [
            "name",
            "contactLists",
            "campaignType",
            "dialingStrategy",
            "schedule",
            "format",
            "experienceFlowName",
        ];
        assert_eq!(keys, left);
        Ok(())
    }

    #[test]
    fn the_consoles_encoding_escapes_what_base64_has_beside_letters() -> Result<(), Box<dyn Error>> {
        let message = "a>>>???~".parse().map_err(wrong)?;
        let campaign =
            sms("N", Sms::Simple { message, template_name: None, template_id: Some("cmt-1".into()) })?;
        let sent = |encoding| campaign_body(&campaign, encoding)["message"].clone();
        assert_eq!(sent(MessageEncoding::Base64), json!({"templateId": "cmt-1", "message": "YT4+Pj8/P34="}));
        let console = sent(MessageEncoding::PercentBase64);
        assert_eq!(console["message"], Value::from("YT4%2BPj8%2FP34%3D"));
        Ok(())
    }

    #[test]
    fn schedules_come_out_as_their_samples() -> Result<(), Box<dyn Error>> {
        for (case, schedule) in [("daily", daily_schedule()?), ("weekly", weekly_schedule()?)] {
            let expected = sample("POST", "/schedule", "request", case)?;
            assert_eq!(schedule_body(&schedule).to_string(), expected.to_string(), "{case}");
        }
        Ok(())
    }
}
