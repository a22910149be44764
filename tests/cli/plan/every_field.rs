//! Every sample and every field of both platforms: an exported campaign is unchanged, and one changed key is one
//! line.

use kcamp::domain::platform_kind::PlatformKind;
use kcamp::manifest::{Field, Table};
use serde_json::{Value, json};

use super::{actions, lines};
use crate::calls::check_all;
use crate::world::{Run, Sandbox, World};

/// A time before the dates of all documented schedules. Burki contract §3.
const BEFORE_ALL: &str = "2024-02-01T00:00:00Z";

/// Keys without a live value to compare. They choose the platform, give the campaign's former name, leave the live
/// schedule as it is, or concern an import that the platform does not return.
const NOT_COMPARED: [&[&str]; 4] =
    [&["platform"], &["renamedFrom"], &["schedule", "isSchedulingEnabled"], &["pending_import"]];

/// The documented bodies of a platform as campaign files: the campaigns, and one of them with each schedule.
fn samples(platform: PlatformKind) -> Vec<Value> {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let of = |value: &Value| value.as_object().unwrap().values().cloned().collect::<Vec<Value>>();
    let (campaigns, schedules) = match platform {
        PlatformKind::Kore => {
            let all = read(include_str!("../../fixtures/kore-samples.json"));
            let path = "/campaign/api/v2/public/{streamId}/campaign";
            let mut schedules = of(&all[format!("POST {path}/schedule")]["request"]);
            // The body of the call that switches a schedule off.
            schedules.retain(|schedule| *schedule != json!({}));
            (of(&all[format!("POST {path}")]["request"]), schedules)
        }
        PlatformKind::Burki => {
            let all = read(include_str!("../../fixtures/burki-samples.json"));
            (vec![all["create"].clone()], of(&all["schedule"]))
        }
    };
    let with_schedule = |schedule: Value| {
        let mut campaign = campaigns[0].clone();
        campaign["schedule"] = schedule;
        campaign
    };
    let of_schedules: Vec<Value> = schedules.into_iter().map(with_schedule).collect();
    campaigns.into_iter().chain(of_schedules).collect()
}

/// The samples and [`others`], each under a name of its own.
fn campaigns(platform: PlatformKind) -> Vec<Value> {
    let named = |(number, mut campaign): (usize, Value)| {
        campaign["name"] = json!(format!("{} {number}", campaign["name"].as_str().unwrap()));
        campaign
    };
    samples(platform).into_iter().chain(others(platform)).enumerate().map(named).collect()
}

/// A sandbox in which these campaigns were created from `campaigns/`.
fn created(platform: PlatformKind, campaigns: &[Value]) -> (Sandbox, World) {
    let sandbox = Sandbox::with_flags(&["--clock", BEFORE_ALL]);
    let world = match platform {
        PlatformKind::Kore => sandbox.world(),
        PlatformKind::Burki => sandbox.burki_world(),
    };
    let world = world.with("KCAMP_NOW", BEFORE_ALL);
    for (number, campaign) in campaigns.iter().enumerate() {
        world.file(&format!("campaigns/{number}.json"), campaign.to_string());
    }
    world.run("campaign create -f campaigns --yes").expect_code(0);
    (sandbox, world)
}

#[must_use]
fn plan_of(world: &World, path: &str) -> Run {
    world.run(["plan", path, "-o", "json", "--exit-code"])
}

#[test]
fn every_exported_campaign_is_unchanged() {
    for platform in PlatformKind::ALL {
        let campaigns = campaigns(platform);
        let (_sandbox, world) = created(platform, &campaigns);
        let is_unchanged = |folder: &str| {
            let run = plan_of(&world, folder).expect_code(0);
            assert_eq!(
                actions(&run),
                vec![json!("unchanged"); campaigns.len()],
                "{platform} {:#?}",
                lines(&run)
            );
        };
        is_unchanged("campaigns");
        world.run("campaign export --all -d exported").expect_code(0);
        // The exported files as they are: a key that the platform does not return is not managed.
        is_unchanged("exported");
        // The keys that the platform does not return are filled in by hand.
        let filled = |line: &str| match line.trim_start().split(": not returned").next() {
            Some("# text") => "  text: Message for your targeted customer".to_owned(),
            Some("# experienceFlowName") => "experienceFlowName: SMS Support Flow".to_owned(),
            Some("# enableMachineDetect") => "enableMachineDetect: \"no\"".to_owned(),
            _ => line.to_owned(),
        };
        for entry in std::fs::read_dir(world.home().join("exported")).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, text.lines().map(filled).collect::<Vec<_>>().join("\n")).unwrap();
        }
        is_unchanged("exported");
    }
}

