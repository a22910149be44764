//! The first files of a project, as `kcamp init` writes them: the campaigns that an editor offers, with the tables'
//! descriptions of each key.

use std::path::Path;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};

use super::node::Node;
use super::schema::{campaign_schema_under, instance, policy_schema, snippets};
use super::write::{Tree, YamlBlock};
use crate::domain::duration::duration_text;
use crate::domain::field::{Shape, Table};
use crate::domain::platform_kind::PlatformKind;
use crate::domain::policy::Policy;
use crate::domain::zone::Zone;

/// Minimum number of days before the first run of a schedule, so that the user has time to check it.
const DAYS_BEFORE: i64 = 7;
/// Maximum length of a schedule, in days.
const DAYS_LONG: i64 = 27;

/// A kind of campaign to begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct Starter {
    /// Its name, such as `voice, Preview`.
    pub label: String,
    /// A short description of its kind.
    pub description: String,
    body: Value,
    /// The body of a weekly schedule.
    schedule: Value,
}

/// The files of a first campaign.
#[derive(Debug)]
pub struct StarterFiles {
    /// The campaign without inherited fields.
    pub campaign: String,
    /// The file of defaults, with the fields that the campaign inherits.
    pub defaults: String,
    /// The JSON Schema of campaigns that inherit these defaults.
    pub schema: Value,
    /// The whole campaign, for checking.
    pub whole: Node,
}

/// The names and ids to which the files of a first campaign refer.
#[derive(Debug, Clone, Copy)]
pub struct StarterContext<'a> {
    /// The schema of the campaign, as a path from the campaign's folder.
    pub schema: &'a str,
    /// The command that updates this schema.
    pub update: &'a str,
    /// The existing defaults that the campaign inherits; `None` if its own defaults are written.
    pub inherited: Option<&'a Node>,
}

impl Starter {
    /// One starter of each kind.
    pub fn all() -> Vec<Self> {
        let snippets = snippets::campaigns();
        let text = |snippet: &Value, key: &str| snippet[key].as_str().unwrap_or_default().to_owned();
        let starter = |snippet: &Value| {
            let platform = platform_of(&snippet["body"]);
            // Written even if it is the default, since campaigns of another account may be added later.
            let mut body = json!({ "platform": platform.to_string() });
            for (key, value) in snippet["body"].as_object().into_iter().flatten() {
                body[key] = value.clone();
            }
            let schedules = match platform {
                PlatformKind::Kore => snippets::kore_schedules(),
                PlatformKind::Burki => snippets::burki_schedules(),
            };
            let schedule = schedules[0]["body"].clone();
            Self { label: text(snippet, "label"), description: text(snippet, "description"), body, schedule }
        };
        snippets.as_array().into_iter().flatten().map(starter).collect()
    }

    /// The platform of the starter.
    pub fn platform(&self) -> PlatformKind {
        platform_of(&self.body)
    }

    /// Its default name.
    pub fn name(&self) -> &str {
        self.body["name"].as_str().unwrap_or_default()
    }

    /// Its value for the field of this flag; `None` if it has none.
    pub fn value(&self, flag: &str) -> Option<&str> {
        let field = Table::of(self.platform()).by_flag(flag)?;
        field.path.iter().try_fold(&self.body, |body, key| body.get(key))?.as_str()
    }

    /// Whether its value for the field of this flag is `value`, in any case.
    pub fn has(&self, flag: &str, value: &str) -> bool {
        self.value(flag).is_some_and(|own| own.eq_ignore_ascii_case(value))
    }

