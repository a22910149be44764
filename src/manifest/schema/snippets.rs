//! Whole campaigns that an editor offers in an empty file, one of each kind, and whole schedules. VS Code and the YAML
//! language server both read them, and `kcamp init` writes them. The names in them exist in the sandbox.

use serde_json::{Value, json};

use crate::domain::field::kind::kind_of;
use crate::domain::field::{Field, Table};
use crate::domain::platform_kind::PlatformKind;
use crate::manifest::load::load_bytes;

/// The `defaultSnippets` of the campaign schema. A text that YAML would read as a number has its quotes in it, since
/// editors write a body without any.
pub(in crate::manifest) fn campaigns() -> Value {
    let sms = |own: &Value| kore("sms", &json!({}), own);
    let voice = |own: &Value| kore("voice", &attempts(), own);
    json!([
        {
            "label": "sms, simple", "description": "Kore.ai: an SMS with a text",
            "body": sms(&json!({ "format": "simple", "message": { "text": "Your event is coming up." } })),
        },
        {
            "label": "sms, advanced", "description": "Kore.ai: an SMS conversation by a flow",
            "body": sms(&json!({ "format": "advanced", "experienceFlowName": "Support flow" })),
        },
        {
            "label": "voice, Agentless", "description": "Kore.ai: calls by a flow, without agents",
            "body": voice(&json!({
                "dialingMode": "Agentless", "experienceFlowName": "Support flow", "enableMachineDetect": "no",
            })),
        },
        {
            "label": "voice, Progressive", "description": "Kore.ai: calls that are given to free agents",
            "body": voice(&json!({ "dialingMode": "Progressive", "queue_name": "Default Queue" })),
        },
        {
            "label": "voice, Preview", "description": "Kore.ai: calls that an agent looks at before",
            "body": voice(&json!({ "dialingMode": "Preview", "queue_name": "Default Queue" })),
        },
        {
            "label": "burki, call", "description": "Burki: calls by an assistant",
            "body": burki("call", &json!({ "welcome_message_template": WELCOME, "agenda_template": AGENDA })),
        },
        {
            "label": "burki, sms", "description": "Burki: text messages by an assistant",
            "body": burki("sms", &json!({ "sms_message_template": SMS })),
        },
        {
            "label": "burki, mixed", "description": "Burki: calls and text messages by an assistant",
            "body": burki("mixed", &json!({
                "welcome_message_template": WELCOME, "agenda_template": AGENDA, "sms_message_template": SMS,
            })),
        },
    ])
}

const WELCOME: &str = "Hello {{ name }}, this is Acme.";
const AGENDA: &str = "Ask whether {{ name }} is content with the delivery.";
const SMS: &str = "{{ name }}, your order is ready.";

/// The `defaultSnippets` for the schedule of a Kore.ai campaign.
pub(in crate::manifest) fn kore_schedules() -> Value {
    let schedule = |recurrence: Value| {
        json!({
            "timezone": "America/New_York",
            "startDateTime": "\"2037-01-05 09:00:00\"",
            "endDateTime": "\"2037-06-26 18:00:00\"",
            "recurrenceObject": recurrence,
        })
    };
    json!([
        {
            "label": "weekly", "description": "On some days of the week",
            "body": schedule(json!({
                "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": ["Mon", "Wed"] },
            })),
        },
        {
            "label": "daily", "description": "Every day, or every N days",
            "body": schedule(json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 1 } })),
        },
    ])
}

/// The `defaultSnippets` for the schedule of a Burki campaign.
pub(in crate::manifest) fn burki_schedules() -> Value {
    let schedule = |repeats: Value| {
        let mut config = json!({
            "time": "\"09:00\"", "time_zone": "America/New_York", "end_date": "\"2037-06-26\"",
        });
        super::merge(&mut config, &repeats);
        json!({
            "schedule_type": "recurring",
            "scheduled_at": "\"2037-01-05T09:00:00\"",
            "timezone": "America/New_York",
            "recurring_config": config,
        })
    };
    json!([
        {
            "label": "weekly", "description": "On some days of the week; 1 is Monday",
            "body": schedule(json!({ "frequency": "weekly", "interval": 1, "days_of_week": [1, 3] })),
        },
        {
            "label": "daily", "description": "Every day, or every N days",
            "body": schedule(json!({ "frequency": "daily", "interval": 1 })),
        },
        {
            "label": "monthly", "description": "On a day of the month",
            "body": schedule(json!({ "frequency": "monthly", "interval": 1, "day_of_month": 5 })),
        },
        {
            "label": "once", "description": "One run",
            "body": {
                "schedule_type": "scheduled",
                "scheduled_at": "\"2037-01-05T09:00:00\"",
                "timezone": "America/New_York",
            },
        },
    ])
}

fn burki(medium: &str, own: &Value) -> Value {
    let mut campaign = json!({
        "platform": "burki", "name": "Spring check-in", "description": "Asks customers how they are doing",
        "campaign_type": medium, "assistant_id": 7,
    });
    super::merge(&mut campaign, own);
    super::merge(&mut campaign, &json!({ "max_attempts": 3, "retry_delay_minutes": 60 }));
    campaign
}

fn kore(channel: &str, dialing: &Value, own: &Value) -> Value {
    let mut strategy = json!({
        "callerId": { "phoneNumber": "\"+12025550124\"" },
        "callingHours": {
            "frequency": "WEEKLY",
            "timezone": "America/New_York",
            "days": [{ "days": "Mon-Fri", "start": "9:00 AM", "end": "6:00 PM" }],
        },
    });
    super::merge(&mut strategy, dialing);
    let mut campaign = json!({
        "name": "Reminder",
        "description": "Reminds registered guests",
        "campaignType": channel,
        "contactLists": ["Event Guests"],
        "dncLists": "testdnc",
        "priority": 3,
    });
    super::merge(&mut campaign, own);
    fill_in(&mut campaign);
    campaign["dialingStrategy"] = strategy;
    campaign
}

/// Gives a campaign of Kore.ai the examples of the fields that its kind needs besides.
fn fill_in(campaign: &mut Value) {
    let word = |key: &str| campaign[key].as_str();
    let Some(campaign_type) = word("campaignType").and_then(|it| it.parse().ok()) else { return };
    let kind = kind_of(campaign_type, word("format"), word("dialingMode"));
    let of_kind = |field: &&Field| field.depends_on_the_kind() && field.kinds.required.includes(kind);
    for field in Table::of(PlatformKind::Kore).fields.iter().filter(of_kind) {
        if let [key] = field.path
            && campaign.get(key).is_none()
        {
            let example = load_bytes("example", format!("{key}: {}\n", field.example).into_bytes());
            campaign[*key] =
                example.documents.first().map_or(Value::Null, |it| super::instance(it)[*key].clone());
        }
    }
}

fn attempts() -> Value {
    json!({ "dialingOrder": "FIFO", "maxAttemptsPerRecord": 3, "defaultRetryPeriod": 30, "maxRingTime": 30 })
}