/// A machine without the journal writes down what the platform returns, which is in UTC for a single run.
#[test]
fn what_another_machine_exported_is_unchanged_where_the_journal_is() {
    let platform = PlatformKind::Burki;
    let mut campaigns = campaigns(platform);
    let mut in_new_york = campaigns[0].clone();
    in_new_york["name"] = json!("In New York");
    in_new_york["schedule"] = json!({"schedule_type": "scheduled", "scheduled_at": "2037-01-05T09:00:00", "timezone": "America/New_York"});
    campaigns.push(in_new_york);
    let (sandbox, world) = created(platform, &campaigns);
    let another = sandbox.burki_world().with("KCAMP_NOW", BEFORE_ALL);
    another.run("campaign export --all -d exported").expect_code(0);
    let exported = another.home().join("exported");
    let run = plan_of(&world, exported.to_str().unwrap()).expect_code(0);
    assert_eq!(actions(&run), vec![json!("unchanged"); campaigns.len()], "{:#?}", lines(&run));
}

/// Campaigns with values that no sample has.
fn others(platform: PlatformKind) -> Vec<Value> {
    let sample = &samples(platform)[0];
    let with = |changes: &[(&[&str], Value)]| {
        let mut campaign = sample.clone();
        for (path, value) in changes {
            set(&mut campaign, path, value.clone());
        }
        campaign
    };
    match platform {
        PlatformKind::Kore => {
            let days: &[&str] = &["dialingStrategy", "callingHours", "days"];
            vec![
                with(&[(days, json!([{"days": "Tue-Thu", "start": "10:00 AM", "end": "5:00 PM"}]))]),
                with(&[(days, json!([{"day": "WE", "start": "10:00 AM", "end": "5:00 PM"}]))]),
            ]
        }
        PlatformKind::Burki => {
            let recurring = |config: Value| json!({"schedule_type": "recurring", "recurring_config": config});
            let zone = "America/Chicago";
            let once = json!({"schedule_type": "scheduled", "scheduled_at": "2024-02-15T09:00:00", "timezone": zone});
            vec![
                with(&[
                    (&["campaign_type"], json!("mixed")),
                    (&["sms_message_template"], json!("{{ name }}, your {{ product }} is ready.")),
                    (&["variable_mappings"], json!({"product": "Item"})),
                    (&["available_variables"], json!(["item"])),
                ]),
                with(&[(&["schedule"], once)]),
                with(&[(
                    &["schedule"],
                    recurring(json!({"frequency": "daily", "time": "10:00", "time_zone": zone})),
                )]),
                with(&[(
                    &["schedule"],
                    recurring(
                        json!({"frequency": "monthly", "day_of_month": 15, "time": "10:00", "time_zone": zone}),
                    ),
                )]),
            ]
        }
    }
}

/// Puts a value at a path. Of a list on the way, the first item is used.
fn set(document: &mut Value, path: &[&str], value: Value) {
    let mut place = document;
    for key in path {
        if place.is_array() {
            place = &mut place[0];
        }
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[key];
    }
    *place = value;
}

fn at<'value>(document: &'value Value, path: &[&str]) -> &'value Value {
    path.iter().fold(document, |place, key| if place.is_array() { &place[0][key] } else { &place[key] })
}

/// The values that a field may change to: those of its row, and numbers and names near the current value.
fn values(field: &Field, now: &Value) -> Vec<Value> {
    let example: Value = serde_saphyr::from_str(field.example).unwrap();
    let beside = match now {
        Value::String(text) if field.path == ["name"] => vec![json!(text.to_uppercase())],
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => Vec::new(),
        number_or_text => {
            let text = number_or_text.to_string().trim_matches('"').to_owned();
            match text.parse::<i64>() {
                Ok(number) => vec![json!(number + 1), json!(number - 1)],
                Err(_) => vec![json!(format!("{text} too"))],
            }
        }
    };
    let all = if field.path == ["name"] { beside } else { [vec![example], beside].concat() };
    let words = field.choices().into_iter().map(Value::String);
    let is_other = |value: &Value| value.to_string().trim_matches('"') != now.to_string().trim_matches('"');
    all.into_iter().chain(words).filter(is_other).collect()
}