    /// Writes its files with this name and zone. The schedule begins in a week or two.
    pub fn write(
        &self,
        name: &str,
        zone: &Zone,
        now: Timestamp,
        starter_context: &StarterContext<'_>,
    ) -> StarterFiles {
        let StarterContext { schema, update, inherited } = *starter_context;
        let (first, last) = first_and_last_day(zone, now);
        let filling = Filling { name, zone, first, last };
        let mut body = self.body.clone();
        body["schedule"] = self.schedule.clone();
        filling.fill(&mut body);

        let (mut campaign, mut defaults, mut whole) =
            (YamlBlock::default(), YamlBlock::default(), YamlBlock::default());
        let table = Table::of(self.platform());
        put(&mut whole, table, &mut Vec::new(), &body, &|_| true);
        let is_shared = |path: &[&str]| {
            table.fields.iter().any(|field| field.begins_in_defaults && path.starts_with(field.path))
        };
        // What the present defaults do not give, the campaign has itself.
        let is_inherited = |path: &[&str]| inherited.is_none_or(|inherited| inherited.at(path).is_some());
        let is_own = |path: &[&str]| !(is_shared(path) && is_inherited(path));
        put(&mut campaign, table, &mut Vec::new(), &body, &is_own);
        put(&mut defaults, table, &mut Vec::new(), &body, &is_shared);
        let (campaign, _) = campaign.print("campaign");
        let (defaults, given) = defaults.print("defaults");
        let (_, whole) = whole.print("campaign");
        let modeline = "# yaml-language-server: $schema=";
        let schema_of_defaults = Path::new(schema).with_file_name("defaults.schema.json");
        StarterFiles {
            campaign: format!(
                "{modeline}{schema}\n# {}.\n# The names are those of the sandbox: put your own. What is not here is \
                 in {}.\n{campaign}",
                self.description,
                super::DEFAULTS_FILE
            ),
            defaults: format!(
                "{modeline}{}\n# What every campaign of this folder inherits, and may write otherwise. \
                 After a change of this file:\n# {update}\n{defaults}",
                schema_of_defaults.display()
            ),
            schema: campaign_schema_under(&instance(&given)),
            whole,
        }
    }
}

fn platform_of(body: &Value) -> PlatformKind {
    body["platform"].as_str().and_then(|name| name.parse().ok()).unwrap_or(PlatformKind::Kore)
}

/// The values for the placeholders of a snippet: the name, the zone and the days of the schedule.
struct Filling<'starter> {
    name: &'starter str,
    zone: &'starter Zone,
    first: Date,
    last: Date,
}

impl Filling<'_> {
    fn fill(&self, body: &mut Value) {
        self.fill_below(body);
        // Last, because quotes in a name are a part of it.
        body["name"] = self.name.into();
    }

    fn fill_below(&self, value: &mut Value) {
        match value {
            Value::Object(entries) => {
                for (key, below) in entries {
                    let day = match key.as_str() {
                        "timezone" | "time_zone" => {
                            *below = self.zone.name().into();
                            continue;
                        }
                        "startDateTime" | "scheduled_at" => Some(self.first),
                        "endDateTime" | "end_date" => Some(self.last),
                        _ => None,
                    };
                    self.fill_below(below);
                    if let (Some(day), Value::String(text)) = (day, &mut *below) {
                        // The time of day is not changed.
                        let time = text.get(day.to_string().len()..).unwrap_or_default();
                        *below = format!("{day}{time}").into();
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.fill_below(item)),
            // Editors write a snippet without quotes, so some values contain quotes.
            Value::String(text) => {
                if let Some(inner) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
                    *text = inner.to_owned();
                }
            }
            _ => {}
        }
    }
}

/// The Monday on which a schedule begins, and its last day, before the zone's clocks change, so that each run is
/// at the same hour.
fn first_and_last_day(zone: &Zone, now: Timestamp) -> (Date, Date) {
    let rules = zone.time_zone();
    let soon = zone.wall(now).date().saturating_add(DAYS_BEFORE.days());
    let days_to_monday = (7 - i64::from(soon.weekday().to_monday_zero_offset())) % 7;
    let first = soon.saturating_add(days_to_monday.days());
    let last = first.saturating_add(DAYS_LONG.days());
    let change = rules
        .to_timestamp(first.at(0, 0, 0, 0))
        .ok()
        .and_then(|start| rules.following(start).next())
        .map(|change| zone.wall(change.timestamp()).date().saturating_sub(1.days()));
    (first, change.map_or(last, |change| change.min(last).max(first)))
}

