//! Random campaign files: valid ones, and changes that may make them invalid.

use kcamp::domain::platform_kind::PlatformKind;
use kcamp::manifest::{Field, Table};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// A valid campaign of one of the five kinds.
pub fn campaign(kind: usize) -> Value {
    let mut campaign = json!({
        "name": "Billing reminder",
        "description": "Reminds people",
        "contactLists": ["Customers", "Late payers"],
        "dncLists": "Opted out",
        "priority": 5,
        "dialingStrategy": {
            "callerId": { "phoneNumber": "+12025550124" },
            "callingHours": {
                "frequency": "WEEKLY",
                "timezone": "America/New_York",
                "days": [
                    { "days": "Mon-Fri", "start": "9:00 AM", "end": "18:00" },
                    { "day": "SA", "start": "10 AM", "end": "2 PM" },
                ],
            },
        },
    });
    let own = match kind {
        0 => json!({ "campaignType": "sms", "format": "simple", "message": { "text": "Your bill is due." } }),
        1 => json!({ "campaignType": "sms", "format": "advanced", "experienceFlowName": "Flow" }),
        2 => json!({
            "campaignType": "voice", "dialingMode": "Agentless",
            "experienceFlowName": "Flow", "enableMachineDetect": "no",
        }),
        3 => json!({ "campaignType": "voice", "dialingMode": "Progressive", "queue_name": "Sales" }),
        _ => {
            json!({ "campaignType": "voice", "dialingMode": "Preview", "queue_name": "Sales", "maxSkips": 1 })
        }
    };
    if kind > 1 {
        let strategy = campaign["dialingStrategy"].as_object_mut().unwrap();
        strategy.extend([
            ("dialingOrder".into(), json!("FIFO")),
            ("maxAttemptsPerRecord".into(), json!(3)),
            ("defaultRetryPeriod".into(), json!("10")),
            ("maxRingTime".into(), json!(30)),
        ]);
    }
    campaign.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    campaign
}

pub fn schedule(form: usize) -> Option<Value> {
    let dates = json!({ "startDateTime": "2027-01-04 09:00:00", "endDateTime": "2027-06-30 18:00" });
    let recurrence = match form {
        0 => return None,
        1 => return Some(json!({ "isSchedulingEnabled": false })),
        2 => json!({ "recurType": "Daily", "dailyDetails": { "onceEveryNdays": 1 } }),
        3 => {
            json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": "2", "whichDays": "Mon-Fri" } })
        }
        _ => {
            json!({ "recurType": "Weekly", "weeklyDetails": { "onceEveryNweeks": 1, "whichDays": ["Mon", "Wed"] } })
        }
    };
    let mut schedule = dates;
    schedule["recurrenceObject"] = recurrence;
    if form == 4 {
        schedule["timezone"] = json!("Asia/Kolkata");
        schedule["isSchedulingEnabled"] = json!(true);
    }
    Some(schedule)
}

/// A valid campaign of Burki, with one of the forms of a schedule.
pub fn burki_campaign(kind: usize, form: usize) -> Value {
    let medium = ["call", "sms", "mixed"][kind % 3];
    let mut campaign = json!({
        "platform": "burki",
        "name": "Spring check-in",
        "campaign_type": medium,
        "assistant_id": 7,
        "description": "Asks how they are",
        "welcome_message_template": "Hello {{ name }}",
        "sms_message_template": "Hello",
        "max_attempts": "3",
        "retry_delay_minutes": 30,
        "fallback_values": { "product": "our product" },
        "available_variables": ["product"],
        "pending_import": { "source": "crm" },
    });
    if kind > 2 {
        campaign.as_object_mut().unwrap().shift_remove("platform");
    }
    let zone = "America/New_York";
    let recurring =
        |config: Value| json!({ "schedule_type": "recurring", "timezone": zone, "recurring_config": config });
    let schedule = match form {
        0 => return campaign,
        1 => json!({ "schedule_type": "immediate" }),
        2 => json!({ "schedule_type": "scheduled", "scheduled_at": "2027-01-04T09:00:00", "timezone": zone }),
        3 => recurring(
            json!({ "frequency": "daily", "interval": 2, "time": "09:00", "end_date": "2027-06-30" }),
        ),
        4 => recurring(json!({
            "frequency": "weekly", "interval": 1, "days_of_week": [1, "3", "Fri"], "time": "09:00", "time_zone": zone,
        })),
        _ => json!({
            "schedule_type": "recurring", "scheduled_at": "2027-01-04 09:00",
            "recurring_config": { "frequency": "monthly", "day_of_month": 4, "time_zone": zone },
        }),
    };
    campaign["schedule"] = schedule;
    campaign
}

pub fn valid() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => valid_of_kore(),
        1 => (0_usize..6, 0_usize..6).prop_map(|(kind, form)| burki_campaign(kind, form)),
    ]
}

fn valid_of_kore() -> impl Strategy<Value = Value> {
    (0_usize..5, 0_usize..5).prop_map(|(kind, form)| {
        let mut document = campaign(kind);
        if let Some(schedule) = schedule(form) {
            document["schedule"] = schedule;
        }
        document
    })
}