/// One change of a field: the campaign's name, and the changed campaign.
struct Edit {
    of_one_key: bool,
    campaign: Value,
}

/// Every possible change of this field: of its key alone, or, if other keys depend on it, to another campaign with
/// another value.
fn edits(field: &Field, campaigns: &[Value]) -> Vec<Edit> {
    let alone = campaigns.iter().flat_map(|campaign| {
        values(field, at(campaign, field.path)).into_iter().map(|value| {
            let mut changed = campaign.clone();
            for other in field.alternatives.iter().filter(|other| **other != field.path) {
                let (key, above) = other.split_last().unwrap();
                let above = above.iter().fold(&mut changed, |place, key| &mut place[key]);
                above.as_object_mut().map(|above| above.remove(*key));
            }
            set(&mut changed, field.path, value);
            Edit { of_one_key: true, campaign: changed }
        })
    });
    let whole = campaigns.iter().flat_map(|campaign| {
        let is_other = |other: &&Value| {
            let (own, other) = (at(campaign, field.path), at(other, field.path));
            !own.is_null() && !other.is_null() && own != other
        };
        campaigns.iter().filter(is_other).map(|other| {
            let mut changed = other.clone();
            changed["name"] = campaign["name"].clone();
            Edit { of_one_key: false, campaign: changed }
        })
    });
    alone.chain(whole).collect()
}

/// Tries the changes of a field until one gives a valid campaign. The error says what is wrong with its plan.
fn try_field(field: &Field, campaigns: &[Value], world: &World) -> Result<(), String> {
    let dotted = field.dotted();
    for (number, edit) in edits(field, campaigns).iter().enumerate() {
        let file = format!("edits/{dotted}/{number}.json");
        world.file(&format!("edits/{dotted}/message.txt"), "Another text");
        world.file(&file, edit.campaign.to_string());
        let run = plan_of(world, &file);
        // The change gives an invalid campaign, or the same campaign in other words.
        if run.code == 3 || run.code == 0 {
            continue;
        }
        let told = |why: &str| {
            let shown: Vec<String> =
                lines(&run).into_iter().filter(|line| !line.starts_with("only_live")).collect();
            format!("{dotted}: {why}: {shown:#?}\n{}\n{}", edit.campaign, run.stderr)
        };
        if run.code != 20 {
            return Err(told("the plan does not end in 20"));
        }
        let document = run.json();
        let own = |line: &&Value| line["action"] != "only_live";
        let found: Vec<&Value> = document["lines"].as_array().unwrap().iter().filter(own).collect();
        let [line] = found.as_slice() else { return Err(told("it is not one line")) };
        let changed: Vec<&str> =
            line["changes"].as_array().unwrap().iter().filter_map(|it| it["field"].as_str()).collect();
        let is_named = match line["action"].as_str().unwrap() {
            "schedule" | "off_live" => field.path[0] == "schedule",
            "update" => {
                changed.iter().any(|name| field.path.contains(name))
                    && (changed.len() == 1 || !edit.of_one_key)
            }
            // The field cannot change, or it names something that does not exist.
            "blocked" => field.path.iter().any(|key| line["details"].as_str().unwrap().contains(key)),
            _ => false,
        };
        return if is_named { Ok(()) } else { Err(told("the line names another field")) };
    }
    Err(format!(
        "{dotted}: no sample and no value of its row shows a change of it; add a campaign to `others`"
    ))
}

#[test]
fn one_key_that_changes_is_that_line_and_no_other() {
    for platform in PlatformKind::ALL {
        let campaigns = campaigns(platform);
        let (_sandbox, world) = created(platform, &campaigns);
        let fields: Vec<&Field> =
            Table::of(platform).fields.iter().filter(|field| !NOT_COMPARED.contains(&field.path)).collect();
        check_all(&format!("fields of {platform}"), &fields, |field| try_field(field, &campaigns, &world));
    }
}
