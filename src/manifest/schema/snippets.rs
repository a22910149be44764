//! Whole campaigns that an editor offers in an empty file, one of each kind. Both VS Code's and the YAML language server read them.

use serde_json::{Value, json};

/// The `defaultSnippets` of the campaign schema. A text that YAML would read as a number has its quotes in it, since editors write
/// a body without any.
pub(super) fn campaigns() -> Value {
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
            "body": voice(&json!({ "dialingMode": "Progressive", "queue_name": "Sales" })),
        },
        {
            "label": "voice, Preview", "description": "Kore.ai: calls that an agent looks at before",
            "body": voice(&json!({ "dialingMode": "Preview", "queue_name": "Sales", "maxSkips": 1 })),
        },
        {
            "label": "burki, call", "description": "Burki: calls by an assistant",
            "body": {
                "platform": "burki", "name": "Spring check-in", "campaign_type": "call", "assistant_id": 7,
                "welcome_message_template": "Hello, this is Acme.",
            },
        },
    ])
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
        "contactLists": ["Guests"],
        "dncLists": "Opted out",
        "priority": 3,
    });
    super::merge(&mut campaign, own);
    campaign["dialingStrategy"] = strategy;
    campaign
}

fn attempts() -> Value {
    json!({ "dialingOrder": "FIFO", "maxAttemptsPerRecord": 3, "defaultRetryPeriod": 30, "maxRingTime": 30 })
}