/// Adds every wanted key at a path, each below its description from the table.
fn put<'body>(
    block: &mut YamlBlock,
    table: &Table,
    path: &mut Vec<&'body str>,
    value: &'body Value,
    is_wanted: &dyn Fn(&[&str]) -> bool,
) {
    let field = table.at(path);
    let entries = value
        .as_object()
        .filter(|_| path.is_empty() || field.is_none_or(|field| matches!(field.shape, Shape::OneOrKeys(_))));
    let above = path.split_last().map(|(_, above)| above.to_vec()).unwrap_or_default();
    let help = field.map(|field| field.help).filter(|help| !help.is_empty());
    let Some(entries) = entries else {
        if is_wanted(path) {
            if let Some(help) = help {
                block.comment(&above, help);
            }
            block.put(path, Tree::of_json(value));
        }
        return;
    };
    if let Some(help) = help.filter(|_| is_wanted(path)) {
        block.comment(&above, help);
    }
    for (key, below) in entries {
        path.push(key);
        put(block, table, path, below, is_wanted);
        path.pop();
    }
}

/// A policy file with the default values.
pub fn starter_policy(schema: &str) -> String {
    let schema_of_policy = policy_schema();
    let help = |key: &str| schema_of_policy["properties"][key]["description"].as_str().unwrap_or_default();
    let Policy { hours, timezone: _, max_segments, minimum_notice, severities: _ } = Policy::default();
    let time = |time: jiff::civil::Time| Tree::text(&time.strftime("%H:%M").to_string());
    let mut block = YamlBlock::default();
    block.comment(&[], help("hours"));
    block.put(&["hours", "from"], time(hours.from));
    block.put(&["hours", "to"], time(hours.to));
    block.comment(&[], help("max_segments"));
    block.put(&["max_segments"], Tree::number(u64::try_from(max_segments).unwrap_or(u64::MAX)));
    block.comment(&[], help("minimum_notice"));
    block.put(&["minimum_notice"], Tree::text(&duration_text(minimum_notice)));
    block.comment(&[], help("severities"));
    block.comment(&["severities"], "schedule/local-time-shifts: error");
    let (text, _) = block.print("policy");
    let what = schema_of_policy["description"].as_str().unwrap_or_default();
    format!("# yaml-language-server: $schema={schema}/policy.schema.json\n# {what}\n{text}")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use proptest::prelude::*;

    use super::{Starter, StarterContext, starter_policy};
    use crate::domain::finding::Severity;
    use crate::domain::platform_kind::PlatformKind;
    use crate::domain::zone::Zone;
    use crate::manifest::{CheckContext, Value, decode, decode_policy, load_bytes};

    const CONTEXT: StarterContext<'_> =
        StarterContext { schema: "../.kcamp/campaign.schema.json", update: "update", inherited: None };

    const ZONES: [&str; 10] = [
        "America/New_York",
        "Europe/Berlin",
        "Asia/Kolkata",
        "Asia/Tokyo",
        "Australia/Adelaide",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "Pacific/Auckland",
        "Pacific/Chatham",
        "Pacific/Honolulu",
    ];

    #[test]
    fn every_kind_is_without_a_finding_in_every_zone_at_any_time_of_the_year() {
        for starter in Starter::all() {
            for zone in ZONES {
                let zone: Zone = zone.parse().unwrap();
                for day in
                    ["2026-11-26", "2027-01-28", "2027-03-02", "2027-03-20", "2027-09-20", "2027-10-22"]
                {
                    let now = format!("{day}T20:00:00Z").parse().unwrap();
                    let files = starter.write("Hello", &zone, now, &CONTEXT);
                    let check_context = CheckContext::new(starter.platform(), Zone::utc(), now);
                    let (manifest, findings) =
                        decode(&files.whole, &|_| Err("no file".into()), &check_context);
                    assert!(findings.is_empty(), "{} {zone} {day}: {findings:?}", starter.label);
                    let manifest = manifest.unwrap();
                    let (campaign, schedule) = (&manifest.campaign, manifest.schedule.as_ref().unwrap());
                    assert_eq!(campaign.name(), "Hello");
                    let mut found = crate::domain::finding::Findings::new();
                    schedule.plan(&Zone::utc(), campaign.calling_hours(), now, &mut found);
                    let said: Vec<_> =
                        found.iter().filter(|it| it.problem.severity != Severity::Note).collect();
                    assert!(said.is_empty(), "{} {zone} {day}: {said:?}", starter.label);
                }
            }
        }
    }

    #[test]
    fn what_is_shared_stands_in_the_defaults_alone_and_every_key_is_explained() {
        let zone: Zone = "Asia/Kolkata".parse().unwrap();
        let now = "2026-12-03T08:00:00Z".parse().unwrap();
        for starter in Starter::all() {
            let files = starter.write("Hello", &zone, now, &CONTEXT);
            for text in [&files.campaign, &files.defaults] {
                assert!(text.starts_with("# yaml-language-server: $schema=../.kcamp/"), "{text}");
                assert!(text.lines().filter(|line| line.trim_start().starts_with('#')).count() > 3, "{text}");
                assert!(!text.contains("America/New_York"), "{text}");
            }
            let shared = match starter.platform() {
                PlatformKind::Kore => "callingHours:",
                PlatformKind::Burki => "max_attempts:",
            };
            assert!(files.defaults.contains(shared) && !files.campaign.contains(shared));
            assert!(files.campaign.contains("name: Hello\n") && files.campaign.contains("schedule:\n"));
        }
    }

    #[test]
    fn the_policy_says_what_holds_without_one() {
        let loaded = load_bytes("kcamp.policy.yaml", starter_policy(".kcamp").into_bytes());
        let (policy, findings) = decode_policy(loaded);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(policy, super::Policy::default());
    }

    proptest! {
        /// A name is written so that it is read back as that name, whatever YAML would take it for.
        #[test]
        fn a_name_is_read_back_from_the_file_of_every_kind(name in name()) {
            let now = "2026-11-26T20:00:00Z".parse().unwrap();
            for starter in Starter::all() {
                let files = starter.write(&name, &Zone::utc(), now, &CONTEXT);
                let loaded = load_bytes("campaign.yaml", files.campaign.clone().into_bytes());
                prop_assert!(loaded.findings.is_empty(), "{}: {:?}", files.campaign, loaded.findings);
                let written = loaded.documents[0].at(&["name"]).map(|it| it.value.clone());
                prop_assert!(matches!(&written, Some(Value::Text(text)) if **text == *name), "{name:?}: {written:?}");
            }
        }
    }

    /// Names that YAML takes for something else, names with its signs anywhere, and any others.
    fn name() -> impl Strategy<Value = String> {
        const TAKEN: &[&str] = &[
            "\"quoted\"",
            "123",
            "0123",
            "0x1f",
            "1e3",
            "1_000",
            ".5",
            "yes",
            "no",
            "on",
            "null",
            "~",
            "true",
            "2026-01-01",
        ];
        const SIGNS: &[&str] = &[
            "\"", "'", ": ", "- ", "#", " #", "%", "@", "!", "&", "*", "|", ">", "{", "[", "?", "<<", "=",
            "---", "\\", " ", "🙂",
        ];
        let in_signs = (prop::sample::select(SIGNS), "[a-z]{0,3}", prop::sample::select(SIGNS));
        prop_oneof![
            prop::sample::select(TAKEN).prop_map(str::to_owned),
            in_signs.prop_map(|(before, word, behind)| format!("{before}{word}{behind}")),
            "\\PC{1,20}",
        ]
    }
}