/// Texts that some field accepts, and others that look like them.
const TEXTS: &[&str] = &[
    "",
    " ",
    "\u{a0}",
    "x",
    "kore",
    "burki",
    "sms",
    "voice",
    "simple",
    "advanced",
    "Agentless",
    "Preview",
    "no",
    "detect",
    "FIFO",
    "DAILY",
    "Daily",
    "Weekly",
    "5",
    "05",
    " 5",
    "0",
    "+5",
    "100",
    "101",
    "xxxx",
    "***",
    "${LIST}",
    "$LIST",
    "%LIST%",
    "a {{ list }}",
    "$100",
    "ACME Ltd",
    "ACME",
    "12345",
    "+10000000000",
    "+12025550124",
    "+1202555",
    "+02025550124",
    "12025550124",
    "+1202555xxxx",
    "Mon",
    "mo",
    "Thurs",
    " tuesday ",
    "Mon-Fri",
    "Mon - Fri",
    "sat-MO",
    "Mon-Mon",
    "Mon–Wed",
    "mon-MONDAY",
    "Mon,Mon-Mo",
    "Mon,Tue",
    "MO,",
    "weekend",
    "Weekdays,sat",
    "daily",
    "9:00 AM",
    "9 pm",
    "12:30PM",
    "13:00 PM",
    "0:30 AM",
    "09:00",
    "24:00",
    "9:5",
    "9",
    "23:59",
    "2027-02-28 09:00",
    "2027-02-29 09:00",
    "2027-02-30 09:00",
    "2027-04-31 09:00",
    "2027-12-31T09:00:00.000",
    "2027-1-04 09:00",
    "2027-01-04",
    "2027-01-04 09:00Z",
    "2027-01-04  09:00 ",
    "2027-13-01 09:00",
    "UTC",
    "america/new_york",
    "Asia/Mumbai",
    "+05:30",
    "New York",
    "America/Argentina/Buenos_Aires",
    "SGVsbG8=",
    "SGVsbG8",
    "SGVsbG8%3D",
    "Hello, you!",
    "TWVz%xxxxx",
    "call",
    "mixed",
    "immediate",
    "scheduled",
    "recurring",
    "daily",
    "weekly",
    "monthly",
    "2027-01-04T09:00:00Z",
    "2027-01-04 09:00+05:30",
    "2027-01-04T09:00:00 -0800",
    "2027-01-04T09:00+24:00",
    "2027-06-30",
    "09:00:00",
    "America/New_York",
    "31",
    "032",
    "7",
    "8",
];

/// A random value to put in place of another one.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => select(TEXTS).prop_map(Value::from),
        2 => (0_u32..2_000).prop_map(Value::from),
        2 => (0_u32..2_000).prop_map(|number| Value::from(number.to_string())),
        1 => prop_oneof![Just(47), Just(48), Just(49), Just(256), Just(257)]
            .prop_map(|length| Value::from("n".repeat(length))),
        1 => Just(Value::from("\u{1f600}".repeat(30))),
        1 => select(vec![
            Value::Null, json!(true), json!(false), json!(-1), json!(5.0), json!(5.5), json!(4_294_967_295_u32),
            json!(4_294_967_296_u64), json!("4294967295"), json!("4294967296"), json!("00004294967295"),
        ]),
        1 => select(vec![
            json!([]), json!({}), json!(["Mon"]), json!(["Mon", "Mon"]), json!(["Mon", "sunday", 1]),
            json!([null]), json!(["a", "a"]), json!({ "name": "Opted out" }), json!({ "name": null }),
            json!((0..11).map(|number| format!("List {number}")).collect::<Vec<_>>()),
            json!({ "text": "Hello" }), json!({ "text": null, "file": "a.txt" }), json!({ "text": "a", "file": "b" }),
            json!({ "message": "SGVsbG8=" }), json!({ "isSchedulingEnabled": null }),
            json!([1, 7]), json!([0]), json!([8]), json!(["1", "mo"]), json!({ "a": "b" }), json!({ "a": 1 }),
            json!({ "a": null }), json!({ "schedule_type": "immediate" }), json!({ "frequency": "daily" }),
        ]),
    ]
}

/// A change of a document: the value that it changes, and how.
#[derive(Debug, Clone)]
pub enum Change {
    Drop(Index),
    Replace(Index, Value),
    Add(Index, &'static str, Value),
}

fn keys_of(field: &Field) -> impl Iterator<Item = &'static str> + use<> {
    field.path.iter().copied()
}

pub fn change() -> impl Strategy<Value = Change> {
    let mut keys: Vec<&'static str> =
        PlatformKind::ALL.into_iter().flat_map(|it| Table::of(it).fields).flat_map(keys_of).collect();
    keys.push("unknown");
    prop_oneof![
        1 => any::<Index>().prop_map(Change::Drop),
        3 => (any::<Index>(), value()).prop_map(|(place, value)| Change::Replace(place, value)),
        2 => (any::<Index>(), select(keys), value()).prop_map(|(place, key, value)| Change::Add(place, key, value)),
    ]
}

/// The pointers of everything below a value.
fn pointers(value: &Value, path: &str, found: &mut Vec<String>) {
    let mut child = |key: &str, value: &Value| {
        let path = format!("{path}/{key}");
        found.push(path.clone());
        pointers(value, &path, found);
    };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| child(key, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| child(&at.to_string(), value)),
        _ => {}
    }
}

pub fn apply(document: &mut Value, change: Change) {
    let mut found = Vec::new();
    pointers(document, "", &mut found);
    match change {
        Change::Drop(place) => {
            let Some((around, key)) = place.get::<String>(&found).rsplit_once('/') else { return };
            match document.pointer_mut(around) {
                Some(Value::Object(entries)) => drop(entries.shift_remove(key)),
                Some(Value::Array(items)) => drop(items.remove(key.parse().unwrap())),
                _ => {}
            }
        }
        Change::Replace(place, value) => *document.pointer_mut(place.get::<String>(&found)).unwrap() = value,
        Change::Add(place, key, value) => {
            found.push(String::new());
            found.retain(|path| document.pointer(path).is_some_and(Value::is_object));
            document.pointer_mut(place.get::<String>(&found)).unwrap()[key] = value;
        }
    }
}
